//! A small proxy before several instances: each new connection goes to one that takes it. It never sends anything twice, so what an
//! instance drops is seen by whoever asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A running proxy, in a thread of its own so that a test may wait for processes meanwhile.
#[derive(Debug)]
pub struct Proxy {
    address: String,
    instances: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Starts before these instances.
    #[must_use]
    pub fn start(instances: &[&str]) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free address");
        let address = listener.local_addr().expect("its address").to_string();
        listener.set_nonblocking(true).expect("a listener");
        let instances = Arc::new(Mutex::new(instances.iter().map(ToString::to_string).collect()));
        let (stop, stopped) = oneshot::channel();
        let known = Arc::clone(&instances);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener");
                tokio::select! {
                    () = pass_on(&listener, &known) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, instances, stop: Some(stop), thread: Some(thread) }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Tells it that an instance listens elsewhere from now on.
    pub fn replace(&self, number: usize, address: &str) {
        address.clone_into(&mut self.instances.lock().unwrap_or_else(PoisonError::into_inner)[number]);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Takes connections and hands them to the instances in turn.
async fn pass_on(listener: &TcpListener, instances: &Mutex<Vec<String>>) {
    let mut turn = 0;
    while let Ok((mut client, _)) = listener.accept().await {
        let mut order = instances.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let first = turn % order.len();
        order.rotate_left(first);
        turn += 1;
        tokio::spawn(async move {
            for address in order {
                if let Ok(mut instance) = TcpStream::connect(address).await {
                    // How the connection ends is between the client and the instance.
                    let _ = copy_bidirectional(&mut client, &mut instance).await;
                    return;
                }
            }
        });
    }
}
