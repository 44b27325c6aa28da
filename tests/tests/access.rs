//! Who is let in where: every address of the staff's router, for every role, in the own unit and in a foreign one.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;

use app::domain::campaign::{Campaign, State};
use app::domain::classification::{Class, Classes, Classification};
use app::domain::collection_point::CollectionPoint;
use app::domain::entry::PaperNumber;
use app::domain::mode::Mode;
use app::domain::role::{Reach, Role};
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use axum::http::{Method, StatusCode};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::Token;
use server::audit::{Act, Action, Author};
use server::http::signed::Admission;
use server::store::Store;
use server::store::batches::NewBatch;
use server::store::entry::FirstEntry;
use server::store::imports;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::{World, fill};
use uuid::Uuid;

on_both_databases!(every_address_lets_in_whom_it_should, what_is_not_in_reach_is_not_there);

/// What is expected of an address: for nobody, for whoever is signed in without the right, for whoever has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// Anybody may look.
    Open,
    /// Nobody without signing in.
    SignedIn,
    /// These roles only.
    Roles(&'static [Role]),
    /// These roles only, who may read it but send nothing to it.
    ReadBy(&'static [Role]),
}

/// Every address with what is expected of it. An address that is not here fails the test: whoever adds one must say who may go there.
const EXPECTED: &[(&str, Expected)] = &[
    ("/sign-in", Expected::Open),
    ("/sign-in/code", Expected::Open),
    ("/sign-in/provider", Expected::Open),
    ("/sign-in/provider/return", Expected::Open),
    ("/invitation/{token}", Expected::Open),
    ("/sign-out", Expected::SignedIn),
    ("/account", Expected::SignedIn),
    ("/account/password", Expected::SignedIn),
    ("/account/sessions", Expected::SignedIn),
    ("/account/second-factor", Expected::SignedIn),
    ("/account/second-factor/removal", Expected::SignedIn),
    ("/manage/users", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}/link", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}/suspension", Expected::Roles(&[Role::Administrator])),
    ("/manage/units", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/merging", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}/merging/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications/{id}/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}/removal", Expected::Roles(&[Role::Administrator])),
    // Who reaches some units only reads the list; a test of sectors tries who reaches everything.
    ("/manage/sectors", Expected::ReadBy(&[Role::Administrator])),
    ("/manage/sectors/{code}", Expected::Roles(&[])),
    ("/manage/sectors/{code}/removal", Expected::Roles(&[])),
    ("/manage/targets", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets/{id}/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/units.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/sectors.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/imports/{what}", Expected::Roles(&[Role::Administrator])),
    ("/manage/imports/{what}/template.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/imports/{what}/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/campaigns", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/archive", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/units", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/units/removal", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/sectors", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/opening", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/closing", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/archiving", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/removal", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/sample", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/sample.csv", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/sample/verification", Expected::Roles(&[Role::Manager])),
    ("/manage/campaigns/{id}/sample/removal", Expected::Roles(&[Role::Manager])),
    // Questionnaires belong to no unit. Who reaches some units only reads them; a test of questionnaires tries who reaches all.
    ("/manage/campaigns/{id}/entry", Expected::Roles(&[Role::Manager])),
    ("/manage/entry", Expected::Roles(&[Role::Collector])),
    ("/manage/entry/{code}", Expected::Roles(&[Role::Collector])),
    ("/manage/entry/{code}/forms", Expected::Roles(&[Role::Collector])),
    ("/manage/paper-forms/{id}", Expected::Roles(&[Role::Collector])),
    ("/manage/paper-forms/{id}/removal", Expected::Roles(&[Role::Collector])),
    ("/manage/questionnaires", Expected::ReadBy(&[Role::Manager])),
    ("/manage/questionnaires/{code}/{number}", Expected::ReadBy(&[Role::Manager])),
    ("/manage/questionnaires/{code}/{number}/view", Expected::ReadBy(&[Role::Manager])),
    ("/manage/questionnaires/{code}/{number}/difference", Expected::ReadBy(&[Role::Manager])),
    ("/manage/questionnaires/{code}/{number}/file", Expected::ReadBy(&[Role::Manager])),
    ("/manage/questionnaires/{code}/{number}/publication", Expected::Roles(&[])),
    ("/manage/questionnaires/{code}/{number}/retirement", Expected::Roles(&[])),
    ("/manage/questionnaires/{code}/{number}/removal", Expected::Roles(&[])),
    ("/manage/points", Expected::Roles(&[Role::Manager])),
    ("/manage/points/posters", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}/poster", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}/qr.svg", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}/withdrawal", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}/removal", Expected::Roles(&[Role::Manager])),
    ("/manage/points/{code}/invitations", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}/links", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}/withdrawal", Expected::Roles(&[Role::Manager])),
    ("/manage/audit", Expected::Roles(&[Role::Administrator, Role::Auditor])),
];

