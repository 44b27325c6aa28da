//! The router: the table of contents of everything that is served.

pub(crate) mod account;
pub(crate) mod analysis;
pub mod assets;
pub mod door;
pub mod error;
pub mod guards;
mod home;
pub(crate) mod invited;
mod kept;
pub(crate) mod kiosk;
pub mod limits;
pub(crate) mod manage;
pub mod metrics;
pub(crate) mod open_data;
mod open_data_dictionary;
pub mod origin;
pub mod page;
pub(crate) mod passkeys;
mod plain;
pub mod prepared;
pub(crate) mod receipt;
pub(crate) mod results;
pub(crate) mod sign_in;
mod sign_in_provider;
pub mod signed;
pub mod staff;
pub(crate) mod survey;
pub mod visit;
mod withdraw;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::forms;
use crate::{App, api};

/// Everything that is served.
pub fn router(app: App) -> Router {
    let pages = public().merge(staff::routes(&app).router);
    around(app, pages)
}

/// What is served to the public, without any address of the staff.
pub fn public_router(app: App) -> Router {
    around(app, public())
}

/// The addresses that are served to the public.
pub const PUBLIC: [&str; 22] = [
    "/",
    "/s",
    "/s/{code}",
    "/s/{code}/done",
    "/i/{token}",
    "/kiosk/{code}",
    "/kiosk/{code}/done",
    "/kiosk/{code}/app.webmanifest",
    "/kiosk/register/{token}",
    "/kiosk/contact",
    "/kiosk/worker.js",
    "/withdraw",
    "/results",
    "/results.csv",
    "/results.json",
    "/results.csv-metadata.json",
    "/results.schema.json",
    "/methods",
    "/privacy",
    "/preferences",
    "/healthz",
    "/readyz",
];

/// What is served to the public, in the order of [`PUBLIC`]: an address without a handler, or a handler without an address, does not compile.
fn public() -> Router<App> {
    let handlers: [MethodRouter<App>; PUBLIC.len()] = [
        get(home::show),
        get(home::open_code),
        get(survey::show).post(forms::survey::submit),
        get(survey::thanks),
        get(invited::show).post(forms::survey::submit_invited),
        get(kiosk::show).post(forms::survey::submit_on_device),
        get(kiosk::thanks),
        get(kiosk::manifest),
        get(kiosk::registration).post(forms::kiosk::register),
        post(forms::kiosk::contact),
        get(kiosk::worker),
        get(withdraw::show).post(forms::withdraw::submit),
        get(results::show),
        get(open_data::csv),
        get(open_data::json),
        get(open_data_dictionary::csv_metadata),
        get(open_data_dictionary::json_schema),
        get(plain::methods),
        get(plain::privacy),
        post(forms::preferences::change),
        get(plain::alive),
        get(plain::ready),
    ];
    PUBLIC.into_iter().zip(handlers).fold(api::router(), |router, (address, handler)| router.route(address, handler))
}

/// Pages with what stands around each, and the built files beside them.
fn around(app: App, pages: Router<App>) -> Router {
    let files = assets::routes(&app.site_dir, &app.assets);
    let pages = pages.fallback(plain::not_found).method_not_allowed_fallback(plain::wrong_method).with_state(app.clone());
    guards::around(app, files.merge(pages))
}
