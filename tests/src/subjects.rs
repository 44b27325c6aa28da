//! Something at every address of the staff's router: once of a commune, once of another.

use app::domain::api_token::ApiRight;
use app::domain::api_token_form::NewToken;
use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::classification::{Class, Classes, Classification};
use app::domain::collection_point::CollectionPoint;
use app::domain::device::arrival::Span;
use app::domain::device::contact::{DeviceState, Incident, IncidentKind, Report};
use app::domain::entry::PaperNumber;
use app::domain::export_job::{Format, Order};
use app::domain::improvement::{Baseline, Criterion, Improvement, Note, Status};
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::outside_index::{Goal, OutsideIndex, Standing};
use app::domain::period::{Month, Period};
use app::domain::review::Review;
use app::domain::role::{Reach, Role, Scope};
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::{Purpose, Token};
use server::audit::{Act, Action, Author};
use server::store::Store;
use server::store::batches::NewBatch;
use server::store::device_history::{HOUR_LASTS, Told};
use server::store::entry::FirstEntry;
use server::store::imports;
use uuid::Uuid;

use crate::NOW;
use crate::staff::add;
use crate::world::World;

/// The place of what belongs to the first commune.
pub const OWN: usize = 0;
/// The place of what belongs to the second commune.
pub const FOREIGN: usize = 1;

const UNITS: [&str; 2] = ["xa-mot", "xa-hai"];
const POINTS: [&str; 2] = ["jjjjjj", "kkkkkk"];
const PLACES: [&str; 2] = ["mmmmmm", "nnnnnn"];
const KIOSKS: [&str; 2] = ["qqqqqq", "rrrrrr"];

/// What there is, of each commune.
#[derive(Clone, Debug)]
pub struct Subjects {
    accounts: [Uuid; 2],
    campaigns: [Uuid; 2],
    lists: [Uuid; 2],
    forms: [Uuid; 2],
    imports: [Uuid; 2],
    devices: [Uuid; 2],
    targets: [Uuid; 2],
    classifications: [Uuid; 2],
    improvements: [Uuid; 2],
    indices: [Uuid; 2],
    reviews: [Uuid; 2],
    exports: [Uuid; 2],
    tokens: [Uuid; 2],
}

impl Subjects {
    /// Adds all to the small world.
    pub async fn add(store: &Store, world: &World) -> Self {
        let [one, two] = UNITS;
        let accounts =
            [add(store, "x-own", Role::Collector, one).await.id, add(store, "y-foreign-one", Role::Collector, two).await.id];
        Self {
            accounts,
            campaigns: [campaign(store, &world.feedback, 3, one).await, campaign(store, &world.feedback, 4, two).await],
            lists: [
                invitations(store, world, (11, one, POINTS[OWN])).await,
                invitations(store, world, (12, two, POINTS[FOREIGN])).await,
            ],
            forms: [
                paper_form(store, world, (21, one, PLACES[OWN]), accounts[OWN]).await,
                paper_form(store, world, (22, two, PLACES[FOREIGN]), accounts[FOREIGN]).await,
            ],
            imports: [import(store, 31, one).await, import(store, 32, two).await],
            devices: [
                device(store, (41, one, KIOSKS[OWN]), Uuid::from_u128(11)).await,
                device(store, (42, two, KIOSKS[FOREIGN]), Uuid::from_u128(12)).await,
            ],
            targets: [target(store, 1, one).await, target(store, 2, two).await],
            classifications: [classification(store, 21, one).await, classification(store, 22, two).await],
            improvements: [improvement(store, 51, one).await, improvement(store, 52, two).await],
            indices: [index(store, 61, one).await, index(store, 62, two).await],
            reviews: [review(store, 71, one).await, review(store, 72, two).await],
            exports: [export(store, 81, one, accounts[OWN]).await, export(store, 82, two, accounts[FOREIGN]).await],
            tokens: [token(store, 81, one).await, token(store, 82, two).await],
        }
    }

