//! The order of Vietnamese names, as dictionaries have it.

use unicode_normalization::UnicodeNormalization;

/// What a text is sorted by. Letters come first (a ă â b c d đ e ê …), tones decide between texts of the same letters (ngang, huyền, hỏi,
/// ngã, sắc, nặng), and numbers count by their value: "Xã 2" before "Xã 10". Composed and decomposed forms, capitals and small letters
/// sort alike.
///
/// It is one row of bytes, because lists of ten thousand names are sorted by it: each letter, an end that is smaller than any letter, and the
/// tones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<u8>);

/// What a letter begins with: numbers come before letters, and the end before both.
const END: u8 = 0;
const NUMBER: u8 = 1;
const PLAIN: u8 = 2;
const OTHER: u8 = 3;

/// A key that is being made.
#[derive(Default)]
struct Making {
    letters: Vec<u8>,
    tones: Vec<u8>,
    /// The number at the end, if the last letter is one.
    number: Option<u64>,
}

impl SortKey {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut making = Making { letters: Vec::with_capacity(4 * text.len()), ..Making::default() };
        let mut in_number = false;
        let mut rest = text;
        while !rest.is_empty() {
            // What needs no table is not looked up in one.
            let plain = rest.bytes().take_while(u8::is_ascii).count();
            for byte in rest.bytes().take(plain) {
                making.take(char::from(byte.to_ascii_lowercase()), &mut in_number);
            }
            rest = &rest[plain..];
            let coded = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
            for c in rest[..coded].nfd().flat_map(char::to_lowercase) {
                making.take(c, &mut in_number);
            }
            rest = &rest[coded..];
        }
        let Making { mut letters, mut tones, .. } = making;
        letters.push(END);
        letters.append(&mut tones);
        Self(letters)
    }
}

impl Making {
    /// Takes the next letter, digit or mark.
    fn take(&mut self, c: char, in_number: &mut bool) {
        let digit = c.to_digit(10).map(u64::from);
        match digit {
            Some(digit) => {
                let before = self.number.filter(|_| *in_number);
                if before.is_some() {
                    self.letters.truncate(self.letters.len() - 1 - size_of::<u64>());
                } else {
                    self.tones.push(0);
                }
                let number = before.map_or(digit, |number| number.saturating_mul(10).saturating_add(digit));
                self.letters.push(NUMBER);
                self.letters.extend(number.to_be_bytes());
                self.number = Some(number);
            }
            None => match (form(c), tone(c)) {
                // Which letter is made of the last one: 0 itself, 1 with a breve or a stroke, 2 with a circumflex, 3 with a horn.
                (Some(form), _) if !self.tones.is_empty() && self.number.is_none() => {
                    self.letters.pop();
                    self.letters.push(form);
                }
                (None, Some(tone)) => self.tones.iter_mut().last().into_iter().for_each(|last| *last = tone),
                _ if c == 'đ' => self.letter('d', 1),
                _ => self.letter(c, 0),
            },
        }
        *in_number = digit.is_some();
    }

    fn letter(&mut self, base: char, form: u8) {
        if let Some(base) = u8::try_from(base).ok().filter(u8::is_ascii) {
            self.letters.extend([PLAIN, base, form]);
        } else {
            let [_, code @ ..] = u32::from(base).to_be_bytes();
            self.letters.push(OTHER);
            self.letters.extend(code);
            self.letters.push(form);
        }
        self.tones.push(0);
        self.number = None;
    }
}

/// The letter that a mark makes of the one before it.
const fn form(mark: char) -> Option<u8> {
    match mark {
        '\u{306}' => Some(1),
        '\u{302}' => Some(2),
        '\u{31b}' => Some(3),
        _ => None,
    }
}

/// The place of a tone in the order of tones.
const fn tone(mark: char) -> Option<u8> {
    match mark {
        '\u{300}' => Some(1),
        '\u{309}' => Some(2),
        '\u{303}' => Some(3),
        '\u{301}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::SortKey;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn letters_then_tones_then_nothing() {
        let ordered = [
            "An",
            "Ăn",
            "Ân",
            "Ba",
            "Bà",
            "Bả",
            "Bã",
            "Bá",
            "Bạ",
            "Bà Rịa",
            "Dương",
            "Đa",
            "Đất",
            "E",
            "Ê",
            "O",
            "Ô",
            "Ơ",
            "U",
            "Ư",
            "Xã 2",
            "Xã 10",
            "Xã A",
        ];
        let mut shuffled: Vec<&str> = ordered.into_iter().rev().collect();
        shuffled.sort_by_key(|text| SortKey::of(text));
        assert_eq!(shuffled, ordered);
    }

    #[test]
    fn forms_and_capitals_sort_alike() {
        for text in ["Đắk Lắk", "Thừa Thiên Huế", "Ơ Đu", "Ngũ Hành Sơn"] {
            let decomposed: String = text.nfd().collect();
            assert_eq!(SortKey::of(text), SortKey::of(&decomposed));
            assert_eq!(SortKey::of(text), SortKey::of(&text.to_uppercase()));
        }
        assert_eq!(
            SortKey::of("99999999999999999999999"),
            SortKey::of("999999999999999999999999"),
            "beyond counting, numbers are alike"
        );
        assert_eq!(SortKey::of("\u{301}"), SortKey::of(""), "a mark without a letter is none");
    }
}
