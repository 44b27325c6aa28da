//! From the fields of a form to an index of a unit in a year.

use super::form::{Problems, line};
use super::outside_index::{Goal, MOST_PLACES, OutsideIndex, Standing, USUAL};
use super::role::Reach;
use super::submission::Fields;
use super::target_form::{YEARS, percent_text};
use super::tree::Tree;
use super::unit::Unit;
use crate::domain::language::Language;

/// The field of the index's name.
pub const NAME: &str = "name";
/// The field of the unit.
pub const UNIT: &str = "unit";
/// The field of the year.
pub const YEAR: &str = "year";
/// The field of the value.
pub const VALUE: &str = "value";
/// The field of the rank.
pub const RANK: &str = "rank";
/// The field of the kind of goal, by its word; empty for none.
pub const GOAL: &str = "goal";
/// The field of what is to be reached.
pub const AMOUNT: &str = "amount";
/// The field of where it was published, and who set the goal.
pub const SOURCE: &str = "source";

/// The most characters of a name.
pub const LONGEST_NAME: usize = 80;
/// The most characters of a source.
pub const LONGEST_SOURCE: usize = 300;
/// The greatest value of an index.
const GREATEST: f64 = 1_000_000.0;

/// What the fields show, with the decimal sign of a language.
#[must_use]
pub fn fields(index: &OutsideIndex, language: Language) -> Vec<(&'static str, String)> {
    let number = |number: f64| percent_text(number, language);
    vec![
        (NAME, index.name.clone()),
        (UNIT, index.unit.to_string()),
        (YEAR, index.year.to_string()),
        (VALUE, index.standing.value.map(number).unwrap_or_default()),
        (RANK, index.standing.rank.map(|rank| rank.to_string()).unwrap_or_default()),
        (GOAL, index.goal.map(|goal| goal.word().to_owned()).unwrap_or_default()),
        (AMOUNT, index.goal.map(|goal| number(goal.amount())).unwrap_or_default()),
        (SOURCE, index.source.clone()),
    ]
}

/// The index that a form describes.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, units: &Tree<Unit>, reach: &Reach) -> Result<OutsideIndex, Problems> {
    let mut problems = Problems::new();
    let typed = line(fields, NAME);
    if typed.is_empty() {
        problems.push((NAME, "index-name-missing"));
    } else if typed.chars().count() > LONGEST_NAME {
        problems.push((NAME, "index-name-long"));
    }
    // One spelling of the usual names, so that their years come together.
    let usual = USUAL.iter().find(|usual| usual.to_lowercase() == typed.to_lowercase());
    let name = usual.map_or(typed, |usual| (*usual).to_owned());
    let unit = units.get(&line(fields, UNIT)).filter(|unit| reach.has(units, unit.code.as_str()));
    if unit.is_none() {
        problems.push((UNIT, "target-unit-wrong"));
    }
    let year = line(fields, YEAR).parse().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        problems.push((YEAR, "target-year-wrong"));
    }
    let value = optional(fields, VALUE, number, &mut problems, "index-value-wrong");
    let places = |text: &str| text.parse().ok().filter(|rank| (1..=MOST_PLACES).contains(rank));
    let rank = optional(fields, RANK, places, &mut problems, "index-rank-wrong");
    let goal = goal(fields, &mut problems);
    if value.is_none() && rank.is_none() && goal.is_none() && problems.is_empty() {
        problems.push((VALUE, "index-nothing"));
    }
    let source = line(fields, SOURCE);
    if source.is_empty() {
        problems.push((SOURCE, "index-source-missing"));
    } else if source.chars().count() > LONGEST_SOURCE {
        problems.push((SOURCE, "index-source-long"));
    }
    match (unit, year) {
        (Some(unit), Some(year)) if problems.is_empty() => {
            Ok(OutsideIndex { name, unit: unit.code.clone(), year, standing: Standing { value, rank }, goal, source })
        }
        _ => Err(problems),
    }
}

/// What stands in a field that may be empty.
fn optional<T>(
    fields: &Fields,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
    problems: &mut Problems,
    wrong: &'static str,
) -> Option<T> {
    let text = line(fields, name);
    let read = read(&text);
    if read.is_none() && !text.is_empty() {
        problems.push((name, wrong));
    }
    read
}

fn goal(fields: &Fields, problems: &mut Problems) -> Option<Goal> {
    let (word, amount) = (line(fields, GOAL), line(fields, AMOUNT));
    match (word.is_empty(), amount.is_empty()) {
        (true, true) => return None,
        (true, false) => {
            problems.push((GOAL, "index-goal-missing"));
            return None;
        }
        _ => {}
    }
    let goal = number(&amount).and_then(|amount| Goal::of(&word, amount));
    if goal.is_none() {
        problems.push((AMOUNT, "index-amount-wrong"));
    }
    goal
}

/// A number of at most four decimals, with a comma or a point before them.
fn number(text: &str) -> Option<f64> {
    let text = text.replace(',', ".");
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if text.is_empty() || decimals > 4 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    text.parse().ok().filter(|number| (0.0..=GREATEST).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::texts::Texts;
    use crate::domain::unit::UnitKind;

    fn judged(changes: &[(&str, &str)]) -> Result<OutsideIndex, Problems> {
        let usual = [
            (NAME, "par index"),
            (UNIT, "xa"),
            (YEAR, "2025"),
            (VALUE, "88,5"),
            (RANK, "12"),
            (GOAL, "top-rank"),
            (AMOUNT, "10"),
            (SOURCE, "Quyết định công bố"),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let fields = kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let unit = |code: &str| Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        judge(&fields, &Tree::new(vec![unit("xa"), unit("khac")]), &Reach::Units(vec!["xa".parse().unwrap()]))
    }

    #[test]
    fn what_is_typed_becomes_an_index() {
        let one = judged(&[]).unwrap();
        assert_eq!((one.name.as_str(), one.standing.rank, one.goal), ("PAR INDEX", Some(12), Some(Goal::TopRank(10))));
        assert_eq!(fields(&one, Language::Vi)[3], (VALUE, "88,5".to_owned()));
        let only_goal = judged(&[(VALUE, ""), (RANK, "")]).unwrap();
        assert_eq!(only_goal.standing, Standing::default());
        assert_eq!(judged(&[(NAME, "Chỉ số riêng")]).unwrap().name, "Chỉ số riêng");
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        for (changes, problem) in [
            (&[(NAME, " ")][..], (NAME, "index-name-missing")),
            (&[(UNIT, "khac")], (UNIT, "target-unit-wrong")),
            (&[(YEAR, "25")], (YEAR, "target-year-wrong")),
            (&[(VALUE, "1.234,5")], (VALUE, "index-value-wrong")),
            (&[(VALUE, "-1")], (VALUE, "index-value-wrong")),
            (&[(RANK, "0")], (RANK, "index-rank-wrong")),
            (&[(GOAL, "")], (GOAL, "index-goal-missing")),
            (&[(AMOUNT, "2,5")], (AMOUNT, "index-amount-wrong")),
            (&[(AMOUNT, "")], (AMOUNT, "index-amount-wrong")),
            (&[(VALUE, ""), (RANK, ""), (GOAL, ""), (AMOUNT, "")], (VALUE, "index-nothing")),
            (&[(SOURCE, "")], (SOURCE, "index-source-missing")),
        ] {
            assert_eq!(judged(changes).unwrap_err(), [problem], "{changes:?}");
        }
    }
}
