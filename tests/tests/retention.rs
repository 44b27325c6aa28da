//! What was kept long enough is erased: on its day, wherever it was interrupted, and so that no figure changes. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

use app::domain::campaign::{Campaign, Sampling};
use app::domain::entry::PaperNumber;
use app::domain::merging_form::{Fate, Merging};
use app::domain::reference::Reference;
use app::domain::retention::{Kind, NOTICE, Periods};
use app::domain::role::{Reach, Role};
use serde_json::Value;
use server::audit::Author;
use server::retention::{Erased, LITTLE, erase, settle};
use server::sources::Secrets;
use server::store::audit::Wanted;
use server::store::disposing::{Due, Part, Settling};
use server::store::entry::FirstEntry;
use server::store::microdata::Selection;
use server::store::removal::Removal;
use server::store::{Database, Store};
use sqlx::AssertSqlSafe;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::desk::last_entry;
use tests::everything::dump;
use tests::program::{begin, check, run};
use tests::retention::{WRITTEN, day, ended};
use tests::staff::add;
use tests::world::{LAND, World, fill, sources};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    nothing_goes_before_its_day_in_viet_nam,
    nothing_goes_before_there_was_notice,
    texts_go_and_figures_stay,
    what_leads_to_people_goes_and_the_proof_of_the_draw_stays,
    no_figure_changes_when_responses_go,
    the_same_people_give_the_same_figures_in_any_order,
    it_goes_on_where_it_was_interrupted,
    it_goes_on_where_the_program_was_killed,
    several_instances_erase_everything_once,
    counts_of_erased_responses_are_watched,
    points_and_units_of_erased_responses_stay,
    an_export_says_what_was_erased,
    the_command_says_what_is_due_and_does_it,
);

/// Chance that is not the same each time: identifiers are made of it.
fn secrets() -> Secrets {
    static MADE: AtomicI64 = AtomicI64::new(0);
    sources(NOW + MADE.fetch_add(1, Ordering::Relaxed)).secrets
}

async fn at(store: &Store, now: i64) -> Erased {
    let erased = erase(store, now, &secrets(), LITTLE).await.unwrap();
    assert!(erased.failed.is_empty() && !erased.elsewhere, "{erased:?}");
    erased
}

async fn differences(store: &Store) -> Vec<String> {
    store.recount(&mut |_| {}).await.unwrap().differences
}

/// The days on which the three kinds of campaigns that ended on 31 January 2026 go.
const LINKS: &str = "2026-04-30";
const TEXTS: &str = "2028-01-31";
const RESPONSES: &str = "2031-01-31";

async fn nothing_goes_before_its_day_in_viet_nam(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 30).await;
    db.store.begin_retention(NOW).await.unwrap();
    let mut expected = Vec::new();
    for (midnight, kind) in [(LINKS, Kind::Links), (TEXTS, Kind::Texts), (RESPONSES, Kind::Responses)] {
        // The world has a campaign that ended later, whose kinds go later.
        let before = at(&db.store, day(midnight) - 1).await.finished;
        assert!(!before.contains(&(campaign.id, kind)), "{midnight}: {before:?}");
        let then = at(&db.store, day(midnight)).await.finished;
        assert!(then.contains(&(campaign.id, kind)), "{midnight}: {then:?}");
        expected.push(kind);
        let done = db.store.disposals(campaign.id).await.unwrap();
        assert_eq!(done.len(), expected.len());
        assert_eq!(done[&kind].finished_at, Some(day(midnight)));
    }
    assert!(at(&db.store, day(RESPONSES)).await.finished.is_empty(), "nothing goes twice");
    // What is still open is not touched, however old it is.
    assert!(db.store.disposals(world.feedback.id).await.unwrap().is_empty());
    let Value::Object(told) = last_entry(&db.store).await.4 else { panic!("an entry with numbers") };
    assert!(told.values().all(|value| !value.to_string().contains(WRITTEN)));
}

