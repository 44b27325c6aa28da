//! `hailong healthcheck`: for service managers and containers without a browser.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a healthy server may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether a server answers at this address and says that its database is reachable.
pub async fn run(listen: SocketAddr) -> bool {
    timeout(PATIENCE, ask(listen)).await.is_ok_and(|answer| answer.is_ok_and(|text| text.starts_with("HTTP/1.1 200")))
}

async fn ask(listen: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(listen).await?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
