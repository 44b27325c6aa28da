//! From the fields of forms to improvement actions and what is noted of them.

use std::collections::HashSet;

use super::form::{Problems, line, paragraphs};
use super::improvement::{Baseline, Criterion, Improvement, Note, Status, part_of, part_word};
use super::period::{LocalTime, Month, Period};
use super::role::Reach;
use super::sector::Sector;
use super::submission::Fields;
use super::tree::Tree;
use super::unit::Unit;

/// The field of the unit that is judged.
pub const UNIT: &str = "unit";
/// The field of the sector.
pub const SECTOR: &str = "sector";
/// The field of the part of a questionnaire, as one word.
pub const PART: &str = "part";
/// The field of the baseline's period.
pub const PERIOD: &str = "period";
/// The field of the unit that answers for it.
pub const RESPONSIBLE: &str = "responsible";
/// The field of the role in that unit.
pub const ROLE: &str = "role";
/// The field of what is to be done.
pub const TASK: &str = "task";
/// The field of the last day, `YYYY-MM-DD`.
pub const DUE: &str = "due";
/// The field of the status, by its word.
pub const STATUS: &str = "status";
/// The field of a note's month, `YYYY-MM`.
pub const MONTH: &str = "month";
/// The field of a note's text.
pub const TEXT: &str = "text";
/// The field of a note's evidence.
pub const EVIDENCE: &str = "evidence";

/// The most characters of a role.
pub const LONGEST_ROLE: usize = 150;
/// The most characters of what is to be done, and of a note.
pub const LONGEST_TEXT: usize = 2_000;
/// The most characters of evidence.
pub const LONGEST_EVIDENCE: usize = 500;

/// Among what one may choose.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    /// All units, of which any may be responsible.
    pub units: &'a Tree<Unit>,
    /// All sectors.
    pub sectors: &'a Tree<Sector>,
    /// The units whose actions one may change.
    pub reach: &'a Reach,
    /// The parts of questionnaires, as words.
    pub parts: &'a HashSet<String>,
}

/// What an action's form shows.
#[must_use]
pub fn fields(improvement: &Improvement) -> Vec<(&'static str, String)> {
    vec![
        (RESPONSIBLE, improvement.responsible.to_string()),
        (ROLE, improvement.role.clone()),
        (TASK, improvement.task.clone()),
        (DUE, last_day(improvement)),
        (STATUS, improvement.status.word().to_owned()),
    ]
}

/// The last day on which an action is not overdue yet, as browsers send dates.
#[must_use]
pub fn last_day(improvement: &Improvement) -> String {
    LocalTime::of(improvement.due_at.saturating_sub(1)).day()
}

/// The new action that a form describes, still without a baseline.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_new(fields: &Fields, choices: Choices<'_>) -> Result<Improvement, Problems> {
    let mut problems = Problems::new();
    let units = choices.units;
    let unit = units.get(&line(fields, UNIT)).filter(|unit| choices.reach.has(units, unit.code.as_str()));
    if unit.is_none() {
        problems.push((UNIT, "target-unit-wrong"));
    }
    let sector = choices.sectors.get(&line(fields, SECTOR));
    if sector.is_none() {
        problems.push((SECTOR, "target-sector-wrong"));
    }
    let typed_part = line(fields, PART);
    let part = part_of(&typed_part).filter(|part| choices.parts.contains(&part_word(part)));
    if part.is_none() && !typed_part.is_empty() {
        problems.push((PART, "improvement-part-wrong"));
    }
    let period = line(fields, PERIOD).to_uppercase().parse::<Period>().ok();
    if period.is_none() {
        problems.push((PERIOD, "improvement-period-wrong"));
    }
    let done = doing(fields, choices, &mut problems);
    let (Some(unit), Some(sector), Some(period), Some(doing), true) = (unit, sector, period, done, problems.is_empty()) else {
        return Err(problems);
    };
    let criterion = Criterion { unit: unit.code.clone(), sector: sector.code.clone(), part, period };
    Ok(doing.over(criterion, Baseline::default()))
}

/// The action as a form changes it: what is weak and the baseline stay.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_change(fields: &Fields, old: &Improvement, choices: Choices<'_>) -> Result<Improvement, Problems> {
    let mut problems = Problems::new();
    match doing(fields, choices, &mut problems) {
        Some(doing) => Ok(doing.over(old.criterion.clone(), old.baseline.clone())),
        None => Err(problems),
    }
}

/// What can be changed of an action.
struct Doing {
    responsible: super::code::Code,
    role: String,
    task: String,
    due_at: i64,
    status: Status,
}

impl Doing {
    fn over(self, criterion: Criterion, baseline: Baseline) -> Improvement {
        let Self { responsible, role, task, due_at, status } = self;
        Improvement { criterion, responsible, role, task, due_at, status, baseline }
    }
}

