//! From the fields of forms to themes and to the minimum of comments: the one place where what an administrator says of them is judged.

use super::code::Code;
use super::fold::fold;
use super::form::{NAME_EN, NAME_VI, Problems, line, names, paragraphs};
use super::language::Language;
use super::submission::Fields;
use super::texts::Texts;
use super::theme::{MINIMA, Theme, spaced};

/// The field of the keywords, one on each line.
pub const KEYWORDS: &str = "keywords";
/// The field of what analysts should know, in Vietnamese.
pub const HINT_VI: &str = "hint-vi";
/// The field of what analysts should know, in English.
pub const HINT_EN: &str = "hint-en";
/// The field of how many respondents there must be where a comment is shown.
pub const LEAST_RESPONDENTS: &str = "least-respondents";

/// The most keywords of a theme.
pub const MOST_KEYWORDS: usize = 200;
/// The most characters of a keyword.
const LONGEST_KEYWORD: usize = 60;
/// The most characters of the field of keywords.
pub const LONGEST_KEYWORDS: usize = MOST_KEYWORDS * (LONGEST_KEYWORD + 1);
/// The most characters of a hint.
pub const LONGEST_HINT: usize = 500;
/// The most themes: each is looked for in each comment.
pub const MOST_THEMES: usize = 40;
/// The most characters of a code that is made of a name.
const LONGEST_CODE: usize = 30;
/// What stands in addresses in the place of a theme's code, so that none is called so.
pub const RESERVED: &str = "minimum";

/// What the fields of a theme show.
#[must_use]
pub fn fields(theme: &Theme) -> [(&'static str, String); 5] {
    [
        (NAME_VI, theme.name.only(Language::Vi).to_owned()),
        (NAME_EN, theme.name.only(Language::En).to_owned()),
        (KEYWORDS, theme.keywords.join("\n")),
        (HINT_VI, theme.hint.only(Language::Vi).to_owned()),
        (HINT_EN, theme.hint.only(Language::En).to_owned()),
    ]
}

/// The theme that a form describes: a new one, or `old` as it is to be.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, old: Option<&Theme>, themes: &[Theme]) -> Result<Theme, Problems> {
    let mut problems = Problems::new();
    let name = names(fields, old.map(|old| old.name.clone()).unwrap_or_default(), &mut problems);
    let keywords = keywords(fields, &mut problems);
    let mut hint = old.map(|old| old.hint.clone()).unwrap_or_default();
    for (field, language) in [(HINT_VI, Language::Vi), (HINT_EN, Language::En)] {
        let text = paragraphs(fields, field);
        if text.chars().count() > LONGEST_HINT {
            problems.push((field, "theme-hint-too-long"));
        }
        hint = hint.with(language, &text);
    }
    if old.is_none() && themes.len() >= MOST_THEMES {
        problems.push(("", "themes-too-many"));
    }
    let code = match old {
        Some(old) => Some(old.code.clone()),
        None => new_code(&name, themes),
    };
    match code {
        Some(code) if problems.is_empty() => Ok(Theme { code, name, keywords, hint }),
        _ => Err(problems),
    }
}

/// The keywords, each once, whatever their marks and case.
fn keywords(fields: &Fields, problems: &mut Problems) -> Vec<String> {
    let text = paragraphs(fields, KEYWORDS);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty());
    let mut keywords: Vec<String> = Vec::new();
    for keyword in lines {
        if !keywords.iter().any(|known| spaced(known) == spaced(&keyword)) {
            keywords.push(keyword);
        }
    }
    if keywords.is_empty() {
        problems.push((KEYWORDS, "theme-keywords-missing"));
    } else if keywords.iter().any(|keyword| keyword.chars().count() > LONGEST_KEYWORD || spaced(keyword).len() < 4) {
        problems.push((KEYWORDS, "theme-keyword-wrong"));
    } else if keywords.len() > MOST_KEYWORDS {
        problems.push((KEYWORDS, "theme-keywords-too-many"));
    }
    keywords
}

