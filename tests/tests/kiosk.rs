//! `/kiosk/…`: a tablet registers once, and each answer that it keeps is stored exactly once, whatever gets lost on the way. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::device::arrival::{Span, gaps};
use app::domain::device::contact::{Abandoned, Contact, Fault, FaultKind, IncidentKind, Outcome, Reply};
use app::domain::entry::GRACE;
use app::domain::role::Reach;
use axum::http::{Method, StatusCode};
use server::accounts::token::{Purpose, Token};
use server::audit::Author;
use server::sources::Clock;
use server::store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::devices::{KIOSK, OTHER, Tablet, add_device, add_points, body, make_link};
use tests::everything::dump;
use tests::world::{World, fill};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_link_registers_one_tablet_once,
    only_a_device_sees_its_page,
    an_answer_is_stored_once_however_often_it_comes,
    numbers_that_never_arrive_are_a_gap,
    a_journal_that_was_altered_shows,
    an_emptied_storage_shows,
    what_was_answered_while_it_was_open_is_taken_later,
    a_version_that_was_retired_meanwhile_is_still_answered,
    a_wrong_clock_is_put_right_and_told,
    a_tablet_that_was_moved_brings_what_it_took_before,
    a_token_is_replaced_and_the_old_one_ends,
    a_revoked_tablet_is_nobody_and_loses_nothing,
    what_cannot_be_read_stays_on_the_tablet,
    visits_broken_off_and_faults_are_counted_once,
    settings_come_at_the_next_contact,
    two_contacts_at_once_agree,
    no_answer_knows_its_tablet,
    without_a_script_it_is_a_form,
    nonsense_is_refused,
);

const DEVICE: Uuid = Uuid::from_u128(11);
const DAY: i64 = 86_400_000;

async fn start(db: &TestDatabase) -> (TestApp, World, Tablet) {
    let world = fill(&db.store).await;
    add_points(&db.store, &world.feedback).await;
    let link = add_device(&db.store, DEVICE).await;
    let app = TestApp::at(&db.store, NOW);
    let tablet = Tablet::register(&app, &link).await;
    (app, world, tablet)
}

/// The kinds of what happened to the device besides its registration, with the details, in no particular order.
async fn incidents(store: &Store) -> Vec<(IncidentKind, String)> {
    let all = store.incidents_of(&Reach::Everything, DEVICE).await.unwrap();
    all.into_iter().filter(|one| one.kind != IncidentKind::Registered).map(|one| (one.kind, one.detail)).collect()
}

async fn arrived(store: &Store) -> Vec<Span> {
    store.arrivals_of(&Reach::Everything, DEVICE).await.unwrap()
}

async fn responses(store: &Store) -> u64 {
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    store.response_count().await.unwrap()
}

fn became(reply: &Reply) -> Vec<Outcome> {
    reply.outcomes.iter().map(|(_, outcome)| *outcome).collect()
}

async fn a_link_registers_one_tablet_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_points(&db.store, &world.feedback).await;
    let link = add_device(&db.store, DEVICE).await;
    let app = TestApp::at(&db.store, NOW);
    let address = format!("/kiosk/register/{}", link.reveal());
    // Programs look at links before people do; that uses nothing up.
    for _ in 0..2 {
        let page = app.get(&address).await;
        assert!(page.status == StatusCode::OK && page.text().contains("Cổng"), "{}", page.text());
        assert_eq!(page.header("referrer-policy"), "strict-origin");
    }
    let tablet = Tablet::register(&app, &link).await;
    assert_eq!(app.get_with(&format!("/kiosk/{KIOSK}"), &[("cookie", &tablet.cookie)]).await.status, StatusCode::OK);
    for answer in [app.get(&address).await, app.send(Method::POST, &address, &[], Vec::new()).await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.text().contains("Liên kết đăng ký không còn dùng được"));
    }
    let late = make_link(&db.store, DEVICE).await;
    let later = TestApp::at(&db.store, NOW + 1_000_000_000);
    let answer = later.send(Method::POST, &format!("/kiosk/register/{}", late.reveal()), &[], Vec::new()).await;
    assert_eq!(answer.status, StatusCode::GONE, "the link was too old");
    assert_eq!(app.get("/kiosk/register/nonsense").await.status, StatusCode::GONE);
}

