//! Protected exports of microdata: nobody stands alone in them, what is rated is as it was; and only what is selected is exported. On both
//! databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use app::domain::role::Reach;
use server::demo::{self, Size};
use server::export::{Manifest, Protection, Request, export};
use server::store::Store;
use server::store::microdata::Selection;
use tests::database::TestDatabase;
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(nobody_stands_alone_in_a_protected_file, a_month_and_a_campaign_are_exported_alone);

/// The lines of a file of a directory, each by the names of its columns.
fn lines(path: &Path) -> Vec<HashMap<String, String>> {
    let bytes = fs::read(path).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap());
    reader.deserialize().map(Result::unwrap).collect()
}

async fn written(store: &Store, request: &Request) -> (tempfile::TempDir, Manifest) {
    let folder = tempfile::tempdir().unwrap();
    let manifest = export(store, folder.path(), request, NOW, &mut |_| ControlFlow::Continue(())).await.unwrap();
    (folder, manifest)
}

async fn nobody_stands_alone_in_a_protected_file(db: TestDatabase) {
    const PERSON: [&str; 13] = [
        "sex",
        "age",
        "education",
        "occupation",
        "area",
        "terrain",
        "ethnicity",
        "who",
        "insurance",
        "living",
        "household",
        "level",
        "language",
    ];
    let size = Size { responses: Some(6_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let (minimum, secret) = (10, 7);
    let protected = Request { protection: Some(Protection { minimum, secret }), comments: false, ..Request::full(None) };
    let (full, whole) = written(&db.store, &Request::full(None)).await;
    let (safe, manifest) = written(&db.store, &protected).await;
    let told = manifest.protection.clone().unwrap();
    assert!(told.rungs.iter().filter(|rung| rung.responses > 0).count() >= 3, "some are made coarser: {told:?}");
    let kept: u64 = told.rungs.iter().map(|rung| rung.responses).sum();
    assert_eq!(kept + told.left_out, 6_000);
    assert_eq!(manifest.files.iter().map(|file| file.rows).sum::<u64>(), kept);
    for (file, before) in manifest.files.iter().zip(&whole.files) {
        assert_eq!(file.file, before.file);
        let (lines, all) = (lines(&safe.path().join(&file.file)), lines(&full.path().join(&file.file)));
        // Who is in it: every column by which a stranger might know somebody.
        let fixed = ["campaign", "unit", "sector", "mode", "month", "stratum", "assisted", "coarsened"];
        let mut groups: HashMap<Vec<&str>, u64> = HashMap::new();
        for line in &lines {
            let told = fixed.iter().chain(&PERSON).map(|column| line.get(*column).map_or("", String::as_str)).collect();
            *groups.entry(told).or_default() += 1;
        }
        for (group, count) in &groups {
            assert!(*count >= minimum, "{}: {group:?} has {count}", file.file);
        }
        // Nothing that people wrote, and no name of a cluster.
        assert!(lines.iter().all(|line| !line.contains_key("comment")));
        assert!(lines.iter().all(|line| line["psu"].is_empty() || line["psu"].parse::<u32>().is_ok()));
        // What is rated is as it was, wherever nothing is left out.
        if lines.len() == all.len() {
            for item in lines[0]
                .keys()
                .filter(|name| !PERSON.contains(&name.as_str()) && !fixed.contains(&name.as_str()) && *name != "psu")
            {
                let sorted = |lines: &[HashMap<String, String>]| {
                    let mut values: Vec<String> = lines.iter().map(|line| line[item].clone()).collect();
                    values.sort();
                    values
                };
                assert!(sorted(&lines) == sorted(&all), "{} {item}", file.file);
            }
        }
    }
    // The same again is the same to the last byte.
    let (_again, once_more) = written(&db.store, &protected).await;
    assert_eq!(once_more.files, manifest.files);
}

async fn a_month_and_a_campaign_are_exported_alone(db: TestDatabase) {
    let size = Size { responses: Some(3_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let (full, _) = written(&db.store, &Request::full(None)).await;
    let all: Vec<_> = fs::read_dir(full.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let is_data = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "csv") && !path.ends_with("codebook.csv");
    let all: Vec<_> = all.iter().filter(is_data).flat_map(|path| lines(path)).collect();
    let units = db.store.units().await.unwrap();
    let some = all[0].clone();
    let above = units.get(&some["unit"]).unwrap().parent.clone().unwrap();
    let campaign: Uuid = some["campaign"].parse().unwrap();
    for (reach, month, campaign) in [
        (vec![above.clone()], None, None),
        (vec![some["unit"].parse().unwrap()], None, Some(campaign)),
        (vec![above.clone()], Some(some["month"].as_str()), Some(campaign)),
        (vec![above], Some(some["month"].as_str()), None),
        (Vec::new(), None, None),
    ] {
        let selection = Selection { reach: Reach::Units(reach.clone()), ..Selection::all(campaign) };
        let selection = selection.within(month.map(|month| month.parse().unwrap()));
        let wanted = all.iter().filter(|line| {
            reach.iter().any(|unit| units.is_within(&line["unit"], unit.as_str()))
                && month.is_none_or(|month| line["month"] == month)
                && campaign.is_none_or(|campaign| line["campaign"] == campaign.to_string())
        });
        let wanted = wanted.count() as u64;
        assert_eq!(db.store.selected_count(&selection).await.unwrap(), wanted);
        let (_folder, manifest) = written(&db.store, &Request { selection, ..Request::full(None) }).await;
        assert_eq!(manifest.files.iter().map(|file| file.rows).sum::<u64>(), wanted, "{reach:?} {month:?} {campaign:?}");
        let asked = (manifest.asked.units.unwrap().len(), manifest.asked.months.is_some(), manifest.asked.campaign);
        assert_eq!(asked, (reach.len(), month.is_some(), campaign));
        assert_eq!(wanted == 0, reach.is_empty());
    }
}
