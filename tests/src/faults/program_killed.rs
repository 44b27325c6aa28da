//! The program is killed (SIGKILL) under load, and started again.

use super::{Stage, moment};
use crate::load::Load;

/// One round.
pub async fn round(stage: &mut Stage, round: u32) {
    let proof = &mut stage.proof;
    let mut program = proof.serve(&[]).await;
    let load = Load::start(&[program.address()], u64::from(round));
    tokio::time::sleep(moment(round, 400)).await;
    program.kill();
    let sent = load.stop();
    let program = proof.serve(&[]).await;
    proof.after(&program, &sent).await;
}
