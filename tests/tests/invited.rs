//! `/i/{token}`: a link gives one answer, and nobody can tell whose. On both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::{BTreeMap, HashMap, HashSet};

use app::domain::collection_point::PointCode;
use app::domain::response::{Response, Storing};
use app::domain::role::Reach;
use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::{Purpose, Token};
use server::store::Store;
use server::store::responses::NewResponse;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::everything::dump;
use tests::handed_over::raw;
use tests::invitations::{EXPIRES, INVITED, add_point, issue};
use tests::program::Program;
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_link_gives_one_answer,
    who_was_not_invited_does_not_answer,
    of_many_at_once_exactly_one_is_stored,
    a_link_ends_with_its_list_its_point_and_its_campaign,
    a_token_that_is_put_back_still_gives_its_answer,
    under_any_interleaving_a_token_gives_exactly_one_response,
    two_instances_and_a_reminder_at_once_agree,
    answering_leaves_nothing_but_the_answer,
    who_answered_what_makes_no_difference_to_the_database,
    groups_without_invitations_cost_no_statement_more,
);

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const BATCH: Uuid = Uuid::from_u128(5);

async fn start(db: &TestDatabase, references: &[&str]) -> (TestApp, World, Vec<(String, Token)>) {
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    let made = issue(&db.store, BATCH, references).await;
    (TestApp::at(&db.store, NOW + 1), world, made)
}

fn link(token: &Token) -> String {
    format!("/i/{}", token.reveal())
}

async fn send(app: &TestApp, token: &Token, id: &str, point: &str) -> Answer {
    app.post(&link(token), &[("id", id), ("point", INVITED), ("q-overall", point)]).await
}

async fn open(store: &Store) -> u64 {
    store.batch(&Reach::Everything, BATCH).await.unwrap().unwrap().totals.open
}

/// A response at the point for those who were invited.
fn invited(world: &World, id: u128, point: u8, token: Option<&Token>) -> NewResponse {
    let id = uuid::Builder::from_unix_timestamp_millis(u64::try_from(NOW).unwrap(), &[u8::try_from(id).unwrap(); 10]).into_uuid();
    let plain = response(world, &world.feedback, id, ("xa-mot", "land"), answers(&[("a1", point)]));
    let response = Response { point: INVITED.parse::<PointCode>().unwrap(), ..plain.response().clone() };
    let new = NewResponse::new(response, &world.version);
    match token {
        Some(token) => new.by_invitation(token.hash(Purpose::Answer)),
        None => new,
    }
}

async fn a_link_gives_one_answer(db: TestDatabase) {
    let (app, _, made) = start(&db, &["HS-1", "HS-2"]).await;
    let token = &made[0].1;
    let form = app.get(&link(token)).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains(&format!("method=\"post\" action=\"{}\"", link(token))), "it is sent to its own address");
    assert_eq!((form.header("cache-control"), form.header("referrer-policy")), ("no-store", "strict-origin"));
    let (id, view) = (form.hidden("id"), form.hidden("view"));
    // Something to put right keeps everything, and the link.
    let fields = [("id", id.as_str()), ("view", view.as_str()), ("point", INVITED), ("q-overall", "9"), ("q-comment", "Chờ lâu")];
    let wrong = app.post(&link(token), &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Chờ lâu") && wrong.hidden("id") == id && wrong.hidden("point") == INVITED);
    assert!(wrong.text().contains(&format!("action=\"{}\"", link(token))));
    // Another language is no answer.
    let english = app.post(&link(token), &[&fields[..], &[("show", "language-en")]].concat()).await;
    assert!(english.status == StatusCode::OK && english.text().contains("Chờ lâu"), "{}", english.text());
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (0, 2));
    let right = [("id", id.as_str()), ("view", view.as_str()), ("point", INVITED), ("q-overall", "4"), ("q-comment", "Chờ lâu")];
    let thanked = app.post(&link(token), &right).await;
    assert_eq!(thanked.status, SEE_OTHER, "{}", thanked.text());
    let (path, draft) = thanked.header("location").split_once('#').unwrap();
    assert_eq!((path, draft.len()), ("/s/hhhhhh/done", 8));
    assert!(form.text().contains(&format!("{INVITED}-{draft}")), "its draft is apart from others");
    assert!(app.get(path).await.text().contains("Cảm ơn Ông/Bà!"));
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (1, 1));
    // The same again, as by an impatient thumb, is a success that changes nothing.
    assert_eq!(app.post(&link(token), &right).await.status, SEE_OTHER);
    // Other answers under the same identifier are not what was stored, and another form by the same link is refused.
    assert_eq!(send(&app, token, &id, "1").await.status, StatusCode::CONFLICT);
    let another = ids().make(NOW + 9).to_string();
    for answer in [app.get(&link(token)).await, send(&app, token, &another, "4").await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.text().contains("Liên kết này đã được dùng"), "{}", answer.text());
        assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "strict-origin"));
    }
    assert!(app.get(&format!("{}?lang=en", link(token))).await.text().contains("This link has been used"));
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (1, 1));
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
}

