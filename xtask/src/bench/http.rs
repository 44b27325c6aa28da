//! The smallest client: one question to this machine. For what is timed in thousands there is the load generator.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body of a page, if it is answered with 200. In HTTP/1.0, so that it comes in one piece and ends with the connection.
pub fn get(address: SocketAddr, path: &str) -> Result<String> {
    let answer = ask(address, &format!("GET {path}"), &[], &[])?;
    answer.is_found().with_context(|| format!("asking for {path}"))?;
    Ok(answer.text()?.to_owned())
}

/// An answer, whatever it is.
pub struct Answer {
    /// Its status.
    pub status: String,
    head: String,
    /// Its body: a page, or a file of any kind.
    pub body: Vec<u8>,
}

impl Answer {
    /// An error unless it was answered with 200.
    pub fn is_found(&self) -> Result<()> {
        if self.status != "200" {
            bail!("answered with {}", self.status);
        }
        Ok(())
    }

    /// The body of a page.
    pub fn text(&self) -> Result<&str> {
        str::from_utf8(&self.body).context("an answer that is no text")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Asks in HTTP/1.0: `question` is the method and the path.
pub fn ask(address: SocketAddr, question: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
    let bytes = exchange(address, question, headers, body)?;
    answer(&bytes).with_context(|| format!("asking {question}"))
}

/// Asks for something that may come compressed, and gives its size in bytes.
pub fn fetch(address: SocketAddr, question: &str, headers: &[(&str, &str)]) -> Result<usize> {
    exchange(address, question, headers, &[]).map(|bytes| bytes.len())
}

/// Sends a question and reads all that comes.
fn exchange(address: SocketAddr, question: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
    stream.set_read_timeout(Some(PATIENCE)).context("setting a time limit")?;
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!("{question} HTTP/1.0\r\nHost: {address}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).with_context(|| format!("asking {question}"))?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).with_context(|| format!("reading {question}"))?;
    Ok(bytes)
}

fn answer(bytes: &[u8]) -> Result<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("half an answer")?;
    let head = str::from_utf8(&bytes[..end]).context("a head that is no text")?;
    let status = head.split_whitespace().nth(1).context("an answer without status")?;
    Ok(Answer { status: status.to_owned(), head: head.to_owned(), body: bytes[end + 4..].to_owned() })
}

/// An address of this machine where nothing listens.
pub fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    listener.local_addr().context("looking for a free port")
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn only_200_is_found() {
        let found = answer(b"HTTP/1.0 200 OK\r\nA: b\r\n\r\nc\r\n\r\nd").unwrap();
        assert_eq!((found.header("a"), found.header("c")), (Some("b"), None));
        assert_eq!(found.text().unwrap(), "c\r\n\r\nd");
        let file = answer(b"HTTP/1.0 200 OK\r\n\r\nPK\xff").unwrap();
        assert_eq!(file.body, b"PK\xff");
        let refused = answer(b"HTTP/1.0 503 Service Unavailable\r\n\r\n").unwrap();
        assert!(refused.is_found().unwrap_err().to_string().contains("503"));
    }
}
