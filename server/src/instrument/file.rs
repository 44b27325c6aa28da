//! Reading a questionnaire file.

use app::domain::questionnaire::Version;
use app::domain::questionnaire::draft::Draft;
use app::domain::questionnaire::fault::Fault;

/// The largest file that is read, in bytes; the longest of the built-in ones has a quarter of it.
pub const LARGEST: usize = 256 * 1024;

/// Why a file is no questionnaire version.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Longer than [`LARGEST`].
    #[error("the file is longer than {LARGEST} bytes")]
    TooLarge,
    /// Not TOML, or not of the shape of `FORMAT.md`; the message has the line and column.
    #[error("{0}")]
    Shape(#[from] toml::de::Error),
    /// Of the right shape, but wrong in content.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
}

/// Reads a questionnaire version from the text of its file.
///
/// # Errors
/// A [`FileError`] that names the place of what is wrong.
pub fn read(text: &str) -> Result<Version, FileError> {
    if text.len() > LARGEST {
        return Err(FileError::TooLarge);
    }
    let draft: Draft = toml::from_str(text)?;
    Version::read(draft).map_err(FileError::Faults)
}

/// The text of a version's file, from which [`read`] makes the same version again. Comments and order within a table are not kept.
///
/// # Errors
/// When the version cannot be written as TOML; a test holds that each of ours can.
pub fn write(version: &Version) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(version.draft())
}

#[cfg(test)]
mod tests {
    use super::read;

    const GOOD: &str = r#"
code = "small"
number = 1
languages = ["vi", "en"]
about = "procedure"
minutes = 1
title = { vi = "Phiếu", en = "Form" }
purpose = { vi = "Để biết", en = "To know" }
[index]
formula = "pooled-top-two-box"
[[section]]
code = "access"
factor = true
title = { vi = "Tiếp cận", en = "Access" }
[[section.item]]
code = "a1"
kind = "satisfaction"
text = { vi = "Một", en = "One" }
[[section.item]]
code = "a2"
kind = "single"
text = { vi = "Hai", en = "Two" }
option = [{ code = "yes", text = { vi = "Có", en = "Yes" } }, { code = "no", text = { vi = "Không", en = "No" } }]
[[section.item]]
code = "a3"
kind = "several"
most = 1
text = { vi = "Ba", en = "Three" }
option = [{ code = "x", text = { vi = "X", en = "X" } }, { code = "y", text = { vi = "Y", en = "Y" } }]
ask_if = { all = [{ item = "a2", is = ["yes"] }, { not = { item = "a1", at_least = 4 } }] }
"#;

    fn faults_after(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from), "{from}");
        read(&GOOD.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn a_good_file_is_read() {
        let version = read(GOOD).unwrap();
        assert_eq!(version.items().count(), 3);
        assert_eq!(version.index_items().count(), 1);
        assert_eq!(version.item("a3").unwrap().ask_if.as_ref().unwrap().to_string(), "(all (is a2 yes) (not (at-least a1 4)))");
    }

    #[test]
    fn every_fault_names_its_place() {
        for (from, to, expected) in [
            (r#"code = "a3""#, r#"code = "a1""#, "factor access, item 3: duplicate code `a1`"),
            (r#"{ vi = "Hai", en = "Two" }"#, r#"{ vi = "Hai" }"#, "factor access, item 2: the text lacks the language `en`"),
            (r#"{ vi = "Hai", en = "Two" }"#, r#"{ vi = "Hai", en = "Two", fr = "Deux" }"#, "has the language `fr`"),
            (r#"is = ["yes"]"#, r#"is = ["perhaps"]"#, "item `a2` has no option `perhaps`"),
            (
                r#"item = "a2", is"#,
                r#"item = "a9", is"#,
                "factor access, item 3: `ask_if` names `a9`, which is not an earlier item",
            ),
            (r#"item = "a1", at_least"#, r#"item = "a2", at_least"#, "item `a2` is neither a satisfaction item nor a number"),
            ("most = 1", "most = 3", "factor access, item 3: `most` must lie between 1 and the number of options"),
            (r#"kind = "satisfaction""#, r#"kind = "smiley""#, "factor access, item 1: `kind` is `smiley`"),
            (
                r#"kind = "satisfaction""#,
                "kind = \"satisfaction\"\nmost = 2",
                "`most` does not belong to the kind `satisfaction`",
            ),
            (r#"code = "yes""#, r#"code = "no""#, "factor access, item 2, option 2: duplicate code `no`"),
            ("number = 1", "number = 0", "`number` starts at 1"),
            (r#"formula = "pooled-top-two-box""#, r#"formula = "guess""#, "index: `formula` is `guess`"),
            (
                r#"formula = "pooled-top-two-box""#,
                "formula = \"weighted-factors\"\nweights = { access = 0.9 }",
                "index: the weights add up to 0.9, not to 1",
            ),
            ("factor = true", "factor = false", "index: there is no factor to compute it from"),
            ("factor = true", "factor = true\nconsent = { vi = \"a\", en = \"b\" }", "a factor cannot need consent"),
        ] {
            let message = faults_after(from, to);
            assert!(message.contains(expected), "{message}\nlacks: {expected}");
        }
    }

    #[test]
    fn several_faults_are_told_at_once_and_shape_errors_have_a_line() {
        let message = faults_after(r#"en = "Two" }"#, r#"en = " " }"#).lines().count()
            + faults_after("minutes = 1", "minutes = 0").lines().count();
        assert_eq!(message, 2);
        assert!(faults_after("number = 1", "number = \"one\"").contains("line 3"));
        assert!(faults_after("number = 1", "number = 1\ncolour = 2").contains("unknown field `colour`"));
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for version in crate::instrument::builtin::all().unwrap() {
            let text = super::write(&version).unwrap();
            assert!(text.starts_with("code = ") && text.contains("[[section.item]]"), "{text}");
            assert_eq!(read(&text).unwrap(), version);
        }
    }
}
