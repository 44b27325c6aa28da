//! From the fields of a form to a classification: the one place where what an administrator says of classes is judged.

use uuid::Uuid;

use super::classification::{Class, Classes, Classification, NoClasses};
use super::form::{LONGEST_NAME, Problems, line};
use super::language::Language;
use super::role::Reach;
use super::submission::Fields;
use super::target_form::{LEGAL_BASIS, LONGEST_BASIS, UNIT, YEARS, percent, percent_text};
use super::texts::Texts;
use super::tree::Tree;
use super::unit::Unit;

/// The field of the first year.
pub const FROM: &str = "from";

/// The fields of a class.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its name in Vietnamese.
    pub vi: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// Its lower bound, in percent.
    pub bound: &'static str,
}

/// The rows of the form: those above the lowest class, of which some may stay empty.
pub const ROWS: [Row; 6] = [
    Row { vi: "class-1-vi", en: "class-1-en", bound: "class-1-bound" },
    Row { vi: "class-2-vi", en: "class-2-en", bound: "class-2-bound" },
    Row { vi: "class-3-vi", en: "class-3-en", bound: "class-3-bound" },
    Row { vi: "class-4-vi", en: "class-4-en", bound: "class-4-bound" },
    Row { vi: "class-5-vi", en: "class-5-en", bound: "class-5-bound" },
    Row { vi: "class-6-vi", en: "class-6-en", bound: "class-6-bound" },
];
/// The fields of the lowest class, whose bound is not asked for: everything that the others leave belongs to it.
pub const LOWEST: (&str, &str) = ("lowest-vi", "lowest-en");

/// The fields as they stand for a classification.
#[must_use]
pub fn fields(classification: &Classification, language: Language) -> Fields {
    let mut pairs = vec![
        (UNIT, classification.unit.to_string()),
        (FROM, classification.from_year.to_string()),
        (LEGAL_BASIS, classification.legal_basis.clone()),
    ];
    pairs.extend(of_classes(&classification.classes, language));
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The fields of classes.
pub fn of_classes(classes: &Classes, language: Language) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    for (row, class) in ROWS.iter().zip(classes.upper()) {
        pairs.push((row.vi, class.name.only(Language::Vi).to_owned()));
        pairs.push((row.en, class.name.only(Language::En).to_owned()));
        pairs.push((row.bound, percent_text(class.at_least, language)));
    }
    pairs.push((LOWEST.0, classes.lowest().only(Language::Vi).to_owned()));
    pairs.push((LOWEST.1, classes.lowest().only(Language::En).to_owned()));
    pairs
}

/// The classification that a form describes: a new one, or the one called `own` as it is to be. `others` are those that there are, of which
/// none of the same unit may begin in the same year.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(
    fields: &Fields,
    own: Option<Uuid>,
    others: &[(Uuid, Classification)],
    (units, reach): (&Tree<Unit>, &Reach),
) -> Result<Classification, Problems> {
    let mut problems = Problems::new();
    let unit = units.get(&line(fields, UNIT)).filter(|unit| reach.has(units, unit.code.as_str()));
    if unit.is_none() {
        problems.push((UNIT, "classification-unit-wrong"));
    }
    let from_year = line(fields, FROM).parse().ok().filter(|year| YEARS.contains(year));
    if from_year.is_none() {
        problems.push((FROM, "target-year-wrong"));
    }
    let legal_basis = line(fields, LEGAL_BASIS);
    if legal_basis.is_empty() {
        problems.push((LEGAL_BASIS, "classification-basis-missing"));
    } else if legal_basis.chars().count() > LONGEST_BASIS {
        problems.push((LEGAL_BASIS, "target-basis-too-long"));
    }
    let classes = classes(fields, &mut problems);
    let (Some(unit), Some(from_year), Some(classes)) = (unit, from_year, classes) else { return Err(problems) };
    let same = |other: &Classification| other.unit == unit.code && other.from_year == from_year;
    if others.iter().any(|(id, other)| own != Some(*id) && same(other)) {
        problems.push((FROM, "classification-year-taken"));
    }
    if problems.is_empty() {
        Ok(Classification { unit: unit.code.clone(), from_year, legal_basis, classes })
    } else {
        Err(problems)
    }
}

fn classes(fields: &Fields, problems: &mut Problems) -> Option<Classes> {
    let before = problems.len();
    let mut upper = Vec::new();
    let mut highest: Option<f64> = None;
    for row in &ROWS {
        let bound = line(fields, row.bound);
        if bound.is_empty() && line(fields, row.vi).is_empty() && line(fields, row.en).is_empty() {
            continue;
        }
        let name = name(fields, (row.vi, row.en), problems);
        match percent(&bound) {
            None => problems.push((row.bound, "class-bound-wrong")),
            // Typed from the highest downwards, as they are read.
            Some(bound) if highest.is_some_and(|above| bound >= above) => problems.push((row.bound, "class-bound-order")),
            Some(at_least) => {
                highest = Some(at_least);
                upper.push(Class { at_least, name });
            }
        }
    }
    let lowest = name(fields, LOWEST, problems);
    if problems.len() > before {
        return None;
    }
    match Classes::new(upper, lowest) {
        Ok(classes) => Some(classes),
        Err(NoClasses::JustOne) => {
            problems.push((ROWS[0].bound, "class-needed"));
            None
        }
        Err(NoClasses::Bound | NoClasses::SameBound) => {
            problems.push((ROWS[0].bound, "class-bound-wrong"));
            None
        }
    }
}

