//! POST `/manage/devices/{id}` and below it: a device is changed, gets a link, is revoked or removed.

use app::domain::collection_point::PointCode;
use app::domain::device_form::{Pin, judge_change};
use app::domain::role::Right;
use app::pages::manage::device::{DeviceLinkPage, DeviceRemovalPage};
use app::pages::manage::devices::PATH;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;
use leptos::prelude::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::accounts::token::{LINK_LASTS, Purpose, Token};
use crate::http::error::PageError;
use crate::http::manage::devices::{Found, find_own, offered, show_device};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::qr::{self, Surface};
use crate::store::removal::Removal;

/// Changes the device, or shows the page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &id, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, id: &str, request: Request<Body>) -> Result<Response, PageError> {
    let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
    let found = find_own(app, signed, id).await?;
    let points = offered(app, signed, &*app.store.directory().await?).await?;
    let find = |code: &PointCode| points.iter().chain([&found.point]).find(|point| point.code == *code);
    match judge_change(&typed.fields, &found.device, |code| find(code).is_some()) {
        Ok(mut change) => {
            match change.pin {
                Pin::Kept => {}
                Pin::Removed => change.settings.pin = None,
                Pin::New(digits) => change.settings.pin = Some(pin_hash(found.device.id, &digits)),
            }
            let unit = find(&change.point).unwrap_or(&found.point).unit.as_str();
            let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
            let new = (&found.device, change.name.as_str(), &change.point, &change.settings, unit);
            if app.store.change_device(&author, app.clock.now(), &reach, new).await? {
                return Ok(Redirect::to(&format!("{PATH}/{}?done", found.device.id)).into_response());
            }
            typed.problems.push(("", "changed-meanwhile"));
        }
        Err(problems) => typed.problems = problems,
    }
    show_device(app, visit, signed, (found, typed, None)).await
}

/// A PIN as it is stored and sent to the device.
fn pin_hash(id: Uuid, digits: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{id}:{digits}")))
}

/// Makes a link and shows it once.
pub async fn link(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let made = async {
        let Found { device, point, .. } = find_own(&app, &signed, &id).await?;
        let now = app.clock.now();
        let (token, until) = (app.secrets.make(Token::random), now + LINK_LASTS);
        let (author, reach, hash) = (signed.author(), signed.reach(Right::Surveys), token.hash(Purpose::DeviceLink));
        if !app.store.link_device(&author, now, &reach, (device.id, point.unit.as_str()), (hash, until)).await? {
            return Err(PageError::NotFound);
        }
        let link = format!("{}/kiosk/register/{}", app.url, token.reveal());
        let qr = qr::svg(&link, Surface::Screen).map_err(|error| PageError::Unavailable(error.into()))?;
        let page = page::show(&app, &visit, move || {
            let (device, link, qr) = (device.clone(), link.clone(), qr.clone());
            view! { <DeviceLinkPage device link qr until/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, made).await
}

/// Lets the tablet be this device no longer.
pub async fn revoke(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let revoked = async {
        let fields = body::read(request).await?;
        let Found { device, point, .. } = find_own(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
        // Where it is so already, somebody else was quicker: that is as good.
        app.store.revoke_device(&author, app.clock.now(), &reach, (device.id, point.unit.as_str())).await?;
        Ok(Redirect::to(&format!("{PATH}/{}?revoked", device.id)).into_response())
    };
    page::or_refuse(&app, &visit, revoked).await
}

/// Removes the device, or says what keeps it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let Found { device, point, .. } = find_own(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
        match app.store.remove_device(&author, app.clock.now(), &reach, (&device, point.unit.as_str())).await? {
            // Where it is gone already, somebody else was quicker: that is as good.
            Removal::Removed | Removal::NotThere => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::Referred(references) => {
                let page = page::with_status(&app, &visit, StatusCode::CONFLICT, move || {
                    let (device, references) = (device.clone(), references.clone());
                    view! { <DeviceRemovalPage device references/> }
                });
                Ok(page.await)
            }
        }
    };
    page::or_refuse(&app, &visit, removed).await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::pin_hash;

    #[test]
    fn the_hash_of_a_pin_stays_what_it_is() {
        // `printf '00000000-0000-0000-0000-000000000001:0123' | sha256sum`
        let hash = "71d9d25d197f5355f296eeb84343920046fef55ea654f28556f12172cb979976";
        assert_eq!(pin_hash(Uuid::from_u128(1), "0123"), hash);
    }
}
