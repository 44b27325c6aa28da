//! What tests leave in a PostgreSQL server: their own schemas and databases go with them, those of runs that were killed go with the next run, and
//! those of runs that go on stay.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::database::{Place, TestDatabase, server_url, sweep};

#[tokio::test]
async fn a_place_goes_with_its_test() {
    for db in [TestDatabase::postgres().await, TestDatabase::postgres_elsewhere().await] {
        let name = own_place(&db).await;
        assert!(exists(&name).await);
        db.store.close().await;
        drop(db);
        assert!(!exists(&name).await);
    }
}

#[tokio::test]
async fn sweeping_takes_the_dead_and_leaves_the_living() {
    let living = Place::schema(&server_url(), "").await;
    // As a run leaves it that was killed: nobody holds its lock.
    let dead = format!("hailong_test_dead_{}", std::process::id());
    let dead_database = format!("hailong_test_dead_database_{}", std::process::id());
    let other = format!("hailong_testimony_{}", std::process::id());
    for name in [&dead, &other] {
        run(&format!("CREATE SCHEMA {name}; CREATE TABLE {name}.anything (at_all TEXT)")).await;
    }
    run(&format!("CREATE DATABASE {dead_database}")).await;
    sweep(&server_url()).await;
    let found = (exists(&living.name).await, exists(&dead).await, exists(&dead_database).await, exists(&other).await);
    run(&format!("DROP SCHEMA {other} CASCADE")).await;
    assert_eq!(found, (true, false, false, true), "the living, the dead and another's");
}

#[tokio::test]
async fn no_two_places_have_the_same_name() {
    let [one, other] = [Place::schema(&server_url(), "").await, Place::schema(&server_url(), "").await];
    assert_ne!(one.name, other.name);
}

async fn own_place(db: &TestDatabase) -> String {
    let server::store::Database::Postgres(pool) = db.store.database() else { panic!("PostgreSQL") };
    let name = "SELECT CASE current_schema() WHEN 'public' THEN current_database() ELSE current_schema() END::text";
    sqlx::query_scalar(name).fetch_one(pool).await.unwrap()
}

async fn exists(name: &str) -> bool {
    let mut connection = PgConnection::connect(&server_url()).await.unwrap();
    let there =
        "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1) OR EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)";
    sqlx::query_scalar(there).bind(name).fetch_one(&mut connection).await.unwrap()
}

async fn run(text: &str) {
    let mut connection = PgConnection::connect(&server_url()).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut connection).await.unwrap();
}
