//! Somebody who works here, in a test: an account with a password, and a browser that keeps its cookie.

use app::domain::account::Account;
use app::domain::role::{Grant, Role, Scope};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use server::accounts::password::{self, Cost};
use server::audit::Author;
use server::store::Store;
use server::store::accounts::NewAccount;

use crate::NOW;
use crate::client::{Answer, TestApp, encode};
use crate::world::ids;

/// The password of every account in a test.
pub const PASSWORD: &str = "con mèo ngủ trên mái";

/// Adds an account with a role in a unit (empty for everything) and the password of all.
pub async fn add(store: &Store, name: &str, role: Role, unit: &str) -> Account {
    let account = NewAccount {
        // The same generator begins anew each time, so the name makes the difference.
        id: ids().make(name.bytes().fold(NOW, |time, byte| time + (time % 1009 + 1) * i64::from(byte))),
        name: name.parse().expect("a name"),
        full_name: format!("Người {name}"),
        grants: vec![Grant { role, scope: Scope::from_word(unit).expect("a unit") }],
        demonstration_password: None,
        subject: None,
    };
    assert!(store.add_account(&Author::Program, NOW, &account).await.expect("added"));
    let added = store.account_named(&account.name).await.expect("an answer").expect("the account");
    let hash = password::hash(PASSWORD, b"salt of the test", Cost::FOR_TESTS).expect("a hash");
    let program = Author::Program;
    store.change_password(&program, NOW, &added, (&hash, uuid::Uuid::nil())).await.expect("a password");
    store.account_named(&account.name).await.expect("an answer").expect("the account")
}

/// A browser.
#[derive(Clone, Debug)]
pub struct Browser {
    app: TestApp,
    /// The cookie that it keeps, as it would send it.
    pub cookie: String,
}

impl Browser {
    /// One that has no cookie yet.
    #[must_use]
    pub fn new(app: &TestApp) -> Self {
        Self { app: app.clone(), cookie: String::new() }
    }

    /// One in which somebody signed in by the password of all.
    pub async fn signed_in(app: &TestApp, name: &str) -> Self {
        let mut browser = Self::new(app);
        let answer = browser.post("/sign-in", &[("name", name), ("password", PASSWORD), ("to", "")]).await;
        assert_eq!(answer.status, 303, "{name} signs in: {}", answer.text());
        browser
    }

    /// The same browser before another application, or the same at another time.
    #[must_use]
    pub fn before(&self, app: &TestApp) -> Self {
        Self { app: app.clone(), cookie: self.cookie.clone() }
    }

    /// GET.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    /// POST of a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>();
        self.send(Method::POST, path, body.join("&").into_bytes()).await
    }

    /// POST of a form with files: each part with its name and what it holds.
    pub async fn post_parts(&mut self, path: &str, parts: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, content) in parts {
            let head = format!("--parts\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.toml\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--parts--\r\n");
        self.send_as(Method::POST, path, ("multipart/form-data; boundary=parts", body)).await
    }

    /// POST of a form with a file, empty where none was chosen, as browsers send it.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], (name, file): (&str, &[u8])) -> Answer {
        const BOUNDARY: &str = "----a-boundary-that-no-list-has";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let disposition = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"danh-sách.csv\"");
        body.extend_from_slice(format!("--{BOUNDARY}\r\n{disposition}\r\nContent-Type: text/csv\r\n\r\n").as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.send_as(Method::POST, path, (&format!("multipart/form-data; boundary={BOUNDARY}"), body)).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        self.send_as(method, path, ("application/x-www-form-urlencoded", body)).await
    }

    async fn send_as(&mut self, method: Method, path: &str, (kind, body): (&str, Vec<u8>)) -> Answer {
        let headers = [
            ("cookie", self.cookie.as_str()),
            (CONTENT_TYPE.as_str(), kind),
            ("x-forwarded-for", "192.0.2.1"),
            ("user-agent", "Trình duyệt thử"),
        ];
        let answer = self.app.send(method, path, &headers[usize::from(self.cookie.is_empty())..], body).await;
        if let Some(set) = answer.headers.get("set-cookie").and_then(|set| set.to_str().ok()) {
            set.split(';').next().expect("a cookie").clone_into(&mut self.cookie);
        }
        answer
    }
}
