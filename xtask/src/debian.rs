//! Installing Debian packages where that is allowed, and saying what to do where it is not.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::child;
use crate::step::step;

/// Makes sure that packages are there, or says which are missing and how to get them.
pub fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !may_install() {
        bail!("missing: {list}. On Debian: `sudo apt-get install {list}`");
    }
    step(&format!("installing {list}"), || {
        // Package lists may be old or, in a new container, not there at all.
        let _ = child::run(apt().args(["-qq", "update"]));
        child::run(apt().args(["-q", "install", "--yes", "--no-install-recommends"]).args(packages))
    })
}

/// Whether packages can be installed without asking anybody for a password.
pub fn may_install() -> bool {
    static MAY: OnceLock<bool> = OnceLock::new();
    *MAY.get_or_init(|| {
        child::find("apt-get").is_some()
            && (is_root() || child::find("sudo").is_some() && child::text(child::program("sudo").args(["-n", "true"])).is_ok())
    })
}

/// Whether this tool runs as the system's administrator.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// `apt-get` that asks nothing.
fn apt() -> Command {
    let mut command = if is_root() {
        child::program("env")
    } else {
        let mut command = child::program("sudo");
        command.args(["-n", "env"]);
        command
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}
