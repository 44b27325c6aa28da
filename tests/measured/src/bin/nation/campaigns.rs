//! The campaigns in every state, their collection points, and what was answered, entered, invited and drawn.

use app::domain::answer::{Answer, Answers, Satisfaction};
use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::device::arrival::Span;
use app::domain::device::contact::Report;
use app::domain::entry::PaperNumber;
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use app::domain::response::Response;
use app::domain::role::Reach;
use app::domain::sample::column::Column;
use app::domain::sample::{Design, Element, FrameFacts, Plan, Sample, Stratum};
use app::domain::texts::Texts;
use rand::RngExt;
use server::accounts::token::Token;
use server::audit::Author;
use server::instrument::builtin;
use server::point_codes;
use server::store::batches::NewBatch;
use server::store::device_history::{HOUR_LASTS, Told};
use server::store::entry::FirstEntry;
use server::store::responses::NewResponse;
use std::collections::HashSet;
use uuid::Uuid;

use super::people::{ADMINISTRATOR, People};
use super::size::Size;
use super::units::{NATION, Units};
use super::{Country, Outcome};

/// What people write.
const WRITTEN: [&str; 6] = [
    "Chờ lâu quá.",
    "Cán bộ nhiệt tình, hướng dẫn dễ hiểu.",
    "Phần mềm hay bị lỗi, phải nhập lại từ đầu.",
    "Nên có thêm ghế ngồi chờ.",
    "Phải đi lại nhiều lần vì thiếu giấy tờ mà không được nói trước.",
    "Rất hài lòng.",
];

/// The questionnaire of all campaigns.
pub const QUESTIONNAIRE: &str = "one-stop-service";
/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// How many hours each tablet is known to have been used.
const DEVICE_HOURS: i64 = 60;
/// How many responses are stored at once.
const GROUP: usize = 2_000;
/// The sectors about which points ask.
const SECTORS: [&str; 5] = ["land", "construction", "civil-status", "certification", "social-protection"];

/// What pages can be asked about: for whoever reaches the nation, and for whoever reaches the first province.
pub struct Surveys {
    pub national: Handles,
    pub provincial: Handles,
    /// A draft with a sample that was drawn.
    pub sampled: Uuid,
    /// A place for paper forms, and a form there.
    pub paper: (Uuid, PointCode, Uuid),
}

/// A campaign or point of each kind that pages ask for.
pub struct Handles {
    pub draft: Uuid,
    pub open: Uuid,
    pub closed: Uuid,
    /// A point of the open one.
    pub point: PointCode,
    /// A point at which people are invited, and a list of them.
    pub invited: (PointCode, Uuid),
    /// A tablet at a kiosk.
    pub device: Uuid,
}

struct Filling<'a> {
    country: &'a mut Country,
    units: &'a Units,
    versions: Vec<(Uuid, Version)>,
    campaigns: Vec<Campaign>,
    points: Vec<CollectionPoint>,
    taken: HashSet<PointCode>,
}

/// Adds them.
pub async fn add(country: &mut Country, units: &Units, people: &People) -> Outcome<Surveys> {
    let mut versions = Vec::new();
    for version in builtin::all().map_err(|(code, error)| format!("{code}: {error}"))? {
        let id = country.store.publish(country.ids.make(country.now), &version, country.now).await?;
        versions.push((id, version));
    }
    let mut filling = Filling { country, units, versions, campaigns: Vec::new(), points: Vec::new(), taken: HashSet::new() };
    filling.plan()?;
    for campaign in &filling.campaigns {
        filling.country.store.add_campaign(campaign).await?;
    }
    let drafted = filling.versions.iter().find(|(_, version)| version.code().as_str() == QUESTIONNAIRE).ok_or("no version")?;
    let draft = (filling.country.ids.make(filling.country.now), &drafted.1);
    filling.country.store.keep_draft(&Author::Program, filling.country.now, &Reach::Everything, draft).await?;
    filling.country.store.add_collection_points(&filling.points).await?;
    let batches = filling.invite().await?;
    let tablets = filling.stand().await?;
    let form = filling.enter(people).await?;
    filling.draw().await?;
    filling.answer().await?;
    filling.surveys(&batches, &tablets, form)
}

