//! HTTP to the provider: no redirections, answers of bounded length, and nothing unencrypted except on this machine.

use std::fmt;
use std::pin::Pin;

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// The longest answer that is read, in bytes. Keys and metadata have a few thousand, a token of somebody in many groups some more.
const LONGEST: usize = 1 << 20;

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Asks the provider.
#[derive(Clone, Debug)]
pub enum Http {
    /// By HTTPS alone.
    Https(Client<HttpsConnector<HttpConnector>, Full<Bytes>>),
    /// Without it: a provider on this machine, for trying out.
    Loopback(Client<HttpConnector, Full<Bytes>>),
}

impl Http {
    /// Asks a provider of this address and wherever its metadata lead.
    ///
    /// # Errors
    /// When this machine trusts no certificate.
    pub fn to(issuer: &Url) -> std::io::Result<Self> {
        if is_loopback(issuer) {
            return Ok(Self::Loopback(Client::builder(TokioExecutor::new()).build_http()));
        }
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_only().enable_http1().build();
        Ok(Self::Https(Client::builder(TokioExecutor::new()).build(connector)))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Problem> {
        let address = Url::parse(&request.uri().to_string())?;
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let answer = match self {
            Self::Https(client) => client.request(request).await?,
            Self::Loopback(client) if is_loopback(&address) => client.request(request).await?,
            Self::Loopback(_) => return Err(format!("{address} is not on this machine").into()),
        };
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, LONGEST).collect().await?.to_bytes().to_vec();
        Ok(HttpResponse::from_parts(parts, body))
    }

    /// Whether people may be sent to this address.
    #[must_use]
    pub fn may_lead_to(&self, address: &Url) -> bool {
        match self {
            Self::Https(_) => address.scheme() == "https",
            Self::Loopback(_) => is_loopback(address),
        }
    }
}

/// Whether an address is unencrypted and of this machine.
#[must_use]
pub fn is_loopback(address: &Url) -> bool {
    let here = match address.host() {
        Some(Host::Ipv4(host)) => host.is_loopback(),
        Some(Host::Ipv6(host)) => host.is_loopback(),
        Some(Host::Domain(host)) => host == "localhost",
        None => false,
    };
    address.scheme() == "http" && here
}

/// Why the provider did not answer.
#[derive(Debug)]
pub struct NoAnswer(Problem);

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NoAnswer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move { self.send(request).await.map_err(NoAnswer) })
    }
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_is_spoken_to_without_encryption() {
        for here in ["http://127.0.0.1:4000/x", "http://localhost", "http://[::1]:1/", "http://127.1.2.3"] {
            assert!(is_loopback(&here.parse().unwrap()), "{here}");
        }
        for elsewhere in ["https://127.0.0.1", "http://a.vn", "http://localhost.a.vn", "http://10.0.0.1", "http://127.0.0.1.a.vn"]
        {
            assert!(!is_loopback(&elsewhere.parse().unwrap()), "{elsewhere}");
        }
    }
}
