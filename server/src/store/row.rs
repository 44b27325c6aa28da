//! From stored values to domain types.

use app::domain::texts::Texts;

use super::StoreError;

/// Parses a stored value, saying what it should have been if it cannot.
pub(super) fn parsed<T>(what: &'static str, value: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(value).ok_or_else(|| StoreError::Unreadable { what, value: value.to_owned() })
}

/// A stored name.
pub(super) fn texts(json: &str) -> Result<Texts, StoreError> {
    parsed("name", json, |json| serde_json::from_str(json).ok())
}

/// A name as it is stored.
pub(super) fn texts_json(texts: &Texts) -> String {
    // A map of strings always has a JSON form.
    serde_json::to_string(texts).unwrap_or_else(|_| "{}".to_owned())
}

/// A code, or any other type that is its own text.
pub(super) fn code<T: std::str::FromStr>(what: &'static str, value: &str) -> Result<T, StoreError> {
    parsed(what, value, |value| value.parse().ok())
}

/// A year stored in a wide integer.
pub(super) fn year(value: i64) -> Result<i16, StoreError> {
    i16::try_from(value).map_err(|_| StoreError::Unreadable { what: "year", value: value.to_string() })
}

/// A count, which is never negative.
pub(super) fn count(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Unreadable { what: "count", value: value.to_string() })
}

/// A length as it is stored.
pub(super) fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
