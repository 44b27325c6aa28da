//! The pages as they are written, for a person to review; `INSTA_UPDATE=always` takes a change over, and the difference in the commit
//! shows it.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;

use app::domain::mode::Mode;
use app::domain::role::Role;
use server::demo;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::staff::{Browser, add};
use tests::subjects::{OWN, Subjects};
use tests::world::{CLOSED, EVERYTHING, LAND, fill};

/// A page one element to a line, without what differs at every request.
fn settled(page: &str) -> String {
    let mut text = page.replace("><", ">\n<");
    for (from, to) in [("data-component=\"", '"'), ("name=\"id\" value=\"", '"'), ("nonce=\"", '"'), ("crossorigin=\"", '"')] {
        let parts: Vec<String> = text
            .split(from)
            .enumerate()
            .map(|(place, part)| if place == 0 { part.to_owned() } else { format!("…{}", &part[part.find(to).unwrap_or(0)..]) })
            .collect();
        text = parts.join(from);
    }
    text
}

#[tokio::test]
async fn pages_of_a_small_world() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let pages = [
        ("home", "/".to_owned()),
        ("survey-every-kind", format!("/s/{EVERYTHING}?lang=en")),
        ("survey-one-stop", format!("/s/{LAND}")),
        ("thanks", format!("/s/{LAND}/done")),
        ("closed", format!("/s/{CLOSED}")),
        ("results-empty", "/results?lang=en".to_owned()),
        ("methods", "/methods".to_owned()),
        ("privacy", "/privacy?lang=en".to_owned()),
        ("not-found", "/nowhere".to_owned()),
    ];
    let others = [
        "demo-results",
        "demo-results-csv",
        "demo-overview",
        "demo-items",
        "demo-item",
        "demo-units",
        "demo-drivers",
        "demo-trust",
    ]
    .into_iter()
    .chain(OF_ANALYSTS.iter().chain(&OF_COMMENTS).map(|(name, _)| *name));
    nothing_is_left_over(pages.iter().map(|(name, _)| *name).chain(others));
    for (name, path) in pages {
        insta::assert_snapshot!(name, settled(app.get(&path).await.text()));
    }
}

#[tokio::test]
async fn what_people_wrote() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    let written = [(2, "Chờ lâu quá,\nchỉ có một quầy"), (5, "Cán bộ nhiệt tình"), (1, "Phải đưa phong bì")];
    crate::comments::give(&db.store, &world, ("xa-mot", Mode::Phone), 40, &written).await;
    crate::comments::give(&db.store, &world, ("xa-hai", Mode::Phone), 5, &[(3, "Không ai thấy")]).await;
    add(&db.store, "analyst", Role::Analyst, "tinh").await;
    let analyst = Browser::signed_in(&TestApp::new(&db.store), "analyst").await;
    for (name, path) in OF_COMMENTS {
        insta::assert_snapshot!(name, settled(analyst.clone().get(path).await.text()));
    }
}

/// What is read of comments.
const OF_COMMENTS: [(&str, &str); 2] =
    [("comments", "/analysis/comments?lang=vi"), ("comments-theme", "/analysis/comments?theme=integrity&lang=en")];

/// The pages of analysts: each address as the router has it, and in which language it is read.
const OF_ANALYSTS: [(&str, &str); 8] = [
    ("drivers", "/analysis/drivers?unit=xa-mot&lang=en"),
    ("trust", "/analysis/trust?unit=xa-mot&lang=vi"),
    ("actions", "/analysis/actions"),
    ("action", "/analysis/actions/{id}?lang=en"),
    ("indices", "/analysis/indices?lang=en"),
    ("index", "/analysis/indices/{id}?lang=vi"),
    ("review", "/analysis/review?unit=xa-mot&month=2026-02"),
    ("review-kept", "/analysis/review/{id}?lang=en"),
];

#[tokio::test]
async fn pages_of_analysts() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    let subjects = Subjects::add(&db.store, &world).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let analyst = Browser::signed_in(&app, "analyst").await;
    for (name, address) in OF_ANALYSTS {
        let page = analyst.clone().get(&subjects.path(address, OWN)).await;
        insta::assert_snapshot!(name, settled(page.text()));
    }
}

#[tokio::test]
async fn the_figures_of_the_demonstration() {
    let db = TestDatabase::sqlite().await;
    demo::fill(&db.store, NOW, &mut |_, _| {}).await.unwrap();
    let app = TestApp::new(&db.store);
    insta::assert_snapshot!("demo-results", settled(app.get("/results?period=2025").await.text()));
    insta::assert_snapshot!("demo-results-csv", app.get("/results.csv").await.text());
    add(&db.store, "analyst", Role::Analyst, "").await;
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    insta::assert_snapshot!("demo-overview", settled(analyst.get("/analysis?period=2025").await.text()));
    let units = analyst.get("/analysis/units?period=2025&measure=survey&lang=en").await;
    insta::assert_snapshot!("demo-units", settled(units.text()));
    let drivers = analyst.get("/analysis/drivers?period=2025&measure=feedback&lang=en").await;
    insta::assert_snapshot!("demo-drivers", settled(drivers.text()));
    let trust = analyst.get("/analysis/trust?period=2025&measure=feedback&lang=vi").await;
    insta::assert_snapshot!("demo-trust", settled(trust.text()));
    let feedback = "/analysis/items?unit=tinh-mau&period=2025&sector=land&measure=feedback";
    insta::assert_snapshot!("demo-items", settled(analyst.get(feedback).await.text()));
    let item = "/analysis/items?unit=tinh-mau&period=2025&measure=survey&questionnaire=household-sipas&item=g1&by=sex&lang=en";
    insta::assert_snapshot!("demo-item", settled(analyst.get(item).await.text()));
}

/// A snapshot that no test makes any more is removed, not kept.
fn nothing_is_left_over<'a>(made: impl Iterator<Item = &'a str>) {
    let made: BTreeSet<String> = made.map(|name| format!("suite__snapshots__{name}.snap")).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let kept = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // A `.snap.new` file is a difference that waits for review.
    let left: Vec<String> = kept.filter(|name| !name.contains(".snap.new") && !made.contains(name)).collect();
    assert!(left.is_empty(), "{left:?}");
}
