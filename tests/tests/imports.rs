//! Files of units, sectors, targets and classifications: out, and in again; looked at first, and taken as a whole or not at all. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fmt::Write;

use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::import::{Catalogue, Change};
use app::domain::language::Language;
use app::domain::merging_form::{Fate, Merging};
use app::domain::period::LocalTime;
use app::domain::role::{Reach, Role};
use app::domain::succession::Splits;
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::{Unit, UnitKind};
use axum::http::StatusCode;
use server::audit::Author;
use server::importing::jobs::{Added, MOST, Outcome};
use server::store::Store;
use server::store::audit::Wanted;
use server::store::counts::Selection;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, start};
use tests::markup::Vocabulary;
use tests::payloads;
use tests::staff::{Browser, add};
use tests::world::{answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_file_is_looked_at_and_taken_as_a_whole,
    three_wrong_lines_are_named_and_nothing_changes,
    workbooks_and_what_excel_saves_are_read,
    what_goes_out_comes_in_again_and_changes_nothing,
    nobody_imports_beyond_their_reach,
    units_that_move_take_their_counts_along,
    a_file_leaves_no_merger_that_it_took_back,
    nobody_gives_a_unit_a_successor_beyond_their_reach,
    too_many_that_wait_are_asked_to_come_again,
    what_was_changed_meanwhile_is_looked_at_again,
    classifications_go_out_and_come_in_as_lines_of_classes,
    nobody_imports_classes_beyond_their_reach,
    some_thousands_are_taken_at_once,
    what_is_no_table_is_said,
    nothing_in_a_file_becomes_markup,
);

const UNITS: &str = "/manage/imports/units";
const SECTORS: &str = "/manage/imports/sectors";
const CLASSIFICATIONS: &str = "/manage/imports/classifications";
const TARGETS: &str = "/manage/imports/targets";

async fn look(browser: &mut Browser, address: &str, file: &[u8]) -> Answer {
    browser.upload(address, &[], ("file", file)).await
}

