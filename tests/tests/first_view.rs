//! The first view of every questionnaire fits what the first round trip of TCP carries.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use axum::http::StatusCode;
use server::demo;
use tests::NOW;
use tests::client::TestApp;
use tests::database::TestDatabase;

/// HTML and CSS together, compressed, in bytes.
const FIRST_ROUND_TRIP: usize = 14 * 1024;

#[tokio::test]
async fn html_and_styles_of_every_questionnaire_fit() {
    let db = TestDatabase::sqlite().await;
    let summary = demo::fill(&db.store, NOW, &mut |_, _| {}).await.unwrap();
    let app = TestApp::new(&db.store);
    let styles = compressed_styles();
    let mut kinds: Vec<&str> = Vec::new();
    for point in &summary.points {
        if kinds.contains(&point.kind.as_str()) {
            continue;
        }
        let page = app.get_with(&point.path(), &[("accept-encoding", "br, gzip"), ("accept-language", "vi")]).await;
        if page.status != StatusCode::OK {
            continue;
        }
        kinds.push(point.kind.as_str());
        let together = page.bytes.len() + styles;
        println!("{}: {} + {styles} = {together} bytes", point.kind, page.bytes.len());
        assert_eq!(page.header("content-encoding"), "br");
        assert!(together <= FIRST_ROUND_TRIP, "{}: {together} bytes", point.kind);
    }
    assert_eq!(kinds.len(), 5, "every questionnaire was measured: {kinds:?}");
}

/// The stylesheets as they would travel, not even minified: the built file is smaller.
fn compressed_styles() -> usize {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../style");
    let mut text = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        text.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_slice(), &mut compressed, &parameters).unwrap();
    compressed.len()
}
