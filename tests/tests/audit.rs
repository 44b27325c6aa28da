//! The audit log: everything that is done stands in it, and nobody can change it unnoticed.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::{Duration, Instant};

use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::audit::chain::How;
use server::audit::{Act, Action, Author};
use server::store::audit_shown::{Sought, Wanted};
use server::store::{Database, Store};
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
    the_log_is_searched_without_diacritics,
    the_log_is_read_in_the_words_of_its_reader,
    the_log_is_sorted_both_ways_and_paged,
    entries_from_before_are_found_too,
    a_hundred_thousand_entries_are_looked_through_at_once,
    nobody_changes_the_log_and_who_does_is_found,
    many_at_once_make_one_chain,
);

/// Many times what a statement takes on a machine that has nothing else to do.
const AT_ONCE: Duration = Duration::from_secs(2);

fn shown(page: &tests::client::Answer, words: &str) -> usize {
    page.text().matches(words).count()
}

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
    assert!(page.text().contains("Tài khoản: an<") && !page.text().contains("binh"), "{}", page.text());
    let page =
        boss.get("/manage/audit?action=account-suspended&subject=account%20binh&actor=boss&from=2026-03-15&to=2026-03-15").await;
    assert_eq!((shown(&page, "<td>Tạm khóa tài khoản</td>"), shown(&page, "Tài khoản: an<")), (1, 0));
    assert!(page.text().contains("Chỉ xem: Tài khoản: binh."), "what it is narrowed to is said: {}", page.text());
    for other in ["to=2026-03-14", "from=2026-03-16", "actor=nobody", "action=exported", "find=khong%20co", "find=%25", "find=_"]
    {
        let page = boss.get(&format!("/manage/audit?{other}")).await;
        assert!(page.text().contains("Không có mục nào như vậy."), "{other}");
    }
    // Nonsense is no filter and no failure.
    for nonsense in ["from=x&to=99", "before=x", "after=y&sort=at", "sort=-", "action='%20OR%201=1--"] {
        assert_eq!(boss.get(&format!("/manage/audit?{nonsense}")).await.status, StatusCode::OK, "{nonsense}");
    }
    // Those may be chosen of whose doings one may read.
    let offered = async |browser: &mut Browser| {
        let page = browser.get("/manage/audit?find=khong%20co").await;
        let list = page.text().split("id=\"actor\"").nth(1).unwrap().split("</select>").next().unwrap().to_owned();
        let names = list.split("value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(offered(&mut boss).await, ["", "*", "boss", "eye"]);
    assert_eq!(offered(&mut eye).await, ["", "*", "boss", "eye"]);
    let act = Act { unit: Some("xa-hai".to_owned()), ..Act::on(Action::Exported, "microdata".to_owned()) };
    db.store.note(&Author::Account { name: "chi".to_owned(), session: None }, NOW, &act).await.unwrap();
    assert_eq!(offered(&mut boss).await, ["", "*", "boss", "chi", "eye"]);
    assert_eq!(offered(&mut eye).await, ["", "*", "boss", "eye"]);
    // What nobody signed in for is done by the program.
    db.store.note(&Author::Program, NOW, &act).await.unwrap();
    let page = boss.get("/manage/audit?actor=*&action=exported").await;
    assert_eq!(shown(&page, "<td>Xuất dữ liệu</td>"), 1);
    // Of many accounts none is offered; a name is typed.
    for number in 0..150 {
        db.store.note(&Author::Account { name: format!("nhieu{number}"), session: None }, NOW, &act).await.unwrap();
    }
    let page = boss.get("/manage/audit?actor=nhieu7").await;
    assert!(page.text().contains("name=\"actor\" value=\"nhieu7\""), "{}", page.text());
    assert_eq!(shown(&page, "<td>Xuất dữ liệu</td>"), 1);
}

async fn the_log_is_searched_without_diacritics(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    add(&db.store, "eye", Role::Auditor, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut boss = Browser::signed_in(&app, "boss").await;
    for (code, name) in [("xa-mot", "Xã Đất Đỏ"), ("xa-hai", "Xã Suối Vàng")] {
        let fields = [("name-vi", name), ("kind", "commune"), ("parent", "tinh"), ("from", "1970-01-01")];
        assert_eq!(boss.post(&format!("/manage/units/{code}"), &fields).await.status, StatusCode::SEE_OTHER, "{name}");
    }
    let found = async |browser: &mut Browser, find: &str| {
        let page = browser.get(&format!("/manage/audit?find={}", tests::client::encode(find))).await;
        assert!(page.text().contains(&format!("value=\"{find}\"")), "what is looked for stays: {find}");
        let about = |name: &str| page.text().contains(&format!("Đơn vị: {name}"));
        (about("Xã Đất Đỏ"), about("Xã Suối Vàng"), page.text().contains("<td>Đăng nhập</td>"))
    };
    for (find, expected) in [
        // What it is called now, and was before; by its code; by any part.
        ("dat do", (true, false, false)),
        ("Đất Đỏ", (true, false, false)),
        ("ã mộ", (true, false, false)),
        ("XA-HAI", (false, true, false)),
        // Who did it.
        ("bos", (true, true, true)),
        // What was done, and to what kind of thing.
        ("sua don", (true, true, false)),
        ("dang nhap", (false, false, true)),
        ("đơn vị", (true, true, false)),
        // The account of the auditor has its unit in its role.
        ("Tai khoan", (true, false, true)),
        ("khong co gi", (false, false, false)),
    ] {
        assert_eq!(found(&mut boss, find).await, expected, "{find}");
    }
    // Somebody else's reach is no other list.
    let mut eye = Browser::signed_in(&app, "eye").await;
    assert_eq!(found(&mut eye, "xa").await, (true, false, false));
}

async fn the_log_is_read_in_the_words_of_its_reader(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let account = add(&db.store, "an", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut browser = Browser::signed_in(&app, "boss").await;
    let fields = [("full-name", "Lê Thị An"), ("role", "auditor"), ("unit", "xa-hai")];
    browser.post(&format!("/manage/users/{}", account.id), &fields).await;
    let page = browser.get("/manage/audit?action=account-changed").await;
    let text = page.text();
    assert!(text.contains("Tài khoản: an"), "{text}");
    assert!(text.contains("<span>Họ và tên:</span>") && text.contains("<ins>Lê Thị An</ins>"), "{text}");
    assert!(text.contains("<ins>Vai trò: Người kiểm tra, Đơn vị: Xã Hai</ins>"), "{text}");
    // What stayed as it was is not told; what is stored can be read all the same.
    assert!(!text.contains("<span>Tên:</span>"), "{text}");
    assert!(text.contains("<details>") && text.contains("full_name"), "{text}");
    // What it was done to leads to everything that was done to it.
    assert!(text.contains("href=\"/manage/audit?subject=account%20an\""), "{text}");
}

async fn the_log_is_sorted_both_ways_and_paged(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "boss", Role::Administrator, "").await;
    let app = TestApp::new(&db.store);
    let mut boss = Browser::signed_in(&app, "boss").await;
    for number in 0..110 {
        let act = Act::on(Action::Exported, format!("microdata {number}"));
        db.store.note(&Author::Program, NOW + number, &act).await.unwrap();
    }
    for (sort, expected) in [("", (0..110).rev().collect::<Vec<_>>()), ("&sort=at", (0..110).collect())] {
        let (mut address, mut read, mut pages) = (format!("/manage/audit?action=exported&find=micro{sort}"), Vec::new(), 0);
        loop {
            let page = boss.get(&address).await;
            let numbers = page.text().split("Dữ liệu từng phiếu: ").skip(1);
            read.extend(numbers.map(|rest| rest.split('<').next().unwrap().trim().parse::<i64>().unwrap()));
            pages += 1;
            let sorted = if sort.is_empty() { "descending" } else { "ascending" };
            assert!(page.text().contains(&format!("aria-sort=\"{sorted}\"")), "{}", page.text());
            assert_eq!(page.text().contains("Về đầu danh sách"), pages > 1);
            let Some(link) = page.text().split("rel=\"next\"").next().filter(|before| before.len() < page.text().len()) else {
                break;
            };
            let link = link.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
            address = link.replace("&amp;", "&");
        }
        assert_eq!((pages, read), (3, expected), "{sort}");
    }
}

async fn entries_from_before_are_found_too(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "le.an", Role::Analyst, "xa-mot").await;
    add(&db.store, "binh", Role::Analyst, "xa-mot").await;
    let by = |find: &str| Wanted { sought: Sought { text: find.to_owned(), ..Sought::default() }, ..Wanted::default() };
    let found = async |store: &Store, find: &str| store.audit(&Reach::Everything, &by(find), 10).await.unwrap().len();
    let noted = found(&db.store, "le.an").await;
    assert!(noted > 0);
    // As a program leaves it that knew nothing of words.
    run(&db, "DELETE FROM audit_words WHERE number % 2 = 1").await.unwrap();
    let again = Store::open(&db.url).await.unwrap();
    assert_eq!(found(&again, "le.an").await, noted);
    let count = "SELECT (SELECT COUNT(*) FROM audit) - (SELECT COUNT(*) FROM audit_words)";
    let missing: i64 = match again.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(count).fetch_one(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(count).fetch_one(pool).await.unwrap(),
    };
    assert_eq!(missing, 0);
    again.close().await;
}

/// By whatever it is looked for: what is found soon, late or never, by an auditor of everything, of nearly everything, and of one commune.
async fn a_hundred_thousand_entries_are_looked_through_at_once(db: TestDatabase) {
    const ENTRIES: [&str; 2] = [
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000) INSERT INTO audit          SELECT 1000 + n, 1000 * n, 'nguoi' || (n % 40), NULL, CASE n % 1000 WHEN 7 THEN 'exported' ELSE 'unit-changed' END,          CASE n % 500 WHEN 9 THEN 'xa-hai' ELSE 'xa-mot' END, 'unit xa-' || n, NULL, '{\"legal_basis\":\"' || hex(zeroblob(250)) || '\"}',          zeroblob(32) FROM n",
        "INSERT INTO audit SELECT 1000 + n, 1000 * n, 'nguoi' || (n % 40), NULL, CASE n % 1000 WHEN 7 THEN 'exported' ELSE 'unit-changed' END,          CASE n % 500 WHEN 9 THEN 'xa-hai' ELSE 'xa-mot' END, 'unit xa-' || n, NULL, '{\"legal_basis\":\"' || repeat('0', 500) || '\"}',          decode(repeat('00', 32), 'hex') FROM generate_series(1, 100000) AS n",
    ];
    fill(&db.store).await;
    let is_sqlite = matches!(db.store.database(), Database::Sqlite { .. });
    run(&db, ENTRIES[usize::from(!is_sqlite)]).await.unwrap();
    run(
        &db,
        "INSERT INTO audit_words SELECT number, unit, action, 'unit', subject || ' ' || actor || ' xa so ' || number FROM audit \
         WHERE number NOT IN (SELECT number FROM audit_words)",
    )
    .await
    .unwrap();
    if !is_sqlite {
        run(&db, "ANALYZE audit").await.unwrap();
        run(&db, "ANALYZE audit_words").await.unwrap();
    }
    let units = |codes: &[&str]| Reach::Units(codes.iter().map(|code| code.parse().unwrap()).collect());
    let reaches = [Reach::Everything, units(&["tinh"]), units(&["xa-mot"]), units(&["xa-hai"])];
    let find = |text: &str| Sought { text: text.to_owned(), ..Sought::default() };
    let all = Wanted::default;
    let wanted = [
        all(),
        Wanted { oldest_first: true, ..all() },
        Wanted { action: "exported".into(), ..all() },
        Wanted { action: "hold-placed".into(), ..all() },
        Wanted { actor: "nguoi7".into(), ..all() },
        Wanted { actor: "nobody".into(), ..all() },
        Wanted { actor: "*".into(), ..all() },
        Wanted { subject: "unit xa-7".into(), ..all() },
        Wanted { from: Some(1_000), until: Some(2_000), ..all() },
        Wanted { sought: find("xa so"), ..all() },
        Wanted { sought: find("xa so 1001"), ..all() },
        Wanted { sought: find("khong co"), oldest_first: true, ..all() },
        Wanted { sought: Sought { actions: vec!["hold-placed"], kinds: vec!["sample"], ..find("khong co") }, ..all() },
    ];
    for reach in &reaches {
        for wanted in &wanted {
            let begun = Instant::now();
            db.store.audit(reach, wanted, 51).await.unwrap();
            let took = begun.elapsed();
            println!("{took:?} {reach:?} {wanted:?}");
            assert!(took < AT_ONCE, "{took:?} for {wanted:?} in {reach:?}");
        }
        let begun = Instant::now();
        assert_eq!(db.store.audit_actors(reach, 151).await.unwrap().len(), if *reach == reaches[3] { 2 } else { 40 });
        let took = begun.elapsed();
        println!("{took:?} {reach:?} actors");
        assert!(took < AT_ONCE, "{took:?} for actors in {reach:?}");
    }
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
                let act = Act::on(Action::Exported, format!("microdata {number}"));
                store.note(&Author::Program, NOW, &act).await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.store.check_audit().await.unwrap().unwrap().number, 20);
}
