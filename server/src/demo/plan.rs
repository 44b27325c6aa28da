//! From the tables to what is stored: identifiers, codes, campaigns, points, and the responses of each point.

use std::collections::{BTreeSet, HashSet};

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::campaign::{Campaign, Openness, State};
use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::sector::Sector;
use app::domain::target::Target;
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use super::campaigns::{CAMPAIGNS, CampaignRow, PointRow, Takes};
use super::country::{Country, Seat};
use super::province::{self, PLACES, Place, beginning, code};
use super::size::{self, Size};
use super::{DemoError, model, moments};
use crate::catalogue;
use crate::instrument::builtin;
use crate::point_codes;

/// The seed of everything. Another one would change every code that someone may have printed.
const SEED: u64 = 766;

/// Everything that the demonstration consists of, responses aside, which are drawn when they are written.
pub(super) struct Plan {
    pub units: Vec<Unit>,
    pub sectors: Vec<Sector>,
    pub targets: Vec<(Uuid, Target)>,
    pub classifications: Vec<(Uuid, Classification)>,
    pub rates: Vec<AdministrativeRate>,
    pub published_at: i64,
    pub versions: Vec<(Uuid, Version)>,
    pub campaigns: Vec<Campaign>,
    pub points: Vec<PlannedPoint>,
    /// The months of the data with their steps.
    pub months: Vec<(u8, Month)>,
    /// The sectors among which citizens choose where the point leaves it open.
    pub choosable: Vec<Code>,
    /// How often they choose each.
    pub chosen: Vec<u32>,
}

/// A collection point with what is answered there.
pub(super) struct PlannedPoint {
    pub point: CollectionPoint,
    pub campaign: usize,
    pub version: usize,
    pub place: &'static Place,
    /// The months in which answers come, with their steps.
    pub months: Vec<(u8, Month)>,
    /// How many answers come as the tables have it.
    pub usual: u64,
    /// How many come in a demonstration of this size.
    pub responses: u64,
    /// The number of the point's own stream of random numbers: what one point does changes nothing at another.
    pub stream: u64,
    /// That stream, after the point's code was drawn from it.
    pub rng: ChaCha8Rng,
}

impl PlannedPoint {
    /// How many of its responses come first, drawn as in the usual demonstration: all of a sample, which is drawn as one.
    pub fn first(&self) -> u64 {
        if CAMPAIGNS[self.campaign].at_most.is_some() { self.responses } else { self.responses.min(self.usual) }
    }
}

/// One of the independent streams of random numbers that come from the seed.
pub(super) fn stream(number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    rng.set_stream(number);
    rng
}

/// An identifier of version 7 for a moment.
pub(super) fn identifier(millisecond: i64, rng: &mut ChaCha8Rng) -> Uuid {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(millisecond).unwrap_or(0), &random).into_uuid()
}

fn texts((vi, en): (&str, &str)) -> Texts {
    Texts::new([("vi", vi), ("en", en)])
}

impl Plan {
    /// The plan of a demonstration of this size for the 24 months before the month of `now`.
    pub fn new(now: i64, size: Size) -> Result<Self, DemoError> {
        let this = Month::of(now);
        let first = this.plus(-i32::from(moments::MONTHS));
        let published_at = first.begins_at();
        let mut rng = stream(0);
        let versions = builtin::all().map_err(|(code, error)| DemoError::Questionnaire(code, error))?;
        let choosable = || model::SECTORS.iter().filter(|row| row.chosen > 0);
        let country = Country::new(size.communes)?;
        let mut plan = Self {
            units: country.units.clone(),
            sectors: catalogue::sectors()?,
            // One year more than the data, so that a demonstration made in December still has its targets in January.
            targets: province::targets((first.year(), this.year() + 1))?
                .into_iter()
                .map(|target| (identifier(published_at, &mut rng), target))
                .collect(),
            classifications: Vec::new(),
            rates: province::rates(this.year())?,
            published_at,
            versions: versions.into_iter().map(|version| (identifier(published_at, &mut rng), version)).collect(),
            campaigns: Vec::new(),
            points: Vec::new(),
            months: moments::window(now).collect(),
            choosable: choosable().map(|row| code(row.code)).collect::<Result<_, DemoError>>()?,
            chosen: choosable().map(|row| row.chosen).collect(),
        };
        let (mut number, mut taken) = (0, HashSet::new());
        for row in CAMPAIGNS {
            plan.add_campaign(row, this, &mut rng)?;
            for point in row.points {
                number += 1;
                for seat in country.seats(point.unit).iter().filter(|seat| seat.sampled || row.at_most.is_none()) {
                    plan.add_point((row, point), seat, number + (seat.copy << 16), &mut taken)?;
                }
            }
        }
        // Last, so that whatever came before is what it was.
        plan.classifications = province::classifications(first.year())?
            .into_iter()
            .map(|classification| (identifier(published_at, &mut rng), classification))
            .collect();
        plan.measure();
        size::share_out(&mut plan, size.responses, country.provinces);
        Ok(plan)
    }

