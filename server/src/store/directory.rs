//! What every page needs and few change: units, sectors, targets, campaigns, questionnaire versions. It is kept in memory; a number in
//! the database, which goes up with each change, tells whether it still holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::campaign::{Campaign, State};
use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::questionnaire::Version;
use app::domain::sector::Sector;
use app::domain::succession::Splits;
use app::domain::target::Target;
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use app::domain::unit_choice::UnitChoice;
use app::store::Survey;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::database::on_read;
use super::pools::{Pool, Pools};
use super::{Store, StoreError};
use crate::surveys;

pub(super) const REVISION: &str = "SELECT number FROM revision";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[REVISION];

/// How long what is known is used before the number is looked at again: changes made by another instance show after this.
const FRESH: Duration = Duration::from_secs(1);

/// How many surveys are kept. Beyond it, all are forgotten: whoever asks for thousands of codes is not a service centre.
const SURVEYS: usize = 20_000;

/// What is known at one revision.
#[derive(Debug)]
pub struct Directory {
    revision: i64,
    /// Whether the data are a demonstration.
    pub demonstration: bool,
    /// All units, those that no longer exist included.
    pub units: Tree<Unit>,
    /// The parts of the units that were split.
    pub splits: Splits,
    /// All sectors.
    pub sectors: Tree<Sector>,
    /// All targets.
    pub targets: Vec<Target>,
    /// All classifications.
    pub classifications: Vec<Classification>,
    /// All rates that other systems report, the latest year first.
    pub rates: Vec<AdministrativeRate>,
    /// All campaigns, the earliest first.
    pub campaigns: Vec<Campaign>,
    /// The titles of all campaigns.
    pub titles: Arc<HashMap<Uuid, Texts>>,
    /// Where each stands among them.
    places: HashMap<Uuid, usize>,
    /// The pools in which their answers are counted together.
    pub pools: Pools,
    /// The versions that campaigns ask.
    pub versions: HashMap<Uuid, Arc<Version>>,
    /// The sectors that each campaign asks about.
    pub asked: BTreeMap<Uuid, BTreeSet<Code>>,
    surveys: RwLock<HashMap<PointCode, Arc<Survey>>>,
    /// All collection points, once somebody who reaches all has asked for them.
    points: OnceCell<Arc<[CollectionPoint]>>,
    /// All units to choose from, once somebody asked.
    choice: OnceLock<UnitChoice>,
    /// Fingerprints of what is known about units, once somebody asked.
    fingerprints: RwLock<HashMap<Code, String>>,
}

impl Directory {
    /// The number that goes up with each change.
    #[must_use]
    pub const fn revision(&self) -> i64 {
        self.revision
    }

    /// The campaign with this identifier.
    #[must_use]
    pub fn campaign(&self, id: Uuid) -> Option<&Campaign> {
        self.places.get(&id).and_then(|place| self.campaigns.get(*place))
    }

    /// Whether a campaign, or the pool of one, is among these, which stand in the order of all campaigns.
    #[must_use]
    pub fn is_among(&self, id: Uuid, campaigns: &[&Campaign]) -> bool {
        let order = |campaign: &Campaign| (campaign.opens_at, campaign.id);
        debug_assert!(campaigns.is_sorted_by_key(|campaign| order(campaign)), "in the order of all");
        match (self.campaign(id), self.pools.get(id)) {
            (Some(campaign), _) => campaigns.binary_search_by_key(&order(campaign), |one| order(one)).is_ok(),
            (None, Some(pool)) => campaigns.iter().any(|campaign| Pool::of(campaign) == *pool),
            (None, None) => false,
        }
    }

    /// The pool with this identifier, or that of the campaign with it.
    #[must_use]
    pub fn pool(&self, id: Uuid) -> Option<&Pool> {
        self.pools.get(self.pools.id(id).unwrap_or(id))
    }

    /// All units to choose from, those that no longer exist included.
    pub fn every_unit(&self) -> &UnitChoice {
        self.choice.get_or_init(|| UnitChoice::new(&self.units, self.units.in_depth_order()))
    }

    /// The fingerprint of what is known about a unit, made by whoever asks first.
    pub fn fingerprint_about(&self, unit: &Code, make: impl FnOnce() -> String) -> String {
        if let Some(known) = self.fingerprints.read().unwrap_or_else(PoisonError::into_inner).get(unit) {
            return known.clone();
        }
        let fingerprint = make();
        self.fingerprints.write().unwrap_or_else(PoisonError::into_inner).insert(unit.clone(), fingerprint.clone());
        fingerprint
    }

    /// The campaigns whose figures anybody may see: all but drafts.
    pub fn public_campaigns(&self) -> impl Iterator<Item = &Campaign> {
        self.campaigns.iter().filter(|campaign| campaign.state != State::Draft)
    }

    /// The versions that they ask.
    pub fn public_versions(&self) -> impl Iterator<Item = &Arc<Version>> {
        let asked: BTreeSet<Uuid> = self.public_campaigns().map(|campaign| campaign.version_id).collect();
        asked.into_iter().filter_map(|id| self.versions.get(&id))
    }

    /// All collection points, read by whoever asks first.
    pub(super) async fn points<F>(&self, read: impl FnOnce() -> F) -> Result<&Arc<[CollectionPoint]>, StoreError>
    where
        F: Future<Output = Result<Vec<CollectionPoint>, StoreError>>,
    {
        self.points.get_or_try_init(|| async { Ok(read().await?.into()) }).await
    }

