//! Where in the text of a questionnaire file a fault stands, for people who mend it.

use app::domain::questionnaire::fault::Fault;
use app::pages::manage::questionnaires::FileFault;
use app::text::Words;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::file::{FileError, LARGEST};

/// How many lines before and after a fault are shown with it.
const AROUND: usize = 2;

/// The places of a file's tables, read again for their positions only.
#[derive(Deserialize)]
struct Tables {
    #[serde(default)]
    aspect: Vec<Spanned<IgnoredAny>>,
    #[serde(default)]
    section: Vec<Spanned<Section>>,
    #[serde(default)]
    index: Option<Spanned<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    code: String,
    #[serde(default)]
    item: Vec<Spanned<IgnoredAny>>,
}

/// What is wrong with a text, each with its place.
#[must_use]
pub fn faults(words: Words, text: &str, error: &FileError) -> Vec<FileFault> {
    match error {
        FileError::TooLarge => {
            let what = words.with("version-file-long", &[("longest", &words.number(LARGEST as u64))]);
            vec![FileFault { at: None, what, technically: None, around: Vec::new() }]
        }
        FileError::Shape(shape) => {
            let at = shape.span().map(|span| place(text, span.start));
            let technically = Some(shape.message().to_owned());
            vec![FileFault { at, what: words.t("version-file-shape"), technically, around: around(text, at) }]
        }
        FileError::Faults(faults) => {
            let tables = toml::from_str::<Tables>(text).ok();
            let fault = |fault: &Fault| {
                let at = tables.as_ref().and_then(|tables| start(tables, &fault.place)).map(|start| place(text, start));
                FileFault { at, what: fault.told(words), technically: None, around: around(text, at) }
            };
            faults.iter().map(fault).collect()
        }
    }
}

/// The first byte of the table that a fault names as people do: "factor access, item 3, option 2".
fn start(tables: &Tables, place: &str) -> Option<usize> {
    let mut parts = place.split(", ");
    let (kind, name) = parts.next()?.split_once(' ').unwrap_or((place, ""));
    let number = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    match kind {
        "aspect" => Some(tables.aspect.get(number(name)?)?.span().start),
        "index" => Some(tables.index.as_ref()?.span().start),
        "factor" | "section" => {
            let section = tables.section.iter().find(|section| section.get_ref().code == name)?;
            let item = parts.next().and_then(|part| part.strip_prefix("item ")).and_then(number);
            let item = item.and_then(|item| section.get_ref().item.get(item));
            Some(item.map_or(section.span().start, |item| item.span().start))
        }
        _ => None,
    }
}

/// The line and the column, both from 1, of a byte.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn around(text: &str, at: Option<(usize, usize)>) -> Vec<(usize, String)> {
    let Some((line, _)) = at else { return Vec::new() };
    let first = line.saturating_sub(AROUND).max(1);
    let lines = text.lines().enumerate().skip(first - 1).take(line + AROUND + 1 - first);
    // A line of a file may be as long as the file; what is shown of it is enough to find it.
    lines.map(|(number, line)| (number + 1, line.chars().take(160).collect())).collect()
}

#[cfg(test)]
mod tests {
    use app::domain::language::Language;
    use app::text::Words;

    use super::super::file::read;
    use super::{faults, place};

    const FILE: &str = include_str!("../../instruments/quick-kiosk.toml");

    fn lines(text: &str) -> Vec<(Option<(usize, usize)>, String)> {
        let error = read(text).unwrap_err();
        faults(Words(Language::En), text, &error).into_iter().map(|fault| (fault.at, fault.what)).collect()
    }

    #[test]
    fn a_byte_has_a_line_and_a_column() {
        let text = "một\nhai\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, text.find("hai").unwrap() + 1), (2, 2));
        assert_eq!(place(text, 999), (3, 1));
    }

    #[test]
    fn an_error_of_shape_points_at_its_line() {
        let text = "code = \"a\"\nnumber = \"một\"\n";
        let error = read(text).unwrap_err();
        let found = faults(Words(Language::En), text, &error);
        assert_eq!(found[0].at.map(|(line, _)| line), Some(2), "{found:?}");
        assert_eq!(found[0].around.first(), Some(&(1, "code = \"a\"".to_owned())));
        assert_eq!(lines("code = [").len(), 1);
    }

    #[test]
    fn a_fault_points_at_its_item() {
        let text = FILE.replacen("kind = \"satisfaction\"", "kind = \"smiley\"", 1);
        let expected = text[..text.find("smiley").unwrap()].matches('\n').count() + 1;
        let found = lines(&text);
        let (at, what) = found.iter().find(|(_, what)| what.contains("smiley")).unwrap();
        let (line, _) = at.unwrap();
        assert!(what.contains("item 1") && line <= expected && expected - line < 8, "{found:?}, expected near {expected}");
    }
}
