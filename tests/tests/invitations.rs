//! `/manage/invitations`: lists are uploaded, looked at, issued, sent, reminded, withdrawn and erased. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fmt::Write;
use std::time::Instant;

use app::domain::invitation::{Batch, Totals};
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::Token;
use server::audit::Author;
use server::store::audit::Wanted;
use server::store::batches::{KEPT, NewBatch};
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::invitations::{EXPIRES, INVITED, add_point, issue};
use tests::staff::{Browser, add};
use tests::world::{LAND, World, fill, ids};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_list_is_looked_at_issued_downloaded_and_answered,
    what_is_wrong_with_a_list_is_said_by_line_and_nothing_is_issued,
    pressing_a_button_twice_does_nothing_twice,
    a_reminder_reaches_only_who_has_not_answered,
    withdrawn_and_expired_invitations_are_counted_and_erased,
    whoever_reaches_only_the_unit_sees_totals,
    a_hundred_thousand_are_issued_in_seconds,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let manager = Browser::signed_in(&app, "manager").await;
    (app, manager, world)
}

fn address() -> String {
    format!("/manage/points/{INVITED}/invitations")
}

async fn batches(db: &TestDatabase) -> Vec<Batch> {
    db.store.batches_within(&Reach::Everything, None).await.unwrap()
}

/// The references and links of a CSV as it is downloaded.
fn links(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.text().starts_with('\u{feff}') && answer.text().contains("\r\n"));
    let mut reader = csv::Reader::from_reader(answer.text().trim_start_matches('\u{feff}').as_bytes());
    let path = |link: &str| link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), path(&row[1]))).collect()
}

/// Opens a link and answers by it.
async fn answer(app: &TestApp, link: &str) -> Answer {
    let form = app.get(link).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    app.post(link, &[("id", &form.hidden("id")), ("point", &form.hidden("point")), ("q-overall", "5")]).await
}

