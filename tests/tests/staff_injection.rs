//! The staff's pages under the same payloads as the public's: what is typed into any field, and what is stored, is shown and never run.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;

use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::role::{Grant, Reach, Role, Scope};
use app::domain::texts::Texts;
use server::audit::Author;
use tests::NOW;
use tests::client::{Answer, TestApp, encode};
use tests::database::TestDatabase;
use tests::invitations::{INVITED, add_point, issue};
use tests::markup::{Vocabulary, elements};
use tests::on_both_databases;
use tests::payloads::{SQL, XSS};
use tests::staff::{Browser, PASSWORD, add};
use tests::world::fill;
use uuid::Uuid;

on_both_databases!(
    nothing_that_staff_type_or_store_becomes_markup_or_a_statement,
    nothing_that_managers_type_or_upload_becomes_markup_or_a_statement,
    nothing_that_collectors_type_becomes_markup_or_a_statement,
);

/// The pages with forms, each with where its forms are sent.
const FORMS: [(&str, &str); 16] = [
    ("/manage/tokens", "/manage/tokens"),
    ("/manage/themes", "/manage/themes"),
    ("/manage/themes/minimum", "/manage/themes/minimum"),
    ("/analysis/indices", "/analysis/indices"),
    ("/analysis/exports", "/analysis/exports"),
    ("/analysis/actions", "/analysis/actions"),
    ("/account", "/account/password"),
    ("/account/second-factor/removal", "/account/second-factor/removal"),
    ("/manage/users", "/manage/users"),
    ("/manage/units", "/manage/units"),
    ("/manage/units/xa-mot", "/manage/units/xa-mot"),
    ("/manage/sectors", "/manage/sectors"),
    ("/manage/units/merging", "/manage/units/merging"),
    ("/manage/targets", "/manage/targets"),
    ("/manage/classifications", "/manage/classifications"),
    ("/manage/campaigns", "/manage/campaigns"),
];

/// The addresses with a place for text.
const ADDRESSES: [&str; 42] = [
    "/manage/tokens?find=",
    "/manage/tokens/",
    "/analysis/comments?find=",
    "/analysis/comments?theme=",
    "/analysis/comments?after=",
    "/manage/themes?find=",
    "/manage/themes/",
    "/analysis/indices?find=",
    "/analysis/indices?year=",
    "/analysis/exports?find=",
    "/analysis/exports/",
    "/analysis/exports/00000000-0000-0000-0000-000000000051/",
    "/analysis/review?unit=",
    "/analysis/review?month=",
    "/analysis/actions?find=",
    "/analysis/actions?unit=",
    "/analysis/actions?add&part=",
    "/analysis/actions/",
    "/sign-in?to=",
    "/sign-in?password-set=",
    "/invitation/",
    "/account?done=",
    "/manage/users?find=",
    "/manage/users?sort=",
    "/manage/users/",
    "/manage/units?find=",
    "/manage/units/",
    "/manage/sectors?find=",
    "/manage/units/merging?find=",
    "/manage/units/merging?name-vi=",
    "/manage/targets?take=",
    "/manage/classifications?find=",
    "/manage/classifications?take=",
    "/manage/imports/",
    "/manage/imports/units/",
    "/manage/campaigns?find=",
    "/manage/campaigns/",
    "/manage/questionnaires?find=",
    "/manage/questionnaires/one-stop-service/1/difference?from=",
    "/manage/audit?actor=",
    "/manage/audit?from=",
    "/manage/audit?before=",
];

/// The names of the fields of a page.
fn fields(page: &str) -> BTreeSet<String> {
    let controls = elements(page).into_iter().filter(|element| ["input", "select"].contains(&element.name.as_str()));
    controls
        .map(|control| control.attribute("name").to_owned())
        .filter(|name| !["", "show", "back"].contains(&name.as_str()))
        .collect()
}

fn judge(ours: &Vocabulary, asked: &str, answer: &Answer) {
    assert!(answer.status.as_u16() < 500, "{} {asked}", answer.status);
    assert_eq!(ours.strange(answer), Vec::<String>::new(), "{} {asked}", answer.status);
}

