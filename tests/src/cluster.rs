//! A private PostgreSQL cluster that a test may kill, freeze, stop, fill up and start again; and a streaming standby of it.

mod processes;
mod programs;

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::program::{signal, wait};
use crate::small_disk::SmallDisk;
use processes::Tree;
use programs::{Programs, give_to_account};

/// How long starting may take, recovery after a crash included.
const PATIENCE: Duration = Duration::from_mins(1);

/// A cluster, reached only through a socket in a temporary folder. Dropping it kills it and removes its data.
#[derive(Debug)]
pub struct Cluster {
    server: Option<Child>,
    // Where its data are, if not in the folder; unmounted before the folder is removed.
    disk: Option<SmallDisk>,
    folder: TempDir,
    programs: Programs,
}

/// What a cluster is made with.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The size of the disk of its own that holds its data, in MiB; none for the ordinary disk.
    pub disk: Option<u32>,
    /// The size of a file of its log, in MiB. These are made at full length before they are written, so that with large ones it is the
    /// tables that find no space first, and with small ones the log.
    pub log_file: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { disk: None, log_file: 16 }
    }
}

impl Cluster {
    /// Makes and starts one on the ordinary disk.
    #[must_use]
    pub fn start_new() -> Self {
        Self::with(Settings::default()).expect("the ordinary disk is always there")
    }

    /// Makes and starts one; nothing where it should have a small disk and none can be made.
    #[must_use]
    pub fn with(settings: Settings) -> Option<Self> {
        let disk = match settings.disk {
            Some(mebibytes) => Some(SmallDisk::mount(mebibytes)?),
            None => None,
        };
        let mut cluster = Self::empty(disk);
        let log_file = format!("--wal-segsize={}", settings.log_file);
        let words = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", &log_file, "--pgdata"];
        let mut command = cluster.programs.command("initdb");
        cluster.finish(command.args(words).arg(cluster.data()));
        cluster.start();
        Some(cluster)
    }

    /// Makes and starts a standby that follows this cluster by streaming.
    #[must_use]
    pub fn standby(&self) -> Self {
        let mut standby = Self::empty(None);
        let words = ["--username=postgres", "--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync"];
        let mut command = self.programs.command("pg_basebackup");
        let host = self.folder.path();
        standby.finish(command.args(words).arg("--host").arg(host).arg("--pgdata").arg(standby.data()));
        standby.start();
        standby
    }

    fn empty(disk: Option<SmallDisk>) -> Self {
        let programs = Programs::find();
        let folder = tempfile::Builder::new().prefix("hailong-pg-").tempdir().expect("a temporary directory");
        give_to_account(folder.path());
        if let Some(disk) = &disk {
            give_to_account(disk.path());
        }
        Self { server: None, disk, folder, programs }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.path().display())
    }

    /// The disk of its own.
    #[must_use]
    pub const fn disk(&self) -> Option<&SmallDisk> {
        self.disk.as_ref()
    }

    /// Starts it on the data it has, and waits until it answers.
    pub fn start(&mut self) {
        let log = File::options().append(true).create(true).open(self.log_path()).expect("the log");
        let errors = log.try_clone().expect("the log");
        let server = self.programs.command("postgres");
        let mut server = { server }
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(self.folder.path())
            .args([
                "-c",
                "listen_addresses=",
                "-c",
                "max_connections=100",
                "-c",
                "min_wal_size=128MB",
                "-c",
                "max_wal_size=256MB",
            ])
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .expect("PostgreSQL");
        let begun = Instant::now();
        loop {
            let ended = server.try_wait().expect("PostgreSQL's state");
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "PostgreSQL did not start:\n{}", self.log());
            let mut ask = self.programs.command("pg_isready");
            if ask.args(["--quiet", "--dbname", &self.url()]).status().is_ok_and(|status| status.success()) {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.server = Some(server);
    }

    /// Starts it unless it runs: what whoever looks after a server does when it ended by itself.
    pub fn start_unless_running(&mut self) {
        if self.server.as_mut().is_none_or(|server| server.try_wait().expect("PostgreSQL's state").is_some()) {
            self.start();
        }
    }

    /// SIGKILL to all its processes at once, as a loss of power would end them.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            let tree = Tree::frozen(&server);
            tree.signal(Signal::KILL);
            server.wait().expect("PostgreSQL's end");
            // What is left holds memory without which the next one does not start.
            tree.wait_until_gone();
        }
    }

    /// SIGSTOP to all its processes: connections stay open and nothing is ever answered.
    pub fn freeze(&self) {
        Tree::frozen(self.server.as_ref().expect("a running PostgreSQL"));
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        Tree::of(self.server.as_ref().expect("a running PostgreSQL")).signal(Signal::CONT);
    }

    /// An orderly and fast shutdown: open transactions are rolled back, connections closed, new ones refused.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            signal(&server, Signal::INT);
            assert!(wait(&mut server).is_some(), "PostgreSQL did not stop:\n{}", self.log());
        }
    }

    /// What it and the programs that made it had to say.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn data(&self) -> PathBuf {
        self.disk.as_ref().map_or_else(|| self.folder.path(), SmallDisk::path).join("data")
    }

    /// Runs a program of PostgreSQL to its end.
    fn finish(&mut self, command: &mut std::process::Command) {
        let log = File::options().append(true).create(true).open(self.log_path()).expect("the log");
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).status().expect("a program of PostgreSQL");
        assert!(status.success(), "making a cluster: {status}\n{}", self.log());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}
