//! `assets.toml`: tells the server the names that hold today's hashes.

use std::fs;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::places::Places;

/// The names, as the pages need them.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
pub struct Manifest {
    /// What script and module begin with: `hailong.<hash>`.
    pub browser: String,
    /// The stylesheet: `hailong.<hash>.css`.
    pub style: String,
    /// The folder of the modules: `browser-<hash>`.
    pub modules: String,
}

impl Manifest {
    /// Where it lies, below the site.
    const FILE: &str = "assets.toml";

    /// Reads what the last build wrote.
    pub fn read(places: &Places) -> Result<Self> {
        let path = places.pkg().join(Self::FILE);
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {} (made by `cargo xtask build`)", path.display()))?;
        toml::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }

    /// Writes it when both names are known and their files lie there.
    pub fn write(&self, places: &Places) -> Result<()> {
        let path = places.pkg().join(Self::FILE);
        let text = toml::to_string(self).context("writing the names as TOML")?;
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
    }
}

/// The name that script and module share, from the files that were made.
pub fn browser_name(made: &[String]) -> Result<String> {
    ending(made, ".js").context("no script was made for the browser")
}

/// The stylesheet's name, from the files that were made.
pub fn style_name(made: &[String]) -> Result<String> {
    let name = ending(made, ".css").context("no stylesheet was made")?;
    Ok(format!("{name}.css"))
}

/// The folder of the modules, from the files that were made.
pub fn modules_name(made: &[String]) -> Result<String> {
    let folder = made.iter().find_map(|file| file.strip_prefix("pkg/")?.split_once('/'));
    folder.map(|(name, _)| name.to_owned()).context("no module was made")
}

/// The hashed file with this ending, without folder and ending.
fn ending(made: &[String], ending: &str) -> Option<String> {
    made.iter().find_map(|file| {
        let name = file.strip_prefix("pkg/hailong.")?.strip_suffix(ending)?;
        Some(format!("hailong.{name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_files_that_were_made() {
        let made =
            ["pkg/snippets/a/inline0.js", "pkg/hailong.0f.js.br", "pkg/hailong.0f.js", "pkg/hailong.1e.css"].map(str::to_owned);
        assert_eq!(browser_name(&made).unwrap(), "hailong.0f");
        assert_eq!(style_name(&made).unwrap(), "hailong.1e.css");
        assert!(style_name(&made[..3]).is_err());
        assert_eq!(modules_name(&["pkg/browser-2f/a/b.js".to_owned()]).unwrap(), "browser-2f");
    }

    #[test]
    fn the_text_is_what_the_server_reads() {
        let manifest =
            Manifest { browser: "hailong.0f".to_owned(), style: "hailong.1e.css".to_owned(), modules: "browser-2f".to_owned() };
        let text = toml::to_string(&manifest).unwrap();
        assert_eq!(text, "browser = \"hailong.0f\"\nstyle = \"hailong.1e.css\"\nmodules = \"browser-2f\"\n");
    }
}
