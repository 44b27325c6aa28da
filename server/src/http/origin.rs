//! Only our own pages may change anything: what the page of another site sends in a visitor's name is refused.
//!
//! Browsers say where a request comes from, in `Sec-Fetch-Site` or, where they are older or the address is not HTTPS, in `Origin`, and no
//! page can keep them from it. What says neither is no browser with somebody's cookies in it, and is let in.

use std::str::FromStr;

use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use axum::http::{Method, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Where a page comes from, in the sense of browsers: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    https: bool,
    place: Place,
}

/// A host in small letters and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    host: String,
    port: u16,
}

impl Place {
    /// Reads `host` or `host:port`; an IPv6 address stands in brackets.
    fn read(text: &str, usual_port: u16) -> Option<Self> {
        let end = text.rfind(']').map_or(0, |bracket| bracket + 1);
        let (host, port) = match text[end..].find(':') {
            Some(colon) => (&text[..end + colon], &text[end + colon + 1..]),
            None => (text, ""),
        };
        let is_one = !host.is_empty() && (end == 0 || host.starts_with('[') && host.len() == end);
        let is_plain = !host.contains(['@', '/', '?', '#', '\\', ' ']);
        let port = if port.is_empty() { Some(usual_port) } else { port.parse().ok() };
        Some(Self { host: host.to_ascii_lowercase(), port: port.filter(|_| is_one && is_plain)? })
    }
}

impl FromStr for Origin {
    type Err = ();

    /// Reads `scheme://host[:port]` of HTTP or HTTPS; a path after it does not matter.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (scheme, rest) = text.split_once("://").ok_or(())?;
        let https = scheme.eq_ignore_ascii_case("https");
        if !https && !scheme.eq_ignore_ascii_case("http") {
            return Err(());
        }
        let place = Place::read(rest.split('/').next().unwrap_or_default(), Self::usual_port(https)).ok_or(())?;
        Ok(Self { https, place })
    }
}

impl Origin {
    const fn usual_port(https: bool) -> u16 {
        if https { 443 } else { 80 }
    }

    /// Whether a page from here is one of ours: it comes from the public address, or from the host that was asked, as when somebody uses
    /// the program under another name or number. Where the public address is HTTPS, the same host without it is not ours: anybody on the
    /// way could have written that page.
    fn is_ours(&self, public: Option<&Self>, asked: Option<&str>) -> bool {
        if let Some(public) = public
            && (self == public || public.https && self.place.host == public.place.host)
        {
            return self == public;
        }
        asked.and_then(|host| Place::read(host, Self::usual_port(self.https))).is_some_and(|host| host == self.place)
    }
}

/// Whether a browser says nothing but that a request comes from a page of ours or is the visitor's own doing (`none`), such as sending a
/// form again.
fn is_from_us(headers: &HeaderMap) -> bool {
    headers.get_all(SEC_FETCH_SITE).iter().all(|site| site == "same-origin" || site == "none")
}

/// Whether somebody asks for this themselves: neither does another site lead them here, nor does their browser look ahead. For what is
/// read, but should not begin unasked.
#[must_use]
pub fn is_asked_for(headers: &HeaderMap) -> bool {
    is_from_us(headers) && !headers.contains_key(SEC_PURPOSE)
}