async fn nothing_goes_before_there_was_notice(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 5).await;
    // An old database under a new program: everything is overdue.
    let late = day("2040-01-01") + 5_000;
    assert!(at(&db.store, late).await.finished.is_empty());
    let (action, _, _, before, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), before), ("retention-set", Value::Null));
    assert_eq!(after["not_before"], day("2040-01-15"));
    assert!(at(&db.store, day("2040-01-15") - 1).await.finished.is_empty());
    let gone = at(&db.store, day("2040-01-15")).await.finished;
    assert_eq!(gone.iter().filter(|(id, _)| *id == campaign.id).count(), 3);
    // Whoever shortens a period gives notice again; whoever lengthens one need not.
    let now = day("2040-03-01");
    let set = async |periods| db.store.set_retention(&Author::Program, now, &Reach::Everything, periods).await.unwrap();
    assert!(set(Periods { texts: Some(30), ..Periods::default() }).await);
    assert_eq!(db.store.retention(now).await.unwrap().not_before, day("2040-01-15"));
    assert!(set(Periods { texts: Some(29), ..Periods::default() }).await);
    assert_eq!(db.store.retention(now).await.unwrap().not_before, now + NOTICE * 86_400_000);
    let some = Reach::Units(vec!["tinh".parse().unwrap()]);
    assert!(!db.store.set_retention(&Author::Program, now, &some, Periods::default()).await.unwrap(), "periods are everybody's");
}

/// What a citizen and a statistician read, in every way that differs.
async fn figures(store: &Store, now: i64, campaign: &Campaign) -> BTreeMap<String, String> {
    let app = TestApp::at(store, now);
    let mut read = BTreeMap::new();
    let filters = [
        String::new(),
        format!("?campaign={}", campaign.id),
        "?unit=xa-mot".to_owned(),
        "?unit=tinh&period=2026".to_owned(),
        "?period=2025-12".to_owned(),
        "?sector=land".to_owned(),
        "?mode=phone".to_owned(),
        "?questionnaire=one-stop-service&item=a1".to_owned(),
    ];
    for filter in filters {
        for kind in ["", ".csv", ".json"] {
            let address = format!("/results{kind}{filter}");
            let answer = app.get(&address).await;
            assert_eq!(answer.status, 200, "{address}");
            // Each page has a nonce of its own.
            let text = answer.text().to_owned();
            let nonce = text.split_once("nonce=\"").map(|(_, rest)| rest.split_once('"').unwrap().0.to_owned());
            read.insert(address, nonce.map_or_else(|| text.clone(), |nonce| text.replace(&nonce, "")));
        }
    }
    read
}

async fn texts_go_and_figures_stay(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 250).await;
    db.store.begin_retention(NOW).await.unwrap();
    let now = day(TEXTS);
    let before = figures(&db.store, now, &campaign).await;
    let mut texts = 0;
    let mut count = async || {
        texts = 0;
        let each = |response: &server::store::microdata::Microdata<'_>| {
            texts += response.row.answers.matches(WRITTEN).count();
            Ok::<_, server::store::StoreError>(())
        };
        db.store.microdata(&Selection::all(Some(campaign.id)), each).await.unwrap();
        texts
    };
    assert_eq!(count().await, 250);
    at(&db.store, now).await;
    assert_eq!(count().await, 0);
    assert_eq!(db.store.response_ids(campaign.id).await.unwrap().len(), 250, "the rest of them stays");
    assert_eq!(figures(&db.store, now, &campaign).await, before);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    let done = db.store.disposals(campaign.id).await.unwrap();
    assert_eq!((done[&Kind::Texts].responses, done[&Kind::Texts].texts), (250, 250));
    let all = dump(&db.store).await;
    assert!(all.values().flatten().all(|row| !row.contains(WRITTEN)), "no table has them");
}