fn doing(fields: &Fields, choices: Choices<'_>, problems: &mut Problems) -> Option<Doing> {
    let before = problems.len();
    let responsible = choices.units.get(&line(fields, RESPONSIBLE));
    if responsible.is_none() {
        problems.push((RESPONSIBLE, "improvement-responsible-wrong"));
    }
    let (role, task) = (line(fields, ROLE), paragraphs(fields, TASK));
    if role.is_empty() {
        problems.push((ROLE, "improvement-role-missing"));
    } else if role.chars().count() > LONGEST_ROLE {
        problems.push((ROLE, "improvement-role-long"));
    }
    if task.is_empty() {
        problems.push((TASK, "improvement-task-missing"));
    } else if task.chars().count() > LONGEST_TEXT {
        problems.push((TASK, "improvement-text-long"));
    }
    let due_at = LocalTime::midnight(&line(fields, DUE)).map(|begins| LocalTime::of(begins).days_later(1));
    if due_at.is_none() {
        problems.push((DUE, "improvement-due-wrong"));
    }
    let status = Status::from_word(&line(fields, STATUS));
    if status.is_none() {
        problems.push((STATUS, "improvement-status-wrong"));
    }
    if problems.len() > before {
        return None;
    }
    Some(Doing { responsible: responsible?.code.clone(), role, task, due_at: due_at?, status: status? })
}

/// The note that a form describes.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_note(fields: &Fields) -> Result<Note, Problems> {
    let mut problems = Problems::new();
    let month = month(&line(fields, MONTH));
    if month.is_none() {
        problems.push((MONTH, "improvement-month-wrong"));
    }
    let (text, evidence) = (paragraphs(fields, TEXT), line(fields, EVIDENCE));
    if text.is_empty() {
        problems.push((TEXT, "improvement-note-missing"));
    } else if text.chars().count() > LONGEST_TEXT {
        problems.push((TEXT, "improvement-text-long"));
    }
    if evidence.chars().count() > LONGEST_EVIDENCE {
        problems.push((EVIDENCE, "improvement-evidence-long"));
    }
    match month {
        Some(month) if problems.is_empty() => Ok(Note { month, text, evidence }),
        _ => Err(problems),
    }
}

/// The month of a text `YYYY-MM`.
#[must_use]
pub fn month(text: &str) -> Option<Month> {
    match text.parse() {
        Ok(Period::Month(month)) => Some(month),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::texts::Texts;
    use crate::domain::unit::UnitKind;

    const USUAL: [(&str, &str); 9] = [
        (UNIT, "xa"),
        (SECTOR, "land"),
        (PART, "form/item/a1"),
        (PERIOD, "2026-q1"),
        (RESPONSIBLE, "khac"),
        (ROLE, "Trưởng bộ phận một cửa"),
        (TASK, "Thêm quầy\r\nvào buổi sáng"),
        (DUE, "2026-06-30"),
        (STATUS, "planned"),
    ];

    fn judged(changes: &[(&str, &str)]) -> Result<Improvement, Problems> {
        let kept = USUAL.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
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
        let sector = Sector { code: "land".parse().unwrap(), parent: None, name: Texts::default(), position: 0 };
        let (units, sectors) = (Tree::new(vec![unit("xa"), unit("khac")]), Tree::new(vec![sector]));
        let parts: HashSet<String> = ["form/item/a1".to_owned()].into();
        let reach = Reach::Units(vec!["xa".parse().unwrap()]);
        judge_new(&fields, Choices { units: &units, sectors: &sectors, reach: &reach, parts: &parts })
    }

    #[test]
    fn what_is_typed_becomes_an_action() {
        let one = judged(&[]).unwrap();
        assert_eq!(one.criterion.period.to_string(), "2026-Q1");
        assert_eq!(one.criterion.part.as_ref().map(part_word).as_deref(), Some("form/item/a1"));
        assert_eq!(one.task, "Thêm quầy\nvào buổi sáng");
        assert_eq!((last_day(&one).as_str(), LocalTime::of(one.due_at).day().as_str()), ("2026-06-30", "2026-07-01"));
        assert!(judged(&[(PART, "")]).unwrap().criterion.part.is_none());
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let long = "ă".repeat(LONGEST_TEXT + 1);
        for (field, value, key) in [
            (UNIT, "khac", "target-unit-wrong"),
            (SECTOR, "moon", "target-sector-wrong"),
            (PART, "form/item/b", "improvement-part-wrong"),
            (PERIOD, "2026-13", "improvement-period-wrong"),
            (PERIOD, "", "improvement-period-wrong"),
            (RESPONSIBLE, "nowhere", "improvement-responsible-wrong"),
            (ROLE, " ", "improvement-role-missing"),
            (TASK, "", "improvement-task-missing"),
            (TASK, &long, "improvement-text-long"),
            (DUE, "30/6/2026", "improvement-due-wrong"),
            (STATUS, "late", "improvement-status-wrong"),
        ] {
            assert_eq!(judged(&[(field, value)]).unwrap_err(), [(field, key)], "{field} {value}");
        }
    }

    #[test]
    fn a_note_is_about_a_month() {
        let note = |month: &str, text: &str| {
            let fields = [(MONTH, month), (TEXT, text), (EVIDENCE, "")];
            judge_note(&fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        assert_eq!(note("2026-03", "Đã thêm").unwrap().month.to_string(), "2026-03");
        assert_eq!(note("2026-Q1", "x").unwrap_err(), [(MONTH, "improvement-month-wrong")]);
        assert_eq!(note("2026-03", " ").unwrap_err(), [(TEXT, "improvement-note-missing")]);
    }
}
