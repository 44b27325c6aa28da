//! What the kernel says of a running process: its time and its memory.

use std::fs;

use anyhow::{Context, Result};

/// Clock ticks in a second, as Linux counts processor time on every machine.
const TICKS: f64 = 100.0;

/// What a process holds in memory.
#[derive(Clone, Copy)]
pub struct Memory {
    /// Now, in MiB.
    pub now: f64,
    /// The most since it was started, in MiB.
    pub peak: f64,
}

/// One process's record of time.
struct Record {
    parent: u32,
    /// Its own, in seconds.
    own: f64,
    /// That of its children that have ended.
    ended: f64,
}

/// The processor time of a process, in seconds, the kernel's work for it included.
pub fn time(id: u32) -> Result<f64> {
    record(id).map(|record| record.own)
}

/// The processor time of a process and all its children, also of those that have ended.
pub fn time_with_children(id: u32) -> Result<f64> {
    let parent = record(id)?;
    let processes = fs::read_dir("/proc").context("listing processes")?.flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    // One that ends meanwhile is missing here for a moment, and counted by its parent from then on.
    let children = ids.filter_map(|child| record(child).ok()).filter(|child| child.parent == id);
    Ok(parent.own + parent.ended + children.map(|child| child.own + child.ended).sum::<f64>())
}

fn record(id: u32) -> Result<Record> {
    let path = format!("/proc/{id}/stat");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    parse(&text).with_context(|| format!("reading {path}"))
}

/// Reads the fields behind the program's name, which may itself contain spaces and parentheses.
fn parse(text: &str) -> Result<Record> {
    let (_, rest) = text.rsplit_once(')').context("no name")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let field = |place: usize| fields.get(place).context("too few fields");
    let ticks = |first: usize| -> Result<f64> {
        Ok((field(first)?.parse::<f64>().context("a time")? + field(first + 1)?.parse::<f64>().context("a time")?) / TICKS)
    };
    Ok(Record { parent: field(1)?.parse().context("the parent")?, own: ticks(11)?, ended: ticks(13)? })
}

/// What a process holds in memory.
pub fn memory(id: u32) -> Result<Memory> {
    let path = format!("/proc/{id}/status");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    let kilobytes = |name: &str| -> Result<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("{path} has no {name}"))?;
        line.trim().trim_end_matches(" kB").parse().with_context(|| format!("reading {name} in {path}"))
    };
    Ok(Memory { now: kilobytes("VmRSS:")? / 1024.0, peak: kilobytes("VmHWM:")? / 1024.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_anything() {
        let record = parse("7 (a) b (c) S 3 7 7 0 -1 0 0 0 0 0 150 50 300 100 20 0").unwrap();
        assert_eq!(record.parent, 3);
        assert!((record.own - 2.0).abs() < 1e-9 && (record.ended - 4.0).abs() < 1e-9);
    }

    #[test]
    fn this_process_has_time_and_memory() {
        let id = std::process::id();
        // Time passes between two looks.
        let own = time(id).unwrap();
        assert!(time_with_children(id).unwrap() >= own);
        let memory = memory(id).unwrap();
        assert!(memory.now > 0.1 && memory.peak >= memory.now);
    }
}
