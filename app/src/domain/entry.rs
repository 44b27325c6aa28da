//! What collectors enter for others: a paper form, or an interview, with the day on which it was answered; and whether it is entered now.

use serde::{Deserialize, Serialize};

use super::answer::Answers;
use super::campaign::{Campaign, Openness, State};
use super::code::Code;
use super::form::{self, Problems};
use super::mode::Mode;
use super::period::LocalTime;
use super::questionnaire::Version;
use super::sector::Sector;
use super::submission::{Fields, Problem, ProblemKind, Refusal, read};

/// The field of the identifier that the form will have, however often it is sent.
pub const ID: &str = "id";
/// The field of the sector, where the collection point leaves it open.
pub const SECTOR: &str = "sector";
/// The field of the day on which the form was answered.
pub const DAY: &str = "day";
/// The field of the batch to which a paper form belongs.
pub const BATCH: &str = "batch";
/// The field of a paper form's number in its batch.
pub const NUMBER: &str = "number";
/// The field by which it is said that somebody helped the one who answered.
pub const ASSISTED: &str = "assisted";

/// For how long after a campaign closed what was answered before is still entered, in milliseconds: 30 days, in which paper comes in from
/// villages.
pub const GRACE: i64 = 30 * 86_400_000;

/// The most characters of the name of a batch.
pub const LONGEST_BATCH: usize = 40;
/// The greatest number of a form in its batch.
pub const GREATEST_NUMBER: u32 = 999_999;

/// Whether answers of a mode are entered by collectors.
#[must_use]
pub const fn is_entered(mode: Mode) -> bool {
    matches!(mode, Mode::Paper | Mode::Interviewer)
}

/// The first and last day, as browsers send dates, on which what is entered into a campaign at `now` (UTC milliseconds) may have been
/// answered; `None` where nothing is entered.
#[must_use]
pub fn days(campaign: &Campaign, now: i64) -> Option<(String, String)> {
    let last = match (campaign.state, campaign.openness(now)) {
        (_, Openness::Open) => now,
        (State::Open | State::Closed, Openness::Closed(end)) if now < end.saturating_add(GRACE) => end.saturating_sub(1),
        _ => return None,
    };
    let day = |moment: i64| LocalTime::of(moment).day();
    (campaign.opens_at <= last).then(|| (day(campaign.opens_at), day(last.min(now))))
}

/// The number of a paper form, by which its two entries meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaperNumber {
    /// The batch, as it is written on its cover.
    pub batch: String,
    /// The number in the batch, from 1.
    pub number: u32,
}

/// What was entered of one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The day on which it was answered, `YYYY-MM-DD`.
    pub day: String,
    /// The sector judged.
    pub sector: Code,
    /// Whether somebody helped the one who answered.
    pub assisted: bool,
    /// The answers.
    pub answers: Answers,
}

/// The stored form of an entry.
#[derive(Serialize, Deserialize)]
struct Stored {
    day: String,
    sector: Code,
    assisted: bool,
    /// As the answers of a response are stored.
    answers: String,
}

impl Entered {
    /// The stored form.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { day, sector, assisted, answers } = self.clone();
        // Texts and codes always have a JSON form.
        serde_json::to_string(&Stored { day, sector, assisted, answers: answers.to_json() }).unwrap_or_default()
    }

    /// Reads the stored form back, as an entry of a form of this version; `None` where it is none.
    #[must_use]
    pub fn from_json(version: &Version, json: &str) -> Option<Self> {
        let Stored { day, sector, assisted, answers } = serde_json::from_str(json).ok()?;
        Some(Self { day, sector, assisted, answers: Answers::from_json(version, &answers).ok()? })
    }
}

/// By what an entry is judged.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The questionnaire.
    pub version: &'a Version,
    /// Whether sections that need consent are asked.
    pub asks_sensitive: bool,
    /// The sectors of which one is judged; only one where the collection point says it.
    pub sectors: &'a [Sector],
    /// The first and last day on which it may have been answered.
    pub days: (&'a str, &'a str),
    /// How it was answered: only paper has numbers.
    pub mode: Mode,
    /// Whether paper is entered twice, so that it needs its number.
    pub twice: bool,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Fields that are none of the page's own.
    pub unknown: Vec<String>,
    /// In the head of the form: field, and key of the words.
    pub head: Problems,
    /// In the answers.
    pub answers: Vec<Problem>,
}

