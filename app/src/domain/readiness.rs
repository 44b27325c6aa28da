//! What a campaign lacks before it can be opened, and what is worth a second look.

use std::collections::BTreeSet;

use super::campaign::{Campaign, Sampling};
use super::code::Code;
use super::language::Language;
use super::questionnaire::Version;
use super::questionnaire::listed::State;
use super::sector::Sector;
use super::tree::Tree;
use super::unit::{Unit, UnitKind};

/// Something that is missing or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The questionnaire version is still a draft.
    VersionIsDraft,
    /// The questionnaire version was retired.
    VersionRetired,
    /// Its period is over already.
    PeriodOver,
    /// No unit is measured.
    NoUnit,
    /// No sector is asked about.
    NoSector,
    /// There is no collection point.
    NoPoint,
    /// There are collection points, and none at a unit that is measured.
    NoPointMeasured,
    /// Its minimum for publication lies below that of the installation, which is this.
    MinimumTooLow(u64),
    /// No end is set: it runs until somebody closes it.
    NoEnd,
    /// The title lacks a language.
    TitleLacks(Language),
    /// The questionnaire lacks a language.
    QuestionnaireLacks(Language),
    /// No collection point asks about this sector.
    SectorWithoutPoint(Code),
    /// At so many units with collection points nothing is measured.
    PointsElsewhere(u64),
    /// So many of the units that are measured have no collection point, and none below them has.
    UnitsWithoutPoint(u64),
    /// The owner is itself among those that are measured.
    OwnerMeasured,
    /// It is to be a random sample, and none was drawn here; it may have been drawn elsewhere.
    SampleNeeded,
}

/// Where something is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the form of the campaign.
    Form,
    /// On the page of its units.
    Units,
    /// Among its sectors.
    Sectors,
    /// Among its collection points.
    Points,
    /// With the questionnaire.
    Questionnaire,
    /// On the page of its sample.
    Sample,
}

impl Finding {
    /// Whether the campaign cannot be opened like this.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        matches!(
            self,
            Self::VersionIsDraft
                | Self::VersionRetired
                | Self::PeriodOver
                | Self::NoUnit
                | Self::NoSector
                | Self::NoPoint
                | Self::NoPointMeasured
                | Self::MinimumTooLow(_)
        )
    }

    /// Where it is mended.
    #[must_use]
    pub const fn place(&self) -> Place {
        match self {
            Self::VersionRetired | Self::PeriodOver | Self::MinimumTooLow(_) | Self::NoEnd | Self::TitleLacks(_) => Place::Form,
            Self::NoUnit | Self::PointsElsewhere(_) | Self::OwnerMeasured => Place::Units,
            Self::NoSector => Place::Sectors,
            Self::NoPoint | Self::NoPointMeasured | Self::UnitsWithoutPoint(_) | Self::SectorWithoutPoint(_) => Place::Points,
            Self::VersionIsDraft | Self::QuestionnaireLacks(_) => Place::Questionnaire,
            Self::SampleNeeded => Place::Sample,
        }
    }
}

/// What is known of a campaign when it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The version that it asks.
    pub version: &'a Version,
    /// How far that has come.
    pub version_state: State,
    /// How many collection points it has.
    pub points: u64,
    /// The units at which these stand.
    pub places: &'a [Code],
    /// All units.
    pub units: &'a Tree<Unit>,
    /// The sectors that these ask about.
    pub asked: &'a BTreeSet<Code>,
    /// All sectors.
    pub sectors: &'a Tree<Sector>,
    /// The installation's minimum.
    pub privacy_minimum: u64,
    /// Whether a sample was drawn for it.
    pub is_drawn: bool,
}

