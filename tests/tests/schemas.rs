//! The tables: the same on both databases, understood by every statement, and reached from every earlier state.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::path::PathBuf;

use app::domain::campaign::{Sampling, State};
use app::domain::code::Code;
use app::domain::merging_form::{Fate, Merging};
use app::domain::period::LocalTime;
use app::domain::role::Reach;
use server::audit::Author;
use server::figures::SectorCount;
use server::store::counts::Selection;
use server::store::{Database, Store};
use sqlx::{AssertSqlSafe, Row, SqlSafeStr};
use tests::database::TestDatabase;
use tests::world::{CHOICE, LAND, SAMPLE, built_in, fill};
use tests::{NOW, on_both_databases};

on_both_databases!(every_statement_is_understood, what_was_to_become_of_points_is_kept_for_their_units);

async fn every_statement_is_understood(db: TestDatabase) {
    use server::store as s;
    let mut texts = [
        s::accounts::SQL,
        s::administrative_rates::SQL,
        s::api_tokens::SQL,
        s::audit::SQL,
        s::audit_shown::SQL,
        s::audit_words::SQL,
        s::campaign_changes::SQL,
        s::campaign_desk::SQL,
        s::batches::SQL,
        s::campaigns::SQL,
        s::cells::SQL,
        s::classifications::SQL,
        s::collection_points::SQL,
        s::commenting::SQL,
        s::comments::SQL,
        s::counts::SQL,
        s::credentials::SQL,
        s::device_history::SQL,
        s::device_contact::SQL,
        s::devices::SQL,
        s::directory::SQL,
        s::disposed::SQL,
        s::disposing::SQL,
        s::double_entry::SQL,
        s::entering::SQL,
        s::entry::SQL,
        s::holds::SQL,
        s::improvements::SQL,
        s::newest::SQL,
        s::response_rates::SQL,
        s::invitations::SQL,
        s::merging::SQL,
        s::microdata::SQL,
        s::outlines::SQL,
        s::outside_indices::SQL,
        s::export_jobs::SQL,
        s::passkeys::SQL,
        s::pending::SQL,
        s::points::SQL,
        s::pools::SQL,
        s::questionnaires::SQL,
        s::recount::SQL,
        s::group::SQL,
        s::responses::SQL,
        s::retention::SQL,
        s::reviews::SQL,
        s::samples::SQL,
        s::sectors::SQL,
        s::attempts::SQL,
        s::sessions::SQL,
        s::settings::SQL,
        s::single_sign_on::SQL,
        s::targets::SQL,
        s::units::SQL,
        s::withdrawals::SQL,
    ]
    .concat();
    let counted = s::counts::ROWS.iter().chain(&s::around::ROWS);
    for grain in s::counted_rows::Grain::ALL {
        texts.extend(counted.clone().map(|rows| rows.text(grain, db.store.database())));
    }
    let [cells, pooled_cells] = s::cells::MANY_ROWS;
    let of_rows = [cells, pooled_cells, &s::pending::ADD, &s::group::ADD, &s::comments::ADD, &s::samples::ADD];
    for rows in [1, 2, s::many_rows::MOST] {
        texts.extend(of_rows.map(|statement| statement.text(rows, db.store.database())));
    }
    texts.extend(of_its_own(db.store.database()));
    for text in texts {
        let prepared = match db.store.database() {
            Database::Sqlite { read, .. } => prepare(read, text).await,
            Database::Postgres(pool) => prepare(pool, text).await,
        };
        prepared.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

/// What only one of the two is asked.
fn of_its_own(database: &Database) -> Vec<&'static str> {
    use server::store as s;
    if let Database::Postgres(_) = database {
        [
            s::rollup::POSTGRES_SQL,
            s::pending::POSTGRES_SQL,
            s::audit::POSTGRES_SQL,
            s::audit_words::POSTGRES_SQL,
            s::disposing::POSTGRES_SQL,
            s::group::POSTGRES_SQL,
            s::invitations::POSTGRES_SQL,
            s::withdrawals::POSTGRES_SQL,
            s::imports::POSTGRES_SQL,
            s::import_classifications::POSTGRES_SQL,
            s::outlines::POSTGRES_SQL,
        ]
        .concat()
    } else {
        [
            s::invitations::SQLITE_SQL,
            s::withdrawals::SQLITE_SQL,
            s::audit::SQLITE_SQL,
            s::audit_words::SQLITE_SQL,
            s::disposing::SQLITE_SQL,
            s::imports::SQLITE_SQL,
            s::import_classifications::SQLITE_SQL,
            s::outlines::SQLITE_SQL,
        ]
        .concat()
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

/// From a database in which it was kept for each point.
async fn what_was_to_become_of_points_is_kept_for_their_units(db: TestDatabase) {
    const BEFORE: [&str; 2] =
        [include_str!("../../migrations/sqlite/0008_merging.sql"), include_str!("../../migrations/postgres/0008_merging.sql")];
    fill(&db.store).await;
    let store = &db.store;
    let code = |text: &str| text.parse::<Code>().unwrap();
    for (old, into) in [("xa-mot", "xa-hai"), ("xa-hai", "tinh")] {
        let merging = Merging {
            predecessors: vec![code(old)],
            existing: vec![code(into)],
            new: None,
            at: LocalTime::midnight("2026-07-01").unwrap(),
            fate: Fate::Move,
        };
        assert!(store.merge(&Author::Program, NOW, &Reach::Everything, &merging).await.unwrap());
    }
    let is_sqlite = matches!(store.database(), Database::Sqlite { .. });
    let table = BEFORE[usize::from(!is_sqlite)].split_once("CREATE TABLE point_fate").unwrap().1.split_once(';').unwrap().0;
    for text in [
        "DROP TABLE unit_fate".to_owned(),
        format!("CREATE TABLE point_fate{table}"),
        format!(
            "INSERT INTO point_fate (point, moves_to) VALUES ('{LAND}', 'xa-hai'), ('{SAMPLE}', 'xa-hai'), ('{CHOICE}', NULL)"
        ),
        "DELETE FROM _sqlx_migrations WHERE version = 13".to_owned(),
    ] {
        let text = AssertSqlSafe(text);
        match store.database() {
            Database::Sqlite { write, .. } => drop(sqlx::query(text).execute(write).await.unwrap()),
            Database::Postgres(pool) => drop(sqlx::query(text).execute(pool).await.unwrap()),
        }
    }
    let again = Store::open(&db.url).await.unwrap();
    // All six that stand there, also those of which it was not said.
    assert_eq!(again.waiting_points(&code("xa-mot")).await.unwrap(), (6, 0));
    assert_eq!(again.waiting_points(&code("xa-hai")).await.unwrap(), (0, 1));
    assert_eq!(again.waiting_points(&code("tinh")).await.unwrap(), (0, 0));
    again.close().await;
}

/// Both sets of migrations give the same tables, columns and nullability.
#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (TestDatabase::sqlite().await, TestDatabase::postgres().await);
    let Database::Sqlite { read, .. } = sqlite.store.database() else { panic!("SQLite") };
    let Database::Postgres(pool) = postgres.store.database() else { panic!("PostgreSQL") };
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
    let mut sqlite: Vec<(String, String, i64)> = of_sqlite.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    let mut postgres: Vec<(String, String, i64)> = of_postgres.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    sqlite.sort();
    postgres.sort();
    assert!(sqlite.len() > 50);
    assert_eq!(sqlite, postgres);
}

/// The folder of databases kept from each schema that was in use.
fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas")
}

#[tokio::test]
async fn a_file_kept_from_each_schema_opens_and_agrees_sqlite() {
    let mut opened = 0;
    for entry in std::fs::read_dir(kept()).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "sqlite") {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("kept.db");
            std::fs::copy(entry.path(), &file).unwrap();
            agrees(&Store::open(&format!("sqlite://{}", file.display())).await.unwrap(), number(&entry)).await;
            opened += 1;
        }
    }
    assert!(opened > 0);
}

