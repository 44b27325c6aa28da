use proptest::prelude::*;
use uuid::Uuid;

use super::super::classification::{Class, Classes, Classification};
use super::super::form::{CODE, NAME_EN, NAME_VI, PARENT};
use super::super::role::Reach;
use super::super::sector::Sector;
use super::super::target::Target;
use super::super::target_form::{FROM as FROM_YEAR, LEGAL_BASIS, OPERATOR, PERCENT, SECTOR, TO as TO_YEAR, UNIT};
use super::super::texts::Texts;
use super::super::tree::Tree;
use super::super::unit::{Unit, UnitKind};
use super::super::unit_form::{FROM, KIND, SUCCESSOR, TO};
use super::classifications::BOUND;
use super::{Entry, Fault, Line, Plan, classifications, sectors, targets, units};

fn unit(code: &str, parent: Option<&str>) -> Unit {
    Unit {
        code: code.parse().unwrap(),
        parent: parent.map(|parent| parent.parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", "Tên")]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    }
}

fn there() -> Tree<Unit> {
    Tree::new(vec![unit("tinh", None), unit("huyen", Some("tinh")), unit("xa", Some("huyen")), unit("khac", None)])
}

fn line(number: u64, fields: &[(&str, &str)]) -> Line {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Line { number, fields: fields.collect() }
}

/// A line of a commune.
fn commune(number: u64, code: &str, parent: &str) -> Line {
    line(number, &[(CODE, code), (NAME_VI, "Xã"), (KIND, "commune"), (PARENT, parent), (FROM, "2026-01-01"), (TO, "")])
}

fn judged(lines: &[Line], reach: &Reach) -> Plan<Unit> {
    units::judge(lines.iter().cloned(), &there(), reach)
}

fn told<T>(plan: &Plan<T>) -> Vec<(u64, &str, &str)> {
    plan.faults.iter().map(|Fault { line, field, key, .. }| (*line, *field, *key)).collect()
}

#[test]
fn units_are_added_before_the_one_above_them_renamed_and_ended() {
    let lines = [
        commune(2, "moi-duoi", "moi"),
        commune(3, "moi", "tinh"),
        line(4, &[(CODE, "xa"), (NAME_VI, "Xã Mới")]),
        line(5, &[(CODE, "khac"), (TO, "2026-12-31")]),
        line(6, &[(CODE, "huyen")]),
    ];
    let plan = judged(&lines, &Reach::Everything);
    assert_eq!((told(&plan), plan.unchanged, plan.added(), plan.changed()), (vec![], 1, 2, 2));
    assert_eq!((plan.changes[0].depth, plan.changes[1].depth), (2, 1));
    let renamed = &plan.changes[2];
    assert_eq!(
        (&renamed.new.parent, renamed.new.name.only(super::super::language::Language::Vi)),
        (&unit("x", Some("huyen")).parent, "Xã Mới")
    );
    assert!(plan.changes[3].new.valid_to.is_some());
}

#[test]
fn what_is_wrong_with_units_is_said_by_line_and_column() {
    let lines = [
        commune(2, "Xã", "tinh"),
        commune(3, "a", "nowhere"),
        commune(4, "a", "tinh"),
        commune(5, "vong-1", "vong-2"),
        commune(6, "vong-2", "vong-1"),
        commune(7, "duoi-vong", "vong-1"),
        line(8, &[(CODE, "huyen"), (PARENT, "xa")]),
        line(9, &[(CODE, "b"), (NAME_VI, ""), (FROM, "2026-02-30")]),
    ];
    let plan = judged(&lines, &Reach::Everything);
    assert_eq!(
        told(&plan),
        [
            (2, CODE, "code-invalid"),
            (3, PARENT, "unit-parent-wrong"),
            (4, CODE, "import-twice"),
            (5, PARENT, "unit-parent-below"),
            (6, PARENT, "unit-parent-below"),
            (8, PARENT, "unit-parent-below"),
            (9, NAME_VI, "name-missing"),
            (9, KIND, "unit-kind-wrong"),
            (9, FROM, "day-wrong"),
        ]
    );
    assert_eq!((plan.faulty_lines, plan.faults_in_all, plan.faults[2].other), (7, 9, Some(3)));
    assert_eq!(plan.faults[1].value, "nowhere");
    // A chain of any length ends soon.
    let chain: Vec<Line> =
        (0..30).map(|number| commune(number + 2, &format!("c{number}"), &format!("c{}", number + 1))).collect();
    let plan = judged(&chain, &Reach::Everything);
    assert!(told(&plan).contains(&(2, PARENT, "import-too-deep")) && told(&plan).contains(&(31, PARENT, "unit-parent-wrong")));
}

#[test]
fn no_file_closes_a_circle_of_successors() {
    let there = Tree::new(vec![
        unit("tinh", None),
        Unit { successor: Some("b".parse().unwrap()), ..unit("a", Some("tinh")) },
        unit("b", Some("tinh")),
        unit("c", Some("tinh")),
    ]);
    let judged = |lines: &[(&str, &str)]| {
        let lines: Vec<Line> =
            lines.iter().zip(2..).map(|((code, into), number)| line(number, &[(CODE, code), (SUCCESSOR, into)])).collect();
        let plan = units::judge(lines.into_iter(), &there, &Reach::Everything);
        (plan.faults.iter().map(|fault| (fault.line, fault.field, fault.key)).collect::<Vec<_>>(), plan.changed())
    };
    let circle = |line| (line, SUCCESSOR, "unit-successor-circle");
    assert_eq!(judged(&[("c", "tinh"), ("tinh", "c")]).0, [circle(2), circle(3)]);
    assert_eq!(judged(&[("b", "c"), ("c", "a")]).0, [circle(2), circle(3)], "by what is there already");
    assert_eq!(judged(&[("b", "b")]).0, [(2, SUCCESSOR, "unit-successor-itself")]);
    // What the file itself takes back closes nothing.
    assert_eq!(judged(&[("a", ""), ("b", "a")]), (vec![], 2));
    assert_eq!(judged(&[("b", "c")]), (vec![], 1));
}

#[test]
fn nobody_reaches_further_by_a_line() {
    let district = Reach::Units(vec!["huyen".parse().unwrap()]);
    let lines = [
        commune(2, "khac", "huyen"),
        commune(3, "tinh", "huyen"),
        commune(4, "duoi-khac", "khac"),
        commune(5, "moi", ""),
        commune(6, "dung", "xa"),
        line(7, &[(CODE, "huyen"), (NAME_VI, "Huyện"), (TO, "2030-01-01")]),
    ];
    let plan = judged(&lines, &district);
    assert_eq!(
        told(&plan),
        [
            (2, CODE, "import-not-in-reach"),
            (3, CODE, "import-not-in-reach"),
            (4, PARENT, "unit-parent-wrong"),
            (5, PARENT, "unit-parent-needed"),
            (7, TO, "unit-names-only"),
        ]
    );
    assert_eq!(plan.changes.iter().map(|change| change.new.code.as_str()).collect::<Vec<_>>(), ["dung"]);
}

#[test]
fn sectors_are_judged_like_units() {
    let sector =
        |code: &str| Sector { code: code.parse().unwrap(), parent: None, name: Texts::new([("vi", "Tên")]), position: 0 };
    let there = Tree::new(vec![sector("top"), sector("land")]);
    let lines = [
        line(2, &[(CODE, "b"), (NAME_VI, "B"), (PARENT, "a"), ("position", "1")]),
        line(3, &[(CODE, "a"), (NAME_VI, "A"), (PARENT, "top"), ("position", "x")]),
        line(4, &[(CODE, "land"), (PARENT, "top")]),
        line(5, &[(CODE, "top"), (PARENT, "land")]),
    ];
    let plan = sectors::judge(lines.iter().cloned(), &there);
    assert_eq!(
        told(&plan),
        [(3, "position", "sector-position-wrong"), (4, PARENT, "sector-parent-below"), (5, PARENT, "sector-parent-below")]
    );
    let plan = sectors::judge(lines[2..3].iter().cloned(), &there);
    assert_eq!((plan.changed(), plan.changes[0].depth), (1, 1));
}

fn target(from: i16, to: i16) -> (Uuid, Target) {
    let target = Target {
        unit: "xa".parse().unwrap(),
        sector: "land".parse().unwrap(),
        from_year: from,
        to_year: to,
        operator: super::super::target::Operator::AtLeast,
        percent: 90.0,
        legal_basis: "Kế hoạch".into(),
    };
    (Uuid::from_u128(u128::from(from.unsigned_abs())), target)
}

#[test]
fn targets_are_known_by_unit_sector_and_first_year() {
    let (units, sectors) =
        (there(), Tree::new(vec![Sector { code: "land".parse().unwrap(), parent: None, name: Texts::default(), position: 0 }]));
    let judge = |lines: &[Line], there: &[(Uuid, Target)]| {
        targets::judge(lines.iter().cloned(), there, (&units, &sectors, &Reach::Units(vec!["xa".parse().unwrap()])))
    };
    let whole = |number, from: &str, to: &str, percent: &str| {
        line(
            number,
            &[
                (UNIT, "xa"),
                (SECTOR, "land"),
                (FROM_YEAR, from),
                (TO_YEAR, to),
                (OPERATOR, ">="),
                (PERCENT, percent),
                (LEGAL_BASIS, "Kế hoạch"),
            ],
        )
    };
    let there = [target(2021, 2030)];
    // One ends earlier, so that another may begin.
    let plan = judge(&[whole(2, "2026", "2030", "92,5%"), whole(3, "2021", "2025", "90")], &there);
    assert_eq!((told(&plan), plan.added(), plan.changed()), (vec![], 1, 1));
    assert_eq!(judge(&[whole(2, "2021", "2030", "90,0")], &there).unchanged, 1);
    let plan = judge(
        &[
            whole(2, "2026", "2030", "90"),
            whole(3, "2035", "2040", "0,9"),
            whole(4, "2040", "2041", "90"),
            whole(5, "2041", "2042", "90"),
            whole(6, "2041", "2043", "90"),
        ],
        &there,
    );
    assert_eq!(
        told(&plan),
        [
            (2, FROM_YEAR, "target-overlaps"),
            (3, PERCENT, "import-percent-share"),
            (5, FROM_YEAR, "target-overlaps"),
            (6, FROM_YEAR, "import-twice"),
        ]
    );
    assert_eq!((plan.faults[2].other, plan.changes.len()), (Some(4), 1));
    let elsewhere = Line { fields: line(2, &[(UNIT, "khac"), (SECTOR, "land"), (FROM_YEAR, "2026")]).fields, number: 2 };
    assert!(told(&judge(&[elsewhere], &there)).contains(&(2, UNIT, "target-unit-wrong")));
}

fn classified(bounds: &[(f64, &str)], lowest: &str) -> Classification {
    let class = |(at_least, name): &(f64, &str)| Class { at_least: *at_least, name: Texts::new([("vi", name), ("en", "E")]) };
    let classes = Classes::new(bounds.iter().map(class).collect(), Texts::new([("vi", lowest), ("en", "L")])).unwrap();
    Classification { unit: "xa".parse().unwrap(), from_year: 2025, legal_basis: "Quyết định".into(), classes }
}

/// A line of a class: unit, bound, name, English name and basis; the last two have no column where they are `None`.
type ClassLine<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// What these lines change of one classification.
fn judged_classes(lines: &[ClassLine]) -> Plan<Classification> {
    let there = [(Uuid::from_u128(1), classified(&[(90.0, "Tốt"), (79.5, "Khá")], "Yếu"))];
    let reach = Reach::Units(vec!["huyen".parse().unwrap()]);
    let lines = lines.iter().zip(2..).map(|((unit, bound, vi, en, basis), number)| {
        let mut fields = vec![(UNIT, *unit), (FROM_YEAR, "2025"), (BOUND, *bound), (NAME_VI, *vi)];
        fields.extend(en.map(|en| (NAME_EN, en)));
        fields.extend(basis.map(|basis| (LEGAL_BASIS, basis)));
        line(number, &fields)
    });
    classifications::judge(lines.collect::<Vec<_>>().into_iter(), &there, (&self::there(), &reach))
}

#[test]
fn all_lines_of_a_unit_and_year_are_one_classification() {
    // In any order, below another one, with a 0 for the lowest.
    let lines = [
        ("xa", "79,5", "Khá", None, None),
        ("huyen", "50", "Đạt", None, Some("Kế hoạch")),
        ("xa", "", "Yếu", None, None),
        ("xa", "90%", "Tốt", None, None),
        ("huyen", "0", "Không đạt", None, Some("")),
    ];
    let plan = judged_classes(&lines);
    assert_eq!((told(&plan), plan.unchanged, plan.added(), plan.changed()), (vec![], 1, 1, 0));
    let new = &plan.changes[0].new;
    assert_eq!((new.unit.as_str(), new.legal_basis.as_str(), new.classes.upper().len()), ("huyen", "Kế hoạch", 1));
    // What is not written is dropped; what has no column stays.
    let plan = judged_classes(&[("xa", "90", "Rất tốt", None, None), ("xa", "", "Yếu", None, None)]);
    assert_eq!((told(&plan), plan.changed()), (vec![], 1));
    let Classification { classes, legal_basis, .. } = &plan.changes[0].new;
    assert_eq!((classes.upper().len(), legal_basis.as_str()), (1, "Quyết định"));
    assert_eq!(classes.upper()[0].name, Texts::new([("vi", "Rất tốt"), ("en", "E")]));
    let plan = judged_classes(&[("xa", "90", "Tốt", Some(""), Some("Mới")), ("xa", "", "Yếu", Some("L"), Some("Mới"))]);
    assert_eq!(plan.changes[0].new.classes.upper()[0].name, Texts::new([("vi", "Tốt")]));
    // Its lines out are its lines in.
    let own = classified(&[(90.0, "Tốt"), (79.5, "Khá")], "Yếu");
    let out = classifications::lines(&own).zip(2..).map(|(fields, number)| Line {
        number,
        fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    });
    let there = [(Uuid::from_u128(1), own.clone())];
    let plan = classifications::judge(out, &there, (&self::there(), &Reach::Everything));
    assert_eq!((told(&plan), plan.unchanged, plan.changes.len()), (vec![], 1, 0));
}

#[test]
fn what_is_wrong_with_classes_is_said_by_line_and_column() {
    let basis = Some("Kế hoạch");
    let lines = [
        ("huyen", "chín", "A", Some(""), basis),
        ("huyen", "80", "", Some(""), basis),
        ("huyen", "80", "C", Some(""), basis),
        ("huyen", "0,7", "D", Some(""), Some("Khác")),
        ("khac", "80", "A", Some(""), basis),
        ("khac", "", "B", Some(""), basis),
        ("xa", "80", "A", Some(""), Some("")),
        ("tinh", "", "A", Some(""), basis),
        ("tinh", "", "B", Some(""), basis),
    ];
    let plan = judged_classes(&lines);
    assert_eq!(
        told(&plan),
        [
            (2, BOUND, "class-bound-wrong"),
            (3, NAME_VI, "name-missing"),
            (4, BOUND, "import-twice"),
            (5, BOUND, "import-percent-share"),
            (5, LEGAL_BASIS, "import-basis-differs"),
            (6, UNIT, "classification-unit-wrong"),
            (8, BOUND, "import-class-lowest-missing"),
            (8, LEGAL_BASIS, "classification-basis-missing"),
            (9, UNIT, "classification-unit-wrong"),
            (9, BOUND, "class-needed"),
            (10, BOUND, "import-twice"),
        ]
    );
    assert_eq!(
        (plan.faults[2].other, plan.faults[4].other, plan.faults[10].other, plan.changes.len()),
        (Some(3), Some(2), Some(9), 0)
    );
    let only = judged_classes(&[("xa", "", "A", Some(""), basis)]);
    assert_eq!(told(&only), [(2, BOUND, "class-needed")]);
    let many: Vec<_> = ["90", "80", "70", "60", "50", "40", "30", ""].map(|bound| ("xa", bound, "A", Some(""), basis)).into();
    assert_eq!(told(&judged_classes(&many)), [(8, BOUND, "import-classes-too-many")]);
}

proptest! {
    #[test]
    fn what_is_there_changes_nothing(parents in prop::collection::vec(prop::option::of(any::<prop::sample::Index>()), 1..30)) {
        let all: Vec<Unit> = parents.iter().enumerate().map(|(number, parent)| {
            let parent = parent.filter(|_| number > 0).map(|parent| format!("c{}", parent.index(number)));
            unit(&format!("c{number}"), parent.as_deref())
        }).collect();
        prop_assume!(all.len() <= 20);
        let lines: Vec<Line> = all.iter().rev().zip(2..).map(|(unit, number)| Line {
            number,
            fields: unit.fields().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }).collect();
        let plan = units::judge(lines.iter().cloned(), &Tree::new(all.clone()), &Reach::Everything);
        prop_assert_eq!((plan.unchanged, plan.changes.len(), plan.faults_in_all), (all.len(), 0, 0));
        // Nor, without those that are there, does their order matter.
        let plan = units::judge(lines.iter().cloned(), &Tree::new(Vec::new()), &Reach::Everything);
        prop_assert_eq!((plan.added(), plan.faults_in_all), (all.len(), 0));
    }

    #[test]
    fn any_parents_are_judged(parents in prop::collection::vec(0_u8..12, 1..12)) {
        let lines: Vec<Line> = parents.iter().zip(0_u64..).map(|(parent, number)| commune(number + 2, &format!("c{number}"), &format!("c{parent}"))).collect();
        let plan = units::judge(lines.iter().cloned(), &Tree::new(Vec::new()), &Reach::Everything);
        prop_assert!(plan.faults_in_all > 0, "with as many parents as units, some hang in a circle or under nothing");
    }
}
