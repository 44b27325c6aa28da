//! What a run was answered, and the line that is printed of it.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use hyper::StatusCode;
use serde::Serialize;

use crate::Failure;

/// Everything that was measured. Each latency is kept, as four bytes: quantiles are then exact, and no library is needed.
#[derive(Default)]
pub struct Outcome {
    statuses: BTreeMap<u16, u64>,
    /// How long each answer took, in microseconds.
    latencies: Vec<u32>,
    /// How much later than intended each request was sent, in microseconds; of open loops only.
    delays: Vec<u32>,
    bytes: u64,
    time: Duration,
}

/// The line that is printed.
#[derive(Serialize)]
pub struct Summary {
    requests: u64,
    seconds: f64,
    per_second: f64,
    statuses: BTreeMap<u16, u64>,
    /// What the answers' bodies measured as they travelled.
    bytes: u64,
    latency: Quantiles,
    /// How late requests were sent, because every connection waited for an answer or the generator itself was late.
    delay: Option<Quantiles>,
    /// The generator's own processor time.
    cpu_seconds: f64,
}

/// Quantiles in milliseconds.
#[derive(Serialize)]
struct Quantiles {
    p50: f64,
    p99: f64,
    p99_9: f64,
    max: f64,
}

impl Outcome {
    /// Counts an answer.
    pub fn add(&mut self, status: StatusCode, latency: Duration, bytes: usize) {
        *self.statuses.entry(status.as_u16()).or_default() += 1;
        self.latencies.push(microseconds(latency));
        self.bytes += bytes as u64;
    }

    /// Notes that a request was sent later than intended.
    pub fn delayed(&mut self, by: Duration) {
        self.delays.push(microseconds(by));
    }

    /// Takes in what another worker measured.
    pub fn merge(&mut self, other: Self) {
        for (status, times) in other.statuses {
            *self.statuses.entry(status).or_default() += times;
        }
        self.latencies.extend(other.latencies);
        self.delays.extend(other.delays);
        self.bytes += other.bytes;
    }

    /// Says how long the run took.
    pub fn lasted(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// The figures.
    pub fn summary(mut self) -> Result<Summary, Failure> {
        let requests = self.latencies.len() as u64;
        let seconds = self.time.as_secs_f64();
        let latency = quantiles(&mut self.latencies).ok_or("nothing was sent")?;
        Ok(Summary {
            requests,
            seconds,
            per_second: Duration::from_secs(requests).as_secs_f64() / seconds,
            statuses: self.statuses,
            bytes: self.bytes,
            latency,
            delay: quantiles(&mut self.delays),
            cpu_seconds: cpu_seconds()?,
        })
    }
}

/// Capped at over an hour, which no request takes.
fn microseconds(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}

/// Exact quantiles by nearest rank; none of nothing.
fn quantiles(samples: &mut [u32]) -> Option<Quantiles> {
    samples.sort_unstable();
    // In thousandths, so that ranks are whole numbers: the smallest sample that so many are not above.
    let at = |thousandths: usize| {
        let rank = (samples.len() * thousandths).div_ceil(1_000).max(1);
        samples.get(rank - 1).map(|&sample| f64::from(sample) / 1e3)
    };
    Some(Quantiles { p50: at(500)?, p99: at(990)?, p99_9: at(999)?, max: at(1_000)? })
}

/// The processor time of this process, which Linux counts in hundredths of a second.
fn cpu_seconds() -> Result<f64, Failure> {
    let text = fs::read_to_string("/proc/self/stat")?;
    // The second field is the program's name in parentheses; user and system time are the 14th and 15th.
    let (_, fields) = text.rsplit_once(')').ok_or("the process's record cannot be read")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>).sum::<Result<u32, _>>()?;
    Ok(f64::from(ticks) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{cpu_seconds, quantiles};

    #[test]
    fn quantiles_are_samples() {
        let mut samples: Vec<u32> = (1..=1_000).rev().map(|n| n * 1_000).collect();
        let found = quantiles(&mut samples).unwrap();
        let found = [found.p50, found.p99, found.p99_9, found.max].map(|value| format!("{value}"));
        assert_eq!(found, ["500", "990", "999", "1000"]);
        assert!((quantiles(&mut [7_000]).unwrap().p50 - 7.0).abs() < 1e-12);
        assert!(quantiles(&mut []).is_none());
    }

    #[test]
    fn the_own_time_can_be_read() {
        assert!(cpu_seconds().unwrap() >= 0.0);
    }
}
