//! A small provider of identities that can be told to misbehave, as a real one cannot. That the program gets on with a real one is shown in
//! the browser (`tests/browser/single-sign-on.test.mjs`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{AccessToken, AccessTokenHash, JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::client::encode;

/// What it knows the program by.
pub const CLIENT: (&str, &str) = ("hailong", "một bí mật");
/// Where it sends people back to.
pub const RETURN: &str = "http://127.0.0.1:3000/sign-in/provider/return";

/// How it misbehaves, if it does.
#[derive(Clone, Debug, Default)]
pub struct Conduct {
    /// Claims that stand in the ID token instead of the right ones; null leaves one out.
    pub claims: Value,
    /// What else it tells of somebody who is asked about with the access token.
    pub more: Value,
    /// By what the ID token is signed, if not by the key: `none`, or `HS256` with the shared secret.
    pub signed_by: Option<&'static str>,
    /// Whether the token says somebody else after it was signed.
    pub tampered: bool,
    /// Whether the token is signed by a key that it does not show.
    pub foreign_key: bool,
    /// Whether it does not answer with what a provider answers.
    pub out_of_order: bool,
}

#[derive(Debug, Default)]
struct Inside {
    conduct: Conduct,
    /// The number of its key.
    key: u8,
    /// The codes that it gave and that were not exchanged, each with the nonce and the challenge of whoever left.
    codes: HashMap<String, (String, String)>,
    codes_given: u32,
    /// How often it was asked for its keys.
    asked_for_keys: u32,
}

/// The provider, as long as this lives.
#[derive(Debug)]
pub struct Issuer {
    /// What it calls itself.
    pub address: String,
    inside: Shared,
    serving: JoinHandle<()>,
}

type Shared = Arc<Mutex<Inside>>;

impl Issuer {
    /// Starts it at a free address of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free address");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let inside = Shared::default();
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(me))
            .with_state((address.clone(), inside.clone()));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
        Self { address, inside, serving }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on it behaves like this.
    pub fn behave(&self, conduct: Conduct) {
        self.inside().conduct = conduct;
    }

    /// From now on it has another key.
    pub fn change_key(&self) {
        self.inside().key += 1;
    }

    /// How often it was asked for its keys.
    #[must_use]
    pub fn asked_for_keys(&self) -> u32 {
        self.inside().asked_for_keys
    }

    /// Signs somebody in who was led to this address, and gives the path by which they come back.
    #[must_use]
    pub fn sign_in(&self, location: &str) -> String {
        let (door, query) = location.split_once('?').expect("an address with a query");
        assert_eq!(door, format!("{}/door", self.address));
        let asked: HashMap<String, String> = pairs(query.as_bytes());
        let expected =
            [("client_id", CLIENT.0), ("response_type", "code"), ("redirect_uri", RETURN), ("code_challenge_method", "S256")];
        for (name, value) in expected {
            assert_eq!(asked[name], value, "{location}");
        }
        let mut inside = self.inside();
        inside.codes_given += 1;
        let code = format!("code-{}", inside.codes_given);
        inside.codes.insert(code.clone(), (asked["nonce"].clone(), asked["code_challenge"].clone()));
        format!("/sign-in/provider/return?code={code}&state={}&iss={}", asked["state"], encode(&self.address))
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn pairs(query: &[u8]) -> HashMap<String, String> {
    openidconnect::url::form_urlencoded::parse(query).into_owned().collect()
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// The key of a number.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // The frame of PKCS #8 around the 32 bytes of an Ed25519 key.
    let frame = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    let text = BASE64.encode(&[&frame[..], &[number; 32]].concat());
    let text = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&text, Some(JsonWebKeyId::new(format!("key-{number}")))).expect("a key")
}

