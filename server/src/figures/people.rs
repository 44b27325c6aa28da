//! The persons of probability samples, kept in memory as long as nobody has joined them: a sample is read from the database once and
//! not at each look at it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use app::domain::answer::{Answer, Answers};
use app::domain::code::Code;
use app::domain::figure::{Filter, Panel};
use app::domain::items::Drilled;
use app::domain::measure::Measure;
use app::domain::overview::Change;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::{Item, Kind};
use app::domain::sample_place::SamplePlace;
use app::domain::unit_table::{Level, Units};
use uuid::Uuid;

use super::kept::{Kept, Stamp};
use super::newest::Newest;
use crate::store::newest::NewestResponse;
use crate::store::responses::SurveyResponse;
use crate::store::{Store, StoreError};

/// How many panels are kept.
const PANELS: usize = 1_000;
/// How many looks at items are kept, which are larger.
const ITEMS: usize = 200;
/// How many tables of units are kept.
const TABLES: usize = 20;
/// Of more units than this, reading the counts takes longer than a page may.
const MANY: usize = 500;
/// For so long their table is taken as it was: milliseconds.
const KEPT_FOR: i64 = 60_000;

/// A person of a sample.
#[derive(Clone, Debug)]
pub struct Person {
    /// The campaign in which they were asked.
    pub campaign_id: Uuid,
    /// The unit judged.
    pub unit: Arc<str>,
    /// The sector judged.
    pub sector: Arc<str>,
    /// The mode.
    pub mode: Arc<str>,
    /// The month, `YYYYMM`.
    pub month: i64,
    /// For each satisfaction item of the version, in order, the point of the scale, or 0.
    pub points: Box<[u8]>,
    /// For each question of the version that has exactly one answer ([`choice_items`]), in order, the number of the option from 1, or 0.
    pub chosen: Box<[u8]>,
    /// Their place in the sample, where it has a design.
    pub sample_place: Option<SamplePlace>,
}

impl Person {
    /// For how many people they stand in the sample; 1 where it has no design.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.sample_place.as_ref().map_or(1.0, |place| place.weight.get())
    }

    /// By what people are put in order: everything that is known of them.
    fn order(&self) -> impl Ord + '_ {
        let place = self.sample_place.as_ref().map(|place| (&place.stratum, &place.psu, place.weight.get().to_bits()));
        (&self.unit, &self.sector, &self.mode, self.month, place, &self.points, &self.chosen)
    }

    /// Reads responses to a version, as they came to a campaign that draws no sample.
    ///
    /// # Errors
    /// When one does not fit the version.
    pub fn read_all(campaign_id: Uuid, rows: &[NewestResponse], version: &Version) -> Result<Vec<Self>, StoreError> {
        let mut known = HashSet::new();
        let response = |row: &NewestResponse| SurveyResponse {
            campaign_id,
            unit: row.unit.clone(),
            sector: row.sector.clone(),
            mode: row.mode.clone(),
            month: row.month,
            answers: row.answers.clone(),
            sample_place: None,
        };
        rows.iter().map(response).map(|row| Self::read(row, version, &mut known)).collect()
    }

    /// Reads a stored response to a version. `known` holds the names met so far, each once in memory.
    fn read(row: SurveyResponse, version: &Version, known: &mut HashSet<Arc<str>>) -> Result<Self, StoreError> {
        let answers = Answers::from_json(version, &row.answers)
            .map_err(|misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") })?;
        let point = |item: &str| match answers.get(item) {
            Some(Answer::Scale(point)) => point.point(),
            _ => 0,
        };
        let option = |item: &Item| match answers.get(item.code.as_str()) {
            Some(Answer::Choice(code)) => {
                let place = item.kind.options().iter().position(|option| option.code == *code);
                place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or_default()
            }
            _ => 0,
        };
        let mut name = |text: String| {
            let text: Arc<str> = text.into();
            known.get(&text).cloned().unwrap_or_else(|| {
                known.insert(text.clone());
                text
            })
        };
        Ok(Self {
            campaign_id: row.campaign_id,
            unit: name(row.unit),
            sector: name(row.sector),
            mode: name(row.mode),
            month: row.month,
            chosen: choice_items(version).map(option).collect(),
            points: version.satisfaction_items().map(|(_, item)| point(item.code.as_str())).collect(),
            sample_place: row.sample_place,
        })
    }
}