/// Everything that is missing or doubtful at `now` (UTC milliseconds): what stands in the way first.
#[must_use]
pub fn findings(plan: Plan, now: i64) -> Vec<Finding> {
    let Plan { campaign, version, version_state, points, places, units, asked, sectors, privacy_minimum, is_drawn } = plan;
    let mut found = Vec::new();
    let mut note = |is: bool, finding: Finding| {
        if is {
            found.push(finding);
        }
    };
    note(version_state == State::Draft, Finding::VersionIsDraft);
    note(version_state == State::Retired, Finding::VersionRetired);
    note(campaign.closes_at.is_some_and(|end| end <= now), Finding::PeriodOver);
    note(campaign.units.is_empty(), Finding::NoUnit);
    note(campaign.sectors.is_empty(), Finding::NoSector);
    note(points == 0, Finding::NoPoint);
    let elsewhere = places.iter().filter(|place| !campaign.units.iter().any(|unit| covers(units, unit, place))).count();
    // Without any unit or any point, the rest goes without saying.
    let is_spread = !campaign.units.is_empty() && !places.is_empty();
    note(is_spread && elsewhere == places.len(), Finding::NoPointMeasured);
    note(campaign.minimum.is_some_and(|own| own < privacy_minimum), Finding::MinimumTooLow(privacy_minimum));
    note(campaign.closes_at.is_none(), Finding::NoEnd);
    for language in Language::ALL {
        note(!campaign.title.speaks(language.tag()), Finding::TitleLacks(language));
        note(!version.languages().contains(&language), Finding::QuestionnaireLacks(language));
    }
    // Without any point, that this or that sector has none goes without saying.
    for sector in campaign.sectors.iter().filter(|_| points > 0) {
        let covers = |point: &Code| {
            sectors.is_within(point.as_str(), sector.as_str()) || sectors.is_within(sector.as_str(), point.as_str())
        };
        note(!asked.iter().any(covers), Finding::SectorWithoutPoint(sector.clone()));
    }
    if is_spread && elsewhere < places.len() {
        let without = campaign.units.iter().filter(|unit| !places.iter().any(|place| covers(units, unit, place))).count();
        note(elsewhere > 0, Finding::PointsElsewhere(elsewhere as u64));
        note(without > 0, Finding::UnitsWithoutPoint(without as u64));
    }
    note(campaign.units.contains(&campaign.owner), Finding::OwnerMeasured);
    note(campaign.sampling == Sampling::Probability && !is_drawn, Finding::SampleNeeded);
    found
}