    /// An address of the router as it leads to what there is at a place.
    #[must_use]
    pub fn path(&self, address: &str, place: usize) -> String {
        let subjects: [(&str, Uuid, &str); 17] = [
            // Sectors belong to no unit.
            ("/manage/sectors", self.accounts[place], "land"),
            ("/manage/themes", self.accounts[place], "waiting"),
            ("/manage/tokens", self.tokens[place], UNITS[place]),
            ("/manage/targets", self.targets[place], UNITS[place]),
            ("/manage/classifications", self.classifications[place], UNITS[place]),
            ("/manage/campaigns", self.campaigns[place], UNITS[place]),
            ("/manage/retention", self.campaigns[place], UNITS[place]),
            ("/manage/imports", self.imports[place], UNITS[place]),
            ("/manage/points", self.accounts[place], POINTS[place]),
            ("/manage/entry", self.accounts[place], PLACES[place]),
            ("/manage/paper-forms", self.forms[place], UNITS[place]),
            ("/manage/invitations", self.lists[place], UNITS[place]),
            ("/manage/devices", self.devices[place], UNITS[place]),
            ("/analysis/actions", self.improvements[place], UNITS[place]),
            ("/analysis/indices", self.indices[place], UNITS[place]),
            ("/analysis/exports", self.exports[place], UNITS[place]),
            ("/analysis/review", self.reviews[place], UNITS[place]),
        ];
        let of_area = subjects.into_iter().find(|(area, ..)| address.starts_with(area));
        let (_, id, code) = of_area.unwrap_or(("", self.accounts[place], UNITS[place]));
        let code = if address.starts_with("/manage/questionnaires") { "one-stop-service" } else { code };
        let path = address.replace("{number}", "1").replace("{id}", &id.to_string()).replace("{code}", code);
        path.replace("{token}", "x").replace("{what}", "units")
    }
}

/// Adds a target of a unit.
async fn target(store: &Store, number: u128, unit: &str) -> Uuid {
    let target = Target {
        unit: unit.parse().expect("as the test has it"),
        sector: "land".parse().expect("as the test has it"),
        from_year: 2026,
        to_year: 2030,
        operator: Operator::AtLeast,
        percent: 85.0,
        legal_basis: "Kế hoạch thử".into(),
    };
    store.add_targets(&[(Uuid::from_u128(number), target)]).await.expect("as the test has it");
    Uuid::from_u128(number)
}

/// Adds an improvement action about a unit.
async fn improvement(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let code = |text: &str| text.parse().expect("as the test has it");
    let period = Period::Year(2025);
    let one = Improvement {
        criterion: Criterion { unit: code(unit), sector: code("land"), part: None, period },
        responsible: code("tinh"),
        role: "Trưởng bộ phận một cửa".into(),
        task: "Thêm quầy".into(),
        due_at: NOW,
        status: Status::UnderWay,
        baseline: Baseline::default(),
    };
    let (by, all) = (Author::Program, Reach::Everything);
    assert!(store.add_improvement(&by, NOW, &all, (id, &one)).await.expect("as the test has it"));
    let note = Note { month: Month::of(NOW), text: "Đã thêm".into(), evidence: "https://example.org/1".into() };
    let new = (id, &one, Uuid::from_u128(number + 100), &note);
    assert!(store.add_improvement_note(&by, NOW, &all, new).await.expect("as the test has it"));
    id
}

/// Adds an index of a unit that others publish, with a goal.
async fn index(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let one = OutsideIndex {
        name: "PAR INDEX".into(),
        unit: unit.parse().expect("as the test has it"),
        year: 2025,
        standing: Standing { value: Some(88.5), rank: Some(12) },
        goal: Some(Goal::TopRank(10)),
        source: "Quyết định công bố".into(),
    };
    assert!(store.add_outside_index(&Author::Program, NOW, &Reach::Everything, (id, &one)).await.expect("as the test has it"));
    id
}

