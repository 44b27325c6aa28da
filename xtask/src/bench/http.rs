//! The smallest client: one question to this machine. For what is timed there is the load generator.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body of a page, if it is answered with 200. In HTTP/1.0, so that it comes in one piece and ends with the connection.
pub fn get(address: SocketAddr, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
    stream.set_read_timeout(Some(PATIENCE)).context("setting a time limit")?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").with_context(|| format!("asking for {path}"))?;
    let mut text = String::new();
    stream.read_to_string(&mut text).with_context(|| format!("reading {path}"))?;
    body(&text).with_context(|| format!("asking for {path}"))
}

fn body(text: &str) -> Result<String> {
    let (head, body) = text.split_once("\r\n\r\n").context("half an answer")?;
    let status = head.split_whitespace().nth(1).context("an answer without status")?;
    if status != "200" {
        bail!("answered with {status}");
    }
    Ok(body.to_owned())
}

/// An address of this machine where nothing listens.
pub fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    listener.local_addr().context("looking for a free port")
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn only_what_was_found_has_a_body() {
        assert_eq!(body("HTTP/1.0 200 OK\r\na: b\r\n\r\nc\r\n\r\nd").unwrap(), "c\r\n\r\nd");
        assert!(body("HTTP/1.0 503 Service Unavailable\r\n\r\n").unwrap_err().to_string().contains("503"));
    }
}
