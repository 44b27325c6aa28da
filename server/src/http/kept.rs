//! A staff page in another language or look, with what was typed into its form: the form is posted to the address of the page with the change
//! in the query, and the page is answered as it would be read, only with these fields. Nothing is judged and nothing is done.

use app::domain::preferences::Change;
use app::domain::submission::Fields;
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE};
use axum::http::{Extensions, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use super::door::Peer;
use super::error::PageError;
use super::signed::Admission;
use super::visit::{Visit, remember};
use super::{page, staff};
use crate::App;
use crate::forms::body;

/// The largest form that is kept, in bytes: the longest frame of which a sample is drawn, percent-encoded.
const LARGEST: usize = 3 * app::pages::manage::sample_drawing::LONGEST_FRAME + body::LARGEST;

/// What a page is shown again with.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The change of language or look.
    pub change: Change,
    /// What was typed.
    pub fields: Fields,
}

impl Visit {
    /// What was typed where the page is shown in a new look, else what the form begins with.
    #[must_use]
    pub fn typed_or(&self, otherwise: Typed) -> Typed {
        self.kept.clone().map_or(otherwise, |fields| Typed { fields, problems: Vec::new() })
    }
}

/// Answers a form that is only to be shown in a new look, and lets through everything else.
pub async fn keep(State((app, admission)): State<(App, Admission)>, visit: Visit, request: Request, next: Next) -> Response {
    let change = if request.method() == Method::POST { change(request.uri()) } else { None };
    let Some(change) = change else { return next.run(request).await };
    // What anybody may send is as small as any form.
    let largest = if matches!(admission, Admission::Anybody) { body::LARGEST } else { LARGEST };
    page::or_refuse(&app, &visit, show_again(&app, &visit, (change, largest), request)).await
}

async fn show_again(
    app: &App,
    visit: &Visit,
    (change, largest): (Change, usize),
    request: Request,
) -> Result<Response, PageError> {
    let (mut parts, body) = request.into_parts();
    let fields = body::at_most(largest, &parts.headers, body).await?;
    parts.method = Method::GET;
    parts.uri = without_change(&parts.uri).ok_or(PageError::NotFound)?;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    // What the way here added would be added a second time: only who asks is taken along.
    let peer = parts.extensions.remove::<Peer>();
    parts.extensions = Extensions::new();
    parts.extensions.insert(Kept { change, fields });
    peer.map(|peer| parts.extensions.insert(peer));
    // The way of this request is chosen by its method already; how the page is read, another router of the same pages finds.
    let pages = staff::routes(app).router.with_state(app.clone());
    let mut response = pages.oneshot(Request::from_parts(parts, Body::empty())).await.into_response();
    if let Some(cookie) = remember(visit.preferences.after(change), app.secure) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The change that the query of an address asks for.
fn change(address: &Uri) -> Option<Change> {
    pairs(address).find_map(|pair| pair.strip_prefix(Change::FIELD)?.strip_prefix('=')?.parse().ok())
}

/// The address without the change, and without a language of its own that would hide it.
fn without_change(address: &Uri) -> Option<Uri> {
    let is_look = |pair: &str| matches!(pair.split_once('='), Some((Change::FIELD | "lang", _)));
    let kept: Vec<&str> = pairs(address).filter(|pair| !is_look(pair)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{}{query}", address.path()).parse().ok()
}

fn pairs(address: &Uri) -> impl Iterator<Item = &str> {
    address.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty())
}

#[cfg(test)]
mod tests {
    use app::domain::language::Language;
    use app::domain::preferences::Change;

    use super::{change, without_change};

    #[test]
    fn the_change_is_read_and_taken_out_of_the_address() {
        let address = "/manage/units?find=a&show=language-en&lang=vi&page=2".parse().unwrap();
        assert_eq!(change(&address), Some(Change::Language(Language::En)));
        assert_eq!(without_change(&address).unwrap(), "/manage/units?find=a&page=2");
        let only = "/manage/units?show=language-en".parse().unwrap();
        assert_eq!(without_change(&only).unwrap(), "/manage/units");
        for other in ["/manage/units", "/manage/units?show=everything", "/manage/units?shown=language-en"] {
            assert_eq!(change(&other.parse().unwrap()), None, "{other}");
        }
    }
}
