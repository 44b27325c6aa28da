//! Figures: computed here and nowhere else. The page, the CSV and the JSON show what [`results`] gives.

mod around;
mod asked;
mod breaks;
pub mod comment_pools;
pub mod comments;
pub mod drivers;
pub mod effect;
mod expectations;
mod hiding;
mod index;
mod item_detail;
pub mod items;
mod kept;
mod measured;
mod newest;
pub mod overview;
mod panel;
pub mod people;
mod precision;
mod predecessors;
pub mod report;
pub mod review;
mod sample_design;
mod screening;
mod sector_count;
pub mod trust;
pub mod unit_table;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::figure::{AdministrativeFigure, Filter, Results};
use app::domain::language::Language;
use app::domain::measure::Measure;
use app::domain::period::{Month, Period};
use app::domain::succession::with_predecessors;
use app::domain::texts::Texts;
use app::domain::tree::{Node, Tree};
use app::domain::unit_table::Level;
use uuid::Uuid;

use crate::store::counted_rows::Grain;
use crate::store::counts::{Counts, Selection};
use crate::store::directory::Directory;
use crate::store::{Store, StoreError};
use crate::surveys;
use around::Surroundings;
use people::People;
pub use sector_count::SectorCount;

/// What is remembered of how many responses each campaign has.
const RESPONSES: &str = "responses";

/// So many campaigns are offered to choose from.
const MOST_CAMPAIGNS: usize = 100;

/// All that `/results` shows under a filter, counted as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn results(
    store: &Store,
    people: &People,
    filter: &Filter,
    now: i64,
    privacy_minimum: u64,
) -> Result<Results, StoreError> {
    let mut desk = Desk::open(store, people, filter, now, privacy_minimum).await?;
    desk.look_around(None, &[], filter.part.is_some()).await?;
    desk.results(now).await
}

/// By what the answers that a filter takes are counted: one that looks at a single campaign tells campaigns apart.
const fn grain(filter: &Filter) -> Grain {
    if filter.campaign.is_some() { Grain::Campaigns } else { Grain::Pools }
}

/// The nodes of a tree to choose from, with their depth.
fn offered<T: Node>(tree: &Tree<T>, name: impl Fn(&T) -> &Texts) -> Vec<(usize, Code, Texts)> {
    tree.in_depth_order().into_iter().map(|(depth, node)| (depth, node.code().clone(), name(node).clone())).collect()
}

/// What a set of figures is made from, read once.
struct Desk<'a> {
    store: &'a Store,
    people: &'a People,
    filter: &'a Filter,
    year: i16,
    privacy_minimum: u64,
    directory: Arc<Directory>,
    months: Option<(Month, Month)>,
    /// What was answered under the filter.
    counts: Arc<Counts>,
    /// The units with all below them that the filter takes, of which none lies below another; none for all units.
    tops: Vec<Code>,
    /// What was answered about each of them, where they are several.
    parts: Vec<Counts>,
    /// What was counted around the filter, where it was read.
    surroundings: Option<Arc<Surroundings>>,
    /// How many responses each campaign has in all.
    responses: Arc<BTreeMap<Uuid, i64>>,
}

impl<'a> Desk<'a> {
    async fn open(
        store: &'a Store,
        people: &'a People,
        filter: &'a Filter,
        now: i64,
        privacy_minimum: u64,
    ) -> Result<Self, StoreError> {
        let directory = store.directory().await?;
        let tops = match &filter.unit {
            Some(unit) if filter.predecessors => with_predecessors(&directory.units, unit),
            unit => unit.iter().cloned().collect(),
        };
        let grain = grain(filter);
        let (counts, parts) = if tops.len() > 1 {
            let parts = store.counts_of_several(grain, &tops, filter.period).await?;
            (Arc::new(predecessors::sum(&parts)), parts)
        } else {
            let selection = Selection { unit: tops.first(), period: filter.period, grain };
            (store.once(|| format!("counts {selection:?}"), store.counts(selection)).await?, Vec::new())
        };
        Ok(Self {
            store,
            people,
            filter,
            // Without a period, the target that counts is this year's.
            year: filter.period.map_or(Month::of(now).year(), Period::year),
            privacy_minimum,
            months: *store.once(|| "months".to_owned(), store.counted_months()).await?,
            counts,
            tops,
            parts,
            surroundings: None,
            responses: store.once(|| RESPONSES.to_owned(), store.responses_by_campaign(Selection::default())).await?,
            directory,
        })
    }