async fn who_was_not_invited_does_not_answer(db: TestDatabase) {
    let (app, _, made) = start(&db, &["HS-1"]).await;
    let id = ids().make(NOW + 9).to_string();
    for answer in
        [app.get(&format!("/s/{INVITED}")).await, app.post(&format!("/s/{INVITED}"), &[("id", &id), ("q-overall", "4")]).await]
    {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text().contains("Phiếu này chỉ dành cho người được mời"), "{}", answer.text());
    }
    let mut rng = ChaCha20Rng::seed_from_u64(9);
    let strange = Token::random(&mut rng).reveal();
    for token in ["x", "", strange.as_str(), &"A".repeat(44), "%00", "..%2f..%2fetc"] {
        let shown = app.get(&format!("/i/{token}")).await;
        assert!([StatusCode::GONE, StatusCode::NOT_FOUND].contains(&shown.status), "{token}: {}", shown.status);
        let sent = app.post(&format!("/i/{token}"), &[("id", &id), ("point", INVITED), ("q-overall", "4")]).await;
        assert!([StatusCode::GONE, StatusCode::NOT_FOUND].contains(&sent.status), "{token}: {}", sent.status);
    }
    // A link opens the form of its own point, whatever else the form says.
    let token = &made[0].1;
    let other = app.post(&link(token), &[("id", &id), ("point", tests::world::LAND), ("q-overall", "4")]).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.post(&link(token), &[("id", &id), ("q-overall", "4")]).await.status, StatusCode::GONE);
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (0, 1));
}

async fn of_many_at_once_exactly_one_is_stored(db: TestDatabase) {
    let (app, _, made) = start(&db, &["HS-1", "HS-2", "HS-3"]).await;
    let ids = ids();
    let mut sent = tokio::task::JoinSet::new();
    for number in 0..60 {
        let (app, token, id) = (app.clone(), made[number % 3].1.clone(), ids.make(NOW + 9).to_string());
        sent.spawn(async move { (number % 3, send(&app, &token, &id, "5").await.status) });
    }
    let mut stored = [0; 3];
    while let Some(answer) = sent.join_next().await {
        match answer.unwrap() {
            (token, SEE_OTHER) => stored[token] += 1,
            (_, status) => assert_eq!(status, StatusCode::GONE),
        }
    }
    assert_eq!(stored, [1, 1, 1]);
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (3, 0));
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
}

async fn a_link_ends_with_its_list_its_point_and_its_campaign(db: TestDatabase) {
    let (app, world, made) = start(&db, &["HS-1"]).await;
    let token = &made[0].1;
    assert_eq!(TestApp::at(&db.store, EXPIRES - 1).get(&link(token)).await.status, StatusCode::OK);
    let late = TestApp::at(&db.store, EXPIRES);
    let id = ids().make(NOW + 9).to_string();
    assert_eq!(late.get(&link(token)).await.status, StatusCode::GONE);
    assert_eq!(send(&late, token, &id, "5").await.status, StatusCode::GONE);
    let point = db.store.collection_point(&INVITED.parse().unwrap()).await.unwrap().unwrap();
    let author = server::audit::Author::Program;
    for withdrawn in [true, false] {
        assert!(db.store.withdraw_point(&author, NOW, &Reach::Everything, (&point, withdrawn)).await.unwrap());
        let shown = app.get(&link(token)).await;
        assert_eq!(shown.status, if withdrawn { StatusCode::GONE } else { StatusCode::OK });
        assert_eq!(shown.text().contains("Nơi lấy ý kiến này không còn dùng"), withdrawn);
    }
    let text = format!("UPDATE campaign SET closes_at = {NOW} WHERE id = $1");
    match db.store.database() {
        server::store::Database::Sqlite { write, .. } => {
            sqlx::query(sqlx::AssertSqlSafe(text)).bind(world.feedback.id).execute(write).await.map(drop).unwrap();
        }
        server::store::Database::Postgres(pool) => {
            sqlx::query(sqlx::AssertSqlSafe(text)).bind(world.feedback.id).execute(pool).await.map(drop).unwrap();
        }
    }
    let store = Store::open(&db.url).await.unwrap();
    let closed = TestApp::at(&store, NOW + 1).get(&link(token)).await;
    assert!(closed.status == StatusCode::GONE && closed.text().contains("Đợt lấy ý kiến đã kết thúc"), "{}", closed.text());
    assert_eq!(open(&store).await, 1);
    // The references go with the campaign too.
    assert_eq!(store.erase_expired(NOW + server::store::batches::KEPT).await.unwrap(), 1);
    assert_eq!(open(&store).await, 0);
    store.close().await;
}