/// Whether what is answered at a place is about a unit: it is that unit or lies below it; a department's field is everywhere in the unit to
/// which it belongs.
fn covers(units: &Tree<Unit>, unit: &Code, place: &Code) -> bool {
    let field = units.get(unit.as_str()).filter(|unit| unit.kind == UnitKind::Department).and_then(|unit| unit.parent.as_ref());
    units.is_within(place.as_str(), field.unwrap_or(unit).as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::{Finding, Plan, findings};
    use crate::domain::campaign::{Campaign, Sampling, State};
    use crate::domain::code::Code;
    use crate::domain::language::Language;
    use crate::domain::questionnaire::draft::Draft;
    use crate::domain::questionnaire::{Version, listed};
    use crate::domain::sector::Sector;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn version(languages: &str) -> Version {
        let text = if languages.contains("en") { r#"{"vi":"a","en":"a"}"# } else { r#"{"vi":"a"}"# };
        let draft = format!(
            r#"{{"code":"q","number":1,"languages":[{languages}],"about":"health","minutes":1,"title":{text},"purpose":{text},
            "index":{{"formula":"mean-score"}},
            "section":[{{"code":"s","factor":true,"title":{text},"item":[{{"code":"a1","kind":"satisfaction","text":{text}}}]}}]}}"#
        );
        Version::read(serde_json::from_str::<Draft>(&draft).unwrap()).unwrap()
    }

    fn code(text: &str) -> Code {
        text.parse().unwrap()
    }

    fn ready() -> Campaign {
        Campaign {
            id: Uuid::nil(),
            version_id: Uuid::nil(),
            questionnaire: code("q"),
            title: Texts::new([("vi", "Đợt"), ("en", "Survey")]),
            sampling: Sampling::SelfSelected,
            owner: code("tinh"),
            units: vec![code("xa")],
            sectors: vec![code("health")],
            opens_at: 0,
            closes_at: Some(100),
            asks_sensitive: false,
            minimum: Some(30),
            state: State::Draft,
        }
    }

    fn of(campaign: &Campaign, points: u64, now: i64) -> Vec<Finding> {
        judged(campaign, (&version("\"vi\",\"en\""), listed::State::Published), points, now)
    }

    fn judged(campaign: &Campaign, (version, version_state): (&Version, listed::State), points: u64, now: i64) -> Vec<Finding> {
        let sector = |name: &str, parent: Option<&str>| Sector {
            code: code(name),
            parent: parent.map(code),
            name: Texts::default(),
            position: 0,
        };
        let sectors = Tree::new(vec![
            sector("services", None),
            sector("health", Some("services")),
            sector("hospital", Some("health")),
            sector("education", Some("services")),
        ]);
        let asked = BTreeSet::from([code("hospital")]);
        let (asked, sectors, is_drawn) = (&asked, &sectors, campaign.owner == code("drawn"));
        let unit = |name: &str, parent: Option<&str>, kind: UnitKind| Unit {
            code: code(name),
            parent: parent.map(code),
            kind,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let units = Tree::new(vec![
            unit("tinh", None, UnitKind::Province),
            unit("so", Some("tinh"), UnitKind::Department),
            unit("xa", Some("tinh"), UnitKind::Commune),
            unit("xa-hai", Some("tinh"), UnitKind::Commune),
        ]);
        let places = [code("xa"), code("xa-hai")];
        let places = &places[..usize::try_from(points).unwrap().min(2)];
        let plan = Plan {
            campaign,
            version,
            version_state,
            points,
            places,
            units: &units,
            asked,
            sectors,
            privacy_minimum: 10,
            is_drawn,
        };
        findings(plan, now)
    }

    #[test]
    fn points_stand_where_is_measured() {
        let measures = |units: &[&str]| Campaign { units: units.iter().map(|unit| code(unit)).collect(), ..ready() };
        assert_eq!(of(&measures(&["xa-hai"]), 1, 0), [Finding::NoPointMeasured]);
        assert!(Finding::NoPointMeasured.blocks());
        assert_eq!(of(&measures(&["xa-hai", "xa"]), 1, 0), [Finding::UnitsWithoutPoint(1)]);
        assert_eq!(of(&measures(&["xa"]), 2, 0), [Finding::PointsElsewhere(1)]);
        assert_eq!(of(&measures(&["xa", "xa-hai"]), 2, 0), []);
        assert_eq!(of(&measures(&["so"]), 2, 0), [], "a department is judged everywhere in its province");
    }

    #[test]
    fn a_campaign_that_has_everything_is_ready() {
        assert_eq!(of(&ready(), 1, 99), []);
    }

    #[test]
    fn what_stands_in_the_way_is_named() {
        let bare = Campaign { units: Vec::new(), sectors: Vec::new(), minimum: Some(9), ..ready() };
        let found = of(&bare, 0, 100);
        let expected = [Finding::PeriodOver, Finding::NoUnit, Finding::NoSector, Finding::NoPoint, Finding::MinimumTooLow(10)];
        assert_eq!(found, expected);
        assert!(found.iter().all(Finding::blocks));
        let both = version("\"vi\",\"en\"");
        assert_eq!(judged(&ready(), (&both, listed::State::Draft), 1, 0), [Finding::VersionIsDraft]);
        assert_eq!(judged(&ready(), (&both, listed::State::Retired), 1, 0), [Finding::VersionRetired]);
    }

    #[test]
    fn what_is_doubtful_does_not_stand_in_the_way() {
        let doubtful = Campaign {
            title: Texts::new([("vi", "Đợt")]),
            sampling: Sampling::Probability,
            units: vec![code("tinh")],
            sectors: vec![code("education"), code("health"), code("services")],
            closes_at: None,
            minimum: None,
            ..ready()
        };
        let found = judged(&doubtful, (&version("\"vi\""), listed::State::Published), 1, 0);
        let expected = [
            Finding::NoEnd,
            Finding::TitleLacks(Language::En),
            Finding::QuestionnaireLacks(Language::En),
            Finding::SectorWithoutPoint(code("education")),
            Finding::OwnerMeasured,
            Finding::SampleNeeded,
        ];
        assert_eq!(found, expected);
        assert!(!found.iter().any(Finding::blocks));
        let drawn = Campaign { sampling: Sampling::Probability, owner: code("drawn"), ..ready() };
        assert_eq!(of(&drawn, 1, 0), []);
    }
}
