//! Search without diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as people type it in a hurry: lower case, without tone and vowel marks, đ as d. Composed and decomposed forms fold alike.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_case_and_form_do_not_matter() {
        assert_eq!(fold("Đất đai Ở MẪU"), "dat dai o mau");
        assert_eq!(fold("Mẫu"), fold("M\u{61}\u{302}\u{303}u"));
    }
}