async fn a_token_that_is_put_back_still_gives_its_answer(db: TestDatabase) {
    let (_, world, made) = start(&db, &["HS-1", "HS-2"]).await;
    let (one, two) = (&made[0].1, &made[1].1);
    let store = async |group: &[NewResponse]| db.store.store_all(group).await.unwrap();
    assert_eq!(store(&[invited(&world, 1, 5, Some(one))]).await, [Storing::Stored]);
    // Another token under an identifier that is stored: as on a telephone that two people share.
    assert_eq!(store(&[invited(&world, 1, 5, Some(two))]).await, [Storing::AlreadyStored]);
    assert_eq!(store(&[invited(&world, 1, 4, Some(two))]).await, [Storing::Conflict]);
    assert_eq!(open(&db.store).await, 1, "it was not used up");
    let group = [invited(&world, 2, 3, Some(two)), invited(&world, 2, 3, Some(two)), invited(&world, 3, 3, Some(two))];
    assert_eq!(store(&group).await, [Storing::Stored, Storing::AlreadyStored, Storing::Spent]);
    assert_eq!((db.store.response_count().await.unwrap(), open(&db.store).await), (2, 0));
}

/// Groups of submissions by three tokens under four identifiers with two bodies, in any order and as often as chance has it.
fn groups() -> impl Strategy<Value = Vec<Vec<(usize, u128, u8)>>> {
    let one = (0_usize..3, 1_u128..5, 4_u8..6);
    prop::collection::vec(prop::collection::vec(one, 1..5), 1..6)
}

async fn under_any_interleaving_a_token_gives_exactly_one_response(db: TestDatabase) {
    let (_, world, _) = start(&db, &["HS-0"]).await;
    let mut runner = TestRunner::deterministic();
    let mut identifiers = 0;
    for round in 0..40_u128 {
        let groups = groups().new_tree(&mut runner).unwrap().current();
        let list = Uuid::from_u128(100 + round);
        // By the list's own number, as every list of these tests: no other has one of its tokens.
        let mut rng = ChaCha20Rng::seed_from_u64(list.as_u64_pair().1);
        let made = issue_with(&db.store, list, &mut rng).await;
        let before = db.store.response_count().await.unwrap();
        let mut stored: HashMap<usize, (u128, u8)> = HashMap::new();
        let mut taken_ids: HashMap<u128, u8> = HashMap::new();
        for group in &groups {
            let new: Vec<_> =
                group.iter().map(|(token, id, point)| invited(&world, identifiers + id, *point, Some(&made[*token].1))).collect();
            let outcomes = db.store.store_all(&new).await.unwrap();
            let (stored_before, mut refused_tokens) = (stored.clone(), HashSet::new());
            let mut told: Vec<_> = group.iter().zip(outcomes).collect();
            // What is stored comes first: others of the same moment are judged against it.
            told.sort_by_key(|(_, outcome)| *outcome != Storing::Stored);
            for ((token, id, point), outcome) in told {
                match outcome {
                    Storing::Stored => {
                        assert!(stored.insert(*token, (*id, *point)).is_none(), "a token gives one response: {groups:?}");
                        assert!(taken_ids.insert(*id, *point).is_none(), "an identifier is one response: {groups:?}");
                    }
                    Storing::AlreadyStored => assert_eq!(taken_ids[id], *point, "{groups:?}"),
                    Storing::Conflict => assert_ne!(taken_ids[id], *point, "{groups:?}"),
                    Storing::Spent => {
                        assert!(!taken_ids.contains_key(id), "{groups:?}");
                        refused_tokens.insert(*token);
                    }
                }
            }
            // Who is refused had used the token, or comes beside somebody with the same token in the same moment.
            for token in refused_tokens {
                let beside = group.iter().filter(|(other, ..)| *other == token).count() > 1;
                assert!(stored_before.contains_key(&token) || beside, "{groups:?}");
            }
        }
        let totals = db.store.batch(&Reach::Everything, list).await.unwrap().unwrap().totals;
        assert_eq!(totals.answered(), stored.len() as u64, "answered is what was stored: {groups:?}");
        assert_eq!(db.store.response_count().await.unwrap() - before, stored.len() as u64);
        // Whoever tries again with a new identifier gets what is left.
        for (number, (_, token)) in made.iter().enumerate() {
            let again = invited(&world, identifiers + 4 + 1 + number as u128, 5, Some(token));
            let expected = if stored.contains_key(&number) { Storing::Spent } else { Storing::Stored };
            assert_eq!(db.store.store(again).await.unwrap(), expected, "{groups:?}");
        }
        // The bytes of an identifier have room for so many rounds; then they begin anew in another database.
        identifiers += 8;
        if identifiers > 240 {
            break;
        }
    }
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
}

