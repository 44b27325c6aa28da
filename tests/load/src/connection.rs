//! One connection to the server that stays open, as browsers keep theirs.

use std::io::Read;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{Failure, Target};

/// An open connection.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    headers: HeaderMap,
}

/// What a page was answered with.
pub struct Page {
    pub status: StatusCode,
    /// The body as it travelled.
    pub bytes: Vec<u8>,
    /// Whether it travelled in brotli.
    brotli: bool,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> Result<String, Failure> {
        let mut plain = self.bytes.clone();
        if self.brotli {
            plain.clear();
            brotli::Decompressor::new(&*self.bytes, 4096).read_to_end(&mut plain)?;
        }
        Ok(String::from_utf8(plain)?)
    }
}

impl Connection {
    /// Connects. `brotli` says that answers may be compressed, as browsers do.
    pub async fn open(target: Target, brotli: bool) -> Result<Self, Failure> {
        let stream = TcpStream::connect(target.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // A broken connection also fails the request that waits for it, and that is where it is told.
        tokio::spawn(async move { drop(connection.await) });
        let mut headers = HeaderMap::with_capacity(4);
        headers.insert(HOST, HeaderValue::try_from(target.address.to_string())?);
        if brotli {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("br"));
        }
        Ok(Self { sender, headers })
    }

    /// Reads a page.
    pub async fn get(&mut self, uri: &Uri) -> Result<Page, Failure> {
        let response = self.send(Method::GET, uri, Bytes::new()).await?;
        let (status, brotli) = (response.status(), response.headers().get(CONTENT_ENCODING).is_some());
        Ok(Page { status, brotli, bytes: response.into_body().collect().await?.to_bytes().into() })
    }

    /// Sends a form, and reads and forgets the body of the answer.
    pub async fn post(&mut self, uri: &Uri, body: Bytes) -> Result<StatusCode, Failure> {
        let response = self.send(Method::POST, uri, body).await?;
        let status = response.status();
        let mut body = response.into_body();
        while let Some(frame) = body.frame().await {
            frame?;
        }
        Ok(status)
    }

    async fn send(&mut self, method: Method, uri: &Uri, body: Bytes) -> Result<Response<Incoming>, Failure> {
        let mut request = Request::new(Full::new(body));
        *request.uri_mut() = uri.clone();
        *request.headers_mut() = self.headers.clone();
        if method == Method::POST {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        }
        *request.method_mut() = method;
        self.sender.ready().await?;
        Ok(self.sender.send_request(request).await?)
    }
}
