//! The built files: styles, browser part, modules, icon.

use std::path::Path;

use app::parts::frame::Assets;
use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use serde::Deserialize;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// The list that the build leaves beside its files.
const LIST: &str = "pkg/assets.toml";

#[derive(Deserialize)]
struct List {
    style: String,
    browser: Option<String>,
    modules: Option<String>,
}

/// The names of the built files. Without the build's list (as under `cargo leptos`), the names are those without a hash; a browser part
/// that is not there is left out, and so are modules, because pages work without them.
#[must_use]
pub fn find(site: &Path) -> Assets {
    let list = std::fs::read_to_string(site.join(LIST)).ok().and_then(|text| toml::from_str::<List>(&text).ok());
    match list {
        Some(List { style, browser, modules }) => Assets { style, browser, modules },
        None => Assets {
            style: "hailong.css".to_owned(),
            browser: site.join("pkg/hailong.js").exists().then(|| "hailong".to_owned()),
            modules: None,
        },
    }
}

/// The icons: of the browser's tab, and of a device's page that is installed as an app.
const ICONS: [&str; 4] = ["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"];

/// What a worker may do: a policy on its script, other than on those of pages, is its own. It fetches for pages, and loads nothing itself.
pub(super) const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// The routes of the built files. Those under `/pkg` carry a hash in their name or that of their folder, so a browser may keep them for ever.
pub fn routes(site: &Path, assets: &Assets) -> Router {
    let keep = |value| SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static(value));
    let pkg = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let hashed = Router::new().nest_service("/pkg", pkg).layer(keep("public, max-age=31536000, immutable"));
    let icons = ICONS
        .into_iter()
        .fold(Router::new(), |router, icon| router.route_service(&format!("/{icon}"), ServeFile::new(site.join(icon))));
    let router = hashed.merge(icons.layer(keep("public, max-age=86400")));
    let Some(folder) = &assets.modules else { return router };
    // A worker's address is above those of the pages that it serves, so it cannot lie in the folder.
    let worker = ServeFile::new(site.join("pkg").join(folder).join("worker.js")).precompressed_br().precompressed_gzip();
    let policy = HeaderValue::from_static(WORKER_POLICY);
    let worker = Router::new()
        .route_service("/worker.js", worker)
        .layer(keep("no-cache"))
        .layer(SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, policy));
    router.merge(worker)
}
