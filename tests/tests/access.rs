//! Who is let in where: every address of the staff's router, for every role, in the own unit and in a foreign one.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;

use app::domain::role::Role;
use axum::http::{Method, StatusCode};
use server::http::signed::Admission;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::subjects::{FOREIGN, OWN, Subjects};
use tests::world::fill;

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
    ("/sign-in/passkey", Expected::Open),
    ("/sign-in/passkey/challenge", Expected::Open),
    ("/sign-in/code/passkey", Expected::Open),
    ("/sign-in/code/passkey/challenge", Expected::Open),
    ("/sign-in/provider", Expected::Open),
    ("/sign-in/provider/return", Expected::Open),
    ("/invitation/{token}", Expected::Open),
    ("/sign-out", Expected::SignedIn),
    ("/account", Expected::SignedIn),
    ("/account/password", Expected::SignedIn),
    ("/account/sessions", Expected::SignedIn),
    ("/account/passkeys", Expected::SignedIn),
    ("/account/passkeys/new", Expected::SignedIn),
    ("/account/passkeys/{id}/removal", Expected::SignedIn),
    ("/account/second-factor", Expected::SignedIn),
    ("/account/second-factor/removal", Expected::SignedIn),
    ("/manage/users", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}/link", Expected::Roles(&[Role::Administrator])),
    ("/manage/users/{id}/suspension", Expected::Roles(&[Role::Administrator])),
    ("/manage/tokens", Expected::Roles(&[Role::Administrator])),
    ("/manage/tokens/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/tokens/{id}/revocation", Expected::Roles(&[Role::Administrator])),
    ("/manage/units", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/merging", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}/merging/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications/{id}/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/units/{code}/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/outlines", Expected::Roles(&[Role::Administrator])),
    ("/manage/outlines/removal", Expected::Roles(&[Role::Administrator])),
    // Who reaches some units only reads the list; a test of sectors tries who reaches everything.
    ("/manage/sectors", Expected::ReadBy(&[Role::Administrator])),
    ("/manage/sectors/{code}", Expected::Roles(&[])),
    ("/manage/sectors/{code}/removal", Expected::Roles(&[])),
    // Themes are the same for all units: who reaches some only reads them.
    ("/manage/themes", Expected::ReadBy(&[Role::Administrator])),
    ("/manage/themes/minimum", Expected::Roles(&[])),
    ("/manage/themes/{code}", Expected::Roles(&[])),
    ("/manage/themes/{code}/removal", Expected::Roles(&[])),
    ("/manage/targets", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets/{id}/removal", Expected::Roles(&[Role::Administrator])),
    ("/manage/units.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/sectors.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/targets.csv", Expected::Roles(&[Role::Administrator])),
    ("/manage/classifications.csv", Expected::Roles(&[Role::Administrator])),
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
    ("/manage/devices", Expected::Roles(&[Role::Manager])),
    ("/manage/devices/{id}", Expected::Roles(&[Role::Manager])),
    ("/manage/devices/{id}/link", Expected::Roles(&[Role::Manager])),
    ("/manage/devices/{id}/revocation", Expected::Roles(&[Role::Manager])),
    ("/manage/devices/{id}/removal", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}/links", Expected::Roles(&[Role::Manager])),
    ("/manage/invitations/{id}/withdrawal", Expected::Roles(&[Role::Manager])),
    // The periods are those of the whole installation: who reaches some units only reads them.
    ("/manage/retention", Expected::ReadBy(&[Role::Administrator])),
    ("/manage/retention/{id}", Expected::Roles(&[Role::Administrator])),
    ("/manage/retention/{id}/lifting", Expected::Roles(&[Role::Administrator])),
    ("/analysis/comments", Expected::Roles(&[Role::Analyst])),
    ("/analysis/actions", Expected::Roles(&[Role::Analyst])),
    ("/analysis/actions/{id}", Expected::Roles(&[Role::Analyst])),
    ("/analysis/actions/{id}/note", Expected::Roles(&[Role::Analyst])),
    ("/analysis/actions/{id}/removal", Expected::Roles(&[Role::Analyst])),
    ("/analysis/exports", Expected::Roles(&[Role::Analyst])),
    ("/analysis/exports/{id}", Expected::Roles(&[Role::Analyst])),
    ("/analysis/exports/{id}/cancellation", Expected::Roles(&[Role::Analyst])),
    ("/analysis/exports/{id}/removal", Expected::Roles(&[Role::Analyst])),
    ("/analysis/exports/{id}/{token}", Expected::Roles(&[Role::Analyst])),
    ("/analysis/indices", Expected::Roles(&[Role::Analyst])),
    ("/analysis/indices/import", Expected::Roles(&[Role::Analyst])),
    ("/analysis/indices/{id}", Expected::Roles(&[Role::Analyst])),
    ("/analysis/indices/{id}/removal", Expected::Roles(&[Role::Analyst])),
    ("/analysis/review", Expected::Roles(&[Role::Analyst])),
    ("/analysis/review/{id}", Expected::Roles(&[Role::Analyst])),
    ("/analysis", Expected::Roles(&[Role::Analyst])),
    ("/analysis/drivers", Expected::Roles(&[Role::Analyst])),
    ("/analysis/trust", Expected::Roles(&[Role::Analyst])),
    ("/analysis/units", Expected::Roles(&[Role::Analyst])),
    ("/analysis/report", Expected::Roles(&[Role::Analyst])),
    ("/analysis/report.html", Expected::Roles(&[Role::Analyst])),
    ("/analysis/report.xlsx", Expected::Roles(&[Role::Analyst])),
    ("/analysis/items", Expected::Roles(&[Role::Analyst])),
    ("/manage/audit", Expected::Roles(&[Role::Administrator, Role::Auditor])),
];

async fn every_address_lets_in_whom_it_should(db: TestDatabase) {
    let world = fill(&db.store).await;
    let subjects = Subjects::add(&db.store, &world).await;
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
            for place in [OWN, FOREIGN] {
                let is_of_no_unit = address.starts_with("/manage/imports") && !address.contains("{id}");
                let in_reach = place == OWN || is_of_no_unit || address.starts_with("/manage/questionnaires");
                let path = subjects.path(address, place);
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
                                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{context}");
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
