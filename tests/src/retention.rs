//! Campaigns that ended on 31 January 2026, for tests of what is erased when.

use app::domain::answer::{Answer, Answers};
use app::domain::campaign::{Campaign, Sampling, State};
use app::domain::period::{LocalTime, Month};
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use app::domain::response::Response;
use app::domain::sample_place::{SamplePlace, Weight};
use server::store::Store;
use server::store::responses::NewResponse;
use uuid::Uuid;

use crate::world::{World, answers, ids, response};

/// What everybody wrote, followed by a number.
pub const WRITTEN: &str = "Viết tay riêng tư số";

/// Midnight of a day in Viet Nam.
#[must_use]
pub fn day(day: &str) -> i64 {
    LocalTime::midnight(day).expect("a day")
}

/// Adds such a campaign with so many responses of all sorts, in random samples each with its place.
pub async fn ended(store: &Store, world: &World, (number, sampling): (u128, Sampling), responses: usize) -> Campaign {
    let like = &world.feedback;
    let campaign = Campaign {
        id: Uuid::from_u128(0x9000 + number),
        sampling,
        closes_at: Some(day("2026-02-01")),
        state: State::Open,
        ..like.clone()
    };
    store.add_campaign(&campaign).await.expect("a campaign");
    let all: Vec<_> = (0..responses).map(|one| given(world, &campaign, one)).collect();
    for part in all.chunks(200) {
        store.store_all(part).await.expect("stored");
    }
    campaign
}

/// A response that differs from the others in whatever can differ.
fn given(world: &World, campaign: &Campaign, number: usize) -> NewResponse {
    let moment =
        day(if number.is_multiple_of(3) { "2025-12-10" } else { "2026-01-20" }) + i64::try_from(number).expect("a number");
    // The same generator begins anew each time, so moments and campaigns make the difference.
    let id = ids().make(moment + i64::try_from(campaign.id.as_u128() & 0xff).expect("a number") * 1_000_000);
    let unit = if number.is_multiple_of(2) { "xa-mot" } else { "xa-hai" };
    let point = |shift: usize| u8::try_from((number / (shift + 1) + shift) % 6).expect("a point");
    let mut given = answers(&[("a1", point(0)), ("c1", point(1)), ("b1", point(2)), ("overall", 1 + point(3) % 5)]);
    write(&world.version, &mut given, number);
    let new = response(world, campaign, id, (unit, "land"), given);
    let sample_place = (campaign.sampling == Sampling::Probability).then(|| SamplePlace {
        stratum: if number % 10 < 5 { "urban" } else { "rural" }.parse().expect("a code"),
        psu: format!("thon-{}", number % 17).parse().expect("a code"),
        weight: Weight::new(1.0 + f64::from(u32::try_from(number % 23).expect("a number")) / 7.0).expect("a weight"),
    });
    let changed = Response { submitted_at: moment, month: Month::of(moment), sample_place, ..new.response().clone() };
    NewResponse::new(changed, &world.version)
}

/// Writes into every field for words.
fn write(version: &Version, given: &mut Answers, number: usize) {
    for (_, item) in version.items() {
        if matches!(item.kind, Kind::ShortText | Kind::LongText) {
            given.insert(item.code.clone(), Answer::Text(format!("{WRITTEN} {number}")));
        }
    }
}
