//! A small world: one province, two communes, one questionnaire in two campaigns, and the collection points of each state.

use app::domain::answer::{Answer, Answers, Satisfaction};
use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::response::Response;
use app::domain::sample_place::SamplePlace;
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use rand::SeedableRng;
use rand_chacha::{ChaCha8Rng, ChaCha20Rng};
use server::accounts::password::Cost;
use server::instrument::{builtin, file};
use server::sources::{Clock, Ids, Secrets, Sources};
use server::store::Store;
use server::store::responses::NewResponse;
use uuid::Uuid;

use crate::NOW;

/// The point that asks about land at the first commune.
pub const LAND: &str = "aaaaaa";
/// The point at which the citizen chooses the sector.
pub const CHOICE: &str = "bbbbbb";
/// The point of the random sample, about land.
pub const SAMPLE: &str = "cccccc";
/// The point of a campaign that closed.
pub const CLOSED: &str = "dddddd";
/// The point of a campaign that opens later.
pub const NOT_YET: &str = "eeeeee";
/// The point of a questionnaire of every kind of item and condition, sensitive ones included.
pub const EVERYTHING: &str = "ffffff";
/// The same questionnaire in a campaign that does not ask sensitive questions.
pub const DISCREET: &str = "gggggg";

/// A questionnaire with every kind of item.
pub const EVERYTHING_FILE: &str = include_str!("everything.toml");

/// A questionnaire version that comes with the program.
#[must_use]
pub fn built_in(code: &str) -> Version {
    let versions = builtin::all().expect("built-in questionnaires without faults");
    versions.into_iter().find(|version| version.code().as_str() == code).expect("a built-in questionnaire")
}

/// Identifiers that are the same in every run.
#[must_use]
pub fn ids() -> Ids {
    Ids::new(ChaCha8Rng::seed_from_u64(7))
}

/// What an application in a test is given from outside: a clock that stands still, and chance that is the same in every run.
#[must_use]
pub fn sources(now: i64) -> Sources {
    Sources {
        clock: Clock::fixed(now),
        ids: ids(),
        secrets: Secrets::new(ChaCha20Rng::seed_from_u64(u64::try_from(now).unwrap_or_default())),
        password_cost: Cost::FOR_TESTS,
    }
}

/// What a test needs to know of the world.
#[derive(Debug)]
pub struct World {
    /// The one-stop questionnaire.
    pub version: Version,
    /// The self-selected campaign.
    pub feedback: Campaign,
    /// The random sample.
    pub sample: Campaign,
}

