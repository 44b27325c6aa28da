//! Makes the compiled module usable by a page: bindings, optimisation, a name from the content.

mod optimise;
mod tables;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::compress::{self, File};
use crate::digest::{Digest, files_below};
use crate::places::Places;
use crate::stamp::unless_fresh;
use optimise::Optimiser;

/// What the generator calls its files before they get their hash.
const NAME: &str = "hailong";
/// Raised when this code makes something else of the same module, so that it does so at once everywhere.
const RECIPE: &[u8] = b"2";

/// Generates the files, unless module and optimiser are those of the last time.
pub fn build(places: &Places, wasm: &Path) -> Result<Vec<String>> {
    let bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let optimiser = Optimiser::find()?;
    let inputs = Digest::default()
        .piece("recipe", RECIPE)
        .piece("module", &bytes)
        .piece("optimiser", optimiser.identity().as_bytes())
        .hex();
    let site = places.site();
    let stamp = places.stamp("bindings");
    unless_fresh("bindings, optimisation, compression", &stamp, inputs, &site, || {
        let folder = tempfile::tempdir().context("making a temporary folder")?;
        generate(bytes, folder.path())?;
        optimiser.run(&folder.path().join(format!("{NAME}_bg.wasm")))?;
        publish(folder.path(), &site)
    })
}

/// Runs the generator. The page names the module itself, so the script holds no default path to it,
/// which could not have the hash in it.
fn generate(bytes: Vec<u8>, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_bytes(NAME, bytes)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .omit_default_module_path(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(folder)
        })
        .context("generating the bindings")
}

/// Writes what was generated under a name with one hash over all of it.
fn publish(folder: &Path, site: &Path) -> Result<Vec<String>> {
    let files = files_below(folder)?;
    let hash = Digest::default().files(folder, &files)?.hex();
    let mut made = Vec::new();
    for file in files {
        let bytes = fs::read(folder.join(&file)).with_context(|| format!("reading the generated {}", file.display()))?;
        let name = hashed(&file.to_string_lossy(), &hash);
        made.extend(compress::write(site, &File { name, bytes })?);
    }
    Ok(made)
}

/// `hailong.js` and `hailong_bg.wasm` get the hash; snippets lie in folders that have one already.
fn hashed(file: &str, hash: &str) -> String {
    match file.strip_prefix(NAME) {
        Some(rest) => format!("pkg/{NAME}.{hash}{rest}"),
        None => format!("pkg/{file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_the_page_asks_for() {
        assert_eq!(hashed("hailong.js", "0f"), "pkg/hailong.0f.js");
        assert_eq!(hashed("hailong_bg.wasm", "0f"), "pkg/hailong.0f_bg.wasm");
        assert_eq!(hashed("snippets/a-1/inline0.js", "0f"), "pkg/snippets/a-1/inline0.js");
    }
}
