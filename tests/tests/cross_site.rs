//! What the page of another site sends in a visitor's name is refused, and says so.

use axum::http::Method;
use server::sources::Clock;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::world::{LAND, fill, ids};

#[tokio::test]
async fn nothing_is_stored_or_changed_for_another_site() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let public = "https://hai-long.example";
    let app = TestApp::with(&db.store, Clock::fixed(NOW), |config| config.public_url = Some(public.to_owned()));
    let id = ids().make(NOW + 1).to_string();
    let body = format!("id={id}&q-overall=5").into_bytes();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let path = format!("/s/{LAND}");
    for strange in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://hai-long.example"),
    ] {
        for (method, path, body) in [
            (Method::POST, path.as_str(), body.clone()),
            (Method::POST, "/preferences", b"show=larger&back=/".to_vec()),
            (Method::POST, "/nowhere", Vec::new()),
            (Method::DELETE, "/results", Vec::new()),
            (Method::POST, "/icon.svg", Vec::new()),
        ] {
            let refused = app.send(method, path, &[kind, ("host", "hai-long.example"), strange], body).await;
            assert_eq!(refused.status.as_u16(), 403, "{strange:?} {path}");
            assert_eq!(refused.header("set-cookie"), "");
            assert!(refused.text().contains("Gửi từ một trang khác") && refused.text().contains("lang=\"vi\""));
        }
    }
    let english = [kind, ("accept-language", "en"), ("sec-fetch-site", "cross-site")];
    let refused = app.send(Method::POST, &path, &english, body.clone()).await;
    assert!(refused.text().contains("Sent from another site"));
    assert_eq!(db.store.response_count().await.unwrap(), 0);
    let link = app.get_with(&path, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(link.status.as_u16(), 200, "a link on another site leads here");
    for ours in [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none"), ("origin", public)] {
        let sent = app.send(Method::POST, &path, &[kind, ours], body.clone()).await;
        assert_eq!(sent.status.as_u16(), 303, "{ours:?}");
    }
    assert_eq!(db.store.response_count().await.unwrap(), 1);
}
