//! Tokens of the API in a test, and requests that bring one.

use app::domain::api_token::ApiRight;
use app::domain::api_token_form::NewToken;
use app::domain::role::{Reach, Scope};
use axum::http::{Method, StatusCode};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::Value;
use server::accounts::token::{Purpose, Token};
use server::audit::Author;
use server::store::Store;
use uuid::Uuid;

use crate::NOW;
use crate::client::{Answer, TestApp};

/// When the tokens of a test end.
pub const ENDS: i64 = NOW + 1_000_000_000;

/// Another system, as it uses the API.
#[derive(Clone, Debug)]
pub struct System {
    /// The identifier of its token.
    pub id: Uuid,
    /// What opens the API.
    pub secret: String,
    app: TestApp,
}

/// Makes a token for a unit, or for everything where it is empty, and gives its identifier and what opens the API.
pub async fn make(store: &Store, number: u64, unit: &str, rights: &[ApiRight]) -> (Uuid, String) {
    make_until(store, (number, ENDS), unit, rights).await
}

/// The same, with another end.
pub async fn make_until(store: &Store, (number, end): (u64, i64), unit: &str, rights: &[ApiRight]) -> (Uuid, String) {
    let (id, token) = (Uuid::from_u64_pair(9, number), Token::random(&mut ChaCha20Rng::seed_from_u64(number)));
    let new = NewToken {
        name: format!("Phần mềm số {number}"),
        scope: Scope::from_word(unit).expect("a unit"),
        rights: rights.to_vec(),
        expires_at: end,
    };
    let hash = token.hash(Purpose::Api);
    assert!(store.add_token(&Author::Program, NOW, &Reach::Everything, (id, hash, &new)).await.expect("a token"));
    (id, token.reveal())
}

impl System {
    /// A system whose token holds in a unit.
    pub async fn new(app: &TestApp, store: &Store, number: u64, unit: &str, rights: &[ApiRight]) -> Self {
        let (id, secret) = make(store, number, unit, rights).await;
        Self { id, app: app.clone(), secret }
    }

    /// The same system before another application, as after some time.
    #[must_use]
    pub fn before(&self, app: &TestApp) -> Self {
        Self { app: app.clone(), ..self.clone() }
    }

    /// Reads what is below `/api/v1`.
    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        told(&self.send(Method::GET, path, &[], Vec::new()).await)
    }

    /// Hands over a body below `/api/v1`.
    pub async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let body = body.to_string().into_bytes();
        told(&self.send(Method::POST, path, &[("content-type", "application/json")], body).await)
    }

    /// Sends a request with the token and these headers.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let bearer = format!("Bearer {}", self.secret);
        let headers = [&[("authorization", bearer.as_str())], headers].concat();
        self.app.send(method, &format!("/api/v1{path}"), &headers, body).await
    }
}

/// The status and the JSON of an answer. Every error is a problem as RFC 9457 has it.
#[must_use]
pub fn told(answer: &Answer) -> (StatusCode, Value) {
    let value: Value = serde_json::from_str(answer.text()).unwrap_or_else(|error| panic!("{error}: {}", answer.text()));
    let kind = if answer.status.is_success() { "application/json" } else { "application/problem+json" };
    assert_eq!(answer.header("content-type"), kind, "{value}");
    if !answer.status.is_success() {
        assert_eq!(value["status"], answer.status.as_u16(), "{value}");
        assert!(value["type"].as_str().is_some_and(|kind| kind.starts_with("urn:hailong:problem:")), "{value}");
        assert!(value["title"].as_str().is_some_and(|title| !title.is_empty()), "{value}");
    }
    (answer.status, value)
}