    /// All that `/results` shows.
    async fn results(&self, now: i64) -> Result<Results, StoreError> {
        let mut panels = Vec::new();
        for ((measure, _), campaigns) in self.groups() {
            if let Some(panel) = self.panel(measure, &campaigns).await? {
                panels.push(self.by_unit(panel, &campaigns).await?);
            }
        }
        panels.sort_by(|a, b| {
            (a.measure, surveys::rank(&a.questionnaire), b.version).cmp(&(b.measure, surveys::rank(&b.questionnaire), a.version))
        });
        Ok(Results {
            filter: self.filter.clone(),
            as_of: now,
            demonstration: self.directory.demonstration,
            privacy_minimum: self.privacy_minimum,
            units: self.units(),
            history: self.history(),
            sectors: self.sectors(),
            months: self.months,
            campaigns: self.campaigns(),
            administrative: self.administrative(),
            panels,
        })
    }

    /// By what the answers that the filter takes are counted.
    fn grain(&self) -> Grain {
        grain(self.filter)
    }

    /// The sources of counts of these campaigns.
    fn sources(&self, campaigns: &[&Campaign]) -> HashSet<Uuid> {
        campaigns.iter().map(|campaign| self.source(campaign)).collect()
    }

    /// The source of counts to which the answers of a campaign belong.
    fn source(&self, campaign: &Campaign) -> Uuid {
        match self.grain() {
            Grain::Campaigns => campaign.id,
            Grain::Pools => self.directory.pools.id(campaign.id).unwrap_or(campaign.id),
        }
    }

    /// What was counted about a unit with all below it in each of these months that has any answers.
    async fn by_month(&self, unit: &Code, months: (Month, Month)) -> Result<Arc<BTreeMap<i64, Counts>>, StoreError> {
        let asked = || format!("months {:?} {unit} {months:?}", self.grain());
        self.store.once(asked, self.store.counts_by_month(self.grain(), unit, months)).await
    }

    /// What was counted about the units of a level below one, each with all below it, in a period: by their places among those units.
    async fn counts_below(
        &self,
        (top, level): (&Code, Level),
        period: Period,
        places: &HashMap<&str, usize>,
    ) -> Result<Arc<HashMap<usize, Counts>>, StoreError> {
        let asked = || format!("below {:?} {top} {level:?} {period:?}", self.grain());
        self.store.once(asked, self.store.counts_below(self.grain(), (top, level), period, places)).await
    }

