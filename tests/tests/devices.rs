//! `/manage/devices`: tablets at collection points: added, changed, linked, revoked and removed within reach, and what they told. On both
//! databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::campaign::Campaign;
use app::domain::collection_point::CollectionPoint;
use app::domain::device::Device;
use app::domain::device::settings::{Hours, Settings};
use app::domain::mode::Mode;
use app::domain::reference::Reference;
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use data_encoding::HEXLOWER;
use server::accounts::token::{Purpose, Token};
use server::audit::Author;
use server::store::{Database, Store};
use sha2::{Digest, Sha256};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says};
use tests::staff::{Browser, add};
use tests::subjects::told;
use tests::world::{LAND, NOT_YET, World, fill};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_device_is_added_where_people_answer_on_one,
    what_is_wrong_is_said_and_what_was_typed_stays,
    settings_change_and_their_number_rises,
    a_link_is_shown_once_and_its_hash_kept,
    a_tablet_is_revoked_and_may_come_again,
    only_what_no_tablet_was_is_removed,
    what_a_tablet_told_is_shown_in_both_languages,
    those_that_need_attention_come_first,
    whoever_reaches_only_the_unit_looks_and_changes_nothing,
    a_point_with_a_device_keeps_what_it_asks,
    many_points_are_typed_by_their_code,
);

const KIOSK: &str = "jjjjjj";
const OTHER: &str = "kkkkkk";
const FAR: &str = "mmmmmm";
const PATH: &str = "/manage/devices";

fn kiosk(code: &str, campaign: &Campaign, unit: &str) -> CollectionPoint {
    CollectionPoint {
        code: code.parse().unwrap(),
        campaign_id: campaign.id,
        unit: unit.parse().unwrap(),
        sector: Some("land".parse().unwrap()),
        mode: Mode::Kiosk,
        name: Texts::new([("vi", "Máy ở cổng"), ("en", "Tablet at the gate")]),
        withdrawn_at: None,
        by_invitation: false,
    }
}

/// The small world with three kiosks, two of the first commune and one of the second, and a manager of everything, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    let kiosks = [(KIOSK, "xa-mot"), (OTHER, "xa-mot"), (FAR, "xa-hai")].map(|(code, unit)| kiosk(code, &world.feedback, unit));
    db.store.add_collection_points(&kiosks).await.unwrap();
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let manager = Browser::signed_in(&app, "manager").await;
    (app, manager, world)
}

/// Adds a device by the store.
async fn device(store: &Store, number: u128, code: &str, unit: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let (name, code) = (format!("Máy {number}"), code.parse().unwrap());
    assert!(store.add_device(&Author::Program, NOW, &Reach::Everything, (id, &name, &code, unit)).await.unwrap());
    id
}

/// Lets a device have told something.
async fn tell(store: &Store, number: u128, code: &str) {
    store.demonstrate_device(Uuid::from_u128(number), &code.parse().unwrap(), &told(number)).await.unwrap();
}

async fn stored(store: &Store, id: Uuid) -> Option<Device> {
    store.device(&Reach::Everything, id).await.unwrap()
}

/// One value of the database.
async fn ask(store: &Store, query: &'static str) -> i64 {
    match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(query).fetch_one(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(query).fetch_one(pool).await.unwrap(),
    }
}

/// The form of a device, with some fields otherwise.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name", "Máy ở cổng"),
        ("point", KIOSK),
        ("idle", "45"),
        ("grace", "20"),
        ("opens", ""),
        ("closes", ""),
        ("day", "0"),
        ("greeting-vi", ""),
        ("greeting-en", ""),
        ("norm", ""),
        ("pin", ""),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

