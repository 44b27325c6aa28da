//! One stylesheet from the files in `style/`: bundled, minified, named by its content.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
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

/// The file with everything it imports, minified. Its errors name file and line.
fn bundle(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    let mut sheet = Bundler::new(&files, None, ParserOptions::default()).bundle(main).map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        assert!(error.contains("a.css"), "{error}");
    }
}