#[tokio::test]
async fn a_dump_kept_from_each_schema_opens_and_agrees_postgres() {
    let mut opened = 0;
    for entry in std::fs::read_dir(kept()).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "sql") {
            let dump = std::fs::read_to_string(entry.path()).unwrap();
            agrees(&TestDatabase::postgres_from(dump).await.store, number(&entry)).await;
            opened += 1;
        }
    }
    assert!(opened > 0);
}

/// The number of the schema from which a database was kept: its name begins with it.
fn number(entry: &std::fs::DirEntry) -> u32 {
    entry.file_name().to_str().unwrap()[..4].parse().unwrap()
}

/// What the kept databases hold: 40 responses, 10 of them to a random sample, and counts that agree; from the fourth schema on, two
/// accounts, a session, and a log of how they came to be; from the seventh on, a draft of a campaign, one that was closed, and three who were
/// invited, of whom one answered; from the twenty-first on, a classification and a token for another system.
async fn agrees(store: &Store, schema: u32) {
    assert_eq!(store.response_count().await.unwrap(), 40);
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    let campaigns = store.campaigns().await.unwrap();
    let in_state = |state| campaigns.iter().filter(|campaign| campaign.state == state).count();
    let added = usize::from(schema >= 7);
    // What ran before campaigns had states runs on, and measures what its points are about.
    assert_eq!([State::Open, State::Draft, State::Closed, State::Archived].map(in_state), [6, added, added, 0]);
    assert!(campaigns.iter().all(|campaign| !campaign.units.is_empty()));
    assert!(campaigns.iter().all(|campaign| !campaign.sectors.is_empty()), "{campaigns:?}");
    let version = built_in("one-stop-service");
    let counts = store.counts(Selection::default()).await.unwrap();
    let valid: u64 =
        counts.values().map(|count| SectorCount::of(&version, count).unwrap().items["a1"][1..].iter().sum::<u64>()).sum();
    assert_eq!(valid, 33, "answers 1 to 5 among 40 that go round from 0 to 5");
    let sample = campaigns.iter().find(|campaign| campaign.sampling == Sampling::Probability).unwrap();
    let placed = store.survey_responses(sample.id).await.unwrap();
    assert_eq!((placed.len(), placed.iter().filter(|row| row.sample_place.is_some()).count()), (10, 5));
    assert!(store.demonstration().await.unwrap());
    let mut accounts = store.accounts(&Reach::Everything).await.unwrap();
    accounts.sort_by(|one, other| one.name.cmp(&other.name));
    let known: Vec<_> =
        accounts.iter().map(|account| (account.name.as_str(), account.has_password, account.grants.len())).collect();
    assert_eq!(known, if schema < 4 { vec![] } else { vec![("binh", false, 1), ("le.an", true, 1)] });
    let batches = store.batches_within(&Reach::Everything, None).await.unwrap();
    let standing: Vec<_> = batches.iter().map(|batch| (batch.totals.issued, batch.totals.open)).collect();
    assert_eq!(standing, if schema < 7 { vec![] } else { vec![(3, 2)] });
    let classes: Vec<_> = store.classifications().await.unwrap().into_iter().map(|one| one.classes.upper().len()).collect();
    let tokens: Vec<_> = store.tokens_within(&Reach::Everything).await.unwrap().into_iter().map(|one| one.rights.len()).collect();
    assert_eq!((classes, tokens), if schema < 21 { (vec![], vec![]) } else { (vec![1], vec![2]) });
    assert_eq!(store.fingerprint_key().await.unwrap().len(), 64);
    let head = store.check_audit().await.unwrap().unwrap();
    assert_eq!(head.number, if schema < 4 { 0 } else { 8 });
    store.close().await;
}