async fn a_device_is_added_where_people_answer_on_one(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let empty = manager.get(PATH).await;
    assert!(empty.text().contains("Thiết bị là gì?"), "it says what a device is: {}", empty.text());
    assert!(!empty.text().contains("id=\"add\" open"), "the form waits");
    let page = manager.get(&format!("{PATH}?point={OTHER}")).await;
    assert!(page.text().contains("id=\"add\" open"), "from a point, the form is open");
    assert!(page.text().contains(&format!("<option value=\"{OTHER}\" selected")), "{}", page.text());
    let answer = manager.post(PATH, &[("name", " Máy  cửa chính "), ("point", OTHER)]).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let id = answer.header("location").strip_prefix("/manage/devices/").unwrap().strip_suffix("?added").unwrap();
    let device = stored(&db.store, id.parse().unwrap()).await.unwrap();
    assert_eq!((device.name.as_str(), device.point.as_str(), device.settings_number), ("Máy cửa chính", OTHER, 1));
    assert_eq!((device.settings.clone(), device.created_at, device.is_in_use()), (Settings::default(), NOW + 1, false));
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, unit.as_deref()), ("device-added", format!("device {id}"), Some("xa-mot")));
    assert_eq!((&after["name"], &after["settings"]["pin"]), (&"Máy cửa chính".into(), &false.into()));
    let page = manager.get(answer.header("location")).await;
    for shown in ["Đã thêm thiết bị.", "Chờ máy tính bảng", "Chưa có tin gì của máy.", "Tạo liên kết", "Xã Một"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(!page.text().contains("Thu hồi") && page.text().contains("Xóa thiết bị"), "there is nothing to revoke");
    assert_eq!(ask(&db.store, "SELECT COUNT(*) FROM device_point").await, 1);
    let list = manager.get(PATH).await;
    assert!(list.text().contains("Có một thiết bị, đang ổn.") && list.text().contains("chưa lần nào"), "{}", list.text());
    // The page of the point leads to it, and to adding another.
    let point = manager.get(&format!("/manage/points/{OTHER}")).await;
    assert!(point.text().contains(&format!("/manage/devices/{id}")), "{}", point.text());
    assert!(point.text().contains(&format!("/manage/devices?point={OTHER}#add")));
    assert!(
        !manager.get(&format!("/manage/points/{LAND}")).await.text().contains("/manage/devices?point="),
        "a phone is no kiosk"
    );
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    db.store.add_collection_points(&[closed(&db.store).await]).await.unwrap();
    let old = db.store.collection_point(&FAR.parse().unwrap()).await.unwrap().unwrap();
    assert!(db.store.withdraw_point(&Author::Program, NOW, &Reach::Everything, (&old, true)).await.unwrap());
    // Neither a phone's point, nor a withdrawn one, nor one of a survey that ended, nor none.
    for point in [LAND, FAR, "nnnnnn", "pppppp", ""] {
        let page = manager.post(PATH, &[("name", "Máy thử"), ("point", point)]).await;
        assert_eq!(page.status, WRONG, "{point}");
        assert!(says(&page, "Xin chọn một điểm đang dùng"), "{}", page.text());
        assert!(page.text().contains("id=\"add\" open") && page.text().contains("value=\"Máy thử\""), "what was typed stays");
        // The store holds it as well.
        if let Ok(code) = point.parse() {
            let new = (Uuid::from_u128(9), "Máy", &code, "xa-mot");
            assert!(!db.store.add_device(&Author::Program, NOW, &Reach::Everything, new).await.unwrap(), "{point}");
        }
    }
    assert!(says(&manager.post(PATH, &[("name", ""), ("point", KIOSK)]).await, "Xin đặt tên cho thiết bị."));
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    let address = format!("{PATH}/{id}");
    for (changes, words) in [
        (vec![("name", "")], "Xin đặt tên cho thiết bị."),
        (vec![("point", FAR)], "Xin chọn một điểm đang dùng"),
        (vec![("idle", "5")], "Thời gian không chạm là một số"),
        (vec![("grace", "5")], "Thời gian đếm ngược là một số"),
        (vec![("norm", "0")], "Số phiếu mong đợi là một số"),
        (vec![("opens", "07:30")], "Xin nhập cả giờ thức và giờ ngủ"),
        (vec![("opens", "07:30"), ("closes", "07:00")], "Giờ ngủ phải sau giờ thức."),
        (vec![("opens", "07:30"), ("closes", "17:00"), ("day", "9")], "Xin chọn ít nhất một ngày."),
        (vec![("pin", "12")], "PIN có từ 4 đến 8 chữ số."),
        (vec![("pin", "1234"), ("no-pin", "yes")], "Xin hoặc nhập PIN mới"),
    ] {
        let fields = form(&[&[("greeting-vi", "Kính chào Ông/Bà"), ("comments", "yes")], changes.as_slice()].concat());
        let page = manager.post(&address, &fields).await;
        assert_eq!(page.status, WRONG, "{changes:?}");
        assert!(says(&page, words), "{words}: {}", page.text());
        assert!(page.text().contains("value=\"Kính chào Ông/Bà\""), "what was typed stays");
        for (name, value) in &changes {
            assert!(
                value.is_empty() || *name == "day" || page.text().contains(&format!("value=\"{value}\"")) || *name == "point"
            );
        }
    }
    // In another language, with everything typed.
    let page = manager.post(&format!("{address}?show=language-en"), &form(&[("name", "Chưa lưu"), ("day", "6")])).await;
    assert!(page.text().contains("value=\"Chưa lưu\"") && page.text().contains("Name of the device"), "{}", page.text());
    assert_eq!(stored(&db.store, id).await.unwrap().settings_number, 1, "nothing was changed");
}

