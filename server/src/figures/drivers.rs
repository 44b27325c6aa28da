//! What goes along with satisfaction on the whole: the importance of each factor beside how satisfied people are with it.

use app::domain::drivers::{Driver, DriverFigures, Drivers, DriversShown, Quadrant, WhyNoDrivers};
use app::domain::measure::Measure;
use app::domain::overview::Question;
use app::domain::period::Period;
use app::domain::questionnaire::{Section, Version};
use app::domain::texts::Texts;

use super::people::{People, Person};
use super::{Desk, panel};
use crate::analysis::lmg::{self, MOST_ITEMS};
use crate::analysis::quadrants::{FEWEST_ROWS, Quadrant as Place, importance_shares, quadrants};
use crate::analysis::regression::DriverData;
use crate::analysis::undefined::Undefined;
use crate::store::{Store, StoreError};

/// The drivers of satisfaction under a question, as of `now` (UTC milliseconds).
///
/// # Errors
/// When the database does not answer.
pub async fn drivers(
    store: &Store,
    people: &People,
    question: &Question,
    now: i64,
    privacy_minimum: u64,
) -> Result<Drivers, StoreError> {
    let mut desk = Desk::open(store, people, &question.filter, now, privacy_minimum).await?;
    desk.look_around(None, &[], false).await?;
    let groups = desk.groups();
    let (scene, chosen) = desk.scene(question, &groups, now);
    let Some((measure, campaigns)) = chosen else { return Ok(Drivers { scene, shown: None }) };
    let version = campaigns.first().and_then(|campaign| desk.directory.versions.get(&campaign.version_id));
    let Some(version) = version else { return Ok(Drivers { scene, shown: None }) };
    let (everybody, newest);
    let (persons, most): (Vec<&Person>, _) = if measure == Measure::Survey {
        everybody = desk.everybody(campaigns).await?;
        (everybody.iter().flat_map(|sample| sample.iter()).filter(|person| desk.takes(person)).collect(), None)
    } else {
        newest = desk.newest(campaigns, version, now).await?;
        (newest.all().map(|came| &came.person).filter(|person| desk.takes(person)).collect(), newest.most)
    };
    let outcome = outcome(version);
    let shown = DriversShown {
        measure,
        title: version.title().clone(),
        version: version.number(),
        outcome: outcome.map(|(_, texts)| texts.clone()),
        persons: persons.len() as u64,
        newest: most,
        found: outcome.ok_or(WhyNoDrivers::NoOutcome).and_then(|(place, _)| found(version, place, &persons)),
        expectations: desk.expectations(measure, campaigns, &persons).await?,
    };
    Ok(Drivers { scene, shown: Some(shown) })
}

impl Desk<'_> {
    /// Whether a person is one of those whom the filter asks for.
    pub(super) fn takes(&self, person: &Person) -> bool {
        let filter = self.filter;
        let in_sector =
            filter.sector.as_ref().is_none_or(|sector| self.directory.sectors.is_within(&person.sector, sector.as_str()));
        let in_period = |period: Period| panel::months(period).contains(&person.month);
        in_sector
            && self.takes_unit(&person.unit)
            && filter.period.is_none_or(in_period)
            && panel::in_mode(self.filter.mode, person)
    }
}

/// The question about satisfaction on the whole, with its place among the satisfaction items: the first that belongs to no factor.
fn outcome(version: &Version) -> Option<(usize, &Texts)> {
    let mut items = version.satisfaction_items().enumerate();
    items.find(|(_, (section, _))| !section.factor).map(|(place, (_, item))| (place, &item.text))
}

/// A factor with the places of its items among the satisfaction items.
struct FactorItems<'a> {
    section: &'a Section,
    places: Vec<usize>,
}

impl FactorItems<'_> {
    /// The points given to its items, from 1 to 5.
    fn points<'p>(&'p self, person: &'p Person) -> impl Iterator<Item = u8> + 'p {
        self.places.iter().map(|place| person.points[*place]).filter(|point| *point > 0)
    }

    /// The mean of the points that a person gave; `None` where they gave none.
    fn score(&self, person: &Person) -> Option<f64> {
        let (count, sum) = self.points(person).fold((0.0, 0.0), |(count, sum), point| (count + 1.0, sum + f64::from(point)));
        (count > 0.0).then(|| sum / count)
    }
}

