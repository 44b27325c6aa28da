//! Indices that others publish: entered, changed and removed within reach, judged by their goals, and shown beside satisfaction. On both
//! databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::outside_index::{Goal, OutsideIndex, Standing};
use app::domain::reference::Reference;
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use server::audit::Author;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry, says};
use tests::staff::{Browser, add};
use tests::world::{answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    an_index_is_added_changed_and_removed,
    what_is_wrong_is_said_and_what_was_typed_stays,
    indices_are_those_of_units_in_reach,
    goals_are_judged_against_the_year_before,
    satisfaction_stands_beside_it_on_a_scale_of_its_own,
    indices_are_found_without_diacritics_sorted_and_paged,
    a_table_is_taken_whole_or_not_at_all,
);

const PATH: &str = "/analysis/indices";

const INDEX: [(&str, &str); 8] = [
    ("name", "par index"),
    ("unit", "xa-mot"),
    ("year", "2025"),
    ("value", "88,5"),
    ("rank", "12"),
    ("goal", "top-rank"),
    ("amount", "10"),
    ("source", "Quyết định công bố"),
];

fn index_with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let other = |name: &str| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    INDEX.iter().map(|(name, usual)| (*name, other(name).unwrap_or(usual))).collect()
}

async fn start(db: &TestDatabase) -> (TestApp, Browser) {
    fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let analyst = Browser::signed_in(&app, "analyst").await;
    (app, analyst)
}

async fn added(analyst: &mut Browser, changes: &[(&'static str, &'static str)]) -> (String, Uuid) {
    let answer = analyst.post(PATH, &index_with(changes)).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    let address = answer.header("location").strip_suffix("?done").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    (address, id)
}

