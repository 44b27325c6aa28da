//! One behavioural suite of the store, run on both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::response::Storing;
use app::domain::sample_place::{SamplePlace, Weight};
use server::store::StoreError;
use server::store::counts::SectorCount;
use sqlx::{Row, SqlSafeStr};
use tests::database::TestDatabase;
use tests::world::{World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};

on_both_databases!(
    a_response_is_stored_once,
    many_at_once_are_all_stored_and_counted,
    a_group_with_one_impossible_response_keeps_the_others,
    counts_can_be_proved_wrong,
    a_published_version_never_changes,
    a_filter_takes_a_unit_with_all_below_it,
    what_is_stored_survives_opening_again,
    every_statement_is_understood,
    vietnamese_text_is_kept_in_both_forms,
    a_place_in_the_sample_is_kept_whole,
);

const ALL: (i32, i32) = (0, 999_912);

async fn a_response_is_stored_once(db: TestDatabase) {
    let world = fill(&db.store).await;
    let id = ids().make(NOW + 1);
    let first = response(&world, &world.feedback, id, ("xa-mot", "land"), answers(&[("overall", 5), ("a1", 4)]));
    let mut other = first.clone();
    other.response.answers = answers(&[("overall", 5), ("a1", 3)]);
    assert_eq!(db.store.store(first.clone()).await.unwrap(), Storing::Stored);
    assert_eq!(db.store.store(first).await.unwrap(), Storing::AlreadyStored);
    assert_eq!(db.store.store(other).await.unwrap(), Storing::Conflict);
    assert_eq!(db.store.response_count().await.unwrap(), 1);
    let count = land(&db, &world).await;
    assert_eq!((count.rated, count.items["a1"]), (1, [0, 0, 0, 0, 1, 0]));
}

async fn many_at_once_are_all_stored_and_counted(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..400_u32 {
        let points: &[(&str, u8)] = if number % 4 == 0 { &[("a1", 0)] } else { &[("a1", 5), ("b1", 2)] };
        let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(points));
        let store = db.store.clone();
        tasks.spawn(async move {
            // Each is sent twice, as by an impatient thumb.
            (store.store(new.clone()).await.unwrap(), store.store(new).await.unwrap())
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        assert_eq!(outcome.unwrap(), (Storing::Stored, Storing::AlreadyStored));
    }
    assert_eq!(db.store.response_count().await.unwrap(), 400);
    let count = land(&db, &world).await;
    assert_eq!(count.rated, 300);
    assert_eq!(count.items["a1"], [100, 0, 0, 0, 0, 300]);
    assert_eq!(count.items["b1"], [0, 0, 300, 0, 0, 0]);
    assert_eq!(differences(&db, &world).await, Vec::<String>::new());
}

async fn a_group_with_one_impossible_response_keeps_the_others(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = |unit: &str| response(&world, &world.feedback, ids.make(NOW), (unit, "land"), answers(&[("a1", 5)]));
    let (one, impossible, two) =
        tokio::join!(db.store.store(new("xa-mot")), db.store.store(new("no-such-unit")), db.store.store(new("xa-hai")),);
    assert_eq!((one.unwrap(), two.unwrap()), (Storing::Stored, Storing::Stored));
    assert!(matches!(impossible, Err(StoreError::Database(_))));
    assert_eq!(db.store.response_count().await.unwrap(), 2);
    assert_eq!(differences(&db, &world).await, Vec::<String>::new());
}

async fn counts_can_be_proved_wrong(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW + 1), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new).await.unwrap();
    raw(&db, "UPDATE answer_count SET times = 2").await.unwrap();
    let found = differences(&db, &world).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("item a1, answer 5: recounted Some(1), kept Some(2)"), "{found:?}");
}

async fn a_published_version_never_changes(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let again = db.store.publish(ids.make(NOW + 5), &world.version, NOW).await.unwrap();
    assert_eq!(again, world.feedback.version_id, "the same text again is the version that is there");
    let source = tests::world::EVERYTHING_FILE.replace("code = \"everything\"", "code = \"one-stop-service\"");
    let other = server::instrument::file::read(&source).unwrap();
    let refused = db.store.publish(ids.make(NOW + 6), &other, NOW).await;
    assert!(matches!(refused, Err(StoreError::VersionDiffers { number: 1, .. })));
    let error = raw(&db, "UPDATE questionnaire_version SET document = '{}'").await.unwrap_err();
    assert!(error.to_string().contains("a published questionnaire version never changes"), "{error}");
}

