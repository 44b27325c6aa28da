//! The built program as a process of its own: started, asked, stopped and killed.

use std::ffi::OsStr;
use std::io::{Read, Seek};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::NamedTempFile;

use crate::http;

/// How long starting, stopping and a command may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a process is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// A running `hailong serve`. It is killed when this is dropped, and by the kernel should the test itself be killed.
#[derive(Debug)]
pub struct Program {
    child: Child,
    address: String,
    log: NamedTempFile,
    output: NamedTempFile,
}

/// What a command that ended had to say.
#[derive(Debug)]
pub struct Finished {
    /// Whether it ended with 0.
    pub success: bool,
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub errors: String,
}

impl Program {
    /// Starts the program over a database, with further options of `serve`. It answers once it is [`Self::ready`].
    #[must_use]
    pub fn start(url: &str, options: &[&str]) -> Self {
        Self::start_logging(url, options, "info")
    }

    /// The same, with another filter for the log.
    #[must_use]
    pub fn start_logging(url: &str, options: &[&str], filter: &str) -> Self {
        let address = free_address();
        let [log, output] = [(); 2].map(|()| NamedTempFile::new().expect("a file for what is printed"));
        let child = ending_with_us(hailong())
            .args(["serve", "--listen", &address, "--database-url", url])
            .args(options)
            .env("NO_COLOR", "1")
            .env("HAILONG_LOG", filter)
            // A test under load sends more than any hall of citizens. An option that a test gives goes before this.
            .env("HAILONG_POINT_RATE", "0")
            .stdin(Stdio::null())
            .stdout(output.reopen().expect("the file for the output"))
            .stderr(log.reopen().expect("the file for the log"))
            .spawn()
            .expect("the program");
        Self { child, address, log, output }
    }

    /// Waits until it serves and its database answers.
    pub async fn ready(&mut self) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if http::get(&self.address, "/readyz").await.is_ok_and(|reply| reply.status == 200) {
                return;
            }
            if let Some(status) = self.child.try_wait().expect("the program's state") {
                panic!("the program ended with {status}:\n{}", self.log());
            }
            tokio::time::sleep(GLANCE).await;
        }
        panic!("the program did not become ready:\n{}", self.log());
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).expect("the log")
    }

    /// What it printed for whoever started it.
    #[must_use]
    pub fn output(&self) -> String {
        std::fs::read_to_string(self.output.path()).expect("the output")
    }

    /// SIGKILL: no chance to finish anything.
    pub fn kill(&mut self) {
        self.child.kill().expect("a running program");
        self.child.wait().expect("the program's end");
    }

    /// SIGTERM, which asks it to finish and end.
    pub fn terminate(&self) {
        signal(&self.child, Signal::TERM);
    }

    /// Asks it to end and waits until it has; gives how it ended.
    pub fn stop(&mut self) -> ExitStatus {
        self.terminate();
        wait(&mut self.child).unwrap_or_else(|| panic!("the program did not stop:\n{}", self.log()))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `hailong check`: whether every count agrees with the responses.
#[must_use]
pub fn check(url: &str) -> Finished {
    run(&["check", "--database-url", url])
}

/// `hailong backup`: a copy of the database under another name.
#[must_use]
pub fn backup(url: &str, copy: &Path) -> Finished {
    run(&["backup", &copy.to_string_lossy(), "--database-url", url])
}

/// Runs the program with these words and waits for its end.
#[must_use]
pub fn run(words: &[&str]) -> Finished {
    let [mut output, mut errors] = [(); 2].map(|()| tempfile::tempfile().expect("a file for what is printed"));
    let mut child = ending_with_us(hailong())
        .args(words)
        .stdin(Stdio::null())
        .stdout(output.try_clone().expect("the file"))
        .stderr(errors.try_clone().expect("the file"))
        .spawn()
        .expect("the program");
    let ended = wait(&mut child);
    if ended.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let text = |file: &mut std::fs::File| {
        let mut text = String::new();
        file.rewind().and_then(|()| file.read_to_string(&mut text)).expect("what was printed");
        text
    };
    Finished { success: ended.is_some_and(|status| status.success()), output: text(&mut output), errors: text(&mut errors) }
}

/// Starts the program with these words, to be ended by whoever starts it; what it prints is not read.
#[must_use]
pub fn begin(words: &[&str]) -> Child {
    let mut command = ending_with_us(hailong());
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program")
}

/// Where the program was built.
fn hailong() -> std::ffi::OsString {
    std::env::var_os("HAILONG_BIN").expect("HAILONG_BIN names the built program; `cargo xtask` sets it")
}

/// A command that the kernel kills when the thread that started it ends, whatever ends it.
pub(crate) fn ending_with_us(program: impl AsRef<OsStr>) -> Command {
    if !is_installed("setpriv") {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

/// Whether a program lies on the search path.
pub(crate) fn is_installed(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|paths| std::env::split_paths(&paths).any(|folder| folder.join(name).is_file()))
}

/// Sends a signal to a child. One that has ended already needs none.
pub(crate) fn signal(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id");
    let _ = kill_process(id, signal);
}

/// Waits for a child's end, but not for ever.
pub(crate) fn wait(child: &mut Child) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().expect("a child's state") {
            return Some(status);
        }
        thread::sleep(GLANCE);
    }
    None
}

/// An address that is free. Its port lies below those that the system gives to outgoing connections: under load, one of these could
/// otherwise take it before the program does.
#[must_use]
pub fn free_address() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = std::process::id().wrapping_mul(131).wrapping_add(NUMBER.fetch_add(1, Ordering::Relaxed));
        let address = format!("127.0.0.1:{}", 10_000 + number % 20_000);
        if TcpListener::bind(&address).is_ok() {
            return address;
        }
    }
}
