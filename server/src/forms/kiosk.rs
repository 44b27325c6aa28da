//! POST `/kiosk/contact` and `/kiosk/register/{token}`: what a device sends, and a tablet that becomes one.

use app::domain::device::contact::Contact;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::timeout;

use super::body::PATIENCE;
use crate::App;
use crate::accounts::token::{Purpose, Token};
use crate::devices::contact::{is_plausible, take};
use crate::http::error::PageError;
use crate::http::invited::discreet;
use crate::http::kiosk::{known, token, version};
use crate::http::survey::find;
use crate::http::visit::Visit;
use crate::http::{page, signed};

/// The largest contact, in bytes: two hundred answers of an ordinary length, or a few of the longest.
const LARGEST: usize = 1024 * 1024;

/// How long a browser keeps a device's token without hearing of us, in seconds: as long as any browser keeps a cookie.
const TOKEN_KEPT: u32 = 400 * 24 * 60 * 60;

/// A token is replaced when it is older than this, in milliseconds: a day.
const TOKEN_AGE: i64 = 24 * 60 * 60 * 1000;

/// Takes what a device sends, and answers in JSON.
pub async fn contact(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let answered = async {
        let (parts, body) = request.into_parts();
        let hash = token(&app, &parts.headers).ok_or(PageError::NotADevice)?;
        let known = known(&app, &parts.headers).await?;
        let contact = read(&parts.headers, body).await?;
        app.device_limits.take(&known.device.id, app.clock.now()).map_err(PageError::TooOften)?;
        let survey = find(&app, known.device.point.as_str()).await?;
        let reply = take(&app, (&known, hash), &contact, version(&app, &survey)).await?.ok_or(PageError::NotADevice)?;
        let text = serde_json::to_string(&reply).map_err(|error| PageError::Unavailable(error.into()))?;
        let mut response = ([(CONTENT_TYPE, "application/json")], text).into_response();
        if !known.is_newest || app.clock.now() - known.token_at > TOKEN_AGE {
            let new = app.secrets.make(Token::random);
            if app.store.rotate_device_token(app.clock.now(), known.device.id, (hash, new.hash(Purpose::Device))).await? {
                give(&app, &new, response.headers_mut());
            }
        }
        Ok(response)
    };
    match answered.await {
        Ok(response) => response,
        // In JSON, so that a tablet believes it: what stands between it and us also refuses.
        Err(error @ PageError::NotADevice) => {
            (error.status(), [(CONTENT_TYPE, "application/json")], r#"{"unknown":true}"#).into_response()
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Contact, PageError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(PageError::WrongType);
    }
    let body = timeout(PATIENCE, to_bytes(body, LARGEST)).await.map_err(|_| PageError::TooSlow)?;
    let body = body.map_err(|_| PageError::TooLarge)?;
    let contact: Option<Contact> = serde_json::from_slice(&body).ok();
    contact.filter(is_plausible).ok_or_else(|| PageError::BadForm(Vec::new()))
}

/// Makes a tablet the device of a link. Whoever is signed in on it is not any more: it stands where anybody can touch it.
pub async fn register(State(app): State<App>, visit: Visit, Path(link): Path<String>, headers: HeaderMap) -> Response {
    let registered = async {
        let link: Token = link.parse().map_err(|_| PageError::DeviceLinkGone)?;
        let (new, now) = (app.secrets.make(Token::random), app.clock.now());
        let hashes = (link.hash(Purpose::DeviceLink), new.hash(Purpose::Device));
        let device = app.store.register_device(now, hashes, app.ids.make(now)).await?.ok_or(PageError::DeviceLinkGone)?;
        let mut response = Redirect::to(&format!("/kiosk/{}", device.point)).into_response();
        give(&app, &new, response.headers_mut());
        if let Some(signed) = signed::find(&app, &headers).await? {
            app.store.end_session(&signed.author(), now, &signed.account, signed.session.id).await?;
            if let Ok(cookie) = HeaderValue::from_str(&app.session_cookie().clear()) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
        }
        Ok(response)
    };
    discreet(page::or_refuse(&app, &visit, registered).await)
}

fn give(app: &App, token: &Token, headers: &mut HeaderMap) {
    if let Ok(cookie) = HeaderValue::from_str(&app.device_cookie().set(token, TOKEN_KEPT)) {
        headers.append(SET_COOKIE, cookie);
    }
}