async fn a_list_is_looked_at_issued_downloaded_and_answered(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    let page = manager.get(&address()).await;
    let id = page.hidden("id");
    let usual =
        [("id", id.as_str()), ("name", "Hồ sơ tháng 3"), ("last-day", "2026-04-30"), ("list", ""), ("first-line", "names")];
    let file = "\u{feff}Họ tên;Mã hồ sơ\r\nAn;HS-01\r\nBình;=HS-02\r\nCúc;HS-03\r\n".as_bytes();
    let look = [&usual[..], &[("act", "look")]].concat();
    let page = manager.upload(&address(), &look, ("file", file)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(
        page.text().contains("Lấy từ cột “Họ tên”") && page.text().contains("<li>An</li>"),
        "the first column: {}",
        page.text()
    );
    assert!(page.text().contains("<option value=\"1\">2. Mã hồ sơ</option>"));
    // The text now stands in the form, so the file need not be chosen again.
    let text = String::from_utf8(file[3..].to_vec()).unwrap();
    assert!(page.text().contains("An;HS-01\r\nBình;=HS-02"));
    let mut chosen = look.clone();
    chosen[3] = ("list", &text);
    chosen.push(("column", "1"));
    let page = manager.upload(&address(), &chosen, ("file", b"")).await;
    assert!(
        page.text().contains("Đọc được 3 mã")
            && page.text().contains("<li>HS-01</li>")
            && page.text().contains("Phát hành 3 lời mời")
    );
    assert!(batches(&db).await.is_empty(), "nothing is issued by looking");
    chosen[5] = ("act", "issue");
    let issued = manager.upload(&address(), &chosen, ("file", b"")).await;
    let batch = format!("/manage/invitations/{id}");
    assert_eq!((issued.status, issued.header("location")), (SEE_OTHER, format!("{batch}?issued").as_str()), "{}", issued.text());
    let page = manager.get(&format!("{batch}?issued")).await;
    assert!(page.text().contains("0 trên 3 đã trả lời") && page.text().contains("Tạo và tải 3 liên kết"), "{}", page.text());
    let made = links(&manager.post(&format!("{batch}/links"), &[("round", "0")]).await);
    assert_eq!(
        made.iter().map(|(reference, _)| reference.as_str()).collect::<Vec<_>>(),
        ["'=HS-02", "HS-01", "HS-03"],
        "no formula"
    );
    let thanked = answer(&app, &made[0].1).await;
    assert_eq!(thanked.status, SEE_OTHER, "{}", thanked.text());
    for path in [batch.clone(), "/manage/invitations".to_owned(), format!("/manage/points/{INVITED}")] {
        let page = manager.get(&path).await;
        assert!(page.text().contains("1 trên 3 đã trả lời (33,3\u{a0}%)"), "{path}: {}", page.text());
        assert!(page.text().contains("<progress max=\"3\" value=\"1\""), "{path}");
    }
    let log = db.store.audit(&Reach::Everything, &Wanted::default(), 2).await.unwrap();
    assert_eq!([log[1].action.as_str(), log[0].action.as_str()], ["invitations-issued", "links-exported"]);
    assert_eq!((log[0].subject.as_str(), log[0].unit.as_deref()), (format!("invitations {id}").as_str(), Some("tinh")));
    let told = format!("{log:?}");
    assert!(
        !told.contains("HS-0") && made.iter().all(|(_, link)| !told.contains(&link[3..])),
        "the log has no reference and no token"
    );
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_with_a_list_is_said_by_line_and_nothing_is_issued(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = ids().make(NOW + 77).to_string();
    let with = |name: &'static str, value: &'static str| {
        let usual = [
            ("id", id.clone()),
            ("name", "Danh sách".to_owned()),
            ("last-day", "2026-04-30".to_owned()),
            ("list", "Mã\r\nHS-1\r\nHS-2".to_owned()),
            ("first-line", "names".to_owned()),
            ("act", "issue".to_owned()),
        ];
        usual.map(|(field, old)| (field, if field == name { value.to_owned() } else { old }))
    };
    for (field, value, words) in [
        ("list", "Mã;Tên\r\nHS-1;An\r\n;Bình\r\nHS-1;Cúc\r\nHS-4", "Dòng 3: không có mã."),
        ("list", "Mã;Tên\r\nHS-1;An\r\n;Bình\r\nHS-1;Cúc\r\nHS-4", "Dòng 4: mã này đã có ở dòng 2."),
        ("list", "Mã;Tên\r\nHS-1;An\r\n;Bình\r\nHS-1;Cúc\r\nHS-4", "Dòng 5: có 1 cột, khác với dòng đầu tiên."),
        ("list", "Mã\r\n\"HS-1\r\nHS-2", "thiếu một dấu ngoặc kép"),
        ("list", "Mã", "Danh sách chưa có dòng nào."),
        ("name", " ", "Xin đặt tên cho danh sách."),
        ("last-day", "2026-03-14", "Ngày này đã qua."),
        ("last-day", "2027-04-01", "nhiều nhất một năm"),
        ("last-day", "mai", "Xin nhập một ngày có thật."),
    ] {
        let fields = with(field, value);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = manager.upload(&address(), &fields, ("file", b"")).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(page.text().contains(words), "{words}: {}", page.text());
        assert!(!page.text().contains("value=\"issue\""), "it cannot be issued");
        for (name, typed) in fields.iter().filter(|(name, _)| ["name", "last-day", "id"].contains(name)) {
            assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
        }
        let list = if field == "list" { value.replace('"', "&quot;") } else { "HS-2</textarea>".to_owned() };
        assert!(page.text().contains(&list), "the list stays: {}", page.text());
    }
    // A file that is no table is named as such, and what stood in the form stays.
    let fields = with("act", "look");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = manager.upload(&address(), &fields, ("file", b"M\xe3;\0\r\nHS")).await;
    assert_eq!(page.status, WRONG);
    assert!(page.text().contains("Tệp này không phải là bảng") && page.text().contains("HS-2</textarea>"), "{}", page.text());
    // One that does not say how its letters are coded is read, and somebody is to look at them.
    let page = manager.upload(&address(), &fields, ("file", b"M\xe3;\xd0\r\nHS-1;\xd0")).await;
    assert!(page.text().contains("HS-1;Đ</textarea>") && page.text().contains("bảng mã tiếng Việt"), "{}", page.text());
    // A workbook stands in the form as text.
    let workbook = include_bytes!("../fixtures/tables/units.xlsx");
    let page = manager.upload(&address(), &fields, ("file", workbook)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("<li>phuong-bon</li>") && page.text().contains("xa-ba\t  Xã Ba"), "{}", page.text());
    let page = manager.upload(&address(), &fields, ("file", &vec![b'x'; 4 * 1024 * 1024 + 1])).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(manager.post(&address(), &[("act", "look")]).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    // A point at which everybody may answer takes no invitations.
    let page = manager.upload(&format!("/manage/points/{LAND}/invitations"), &fields, ("file", b"")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(batches(&db).await.is_empty());
}

async fn pressing_a_button_twice_does_nothing_twice(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    let id = ids().make(NOW + 77).to_string();
    let fields = [
        ("id", id.as_str()),
        ("name", "Danh sách"),
        ("last-day", "2026-04-30"),
        ("list", "HS-1\r\nHS-2"),
        ("first-line", "entry"),
        ("act", "issue"),
    ];
    for _ in 0..2 {
        assert_eq!(manager.upload(&address(), &fields, ("file", b"")).await.status, SEE_OTHER);
    }
    assert_eq!(batches(&db).await.len(), 1);
    let batch = format!("/manage/invitations/{id}");
    let made = links(&manager.post(&format!("{batch}/links"), &[("round", "0")]).await);
    let again = manager.post(&format!("{batch}/links"), &[("round", "0")]).await;
    assert_eq!((again.status, again.header("location")), (SEE_OTHER, format!("{batch}?already").as_str()));
    assert!(manager.get(&format!("{batch}?already")).await.text().contains("lần này không tạo nữa"));
    for (_, link) in &made {
        assert_eq!(answer(&app, link).await.status, SEE_OTHER, "the links that were downloaded hold");
    }
    assert_eq!(batches(&db).await[0].totals.answered(), 2);
}

async fn a_reminder_reaches_only_who_has_not_answered(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    let id = Uuid::from_u128(5);
    let first = issue(&db.store, id, &["HS-1", "HS-2", "HS-3"]).await;
    let link = |token: &Token| format!("/i/{}", token.reveal());
    assert_eq!(answer(&app, &link(&first[1].1)).await.status, SEE_OTHER);
    let page = manager.get(&format!("/manage/invitations/{id}")).await;
    assert!(page.text().contains("Nhắc người chưa trả lời") && page.text().contains("Tạo và tải 2 liên kết"), "{}", page.text());
    // New links end the old ones, so it is asked first.
    let address = format!("/manage/invitations/{id}/links");
    assert!(page.text().contains(&format!("href=\"{address}\"")) && !page.text().contains(&format!("action=\"{address}\"")));
    assert_eq!(manager.post(&address, &[("round", "1")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.get(&link(&first[0].1)).await.status, StatusCode::OK, "nothing is made, so nothing ended");
    let question = manager.get(&address).await;
    assert!(question.text().contains("Liên kết cũ của họ không dùng được nữa") && question.text().contains("name=\"sure\""));
    let second = links(&manager.post(&address, &[("round", "1"), ("sure", "yes")]).await);
    assert_eq!(second.iter().map(|(reference, _)| reference.as_str()).collect::<Vec<_>>(), ["HS-1", "HS-3"]);
    // What was sent first is replaced, and says so.
    let old = app.get(&link(&first[0].1)).await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(old.text().contains("đã được thay bằng liên kết mới hơn"), "{}", old.text());
    for (_, link) in &second {
        assert_eq!(answer(&app, link).await.status, SEE_OTHER);
    }
    assert_eq!(batches(&db).await[0].totals, Totals { issued: 3, open: 0, withdrawn: 0, expired: 0 });
    assert!(!manager.get(&format!("/manage/invitations/{id}")).await.text().contains("/links"), "nobody is left to be reminded");
    assert_eq!(manager.get(&address).await.header("location"), format!("/manage/invitations/{id}"), "so nothing is asked");
}

async fn withdrawn_and_expired_invitations_are_counted_and_erased(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    let (one, two) = (Uuid::from_u128(5), Uuid::from_u128(6));
    let first = issue(&db.store, one, &["HS-1", "HS-2", "HS-3"]).await;
    let link = |token: &Token| format!("/i/{}", token.reveal());
    assert_eq!(answer(&app, &link(&first[0].1)).await.status, SEE_OTHER);
    let address = format!("/manage/invitations/{one}");
    assert!(manager.get(&format!("{address}/withdrawal")).await.text().contains("2 lời mời chưa được trả lời."));
    assert_eq!(manager.post(&format!("{address}/withdrawal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(manager.post(&format!("{address}/withdrawal"), &[("sure", "yes")]).await.status, SEE_OTHER);
    assert_eq!(batches(&db).await[0].totals, Totals { issued: 3, open: 0, withdrawn: 2, expired: 0 });
    assert_eq!(app.get(&link(&first[1].1)).await.status, StatusCode::GONE);
    assert_eq!(
        manager.post(&format!("{address}/links"), &[("round", "1"), ("sure", "yes")]).await.header("location"),
        format!("{address}?already")
    );
    let page = manager.get(&address).await;
    assert!(page.text().contains("Đã thu hồi ngày 15/3/2026") && page.text().contains("1 trên 3 đã trả lời"), "{}", page.text());

    let second = issue(&db.store, two, &["HS-1", "HS-2", "HS-3"]).await;
    assert_eq!(answer(&app, &link(&second[0].1)).await.status, SEE_OTHER);
    // After its last moment a link says so, and a day later nothing of it is left.
    let late = TestApp::at(&db.store, EXPIRES);
    assert_eq!(late.get(&link(&second[1].1)).await.status, StatusCode::GONE);
    assert_eq!(db.store.erase_expired(EXPIRES + KEPT - 1).await.unwrap(), 0);
    assert_eq!(batches(&db).await.iter().find(|batch| batch.id == two).unwrap().totals.open, 2);
    assert_eq!(db.store.erase_expired(EXPIRES + KEPT).await.unwrap(), 1);
    assert_eq!(db.store.erase_expired(EXPIRES + KEPT).await.unwrap(), 0, "once");
    let erased = batches(&db).await.into_iter().find(|batch| batch.id == two).unwrap();
    assert_eq!((erased.totals, erased.totals.answered()), (Totals { issued: 3, open: 0, withdrawn: 0, expired: 2 }, 1));
    let log = db.store.audit(&Reach::Everything, &Wanted::default(), 1).await.unwrap();
    assert_eq!((log[0].action.as_str(), log[0].actor.as_deref()), ("invitations-expired", None));
    assert!(!tests::everything::dump(&db.store).await.values().flatten().any(|row| row.contains("HS-")), "no reference is left");
}

async fn whoever_reaches_only_the_unit_sees_totals(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    let id = Uuid::from_u128(5);
    let made = issue(&db.store, id, &["HS-1", "HS-2"]).await;
    assert_eq!(answer(&app, &format!("/i/{}", made[0].1.reveal())).await.status, SEE_OTHER);
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    add(&db.store, "other", Role::Manager, "xa-hai").await;
    let mut commune = Browser::signed_in(&app, "commune").await;
    let address = format!("/manage/invitations/{id}");
    for path in [address.as_str(), "/manage/invitations", &format!("/manage/points/{INVITED}")] {
        let page = commune.get(path).await;
        assert!(page.text().contains("1 trên 2 đã trả lời"), "{path}: {}", page.text());
        assert!(
            !page.text().contains("HS-") && !page.text().contains("method=\"post\" action=\"/manage"),
            "{path}: {}",
            page.text()
        );
        assert!(!page.text().contains("Chưa trả lời"), "nor how many are open, withdrawn or expired: {path}");
    }
    for (path, fields) in [("links", [("round", "1")]), ("withdrawal", [("sure", "yes")])] {
        assert_eq!(commune.post(&format!("{address}/{path}"), &fields).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(commune.get(&format!("{address}/withdrawal")).await.status, StatusCode::FORBIDDEN);
    let mut other = Browser::signed_in(&app, "other").await;
    assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&format!("{address}/links"), &[("round", "1")]).await.status, StatusCode::NOT_FOUND);
    assert!(other.get("/manage/invitations").await.text().contains("Chưa có danh sách nào như vậy."));
    // The store holds it as well.
    let (reach, batch) = (Reach::Units(vec!["xa-mot".parse().unwrap()]), batches(&db).await.remove(0));
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let made = db.store.make_links(&Author::Program, NOW, &reach, (&batch, "tinh"), || Token::random(&mut rng)).await.unwrap();
    assert!(made.is_none());
    assert!(!db.store.withdraw_batch(&Author::Program, NOW, &reach, (&batch, "tinh")).await.unwrap());
    let new = NewBatch {
        id: Uuid::from_u128(9),
        point: INVITED.parse().unwrap(),
        name: "Khác".into(),
        expires_at: EXPIRES,
        references: vec!["HS-9".into()],
    };
    assert!(!db.store.issue(&Author::Program, NOW, &reach, (&new, "tinh"), || Token::random(&mut rng)).await.unwrap());
    assert_eq!(batches(&db).await, [batch]);
}

async fn a_hundred_thousand_are_issued_in_seconds(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let mut list = "Mã hồ sơ\r\n".to_owned();
    for number in 0..100_000 {
        write!(list, "000.00.12.H{number:06}\r\n").unwrap();
    }
    let id = ids().make(NOW + 77).to_string();
    let fields = [("id", id.as_str()), ("name", "Cả năm"), ("last-day", "2026-04-30"), ("list", &list), ("first-line", "names")];
    let begun = Instant::now();
    let look = [&fields[..], &[("act", "look")]].concat();
    assert!(manager.upload(&address(), &look, ("file", b"")).await.text().contains("Phát hành 100.000 lời mời"));
    let issue = [&fields[..], &[("act", "issue")]].concat();
    assert_eq!(manager.upload(&address(), &issue, ("file", b"")).await.status, SEE_OTHER);
    let made = links(&manager.post(&format!("/manage/invitations/{id}/links"), &[("round", "0")]).await);
    // Without optimisation, beside other work; with it, a fraction.
    assert!(begun.elapsed().as_secs() < 40, "{:?}", begun.elapsed());
    assert_eq!((made.len(), made[99_999].0.as_str()), (100_000, "000.00.12.H099999"));
    assert_eq!(batches(&db).await[0].totals, Totals { issued: 100_000, open: 100_000, withdrawn: 0, expired: 0 });
}
