//! Cookies that carry a token: who is signed in, and who is on the way to do so elsewhere or by a passkey.

use super::token::Token;

/// A cookie of one site that carries a token. How it is called follows from the site's public address and never from a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenCookie {
    name: &'static str,
    secure: bool,
}

impl TokenCookie {
    /// The cookie that says who is signed in.
    ///
    /// Where people come by HTTPS it is `__Host-hailong`: the browser takes it only over HTTPS, for all paths and without a domain, so
    /// neither a neighbouring subdomain nor an unencrypted answer can plant one (RFC 6265bis, section 4.1.3.2). Without HTTPS, for trying
    /// the program out on `http://127.0.0.1`, a browser may refuse `Secure`.
    #[must_use]
    pub const fn session(secure: bool) -> Self {
        Self { name: if secure { "__Host-hailong" } else { "hailong" }, secure }
    }

    /// The cookie of a browser on its way to a provider of identities and back.
    #[must_use]
    pub const fn way(secure: bool) -> Self {
        Self { name: if secure { "__Host-hailong-way" } else { "hailong-way" }, secure }
    }

    /// The cookie of a browser whose passkey is to sign something.
    #[must_use]
    pub const fn passkey(secure: bool) -> Self {
        Self { name: if secure { "__Host-hailong-passkey" } else { "hailong-passkey" }, secure }
    }

    /// The cookie by which a tablet is known as a device.
    #[must_use]
    pub const fn device(secure: bool) -> Self {
        Self { name: if secure { "__Host-hailong-device" } else { "hailong-device" }, secure }
    }

    /// The `Set-Cookie` header that gives the token to a browser for this many seconds.
    ///
    /// `SameSite=Lax` and not `Strict`, because a link in an e-mail should find its reader signed in, and because a provider sends people
    /// back from another site.
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
        pair.trim_ascii().strip_prefix(self.name.as_bytes())?.strip_prefix(b"=")
    }

    fn header(self, value: &str, max_age: u32) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; Max-Age={max_age}{secure}; HttpOnly; SameSite=Lax", self.name)
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::TokenCookie;
    use crate::accounts::token::Token;

    const HTTPS: TokenCookie = TokenCookie::session(true);
    const PLAIN_HTTP: TokenCookie = TokenCookie::session(false);

    fn token() -> Token {
        Token::random(&mut ChaCha20Rng::seed_from_u64(1))
    }

    fn read(cookie: TokenCookie, headers: &[&str]) -> Option<Token> {
        cookie.read(headers.iter().map(|header| header.as_bytes()))
    }

    #[test]
    fn over_https_it_belongs_to_this_host_alone() {
        let text = token().reveal();
        let wanted = format!("__Host-hailong={text}; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(HTTPS.set(&token(), 43200), wanted);
        assert_eq!(HTTPS.clear(), "__Host-hailong=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn over_plain_http_it_has_another_name_and_is_not_secure() {
        let text = token().reveal();
        assert_eq!(PLAIN_HTTP.set(&token(), 60), format!("hailong={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
        assert_eq!(TokenCookie::way(true).clear(), "__Host-hailong-way=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
        assert_eq!(
            TokenCookie::passkey(true).set(&token(), 300),
            format!("__Host-hailong-passkey={text}; Path=/; Max-Age=300; Secure; HttpOnly; SameSite=Lax")
        );
        assert_eq!(read(TokenCookie::passkey(false), &[&format!("hailong={text}")]), None);
        assert_eq!(read(TokenCookie::way(false), &[&format!("hailong={text}")]), None);
        assert_eq!(PLAIN_HTTP.clear(), "hailong=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
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
            assert_eq!(read(HTTPS, &headers), Some(token()), "{headers:?}");
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
            assert_eq!(read(PLAIN_HTTP, &headers), None, "{headers:?}");
        }
        assert_eq!(PLAIN_HTTP.read([b"hailong=\xff\xfe".as_slice()]), None);
        assert_eq!(read(HTTPS, &[&pair]), None);
    }
}
