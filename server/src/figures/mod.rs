//! Figures: computed here and nowhere else. The page, the CSV and the JSON show what [`results`] gives.

mod hiding;
mod index;
mod precision;
mod sample_design;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::domain::campaign::{Campaign, Sampling};
use app::domain::code::Code;
use app::domain::figure::{
    AdministrativeFigure, Certainty, Estimate, Filter, Outcome, Panel, Results, SectorFigure, WhyUncertain,
};
use app::domain::language::Language;
use app::domain::measure::Measure;
use app::domain::period::{Month, Period};
use app::domain::questionnaire::Version;
use app::domain::sector::Sector;
use app::domain::target::Target;
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use uuid::Uuid;

use crate::store::counts::SectorCount;
use crate::store::{Store, StoreError};
use crate::surveys;
use precision::Sample;

/// Months before and after every possible answer, for "all time".
const ALL_MONTHS: (i32, i32) = (0, 999_912);

/// All that `/results` shows under a filter, counted as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn results(store: &Store, filter: &Filter, now: i64, privacy_minimum: u64) -> Result<Results, StoreError> {
    let desk = Desk::open(store, filter, now, privacy_minimum).await?;
    let mut panels = Vec::new();
    for ((measure, _), campaigns) in desk.groups() {
        panels.extend(desk.panel(store, measure, &campaigns).await?);
    }
    panels.sort_by(|a, b| {
        (a.measure, surveys::rank(&a.questionnaire), b.version).cmp(&(b.measure, surveys::rank(&b.questionnaire), a.version))
    });
    Ok(Results {
        filter: filter.clone(),
        as_of: now,
        demonstration: store.demonstration().await?,
        privacy_minimum,
        units: desk
            .units
            .in_depth_order()
            .into_iter()
            .map(|(depth, unit)| (depth, unit.code.clone(), unit.name.clone()))
            .collect(),
        months: desk.months,
        campaigns: desk.campaigns.iter().map(|campaign| (campaign.id, campaign.title.clone())).collect(),
        administrative: desk.administrative(store).await?,
        panels,
    })
}

/// What a set of figures is made from, read once.
struct Desk<'a> {
    filter: &'a Filter,
    year: i16,
    privacy_minimum: u64,
    units: Tree<Unit>,
    sectors: Tree<Sector>,
    targets: Vec<Target>,
    campaigns: Vec<Campaign>,
    months: Option<(Month, Month)>,
    /// The sectors that each campaign asks about.
    asked: BTreeMap<Uuid, BTreeSet<Code>>,
    counts: BTreeMap<(Uuid, String), SectorCount>,
}

/// The months of a filter as numbers `YYYYMM`.
fn months(period: Option<Period>) -> (i32, i32) {
    period.map_or(ALL_MONTHS, |period| {
        let (first, last) = period.months();
        (first.number(), last.number())
    })
}

impl<'a> Desk<'a> {
    async fn open(store: &Store, filter: &'a Filter, now: i64, privacy_minimum: u64) -> Result<Self, StoreError> {
        let campaigns = store.campaigns().await?;
        let mut asked: BTreeMap<Uuid, BTreeSet<Code>> = BTreeMap::new();
        let sectors = store.sectors().await?;
        for point in store.collection_points().await? {
            let Some(campaign) = campaigns.iter().find(|campaign| campaign.id == point.campaign_id) else { continue };
            let Some(version) = store.version(campaign.version_id).await? else { continue };
            let offered = surveys::sectors(&point, version.about(), &sectors);
            asked.entry(campaign.id).or_default().extend(offered.into_iter().map(|sector| sector.code));
        }
        let month = |number: i64| i32::try_from(number).ok().and_then(Month::from_number);
        let counted = store.counted_months().await?;
        Ok(Self {
            filter,
            // Without a period, the target that counts is this year's.
            year: filter.period.map_or(Month::of(now).year(), Period::year),
            privacy_minimum,
            units: store.units().await?,
            targets: store.targets().await?,
            months: counted.and_then(|(first, last)| month(first).zip(month(last))),
            counts: store.counts(months(filter.period), filter.unit.as_ref().map(Code::as_str)).await?,
            sectors,
            campaigns,
            asked,
        })
    }

    /// The campaigns that may be shown together: of one measure and one questionnaire version.
    fn groups(&self) -> BTreeMap<(Measure, Uuid), Vec<&Campaign>> {
        let mut groups: BTreeMap<(Measure, Uuid), Vec<&Campaign>> = BTreeMap::new();
        for campaign in self.campaigns.iter().filter(|campaign| self.filter.campaign.is_none_or(|id| id == campaign.id)) {
            groups.entry((Measure::of(campaign.sampling), campaign.version_id)).or_default().push(campaign);
        }
        groups
    }