/// Fills an empty store.
pub async fn fill(store: &Store) -> World {
    let ids = ids();
    let code = |text: &str| text.parse::<Code>().expect("a code");
    let texts = |vi: &str, en: &str| Texts::new([("vi", vi), ("en", en)]);
    let unit = |name: &str, parent: Option<&str>, kind, vi: &str, en: &str| Unit {
        code: code(name),
        parent: parent.map(code),
        kind,
        name: texts(vi, en),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    store.add_sectors(&server::catalogue::sectors().expect("the catalogue")).await.expect("sectors");
    store
        .add_units(&[
            unit("tinh", None, UnitKind::Province, "Tỉnh Thử", "Test Province"),
            unit("xa-mot", Some("tinh"), UnitKind::Commune, "Xã Một", "First commune"),
            unit("xa-hai", Some("tinh"), UnitKind::Commune, "Xã Hai", "Second commune"),
        ])
        .await
        .expect("units");
    let target = |sector: &str, operator, percent| Target {
        unit: code("tinh"),
        sector: code(sector),
        from_year: 2020,
        to_year: 2030,
        operator,
        percent,
        legal_basis: "Nghị quyết thử".into(),
    };
    store
        .add_targets(&[
            (ids.make(NOW), target("land", Operator::AtLeast, 80.0)),
            (ids.make(NOW), target("administrative-procedures", Operator::MoreThan, 90.0)),
        ])
        .await
        .expect("targets");
    let version = built_in("one-stop-service");
    let version_id = store.publish(ids.make(NOW), &version, NOW).await.expect("publish");
    let everything = file::read(EVERYTHING_FILE).unwrap_or_else(|error| panic!("{error}"));
    let everything_id = store.publish(ids.make(NOW), &everything, NOW).await.expect("publish");
    let campaign = |version_id: Uuid, questionnaire: &Version, sampling, opens_at, closes_at, asks_sensitive| Campaign {
        id: ids.make(NOW),
        version_id,
        questionnaire: questionnaire.code().clone(),
        title: texts("Đợt thử", "Test survey"),
        sampling,
        owner: code("tinh"),
        units: vec![code("tinh")],
        sectors: Vec::new(),
        opens_at,
        closes_at,
        asks_sensitive,
        minimum: None,
        state: State::Open,
    };
    let feedback = campaign(version_id, &version, Sampling::SelfSelected, 0, None, false);
    let sample = campaign(version_id, &version, Sampling::Probability, 0, None, false);
    let closed = campaign(version_id, &version, Sampling::SelfSelected, 0, Some(NOW), false);
    let not_yet = campaign(version_id, &version, Sampling::SelfSelected, NOW + 1, None, false);
    let sensitive = campaign(everything_id, &everything, Sampling::SelfSelected, 0, None, true);
    let discreet = campaign(everything_id, &everything, Sampling::SelfSelected, 0, None, false);
    for campaign in [&feedback, &sample, &closed, &not_yet, &sensitive, &discreet] {
        store.add_campaign(campaign).await.expect("a campaign");
    }
    let point = |name: &str, campaign: &Campaign, unit: &str, sector: Option<&str>, mode| CollectionPoint {
        code: name.parse().expect("a point's code"),
        campaign_id: campaign.id,
        unit: code(unit),
        sector: sector.map(code),
        mode,
        name: texts("Quầy 1", "Counter 1"),
        withdrawn_at: None,
        by_invitation: false,
    };
    store
        .add_collection_points(&[
            point(LAND, &feedback, "xa-mot", Some("land"), Mode::Phone),
            point(CHOICE, &feedback, "xa-hai", None, Mode::Link),
            point(SAMPLE, &sample, "xa-mot", Some("land"), Mode::Interviewer),
            point(CLOSED, &closed, "xa-mot", Some("land"), Mode::Phone),
            point(NOT_YET, &not_yet, "xa-mot", Some("land"), Mode::Phone),
            point(EVERYTHING, &sensitive, "xa-mot", Some("health"), Mode::Phone),
            point(DISCREET, &discreet, "xa-mot", Some("health"), Mode::Phone),
        ])
        .await
        .expect("collection points");
    World { version, feedback, sample }
}

/// Answers to the items named, each a point of the scale; 0 means no opinion.
#[must_use]
pub fn answers(points: &[(&str, u8)]) -> Answers {
    let answer = |point| Satisfaction::new(point).map_or(Answer::NoOpinion, Answer::Scale);
    points.iter().map(|(item, point)| (item.parse().expect("a code"), answer(*point))).collect()
}

/// A response of the world with these answers.
#[must_use]
pub fn response(world: &World, campaign: &Campaign, id: Uuid, (unit, sector): (&str, &str), answers: Answers) -> NewResponse {
    let point: PointCode = if campaign.id == world.sample.id { SAMPLE } else { LAND }.parse().expect("a point's code");
    let response = Response {
        id,
        point,
        campaign_id: campaign.id,
        version_id: campaign.version_id,
        unit: unit.parse().expect("a code"),
        sector: sector.parse().expect("a code"),
        mode: Mode::Phone,
        language: Language::Vi,
        assisted: false,
        submitted_at: NOW,
        month: Month::of(NOW),
        answers,
        sample_place: None,
    };
    NewResponse::new(response, &world.version)
}

/// The same response with this place in a sample.
#[must_use]
pub fn in_sample(world: &World, new: &NewResponse, sample_place: Option<SamplePlace>) -> NewResponse {
    NewResponse::new(Response { sample_place, ..new.response().clone() }, &world.version)
}
