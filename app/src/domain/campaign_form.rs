//! From the fields of a form to a campaign: the one place where what a manager says of a campaign is judged.

use uuid::Uuid;

use super::campaign::{Campaign, Sampling, State};
use super::form::{Problems, line, names};
use super::period::LocalTime;
use super::questionnaire::listed::{self, Listed};
use super::role::Reach;
use super::submission::Fields;
use super::texts::Texts;
use super::tree::Tree;
use super::unit::Unit;

/// The field of the questionnaire version, by its identifier.
pub const VERSION: &str = "version";
/// The field of the sampling, by its word.
pub const SAMPLING: &str = "sampling";
/// The field of the owner.
pub const OWNER: &str = "owner";
/// The field of the first day, `YYYY-MM-DD` in Viet Nam.
pub const FROM: &str = "from";
/// The field of the last day, `YYYY-MM-DD` in Viet Nam; empty for no end.
pub const TO: &str = "to";
/// The field of the minimum of respondents for publication; empty for that of the installation.
pub const MINIMUM: &str = "minimum";
/// The field that says that sensitive questions are asked, `yes`.
pub const SENSITIVE: &str = "sensitive";

/// The greatest minimum that makes sense.
const GREATEST_MINIMUM: u64 = 100_000;

/// A day in milliseconds: Viet Nam has no summer time.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Among what one may choose.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    /// All questionnaire versions.
    pub versions: &'a [Listed],
    /// All units.
    pub units: &'a Tree<Unit>,
    /// Where whoever fills the form in runs surveys.
    pub reach: &'a Reach,
    /// The installation's minimum for publication.
    pub privacy_minimum: u64,
}

/// The first day of a campaign, as its field shows it.
#[must_use]
pub fn first_day(campaign: &Campaign) -> String {
    LocalTime::of(campaign.opens_at).day()
}

/// The last day of a campaign, as its field shows it; empty where no end is set.
#[must_use]
pub fn last_day(campaign: &Campaign) -> String {
    campaign.closes_at.map(|end| LocalTime::of(end.saturating_sub(1)).day()).unwrap_or_default()
}

/// The new draft that a form describes.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_new(fields: &Fields, id: Uuid, choices: Choices) -> Result<Campaign, Problems> {
    judge(fields, id, None, choices)
}

/// The draft `old` as a form wants it to be.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_draft(fields: &Fields, old: &Campaign, choices: Choices) -> Result<Campaign, Problems> {
    judge(fields, old.id, Some(old), choices)
}

/// The open campaign `old` as a form wants it to be at `now`: only its title and its end may change, for answers came under the rest.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_open(fields: &Fields, old: &Campaign, now: i64) -> Result<Campaign, Problems> {
    let mut problems = Problems::new();
    let title = names(fields, old.title.clone(), &mut problems);
    let closes_at = end(fields, Some(old), &mut problems);
    if closes_at.is_some_and(|end| end <= now.max(old.opens_at)) && problems.is_empty() {
        problems.push((TO, "campaign-end-past"));
    }
    if problems.is_empty() { Ok(Campaign { title, closes_at, ..old.clone() }) } else { Err(problems) }
}

