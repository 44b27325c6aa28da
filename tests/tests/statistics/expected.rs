//! Comparison of found values with expected ones, and the record of keys that were looked at.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};
use server::analysis::share::{Interval, RealInterval};
use server::analysis::undefined::Defined;

/// How close is close enough: |found − expected| ≤ abs + rel · |expected|.
#[derive(Clone, Copy)]
pub struct Tolerance {
    pub rel: f64,
    pub abs: f64,
}

impl Tolerance {
    pub const fn rel(rel: f64) -> Self {
        Self { rel, abs: 1e-15 }
    }

    pub const fn abs(abs: f64) -> Self {
        Self { rel: 0.0, abs }
    }
}

#[derive(Default)]
pub struct Checks {
    pub checks: usize,
    pub failures: Vec<String>,
}

/// The checks of one place in a file.
pub struct Recorder {
    found: RefCell<Checks>,
}

impl Recorder {
    pub fn new() -> Self {
        Self { found: RefCell::default() }
    }

    pub fn into_checks(self) -> Checks {
        self.found.into_inner()
    }

    pub fn check(&self, passed: bool, message: impl FnOnce() -> String) {
        let mut found = self.found.borrow_mut();
        found.checks += 1;
        if !passed {
            found.failures.push(message());
        }
    }

    pub fn equal<T: PartialEq + std::fmt::Debug>(&self, path: &str, found: T, wanted: T) {
        let passed = found == wanted;
        self.check(passed, move || format!("{path}: {found:?} instead of {wanted:?}"));
    }

    /// A number, or `null` where none is defined. NaN never passes.
    pub fn number(&self, path: &str, found: Defined<f64>, wanted: &Value, tolerance: Tolerance) {
        let passed = match (found, wanted.as_f64()) {
            (Ok(found), Some(wanted)) => (found - wanted).abs() <= tolerance.abs + tolerance.rel * wanted.abs(),
            (Err(_), None) => wanted.is_null(),
            _ => false,
        };
        self.check(passed, || format!("{path}: {found:?} instead of {wanted}"));
    }

    /// A pair of ends; `null` or an empty list where none is defined.
    pub fn ends(&self, path: &str, found: Defined<(f64, f64)>, wanted: &Value, tolerance: Tolerance) {
        let none = Value::Null;
        let pair = wanted.as_array().filter(|pair| pair.len() == 2);
        let at = |index: usize| pair.map_or(&none, |pair| &pair[index]);
        self.number(&format!("{path}.lower"), found.map(|ends| ends.0), at(0), tolerance);
        self.number(&format!("{path}.upper"), found.map(|ends| ends.1), at(1), tolerance);
    }
}

/// The ends of an interval of shares.
pub fn ends(interval: Defined<Interval>) -> Defined<(f64, f64)> {
    interval.map(|interval| (interval.lower().get(), interval.upper().get()))
}

/// The ends of an interval of numbers.
pub fn real_ends(interval: Defined<RealInterval>) -> Defined<(f64, f64)> {
    interval.map(|interval| (interval.lower, interval.upper))
}

/// An object of a fixture that remembers which keys were looked at.
pub struct Object<'a> {
    pub path: String,
    map: &'a Map<String, Value>,
    seen: RefCell<BTreeSet<String>>,
}

impl<'a> Object<'a> {
    pub fn new(path: impl Into<String>, value: &'a Value) -> Self {
        let path = path.into();
        let map = value.as_object().unwrap_or_else(|| panic!("{path} is no object"));
        Self { path, map, seen: RefCell::default() }
    }

    pub fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.seen.borrow_mut().insert(key.to_owned());
        self.map.get(key)
    }

    pub fn skip(&self, keys: &[&str]) {
        self.seen.borrow_mut().extend(keys.iter().map(|key| (*key).to_owned()));
    }

    pub fn need(&self, key: &str) -> &'a Value {
        self.get(key).unwrap_or_else(|| panic!("{} is missing", self.at(key)))
    }

    /// An inner object; `null` counts as none.
    pub fn object(&self, key: &str) -> Option<Object<'a>> {
        let value = self.get(key).filter(|value| !value.is_null());
        value.map(|value| Object::new(self.at(key), value))
    }

    pub fn f64(&self, key: &str) -> f64 {
        self.need(key).as_f64().unwrap_or_else(|| panic!("{} is no number", self.at(key)))
    }

    pub fn u64(&self, key: &str) -> u64 {
        let number = self.f64(key);
        assert!(number >= 0.0 && number.fract() == 0.0, "{} is no count", self.at(key));
        format!("{number:.0}").parse().unwrap()
    }

    pub fn str(&self, key: &str) -> &'a str {
        self.need(key).as_str().unwrap_or_else(|| panic!("{} is no text", self.at(key)))
    }

    pub fn list(&self, key: &str) -> Vec<&'a Value> {
        self.need(key).as_array().map_or_else(Vec::new, |list| list.iter().collect())
    }

    pub fn f64s(&self, key: &str) -> Vec<f64> {
        self.list(key).into_iter().map(|value| value.as_f64().unwrap()).collect()
    }

    pub fn keys(&self) -> Vec<&'a str> {
        self.map.keys().map(String::as_str).collect()
    }

    /// Compares a number if the key is there.
    pub fn number(&self, checks: &Recorder, key: &str, found: Defined<f64>, tolerance: Tolerance) {
        if let Some(wanted) = self.get(key) {
            checks.number(&self.at(key), found, wanted, tolerance);
        }
    }

    /// Compares a pair of ends if the key is there.
    pub fn ends(&self, checks: &Recorder, key: &str, found: Defined<(f64, f64)>, tolerance: Tolerance) {
        if let Some(wanted) = self.get(key) {
            checks.ends(&self.at(key), found, wanted, tolerance);
        }
    }

    /// Fails for every key that nothing looked at.
    pub fn finish(&self, checks: &Recorder) {
        let seen = self.seen.borrow();
        for key in self.map.keys().filter(|key| !seen.contains(*key)) {
            checks.check(false, || format!("{}: no check knows this key", self.at(key)));
        }
    }
}
