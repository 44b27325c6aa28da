//! A small HTTP/1.1 client over real connections: one request, one whole answer; or what became of a request that got none.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a citizen waits before giving up. Whoever lets one wait so long has failed.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// Why a request got no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody took the connection.
    Refused,
    /// The connection was taken and ended before the answer was whole.
    Broken,
    /// No whole answer came in time.
    Late,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
    head: String,
}

impl Reply {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// GET.
///
/// # Errors
/// When no whole answer came.
pub async fn get(address: &str, path: &str) -> Result<Reply, Failure> {
    ask(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")).await
}

/// POST of a form.
///
/// # Errors
/// When no whole answer came.
pub async fn post(address: &str, path: &str, body: &str) -> Result<Reply, Failure> {
    let kind = "application/x-www-form-urlencoded";
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    ask(address, head + body).await
}

async fn ask(address: &str, request: String) -> Result<Reply, Failure> {
    let asking = async {
        let mut stream = TcpStream::connect(address).await.map_err(|_| Failure::Refused)?;
        stream.write_all(request.as_bytes()).await.map_err(|_| Failure::Broken)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.map_err(|_| Failure::Broken)?;
        read(&answer).ok_or(Failure::Broken)
    };
    timeout(PATIENCE, asking).await.unwrap_or(Err(Failure::Late))
}

/// The answer, unless it was cut short.
fn read(answer: &[u8]) -> Option<Reply> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?.to_owned();
    let status = head.get(9..12)?.parse().ok()?;
    let rest = &answer[end + 4..];
    let reply = Reply { status, body: Vec::new(), head };
    let body = if reply.header("transfer-encoding") == Some("chunked") {
        unchunk(rest)?
    } else {
        let length = reply.header("content-length").map_or(Some(rest.len()), |length| length.parse().ok())?;
        (rest.len() == length).then(|| rest.to_vec())?
    };
    Some(Reply { body, ..reply })
}

/// The pieces of a body put together; nothing where the last, empty piece is missing.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 2 + length + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_was_cut_short_is_none() {
        let whole = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 2\r\n\r\nno";
        let reply = read(whole).unwrap();
        assert_eq!((reply.status, reply.header("retry-after"), reply.text().as_str()), (503, Some("5"), "no"));
        assert!(read(&whole[..whole.len() - 1]).is_none());
        let pieces = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(read(pieces).unwrap().text(), "abc");
        assert!(read(&pieces[..pieces.len() - 5]).is_none());
    }
}