async fn only_a_device_sees_its_page(db: TestDatabase) {
    let (app, _, tablet) = start(&db).await;
    let page = app.get(&format!("/kiosk/{KIOSK}")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text().contains("Máy này chưa được đăng ký"));
    let cookie = [("cookie", tablet.cookie.as_str())];
    let page = app.get_with(&format!("/kiosk/{KIOSK}"), &cookie).await;
    assert!(page.status == StatusCode::OK && page.text().contains("Xã Một"), "{}", page.text());
    assert!(page.text().contains("worker-src") || page.header("content-security-policy").contains("worker-src 'self'"));
    let moved = app.get_with(&format!("/kiosk/{OTHER}"), &cookie).await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, "/kiosk/kkkkkk"));
    let manifest = app.get(&format!("/kiosk/{KIOSK}/app.webmanifest")).await;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).unwrap();
    assert_eq!((&manifest["start_url"], &manifest["display"]), (&"/kiosk/kkkkkk".into(), &"fullscreen".into()));
    let worker = app.get("/kiosk/worker.js").await;
    assert_eq!((worker.header("content-type"), worker.header("cache-control")), ("text/javascript; charset=utf-8", "no-cache"));
    assert_eq!(worker.header("content-security-policy"), "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
}

async fn an_answer_is_stored_once_however_often_it_comes(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    for number in 1..=5 {
        tablet.answer(KIOSK, NOW - 60_000 + i64::from(number), &body(number, 4));
    }
    // The answer to the first sending never arrives, so everything comes again, together with something new.
    let first = tablet.send(&app, &tablet.contact(NOW)).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    tablet.answer(KIOSK, NOW, &body(6, 2));
    let reply = tablet.call(&app, NOW).await;
    assert_eq!(reply.outcomes, (1..=6).map(|number| (number, Outcome::Stored)).collect::<Vec<_>>());
    assert_eq!((responses(&db.store).await, reply.given), (6, 6));
    assert_eq!(arrived(&db.store).await, [Span { first: 1, last: 6 }]);
    let hours = db.store.hours_of_device(&Reach::Everything, DEVICE, 0).await.unwrap();
    assert_eq!(hours.iter().map(|(_, answers)| answers).sum::<u64>(), 6, "those that came twice are counted once");
    assert_eq!(incidents(&db.store).await, []);
}

async fn numbers_that_never_arrive_are_a_gap(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    for number in 1..=9 {
        tablet.answer(KIOSK, NOW, &body(number, 4));
    }
    tablet.waiting.retain(|entry| ![4, 5].contains(&entry.sequence));
    let waits: Vec<_> = tablet.waiting.split_off(5);
    let mut contact = tablet.contact(NOW);
    contact.waiting.push(Span { first: 8, last: 9 });
    assert_eq!(tablet.send(&app, &contact).await.status, StatusCode::OK);
    let device = db.store.device(&Reach::Everything, DEVICE).await.unwrap().unwrap();
    let report = device.seen.unwrap().1;
    assert_eq!(report.waiting, [Span { first: 8, last: 9 }], "what came with it waits no more");
    assert_eq!(gaps(device.given, &arrived(&db.store).await, &report.waiting), [Span { first: 4, last: 5 }]);
    tablet.waiting = waits;
    tablet.call(&app, NOW).await;
    assert_eq!(arrived(&db.store).await, [Span { first: 1, last: 3 }, Span { first: 6, last: 9 }]);
    assert_eq!(responses(&db.store).await, 7);
    assert_eq!(incidents(&db.store).await, [], "what comes after a gap cannot be blamed for it");
}

async fn a_journal_that_was_altered_shows(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    for number in 1..=3 {
        tablet.answer(KIOSK, NOW, &body(number, 1));
    }
    tablet.waiting[1].body = body(2, 5);
    let reply = tablet.call(&app, NOW).await;
    assert_eq!(became(&reply), [Outcome::Stored; 3], "it is told, and not thrown away");
    assert_eq!(incidents(&db.store).await, [(IncidentKind::JournalBroken, "2".to_owned())]);
}