async fn a_filter_takes_a_unit_with_all_below_it(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    for (unit, times) in [("tinh", 1), ("xa-mot", 2), ("xa-hai", 4)] {
        for _ in 0..times {
            let new = response(&world, &world.feedback, ids.make(NOW), (unit, "land"), answers(&[("a1", 5)]));
            db.store.store(new).await.unwrap();
        }
    }
    for (unit, expected) in [(None, 7), (Some("tinh"), 7), (Some("xa-mot"), 2), (Some("xa-hai"), 4)] {
        let counts = db.store.counts(ALL, unit).await.unwrap();
        assert_eq!(counts[&(world.feedback.id, "land".to_owned())].rated, expected, "{unit:?}");
    }
    assert!(db.store.counts((202_604, 202_612), None).await.unwrap().is_empty(), "nothing was answered in these months");
    assert_eq!(db.store.counts((202_603, 202_603), None).await.unwrap().len(), 1);
    let rows = db.store.survey_responses(world.feedback.id, ALL).await.unwrap();
    assert_eq!(rows.len(), 7, "the rows of a sample are read whatever their unit");
    let last = rows.last().unwrap();
    assert_eq!((last.unit.as_str(), last.sector.as_str(), last.answers.as_str()), ("xa-hai", "land", r#"{"a1":5}"#));
}

async fn what_is_stored_survives_opening_again(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW + 1), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store(new.clone()).await.unwrap();
    db.store.close().await;
    assert!(matches!(db.store.store(new).await, Err(StoreError::Stopped)));
    let again = server::store::Store::open(&db.url).await.unwrap();
    assert_eq!(again.response_count().await.unwrap(), 1);
    assert_eq!(again.campaigns().await.unwrap().len(), 6);
    assert_eq!(again.version(world.feedback.version_id).await.unwrap().as_deref(), Some(&world.version));
}

async fn every_statement_is_understood(db: TestDatabase) {
    use server::store as s;
    let texts = [
        s::administrative_rates::SQL,
        s::campaigns::SQL,
        s::collection_points::SQL,
        s::counts::SQL,
        s::questionnaires::SQL,
        s::responses::SQL,
        s::sectors::SQL,
        s::settings::SQL,
        s::targets::SQL,
        s::units::SQL,
    ];
    for text in texts.concat() {
        let prepared = match db.store.database() {
            s::Database::Sqlite { read, .. } => prepare(read, text).await,
            s::Database::Postgres(pool) => prepare(pool, text).await,
        };
        prepared.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

async fn vietnamese_text_is_kept_in_both_forms(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let mut ids_made = Vec::new();
    for text in ["Đất đai: chờ lâu quá! 🙂", "Đa\u{302}\u{301}t decomposed", "a'b\"c\\d\n\te", "0"] {
        let mut given = answers(&[("overall", 5)]);
        given.insert("comment".parse().unwrap(), app::domain::answer::Answer::Text(text.to_owned()));
        let new = response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), given.clone());
        db.store.store(new.clone()).await.unwrap();
        ids_made.push(given.to_json());
        assert_eq!(db.store.store(new).await.unwrap(), Storing::AlreadyStored, "{text}");
    }
    let stored: Vec<String> =
        db.store.survey_responses(world.feedback.id, ALL).await.unwrap().into_iter().map(|row| row.answers).collect();
    for json in ids_made {
        assert!(stored.contains(&json));
    }
}

async fn a_place_in_the_sample_is_kept_whole(db: TestDatabase) {
    let world = fill(&db.store).await;
    let mut new = response(&world, &world.sample, ids().make(NOW + 1), ("xa-mot", "land"), answers(&[("a1", 5)]));
    new.response.sample_place = Some(SamplePlace {
        stratum: "rural".parse().unwrap(),
        psu: "xa-mot-1".parse().unwrap(),
        weight: Weight::new(0.1 + 0.2).unwrap(),
    });
    db.store.store(new.clone()).await.unwrap();
    let rows = db.store.survey_responses(world.sample.id, ALL).await.unwrap();
    assert_eq!(rows[0].sample_place, new.response.sample_place, "to the last digit");
    for impossible in [
        "UPDATE response SET weight = NULL",
        "UPDATE response SET psu = NULL",
        "UPDATE response SET stratum = NULL",
        "UPDATE response SET weight = 0",
    ] {
        assert!(raw(&db, impossible).await.is_err(), "{impossible}");
    }
    raw(&db, "UPDATE response SET stratum = NULL, psu = NULL, weight = NULL").await.unwrap();
    assert_eq!(db.store.survey_responses(world.sample.id, ALL).await.unwrap()[0].sample_place, None);
}

async fn land(db: &TestDatabase, world: &World) -> SectorCount {
    db.store.counts(ALL, None).await.unwrap()[&(world.feedback.id, "land".to_owned())].clone()
}

async fn differences(db: &TestDatabase, world: &World) -> Vec<String> {
    db.store.differing_counts(world.feedback.id, world.feedback.version_id).await.unwrap()
}

async fn raw(db: &TestDatabase, text: &'static str) -> Result<(), sqlx::Error> {
    match db.store.database() {
        server::store::Database::Sqlite { write, .. } => sqlx::query(text).execute(write).await.map(drop),
        server::store::Database::Postgres(pool) => sqlx::query(text).execute(pool).await.map(drop),
    }
}

async fn prepare<DB: sqlx::Database>(pool: &sqlx::Pool<DB>, text: &'static str) -> Result<(), sqlx::Error>
where
    for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
{
    use sqlx::Executor;
    let mut connection = pool.acquire().await?;
    (&mut *connection).prepare(text.into_sql_str()).await.map(drop)
}

/// Both sets of migrations give the same tables, columns and nullability.
#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (TestDatabase::sqlite().await, TestDatabase::postgres().await);
    let server::store::Database::Sqlite { read, .. } = sqlite.store.database() else { panic!("SQLite") };
    let server::store::Database::Postgres(pool) = postgres.store.database() else { panic!("PostgreSQL") };
    let of_sqlite = sqlx::query(
        "SELECT m.name, c.name, c.\"notnull\" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
         AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%' ORDER BY 1, 2",
    )
    .fetch_all(read)
    .await
    .unwrap();
    let of_postgres = sqlx::query(
        "SELECT table_name::text, column_name::text, (is_nullable = 'NO')::int::bigint FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%' ORDER BY 1, 2",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let sqlite: Vec<(String, String, i64)> = of_sqlite.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    let mut postgres: Vec<(String, String, i64)> = of_postgres.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    postgres.sort();
    let mut sqlite = sqlite;
    sqlite.sort();
    assert!(sqlite.len() > 50);
    assert_eq!(sqlite, postgres);
}