    fn known_survey(&self, code: &PointCode) -> Option<Arc<Survey>> {
        self.surveys.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }

    fn keep_survey(&self, survey: &Arc<Survey>) {
        let mut surveys = self.surveys.write().unwrap_or_else(PoisonError::into_inner);
        if surveys.len() >= SURVEYS {
            surveys.clear();
        }
        surveys.insert(survey.point.code.clone(), survey.clone());
    }
}

/// The directory as it was last read, and when it was last found to hold.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    kept: RwLock<Option<(Instant, Arc<Directory>)>>,
    /// Held while it is read, so that a crowd of requests reads it once.
    reading: tokio::sync::Mutex<()>,
}

impl Shelf {
    fn kept(&self) -> Option<(Instant, Arc<Directory>)> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fresh(&self) -> Option<Arc<Directory>> {
        self.kept().filter(|(seen, _)| seen.elapsed() < FRESH).map(|(_, directory)| directory)
    }

    fn keep(&self, directory: Arc<Directory>) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), directory));
    }

    /// Forgets what is known, after this instance changed something of it.
    pub(super) fn forget(&self) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Store {
    /// What is known. While the database does not answer, what was known last stays in use: citizens then still get their form, and its
    /// answers wait on their device.
    ///
    /// # Errors
    /// When the database does not answer and nothing is known yet, or holds what cannot be read.
    pub async fn directory(&self) -> Result<Arc<Directory>, StoreError> {
        if let Some(directory) = self.shelf.fresh() {
            return Ok(directory);
        }
        let _one_reads = self.shelf.reading.lock().await;
        if let Some(directory) = self.shelf.fresh() {
            return Ok(directory);
        }
        let kept = self.shelf.kept().map(|(_, directory)| directory);
        let read = match tokio::time::timeout(super::database::PATIENCE, self.read_directory(kept.as_ref())).await {
            Ok(read) => read,
            Err(_) => Err(StoreError::TimedOut),
        };
        let directory = match (read, kept) {
            (Ok(directory), _) => directory,
            (Err(error @ StoreError::Unreadable { .. }), _) | (Err(error), None) => return Err(error),
            (Err(error), Some(kept)) => {
                tracing::warn!(%error, "the database does not answer; what was known stays in use");
                kept
            }
        };
        self.shelf.keep(directory.clone());
        Ok(directory)
    }

    /// What is known, read anew.
    pub(super) async fn fresh_directory(&self) -> Result<Arc<Directory>, StoreError> {
        self.shelf.forget();
        self.directory().await
    }

    /// The survey behind a collection point's code.
    ///
    /// # Errors
    /// When the database does not answer, or lacks what the point names.
    pub async fn survey(&self, code: &PointCode) -> Result<Option<Arc<Survey>>, StoreError> {
        let directory = self.directory().await?;
        if let Some(survey) = directory.known_survey(code) {
            return Ok(Some(survey));
        }
        let Some(point) = self.collection_point(code).await? else { return Ok(None) };
        let directory = if directory.campaign(point.campaign_id).is_some() { directory } else { self.fresh_directory().await? };
        let survey = Arc::new(surveys::survey(&directory, point)?);
        directory.keep_survey(&survey);
        Ok(Some(survey))
    }

    /// Reads the number and, unless it is that of what is kept, everything. The number comes first: what changes while the rest is read
    /// makes it differ at the next look.
    async fn read_directory(&self, kept: Option<&Arc<Directory>>) -> Result<Arc<Directory>, StoreError> {
        let revision: i64 = on_read!(&self.db, pool => sqlx::query_scalar(REVISION).fetch_one(pool).await)?;
        if let Some(kept) = kept.filter(|kept| kept.revision == revision) {
            return Ok(kept.clone());
        }
        let (campaigns, sectors) = (self.campaigns().await?, self.sectors().await?);
        let mut versions = HashMap::new();
        for campaign in &campaigns {
            let id = campaign.version_id;
            let missing = || StoreError::Unreadable { what: "version of a campaign", value: id.to_string() };
            versions.insert(id, self.version(id).await?.ok_or_else(missing)?);
        }
        let places: HashMap<Uuid, usize> = campaigns.iter().enumerate().map(|(place, campaign)| (campaign.id, place)).collect();
        let mut asked: BTreeMap<Uuid, BTreeSet<Code>> = BTreeMap::new();
        for (id, sector) in self.asked_sectors().await? {
            let campaign = places.get(&id).map(|place| &campaigns[*place]);
            let Some((campaign, version)) = campaign.and_then(|one| Some((one, versions.get(&one.version_id)?))) else {
                continue;
            };
            let offered = surveys::sectors(sector.as_ref(), campaign, version.about(), &sectors);
            asked.entry(id).or_default().extend(offered.into_iter().map(|sector| sector.code));
        }
        Ok(Arc::new(Directory {
            revision,
            demonstration: self.demonstration().await?,
            units: self.units().await?,
            splits: self.splits().await?,
            targets: self.targets().await?,
            classifications: self.classifications().await?,
            rates: self.administrative_rates().await?,
            sectors,
            titles: Arc::new(campaigns.iter().map(|campaign| (campaign.id, campaign.title.clone())).collect()),
            pools: Pools::of(&campaigns),
            campaigns,
            places,
            versions,
            asked,
            surveys: RwLock::default(),
            points: OnceCell::new(),
            choice: OnceLock::new(),
            fingerprints: RwLock::default(),
        }))
    }
}
