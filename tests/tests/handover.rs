//! What is handed over: the workbook and the report say what the pages say, other programs open them, and whoever checks them later is told
//! what no longer holds, and why. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use app::domain::language::Language;
use app::domain::overview::Question;
use app::domain::role::Role;
use app::report::Cell;
use app::text::Words;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use server::demo;
use server::figures::people::People;
use server::figures::report::report;
use server::handover::{Cause, Unreadable, Verification, page, verify, workbook};
use server::store::{Database, Store};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::outside::{converted, pages, paper, python, sizes};
use tests::program;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    what_was_written_holds,
    a_changed_figure_is_found,
    a_changed_response_is_found,
    a_changed_target_is_found,
    what_is_no_such_file_is_said,
    the_pages_are_for_analysts_of_the_unit,
);

/// A unit's name with every difficulty that Vietnamese has: composed and decomposed forms, all tones, and letters of other peoples.
const NAME: &str = "Xã Đắk Rơ Ông – Tiếng Việt – Tie\u{302}\u{301}ng Vie\u{323}\u{302}t – à ả ã á ạ ỹ – Bahnar ƀ, Ê Đê č ơ̆";

/// Some responses about land in both communes, and a name that is hard to write.
async fn filled(db: &TestDatabase) -> World {
    let world = fill(&db.store).await;
    let given = (0..60_u128).map(|n| {
        let unit = if n.is_multiple_of(3) { "xa-hai" } else { "xa-mot" };
        let point = if n.is_multiple_of(4) { 2 } else { 5 };
        let given = answers(&[("a1", point), ("b1", 4), ("c1", 3), ("overall", 5)]);
        response(&world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | n), (unit, "land"), given)
    });
    db.store.store_all(&given.collect::<Vec<_>>()).await.unwrap();
    let name = serde_json::json!({ "vi": NAME, "en": NAME }).to_string();
    raw(&db.store, &format!("UPDATE unit SET name = '{name}' WHERE code = 'xa-mot'")).await;
    raw(&db.store, "UPDATE revision SET number = number + 1").await;
    world
}

async fn raw(store: &Store, text: &str) {
    let text = sqlx::AssertSqlSafe(text.to_owned());
    let changed = match store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.unwrap().rows_affected(),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.unwrap().rows_affected(),
    };
    assert!(changed > 0, "nothing was changed");
}

fn question(unit: &str, period: &str) -> Question {
    let mut question = Question::default();
    question.filter.unit = Some(unit.parse().unwrap());
    question.filter.period = Some(period.parse().unwrap());
    question
}

/// The workbook and the page of the province, as they are now.
async fn written(store: &Store, language: Language) -> (Vec<u8>, String) {
    let offer = report(store, &People::default(), &question("tinh", "2026"), NOW, 10).await.unwrap();
    let report = offer.report.unwrap();
    let words = Words(language);
    (workbook::write(&report, words).unwrap(), page::write(&report, words).unwrap().unwrap())
}

async fn checked(store: &Store, file: &[u8]) -> Verification {
    verify(store, file, 10, &mut |_| ()).await.unwrap()
}

async fn what_was_written_holds(db: TestDatabase) {
    let world = filled(&db).await;
    for language in [Language::Vi, Language::En] {
        let (book, page) = written(&db.store, language).await;
        assert!(page.contains(NAME));
        for file in [book.as_slice(), page.as_bytes()] {
            let found = checked(&db.store, file).await;
            assert_eq!((found.differing, found.causes), (vec![], vec![]));
            assert!(found.compared > 60, "{}", found.compared);
        }
    }
    // Somebody else answers: some figures are others by now, and it is said why.
    let (book, page) = written(&db.store, Language::Vi).await;
    let late =
        response(&world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | 0x63), ("xa-mot", "land"), answers(&[("a1", 1)]));
    db.store.store_all(&[late]).await.unwrap();
    for file in [book.as_slice(), page.as_bytes()] {
        let found = checked(&db.store, file).await;
        assert!(!found.differing.is_empty());
        assert_eq!(found.causes, [Cause::Data]);
    }
}