    /// Those of these campaigns that have answers about the units and in the period of the filter.
    async fn answered<'c>(&self, campaigns: &[&'c Campaign]) -> Result<Vec<&'c Campaign>, StoreError> {
        let tops: Vec<Option<&Code>> = if self.tops.is_empty() { vec![None] } else { self.tops.iter().map(Some).collect() };
        let mut answered = HashSet::new();
        for unit in tops {
            let selection = Selection { unit, period: self.filter.period, grain: Grain::Campaigns };
            answered.extend(self.store.responses_by_campaign(selection).await?.into_keys());
        }
        Ok(campaigns.iter().copied().filter(|campaign| answered.contains(&campaign.id)).collect())
    }

    /// Whether the filter takes what is said of a unit.
    fn takes_unit(&self, unit: &str) -> bool {
        self.tops.is_empty() || self.tops.iter().any(|top| self.directory.units.is_within(unit, top.as_str()))
    }

    /// The campaigns that may be shown together: of one measure and one questionnaire version.
    fn groups(&self) -> BTreeMap<(Measure, Uuid), Vec<&Campaign>> {
        let mut groups: BTreeMap<(Measure, Uuid), Vec<&Campaign>> = BTreeMap::new();
        for campaign in
            self.directory.public_campaigns().filter(|campaign| self.filter.campaign.is_none_or(|id| id == campaign.id))
        {
            groups.entry((Measure::of(campaign.sampling), campaign.version_id)).or_default().push(campaign);
        }
        groups
    }

    /// The units to choose from, those that no longer exist included.
    fn units(&self) -> Vec<(usize, Code, Texts, Option<i64>)> {
        let steps = self.directory.every_unit().steps(self.filter.unit.as_ref().map_or("", Code::as_str)).into_iter();
        steps.map(|(depth, unit)| (depth, unit.code.clone(), unit.name.clone(), unit.valid_to)).collect()
    }

    /// The campaigns to choose from. Of very many only those that the unit, or one above it, runs, and the one that is chosen; the latest of them.
    fn campaigns(&self) -> Vec<(Uuid, Texts)> {
        let units = &self.directory.units;
        let mut campaigns: Vec<&Campaign> = self.directory.public_campaigns().collect();
        if campaigns.len() > MOST_CAMPAIGNS {
            let above: HashSet<&str> =
                self.tops.iter().flat_map(|top| units.lineage(top.as_str())).map(|unit| unit.code.as_str()).collect();
            let is_top = |owner: &str| units.get(owner).is_none_or(|unit| unit.parent.is_none());
            let near = |campaign: &Campaign| {
                let owner = campaign.owner.as_str();
                if self.tops.is_empty() { is_top(owner) } else { above.contains(owner) }
            };
            let chosen = |campaign: &Campaign| self.filter.campaign == Some(campaign.id);
            campaigns.retain(|campaign| near(campaign) || chosen(campaign));
            let surplus = campaigns.len().saturating_sub(MOST_CAMPAIGNS);
            // The earliest come first.
            campaigns = campaigns
                .into_iter()
                .enumerate()
                .filter(|(place, campaign)| *place >= surplus || chosen(campaign))
                .map(|(_, campaign)| campaign)
                .collect();
        }
        campaigns.into_iter().map(|campaign| (campaign.id, campaign.title.clone())).collect()
    }

    /// The sectors that any campaign asks about, and those above them.
    fn sectors(&self) -> Vec<(usize, Code, Texts)> {
        let sectors = &self.directory.sectors;
        let asked = self.directory.public_campaigns().filter_map(|campaign| self.directory.asked.get(&campaign.id)).flatten();
        let above: BTreeSet<&Code> = asked.flat_map(|code| sectors.lineage(code.as_str())).map(|sector| &sector.code).collect();
        let mut all = offered(sectors, |sector| &sector.name);
        all.retain(|(_, code, _)| above.contains(code));
        all
    }

    /// The rates from outside that the filter lets through; a campaign, a mode and a part of a questionnaire have none.
    fn administrative(&self) -> Vec<AdministrativeFigure> {
        let Filter { campaign, mode, part, .. } = self.filter;
        if campaign.is_some() || mode.is_some() || part.is_some() {
            return Vec::new();
        }
        let name = |texts: Option<&Texts>, code: &Code| {
            texts.cloned().unwrap_or_else(|| Texts::new([(Language::Vi.tag(), code.as_str())]))
        };
        let rates = self.directory.rates.iter().filter(|rate| {
            let in_unit = self.takes_unit(rate.unit.as_str());
            // A yearly rate says nothing of a quarter or a month.
            let in_period = match self.filter.period {
                None => true,
                Some(Period::Year(year)) => rate.year == year,
                Some(_) => false,
            };
            let in_sector = self
                .filter
                .sector
                .as_ref()
                .is_none_or(|sector| self.directory.sectors.is_within(rate.sector.as_str(), sector.as_str()));
            in_unit && in_period && in_sector
        });
        rates
            .map(|rate| AdministrativeFigure {
                unit: name(self.directory.units.get(rate.unit.as_str()).map(|unit| &unit.name), &rate.unit),
                sector: name(self.directory.sectors.get(rate.sector.as_str()).map(|sector| &sector.name), &rate.sector),
                rate: rate.clone(),
            })
            .collect()
    }
}
