//! Faults: what can happen to a program and its database while citizens answer. Each file holds one round of one fault.

pub mod disk_full;
pub mod postgres_killed;
pub mod postgres_stopped;
pub mod program_killed;
pub mod rollup_killed;

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use crate::cluster::{Cluster, Settings};
use crate::load::Submission;
use crate::program::Program;
use crate::proof::Proof;
use crate::small_disk::SmallDisk;

/// How long everything may take to be as before once the fault is over.
const RECOVERY: Duration = Duration::from_secs(20);
/// How many responses stored after the fault show that it is over.
const ENOUGH: usize = 20;

/// A database, the program that serves it where it outlives the fault, and what they stand on.
#[derive(Debug)]
pub struct Stage {
    /// The proof, with the database's address.
    pub proof: Proof,
    /// The running program, for faults that it survives.
    pub program: Option<Program>,
    /// The PostgreSQL that the fault may end.
    pub cluster: Option<Cluster>,
    disk: Option<SmallDisk>,
    _folder: Option<TempDir>,
}

impl Stage {
    /// A database that is there already, and empty.
    pub async fn over(url: &str) -> Self {
        Self { proof: Proof::begin(url).await, program: None, cluster: None, disk: None, _folder: None }
    }

    /// A new SQLite file.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let url = format!("sqlite://{}", folder.path().join("faults.db").display());
        Self { _folder: Some(folder), ..Self::over(&url).await }
    }

    /// A new SQLite file on a small disk; nothing where none can be made.
    pub async fn sqlite_on_small_disk(mebibytes: u32) -> Option<Self> {
        let disk = SmallDisk::mount(mebibytes)?;
        let url = format!("sqlite://{}", disk.path().join("faults.db").display());
        Some(Self { disk: Some(disk), ..Self::over(&url).await })
    }

    /// A PostgreSQL cluster of its own.
    pub async fn postgres() -> Self {
        Self::postgres_with(Settings::default()).await.expect("the ordinary disk is always there")
    }

    /// A PostgreSQL cluster of its own; nothing where it should have a small disk and none can be made.
    pub async fn postgres_with(settings: Settings) -> Option<Self> {
        let cluster = Cluster::with(settings)?;
        let stage = Self::over(&cluster.url()).await;
        Some(Self { cluster: Some(cluster), ..stage })
    }

    /// Starts the program, if it does not run yet, for faults that it survives.
    async fn keep_serving(&mut self) -> String {
        if self.program.is_none() {
            self.program = Some(self.proof.serve(&[]).await);
        }
        self.program.as_ref().expect("just started").address().to_owned()
    }

    /// Ends a round that the program survived: everybody was told, and everything is there.
    async fn is_as_before(&mut self, sent: &[Submission]) {
        self.proof.everybody_was_told(sent);
        self.is_complete(sent).await;
    }

    /// Ends a round: everything is there.
    async fn is_complete(&mut self, sent: &[Submission]) {
        self.proof.after(self.program.as_ref().expect("the program"), sent).await;
    }
}

/// The seeded source of chance of a round.
fn chance(round: u32) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(u64::from(round))
}

/// A moment in a round's load, from before the first answer to when hundreds have been given.
fn moment(round: u32, longest: u64) -> Duration {
    Duration::from_micros(chance(round).random_range(0..longest * 1000))
}
