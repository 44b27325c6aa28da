//! `cargo xtask lint`: everything that can be said of the sources without running them.

mod deny;
mod tools;

use anyhow::Result;

use crate::child;
use crate::places::Places;
use crate::step::step;
use tools::Tool;

/// Runs every check; the first that fails is reported, as its output stands last on the screen.
pub fn run(places: &Places) -> Result<()> {
    cargo(places, "formatting", &["fmt", "--all", "--check"])?;
    cargo(places, "clippy", &["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"])?;
    step("documentation", || {
        child::run(
            child::cargo()
                .current_dir(places.root())
                .args(["doc", "--workspace", "--no-deps"])
                .env("RUSTDOCFLAGS", "--deny=warnings"),
        )
    })?;
    deny::run(places)?;
    let machete = Tool::MACHETE.install(places)?;
    step("unused dependencies", || {
        // Without this variable it takes its arguments as a program of its own, not as a part of cargo.
        child::run(child::program(machete).current_dir(places.root()).env_remove("CARGO").arg("."))
    })
}

/// One of cargo's own checks.
fn cargo(places: &Places, what: &str, arguments: &[&str]) -> Result<()> {
    step(what, || child::run(child::cargo().current_dir(places.root()).args(arguments)))
}