fn name(fields: &Fields, (vi, en): (&'static str, &'static str), problems: &mut Problems) -> Texts {
    let names = [(vi, line(fields, vi)), (en, line(fields, en))];
    if names[0].1.is_empty() {
        problems.push((vi, "name-missing"));
    }
    for (field, name) in &names {
        if name.chars().count() > LONGEST_NAME {
            problems.push((field, "name-too-long"));
        }
    }
    Texts::default().with(Language::Vi, &names[0].1).with(Language::En, &names[1].1)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{FROM, LOWEST, ROWS, fields, judge};
    use crate::domain::form::LONGEST_NAME;
    use crate::domain::language::Language;
    use crate::domain::role::Reach;
    use crate::domain::submission::Fields;
    use crate::domain::target_form::{LEGAL_BASIS, UNIT};
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn units() -> Tree<Unit> {
        let unit = |code: &str| Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Province,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        Tree::new(vec![unit("tinh"), unit("khac")])
    }

    fn form(changes: &[(&str, &str)]) -> Fields {
        let usual = [
            (UNIT, "tinh"),
            (FROM, "2026"),
            (LEGAL_BASIS, "Quyết định thử"),
            (ROWS[0].vi, "Xuất sắc"),
            (ROWS[0].en, "Excellent"),
            (ROWS[0].bound, "90"),
            (ROWS[2].vi, "Tốt"),
            (ROWS[2].bound, "79,5 %"),
            (LOWEST.0, "Chưa đạt"),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong(changes: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
        let own = Reach::Units(vec!["tinh".parse().unwrap()]);
        judge(&form(changes), None, &[], (&units(), &own)).err().unwrap_or_default()
    }

    #[test]
    fn empty_rows_are_none_and_what_is_stored_stands_in_the_form_again() {
        let units = units();
        let read = judge(&form(&[]), None, &[], (&units, &Reach::Everything)).unwrap();
        let bounds: Vec<_> = read.classes.upper().iter().map(|class| (class.at_least, class.name.get(Language::Vi))).collect();
        assert_eq!(bounds, [(90.0, "Xuất sắc"), (79.5, "Tốt")]);
        assert_eq!(read.classes.class_of(79.49).get(Language::Vi), "Chưa đạt");
        let again = judge(&fields(&read, Language::Vi), None, &[], (&units, &Reach::Everything)).unwrap();
        assert_eq!(again, read);
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        assert_eq!(wrong(&[]), []);
        assert_eq!(wrong(&[(UNIT, "khac")]), [(UNIT, "classification-unit-wrong")]);
        assert_eq!(wrong(&[(FROM, "26")]), [(FROM, "target-year-wrong")]);
        assert_eq!(wrong(&[(LEGAL_BASIS, "")]), [(LEGAL_BASIS, "classification-basis-missing")]);
        assert_eq!(wrong(&[(ROWS[0].vi, "")]), [(ROWS[0].vi, "name-missing")]);
        assert_eq!(wrong(&[(ROWS[0].en, &"a".repeat(LONGEST_NAME + 1))]), [(ROWS[0].en, "name-too-long")]);
        for bound in ["", "0", "101", "chín mươi", "1e1"] {
            assert_eq!(wrong(&[(ROWS[0].bound, bound)]), [(ROWS[0].bound, "class-bound-wrong")], "{bound}");
        }
        for bound in ["90", "95"] {
            assert_eq!(wrong(&[(ROWS[2].bound, bound)]), [(ROWS[2].bound, "class-bound-order")], "{bound}");
        }
        assert_eq!(wrong(&[(LOWEST.0, "")]), [(LOWEST.0, "name-missing")]);
        let none = [ROWS[0].vi, ROWS[0].en, ROWS[0].bound, ROWS[2].vi, ROWS[2].bound].map(|field| (field, ""));
        assert_eq!(wrong(&none), [(ROWS[0].bound, "class-needed")]);
    }

    #[test]
    fn two_of_a_unit_do_not_begin_in_the_same_year() {
        let (units, all) = (units(), Reach::Everything);
        let read = judge(&form(&[]), None, &[], (&units, &all)).unwrap();
        let others = [(Uuid::from_u128(1), read)];
        assert_eq!(judge(&form(&[]), None, &others, (&units, &all)), Err(vec![(FROM, "classification-year-taken")]));
        assert!(judge(&form(&[]), Some(Uuid::from_u128(1)), &others, (&units, &all)).is_ok(), "it is not in its own way");
        assert!(judge(&form(&[(FROM, "2027")]), None, &others, (&units, &all)).is_ok());
    }
}
