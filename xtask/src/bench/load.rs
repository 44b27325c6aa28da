//! Runs of the load generator.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::numbers::real;
use crate::child;

/// How many connections send at full load.
pub const CONNECTIONS: u32 = 64;

/// What a run measured: the line that the generator prints.
#[derive(Deserialize)]
pub struct Run {
    pub requests: u64,
    pub per_second: f64,
    statuses: BTreeMap<u16, u64>,
    /// Of the answers' bodies.
    pub bytes: u64,
    pub latency: Quantiles,
    /// How late requests were sent.
    pub delay: Option<Quantiles>,
    pub cpu_seconds: f64,
}

/// Quantiles in milliseconds.
#[derive(Deserialize)]
pub struct Quantiles {
    pub p50: f64,
    pub p99: f64,
    pub p99_9: f64,
    pub max: f64,
}

impl Run {
    /// Processor time that a process spent on each request, in microseconds.
    pub fn each(&self, seconds: f64) -> f64 {
        seconds * 1e6 / real(self.requests)
    }
}

/// The generator, before a server.
pub struct Load<'a> {
    pub program: &'a Path,
    pub address: SocketAddr,
}

impl Load<'_> {
    /// Submissions at collection points for some time: as many as are taken, or at a rate.
    pub fn submit(&self, points: &[String], time: Duration, rate: Option<u32>) -> Result<Run> {
        let mut words = vec![format!("--connections={CONNECTIONS}"), format!("--seconds={}", time.as_secs_f64())];
        words.extend(points.iter().map(|point| format!("--point={point}")));
        words.extend(rate.map(|rate| format!("--rate={rate}")));
        self.run("submit", &words, 303)
    }

    /// Pages, read in turn.
    pub fn get(&self, paths: &[String], requests: u32) -> Result<Run> {
        let warm_up = paths.len() * 3;
        let mut words = vec![format!("--requests={requests}"), format!("--warm-up={warm_up}")];
        words.extend(paths.iter().map(|path| format!("--path={path}")));
        self.run("get", &words, 200)
    }

    /// Complete responses at a collection point, with or without the compression that browsers ask for.
    pub fn form(&self, point: &str, requests: u32, compressed: bool) -> Result<Run> {
        let mut words = vec![format!("--point={point}"), format!("--requests={requests}")];
        words.extend((!compressed).then(|| "--plain".to_owned()));
        self.run("form", &words, 303)
    }

    /// Runs it; any other status than the one that is right is an error.
    fn run(&self, mode: &str, words: &[String], status: u16) -> Result<Run> {
        let mut command = child::program(self.program);
        command.arg(mode).arg(format!("--address={}", self.address)).args(words);
        read(&child::text(&mut command)?, status)
    }
}

fn read(line: &str, status: u16) -> Result<Run> {
    let run: Run = serde_json::from_str(line).with_context(|| format!("reading the load generator's line {line}"))?;
    if run.statuses.keys().any(|other| *other != status) {
        bail!("{status} was expected, but the answers were {:?}", run.statuses);
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_wrong_status_is_no_measurement() {
        let line = |statuses: &str| {
            format!(
                r#"{{"requests":3,"seconds":1.0,"per_second":3.0,"statuses":{statuses},"bytes":0,"delay":null,"cpu_seconds":0.1,
                "latency":{{"p50":1.0,"p99":2.0,"p99_9":2.0,"max":2.0}}}}"#
            )
        };
        assert_eq!(read(&line(r#"{"303":3}"#), 303).unwrap().requests, 3);
        let error = read(&line(r#"{"303":2,"503":1}"#), 303).err().unwrap().to_string();
        assert!(error.contains("503"), "{error}");
    }
}
