//! Process groups that run now, and the signals that end them.

use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// How long a group may take to end before it is killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// The groups that a signal must end.
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Whether a signal has come.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Whether somebody asked this tool to stop.
pub fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Ends the running children at ctrl-c and its like. The main thread then sees them fail and leaves by
/// the ordinary way, so every guard on it cleans up.
pub fn watch_signals() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("listening for signals")?;
    thread::spawn(move || {
        for _ in signals.forever() {
            STOPPED.store(true, Ordering::SeqCst);
            for &group in groups().iter() {
                end(group, Signal::TERM);
            }
            thread::spawn(|| {
                thread::sleep(PATIENCE);
                for &group in groups().iter() {
                    end(group, Signal::KILL);
                }
            });
        }
    });
    Ok(())
}

/// A child's process group; dropping it ends what is left of the group.
pub struct Group(Pid);

impl Group {
    /// Takes over the group that the child leads.
    pub fn of(child: &Child) -> Result<Self> {
        let id = i32::try_from(child.id()).context("a process id out of range")?;
        let group = Pid::from_raw(id).context("a process without id")?;
        groups().push(group);
        // A signal that came since the child was started has not seen it.
        if stopped() {
            end(group, Signal::TERM);
        }
        Ok(Self(group))
    }

    /// Sends a signal to all that is left of the group.
    pub fn signal(&self, signal: Signal) {
        end(self.0, signal);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        groups().retain(|&group| group != self.0);
        end(self.0, Signal::TERM);
        // Nearly always the group is already empty. A straggler gets a moment, not more.
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if test_kill_process_group(self.0).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        end(self.0, Signal::KILL);
    }
}

/// Sends a signal; a group that is gone already is what was wanted.
fn end(group: Pid, signal: Signal) {
    let _ = kill_process_group(group, signal);
}

/// The list, also after a panic elsewhere: it is only ever pushed to and filtered.
fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}
