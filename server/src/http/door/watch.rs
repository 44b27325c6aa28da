//! Watches what a connection does, so that one that only keeps its place can be told from one that is slow.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::limits::Limits;

/// What one connection is doing, shared by its stream and those who serve it.
#[derive(Clone, Debug)]
pub(super) struct Watch(Arc<Mutex<Doing>>);

#[derive(Debug)]
struct Doing {
    phase: Phase,
    /// Since when; while resting, since the last byte that was taken of the answer before.
    since: Instant,
    /// Since when nothing is taken of what is to be written.
    stalled: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The head of a request is on its way.
    Asking,
    /// A request is being answered.
    Served,
    /// Between two requests.
    Resting,
}

impl Watch {
    /// A new connection, which should begin to speak.
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Doing { phase: Phase::Asking, since: Instant::now(), stalled: None })))
    }

    /// A head was read: the request is being answered.
    pub(super) fn asked(&self) {
        self.enter(Phase::Served);
    }

    /// The answer is ready to be written.
    pub(super) fn answered(&self) {
        self.enter(Phase::Resting);
    }

    /// Whether this connection has taken more time than it may.
    pub(super) fn is_overdue(&self, limits: &Limits, is_crowded: bool) -> bool {
        let doing = self.doing();
        let longest = match doing.phase {
            Phase::Asking => Some(limits.head),
            Phase::Served => None,
            Phase::Resting if is_crowded => Some(limits.rest_in_a_crowd),
            Phase::Resting => Some(limits.rest),
        };
        // While an answer is written, the connection rests only in name.
        doing.stalled.map_or_else(
            || longest.is_some_and(|longest| doing.since.elapsed() > longest),
            |stalled| stalled.elapsed() > limits.stall,
        )
    }

    fn enter(&self, phase: Phase) {
        let mut doing = self.doing();
        (doing.phase, doing.since) = (phase, Instant::now());
    }

    fn read(&self) {
        let mut doing = self.doing();
        if doing.phase == Phase::Resting {
            (doing.phase, doing.since) = (Phase::Asking, Instant::now());
        }
    }

    fn wrote(&self, is_ready: bool) {
        let mut doing = self.doing();
        if is_ready {
            doing.stalled = None;
            if doing.phase == Phase::Resting {
                doing.since = Instant::now();
            }
        } else {
            doing.stalled.get_or_insert_with(Instant::now);
        }
    }

    fn doing(&self) -> MutexGuard<'_, Doing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that tells its watch what is read and written.
#[derive(Debug)]
pub(super) struct Watched<S> {
    pub(super) stream: S,
    pub(super) watch: Watch,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            this.watch.read();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.watch.wrote(written.is_ready());
        written
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, parts: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.watch.wrote(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
