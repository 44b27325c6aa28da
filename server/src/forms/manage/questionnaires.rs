//! POST `/manage/questionnaires`: a draft of a questionnaire version is uploaded, as a file or as its text.

use app::domain::role::Right;
use app::pages::manage::questionnaires::{DRAFT, FILE, PATH, Refused, TEXT};
use app::parts::listing::Asked;
use app::text::Words;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::upload;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::questionnaires::{may_change, show_list};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::instrument::{file, position};

/// Keeps the draft and goes to it, or shows the list again with the text and what is wrong with it.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    if !may_change(app, signed).await? {
        return Err(PageError::NotAllowed);
    }
    // What is a little too long is shown with that, like any other fault.
    let upload = upload::read(request, FILE, 2 * file::LARGEST).await?;
    let typed = upload.fields.first(TEXT).unwrap_or_default();
    // A file counts before a text: whoever chose one meant it.
    let content = upload.file.as_deref().unwrap_or(typed.as_bytes());
    let refused = match std::str::from_utf8(content) {
        Err(_) => {
            // What was typed stays; what the file holds cannot be shown.
            let text = typed.replace('\0', "");
            Refused { text, problem: Some("questionnaire-not-text"), ..Refused::default() }
        }
        Ok(text) if text.trim().is_empty() => Refused { problem: Some("questionnaire-empty"), ..Refused::default() },
        Ok(text) => match file::read(text) {
            Ok(version) => {
                let now = app.clock.now();
                let draft = (app.ids.make(now), &version);
                if app.store.keep_draft(&signed.author(), now, &signed.reach(Right::Surveys), draft).await? {
                    return Ok(Redirect::to(&format!("{PATH}/{}/{DRAFT}?done", version.code())).into_response());
                }
                return Err(PageError::NotAllowed);
            }
            Err(error) => Refused {
                text: text.replace('\0', ""),
                faults: position::faults(Words(visit.preferences.language), text, &error),
                problem: None,
            },
        },
    };
    show_list(app, visit, signed, (Asked { page: 1, ..Asked::default() }, refused, None)).await
}
