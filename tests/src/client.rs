//! The whole application in a test, and a browser's way of asking it.

use std::path::PathBuf;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use server::App;
use server::config::{Data, Serve, SingleSignOn};
use server::http::signed::Admission;
use server::importing::jobs::Jobs;
use server::single_sign_on::Provider;
use server::sources::{Clock, Sources};
use server::store::Store;
use tower::ServiceExt;

use crate::NOW;
use crate::world::sources;

/// The application over a store, at a fixed time, with seeded identifiers.
#[derive(Clone, Debug)]
pub struct TestApp {
    router: Router,
    app: App,
}

/// An answer with its body read.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text in UTF-8")
    }

    /// A header's value, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("a readable header")).unwrap_or_default()
    }

    /// The value of the form's hidden field.
    #[must_use]
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.text().split(&mark).nth(1).expect("the hidden field");
        rest.split('"').next().expect("its value").to_owned()
    }
}

impl TestApp {
    /// The application.
    #[must_use]
    pub fn new(store: &Store) -> Self {
        Self::at(store, NOW)
    }

    /// The application at another time.
    #[must_use]
    pub fn at(store: &Store, now: i64) -> Self {
        Self::with(store, Clock::fixed(now), |_| {})
    }

    /// The application with a clock that may go, and with other settings.
    #[must_use]
    pub fn with(store: &Store, clock: Clock, set: impl FnOnce(&mut Serve)) -> Self {
        let now = clock.now();
        let mut config = Serve {
            data: Data { database_url: None, data_dir: PathBuf::new() },
            replica_url: None,
            metrics_listen: None,
            staff_listen: None,
            listen: "127.0.0.1:3000".parse().expect("an address"),
            public_url: None,
            site_dir: PathBuf::from("no-site"),
            privacy_minimum: 10,
            behind_proxy: true,
            administrators_need_second_factor: false,
            single_sign_on: SingleSignOn::default(),
            point_rate: 300,
            // Nobody makes exports here but tests that say where.
            export_dir: Some(PathBuf::from("no-exports")),
            token_rate: 600,
        };
        set(&mut config);
        let provider = Provider::read(&config.single_sign_on, &config.url()).expect("settings that are whole");
        let (app, router) = server::build(&config, provider, store.clone(), Sources { clock, ..sources(now) });
        Self { router, app }
    }

    /// Every address of the staff's router, with who is let in.
    #[must_use]
    pub fn staff_addresses(&self) -> Vec<(&'static str, Admission)> {
        server::http::staff::routes(&self.app).addresses
    }

    /// The application itself, for what it does without being asked.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// The imports that are under way.
    #[must_use]
    pub fn imports(&self) -> &Jobs {
        &self.app.imports
    }

    /// The same application as the public reaches it where staff come by a door of their own.
    #[must_use]
    pub fn public(&self) -> Self {
        Self { router: server::http::public_router(self.app.clone()), app: self.app.clone() }
    }

    /// What answers, to be put behind a real door.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// GET with headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Vec::new()).await
    }

    /// POST of a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>();
        let kind = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &kind, body.join("&").into_bytes()).await
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

/// Percent-encoding of everything that is not a letter or digit.
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