    /// The panel of a group; none where nobody answered it under this filter.
    async fn panel(&self, store: &Store, measure: Measure, campaigns: &[&Campaign]) -> Result<Option<Panel>, StoreError> {
        let Some(first) = campaigns.first() else { return Ok(None) };
        let Some(version) = store.version(first.version_id).await? else { return Ok(None) };
        let mut own: BTreeMap<&str, SectorCount> = BTreeMap::new();
        for ((campaign, sector), count) in &self.counts {
            if campaigns.iter().any(|known| known.id == *campaign) {
                own.entry(sector).or_default().add(count);
            }
        }
        if own.is_empty() {
            return Ok(None);
        }
        let rows = self.rows(campaigns, &own);
        let sample = match measure {
            Measure::Survey => Some(self.sample(store, campaigns, &version).await?),
            Measure::Feedback | Measure::Administrative => None,
        };
        let respondents: Vec<(usize, u64)> =
            rows.iter().map(|(depth, sector)| (*depth, self.below(sector, &own).rated)).collect();
        let hidden = hiding::hidden(&respondents, self.privacy_minimum);
        let sectors = rows.into_iter().zip(hidden).map(|((depth, sector), hidden)| {
            let count = self.below(sector, &own);
            let target = self.target(sector);
            let outcome = match hidden {
                Some(why) => Outcome::Hidden(why),
                None => self.outcome(&version, sector, &count, target.as_ref(), sample.as_ref()),
            };
            SectorFigure { sector: sector.code.clone(), name: sector.name.clone(), depth, target, outcome }
        });
        Ok(Some(Panel {
            measure,
            questionnaire: version.code().clone(),
            version: version.number(),
            title: version.title().clone(),
            formula: version.index().clone(),
            weighted: sample.as_ref().is_some_and(Sample::is_weighted),
            sectors: sectors.collect(),
        }))
    }

    /// The sectors that a panel shows, with their depth: those asked or answered, and each sector above more than one of them.
    fn rows(&self, campaigns: &[&Campaign], own: &BTreeMap<&str, SectorCount>) -> Vec<(usize, &Sector)> {
        let asked = campaigns.iter().filter_map(|campaign| self.asked.get(&campaign.id)).flatten().map(Code::as_str);
        let leaves: BTreeSet<&str> = asked.chain(own.keys().copied()).collect();
        let mut shown: Vec<(usize, &Sector)> = Vec::new();
        for (_, sector) in self.sectors.in_depth_order() {
            let code = sector.code.as_str();
            let branches = self
                .sectors
                .children(code)
                .filter(|child| leaves.iter().any(|leaf| self.sectors.is_within(leaf, child.code.as_str())));
            if leaves.contains(code) || branches.count() > 1 {
                let depth = self
                    .sectors
                    .lineage(code)
                    .skip(1)
                    .filter(|above| shown.iter().any(|(_, known)| known.code == above.code))
                    .count();
                shown.push((depth, sector));
            }
        }
        shown
    }

    /// The counts of a sector and all below it.
    fn below(&self, sector: &Sector, own: &BTreeMap<&str, SectorCount>) -> SectorCount {
        let mut sum = SectorCount::default();
        for (code, count) in own {
            if self.sectors.is_within(code, sector.code.as_str()) {
                sum.add(count);
            }
        }
        sum
    }

    fn target(&self, sector: &Sector) -> Option<Target> {
        // Without a unit in the filter, the target is that of the only unit at the top, if there is only one.
        let mut tops = self.units.nodes().iter().filter(|unit| unit.parent.is_none());
        let top = tops.next().filter(|_| tops.next().is_none()).map(|unit| unit.code.as_str());
        let unit = self.filter.unit.as_ref().map(Code::as_str).or(top)?;
        Target::applicable(&self.targets, &self.units, &self.sectors, (unit, sector.code.as_str(), self.year)).cloned()
    }

    fn outcome(
        &self,
        version: &Version,
        sector: &Sector,
        count: &SectorCount,
        target: Option<&Target>,
        sample: Option<&Sample>,
    ) -> Outcome {
        let within = |code: &str| self.sectors.is_within(code, sector.code.as_str());
        let share = match sample {
            Some(sample) if sample.is_weighted() => sample.share(within),
            _ => index::share(version, count),
        };
        let Some(share) = share else { return Outcome::NoAnswers };
        let (valid, satisfied) = index::answers(version, count);
        let certainty = match sample {
            None => Certainty::None(WhyUncertain::SelfSelected),
            Some(sample) => sample.certainty(within, target),
        };
        Outcome::Shown(Estimate { respondents: count.rated, valid, satisfied, share, certainty })
    }

    /// The responses of probability samples, person by person: those of the unit, and those that say how they were drawn.
    async fn sample(&self, store: &Store, campaigns: &[&Campaign], version: &Arc<Version>) -> Result<Sample, StoreError> {
        let mut rows = Vec::new();
        for campaign in campaigns {
            debug_assert!(campaign.sampling != Sampling::SelfSelected);
            rows.extend(store.survey_responses(campaign.id, months(self.filter.period)).await?);
        }
        let unit = self.filter.unit.as_ref().map(Code::as_str);
        Sample::read(version, rows, |of_row| unit.is_none_or(|unit| self.units.is_within(of_row, unit)))
    }

    /// The rates from outside that the filter lets through; a campaign has none.
    async fn administrative(&self, store: &Store) -> Result<Vec<AdministrativeFigure>, StoreError> {
        if self.filter.campaign.is_some() {
            return Ok(Vec::new());
        }
        let name = |texts: Option<&Texts>, code: &Code| {
            texts.cloned().unwrap_or_else(|| Texts::new([(Language::Vi.tag(), code.as_str())]))
        };
        let rates = store.administrative_rates().await?.into_iter().filter(|rate| {
            let in_unit = self.filter.unit.as_ref().is_none_or(|unit| self.units.is_within(rate.unit.as_str(), unit.as_str()));
            // A yearly rate says nothing of a quarter or a month.
            let in_period = match self.filter.period {
                None => true,
                Some(Period::Year(year)) => rate.year == year,
                Some(_) => false,
            };
            in_unit && in_period
        });
        Ok(rates
            .map(|rate| AdministrativeFigure {
                unit: name(self.units.get(rate.unit.as_str()).map(|unit| &unit.name), &rate.unit),
                sector: name(self.sectors.get(rate.sector.as_str()).map(|sector| &sector.name), &rate.sector),
                rate,
            })
            .collect())
    }
}
