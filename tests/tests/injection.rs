//! Whatever a request brings, no page runs it, no database takes it for a statement, and no address leads out of the folder of built files.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::masking::masked;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use axum::http::{Method, StatusCode};
use server::http::door::{self, Limits};
use server::sources::{Clock, Ids};
use tests::client::{Answer, TestApp, encode};
use tests::database::TestDatabase;
use tests::http;
use tests::markup::{Vocabulary, elements};
use tests::payloads::{PATHS, SQL, XSS};
use tests::world::{CHOICE, CLOSED, EVERYTHING, LAND, World, fill, ids};
use tests::{NOW, on_both_databases};
use tokio::net::TcpListener;

on_both_databases!(
    no_address_and_no_header_brings_markup_or_statements,
    no_field_brings_markup_or_statements_and_what_is_taken_is_kept_as_it_was,
);

/// Stands for an identifier of its own.
const NEW: &str = "a new one";
/// Longer than any answer takes, and shorter than payloads that wait in the database would make it.
const AT_ONCE: Duration = Duration::from_secs(8);

/// The application over a small world, and what its pages consist of.
struct Stage {
    db: TestDatabase,
    world: World,
    app: TestApp,
    ours: Vocabulary,
    ids: Ids,
}

impl Stage {
    async fn over(db: TestDatabase) -> Self {
        let world = fill(&db.store).await;
        let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| config.point_rate = 0);
        let mut ours = Vocabulary::default();
        for path in ["/", "/?find=xa", "/results", "/results?unit=xa-mot", "/methods", "/privacy", "/nowhere", "/s/zzzzzz"] {
            ours.learn(app.get(path).await.text());
        }
        for code in [LAND, CHOICE, EVERYTHING, CLOSED] {
            let path = format!("/s/{code}");
            ours.learn(app.get(&path).await.text());
            ours.learn(app.get(&format!("{path}/done")).await.text());
            let id = ids().make(NOW).to_string();
            ours.learn(app.post(&path, &[("id", &id)]).await.text());
            ours.learn(app.post(&path, &[("id", &id), ("unknown", "1"), ("q-overall", "1")]).await.text());
            let all = ["q-a1", "q-a2", "q-b1", "q-c1", "q-overall"].map(|name| (name, "5"));
            let rest = [("id", id.as_str()), ("q-one", "yes"), ("q-some", "x"), ("assisted", "yes"), ("sector", "construction")];
            ours.learn(app.post(&path, &[&all[..], &rest, &[("show", "larger")]].concat()).await.text());
            let names = fields(app.get(&path).await.text());
            let wrong: Vec<_> =
                names.iter().map(|name| (name.as_str(), if name == "id" { id.as_str() } else { "zzz" })).collect();
            ours.learn(app.post(&path, &wrong).await.text());
        }
        Self { db, world, app, ours, ids: ids() }
    }

    /// A commune and a rate that somebody reported of it, with this text wherever there is one.
    async fn report(&self, code: &str, text: &str) {
        let unit = Unit {
            code: code.parse().unwrap(),
            parent: Some("tinh".parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::new([("vi", text), ("en", text)]),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let rate = AdministrativeRate {
            unit: unit.code.clone(),
            sector: "land".parse().unwrap(),
            year: 2025,
            satisfied: 99,
            total: 100,
            source: text.to_owned(),
        };
        self.db.store.add_units(&[unit]).await.unwrap();
        self.db.store.add_administrative_rates(&[rate]).await.unwrap();
    }

    fn id(&self) -> String {
        self.ids.make(NOW + 1).to_string()
    }

    /// An answer must come at once, be no fault of ours, and hold nothing but what our pages consist of.
    fn judge(&self, asked: &str, begun: Instant, answer: &Answer) {
        assert!(answer.status.as_u16() < 500, "{} {asked}", answer.status);
        assert!(begun.elapsed() < AT_ONCE, "{asked} took {:?}", begun.elapsed());
        assert_eq!(self.ours.strange(answer), Vec::<String>::new(), "{} {asked}", answer.status);
    }

    /// Everything is still there, and every count agrees.
    async fn intact(&self, responses: u64) {
        let store = &self.db.store;
        assert_eq!(store.response_count().await.unwrap(), responses);
        assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
        let points: BTreeSet<_> =
            store.collection_points().await.unwrap().into_iter().map(|point| point.unit.to_string()).collect();
        assert_eq!(points.into_iter().collect::<Vec<_>>(), ["xa-hai", "xa-mot"]);
        assert_eq!((store.campaigns().await.unwrap().len(), store.targets().await.unwrap().len()), (6, 2));
        assert!(store.units().await.unwrap().get("xa-mot").is_some());
        assert!(store.version(self.world.feedback.version_id).await.unwrap().is_some());
    }
}

/// The names of the fields of a page that hold an answer.
fn fields(page: &str) -> BTreeSet<String> {
    let controls = elements(page).into_iter().filter(|element| ["input", "textarea", "select"].contains(&element.name.as_str()));
    let names = controls.map(|control| control.attribute("name").to_owned());
    names.filter(|name| !["", "back", "code", "show"].contains(&name.as_str())).collect()
}

/// Every address with a place for text, with this text in it.
fn addresses(text: &str) -> Vec<String> {
    let mut addresses: Vec<String> =
        ["/?find=", "/?lang=", "/s?code=", "/methods?", "/privacy?x=", "/"].map(|before| format!("{before}{text}")).into();
    addresses.extend([
        format!("/s/{text}"),
        format!("/s/{text}/done"),
        format!("/pkg/{text}"),
        format!("/healthz?{text}={text}"),
    ]);
    for name in ["unit", "period", "campaign", "sector", "mode", "questionnaire", "factor", "item", "sort", "lang", text] {
        addresses.push(format!("/results?{name}={text}"));
    }
    addresses.push(format!("/results?questionnaire=one-stop-service&item={text}"));
    addresses.push(format!("/results.csv?unit={text}"));
    addresses.push(format!("/results.json?sector={text}&period={text}"));
    addresses
}

async fn no_address_and_no_header_brings_markup_or_statements(db: TestDatabase) {
    let stage = Stage::over(db).await;
    for payload in XSS.iter().chain(SQL) {
        for path in addresses(&encode(payload)) {
            let begun = Instant::now();
            let answer = stage.app.get(&path).await;
            stage.judge(&path, begun, &answer);
            // A filter that names nothing shows nothing: a condition that always holds would show everything.
            if path.starts_with("/results?unit=") || path.starts_with("/results.csv?") || path.starts_with("/results?sector=") {
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            }
        }
        let plain: String = payload.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
        for (name, value) in [
            ("accept-language", plain.clone()),
            ("cookie", format!("hailong-view={plain}")),
            ("cookie", plain.clone()),
            ("accept-encoding", plain.clone()),
            ("referer", plain.clone()),
            ("user-agent", plain.clone()),
            ("host", plain.clone()),
            ("x-forwarded-for", plain.clone()),
            ("x-forwarded-host", plain),
        ] {
            let begun = Instant::now();
            let answer = stage.app.get_with("/s/zzzzzz", &[(name, &value)]).await;
            stage.judge(&format!("{name}: {value}"), begun, &answer);
        }
    }
    stage.intact(0).await;
}

async fn no_field_brings_markup_or_statements_and_what_is_taken_is_kept_as_it_was(db: TestDatabase) {
    let stage = Stage::over(db).await;
    let (mut taken, mut comments) = (0, BTreeSet::new());
    for code in [LAND, CHOICE, EVERYTHING] {
        let path = format!("/s/{code}");
        let names = fields(stage.app.get(&path).await.text());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(names.contains(&"q-comment") && names.contains(&"id") && names.contains(&"view"), "{names:?}");
        for (number, payload) in XSS.iter().chain(SQL).enumerate() {
            let good = [("id", NEW), ("q-a1", "5"), ("q-overall", "5")];
            let all: Vec<_> = names.iter().map(|name| (*name, if *name == "id" { NEW } else { payload })).collect();
            let one = |name| good.into_iter().filter(|(other, _)| *other != name).chain([(name, *payload)]).collect::<Vec<_>>();
            let sector = if code == CHOICE { ("sector", "construction") } else { ("view", "vi.0.normal.auto") };
            let good_but_text =
                [&good[if code == EVERYTHING { 0..2 } else { 0..3 }], &[("q-comment", *payload), sector]].concat();
            for fields in [
                all,
                one(names[number % names.len()]),
                one("view"),
                one("id"),
                one("show"),
                [&good[..], &[(*payload, *payload)]].concat(),
                good_but_text.clone(),
            ] {
                let (begun, id) = (Instant::now(), stage.id());
                let sent: Vec<_> = fields.iter().map(|(name, value)| (*name, if *value == NEW { &id } else { *value })).collect();
                let answer = stage.app.post(&path, &sent).await;
                stage.judge(&format!("{path} {fields:?}"), begun, &answer);
                if fields == good_but_text {
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?} {}", answer.text());
                    if code != EVERYTHING {
                        comments.insert(kept(payload));
                    }
                }
                if answer.status == StatusCode::SEE_OTHER {
                    taken += 1;
                }
            }
        }
    }
    for payload in XSS.iter().chain(SQL) {
        for fields in [[("show", *payload), ("back", "/")], [("show", "larger"), ("back", payload)]] {
            let begun = Instant::now();
            let answer = stage.app.post("/preferences", &fields).await;
            stage.judge(&format!("/preferences {fields:?}"), begun, &answer);
        }
        let begun = Instant::now();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let body = payload.as_bytes().to_vec();
        let answer = stage.app.send(Method::POST, &format!("/s/{LAND}"), &kind, body).await;
        stage.judge(&format!("a body that is {payload:?}"), begun, &answer);
    }
    let rows = stage.db.store.survey_responses(stage.world.feedback.id).await.unwrap();
    let comment = |answers: &str| {
        let answers: serde_json::Value = serde_json::from_str(answers).unwrap();
        answers["comment"].as_str().map(str::to_owned)
    };
    let stored: BTreeSet<String> = rows.iter().filter_map(|row| comment(&row.answers)).collect();
    assert_eq!(comments.difference(&stored).collect::<Vec<_>>(), Vec::<&String>::new(), "what was typed is what is stored");
    let stored = stage.db.store.response_count().await.unwrap();
    assert_eq!(stored, taken);
    stage.intact(stored).await;
}