/// Makes a token for a unit.
async fn token(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let hash = Token::random(&mut ChaCha20Rng::seed_from_u64(u64::try_from(number).expect("a small number"))).hash(Purpose::Api);
    let new = NewToken {
        name: "Phần mềm một cửa".into(),
        scope: Scope::Unit(unit.parse().expect("as the test has it")),
        rights: ApiRight::ALL.into(),
        expires_at: NOW + 1_000_000_000,
    };
    assert!(store.add_token(&Author::Program, NOW, &Reach::Everything, (id, hash, &new)).await.expect("as the test has it"));
    id
}

/// Keeps minutes of a unit.
async fn review(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let one = Review {
        unit: unit.parse().expect("as the test has it"),
        unit_name: Texts::new([("vi", "Xã")]),
        month: 202_602,
        as_of: NOW,
        demonstration: false,
        panels: Vec::new(),
        actions: Vec::new(),
        more_actions: 0,
    };
    assert!(store.keep_review(&Author::Program, NOW, &Reach::Everything, (id, &one)).await.expect("as the test has it"));
    id
}

/// Asks for an export of a unit.
async fn export(store: &Store, number: u128, unit: &str, account: Uuid) -> Uuid {
    let id = Uuid::from_u128(number);
    let order = Order {
        unit: unit.parse().expect("as the test has it"),
        campaign: None,
        period: Some(Period::Year(2025)),
        format: Format::Spss,
        labels: Language::Vi,
    };
    let new = (id, account, &order);
    assert!(store.add_export(&Author::Program, NOW, &Reach::Everything, new).await.expect("as the test has it"));
    id
}

/// Adds a classification of a unit.
pub async fn classification(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let named = |name| Texts::new([("vi", name)]);
    let classes = Classes::new(vec![Class { at_least: 80.0, name: named("Tốt") }], named("Yếu")).expect("as the test has it");
    let one = Classification {
        unit: unit.parse().expect("as the test has it"),
        from_year: 2026,
        legal_basis: "Quyết định thử".into(),
        classes,
    };
    assert!(store.add_classification(&Author::Program, NOW, &Reach::Everything, (id, &one)).await.expect("as the test has it"));
    id
}

/// Adds a draft of a campaign that a unit owns.
async fn campaign(store: &Store, like: &Campaign, number: u128, owner: &str) -> Uuid {
    let (id, owner) = (Uuid::from_u128(number), owner.parse().expect("as the test has it"));
    store
        .add_campaign(&Campaign {
            id,
            owner,
            units: Vec::new(),
            state: State::Draft,
            sampling: Sampling::Probability,
            ..like.clone()
        })
        .await
        .expect("as the test has it");
    id
}

/// Adds a campaign of a unit with a point for those who were invited, and a list of them.
async fn invitations(store: &Store, world: &World, (number, unit, code): (u128, &str, &str)) -> Uuid {
    let id = Uuid::from_u128(number);
    let campaign = Campaign { id, owner: unit.parse().expect("as the test has it"), ..world.feedback.clone() };
    store.add_campaign(&campaign).await.expect("as the test has it");
    let point = CollectionPoint {
        code: code.parse().expect("as the test has it"),
        campaign_id: id,
        unit: unit.parse().expect("as the test has it"),
        sector: None,
        mode: Mode::Link,
        name: Texts::new([("vi", "Thư mời")]),
        withdrawn_at: None,
        by_invitation: true,
    };
    store.add_collection_points(std::slice::from_ref(&point)).await.expect("as the test has it");
    let new = NewBatch {
        id,
        point: point.code,
        name: "Danh sách".into(),
        expires_at: NOW + 1_000_000,
        references: vec!["HS-1".into()],
    };
    let mut rng = ChaCha20Rng::seed_from_u64(u64::try_from(number).expect("as the test has it"));
    let token = || Token::random(&mut rng);
    assert!(store.issue(&Author::Program, NOW, &Reach::Everything, (&new, unit), token).await.expect("as the test has it"));
    id
}