/// Reads an entry, by the same rules as what citizens send themselves.
///
/// # Errors
/// What is wrong; then nothing of it may be stored.
pub fn judge(fields: &Fields, terms: Terms<'_>) -> Result<(Option<PaperNumber>, Entered), Faults> {
    let mut faults = Faults::default();
    let paper = terms.mode == Mode::Paper;
    let chooses = terms.sectors.len() != 1;
    let mut others = vec![ID, DAY, ASSISTED];
    others.extend(chooses.then_some(SECTOR));
    others.extend(if paper { [BATCH, NUMBER].as_slice() } else { &[] });
    let answers = match read(terms.version, fields, &others, terms.asks_sensitive) {
        Ok(answers) => answers,
        Err(Refusal::UnknownFields(unknown)) => return Err(Faults { unknown, ..Faults::default() }),
        Err(Refusal::Problems(problems)) => {
            faults.answers = problems;
            Answers::default()
        }
    };
    let day = form::line(fields, DAY);
    if LocalTime::midnight(&day).is_none() {
        faults.head.push((DAY, "entry-day-wrong"));
    } else if day.as_str() < terms.days.0 || day.as_str() > terms.days.1 {
        faults.head.push((DAY, "entry-day-outside"));
    }
    let number = if paper { paper_number(fields, terms.twice, &mut faults.head) } else { None };
    let wanted = if chooses { fields.first(SECTOR) } else { terms.sectors.first().map(|sector| sector.code.as_str()) };
    let sector = terms.sectors.iter().find(|sector| Some(sector.code.as_str()) == wanted);
    match sector {
        Some(sector) if faults.head.is_empty() && faults.answers.is_empty() => {
            let assisted = fields.has(ASSISTED, "yes");
            Ok((number, Entered { day, sector: sector.code.clone(), assisted, answers }))
        }
        Some(_) => Err(faults),
        None => {
            faults.head.push((SECTOR, "entry-sector-wrong"));
            Err(faults)
        }
    }
}

/// The number of a paper form, where it has one.
fn paper_number(fields: &Fields, needed: bool, problems: &mut Problems) -> Option<PaperNumber> {
    let (batch, number) = (form::line(fields, BATCH), form::line(fields, NUMBER));
    if number.is_empty() {
        if needed {
            problems.push((NUMBER, "entry-number-missing"));
        }
        return None;
    }
    if batch.is_empty() || batch.chars().count() > LONGEST_BATCH {
        problems.push((BATCH, "entry-batch-wrong"));
    }
    let number = number.parse().ok().filter(|number| (1..=GREATEST_NUMBER).contains(number));
    if number.is_none() {
        problems.push((NUMBER, "entry-number-wrong"));
    }
    number.map(|number| PaperNumber { batch, number })
}

/// Judges answers once more, as when they were put together from two entries: what is not asked is left out.
///
/// # Errors
/// What does not fit together.
pub fn judge_again(version: &Version, asks_sensitive: bool, answers: &Answers) -> Result<Answers, Vec<Problem>> {
    match read(version, &in_form(version, answers), &[], asks_sensitive) {
        Ok(answers) => Ok(answers),
        Err(Refusal::Problems(problems)) => Err(problems),
        Err(Refusal::UnknownFields(_)) => Err(vec![Problem { item: None, kind: ProblemKind::NotOffered }]),
    }
}