async fn an_emptied_storage_shows(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    tablet.call(&app, NOW).await;
    // Three answers wait, and are gone with the storage. What is left is the cookie with the number.
    for number in 2..=4 {
        tablet.answer(KIOSK, NOW, &body(number, 4));
    }
    tablet.waiting.clear();
    (tablet.storage, tablet.last) = (Uuid::from_u128(100), String::new());
    tablet.answer(KIOSK, NOW, &body(5, 4));
    let reply = tablet.call(&app, NOW).await;
    assert_eq!((became(&reply), reply.given), (vec![Outcome::Stored], 5));
    assert_eq!(incidents(&db.store).await, [(IncidentKind::StorageEmptied, String::new())]);
    assert_eq!(gaps(reply.given, &arrived(&db.store).await, &[]), [Span { first: 2, last: 4 }]);
    // Without the cookie the numbers begin anew, and the server says where they were. Nothing is taken for something else.
    (tablet.storage, tablet.last, tablet.given) = (Uuid::from_u128(101), String::new(), 0);
    assert_eq!(tablet.call(&app, NOW).await.given, 5);
    tablet.answer(KIOSK, NOW, &body(6, 4));
    assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored]);
    assert_eq!(responses(&db.store).await, 3);
}

async fn what_was_answered_while_it_was_open_is_taken_later(db: TestDatabase) {
    let (app, world, mut tablet) = start(&db).await;
    let end = world.feedback.closes_at;
    let campaign = world.feedback.clone();
    let closed = NOW + 3 * DAY;
    let author = Author::Program;
    assert!(db.store.close_campaign(&author, closed, &Reach::Everything, campaign.id).await.unwrap(), "{end:?}");
    let later = |days: i64| TestApp::at(&db.store, closed + days * DAY);
    tablet.answer(KIOSK, closed - 1, &body(1, 4));
    tablet.answer(KIOSK, closed, &body(2, 4));
    let reply = tablet.call(&later(7), closed + 7 * DAY).await;
    assert_eq!(became(&reply), [Outcome::Stored, Outcome::Refused]);
    assert_eq!(incidents(&db.store).await, [(IncidentKind::Refused, "2".to_owned())]);
    // Too late for everybody.
    tablet.answer(KIOSK, closed - 1, &body(3, 4));
    let last = closed + GRACE;
    tablet.answer(KIOSK, closed - 1, &body(4, 4));
    let in_time = TestApp::at(&db.store, last - 1);
    let waits = tablet.waiting.pop().unwrap();
    assert_eq!(became(&tablet.call(&in_time, last - 1).await), [Outcome::Stored]);
    tablet.waiting.push(waits);
    assert_eq!(became(&tablet.call(&TestApp::at(&db.store, last), last).await), [Outcome::Refused]);
    assert_eq!(responses(&db.store).await, 2);
    assert_eq!(arrived(&db.store).await, [Span { first: 1, last: 4 }], "what was refused is no gap");
    // The page says that it is closed, and goes on sending.
    let page = later(7).get_with(&format!("/kiosk/{KIOSK}"), &[("cookie", &tablet.cookie)]).await;
    assert!(
        page.status == StatusCode::OK && page.text().contains("data-closed") && !page.text().contains("<form"),
        "{}",
        page.text()
    );
    drop(app);
}

async fn a_version_that_was_retired_meanwhile_is_still_answered(db: TestDatabase) {
    let (app, world, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    let all = db.store.all_versions().await.unwrap();
    let (listed, _) = all.into_iter().find(|(listed, _)| listed.id == world.feedback.version_id).unwrap();
    assert!(db.store.retire_version(&Author::Program, NOW, &Reach::Everything, &listed).await.unwrap());
    tablet.answer(KIOSK, NOW, &body(2, 4));
    assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored; 2], "a campaign keeps the version with which it began");
    assert_eq!(responses(&db.store).await, 2);
}

async fn a_wrong_clock_is_put_right_and_told(db: TestDatabase) {
    let (app, world, mut tablet) = start(&db).await;
    for skew in [DAY, -DAY, 0] {
        tablet.skew = skew;
        let number = u8::try_from(tablet.given + 1).unwrap();
        tablet.answer(KIOSK, NOW - 60_000, &body(number, 4));
        // It was switched off and on since, so only the clock tells.
        tablet.waiting[0].at.page = 8;
        tablet.waiting[0].hash = server::devices::journal::hash(&tablet.waiting[0]);
        tablet.last.clone_from(&tablet.waiting[0].hash);
        assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored]);
        let device = db.store.device(&Reach::Everything, DEVICE).await.unwrap().unwrap();
        assert_eq!(device.seen.unwrap().1.skew, skew);
    }
    let all = db.store.survey_responses(world.feedback.id).await.unwrap();
    assert!(all.len() == 3 && all.iter().all(|response| response.month == 202_603), "{all:?}");
    let hours = db.store.hours_of_device(&Reach::Everything, DEVICE, 0).await.unwrap();
    assert_eq!(hours, [((NOW - 60_000) / 3_600_000 * 3_600_000, 3)]);
    assert_eq!(incidents(&db.store).await.len(), 1, "it is told when it begins to be wrong");
}

