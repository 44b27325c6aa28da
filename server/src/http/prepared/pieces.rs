//! Brotli in pieces: compressed texts that follow one another in one stream, with texts as they are between them.
//!
//! What does not change of a page is compressed once and well; what differs from one citizen to the next is written between, and nothing is
//! compressed while a citizen waits. The format allows it (RFC 7932, section 9.2): a stream is a row of meta-blocks, and each piece here is
//! some whole ones that refer to nothing before them and end at a byte.

use brotli::enc::{BrotliCompress, BrotliEncoderParams};

/// How well pieces are compressed: the highest takes ten times as long for six bytes in a hundred fewer.
const QUALITY: i32 = 9;
/// The window reaches back 256 KB (2¹⁸), more than any page has, and a cheap phone need not set aside more.
const WINDOW: i32 = 18;
/// The start of a stream: that window (4 bits, `0011`), then an empty meta-block (6 bits, `000110`) up to the end of a byte.
pub(super) const START: [u8; 2] = [0b0110_0011, 0];
/// The end of a stream: an empty last meta-block.
pub(super) const END: u8 = 0b11;
/// The longest text that a meta-block with a length of 16 bits holds.
const LONGEST: usize = 1 << 16;

/// A compressed piece; `None` if the encoder fails.
pub(super) fn compressed(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let parameters = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: text.len(),
        // Nothing that depends on what comes before, no header and no end, and whole bytes.
        catable: true,
        appendable: true,
        use_dictionary: false,
        bare_stream: true,
        byte_align: true,
        ..BrotliEncoderParams::default()
    };
    let mut piece = Vec::new();
    BrotliCompress(&mut text.as_bytes(), &mut piece, &parameters).ok()?;
    Some(piece)
}

/// Adds a text as it is, in meta-blocks that are not compressed: no last one (1 bit), length less one in 16 bits (2 and 16 bits), not
/// compressed (1 bit).
pub(super) fn verbatim(text: &str, stream: &mut Vec<u8>) {
    for part in text.as_bytes().chunks(LONGEST) {
        // A part has at most 2¹⁶ bytes.
        let header = (u32::try_from(part.len() - 1).unwrap_or_default() << 3) | (1 << 19);
        stream.extend_from_slice(&header.to_le_bytes()[..3]);
        stream.extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::{END, LONGEST, START, compressed, verbatim};

    /// What a reader makes of pieces, with a text as it is after each but the last.
    fn read(pieces: &[String], gap: &str) -> String {
        let mut stream = START.to_vec();
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                verbatim(gap, &mut stream);
            }
            stream.extend(compressed(piece).unwrap());
        }
        stream.push(END);
        let mut text = String::new();
        brotli::Decompressor::new(stream.as_slice(), 4096).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn lengths_at_their_bounds_come_back() {
        let piece = "Anh/Chị hài lòng? ".repeat(9_000);
        for length in [0, 1, 2, 3, 36, LONGEST - 1, LONGEST, LONGEST + 1] {
            let gap = "x".repeat(length);
            for piece in ["", "a", "ab", "abc", &piece] {
                let pieces = [piece.to_owned(), piece.to_owned(), String::new()];
                assert!(read(&pieces, &gap) == pieces.join(&gap), "gaps of {length}, pieces of {}", piece.len());
            }
        }
    }

    proptest! {
        #[test]
        fn any_pieces_come_back(pieces in prop::collection::vec("(?s).{0,300}", 1..6), gap in "(?s).{0,80}") {
            prop_assert_eq!(read(&pieces, &gap), pieces.join(&gap));
        }
    }
}
