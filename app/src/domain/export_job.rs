//! Exports of microdata that are asked for, made meanwhile, and fetched: what is asked, and how far it is.

use uuid::Uuid;

use super::code::Code;
use super::form::{Problems, line};
use super::language::Language;
use super::period::Period;
use super::submission::Fields;
use super::unit_choice::UnitChoice;

/// The field of the unit.
pub const UNIT: &str = "unit";
/// The field of the campaign; empty for all.
pub const CAMPAIGN: &str = "campaign";
/// The field of the period; empty for all time.
pub const PERIOD: &str = "period";
/// The field of the format.
pub const FORMAT: &str = "format";
/// The field of the language of labels.
pub const LABELS: &str = "labels";

/// How long an export that was made can be fetched, and one that was not stays in the list: three days, in milliseconds.
pub const LASTS: i64 = 3 * 24 * 60 * 60 * 1000;
/// So many of somebody's exports may wait or be made at a time.
pub const MOST: i64 = 5;

/// As which files microdata are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables of text.
    Csv,
    /// Files of SPSS, which R, Stata and Python read with all labels.
    Spss,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Spss, Self::Xlsx];

    /// The word under which it is stored and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Spss => "spss",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// What the names of its files end with.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Spss => "sav",
            Self::Xlsx => "xlsx",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Csv => "export-format-csv",
            Self::Spss => "export-format-spss",
            Self::Xlsx => "export-format-xlsx",
        }
    }
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Others come first.
    Waiting,
    /// It is being made.
    Running,
    /// It can be fetched.
    Finished,
    /// It could not be made.
    Failed,
    /// It was given up.
    Cancelled,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Finished, Self::Failed, Self::Cancelled];

    /// The word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "export-waiting",
            Self::Running => "export-running",
            Self::Finished => "export-finished",
            Self::Failed => "export-failed",
            Self::Cancelled => "export-cancelled",
        }
    }

    /// Whether something is still to come.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Responses about this unit and all below it.
    pub unit: Code,
    /// Of this campaign, or of all.
    pub campaign: Option<Uuid>,
    /// In this period, or all time.
    pub period: Option<Period>,
    /// As which files.
    pub format: Format,
    /// The language of labels, where a format has them in one only.
    pub labels: Language,
}

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportJob {
    /// Its identifier.
    pub id: Uuid,
    /// The full name of who asked for it.
    pub by: String,
    /// What was asked for.
    pub order: Order,
    /// How far it is.
    pub state: State,
    /// How many steps of how many are done.
    pub progress: (u64, u64),
    /// When it was asked for: UTC milliseconds.
    pub made_at: i64,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// When it and its file are removed.
    pub expires_at: Option<i64>,
    /// What the address of its file ends with, where there is one.
    pub token: Option<String>,
    /// How many bytes its file has.
    pub bytes: Option<u64>,
}

impl ExportJob {
    /// How much of it is done, in whole percent.
    #[must_use]
    pub const fn percent(&self) -> u64 {
        let (done, total) = self.progress;
        match (100 * done).checked_div(total) {
            Some(percent) if percent < 100 => percent,
            Some(_) => 100,
            None => 0,
        }
    }
}

/// The export that a form describes; units and campaigns are those that may be chosen.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, units: &UnitChoice, campaigns: &[Uuid]) -> Result<Order, Problems> {
    let mut problems = Problems::new();
    let unit = line(fields, UNIT).parse().ok().filter(|unit: &Code| units.has(unit.as_str()));
    if unit.is_none() {
        problems.push((UNIT, "target-unit-wrong"));
    }
    let typed = line(fields, CAMPAIGN);
    let campaign = typed.parse().ok().filter(|id| campaigns.contains(id));
    if campaign.is_none() && !typed.is_empty() {
        problems.push((CAMPAIGN, "export-campaign-wrong"));
    }
    let typed = line(fields, PERIOD);
    let period = typed.parse().ok();
    if period.is_none() && !typed.is_empty() {
        problems.push((PERIOD, "export-period-wrong"));
    }
    let format = Format::from_word(&line(fields, FORMAT));
    if format.is_none() {
        problems.push((FORMAT, "export-format-wrong"));
    }
    let labels = Language::ALL.into_iter().find(|language| language.tag() == line(fields, LABELS));
    if labels.is_none() {
        problems.push((LABELS, "export-labels-wrong"));
    }
    match (unit, format, labels) {
        (Some(unit), Some(format), Some(labels)) if problems.is_empty() => Ok(Order { unit, campaign, period, format, labels }),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn judged(changes: &[(&str, &str)]) -> Result<Order, Problems> {
        let campaign = Uuid::from_u128(1).to_string();
        let usual = [(UNIT, "xa"), (CAMPAIGN, campaign.as_str()), (PERIOD, "2026-Q1"), (FORMAT, "spss"), (LABELS, "en")];
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
        let units = Tree::new(vec![unit("xa"), unit("khac")]);
        let offered =
            UnitChoice::new(&units, units.nodes().iter().filter(|unit| unit.code.as_str() == "xa").map(|unit| (0, unit)));
        judge(&fields, &offered, &[Uuid::from_u128(1)])
    }

    #[test]
    fn what_is_typed_becomes_an_order() {
        let order = judged(&[]).unwrap();
        assert_eq!((order.unit.as_str(), order.campaign, order.format), ("xa", Some(Uuid::from_u128(1)), Format::Spss));
        assert_eq!((order.period.map(|period| period.to_string()), order.labels), (Some("2026-Q1".to_owned()), Language::En));
        let all = judged(&[(CAMPAIGN, ""), (PERIOD, " ")]).unwrap();
        assert_eq!((all.campaign, all.period), (None, None));
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        for (change, problem) in [
            ((UNIT, "khac"), "target-unit-wrong"),
            ((CAMPAIGN, "00000000-0000-0000-0000-000000000002"), "export-campaign-wrong"),
            ((PERIOD, "2026-13"), "export-period-wrong"),
            ((FORMAT, "sas"), "export-format-wrong"),
            ((LABELS, "fr"), "export-labels-wrong"),
        ] {
            assert_eq!(judged(&[change]).unwrap_err(), [(change.0, problem)], "{change:?}");
        }
    }

    #[test]
    fn progress_is_told_in_whole_percent() {
        let percent = |progress| {
            let order = judged(&[]).unwrap();
            let (id, by) = (Uuid::nil(), String::new());
            ExportJob {
                id,
                by,
                order,
                state: State::Running,
                progress,
                made_at: 0,
                finished_at: None,
                expires_at: None,
                token: None,
                bytes: None,
            }
            .percent()
        };
        assert_eq!([(0, 0), (0, 9), (1, 3), (3, 3), (4, 3)].map(percent), [0, 0, 33, 100, 100]);
    }
}