impl Filling<'_> {
    /// The first campaigns are those that pages are asked about: what each is for stands here.
    fn plan(&mut self) -> Outcome<()> {
        use State::{Archived, Closed, Draft, Open};
        let province = self.units.provinces[0].to_string();
        let special = [
            (NATION, Open),
            (NATION, Open),
            (NATION, Draft),
            (NATION, Draft),
            (NATION, Closed),
            (province.as_str(), Draft),
            (province.as_str(), Open),
            (province.as_str(), Closed),
        ];
        for number in 0..self.country.size.campaigns {
            let (owner, state) = if let Some((owner, state)) = special.get(number) {
                ((*owner).to_owned(), *state)
            } else {
                let owner = match number % 5 {
                    0 => self.units.provinces[number / 5 % self.units.provinces.len()].to_string(),
                    1 if number % 20 == 1 => NATION.to_owned(),
                    _ => self.units.communes[number * 3 % self.units.communes.len()].to_string(),
                };
                (owner, [Draft, Open, Open, Open, Open, Closed, Closed, Closed, Closed, Archived][number / 2 % 10])
            };
            self.campaign(number, &owner, state)?;
        }
        // One point in each commune for the first, places for paper in the second, and the rest shared out.
        let communes = self.units.communes.clone();
        for unit in &communes {
            self.point(0, unit, Mode::Phone, false)?;
        }
        for unit in communes.iter().take(60) {
            self.point(1, unit, Mode::Paper, false)?;
            self.point(1, unit, Mode::Interviewer, false)?;
        }
        // A kiosk in every tenth commune, and some of the first province.
        for unit in communes.iter().step_by(10) {
            self.point(0, unit, Mode::Kiosk, false)?;
        }
        let own = self.units.provinces[0].clone();
        for _ in 0..3 {
            self.point(6, &own, Mode::Kiosk, false)?;
        }
        self.point(6, &own, Mode::Link, true)?;
        self.point(0, &own, Mode::Link, true)?;
        for number in self.points.len()..self.country.size.points() {
            let campaign = 5 + number % (self.campaigns.len() - 5);
            let owner = self.campaigns[campaign].owner.clone();
            let unit = if owner.as_str() == NATION { communes[number % communes.len()].clone() } else { owner };
            let mode = [Mode::Phone, Mode::Kiosk, Mode::Link, Mode::Phone][number % 4];
            self.point(campaign, &unit, mode, number % 40 == 2)?;
        }
        Ok(())
    }

    fn campaign(&mut self, number: usize, owner: &str, state: State) -> Outcome<()> {
        let now = self.country.now;
        let (version_id, version) = match self.versions.iter().find(|(_, version)| version.code().as_str() == QUESTIONNAIRE) {
            Some((id, version)) if number < 8 || !number.is_multiple_of(3) => (*id, version),
            _ => {
                let (id, version) = &self.versions[number % self.versions.len()];
                (*id, version)
            }
        };
        let closes_at = match state {
            State::Closed | State::Archived => Some(now - DAY * i64::try_from(number % 300 + 1)?),
            State::Open if number % 2 == 1 => Some(now + DAY * 60),
            _ => None,
        };
        let owner: Code = owner.parse().map_err(|_| "no code")?;
        self.campaigns.push(Campaign {
            id: self.country.ids.make(now),
            version_id,
            questionnaire: version.code().clone(),
            title: Texts::new([("vi", format!("Khảo sát mức độ hài lòng đợt {number} năm 2026").as_str())]),
            sampling: if matches!(number, 2 | 3) || number % 9 == 8 { Sampling::Probability } else { Sampling::SelfSelected },
            units: vec![owner.clone()],
            owner,
            sectors: SECTORS.iter().map(|code| code.parse().map_err(|_| "no code")).collect::<Result<_, _>>()?,
            opens_at: now - DAY * 500,
            closes_at,
            asks_sensitive: false,
            minimum: None,
            state,
        });
        Ok(())
    }

    fn point(&mut self, campaign: usize, unit: &Code, mode: Mode, by_invitation: bool) -> Outcome<()> {
        let code = loop {
            let code = point_codes::draw(&mut self.country.rng);
            if self.taken.insert(code.clone()) {
                break code;
            }
        };
        let sector = SECTORS[self.points.len() % SECTORS.len()].parse().map_err(|_| "no code")?;
        self.points.push(CollectionPoint {
            code,
            campaign_id: self.campaigns[campaign].id,
            unit: unit.clone(),
            sector: Some(sector),
            mode: if by_invitation { Mode::Link } else { mode },
            name: Texts::new([("vi", format!("Quầy tiếp nhận số {}", self.points.len() % 9 + 1).as_str())]),
            withdrawn_at: None,
            by_invitation,
        });
        Ok(())
    }

    /// Issues the lists of invitations, one after another to the points that take them.
    async fn invite(&mut self) -> Outcome<Vec<(PointCode, Uuid)>> {
        let points: Vec<CollectionPoint> = self.points.iter().filter(|point| point.by_invitation).cloned().collect();
        let mut batches = Vec::new();
        for number in 0..self.country.size.batches().max(points.len().min(2)) {
            let point = &points[number % points.len()];
            let owner =
                self.campaigns.iter().find(|campaign| campaign.id == point.campaign_id).ok_or("no campaign")?.owner.clone();
            let new = NewBatch {
                id: self.country.ids.make(self.country.now),
                point: point.code.clone(),
                name: format!("Hồ sơ đã trả kết quả, danh sách {number}"),
                expires_at: self.country.now + DAY * 60,
                references: (0..Size::INVITED).map(|place| format!("H{number:04}-{place:05}")).collect(),
            };
            let (store, now, rng) = (&self.country.store, self.country.now, &mut self.country.rng);
            let issued = store.issue(&Author::Program, now, &Reach::Everything, (&new, owner.as_str()), || Token::random(rng));
            if issued.await? {
                batches.push((point.code.clone(), new.id));
            }
        }
        Ok(batches)
    }

    /// Puts a tablet at each kiosk of the first campaign and of the first province's, as it would be after a month: its point, and itself.
    async fn stand(&self) -> Outcome<Vec<(PointCode, Uuid)>> {
        let (store, now) = (&self.country.store, self.country.now);
        let asking = [self.campaigns[0].id, self.campaigns[6].id];
        let kiosks = self.points.iter().filter(|point| point.mode == Mode::Kiosk && asking.contains(&point.campaign_id));
        let mut tablets = Vec::new();
        for (number, point) in (0..).zip(kiosks) {
            let id = self.country.ids.make(now);
            let new = (id, "Máy tính bảng ở cổng", &point.code, point.unit.as_str());
            if !store.add_device(&Author::Program, now, &Reach::Everything, new).await? {
                return Err("a tablet was not taken".into());
            }
            let given: i64 = 900 + number % 50;
            let (hour, lost) = (now.div_euclid(HOUR_LASTS), number % 7 == 3);
            let arrived = if lost { vec![(1, 400), (405, given)] } else { vec![(1, given)] };
            let told = Told {
                registered_at: now - DAY * 30,
                seen: (now - number % 40 * 60_000, Report { oldest_at: None, ..Report::default() }),
                storage: self.country.ids.make(now),
                given,
                arrived: arrived.into_iter().map(Span::from).collect(),
                hours: (1..=DEVICE_HOURS).map(|back| (hour - back, 1 + (number + back) % 9)).collect(),
                abandoned: vec![(20_260_301, "a1".parse().map_err(|_| "no code")?, 3)],
                incidents: Vec::new(),
            };
            store.demonstrate_device(id, &point.code, &told).await?;
            tablets.push((point.code.clone(), id));
        }
        Ok(tablets)
    }

    /// Enters paper forms once, which then wait for their second entry.
    async fn enter(&mut self, people: &People) -> Outcome<Uuid> {
        let (now, campaign) = (self.country.now, &self.campaigns[1]);
        let store = &self.country.store;
        store.set_entered_twice(&Author::Program, now, &Reach::Everything, (campaign.id, campaign.owner.as_str(), true)).await?;
        let by = people.all.iter().find(|person| person.name == ADMINISTRATOR).ok_or("nobody")?.id;
        let places: Vec<&CollectionPoint> = self.points.iter().filter(|point| point.mode == Mode::Paper).collect();
        let mut first = None;
        for number in 0..self.country.size.forms() {
            // Half of them lie at one place, as in a province that enters all its paper itself.
            let point = if number % 2 == 0 { places[0] } else { places[number % places.len()] };
            let paper = PaperNumber { batch: format!("L{}", number / 200), number: u32::try_from(number)? + 1 };
            let id = self.country.ids.make(now);
            let entry = FirstEntry { id, point, number: &paper, by, entered: "{}" };
            if store.add_first_entry(now - DAY, &Reach::Everything, entry).await? && point.code == places[0].code {
                first.get_or_insert(id);
            }
        }
        first.ok_or_else(|| "no form was entered".into())
    }

    /// Freezes a sample for the first draft.
    async fn draw(&mut self) -> Outcome<()> {
        let (now, campaign, size) = (self.country.now, &self.campaigns[2], self.country.size.sample());
        let provinces = self.country.size.provinces();
        let elements: Vec<Element> = (0..size)
            .map(|place| Element {
                position: place as u64 * 20 + 1,
                reference: format!("HO-{place:06}"),
                names: (format!("Tỉnh {}", place % provinces), String::new()),
                place: (format!("s{:02}", place % provinces), format!("{place}")),
                probability: 0.05,
                weight: 20.0,
            })
            .collect();
        let strata = (0..provinces).map(|number| Stratum {
            code: format!("s{number:02}"),
            name: format!("Tỉnh {number}"),
            elements: (size / provinces * 20) as u64,
            drawn: (size / provinces) as u64,
            clusters: None,
            weights: (20.0, 20.0),
        });
        let sample = Sample {
            campaign_id: campaign.id,
            drawn_at: now,
            drawn_by: ADMINISTRATOR.to_owned(),
            frame: FrameFacts { hash: "0".repeat(64), elements: size as u64 * 20 },
            plan: Plan {
                design: Design::Systematic { n: size as u64 },
                columns: [(Column::Reference, "Mã hộ".to_owned())].into(),
            },
            seed: 34.into(),
            seed_typed: false,
            algorithm: 1,
            strata: strata.collect(),
            result_hash: "1".repeat(64),
            size: size as u64,
            listed: size as u64,
        };
        let frozen = (&sample, elements.as_slice(), campaign.owner.as_str());
        if self.country.store.freeze_sample(&Author::Program, now, &Reach::Everything, frozen).await? {
            Ok(())
        } else {
            Err("the sample was not taken".into())
        }
    }

    /// Answers at all points that take answers by their code, and leaves the last answers pending.
    async fn answer(&mut self) -> Outcome<()> {
        let (all, pending) = (self.country.size.responses(), self.country.size.pending());
        let open: Vec<usize> = (0..self.points.len())
            .filter(|place| {
                let point = &self.points[*place];
                let state =
                    self.campaigns.iter().find(|campaign| campaign.id == point.campaign_id).map(|campaign| campaign.state);
                !point.by_invitation && state != Some(State::Draft)
            })
            .collect();
        let mut group = Vec::new();
        for number in 0..all + pending {
            // Every tenth point is busy, so that its figures may be shown; the others have a few answers each.
            let place = if number % 2 == 0 {
                open[number / 2 % (open.len() / 10).max(1) * 10 % open.len()]
            } else {
                open[number % open.len()]
            };
            let new = self.response(place)?;
            group.push(new);
            if group.len() == GROUP || number + 1 == all || number + 1 == all + pending {
                self.country.store.store_all(&group).await?;
                group.clear();
                if number < all {
                    self.country.store.rollup_all().await?;
                }
            }
        }
        Ok(())
    }

    fn response(&mut self, place: usize) -> Outcome<NewResponse> {
        let (point, rng, now) = (&self.points[place], &mut self.country.rng, self.country.now);
        let campaign = self.campaigns.iter().find(|campaign| campaign.id == point.campaign_id).ok_or("no campaign")?;
        let (_, version) = self.versions.iter().find(|(id, _)| *id == campaign.version_id).ok_or("no version")?;
        let mut answers = Answers::default();
        for (_, item) in version.items() {
            if matches!(item.kind, Kind::Satisfaction { .. })
                && let Some(given) = Satisfaction::new(rng.random_range(2..=5))
            {
                answers.insert(item.code.clone(), Answer::Scale(given));
            }
        }
        // Every fifth person writes something.
        let written = rng.random_range(0..WRITTEN.len() * 5);
        if let Some(text) = WRITTEN.get(written)
            && let Some((_, item)) = version.items().find(|(_, item)| matches!(item.kind, Kind::LongText))
        {
            answers.insert(item.code.clone(), Answer::Text((*text).to_owned()));
        }
        let submitted_at = campaign.closes_at.unwrap_or(now).min(now) - DAY * rng.random_range(1..=150);
        let response = Response {
            id: self.country.ids.make(submitted_at),
            point: point.code.clone(),
            campaign_id: campaign.id,
            version_id: campaign.version_id,
            unit: point.unit.clone(),
            sector: point.sector.clone().ok_or("no sector")?,
            mode: point.mode,
            language: Language::Vi,
            assisted: false,
            submitted_at,
            month: Month::of(submitted_at),
            answers,
            sample_place: None,
        };
        Ok(NewResponse::new(response, version))
    }

    /// What pages are asked about.
    fn surveys(&self, batches: &[(PointCode, Uuid)], tablets: &[(PointCode, Uuid)], form: Uuid) -> Outcome<Surveys> {
        let point = |campaign: usize, fits: &dyn Fn(&CollectionPoint) -> bool| {
            let id = self.campaigns[campaign].id;
            self.points.iter().find(|point| point.campaign_id == id && fits(point)).map(|point| point.code.clone())
        };
        let own = |campaign: usize| {
            let invited = point(campaign, &|point| point.by_invitation)?;
            let batch = batches.iter().find(|(code, _)| *code == invited)?.1;
            let kiosk = point(campaign, &|point| point.mode == Mode::Kiosk)?;
            let device = tablets.iter().find(|(code, _)| *code == kiosk)?.1;
            Some((point(campaign, &|point| !point.by_invitation)?, (invited, batch), device))
        };
        let ((national, invited, device), (provincial, own_invited, own_device)) =
            own(0).zip(own(6)).ok_or("no list was issued, or no tablet stands anywhere")?;
        let id = |place: usize| self.campaigns[place].id;
        Ok(Surveys {
            national: Handles { draft: id(3), open: id(0), closed: id(4), point: national, invited, device },
            provincial: Handles {
                draft: id(5),
                open: id(6),
                closed: id(7),
                point: provincial,
                invited: own_invited,
                device: own_device,
            },
            sampled: id(2),
            paper: (id(1), point(1, &|point| point.mode == Mode::Paper).ok_or("no place for paper")?, form),
        })
    }
}
