//! A file that was looked at, as the form keeps it until it is taken: compressed, so that a hundred thousand lines are a field of a megabyte
//! or two. It is as little believed as the file was.

use std::io::{Read, Write};

use brotli::{CompressorWriter, Decompressor};
use data_encoding::BASE64URL_NOPAD;

use crate::tables::{Table, Unreadable};

/// How hard it is compressed: beyond this, it takes longer than what it saves.
const QUALITY: u32 = 4;
/// The size of the window, as a power of two.
const WINDOW: u32 = 22;
/// The buffer of the compressor.
const BUFFER: usize = 64 * 1024;
/// The most text that is unpacked, in bytes; what is in a table is less.
const MOST: u64 = 48 * 1024 * 1024;

/// Packs a text.
#[must_use]
pub fn pack(text: &str) -> String {
    let mut writer = CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    // Writing into memory cannot fail.
    let _ = writer.write_all(text.as_bytes());
    BASE64URL_NOPAD.encode(&writer.into_inner())
}

/// Unpacks a text.
///
/// # Errors
/// Where it is not what was packed.
pub fn unpack_text(packed: &str) -> Result<String, Unreadable> {
    let bytes = BASE64URL_NOPAD.decode(packed.as_bytes()).map_err(|_| Unreadable::NoText)?;
    let mut text = String::new();
    let read = Decompressor::new(bytes.as_slice(), BUFFER).take(MOST).read_to_string(&mut text);
    read.map_err(|_| Unreadable::NoText)?;
    Ok(text)
}

/// Unpacks and reads a table.
///
/// # Errors
/// Where it is not what was packed, or no table.
pub fn unpack(packed: &str) -> Result<Table, Unreadable> {
    Table::of_text(&unpack_text(packed)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_large_file_becomes_small() {
        let text: String =
            (0..20_000).map(|number| format!("xa-{number};Xã số {number};commune;tinh-mau;2025-07-01\n")).collect();
        let packed = pack(&text);
        assert!(packed.len() * 4 < text.len(), "{} of {}", packed.len(), text.len());
        assert_eq!(unpack(&packed).unwrap(), Table::of_text(&text).unwrap());
        let bomb = pack(&"x".repeat(60 * 1024 * 1024));
        assert_eq!(unpack(&bomb), Err(Unreadable::TooLarge));
    }

    proptest! {
        #[test]
        fn anything_is_unpacked_or_refused(text in "(?s).{0,200}") {
            let _ = unpack(&text);
            prop_assert!(unpack(&pack(&text)).is_ok());
        }
    }
}