/// Adds a target of a unit.
async fn target(store: &Store, number: u128, unit: &str) -> Uuid {
    let target = Target {
        unit: unit.parse().unwrap(),
        sector: "land".parse().unwrap(),
        from_year: 2026,
        to_year: 2030,
        operator: Operator::AtLeast,
        percent: 85.0,
        legal_basis: "Kế hoạch thử".into(),
    };
    store.add_targets(&[(Uuid::from_u128(number), target)]).await.unwrap();
    Uuid::from_u128(number)
}

/// Adds a classification of a unit.
async fn classification(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let named = |name| Texts::new([("vi", name)]);
    let classes = Classes::new(vec![Class { at_least: 80.0, name: named("Tốt") }], named("Yếu")).unwrap();
    let one =
        Classification { unit: unit.parse().unwrap(), from_year: 2026, legal_basis: "Quyết định thử".into(), classes };
    assert!(store.add_classification(&Author::Program, NOW, &Reach::Everything, (id, &one)).await.unwrap());
    id
}

/// Adds a draft of a campaign that a unit owns.
async fn campaign(store: &Store, like: &Campaign, number: u128, owner: &str) -> Uuid {
    let (id, owner) = (Uuid::from_u128(number), owner.parse().unwrap());
    store.add_campaign(&Campaign { id, owner, units: Vec::new(), state: State::Draft, ..like.clone() }).await.unwrap();
    id
}

/// Adds a campaign of a unit with a point for those who were invited, and a list of them.
async fn invitations(store: &Store, world: &World, (number, unit, code): (u128, &str, &str)) -> Uuid {
    let id = Uuid::from_u128(number);
    let campaign = Campaign { id, owner: unit.parse().unwrap(), ..world.feedback.clone() };
    store.add_campaign(&campaign).await.unwrap();
    let point = CollectionPoint {
        code: code.parse().unwrap(),
        campaign_id: id,
        unit: unit.parse().unwrap(),
        sector: None,
        mode: Mode::Link,
        name: Texts::new([("vi", "Thư mời")]),
        withdrawn_at: None,
        by_invitation: true,
    };
    store.add_collection_points(std::slice::from_ref(&point)).await.unwrap();
    let new = NewBatch {
        id,
        point: point.code,
        name: "Danh sách".into(),
        expires_at: NOW + 1_000_000,
        references: vec!["HS-1".into()],
    };
    let mut rng = ChaCha20Rng::seed_from_u64(u64::try_from(number).unwrap());
    let token = || Token::random(&mut rng);
    assert!(store.issue(&Author::Program, NOW, &Reach::Everything, (&new, unit), token).await.unwrap());
    id
}

