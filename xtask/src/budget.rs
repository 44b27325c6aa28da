//! `cargo xtask budget`: what a browser downloads, against what a slow network can bear.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build::manifest::Manifest;
use crate::places::Places;

/// Script and module together, in brotli: 130 KB.
const BUDGET: u64 = 130_000;

/// What one file weighs.
struct Size {
    name: &'static str,
    plain: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    /// Measures a file and its siblings.
    fn of(name: &'static str, path: &Path) -> Result<Self> {
        let length = |ending: &str| {
            let mut path = path.as_os_str().to_owned();
            path.push(ending);
            fs::metadata(&path).map(|data| data.len()).with_context(|| format!("measuring {}", Path::new(&path).display()))
        };
        Ok(Self { name, plain: length("")?, gzip: length(".gz")?, brotli: length(".br")? })
    }

    /// Two files as one line.
    fn and(&self, other: &Self) -> Self {
        Self {
            name: "together",
            plain: self.plain + other.plain,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Prints the table, and fails when the budget is exceeded.
pub fn run(places: &Places) -> Result<()> {
    let manifest = Manifest::read(places)?;
    let pkg = places.pkg();
    let script = Size::of("script", &pkg.join(format!("{}.js", manifest.browser)))?;
    let module = Size::of("module", &pkg.join(format!("{}_bg.wasm", manifest.browser)))?;
    let style = Size::of("styles", &pkg.join(&manifest.style))?;
    let both = script.and(&module);
    println!("{:10}{:>10}{:>10}{:>10}", "bytes", "plain", "gzip", "brotli");
    for size in [&script, &module, &both, &style] {
        println!("{:10}{:>10}{:>10}{:>10}", size.name, size.plain, size.gzip, size.brotli);
    }
    check(both.brotli)
}

/// Compares with the budget.
fn check(brotli: u64) -> Result<()> {
    if brotli > BUDGET {
        bail!("script and module have {brotli} bytes in brotli, {} over the budget of {BUDGET}", brotli - BUDGET);
    }
    println!("script and module: {brotli} of {BUDGET} bytes in brotli");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_a_limit_and_not_a_goal() {
        assert!(check(BUDGET).is_ok());
        assert!(check(BUDGET + 1).unwrap_err().to_string().contains("1 over"));
    }
}
