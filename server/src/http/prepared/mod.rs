//! Empty forms, rendered once and served many times. Two things differ from one citizen to the next, the identifier of the response and the
//! nonce of the scripts, so a form is kept as the text between them, and for browsers that take brotli also as pieces of it.

mod pieces;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use app::pages::survey::{Form, SurveyPage};
use app::store::Survey;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, HeaderMap, VARY};
use axum::http::{HeaderValue, Response};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use uuid::Uuid;

use super::page;
use super::visit::Visit;
use crate::App;

/// How many forms are kept; beyond it, all are forgotten. A service centre has a few points in a few languages and looks.
const FORMS: usize = 200;
/// The identifier with which a form is rendered to be kept. Nobody is given it.
const STAND_IN: Uuid = Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000);
/// A form is never larger than this.
const LARGEST: usize = 1024 * 1024;

/// The kept forms.
#[derive(Debug, Default)]
pub struct PreparedForms(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The revision of what is known at which they were rendered.
    revision: i64,
    /// By path and preferences.
    forms: HashMap<(String, String), Arc<Prepared>>,
}

/// A rendered page with gaps.
#[derive(Debug)]
struct Prepared {
    headers: HeaderMap,
    /// Each text is followed by what fills the gap after it; the last one by nothing.
    parts: Vec<(String, Option<Gap>)>,
    length: usize,
    /// The texts in brotli, made when first wanted; `None` if that failed.
    compressed: OnceLock<Option<Vec<Vec<u8>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Id,
    Nonce,
}

impl PreparedForms {
    /// The empty form of a survey under a new identifier. Only the plain address is kept: any other may be one of endlessly many.
    pub async fn show(&self, app: &App, visit: &Visit, survey: Arc<Survey>, id: Uuid) -> Response<Body> {
        let is_plain = visit.path.strip_prefix("/s/").is_some_and(|code| code == survey.point.code.as_str());
        let Some(directory) = app.store.directory().await.ok().filter(|_| is_plain) else {
            return render(app, visit, survey, id).await;
        };
        let (key, revision) = ((visit.path.clone(), visit.preferences.to_string()), directory.revision());
        if let Some(form) = self.kept(&key, revision) {
            return form.filled(visit.takes_brotli, id);
        }
        match Prepared::of(render(app, visit, survey.clone(), STAND_IN).await).await {
            Some(form) => {
                let form = Arc::new(form);
                self.keep(key, revision, form.clone());
                form.filled(visit.takes_brotli, id)
            }
            None => render(app, visit, survey, id).await,
        }
    }

    fn kept(&self, key: &(String, String), revision: i64) -> Option<Arc<Prepared>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.forms.get(key).filter(|_| kept.revision == revision).cloned()
    }

    fn keep(&self, key: (String, String), revision: i64, form: Arc<Prepared>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.revision != revision || kept.forms.len() >= FORMS {
            *kept = Kept { revision, forms: HashMap::new() };
        }
        kept.forms.insert(key, form);
    }
}

async fn render(app: &App, visit: &Visit, survey: Arc<Survey>, id: Uuid) -> Response<Body> {
    let form = Form::new(id);
    page::show(app, visit, move || {
        let (survey, form) = (survey.clone(), form.clone());
        view! { <SurveyPage survey form/> }
    })
    .await
}

impl Prepared {
    /// Takes a rendered page apart; `None` where it does not look as expected.
    async fn of(response: Response<Body>) -> Option<Self> {
        let (parts, body) = response.into_parts();
        let policy = parts.headers.get(CONTENT_SECURITY_POLICY)?.to_str().ok()?;
        let nonce = policy.split("'nonce-").nth(1)?.split('\'').next()?.to_owned();
        let text = String::from_utf8(to_bytes(body, LARGEST).await.ok()?.to_vec()).ok()?;
        let mut headers = parts.headers;
        headers.remove(CONTENT_LENGTH);
        let parts = split(&text, &STAND_IN.to_string(), &nonce)?;
        Some(Self { headers, parts, length: text.len(), compressed: OnceLock::new() })
    }

    /// The page for one citizen.
    fn filled(&self, takes_brotli: bool, id: Uuid) -> Response<Body> {
        let (id, nonce) = (id.to_string(), Nonce::new());
        let gap = |gap: &Option<Gap>| match gap {
            Some(Gap::Id) => id.as_str(),
            Some(Gap::Nonce) => &nonce,
            None => "",
        };
        let compressed = if takes_brotli { self.compressed.get_or_init(|| self.compress()).as_ref() } else { None };
        let mut headers = self.headers.clone();
        let body = if let Some(kept) = compressed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            headers.insert(VARY, HeaderValue::from(ACCEPT_ENCODING));
            let mut stream = Vec::with_capacity(self.length / 2);
            stream.extend_from_slice(&pieces::START);
            for (piece, (_, after)) in kept.iter().zip(&self.parts) {
                stream.extend_from_slice(piece);
                pieces::verbatim(gap(after), &mut stream);
            }
            stream.push(pieces::END);
            Body::from(stream)
        } else {
            let mut text = String::with_capacity(self.length);
            for (part, after) in &self.parts {
                text.push_str(part);
                text.push_str(gap(after));
            }
            Body::from(text)
        };
        if let Some(policy) = page::content_security_policy(&nonce) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        let mut response = Response::new(body);
        *response.headers_mut() = headers;
        response
    }

    fn compress(&self) -> Option<Vec<Vec<u8>>> {
        self.parts.iter().map(|(text, _)| pieces::compressed(text)).collect()
    }
}

/// The texts between two words, wherever either stands; `None` where the first never does.
fn split(text: &str, id: &str, nonce: &str) -> Option<Vec<(String, Option<Gap>)>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let next = [(rest.find(id), id, Gap::Id), (rest.find(nonce), nonce, Gap::Nonce)];
        let next = next.into_iter().filter_map(|(at, word, gap)| at.map(|at| (at, word, gap))).min_by_key(|(at, ..)| *at);
        let Some((at, word, gap)) = next else {
            parts.push((rest.to_owned(), None));
            return parts.iter().any(|(_, gap)| *gap == Some(Gap::Id)).then_some(parts);
        };
        parts.push((rest[..at].to_owned(), Some(gap)));
        rest = &rest[at + word.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, split};

    #[test]
    fn gaps_are_found_in_their_order() {
        let parts = split("a<N>b<I>c<N>", "<I>", "<N>").unwrap();
        let gaps: Vec<_> = parts.iter().map(|(text, gap)| (text.as_str(), *gap)).collect();
        assert_eq!(gaps, [("a", Some(Gap::Nonce)), ("b", Some(Gap::Id)), ("c", Some(Gap::Nonce)), ("", None)]);
        assert!(split("a<N>b", "<I>", "<N>").is_none(), "a page without an identifier is no form");
    }
}
