//! `/analysis/exports`: microdata that analysts ask for are made meanwhile, can be fetched for a while by whoever reaches their unit, and leave
//! nothing behind. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::domain::export_job::{LASTS, State};
use app::domain::role::{Reach, Role};
use app::report::manifest::METHOD;
use server::demo::{self, Size};
use server::export::MANIFEST;
use server::export::jobs::{Ending, run_next, tidy};
use server::sources::Clock;
use server::store::Store;
use server::store::audit::Wanted;
use server::store::export_jobs::SILENCE;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::desk::{SEE_OTHER, WRONG, last_entry};
use tests::staff::{Browser, add};
use tests::world::{answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;
use zip::ZipArchive;

on_both_databases!(
    an_export_is_asked_for_made_and_fetched,
    only_what_is_in_reach_is_exported_and_fetched,
    a_link_is_random_and_holds_for_a_while,
    what_is_cancelled_leaves_nothing,
    what_stopped_is_begun_anew_and_given_up_in_the_end,
    of_several_instances_one_makes_it,
    nobody_asks_for_very_many,
);

const PATH: &str = "/analysis/exports";

/// An application that makes exports in a directory.
fn at(store: &Store, now: i64, directory: &Path) -> TestApp {
    TestApp::with(store, Clock::fixed(now), |config| config.export_dir = Some(directory.to_owned()))
}

/// Everything below a directory.
fn below(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { [vec![path.clone()], below(&path)].concat() } else { vec![path] }).collect()
}

/// Twelve people about each of two communes.
async fn give(store: &Store) {
    let world = fill(store).await;
    let ids = ids();
    let group: Vec<_> = (0..24_u8)
        .map(|number| {
            let unit = if number < 12 { "xa-mot" } else { "xa-hai" };
            response(
                &world,
                &world.feedback,
                ids.make(NOW + i64::from(number)),
                (unit, "land"),
                answers(&[("a1", number % 5 + 1)]),
            )
        })
        .collect();
    store.store_all(&group).await.unwrap();
}

/// Asks for an export; the address of its page.
async fn ask(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    let answer = asked(browser, changes).await;
    assert_eq!(answer.status, SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

async fn asked(browser: &mut Browser, changes: &[(&str, &str)]) -> Answer {
    let usual = [("unit", "xa-mot"), ("campaign", ""), ("period", ""), ("format", "csv"), ("labels", "vi")];
    let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    browser.post(PATH, &kept.chain(changes).copied().collect::<Vec<_>>()).await
}

fn id(page: &str) -> Uuid {
    page.rsplit('/').next().unwrap().parse().unwrap()
}

/// The address of the file on the page of an export.
fn link(page: &Answer) -> String {
    page.text().split("href=\"").map(|rest| rest.split('"').next().unwrap()).find(|href| is_file(href)).unwrap().to_owned()
}

fn is_file(href: &str) -> bool {
    href.starts_with(PATH) && href.rsplit('/').next().unwrap().len() == 43
}

/// The files of an archive.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(file.name().unwrap().into_owned(), text);
    }
    files
}

async fn actions(store: &Store) -> Vec<String> {
    let noted = store.audit(&Reach::Everything, &Wanted::default(), 100).await.unwrap();
    noted.into_iter().rev().map(|entry| entry.action).filter(|action| action.starts_with("export")).collect()
}

