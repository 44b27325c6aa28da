//! Counts: exact at every moment, whatever was rolled up, and put right when they are not. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;

use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::response::Response;
use server::figures::SectorCount;
use server::store::counted_rows::Grain;
use server::store::counts::Selection;
use server::store::responses::NewResponse;
use server::store::rollup::Rollup;
use server::store::{Database, Store};
use tests::database::TestDatabase;
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    figures_are_the_same_before_during_and_after_a_rollup,
    every_selection_agrees_with_counting_by_hand,
    wrong_counts_are_named_and_repaired_while_answers_come_in,
    two_repairs_at_once_do_not_both_count,
    only_one_rolls_up_at_a_time,
    several_instances_store_and_roll_up_together,
    a_rush_leaves_no_long_table_behind,
    a_program_that_knows_no_pools_leaves_what_is_pending,
);

/// A response like another, but elsewhere, at another time and in another mode.
fn moved(new: &NewResponse, world: &World, unit: &str, month: Month, mode: Mode) -> NewResponse {
    let response = Response { unit: unit.parse().unwrap(), month, mode, ..new.response().clone() };
    NewResponse::new(response, &world.version)
}

async fn land(store: &Store, world: &World) -> SectorCount {
    let counts = store.counts(Selection::default()).await.unwrap();
    SectorCount::of(&world.version, &counts[&(world.feedback.id, "land".to_owned(), "phone".to_owned())]).unwrap()
}

async fn differences(store: &Store) -> Vec<String> {
    store.recount(&mut |_| {}).await.unwrap().differences
}

async fn raw(db: &TestDatabase, text: &'static str) {
    match db.store.database() {
        Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.map(drop),
        Database::Postgres(pool) => sqlx::query(text).execute(pool).await.map(drop),
    }
    .unwrap();
}

async fn figures_are_the_same_before_during_and_after_a_rollup(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    for number in 0..10_u8 {
        let points: &[(&str, u8)] = if number % 2 == 0 { &[("a1", 5), ("b1", 0)] } else { &[("a1", 2)] };
        db.store.store(response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(points))).await.unwrap();
    }
    assert_eq!(db.store.pending_rows().await.unwrap(), 10);
    let before = land(&db.store, &world).await;
    assert_eq!((before.rated, before.items["a1"], before.items["b1"]), (10, [0, 0, 5, 0, 0, 5], [5, 0, 0, 0, 0, 0]));
    assert_eq!(before.sections["results"], 0);
    for left in [6, 2, 0] {
        assert!(matches!(db.store.roll_up(4).await.unwrap(), Rollup::Folded(1..=4)));
        assert_eq!(db.store.pending_rows().await.unwrap(), left);
        assert_eq!(land(&db.store, &world).await, before);
        assert_eq!(differences(&db.store).await, Vec::<String>::new());
        assert_eq!(
            db.store.responses_by_campaign(Selection::default()).await.unwrap(),
            BTreeMap::from([(world.feedback.id, 10)])
        );
    }
    assert_eq!(db.store.roll_up(4).await.unwrap(), Rollup::Folded(0));
}

async fn every_selection_agrees_with_counting_by_hand(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let month = |year, month| Month::new(year, month).unwrap();
    let months = [month(2025, 12), month(2026, 1), month(2026, 3), month(2026, 4)];
    let mut all = Vec::new();
    for (number, (unit, month)) in
        ["tinh", "xa-mot", "xa-hai"].into_iter().flat_map(|unit| months.map(|month| (unit, month))).enumerate()
    {
        for times in 0..=number {
            let mode = if times % 3 == 0 { Mode::Kiosk } else { Mode::Phone };
            let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
            all.push(moved(&new, &world, unit, month, mode));
        }
    }
    let (kept, pending) = all.split_at(all.len() / 2);
    db.store.store_all(kept).await.unwrap();
    db.store.rollup_all().await.unwrap();
    db.store.store_all(pending).await.unwrap();
    for unit in [None, Some("tinh"), Some("xa-mot"), Some("xa-hai")] {
        for period in [None, Some("2025"), Some("2026"), Some("2026-Q1"), Some("2026-Q2"), Some("2026-03"), Some("2024")] {
            for mode in [None, Some(Mode::Kiosk), Some(Mode::Paper)] {
                let (code, span) = (unit.map(|unit| unit.parse().unwrap()), period.map(|period| period.parse().unwrap()));
                let by_hand = all.iter().map(NewResponse::response).filter(|response| {
                    unit.is_none_or(|unit| unit == "tinh" || response.unit.as_str() == unit)
                        && span.is_none_or(|span: app::domain::period::Period| {
                            let (first, last) = span.months();
                            (first..=last).contains(&response.month)
                        })
                        && mode.is_none_or(|mode| response.mode == mode)
                });
                let by_hand = i64::try_from(by_hand.count()).unwrap();
                for grain in Grain::ALL {
                    let counts = db.store.counts(Selection { unit: code.as_ref(), period: span, grain }).await.unwrap();
                    let in_mode = counts.iter().filter(|((.., of), _)| mode.is_none_or(|mode| mode.word() == of));
                    let counted: i64 = in_mode.map(|(_, count)| count.responses).sum();
                    assert_eq!(counted, by_hand, "{grain:?} {unit:?} {period:?} {mode:?}");
                }
            }
        }
    }
    assert_eq!(db.store.counted_months().await.unwrap(), Some((month(2025, 12), month(2026, 4))));
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
}

