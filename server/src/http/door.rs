//! The door: takes connections until the program is told to stop, and then those that wait before it, so that nobody who was let in is
//! left standing. Whoever only keeps a place, by saying or taking next to nothing, is shown out.

mod limits;
mod watch;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, MissedTickBehavior, interval};

pub use limits::Limits;
use watch::{Watch, Watched};

/// How long it waits when the system gives no more connections.
const REST: Duration = Duration::from_secs(1);
/// How long those who were let in last have to begin to speak. Serving that stops ends connections from which nothing was read yet.
const GREETING: Duration = Duration::from_millis(500);
/// How often it is said that the house is full.
const SAID: Duration = Duration::from_mins(1);

type Stop = tokio::sync::watch::Receiver<()>;

/// Serves connections until told to stop; ready when everybody who was let in has been answered.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, told_to_stop: impl Future<Output = ()>) {
    let (stop, stops) = tokio::sync::watch::channel(());
    let house = House { router, limits, places: Arc::new(Semaphore::new(limits.connections)) };
    let mut told_to_stop = std::pin::pin!(told_to_stop);
    let mut said = None;
    loop {
        let taken = async { (house.place(&mut said).await, listener.accept().await) };
        let (place, taken) = tokio::select! {
            biased;
            () = &mut told_to_stop => break,
            taken = taken => taken,
        };
        match taken {
            Ok((stream, address)) => house.let_in((stream, address), place, stops.clone()),
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
        while let Ok(taken) = listener.accept() {
            last.push(taken);
        }
    }
    for (stream, address) in last {
        if let Ok(stream) = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)) {
            house.let_in((stream, address), house.place(&mut said).await, stops.clone());
        }
    }
    tokio::time::sleep(GREETING).await;
    drop(stops);
    // Nobody may be there any more to be told.
    let _ = stop.send(());
    stop.closed().await;
}

/// Where connections are served.
struct House {
    router: Router,
    limits: Limits,
    places: Arc<Semaphore>,
}

/// A place in the house. It is nothing only where places were done away with, which nobody does.
type Place = Option<OwnedSemaphorePermit>;

impl House {
    /// Waits for a place, and says now and then that one had to wait.
    async fn place(&self, said: &mut Option<Instant>) -> Place {
        if let Ok(place) = self.places.clone().try_acquire_owned() {
            return Some(place);
        }
        if said.is_none_or(|said| said.elapsed() > SAID) {
            tracing::warn!(connections = self.limits.connections, "every place is taken: others wait before the door");
            *said = Some(Instant::now());
        }
        self.places.clone().acquire_owned().await.ok()
    }

    fn let_in(&self, taken: (TcpStream, SocketAddr), place: Place, stops: Stop) {
        let (router, limits, places) = (self.router.clone(), self.limits, self.places.clone());
        tokio::spawn(async move {
            let is_crowded = || places.available_permits() < limits.connections / 2;
            serve_one(taken, router, &limits, is_crowded, stops).await;
            drop(place);
        });
    }
}

/// The address from which a connection comes.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Serves one connection to its end, or until it has taken more time than it may.
async fn serve_one(
    (stream, address): (TcpStream, SocketAddr),
    router: Router,
    limits: &Limits,
    is_crowded: impl Fn() -> bool,
    mut stops: Stop,
) {
    let watch = Watch::new();
    let service = {
        let (watch, service) = (watch.clone(), TowerToHyperService::new(router));
        service_fn(move |mut request: hyper::Request<Incoming>| {
            watch.asked();
            request.extensions_mut().insert(Peer(address));
            let (watch, answer) = (watch.clone(), service.call(request));
            async move {
                let answer = answer.await;
                watch.answered();
                answer
            }
        })
    };
    let stream = TokioIo::new(Watched { stream, watch: watch.clone() });
    let mut http = http1::Builder::new();
    // What was read so far of a head may be as long as a head, and hyper reads a little more at once.
    http.max_header_size(Limits::LONGEST_HEAD).max_buf_size(2 * Limits::LONGEST_HEAD);
    let mut connection = std::pin::pin!(http.serve_connection(stream, service));
    let mut glances = interval(limits.glance);
    glances.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stopping = false;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            _ = stops.changed(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            _ = glances.tick() => {
                if watch.is_overdue(limits, is_crowded()) {
                    tracing::debug!("a connection that took too long was ended");
                    return;
                }
            }
        }
    }
}