    fn add_campaign(&mut self, row: &CampaignRow, this: Month, rng: &mut ChaCha8Rng) -> Result<(), DemoError> {
        let (opens_at, closes_at) = match row.takes {
            Takes::AllTheTime => (self.published_at, None),
            Takes::Once(from, to) => (beginning(from)?, Some(beginning(to)?)),
            Takes::Later(months) => (this.plus(months).begins_at(), None),
            Takes::Prepared => (this.plus(1).begins_at(), Some(this.plus(4).begins_at())),
        };
        self.campaigns.push(Campaign {
            id: identifier(self.published_at, rng),
            version_id: self.versions[self.version(row.questionnaire)?].0,
            questionnaire: code(row.questionnaire)?,
            title: texts(row.title),
            sampling: row.sampling,
            owner: code(row.owner)?,
            units: Vec::new(),
            sectors: Vec::new(),
            opens_at,
            closes_at,
            asks_sensitive: row.asks_sensitive,
            minimum: None,
            state: if matches!(row.takes, Takes::Prepared) { State::Draft } else { State::Open },
        });
        Ok(())
    }

    /// Adds a point at a seat to the campaign added last.
    fn add_point(
        &mut self,
        (row, point): (&CampaignRow, &PointRow),
        seat: &Seat,
        number: u64,
        taken: &mut HashSet<PointCode>,
    ) -> Result<(), DemoError> {
        let missing = |name: &str| DemoError::Table(name.to_owned());
        let unit = &self.units[seat.unit];
        let place = PLACES.iter().find(|place| place.code == point.unit).ok_or_else(|| missing(point.unit))?;
        let campaign = self.campaigns.len() - 1;
        let sector = match point.sector {
            None => None,
            Some(sector) => Some(self.sectors.iter().find(|known| known.code.as_str() == sector).ok_or_else(|| missing(sector))?),
        };
        // A point that exists for a part of the months gets its part of the responses.
        let asked = |month: Month| row.season.is_empty() || row.season.contains(&moments::of_year(month));
        let season: Vec<_> = self.months.iter().copied().filter(|(_, month)| asked(*month)).collect();
        let open = |month: Month| {
            self.campaigns[campaign].openness(month.begins_at()) == Openness::Open && unit.exists(month.begins_at())
        };
        let months: Vec<_> = season.iter().copied().filter(|(_, month)| open(*month)).collect();
        let parts = |list: &[(u8, Month)]| u32::try_from(list.len()).unwrap_or(0);
        let usual = u64::from(point.responses * parts(&months) / parts(&season).max(1));

        let mut rng = stream(number);
        let code = loop {
            let code = point_codes::draw(&mut rng);
            if taken.insert(code.clone()) {
                break code;
            }
        };
        let point = CollectionPoint {
            code,
            campaign_id: self.campaigns[campaign].id,
            unit: unit.code.clone(),
            sector: sector.map(|sector| sector.code.clone()),
            mode: point.mode,
            name: name(row.questionnaire, point.mode, sector),
            withdrawn_at: None,
            // Those whom a larger demonstration adds elsewhere came by a link for everybody.
            by_invitation: point.by_invitation && seat.copy == 0,
        };
        let version = self.version(row.questionnaire)?;
        let planned = PlannedPoint { point, campaign, version, place, months, usual, responses: usual, stream: number, rng };
        self.points.push(planned);
        Ok(())
    }

    /// Lets each campaign measure what its points are about: whole provinces, and the sectors asked.
    fn measure(&mut self) {
        let units = Tree::new(self.units.clone());
        let top = |unit: &Code| units.lineage(unit.as_str()).last().map(|unit| unit.code.clone());
        for (place, campaign) in self.campaigns.iter_mut().enumerate() {
            let points = || self.points.iter().filter(|planned| planned.campaign == place).map(|planned| &planned.point);
            let measured: BTreeSet<Code> = points().filter_map(|point| top(&point.unit)).collect();
            let choice = points().filter(|point| point.sector.is_none()).flat_map(|_| &self.choosable);
            let sectors: BTreeSet<&Code> = points().filter_map(|point| point.sector.as_ref()).chain(choice).collect();
            campaign.units = measured.into_iter().collect();
            campaign.sectors = sectors.into_iter().cloned().collect();
        }
    }

    fn version(&self, questionnaire: &str) -> Result<usize, DemoError> {
        let place = self.versions.iter().position(|(_, version)| version.code().as_str() == questionnaire);
        place.ok_or_else(|| DemoError::Table(questionnaire.to_owned()))
    }
}

/// What people call a point.
fn name(questionnaire: &str, mode: Mode, sector: Option<&Sector>) -> Texts {
    let (vi, en) = match (questionnaire, mode) {
        ("health-outpatient", _) => return texts(("Khu khám bệnh", "Outpatient area")),
        ("public-education", _) => return texts(("Thông báo gửi gia đình học sinh", "Notice to pupils' families")),
        ("household-sipas", _) => return texts(("Phiếu hỏi tại nhà", "Form asked at home")),
        (_, Mode::Kiosk) => ("Máy tính bảng tại quầy", "Tablet at the counter"),
        (_, Mode::Link) => ("Đường liên kết gửi kèm kết quả", "Link sent with the result"),
        (_, Mode::Interviewer) => ("Hỏi qua điện thoại", "Telephone interview"),
        (_, Mode::Phone | Mode::Paper) => ("Mã QR tại quầy", "QR code at the counter"),
    };
    let Some(sector) = sector else {
        return texts(("Mã QR tại bộ phận một cửa", "QR code at the one-stop desk"));
    };
    let with = |text: &str, language| format!("{text}: {}", sector.name.get(language).to_lowercase());
    texts((&with(vi, Language::Vi), &with(en, Language::En)))
}