fn judge(fields: &Fields, id: Uuid, old: Option<&Campaign>, choices: Choices) -> Result<Campaign, Problems> {
    let Choices { versions, units, reach, privacy_minimum } = choices;
    let mut problems = Problems::new();
    let title = names(fields, old.map_or_else(Texts::default, |old| old.title.clone()), &mut problems);
    let wanted = line(fields, VERSION);
    let version = versions.iter().find(|version| version.id.to_string() == wanted);
    // What was retired meanwhile may stay where it stands; the campaign then cannot be opened.
    let version =
        version.filter(|version| version.state != listed::State::Retired || old.is_some_and(|old| old.version_id == version.id));
    if version.is_none() {
        problems.push((VERSION, "campaign-version-wrong"));
    }
    let sampling = Sampling::from_word(&line(fields, SAMPLING));
    if sampling.is_none() {
        problems.push((SAMPLING, "campaign-sampling-wrong"));
    }
    let owner = units.get(&line(fields, OWNER)).filter(|unit| reach.has(units, unit.code.as_str()));
    if owner.is_none() {
        problems.push((OWNER, "campaign-owner-wrong"));
    }
    let opens_at = beginning(fields, old, &mut problems);
    let closes_at = end(fields, old, &mut problems);
    if opens_at.zip(closes_at).is_some_and(|(begin, end)| end <= begin) {
        problems.push((TO, "campaign-ends-before-it-begins"));
    }
    let minimum = minimum(&line(fields, MINIMUM), privacy_minimum).unwrap_or_else(|problem| {
        problems.push((MINIMUM, problem));
        None
    });
    let (Some(version), Some(sampling), Some(owner), Some(opens_at), true) =
        (version, sampling, owner, opens_at, problems.is_empty())
    else {
        return Err(problems);
    };
    Ok(Campaign {
        id,
        version_id: version.id,
        questionnaire: version.code.clone(),
        title,
        sampling,
        owner: owner.code.clone(),
        units: old.map(|old| old.units.clone()).unwrap_or_default(),
        sectors: old.map(|old| old.sectors.clone()).unwrap_or_default(),
        opens_at,
        closes_at,
        asks_sensitive: fields.has(SENSITIVE, "yes"),
        minimum,
        state: State::Draft,
    })
}

/// The first moment. A day that is not touched keeps its moment.
fn beginning(fields: &Fields, old: Option<&Campaign>, problems: &mut Problems) -> Option<i64> {
    let day = line(fields, FROM);
    let kept = old.filter(|old| first_day(old) == day).map(|old| old.opens_at);
    let moment = kept.or_else(|| LocalTime::midnight(&day));
    if moment.is_none() {
        problems.push((FROM, "day-wrong"));
    }
    moment
}

/// The moment after the last day, if there is one.
fn end(fields: &Fields, old: Option<&Campaign>, problems: &mut Problems) -> Option<i64> {
    let day = line(fields, TO);
    if let Some(old) = old.filter(|old| last_day(old) == day) {
        return old.closes_at;
    }
    if day.is_empty() {
        return None;
    }
    let midnight = LocalTime::midnight(&day);
    if midnight.is_none() {
        problems.push((TO, "day-wrong"));
    }
    midnight.map(|midnight| midnight + DAY)
}

