//! PostgreSQL's programs, and the account that runs them: Debian's package makes it, because PostgreSQL refuses to run as root.

use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::ending_with_us;

const ACCOUNT: &str = "postgres";

/// The folder of the programs.
#[derive(Clone, Debug)]
pub struct Programs(PathBuf);

impl Programs {
    /// Finds them: on the search path, or the newest of Debian's folders, one for each version.
    pub fn find() -> Self {
        let on_path = std::env::var_os("PATH").map(|paths| std::env::split_paths(&paths).collect::<Vec<_>>()).unwrap_or_default();
        let version = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
        let mut debian: Vec<_> =
            fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        debian.sort_by_key(version);
        let folders = on_path.into_iter().chain(debian.into_iter().rev().map(|path| path.join("bin")));
        let all = |folder: &PathBuf| {
            ["initdb", "postgres", "pg_isready", "pg_basebackup"].iter().all(|name| folder.join(name).is_file())
        };
        Self(folders.into_iter().find(all).expect("PostgreSQL's programs; on Debian: `apt-get install postgresql`"))
    }

    /// One of the programs, run by the account where we are root.
    pub fn command(&self, name: &str) -> Command {
        let program = self.0.join(name);
        if !rustix::process::geteuid().is_root() {
            return ending_with_us(program);
        }
        let mut command = Command::new("setpriv");
        // The change of user forgets the wish to end with us unless it is made in the same breath.
        command.args([&format!("--reuid={ACCOUNT}"), &format!("--regid={ACCOUNT}"), "--init-groups", "--pdeathsig=KILL", "--"]);
        command.arg(program).current_dir("/");
        command
    }
}

/// Lets the account write into the folder.
pub fn give_to_account(folder: &Path) {
    if rustix::process::geteuid().is_root() {
        let id = |kind: &str| -> Option<u32> {
            let output = Command::new("id").args([kind, ACCOUNT]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        let ids = id("-u").zip(id("-g"));
        let (user, group) = ids.unwrap_or_else(|| panic!("PostgreSQL does not run as root, and there is no user {ACCOUNT}"));
        chown(folder, Some(user), Some(group)).expect("a folder of the account's");
    }
}
