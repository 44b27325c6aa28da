//! Reading a JSON body: bounded, of the one type, and with the place of what is wrong.

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::problem::{ApiError, Fault, escaped};
use crate::forms::body::whole;
use crate::http::error::PageError;

/// The value of a body of at most so many bytes.
///
/// # Errors
/// Where it is of another type, too large, too slow, no JSON, or not as described.
pub async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body, largest: usize) -> Result<T, ApiError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(PageError::WrongType.into());
    }
    parse(&whole(largest, body).await?)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        // A list of the values without their names would be read as if it had them.
        serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| ApiError::BadJson(error.to_string()))?;
        return Err(ApiError::Invalid(vec![Fault::body("", "wrong-value", "api-wrong-value")]));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = pointer(error.path());
        let told = error.inner().to_string();
        if error.inner().classify() != Category::Data {
            return ApiError::BadJson(told);
        }
        ApiError::Invalid(vec![fault(path, &told)])
    })?;
    reader.end().map_err(|error| ApiError::BadJson(error.to_string()))?;
    Ok(read)
}

/// What is wrong, as the reader says it.
fn fault(pointer: String, told: &str) -> Fault {
    let named = |beginning: &str| told.strip_prefix(beginning).and_then(|rest| rest.split('`').next());
    if let Some(name) = named("missing field `") {
        Fault::body(format!("{pointer}/{}", escaped(name)), "missing", "api-missing")
    } else if told.starts_with("unknown field `") {
        Fault::body(pointer, "unknown-field", "api-unknown-field")
    } else {
        Fault::body(pointer, "wrong-value", "api-wrong-value")
    }
}

fn pointer(path: &Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::parse;
    use crate::api::problem::ApiError;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sent {
        #[expect(dead_code, reason = "only whether it is read matters")]
        id: u32,
        #[serde(default)]
        #[expect(dead_code, reason = "only whether it is read matters")]
        answers: BTreeMap<String, Vec<u8>>,
    }

    fn told(text: &str) -> String {
        match parse::<Sent>(text.as_bytes()) {
            Ok(_) => "read".to_owned(),
            Err(ApiError::BadJson(_)) => "no JSON".to_owned(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert_eq!(told(r#"{"id": 1}"#), "read");
        for text in ["", "{", r#"{"id": 1} x"#, r#"{"id": "\ud800"}"#, "\u{feff}{}"] {
            assert_eq!(told(text), "no JSON", "{text}");
        }
        for (text, place, code) in [
            ("{}", r#"Pointer("/id")"#, "missing"),
            ("[]", r#"Pointer("")"#, "wrong-value"),
            ("[1, {}]", r#"Pointer("")"#, "wrong-value"),
            ("null", r#"Pointer("")"#, "wrong-value"),
            (r#"{"id": "1"}"#, r#"Pointer("/id")"#, "wrong-value"),
            (r#"{"id": 1, "id": 1}"#, r#"Pointer("")"#, "wrong-value"),
            (r#"{"id": 1, "tên": 1}"#, r#"Pointer("/tên")"#, "unknown-field"),
            (r#"{"id": 1, "answers": {"a/b": [1, 300]}}"#, r#"Pointer("/answers/a~1b/1")"#, "wrong-value"),
        ] {
            let told = told(text);
            assert!(told.contains(place) && told.contains(code), "{text}: {told}");
        }
    }
}
