//! One stylesheet from the files in `style/`: bundled, minified, named by its content.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use super::compress::{self, File};
use crate::digest::{Digest, files_below};
use crate::places::Places;
use crate::stamp::unless_fresh;

/// The oldest browsers for which newer notations, such as nesting, are rewritten: cheap phones of 2020.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(80 << 16),
    edge: Some(80 << 16),
    firefox: Some(78 << 16),
    ie: None,
    ios_saf: Some(13 << 16),
    opera: None,
    safari: Some(13 << 16),
    samsung: Some(13 << 16),
};

/// Makes the stylesheet, unless no file in the folder changed.
pub fn build(places: &Places) -> Result<Vec<String>> {
    let folder = places.root().join("style");
    let inputs =
        Digest::default().piece("browsers", format!("{BROWSERS:?}").as_bytes()).files(&folder, &files_below(&folder)?)?.hex();
    let site = places.site();
    unless_fresh("styles", &places.stamp("style"), inputs, &site, || {
        let bytes = bundle(&folder.join("main.css"))?.into_bytes();
        let hash = Digest::default().piece("css", &bytes).hex();
        let name = format!("pkg/hailong.{hash}.css");
        compress::write(&site, &File { name, bytes })
    })
}

/// The file with what it imports in the place of each import, minified. What is imported imports nothing itself. Its errors name file and line.
/// (The library's own bundler brings an archive format of which RUSTSEC-2026-0235 warns.)
fn bundle(main: &Path) -> Result<String> {
    let folder = main.parent().context("a stylesheet lies in a folder")?;
    let text = read(main)?;
    let mut files = Vec::new();
    for rule in parse(main, &text)?.rules.0 {
        if let CssRule::Import(import) = rule {
            if import.layer.is_some() || import.supports.is_some() || !import.media.media_queries.is_empty() {
                bail!("{}: {} is imported under a condition", main.display(), import.url);
            }
            let path = folder.join(&*import.url);
            files.push((read(&path)?, path));
        }
    }
    let mut rules = Vec::new();
    // Imports stand before everything else.
    for (text, path) in files.iter().map(|(text, path)| (text, path.as_path())).chain([(&text, main)]) {
        let own = parse(path, text)?.rules.0;
        if path != main && own.iter().any(|rule| matches!(rule, CssRule::Import(_))) {
            bail!("{} imports something itself", path.display());
        }
        rules.extend(own.into_iter().filter(|rule| !matches!(rule, CssRule::Import(_))));
    }
    let targets = Targets::from(BROWSERS);
    let mut sheet = StyleSheet::new(Vec::new(), CssRuleList(rules), ParserOptions::default());
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn parse<'t>(path: &Path, text: &'t str) -> Result<StyleSheet<'t>> {
    let options = ParserOptions { filename: path.display().to_string(), ..ParserOptions::default() };
    StyleSheet::parse(text, options).map_err(|error| anyhow!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_bundled_and_errors_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(&main, "@import \"a.css\";\nb { color: #ff0000 }").unwrap();
        fs::write(folder.path().join("a.css"), "a { & i { margin: 0px } }").unwrap();
        assert_eq!(bundle(&main).unwrap(), "a i{margin:0}b{color:red}");
        fs::write(folder.path().join("a.css"), "a { color: red; } }").unwrap();
        let error = bundle(&main).unwrap_err().to_string();
        assert!(error.contains("a.css:0:20"), "{error}");
        fs::write(folder.path().join("a.css"), "@import \"b.css\";").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("imports something itself"));
        fs::write(&main, "@import \"a.css\" print;").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("under a condition"));
        fs::write(&main, "@import \"none.css\";").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("none.css"));
    }
}