async fn a_tablet_that_was_moved_brings_what_it_took_before(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    let device = db.store.device(&Reach::Everything, DEVICE).await.unwrap().unwrap();
    let other = OTHER.parse().unwrap();
    let moved = (&device, "Cổng", &other, &device.settings, "xa-hai");
    assert!(db.store.change_device(&Author::Program, NOW, &Reach::Everything, moved).await.unwrap());
    let reply = tablet.call(&app, NOW).await;
    assert_eq!((became(&reply), reply.point.as_str()), (vec![Outcome::Stored], OTHER));
    tablet.answer(OTHER, NOW, &body(2, 4).replace("xa-mot", "xa-hai"));
    // A place where it never stood, and a unit about which the point never was.
    tablet.answer(tests::world::LAND, NOW, &body(3, 4));
    tablet.answer(OTHER, NOW, &body(4, 4));
    assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored, Outcome::Unreadable, Outcome::Unreadable]);
    assert_eq!(responses(&db.store).await, 2);
}

async fn a_token_is_replaced_and_the_old_one_ends(db: TestDatabase) {
    let (_, _, mut tablet) = start(&db).await;
    // The chance of a test begins with its time, and the first token was made by that of now.
    let now = Arc::new(AtomicI64::new(NOW + 1));
    let clock = now.clone();
    let app = TestApp::with(&db.store, Clock::new(move || clock.load(Ordering::Relaxed)), |_| {});
    let first = tablet.clone();
    let before = tablet.cookie.clone();
    tablet.call(&app, NOW).await;
    assert_eq!(tablet.cookie, before, "a fresh token stays");
    now.store(NOW + DAY + 1, Ordering::Relaxed);
    // The new token gets lost on the way: the old one goes on, and is replaced again.
    let answer = first.send(&app, &first.contact(NOW + DAY + 1)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(tablet.clone().take_cookie(&answer));
    tablet.call(&app, NOW + DAY + 1).await;
    assert_ne!(tablet.cookie, before);
    // Whose plug is pulled in this moment comes back with the old one, which the disk has.
    tablet.call(&app, NOW + DAY + 1).await;
    let pulled = first.send(&app, &first.contact(NOW + DAY + 1)).await;
    assert_eq!(pulled.status, StatusCode::OK);
    assert!(tablet.take_cookie(&pulled));
    // When the new one is used some minutes later, the old one is a copy.
    now.store(NOW + DAY + 400_000, Ordering::Relaxed);
    tablet.call(&app, NOW + DAY + 400_000).await;
    for _ in 0..2 {
        let copied = first.send(&app, &first.contact(NOW + DAY + 1)).await;
        assert_eq!(copied.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(incidents(&db.store).await, [(IncidentKind::TokenCopied, String::new())], "told once");
    tablet.call(&app, NOW + DAY + 1).await;
}

async fn a_revoked_tablet_is_nobody_and_loses_nothing(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    assert!(db.store.revoke_device(&Author::Program, NOW, &Reach::Everything, (DEVICE, "xa-mot")).await.unwrap());
    let refused = tablet.send(&app, &tablet.contact(NOW)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get_with(&format!("/kiosk/{KIOSK}"), &[("cookie", &tablet.cookie)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(responses(&db.store).await, 0);
    let link = make_link(&db.store, DEVICE).await;
    tablet.cookie = Tablet::register(&app, &link).await.cookie;
    assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored]);
    assert_eq!(responses(&db.store).await, 1);
    // Nobody has the token of another purpose.
    let token: Token = tablet.cookie.split('=').nth(1).unwrap().parse().unwrap();
    assert!(db.store.device_by_token(token.hash(Purpose::Device)).await.unwrap().is_some());
    assert!(db.store.device_by_token(token.hash(Purpose::Session)).await.unwrap().is_none());
}

async fn what_cannot_be_read_stays_on_the_tablet(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    let right = body(1, 4);
    for wrong in [
        String::new(),
        "%ff".to_owned(),
        body(2, 9),
        format!("{}&q-unknown=1", body(3, 4)),
        body(4, 4).replace("&view=vi.0.normal.auto", ""),
        body(5, 4).replace("id=", "id=x"),
        body(6, 4).replace("unit=xa-mot", "unit=xa-hai"),
        body(7, 4).replace("unit=xa-mot&", ""),
        // The identifier of an answer that is there already, with other answers.
        body(1, 2),
    ] {
        if tablet.given == 0 {
            tablet.answer(KIOSK, NOW, &right);
            assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Stored]);
        }
        tablet.answer(KIOSK, NOW, &wrong);
        assert_eq!(became(&tablet.call(&app, NOW).await), [Outcome::Unreadable], "{wrong}");
    }
    assert_eq!(responses(&db.store).await, 1);
    assert_eq!(arrived(&db.store).await, [Span { first: 1, last: 1 }]);
    assert_eq!(incidents(&db.store).await.len(), 9);
}

async fn visits_broken_off_and_faults_are_counted_once(db: TestDatabase) {
    let (app, _, tablet) = start(&db).await;
    let told =
        |day: &str, item: &str, times| Abandoned { day: day.to_owned(), point: KIOSK.to_owned(), item: item.to_owned(), times };
    let mut contact = tablet.contact(NOW);
    contact.abandoned =
        vec![told("2026-03-14", "overall", 2), told("2026-03-15", "overall", 1), told("2026-03-15", "reasons", 3)];
    contact.abandoned.extend([told("2026-13-15", "overall", 1), told("2026-03-15", "", 1)]);
    contact.faults = vec![Fault { id: Uuid::from_u128(5), at: tablet.moment(NOW), what: FaultKind::Touch }];
    for _ in 0..2 {
        assert_eq!(tablet.send(&app, &contact).await.status, StatusCode::OK);
    }
    contact.abandoned = vec![told("2026-03-15", "overall", 4)];
    assert_eq!(tablet.send(&app, &contact).await.status, StatusCode::OK);
    let counted = db.store.abandonments_of(&Reach::Everything, DEVICE, 20_260_315).await.unwrap();
    let counted: Vec<_> = counted.into_iter().map(|one| (one.item, one.lately, one.ever)).collect();
    assert_eq!(counted, [("overall".to_owned(), 4, 6), ("reasons".to_owned(), 3, 3)]);
    assert_eq!(incidents(&db.store).await, [(IncidentKind::Fault, "touch".to_owned())]);
    assert_eq!(responses(&db.store).await, 0, "a visit that was broken off is no response");
}

async fn settings_come_at_the_next_contact(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    assert_eq!(tablet.call(&app, NOW).await.settings, None);
    let device = db.store.device(&Reach::Everything, DEVICE).await.unwrap().unwrap();
    let settings = app::domain::device::settings::Settings { idle: 99, ..device.settings.clone() };
    let change = (&device, "Cổng", &device.point, &settings, "xa-mot");
    assert!(db.store.change_device(&Author::Program, NOW, &Reach::Everything, change).await.unwrap());
    assert_eq!(tablet.call(&app, NOW).await.settings, Some((2, settings)));
}

async fn two_contacts_at_once_agree(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    for number in 1..=40 {
        tablet.answer(KIOSK, NOW, &body(number, 4));
    }
    let contacts: Vec<_> = (0..8)
        .map(|part| {
            let mut contact = tablet.contact(NOW);
            contact.entries = contact.entries.split_off(part * 4);
            contact.entries.truncate(12);
            contact
        })
        .collect();
    let sent = contacts.iter().map(|contact| tablet.send(&app, contact));
    for answer in futures_util::future::join_all(sent).await {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    assert_eq!((responses(&db.store).await, arrived(&db.store).await), (40, vec![Span { first: 1, last: 40 }]));
    let hours = db.store.hours_of_device(&Reach::Everything, DEVICE, 0).await.unwrap();
    assert_eq!(hours.iter().map(|(_, answers)| answers).sum::<u64>(), 40);
}

async fn no_answer_knows_its_tablet(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    tablet.call(&app, NOW).await;
    let everything = dump(&db.store).await;
    let id = body(1, 4).split('&').next().unwrap().trim_start_matches("id=").replace('-', "");
    let has = |rows: &[String], text: &str| rows.iter().any(|row| row.to_lowercase().replace('-', "").contains(text));
    for (table, rows) in &everything {
        assert!(
            !has(rows, &DEVICE.simple().to_string()) || table.starts_with("device") || table.starts_with("audit"),
            "{table}: {rows:?}"
        );
        assert!(!has(rows, &id) || table == "response", "{table}: {rows:?}");
    }
}

async fn without_a_script_it_is_a_form(db: TestDatabase) {
    let (app, _, tablet) = start(&db).await;
    let address = format!("/kiosk/{KIOSK}");
    let cookie = [("cookie", tablet.cookie.as_str())];
    let page = app.get_with(&address, &cookie).await;
    assert!(page.text().contains(&format!("method=\"post\" action=\"{address}\"")), "{}", page.text());
    let (id, view) = (page.hidden("id"), page.hidden("view"));
    let send = |fields: String, cookie: String| {
        let (app, address) = (app.clone(), address.clone());
        async move {
            let headers = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
            app.send(Method::POST, &address, &headers, fields.into_bytes()).await
        }
    };
    let wrong = send(format!("id={id}&view={view}&unit=xa-mot&q-comment=Cho"), tablet.cookie.clone()).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.hidden("id") == id, "{}", wrong.text());
    assert!(wrong.text().contains(&format!("action=\"{address}\"")));
    let fields = format!("id={id}&view={view}&unit=xa-mot&q-overall=4");
    assert_eq!(send(fields.clone(), String::new()).await.status, StatusCode::FORBIDDEN, "anybody else answers on their phone");
    for _ in 0..2 {
        let stored = send(fields.clone(), tablet.cookie.clone()).await;
        assert_eq!(
            (stored.status, stored.header("location")),
            (StatusCode::SEE_OTHER, "/kiosk/kkkkkk/done"),
            "{}",
            stored.text()
        );
        assert!(!stored.headers.contains_key("set-cookie"), "no receipt on a screen that others use");
    }
    let thanks = app.get(&format!("{address}/done")).await;
    assert_eq!(thanks.header("refresh"), "5; url=/kiosk/kkkkkk");
    assert_eq!(responses(&db.store).await, 1);
}

async fn nonsense_is_refused(db: TestDatabase) {
    let (app, _, mut tablet) = start(&db).await;
    tablet.answer(KIOSK, NOW, &body(1, 4));
    let sent = |kind: &'static str, body: Vec<u8>| {
        let (app, cookie) = (app.clone(), tablet.cookie.clone());
        async move { app.send(Method::POST, "/kiosk/contact", &[("cookie", &cookie), ("content-type", kind)], body).await.status }
    };
    let right = tablet.contact(NOW);
    let json = |contact: &Contact| serde_json::to_vec(contact).unwrap();
    assert_eq!(sent("text/plain", json(&right)).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(sent("application/json", b"{".to_vec()).await, StatusCode::BAD_REQUEST);
    assert_eq!(sent("application/json", vec![b' '; 1024 * 1024 + 1]).await, StatusCode::PAYLOAD_TOO_LARGE);
    let changes: [for<'a> fn(&'a mut Contact); 5] = [
        |contact| contact.given = -1,
        |contact| contact.given = i64::MAX,
        |contact| contact.entries[0].sequence = 0,
        |contact| contact.waiting = vec![Span { first: 0, last: 5 }],
        |contact| contact.entries = vec![contact.entries[0].clone(); 201],
    ];
    for change in changes {
        let mut wrong = right.clone();
        change(&mut wrong);
        assert_eq!(sent("application/json", json(&wrong)).await, StatusCode::BAD_REQUEST);
    }
    let none = app.send(Method::POST, "/kiosk/contact", &[("content-type", "application/json")], json(&right)).await;
    assert_eq!(none.status, StatusCode::FORBIDDEN);
    assert_eq!(responses(&db.store).await, 0);
    // A tablet that calls without a rest is slowed, and nothing is lost.
    let mut statuses = Vec::new();
    for _ in 0..241 {
        statuses.push(sent("application/json", json(&right)).await);
    }
    assert_eq!((statuses[0], statuses[240]), (StatusCode::OK, StatusCode::TOO_MANY_REQUESTS));
}
