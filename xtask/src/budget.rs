//! `cargo xtask budget`: what a browser downloads, against what a slow network can bear.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build::manifest::Manifest;
use crate::places::Places;

/// Script and module together, in brotli: 130 KB.
const BUDGET: u64 = 130_000;
/// What a phone loads of `app/browser/` with a questionnaire, in brotli: 6 KB.
const PHONE: u64 = 6_000;
/// Those files, in their folder.
const PHONE_FILES: [&str; 7] =
    ["phone.js", "backoff.js", "phone/offline.js", "phone/panel.js", "phone/sending.js", "phone/unsent.js", "worker.js"];

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
    fn and(&self, other: &Self, name: &'static str) -> Self {
        Self { name, plain: self.plain + other.plain, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// Prints the table, and fails when the budget is exceeded.
pub fn run(places: &Places) -> Result<()> {
    let manifest = Manifest::read(places)?;
    let pkg = places.pkg();
    let script = Size::of("script", &pkg.join(format!("{}.js", manifest.browser)))?;
    let module = Size::of("module", &pkg.join(format!("{}_bg.wasm", manifest.browser)))?;
    let style = Size::of("styles", &pkg.join(&manifest.style))?;
    let both = script.and(&module, "together");
    let folder = pkg.join(&manifest.modules);
    let none = Size { name: "", plain: 0, gzip: 0, brotli: 0 };
    let phone = PHONE_FILES
        .into_iter()
        .try_fold(none, |sum, file| anyhow::Ok(sum.and(&Size::of(file, &folder.join(file))?, "for phones")))?;
    println!("{:10}{:>10}{:>10}{:>10}", "bytes", "plain", "gzip", "brotli");
    for size in [&script, &module, &both, &style, &phone] {
        println!("{:10}{:>10}{:>10}{:>10}", size.name, size.plain, size.gzip, size.brotli);
    }
    check("script and module", both.brotli, BUDGET)?;
    check("modules for phones", phone.brotli, PHONE)
}

/// Compares with a budget.
fn check(what: &str, brotli: u64, budget: u64) -> Result<()> {
    if brotli > budget {
        bail!("{what}: {brotli} bytes in brotli, {} over the budget of {budget}", brotli - budget);
    }
    println!("{what}: {brotli} of {budget} bytes in brotli");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_a_limit_and_not_a_goal() {
        assert!(check("it", BUDGET, BUDGET).is_ok());
        assert!(check("it", BUDGET + 1, BUDGET).unwrap_err().to_string().contains("1 over"));
    }
}
