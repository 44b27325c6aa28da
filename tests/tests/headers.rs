//! The headers of every answer: pages, files, data, redirections and errors.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::fs;
use std::path::PathBuf;

use axum::http::Method;
use server::sources::Clock;
use tests::NOW;
use tests::client::{Answer, TestApp};
use tests::database::TestDatabase;
use tests::world::{CLOSED, LAND, fill};

/// What is no page can do nothing, should a browser open it as one.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// A built site of small files.
fn site() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    fs::create_dir(path.join("pkg")).unwrap();
    fs::write(path.join("pkg/a.0123.css"), "body { color: black }").unwrap();
    fs::write(path.join("pkg/a.0123.js"), "export {}").unwrap();
    fs::write(path.join("pkg/assets.toml"), "style = \"a.0123.css\"\nmodules = \"browser-0123\"\n").unwrap();
    fs::create_dir(path.join("pkg/browser-0123")).unwrap();
    for module in ["phone.js", "worker.js"] {
        fs::write(path.join("pkg/browser-0123").join(module), "fetch").unwrap();
    }
    fs::write(path.join("icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    (folder, path)
}

async fn application(public: Option<&str>) -> (TestDatabase, tempfile::TempDir, TestApp) {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let (folder, path) = site();
    let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| {
        config.site_dir = path;
        config.public_url = public.map(str::to_owned);
    });
    (db, folder, app)
}

/// One answer of each kind, with what was asked for.
async fn answers(app: &TestApp) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for path in [
        "/",
        "/results",
        "/results?unit=nowhere",
        "/results.csv",
        "/results.json",
        "/results.csv?unit=nowhere",
        "/methods",
        "/privacy",
        "/withdraw",
        "/healthz",
        "/readyz",
        "/nowhere",
        "/icon.svg",
        "/pkg/a.0123.css",
        "/pkg/a.0123.js",
        "/pkg/none.js",
        "/pkg/",
        "/s?code=aaaaaa",
        "/s?code=zzzzzz",
        &format!("/s/{LAND}"),
        &format!("/s/{CLOSED}"),
        &format!("/s/{LAND}/done"),
    ] {
        answers.push((format!("GET {path}"), app.get(path).await));
    }
    for (method, path) in [
        (Method::HEAD, "/"),
        (Method::HEAD, "/icon.svg"),
        (Method::OPTIONS, "/"),
        (Method::POST, "/preferences"),
        (Method::POST, "/s/aaaaaa"),
        (Method::DELETE, "/results"),
        (Method::PUT, "/icon.svg"),
    ] {
        answers.push((format!("{method} {path}"), app.send(method.clone(), path, &[], Vec::new()).await));
    }
    answers.push(("a change of the look".into(), app.post("/preferences", &[("show", "larger"), ("back", "/")]).await));
    answers
}

#[tokio::test]
async fn every_answer_carries_its_guards() {
    let (_db, _site, app) = application(Some("https://hai-long.example")).await;
    let mut statuses = std::collections::BTreeSet::new();
    for (asked, answer) in answers(&app).await {
        statuses.insert(answer.status.as_u16());
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), expected, "{asked}: {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{asked}");
        let policy = answer.header("content-security-policy");
        if answer.header("content-type").starts_with("text/html") {
            assert!(policy.contains("script-src 'nonce-") && policy.contains("frame-ancestors 'none'"), "{asked}: {policy}");
        } else {
            assert_eq!(policy, NOTHING, "{asked}");
        }
        for name in ["content-security-policy", "strict-transport-security", "referrer-policy"] {
            assert_eq!(answer.headers.get_all(name).iter().count(), 1, "{asked}: {name} once");
        }
        let open = answer.status.is_success() && asked.starts_with("GET /results.");
        let (resource, readers) = if open { ("cross-origin", "*") } else { ("same-origin", "") };
        assert_eq!(answer.header("cross-origin-resource-policy"), resource, "{asked}");
        assert_eq!(answer.header("access-control-allow-origin"), readers, "{asked}: who may read it from another site");
    }
    for status in [200, 303, 400, 404, 405, 410, 415] {
        assert!(statuses.contains(&status), "{status} was among {statuses:?}");
    }
}

/// Over plain HTTP the promise would be one that nobody can keep, and browsers ignore it.
#[tokio::test]
async fn https_is_insisted_on_only_where_people_come_by_it() {
    for public in [None, Some("http://hai-long.example")] {
        let (_db, _site, app) = application(public).await;
        for (asked, answer) in answers(&app).await {
            assert_eq!(answer.header("strict-transport-security"), "", "{public:?} {asked}");
        }
    }
}

#[tokio::test]
async fn files_keep_their_types_and_their_time() {
    let (_db, _site, app) = application(None).await;
    for (path, kind, kept) in [
        ("/pkg/a.0123.css", "text/css", "public, max-age=31536000, immutable"),
        ("/pkg/a.0123.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/pkg/browser-0123/phone.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/worker.js", "text/javascript", "no-cache"),
        ("/icon.svg", "image/svg+xml", "public, max-age=86400"),
    ] {
        let answer = app.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type"), answer.header("cache-control")), (200, kind, kept));
    }
}

/// A page names its module with its nonce, and nothing else may run; a worker fetches from here, and does nothing else.
#[tokio::test]
async fn modules_and_workers_may_what_they_need() {
    let (_db, _site, app) = application(None).await;
    for path in [format!("/s/{LAND}"), format!("/s/{LAND}/done"), format!("/s/{CLOSED}"), "/i/nothing".to_owned()] {
        let page = app.get(&path).await;
        let policy = page.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        let module = format!("<script type=\"module\" nonce=\"{nonce}\" src=\"/pkg/browser-0123/phone.js\"></script>");
        assert!(page.text().contains(&module), "{path}: {module}");
    }
    assert!(!app.get("/results").await.text().contains("phone.js"), "other pages load nothing for phones");
    let worker = app.get("/worker.js").await;
    assert_eq!(worker.header("content-security-policy"), "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
}
