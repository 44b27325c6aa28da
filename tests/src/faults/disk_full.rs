//! The database's disk is full for a while. Nothing can be stored meanwhile, and everybody is told so; what is only read is still served.

use std::time::{Duration, Instant};

use super::{ENOUGH, RECOVERY, Stage, moment};
use crate::http;
use crate::load::Load;
use crate::small_disk::SmallDisk;
use crate::world::LAND;

/// How many refusals show that the disk is full for the database too, which may have kept some space for itself.
const REFUSALS: usize = 40;

/// What is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// The tables find no space: reading goes on.
    Tables,
    /// The log finds none: PostgreSQL ends itself, because it can promise nothing any more, and is started again once there is space.
    Log,
}

/// One round.
pub async fn round(stage: &mut Stage, round: u32, full: Full) {
    let address = stage.keep_serving().await;
    let disk = stage.disk.as_ref().or_else(|| stage.cluster.as_ref()?.disk()).expect("a small disk");
    let load = Load::start(&[&address], u64::from(round));
    tokio::time::sleep(moment(round, 400)).await;
    let refuses = is_refused(&load, disk).await;
    let mut unread = Vec::new();
    if full == Full::Tables {
        for path in [format!("/s/{LAND}"), "/results".to_owned(), "/results.json".to_owned(), "/readyz".to_owned()] {
            let reply = http::get(&address, &path).await;
            if !reply.as_ref().is_ok_and(|reply| reply.status == 200) {
                unread.push(format!("{path}: {:?}", reply.map(|reply| reply.status)));
            }
        }
    }
    disk.free();
    if let Some(cluster) = stage.cluster.as_mut() {
        cluster.start_unless_running();
    }
    let recovered = load.goes_on(ENOUGH, RECOVERY).await;
    let sent = load.stop();
    let proof = &mut stage.proof;
    proof.must(refuses, "the disk was full and nobody was told");
    proof.must(unread.is_empty(), &format!("not served while the disk was full: {unread:?}"));
    proof.must(recovered, "there is space again and nothing is stored");
    stage.is_as_before(&sent).await;
}

/// Keeps the disk full until the database has nothing left in reserve either.
async fn is_refused(load: &Load, disk: &SmallDisk) -> bool {
    let (begun, before) = (Instant::now(), load.told_later());
    while load.told_later() < before + REFUSALS && begun.elapsed() < RECOVERY {
        disk.fill();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    load.told_later() >= before + REFUSALS
}
