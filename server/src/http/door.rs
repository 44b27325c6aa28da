//! The door: takes connections until the program is told to stop, and then those that wait before it, so that nobody who was let in is
//! left standing.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};

/// Connections taken and not yet served.
const WAITING: usize = 256;
/// How long it waits when the system gives no more connections.
const REST: Duration = Duration::from_secs(1);

/// How long those who were let in last have to begin to speak. Serving that stops ends connections from which nothing was read yet.
const GREETING: Duration = Duration::from_millis(500);

type Taken = (TcpStream, SocketAddr);

/// Gives out the connections that were taken.
#[derive(Debug)]
pub struct Door {
    address: SocketAddr,
    taken: mpsc::Receiver<Taken>,
    empty: Option<oneshot::Sender<()>>,
}

/// Opens the door. The second value is ready when it is closed and everybody who was let in has been given out: serving may stop then.
///
/// # Errors
/// When the listener has no address.
pub fn open(
    listener: TcpListener,
    told_to_stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<(Door, impl Future<Output = ()>)> {
    let address = listener.local_addr()?;
    let (give, taken) = mpsc::channel(WAITING);
    let (empty, is_empty) = oneshot::channel();
    tokio::spawn(take(listener, give, told_to_stop));
    let closed = async {
        let _ = is_empty.await;
        tokio::time::sleep(GREETING).await;
    };
    Ok((Door { address, taken, empty: Some(empty) }, closed))
}

async fn take(listener: TcpListener, give: mpsc::Sender<Taken>, told_to_stop: impl Future<Output = ()>) {
    let mut told_to_stop = std::pin::pin!(told_to_stop);
    loop {
        let taken = tokio::select! {
            biased;
            () = &mut told_to_stop => break,
            taken = listener.accept() => taken,
        };
        match taken {
            Ok(taken) => {
                if give.send(taken).await.is_err() {
                    return;
                }
            }
            // A client that went again while it waited.
            Err(error) if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(REST).await;
            }
        }
    }
    // The system has connected those who wait before the door: closing it now would throw them out.
    let mut last = Vec::new();
    if let Ok(listener) = listener.into_std() {
        while let Ok((stream, address)) = listener.accept() {
            last.push((stream, address));
        }
    }
    for (stream, address) in last {
        let stream = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream));
        if let Ok(stream) = stream
            && give.send((stream, address)).await.is_err()
        {
            return;
        }
    }
}

/// The address from which a connection comes.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Listener for Door {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Taken {
        if let Some(taken) = self.taken.recv().await {
            return taken;
        }
        drop(self.empty.take());
        std::future::pending().await
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