async fn metadata(State((address, inside)): State<(String, Shared)>) -> Response {
    if inside.lock().unwrap_or_else(PoisonError::into_inner).conduct.out_of_order {
        return (StatusCode::BAD_GATEWAY, "out of order").into_response();
    }
    answer(
        StatusCode::OK,
        &json!({
            "issuer": address,
            "authorization_endpoint": format!("{address}/door"),
            "token_endpoint": format!("{address}/token"),
            "userinfo_endpoint": format!("{address}/me"),
            "jwks_uri": format!("{address}/keys"),
            "end_session_endpoint": format!("{address}/end"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        }),
    )
}

async fn keys(State((_, inside)): State<(String, Shared)>) -> Response {
    let mut inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
    inside.asked_for_keys += 1;
    let key = serde_json::to_value(key(inside.key).as_verification_key()).expect("JSON");
    answer(StatusCode::OK, &json!({ "keys": [key] }))
}

async fn token(State((address, inside)): State<(String, Shared)>, headers: HeaderMap, body: Bytes) -> Response {
    let mut inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
    let conduct = inside.conduct.clone();
    if conduct.out_of_order {
        return (StatusCode::BAD_GATEWAY, "out of order").into_response();
    }
    if !knows_the_secret(&headers) {
        return answer(StatusCode::UNAUTHORIZED, &json!({"error": "invalid_client"}));
    }
    let sent = pairs(&body);
    let verifier = PkceCodeVerifier::new(sent["code_verifier"].clone());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    // A code is taken once, whoever brings it.
    let given = inside.codes.remove(&sent["code"]).filter(|(_, expected)| expected == challenge.as_str());
    let Some((nonce, _)) = given.filter(|_| sent["redirect_uri"] == RETURN) else {
        return answer(StatusCode::BAD_REQUEST, &json!({"error": "invalid_grant"}));
    };
    let access = "the access token";
    let token = id_token(&inside, &address, &nonce, access);
    answer(StatusCode::OK, &json!({"access_token": access, "token_type": "Bearer", "id_token": token}))
}

/// Whether a request carries the name and the secret of the program, each encoded like the field of a form (RFC 6749, section 2.3.1).
fn knows_the_secret(headers: &HeaderMap) -> bool {
    let said = headers.get(AUTHORIZATION).and_then(|said| said.as_bytes().strip_prefix(b"Basic "));
    let said = said.and_then(|said| BASE64.decode(said).ok()).unwrap_or_default();
    let (name, secret) = CLIENT;
    pairs(&[b"said=", &said[..]].concat()).get("said").is_some_and(|said| *said == format!("{name}:{secret}"))
}

/// The ID token, as the conduct wants it.
fn id_token(inside: &Inside, address: &str, nonce: &str, access: &str) -> String {
    let conduct = &inside.conduct;
    let key = key(if conduct.foreign_key { 200 } else { inside.key });
    let public = key.as_verification_key();
    let hash = AccessTokenHash::from_token(&AccessToken::new(access.to_owned()), &CoreJwsSigningAlgorithm::EdDsa, &public);
    let now = crate::NOW / 1000;
    let mut claims = json!({
        "iss": address,
        "sub": "an-1",
        "aud": CLIENT.0,
        "iat": now,
        "exp": now + 600,
        "nonce": nonce,
        "at_hash": hash.expect("a hash").as_str(),
        "preferred_username": "le.an",
        "name": "Lê Thị An",
        "groups": ["analysts"],
    });
    for (name, value) in conduct.claims.as_object().into_iter().flatten() {
        if value.is_null() {
            claims.as_object_mut().expect("an object").remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    let algorithm = conduct.signed_by.unwrap_or("EdDSA");
    let kid = format!("key-{}", inside.key);
    let part = |value: Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let head = part(json!({"alg": algorithm, "kid": kid}));
    let message = format!("{head}.{}", part(claims.clone()));
    let signature = match algorithm {
        "none" => Vec::new(),
        "HS256" => {
            CoreHmacKey::new(CLIENT.1).sign(&CoreJwsSigningAlgorithm::HmacSha256, message.as_bytes()).expect("a signature")
        }
        _ => key.sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).expect("a signature"),
    };
    if conduct.tampered {
        claims["sub"] = "somebody else".into();
    }
    format!("{head}.{}.{}", part(claims), BASE64URL_NOPAD.encode(&signature))
}

async fn me(State((_, inside)): State<(String, Shared)>, headers: HeaderMap) -> Response {
    assert_eq!(headers[AUTHORIZATION], "Bearer the access token");
    let inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
    let nothing_more = json!({"sub": "an-1"});
    answer(StatusCode::OK, if inside.conduct.more.is_null() { &nothing_more } else { &inside.conduct.more })
}
