//! From the fields of a form to collection points: the one place where what a manager says of them is judged.

use uuid::Uuid;

use super::campaign::{Campaign, Openness};
use super::code::Code;
use super::collection_point::CollectionPoint;
use super::form::{LONGEST_NAME, Problems, line, names};
use super::language::Language;
use super::mode::Mode;
use super::role::Reach;
use super::sector::Sector;
use super::submission::Fields;
use super::texts::Texts;
use super::tree::Tree;
use super::unit::{Unit, UnitKind};

/// The field of the campaign.
pub const CAMPAIGN: &str = "campaign";
/// The field of the unit that is judged.
pub const UNIT: &str = "unit";
/// The field that says at which units points are wanted, by a word of [`Spread`].
pub const SPREAD: &str = "spread";
/// The field of the sector; empty where the citizen says it.
pub const SECTOR: &str = "sector";
/// The field of the mode, by its word.
pub const MODE: &str = "mode";
/// The field by which only those who were invited may answer.
pub const BY_INVITATION: &str = "by-invitation";
/// The field of the names of new points, one on each line, with the English name after a `|`.
pub const NAMES: &str = "names";

/// The most points that are added at once.
pub const MOST: usize = 500;
/// The most characters of the field of names.
pub const LONGEST_NAMES: usize = 20_000;

/// At which units points are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// At the chosen one.
    Only,
    /// At each one below it.
    Below,
    /// At each commune below it.
    Communes,
}

impl Spread {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Only, Self::Below, Self::Communes];

    /// The word that the form sends.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Only => "only",
            Self::Below => "below",
            Self::Communes => "communes",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Only => "point-spread-only",
            Self::Below => "point-spread-below",
            Self::Communes => "point-spread-communes",
        }
    }

    /// The units that it means.
    fn units(self, chosen: &Code, offered: &[(usize, &Unit)], all: &Tree<Unit>) -> Vec<Code> {
        let below = |unit: &Unit| unit.code != *chosen && all.is_within(unit.code.as_str(), chosen.as_str());
        let meant = |unit: &Unit| match self {
            Self::Only => unit.code == *chosen,
            Self::Below => below(unit),
            Self::Communes => below(unit) && unit.kind == UnitKind::Commune,
        };
        offered.iter().filter(|(_, unit)| meant(unit)).map(|(_, unit)| unit.code.clone()).collect()
    }
}

/// What a point asks, as long as nobody has answered there: what it judges and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The unit that is judged.
    pub unit: Code,
    /// The sector; `None` where the citizen says it.
    pub sector: Option<Code>,
    /// How answers are given.
    pub mode: Mode,
    /// Whether only those who were invited may answer.
    pub by_invitation: bool,
}

/// A point that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPoint {
    /// What it asks.
    pub subject: Subject,
    /// What people call it.
    pub name: Texts,
}

/// Where points may be, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// All units.
    pub units: &'a Tree<Unit>,
    /// All sectors.
    pub sectors: &'a Tree<Sector>,
    /// UTC milliseconds.
    pub now: i64,
}

impl<'a> Places<'a> {
    /// The units that a campaign of this owner may be about, with their depths: the owner with all below it, and, as a department's field
    /// is everywhere in the unit to which it belongs, of a department that unit with all below it. Only those that exist.
    #[must_use]
    pub fn measurable(&self, owner: &str) -> Vec<(usize, &'a Unit)> {
        let Some(top) = self.top(owner) else { return Vec::new() };
        let found = Reach::Units(vec![top.clone()]).within(self.units);
        found.into_iter().filter(|(_, unit)| unit.exists(self.now)).collect()
    }

    /// The unit at which they begin.
    #[must_use]
    pub fn top(&self, owner: &str) -> Option<&'a Code> {
        let unit = self.units.get(owner)?;
        let above = unit.parent.as_ref().filter(|_| unit.kind == UnitKind::Department);
        Some(above.unwrap_or(&unit.code))
    }
}

/// The new points that a form describes, and their campaign. `campaigns` are those to which whoever sent it may add points.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_new(fields: &Fields, campaigns: &[Campaign], places: &Places<'_>) -> Result<(Uuid, Vec<NewPoint>), Problems> {
    let mut problems = Problems::new();
    let campaign = line(fields, CAMPAIGN).parse().ok();
    let campaign = campaigns.iter().find(|known| Some(known.id) == campaign);
    match campaign.map(|campaign| campaign.openness(places.now)) {
        Some(Openness::Draft | Openness::Open | Openness::NotYet(_)) => {}
        Some(Openness::Closed(_)) => problems.push((CAMPAIGN, "point-campaign-closed")),
        None => problems.push((CAMPAIGN, "point-campaign-wrong")),
    }
    let offered = campaign.map(|campaign| places.measurable(campaign.owner.as_str())).unwrap_or_default();
    let subject = subject(fields, &offered, places, &mut problems);
    let spread = line(fields, SPREAD);
    let spread = Spread::ALL.into_iter().find(|known| known.word() == spread);
    let units = match (&subject, spread) {
        (Some(subject), Some(spread)) => spread.units(&subject.unit, &offered, places.units),
        _ => Vec::new(),
    };
    if spread.is_none() || subject.is_some() && units.is_empty() {
        problems.push((SPREAD, "point-spread-none"));
    }
    let names = new_names(fields, &mut problems);
    if units.len() * names.len() > MOST {
        problems.push((NAMES, "points-too-many"));
    }
    match (campaign, subject) {
        (Some(campaign), Some(subject)) if problems.is_empty() => {
            let at = |unit: &Code| {
                let subject = Subject { unit: unit.clone(), ..subject.clone() };
                names.iter().map(move |name| NewPoint { subject: subject.clone(), name: name.clone() })
            };
            Ok((campaign.id, units.iter().flat_map(at).collect()))
        }
        _ => Err(problems),
    }
}

