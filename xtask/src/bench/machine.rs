//! On what all this was measured.

use std::fs;
use std::thread;

use anyhow::Result;

use super::Bench;
use crate::child;
use crate::places::Places;

/// One line about the machine, one about the program.
pub fn describe(places: &Places, bench: &Bench) -> Result<String> {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let field = |path: &str, name: &str| -> Option<String> {
        let text = fs::read_to_string(path).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once([':', '='])?.1.trim().trim_matches('"').to_owned())
    };
    let system = field("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| "unknown system".to_owned());
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|text| text.trim_end_matches(" kB").parse::<f64>().ok());
    let memory = memory.unwrap_or_default() / 1024.0 / 1024.0;
    let postgres = bench.databases.cluster.execute("postgres", "SHOW server_version")?;
    // Without a repository, as in an unpacked archive, there is no commit.
    let commit = child::text(child::program("git").current_dir(places.root()).args(["describe", "--always", "--dirty"]));
    let commit = commit.map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let build = if bench.programs.release { "release" } else { "development" };
    Ok(format!(
        "{system}, {processor}, {cores} cores shared by load generator, server and database, {memory:.0} GiB, PostgreSQL {postgres} \
         (fsync, synchronous_commit on, shared_buffers 256 MB).\nProgram: {build} build of {commit}.\n"
    ))
}
