//! `cargo xtask build`: what the browser gets, then the program that serves it.

mod bindings;
mod browser;
mod compress;
pub mod manifest;
mod modules;
mod public;
mod style;
mod toolchain;

use std::collections::HashSet;
use std::fs;

use anyhow::{Context, Result};
use clap::Args;

use crate::child;
use crate::digest::files_below;
use crate::places::Places;
use crate::step::step;
use manifest::Manifest;

/// What `build` can be told.
#[derive(Args)]
pub struct Options {
    /// Optimise the server, as for use.
    #[arg(long)]
    release: bool,
}

/// Builds everything.
pub fn run(places: &Places, options: &Options) -> Result<()> {
    assets(places)?;
    server(places, options.release)
}

/// Builds what the browser gets, and removes what an earlier build left there.
pub fn assets(places: &Places) -> Result<()> {
    let wasm = browser::build(places)?;
    let mut made = bindings::build(places, &wasm)?;
    let browser = manifest::browser_name(&made)?;
    let styles = style::build(places)?;
    let style = manifest::style_name(&styles)?;
    made.extend(styles);
    let copied = modules::build(places)?;
    let modules = manifest::modules_name(&copied)?;
    made.extend(copied);
    made.extend(public::build(places)?);
    Manifest { browser, style, modules }.write(places)?;
    made.push("pkg/assets.toml".to_owned());
    sweep(places, &made)
}

/// Builds the server. Its development profile is built together with the other members, so that the
/// test suite finds it as it wants it; this tool itself is left out of that.
pub fn server(places: &Places, release: bool) -> Result<()> {
    if release {
        return cargo(places, "server (release)", &["--release", "--package", "server"]);
    }
    cargo(
        places,
        "server (development)",
        &["--workspace", "--exclude", "xtask", "--exclude", "load", "--exclude", "measured", "--bins"],
    )
}

/// Builds the server together with what runs its faults.
pub fn with_faults(places: &Places, release: bool) -> Result<()> {
    if !release {
        return server(places, false);
    }
    cargo(places, "server and faults (release)", &["--release", "--package", "server", "--package", "tests", "--bins"])
}

/// Builds the server together with what is measured beside it, of the same crates as [`server`].
pub fn measured(places: &Places, release: bool) -> Result<()> {
    let packages: &[&str] = if release {
        &["--release", "--package", "server", "--package", "measured", "--bins"]
    } else {
        &["--workspace", "--exclude", "xtask", "--exclude", "load", "--bins"]
    };
    cargo(places, "programs to measure", packages)
}

fn cargo(places: &Places, what: &str, packages: &[&str]) -> Result<()> {
    step(what, || child::run(child::cargo().current_dir(places.root()).arg("build").args(packages)))
}

/// Removes files that no step has made: old hashes would otherwise be served for ever.
fn sweep(places: &Places, made: &[String]) -> Result<()> {
    let keep: HashSet<&str> = made.iter().map(String::as_str).collect();
    let site = places.site();
    for file in files_below(&site)? {
        if !keep.contains(&*file.to_string_lossy()) {
            let path = site.join(file);
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}