async fn what_leads_to_people_goes_and_the_proof_of_the_draw_stays(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 40).await;
    db.store.begin_retention(NOW).await.unwrap();
    let collector = add(&db.store, "collector", Role::Collector, "xa-mot").await;
    let ids = db.store.response_ids(campaign.id).await.unwrap();
    let mut point = db.store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    point.campaign_id = campaign.id;
    point.code = "pppppp".parse().unwrap();
    db.store.add_collection_points(std::slice::from_ref(&point)).await.unwrap();
    let number = PaperNumber { batch: "1".into(), number: 1 };
    let first = FirstEntry { id: Uuid::from_u128(5), point: &point, number: &number, by: collector.id, entered: "dở dang" };
    assert!(db.store.add_first_entry(NOW, &Reach::Everything, first).await.unwrap());
    attribute(&db.store, &campaign, ids[0], collector.id).await;
    drawn(&db.store, &campaign).await;
    let before = figures(&db.store, day(LINKS), &campaign).await;

    at(&db.store, day(LINKS)).await;
    let left = dump(&db.store).await;
    let text: String = left.values().flatten().map(|row| format!("{row}\n").to_lowercase()).collect();
    for id in &ids {
        let simple = id.simple().to_string();
        assert!(!text.contains(&simple) && !text.contains(&id.to_string()), "an identifier that a receipt finds is gone");
    }
    assert!(
        !text.contains("dở dang") && !text.contains("hs-người") && left["entry"].is_empty() && left["sample_element"].is_empty()
    );
    assert!(left["entry_quality"].is_empty());
    assert_eq!(left["sample"].len(), 1);
    assert!(left["sample"][0].contains("hash-of-the-frame"), "what proves the draw stays");
    let anew = db.store.response_ids(campaign.id).await.unwrap();
    assert_eq!(anew.len(), 40);
    assert!(anew.iter().all(|id| id.as_bytes()[0] == 0xff));
    let moments: Vec<i64> =
        scalars(&db.store, "SELECT DISTINCT submitted_at FROM response WHERE month > 202500 ORDER BY 1").await;
    assert!(
        moments.contains(&day("2025-12-01")) && moments.contains(&day("2026-01-01")),
        "of a moment its month stays: {moments:?}"
    );
    assert_eq!(figures(&db.store, day(LINKS), &campaign).await, before);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    let done = db.store.disposals(campaign.id).await.unwrap();
    let links = &done[&Kind::Links];
    assert_eq!((links.responses, links.entries, links.elements), (40, 2, 3));
}

