//! The router: the table of contents of everything that is served.

pub(crate) mod account;
pub mod assets;
pub mod door;
pub mod error;
pub mod guards;
mod home;
pub(crate) mod invited;
mod kept;
pub mod limits;
pub(crate) mod manage;
pub mod metrics;
mod open_data;
pub mod origin;
pub mod page;
mod plain;
pub mod prepared;
pub(crate) mod receipt;
mod results;
pub(crate) mod sign_in;
mod sign_in_provider;
pub mod signed;
pub mod staff;
pub(crate) mod survey;
pub mod visit;
mod withdraw;

use axum::Router;
use axum::routing::{get, post};

use crate::App;
use crate::forms;

/// Everything that is served.
pub fn router(app: App) -> Router {
    let pages = public().merge(staff::routes(&app).router);
    around(app, pages)
}

/// What is served to the public, without any address of the staff.
pub fn public_router(app: App) -> Router {
    around(app, public())
}

/// What is served to the public, by address.
fn public() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/s", get(home::open_code))
        .route("/s/{code}", get(survey::show).post(forms::survey::submit))
        .route("/s/{code}/done", get(survey::thanks))
        .route("/i/{token}", get(invited::show).post(forms::survey::submit_invited))
        .route("/withdraw", get(withdraw::show).post(forms::withdraw::submit))
        .route("/results", get(results::show))
        .route("/results.csv", get(open_data::csv))
        .route("/results.json", get(open_data::json))
        .route("/methods", get(plain::methods))
        .route("/privacy", get(plain::privacy))
        .route("/preferences", post(forms::preferences::change))
        .route("/healthz", get(plain::alive))
        .route("/readyz", get(plain::ready))
}

/// Pages with what stands around each, and the built files beside them.
fn around(app: App, pages: Router<App>) -> Router {
    let site = app.site_dir.clone();
    let pages = pages.fallback(plain::not_found).method_not_allowed_fallback(plain::wrong_method).with_state(app.clone());
    guards::around(app, assets::routes(&site).merge(pages))
}
