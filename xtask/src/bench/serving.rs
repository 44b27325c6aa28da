//! The program while it serves a filled database.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use super::engine::Engine;
use super::load::Load;
use super::{Bench, http, process};
use crate::child::{self, Group, stopped};

/// How long it may take to start, and to stop.
const PATIENCE: Duration = Duration::from_mins(2);

/// The page whose answer ends the start.
const FIRST: &str = "/results";

/// The running program.
pub struct Serving<'a> {
    bench: &'a Bench,
    engine: Engine,
    address: SocketAddr,
    metrics: SocketAddr,
    log: PathBuf,
    server: Child,
    group: Group,
    /// How long it took from the start of the process until a page was answered in full.
    pub start: Duration,
}

/// Processor time in seconds, since each process was started.
#[derive(Clone, Copy)]
pub struct Time {
    pub server: f64,
    /// PostgreSQL's; SQLite works inside the server.
    pub database: f64,
}

impl<'a> Serving<'a> {
    /// Starts it and waits for its first answer.
    pub fn start(bench: &'a Bench, engine: Engine, url: &str) -> Result<Self> {
        let (address, metrics) = (http::free_address()?, http::free_address()?);
        let log = bench.scratch.path().join("hailong.log");
        let output = fs::File::create(&log).context("making the log file")?;
        let errors = output.try_clone().context("sharing the log file")?;
        let mut command = bench.programs.hailong("serve", url);
        command.arg("--site-dir").arg(&bench.programs.site).arg(format!("--listen={address}"));
        // What is measured is how much can be taken, and not how much one collection point may.
        command.arg(format!("--metrics-listen={metrics}")).arg("--point-rate=0");
        let begun = Instant::now();
        let (server, group) = child::start(command.stdout(output).stderr(errors))?;
        let mut serving = Self { bench, engine, address, metrics, log, server, group, start: Duration::ZERO };
        while http::get(address, FIRST).is_err() {
            let ended = serving.server.try_wait().context("looking at the program")?;
            if ended.is_some() || begun.elapsed() > PATIENCE || stopped() {
                bail!("the program did not start:\n{}", serving.log());
            }
            thread::sleep(Duration::from_millis(1));
        }
        serving.start = begun.elapsed();
        Ok(serving)
    }

    /// The load generator before it.
    pub fn load(&self) -> Load<'_> {
        Load { program: &self.bench.programs.load, address: self.address }
    }

    /// The text of a page.
    pub fn page(&self, path: &str) -> Result<String> {
        http::get(self.address, path).with_context(|| format!("the program's log:\n{}", self.log()))
    }

    /// Asks it anything, as a browser would.
    pub fn ask(&self, question: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<http::Answer> {
        http::ask(self.address, question, headers, body).with_context(|| format!("the program's log:\n{}", self.log()))
    }

    /// The same, of which only is looked whether it came, and not at what is in it.
    pub fn fetch(&self, question: &str, headers: &[(&str, &str)]) -> Result<usize> {
        http::fetch(self.address, question, headers).with_context(|| format!("the program's log:\n{}", self.log()))
    }

    /// The cookie of somebody who signed in.
    pub fn sign_in(&self, (name, password): &(String, String)) -> Result<String> {
        let form = format!("name={name}&password={password}&to=");
        let answer = self.ask("POST /sign-in", &[("Content-Type", "application/x-www-form-urlencoded")], form.as_bytes())?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        cookie.map(str::to_owned).with_context(|| format!("{name} was not let in: {}", answer.status))
    }

    /// The processor time used so far.
    pub fn time(&self) -> Result<Time> {
        let database = match self.engine {
            Engine::Sqlite => 0.0,
            Engine::Postgres => process::time_with_children(self.bench.databases.cluster.id())?,
        };
        Ok(Time { server: process::time(self.server.id())?, database })
    }

    /// What it holds in memory.
    pub fn memory(&self) -> Result<process::Memory> {
        process::memory(self.server.id())
    }

    /// One of its own counters.
    pub fn metric(&self, name: &str) -> Result<f64> {
        let text = http::get(self.metrics, "/metrics")?;
        metric(&text, name)
    }

    /// Stops it as an operator does, and sees to it that it ends well.
    pub fn stop(mut self) -> Result<()> {
        self.group.signal(Signal::TERM);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.server.try_wait().context("waiting for the program")? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("the program ended with {status}:\n{}", self.log()),
                None => thread::sleep(Duration::from_millis(10)),
            }
        }
        bail!("the program did not stop:\n{}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Time {
    /// The time since an earlier look.
    pub fn since(self, earlier: Self) -> Self {
        Self { server: self.server - earlier.server, database: self.database - earlier.database }
    }
}

/// The value of a line `name value`.
fn metric(text: &str, name: &str) -> Result<f64> {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = value.with_context(|| format!("the program has no metric {name}"))?;
    value.trim().parse().with_context(|| format!("reading the metric {name}"))
}

#[cfg(test)]
mod tests {
    use super::metric;

    #[test]
    fn metrics_have_exact_names() {
        let text = "hailong_groups_total_ever 1\nhailong_groups_total 12\n";
        assert!((metric(text, "hailong_groups_total").unwrap() - 12.0).abs() < 1e-9);
        assert!(metric(text, "hailong_groups").is_err());
    }
}
