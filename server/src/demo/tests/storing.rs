//! It is stored whole, and only once.

use std::collections::BTreeSet;

use app::domain::device::arrival::gaps;
use app::domain::period::Month;
use app::domain::role::Reach;

use super::super::{DemoError, Size, fill, fill_to};
use super::{NOW, RESPONSES};
use crate::store::Store;

/// A database file that is removed with its companions when the test ends.
struct Scratch(std::path::PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

#[tokio::test]
async fn a_filled_store_holds_it_all_and_takes_it_only_once() {
    let file = Scratch(std::env::temp_dir().join(format!("hailong-demo-{}.sqlite", std::process::id())));
    let store = Store::open(&format!("sqlite://{}", file.0.display())).await.unwrap();
    let mut told = (0, 0);
    let summary = fill(&store, NOW, &mut |done, total| told = (done, total)).await.unwrap();
    assert!(summary.responses >= 20_000);
    assert_eq!(told, (summary.responses, summary.responses));
    assert_eq!(store.response_count().await.unwrap(), summary.responses);
    assert!(store.demonstration().await.unwrap());
    let (first, last) = (Month::of(NOW).plus(-24), Month::of(NOW).plus(-1));
    assert_eq!(store.counted_months().await.unwrap(), Some((first, last)));
    let kinds: BTreeSet<_> = summary.points.iter().map(|point| point.kind.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["health-outpatient", "household-sipas", "one-stop-service", "public-education", "quick-kiosk"]
    );
    for point in &summary.points {
        let stored = store.collection_point(&point.code).await.unwrap().unwrap();
        assert_eq!(format!("/s/{}", stored.code), point.path());
    }

    let devices = store.devices_within(&Reach::Everything).await.unwrap();
    let arrived = store.device_arrivals(&Reach::Everything).await.unwrap();
    let gone = devices.iter().map(|device| {
        let waiting = &device.seen.as_ref().unwrap().1.waiting;
        gaps(device.given, &arrived[&device.id], waiting).iter().map(|span| span.count()).sum::<i64>()
    });
    let gone: BTreeSet<i64> = gone.collect();
    assert_eq!(gone, [0, 4].into(), "one tablet that works well, and one that lost some answers");

    assert_eq!(store.pending_rows().await.unwrap(), 0);
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    for campaign in store.campaigns().await.unwrap() {
        let mut stored: Vec<_> = store.survey_responses(campaign.id).await.unwrap();
        stored.sort_by(|one, other| one.answers.cmp(&other.answers));
        let mut drawn: Vec<_> = RESPONSES
            .iter()
            .filter(|new| new.response().campaign_id == campaign.id)
            .map(|new| new.response().answers.to_json())
            .collect();
        drawn.sort();
        assert!(stored.iter().map(|row| &row.answers).eq(&drawn), "{:?}", campaign.title);
    }
    let again = fill(&store, NOW, &mut |_, _| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)));
    store.close().await;
}

#[tokio::test]
async fn a_wide_demonstration_is_stored_too() {
    let file = Scratch(std::env::temp_dir().join(format!("hailong-demo-wide-{}.sqlite", std::process::id())));
    let store = Store::open(&format!("sqlite://{}", file.0.display())).await.unwrap();
    let mut told = Vec::new();
    let size = Size { responses: Some(9_000), communes: 200 };
    let summary = fill_to(&store, NOW, size, &mut |done, total| told.push((done, total))).await.unwrap();
    assert_eq!((summary.responses, store.response_count().await.unwrap()), (9_000, 9_000));
    assert!(told.is_sorted() && told.len() >= 3 && told.last() == Some(&(9_000, 9_000)), "{told:?}");
    assert_eq!(store.units().await.unwrap().nodes().len(), 200 + 2 * 5 + 1);
    assert_eq!(store.pending_rows().await.unwrap(), 0);
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    store.close().await;
}