/// A list of three with tokens of their own.
async fn issue_with(store: &Store, id: Uuid, rng: &mut ChaCha20Rng) -> Vec<(String, Token)> {
    let new = server::store::batches::NewBatch {
        id,
        point: INVITED.parse().unwrap(),
        name: "Danh sách".into(),
        expires_at: EXPIRES,
        references: ["A", "B", "C"].map(str::to_owned).into(),
    };
    let author = server::audit::Author::Program;
    assert!(store.issue(&author, NOW, &Reach::Everything, (&new, "tinh"), || Token::random(rng)).await.unwrap());
    tests::invitations::make_links(store, id, rng).await
}

async fn two_instances_and_a_reminder_at_once_agree(db: TestDatabase) {
    let references: Vec<String> = (0..40).map(|number| format!("HS-{number:02}")).collect();
    let (_, world, made) = start(&db, &references.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let other = Store::open(&db.url).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for (number, (_, token)) in made.iter().enumerate() {
        for (instance, store) in [&db.store, &other].into_iter().enumerate() {
            let (store, new) = (store.clone(), invited(&world, (2 * number + instance) as u128, 5, Some(token)));
            tasks.spawn(async move { (number, store.store(new).await.unwrap()) });
        }
    }
    let reminding = {
        let store = other.clone();
        tokio::spawn(async move { tests::invitations::make_links(&store, BATCH, &mut ChaCha20Rng::seed_from_u64(3)).await })
    };
    let mut stored: BTreeMap<usize, usize> = BTreeMap::new();
    while let Some(outcome) = tasks.join_next().await {
        match outcome.unwrap() {
            (number, Storing::Stored) => *stored.entry(number).or_default() += 1,
            (_, outcome) => assert_eq!(outcome, Storing::Spent),
        }
    }
    let reminded = reminding.await.unwrap();
    assert!(stored.values().all(|times| *times == 1), "{stored:?}");
    assert_eq!(open(&db.store).await, (40 - stored.len()) as u64);
    assert_eq!(reminded.len() as u64, open(&db.store).await, "who was reminded is who had not answered");
    let answered: HashSet<&str> = stored.keys().map(|number| made[*number].0.as_str()).collect();
    assert!(reminded.iter().all(|(reference, _)| !answered.contains(reference.as_str())));
    assert_eq!(db.store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    other.close().await;
}

async fn answering_leaves_nothing_but_the_answer(db: TestDatabase) {
    let (app, _, made) = start(&db, &["HS-1", "HS-2", "HS-3"]).await;
    let before = dump(&db.store).await;
    let (reference, token) = &made[1];
    assert!(before["invitation"].iter().any(|row| row.contains(reference)));
    let id = ids().make(NOW + 9).to_string();
    assert_eq!(send(&app, token, &id, "5").await.status, SEE_OTHER);
    let after = dump(&db.store).await;
    for (table, rows) in &after {
        let (old, new): (HashSet<&str>, HashSet<&str>) = (settled(&before[table]), settled(rows));
        match table.as_str() {
            // What was not answered stays as it was, in its place.
            "invitation" => assert!(new.is_subset(&old) && new.len() + 1 == old.len()),
            // What is counted is of the answer, as of any other.
            "response" | "pending" | "response_cell" => {}
            _ => assert_eq!(new, old, "{table} does not change"),
        }
    }
    // Nothing of who answered is anywhere, in whatever form.
    let hash = token.hash(Purpose::Answer);
    let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let secrets =
        [reference.clone(), token.reveal(), hex(hash.as_bytes()), hex(&hash.as_bytes()[..4]), hex(token.reveal().as_bytes())];
    for row in after.values().flatten().map(|row| row.to_lowercase()) {
        assert!(!secrets.iter().any(|secret| row.contains(&secret.to_lowercase())), "{row}");
    }
}

/// Rows without the rank of their transaction, which moves when others come.
fn settled(rows: &[String]) -> HashSet<&str> {
    rows.iter().map(|row| if row.starts_with('(') { row.splitn(3, '|').nth(2).unwrap_or(row) } else { row }).collect()
}

async fn who_answered_what_makes_no_difference_to_the_database(db: TestDatabase) {
    // The same two answers at the same times under the same identifiers, once this way round and once the other.
    let is_sqlite = db.url.starts_with("sqlite:");
    let mut dumps = Vec::new();
    for other_way in [false, true] {
        let db = if is_sqlite { TestDatabase::sqlite().await } else { TestDatabase::postgres().await };
        // What is drawn anew for each database has nothing to do with who answers.
        raw(&db.store, "UPDATE setting SET value = 'of both' WHERE name = 'fingerprint-key'").await;
        let (app, _, made) = start(&db, &["HS-1", "HS-2", "HS-3", "HS-4"]).await;
        let pair = if other_way { [2, 0] } else { [0, 2] };
        for (place, (number, point)) in pair.into_iter().zip(["5", "1"]).enumerate() {
            let id = ids().make(NOW + 9 + i64::try_from(place).unwrap()).to_string();
            assert_eq!(send(&app, &made[number].1, &id, point).await.status, SEE_OTHER);
        }
        dumps.push(dump(&db.store).await);
    }
    for (table, rows) in &dumps[0] {
        assert_eq!(rows, &dumps[1][table], "{table}: whoever holds the whole database cannot tell who gave which answer");
    }
    assert_eq!((dumps[0]["response"].len(), dumps[0]["invitation"].len()), (2, 2));
}

async fn groups_without_invitations_cost_no_statement_more(db: TestDatabase) {
    use std::sync::atomic::Ordering::Relaxed;
    let (_, world, made) = start(&db, &["HS-1"]).await;
    let statements = || db.store.metrics().statements.load(Relaxed);
    let begun = statements();
    db.store.store_all(&[invited(&world, 1, 5, None), invited(&world, 2, 5, None)]).await.unwrap();
    // Begin, responses, what is pending, commit; on PostgreSQL one statement is all of it.
    assert_eq!(statements() - begun, if db.url.starts_with("sqlite:") { 4 } else { 1 });
    let begun = statements();
    db.store.store_all(&[invited(&world, 3, 5, Some(&made[0].1)), invited(&world, 4, 5, None)]).await.unwrap();
    assert_eq!(statements() - begun, 5, "and one for all invitations of the group");
}

/// No log has a token, whatever goes wrong and however much is logged.
#[tokio::test]
async fn no_log_has_a_token() {
    let db = TestDatabase::sqlite().await;
    let world = fill(&db.store).await;
    add_point(&db.store, &world.feedback).await;
    let made = issue(&db.store, BATCH, &["HS-1"]).await;
    let token = made[0].1.reveal();
    db.store.close().await;
    // Where the table is gone, every page of a link fails and is logged.
    let url = db.url.clone();
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query("ALTER TABLE invitation RENAME TO elsewhere").execute(&pool).await.unwrap();
    pool.close().await;
    let mut program = Program::start_logging(&url, &[], "trace");
    program.ready().await;
    let reply = tests::http::get(program.address(), &format!("/i/{token}")).await.unwrap();
    assert_eq!(reply.status, 503);
    let log = program.log();
    assert!(log.contains("a page could not be served") && log.contains("/i/"), "{log}");
    assert!(!log.contains(&token), "{log}");
}
