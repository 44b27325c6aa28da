//! A private PostgreSQL cluster: reached through a socket in a temporary folder, stopped after the run.

use std::env;
use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use tempfile::TempDir;

use crate::child::{self, Group};
use crate::debian;
use crate::step::{note, step};

/// Who runs the cluster when this tool runs as root, which PostgreSQL refuses: Debian's package makes it.
const ACCOUNT: &str = "postgres";
/// How long the cluster may take to start, and to stop.
const PATIENCE: Duration = Duration::from_mins(1);

/// The settings that every cluster here has: reached by nothing but its socket.
const SETTINGS: [&str; 2] = ["listen_addresses=", "max_connections=200"];

/// A running cluster. Dropping it stops it; then its temporary folder is removed.
pub struct Postgres {
    programs: PathBuf,
    server: Child,
    group: Group,
    folder: TempDir,
}

impl Postgres {
    /// Starts one, unless the variable names a database to use instead.
    pub fn start_unless_named(variable: &str) -> Result<Option<Self>> {
        if env::var_os(variable).is_some_and(|url| !url.is_empty()) {
            note(&format!("PostgreSQL: the one that {variable} names"));
            return Ok(None);
        }
        step("private PostgreSQL cluster", || Self::start(None, &[])).map(Some)
    }

    /// Starts one whose data outlive it, in a folder that may exist already, with further settings.
    pub fn keep(data: &Path, settings: &[&str]) -> Result<Self> {
        step("private PostgreSQL cluster", || Self::start(Some(data), settings))
    }

    /// Makes the cluster, unless its data are there, and waits until it answers. Without a folder, its data go with it.
    fn start(data: Option<&Path>, settings: &[&str]) -> Result<Self> {
        let programs = programs().context("PostgreSQL's programs were not found")?;
        let folder = tempfile::Builder::new().prefix("hailong-pg-").tempdir().context("making a temporary folder")?;
        give_to_account(folder.path())?;
        let data = data.map_or_else(|| folder.path().join("data"), Path::to_owned);
        if !data.join("PG_VERSION").exists() {
            if !data.exists() {
                fs::create_dir(&data).with_context(|| format!("making {}", data.display()))?;
            }
            give_to_account(&data)?;
            child::run(
                as_account(&programs.join("initdb"))
                    .args(["--auth=trust", "--username=postgres", "--encoding=UTF8"])
                    .args(["--no-locale", "--pgdata"])
                    .arg(&data)
                    .stdout(Stdio::null()),
            )?;
        }
        let log = folder.path().join("log");
        let output = fs::File::create(&log).context("making the log file")?;
        let errors = output.try_clone().context("sharing the log file")?;
        let (server, group) = child::start(
            as_account(&programs.join("postgres"))
                .arg("-D")
                .arg(&data)
                .arg("-k")
                .arg(folder.path())
                .args(SETTINGS.iter().chain(settings).flat_map(|setting| ["-c", setting]))
                .stdout(output)
                .stderr(errors),
        )?;
        let mut cluster = Self { programs, server, group, folder };
        cluster.wait_until_ready(&log)?;
        Ok(cluster)
    }

    /// The address of the database that every cluster begins with.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// The address of one of its databases.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.path().display())
    }

    /// The process that started all others of the cluster.
    pub fn id(&self) -> u32 {
        self.server.id()
    }

    /// Has a database execute a command of SQL, or of psql itself, and gives what it answers.
    pub fn execute(&self, database: &str, command: &str) -> Result<String> {
        let mut psql = child::program(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]);
        child::text(psql.args(["--dbname", &self.url_of(database), "--command", command])).map(|text| text.trim().to_owned())
    }

    /// Asks until it answers; a cluster that ended instead has said why in its log.
    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            let ended = self.server.try_wait().context("looking at PostgreSQL")?;
            if ended.is_some() || begun.elapsed() > PATIENCE {
                let log = fs::read_to_string(log).unwrap_or_default();
                bail!("PostgreSQL did not start:\n{log}");
            }
            let mut ask = child::program(self.programs.join("pg_isready"));
            ask.args(["--quiet", "--dbname", &self.url()]);
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

/// Whether the account that runs clusters can reach a folder: root's home, for one, is closed to it.
pub fn reaches(folder: &Path) -> bool {
    child::text(as_account(Path::new("test")).arg("-x").arg(folder)).is_ok()
}

/// The folder of PostgreSQL's programs: Debian keeps them off the search path, one folder per version.
pub fn programs() -> Option<PathBuf> {
    let on_path = child::find("initdb").and_then(|path| Some(path.parent()?.to_owned()));
    on_path.filter(|folder| holds_postgres(folder)).or_else(|| {
        fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| holds_postgres(&path.join("bin")))
            .max_by_key(|path| path.file_name()?.to_string_lossy().parse::<u32>().ok())
            .map(|path| path.join("bin"))
    })
}

/// Whether all the programs are there that a private cluster takes.
fn holds_postgres(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready", "psql"].iter().all(|name| folder.join(name).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_postgres_is_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("initdb"), "").unwrap();
        assert!(!holds_postgres(folder.path()));
    }
}
