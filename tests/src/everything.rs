//! A whole database as text, read past the program: every table, every column, and what the database itself keeps of each row.

use std::collections::BTreeMap;

use server::store::{Database, Store};
use sqlx::AssertSqlSafe;

/// Tables in which the libraries note when they were made.
const NOT_OURS: [&str; 2] = ["_sqlx_migrations", "sqlite_sequence"];

/// The rows of each table, in the order in which the database keeps them: on SQLite with their `rowid` where they have one, on PostgreSQL
/// with `ctid`, and with `xmin` as a rank among all rows, since the numbers themselves go on from one database to the next.
pub async fn dump(store: &Store) -> BTreeMap<String, Vec<String>> {
    match store.database() {
        Database::Sqlite { read, .. } => {
            let tables: Vec<(String, String)> =
                sqlx::query_as("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetch_all(read).await.expect("tables");
            let mut dump = BTreeMap::new();
            for (table, made) in tables.into_iter().filter(|(name, _)| !NOT_OURS.contains(&name.as_str())) {
                let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
                    .bind(&table)
                    .fetch_all(read)
                    .await
                    .expect("columns");
                let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                let row_id = if made.contains("WITHOUT ROWID") { "" } else { "rowid || '|' || " };
                let text = format!("SELECT {row_id}{} FROM \"{table}\"", quoted.join(" || '|' || "));
                dump.insert(table, sqlx::query_scalar(AssertSqlSafe(text)).fetch_all(read).await.expect("rows"));
            }
            dump
        }
        Database::Postgres(pool) => {
            let tables: Vec<String> = sqlx::query_scalar(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
            )
            .fetch_all(pool)
            .await
            .expect("tables");
            let mut rows: Vec<(String, String, String, i64)> = Vec::new();
            let mut dump: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for table in tables.into_iter().filter(|name| !NOT_OURS.contains(&name.as_str())) {
                let text = format!("SELECT ctid::text, t::text, xmin::text::bigint FROM \"{table}\" AS t ORDER BY ctid");
                let found: Vec<(String, String, i64)> = sqlx::query_as(AssertSqlSafe(text)).fetch_all(pool).await.expect("rows");
                dump.insert(table.clone(), Vec::new());
                rows.extend(found.into_iter().map(|(place, row, by)| (table.clone(), place, row, by)));
            }
            let mut transactions: Vec<i64> = rows.iter().map(|(.., by)| *by).collect();
            transactions.sort_unstable();
            transactions.dedup();
            for (table, place, row, by) in rows {
                let rank = transactions.binary_search(&by).expect("a transaction");
                dump.entry(table).or_default().push(format!("{place}|{rank}|{row}"));
            }
            dump
        }
    }
}
