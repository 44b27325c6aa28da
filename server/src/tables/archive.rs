//! What is in an archive is measured before anything reads it: a few kilobytes can unfold to as many gigabytes, and numbers in a workbook
//! can ask for memory that nothing in it fills.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;

/// What an archive begins with.
pub(super) const SIGNATURE: &[u8] = b"PK\x03\x04";

/// The part without which an archive is no workbook.
const CONTENT_TYPES: &str = "[Content_Types].xml";
/// The most parts. A workbook has a dozen, and one for each sheet and picture.
const MOST_PARTS: usize = 2_000;
/// The most bytes of all parts together: a hundred thousand rows of ten cells have half of it.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// The most bytes of the texts that cells share, each of which costs twice as much in memory.
const MOST_SHARED: u64 = 48 * 1024 * 1024;
/// The most bytes of the part that says how cells look.
const MOST_STYLES: u64 = 1024 * 1024;
/// The longest piece of that part: the reader gives each look of a cell its own copy of the pieces that it is made of.
const LONGEST_STYLE: usize = 1024;
/// An attribute by which a part says for how much the reader is to prepare itself, and the reader does.
const PROMISE: &[u8] = b"uniqueCount";

/// Unfolds everything once, keeping only the part at hand.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::BrokenWorkbook)?;
    if archive.index_for_name(CONTENT_TYPES).is_none() {
        return Err(Unreadable::OtherArchive);
    }
    if archive.len() > MOST_PARTS {
        return Err(Unreadable::TooLarge);
    }
    let (mut left, mut part) = (MOST_BYTES, Vec::new());
    for number in 0..archive.len() {
        let unfolding = archive.by_index(number).map_err(|_| Unreadable::BrokenWorkbook)?;
        let name = unfolding.name().map_err(|_| Unreadable::BrokenWorkbook)?.to_ascii_lowercase();
        part.clear();
        // What the archive says of its own sizes is not believed.
        unfolding.take(left + 1).read_to_end(&mut part).map_err(|_| Unreadable::BrokenWorkbook)?;
        let size = part.len() as u64;
        left = left.checked_sub(size).ok_or(Unreadable::TooLarge)?;
        let (is_styles, is_shared) = (name.ends_with("styles.xml"), name.ends_with("sharedstrings.xml"));
        let longest = || part.split(|byte| *byte == b'<').map(<[u8]>::len).max().unwrap_or_default();
        if is_shared && size > MOST_SHARED || is_styles && (size > MOST_STYLES || longest() > LONGEST_STYLE) {
            return Err(Unreadable::TooLarge);
        }
        if is_shared && !is_honest(&part) {
            return Err(Unreadable::BrokenWorkbook);
        }
    }
    Ok(())
}

/// Whether a part promises no more than it can hold: each promise is a plain number, and not above the number of bytes.
fn is_honest(part: &[u8]) -> bool {
    let mut rest = part;
    while let Some(place) = rest.windows(PROMISE.len()).position(|window| window == PROMISE) {
        rest = &rest[place + PROMISE.len()..];
        let mut value = rest.iter().skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\''));
        let mut number = 0_u64;
        for byte in value.by_ref().take_while(|byte| !matches!(byte, b'"' | b'\'')).take(20) {
            if !byte.is_ascii_digit() {
                return false;
            }
            number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
        }
        if number > part.len() as u64 {
            return false;
        }
    }
    true
}
