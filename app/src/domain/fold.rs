//! Search without diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as people type it in a hurry: lower case, without tone and vowel marks, đ as d. Composed and decomposed forms fold alike.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Lists of ten thousand names are searched through: what needs no table is not looked up in one.
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().take_while(u8::is_ascii).count();
        folded.extend(rest[..plain].chars().map(|c| c.to_ascii_lowercase()));
        rest = &rest[plain..];
        let coded = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        let letters = rest[..coded].nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        folded.extend(letters.map(|c| if c == 'đ' { 'd' } else { c }));
        rest = &rest[coded..];
    }
    folded
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
