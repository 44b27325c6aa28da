//! What the README promises about where things stand, held by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust source below a folder, with its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).map(|path| path.display().to_string()).unwrap_or_default();
                found.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

/// The sources below a folder that name something, other than those allowed to.
fn offenders(folder: &str, named: &[&str], allowed: &[&str]) -> Vec<String> {
    let says = |text: &str| named.iter().any(|name| text.contains(name));
    let may = |path: &str| allowed.iter().any(|allowed| path.starts_with(allowed));
    let built = |text: &str| text.split("#[cfg(test)]").next().is_some_and(says);
    sources(folder).into_iter().filter(|(path, text)| built(text) && !may(path)).map(|(path, _)| path).collect()
}

#[test]
fn sql_stands_only_in_the_store() {
    assert_eq!(offenders("server/src", &["sqlx::"], &["server/src/store/"]), Vec::<String>::new());
    assert_eq!(offenders("app/src", &["sqlx"], &[]), Vec::<String>::new());
}

#[test]
fn status_codes_stand_only_with_errors_and_forms() {
    let allowed = ["server/src/http/error.rs", "server/src/http/page.rs", "server/src/forms/", "server/src/api/"];
    assert_eq!(offenders("server/src", &["StatusCode::"], &allowed), Vec::<String>::new());
}

#[test]
fn pages_know_neither_the_network_nor_the_clock_nor_chance() {
    let named = ["axum", "tokio", "SystemTime", "Timestamp::now", "Uuid::now", "Uuid::new_v4", "rand::"];
    assert_eq!(offenders("app/src", &named, &[]), Vec::<String>::new());
}

#[test]
fn titles_and_text_areas_are_written_in_one_place() {
    assert_eq!(
        offenders("app/src", &["<textarea", "<title inner", "<title>"], &["app/src/parts/escaping.rs"]),
        Vec::<String>::new()
    );
    assert_eq!(offenders("app/src", &["inner_html"], &["app/src/parts/escaping.rs"]), Vec::<String>::new());
}

/// Every text in the sources of the store that begins like SQL stands in a list, which `schemas.rs` prepares on both databases.
#[test]
fn no_statement_is_forgotten() {
    for (path, source) in sources("server/src/store") {
        let source = source.split("#[cfg(test)]").next().unwrap();
        for (at, _) in source.match_indices("const ") {
            let rest = &source[at + 6..];
            let Some((name, value)) = rest.split_once(": &str =") else { continue };
            let value = value.trim_start().trim_start_matches('"');
            let is_sql = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| value.starts_with(verb));
            if !is_sql || name.contains(char::is_whitespace) {
                continue;
            }
            let lists = source.match_indices("SQL: &[&str] =").map(|(at, _)| source[at..].split(']').nth(1).unwrap_or_default());
            let listed: String = lists.collect();
            let words: Vec<&str> = listed.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            assert!(words.contains(&name) || is_run_by_every_connection(name), "{name} in {path}");
        }
    }
}

/// What a test that opens a PostgreSQL database, a replica or a backup runs anyway.
fn is_run_by_every_connection(name: &str) -> bool {
    ["DURABLE", "FOLLOWS"].contains(&name)
}
