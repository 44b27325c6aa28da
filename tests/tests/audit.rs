//! The audit log: everything that is done stands in it, and nobody can change it unnoticed.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::Duration;

use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::audit::chain::How;
use server::store::Database;
use server::store::audit::Wanted;
use sqlx::SqlSafeStr;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::on_both_databases;
use tests::staff::{Browser, add};
use tests::world::fill;

on_both_databases!(
    what_is_done_stands_in_the_log_with_what_was_before_and_after,
    the_log_is_read_within_the_own_reach_and_filtered,
    nobody_changes_the_log_and_who_does_is_found,
    many_at_once_make_one_chain,
);

/// Runs a statement directly, as somebody with the database could.
async fn run(db: &TestDatabase, text: &'static str) -> Result<(), sqlx::Error> {
    match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text.into_sql_str()).execute(write).await.map(drop),
        Database::Postgres(pool) => sqlx::query(text.into_sql_str()).execute(pool).await.map(drop),
    }
}

async fn what_is_done_stands_in_the_log_with_what_was_before_and_after(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let account = add(&db.store, "an", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::signed_in(&app, "boss").await;
    let address = format!("/manage/users/{}", account.id);
    let fields = [("full-name", "Lê Thị An"), ("role", "auditor"), ("unit", "xa-hai")];
    assert_eq!(browser.post(&address, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&format!("{address}/suspension"), &[("suspended", "yes")]).await.status, StatusCode::SEE_OTHER);
    Browser::new(&app).post("/sign-in", &[("name", "an"), ("password", "sai rồi sai rồi")]).await;
    // It is noted beside the answer.
    let noted = async || db.store.audit(&Reach::Everything, &Wanted::default(), 100).await.unwrap();
    let mut all = noted().await;
    for _ in 0..100 {
        if all[0].action == "sign-in-failed" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        all = noted().await;
    }
    let actions: Vec<_> = all.iter().map(|noted| (noted.action.as_str(), noted.actor.as_deref())).collect();
    assert_eq!(
        actions[..4],
        [
            ("sign-in-failed", None),
            ("account-suspended", Some("boss")),
            ("account-changed", Some("boss")),
            ("signed-in", Some("boss"))
        ]
    );
    let changed = &all[2];
    assert_eq!((changed.at, changed.subject.as_str(), changed.unit.as_deref()), (NOW, "account an", Some("xa-hai")));
    assert_eq!(changed.session, all[3].session);
    let json = |text: &Option<String>| serde_json::from_str::<serde_json::Value>(text.as_ref().unwrap()).unwrap();
    assert_eq!(json(&changed.before)["roles"][0]["role"], "analyst");
    assert_eq!(json(&changed.after)["full_name"], "Lê Thị An");
    let secrets = ["argon2", "password\":", "mèo"];
    let told = format!("{all:?}");
    assert!(!secrets.iter().any(|secret| told.contains(secret)), "no secret stands in the log");
    assert_eq!(db.store.check_audit().await.unwrap().unwrap().number, i64::try_from(all.len()).unwrap());
    let page = browser.get("/manage/audit").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Tạm khóa tài khoản") && page.text().contains("Lê Thị An"));
}

async fn the_log_is_read_within_the_own_reach_and_filtered(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    add(&db.store, "eye", Role::Auditor, "xa-mot").await;
    let (own, foreign) =
        (add(&db.store, "an", Role::Analyst, "xa-mot").await, add(&db.store, "binh", Role::Analyst, "xa-hai").await);
    let app = TestApp::new(&db.store);
    let mut boss = Browser::signed_in(&app, "boss").await;
    for account in [&own, &foreign] {
        boss.post(&format!("/manage/users/{}/suspension", account.id), &[("suspended", "yes")]).await;
    }
    let mut eye = Browser::signed_in(&app, "eye").await;
    let page = eye.get("/manage/audit").await;
    assert!(page.text().contains("account an") && !page.text().contains("account binh"), "{}", page.text());
    let shown = |page: &tests::client::Answer, words: &str| page.text().matches(words).count();
    let page =
        boss.get("/manage/audit?action=account-suspended&subject=account%20binh&actor=boss&from=2026-03-15&to=2026-03-15").await;
    assert_eq!((shown(&page, "<td>Tạm khóa tài khoản</td>"), shown(&page, "account an<")), (1, 0));
    assert!(page.text().contains("value=\"account binh\""), "the filter stays as typed");
    for other in ["to=2026-03-14", "from=2026-03-16", "actor=nobody", "action=exported"] {
        let page = boss.get(&format!("/manage/audit?{other}")).await;
        assert!(page.text().contains("Không có mục nào như vậy."), "{other}");
    }
    // Nonsense is no filter and no failure.
    for nonsense in ["from=x&to=99", "before=x", "action='%20OR%201=1--"] {
        assert_eq!(boss.get(&format!("/manage/audit?{nonsense}")).await.status, StatusCode::OK, "{nonsense}");
    }
    // Beyond a page, earlier entries are a link away.
    let program = server::audit::Author::Program;
    for _ in 0..100 {
        let act = server::audit::Act::on(server::audit::Action::Exported, "microdata".to_owned());
        db.store.note(&program, NOW, &act).await.unwrap();
    }
    let page = boss.get("/manage/audit").await;
    let link = page.text().split("before=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let earlier = boss.get(&format!("/manage/audit?before={link}")).await;
    assert!(!earlier.text().contains("<td>Xuất dữ liệu</td>") && earlier.text().contains("account an"));
}

async fn nobody_changes_the_log_and_who_does_is_found(db: TestDatabase) {
    fill(&db.store).await;
    for name in ["an", "binh", "chi", "dung"] {
        add(&db.store, name, Role::Analyst, "xa-mot").await;
    }
    let whole = db.store.check_audit().await.unwrap().unwrap();
    assert!(whole.number >= 8);
    for text in ["UPDATE audit SET actor = 'x' WHERE number = 3", "DELETE FROM audit WHERE number = 3", "DELETE FROM audit"] {
        assert!(run(&db, text).await.is_err(), "{text}");
    }
    assert_eq!(db.store.check_audit().await.unwrap(), Ok(whole));
    // Somebody takes the guards away first.
    let guards: &[&str] = match db.store.database() {
        Database::Sqlite { .. } => &["DROP TRIGGER audit_is_never_changed", "DROP TRIGGER audit_is_never_removed"],
        Database::Postgres(_) => &["DROP TRIGGER audit_is_never_changed ON audit"],
    };
    for text in guards {
        run(&db, text).await.unwrap();
    }
    run(&db, "UPDATE audit SET actor = 'x' WHERE number = 3").await.unwrap();
    let broken = db.store.check_audit().await.unwrap().unwrap_err();
    assert_eq!((broken.number, broken.how), (3, How::Altered));
    run(&db, "DELETE FROM audit WHERE number = 2").await.unwrap();
    let broken = db.store.check_audit().await.unwrap().unwrap_err();
    assert_eq!((broken.number, broken.how), (2, How::Missing));
}

async fn many_at_once_make_one_chain(db: TestDatabase) {
    fill(&db.store).await;
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let store = db.store.clone();
            tokio::spawn(async move {
                let act = server::audit::Act::on(server::audit::Action::Exported, format!("microdata {number}"));
                store.note(&server::audit::Author::Program, NOW, &act).await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.store.check_audit().await.unwrap().unwrap().number, 20);
}