/// Adds a place of a unit for paper forms, and one of these that waits for its second entry.
async fn paper_form(store: &Store, world: &World, (number, unit, code): (u128, &str, &str), by: Uuid) -> Uuid {
    let point = CollectionPoint {
        code: code.parse().expect("as the test has it"),
        campaign_id: world.feedback.id,
        unit: unit.parse().expect("as the test has it"),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(std::slice::from_ref(&point)).await.expect("as the test has it");
    let id = Uuid::from_u128(number);
    let form = PaperNumber { batch: "1".into(), number: 1 };
    let first = FirstEntry { id, point: &point, number: &form, by, entered: "{}" };
    assert!(store.add_first_entry(NOW, &Reach::Everything, first).await.expect("as the test has it"));
    id
}

/// Adds a kiosk of a unit to a campaign, and a device there which a tablet was and which told something of everything.
async fn device(store: &Store, (number, unit, code): (u128, &str, &str), campaign_id: Uuid) -> Uuid {
    let id = Uuid::from_u128(number);
    let point = CollectionPoint {
        code: code.parse().expect("as the test has it"),
        campaign_id,
        unit: unit.parse().expect("as the test has it"),
        sector: None,
        mode: Mode::Kiosk,
        name: Texts::new([("vi", "Máy ở cổng")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(std::slice::from_ref(&point)).await.expect("as the test has it");
    let new = (id, "Máy", &point.code, unit);
    assert!(store.add_device(&Author::Program, NOW, &Reach::Everything, new).await.expect("as the test has it"));
    store.demonstrate_device(id, &point.code, &told(number)).await.expect("as the test has it");
    id
}

/// What a tablet told with which much is wrong: of 20 answers, 5 and 9 to 11 are lost, and 19 and 20 wait.
#[must_use]
pub fn told(number: u128) -> Told {
    let spans = |spans: &[(i64, i64)]| spans.iter().copied().map(Span::from).collect();
    let hour = NOW.div_euclid(HOUR_LASTS);
    let incident = |number: u128, kind, detail: &str| {
        (
            Uuid::from_u128(number),
            Incident { at: NOW - 3_000_000 - i64::try_from(number).expect("small"), kind, detail: detail.to_owned() },
        )
    };
    let incidents = (1..).zip(IncidentKind::ALL).map(|(number, kind)| incident(number, kind, "7")).collect();
    Told {
        registered_at: NOW - 3 * 24 * HOUR_LASTS,
        seen: (
            NOW - 10 * 60_000,
            Report {
                waiting: spans(&[(19, 20)]),
                oldest_at: Some(NOW - 26 * HOUR_LASTS),
                skew: 3 * HOUR_LASTS + 12 * 60_000,
                state: DeviceState { version: "9.9".to_owned(), battery: Some(64), stuck: 1, ..DeviceState::default() },
            },
        ),
        storage: Uuid::from_u128(number + 1_000),
        given: 20,
        arrived: spans(&[(1, 4), (6, 8), (12, 18)]),
        hours: vec![(hour - 25, 5), (hour - 20, 4), (hour - 1, 6)],
        abandoned: vec![
            (20_251_101, "overall".parse().expect("a code"), 4),
            (20_260_310, "overall".parse().expect("a code"), 2),
            (20_260_310, "gone".parse().expect("a code"), 1),
        ],
        incidents,
    }
}

/// Notes that a file of units was taken by somebody who looks after a unit.
async fn import(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let after = Some(serde_json::json!({ "of": "units", "added": 1, "changed": 0 }));
    let act = Act { unit: Some(unit.to_owned()), after, ..Act::on(Action::Imported, imports::subject(id)) };
    store.note(&Author::Program, NOW, &act).await.expect("as the test has it");
    id
}
