//! A private PostgreSQL cluster: reached through a socket in a temporary folder, gone after the run.

use std::env;
use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use tempfile::TempDir;

use super::needs::postgres_programs;
use crate::child::{self, Group};
use crate::debian;
use crate::step::{note, step};

/// Who runs the cluster when this tool runs as root, which PostgreSQL refuses: Debian's package makes it.
const ACCOUNT: &str = "postgres";
/// How long the cluster may take to start, and to stop.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running cluster. Dropping it stops it; then its folder is removed.
pub struct Postgres {
    url: String,
    server: Child,
    group: Group,
    _folder: TempDir,
}

impl Postgres {
    /// Starts one, unless the variable names a database to use instead.
    pub fn start_unless_named(variable: &str) -> Result<Option<Self>> {
        if env::var_os(variable).is_some_and(|url| !url.is_empty()) {
            note(&format!("PostgreSQL: the one that {variable} names"));
            return Ok(None);
        }
        step("private PostgreSQL cluster", Self::start).map(Some)
    }

    /// Makes the cluster and waits until it answers.
    fn start() -> Result<Self> {
        let programs = postgres_programs().context("PostgreSQL's programs were not found")?;
        let folder = tempfile::Builder::new().prefix("hailong-pg-").tempdir().context("making a temporary folder")?;
        give_to_account(folder.path())?;
        let data = folder.path().join("data");
        child::run(
            as_account(&programs.join("initdb"))
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8"])
                .args(["--no-locale", "--pgdata"])
                .arg(&data)
                .stdout(Stdio::null()),
        )?;
        let log = folder.path().join("log");
        let output = fs::File::create(&log).context("making the log file")?;
        let errors = output.try_clone().context("sharing the log file")?;
        let (server, group) = child::start(
            as_account(&programs.join("postgres"))
                .arg("-D")
                .arg(&data)
                .arg("-k")
                .arg(folder.path())
                .args(["-c", "listen_addresses=", "-c", "max_connections=200"])
                .stdout(output)
                .stderr(errors),
        )?;
        let url = format!("postgres://postgres@localhost/postgres?host={}", folder.path().display());
        let mut cluster = Self { url, server, group, _folder: folder };
        cluster.wait_until_ready(&programs, &log)?;
        Ok(cluster)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Asks until it answers; a cluster that ended instead has said why in its log.
    fn wait_until_ready(&mut self, programs: &Path, log: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            let ended = self.server.try_wait().context("looking at PostgreSQL")?;
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let log = fs::read_to_string(log).unwrap_or_default();
                bail!("PostgreSQL did not start:\n{log}");
            }
            let mut ask = child::program(programs.join("pg_isready"));
            ask.args(["--quiet", "--dbname", &self.url]);
            if child::text(&mut ask).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT asks for a fast but orderly shutdown, SIGQUIT for an immediate one.
        for (signal, patience) in [(Signal::INT, PATIENCE), (Signal::QUIT, Duration::from_secs(5))] {
            self.group.signal(signal);
            let begun = Instant::now();
            while begun.elapsed() < patience {
                if !matches!(self.server.try_wait(), Ok(None)) {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// A program run by the account that owns the cluster.
fn as_account(program: &Path) -> Command {
    if !debian::is_root() {
        return child::program(program);
    }
    let mut command = child::program("setpriv");
    command
        .arg(format!("--reuid={ACCOUNT}"))
        .arg(format!("--regid={ACCOUNT}"))
        // The change of user forgets the wish to end with the parent, so it is made once more.
        .args(["--init-groups", "--pdeathsig", "INT", "--"])
        .arg(program);
    command.current_dir("/");
    command
}

/// Lets the account write into the folder.
fn give_to_account(folder: &Path) -> Result<()> {
    if !debian::is_root() {
        return Ok(());
    }
    let id = |kind: &str| -> Result<u32> {
        let text = child::text(child::program("id").args([kind, ACCOUNT]))
            .with_context(|| format!("PostgreSQL does not run as root, and there is no user {ACCOUNT}"))?;
        text.trim().parse().context("reading a user's number")
    };
    chown(folder, Some(id("-u")?), Some(id("-g")?)).with_context(|| format!("giving {} to {ACCOUNT}", folder.display()))
}
