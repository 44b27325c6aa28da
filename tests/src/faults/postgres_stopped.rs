//! PostgreSQL does not answer for a while: either its processes stand still, or it was shut down in good order.

use std::time::{Duration, Instant};

use super::{ENOUGH, RECOVERY, Stage, moment};
use crate::cluster::Cluster;
use crate::http;
use crate::load::Load;

/// How a PostgreSQL is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Its processes stand still: connections stay open and nothing is answered.
    Frozen,
    /// It was shut down: connections are closed and new ones refused.
    ShutDown,
}

/// One round, in which it is absent for so long.
pub async fn round(stage: &mut Stage, round: u32, absence: Absence, length: Duration) {
    let address = stage.keep_serving().await;
    let cluster = stage.cluster.as_mut().expect("a PostgreSQL of its own");
    let load = Load::start(&[&address], u64::from(round));
    tokio::time::sleep(moment(round, 400)).await;
    go(cluster, absence);
    let begun = Instant::now();
    // That the program itself is well can be asked all the while; a database that is away makes it no less alive.
    let mut alive = true;
    while begun.elapsed() < length {
        alive &= http::get(&address, "/healthz").await.is_ok_and(|reply| reply.status == 200);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let told_later = load.told_later();
    come_back(cluster, absence);
    let recovered = load.goes_on(ENOUGH, RECOVERY).await;
    let sent = load.stop();
    let proof = &mut stage.proof;
    proof.must(alive, "the program was not alive while PostgreSQL was away");
    proof.must(told_later > 0 || length < Duration::from_secs(20), "nobody was told to try later while PostgreSQL was away");
    proof.must(recovered, "the program did not find PostgreSQL again");
    stage.is_as_before(&sent).await;
}

fn go(cluster: &mut Cluster, absence: Absence) {
    match absence {
        Absence::Frozen => cluster.freeze(),
        Absence::ShutDown => cluster.stop(),
    }
}

fn come_back(cluster: &mut Cluster, absence: Absence) {
    match absence {
        Absence::Frozen => cluster.thaw(),
        Absence::ShutDown => cluster.start(),
    }
}