/// The questions of a version that have exactly one answer, by which those who answered fall into groups.
pub fn choice_items(version: &Version) -> impl Iterator<Item = &Item> {
    version.items().map(|(_, item)| item).filter(|item| matches!(item.kind, Kind::Single(_)))
}

/// What tells panels of samples apart: the filter, the version, and the year whose targets count.
pub type PanelKey = (Filter, Uuid, i16);

/// What tells tables of units apart: the filter, the version, the measure, and which units of those below.
pub type TableKey = (Filter, Uuid, Measure, Level);
/// What tells looks at the items of a version apart: also the measure, and the question by which answers are told apart.
pub type ItemsKey = (PanelKey, Measure, Option<Code>);

/// The persons of one campaign.
type Sample = Arc<Vec<Person>>;

/// What is kept.
#[derive(Debug)]
pub struct People {
    /// By campaign, each with the revision at which it was read.
    samples: Mutex<HashMap<Uuid, (i64, Sample)>>,
    pub(super) panels: Kept<PanelKey, Panel>,
    /// How each sector of a panel changed since the period before.
    pub(super) changes: Kept<PanelKey, Vec<Change>>,
    pub(super) tables: Kept<TableKey, Arc<Units>>,
    pub(super) items: Kept<ItemsKey, Drilled>,
    /// Of campaigns that draw no sample, and of how answers came.
    pub(super) newest: Newest,
}

impl Default for People {
    fn default() -> Self {
        Self {
            samples: Mutex::default(),
            panels: Kept::at_most(PANELS),
            changes: Kept::at_most(PANELS),
            tables: Kept::at_most(TABLES),
            items: Kept::at_most(ITEMS),
            newest: Newest::default(),
        }
    }
}

impl People {
    /// The persons of a campaign that has so many responses at a revision of what is known.
    ///
    /// # Errors
    /// When the database does not answer, or a response does not fit the version.
    pub async fn of(
        &self,
        store: &Store,
        campaign: Uuid,
        version: &Arc<Version>,
        (revision, responses): (i64, i64),
    ) -> Result<Arc<Vec<Person>>, StoreError> {
        let kept = self.samples.lock().unwrap_or_else(PoisonError::into_inner).get(&campaign).cloned();
        let holds = |(read, kept): &(i64, Sample)| *read == revision && i64::try_from(kept.len()) == Ok(responses);
        if let Some((_, kept)) = kept.filter(holds) {
            return Ok(kept);
        }
        let (rows, version) = (store.survey_responses(campaign).await?, version.clone());
        let read = tokio::task::spawn_blocking(move || {
            let mut known = HashSet::new();
            let mut people =
                rows.into_iter().map(|row| Person::read(row, &version, &mut known)).collect::<Result<Vec<_>, _>>()?;
            // Sums of weights depend in their last digit on the order of what is added. In an order of their own, the same people give the same
            // figures, wherever their answers stand.
            people.sort_by(|one, other| one.order().cmp(&other.order()));
            Ok::<_, StoreError>(people)
        });
        let people = Arc::new(read.await.map_err(|_| StoreError::Stopped)??);
        self.samples.lock().unwrap_or_else(PoisonError::into_inner).insert(campaign, (revision, people.clone()));
        Ok(people)
    }

    /// The table of units made before, if what it depends on is still the same. One of many units is taken as it was for a short while although more
    /// people answered, since it says of which moment it is; not when responses were taken away or anything else changed.
    pub fn table(&self, key: &TableKey, stamp: &Stamp, now: i64) -> Option<Arc<Units>> {
        self.tables.get(key, |made, table| {
            let fresh = table.rows.len() > MANY && (0..KEPT_FOR).contains(&(now - table.as_of));
            made == stamp || (fresh && made.0 == stamp.0)
        })
    }
}