async fn an_export_is_asked_for_made_and_fetched(db: TestDatabase) {
    give(&db.store).await;
    let folder = tempfile::tempdir().unwrap();
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    assert!(analyst.get(PATH).await.text().contains("Chưa có lần xuất nào"));
    let page = ask(&mut analyst, &[]).await;
    assert!(analyst.get(PATH).await.text().contains(&page), "it is in the list");
    let waiting = analyst.get(&page).await;
    assert!(waiting.text().contains("Đang chờ") && !waiting.text().contains(" download"));
    assert_eq!(waiting.header("refresh"), "3", "the page goes on without JavaScript");
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject, unit.as_deref()), ("export-asked", format!("export {}", id(&page)), Some("xa-mot")));
    assert_eq!((after["format"].as_str(), after["period"].as_str()), (Some("csv"), None));

    assert_eq!(run_next(app.app()).await.unwrap(), Some(Ending::Made));
    assert_eq!(run_next(app.app()).await.unwrap(), None, "there is no other");
    let finished = analyst.get(&page).await;
    assert!(finished.text().contains("Đã xong") && finished.header("refresh").is_empty());
    let file = analyst.get(&link(&finished)).await;
    assert_eq!(
        (file.status.as_u16(), file.header("content-type"), file.header("cache-control")),
        (200, "application/zip", "no-store")
    );
    assert_eq!(file.header("content-length"), file.bytes.len().to_string());
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"hailong-xa-mot-csv.zip\""));
    assert_eq!(actions(&db.store).await, ["export-asked", "exported"]);
    let files = unpacked(&file.bytes);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["codebook.csv", MANIFEST, "one-stop-service-v1.csv"]);
    let manifest: serde_json::Value = serde_json::from_str(&files[MANIFEST]).unwrap();
    assert_eq!((&manifest["files"][0]["rows"], &manifest["comments"]), (&12.into(), &false.into()));
    assert_eq!(manifest["protection"]["minimum"], 10);
    assert_eq!((&manifest["asked"]["units"], &manifest["method"]), (&serde_json::json!(["xa-mot"]), &METHOD.into()));
    assert!(files["codebook.csv"].contains("Rất hài lòng") && files["codebook.csv"].contains("Very satisfied"));
    // It comes packed once, whatever the browser would unpack.
    let again = app.get_with(&link(&finished), &[("cookie", &analyst.cookie), ("accept-encoding", "gzip, br")]).await;
    assert_eq!((again.bytes == file.bytes, again.header("content-encoding")), (true, ""));

    assert_eq!(below(folder.path()).len(), 2, "the archive, in its folder");
    let removal = format!("{page}/removal");
    assert!(analyst.get(&removal).await.text().contains("Xóa lần xuất này"));
    assert_eq!(analyst.post(&removal, &[]).await.status.as_u16(), 400, "it asks first");
    assert_eq!(analyst.post(&removal, &[("sure", "yes")]).await.header("location"), "/analysis/exports?removed");
    assert_eq!(below(folder.path()), Vec::<PathBuf>::new());
    assert_eq!(analyst.get(&page).await.status.as_u16(), 404);
    assert_eq!(last_entry(&db.store).await.0, "export-removed");
}

async fn only_what_is_in_reach_is_exported_and_fetched(db: TestDatabase) {
    give(&db.store).await;
    let folder = tempfile::tempdir().unwrap();
    for (name, role, unit) in [
        ("one", Role::Analyst, "xa-mot"),
        ("two", Role::Analyst, "xa-hai"),
        ("all", Role::Analyst, ""),
        ("boss", Role::Administrator, ""),
    ] {
        add(&db.store, name, role, unit).await;
    }
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut one = Browser::signed_in(&app, "one").await;
    let wrong = asked(&mut one, &[("unit", "xa-hai"), ("format", "xlsx")]).await;
    assert_eq!(wrong.status, WRONG);
    assert!(wrong.text().contains("value=\"xlsx\" selected"), "what was chosen is kept");
    let page = ask(&mut one, &[]).await;
    assert_eq!(run_next(app.app()).await.unwrap(), Some(Ending::Made));
    let link = link(&one.get(&page).await);
    let rows = |bytes: &[u8]| unpacked(bytes)["one-stop-service-v1.csv"].lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let own = rows(&one.get(&link).await.bytes);
    assert_eq!(own.len(), 12);
    assert!(own.iter().all(|line| line.contains(",xa-mot,")));
    let mut two = Browser::signed_in(&app, "two").await;
    let mut boss = Browser::signed_in(&app, "boss").await;
    for path in [&page, &link, &format!("{page}/removal"), &format!("{page}/cancellation")] {
        assert_eq!(two.get(path).await.status.as_u16(), 404, "{path}");
        assert_eq!(boss.get(path).await.status.as_u16(), 403, "{path}");
        assert_eq!(app.get(path).await.status, SEE_OTHER, "{path}");
    }
    // Whoever reaches more may fetch it, and exports more.
    let mut all = Browser::signed_in(&app, "all").await;
    assert_eq!(rows(&all.get(&link).await.bytes), own);
    let page = ask(&mut all, &[("unit", "tinh")]).await;
    assert_eq!(run_next(app.app()).await.unwrap(), Some(Ending::Made));
    let above = self::link(&all.get(&page).await);
    assert_eq!(rows(&all.get(&above).await.bytes).len(), 24);
    assert_eq!(one.get(&above).await.status.as_u16(), 404);
}

