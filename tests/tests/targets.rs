//! What administrators say of targets, and how they take over those that were published. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::role::{Reach, Role};
use app::domain::target::{Operator, Target};
use axum::http::StatusCode;
use server::audit::Author;
use tests::client::Answer;
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says, start};
use tests::staff::{Browser, add};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_target_is_added_changed_and_removed,
    what_is_wrong_with_a_target_is_said_and_what_was_typed_stays,
    whoever_reaches_some_units_sets_their_targets_only,
    targets_are_found_without_diacritics_sorted_and_paged,
    a_published_target_is_taken_over_by_a_link,
);

pub(crate) const TARGET: [(&str, &str); 7] = [
    ("unit", "xa-mot"),
    ("sector", "health"),
    ("from", "2026"),
    ("to", "2030"),
    ("operator", ">"),
    ("percent", "92,5"),
    ("legal-basis", "Kế hoạch 12/KH-UBND"),
];

/// The form of a target with another value in one of its fields.
fn target_with(field: &str, value: &'static str) -> [(&'static str, &'static str); 7] {
    TARGET.map(|(name, usual)| (name, if name == field { value } else { usual }))
}

async fn a_target_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let revision = db.store.directory().await.unwrap().revision();
    let answer = boss.post("/manage/targets", &TARGET).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id = address.strip_prefix("/manage/targets/").unwrap().parse().unwrap();
    assert!(db.store.directory().await.unwrap().revision() > revision, "every instance notices");
    let all = Reach::Everything;
    let stored = db.store.target(&all, id).await.unwrap().unwrap();
    assert_eq!((stored.operator, stored.percent, stored.from_year, stored.to_year), (Operator::MoreThan, 92.5, 2026, 2030));
    let (action, subject, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, of.as_deref()), ("target-added", format!("target {id}"), Some("xa-mot")));
    assert_eq!((before, &after["percent"]), (serde_json::Value::Null, &92.5.into()));
    let page = boss.get(&format!("{address}?done")).await;
    for shown in ["Đã lưu.", "value=\"92,5\"", "value=\"2030\"", "Xã Một – Y tế công, 2026–2030", "Kế hoạch 12/KH-UBND"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(boss.get(&format!("{address}?lang=en")).await.text().contains("value=\"92.5\""));
    let mut changed = target_with("percent", "95");
    changed[0] = ("unit", "xa-hai");
    assert_eq!(boss.post(&address, &changed).await.status, SEE_OTHER);
    let stored = db.store.target(&all, id).await.unwrap().unwrap();
    assert_eq!((stored.unit.as_str(), stored.percent), ("xa-hai", 95.0));
    let (action, _, of, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), of.as_deref()), ("target-changed", Some("xa-hai")));
    assert_eq!((&before["unit"], &after["unit"]), (&"xa-mot".into(), &"xa-hai".into()));
    let asks = boss.get(&format!("{address}/removal")).await;
    assert!(asks.text().contains("Xóa mục tiêu") && asks.text().contains("name=\"sure\" value=\"yes\""));
    assert_eq!(boss.post(&format!("{address}/removal"), &[]).await.status, StatusCode::BAD_REQUEST);
    assert!(db.store.target(&all, id).await.unwrap().is_some(), "nothing is removed without being asked for");
    let answer = boss.post(&format!("{address}/removal"), &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/manage/targets?removed"));
    assert!(db.store.target(&all, id).await.unwrap().is_none());
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &before["percent"], after), ("target-removed", &95.0.into(), serde_json::Value::Null));
    assert_eq!(boss.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_with_a_target_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let before = db.store.targets().await.unwrap();
    for (field, value, words) in [
        ("unit", "nowhere", "Xin chọn một đơn vị"),
        ("sector", "moon", "Xin chọn một lĩnh vực."),
        ("from", "năm nay", "Xin nhập năm từ 1900 đến 2100."),
        ("to", "2025", "Năm cuối không được trước năm đầu."),
        ("operator", "<", "Xin chọn cách so."),
        ("percent", "100,5", "Xin nhập một số trên 0"),
        ("legal-basis", "", "Xin ghi văn bản đặt ra mục tiêu."),
    ] {
        let page = boss.post("/manage/targets", &target_with(field, value)).await;
        assert_eq!(page.status, WRONG, "{field} {value}");
        assert!(says(&page, words), "{words}: {}", page.text());
        for (name, typed) in target_with(field, value) {
            if ["from", "to", "percent", "legal-basis"].contains(&name) {
                assert!(page.text().contains(&format!("name=\"{name}\" value=\"{typed}\"")), "{name} keeps {typed}");
            }
        }
    }
    assert_eq!(db.store.targets().await.unwrap(), before);
    // Two of the same unit and sector in one year: on adding, on changing, and in the store itself.
    assert_eq!(boss.post("/manage/targets", &TARGET).await.status, SEE_OTHER);
    let page = boss.post("/manage/targets", &target_with("from", "2030")).await;
    assert!(page.status == WRONG && says(&page, "đã có mục tiêu khác cho cùng lĩnh vực"), "{}", page.text());
    let mut later = target_with("from", "2031");
    later[3] = ("to", "2035");
    let answer = boss.post("/manage/targets", &later).await;
    assert_eq!(answer.status, SEE_OTHER);
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let page = boss.post(&address, &TARGET).await;
    assert!(page.status == WRONG && says(&page, "đã có mục tiêu khác cho cùng lĩnh vực"));
    let id: Uuid = address.strip_prefix("/manage/targets/").unwrap().parse().unwrap();
    let (by, all) = (Author::Program, Reach::Everything);
    let old = db.store.target(&all, id).await.unwrap().unwrap();
    let new = Target { from_year: 2030, ..old.clone() };
    assert!(!db.store.change_target(&by, NOW, &all, (id, &old, &new)).await.unwrap());
    assert!(!db.store.add_target(&by, NOW, &all, (Uuid::from_u128(9), &new)).await.unwrap());
    let same = Target { percent: 99.0, ..old.clone() };
    assert!(db.store.change_target(&by, NOW, &all, (id, &old, &same)).await.unwrap(), "it is not in its own way");
}

