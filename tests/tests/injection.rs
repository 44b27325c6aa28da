//! Whatever a request brings, no page runs it: a script in every field, every address and every stored text.

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use tests::NOW;
use tests::client::{TestApp, encode};
use tests::database::TestDatabase;
use tests::world::{CHOICE, EVERYTHING, LAND, fill, ids};

/// Closes whatever element or attribute it lands in, and runs.
const PAYLOADS: [&str; 4] = [
    "</textarea></title></script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</option></select><script>alert(1)</script>",
];

/// Whether a page holds a payload as markup. Its characters as references are harmless.
fn runs(page: &str) -> bool {
    page.contains("<script>alert(1)") || page.contains("<img src=x") || page.contains("<svg onload")
}

#[tokio::test]
async fn no_field_and_no_address_brings_markup_into_a_page() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    let id = ids().make(NOW + 1).to_string();
    for payload in PAYLOADS {
        let encoded = encode(payload);
        for path in [
            format!("/?find={encoded}"),
            format!("/?lang={encoded}"),
            format!("/s?code={encoded}"),
            format!("/s/{encoded}"),
            format!("/s/{encoded}/done"),
            format!("/results?unit={encoded}"),
            format!("/results?period={encoded}&x={encoded}"),
            format!("/results?campaign={encoded}"),
            format!("/methods?{encoded}"),
            format!("/privacy?{encoded}={encoded}"),
            format!("/{encoded}"),
        ] {
            let page = app.get(&path).await;
            assert!(!runs(page.text()), "{path}");
        }
        for code in [LAND, CHOICE, EVERYTHING] {
            let names =
                ["q-comment", "q-why", "q-how-many", "q-a1", "q-some", "sector", "assisted", "view", "show", "id", payload];
            for name in names {
                let mut fields = vec![("q-overall", "5"), (name, payload)];
                if name != "id" {
                    fields.push(("id", id.as_str()));
                }
                let page = app.post(&format!("/s/{code}"), &fields).await;
                assert!(!runs(page.text()), "{code} {name}");
            }
        }
        let back = app.post("/preferences", &[("show", "larger"), ("back", payload)]).await;
        assert_eq!(back.header("location"), "/");
    }
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
async fn no_stored_text_brings_markup_into_a_page() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let payload = PAYLOADS[0];
    let unit = Unit {
        code: "xa-la".parse().unwrap(),
        parent: Some("tinh".parse().unwrap()),
        kind: UnitKind::Commune,
        name: Texts::new([("vi", payload), ("en", payload)]),
        valid_from: 0,
        valid_to: None,
        successor: None,
    };
    db.store.add_units(&[unit]).await.unwrap();
    let rate = AdministrativeRate {
        unit: "xa-la".parse().unwrap(),
        sector: "land".parse().unwrap(),
        year: 2025,
        satisfied: 99,
        total: 100,
        source: format!("={payload}"),
    };
    db.store.add_administrative_rates(&[rate]).await.unwrap();
    let app = TestApp::new(&db.store);
    for path in ["/", "/results", "/results?unit=xa-la"] {
        let page = app.get(path).await;
        assert!(!runs(page.text()), "{path}");
        assert!(page.text().contains("&lt;script&gt;"), "{path} shows the name as text");
    }
    assert!(app.get("/results.csv").await.text().contains("'=</textarea>"), "and no spreadsheet runs it");
}