async fn a_changed_figure_is_found(db: TestDatabase) {
    filled(&db).await;
    let (book, page) = written(&db.store, Language::Vi).await;
    // The row of land on the page: its percentage is made a little better.
    let land = page.find("data-row=\"land\"").unwrap();
    let at = land + page[land..].find("\u{a0}%").unwrap();
    let mut better = page.clone();
    better.replace_range(at - 1..at, if &page[at - 1..at] == "9" { "8" } else { "9" });
    let found = checked(&db.store, better.as_bytes()).await;
    assert_eq!(found.causes, [Cause::File]);
    let [differing] = found.differing.as_slice() else { panic!("{:?}", found.differing) };
    assert!(differing.place.contains("(land)"), "{}", differing.place);
    assert_ne!(differing.file, differing.now);

    // The same in the workbook, by a program that is not ours, which writes the whole file anew.
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = ["before.xlsx", "after.xlsx"].map(|name| folder.path().join(name));
    fs::write(&before, &book).unwrap();
    let words = [before.to_str().unwrap(), after.to_str().unwrap(), "Theo lĩnh vực", "land", "1", "0.99"];
    let _ = python("change_workbook.py", &words);
    let found = checked(&db.store, &fs::read(&after).unwrap()).await;
    assert_eq!(found.causes, [Cause::File]);
    let [differing] = found.differing.as_slice() else { panic!("{:?}", found.differing) };
    assert!(differing.place.contains("(land)") && differing.part.contains("lĩnh vực"), "{differing:?}");

    // A row that is taken out is missed.
    let row = page.find("data-row=\"land\"").unwrap();
    let begin = page[..row].rfind("<tr").unwrap();
    let end = row + page[row..].find("</tr>").unwrap() + 5;
    let shorter = format!("{}{}", &page[..begin], &page[end..]);
    let found = checked(&db.store, shorter.as_bytes()).await;
    assert!(found.differing.iter().all(|one| one.file.is_none() && one.now.is_some()) && !found.differing.is_empty());
}

async fn a_changed_response_is_found(db: TestDatabase) {
    filled(&db).await;
    let (book, page) = written(&db.store, Language::En).await;
    // Whoever reaches the database makes an angry answer a pleased one; the kept counts do not know.
    let id = Uuid::from_u128(7 << 76 | 2 << 62);
    let named = match db.store.database() {
        Database::Sqlite { .. } => format!("x'{}'", id.simple()),
        Database::Postgres(_) => format!("'{id}'"),
    };
    raw(&db.store, &format!("UPDATE response SET answers = '{{\"a1\":5,\"b1\":4,\"c1\":3,\"overall\":5}}' WHERE id = {named}"))
        .await;
    for file in [book.as_slice(), page.as_bytes()] {
        let found = checked(&db.store, file).await;
        assert_eq!(found.causes, [Cause::Counts, Cause::Data]);
        let places: Vec<&str> = found.differing.iter().map(|one| one.place.as_str()).collect();
        assert!(places.iter().any(|place| place.contains("(land)") && place.contains("Satisfied")), "{places:?}");
        // The response was about the second commune.
        assert!(places.iter().any(|place| place.contains("(xa-hai)")) && !places.iter().any(|place| place.contains("(xa-mot)")));
    }
    // And nothing was put right on the way: that is another command's.
    assert!(!db.store.recount(&mut |_| ()).await.unwrap().differences.is_empty());
}

async fn a_changed_target_is_found(db: TestDatabase) {
    filled(&db).await;
    let (book, page) = written(&db.store, Language::En).await;
    raw(&db.store, "UPDATE target SET percent = 60 WHERE sector = 'land'").await;
    raw(&db.store, "UPDATE revision SET number = number + 1").await;
    for file in [book.as_slice(), page.as_bytes()] {
        let found = checked(&db.store, file).await;
        assert_eq!(found.causes, [Cause::Targets]);
        let target = found.differing.iter().find(|one| one.place.contains("(land)") && one.place.contains("Target")).unwrap();
        assert_ne!(target.file, target.now);
    }
}

async fn what_is_no_such_file_is_said(db: TestDatabase) {
    filled(&db).await;
    let (_, page) = written(&db.store, Language::En).await;
    let refused = |file: Vec<u8>| {
        let store = &db.store;
        async move { verify(store, &file, 10, &mut |_| ()).await.unwrap_err() }
    };
    assert!(matches!(refused(b"a,b\n".to_vec()).await, Unreadable::Unknown));
    assert!(matches!(refused(vec![0xFF, 0xFE]).await, Unreadable::Unknown));
    assert!(matches!(refused(b"PK\x03\x04 and no more".to_vec()).await, Unreadable::Workbook(_)));
    assert!(matches!(refused(b"<!DOCTYPE html><p>Hello".to_vec()).await, Unreadable::NoManifest));
    let foreign = page.replace("&quot;unit&quot;:&quot;tinh&quot;", "&quot;unit&quot;:&quot;nowhere&quot;");
    assert_ne!(foreign, page);
    assert!(matches!(refused(foreign.into_bytes()).await, Unreadable::Foreign(_)));
}

async fn the_pages_are_for_analysts_of_the_unit(db: TestDatabase) {
    filled(&db).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let page = analyst.get("/analysis/report?period=2026").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("/analysis/report.xlsx?unit=xa-mot"), "{}", page.text());
    for address in ["/analysis/report", "/analysis/report.html", "/analysis/report.xlsx"] {
        for foreign in ["xa-hai", "tinh", "nowhere"] {
            let answer = analyst.get(&format!("{address}?unit={foreign}&period=2026")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address} {foreign}");
        }
        assert_eq!(analyst.get(&format!("{address}?period=20")).await.status, StatusCode::BAD_REQUEST);
    }
    // Nobody answered then: there is a page that says so, and no file.
    assert_eq!(analyst.get("/analysis/report?period=2020").await.status, StatusCode::OK);
    for file in ["html", "xlsx"] {
        let none = analyst.get(&format!("/analysis/report.{file}?period=2020")).await;
        assert_eq!(none.status, StatusCode::SEE_OTHER);
        assert!(none.headers[LOCATION].to_str().unwrap().starts_with("/analysis/report?unit=xa-mot&period=2020"));
    }
    let file = analyst.get("/analysis/report.html?period=2026").await;
    let found = checked(&db.store, file.text().as_bytes()).await;
    assert_eq!(found.differing, []);
}