async fn wrong_counts_are_named_and_repaired_while_answers_come_in(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = || response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    let group: Vec<_> = (0..5).map(|_| new()).collect();
    db.store.store_all(&group).await.unwrap();
    db.store.rollup_all().await.unwrap();
    let right = land(&db.store, &world).await;
    // What a mistake of ours, or a hand in the database, could do.
    raw(&db, "UPDATE response_cell SET responses = responses + 2, answers = replace(answers, '5', '3') WHERE unit = 'xa-mot'")
        .await;
    raw(&db, "DELETE FROM response_cell WHERE unit = '' AND period = 0").await;
    raw(&db, "UPDATE pooled_cell SET rated = 3 WHERE unit = 'tinh' AND period = 2026").await;
    db.store.store(new()).await.unwrap();
    raw(&db, "UPDATE pending SET rated = 7").await;
    let recount = db.store.recount(&mut |_| {}).await.unwrap();
    let said = recount.differences.join("\n");
    assert!(said.contains("xa-mot alone, period 202603"), "{said}");
    assert!(said.contains("responses: recounted 6, kept 8") && said.contains("item a1, answer 5: recounted 6, kept 4"), "{said}");
    assert!(said.contains("all units, period 0") && said.contains("rated: recounted 6, kept 7"), "{said}");
    assert!(said.contains("tinh and below, period 2026, pool ") && said.contains("rated: recounted 6, kept 10"), "{said}");
    // More comes in, and some of it is rolled up, between the recount and the repair.
    db.store.store(new()).await.unwrap();
    db.store.rollup_all().await.unwrap();
    db.store.store(new()).await.unwrap();
    db.store.repair(recount).await.unwrap();
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    let now = land(&db.store, &world).await;
    assert_eq!((right.rated, now.rated, now.items["a1"]), (5, 8, [0, 0, 0, 0, 0, 8]));
}

async fn two_repairs_at_once_do_not_both_count(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    db.store.rollup_all().await.unwrap();
    raw(&db, "DELETE FROM response_cell").await;
    let first = db.store.recount(&mut |_| {}).await.unwrap();
    let second = db.store.recount(&mut |_| {}).await.unwrap();
    assert_eq!(first.differences, second.differences);
    db.store.repair(first).await.unwrap();
    assert!(matches!(db.store.repair(second).await, Err(server::store::StoreError::RepairedMeanwhile)));
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
}

async fn only_one_rolls_up_at_a_time(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    if let Database::Postgres(pool) = db.store.database() {
        let mut elsewhere = pool.begin().await.unwrap();
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended('hailong counts ' || current_schema(), 0))";
        sqlx::query(lock).execute(&mut *elsewhere).await.unwrap();
        assert_eq!(db.store.roll_up(10).await.unwrap(), Rollup::Elsewhere);
        assert_eq!(db.store.pending_rows().await.unwrap(), 1);
        elsewhere.rollback().await.unwrap();
    }
    assert_eq!(db.store.roll_up(10).await.unwrap(), Rollup::Folded(1));
}

async fn several_instances_store_and_roll_up_together(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let stores = [Store::open(&db.url).await.unwrap(), Store::open(&db.url).await.unwrap(), db.store.clone()];
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..300_usize {
        let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", 4)]));
        let store = stores[number % stores.len()].clone();
        tasks.spawn(async move {
            store.store(new).await.unwrap();
            if number % 10 == 0 {
                store.roll_up(5).await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    for store in &stores {
        assert_eq!(land(store, &world).await.items["a1"], [0, 0, 0, 0, 300, 0]);
    }
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    db.store.rollup_all().await.unwrap();
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
}

async fn a_rush_leaves_no_long_table_behind(db: TestDatabase) {
    let Database::Postgres(pool) = db.store.database() else { return };
    let world = fill(&db.store).await;
    db.store.store(response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]))).await.unwrap();
    let size = async || sqlx::query_scalar::<_, i64>("SELECT pg_relation_size('pending')").fetch_one(pool).await.unwrap();
    raw(
        &db,
        "INSERT INTO pending (campaign_id, unit, sector, mode, month, responses, rated, answers) \
         SELECT campaign_id, unit, sector, mode, month, responses, rated, answers FROM pending, generate_series(1, 10000)",
    )
    .await;
    assert!(size().await > 1 << 20);
    db.store.rollup_all().await.unwrap();
    assert_eq!((db.store.pending_rows().await.unwrap(), size().await), (0, 0));
    assert_eq!(land(&db.store, &world).await.rated, 10_001);
}

async fn a_program_that_knows_no_pools_leaves_what_is_pending(db: TestDatabase) {
    let Database::Postgres(pool) = db.store.database() else { return };
    let world = fill(&db.store).await;
    let new =
        |ids: &server::sources::Ids| response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    let ids = ids();
    db.store.store(new(&ids)).await.unwrap();
    db.store.rollup_all().await.unwrap();
    db.store.store(new(&ids)).await.unwrap();
    // As the version before does it, while the new one takes over.
    let mut before = pool.begin().await.unwrap();
    sqlx::query("SET LOCAL hailong.pools = ''").execute(&mut *before).await.unwrap();
    sqlx::query("DELETE FROM pending").execute(&mut *before).await.unwrap();
    let refused = sqlx::query("UPDATE response_cell SET responses = responses + 1").execute(&mut *before).await;
    assert!(refused.unwrap_err().to_string().contains("by pool"));
    before.rollback().await.unwrap();
    assert_eq!(db.store.pending_rows().await.unwrap(), 1);
    assert_eq!(land(&db.store, &world).await.rated, 2);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
}