/// A text as it is stored: without the spaces around it, without characters that show nothing, and with numbers that lead to a person masked.
fn kept(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    masked(&text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>())
}

#[tokio::test]
async fn what_is_typed_comes_back_just_as_it_was() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let id = ids().make(NOW + 1).to_string();
    let typed = "\n</textarea> & <b>đậm</b> \"x\" 'y'";
    let page = app.post(&format!("/s/{LAND}"), &[("id", &id), ("q-comment", typed)]).await;
    let kept = "\n\n&lt;/textarea&gt; &amp; &lt;b&gt;đậm&lt;/b&gt; &quot;x&quot; &#39;y&#39;</textarea>";
    assert!(page.text().contains(kept), "{}", page.text());
}

#[tokio::test]
async fn no_stored_text_brings_markup_into_a_page_or_a_formula_into_a_sheet() {
    let mut stage = Stage::over(TestDatabase::sqlite().await).await;
    stage.report("xa-lanh", "Xã Lành").await;
    let formulas =
        ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " ="].map(|sign| format!("{sign}1+cmd|' /C calc'!A0"));
    let pages = ["/", "/?find=alert", "/results", "/results?unit=xa-0", "/results?unit=tinh&lang=en"];
    // What is known is asked for anew only after a second.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    for path in ["/?find=lanh", "/results", "/results?unit=xa-lanh", "/results?unit=tinh&lang=en"] {
        stage.ours.learn(stage.app.get(path).await.text());
    }
    for (number, payload) in XSS.iter().copied().chain(formulas.iter().map(String::as_str)).enumerate() {
        stage.report(&format!("xa-{number}"), payload).await;
    }
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    for path in pages {
        let begun = Instant::now();
        let answer = stage.app.get(path).await;
        stage.judge(path, begun, &answer);
        assert!(answer.text().contains("&lt;script&gt;"), "{path} shows the name as text");
    }
    let sheet = stage.app.get("/results.csv").await;
    let mut reader = csv::Reader::from_reader(sheet.bytes.as_slice());
    let cells: Vec<String> =
        reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    for formula in &formulas {
        assert!(cells.contains(&format!("'{formula}")) && !cells.contains(formula), "{formula:?}");
    }
    for cell in cells {
        let number = cell.parse::<f64>().is_ok() || [">", ">="].contains(&cell.as_str());
        assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{cell:?}");
    }
}