async fn scalars(store: &Store, text: &'static str) -> Vec<i64> {
    match store.database() {
        Database::Sqlite { read, .. } => sqlx::query_scalar(text).fetch_all(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(text).fetch_all(pool).await.unwrap(),
    }
}

/// Runs a statement past the program.
async fn past(store: &Store, text: String) -> Result<u64, sqlx::Error> {
    match store.database() {
        Database::Sqlite { write, .. } => sqlx::query(AssertSqlSafe(text)).execute(write).await.map(|done| done.rows_affected()),
        Database::Postgres(pool) => sqlx::query(AssertSqlSafe(text)).execute(pool).await.map(|done| done.rows_affected()),
    }
}

/// An identifier as a statement has it.
fn literal(store: &Store, id: Uuid) -> String {
    match store.database() {
        Database::Sqlite { .. } => format!("x'{}'", id.simple()),
        Database::Postgres(_) => format!("'{id}'::uuid"),
    }
}

/// Notes that a collector entered a response, and how well.
async fn attribute(store: &Store, campaign: &Campaign, response: Uuid, by: Uuid) {
    let [campaign, response, by] = [campaign.id, response, by].map(|id| literal(store, id));
    let entry = format!(
        "INSERT INTO entry (id, campaign_id, point, account_id, entered_at, stored_at) VALUES ({response}, {campaign}, 'pppppp', {by}, 1, 1)"
    );
    past(store, entry).await.unwrap();
    let quality = format!("INSERT INTO entry_quality VALUES ({campaign}, {by}, 'q-a1', 10, 1)");
    past(store, quality).await.unwrap();
}

/// Draws three households for a campaign that is open already, as if it had been a draft then.
async fn drawn(store: &Store, campaign: &Campaign) {
    let id = literal(store, campaign.id);
    let typed = if matches!(store.database(), Database::Sqlite { .. }) { "0" } else { "FALSE" };
    past(store, format!("UPDATE campaign SET state = 'draft' WHERE id = {id}")).await.unwrap();
    let sample = format!(
        "INSERT INTO sample VALUES ({id}, 1, 'ai', 'hash-of-the-frame', 9, '{{}}', 'seed', {typed}, 1, '[]', 'hash-of-the-result', 3)"
    );
    past(store, sample).await.unwrap();
    for position in 1..=3 {
        let element = format!(
            "INSERT INTO sample_element VALUES ({id}, {position}, 'HS-người {position}', 'Xã', 'Thôn', 's', 'p-{position}', 0.5, 2.0)"
        );
        past(store, element).await.unwrap();
    }
    past(store, format!("UPDATE campaign SET state = 'open' WHERE id = {id}")).await.unwrap();
    let refused = past(store, format!("DELETE FROM sample_element WHERE campaign_id = {id}")).await;
    assert!(refused.is_err(), "while its time is not over, who was drawn stays");
}

async fn no_figure_changes_when_responses_go(db: TestDatabase) {
    let world = fill(&db.store).await;
    let sample = ended(&db.store, &world, (1, Sampling::Probability), 300).await;
    let open = ended(&db.store, &world, (2, Sampling::SelfSelected), 250).await;
    db.store.begin_retention(NOW).await.unwrap();
    // Half of the counts are rolled up, half still pending.
    db.store.roll_up(1).await.unwrap();
    let now = day(RESPONSES);
    let before = [figures(&db.store, now, &sample).await, figures(&db.store, now, &open).await];
    assert!(before[0][&format!("/results.json?campaign={}", sample.id)].contains("\"interval_lower\":"), "with an interval");
    let weighted = &before[0][&format!("/results.csv?campaign={}", sample.id)];
    assert!(weighted.lines().any(|line| line.starts_with("survey") && line.contains(",true,")), "and weighted: {weighted}");
    assert_eq!(db.store.response_count().await.unwrap(), 550);

    at(&db.store, now).await;
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    assert_eq!([figures(&db.store, now, &sample).await, figures(&db.store, now, &open).await], before);
    let recount = db.store.recount(&mut |_| {}).await.unwrap();
    assert_eq!((recount.responses, recount.erased, recount.differences.as_slice()), (0, 550, [].as_slice()));
    db.store.repair(recount).await.unwrap();
    db.store.rollup_all().await.unwrap();
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    // Another program that knows nothing of it from memory says the same.
    let other = Store::open(&db.url).await.unwrap();
    assert_eq!([figures(&other, now, &sample).await, figures(&other, now, &open).await], before);
    let all = dump(&db.store).await;
    assert!(all["response"].is_empty() && !all["disposed_person"].is_empty());
    assert!(all.values().flatten().all(|row| !row.contains(WRITTEN)));
    // A repair still puts right what was spoilt, from what was written down.
    past(&db.store, "UPDATE response_cell SET responses = responses + 1 WHERE period = 0 AND unit = ''".into()).await.unwrap();
    let recount = db.store.recount(&mut |_| {}).await.unwrap();
    assert!(!recount.differences.is_empty());
    db.store.repair(recount).await.unwrap();
    assert_eq!([figures(&other, now, &sample).await, figures(&other, now, &open).await], before);

    merge(&db.store, now).await;
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    let app = TestApp::at(&db.store, now);
    let json = app.get("/results.json?unit=xa-hai&predecessors=1").await;
    let figures: Value = serde_json::from_str(json.text()).unwrap();
    let land = |measure: &str| {
        let all = figures["figures"].as_array().unwrap();
        all.iter().find(|one| one["measure"] == measure && one["sector"] == "land").unwrap()["respondents"].clone()
    };
    assert_eq!(land("feedback"), 250, "what was answered about both counts: {figures}");
}

/// Merges the first commune into the second.
async fn merge(store: &Store, now: i64) {
    let (one, two) = ("xa-mot".parse().unwrap(), "xa-hai".parse().unwrap());
    let merging = Merging { predecessors: vec![one], existing: vec![two], new: None, at: day("2031-01-01"), fate: Fate::Move };
    assert!(store.merge(&Author::Program, now, &Reach::Everything, &merging).await.unwrap());
}

async fn the_same_people_give_the_same_figures_in_any_order(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 200).await;
    let before = figures(&db.store, NOW, &campaign).await;
    // Identifiers decide in which order the database hands responses over.
    for (number, id) in (1_u128..).zip(db.store.response_ids(campaign.id).await.unwrap()) {
        let other = Uuid::from_u128((number * 7_919 % 211) << 64 | number);
        let text = format!("UPDATE response SET id = {} WHERE id = {}", literal(&db.store, other), literal(&db.store, id));
        assert_eq!(past(&db.store, text).await.unwrap(), 1);
    }
    let other = Store::open(&db.url).await.unwrap();
    assert_eq!(figures(&other, NOW, &campaign).await, before);
}

