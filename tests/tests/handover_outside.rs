//! What is handed over as other programs read it: it says what the pages say, nothing is lost on the way, and a few people are not found in it.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use app::domain::language::Language;
use app::domain::role::Role;
use app::report::Cell;
use app::text::Words;
use server::demo;
use server::figures::people::People;
use server::figures::report::report;
use server::handover::workbook;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::handed_over::{NAME, checked, filled, question, written};
use tests::outside::{converted, images, pages, paper, pictures, python, saved, sizes};
use tests::program;
use tests::staff::{Browser, add};
use tests::world::{answers, fill, response};
use tests::{NOW, on_both_databases};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

on_both_databases!(workbooks_give_no_small_cell_away);

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
