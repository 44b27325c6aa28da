//! From the fields of a form to a target: the one place where what an administrator says of a target is judged.

use uuid::Uuid;

use super::form::{Problems, line};
use super::language::Language;
use super::role::Reach;
use super::sector::Sector;
use super::submission::Fields;
use super::target::{Operator, Target};
use super::tree::Tree;
use super::unit::Unit;

/// The field of the unit.
pub const UNIT: &str = "unit";
/// The field of the sector.
pub const SECTOR: &str = "sector";
/// The field of the first year.
pub const FROM: &str = "from";
/// The field of the last year.
pub const TO: &str = "to";
/// The field of the operator, by its word.
pub const OPERATOR: &str = "operator";
/// The field of the percentage.
pub const PERCENT: &str = "percent";
/// The field of the decision or plan.
pub const LEGAL_BASIS: &str = "legal-basis";

/// The most characters of a legal basis.
pub const LONGEST_BASIS: usize = 300;

/// The years that make sense.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A percentage as people type it, with the decimal sign of their language and without needless zeros.
#[must_use]
pub fn percent_text(percent: f64, language: Language) -> String {
    let text = percent.to_string();
    if language == Language::Vi { text.replace('.', ",") } else { text }
}

/// What the fields of a target show; the percentage with a point before its decimals.
#[must_use]
pub fn fields(target: &Target) -> Vec<(&'static str, String)> {
    vec![
        (UNIT, target.unit.to_string()),
        (SECTOR, target.sector.to_string()),
        (FROM, target.from_year.to_string()),
        (TO, target.to_year.to_string()),
        (OPERATOR, target.operator.word().to_owned()),
        (PERCENT, target.percent.to_string()),
        (LEGAL_BASIS, target.legal_basis.clone()),
    ]
}

/// The target that a form describes: a new one, or the one called `own` as it is to be. `targets` are those that there are, of which none
/// of the same unit and sector may hold in the same year.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(
    fields: &Fields,
    own: Option<Uuid>,
    targets: &[(Uuid, Target)],
    (units, sectors, reach): (&Tree<Unit>, &Tree<Sector>, &Reach),
) -> Result<Target, Problems> {
    let mut problems = Problems::new();
    let unit = units.get(&line(fields, UNIT)).filter(|unit| reach.has(units, unit.code.as_str()));
    if unit.is_none() {
        problems.push((UNIT, "target-unit-wrong"));
    }
    let sector = sectors.get(&line(fields, SECTOR));
    if sector.is_none() {
        problems.push((SECTOR, "target-sector-wrong"));
    }
    let (from_year, to_year) = (year(fields, FROM, &mut problems), year(fields, TO, &mut problems));
    if from_year.zip(to_year).is_some_and(|(from, to)| to < from) {
        problems.push((TO, "target-ends-before-it-begins"));
    }
    let operator = Operator::from_word(&line(fields, OPERATOR));
    if operator.is_none() {
        problems.push((OPERATOR, "target-operator-wrong"));
    }
    let percent = percent(&line(fields, PERCENT));
    if percent.is_none() {
        problems.push((PERCENT, "target-percent-wrong"));
    }
    let legal_basis = line(fields, LEGAL_BASIS);
    if legal_basis.is_empty() {
        problems.push((LEGAL_BASIS, "target-basis-missing"));
    } else if legal_basis.chars().count() > LONGEST_BASIS {
        problems.push((LEGAL_BASIS, "target-basis-too-long"));
    }
    let (Some(unit), Some(sector), Some(from_year), Some(to_year), Some(operator), Some(percent)) =
        (unit, sector, from_year, to_year, operator, percent)
    else {
        return Err(problems);
    };
    let (unit, sector) = (unit.code.clone(), sector.code.clone());
    let target = Target { unit, sector, from_year, to_year, operator, percent, legal_basis };
    if problems.is_empty() && targets.iter().any(|(id, other)| own != Some(*id) && other.overlaps(&target)) {
        problems.push((FROM, "target-overlaps"));
    }
    if problems.is_empty() { Ok(target) } else { Err(problems) }
}