async fn it_goes_on_where_it_was_interrupted(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 100).await;
    db.store.begin_retention(NOW).await.unwrap();
    let now = day(RESPONSES);
    let before = figures(&db.store, now, &campaign).await;
    for kind in Kind::ALL {
        let due = Due { campaign: &campaign, kind, now, most: 7 };
        for _ in 0..3 {
            assert_eq!(db.store.dispose(due, &secrets()).await.unwrap(), Part::More(7));
            assert_eq!(differences(&db.store).await, Vec::<String>::new(), "{kind:?}");
            let halfway = Store::open(&db.url).await.unwrap();
            assert_eq!(figures(&halfway, now, &campaign).await, before, "{kind:?}");
            let done = db.store.disposals(campaign.id).await.unwrap();
            assert_eq!(done[&kind].finished_at, None, "it says that it is not done");
            halfway.close().await;
        }
        // Another program, which knows nothing of the first, does the rest.
        let other = Store::open(&db.url).await.unwrap();
        while !matches!(other.dispose(due, &secrets()).await.unwrap(), Part::Finished(_)) {}
        assert_eq!(other.dispose(due, &secrets()).await.unwrap(), Part::Already);
        let (action, subject, unit, _, after) = last_entry(&other).await;
        assert_eq!((action.as_str(), subject, unit.as_deref()), ("disposed", format!("campaign {}", campaign.id), Some("tinh")));
        assert_eq!(
            (after["kind"].as_str(), after["responses"].as_i64()),
            (Some(kind.word()), Some(100)),
            "each row once: {after}"
        );
        assert_eq!(figures(&other, now, &campaign).await, before, "{kind:?}");
        other.close().await;
    }
    let entries =
        db.store.audit(&Reach::Everything, &Wanted { action: "disposed".into(), ..Wanted::default() }, 10).await.unwrap();
    assert_eq!(entries.len(), 3, "one entry for each kind");
    assert!(db.store.check_audit().await.unwrap().is_ok());
}

