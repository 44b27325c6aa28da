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
use tests::outside::{converted, images, pages, paper, pictures, python, saved, sizes};
use tests::program;
use tests::staff::{Browser, add};
use tests::world::{World, answers, fill, response};
use tests::{NOW, on_both_databases};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

on_both_databases!(
    what_was_written_holds,
    a_changed_figure_is_found,
    what_is_written_around_the_figures_is_found,
    a_changed_response_is_found,
    a_changed_target_is_found,
    what_else_changed_is_said,
    what_is_no_such_file_is_said,
    workbooks_give_no_small_cell_away,
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
    let of_land: Vec<_> = found.differing.iter().filter(|one| one.place.contains("(land)")).collect();
    assert!(of_land.iter().all(|one| one.file.is_none() && one.now.is_some()) && of_land.len() > 3, "{:?}", found.differing);
}

/// The page with something else in the place of the first text that follows another.
fn changed(page: &str, after: &str, from: &str, to: &str) -> String {
    let begin = page.find(after).unwrap_or_else(|| panic!("the page has no {after}")) + after.len();
    let at = begin + page[begin..].find(from).unwrap_or_else(|| panic!("nothing follows {after}"));
    format!("{}{to}{}", &page[..at], &page[at + from.len()..])
}

async fn what_is_written_around_the_figures_is_found(db: TestDatabase) {
    filled(&db).await;
    let (book, page) = written(&db.store, Language::Vi).await;
    for (after, from, to) in [
        // The figure beside a bar, how long the bar is, and where its target stands.
        ("text-anchor=\"end\" class=\"note\">", "%", "9\u{a0}%"),
        ("<rect fill=\"url(#chart-sectors", "width=\"", "width=\"9"),
        ("class=\"chart\">", "<path d=\"M", "<path d=\"M9"),
        // From where to where a sector went, and how that is drawn.
        ("<ul class=\"courses\"", "→", "→ 9"),
        ("<p class=\"subject\"", "2026", "2027"),
        ("<thead>", "</th>", " (tốt)</th>"),
        // What was not there.
        ("<h2", "<table", "<p>Đạt 100 %.</p><table"),
        ("<tbody>", "<tr", "<tr><th>Xã Ba</th><td>100 %</td></tr><tr"),
        ("<tbody>", "<tr", "<tr style=\"display: none\""),
        ("<body", ">", "><script>document.title = ''</script>"),
        ("<main", "</main>", "100 %</main>"),
    ] {
        let better = changed(&page, after, from, to);
        let found = checked(&db.store, better.as_bytes()).await;
        assert!(!found.differing.is_empty(), "{after}");
        assert_eq!(found.causes, [Cause::File], "{after}");
    }
    // In the workbook, by a program that is not ours: a title, an empty cell, a sheet of its own.
    let folder = tempfile::tempdir().unwrap();
    let [before, after] = ["before.xlsx", "after.xlsx"].map(|name| folder.path().join(name));
    fs::write(&before, &book).unwrap();
    for (sheet, cell) in [("Theo lĩnh vực", "A1"), ("Theo đơn vị", "Z3"), ("Thêm", "A1")] {
        let _ = python("write_cell.py", &[before.to_str().unwrap(), after.to_str().unwrap(), sheet, cell, "Đạt 100 %"]);
        let found = checked(&db.store, &fs::read(&after).unwrap()).await;
        let [differing] = found.differing.as_slice() else { panic!("{sheet} {cell}: {:?}", found.differing) };
        assert!(differing.file.as_deref().unwrap().ends_with("Đạt 100 %"), "{differing:?}");
        assert_eq!(found.causes, [Cause::File]);
    }
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

async fn what_else_changed_is_said(db: TestDatabase) {
    filled(&db).await;
    let (_, page) = written(&db.store, Language::Vi).await;
    // What the manifest says of itself, while every figure holds.
    for (from, to, cause) in
        [("&quot;method&quot;:2", "&quot;method&quot;:1", Cause::Method), (env!("CARGO_PKG_VERSION"), "0.0.9", Cause::Program)]
    {
        let older = page.replacen(from, to, 1);
        assert_ne!(older, page);
        let found = checked(&db.store, older.as_bytes()).await;
        assert_eq!((found.differing, found.causes), (vec![], vec![cause]));
    }
    // Another minimum hides other figures.
    let found = verify(&db.store, page.as_bytes(), 50, &mut |_| ()).await.unwrap();
    assert_eq!(found.causes, [Cause::Minimum]);
    assert!(!found.differing.is_empty());
    // A figure that was changed, and the fingerprint destroyed.
    let fingerprint = page.split("&quot;figures&quot;:&quot;").nth(1).unwrap().split("&quot;").next().unwrap().to_owned();
    let land = page.find("data-row=\"land\"").unwrap();
    let at = land + page[land..].find("\u{a0}%").unwrap();
    let mut better = page.clone();
    better.replace_range(at - 1..at, if &page[at - 1..at] == "9" { "8" } else { "9" });
    let forged = better.replace(&fingerprint, &"0".repeat(64));
    assert_eq!(checked(&db.store, forged.as_bytes()).await.causes, [Cause::File]);
    // A commune has another name.
    raw(&db.store, "UPDATE unit SET name = '{\"vi\":\"Xã Khác\",\"en\":\"Other\"}' WHERE code = 'xa-mot'").await;
    raw(&db.store, "UPDATE revision SET number = number + 1").await;
    let found = checked(&db.store, page.as_bytes()).await;
    assert_eq!(found.causes, [Cause::Catalogue]);
    assert!(found.differing.iter().any(|one| one.file.as_deref() == Some(NAME) && one.now.as_deref() == Some("Xã Khác")));
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

async fn workbooks_give_no_small_cell_away(db: TestDatabase) {
    let world = fill(&db.store).await;
    // Nine people of the second commune judged land, and twelve of the first construction.
    let groups = [("xa-mot", "land", 40), ("xa-hai", "land", 9), ("xa-mot", "construction", 12), ("xa-hai", "construction", 31)];
    let people = groups.iter().flat_map(|(unit, sector, count)| std::iter::repeat_n((*unit, *sector), *count)).enumerate();
    let given = people.map(|(n, place)| {
        let point = if n.is_multiple_of(4) { 2 } else { 5 };
        response(&world, &world.feedback, Uuid::from_u128(7 << 76 | 2 << 62 | n as u128), place, answers(&[("a1", point)]))
    });
    db.store.store_all(&given.collect::<Vec<_>>()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    // How many people each workbook tells of: a unit with all its sectors or one of them, by any of its sheets.
    let mut told: BTreeMap<(String, String), u64> = BTreeMap::new();
    for unit in ["tinh", "xa-mot", "xa-hai"] {
        let offer = report(&db.store, &People::default(), &question(unit, "2026"), NOW, 10).await.unwrap();
        let file = folder.path().join(format!("{unit}.xlsx"));
        fs::write(&file, workbook::write(&offer.report.unwrap(), Words(Language::Vi)).unwrap()).unwrap();
        let sheets = opened(&file);
        for (sheet, by_sector) in [("Theo lĩnh vực", true), ("Theo đơn vị", false)] {
            let Some(head) = rows(&sheets[sheet]).find(|row| row[0] == "Mã") else { continue };
            let column = |title: &str| head.iter().position(|cell| *cell == title).unwrap();
            let (share, respondents) = (column("Hài lòng"), column("Người trả lời"));
            for row in rows(&sheets[sheet]).skip_while(|row| row[0] != "Mã").skip(1) {
                let (Some(key), Some(count)) = (row[0].as_str(), row[respondents].as_u64()) else { continue };
                assert!(row[share].is_number(), "who is counted is shown, and the other way round: {row:?}");
                let place = if by_sector { (unit.to_owned(), key.to_owned()) } else { (key.to_owned(), String::new()) };
                told.insert(place, count);
            }
        }
    }
    assert!(told.len() > 3 && told.values().all(|count| *count >= 10), "{told:?}");
    assert!(!told.contains_key(&("xa-hai".to_owned(), "land".to_owned())), "{told:?}");
    // Whatever is taken from whatever: no few people are left.
    for (sector, part) in [("land", "xa-mot"), ("land", "xa-hai"), ("construction", "xa-mot"), ("construction", "xa-hai")] {
        let of = |unit: &str| told.get(&(unit.to_owned(), sector.to_owned()));
        if let (Some(whole), Some(part)) = (of("tinh"), of(part)) {
            assert!(whole - part == 0 || whole - part >= 10, "{told:?}");
        }
    }
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

/// The lines of the published CSV of one measure and questionnaire, by sector, each by the names of its columns.
fn published(csv: &str, (measure, questionnaire): (&str, &str)) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let lines = reader.deserialize().map(Result::unwrap);
    let lines =
        lines.filter(|line: &BTreeMap<String, String>| line["measure"] == measure && line["questionnaire"] == questionnaire);
    lines.filter(|line| !line["percent"].is_empty()).map(|line| (line["sector"].clone(), line)).collect()
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
    let published = published(csv.text(), ("survey", "one-stop-service"));
    assert!(published.len() > 3, "{published:?}");
    let words = Words(Language::Vi);

    let book = folder.path().join("report.xlsx");
    fs::write(&book, &analyst.get(&format!("/analysis/report.xlsx{asked}")).await.bytes).unwrap();
    // Whatever LibreOffice does with the file, it says the same, place by place.
    let again = converted(&book, "xlsx", tempfile::tempdir_in(&folder).unwrap().keep().as_path());
    for file in [&book, &again] {
        let sheets = opened(file);
        let named: Vec<&String> = sheets.as_object().unwrap().keys().collect();
        let sheets_of_a_report =
            ["Theo lĩnh vực", "Theo đơn vị", "Đơn vị × lĩnh vực", "Yếu tố, tiêu chí", "12 tháng", "Cách tính"];
        assert!(sheets_of_a_report.iter().all(|name| named.iter().any(|found| found == name)), "{named:?}");
        for drawn in ["Theo lĩnh vực", "Theo đơn vị", "12 tháng"] {
            assert_eq!(sheets[drawn]["charts"], 1, "{drawn} {}", file.display());
        }
        let sectors = &sheets["Theo lĩnh vực"];
        assert_eq!(as_published(sectors, &published), published.len(), "{}", file.display());
        let formats = sectors["formats"].as_array().unwrap();
        assert!(formats.iter().any(|format| format.as_str().unwrap().contains("0.0%")), "{formats:?}");
        let method: BTreeMap<&str, &str> =
            rows(&sheets["Cách tính"]).filter_map(|row| Some((row.first()?.as_str()?, row.get(2)?.as_str()?))).collect();
        for key in ["questionnaire", "formula", "sector", "mode", "hidden", "as-of"] {
            assert!(!method[key].is_empty(), "{key}");
        }
        assert_eq!(method["sha256-data"].len(), 64, "{method:?}");
        assert!(method.keys().any(|key| key.starts_with("campaign/")), "{method:?}");
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
    // On paper, one line has what the CSV says of a sector.
    let lines: Vec<String> = text.iter().flat_map(|page| page.lines()).map(|line| line.replace('\u{a0}', " ")).collect();
    for (sector, line) in &published {
        let number = |name: &str| line[name].parse::<f64>().unwrap();
        let share = Cell::Share(number("percent") / 100.0).shown(words).replace('\u{a0}', " ");
        let counted = ["respondents", "valid_answers"].map(|name| words.number(line[name].parse().unwrap()));
        let is_its = |line: &&String| line.contains(&share) && counted.iter().all(|count| line.contains(count));
        assert!(lines.iter().any(|line| is_its(&line)), "{sector}: {share} {counted:?}");
    }
    for said in ["Độc lập - Tự do - Hạnh phúc", &words.t("report-recipients"), &words.t("report-signed-by")] {
        assert!(text.iter().any(|page| page.contains(said)), "{said}");
    }
    assert!(images(&printed).is_empty(), "charts are drawn, not painted");
    // To be looked at.
    pictures(&printed, "report-printed");
    pictures(&converted(&book, "pdf", tempfile::tempdir_in(&folder).unwrap().keep().as_path()), "workbook-printed");
    // What a browser makes of the page and saves holds as well.
    let found = checked(&db.store, saved(&page, folder.path()).as_bytes()).await;
    assert_eq!((found.differing, found.causes), (vec![], vec![]));

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
    assert!(done.output.contains("the file says \u{201c}x") && done.output.contains("it should be \u{201c}"), "{}", done.output);
    let done = program::run(&["verify", "--database-url", url, book.to_str().unwrap()]);
    assert!(done.success, "{} {}", done.output, done.errors);
}

/// The rows of a sheet; none where there is no such sheet.
fn rows(sheet: &serde_json::Value) -> impl Iterator<Item = &Vec<serde_json::Value>> {
    sheet["rows"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_array)
}

/// How many sectors of a sheet say what was published of them, to the last digit that a program keeps.
fn as_published(sheet: &serde_json::Value, published: &BTreeMap<String, BTreeMap<String, String>>) -> usize {
    let words = Words(Language::Vi);
    let head = rows(sheet).find(|row| row[0] == words.t("report-key")).unwrap();
    let column = |title: &str| head.iter().position(|cell| *cell == words.t(title)).unwrap();
    let shares = [
        ("column-share", "percent", 100.0),
        ("column-target", "target_percent", 100.0),
        ("column-distance", "distance_points", 1.0),
        ("column-respondents", "respondents", 1.0),
        ("column-valid", "valid_answers", 1.0),
    ];
    let ends = [("report-lower", "interval_lower"), ("report-upper", "interval_upper")];
    let mut seen = 0;
    for row in rows(sheet) {
        let Some(line) = row[0].as_str().and_then(|key| published.get(key)) else { continue };
        let pairs = shares.map(|(title, name, scale)| (title, name, scale, 1e-9));
        // The ends of an interval are rounded outward to a digit that is shown.
        for (title, name, scale, within) in pairs.into_iter().chain(ends.map(|(title, name)| (title, name, 100.0, 0.1))) {
            let (cell, wanted) = (row[column(title)].as_f64(), line[name].parse::<f64>().ok());
            let agree = match (cell, wanted) {
                (Some(cell), Some(wanted)) => (cell * scale - wanted).abs() <= within,
                (cell, wanted) => cell.is_none() && wanted.is_none(),
            };
            assert!(agree, "{} {title}: {cell:?}, {wanted:?}", row[0]);
        }
        seen += 1;
    }
    seen
}

#[tokio::test]
async fn a_name_that_is_hard_to_write_survives_every_program() {
    let db = TestDatabase::sqlite().await;
    filled(&db).await;
    let folder = tempfile::tempdir().unwrap();
    let (book, page) = written(&db.store, Language::Vi).await;
    let [book_file, page_file] = ["report.xlsx", "report.html"].map(|name| folder.path().join(name));
    fs::write(&book_file, book).unwrap();
    fs::write(&page_file, page).unwrap();
    let again = converted(&book_file, "xlsx", tempfile::tempdir_in(&folder).unwrap().keep().as_path());
    for file in [&book_file, &again] {
        let sheets = opened(file);
        let mut cells = rows(&sheets["Theo đơn vị"]).flatten();
        assert!(cells.any(|cell| cell == NAME), "{}", file.display());
    }
    // A PDF has letters at places: where lines end and which of two forms a letter has is not kept.
    let plain = |text: &str| text.nfc().filter(|c| !c.is_whitespace()).collect::<String>();
    let printed: String = pages(&paper(&page_file, folder.path())).iter().map(|page| plain(page)).collect();
    for word in NAME.split(' ') {
        assert!(printed.contains(&plain(word)), "{word}");
    }
    // In English it is no document of the state's form, and has the same annexes.
    fs::write(&page_file, written(&db.store, Language::En).await.1).unwrap();
    let english = pages(&paper(&page_file, folder.path()));
    assert!(!english[0].contains("CỘNG HÒA") && english.iter().any(|page| page.contains("Annex 1")), "{}", english[0]);
}
