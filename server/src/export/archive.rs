//! The files of an export as one, to be taken away.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Files from this size on need more room for their size.
const LARGE: u64 = 1 << 32;

/// Puts all files of a folder into an archive, in the order of their names, and says how many bytes it has. `goes_on` is asked now and then.
///
/// # Errors
/// When a file cannot be read or written, or it is not to go on.
pub(super) fn archive(folder: &Path, into: &Path, goes_on: &dyn Fn() -> bool) -> io::Result<u64> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let mut archive = ZipWriter::new(BufWriter::with_capacity(1 << 18, File::create_new(into)?));
    let mut buffer = vec![0; 1 << 18];
    for path in paths {
        let mut file = BufReader::new(File::open(&path)?);
        // A workbook is an archive itself.
        let packed = path.extension().is_some_and(|ending| ending == "xlsx");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let large = file.get_ref().metadata()?.len() >= LARGE;
        let options = SimpleFileOptions::default().compression_method(method).large_file(large);
        let name = path.file_name().and_then(|name| name.to_str()).ok_or(io::ErrorKind::InvalidData)?;
        archive.start_file(name, options).map_err(io::Error::other)?;
        loop {
            let count = file.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            if !goes_on() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            archive.write_all(&buffer[..count])?;
        }
    }
    let written = archive.finish().map_err(io::Error::other)?;
    let file = written.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