/// The point as a form wants it. Where somebody has answered there already, it keeps what it asks.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_change(
    fields: &Fields,
    (old, campaign): (&CollectionPoint, &Campaign),
    keeps: bool,
    places: &Places<'_>,
) -> Result<CollectionPoint, Problems> {
    let mut problems = Problems::new();
    let new = CollectionPoint { name: names(fields, old.name.clone(), &mut problems), ..old.clone() };
    if keeps {
        return if problems.is_empty() { Ok(new) } else { Err(problems) };
    }
    let offered = places.measurable(campaign.owner.as_str());
    match subject(fields, &offered, places, &mut problems) {
        Some(Subject { unit, sector, mode, by_invitation }) if problems.is_empty() => {
            Ok(CollectionPoint { unit, sector, mode, by_invitation, ..new })
        }
        _ => Err(problems),
    }
}

fn subject(fields: &Fields, offered: &[(usize, &Unit)], places: &Places<'_>, problems: &mut Problems) -> Option<Subject> {
    let unit = line(fields, UNIT);
    let unit = offered.iter().find(|(_, known)| known.code.as_str() == unit).map(|(_, unit)| unit.code.clone());
    if unit.is_none() {
        problems.push((UNIT, "point-unit-wrong"));
    }
    let sector = line(fields, SECTOR);
    let known = places.sectors.get(&sector).map(|sector| sector.code.clone());
    if known.is_none() && !sector.is_empty() {
        problems.push((SECTOR, "point-sector-wrong"));
    }
    let mode = Mode::from_word(&line(fields, MODE));
    if mode.is_none() {
        problems.push((MODE, "point-mode-wrong"));
    }
    let by_invitation = fields.has(BY_INVITATION, "yes");
    if by_invitation && mode.is_some_and(|mode| mode != Mode::Link) {
        problems.push((BY_INVITATION, "point-invitation-by-link"));
    }
    Some(Subject { unit: unit?, sector: known, mode: mode?, by_invitation })
}