async fn a_link_is_random_and_holds_for_a_while(db: TestDatabase) {
    give(&db.store).await;
    let folder = tempfile::tempdir().unwrap();
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let mut links = Vec::new();
    for _ in 0..2 {
        let page = ask(&mut analyst, &[]).await;
        assert_eq!(run_next(app.app()).await.unwrap(), Some(Ending::Made));
        links.push((link(&analyst.get(&page).await), page));
    }
    let [(first, page), (second, other)] = links.as_slice() else { panic!("two were asked for") };
    let token = |link: &str| link.rsplit('/').next().unwrap().to_owned();
    assert_ne!(token(first), token(second));
    for wrong in [format!("{page}/{}", token(second)), format!("{page}/x"), format!("{other}/{}", token(first))] {
        let answer = analyst.get(&wrong).await;
        assert_eq!(answer.status, SEE_OTHER, "{wrong}");
        assert!(analyst.get(answer.header("location")).await.text().contains("không dẫn đến tệp nào"));
    }
    assert_eq!(actions(&db.store).await, ["export-asked", "export-asked"], "nothing was fetched");
    // Up to the last moment, and not beyond; then everything goes.
    add(&db.store, "later", Role::Analyst, "xa-mot").await;
    let almost = at(&db.store, NOW + 1_000 + LASTS - 1, folder.path());
    assert_eq!(Browser::signed_in(&almost, "later").await.get(first).await.status.as_u16(), 200);
    tidy(almost.app()).await.unwrap();
    assert_eq!(below(folder.path()).len(), 4);
    let over = at(&db.store, NOW + 1_000 + LASTS, folder.path());
    assert_eq!(Browser::signed_in(&over, "later").await.get(first).await.status, SEE_OTHER);
    fs::write(folder.path().join("not-ours"), "stays").unwrap();
    tidy(over.app()).await.unwrap();
    assert_eq!(below(folder.path()), [folder.path().join("not-ours")]);
    assert_eq!(Browser::signed_in(&over, "later").await.get(page).await.status.as_u16(), 404);
}

