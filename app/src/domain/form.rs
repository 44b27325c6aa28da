//! What the forms of units, sectors and targets share: what stands in a field, and what is wrong with it.

use super::language::Language;
use super::submission::Fields;
use super::texts::Texts;

/// What is wrong with a form: the field's name, and the key of the words that say so.
pub type Problems = Vec<(&'static str, &'static str)>;

/// The field of a code.
pub const CODE: &str = "code";
/// The field of a name in Vietnamese.
pub const NAME_VI: &str = "name-vi";
/// The field of a name in English.
pub const NAME_EN: &str = "name-en";
/// The field of the one above.
pub const PARENT: &str = "parent";

/// The most characters of a name.
pub const LONGEST_NAME: usize = 200;

/// What stands in a field of one line: without white space around it, and with one space for any other. What nobody can see or type is left
/// out.
#[must_use]
pub fn line(fields: &Fields, name: &str) -> String {
    let text: String = fields.first(name).unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in a field of several lines: its lines as they are, without white space around the whole. What nobody can see or type is left
/// out.
#[must_use]
pub fn paragraphs(fields: &Fields, name: &str) -> String {
    let text = fields.first(name).unwrap_or_default().replace("\r\n", "\n");
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The name in both languages, of which the Vietnamese is needed; other languages stay as they were.
#[must_use]
pub fn names(fields: &Fields, old: Texts, problems: &mut Problems) -> Texts {
    let (vi, en) = (line(fields, NAME_VI), line(fields, NAME_EN));
    if vi.is_empty() {
        problems.push((NAME_VI, "name-missing"));
    }
    for (field, name) in [(NAME_VI, &vi), (NAME_EN, &en)] {
        if name.chars().count() > LONGEST_NAME {
            problems.push((field, "name-too-long"));
        }
    }
    old.with(Language::Vi, &vi).with(Language::En, &en)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, NAME_EN, NAME_VI, Problems, line, names, paragraphs};
    use crate::domain::language::Language;
    use crate::domain::submission::Fields;
    use crate::domain::texts::Texts;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_line_has_no_loose_space_and_nothing_unseen() {
        assert_eq!(line(&fields(&[("x", "  Xã \t\n Một\0 ")]), "x"), "Xã Một");
        assert_eq!(line(&Fields::default(), "x"), "");
        assert_eq!(paragraphs(&fields(&[("x", " Một\r\n\tHai\0 \n")]), "x"), "Một\n Hai");
    }

    #[test]
    fn a_name_is_needed_in_vietnamese_only_and_other_languages_stay() {
        let mut problems = Problems::new();
        let old = Texts::new([("vi", "Cũ"), ("en", "Old"), ("fr", "Ancien")]);
        let new = names(&fields(&[(NAME_VI, "Mới"), (NAME_EN, " ")]), old.clone(), &mut problems);
        assert_eq!((new, problems.len()), (Texts::new([("vi", "Mới"), ("fr", "Ancien")]), 0));
        let long = "ă".repeat(LONGEST_NAME + 1);
        let new = names(&fields(&[(NAME_EN, &long)]), old, &mut problems);
        assert_eq!(problems, [(NAME_VI, "name-missing"), (NAME_EN, "name-too-long")]);
        assert_eq!(new.only(Language::En), long);
    }
}