async fn an_index_is_added_changed_and_removed(db: TestDatabase) {
    let (_, mut analyst) = start(&db).await;
    let (address, id) = added(&mut analyst, &[]).await;
    let (action, subject, of, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, of.as_deref()), ("index-added", format!("index {id}"), Some("xa-mot")));
    assert_eq!((&after["name"], &after["value"], &after["goal"]), (&"PAR INDEX".into(), &88.5.into(), &"top-rank".into()));
    let page = analyst.get(&format!("{address}?done")).await;
    for shown in ["Đã lưu.", "PAR INDEX – Xã Một – 2025", "value=\"88,5\"", "trong nhóm 10 đơn vị dẫn đầu", "✗ Không đạt"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(analyst.get(&format!("{address}?lang=en")).await.text().contains("value=\"88.5\""));
    assert_eq!(analyst.post(&address, &index_with(&[("rank", "10")])).await.status, SEE_OTHER);
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), &before["rank"], &after["rank"]), ("index-changed", &12.into(), &10.into()));
    assert!(analyst.get(&address).await.text().contains("✓ Đạt"), "exactly reached");
    let references = db.store.references_to_unit(&"xa-mot".parse().unwrap()).await.unwrap();
    assert!(references.contains(&Reference::Indices));
    let removal = format!("{address}/removal");
    assert!(analyst.get(&removal).await.text().contains("Xóa chỉ số của năm này"));
    assert_eq!(analyst.post(&removal, &[]).await.status, StatusCode::BAD_REQUEST);
    let answer = analyst.post(&removal, &[("sure", "yes")]).await;
    assert_eq!((answer.status, answer.header("location")), (SEE_OTHER, "/analysis/indices?removed"));
    assert_eq!(last_entry(&db.store).await.0, "index-removed");
    assert_eq!(analyst.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_wrong_is_said_and_what_was_typed_stays(db: TestDatabase) {
    let (_, mut analyst) = start(&db).await;
    for (field, value, words) in [
        ("name", " ", "Xin ghi tên chỉ số."),
        ("value", "cao", "Xin ghi một số từ 0 trở lên, ví dụ 88,5."),
        ("rank", "0", "Xin ghi thứ hạng bằng số nguyên từ 1."),
        ("goal", "", "Xin chọn loại mục tiêu."),
        ("amount", "", "Xin ghi mức phù hợp với loại mục tiêu; thứ hạng và số bậc là số nguyên từ 1."),
        ("source", "", "Xin ghi nguồn."),
    ] {
        let page = analyst.post(PATH, &index_with(&[(field, value)])).await;
        assert_eq!(page.status, WRONG, "{field}");
        assert!(says(&page, words), "{field}: {}", page.text());
        for (kept, text) in [("name", "par index"), ("value", "88,5"), ("source", "Quyết định công bố")] {
            assert!(kept == field || page.text().contains(&format!("value=\"{text}\"")), "{field} {kept}");
        }
    }
    let (address, _) = added(&mut analyst, &[]).await;
    let words = "Chỉ số này của đơn vị trong năm này đã có, hoặc vừa bị xóa. Mỗi năm chỉ có một.";
    let page = analyst.post(PATH, &index_with(&[("name", "Par Index")])).await;
    assert!(page.status == WRONG && says(&page, words), "{}", page.text());
    added(&mut analyst, &[("year", "2024")]).await;
    let page = analyst.post(&address, &index_with(&[("year", "2024")])).await;
    assert!(page.status == WRONG && says(&page, words));
    assert_eq!(analyst.post(&address, &index_with(&[])).await.status, SEE_OTHER, "it does not stand in its own way");
}

async fn indices_are_those_of_units_in_reach(db: TestDatabase) {
    let (app, mut analyst) = start(&db).await;
    let (address, id) = added(&mut analyst, &[]).await;
    assert_eq!(analyst.post(PATH, &index_with(&[("unit", "xa-hai")])).await.status, WRONG);
    assert_eq!(analyst.post(&address, &index_with(&[("unit", "xa-hai")])).await.status, WRONG, "nor given away");
    add(&db.store, "neighbour", Role::Analyst, "xa-hai").await;
    let mut neighbour = Browser::signed_in(&app, "neighbour").await;
    assert!(!neighbour.get(PATH).await.text().contains("88,5"));
    let removal = format!("{address}/removal");
    for path in [&address, &removal] {
        assert_eq!(neighbour.get(path).await.status, StatusCode::NOT_FOUND);
        let mut fields = index_with(&[("unit", "xa-hai")]);
        fields.push(("sure", "yes"));
        assert_eq!(neighbour.post(path, &fields).await.status, StatusCode::NOT_FOUND);
    }
    let (program, foreign) = (Author::Program, Reach::Units(vec!["xa-hai".parse().unwrap()]));
    let one = db.store.outside_index(&Reach::Everything, id).await.unwrap().unwrap();
    let next = OutsideIndex { year: 2020, ..one.clone() };
    assert!(!db.store.add_outside_index(&program, NOW, &foreign, (Uuid::from_u128(9), &next)).await.unwrap());
    assert!(!db.store.change_outside_index(&program, NOW, &foreign, (id, &one, &next)).await.unwrap());
    assert!(!db.store.remove_outside_index(&program, NOW, &foreign, (id, &one)).await.unwrap());
    assert_eq!(db.store.outside_index(&Reach::Everything, id).await.unwrap(), Some(one));
}

async fn goals_are_judged_against_the_year_before(db: TestDatabase) {
    let (_, mut analyst) = start(&db).await;
    added(&mut analyst, &[("year", "2023"), ("value", "80"), ("rank", "14"), ("goal", "up-ranks"), ("amount", "1")]).await;
    added(&mut analyst, &[("year", "2024"), ("value", "84"), ("rank", "12"), ("goal", "up-percent"), ("amount", "5")]).await;
    let (address, _) = added(&mut analyst, &[("goal", "up-points"), ("amount", "4,6")]).await;
    added(&mut analyst, &[("year", "2026"), ("value", ""), ("rank", ""), ("goal", "at-least"), ("amount", "90")]).await;
    let page = analyst.get(&address).await;
    let results: Vec<&str> = ["✓ Đạt", "✗ Không đạt", "Không có số của năm trước để so", "Chưa có giá trị của năm này"]
        .into_iter()
        .filter(|words| page.text().contains(words))
        .collect();
    // 2023 has no year before it; 84 is exactly 5 % more than 80; 88.5 is 4.5 points more than 84; 2026 is open.
    assert_eq!(results.len(), 4, "{results:?} {}", page.text());
    for shown in ["tăng 5 % so với năm trước", "tăng 4,6 điểm so với năm trước", "lên 2 bậc", "không đổi", "+4,5", "ít nhất 90"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(analyst.get(PATH).await.text().contains("✓ Đạt"));
}

async fn satisfaction_stands_beside_it_on_a_scale_of_its_own(db: TestDatabase) {
    let world = fill(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "tinh").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let ids = ids();
    let group: Vec<_> = (0..20)
        .map(|number| {
            let given = answers(&[("a1", if number < 15 { 5 } else { 2 })]);
            response(&world, &world.feedback, ids.make(NOW + 5_000), ("xa-mot", "land"), given)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
    let (address, _) = added(&mut analyst, &[("year", "2026")]).await;
    let page = analyst.get(&address).await;
    for shown in ["Để xem bên cạnh, không để so", "75,0\u{a0}%", "Ý kiến tại nơi phục vụ", ">20<"] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(page.text().contains("người trả lời tự chọn tham gia"), "no interval, and why");
    let (address, _) = added(&mut analyst, &[("year", "2019"), ("name", "PCI")]).await;
    assert!(analyst.get(&address).await.text().contains("Những năm này chưa có câu trả lời nào về đơn vị."));
}

async fn indices_are_found_without_diacritics_sorted_and_paged(db: TestDatabase) {
    let (_, mut analyst) = start(&db).await;
    for year in 1950..2010_i16 {
        let index = OutsideIndex {
            name: if year % 2 == 0 { "PAPI" } else { "Chỉ số điều hành" }.to_owned(),
            unit: "xa-mot".parse().unwrap(),
            year,
            standing: Standing { value: Some(1.0), rank: u32::try_from(year - 1949).ok() },
            goal: Some(Goal::TopRank(5)),
            source: "Nguồn".into(),
        };
        let id = Uuid::from_u128(u128::try_from(year).unwrap());
        assert!(db.store.add_outside_index(&Author::Program, NOW, &Reach::Everything, (id, &index)).await.unwrap());
    }
    let rows = |page: &Answer| page.text().matches("href=\"/analysis/indices/0").count();
    let first = analyst.get(PATH).await;
    assert!(rows(&first) == 50 && first.text().contains("60 mục"), "{}", first.text());
    assert_eq!(rows(&analyst.get(&format!("{PATH}?page=2")).await), 10);
    assert_eq!(rows(&analyst.get(&format!("{PATH}?find=chi%20so%20dieu%20hanh")).await), 30);
    assert_eq!(rows(&analyst.get(&format!("{PATH}?year=1999")).await), 1);
    assert_eq!(rows(&analyst.get(&format!("{PATH}?unit=xa-hai")).await), 0);
    let order = |page: Answer, one: &str, other: &str| page.text().find(one).unwrap() < page.text().find(other).unwrap();
    assert!(order(analyst.get(PATH).await, "– 2009\"", "– 2008\""), "the latest first");
    assert!(order(analyst.get(&format!("{PATH}?sort=rank")).await, "– 1950\"", "– 1951\""));
    assert!(order(analyst.get(&format!("{PATH}?sort=name")).await, "Chỉ số điều hành –", "PAPI –"));
    assert!(analyst.get(&format!("{PATH}?find=khongco")).await.text().contains("Không có chỉ số nào như vậy."));
}

async fn a_table_is_taken_whole_or_not_at_all(db: TestDatabase) {
    let (_, mut analyst) = start(&db).await;
    let (_, id) = added(&mut analyst, &[]).await;
    let import = "/analysis/indices/import";
    let send = async |analyst: &mut Browser, text: &str, file: &[u8]| {
        let answer = analyst.upload(import, &[("list", text)], ("file", file)).await;
        (answer.status, answer)
    };
    assert!(analyst.get(import).await.text().contains("Nhập nhiều chỉ số"));
    let good = "Chỉ số;Đơn vị;Năm;Giá trị;Thứ hạng;Mục tiêu;Mức của mục tiêu;Nguồn\nPCI;Xã Một;2024;66,5;12;;;Báo cáo\n";
    let wrong = format!("{good}PCI;Xã Hai;2025;67;1;;;Báo cáo\n");
    let (status, page) = send(&mut analyst, &wrong, b"").await;
    assert_eq!(status, WRONG);
    assert!(page.text().contains("Dòng 3: ") && page.text().contains("PCI;Xã Hai;2025"), "{}", page.text());
    assert_eq!(db.store.outside_indices_within(&Reach::Everything).await.unwrap().len(), 1, "not one line is taken");
    // As a file, and with a line that changes what is there.
    let file = format!("{good}PAR INDEX;xa-mot;2025;90;10;top-rank;10;Quyết định\n");
    let (status, page) = send(&mut analyst, "", file.as_bytes()).await;
    assert_eq!((status, page.header("location")), (SEE_OTHER, "/analysis/indices?imported"), "{}", page.text());
    let all = db.store.outside_indices_within(&Reach::Everything).await.unwrap();
    assert_eq!(all.len(), 2);
    let changed = all.iter().find(|(known, _)| *known == id).unwrap();
    assert_eq!((changed.1.standing.rank, changed.1.goal), (Some(10), Some(Goal::TopRank(10))));
    // The same again changes nothing, and is noted nowhere.
    let before = last_entry(&db.store).await;
    assert_eq!(send(&mut analyst, &file, b"").await.0, SEE_OTHER);
    assert_eq!(last_entry(&db.store).await, before);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}