async fn what_is_cancelled_leaves_nothing(db: TestDatabase) {
    let size = Size { responses: Some(20_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    add(&db.store, "analyst-of-all", Role::Analyst, "").await;
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst-of-all").await;
    let unit = db.store.units().await.unwrap().in_depth_order()[0].1.code.to_string();
    // While it waits.
    let page = ask(&mut analyst, &[("unit", &unit)]).await;
    let cancellation = format!("{page}/cancellation");
    assert!(analyst.get(&cancellation).await.text().contains("không để lại tệp nào"));
    assert_eq!(analyst.post(&cancellation, &[]).await.status.as_u16(), 400, "it asks first");
    assert_eq!(analyst.post(&cancellation, &[("sure", "yes")]).await.status, SEE_OTHER);
    assert!(analyst.get(&page).await.text().contains("Đã hủy"));
    assert_eq!(run_next(app.app()).await.unwrap(), None);
    // While it is made.
    for format in ["csv", "spss", "xlsx"] {
        let page = ask(&mut analyst, &[("unit", &unit), ("format", format)]).await;
        let running = tokio::spawn({
            let app = app.app().clone();
            async move { run_next(&app).await }
        });
        let job = async || db.store.export_job(&Reach::Everything, id(&page)).await.unwrap().unwrap();
        // The workbook takes longest: of that one it is seen how far it is.
        while job().await.state != State::Running || (format == "xlsx" && job().await.percent() == 0) {
            assert!(!running.is_finished(), "{format}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let seen = analyst.get(&page).await;
        assert!(seen.header("refresh") == "3");
        let percent = |page: &str| page.split("<progress max=\"100\" value=\"").nth(1)?.split('"').next()?.parse::<u64>().ok();
        let percent = percent(seen.text());
        assert!(format != "xlsx" || percent.is_some_and(|percent| (1..100).contains(&percent)), "{percent:?}");
        assert_eq!(analyst.post(&format!("{page}/cancellation"), &[("sure", "yes")]).await.status, SEE_OTHER);
        let ending = running.await.unwrap().unwrap();
        assert!(format != "xlsx" || ending == Some(Ending::BrokenOff), "it is not made to the end");
        assert_eq!(job().await.state, State::Cancelled);
        assert_eq!(below(folder.path()), Vec::<PathBuf>::new(), "{format}");
        assert!(!analyst.get(&page).await.text().contains(" download"));
    }
    assert_eq!(actions(&db.store).await, ["export-asked", "export-cancelled"].repeat(4));
}

async fn what_stopped_is_begun_anew_and_given_up_in_the_end(db: TestDatabase) {
    give(&db.store).await;
    let folder = tempfile::tempdir().unwrap();
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let begun = NOW + 1_000;
    let app = at(&db.store, begun, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    let page = ask(&mut analyst, &[]).await;
    // An instance takes it, writes something and is gone.
    let lost = db.store.claim_export(begun).await.unwrap().unwrap();
    let left = folder.path().join(id(&page).to_string()).join("files");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("half.csv.part"), "half").unwrap();
    tidy(app.app()).await.unwrap();
    assert!(left.exists(), "somebody may be at it");
    assert_eq!(run_next(app.app()).await.unwrap(), None, "nobody else takes it as long as it may be made");
    let later = at(&db.store, begun + SILENCE + 1, folder.path());
    assert_eq!(run_next(later.app()).await.unwrap(), Some(Ending::Made));
    let finished = analyst.get(&page).await;
    assert_eq!(unpacked(&analyst.get(&link(&finished)).await.bytes).len(), 3);
    assert!(!left.exists());
    // Whoever had it before has no say.
    assert!(!db.store.export_goes_on(lost, begun, (1, 2)).await.unwrap());
    db.store.fail_export(lost, begun).await.unwrap();
    assert!(analyst.get(&page).await.text().contains("Đã xong"));

    // What stops three times is given up, and its files go.
    let page = ask(&mut analyst, &[]).await;
    for attempt in 0..3 {
        let claim = db.store.claim_export(begun + attempt * (SILENCE + 1)).await.unwrap();
        assert_eq!(claim.map(|claim| (claim.id, claim.tries)), Some((id(&page), attempt + 1)));
    }
    let left = folder.path().join(id(&page).to_string());
    fs::create_dir_all(&left).unwrap();
    assert_eq!(db.store.claim_export(begun + 3 * (SILENCE + 1)).await.unwrap(), None);
    assert!(analyst.get(&page).await.text().contains("Không làm được"));
    tidy(app.app()).await.unwrap();
    assert!(!left.exists());
}

async fn of_several_instances_one_makes_it(db: TestDatabase) {
    give(&db.store).await;
    let folder = tempfile::tempdir().unwrap();
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    for _ in 0..3 {
        ask(&mut analyst, &[]).await;
    }
    let claims = (0..8).map(|_| {
        let store = db.store.clone();
        tokio::spawn(async move { store.claim_export(NOW + 2_000).await.unwrap() })
    });
    let mut taken = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        taken.extend(claim.await.unwrap());
    }
    // Who finds that another was quicker looks again later; nothing is taken twice.
    while let Some(claim) = db.store.claim_export(NOW + 2_000).await.unwrap() {
        taken.push(claim);
    }
    let mut ids: Vec<Uuid> = taken.iter().map(|claim| claim.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), taken.len()), (3, 3));
}

async fn nobody_asks_for_very_many(db: TestDatabase) {
    give(&db.store).await;
    add(&db.store, "analyst", Role::Analyst, "xa-mot").await;
    add(&db.store, "other", Role::Analyst, "xa-mot").await;
    let folder = tempfile::tempdir().unwrap();
    let app = at(&db.store, NOW + 1_000, folder.path());
    let mut analyst = Browser::signed_in(&app, "analyst").await;
    for _ in 0..5 {
        ask(&mut analyst, &[]).await;
    }
    let refused = asked(&mut analyst, &[("format", "spss")]).await;
    assert_eq!(refused.status, WRONG);
    assert!(refused.text().contains("nhiều lần xuất chưa xong") && refused.text().contains("value=\"spss\" selected"));
    ask(&mut Browser::signed_in(&app, "other").await, &[]).await;
}
