//! A fixture file and its data.

use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of the fixtures: the one named by the environment, else the project's own.
pub fn folder() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/statistics");
    env::var_os("STATISTICS_FIXTURES").map_or_else(own, PathBuf::from)
}

pub struct Fixture {
    path: PathBuf,
    pub json: Value,
}

impl Fixture {
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let json = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Self { path: path.to_owned(), json }
    }

    pub fn name(&self) -> &str {
        self.json["fixture"].as_str().expect("a fixture has a name")
    }

    pub fn kind(&self) -> &str {
        self.json["kind"].as_str().expect("a fixture has a kind")
    }

    /// A tolerance of the file, or the value it has elsewhere.
    pub fn tolerance(&self, key: &str, otherwise: f64) -> f64 {
        self.json["tolerance"][key].as_f64().unwrap_or(otherwise)
    }

    /// The data beside the file.
    pub fn data(&self) -> Data {
        self.file(self.json["data"].as_str().expect("a fixture names its data"))
    }

    pub fn file(&self, name: &str) -> Data {
        Data::read(&self.path.with_file_name(name))
    }
}

/// A CSV file by columns of text.
pub struct Data {
    pub rows: usize,
    pub names: Vec<String>,
    columns: HashMap<String, Vec<String>>,
}

impl Data {
    fn read(path: &Path) -> Self {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).unwrap();
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let mut columns: Vec<Vec<String>> = vec![Vec::new(); names.len()];
        for record in reader.records() {
            for (column, cell) in columns.iter_mut().zip(&record.unwrap()) {
                let cell = cell.trim();
                column.push(if cell == "NA" { String::new() } else { cell.to_owned() });
            }
        }
        let rows = columns.first().map_or(0, Vec::len);
        Self { rows, columns: names.iter().cloned().zip(columns).collect(), names }
    }

    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    pub fn text(&self, name: &str) -> &[String] {
        self.columns.get(name).unwrap_or_else(|| panic!("no column {name}"))
    }

    pub fn optional(&self, name: &str) -> Vec<Option<f64>> {
        self.text(name).iter().map(|cell| cell.parse().ok()).collect()
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        let number = |cell: &String| cell.parse().unwrap_or_else(|_| panic!("{name}: {cell}"));
        self.text(name).iter().map(number).collect()
    }

    /// A column as codes, numbered by label.
    pub fn codes(&self, name: &str) -> (Vec<u32>, Vec<String>) {
        let mut labels = self.text(name).to_vec();
        labels.sort();
        labels.dedup();
        let code = |cell: &String| u32::try_from(labels.binary_search(cell).unwrap()).unwrap();
        (self.text(name).iter().map(code).collect(), labels)
    }
}