async fn nothing_that_staff_type_or_store_becomes_markup_or_a_statement(db: TestDatabase) {
    fill(&db.store).await;
    let both = add(&db.store, "boss", Role::Administrator, "").await;
    let grants = vec![
        Grant { role: Role::Administrator, scope: Scope::Everything },
        Grant { role: Role::Manager, scope: Scope::Everything },
        Grant { role: Role::Analyst, scope: Scope::Everything },
    ];
    let changed = (both.full_name.as_str(), grants.as_slice());
    assert!(db.store.change_account(&Author::Program, NOW, &Reach::Everything, &both, changed).await.unwrap());
    let colleague = add(&db.store, "an", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut boss = Browser::signed_in(&app, "boss").await;
    let one = format!("/manage/users/{}", colleague.id);
    let mut ours = Vocabulary::default();
    for path in [
        "/sign-in?password-set",
        "/account?done=password",
        "/nowhere",
        "/invitation/x",
        "/manage/audit",
        "/manage/audit?before=3",
        "/manage/questionnaires",
        "/manage/questionnaires?find=nothing",
        "/manage/questionnaires/one-stop-service/1/difference?from=1",
        "/analysis/review?unit=xa-mot",
        "/analysis/review?unit=nowhere",
        &one,
    ] {
        ours.learn(boss.get(path).await.text());
    }
    let mut forms: Vec<(&str, &str)> = FORMS.into();
    forms.push((&one, &one));
    let mut names = Vec::new();
    for (page, target) in &forms {
        let shown = boss.get(page).await;
        assert_eq!(shown.status, 200, "{page}");
        ours.learn(shown.text());
        let of_page = fields(shown.text());
        let wrong: Vec<_> = of_page.iter().map(|name| (name.as_str(), "?")).collect();
        ours.learn(boss.post(target, &wrong).await.text());
        names.push(of_page);
    }
    // The way to earlier entries, once there are many.
    ours.learn("<a class=button href=/manage/audit rel=next>");
    // A wrong password or too many of them.
    let mut stranger = Browser::new(&app);
    for _ in 0..8 {
        ours.learn(stranger.post("/sign-in", &[("name", "nobody"), ("password", "sai rồi sai rồi")]).await.text());
    }
    for payload in XSS.iter().chain(SQL) {
        for address in ADDRESSES {
            judge(&ours, &format!("{address}{payload}"), &boss.get(&format!("{address}{}", encode(payload))).await);
        }
        for ((_, target), names) in forms.iter().zip(&names) {
            let typed: Vec<_> = names.iter().map(|name| (name.as_str(), *payload)).collect();
            judge(&ours, &format!("{target} with {payload}"), &boss.post(target, &typed).await);
        }
        let typed = [("name", *payload), ("password", payload), ("to", payload)];
        judge(&ours, &format!("/sign-in with {payload}"), &stranger.post("/sign-in", &typed).await);
        // What is stored is shown in lists, in forms and in the log.
        let typed = [("full-name", *payload), ("keep", "analyst xa-mot"), ("role", "")];
        judge(&ours, &format!("{one} with {payload}"), &boss.post(&one, &typed).await);
        for path in ["/manage/users", &one, "/manage/audit"] {
            judge(&ours, &format!("{path} after {payload}"), &boss.get(path).await);
        }
    }
    assert_eq!(db.store.accounts(&Reach::Everything).await.unwrap().len(), 2);
    assert!(db.store.units().await.unwrap().get("xa-mot").is_some());
    assert!(db.store.check_audit().await.unwrap().is_ok());
    assert_eq!(
        boss.post("/account/password", &[("present", PASSWORD)]).await.status,
        422,
        "still signed in, with the same password"
    );
}

/// The addresses of managers with a place for text.
const OF_MANAGERS: [&str; 12] = [
    "/manage/points?find=",
    "/manage/points?campaign=",
    "/manage/points?unit=",
    "/manage/points?added=",
    "/manage/points/posters?unit=",
    "/manage/points/",
    "/manage/points/aaaaaa/poster?format=",
    "/manage/devices?find=",
    "/manage/devices?point=",
    "/manage/devices/",
    "/manage/invitations?find=",
    "/i/",
];

async fn nothing_that_managers_type_or_upload_becomes_markup_or_a_statement(db: TestDatabase) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    issue(&db.store, Uuid::from_u128(5), &["HS-1"]).await;
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let app = TestApp::new(&db.store);
    let mut manager = Browser::signed_in(&app, "manager").await;
    let (one, inviting) = ("/manage/points/aaaaaa", format!("/manage/points/{INVITED}/invitations"));
    let list = format!("/manage/invitations/{}", Uuid::from_u128(5));
    let mut ours = Vocabulary::default();
    let pages = [
        "/manage/points?added=2",
        one,
        "/manage/points/posters?format=tent",
        "/manage/devices?point=x",
        "/manage/invitations",
        &list,
        &inviting,
        "/nowhere",
    ];
    for path in pages.into_iter().chain(["/manage/points/aaaaaa/poster", "/i/x", "/s/hhhhhh", "/manage/points/hhhhhh"]) {
        ours.learn(manager.get(path).await.text());
    }
    let upload = [
        ("id", Uuid::from_u128(6).to_string()),
        ("name", String::new()),
        ("list", "a;b\n;c\na;d\ne".into()),
        ("act", "look".into()),
    ];
    let upload: Vec<(&str, &str)> = upload.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ours.learn(manager.upload(&inviting, &upload, ("file", b"")).await.text());
    let good: Vec<(&str, &str)> =
        vec![("id", upload[0].1), ("name", "x"), ("last-day", "2026-04-30"), ("list", "a;b\nc;d"), ("act", "look")];
    ours.learn(manager.upload(&inviting, &good, ("file", b"")).await.text());
    let mut names = fields(manager.get("/manage/points").await.text());
    names.insert("names".to_owned());
    let wrong: Vec<_> = names.iter().map(|name| (name.as_str(), "?")).collect();
    ours.learn(manager.post("/manage/points", &wrong).await.text());
    ours.learn(manager.post(one, &[("name-vi", ""), ("mode", "?")]).await.text());
    for payload in XSS.iter().chain(SQL) {
        for address in OF_MANAGERS {
            judge(&ours, &format!("{address}{payload}"), &manager.get(&format!("{address}{}", encode(payload))).await);
        }
        let typed: Vec<_> = names.iter().map(|name| (name.as_str(), *payload)).collect();
        judge(&ours, &format!("/manage/points with {payload}"), &manager.post("/manage/points", &typed).await);
        let typed = [
            ("id", upload[0].1),
            ("name", payload),
            ("last-day", payload),
            ("list", payload),
            ("column", payload),
            ("act", payload),
        ];
        judge(&ours, &format!("a list with {payload}"), &manager.upload(&inviting, &typed, ("file", payload.as_bytes())).await);
        // What is stored is shown in lists, in forms, on posters and in the log.
        let typed = [("name-vi", *payload), ("name-en", payload), ("unit", "xa-mot"), ("sector", "land"), ("mode", "phone")];
        judge(&ours, &format!("{one} with {payload}"), &manager.post(one, &typed).await);
        for path in ["/manage/points", one, "/manage/points/aaaaaa/poster"] {
            judge(&ours, &format!("{path} after {payload}"), &manager.get(path).await);
        }
    }
    assert_eq!(db.store.collection_points().await.unwrap().len(), 8);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn nothing_that_collectors_type_becomes_markup_or_a_statement(db: TestDatabase) {
    let world = fill(&db.store).await;
    let code = |code: &str| code.parse().unwrap();
    let point = CollectionPoint {
        code: code("pppppp"),
        campaign_id: world.feedback.id,
        unit: "xa-mot".parse().unwrap(),
        sector: None,
        mode: Mode::Paper,
        name: Texts::new([("vi", "Phiếu giấy")]),
        withdrawn_at: None,
        by_invitation: false,
    };
    db.store.add_collection_points(std::slice::from_ref(&point)).await.unwrap();
    let twice = (world.feedback.id, "tinh", true);
    assert!(db.store.set_entered_twice(&Author::Program, NOW, &Reach::Everything, twice).await.unwrap());
    add(&db.store, "collector", Role::Collector, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut collector = Browser::signed_in(&app, "collector").await;
    let place = "/manage/entry/pppppp";
    let mut ours = Vocabulary::default();
    let mut number = 0;
    let mut send = async |collector: &mut Browser, texts: [&str; 2], same_number: bool| {
        number += u32::from(!same_number);
        let (id, number) = (collector.get(place).await.hidden("id"), number.to_string());
        let form = [
            ("id", id.as_str()),
            ("day", "2026-03-10"),
            ("sector", "land"),
            ("batch", texts[0]),
            ("number", number.as_str()),
            ("q-overall", "4"),
            ("q-comment", texts[1]),
        ];
        let answer = collector.post(place, &form).await;
        assert!(!answer.header("location").is_empty() || same_number, "{}", answer.text());
        answer.header("location").to_owned()
    };
    // The way to more of a list, once it is long.
    ours.learn("<a class=button href=/manage/entry rel=next>");
    ours.learn(collector.get("/manage/entry?find=x").await.text());
    ours.learn(collector.get("/manage/entry").await.text());
    ours.learn(collector.get(&format!("{place}?done=first&before=1")).await.text());
    ours.learn(collector.post(place, &[("id", &collector.clone().get(place).await.hidden("id"))]).await.text());
    for (comment, same) in [("một", false), ("hai", true), ("ba", false)] {
        let next = send(&mut collector, ["1", comment], same).await;
        ours.learn(collector.get(&next).await.text());
    }
    ours.learn(collector.get(&format!("{place}/forms")).await.text());
    let forms = db.store.paper_forms(&Reach::Everything, &point.code).await.unwrap();
    for form in &forms {
        ours.learn(collector.get(&format!("/manage/paper-forms/{}", form.first.id)).await.text());
        ours.learn(collector.get(&format!("/manage/paper-forms/{}/removal", form.first.id)).await.text());
    }
    ours.learn(collector.get("/manage/paper-forms/x").await.text());
    ours.learn(collector.post(&format!("/manage/paper-forms/{}", forms[0].first.id), &[]).await.text());
    for payload in XSS.iter().chain(SQL) {
        for address in
            ["?find=", "?sort=", "/pppppp?batch=", "/pppppp?before=", "/pppppp?done=first&before=", "/pppppp/forms?find="]
        {
            let asked = format!("/manage/entry{address}{}", encode(payload));
            judge(&ours, &asked, &collector.get(&asked).await);
        }
        for field in ["day", "sector", "batch", "number", "q-overall", "q-comment", "assisted", "id"] {
            let id = collector.get(place).await.hidden("id");
            let usual = [("id", id.as_str()), ("day", "2026-03-10"), ("sector", "moon"), ("batch", "1"), ("number", "x")];
            let mut form: Vec<_> = usual.into_iter().filter(|(name, _)| *name != field).collect();
            form.push((field, payload));
            judge(&ours, field, &collector.post(place, &form).await);
        }
        // Stored, and shown where two entries differ.
        let cut: String = payload.chars().take(40).collect();
        for (comment, same) in [(*payload, false), ("khác", true)] {
            let next = send(&mut collector, [&cut, comment], same).await;
            if !next.is_empty() {
                judge(&ours, &next, &collector.get(&next).await);
            }
        }
    }
    judge(&ours, "the list", &collector.get(&format!("{place}/forms")).await);
    for form in db.store.paper_forms(&Reach::Everything, &point.code).await.unwrap().iter().take(200) {
        let address = format!("/manage/paper-forms/{}", form.first.id);
        judge(&ours, &address, &collector.get(&address).await);
    }
}