/// Takes the file that a page shows, and gives the address at which it is told what became of it.
async fn take(browser: &mut Browser, address: &str, page: &Answer) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let fields = [("id", page.hidden("id")), ("seen", page.hidden("seen")), ("checked", page.hidden("checked"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.upload(address, &fields, ("file", b"")).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Looks at a file and takes it; gives the page that tells what became of it.
async fn import(browser: &mut Browser, address: &str, file: &[u8]) -> Answer {
    let page = look(browser, address, file).await;
    let outcome = take(browser, address, &page).await;
    loop {
        let page = browser.get(&outcome).await;
        assert_eq!(page.status, StatusCode::OK);
        if page.header("refresh").is_empty() {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// The words of the log, the oldest first, without signing in.
async fn log(store: &Store) -> Vec<(String, String, Option<String>)> {
    let mut noted = store.audit(&Reach::Everything, &Wanted::default(), 50).await.unwrap();
    noted.retain(|noted| noted.action != "signed-in");
    noted.into_iter().rev().map(|noted| (noted.action, noted.subject, noted.unit)).collect()
}

async fn a_file_is_looked_at_and_taken_as_a_whole(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let before = log(&db.store).await.len();
    let file = "\u{feff}Mã;Tên tiếng Việt;Cấp;Trực thuộc;Ngày đầu tiên;Đã nhập vào;Ghi chú\r\n\
                thon-moi;Khu Mới;phường;xa-moi;1/7/2025;;x\r\n\
                xa-moi;Xã Mới;xã;tinh;2025-07-01;;\r\n\
                xa-hai;Xã Hai;xã;tinh;2020-01-01;xa-moi;\r\n\
                xa-mot;Xã Một Mới;commune;tinh;2020-01-01;;\r\n";
    let days = |unit: &Unit| app::domain::unit_form::first_day(unit);
    let old = db.store.units().await.unwrap();
    let file = file.replace("2020-01-01", &days(old.get("xa-mot").unwrap()));
    let page = look(&mut boss, UNITS, file.as_bytes()).await;
    for shown in [
        "<dt>Thêm mới</dt><dd>2</dd>",
        "<dt>Sửa</dt><dd>2</dd>",
        "<dt>Dòng chưa đúng</dt><dd>0</dd>",
        "<del>Xã Một</del>",
        "<b>Xã Một Mới</b>",
        "Các cột không dùng đến: Ghi chú.",
        "Nhập: thêm 2, sửa 2",
    ] {
        let text = page.text();
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert_eq!(db.store.units().await.unwrap().nodes().len(), 3, "nothing changes by looking");
    let outcome = take(&mut boss, UNITS, &page).await;
    // The button pressed twice is one import.
    assert_eq!(take(&mut boss, UNITS, &page).await, outcome);
    let told = boss.get(&outcome).await;
    assert!(told.text().contains("Đã nhập xong: thêm 2, sửa 2."), "{}", told.text());
    let units = db.store.units().await.unwrap();
    let new = units.get("thon-moi").unwrap();
    assert_eq!(
        (new.parent.as_ref().unwrap().as_str(), new.kind, days(new).as_str()),
        ("xa-moi", UnitKind::Commune, "2025-07-01")
    );
    assert_eq!(units.get("xa-mot").unwrap().name.only(Language::En), "First commune", "what has no column stays");
    assert_eq!(units.get("xa-hai").unwrap().successor.as_ref().unwrap().as_str(), "xa-moi");
    assert!(db.store.directory().await.unwrap().units.get("xa-moi").is_some());
    let log = log(&db.store).await;
    let noted: Vec<(&str, &str)> = log[before..].iter().map(|(action, subject, _)| (action.as_str(), subject.as_str())).collect();
    let import = noted[0].1;
    assert_eq!(
        noted,
        [
            ("import-begun", import),
            ("unit-added", "unit thon-moi"),
            ("unit-added", "unit xa-moi"),
            ("unit-changed", "unit xa-hai"),
            ("unit-changed", "unit xa-mot"),
            ("imported", import),
        ]
    );
    assert!(db.store.check_audit().await.unwrap().is_ok());
    // The same file again has nothing to do.
    let again = look(&mut boss, UNITS, file.as_bytes()).await;
    assert!(again.text().contains("<dt>Không đổi</dt><dd>4</dd>") && !again.text().contains("name=\"checked\""));
    // Another application, which does not know the import, finds it in the log.
    let other = TestApp::at(&db.store, NOW + 2);
    assert!(boss.before(&other).get(&outcome).await.text().contains("Đã nhập xong: thêm 2, sửa 2."));
    assert_eq!(boss.get(&outcome.replace("units", "targets")).await.status, StatusCode::NOT_FOUND);
}

async fn three_wrong_lines_are_named_and_nothing_changes(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let before = log(&db.store).await;
    let file = "Mã;Tên tiếng Việt;Cấp;Trực thuộc;Ngày đầu tiên\n\
                xa-ba;Xã Ba;xã;tinh;2025-07-01\n\
                Xã Bốn;Xã Bốn;xã;tinh;2025-07-01\n\
                xa-nam;;ấp;tinh;2025-07-01\n\
                xa-sau;Xã Sáu;xã;khong-co;2025-02-30\n\
                xa-bay;Xã Bảy;xã;xa-ba;2025-07-01\n";
    let page = look(&mut boss, UNITS, file.as_bytes()).await;
    assert_eq!(page.status, WRONG);
    for shown in [
        "Dòng 3, cột “Mã” ghi “xã bốn”: Mã có từ 1 đến 40",
        "Dòng 4, cột “Tên tiếng Việt”: Xin nhập tên tiếng Việt.",
        "Dòng 4, cột “Cấp” ghi “ấp”: Xin chọn cấp",
        "Dòng 5, cột “Trực thuộc” ghi “khong-co”: Xin chọn đơn vị cấp trên",
        "Dòng 5, cột “Ngày đầu tiên” ghi “2025-02-30”: Xin nhập một ngày có thật.",
        "<dt>Dòng chưa đúng</dt><dd>3</dd>",
        "Có 5 chỗ chưa đúng",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    assert!(!page.text().contains("name=\"checked\""), "it cannot be taken");
    let english = boss.upload(&format!("{UNITS}?lang=en"), &[], ("file", file.as_bytes())).await;
    assert!(english.text().contains("says “ấp”:") && english.text().contains("Line 4, column"), "{}", english.text());
    // Whoever sends it all the same is shown the same.
    let checked = server::importing::packed::pack(file);
    let id = ids().make(NOW + 9).to_string();
    let forced = boss.upload(UNITS, &[("id", &id), ("seen", ""), ("checked", &checked)], ("file", b"")).await;
    assert_eq!(forced.status, WRONG);
    assert_eq!(db.store.units().await.unwrap().nodes().len(), 3);
    assert_eq!(log(&db.store).await, before);
    // A file of nothing but faults is told without end only in its number.
    let mut many = String::from("code,name-vi\n");
    for number in 0..500 {
        writeln!(many, "A!{number},x").unwrap();
    }
    let page = look(&mut boss, UNITS, many.as_bytes()).await;
    assert!(page.text().contains("Có 500 chỗ chưa đúng") && page.text().contains("… và 450 chỗ nữa"), "{}", page.text());
}

async fn workbooks_and_what_excel_saves_are_read(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let workbook = include_bytes!("../fixtures/tables/units.xlsx");
    let told = import(&mut boss, UNITS, workbook).await;
    assert!(told.text().contains("thêm 3, sửa 0"), "{}", told.text());
    let units = db.store.units().await.unwrap();
    let three = units.get("xa-ba").unwrap();
    assert_eq!(three.name.only(Language::Vi), "Xã Ba");
    assert_eq!(app::domain::unit_form::last_day(three), "2030-12-31");
    assert_eq!(units.get("701").unwrap().kind, UnitKind::Commune);
    let told = import(&mut boss, TARGETS, include_bytes!("../fixtures/tables/targets.xlsx")).await;
    assert!(told.text().contains("thêm 2, sửa 0"), "{}", told.text());
    let excel = "\u{feff}Đơn vị;Lĩnh vực;Từ năm;Đến năm;Cách so;Tỷ lệ hài lòng (%);Căn cứ\r\n\
                 xa-mot;land;2026;2030;≥;95,5;\"Nghị quyết \"\"mới\"\"; số 3\"\r\n\
                 xa-mot;land;2031;2035;>;96;Kế hoạch\r\n";
    let told = import(&mut boss, TARGETS, excel.as_bytes()).await;
    assert!(told.text().contains("thêm 1, sửa 1"), "{}", told.text());
    let targets = db.store.targets_within(&Reach::Everything).await.unwrap();
    let first = targets.iter().find(|(_, target)| target.unit.as_str() == "xa-mot" && target.from_year == 2026).unwrap();
    assert_eq!((first.1.percent, first.1.legal_basis.as_str()), (95.5, "Nghị quyết \"mới\"; số 3"));
    let second = targets.iter().find(|(_, target)| target.unit.as_str() == "xa-hai").unwrap();
    assert_eq!((second.1.operator, second.1.to_year), (Operator::MoreThan, 2030));
    let told =
        import(&mut boss, SECTORS, "Mã\tTên tiếng Việt\tThuộc\tThứ tự\ncon\tCon\tcha\t1\ncha\tCha\t\t90\n".as_bytes()).await;
    assert!(told.text().contains("thêm 2, sửa 0"), "{}", told.text());
    assert_eq!(db.store.sectors().await.unwrap().get("con").unwrap().parent.as_ref().unwrap().as_str(), "cha");
    let log = log(&db.store).await;
    assert!(
        log.iter()
            .any(|(action, subject, unit)| (action.as_str(), subject.as_str(), unit) == ("sector-added", "sector con", &None))
    );
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_goes_out_comes_in_again_and_changes_nothing(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let mut names: Vec<String> = payloads::XSS.iter().chain(payloads::SQL).map(|text| (*text).to_owned()).collect();
    names.extend(
        ["=1+1", "'=1", "''-x", "+84", "@a", "-", "a;b,\"c\"\td", "'", "1.5", "2025-07-01", "＝x", "\u{200b}=x"]
            .map(str::to_owned),
    );
    // As a form would have them, which is how they come into the database.
    let tidy = |text: &String| {
        let fields = [("x".to_owned(), text.clone())].into_iter().collect();
        app::domain::form::line(&fields, "x").chars().take(200).collect::<String>().trim().to_owned()
    };
    let names: Vec<String> = names.iter().map(tidy).filter(|name| !name.is_empty()).collect();
    let units: Vec<Unit> = names
        .iter()
        .zip(0..)
        .map(|(name, number)| Unit {
            code: format!("don-vi-{number}").parse().unwrap(),
            parent: Some("tinh".parse().unwrap()),
            kind: UnitKind::ALL[number % 4],
            name: Texts::new([("vi", name), ("en", name), ("fr", "Nom")]),
            valid_from: 86_400_000 * i64::try_from(number).unwrap() + 17,
            valid_to: (number % 3 == 0).then_some(NOW + 5),
            successor: (number > 0).then(|| format!("don-vi-{}", number - 1).parse().unwrap()),
        })
        .collect();
    db.store.add_units(&units).await.unwrap();
    let targets: Vec<(Uuid, Target)> = names
        .iter()
        .zip(0_i32..)
        .map(|(name, number)| {
            let target = Target {
                unit: format!("don-vi-{number}").parse().unwrap(),
                sector: "land".parse().unwrap(),
                from_year: 2026,
                to_year: 2030,
                operator: if number % 2 == 0 { Operator::AtLeast } else { Operator::MoreThan },
                percent: 0.5 + f64::from(number),
                legal_basis: name.clone(),
            };
            (Uuid::from_u128(1_000 + u128::from(number.unsigned_abs())), target)
        })
        .take(99)
        .collect();
    db.store.add_targets(&targets).await.unwrap();
    for language in ["vi", "en"] {
        for (what, address) in [("units", UNITS), ("sectors", SECTORS), ("targets", TARGETS)] {
            let file = boss.get(&format!("/manage/{what}.csv?lang={language}")).await;
            assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
            assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{what}.csv\""));
            assert!(file.text().starts_with('\u{feff}') && file.text().contains("\r\n"));
            let mut reader = csv::Reader::from_reader(file.text().trim_start_matches('\u{feff}').as_bytes());
            let mut lines = 0;
            for record in reader.records() {
                lines += 1;
                for cell in &record.unwrap() {
                    assert_eq!(server::spreadsheet::safe(cell), cell, "no formula goes out");
                }
            }
            let page = look(&mut boss, address, &file.bytes).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
            let unchanged = format!("<dd>{lines}</dd>");
            assert!(
                page.text().contains(&unchanged) && !page.text().contains("name=\"checked\""),
                "{unchanged}: {}",
                page.text()
            );
            let template = boss.get(&format!("{address}/template.csv?lang={language}")).await;
            assert!(file.text().starts_with(template.text().trim_end()), "the template has the headings: {}", template.text());
            assert!(look(&mut boss, address, &template.bytes).await.text().contains("<dd>0</dd>"));
        }
    }
}

async fn nobody_imports_beyond_their_reach(db: TestDatabase) {
    fill(&db.store).await;
    add(&db.store, "b-commune", Role::Administrator, "xa-mot").await;
    let app = TestApp::at(&db.store, NOW + 1);
    let mut browser = Browser::signed_in(&app, "b-commune").await;
    let exported = browser.get("/manage/units.csv").await;
    assert!(exported.text().contains("xa-mot,") && !exported.text().contains("xa-hai"), "{}", exported.text());
    let file = "Mã;Tên tiếng Việt;Cấp;Trực thuộc;Ngày đầu tiên\n\
                xa-hai;Xã Khác;xã;xa-mot;2025-07-01\n\
                khu-moi;Khu Mới;xã;xa-hai;2025-07-01\n\
                tinh-moi;Tỉnh Mới;tỉnh;;2025-07-01\n\
                xa-mot;Xã Một;xã;;2025-07-01\n";
    let page = look(&mut browser, UNITS, file.as_bytes()).await;
    assert_eq!(page.status, WRONG);
    for shown in [
        "Dòng 2, cột “Mã” ghi “xa-hai”: Đơn vị này đã có, nhưng ngoài phạm vi",
        "Dòng 3, cột “Trực thuộc” ghi “xa-hai”: Xin chọn",
        "Dòng 4, cột “Trực thuộc”: Xin chọn",
        "Dòng 5, cột “Trực thuộc”: Đây là đơn vị cao nhất",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let file = "Mã;Tên tiếng Việt;Cấp;Trực thuộc;Ngày đầu tiên\nkhu-con;Khu Con;xã;khu-moi;2025-07-01\nkhu-moi;Khu Mới;xã;xa-mot;2025-07-01\n";
    let told = import(&mut browser, UNITS, file.as_bytes()).await;
    assert!(told.text().contains("thêm 2, sửa 0"), "{}", told.text());
    let renamed = import(&mut browser, UNITS, "code;name-vi\nxa-mot;Xã Nhất\nkhu-con;Khu Nhỏ".as_bytes()).await;
    assert!(renamed.text().contains("thêm 0, sửa 2"), "{}", renamed.text());
    let log = log(&db.store).await;
    assert_eq!(log.last().map(|(action, _, unit)| (action.as_str(), unit.as_deref())), Some(("imported", Some("xa-mot"))));
    // Targets of others are not theirs either, and sectors are for who reaches everything.
    let target = "Đơn vị;Lĩnh vực;Từ năm;Đến năm;Cách so;Tỷ lệ hài lòng (%);Căn cứ\nxa-hai;land;2026;2030;>=;90;x\n";
    let page = look(&mut browser, TARGETS, target.as_bytes()).await;
    assert!(page.text().contains("Dòng 2, cột “Đơn vị” ghi “xa-hai”: Xin chọn một đơn vị trong phạm vi"), "{}", page.text());
    assert!(browser.get(SECTORS).await.text().contains("chỉ quản trị viên toàn hệ thống"));
    assert_eq!(look(&mut browser, SECTORS, b"code\nland").await.status, StatusCode::FORBIDDEN);
    // Nor does the store believe who says more than they may.
    let changes = [app::domain::import::Change {
        line: 2,
        old: None,
        new: Unit {
            code: "lau".parse().unwrap(),
            parent: Some("xa-hai".parse().unwrap()),
            ..db.store.units().await.unwrap().get("xa-hai").unwrap().clone()
        },
        depth: 2,
    }];
    let directory = db.store.directory().await.unwrap();
    let taking = server::store::imports::Taking {
        by: &Author::Program,
        now: NOW,
        reach: &Reach::Units(vec!["xa-mot".parse().unwrap()]),
        id: Uuid::from_u128(5),
        revision: directory.revision(),
        written: &|_| {},
    };
    assert!(!db.store.import_units(&taking, &changes, &directory.units).await.unwrap());
    assert!(db.store.units().await.unwrap().get("lau").is_none());
}

async fn responses_of(store: &Store, unit: &str) -> i64 {
    let unit = unit.parse().unwrap();
    store
        .counts(Selection { unit: Some(&unit), ..Selection::default() })
        .await
        .unwrap()
        .values()
        .map(|count| count.responses)
        .sum()
}

async fn units_that_move_take_their_counts_along(db: TestDatabase) {
    let (_, mut boss, world) = start(&db).await;
    let told = import(
        &mut boss,
        UNITS,
        "code;name-vi;kind;parent;from\nhuyen;Huyện;huyện;tinh;2020-01-01\nxa-ba;Xã Ba;xã;huyen;2020-01-01\ntinh-hai;Tỉnh Hai;tỉnh;;2020-01-01\n".as_bytes(),
    )
    .await;
    assert!(told.text().contains("thêm 3"), "{}", told.text());
    let ids = ids();
    let mut at = NOW;
    for (unit, number) in [("huyen", 2), ("xa-ba", 3), ("xa-mot", 4)] {
        at += 1;
        let new = (0..number).map(|_| response(&world, &world.feedback, ids.make(at), (unit, "land"), answers(&[("a1", 5)])));
        db.store.store_all(&new.collect::<Vec<_>>()).await.unwrap();
    }
    db.store.rollup_all().await.unwrap();
    let pending = response(&world, &world.feedback, ids.make(at + 1), ("xa-ba", "land"), answers(&[("a1", 4)]));
    db.store.store_all(&[pending]).await.unwrap();
    // The commune comes above its district, under another province with a new unit between; another one under the commune.
    let file = "code;parent;name-vi;kind;from\nhuyen;xa-ba;Huyện;huyện;2020-01-01\nxa-ba;giua;Xã Ba;xã;2020-01-01\nxa-mot;huyen;Xã Một;xã;2020-01-01\ngiua;tinh-hai;Giữa;sở;2020-01-01\n";
    let file = file.replace("xa-mot;huyen;Xã Một;xã;2020-01-01", "xa-mot;huyen;Xã Một;xã;NGAY");
    let day = app::domain::unit_form::first_day(db.store.units().await.unwrap().get("xa-mot").unwrap());
    let told = import(&mut boss, UNITS, file.replace("NGAY", &day).as_bytes()).await;
    assert!(told.text().contains("thêm 1, sửa 3"), "{}", told.text());
    let mut counts = Vec::new();
    for unit in ["tinh", "tinh-hai", "giua", "xa-ba", "huyen", "xa-mot"] {
        counts.push(responses_of(&db.store, unit).await);
    }
    assert_eq!(counts, [0, 10, 10, 10, 6, 4]);
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    db.store.rollup_all().await.unwrap();
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
}

async fn a_file_leaves_no_merger_that_it_took_back(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let store = &db.store;
    let code = |text: &str| text.parse::<Code>().unwrap();
    let merging = |unit: &str, into: &[&str], fate| Merging {
        predecessors: vec![code(unit)],
        existing: into.iter().map(|code| code.parse().unwrap()).collect(),
        new: None,
        at: LocalTime::midnight("2026-07-01").unwrap(),
        fate,
    };
    import(&mut boss, UNITS, "code;name-vi;kind;parent;from\nxa-ba;Xã Ba;xã;tinh;2020-01-01\n".as_bytes()).await;
    let (by, all) = (Author::Program, Reach::Everything);
    assert!(store.merge(&by, NOW, &all, &merging("xa-mot", &["xa-ba"], Fate::Move)).await.unwrap());
    assert!(store.merge(&by, NOW, &all, &merging("xa-hai", &["xa-ba", "tinh"], Fate::Withdraw)).await.unwrap());
    assert!(store.waiting_points(&code("xa-mot")).await.unwrap().0 > 0);
    // One goes on, the other went whole into another unit after all.
    let told = import(&mut boss, UNITS, "code;to;successor\nxa-mot;;\nxa-hai;2026-06-30;xa-ba\n".as_bytes()).await;
    assert!(told.text().contains("sửa 2"), "{}", told.text());
    assert_eq!(store.waiting_points(&code("xa-mot")).await.unwrap(), (0, 0));
    assert_eq!(store.splits().await.unwrap(), Splits::default());
    assert_eq!(store.waiting_points(&code("xa-hai")).await.unwrap(), (0, 1), "its points are withdrawn as before");
    // Should it end later, nothing becomes of its points by what was said before.
    import(&mut boss, UNITS, "code;to\nxa-mot;2026-06-30\n".as_bytes()).await;
    assert_eq!(store.carry_out_mergers(LocalTime::midnight("2026-08-01").unwrap()).await.unwrap(), 1);
}

async fn nobody_gives_a_unit_a_successor_beyond_their_reach(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let file = "code;name-vi;kind;parent;from\nhuyen;Huyện;huyện;tinh;2020-01-01\nxa-ba;Xã Ba;xã;huyen;2020-01-01\n";
    import(&mut boss, UNITS, file.as_bytes()).await;
    let directory = db.store.directory().await.unwrap();
    let old = directory.units.get("xa-ba").unwrap().clone();
    let reach = Reach::Units(vec!["huyen".parse().unwrap()]);
    // The statements hold it, whatever the file was judged to be.
    for old in [Some(old.clone()), None] {
        let code = if old.is_some() { "xa-ba" } else { "xa-bon" };
        let new = Unit { code: code.parse().unwrap(), successor: Some("xa-mot".parse().unwrap()), ..unit_of(&directory.units) };
        let changes = [Change { line: 2, old, new, depth: 2 }];
        let (by, written) = (Author::Program, |_| {});
        let (id, revision) = (Uuid::from_u128(5), directory.revision());
        let taking = server::store::imports::Taking { by: &by, now: NOW, reach: &reach, id, revision, written: &written };
        assert!(!db.store.import_units(&taking, &changes, &directory.units).await.unwrap(), "{code}");
    }
    assert_eq!(db.store.units().await.unwrap().nodes().len(), 5);
}

/// The commune of the district, to be changed.
fn unit_of(units: &Tree<Unit>) -> Unit {
    units.get("xa-ba").unwrap().clone()
}

async fn too_many_that_wait_are_asked_to_come_again(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    let page = look(&mut boss, UNITS, "code;name-vi\nxa-mot;Xã Một Mới\n".as_bytes()).await;
    let jobs: Vec<_> = (0..MOST as u128)
        .map(|number| match app.imports().add(Uuid::from_u128(number), (Catalogue::Units, "an", 1), NOW) {
            Added::New(job) => job,
            other => panic!("{other:?}"),
        })
        .collect();
    let fields = [("id", page.hidden("id")), ("seen", page.hidden("seen")), ("checked", page.hidden("checked"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let busy = boss.upload(UNITS, &fields, ("file", b"")).await;
    assert_eq!((busy.status, busy.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert!(busy.text().contains("đang nhập nhiều tệp khác"), "{}", busy.text());
    assert_eq!(db.store.units().await.unwrap().get("xa-mot").unwrap().name.get(Language::Vi), "Xã Một");
    // The file is still in the form, and is taken when one of them ended.
    assert_eq!((busy.hidden("id"), busy.hidden("seen")), (page.hidden("id"), page.hidden("seen")));
    jobs[0].end(Outcome::Failed);
    let again = [("id", busy.hidden("id")), ("seen", busy.hidden("seen")), ("checked", busy.hidden("checked"))];
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(boss.upload(UNITS, &again, ("file", b"")).await.status, SEE_OTHER);
    assert_eq!(db.store.units().await.unwrap().get("xa-mot").unwrap().name.get(Language::Vi), "Xã Một Mới");
}

async fn what_was_changed_meanwhile_is_looked_at_again(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let file = "code;name-vi\nxa-mot;Xã Một Mới\n".as_bytes();
    let page = look(&mut boss, UNITS, file).await;
    let old = db.store.units().await.unwrap().get("xa-mot").unwrap().clone();
    // Something that has nothing to do with it does not matter.
    let other = Unit { code: "xa-khac".parse().unwrap(), ..old.clone() };
    assert!(db.store.add_unit(&Author::Program, NOW, &Reach::Everything, &other).await.unwrap());
    let changed = Unit { name: Texts::new([("vi", "Xã Mốt")]), ..old };
    let fields = [("id", page.hidden("id")), ("seen", page.hidden("seen")), ("checked", page.hidden("checked"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(db.store.change_unit(&Author::Program, NOW, &Reach::Everything, &changed).await.unwrap());
    let answer = boss.upload(UNITS, &fields, ("file", b"")).await;
    assert_eq!(answer.status, WRONG);
    assert!(
        answer.text().contains("đã có người sửa danh sách") && answer.text().contains("<del>Xã Mốt</del>"),
        "{}",
        answer.text()
    );
    let outcome = [("id", answer.hidden("id")), ("seen", answer.hidden("seen")), ("checked", answer.hidden("checked"))];
    let outcome: Vec<(&str, &str)> = outcome.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(boss.upload(UNITS, &outcome, ("file", b"")).await.status, SEE_OTHER);
    assert_eq!(db.store.units().await.unwrap().get("xa-mot").unwrap().name.get(Language::Vi), "Xã Một Mới");
    // What was judged for another state is not taken by the store.
    let directory = db.store.directory().await.unwrap();
    let taking = server::store::imports::Taking {
        by: &Author::Program,
        now: NOW,
        reach: &Reach::Everything,
        id: Uuid::from_u128(5),
        revision: directory.revision() - 1,
        written: &|_| {},
    };
    assert!(!db.store.import_units(&taking, &[], &directory.units).await.unwrap());
}

/// The only classification of a unit, with its identifier.
async fn classified(store: &Store, unit: &str) -> (Uuid, Classification) {
    let mut all = store.classifications_within(&Reach::Units(vec![unit.parse().unwrap()])).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn classifications_go_out_and_come_in_as_lines_of_classes(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let told = import(&mut boss, CLASSIFICATIONS, include_bytes!("../fixtures/tables/classifications.xlsx")).await;
    assert!(told.text().contains("thêm 1, sửa 0"), "{}", told.text());
    let (id, first) = classified(&db.store, "xa-mot").await;
    let bounds: Vec<(f64, &str)> =
        first.classes.upper().iter().map(|class| (class.at_least, class.name.only(Language::Vi))).collect();
    assert_eq!(bounds, [(90.0, "Tốt"), (79.5, "Khá")]);
    assert_eq!((first.from_year, first.legal_basis.as_str()), (2026, "Quyết định 05/QĐ-UBND"));
    assert_eq!(first.classes.lowest(), &Texts::new([("vi", "Yếu"), ("en", "Weak")]));
    assert_eq!(db.store.directory().await.unwrap().classifications.len(), 1, "and it holds at once");
    // Out in either language, and in again without a change; as a text that no spreadsheet runs.
    let risky = "unit;from;bound;name-vi;name-en;legal-basis\ntinh;2020;50;'=1+1;''@x;-1\ntinh;2020;;\"a;\"\"b\"\"\";;-1\n";
    let told = import(&mut boss, CLASSIFICATIONS, risky.as_bytes()).await;
    assert!(told.text().contains("thêm 1, sửa 0"), "{}", told.text());
    for (language, bound) in [("vi", "79,5"), ("en", "79.5")] {
        let file = boss.get(&format!("/manage/classifications.csv?lang={language}")).await;
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"classifications.csv\"");
        assert!(file.text().contains(bound) && file.text().contains(",Xã Một") == (language == "vi"), "{}", file.text());
        let mut reader = csv::Reader::from_reader(file.text().trim_start_matches('\u{feff}').as_bytes());
        let mut lines = 0;
        for record in reader.records() {
            lines += 1;
            for cell in &record.unwrap() {
                assert_eq!(server::spreadsheet::safe(cell), cell, "no formula goes out");
            }
        }
        assert_eq!(lines, 5);
        let page = look(&mut boss, CLASSIFICATIONS, &file.bytes).await;
        assert!(page.text().contains("<dd>2</dd>") && !page.text().contains("name=\"checked\""), "{}", page.text());
        let template = boss.get(&format!("{CLASSIFICATIONS}/template.csv?lang={language}")).await;
        assert!(file.text().starts_with(template.text().trim_end()), "{}", template.text());
    }
    // One class fewer, another with another level; the preview says so by class.
    let changed = "unit;from;bound;name-vi\nxa-mot;2026;82,5;Tốt\nxa-mot;2026;;Yếu\n";
    let page = look(&mut boss, CLASSIFICATIONS, changed.as_bytes()).await;
    let text = page.text();
    for shown in ["Loại 1 · Từ (%): <del>90</del> → <b>82,5</b>", "Loại 2 · Tên tiếng Việt: <del>Khá</del>", "xa-mot · 2026"]
    {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let told = import(&mut boss, CLASSIFICATIONS, changed.as_bytes()).await;
    assert!(told.text().contains("thêm 0, sửa 1"), "{}", told.text());
    let (same, now) = classified(&db.store, "xa-mot").await;
    assert_eq!((same, now.classes.upper().len(), now.classes.upper()[0].at_least), (id, 1, 82.5));
    assert_eq!((now.legal_basis, now.classes.lowest()), (first.legal_basis, first.classes.lowest()));
    let log = log(&db.store).await;
    let noted: Vec<_> = log.iter().rev().take(3).map(|(action, _, unit)| (action.as_str(), unit.as_deref())).collect();
    assert_eq!(noted, [("imported", None), ("classification-changed", Some("xa-mot")), ("import-begun", None)]);
    assert!(db.store.check_audit().await.unwrap().is_ok());
    // What is wrong is told by line and column.
    let wrong = "Đơn vị;Từ năm;Từ (%);Tên tiếng Việt;Căn cứ\nxa-hai;2026;90;;Kế hoạch\nxa-hai;2026;90;B;Kế hoạch\nxa-ba;2026;;C;Kế hoạch\n";
    let page = look(&mut boss, CLASSIFICATIONS, wrong.as_bytes()).await;
    assert_eq!(page.status, WRONG);
    for shown in [
        "Dòng 2, cột “Tên tiếng Việt”: Xin nhập tên tiếng Việt.",
        "Dòng 3, cột “Từ (%)” ghi “90”: Dòng này nói về cùng một mục với một dòng ở trên. Xin giữ lại một dòng. (Xem dòng 2.)",
        "Dòng 4, cột “Đơn vị” ghi “xa-ba”: Xin chọn một đơn vị",
    ] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let english = boss.upload(&format!("{CLASSIFICATIONS}?lang=en"), &[], ("file", wrong.as_bytes())).await;
    assert!(english.text().contains("Import classifications from a file"), "{}", english.text());
    assert!(boss.get("/manage/classifications").await.text().contains("href=\"/manage/imports/classifications\""));
}

async fn nobody_imports_classes_beyond_their_reach(db: TestDatabase) {
    let (app, mut boss, _) = start(&db).await;
    let lines =
        |unit: &str| format!("unit;from;bound;name-vi;legal-basis\n{unit};2026;80;Tốt;Kế hoạch\n{unit};2026;;Yếu;Kế hoạch\n");
    import(&mut boss, CLASSIFICATIONS, lines("xa-hai").as_bytes()).await;
    add(&db.store, "b-commune", Role::Administrator, "xa-mot").await;
    let mut browser = Browser::signed_in(&app, "b-commune").await;
    let page = look(&mut browser, CLASSIFICATIONS, lines("xa-hai").as_bytes()).await;
    assert!(page.status == WRONG && page.text().contains("Xin chọn một đơn vị trong phạm vi"), "{}", page.text());
    assert!(!browser.get("/manage/classifications.csv").await.text().contains("xa-hai"));
    // The statements hold it too.
    let (id, old) = classified(&db.store, "xa-hai").await;
    let reach = Reach::Units(vec!["xa-mot".parse().unwrap()]);
    let renamed = Classification { legal_basis: "Khác".into(), ..old.clone() };
    for (old, new) in [(Some(old.clone()), renamed), (None, Classification { from_year: 2030, ..old.clone() })] {
        let changes = [Change { line: 2, old, new, depth: 0 }];
        let revision = db.store.directory().await.unwrap().revision();
        let (by, written) = (Author::Program, |_| {});
        let taking = server::store::imports::Taking {
            by: &by,
            now: NOW,
            reach: &reach,
            id: Uuid::from_u128(5),
            revision,
            written: &written,
        };
        let is_new = changes[0].old.is_none();
        let id = move |_: &Change<Classification>| if is_new { Uuid::from_u128(6) } else { id };
        assert!(!db.store.import_classifications(&taking, &changes, id).await.unwrap(), "{is_new}");
    }
    assert_eq!(classified(&db.store, "xa-hai").await, (id, old));
    let told = import(&mut browser, CLASSIFICATIONS, lines("xa-mot").as_bytes()).await;
    assert!(told.text().contains("thêm 1, sửa 0"), "{}", told.text());
}

async fn some_thousands_are_taken_at_once(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let lines: usize = std::env::var("IMPORT_LINES").ok().and_then(|lines| lines.parse().ok()).unwrap_or(12_000);
    let mut units = String::from("code;name-vi;kind;parent;from\n");
    let mut targets = String::from("unit;sector;from;to;operator;percent;legal-basis\n");
    for number in 0..lines {
        let parent = if number % 100 == 0 { "tinh".to_owned() } else { format!("u{}", number / 100 * 100) };
        writeln!(units, "u{number};Đơn vị số {number};xã;{parent};1/7/2025").unwrap();
        writeln!(targets, "u{number};land;2026;2030;>=;{};Kế hoạch {number}/KH-UBND", 50 + number % 50).unwrap();
    }
    for (address, file) in [(UNITS, units), (TARGETS, targets)] {
        let begun = std::time::Instant::now();
        let page = look(&mut boss, address, file.as_bytes()).await;
        let looked = begun.elapsed();
        let outcome = take(&mut boss, address, &page).await;
        let mut refreshed = 0;
        let told = loop {
            let page = boss.get(&outcome).await;
            if page.header("refresh").is_empty() {
                break page;
            }
            assert!(page.text().contains("<progress"), "{}", page.text());
            refreshed += 1;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        };
        assert!(told.text().contains("Đã nhập xong"), "{}", told.text());
        println!("{address}: {lines} lines, looked at in {looked:?}, taken after {:?}, {refreshed} glances", begun.elapsed());
    }
    assert_eq!(db.store.units().await.unwrap().nodes().len(), lines + 3);
    assert!(db.store.targets_within(&Reach::Everything).await.unwrap().len() >= lines);
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

async fn what_is_no_table_is_said(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    for (file, words) in [
        (&b"\x89PNG\r\n\x1a\n\0"[..], "Tệp này không phải là bảng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "Excel cũ (.xls) hoặc có mật khẩu"),
        (b"PK\x03\x04nothing", "Không đọc được tệp Excel này"),
        (b"Ho ten;Dia chi\nAn;x", "Không tìm thấy dòng tên cột"),
        (b"code;name-vi;code\na;b;c", "Có hai cột cùng tên"),
        (b" ", "Tệp không có dòng nào"),
        (b"", "Xin chọn một tệp."),
    ] {
        let page = look(&mut boss, UNITS, file).await;
        assert_eq!(page.status, WRONG, "{words}");
        assert!(page.text().matches(words).count() >= 2, "{words}: {}", page.text());
    }
    let old_windows = look(&mut boss, UNITS, b"Code;Name in Vietnamese\nxa-mot;X\xe3 M\xf4\xf2t").await;
    assert!(old_windows.text().contains("bảng mã tiếng Việt của Windows"), "{}", old_windows.text());
    assert_eq!(boss.get("/manage/imports/people").await.status, StatusCode::NOT_FOUND);
    assert_eq!(boss.get(&format!("{UNITS}/x")).await.status, StatusCode::NOT_FOUND);
    let checked = boss.upload(UNITS, &[("checked", "khong!")], ("file", b"")).await;
    assert_eq!(checked.status, WRONG);
}

async fn nothing_in_a_file_becomes_markup(db: TestDatabase) {
    let (_, mut boss, _) = start(&db).await;
    let mut ours = Vocabulary::default();
    for file in [
        "code;name-vi;x\n=;a;b\nxa-mot;c;d",
        "code;name-vi;x\nxa-moi;a;b\nxa-mot;c;d",
        "code;name-vi;kind;parent;from\nxa-moi;a;xã;tinh;1/1/2025\nxa-mot;b;;tinh;",
    ] {
        ours.learn(look(&mut boss, UNITS, file.as_bytes()).await.text());
    }
    let mut names = String::from("code;name-vi;kind;parent;from\n");
    for (payload, number) in payloads::XSS.iter().chain(payloads::SQL).zip(0..) {
        let quoted = payload.replace('"', "\"\"");
        let line = format!("\"{quoted}\";\"{quoted}\";\"{quoted}\";\"{quoted}\";\"{quoted}\"\n");
        let file = format!("code;name-vi;kind;parent;\"{quoted}\"\n{line}xa-mot;\"{quoted}\";;;\n");
        let page = look(&mut boss, UNITS, file.as_bytes()).await;
        assert!(page.status.as_u16() < 500, "{payload}");
        assert_eq!(ours.strange(&page), Vec::<String>::new(), "{payload}");
        // Names are not that long, and a file with such letters is no text.
        if payload.chars().count() > 190 || payload.chars().any(char::is_control) {
            continue;
        }
        writeln!(names, "xa-{number};\"x{quoted}\";xã;tinh;1/7/2025").unwrap();
    }
    let page = look(&mut boss, UNITS, names.as_bytes()).await;
    assert_eq!(ours.strange(&page), Vec::<String>::new());
    let outcome = take(&mut boss, UNITS, &page).await;
    assert!(boss.get(&outcome).await.text().contains("Đã nhập xong"));
    assert!(db.store.check_audit().await.unwrap().is_ok());
}