/// Adds a place of a unit for paper forms, and one of these that waits for its second entry.
async fn paper_form(store: &Store, world: &World, (number, unit, code): (u128, &str, &str), by: Uuid) -> Uuid {
    let point = CollectionPoint {
        code: code.parse().unwrap(),
        campaign_id: world.feedback.id,
        unit: unit.parse().unwrap(),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    store.add_collection_points(std::slice::from_ref(&point)).await.unwrap();
    let id = Uuid::from_u128(number);
    let form = PaperNumber { batch: "1".into(), number: 1 };
    let first = FirstEntry { id, point: &point, number: &form, by, entered: "{}" };
    assert!(store.add_first_entry(NOW, first).await.unwrap());
    id
}

/// Notes that a file of units was taken by somebody who looks after a unit.
async fn import(store: &Store, number: u128, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let after = Some(serde_json::json!({ "of": "units", "added": 1, "changed": 0 }));
    let act = Act { unit: Some(unit.to_owned()), after, ..Act::on(Action::Imported, imports::subject(id)) };
    store.note(&Author::Program, NOW, &act).await.unwrap();
    id
}

async fn every_address_lets_in_whom_it_should(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaigns =
        [campaign(&db.store, &world.feedback, 3, "xa-mot").await, campaign(&db.store, &world.feedback, 4, "xa-hai").await];
    let own = add(&db.store, "x-own", Role::Collector, "xa-mot").await;
    let foreign = add(&db.store, "y-foreign-one", Role::Collector, "xa-hai").await;
    let lists = [
        invitations(&db.store, &world, (11, "xa-mot", "jjjjjj")).await,
        invitations(&db.store, &world, (12, "xa-hai", "kkkkkk")).await,
    ];
    let forms = [
        paper_form(&db.store, &world, (21, "xa-mot", "mmmmmm"), own.id).await,
        paper_form(&db.store, &world, (22, "xa-hai", "nnnnnn"), foreign.id).await,
    ];
    let imports = [import(&db.store, 31, "xa-mot").await, import(&db.store, 32, "xa-hai").await];
    let targets = [target(&db.store, 1, "xa-mot").await, target(&db.store, 2, "xa-hai").await];
    let classifications = [classification(&db.store, 21, "xa-mot").await, classification(&db.store, 22, "xa-hai").await];
    let app = TestApp::new(&db.store);
    let addresses = app.staff_addresses();
    let known: BTreeMap<&str, Expected> = EXPECTED.iter().copied().collect();
    assert_eq!(known.len(), EXPECTED.len());
    for (address, _) in &addresses {
        assert!(known.contains_key(address), "say in this test who may go to {address}");
    }
    assert_eq!(addresses.len(), known.len(), "an address of this test is not served");

    let mut walked = 0;
    for (number, role) in (0..).zip(Role::ALL) {
        // One whose role holds in the first commune, and who walks everywhere.
        add(&db.store, role.word(), role, "xa-mot").await;
        let at = TestApp::at(&db.store, NOW + 1 + number);
        let signed_in = Browser::signed_in(&at, role.word()).await;
        for (address, admission) in &addresses {
            let expected = known[address];
            assert_eq!(expected == Expected::Open, *admission == Admission::Anybody, "{address}");
            for (subject, place) in [(&own, 0), (&foreign, 1)] {
                let (units, points) = (["xa-mot", "xa-hai"], ["jjjjjj", "kkkkkk"]);
                let (id, code) = match *address {
                    address if address.starts_with("/manage/targets") => (targets[place], units[place]),
                    address if address.starts_with("/manage/classifications") => (classifications[place], units[place]),
                    address if address.starts_with("/manage/campaigns") => (campaigns[place], units[place]),
                    address if address.starts_with("/manage/imports") => (imports[place], units[place]),
                    address if address.starts_with("/manage/points") => (subject.id, points[place]),
                    address if address.starts_with("/manage/entry") => (subject.id, ["mmmmmm", "nnnnnn"][place]),
                    address if address.starts_with("/manage/paper-forms") => (forms[place], units[place]),
                    address if address.starts_with("/manage/invitations") => (lists[place], units[place]),
                    address if address.starts_with("/manage/questionnaires") => (subject.id, "one-stop-service"),
                    _ => (subject.id, units[place]),
                };
                let is_of_no_unit = address.starts_with("/manage/imports") && !address.contains("{id}");
                let in_reach = place == 0 || is_of_no_unit || address.starts_with("/manage/questionnaires");
                let path = address.replace("{number}", "1").replace("{id}", &id.to_string());
                let path = path.replace("{code}", code).replace("{token}", "x").replace("{what}", "units");
                for method in [Method::GET, Method::POST] {
                    walked += 1;
                    let context = format!("{method} {path} as {}", role.word());
                    let mut browser = signed_in.clone();
                    let answer = match method {
                        Method::GET => browser.get(&path).await,
                        // An empty form changes nothing: it is refused only after who sends it was let in.
                        _ if path.ends_with("/link") || path == "/sign-out" => continue,
                        _ => browser.post(&path, &[("nothing", "")]).await,
                    };
                    let nobody = match method {
                        Method::GET => Browser::new(&at).get(&path).await,
                        _ => Browser::new(&at).post(&path, &[("nothing", "")]).await,
                    };
                    assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{context}");
                    if answer.status == StatusCode::METHOD_NOT_ALLOWED {
                        continue;
                    }
                    let to_sign_in =
                        nobody.status == StatusCode::SEE_OTHER && nobody.header("location").starts_with("/sign-in?to=");
                    match expected {
                        Expected::Open => assert!(!to_sign_in, "{context}"),
                        Expected::SignedIn => {
                            assert!(to_sign_in, "{context}");
                            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{context}");
                        }
                        Expected::Roles(roles) | Expected::ReadBy(roles) => {
                            assert!(to_sign_in, "{context}");
                            let reads_only = matches!(expected, Expected::ReadBy(_)) && method != Method::GET;
                            if reads_only || !roles.contains(&role) {
                                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{context}");
                            } else if address.contains('{') && !in_reach {
                                let refused = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
                                assert!(refused.contains(&answer.status), "{context}: {}", answer.status);
                            } else {
                                assert_ne!(answer.status, StatusCode::FORBIDDEN, "{context}");
                                assert_ne!(answer.status, StatusCode::NOT_FOUND, "{context}");
                            }
                        }
                    }
                    if expected != Expected::Open {
                        assert_eq!(answer.header("cache-control"), "no-store", "{context}");
                    }
                }
            }
        }
    }
    assert_eq!(walked, addresses.len() * Role::ALL.len() * 4);
}

async fn what_is_not_in_reach_is_not_there(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "a-top", Role::Administrator, "").await;
    add(&db.store, "b-commune", Role::Administrator, "xa-mot").await;
    let own = add(&db.store, "c-own", Role::Analyst, "xa-mot").await;
    let foreign = add(&db.store, "d-foreign", Role::Analyst, "xa-hai").await;
    let above = add(&db.store, "e-above-it", Role::Analyst, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::signed_in(&app, "b-commune").await;
    let list = browser.get("/manage/users").await;
    assert!(list.text().contains("c-own") && list.text().contains("b-commune"));
    assert!(!["a-top", "d-foreign", "e-above-it"].iter().any(|name| list.text().contains(name)));
    assert!(!list.text().contains("Xã Hai") && !list.text().contains("Toàn hệ thống"), "nor are roles offered there");
    for account in [&foreign, &above] {
        let address = format!("/manage/users/{}", account.id);
        assert_eq!(browser.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&format!("{address}/link"), &[]).await.status, StatusCode::NOT_FOUND);
        let suspend = [("suspended", "yes")];
        assert_eq!(browser.post(&format!("{address}/suspension"), &suspend).await.status, StatusCode::NOT_FOUND);
        let fields = [("full-name", "Tên khác"), ("role", ""), ("unit", "")];
        assert_eq!(browser.post(&address, &fields).await.status, StatusCode::NOT_FOUND);
        assert_eq!(db.store.own_account(account.id).await.unwrap().unwrap(), *account);
    }
    // Roles are given within the own reach only, to old accounts and to new ones.
    let address = format!("/manage/users/{}", own.id);
    for unit in ["", "tinh", "xa-hai", "nowhere"] {
        let fields = [("full-name", "Người c-own"), ("keep", "analyst xa-mot"), ("role", "administrator"), ("unit", unit)];
        assert_eq!(browser.post(&address, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{unit}");
        let fields = [("full-name", "Ai đó"), ("name", "ai.do"), ("role", "auditor"), ("unit", unit)];
        let page = browser.post("/manage/users", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{unit}");
        assert!(page.text().contains("value=\"ai.do\"") && page.text().contains("value=\"Ai đó\""), "what was typed is kept");
    }
    let fields = [("full-name", "Tên mới"), ("keep", "analyst xa-mot"), ("role", "collector"), ("unit", "xa-mot")];
    assert_eq!(browser.post(&address, &fields).await.status, StatusCode::SEE_OTHER);
    let changed = db.store.own_account(own.id).await.unwrap().unwrap();
    assert_eq!((changed.full_name.as_str(), changed.grants.len()), ("Tên mới", 2));
    // Nobody changes their own rights.
    let me = db.store.account_named(&"b-commune".parse().unwrap()).await.unwrap().unwrap();
    let address = format!("/manage/users/{}", me.id);
    assert_eq!(browser.post(&format!("{address}/suspension"), &[("suspended", "yes")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post(&address, &fields).await.status, StatusCode::FORBIDDEN);
}
