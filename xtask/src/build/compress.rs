//! Writes files for the site, with compressed siblings made once instead of at every request.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The smallest that brotli can do.
const QUALITY: u32 = 11;
/// Brotli's window in bits: 4 MiB, more than any file here.
const WINDOW: u32 = 22;
/// What brotli works on at a time.
const BUFFER: usize = 1 << 16;

/// A file to be served.
pub struct File {
    /// Its path below the site.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Writes the file with its `.br` and `.gz`, and gives the three names.
pub fn write(site: &Path, file: &File) -> Result<Vec<String>> {
    let siblings = [
        (file.name.clone(), file.bytes.clone()),
        (format!("{}.br", file.name), brotli(&file.bytes)?),
        (format!("{}.gz", file.name), gzip(&file.bytes)?),
    ];
    siblings.into_iter().map(|(name, bytes)| write_plain(site, &File { name, bytes })).collect()
}

/// Writes the file alone, and gives its name.
pub fn write_plain(site: &Path, file: &File) -> Result<String> {
    let path = site.join(&file.name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(&path, &file.bytes).with_context(|| format!("writing {}", path.display()))?;
    Ok(file.name.clone())
}

/// Compresses for every browser of the last ten years.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    writer.write_all(bytes).context("compressing with brotli")?;
    Ok(writer.into_inner())
}

/// Compresses for proxies and tools that know nothing newer.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).context("compressing with gzip")?;
    writer.finish().context("compressing with gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn siblings_hold_the_same_content() {
        let site = tempfile::tempdir().unwrap();
        let bytes = b"hai long ".repeat(100);
        let name = "pkg/a.js".to_owned();
        let made = write(site.path(), &File { name, bytes: bytes.clone() }).unwrap();
        assert_eq!(made, ["pkg/a.js", "pkg/a.js.br", "pkg/a.js.gz"]);
        let read = |file: &str| fs::File::open(site.path().join(file)).unwrap();
        let mut text = Vec::new();
        brotli::Decompressor::new(read("pkg/a.js.br"), BUFFER).read_to_end(&mut text).unwrap();
        assert_eq!(text, bytes);
        text.clear();
        flate2::read::GzDecoder::new(read("pkg/a.js.gz")).read_to_end(&mut text).unwrap();
        assert_eq!(text, bytes);
    }
}
