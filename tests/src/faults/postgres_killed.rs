//! PostgreSQL is killed (SIGKILL to all its processes) under load, and started again. The program goes on without being started again.

use super::{ENOUGH, RECOVERY, Stage, moment};
use crate::load::Load;

/// One round.
pub async fn round(stage: &mut Stage, round: u32) {
    let address = stage.keep_serving().await;
    let cluster = stage.cluster.as_mut().expect("a PostgreSQL of its own");
    let load = Load::start(&[&address], u64::from(round));
    tokio::time::sleep(moment(round, 400)).await;
    cluster.kill();
    cluster.start();
    let recovered = load.goes_on(ENOUGH, RECOVERY).await;
    let sent = load.stop();
    stage.proof.must(recovered, "the program did not find PostgreSQL again");
    stage.is_as_before(&sent).await;
}
