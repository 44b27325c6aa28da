//! Which faults there are, on which database, and what each stands on.

use std::time::Duration;

use tests::cluster::Settings;
use tests::faults::disk_full::Full;
use tests::faults::postgres_stopped::Absence;
use tests::faults::{Stage, disk_full, postgres_killed, postgres_stopped, program_killed, rollup_killed};

/// How long PostgreSQL is away in one of the rounds, and in all others.
const ABSENCES: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(2));
/// The disk below SQLite, with room for all rounds, in MiB.
const SQLITE_DISK: u32 = 160;
/// The disk below PostgreSQL, where the log has more in reserve than a round writes.
const TABLES_FULL: Settings = Settings { disk: Some(640), log_file: 64 };
/// The same, where the log has nothing in reserve.
const LOG_FULL: Settings = Settings { disk: Some(320), log_file: 1 };

/// A fault on a database.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    ProgramKilledOnSqlite,
    ProgramKilledOnPostgres,
    RollupKilledOnSqlite,
    RollupKilledOnPostgres,
    PostgresKilled,
    PostgresFrozen,
    PostgresShutDown,
    DiskFullBelowSqlite,
    DiskFullBelowPostgres,
    LogDiskFullBelowPostgres,
}

impl Fault {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 10] = [
        Self::ProgramKilledOnSqlite,
        Self::ProgramKilledOnPostgres,
        Self::RollupKilledOnSqlite,
        Self::RollupKilledOnPostgres,
        Self::PostgresKilled,
        Self::PostgresFrozen,
        Self::PostgresShutDown,
        Self::DiskFullBelowSqlite,
        Self::DiskFullBelowPostgres,
        Self::LogDiskFullBelowPostgres,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProgramKilledOnSqlite | Self::ProgramKilledOnPostgres => "program killed",
            Self::RollupKilledOnSqlite | Self::RollupKilledOnPostgres => "rollup killed",
            Self::PostgresKilled => "database killed",
            Self::PostgresFrozen => "database frozen",
            Self::PostgresShutDown => "database shut down",
            Self::DiskFullBelowSqlite | Self::DiskFullBelowPostgres => "disk full",
            Self::LogDiskFullBelowPostgres => "disk full, log first",
        }
    }

    /// The database that it befalls.
    pub const fn database(self) -> &'static str {
        match self {
            Self::ProgramKilledOnSqlite | Self::RollupKilledOnSqlite | Self::DiskFullBelowSqlite => "SQLite",
            _ => "PostgreSQL",
        }
    }

    /// What it needs; nothing where that cannot be had.
    pub async fn stage(self) -> Option<Stage> {
        match self {
            Self::ProgramKilledOnSqlite | Self::RollupKilledOnSqlite => Some(Stage::sqlite().await),
            Self::DiskFullBelowSqlite => Stage::sqlite_on_small_disk(SQLITE_DISK).await,
            Self::DiskFullBelowPostgres => Stage::postgres_with(TABLES_FULL).await,
            Self::LogDiskFullBelowPostgres => Stage::postgres_with(LOG_FULL).await,
            _ => Some(Stage::postgres().await),
        }
    }

    /// One round of it.
    pub async fn round(self, stage: &mut Stage, round: u32) {
        let absence = if round == 0 { ABSENCES.0 } else { ABSENCES.1 };
        match self {
            Self::ProgramKilledOnSqlite | Self::ProgramKilledOnPostgres => program_killed::round(stage, round).await,
            Self::RollupKilledOnSqlite => rollup_killed::round_on_sqlite(stage, round).await,
            Self::RollupKilledOnPostgres => rollup_killed::round_on_postgres(stage, round).await,
            Self::PostgresKilled => postgres_killed::round(stage, round).await,
            Self::PostgresFrozen => postgres_stopped::round(stage, round, Absence::Frozen, absence).await,
            Self::PostgresShutDown => postgres_stopped::round(stage, round, Absence::ShutDown, absence).await,
            Self::DiskFullBelowSqlite | Self::DiskFullBelowPostgres => disk_full::round(stage, round, Full::Tables).await,
            Self::LogDiskFullBelowPostgres => disk_full::round(stage, round, Full::Log).await,
        }
    }
}