fn found(version: &Version, outcome: usize, persons: &[&Person]) -> Result<DriverFigures, WhyNoDrivers> {
    let rated: Vec<&Person> = persons.iter().copied().filter(|person| person.points[outcome] > 0).collect();
    let factors = version.sections().iter().filter(|section| section.factor).map(|section| {
        let of = |(_, (of, _)): &(usize, (&Section, _))| of.code == section.code;
        FactorItems { section, places: version.satisfaction_items().enumerate().filter(of).map(|(place, _)| place).collect() }
    });
    // A factor that is asked of few, as complaints are of those who complained, would leave only these.
    let most_said =
        |factor: &FactorItems| 2 * rated.iter().filter(|person| factor.score(person).is_some()).count() >= rated.len();
    let (factors, left_out): (Vec<FactorItems>, Vec<FactorItems>) = factors.partition(most_said);
    match factors.len() {
        0 | 1 => return Err(WhyNoDrivers::TooFewFactors),
        count if count > MOST_ITEMS => return Err(WhyNoDrivers::TooManyFactors),
        _ => {}
    }
    let is_complete = |person: &&Person| factors.iter().all(|factor| factor.score(person).is_some());
    let complete: Vec<&Person> = rated.into_iter().filter(is_complete).collect();
    let too_few = WhyNoDrivers::TooFewPersons { complete: complete.len() as u64, needed: FEWEST_ROWS as u64 };
    if complete.len() < FEWEST_ROWS {
        return Err(too_few);
    }
    let why = |undefined| match undefined {
        Undefined::TooFewUnits => too_few,
        _ => WhyNoDrivers::NoVariation,
    };
    let overall: Vec<f64> = complete.iter().map(|person| f64::from(person.points[outcome])).collect();
    let scores: Vec<Vec<f64>> =
        factors.iter().map(|factor| complete.iter().filter_map(|person| factor.score(person)).collect()).collect();
    let weights: Vec<f64> = complete.iter().map(|person| person.weight()).collect();
    let data = DriverData::new(&overall, &scores, Some(&weights)).map_err(why)?;
    let importance = lmg::importance(&data).map_err(why)?;
    let satisfied: Vec<f64> = factors.iter().map(|factor| satisfied(factor, &complete)).collect();
    let shares = importance_shares(&importance.lmg).map_err(why)?;
    let places = quadrants(&shares, &satisfied, complete.len(), importance.r2).map_err(|undefined| match undefined {
        Undefined::NoVariation => WhyNoDrivers::Unexplained(importance.r2),
        other => why(other),
    })?;
    let mut drivers: Vec<Driver> = factors
        .iter()
        .zip(shares.iter().zip(&satisfied).zip(places))
        .map(|(factor, ((importance, satisfied), place))| Driver {
            factor: factor.section.code.clone(),
            name: factor.section.title.clone(),
            importance: *importance,
            satisfied: *satisfied,
            quadrant: quadrant(place),
        })
        .collect();
    drivers.sort_by(|one, other| other.importance.total_cmp(&one.importance));
    Ok(DriverFigures {
        complete: complete.len() as u64,
        explained: importance.r2,
        factors: drivers,
        left_out: left_out.into_iter().map(|factor| factor.section.title.clone()).collect(),
    })
}

/// The weighted share of 4 and 5 among the answers to the items of a factor.
fn satisfied(factor: &FactorItems, persons: &[&Person]) -> f64 {
    let answers = persons.iter().flat_map(|person| factor.points(person).map(|point| (person.weight(), point)));
    let (all, satisfied) = answers.fold((0.0, 0.0), |(all, satisfied), (weight, point)| {
        (all + weight, if point >= 4 { satisfied + weight } else { satisfied })
    });
    satisfied / all
}

const fn quadrant(place: Place) -> Quadrant {
    match place {
        Place::KeepUp => Quadrant::KeepUp,
        Place::ConcentrateHere => Quadrant::ConcentrateHere,
        Place::PossibleOverkill => Quadrant::PossibleOverkill,
        Place::LowPriority => Quadrant::LowPriority,
    }
}