/// A kiosk of the campaign that ended.
async fn closed(store: &Store) -> CollectionPoint {
    let point = store.collection_point(&tests::world::CLOSED.parse().unwrap()).await.unwrap().unwrap();
    CollectionPoint { code: "nnnnnn".parse().unwrap(), mode: Mode::Kiosk, ..point }
}

async fn settings_change_and_their_number_rises(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    let address = format!("{PATH}/{id}");
    let changes = [
        ("name", "Máy mới"),
        ("point", OTHER),
        ("idle", "60"),
        ("comments", "yes"),
        ("opens", "07:30"),
        ("closes", "17:00"),
        ("day", "4"),
        ("greeting-en", "Hello"),
        ("norm", "8"),
        ("pin", "2580"),
    ];
    let answer = manager.post(&address, &form(&changes)).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, format!("{address}?done").as_str()), "{}", answer.text());
    let device = stored(&db.store, id).await.unwrap();
    let hash = HEXLOWER.encode(&Sha256::digest(format!("{id}:2580")));
    let days = [false, false, false, false, true, false, false];
    let wanted = Settings {
        idle: 60,
        comments: true,
        hours: Some(Hours { opens: 450, closes: 1020, days }),
        pin: Some(hash),
        greeting: Texts::new([("en", "Hello")]),
        norm: Some(8),
        ..Settings::default()
    };
    assert_eq!((device.name.as_str(), device.point.as_str(), device.settings_number), ("Máy mới", OTHER, 2));
    assert_eq!(device.settings, wanted);
    assert_eq!(ask(&db.store, "SELECT COUNT(*) FROM device_point").await, 2, "where it stood is known");
    let (action, _, unit, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), unit.as_deref()), ("device-changed", Some("xa-mot")));
    assert_eq!((&before["settings"]["pin"], &after["settings"]["pin"]), (&false.into(), &true.into()), "never the hash");
    let page = manager.get(&format!("{address}?done")).await;
    for shown in ["Đã lưu.", "Đã có PIN.", "value=\"07:30\"", "value=\"8\""] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(!page.text().contains("2580"), "the digits are nowhere");
    // An empty field keeps the PIN, a box removes it; back at the first point, that is no new place.
    assert_eq!(manager.post(&address, &form(&[])).await.status, SEE_OTHER);
    assert_eq!(stored(&db.store, id).await.unwrap().settings.pin, wanted.pin);
    assert_eq!(manager.post(&address, &form(&[("no-pin", "yes")])).await.status, SEE_OTHER);
    let last = stored(&db.store, id).await.unwrap();
    assert_eq!((last.settings.pin.clone(), last.settings.hours, last.settings_number), (None, None, 4));
    assert_eq!(ask(&db.store, "SELECT COUNT(*) FROM device_point").await, 2);
    // Who changes what somebody else changed meanwhile is told so.
    let point = KIOSK.parse().unwrap();
    let stale = (&device, "Khác", &point, &wanted, "xa-mot");
    assert!(!db.store.change_device(&Author::Program, NOW, &Reach::Everything, stale).await.unwrap());
    // It may stay where it stands, although nothing else may come there any more.
    let there = db.store.collection_point(&point).await.unwrap().unwrap();
    db.store.withdraw_point(&Author::Program, NOW, &Reach::Everything, (&there, true)).await.unwrap();
    let page = manager.get(&address).await;
    assert!(page.text().contains("Điểm mà máy đang đứng đã ngừng dùng"), "{}", page.text());
    assert_eq!(manager.post(&address, &form(&[("name", "Máy cũ")])).await.status, SEE_OTHER);
}

