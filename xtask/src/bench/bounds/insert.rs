//! The databases alone: the same rows, all in one transaction, by the tool that is fastest.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::bench::engine::Engine;
use crate::bench::numbers::per_second;
use crate::bench::{Bench, databases};
use crate::sqlite::remove_with_sides;
use crate::step::note;
use crate::{child, debian};

/// Rows a second; nothing where the tool is not there and may not be installed.
pub fn measure(bench: &Bench, engine: Engine) -> Result<Option<f64>> {
    bench.databases.filled(&bench.programs, engine, bench.scale.sizes[1])?;
    let time = match engine {
        Engine::Sqlite if !has_sqlite() => {
            note("sqlite3 is not installed, so its rate is not measured. On Debian: `sudo apt-get install sqlite3`");
            return Ok(None);
        }
        Engine::Sqlite => sqlite(bench)?,
        Engine::Postgres => postgres(bench)?,
    };
    Ok(Some(per_second(bench.scale.rows, time)))
}

/// Whether SQLite's own tool is there, after installing it where that is allowed.
fn has_sqlite() -> bool {
    child::find("sqlite3").is_some() || debian::may_install() && debian::install(&["sqlite3"]).is_ok()
}

/// Copies rows from file to file, with the durability that the program asks for. The condition keeps SQLite from copying whole
/// pages instead of inserting rows.
fn sqlite(bench: &Bench) -> Result<Duration> {
    let source = bench.databases.file(bench.scale.sizes[1]);
    let file = bench.databases.folder().join("bulk.db");
    remove_with_sides(&file)?;
    let table = child::text(child::program("sqlite3").arg(&source).arg(".schema response"))?;
    let source = source.to_string_lossy().replace('\'', "''");
    let rows = bench.scale.rows;
    let begun = Instant::now();
    child::text(child::program("sqlite3").arg("-bail").arg(&file).arg(format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {table} ATTACH '{source}' AS filled; BEGIN; \
         INSERT INTO main.response SELECT * FROM filled.response WHERE true LIMIT {rows}; COMMIT;"
    )))?;
    let time = begun.elapsed();
    remove_with_sides(&file)?;
    Ok(time)
}

/// Copies rows from a file in PostgreSQL's own format.
fn postgres(bench: &Bench) -> Result<Duration> {
    let cluster = &bench.databases.cluster;
    let source = databases::name(bench.scale.sizes[1]);
    let file = bench.scratch.path().join("rows");
    let shown = file.display();
    cluster
        .execute(&source, &format!("\\copy (SELECT * FROM response LIMIT {}) TO '{shown}' (FORMAT binary)", bench.scale.rows))?;
    cluster.execute(&source, "DROP TABLE IF EXISTS bulk; CREATE TABLE bulk (LIKE response INCLUDING ALL)")?;
    let begun = Instant::now();
    cluster.execute(&source, &format!("\\copy bulk FROM '{shown}' (FORMAT binary)"))?;
    let time = begun.elapsed();
    cluster.execute(&source, "DROP TABLE bulk")?;
    fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
    Ok(time)
}
