//! A tablet in a test: what a device sends, without a browser.

use app::domain::campaign::Campaign;
use app::domain::collection_point::CollectionPoint;
use app::domain::device::arrival::Span;
use app::domain::device::clock::Moment;
use app::domain::device::contact::{Contact, DeviceState, Entry, Reply};
use app::domain::mode::Mode;
use app::domain::role::Reach;
use app::domain::texts::Texts;
use axum::http::{Method, StatusCode};
use server::accounts::token::{Purpose, Token};
use server::audit::Author;
use server::devices::journal::hash;
use server::store::Store;
use uuid::Uuid;

use crate::NOW;
use crate::client::{Answer, TestApp};
use crate::world::sources;

/// The point at which the tablet stands, about land at the first commune.
pub const KIOSK: &str = "kkkkkk";
/// Another one, at the second commune.
pub const OTHER: &str = "mmmmmm";

/// Adds both points to a campaign.
pub async fn add_points(store: &Store, campaign: &Campaign) {
    let point = |code: &str, unit: &str| CollectionPoint {
        code: code.parse().expect("a code"),
        campaign_id: campaign.id,
        unit: unit.parse().expect("a code"),
        sector: Some("land".parse().expect("a code")),
        mode: Mode::Kiosk,
        name: Texts::new([("vi", "Cổng"), ("en", "Gate")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(&[point(KIOSK, "xa-mot"), point(OTHER, "xa-hai")]).await.expect("points");
}

/// When the device of a test was added, so that it may have been given answers before now.
const ADDED: i64 = NOW - 86_400_000;

/// Adds a device at the first point, with the token of the link by which a tablet becomes it.
pub async fn add_device(store: &Store, id: Uuid) -> Token {
    let point = KIOSK.parse().expect("a code");
    assert!(store.add_device(&Author::Program, ADDED, &Reach::Everything, (id, "Cổng", &point, "xa-mot")).await.expect("added"));
    make_link(store, id).await
}

/// Makes a link for a device, in the place of any before.
pub async fn make_link(store: &Store, id: Uuid) -> Token {
    let token = sources(i64::from(rand::random::<u32>())).secrets.make(Token::random);
    let link = (token.hash(Purpose::DeviceLink), NOW + 1_000_000_000);
    assert!(store.link_device(&Author::Program, NOW, &Reach::Everything, (id, "xa-mot"), link).await.expect("linked"));
    token
}

/// A tablet that was registered: its cookie, and the journal in its storage.
#[derive(Clone, Debug)]
pub struct Tablet {
    /// The cookie that it was given last.
    pub cookie: String,
    /// What tells its storage apart.
    pub storage: Uuid,
    /// The highest number that it gave.
    pub given: i64,
    /// The hash of its last entry.
    pub last: String,
    /// What waits on it.
    pub waiting: Vec<Entry>,
    /// By how much its clock is ahead, in milliseconds.
    pub skew: i64,
}

impl Tablet {
    /// Opens the link.
    pub async fn register(app: &TestApp, link: &Token) -> Self {
        let answer = app.send(Method::POST, &format!("/kiosk/register/{}", link.reveal()), &[], Vec::new()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let mut tablet = Self {
            cookie: String::new(),
            storage: Uuid::from_u128(99),
            given: 0,
            last: String::new(),
            waiting: Vec::new(),
            skew: 0,
        };
        tablet.take_cookie(&answer);
        tablet
    }

    /// Keeps the cookie of an answer, if it brings one; whether it does.
    pub fn take_cookie(&mut self, answer: &Answer) -> bool {
        let mut all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("a readable header"));
        let found = all.rfind(|cookie| cookie.starts_with("hailong-device="));
        if let Some(cookie) = found {
            cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        }
        found.is_some()
    }

    /// The moment that it knows when ours is `at`.
    #[must_use]
    pub fn moment(&self, at: i64) -> Moment {
        Moment { wall: at + self.skew, elapsed: at - NOW + 1_000_000_000, page: 7 }
    }

    /// Somebody answers, at a point and a moment of ours.
    pub fn answer(&mut self, point: &str, at: i64, body: &str) {
        self.given += 1;
        let entry = Entry {
            sequence: self.given,
            point: point.to_owned(),
            body: body.to_owned(),
            at: self.moment(at),
            previous: self.last.clone(),
            hash: String::new(),
        };
        let entry = Entry { hash: hash(&entry), ..entry };
        self.last.clone_from(&entry.hash);
        self.waiting.push(entry);
    }

    /// What it sends at a moment of ours.
    #[must_use]
    pub fn contact(&self, at: i64) -> Contact {
        Contact {
            sent: self.moment(at),
            storage: self.storage,
            given: self.given,
            waiting: self.waiting.iter().map(|entry| Span { first: entry.sequence, last: entry.sequence }).collect(),
            oldest: self.waiting.first().map(|entry| entry.at),
            entries: self.waiting.clone(),
            abandoned: Vec::new(),
            faults: Vec::new(),
            settings_number: 1,
            state: DeviceState { version: "1".to_owned(), persistent: true, ..DeviceState::default() },
        }
    }

    /// Sends, and gives the answer as it comes.
    pub async fn send(&self, app: &TestApp, contact: &Contact) -> Answer {
        let headers = [("cookie", self.cookie.as_str()), ("content-type", "application/json")];
        app.send(Method::POST, "/kiosk/contact", &headers, serde_json::to_vec(contact).expect("JSON")).await
    }

    /// Sends everything that waits at a moment of ours, forgets what the server has, and gives the reply.
    pub async fn call(&mut self, app: &TestApp, at: i64) -> Reply {
        let answer = self.send(app, &self.contact(at)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        self.take_cookie(&answer);
        let reply: Reply = serde_json::from_slice(&answer.bytes).expect("a reply");
        self.waiting.clear();
        reply
    }
}

/// The body of an answer to the one-stop questionnaire, under an identifier made of a number.
#[must_use]
pub fn body(number: u8, overall: u8) -> String {
    let id = uuid::Builder::from_unix_timestamp_millis(u64::try_from(NOW).unwrap_or_default(), &[number; 10]).into_uuid();
    format!("id={id}&unit=xa-mot&view=vi.0.normal.auto&q-overall={overall}")
}
