//! POST `/sign-out`.

use axum::extract::{Extension, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use crate::App;
use crate::http::page;
use crate::http::sign_in::SIGNED_OUT;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Ends the session and forgets its cookie.
pub async fn submit(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let ended = app.store.end_session(&signed.author(), app.clock.now(), &signed.account, signed.session.id).await;
    if let Err(error) = ended {
        return page::refuse(&app, &visit, error.into()).await;
    }
    // Whoever came by the provider is still signed in there, which they should know on a machine that others use too.
    let to = if signed.account.from_provider { format!("/sign-in?{SIGNED_OUT}") } else { "/sign-in".to_owned() };
    let mut response = Redirect::to(&to).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&app.session_cookie().clear()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}
