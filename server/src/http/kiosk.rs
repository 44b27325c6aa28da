//! `/kiosk/{code}`: the questionnaire on a device that stands at a collection point, and what a browser needs to keep it.

use std::sync::Arc;

use app::domain::language::Language;
use app::domain::preferences::Preferences;
use app::pages::kiosk::{Kiosk, KioskPage, KioskThanksPage};
use app::pages::kiosk_registration::KioskRegistrationPage;
use app::pages::survey::Form;
use app::store::Survey;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HeaderMap, REFRESH};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;
use leptos::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::assets::WORKER_POLICY;
use super::error::PageError;
use super::invited::discreet;
use super::page;
use super::survey::{find, takes_answers};
use super::visit::Visit;
use crate::App;
use crate::accounts::token::{Purpose, Token, TokenHash};
use crate::store::device_contact::Known;

/// The beginning of the path of a link by which a tablet becomes a device. What comes after it is a secret, and in no log.
pub const LINK: &str = "/kiosk/register/";

/// For how many seconds the thanks stand there, without a script.
const THANKS_SECONDS: u32 = 5;

/// The worker by which the page starts without a network.
const WORKER: &str = include_str!("../../../app/browser/kiosk_worker.js");

/// The device by whose token somebody comes.
///
/// # Errors
/// [`PageError::NotADevice`] where there is none.
pub async fn known(app: &App, headers: &HeaderMap) -> Result<Known, PageError> {
    let token = token(app, headers).ok_or(PageError::NotADevice)?;
    if let Some(known) = app.store.device_by_token(token).await? {
        return Ok(known);
    }
    app.store.note_spent_token(app.clock.now(), token).await?;
    Err(PageError::NotADevice)
}

/// The hash of the token by which somebody comes.
pub fn token(app: &App, headers: &HeaderMap) -> Option<TokenHash> {
    let cookies = headers.get_all(COOKIE).iter().map(HeaderValue::as_bytes);
    app.device_cookie().read(cookies).map(|token| token.hash(Purpose::Device))
}

pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Response {
    let visit = of_the_address(visit);
    let shown = async {
        let known = known(&app, &headers).await?;
        if known.device.point.as_str() != code {
            return Ok(Redirect::to(&format!("/kiosk/{}", known.device.point)).into_response());
        }
        let survey = find(&app, &code).await?;
        let id = app.ids.make(app.clock.now());
        Ok(show_kiosk(&app, &visit, survey, Form { on_device: true, ..Form::new(id) }, &known).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The form again with what was typed, where there is no script.
pub async fn show_form(app: &App, visit: &Visit, status: StatusCode, survey: Arc<Survey>, form: Form) -> Response {
    page::with_status(app, visit, status, move || {
        let kiosk = Kiosk { survey: survey.clone(), form: form.clone(), closed: None, device: None };
        view! { <KioskPage kiosk/> }
    })
    .await
}

async fn show_kiosk(app: &App, visit: &Visit, survey: Arc<Survey>, form: Form, known: &Known) -> Response {
    let words = app::text::Words(visit.preferences.language);
    // Where no answers are taken, the page is there all the same: it sends what waits on the device.
    let closed = takes_answers(app, &survey, false).err().map(|error| error.notice(words).message);
    let version = version(app, &survey);
    let device = known.device.clone();
    page::show(app, visit, move || {
        let kiosk = Kiosk {
            survey: survey.clone(),
            form: form.clone(),
            closed: closed.clone(),
            device: Some((device.clone(), version.clone())),
        };
        view! { <KioskPage kiosk/> }
    })
    .await
}

/// What changes when the page of a point does.
pub fn version(app: &App, survey: &Survey) -> String {
    let is_open = takes_answers(app, survey, false).is_ok();
    let shown = format!("{:?} {is_open} {survey:?}", app.assets);
    HEXLOWER.encode(&Sha256::digest(shown)[..8])
}

pub async fn thanks(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    let visit = of_the_address(visit);
    let survey = match find(&app, &code).await {
        Ok(survey) => survey,
        Err(error) => return page::refuse(&app, &visit, error).await,
    };
    let code = survey.point.code.to_string();
    let mut response = page::show(&app, &visit, move || {
        let code = code.clone();
        view! { <KioskThanksPage code/> }
    })
    .await;
    if let Ok(onward) = HeaderValue::from_str(&format!("{THANKS_SECONDS}; url=/kiosk/{}", survey.point.code)) {
        response.headers_mut().insert(REFRESH, onward);
    }
    response
}

pub async fn registration(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Response {
    let shown = async {
        let link: Token = token.parse().map_err(|_| PageError::DeviceLinkGone)?;
        let found = app.store.device_by_link(link.hash(Purpose::DeviceLink), app.clock.now()).await?;
        let device = found.ok_or(PageError::DeviceLinkGone)?;
        let survey = find(&app, device.point.as_str()).await?;
        let keeps = app.secure || app.url.starts_with("http://localhost") || app.url.starts_with("http://127.");
        let page = page::show(&app, &visit, move || {
            let (device, survey) = (device.clone(), survey.clone());
            view! { <KioskRegistrationPage device survey keeps/> }
        });
        Ok(page.await)
    };
    discreet(page::or_refuse(&app, &visit, shown).await)
}

/// What a browser needs to install the page of a point as an app.
pub async fn manifest(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    let manifest = async {
        let survey = find(&app, &code).await?;
        let (language, address) = (visit.preferences.language, format!("/kiosk/{}", survey.point.code));
        let name = format!("Hài Lòng · {}", survey.point.name.get(language));
        let icon = |file: &str, sizes: &str, kind: &str, purpose: &str| json!({"src": file, "sizes": sizes, "type": kind, "purpose": purpose});
        let manifest = json!({
            "id": address,
            "name": name,
            "short_name": "Hài Lòng",
            "lang": language.tag(),
            "start_url": address,
            "scope": "/kiosk/",
            "display": "fullscreen",
            "display_override": ["fullscreen", "standalone"],
            "orientation": "any",
            "background_color": "#fbfaf7",
            "theme_color": "#0b5d4e",
            "icons": [
                icon("/icon-192.png", "192x192", "image/png", "any"),
                icon("/icon-512.png", "512x512", "image/png", "any"),
                icon("/icon-maskable-512.png", "512x512", "image/png", "maskable"),
                icon("/icon.svg", "any", "image/svg+xml", "any"),
            ],
        });
        Ok(([(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "no-cache")], manifest.to_string()).into_response())
    };
    page::or_refuse(&app, &visit, manifest).await
}

/// The worker. Browsers look for a new one themselves; its own text says which it is.
pub async fn worker() -> Response {
    let headers =
        [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache"), (CONTENT_SECURITY_POLICY, WORKER_POLICY)];
    (headers, WORKER).into_response()
}

/// On a shared device a language is chosen by the address alone: what the last person chose is nobody else's.
fn of_the_address(visit: Visit) -> Visit {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(|tag| tag.parse().ok());
    let preferences = Preferences { language: asked.unwrap_or(Language::Vi), ..Preferences::default() };
    Visit { preferences, ..visit }
}
