//! Debian's compiler with its sources: what it takes to build the standard library for the browser.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::places::Places;
use crate::{child, debian};

/// Debian's compiler, not rustup's of the same name.
pub const RUSTC: &str = "/usr/bin/rustc";
/// Debian's cargo, which finds the sources beside its compiler.
pub const CARGO: &str = "/usr/bin/cargo";
/// Debian's packages of a current compiler and its sources.
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// Makes the compiler usable, installing it if need be, and finds a linker for it.
pub fn linker(places: &Places) -> Result<PathBuf> {
    if let Err(reason) = usable(places) {
        debian::install(&PACKAGES).with_context(|| format!("{reason:#}"))?;
        usable(places)?;
    }
    find_linker()
}

/// Whether compiler, cargo and sources are there, and new enough.
fn usable(places: &Places) -> Result<()> {
    for program in [RUSTC, CARGO] {
        if !Path::new(program).exists() {
            bail!("{program} is missing");
        }
    }
    let sysroot = child::text(child::program(RUSTC).arg("--print=sysroot"))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    if !library.join("Cargo.lock").exists() {
        bail!("the sources of the standard library are missing ({})", library.display());
    }
    let have = child::text(child::program(RUSTC).arg("--version"))?;
    let need = places.rust_version();
    if release(&have) < release(need) {
        bail!("{RUSTC} is too old ({}, needed is {need})", have.trim());
    }
    Ok(())
}

/// Debian's compiler comes without a linker for the browser; rustup's has one, and so has LLVM.
fn find_linker() -> Result<PathBuf> {
    let host = child::text(child::program("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let sysroot = child::text(child::program("rustc").arg("--print=sysroot"))?;
    let own = Path::new(sysroot.trim()).join(format!("lib/rustlib/{host}/bin/rust-lld"));
    if own.exists() {
        return Ok(own);
    }
    if let Some(found) = wasm_ld() {
        return Ok(found);
    }
    debian::install(&["lld"]).context("no linker for the browser part")?;
    wasm_ld().context("no linker for the browser part: neither rust-lld nor wasm-ld was found")
}

/// LLVM's linker.
fn wasm_ld() -> Option<PathBuf> {
    child::find("wasm-ld")
}

/// Major and minor number in a text such as `rustc 1.96.0 (…)` or `1.95`.
fn release(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.split('.').map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => Some((major, minor)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_compare_by_number() {
        assert_eq!(release("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert_eq!(release("1.95"), Some((1, 95)));
        assert!(release("rustc 1.100.0") > release("1.95"));
        assert_eq!(release("nothing"), None);
    }
}
