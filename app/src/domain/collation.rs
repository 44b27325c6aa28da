//! The order of Vietnamese names, as dictionaries have it.

use unicode_normalization::UnicodeNormalization;

/// What a text is sorted by. Letters come first (a ă â b c d đ e ê …), tones decide between texts of the same letters (ngang, huyền, hỏi,
/// ngã, sắc, nặng), and numbers count by their value: "Xã 2" before "Xã 10". Composed and decomposed forms, capitals and small letters
/// sort alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    letters: Vec<Letter>,
    tones: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Number(u64),
    /// A base letter and which letter is made of it: 0 itself, 1 with a breve or a stroke, 2 with a circumflex, 3 with a horn.
    Base(char, u8),
}

impl SortKey {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut key = Self { letters: Vec::new(), tones: Vec::new() };
        let mut in_number = false;
        for c in text.nfd().flat_map(char::to_lowercase) {
            let digit = c.to_digit(10).map(u64::from);
            match (digit, key.letters.last_mut()) {
                (Some(digit), Some(Letter::Number(number))) if in_number => {
                    *number = number.saturating_mul(10).saturating_add(digit);
                }
                (Some(digit), _) => key.push(Letter::Number(digit)),
                (None, last) => match (c, last) {
                    ('\u{306}', Some(Letter::Base(_, form))) => *form = 1,
                    ('\u{302}', Some(Letter::Base(_, form))) => *form = 2,
                    ('\u{31b}', Some(Letter::Base(_, form))) => *form = 3,
                    ('đ', _) => key.push(Letter::Base('d', 1)),
                    _ => match tone(c) {
                        Some(tone) => key.tones.iter_mut().last().into_iter().for_each(|last| *last = tone),
                        None => key.push(Letter::Base(c, 0)),
                    },
                },
            }
            in_number = digit.is_some();
        }
        key
    }

    fn push(&mut self, letter: Letter) {
        self.letters.push(letter);
        self.tones.push(0);
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