/// By SIGKILL, wherever it happens to be: whatever kills the program, no figure changes meanwhile, and the next one goes on.
async fn it_goes_on_where_the_program_was_killed(db: TestDatabase) {
    /// More than are erased in one transaction of the command.
    const RESPONSES: usize = 5_000;
    /// So many times it is killed in the middle.
    const KILLS: u64 = 6;
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), RESPONSES).await;
    // For the command, which has a clock of its own, everything is overdue.
    let text = format!("UPDATE campaign SET closes_at = {} WHERE closes_at = {}", day("2020-02-01"), day("2026-02-01"));
    assert_eq!(past(&db.store, text).await.unwrap(), 1);
    let periods = Periods { texts: Some(2), links: 2, responses: Some(12) };
    assert!(db.store.set_retention(&Author::Program, NOW - NOTICE * 86_400_000, &Reach::Everything, periods).await.unwrap());
    db.store.rollup_all().await.unwrap();
    let before = figures(&db.store, NOW, &campaign).await;
    let progress = async || {
        let done = db.store.disposals(campaign.id).await.unwrap();
        let left = db.store.response_ids(campaign.id).await.unwrap().len();
        let finished = done.values().filter(|one| one.finished_at.is_some()).count();
        (format!("{done:?} {left}"), finished == Kind::ALL.len())
    };
    let words = ["retention", "--now", "--database-url", &db.url];
    let (mut kills, mut seen) = (0, progress().await.0);
    for attempt in 0.. {
        if kills == KILLS {
            break;
        }
        assert!(attempt < 10 * KILLS, "it does not get on: {seen}");
        let mut program = begin(&words);
        // Once it got on, or a little later.
        while progress().await.0 == seen && program.try_wait().unwrap().is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(kills * 17)).await;
        program.kill().unwrap();
        program.wait().unwrap();
        let (now, finished) = progress().await;
        assert!(!finished, "it was killed {kills} times before it came to its end");
        if now == seen {
            // The one before held the database a moment longer than it lived.
            continue;
        }
        (kills, seen) = (kills + 1, now);
        assert!(figures(&db.store, NOW, &campaign).await == before, "killed {kills} times: a figure is another");
        let checked = check(&db.url);
        assert!(checked.success, "{}{}", checked.output, checked.errors);
    }
    let finished = run(&words);
    assert!(finished.success, "{}{}", finished.output, finished.errors);
    assert!(progress().await.1);
    assert_eq!(db.store.response_ids(campaign.id).await.unwrap().len(), 0);
    assert!(figures(&db.store, NOW, &campaign).await == before, "at the end a figure is another");
    let checked = check(&db.url);
    assert!(checked.success, "{}{}", checked.output, checked.errors);
    assert!(dump(&db.store).await.values().flatten().all(|row| !row.contains(WRITTEN)), "no table has what was written");
    // Each kind is told of once, however often it was begun.
    let wanted = Wanted { action: "disposed".into(), subject: format!("campaign {}", campaign.id), ..Wanted::default() };
    assert_eq!(db.store.audit(&Reach::Everything, &wanted, 100).await.unwrap().len(), Kind::ALL.len());
}

async fn several_instances_erase_everything_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 120).await;
    db.store.begin_retention(NOW).await.unwrap();
    let now = day(RESPONSES);
    let before = figures(&db.store, now, &campaign).await;
    let other = Store::open(&db.url).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for store in [db.store.clone(), other.clone(), db.store.clone(), other] {
        tasks.spawn(async move { erase(&store, now, &secrets(), 5).await.unwrap() });
    }
    let mut failed = Vec::new();
    while let Some(erased) = tasks.join_next().await {
        failed.extend(erased.unwrap().failed);
    }
    assert_eq!(failed, Vec::<String>::new());
    at(&db.store, now).await;
    let done = db.store.disposals(campaign.id).await.unwrap();
    assert_eq!(Kind::ALL.map(|kind| done[&kind].responses), [120; 3]);
    let entries =
        db.store.audit(&Reach::Everything, &Wanted { action: "disposed".into(), ..Wanted::default() }, 100).await.unwrap();
    let of_it = entries.iter().filter(|entry| entry.subject.ends_with(&campaign.id.to_string())).count();
    assert_eq!(of_it, 3);
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    assert_eq!(figures(&db.store, now, &campaign).await, before);
}