/// A code that a name suggests and no other theme has.
fn new_code(name: &Texts, themes: &[Theme]) -> Option<Code> {
    let plain: String = fold(name.get(Language::Vi)).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut slug = String::new();
    for word in plain.split_whitespace() {
        if slug.len() + word.len() < LONGEST_CODE {
            slug = if slug.is_empty() { word.to_owned() } else { format!("{slug}-{word}") };
        }
    }
    if !slug.starts_with(|c: char| c.is_ascii_lowercase()) {
        "theme".clone_into(&mut slug);
    }
    let is_free = |code: &String| code != RESERVED && !themes.iter().any(|theme| theme.code.as_str() == code);
    let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
    std::iter::once(slug.clone()).chain(numbered).find(is_free).and_then(|code| code.parse().ok())
}

/// How many respondents there must be where a comment is shown.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_minimum(fields: &Fields) -> Result<u64, Problems> {
    let minimum = line(fields, LEAST_RESPONDENTS).parse().ok().filter(|minimum| MINIMA.contains(minimum));
    minimum.ok_or_else(|| vec![(LEAST_RESPONDENTS, "comments-minimum-wrong")])
}

#[cfg(test)]
mod tests {
    use super::{HINT_VI, KEYWORDS, LEAST_RESPONDENTS, MOST_KEYWORDS, judge, judge_minimum};
    use crate::domain::form::{NAME_EN, NAME_VI, Problems};
    use crate::domain::submission::Fields;
    use crate::domain::theme::{CommentRules, Theme};

    fn fields(changes: &[(&str, &str)]) -> Fields {
        let usual = [(NAME_VI, "Chỗ để xe"), (NAME_EN, "Parking"), (KEYWORDS, "bãi xe\nchỗ  để xe\nBAI XE\n\n"), (HINT_VI, "")];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn judged(changes: &[(&str, &str)]) -> Result<Theme, Problems> {
        judge(&fields(changes), None, &CommentRules::usual().themes)
    }

    #[test]
    fn keywords_are_kept_once_and_the_code_comes_from_the_name() {
        let theme = judged(&[]).unwrap();
        assert_eq!((theme.code.as_str(), theme.keywords), ("cho-de-xe", vec!["bãi xe".to_owned(), "chỗ để xe".to_owned()]));
        let mut themes = CommentRules::usual().themes;
        themes.push(judged(&[]).unwrap());
        assert_eq!(judge(&fields(&[]), None, &themes).unwrap().code.as_str(), "cho-de-xe-2");
        assert_eq!(judged(&[(NAME_VI, "Minimum")]).unwrap().code.as_str(), "minimum-2");
        assert_eq!(judged(&[(NAME_VI, "24/7")]).unwrap().code.as_str(), "theme");
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let many = (0..=MOST_KEYWORDS).map(|number| format!("từ {number}\n")).collect::<String>();
        for (field, value, key) in [
            (NAME_VI, "", "name-missing"),
            (KEYWORDS, " \n ", "theme-keywords-missing"),
            (KEYWORDS, "chờ\n?!", "theme-keyword-wrong"),
            (KEYWORDS, "a", "theme-keyword-wrong"),
            (KEYWORDS, many.as_str(), "theme-keywords-too-many"),
            (HINT_VI, "x".repeat(501).as_str(), "theme-hint-too-long"),
        ] {
            assert_eq!(judged(&[(field, value)]).unwrap_err(), [(field, key)], "{field}");
        }
        let minimum = |value: &str| judge_minimum(&[(LEAST_RESPONDENTS.to_owned(), value.to_owned())].into_iter().collect());
        assert_eq!(minimum("30"), Ok(30));
        for wrong in ["", "9", "1001", "x", "-30"] {
            assert!(minimum(wrong).is_err(), "{wrong}");
        }
    }
}
