//! Data of a file of SPSS as they are packed: numbers in a byte where they are small, texts in pieces of eight bytes and in parts where they are long.

/// The longest text of a variable that has one name only.
pub(super) const SHORT: usize = 255;
/// How much of a longer text is counted to each of its parts.
const PART: usize = 252;
/// What is added to small numbers that are written in a byte.
pub(super) const BIAS: f64 = 100.0;

/// Opcodes of packed data.
const LITERAL: u8 = 253;
const SPACES: u8 = 254;
const MISSING: u8 = 255;

/// Data on its way: eight opcodes, then what they do not say themselves.
#[derive(Debug, Default)]
pub(super) struct Packed {
    codes: Vec<u8>,
    literals: Vec<u8>,
    pub ready: Vec<u8>,
}

impl Packed {
    fn put(&mut self, code: u8, literal: Option<[u8; 8]>) {
        self.codes.push(code);
        self.literals.extend(literal.into_iter().flatten());
        if self.codes.len() == 8 {
            self.flush();
        }
    }

    pub fn flush(&mut self) {
        if !self.codes.is_empty() {
            self.codes.resize(8, 0);
            self.ready.append(&mut self.codes);
            self.ready.append(&mut self.literals);
        }
    }

    pub fn number(&mut self, number: Option<f64>) {
        match number {
            None => self.put(MISSING, None),
            Some(number) => {
                let biased = number + BIAS;
                if biased.fract() == 0.0 && (1.0..=251.0).contains(&biased) {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, from 1 to 251")]
                    self.put(biased as u8, None);
                } else {
                    self.put(LITERAL, Some(number.to_le_bytes()));
                }
            }
        }
    }

    /// A text in so many bytes, with spaces after it.
    pub fn text(&mut self, text: &str, width: usize) {
        let text = cut(text, width).as_bytes();
        for part in parts(width) {
            let start = part.start.min(text.len());
            let here = &text[start..part.end.min(text.len())];
            for eight in 0..part.width.div_ceil(8) {
                let mut literal = [b' '; 8];
                let piece = here.get(eight * 8..).unwrap_or_default();
                let length = piece.len().min(8);
                literal[..length].copy_from_slice(&piece[..length]);
                if literal == [b' '; 8] { self.put(SPACES, None) } else { self.put(LITERAL, Some(literal)) }
            }
        }
    }
}

/// A part of a text: which bytes it holds, and how wide it is said to be.
pub(super) struct Part {
    start: usize,
    end: usize,
    pub width: usize,
}

/// The parts in which a text of a width is written.
pub(super) fn parts(width: usize) -> Vec<Part> {
    if width <= SHORT {
        return vec![Part { start: 0, end: width, width }];
    }
    let count = width.div_ceil(PART);
    let part = |number: usize| {
        let wide = if number + 1 < count { SHORT } else { width - number * PART };
        Part { start: number * SHORT, end: (number + 1) * SHORT, width: wide }
    };
    (0..count).map(part).collect()
}

/// As much of a text as fits into so many bytes.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{Packed, cut, parts};

    #[test]
    fn texts_are_cut_between_letters_and_written_in_parts() {
        assert_eq!((cut("ếế", 4), cut("ếế", 6), cut("", 0)), ("ế", "ếế", ""));
        let widths = |width| parts(width).iter().map(|part| part.width).collect::<Vec<_>>();
        assert_eq!(widths(255), [255]);
        assert_eq!(widths(256), [255, 4]);
        assert_eq!(widths(600), [255, 255, 96]);
        for width in 1..2_000 {
            let room: usize = parts(width).iter().map(|part| part.width).sum();
            assert!(room >= width);
        }
    }

    #[test]
    fn numbers_are_packed_as_spss_does() {
        let mut packed = Packed::default();
        for number in [Some(5.0), None, Some(-99.0), Some(151.0), Some(152.0), Some(0.5)] {
            packed.number(number);
        }
        packed.flush();
        assert_eq!(packed.ready[..8], [105, 255, 1, 251, 253, 253, 0, 0]);
        assert_eq!(packed.ready[8..16], 152.0_f64.to_le_bytes());
    }
}