#[tokio::test]
async fn no_address_leads_out_of_the_folder_of_built_files() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    for file in ["secret.txt", "site/secret.txt"] {
        fs::write(folder.path().join(file), "SECRET").unwrap();
    }
    fs::write(site.join("pkg/a.css"), "body{}").unwrap();
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| config.site_dir.clone_from(&site));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = tokio::spawn(door::serve(listener, app.router(), Limits::of_this_process(), std::future::pending()));
    assert_eq!(http::get(&address, "/pkg/a.css").await.unwrap().status, 200);
    let absolute = format!("/{}", encode(&folder.path().join("secret.txt").to_string_lossy()));
    for path in PATHS.iter().copied().chain([absolute.as_str()]) {
        for before in ["/pkg", "/icon.svg", "/s", ""] {
            let asked = format!("{before}{path}");
            if !asked.starts_with('/') {
                continue;
            }
            let reply = http::get(&address, &asked).await.unwrap();
            assert!(reply.status < 500, "{} {asked}", reply.status);
            let text = reply.text();
            assert!(!text.contains("SECRET") && !text.contains("root:"), "{asked}");
            let is_page = reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
            let is_ours = reply.status != 200 || is_page || text == "body{}";
            assert!(is_ours, "{asked} gives {text}");
        }
    }
    serving.abort();
}