/// The percentages of the sectors of the published CSV, of one measure and questionnaire.
fn published(csv: &str, (measure, questionnaire): (&str, &str)) -> BTreeMap<String, f64> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (of, which, sector, percent) = (column("measure"), column("questionnaire"), column("sector"), column("percent"));
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[of] == measure && &row[which] == questionnaire);
    rows.filter_map(|row| Some((row[sector].to_owned(), row[percent].parse().ok()?))).collect()
}

/// What openpyxl reads, by sheet.
fn opened(file: &Path) -> serde_json::Value {
    serde_json::from_str(&python("read_workbook.py", &[file.to_str().unwrap()])).unwrap()
}

#[tokio::test]
async fn other_programs_open_what_the_demonstration_hands_over() {
    let db = TestDatabase::sqlite().await;
    demo::fill(&db.store, NOW, &mut |_, _| {}).await.unwrap();
    add(&db.store, "analyst", Role::Analyst, "").await;
    let app = TestApp::new(&db.store);
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let folder = tempfile::tempdir().unwrap();
    let asked = "?unit=tinh-mau&period=2025&measure=survey&version=one-stop-service.1";
    let csv = app.get("/results.csv?unit=tinh-mau&period=2025").await;
    let percents = published(csv.text(), ("survey", "one-stop-service"));
    assert!(percents.len() > 3, "{percents:?}");

    let book = folder.path().join("report.xlsx");
    fs::write(&book, &analyst.get(&format!("/analysis/report.xlsx{asked}")).await.bytes).unwrap();
    // Whatever LibreOffice does with the file, it says the same, place by place.
    let again = converted(&book, "xlsx", tempfile::tempdir_in(&folder).unwrap().keep().as_path());
    for (file, charts) in [(&book, 1), (&again, 1)] {
        let sheets = opened(file);
        let sectors = &sheets["Theo lĩnh vực"];
        assert_eq!(sectors["charts"], charts, "{}", file.display());
        let words = Words(Language::Vi);
        let mut seen = 0;
        for row in sectors["rows"].as_array().unwrap() {
            let (Some(percent), Some(share)) = (row[0].as_str().and_then(|key| percents.get(key)), row[2].as_f64()) else {
                continue;
            };
            assert_eq!(words.percent(share), words.percent(percent / 100.0));
            seen += 1;
        }
        assert_eq!(seen, percents.len());
        let found = checked(&db.store, &fs::read(file).unwrap()).await;
        assert_eq!((found.differing, found.causes), (vec![], vec![]), "{}", file.display());
    }

    let page = folder.path().join("report.html");
    fs::write(&page, analyst.get(&format!("/analysis/report.html{asked}")).await.text()).unwrap();
    let printed = paper(&page, folder.path());
    let (text, shapes) = (pages(&printed), sizes(&printed));
    assert!(shapes.iter().all(|shape| shape.contains("A4") || shape.contains("841.9") || shape.contains("595.")), "{shapes:?}");
    assert!(
        text.len() > 4 && text[0].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && text[0].contains("Mục lục"),
        "{}",
        text[0]
    );
    // Every sheet but the first has its number above.
    for (place, sheet) in text.iter().enumerate().skip(1) {
        let first = sheet.lines().find(|line| !line.trim().is_empty()).unwrap().trim();
        assert_eq!(first, (place + 1).to_string(), "{sheet}");
    }
    let whole = text.concat().replace(['\u{a0}', ' '], "");
    for (sector, percent) in &percents {
        let shown = Cell::Share(percent / 100.0).shown(Words(Language::Vi)).replace('\u{a0}', "");
        assert!(whole.contains(&shown), "{sector}: {shown}");
    }

    // The command says the same and ends accordingly.
    let url = &db.url;
    let done = program::run(&["verify", "--database-url", url, page.to_str().unwrap()]);
    assert!(done.success && done.output.contains("every one holds"), "{} {}", done.output, done.errors);
    let better = fs::read_to_string(&page).unwrap().replacen(
        "data-row=\"#1\" data-sentence=\"\">",
        "data-row=\"#1\" data-sentence=\"\">x",
        1,
    );
    fs::write(&page, better).unwrap();
    let done = program::run(&["verify", "--database-url", url, page.to_str().unwrap()]);
    assert!(!done.success && done.output.contains("why: the file was changed after it was written"), "{}", done.output);
}