fn year(fields: &Fields, name: &'static str, problems: &mut Problems) -> Option<i16> {
    let year = line(fields, name).parse().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        problems.push((name, "target-year-wrong"));
    }
    year
}

/// A percentage above 0 and at most 100, with a comma or a point before its decimals, and perhaps with its sign.
#[must_use]
pub fn percent(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('%').trim_end().replace(',', ".");
    // What the language of machines also takes for a number, such as 1e2 or inf, nobody writes into a plan.
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    text.parse().ok().filter(|percent| 0.0 < *percent && *percent <= 100.0)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{FROM, LEGAL_BASIS, OPERATOR, PERCENT, SECTOR, TO, UNIT, judge, percent, percent_text};
    use crate::domain::language::Language;
    use crate::domain::role::Reach;
    use crate::domain::sector::Sector;
    use crate::domain::target::Target;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn places() -> (Tree<Unit>, Tree<Sector>) {
        let unit = |code: &str| Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let sector = Sector { code: "land".parse().unwrap(), parent: None, name: Texts::default(), position: 0 };
        (Tree::new(vec![unit("xa"), unit("khac")]), Tree::new(vec![sector]))
    }

    fn judged(
        changes: &[(&str, &str)],
        own: Option<Uuid>,
        targets: &[(Uuid, Target)],
    ) -> Result<Target, Vec<(&'static str, &'static str)>> {
        let usual = [
            (UNIT, "xa"),
            (SECTOR, "land"),
            (FROM, "2026"),
            (TO, "2030"),
            (OPERATOR, ">="),
            (PERCENT, "90"),
            (LEGAL_BASIS, "Nghị quyết"),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let fields = kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (units, sectors) = places();
        judge(&fields, own, targets, (&units, &sectors, &Reach::Units(vec!["xa".parse().unwrap()])))
    }

    #[test]
    fn a_percentage_is_read_as_people_write_it() {
        for (text, value) in [("90", 90.0), ("92,5", 92.5), ("92.5", 92.5), ("100", 100.0), ("0,1 %", 0.1), ("85%", 85.0)] {
            assert_eq!(percent(text), Some(value), "{text}");
        }
        for text in ["", "0", "100,1", "-5", "1e2", "inf", "nan", "9,0,0", ",", "chín mươi", "%"] {
            assert_eq!(percent(text), None, "{text}");
        }
        assert_eq!((percent_text(92.5, Language::Vi), percent_text(92.5, Language::En)), ("92,5".into(), "92.5".into()));
        assert_eq!(percent_text(90.0, Language::Vi), "90");
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        for (field, value, key) in [
            (UNIT, "khac", "target-unit-wrong"),
            (UNIT, "nowhere", "target-unit-wrong"),
            (SECTOR, "moon", "target-sector-wrong"),
            (FROM, "1899", "target-year-wrong"),
            (TO, "2101", "target-year-wrong"),
            (TO, "2025", "target-ends-before-it-begins"),
            (OPERATOR, "<", "target-operator-wrong"),
            (PERCENT, "0", "target-percent-wrong"),
            (LEGAL_BASIS, " ", "target-basis-missing"),
        ] {
            assert_eq!(judged(&[(field, value)], None, &[]).unwrap_err(), [(field, key)], "{field} {value}");
        }
        assert_eq!(
            judged(&[(PERCENT, "92,5")], None, &[]).map(|target| percent_text(target.percent, Language::Vi)),
            Ok("92,5".into())
        );
    }

    #[test]
    fn no_two_targets_of_a_unit_and_sector_hold_in_one_year() {
        let id = Uuid::from_u128(1);
        let there = [(id, judged(&[(FROM, "2021"), (TO, "2026")], None, &[]).unwrap())];
        assert_eq!(judged(&[], None, &there).unwrap_err(), [(FROM, "target-overlaps")]);
        assert!(judged(&[(FROM, "2027")], None, &there).is_ok());
        assert!(judged(&[], Some(id), &there).is_ok(), "it does not stand in its own way");
    }
}