async fn counts_of_erased_responses_are_watched(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 60).await;
    db.store.begin_retention(NOW).await.unwrap();
    at(&db.store, day(RESPONSES)).await;
    let hash = db.store.disposals(campaign.id).await.unwrap()[&Kind::Responses].counts_hash.clone().unwrap();
    let entries =
        db.store.audit(&Reach::Everything, &Wanted { action: "disposed".into(), ..Wanted::default() }, 100).await.unwrap();
    assert!(entries.iter().any(|entry| entry.after.as_ref().is_some_and(|after| after.contains(&hash))), "the log has the hash");
    for text in ["UPDATE disposed_cell SET responses = 0", "DELETE FROM disposed_cell", "DELETE FROM disposed_person"] {
        assert!(past(&db.store, text.into()).await.is_err() || text.contains("person"), "{text}");
    }
    // Whoever takes the guard away can change them, and is found out; what is published does not follow.
    let unguarded = match db.store.database() {
        Database::Sqlite { .. } => "DROP TRIGGER disposed_cell_is_frozen",
        Database::Postgres(_) => "DROP TRIGGER disposed_cell_stays ON disposed_cell",
    };
    past(&db.store, unguarded.into()).await.unwrap();
    past(&db.store, "UPDATE disposed_cell SET responses = 0, rated = 0".into()).await.unwrap();
    let before = figures(&db.store, day(RESPONSES), &campaign).await;
    let recount = db.store.recount(&mut |_| {}).await.unwrap();
    let said = format!("the counts of erased responses were changed: campaign {}", campaign.id);
    assert!(recount.differences.contains(&said), "{:?}", recount.differences);
    db.store.repair(recount).await.unwrap();
    assert_eq!(figures(&db.store, day(RESPONSES), &campaign).await, before);
    assert!(differences(&db.store).await.contains(&said));
}

async fn points_and_units_of_erased_responses_stay(db: TestDatabase) {
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 20).await;
    let mut point = db.store.collection_point(&LAND.parse().unwrap()).await.unwrap().unwrap();
    point.campaign_id = campaign.id;
    point.code = "pppppp".parse().unwrap();
    db.store.add_collection_points(std::slice::from_ref(&point)).await.unwrap();
    db.store.begin_retention(NOW).await.unwrap();
    at(&db.store, day(RESPONSES)).await;
    let author = Author::Program;
    let removal = db.store.remove_point(&author, NOW, &Reach::Everything, &point).await.unwrap();
    assert_eq!(removal, Removal::Referred(vec![Reference::Responses]));
    assert!(past(&db.store, "DELETE FROM collection_point WHERE code = 'pppppp'".into()).await.is_err());
    assert_eq!(db.store.answers_at(&point).await.unwrap(), None, "how many answered there is not known any more");
    for unit in ["xa-mot", "xa-hai"] {
        let unit = db.store.units().await.unwrap().get(unit).unwrap().clone();
        let removal = db.store.remove_unit(&author, NOW, &Reach::Everything, &unit).await.unwrap();
        assert!(matches!(removal, Removal::Referred(found) if found.contains(&Reference::Responses)), "{}", unit.code);
    }
}

async fn an_export_says_what_was_erased(db: TestDatabase) {
    let world = fill(&db.store).await;
    let gone = ended(&db.store, &world, (1, Sampling::Probability), 20).await;
    db.store.begin_retention(NOW).await.unwrap();
    at(&db.store, day(RESPONSES)).await;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("export");
    let manifest = {
        let (request, watch) = (server::export::Request::full(None), &mut |_| std::ops::ControlFlow::Continue(()));
        server::export::export(&db.store, &target, &request, day("2032-01-01"), watch).await
    }
    .unwrap();
    assert!(manifest.files.is_empty());
    let entry = manifest.campaigns.iter().find(|entry| entry.id == gone.id).unwrap();
    assert_eq!((entry.texts_erased_at, entry.responses_erased_at), (Some(day(RESPONSES)), Some(day(RESPONSES))));
    let open = manifest.campaigns.iter().find(|entry| entry.id == world.feedback.id).unwrap();
    assert_eq!((open.texts_erased_at, open.responses_erased_at), (None, None));
    let text = std::fs::read_to_string(target.join("manifest.json")).unwrap();
    assert!(text.contains("\"responses_erased_at\""));
}

