//! Two tablets at counters: one that works well, and one that somebody should go and see. Neither is one that could send anything.

use app::domain::code::Code;
use app::domain::collection_point::CollectionPoint;
use app::domain::device::arrival::Span;
use app::domain::device::contact::{DeviceState, FaultKind, Incident, IncidentKind, Report};
use app::domain::device::settings::{Hours, Settings};
use app::domain::period::LocalTime;
use app::domain::role::Reach;
use app::domain::texts::Texts;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use super::DemoError;
use super::plan::{Plan, identifier, stream};
use super::province::code;
use crate::audit::Author;
use crate::store::Store;
use crate::store::device_history::{HOUR_LASTS, Told};

/// The number of the stream of random numbers for devices. No point has it.
const STREAM: u64 = u64::MAX - 1;
/// The questionnaire of the points at which they stand.
const QUESTIONNAIRE: &str = "quick-kiosk";
/// The items of that questionnaire.
const ITEMS: [&str; 2] = ["overall", "reasons"];
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * HOUR_LASTS;
/// For how many days they have stood there.
const STOOD: i64 = 12;
/// How many answers an hour are expected.
const NORM: u32 = 5;
/// When they are awake: 7:30 to 17:00 on working days.
const HOURS: Hours = Hours { opens: 7 * 60 + 30, closes: 17 * 60, days: [true, true, true, true, true, false, false] };

/// A tablet: its unit, what it is called, and whether something is wrong with it.
const TABLETS: [(&str, &str, bool); 2] =
    [("phuong-mau-an", "Máy tại quầy chứng thực", false), ("xa-mau-hoa", "Máy tại quầy hộ tịch", true)];

/// Adds them.
///
/// # Errors
/// When the store does not take them.
pub(super) async fn add(store: &Store, plan: &Plan, now: i64) -> Result<(), DemoError> {
    let mut rng = stream(STREAM);
    let (program, all) = (Author::Program, Reach::Everything);
    for (unit, name, is_troubled) in TABLETS {
        let missing = || DemoError::Table(unit.to_owned());
        let asks = |campaign: usize| plan.campaigns[campaign].questionnaire.as_str() == QUESTIONNAIRE;
        let stands = plan.points.iter().find(|planned| planned.point.unit.as_str() == unit && asks(planned.campaign));
        let point = &stands.ok_or_else(missing)?.point;
        let id = identifier(plan.published_at, &mut rng);
        if !store.add_device(&program, now, &all, (id, name, &point.code, unit)).await? {
            return Err(missing());
        }
        let device = store.device(&all, id).await?.ok_or_else(missing)?;
        let greeting = Texts::new([("vi", "Xin Ông/Bà cho biết ý kiến"), ("en", "Please tell us your view")]);
        let settings = Settings { hours: Some(HOURS), norm: Some(NORM), greeting, ..Settings::default() };
        store.change_device(&program, now, &all, (&device, name, &point.code, &settings, unit)).await?;
        let told = if is_troubled { troubled(now, &settings, &mut rng)? } else { healthy(now, &settings, &mut rng)? };
        tell(store, (id, point), &told).await?;
    }
    Ok(())
}

async fn tell(store: &Store, (id, point): (Uuid, &CollectionPoint), told: &Told) -> Result<(), DemoError> {
    Ok(store.demonstrate_device(id, &point.code, told).await?)
}

/// One of which everything arrived, and which was heard of just now.
fn healthy(now: i64, settings: &Settings, rng: &mut ChaCha8Rng) -> Result<Told, DemoError> {
    let hours = hours((now - STOOD * DAY, now), settings, rng);
    let given = hours.iter().map(|(_, answers)| answers).sum();
    let state = DeviceState {
        version: "demo".to_owned(),
        battery: Some(92),
        charging: Some(true),
        persistent: true,
        free: Some(11_800_000_000),
        starts_offline: true,
        ..DeviceState::default()
    };
    Ok(Told {
        registered_at: now - STOOD * DAY,
        seen: (now, Report { skew: -2_000, state, ..Report::default() }),
        storage: identifier(now - STOOD * DAY, rng),
        given,
        arrived: vec![Span { first: 1, last: given }],
        hours,
        abandoned: abandoned(now, 4, rng)?,
        incidents: vec![incident(now - STOOD * DAY, IncidentKind::Registered, String::new(), rng)],
    })
}

/// One that lost some answers when its storage was emptied, whose clock is wrong, and which has had no network since yesterday.
fn troubled(now: i64, settings: &Settings, rng: &mut ChaCha8Rng) -> Result<Told, DemoError> {
    let (begun, offline) = (now - STOOD * DAY, now - 26 * HOUR_LASTS);
    let hours = hours((begun, offline), settings, rng);
    let arrived: i64 = hours.iter().map(|(_, answers)| answers).sum();
    // Four answers are missing in the middle, and six wait.
    let lost = Span { first: arrived / 2 + 1, last: arrived / 2 + 4 };
    let waiting = Span { first: arrived + 5, last: arrived + 10 };
    let state = DeviceState {
        version: "demo".to_owned(),
        battery: Some(31),
        charging: Some(false),
        free: Some(640_000_000),
        starts_offline: true,
        ..DeviceState::default()
    };
    let skew = 3 * HOUR_LASTS + 12 * MINUTE;
    let emptied = now - 6 * DAY;
    Ok(Told {
        registered_at: begun,
        seen: (now - 25 * MINUTE, Report { waiting: vec![waiting], oldest_at: Some(offline), skew, state }),
        storage: identifier(begun, rng),
        given: waiting.last,
        arrived: vec![Span { first: 1, last: lost.first - 1 }, Span { first: lost.last + 1, last: waiting.first - 1 }],
        hours,
        abandoned: abandoned(now, 9, rng)?,
        incidents: vec![
            incident(begun, IncidentKind::Registered, String::new(), rng),
            incident(emptied, IncidentKind::StorageEmptied, String::new(), rng),
            incident(now - 4 * DAY, IncidentKind::Fault, FaultKind::Touch.word().to_owned(), rng),
            incident(now - 2 * DAY, IncidentKind::ClockWrong, skew.to_string(), rng),
        ],
    })
}

/// How many answers came in each hour in which it was awake, as far as any came.
fn hours((from, until): (i64, i64), settings: &Settings, rng: &mut ChaCha8Rng) -> Vec<(i64, i64)> {
    let (first, last) = (from.div_euclid(HOUR_LASTS) + 1, until.div_euclid(HOUR_LASTS));
    let awake = (first..last).filter(|hour| settings.is_awake(hour * HOUR_LASTS));
    let drawn = awake.map(|hour| (hour, rng.random_range(0..=2 * i64::from(NORM) - 1)));
    drawn.filter(|(_, answers)| *answers > 0).collect()
}

/// How often visits were broken off on some of the last days, up to so often at a question.
fn abandoned(now: i64, most: i64, rng: &mut ChaCha8Rng) -> Result<Vec<(i64, Code, i64)>, DemoError> {
    let mut abandoned = Vec::new();
    for days in [9, 5, 1] {
        let day = LocalTime::of(now - days * DAY).day().replace('-', "").parse().unwrap_or_default();
        for item in ITEMS {
            abandoned.push((day, code(item)?, rng.random_range(1..=most)));
        }
    }
    Ok(abandoned)
}

fn incident(at: i64, kind: IncidentKind, detail: String, rng: &mut ChaCha8Rng) -> (Uuid, Incident) {
    (identifier(at, rng), Incident { at, kind, detail })
}
