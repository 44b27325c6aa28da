//! What is handed over is for whoever reaches the unit, and whoever checks it later is told what no longer holds, and why. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;

use app::domain::language::Language;
use app::domain::role::{Reach, Role};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use server::audit::Author;
use server::handover::{Cause, Unreadable, verify};
use server::store::Database;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::handed_over::{NAME, checked, filled, raw, written};
use tests::outside::python;
use tests::staff::{Browser, add};
use tests::subjects::classification;
use tests::world::{answers, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    what_was_written_holds,
    a_changed_figure_is_found,
    what_is_written_around_the_figures_is_found,
    a_changed_response_is_found,
    a_changed_target_is_found,
    what_else_changed_is_said,
    what_is_no_such_file_is_said,
    the_pages_are_for_analysts_of_the_unit,
);

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
        // A browser takes no second head for one, and shows what is in it; and what runs in the first changes what is seen.
        ("<main", "</main>", "<head>100 %</head></main>"),
        ("<html", "<head>", "100 %<head>"),
        ("<head>", "<meta name=\"viewport\"", "100 %<meta name=\"viewport\""),
        ("<head", ">", "><script>document.title = ''</script>"),
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
    // A published version never changes: only another installation's file tells of another one under the same name.
    let named = "&quot;questionnaire&quot;:&quot;";
    let at = page.rfind(named).unwrap() + named.len();
    let mut other = page.clone();
    other.replace_range(at..at + 64, &"0".repeat(64));
    let found = checked(&db.store, other.as_bytes()).await;
    assert_eq!((found.differing, found.causes), (vec![], vec![Cause::Questionnaire]));
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
    // The province says what it calls good.
    let id = classification(&db.store, 1, "tinh").await;
    let (_, good) = db.store.classifications_within(&Reach::Everything).await.unwrap().remove(0);
    let found = checked(&db.store, page.as_bytes()).await;
    assert_eq!(found.causes, [Cause::Classes]);
    assert!(db.store.remove_classification(&Author::Program, NOW, &Reach::Everything, (id, &good)).await.unwrap());
    assert_eq!(checked(&db.store, page.as_bytes()).await.causes, []);
    // A commune has another name.
    raw(&db.store, "UPDATE unit SET name = '{\"vi\":\"Xã Khác\",\"en\":\"Other\"}' WHERE code = 'xa-mot'").await;
    raw(&db.store, "UPDATE revision SET number = number + 1").await;
    let found = checked(&db.store, page.as_bytes()).await;
    assert_eq!(found.causes, [Cause::Catalogue]);
    assert!(found.differing.iter().any(|one| one.file.as_deref() == Some(NAME) && one.now.as_deref() == Some("Xã Khác")));
    // Where few answered, their counts could be found by trying, if the fingerprint were made of nothing but them.
    raw(&db.store, "UPDATE setting SET value = 'guessed' WHERE name = 'fingerprint-key'").await;
    assert_eq!(checked(&db.store, page.as_bytes()).await.causes, [Cause::Data, Cause::Catalogue]);
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
