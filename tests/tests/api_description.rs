//! `/api/openapi.json`: the description in the repository is the one that is served, a program that is not ours finds it valid, and another one
//! finds no answer that differs from it.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::path::{Path, PathBuf};
use std::process::Command;

use app::domain::api_token::ApiRight;
use app::domain::campaign::Openness;
use app::domain::period::LocalTime;
use app::domain::role::Reach;
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::api::OPEN;
use server::store::Store;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::http;
use tests::program::{Program, run};
use tests::tokens::make_until;
use tests::world::fill;

/// Where the description lies in the repository.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/openapi.json");

/// A month in milliseconds.
const MONTH: i64 = 30 * 24 * 60 * 60 * 1000;

/// The description in the repository.
fn kept() -> String {
    std::fs::read_to_string(PLACE).unwrap()
}

/// The interpreter of the Python environment that the suite has.
fn interpreter() -> String {
    std::env::var("HAILONG_PYTHON").expect("`cargo xtask test` says where Python is: HAILONG_PYTHON")
}

/// A file of the Python part of the suite.
fn python(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(file)
}

#[test]
fn the_description_in_the_repository_is_the_one_of_the_code() {
    let written = server::api::written_description().unwrap();
    if written != kept() {
        let new = std::env::temp_dir().join("hailong-openapi.json");
        std::fs::write(&new, written).unwrap();
        panic!("the API changed. Look at what is new, and keep it: cp {} {PLACE}", new.display());
    }
}

#[tokio::test]
async fn the_description_is_served_and_every_address_of_it_too() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let answer = app.get(server::api::DESCRIPTION).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, kept().as_str()));
    assert_eq!(answer.header("content-type"), "application/json");
    let description: Value = serde_json::from_str(&kept()).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1."));
    let paths = description["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 11);
    for (path, methods) in paths {
        let id = "00000000-0000-0000-0000-000000000000";
        let address = format!("/api/v1{}", path.replace("{id}", id).replace("{code}", "aaaaaa"));
        let answer = app.get(&address).await;
        assert_ne!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.status == StatusCode::METHOD_NOT_ALLOWED, methods.get("get").is_none(), "{path}");
        for (method, operation) in methods.as_object().unwrap() {
            let opened = operation.get("security").is_some();
            let refuses = operation["responses"].get("401").is_some();
            let is_public = OPEN.contains(&format!("/api/v1{path}").as_str());
            assert_eq!((opened, refuses), (!is_public, !is_public), "{method} {path}");
        }
    }
}

#[test]
fn the_description_is_valid() {
    let output = Command::new(interpreter()).arg(python("check_openapi.py")).arg(PLACE).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// The description, narrowed to points and items that there are: at random, none of them would ever be met.
async fn narrowed(store: &Store, printed: &str, now: i64) -> Value {
    let points = store.points_within(&Reach::Everything).await.unwrap();
    let invited = points.iter().find(|point| point.by_invitation).unwrap();
    let mut open = None;
    for code in printed.lines().filter_map(|line| line.strip_prefix("one-stop-service ")?.split(' ').next()) {
        let survey = store.survey(&code.parse().unwrap()).await.unwrap().unwrap();
        if survey.sectors.len() == 1 && survey.campaign.openness(now) == Openness::Open {
            open = Some(survey);
            break;
        }
    }
    let survey = open.expect("a point that takes answers");
    let words = json!({ "enum": ["1", "2", "3", "4", "5", "none"] });
    let scale = json!({ "anyOf": [
        { "type": "integer", "minimum": 1, "maximum": 5 }, words, { "type": "array", "items": words, "minItems": 1, "maxItems": 1 },
    ] });
    // What is not required may be empty, which no schema of one item can say.
    let items = survey.version.items().map(|(_, item)| item).filter(|item| item.required);
    let items: serde_json::Map<String, Value> = items.map(|item| (item.code.to_string(), scale.clone())).collect();
    let mut description: Value = serde_json::from_str(&kept()).unwrap();
    let schemas = &mut description["components"]["schemas"];
    schemas["Submission"]["properties"]["point"] = json!({ "type": "string", "enum": [survey.point.code.as_str()] });
    schemas["Submission"]["properties"]["answers"] = json!({ "type": "object", "required": items.keys().collect::<Vec<_>>(), "properties": items, "additionalProperties": false });
    for field in ["sector", "consents"] {
        schemas["Submission"]["properties"].as_object_mut().unwrap().remove(field);
    }
    let inviting = &mut schemas["Inviting"]["properties"];
    inviting["point"] = json!({ "type": "string", "enum": [invited.code.as_str()] });
    inviting["last_day"] = json!({ "type": "string", "enum": [LocalTime::of(now + MONTH).day()] });
    inviting["references"]["uniqueItems"] = json!(true);
    description
}

/// Schemathesis asks everything that the description allows and much that it does not, a bounded number of times, the same in every run.
#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/demo.db", folder.path().display());
    let words = ["demo", "--database-url", &url];
    let filled = run(&words);
    assert!(filled.success, "{}", filled.errors);
    let mut program = Program::start(&url, &["--token-rate", "0"]);
    program.ready().await;
    let figures = http::get(program.address(), OPEN[0]).await.unwrap();
    let now = serde_json::from_slice::<Value>(&figures.body).unwrap()["as_of"].as_i64().unwrap();
    let store = Store::open(&url).await.unwrap();
    let (_, secret) = make_until(&store, (1, now + MONTH), "", &ApiRight::ALL).await;
    let described = folder.path().join("openapi.json");
    std::fs::write(&described, narrowed(&store, &filled.output, now).await.to_string()).unwrap();
    store.close().await;
    let mut command = Command::new(interpreter());
    command
        .args(["-m", "schemathesis.cli", "--config-file"])
        .arg(python("schemathesis.toml"))
        .args(["run", "openapi.json", "--checks", "all", "--max-failures", "20", "--url"])
        .arg(format!("http://{}/api/v1", program.address()))
        .env("HAILONG_API_TOKEN", secret)
        .env("NO_COLOR", "1")
        .current_dir(folder.path());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{}", program.log());
    assert!(program.stop().success());
    let checked = tests::program::check(&url);
    assert!(checked.success, "{}", checked.errors);
}