/// The names of new points: one on each line that is not empty, English after a `|`.
fn new_names(fields: &Fields, problems: &mut Problems) -> Vec<Texts> {
    let text = fields.first(NAMES).unwrap_or_default();
    let tidy = |part: &str| {
        part.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let mut names = Vec::new();
    for line in text.lines() {
        let (vi, en) = line.split_once('|').unwrap_or((line, ""));
        let (vi, en) = (tidy(vi), tidy(en));
        if [&vi, &en].iter().any(|name| name.chars().count() > LONGEST_NAME) {
            problems.push((NAMES, "name-too-long"));
            return Vec::new();
        }
        if !vi.is_empty() {
            names.push(Texts::default().with(Language::Vi, &vi).with(Language::En, &en));
        } else if !en.is_empty() {
            problems.push((NAMES, "name-missing"));
            return Vec::new();
        }
    }
    if names.is_empty() {
        problems.push((NAMES, "name-missing"));
    }
    names
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::campaign::{Sampling, State};

    const NOW: i64 = 1_000;

    fn units() -> Tree<Unit> {
        let unit = |code: &str, parent: Option<&str>, kind, valid_to| Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind,
            name: Texts::default(),
            valid_from: 0,
            valid_to,
            successor: None,
        };
        Tree::new(vec![
            unit("tinh", None, UnitKind::Province, None),
            unit("so", Some("tinh"), UnitKind::Department, None),
            unit("huyen", Some("tinh"), UnitKind::District, Some(NOW)),
            unit("xa-mot", Some("tinh"), UnitKind::Commune, None),
            unit("xa-hai", Some("tinh"), UnitKind::Commune, None),
            unit("khac", None, UnitKind::Province, None),
        ])
    }

    fn sectors() -> Tree<Sector> {
        Tree::new(vec![Sector { code: "land".parse().unwrap(), parent: None, name: Texts::default(), position: 0 }])
    }

    fn campaign(owner: &str, closes_at: Option<i64>) -> Campaign {
        Campaign {
            id: Uuid::from_u128(7),
            version_id: Uuid::nil(),
            questionnaire: "q".parse().unwrap(),
            title: Texts::default(),
            sampling: Sampling::SelfSelected,
            owner: owner.parse().unwrap(),
            units: Vec::new(),
            sectors: Vec::new(),
            opens_at: 0,
            closes_at,
            asks_sensitive: false,
            minimum: None,
            state: State::Open,
        }
    }

    fn judged(owner: &Campaign, changes: &[(&str, &str)]) -> Result<Vec<NewPoint>, Problems> {
        let id = Uuid::from_u128(7).to_string();
        let usual = [
            (CAMPAIGN, id.as_str()),
            (UNIT, "xa-mot"),
            (SPREAD, "only"),
            (SECTOR, "land"),
            (MODE, "phone"),
            (NAMES, "Quầy 1 | Counter 1\r\n\r\n  Quầy   2 "),
        ];
        let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let fields = kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (units, sectors) = (units(), sectors());
        let places = Places { units: &units, sectors: &sectors, now: NOW };
        judge_new(&fields, std::slice::from_ref(owner), &places).map(|(_, points)| points)
    }

    #[test]
    fn each_line_is_a_point_at_each_unit() {
        let points = judged(&campaign("tinh", None), &[]).unwrap();
        assert_eq!(points.len(), 2);
        assert_eq!((points[0].name.only(Language::Vi), points[0].name.only(Language::En)), ("Quầy 1", "Counter 1"));
        assert_eq!(points[1].name, Texts::new([("vi", "Quầy 2")]));
        assert_eq!(points[0].subject.sector.as_ref().map(Code::as_str), Some("land"));
        let units = |changes: &[(&str, &str)]| -> Vec<String> {
            judged(&campaign("tinh", None), changes).unwrap().iter().map(|point| point.subject.unit.to_string()).collect()
        };
        assert_eq!(units(&[(UNIT, "tinh"), (SPREAD, "communes"), (NAMES, "Cổng")]), ["xa-mot", "xa-hai"]);
        assert_eq!(units(&[(UNIT, "tinh"), (SPREAD, "below"), (NAMES, "Cổng")]), ["so", "xa-mot", "xa-hai"], "not the old one");
        assert_eq!(judged(&campaign("tinh", None), &[(SECTOR, "")]).unwrap()[0].subject.sector, None);
    }

    #[test]
    fn a_campaign_is_about_its_owner_and_below_and_a_departments_about_all_around_it() {
        assert!(judged(&campaign("so", None), &[]).is_ok());
        assert_eq!(judged(&campaign("xa-hai", None), &[]).unwrap_err(), [(UNIT, "point-unit-wrong")]);
        assert_eq!(judged(&campaign("so", None), &[(UNIT, "khac")]).unwrap_err(), [(UNIT, "point-unit-wrong")]);
        assert_eq!(judged(&campaign("tinh", None), &[(UNIT, "huyen")]).unwrap_err(), [(UNIT, "point-unit-wrong")]);
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let long = "x".repeat(LONGEST_NAME + 1);
        let many = "Quầy\n".repeat(MOST + 1);
        for (field, value, key) in [
            (CAMPAIGN, "", "point-campaign-wrong"),
            (CAMPAIGN, "00000000-0000-0000-0000-000000000008", "point-campaign-wrong"),
            (SPREAD, "all", "point-spread-none"),
            (SPREAD, "below", "point-spread-none"),
            (SECTOR, "moon", "point-sector-wrong"),
            (MODE, "", "point-mode-wrong"),
            (BY_INVITATION, "yes", "point-invitation-by-link"),
            (NAMES, " \n", "name-missing"),
            (NAMES, "| Counter", "name-missing"),
            (NAMES, &long, "name-too-long"),
            (NAMES, &many, "points-too-many"),
        ] {
            let problems = judged(&campaign("tinh", None), &[(field, value)]).unwrap_err();
            assert!(problems.contains(&(field, key)), "{field}: {problems:?}");
        }
        assert_eq!(judged(&campaign("tinh", Some(NOW)), &[]).unwrap_err(), [(CAMPAIGN, "point-campaign-closed")]);
        let invited = judged(&campaign("tinh", None), &[(MODE, "link"), (BY_INVITATION, "yes")]).unwrap();
        assert!(invited[0].subject.by_invitation);
    }

    #[test]
    fn a_point_with_answers_changes_its_name_only() {
        let old = CollectionPoint {
            code: "aaaaaa".parse().unwrap(),
            campaign_id: Uuid::from_u128(7),
            unit: "xa-mot".parse().unwrap(),
            sector: None,
            mode: Mode::Phone,
            name: Texts::new([("vi", "Cũ")]),
            withdrawn_at: None,
            by_invitation: false,
        };
        let fields: Fields = [("name-vi", "Mới"), (UNIT, "xa-hai"), (SECTOR, "land"), (MODE, "kiosk")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .collect();
        let (units, sectors) = (units(), sectors());
        let places = Places { units: &units, sectors: &sectors, now: NOW };
        let campaign = campaign("tinh", None);
        let kept = judge_change(&fields, (&old, &campaign), true, &places).unwrap();
        assert_eq!(kept, CollectionPoint { name: Texts::new([("vi", "Mới")]), ..old.clone() });
        let changed = judge_change(&fields, (&old, &campaign), false, &places).unwrap();
        assert_eq!((changed.unit.as_str(), changed.mode), ("xa-hai", Mode::Kiosk));
    }
}
