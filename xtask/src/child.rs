//! Other programs: started in a process group of their own, waited for, and never left behind.

mod group;

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

pub use group::{Group, stopped, watch_signals};

/// How often a child with a time limit is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// A program that ends when this one does, whatever ends this one.
///
/// Its process group lets a signal reach all that it started itself; `setpriv`, where the system has it,
/// has the kernel end it should this process be killed outright.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = if find("setpriv").is_some() {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]).arg(name);
        command
    } else {
        Command::new(name)
    };
    command.process_group(0).stdin(Stdio::null());
    forget_cargo(&mut command);
    command
}

/// The cargo that runs this tool.
pub fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Takes away what `cargo run` set for this tool: build scripts would see it and build everything again,
/// and another compiler would look for its libraries in the wrong place.
pub fn forget_cargo(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        let kept = env::split_paths(&paths).filter(|path| !is_cargos(path));
        match env::join_paths(kept) {
            Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
}

/// Whether `cargo run` put this folder on the library path: build outputs and the toolchain's own libraries.
fn is_cargos(path: &Path) -> bool {
    path.ends_with("deps")
        || path.join("deps").is_dir()
        || path.join("rustlib").is_dir()
        || path.components().any(|part| part.as_os_str() == "rustlib")
}

/// Where a program lies on the search path.
pub fn find(name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Runs to the end, with output passing through; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let (mut child, _group) = start(command)?;
    let status = child.wait().context("waiting for a program")?;
    if stopped() {
        bail!("stopped");
    }
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs for a limited time: what talks to a network may never answer.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let (mut child, group) = start(command)?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().context("waiting for a program")? {
            if !status.success() {
                bail!("`{}` ended with {status}", shown(command));
            }
            return Ok(());
        }
        if begun.elapsed() > limit || stopped() {
            drop(group);
            child.wait().context("waiting for a program")?;
            bail!("`{}` gave no answer in {} s", shown(command), limit.as_secs());
        }
        thread::sleep(GLANCE);
    }
}

/// Runs a short program and gives what it printed.
pub fn text(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting `{}`", shown(command)))?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", shown(command), output.status, error.trim());
    }
    String::from_utf8(output.stdout).context("a program printed something that is not UTF-8")
}

/// Starts a program whose group is ended, at the latest, when the guard is dropped.
pub fn start(command: &mut Command) -> Result<(Child, Group)> {
    if stopped() {
        bail!("stopped");
    }
    let child = command.spawn().with_context(|| format!("starting `{}`", shown(command)))?;
    let group = Group::of(&child)?;
    Ok((child, group))
}

/// The command as one would type it, without the wrapper that this file puts before it.
fn shown(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    let own = words.iter().position(|word| word == "--").map_or(0, |at| at + 1);
    let own = if words[0] == "setpriv" { own } else { 0 };
    words[own..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_program_and_not_the_wrapper() {
        let error = run(&mut program("false")).unwrap_err().to_string();
        assert!(error.starts_with("`false` ended with"), "{error}");
    }

    #[test]
    fn a_time_limit_ends_the_whole_group() {
        let begun = Instant::now();
        let mut command = program("sh");
        command.args(["-c", "sleep 60 & sleep 60"]);
        assert!(run_within(&mut command, Duration::from_millis(100)).is_err());
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn what_a_program_prints_is_given_back() {
        assert_eq!(text(program("echo").arg("a")).unwrap(), "a\n");
    }
}