async fn whoever_reaches_some_units_sets_their_targets_only(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    add(&db.store, "xa-boss", Role::Administrator, "xa-mot").await;
    let mut commune = Browser::signed_in(&app, "xa-boss").await;
    let foreign = boss.post("/manage/targets", &target_with("unit", "xa-hai")).await;
    let foreign = foreign.header("location").strip_suffix("?done").unwrap().to_owned();
    let list = commune.get("/manage/targets").await;
    assert!(!list.text().contains("Xã Hai") && !list.text().contains("Nghị quyết thử"), "{}", list.text());
    for unit in ["tinh", "xa-hai", ""] {
        assert_eq!(commune.post("/manage/targets", &target_with("unit", unit)).await.status, WRONG, "{unit}");
    }
    let answer = commune.post("/manage/targets", &TARGET).await;
    let own = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    assert_eq!(commune.post(&own, &target_with("unit", "xa-hai")).await.status, WRONG, "it is not given away");
    for path in [foreign.clone(), format!("{foreign}/removal")] {
        assert_eq!(commune.get(&path).await.status, StatusCode::NOT_FOUND);
        let mut fields = TARGET.to_vec();
        fields.push(("sure", "yes"));
        assert_eq!(commune.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
    }
    // The statements hold the same, whatever the page allowed.
    let (by, all, reach) = (Author::Program, Reach::Everything, Reach::Units(vec!["xa-mot".parse().unwrap()]));
    let id_of = |address: &str| address.strip_prefix("/manage/targets/").unwrap().parse::<Uuid>().unwrap();
    let (own, foreign) = (id_of(&own), id_of(&foreign));
    let [own_old, foreign_old] =
        [db.store.target(&all, own).await.unwrap().unwrap(), db.store.target(&all, foreign).await.unwrap().unwrap()];
    assert_eq!(db.store.target(&reach, foreign).await.unwrap(), None);
    let away = Target { unit: "xa-hai".parse().unwrap(), from_year: 2040, to_year: 2041, ..own_old.clone() };
    let taken = Target { unit: "xa-mot".parse().unwrap(), from_year: 2040, to_year: 2041, ..foreign_old.clone() };
    assert!(!db.store.change_target(&by, NOW, &reach, (own, &own_old, &away)).await.unwrap());
    assert!(!db.store.change_target(&by, NOW, &reach, (foreign, &foreign_old, &taken)).await.unwrap());
    assert!(!db.store.add_target(&by, NOW, &reach, (Uuid::from_u128(9), &away)).await.unwrap());
    assert!(!db.store.remove_target(&by, NOW, &reach, (foreign, &foreign_old)).await.unwrap());
    assert!(db.store.remove_target(&by, NOW, &reach, (own, &own_old)).await.unwrap());
    assert_eq!(db.store.target(&all, foreign).await.unwrap(), Some(foreign_old));
}

async fn targets_are_found_without_diacritics_sorted_and_paged(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let target = |number: i16| Target {
        unit: "xa-hai".parse().unwrap(),
        sector: "construction".parse().unwrap(),
        from_year: 1900 + number,
        to_year: 1900 + number,
        operator: Operator::AtLeast,
        percent: 10.0 + f64::from(number),
        legal_basis: format!("Quyết định {number}"),
    };
    let targets: Vec<_> =
        (0..60_i16).map(|number| (Uuid::from_u128(u128::from(number.unsigned_abs())), target(number))).collect();
    db.store.add_targets(&targets).await.unwrap();
    let rows = |page: &Answer| page.text().matches("/manage/targets/").count();
    let first = boss.get("/manage/targets").await;
    assert!(rows(&first) == 50 && first.text().contains("62 mục"), "{}", first.text());
    assert_eq!(rows(&boss.get("/manage/targets?page=2").await), 12);
    for find in ["xay%20dung", "XA%20HAI", "quyet%20dinh", "construction"] {
        assert!(boss.get(&format!("/manage/targets?find={find}")).await.text().contains("60 mục"), "{find}");
    }
    assert!(boss.get("/manage/targets?find=khongco").await.text().contains("Không có mục tiêu nào như vậy."));
    let sorted = |page: Answer, one: &str, other: &str| {
        let place = |words: &str| page.text().find(&format!("<td>{words}</td>")).unwrap_or(usize::MAX);
        place(one) < place(other)
    };
    assert!(sorted(boss.get("/manage/targets?sort=-percent").await, "&gt;\u{a0}90\u{a0}%", "≥\u{a0}69\u{a0}%"));
    assert!(sorted(boss.get("/manage/targets?sort=year").await, "1900", "1949"));
    assert!(sorted(boss.get("/manage/targets?sort=-year").await, "2020–2030", "1959"));
    assert!(sorted(boss.get("/manage/targets?sort=sector").await, "Đất đai", "Xây dựng"));
    assert!(sorted(boss.get("/manage/targets?sort=-unit").await, "1959", "1950"));
}

async fn a_published_target_is_taken_over_by_a_link(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let published = server::catalogue::targets().unwrap();
    let page = boss.get("/manage/targets").await;
    assert!(page.text().contains("Mục tiêu các địa phương đã công bố") && page.text().contains("Bắc Kạn"));
    for (number, goal) in published.iter().enumerate() {
        assert!(page.text().contains(&format!("/manage/targets?take={number}#add")), "{number}");
        let form = boss.get(&format!("/manage/targets?take={number}")).await;
        assert_eq!(form.status, StatusCode::OK);
        let percent = goal.percent.to_string();
        let basis = goal.legal_basis.replace('"', "&quot;");
        for (name, value) in [
            ("from", goal.from_year.to_string().as_str()),
            ("to", &goal.to_year.to_string()),
            ("percent", &percent),
            ("legal-basis", &basis),
        ] {
            assert!(form.text().contains(&format!("name=\"{name}\" value=\"{value}\"")), "{number}: {name}={value}");
        }
        assert!(form.text().contains(&format!("value=\"{}\" selected", goal.sector)), "{number}");
        assert!(form.text().contains("<details id=\"add\" open"), "the form is open");
    }
    for nonsense in ["999", "x", "-1"] {
        let page = boss.get(&format!("/manage/targets?take={nonsense}")).await;
        assert!(page.status == StatusCode::OK && !page.text().contains("id=\"add\" open"), "{nonsense}");
    }
}