fn minimum(typed: &str, least: u64) -> Result<Option<u64>, &'static str> {
    if typed.is_empty() {
        return Ok(None);
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("campaign-minimum-wrong");
    }
    match typed.parse() {
        Ok(minimum) if minimum < least => Err("campaign-minimum-low"),
        Ok(minimum) if minimum <= GREATEST_MINIMUM => Ok(Some(minimum)),
        _ => Err("campaign-minimum-wrong"),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{
        Choices, FROM, MINIMUM, OWNER, SAMPLING, SENSITIVE, TO, VERSION, first_day, judge_draft, judge_new, judge_open, last_day,
    };
    use crate::domain::campaign::{Campaign, State};
    use crate::domain::form::{NAME_EN, NAME_VI, Problems};
    use crate::domain::questionnaire::listed::{self, Listed};
    use crate::domain::role::Reach;
    use crate::domain::submission::Fields;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    const PUBLISHED: &str = "00000000-0000-0000-0000-000000000001";
    const RETIRED: &str = "00000000-0000-0000-0000-000000000002";

    fn form(changes: &[(&str, &str)]) -> Fields {
        let usual = [
            (NAME_VI, "Đợt quý I"),
            (VERSION, PUBLISHED),
            (SAMPLING, "census"),
            (OWNER, "tinh"),
            (FROM, "2026-01-01"),
            (TO, "2026-03-31"),
            (MINIMUM, ""),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn judged(changes: &[(&str, &str)], old: Option<&Campaign>) -> Result<Campaign, Problems> {
        let version =
            |id: &str, number, state| Listed { id: id.parse().unwrap(), code: "q".parse().unwrap(), number, state, since: 0 };
        let versions = [version(PUBLISHED, 2, listed::State::Published), version(RETIRED, 1, listed::State::Retired)];
        let unit = |code: &str| Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Province,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let units = Tree::new(vec![unit("tinh"), unit("khac")]);
        let reach = Reach::Units(vec!["tinh".parse().unwrap()]);
        let choices = Choices { versions: &versions, units: &units, reach: &reach, privacy_minimum: 10 };
        match old {
            Some(old) => judge_draft(&form(changes), old, choices),
            None => judge_new(&form(changes), Uuid::from_u128(7), choices),
        }
    }

    #[test]
    fn a_new_campaign_is_a_draft_of_whole_days() {
        let new = judged(&[(SENSITIVE, "yes"), (MINIMUM, "30")], None).unwrap();
        assert_eq!((new.id, new.state, new.minimum, new.asks_sensitive), (Uuid::from_u128(7), State::Draft, Some(30), true));
        assert_eq!((first_day(&new).as_str(), last_day(&new).as_str()), ("2026-01-01", "2026-03-31"));
        assert_eq!(new.closes_at.unwrap() - new.opens_at, 90 * 24 * 60 * 60 * 1000);
        assert_eq!(judged(&[(TO, "")], None).unwrap().closes_at, None);
        assert!(judged(&[(TO, "2026-01-01")], None).is_ok(), "one day is a period");
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        for (field, value, key) in [
            (NAME_VI, " ", "name-missing"),
            (VERSION, "", "campaign-version-wrong"),
            (VERSION, RETIRED, "campaign-version-wrong"),
            (SAMPLING, "guess", "campaign-sampling-wrong"),
            (OWNER, "khac", "campaign-owner-wrong"),
            (OWNER, "nowhere", "campaign-owner-wrong"),
            (FROM, "2026-02-30", "day-wrong"),
            (FROM, "", "day-wrong"),
            (TO, "soon", "day-wrong"),
            (TO, "2025-12-31", "campaign-ends-before-it-begins"),
            (MINIMUM, "9", "campaign-minimum-low"),
            (MINIMUM, "-1", "campaign-minimum-wrong"),
            (MINIMUM, "100001", "campaign-minimum-wrong"),
        ] {
            assert_eq!(judged(&[(field, value)], None).unwrap_err(), [(field, key)], "{field} {value}");
        }
    }

    #[test]
    fn a_draft_keeps_what_the_form_does_not_say() {
        let old = Campaign { units: vec!["tinh".parse().unwrap()], opens_at: 5, ..judged(&[], None).unwrap() };
        let day = first_day(&old);
        let new = judged(&[(FROM, &day), (NAME_EN, "First quarter")], Some(&old)).unwrap();
        assert_eq!((new.id, &new.units, new.opens_at), (old.id, &old.units, 5));
        let old = Campaign { version_id: RETIRED.parse().unwrap(), ..old };
        assert!(judged(&[(VERSION, RETIRED)], Some(&old)).is_ok(), "what was retired meanwhile may stay");
    }

    #[test]
    fn of_an_open_campaign_only_title_and_end_change() {
        let old = Campaign { state: State::Open, ..judged(&[], None).unwrap() };
        let fields =
            form(&[(NAME_VI, "Tên mới"), (SAMPLING, "probability"), (OWNER, "khac"), (FROM, "2020-01-01"), (TO, "2026-04-30")]);
        let now = old.opens_at + 1;
        let new = judge_open(&fields, &old, now).unwrap();
        let title = Texts::new([("vi", "Tên mới")]);
        assert_eq!(new, Campaign { title, closes_at: new.closes_at, ..old.clone() });
        assert_eq!(last_day(&new), "2026-04-30");
        assert_eq!(judge_open(&form(&[(TO, "2025-12-31")]), &old, now).unwrap_err(), [(TO, "campaign-end-past")]);
        assert_eq!(judge_open(&form(&[(TO, "")]), &old, now).unwrap().closes_at, None);
    }
}
