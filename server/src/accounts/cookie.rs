//! The cookie that says who is signed in.

use super::token::Token;

/// The session cookie of one site. Which one it is follows from the site's public address and never from a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionCookie {
    /// `__Host-hailong`: the browser takes it only over HTTPS, for all paths and without a domain, so neither a neighbouring
    /// subdomain nor an unencrypted answer can plant one (RFC 6265bis, section 4.1.3.2).
    Https,
    /// `hailong`, for trying the program out on `http://127.0.0.1`, where a browser may refuse `Secure`.
    PlainHttp,
}

impl SessionCookie {
    /// The cookie's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Https => "__Host-hailong",
            Self::PlainHttp => "hailong",
        }
    }

    /// The `Set-Cookie` header that gives the token to a browser for this many seconds.
    ///
    /// `SameSite=Lax` and not `Strict`, because a link in an e-mail should find its reader signed in.
    #[must_use]
    pub fn set(self, token: &Token, max_age: u32) -> String {
        self.header(&token.reveal(), max_age)
    }

    /// The `Set-Cookie` header that makes a browser forget the token. That does not end the session: whoever copied the token
    /// still has it.
    #[must_use]
    pub fn clear(self) -> String {
        self.header("", 0)
    }

    /// The token among the values of a request's `Cookie` headers, of which HTTP/2 may send several.
    ///
    /// `None` when there is none, when it is no token, and when the name comes twice: then one of them was planted, and there
    /// is no telling which.
    pub fn read<'a>(self, headers: impl IntoIterator<Item = &'a [u8]>) -> Option<Token> {
        let mut found =
            headers.into_iter().flat_map(|header| header.split(|byte| *byte == b';')).filter_map(|pair| self.value(pair));
        let value = found.next()?;
        if found.next().is_some() {
            return None;
        }
        std::str::from_utf8(value).ok()?.parse().ok()
    }

    fn value(self, pair: &[u8]) -> Option<&[u8]> {
        pair.trim_ascii().strip_prefix(self.name().as_bytes())?.strip_prefix(b"=")
    }

    fn header(self, value: &str, max_age: u32) -> String {
        let secure = match self {
            Self::Https => "; Secure",
            Self::PlainHttp => "",
        };
        format!("{}={value}; Path=/; Max-Age={max_age}{secure}; HttpOnly; SameSite=Lax", self.name())
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::SessionCookie::{self, Https, PlainHttp};
    use crate::accounts::token::Token;

    fn token() -> Token {
        Token::random(&mut ChaCha20Rng::seed_from_u64(1))
    }

    fn read(cookie: SessionCookie, headers: &[&str]) -> Option<Token> {
        cookie.read(headers.iter().map(|header| header.as_bytes()))
    }

    #[test]
    fn over_https_it_belongs_to_this_host_alone() {
        let text = token().reveal();
        let wanted = format!("__Host-hailong={text}; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(Https.set(&token(), 43200), wanted);
        assert_eq!(Https.clear(), "__Host-hailong=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn over_plain_http_it_has_another_name_and_is_not_secure() {
        let text = token().reveal();
        assert_eq!(PlainHttp.set(&token(), 60), format!("hailong={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
        assert_eq!(PlainHttp.clear(), "hailong=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn it_is_found_among_others_and_in_any_header() {
        let text = token().reveal();
        for headers in [
            vec![format!("__Host-hailong={text}")],
            vec![format!("look=dark; __Host-hailong={text}; lang=vi")],
            vec![format!("look=dark;__Host-hailong={text};lang=vi")],
            vec!["look=dark".to_owned(), format!("  __Host-hailong={text}  ")],
            // The other site's cookie and names that only look alike do not count.
            vec![format!("hailong={}; x__Host-hailong={text}; __Host-hailong2=x; __Host-hailong={text}", "A".repeat(43))],
        ] {
            let headers: Vec<_> = headers.iter().map(String::as_str).collect();
            assert_eq!(read(Https, &headers), Some(token()), "{headers:?}");
        }
    }

    #[test]
    fn none_a_wrong_one_and_two_are_nobody() {
        let text = token().reveal();
        let pair = format!("hailong={text}");
        let quoted = format!("hailong=\"{text}\"");
        let (twice, planted) = (format!("{pair}; {pair}"), format!("{pair}; hailong=x"));
        for headers in [
            vec![],
            vec![""],
            vec!["hailong"],
            vec!["hailong="],
            vec!["hailong=x"],
            vec![quoted.as_str()],
            vec![twice.as_str()],
            vec![planted.as_str()],
            vec![pair.as_str(), pair.as_str()],
        ] {
            assert_eq!(read(PlainHttp, &headers), None, "{headers:?}");
        }
        assert_eq!(PlainHttp.read([b"hailong=\xff\xfe".as_slice()]), None);
        assert_eq!(read(Https, &[&pair]), None);
    }
}
