//! `/manage/points`: collection points by forms, within reach, told in the log; and their posters. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::mode::Mode;
use app::domain::point_form::{NewPoint, Subject};
use app::domain::role::{Reach, Role};
use app::domain::texts::Texts;
use axum::http::StatusCode;
use server::audit::Author;
use server::store::audit::Wanted;
use server::store::{Store, StoreError};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::staff::{Browser, add};
use tests::world::{CHOICE, CLOSED, LAND, SAMPLE, World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    points_are_added_one_and_many,
    a_code_that_is_taken_is_drawn_again,
    what_is_wrong_is_said_and_what_was_typed_stays,
    what_a_point_asks_stays_once_somebody_answered,
    a_point_is_withdrawn_and_used_again,
    a_point_that_nobody_answered_is_removed,
    whoever_reaches_only_the_unit_looks_and_changes_nothing,
    points_are_found_without_diacritics_narrowed_and_sorted,
    posters_say_everything_in_both_languages,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;

/// The small world with a manager of everything, who is signed in.
async fn start(db: &TestDatabase) -> (TestApp, Browser, World) {
    let world = fill(&db.store).await;
    add(&db.store, "manager", Role::Manager, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let manager = Browser::signed_in(&app, "manager").await;
    (app, manager, world)
}

async fn point(store: &Store, code: &str) -> Option<CollectionPoint> {
    store.collection_point(&code.parse().unwrap()).await.unwrap()
}

/// The newest entries of the log: action, subject and unit.
async fn log(store: &Store, most: i64) -> Vec<(String, String, Option<String>)> {
    let noted = store.audit(&Reach::Everything, &Wanted::default(), most).await.unwrap();
    noted.into_iter().map(|entry| (entry.action, entry.subject, entry.unit)).collect()
}

async fn points_are_added_one_and_many(db: TestDatabase) {
    let (app, mut manager, world) = start(&db).await;
    let campaign = world.feedback.id.to_string();
    let form = |unit, spread, names| {
        [
            ("campaign", campaign.as_str()),
            ("unit", unit),
            ("spread", spread),
            ("sector", "land"),
            ("mode", "phone"),
            ("names", names),
        ]
    };
    let revision = db.store.directory().await.unwrap().revision();
    let answer = manager.post("/manage/points", &form("xa-mot", "only", "Quầy 7 | Counter 7")).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let code = answer.header("location").strip_prefix("/manage/points/").unwrap().strip_suffix("?done").unwrap().to_owned();
    let stored = point(&db.store, &code).await.unwrap();
    assert_eq!(
        (stored.unit.as_str(), stored.mode, &stored.name),
        ("xa-mot", Mode::Phone, &Texts::new([("vi", "Quầy 7"), ("en", "Counter 7")]))
    );
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let entry = ("point-added".to_owned(), format!("point {code}"), Some("xa-mot".to_owned()));
    assert_eq!(log(&db.store, 1).await, [entry]);
    let page = manager.get(&format!("/manage/points/{code}?done")).await;
    for shown in
        ["Đã lưu.", "Quầy 7", "Xã Một", "Đất đai", "Đợt thử", &format!("/manage/campaigns/{campaign}"), &format!("/s/{code}")]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert_eq!(app.get(&format!("/s/{code}")).await.status, StatusCode::OK, "the form opens");
    // One for each counter of each commune, at once.
    let answer = manager.post("/manage/points", &form("tinh", "communes", "Quầy 1\r\nQuầy 2\r\n")).await;
    assert_eq!(answer.header("location"), format!("/manage/points?campaign={campaign}&added=4"));
    let list = manager.get(answer.header("location")).await;
    assert!(list.text().contains("Đã thêm 4 điểm."));
    assert_eq!(list.text().matches("Quầy 2 – Xã").count(), 2);
    assert_eq!(log(&db.store, 4).await.iter().filter(|(action, ..)| action == "point-added").count(), 4);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn a_code_that_is_taken_is_drawn_again(db: TestDatabase) {
    let (_, _, world) = start(&db).await;
    let new = NewPoint {
        subject: Subject { unit: "xa-mot".parse().unwrap(), sector: None, mode: Mode::Phone, by_invitation: false },
        name: Texts::new([("vi", "Quầy")]),
    };
    let codes = |codes: &[&str]| codes.iter().map(|code| code.parse::<PointCode>().unwrap()).collect::<Vec<_>>().into_iter();
    let add = async |points: &[NewPoint], codes: std::vec::IntoIter<PointCode>| {
        db.store.add_points(&Author::Program, NOW, &Reach::Everything, (world.feedback.id, points), codes).await
    };
    let two = [new.clone(), new.clone()];
    let added = add(&two, codes(&[LAND, CHOICE, "jjjjjj", "jjjjjj", "kkkkkk"])).await.unwrap().unwrap();
    assert_eq!(added, codes(&["jjjjjj", "kkkkkk"]).collect::<Vec<_>>());
    let before = db.store.collection_points().await.unwrap().len();
    let refused = add(&two, codes(&["mmmmmm", LAND, LAND])).await;
    assert!(matches!(refused, Err(StoreError::CodesTaken)), "{refused:?}");
    assert_eq!(db.store.collection_points().await.unwrap().len(), before, "all or none");
    let nowhere = Reach::Units(vec!["xa-mot".parse().unwrap()]);
    let refused =
        db.store.add_points(&Author::Program, NOW, &nowhere, (world.feedback.id, &two), codes(&["mmmmmm", "nnnnnn"])).await;
    assert_eq!(refused.unwrap(), None, "the owner of the campaign is not in reach");
}

async fn what_is_wrong_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut manager, world) = start(&db).await;
    let campaign = world.feedback.id.to_string();
    let closed = point(&db.store, CLOSED).await.unwrap().campaign_id.to_string();
    let usual = [
        ("campaign", campaign.as_str()),
        ("unit", "xa-hai"),
        ("spread", "only"),
        ("sector", "land"),
        ("mode", "kiosk"),
        ("names", "Màn hình ở cổng"),
    ];
    for (field, value, words) in [
        ("campaign", "x", "Xin chọn một đợt do đơn vị"),
        ("campaign", closed.as_str(), "Xin chọn một đợt do đơn vị"),
        ("unit", "nowhere", "Xin chọn một đơn vị mà đợt này"),
        ("spread", "communes", "Không có đơn vị nào như vậy"),
        ("sector", "moon", "Xin chọn một lĩnh vực"),
        ("mode", "smoke", "Xin chọn cách trả lời."),
        ("names", "\n", "Xin nhập tên tiếng Việt."),
    ] {
        let fields = usual.map(|(name, old)| (name, if name == field { value } else { old }));
        let page = manager.post("/manage/points", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert!(page.text().matches(words).count() >= 2, "{words}: {}", page.text());
        assert!(page.text().contains("id=\"add\" open"), "the form is open");
        if field != "names" {
            assert!(page.text().contains("Màn hình ở cổng"), "what was typed stays");
        }
        if field != "mode" {
            assert!(page.text().contains("<option value=\"kiosk\" selected"), "what was chosen stays");
        }
    }
    let invited = [&usual[..], &[("by-invitation", "yes")]].concat();
    let page = manager.post("/manage/points", &invited).await;
    assert!(page.text().contains("Người được mời trả lời qua đường liên kết."), "{}", page.text());
    assert_eq!(db.store.collection_points().await.unwrap().len(), 7);
}

async fn what_a_point_asks_stays_once_somebody_answered(db: TestDatabase) {
    let (_, mut manager, world) = start(&db).await;
    let address = format!("/manage/points/{LAND}");
    let fields = [("name-vi", "Quầy mới"), ("name-en", ""), ("unit", "xa-hai"), ("sector", ""), ("mode", "kiosk")];
    assert_eq!(manager.post(&address, &fields).await.status, SEE_OTHER);
    let changed = point(&db.store, LAND).await.unwrap();
    assert_eq!((changed.unit.as_str(), &changed.sector, changed.mode), ("xa-hai", &None, Mode::Kiosk), "nobody had answered");
    assert_eq!(log(&db.store, 1).await[0].0, "point-changed");
    let back = [("name-vi", "Quầy 1"), ("name-en", ""), ("unit", "xa-mot"), ("sector", "land"), ("mode", "phone")];
    assert_eq!(manager.post(&address, &back).await.status, SEE_OTHER);
    let new = response(&world, &world.feedback, ids().make(NOW + 3), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    let page = manager.get(&address).await;
    assert!(page.text().contains("chỉ sửa được tên") && !page.text().contains("name=\"unit\""), "{}", page.text());
    assert!(page.text().contains("Số phiếu đã nhận</dt>") && page.text().contains("<dd>1</dd>"), "{}", page.text());
    assert_eq!(manager.post(&address, &fields).await.status, SEE_OTHER);
    let kept = point(&db.store, LAND).await.unwrap();
    assert_eq!((kept.unit.as_str(), kept.mode, kept.name), ("xa-mot", Mode::Phone, Texts::new([("vi", "Quầy mới")])));
    // The store itself refuses what the page did not offer.
    let old = point(&db.store, LAND).await.unwrap();
    let moved = CollectionPoint { mode: Mode::Paper, ..old.clone() };
    assert!(!db.store.change_point(&Author::Program, NOW, &Reach::Everything, (&old, &moved)).await.unwrap());
    let page = manager.get(&format!("{address}/removal")).await;
    assert!(page.text().contains("câu trả lời của người dân") && page.text().contains("Ngừng dùng điểm này"), "{}", page.text());
    let refused = manager.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(point(&db.store, LAND).await.is_some());
}

async fn a_point_is_withdrawn_and_used_again(db: TestDatabase) {
    let (app, mut manager, _) = start(&db).await;
    let (address, citizen) = (format!("/manage/points/{LAND}"), format!("/s/{LAND}"));
    let form = app.get(&citizen).await;
    assert!(manager.get(&format!("{address}/withdrawal")).await.text().contains("name=\"withdrawn\" value=\"yes\""));
    assert_eq!(manager.post(&format!("{address}/withdrawal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(manager.post(&format!("{address}/withdrawal"), &[("withdrawn", "yes")]).await.status, SEE_OTHER);
    assert_eq!(log(&db.store, 1).await[0].0, "point-withdrawn");
    for answer in [app.get(&citizen).await, app.post(&citizen, &[("id", &form.hidden("id")), ("q-overall", "4")]).await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.text().contains("Nơi lấy ý kiến này không còn dùng"), "{}", answer.text());
        assert!(answer.text().contains("/results?unit=xa-mot"), "a way onward");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    assert!(app.get(&format!("{citizen}?lang=en")).await.text().contains("This place is no longer used"));
    let page = manager.get(&address).await;
    assert!(page.text().contains("Không còn dùng từ ngày 15/3/2026"), "{}", page.text());
    assert!(manager.get("/manage/points").await.text().contains("(không còn dùng)"));
    assert!(manager.get(&format!("{address}/poster")).await.text().contains("Không có tờ nào để in."));
    assert!(manager.get(&format!("{address}/withdrawal")).await.text().contains("name=\"withdrawn\" value=\"no\""));
    assert_eq!(manager.post(&format!("{address}/withdrawal"), &[("withdrawn", "no")]).await.status, SEE_OTHER);
    assert_eq!(log(&db.store, 1).await[0].0, "point-restored");
    assert_eq!(app.post(&citizen, &[("id", &form.hidden("id")), ("q-overall", "4")]).await.status, SEE_OTHER);
}

async fn a_point_that_nobody_answered_is_removed(db: TestDatabase) {
    let (_, mut manager, _) = start(&db).await;
    let address = format!("/manage/points/{CHOICE}");
    assert!(manager.get(&format!("{address}/removal")).await.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(manager.post(&format!("{address}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(point(&db.store, CHOICE).await.is_some(), "nothing is removed without being asked for");
    let answer = manager.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/points?removed"));
    assert!(point(&db.store, CHOICE).await.is_none());
    assert_eq!(log(&db.store, 1).await[0], ("point-removed".into(), format!("point {CHOICE}"), Some("xa-hai".into())));
    assert_eq!(manager.get(&address).await.status, StatusCode::NOT_FOUND);
}

async fn whoever_reaches_only_the_unit_looks_and_changes_nothing(db: TestDatabase) {
    let (app, _, world) = start(&db).await;
    add(&db.store, "commune", Role::Manager, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "commune").await;
    let list = commune.get("/manage/points").await;
    assert!(list.text().contains(LAND) && list.text().contains(SAMPLE) && !list.text().contains(CHOICE));
    assert!(!list.text().contains("id=\"add\""), "no campaign is theirs");
    let address = format!("/manage/points/{LAND}");
    let page = commune.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("method=\"post\" action=\"/manage"), "nothing to change: {}", page.text());
    assert!(!page.text().contains("/manage/campaigns/"), "nor a way to the campaign");
    assert_eq!(commune.get(&format!("{address}/poster")).await.status, StatusCode::OK);
    assert_eq!(commune.get(&format!("{address}/qr.svg")).await.status, StatusCode::OK);
    let before = point(&db.store, LAND).await;
    let fields =
        [("name-vi", "Khác"), ("unit", "xa-mot"), ("sector", ""), ("mode", "kiosk"), ("sure", "yes"), ("withdrawn", "yes")];
    for path in [address.clone(), format!("{address}/removal"), format!("{address}/withdrawal")] {
        assert_eq!(commune.post(&path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in [format!("{address}/removal"), format!("{address}/withdrawal"), format!("{address}/invitations")] {
        assert_eq!(commune.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(point(&db.store, LAND).await, before);
    let campaign = world.feedback.id.to_string();
    let new = [("campaign", campaign.as_str()), ("unit", "xa-mot"), ("spread", "only"), ("mode", "phone"), ("names", "Quầy")];
    assert_eq!(commune.post("/manage/points", &new).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(commune.get(&format!("/manage/points/{CHOICE}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(commune.get(&format!("/manage/points/{CHOICE}/poster")).await.status, StatusCode::NOT_FOUND);
    assert!(!commune.get("/manage/points/posters").await.text().contains(CHOICE));
    // The store holds it as well.
    let (reach, old) = (Reach::Units(vec!["xa-mot".parse().unwrap()]), before.unwrap());
    let renamed = CollectionPoint { name: Texts::new([("vi", "Khác")]), ..old.clone() };
    assert!(!db.store.change_point(&Author::Program, NOW, &reach, (&old, &renamed)).await.unwrap());
    assert!(!db.store.withdraw_point(&Author::Program, NOW, &reach, (&old, true)).await.unwrap());
    assert_eq!(
        db.store.remove_point(&Author::Program, NOW, &reach, &old).await.unwrap(),
        server::store::removal::Removal::NotThere
    );
}

async fn points_are_found_without_diacritics_narrowed_and_sorted(db: TestDatabase) {
    let (_, mut manager, world) = start(&db).await;
    let codes = |text: &str| -> Vec<String> {
        let cells = text.split("<code>").skip(1).map(|rest| rest[..6].to_owned());
        cells.filter(|code| code.parse::<PointCode>().is_ok()).collect()
    };
    assert_eq!(codes(manager.get("/manage/points").await.text()).len(), 7);
    assert_eq!(codes(manager.get("/manage/points?find=xa hai".replace(' ', "+").as_str()).await.text()), [CHOICE]);
    assert_eq!(codes(manager.get("/manage/points?unit=xa-hai").await.text()), [CHOICE]);
    assert_eq!(codes(manager.get("/manage/points?unit=tinh").await.text()).len(), 7, "a unit with all below it");
    let narrowed = format!("/manage/points?campaign={}&sort=-code", world.feedback.id);
    let page = manager.get(&narrowed).await;
    assert_eq!(codes(page.text()), [CHOICE, LAND]);
    let kept = format!("/manage/points?sort=name&amp;page=1&amp;campaign={}", world.feedback.id.to_string().replace('-', "%2D"));
    assert!(
        page.text().contains(&kept) || page.text().contains(&kept.replace("%2D", "-")),
        "sorting keeps the rest: {}",
        page.text()
    );
    assert!(manager.get("/manage/points?find=zzz").await.text().contains("Không có điểm nào như vậy."));
}

async fn posters_say_everything_in_both_languages(db: TestDatabase) {
    let (_, mut manager, world) = start(&db).await;
    let page = manager.get(&format!("/manage/points/{LAND}/poster?format=a5&lang=vi")).await;
    assert_eq!(page.status, StatusCode::OK);
    let said = [
        "Tỉnh Thử",
        "Xã Một",
        "Đất đai",
        "Ông/Bà có hài\u{a0}lòng không?",
        "Khoảng 1 phút",
        "Không ghi tên",
        "127.0.0.1:3000/s/",
        LAND,
        "Đợt thử",
        "Quầy 1",
    ];
    for shown in said {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(page.text().contains("class=\"sheet a5\"") && page.text().contains("<svg"));
    assert!(!page.text().contains(" style=") && !page.text().contains("<style"), "the policy allows no style in the page");
    let english = manager.get(&format!("/manage/points/{LAND}/poster?format=tent&lang=en")).await;
    for shown in
        ["Test Province", "First commune", "Are you satisfied?", "About a minute", "No name is asked", "Counter 1", "fold here"]
    {
        assert!(english.text().contains(shown), "{shown}");
    }
    assert_eq!(english.text().matches("class=\"poster\"").count(), 2, "two halves");
    let all = manager.get(&format!("/manage/points/posters?campaign={}&format=a4", world.feedback.id)).await;
    assert_eq!(all.text().matches("class=\"sheet a4\"").count(), 2);
    // Interviewers and tablets need no poster.
    let sample = manager.get(&format!("/manage/points/posters?campaign={}", world.sample.id)).await;
    assert!(sample.text().contains("Không có tờ nào để in.") && sample.text().contains("1 điểm không có tờ giấy"));
    let svg = manager.get(&format!("/manage/points/{LAND}/qr.svg")).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert_eq!(svg.header("content-disposition"), format!("attachment; filename=\"hai-long-{LAND}.svg\""));
    assert!(svg.text().starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="));
    assert_eq!(svg.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
}