/// Whether a request changes nothing, or comes from a page of ours.
pub fn is_allowed(method: &Method, uri: &Uri, headers: &HeaderMap, public: Option<&Origin>) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    if headers.contains_key(SEC_FETCH_SITE) {
        return is_from_us(headers);
    }
    let host = || headers.get(HOST).and_then(|host| host.to_str().ok());
    let asked = uri.authority().map(axum::http::uri::Authority::as_str).or_else(host);
    headers.get_all(ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Origin>().ok());
        origin.is_some_and(|origin| origin.is_ours(public, asked))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn allowed(public: Option<&str>, pairs: &[(&'static str, &str)]) -> bool {
        let public = public.map(|public| public.parse().unwrap());
        is_allowed(&Method::POST, &Uri::from_static("/preferences"), &headers(pairs), public.as_ref())
    }

    #[test]
    fn what_the_browser_says_of_the_site_decides() {
        for (said, expected) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
            ("", false),
            ("Same-Origin", false),
            ("same-origin, cross-site", false),
        ] {
            assert_eq!(allowed(None, &[("sec-fetch-site", said), ("host", "a.vn")]), expected, "{said:?}");
            let with_origin = [("sec-fetch-site", said), ("origin", "https://a.vn"), ("host", "a.vn")];
            assert_eq!(allowed(None, &with_origin), expected, "{said:?}, whatever the origin");
        }
        let mut twice = headers(&[("sec-fetch-site", "same-origin")]);
        twice.append(SEC_FETCH_SITE, "cross-site".parse().unwrap());
        assert!(!is_allowed(&Method::POST, &Uri::from_static("/"), &twice, None));
    }

    #[test]
    fn reading_is_for_everybody_and_every_other_method_is_looked_at() {
        let strange = headers(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("host", "a.vn")]);
        for method in [Method::GET, Method::HEAD] {
            assert!(is_allowed(&method, &Uri::from_static("/"), &strange, None), "{method}");
        }
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "ODD", "get"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert!(!is_allowed(&method, &Uri::from_static("/"), &strange, None), "{method}");
        }
    }

    #[test]
    fn an_origin_must_be_the_public_address_or_the_host_that_was_asked() {
        let https = Some("https://hai-long.example/");
        for (public, origin, host, expected) in [
            // The public address, behind a proxy that asks by another name.
            (https, "https://hai-long.example", "127.0.0.1:3000", true),
            (https, "https://hai-long.example:443", "127.0.0.1:3000", true),
            (https, "HTTPS://HAI-LONG.EXAMPLE", "127.0.0.1:3000", true),
            (https, "https://hai-long.example:8443", "127.0.0.1:3000", false),
            (https, "http://hai-long.example", "127.0.0.1:3000", false),
            // The same host without HTTPS is anybody's, even where it was asked.
            (https, "http://hai-long.example", "hai-long.example", false),
            (https, "http://hai-long.example:443", "hai-long.example:443", false),
            (https, "https://sub.hai-long.example", "hai-long.example", false),
            (https, "https://hai-long.example.evil.example", "hai-long.example", false),
            (https, "https://evilhai-long.example", "hai-long.example", false),
            // Another name of this machine.
            (https, "http://127.0.0.1:3000", "127.0.0.1:3000", true),
            (https, "http://localhost:3000", "127.0.0.1:3000", false),
            (None, "http://127.0.0.1:3000", "127.0.0.1:3000", true),
            (None, "http://127.0.0.1:3001", "127.0.0.1:3000", false),
            (None, "http://127.0.0.1", "127.0.0.1:3000", false),
            (None, "http://a.vn", "a.vn:80", true),
            (None, "http://a.vn:80", "a.vn", true),
            (None, "https://a.vn", "a.vn", true),
            (None, "https://a.vn:443", "a.vn", true),
            (None, "https://a.vn", "a.vn:80", false),
            (None, "https://A.vn", "a.VN", true),
            (None, "https://b.vn", "a.vn", false),
            // IPv6.
            (None, "http://[::1]:3000", "[::1]:3000", true),
            (None, "http://[::1]", "[::1]:80", true),
            (None, "http://[::1]", "[::1]", true),
            (None, "http://[2001:DB8::1]:3000", "[2001:db8::1]:3000", true),
            (None, "http://[::1]:3000", "[::2]:3000", false),
            (None, "http://::1:3000", "[::1]:3000", false),
            // What is no origin of a page.
            (None, "null", "null", false),
            (None, "", "a.vn", false),
            (None, "file://", "", false),
            (None, "https://", "", false),
            (None, "ftp://a.vn", "a.vn", false),
            (None, "a.vn", "a.vn", false),
            (None, "https://a.vn:99999", "a.vn", false),
            (None, "https://a.vn:x", "a.vn", false),
            (None, "https://a.vn@evil.example", "a.vn", false),
            (None, "https://evil.example@a.vn", "a.vn", false),
            (None, "https://a.vn https://b.vn", "a.vn", false),
            (None, "https://evil.example/a.vn", "a.vn", false),
            (None, "https://evil.example\\a.vn", "a.vn", false),
        ] {
            assert_eq!(allowed(public, &[("origin", origin), ("host", host)]), expected, "{public:?} {origin:?} {host:?}");
        }
        assert!(!allowed(None, &[("origin", "https://a.vn")]), "no host was asked");
    }

    #[test]
    fn who_says_nothing_is_let_in_and_no_second_word_is_overlooked() {
        assert!(allowed(None, &[("host", "a.vn")]));
        let mut twice = headers(&[("origin", "https://a.vn"), ("host", "a.vn")]);
        twice.append(ORIGIN, "https://evil.example".parse().unwrap());
        assert!(!is_allowed(&Method::POST, &Uri::from_static("/"), &twice, None));
        let mut strange = headers(&[("host", "a.vn")]);
        strange.insert(ORIGIN, axum::http::HeaderValue::from_bytes(b"https://\xff").unwrap());
        assert!(!is_allowed(&Method::POST, &Uri::from_static("/"), &strange, None));
        let absolute = Uri::from_static("http://b.vn/");
        let other = headers(&[("origin", "http://a.vn"), ("host", "a.vn")]);
        assert!(!is_allowed(&Method::POST, &absolute, &other, None), "an address in full says which host was asked");
    }
}