async fn the_command_says_what_is_due_and_does_it(db: TestDatabase) {
    let world: World = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::SelfSelected), 20).await;
    let said = run(&["retention", "--database-url", &db.url]);
    assert!(said.success, "{said:?}");
    for kind in Kind::ALL {
        let line = said.output.lines().find(|line| line.contains(kind.word()) && line.contains(&campaign.id.to_string()));
        // The clock of the program is the machine's, and there is notice from its first look on.
        assert!(line.is_some_and(|line| line.starts_with("later")), "{}", said.output);
    }
    assert!(run(&["retention", "--now", "--database-url", &db.url]).output.contains("0 rows"));
    past(
        &db.store,
        r#"UPDATE setting SET value = '{"texts":2,"links":2,"responses":null,"not_before":0}' WHERE name = 'retention'"#.into(),
    )
    .await
    .unwrap();
    let said = run(&["retention", "--database-url", &db.url]);
    assert!(
        said.output.lines().any(|line| line.starts_with("due") && line.contains(&campaign.id.to_string())),
        "{}",
        said.output
    );
    assert_eq!(db.store.disposals(campaign.id).await.unwrap().len(), 0, "asking does nothing");
    let done = run(&["retention", "--now", "--database-url", &db.url]);
    assert!(done.success && done.output.contains(&format!("erased   texts of campaign {}", campaign.id)), "{done:?}");
    assert_eq!(db.store.disposals(campaign.id).await.unwrap().len(), 2);
    let check = tests::program::check(&db.url);
    assert!(check.success, "{check:?}");
}

/// The bytes of a database file and what stands beside it.
fn bytes(url: &str) -> Vec<u8> {
    let file = url.strip_prefix("sqlite://").unwrap();
    ["", "-wal", "-shm"].iter().flat_map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default()).collect()
}

fn times(haystack: &[u8], needle: &str) -> usize {
    haystack.windows(needle.len()).filter(|window| *window == needle.as_bytes()).count()
}

/// Whoever reads the files byte by byte finds nothing of what was erased, while the program goes on.
#[tokio::test]
async fn what_was_erased_is_in_no_file_sqlite() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    let campaign = ended(&db.store, &world, (1, Sampling::Probability), 3_000).await;
    drawn(&db.store, &campaign).await;
    db.store.begin_retention(NOW).await.unwrap();
    assert!(times(&bytes(&db.url), WRITTEN) >= 3_000 && times(&bytes(&db.url), "HS-người") >= 3);
    // Nothing that was written before stands in the file only because it moved: what leads to people goes first and moves every row.
    at(&db.store, day(LINKS)).await;
    assert_eq!(settle(&db.store, None).await.unwrap(), Settling::Settled);
    assert_eq!(times(&bytes(&db.url), "HS-người"), 0);
    at(&db.store, day(TEXTS)).await;
    assert_eq!(settle(&db.store, None).await.unwrap(), Settling::Settled);
    assert_eq!(times(&bytes(&db.url), WRITTEN), 0, "while it is open");
    assert!(times(&bytes(&db.url), "thon-") > 0, "the rest is there");
    at(&db.store, day(RESPONSES)).await;
    assert_eq!(settle(&db.store, None).await.unwrap(), Settling::Settled);
    assert!(times(&bytes(&db.url), "\"overall\":") > 0, "ratings of a random sample stay");
    assert_eq!(differences(&db.store).await, Vec::<String>::new());
    db.store.close().await;
    assert_eq!(times(&bytes(&db.url), WRITTEN), 0, "and once it is closed");
}