/// Answers as a form has them, with the consent without which they would not be there.
fn in_form(version: &Version, answers: &Answers) -> Fields {
    let given = answers.iter().flat_map(|(item, answer)| {
        let name = super::submission::field(item.as_str());
        answer.in_form().into_iter().map(move |value| (name.clone(), value))
    });
    let agreed = version.sections().iter().filter(|section| {
        section.consent.is_some() && section.items.iter().any(|item| answers.get(item.code.as_str()).is_some())
    });
    let agreed = agreed.map(|section| (super::submission::consent_field(section.code.as_str()), "yes".to_owned()));
    given.chain(agreed).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::{BATCH, DAY, Faults, GRACE, ID, NUMBER, PaperNumber, SECTOR, Terms, days, judge, judge_again};
    use crate::domain::answer::Answer;
    use crate::domain::campaign::{Campaign, Sampling, State};
    use crate::domain::mode::Mode;
    use crate::domain::period::LocalTime;
    use crate::domain::questionnaire::Version;
    use crate::domain::questionnaire::draft::Draft;
    use crate::domain::sector::Sector;
    use crate::domain::submission::{Fields, ProblemKind};
    use crate::domain::texts::Texts;

    /// A small version: a satisfaction item, a choice, and a text that is asked only after one option.
    pub fn version() -> Version {
        let draft = r#"{"code":"q","number":1,"languages":["vi"],"about":"procedure","minutes":1,"title":{"vi":"a"},"purpose":{"vi":"a"},
            "index":{"formula":"mean-score"},"section":[{"code":"s","factor":true,"title":{"vi":"a"},"item":[
            {"code":"a1","kind":"satisfaction","no_opinion":true,"text":{"vi":"a"}},
            {"code":"b1","kind":"single","text":{"vi":"b"},"option":[{"code":"yes","text":{"vi":"c"}},{"code":"no","text":{"vi":"k"}}]},
            {"code":"b2","kind":"short-text","required":true,"text":{"vi":"t"},"ask_if":{"item":"b1","is":["yes"]}}]}]}"#;
        Version::read(serde_json::from_str::<Draft>(draft).unwrap()).unwrap()
    }

    fn at(day: &str) -> i64 {
        LocalTime::midnight(day).unwrap()
    }

    fn campaign(state: State, closes_at: Option<i64>) -> Campaign {
        Campaign {
            id: Uuid::nil(),
            version_id: Uuid::nil(),
            questionnaire: "q".parse().unwrap(),
            title: Texts::default(),
            sampling: Sampling::SelfSelected,
            owner: "u".parse().unwrap(),
            units: Vec::new(),
            sectors: Vec::new(),
            opens_at: at("2026-03-01"),
            closes_at,
            asks_sensitive: false,
            minimum: None,
            state,
        }
    }

    pub fn sector(code: &str) -> Sector {
        Sector { code: code.parse().unwrap(), parent: None, name: Texts::default(), position: 0 }
    }

    fn entered(changes: &[(&str, &str)], mode: Mode, twice: bool) -> Result<(Option<PaperNumber>, super::Entered), Faults> {
        let usual = [(ID, "x"), (DAY, "2026-03-10"), (SECTOR, "land"), ("q-a1", "4")];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
        let fields: Fields = kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let sectors = [sector("land"), sector("other")];
        let days = ("2026-03-01", "2026-03-31");
        judge(&fields, Terms { version: &version(), asks_sensitive: false, sectors: &sectors, days, mode, twice })
    }

    #[test]
    fn forms_of_the_period_are_entered_until_a_month_after_it() {
        let (end, span) = (at("2026-04-01"), |last: &str| Some(("2026-03-01".to_owned(), last.to_owned())));
        let open = campaign(State::Open, Some(end));
        assert_eq!(days(&open, at("2026-02-28")), None);
        assert_eq!(days(&open, at("2026-03-15")), span("2026-03-15"), "nothing is answered tomorrow");
        assert_eq!(days(&open, end), span("2026-03-31"));
        assert_eq!(days(&open, end + GRACE - 1), span("2026-03-31"));
        assert_eq!(days(&open, end + GRACE), None);
        assert_eq!(days(&campaign(State::Closed, Some(end)), end + 1), span("2026-03-31"));
        for state in [State::Draft, State::Archived] {
            assert_eq!(days(&campaign(state, Some(end)), end + 1), None);
        }
        assert_eq!(days(&campaign(State::Open, None), at("2030-01-01")), span("2030-01-01"));
    }

    #[test]
    fn the_head_of_a_form_is_judged_at_its_bounds() {
        for (field, value, key) in [
            (DAY, "", "entry-day-wrong"),
            (DAY, "2026-02-30", "entry-day-wrong"),
            (DAY, "2026-02-28", "entry-day-outside"),
            (DAY, "2026-04-01", "entry-day-outside"),
            (SECTOR, "moon", "entry-sector-wrong"),
            (NUMBER, "", "entry-number-missing"),
            (NUMBER, "0", "entry-number-wrong"),
            (NUMBER, "1000000", "entry-number-wrong"),
            (NUMBER, "-1", "entry-number-wrong"),
            (BATCH, "", "entry-batch-wrong"),
        ] {
            let mut fields = vec![(BATCH, "Lô 1"), (NUMBER, "7")];
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            assert_eq!(entered(&fields, Mode::Paper, true).unwrap_err().head, [(field, key)], "{field} {value}");
        }
        for day in ["2026-03-01", "2026-03-31"] {
            assert!(entered(&[(DAY, day)], Mode::Interviewer, true).is_ok());
        }
        let (number, _) = entered(&[(BATCH, " Lô  1 "), (NUMBER, "999999")], Mode::Paper, true).unwrap();
        assert_eq!(number, Some(PaperNumber { batch: "Lô 1".into(), number: 999_999 }));
        assert_eq!(entered(&[], Mode::Paper, false).unwrap().0, None, "what is entered once needs no number");
        assert_eq!(entered(&[(NUMBER, "1")], Mode::Interviewer, false).unwrap_err().unknown, [NUMBER]);
    }

    #[test]
    fn answers_are_judged_as_those_of_citizens() {
        assert_eq!(entered(&[("q-a1", "6")], Mode::Paper, false).unwrap_err().answers[0].kind, ProblemKind::NotOffered);
        assert_eq!(entered(&[("q-a1", "")], Mode::Paper, false).unwrap_err().answers[0].kind, ProblemKind::Nothing);
        let missing = entered(&[("q-b1", "yes")], Mode::Paper, false).unwrap_err();
        assert_eq!(missing.answers[0].kind, ProblemKind::Missing);
        let (_, passed) = entered(&[("q-b1", "no"), ("q-b2", "x")], Mode::Paper, false).unwrap();
        assert!(passed.answers.get("b2").is_none(), "what was not asked is left out");
        assert_eq!(super::Entered::from_json(&version(), &passed.to_json()), Some(passed));
    }

    #[test]
    fn answers_put_together_are_judged_again() {
        let (_, yes) = entered(&[("q-b1", "yes"), ("q-b2", "x")], Mode::Paper, false).unwrap();
        assert_eq!(judge_again(&version(), false, &yes.answers), Ok(yes.answers.clone()));
        let mut mixed = yes.answers.clone();
        mixed.insert("b1".parse().unwrap(), Answer::Choice("no".parse().unwrap()));
        assert!(judge_again(&version(), false, &mixed).unwrap().get("b2").is_none());
        let mut mixed = yes.answers;
        mixed.remove("b2");
        assert_eq!(judge_again(&version(), false, &mixed).unwrap_err()[0].kind, ProblemKind::Missing);
    }
}
