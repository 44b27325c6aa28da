//! PostgreSQL's processes: one that listens, and its children, each in a process group of its own.

use std::fs;
use std::process::Child;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// A server's first process and its children.
#[derive(Debug)]
pub struct Tree(Vec<Pid>);

impl Tree {
    /// All of them, stopped. The first is stopped first, so that it starts no further ones.
    pub fn frozen(server: &Child) -> Self {
        Self(vec![id_of(server)]).signal(Signal::STOP);
        let tree = Self::of(server);
        tree.signal(Signal::STOP);
        tree
    }

    /// All of them, as they are.
    pub fn of(server: &Child) -> Self {
        let first = id_of(server);
        let ids = fs::read_dir("/proc").expect("/proc").flatten();
        let ids = ids.filter_map(|entry| entry.file_name().to_str()?.parse().ok().and_then(Pid::from_raw));
        Self([first].into_iter().chain(ids.filter(|id| parent_of(*id) == Some(first))).collect())
    }

    /// Sends a signal to each; one that is gone needs none.
    pub fn signal(&self, signal: Signal) {
        for id in &self.0 {
            let _ = kill_process(*id, signal);
        }
    }

    /// Waits until none of them runs any more.
    pub fn wait_until_gone(&self) {
        while self.0.iter().any(|id| state_and_parent_of(*id).is_some_and(|(state, _)| state != "Z")) {
            thread::sleep(Duration::from_millis(2));
        }
    }
}

fn id_of(child: &Child) -> Pid {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id")
}

fn parent_of(id: Pid) -> Option<Pid> {
    state_and_parent_of(id)?.1.parse().ok().and_then(Pid::from_raw)
}

/// What stands behind the name in a process's line of state: the name may hold anything, but ends at the last bracket.
fn state_and_parent_of(id: Pid) -> Option<(String, String)> {
    let line = fs::read_to_string(format!("/proc/{}/stat", id.as_raw_nonzero())).ok()?;
    let mut words = line.rsplit_once(')')?.1.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.next()?))
}