async fn a_link_is_shown_once_and_its_hash_kept(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    let address = format!("{PATH}/{id}");
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let page = manager.post(&format!("{address}/link"), &[]).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(page.text().contains("class=\"qr\"") && page.text().contains("<svg"), "{}", page.text());
        let text = page.text().split("/kiosk/register/").nth(1).unwrap();
        tokens.push(text[..Token::TEXT_LENGTH].parse::<Token>().unwrap());
        assert!(page.text().contains("10:00 ngày 22/3/2026"), "a week: {}", page.text());
    }
    let hashes: Vec<Vec<u8>> = match db.store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar("SELECT link FROM device").fetch_all(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar("SELECT link FROM device").fetch_all(pool).await.unwrap(),
    };
    assert_eq!(hashes, [tokens[1].hash(Purpose::DeviceLink).as_bytes().to_vec()], "the second replaced the first");
    let device = stored(&db.store, id).await.unwrap();
    assert_eq!(device.link_expires_at, Some(NOW + 1 + 7 * 24 * 60 * 60 * 1000));
    let (action, _, _, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &after["until"]), ("device-link-made", &device.link_expires_at.unwrap().into()));
    let page = manager.get(&address).await;
    assert!(page.text().contains("Đã có một liên kết, dùng được đến 10:00"), "{}", page.text());
    assert!(!page.text().contains("/kiosk/register/"), "it is shown once");
    assert_eq!(manager.get(&format!("{address}/link")).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

async fn a_tablet_is_revoked_and_may_come_again(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    let address = format!("{PATH}/{id}");
    let (author, reach) = (Author::Program, Reach::Everything);
    assert!(!db.store.revoke_device(&author, NOW, &reach, (id, "xa-mot")).await.unwrap(), "no tablet is it");
    tell(&db.store, 5, KIOSK).await;
    let page = manager.get(&format!("{address}/revocation")).await;
    assert!(page.text().contains("còn 2 phiếu chờ trong máy") && page.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(manager.post(&format!("{address}/revocation"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(stored(&db.store, id).await.unwrap().is_in_use(), "not without being asked");
    let answer = manager.post(&format!("{address}/revocation"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, format!("{address}?revoked").as_str()));
    let device = stored(&db.store, id).await.unwrap();
    assert_eq!((device.revoked_at, device.is_in_use()), (Some(NOW + 1), false));
    assert_eq!(last_entry(&db.store).await.0, "device-revoked");
    let page = manager.get(answer.header("location")).await;
    assert!(page.text().contains("Đã thu hồi. Máy tính bảng không còn là thiết bị này."), "{}", page.text());
    // What it told is still there, and a link lets a tablet come again, until that too is revoked.
    assert!(page.text().contains("Phiếu 9–11 của máy này chưa bao giờ đến."), "{}", page.text());
    assert!(!db.store.revoke_device(&author, NOW, &reach, (id, "xa-mot")).await.unwrap(), "there is nothing left");
    assert_eq!(manager.post(&format!("{address}/link"), &[]).await.status, StatusCode::OK);
    assert!(db.store.revoke_device(&author, NOW + 5, &reach, (id, "xa-mot")).await.unwrap());
    assert_eq!(stored(&db.store, id).await.unwrap().link_expires_at, None);
}

async fn only_what_no_tablet_was_is_removed(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let (new, used) = (device(&db.store, 5, KIOSK, "xa-mot").await, device(&db.store, 6, KIOSK, "xa-mot").await);
    tell(&db.store, 6, KIOSK).await;
    assert_eq!(db.store.references_to_device(used).await.unwrap(), [Reference::Tablet, Reference::Responses]);
    let address = format!("{PATH}/{used}/removal");
    let page = manager.get(&address).await;
    assert!(page.text().contains("Không xóa được") && page.text().contains("sẽ không còn biết phiếu nào"), "{}", page.text());
    assert!(page.text().contains("/revocation"), "what can be done instead");
    assert_eq!(manager.post(&address, &[("sure", "yes")]).await.status, StatusCode::CONFLICT);
    assert!(stored(&db.store, used).await.is_some());
    let address = format!("{PATH}/{new}/removal");
    assert!(manager.get(&address).await.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(manager.post(&address, &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = manager.post(&address, &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/devices?removed"));
    assert!(stored(&db.store, new).await.is_none());
    assert_eq!(last_entry(&db.store).await.0, "device-removed");
    assert!(manager.get("/manage/devices?removed").await.text().contains("Đã xóa."));
    assert_eq!(manager.get(&format!("{PATH}/{new}")).await.status, StatusCode::NOT_FOUND);
}

async fn what_a_tablet_told_is_shown_in_both_languages(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    tell(&db.store, 5, KIOSK).await;
    let address = format!("{PATH}/{id}");
    let settings = [("norm", "8"), ("opens", "08:00"), ("closes", "20:00"), ("day", "6"), ("day", "5")];
    assert_eq!(manager.post(&address, &form(&settings)).await.status, SEE_OTHER);
    let page = manager.get(&address).await;
    for shown in [
        "Phiếu 5 của máy này chưa bao giờ đến.",
        "Phiếu 9–11 của máy này chưa bao giờ đến.",
        "4 trong 20 phiếu mà máy đã đánh số.",
        "Có phiếu không đến",
        "Phiếu chờ gửi đã lâu",
        "Đồng hồ sai nhiều",
        "Bộ nhớ chưa chắc chắn",
        "10 phút trước",
        "2 phiếu",
        "lâu nhất: 1 ngày 2 giờ",
        "nhanh 3 giờ 12 phút",
        "64 %",
        "9.9",
        "Phiếu giữ riêng vì máy chủ không đọc được",
        "mong đợi 8.",
        "Việc phục vụ lần này nói chung",
        "Bộ nhớ của máy bị xóa",
        "Có người báo hỏng tại máy",
        "Một phiếu không đọc được",
        ": phiếu 7",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(!page.text().contains("Im lặng trong giờ"), "it was heard of ten minutes ago");
    assert!(page.text().contains(">gone<"), "a question that no version has is told by its code");
    // A chart, and the same in numbers.
    assert!(page.text().contains("<svg") && page.text().contains("class=\"norm\""));
    let table = page.text().split("<table class=\"hours\">").nth(1).unwrap().split("</table>").next().unwrap();
    for cell in ["14/3", "15/3", "<td class=\"number\">5</td>", "<td class=\"number\">6</td>"] {
        assert!(table.contains(cell), "{cell}: {table}");
    }
    let page = manager.get(&format!("{address}?lang=en")).await;
    for shown in [
        "Answer 5 of this tablet never arrived.",
        "Answers 9–11 of this tablet never arrived.",
        "ahead by 3 h 12 min",
        "the oldest for 1 day 2 h",
        "The service this time as a whole",
        "Its journal does not fit together",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let abandoned = db.store.abandonments_of(&Reach::Everything, id, 20_260_201).await.unwrap();
    let told: Vec<_> = abandoned.iter().map(|one| (one.item.as_str(), one.lately, one.ever)).collect();
    assert_eq!(told, [("overall", 2, 6), ("gone", 1, 1)]);
}

async fn those_that_need_attention_come_first(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    for (number, code, unit) in [(5, KIOSK, "xa-mot"), (6, FAR, "xa-hai"), (7, OTHER, "xa-mot")] {
        device(&db.store, number, code, unit).await;
    }
    tell(&db.store, 6, FAR).await;
    let list = manager.get(PATH).await;
    let place = |text: &str, name: &str| text.find(name).unwrap_or_else(|| panic!("{name}: {text}"));
    assert!(list.text().contains("1 trong 3 thiết bị cần được xem."), "{}", list.text());
    assert!(place(list.text(), "Máy 6") < place(list.text(), "Máy 5"));
    for shown in ["Có phiếu không đến", "Đang dùng", "Chờ máy tính bảng", "10 phút trước", "2 phiếu"] {
        assert!(list.text().contains(shown), "{shown}: {}", list.text());
    }
    // Of the last 24 hours.
    assert!(list.text().contains("</span>10</td>"), "{}", list.text());
    let list = manager.get(&format!("{PATH}?sort=name")).await;
    assert!(place(list.text(), "Máy 5") < place(list.text(), "Máy 6"));
    let list = manager.get(&format!("{PATH}?find=xa+hai")).await;
    assert!(list.text().contains("Máy 6") && !list.text().contains("Máy 5"));
    assert!(list.text().contains("1 trong 3 thiết bị"), "how many there are does not depend on what is looked for");
    assert!(manager.get(&format!("{PATH}?find=nowhere")).await.text().contains("Không có thiết bị nào như vậy."));
    // Silence is an alarm a quarter of an hour after the last contact.
    let later = TestApp::at(&db.store, NOW + 6 * 60_000);
    let list = manager.before(&later).get(PATH).await;
    assert!(list.text().contains("Im lặng trong giờ làm việc"), "{}", list.text());
    drop(app);
}

async fn whoever_reaches_only_the_unit_looks_and_changes_nothing(db: TestDatabase) {
    let (app, _, _) = start(&db).await;
    let (own, foreign) = (device(&db.store, 5, KIOSK, "xa-mot").await, device(&db.store, 6, FAR, "xa-hai").await);
    tell(&db.store, 5, KIOSK).await;
    tell(&db.store, 6, FAR).await;
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "commune").await;
    let list = commune.get(PATH).await;
    assert!(list.text().contains("Máy 5") && !list.text().contains("Máy 6"), "{}", list.text());
    assert!(!list.text().contains("id=\"add\"") && list.text().contains("1 trong 1 thiết bị"), "no campaign is theirs");
    let address = format!("{PATH}/{own}");
    let page = commune.get(&address).await;
    assert!(page.text().contains("Phiếu 9–11 của máy này chưa bao giờ đến."), "they see how it is");
    assert!(!page.text().contains("method=\"post\" action=\"/manage"), "nothing to change: {}", page.text());
    let before = stored(&db.store, own).await;
    for path in ["", "/link", "/revocation", "/removal"] {
        let fields = form(&[("sure", "yes")]);
        assert_eq!(commune.post(&format!("{address}{path}"), &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        let foreign = commune.post(&format!("{PATH}/{foreign}{path}"), &fields).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/revocation", "/removal"] {
        assert_eq!(commune.get(&format!("{address}{path}")).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(commune.get(&format!("{PATH}/{foreign}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(commune.get(&format!("{PATH}/x")).await.status, StatusCode::NOT_FOUND);
    let new = [("name", "Máy"), ("point", KIOSK)];
    assert_eq!(commune.post(PATH, &new).await.status, WRONG, "no point is theirs");
    // The store holds it as well.
    let (author, reach) = (Author::Program, Reach::Units(vec!["xa-mot".parse().unwrap()]));
    let (device, point) = (before.clone().unwrap(), KIOSK.parse().unwrap());
    assert!(!db.store.add_device(&author, NOW, &reach, (Uuid::from_u128(9), "Máy", &point, "xa-mot")).await.unwrap());
    let changed = (&device, "Khác", &point, &Settings::default(), "xa-mot");
    assert!(!db.store.change_device(&author, NOW, &reach, changed).await.unwrap());
    assert!(!db.store.revoke_device(&author, NOW, &reach, (own, "xa-mot")).await.unwrap());
    assert_eq!(db.store.device(&reach, foreign).await.unwrap(), None);
    assert_eq!(db.store.devices_within(&reach).await.unwrap().len(), 1);
    assert_eq!(db.store.device_arrivals(&reach).await.unwrap().len(), 1);
    assert_eq!(db.store.device_answers_since(&reach, 0).await.unwrap().len(), 1);
    assert!(db.store.arrivals_of(&reach, foreign).await.unwrap().is_empty());
    assert!(db.store.hours_of_device(&reach, foreign, 0).await.unwrap().is_empty());
    assert!(db.store.abandonments_of(&reach, foreign, 0).await.unwrap().is_empty());
    assert!(db.store.incidents_of(&reach, foreign).await.unwrap().is_empty());
    assert_eq!(stored(&db.store, own).await, before);
}

async fn a_point_with_a_device_keeps_what_it_asks(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let id = device(&db.store, 5, KIOSK, "xa-mot").await;
    let address = format!("/manage/points/{KIOSK}");
    let page = manager.get(&address).await;
    assert!(page.text().contains("hoặc có thiết bị đứng ở đây, nên chỉ sửa được tên"), "{}", page.text());
    assert!(page.text().contains("Tại đây có 1 thiết bị.") && !page.text().contains("name=\"unit\""));
    let fields = [("name-vi", "Tên mới"), ("unit", "xa-hai"), ("sector", ""), ("mode", "phone")];
    assert_eq!(manager.post(&address, &fields).await.status, SEE_OTHER);
    let kept = db.store.collection_point(&KIOSK.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((kept.name.get(app::domain::language::Language::Vi), kept.mode), ("Tên mới", Mode::Kiosk));
    let page = manager.get(&format!("{address}/removal")).await;
    assert!(page.text().contains("thiết bị đặt tại đây"), "{}", page.text());
    assert_eq!(manager.post(&format!("{address}/removal"), &[("sure", "yes")]).await.status, StatusCode::CONFLICT);
    // Who withdraws it is told what becomes of the device.
    let page = manager.get(&format!("{address}/withdrawal")).await;
    assert!(page.text().contains("1 thiết bị đứng ở điểm này") && page.text().contains(&id.to_string()), "{}", page.text());
    let other = manager.get(&format!("/manage/points/{OTHER}/withdrawal")).await;
    assert!(!other.text().contains("thiết bị đứng ở điểm này"));
    // Where it once stood is kept as well.
    assert_eq!(manager.post(&format!("{PATH}/{id}"), &form(&[("point", OTHER)])).await.status, SEE_OTHER);
    assert_eq!(db.store.references_to_point(&kept).await.unwrap(), [Reference::Devices]);
    assert!(manager.get(&address).await.text().contains("Chưa có thiết bị nào đứng ở điểm này."));
}

async fn many_points_are_typed_by_their_code(db: TestDatabase) {
    let (_, mut manager, world) = start(&db).await;
    let letters = *b"2346789abcdefg";
    let code = |number: usize| format!("ww{}{}ww", char::from(letters[number / 14]), char::from(letters[number % 14]));
    let points: Vec<_> = (0..150).map(|number| kiosk(&code(number), &world.feedback, "xa-mot")).collect();
    db.store.add_collection_points(&points).await.unwrap();
    let page = manager.get(&format!("{PATH}?point={KIOSK}")).await;
    assert!(page.text().contains(&format!("id=\"point\" name=\"point\" value=\"{KIOSK}\"")), "{}", page.text());
    assert!(!page.text().contains("<option value=\"ww"));
    assert_eq!(manager.post(PATH, &[("name", "Máy"), ("point", " JJJ jjj ")]).await.status, SEE_OTHER);
    assert_eq!(manager.post(PATH, &[("name", "Máy"), ("point", NOT_YET)]).await.status, WRONG);
}
