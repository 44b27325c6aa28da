//! POST `/preferences`: language and look of pages without a form of their own.

use app::domain::preferences::Change;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use super::body;
use crate::App;
use crate::http::visit::{Visit, remember};
use crate::http::{error::PageError, page};

/// Remembers the change and goes back to the page.
pub async fn change(State(app): State<App>, visit: Visit, request: Request<Body>) -> Response {
    let fields = match body::read(request).await {
        Ok(fields) => fields,
        Err(error) => return page::refuse(&app, &visit, error).await,
    };
    let Some(change) = fields.first(Change::FIELD).and_then(|change| change.parse::<Change>().ok()) else {
        return page::refuse(&app, &visit, PageError::BadForm(Vec::new())).await;
    };
    let mut response = Redirect::to(&way_back(fields.first("back").unwrap_or_default())).into_response();
    if let Some(cookie) = remember(visit.preferences.after(change), app.secure) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The page to go back to: an address of ours, never another site's, and without a language of its own that would hide the change.
fn way_back(back: &str) -> String {
    let local = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n', '\t']);
    let (path, query) = if local { back.split_once('?').unwrap_or((back, "")) } else { ("/", "") };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::way_back;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        assert_eq!(way_back("/results?unit=a&lang=en"), "/results?unit=a");
        assert_eq!(way_back("/methods?lang=vi"), "/methods");
        for elsewhere in ["https://example.org", "//example.org", "/\\example.org", "", "javascript:alert(1)", "/a\r\nb"] {
            assert_eq!(way_back(elsewhere), "/", "{elsewhere}");
        }
    }
}
