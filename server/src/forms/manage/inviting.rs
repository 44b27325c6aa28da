//! POST `/manage/points/{code}/invitations`: a list is looked at, or issued.

use app::domain::batch_form::{ACT, COLUMN, FILE, FIRST_LINE, ID, ISSUE, TEXT, judge};
use app::domain::role::Right;
use app::pages::manage::invitations::PATH;
use app::pages::manage::inviting::Preview;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::super::upload::{self, aside};
use crate::App;
use crate::accounts::token::Token;
use crate::http::error::PageError;
use crate::http::manage::invitations::{find_inviting, show_form};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::invited_list::List;
use crate::store::batches::NewBatch;
use crate::tables::Table;

/// The largest list, in bytes: a hundred thousand lines of forty letters.
const LARGEST: usize = 4 * 1024 * 1024;

/// Shows what the list says; or issues it and goes to it.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, take(&app, &visit, &signed, &code, request)).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, code: &str, request: Request<Body>) -> Result<Response, PageError> {
    let found = find_inviting(app, signed, code).await?;
    let upload = upload::read(request, FILE, LARGEST).await?;
    let issues = upload.fields.has(ACT, ISSUE) && upload.file.is_none();
    let (mut typed, is_doubtful) = upload.with_text((FILE, TEXT), LARGEST).await?;
    let fields = &typed.fields;
    let id: Uuid = fields.first(ID).and_then(|id| id.parse().ok()).ok_or_else(|| PageError::BadForm(vec![ID.to_owned()]))?;
    let now = app.clock.now();
    let judged = judge(fields, now);
    let column = fields.first(COLUMN).and_then(|column| column.parse().ok()).unwrap_or_default();
    let names_first = !fields.has(FIRST_LINE, "entry");
    let text = fields.first(TEXT).unwrap_or_default().to_owned();
    // A list of a hundred thousand lines takes a moment, in which others are to be served.
    let list = aside(move || Table::of_text(&text).map(|table| List::of(&table, names_first, column))).await?;
    let list = list.unwrap_or_else(|unreadable| {
        typed.problems.push((TEXT, unreadable.key()));
        List::default()
    });
    let preview = || Some(Preview { is_doubtful, ..list.preview() });
    let (name, expires_at) = match judged {
        Ok(judged) => judged,
        Err(problems) => {
            typed.problems.extend(problems);
            return show_form(app, visit, (found.point, typed, preview())).await;
        }
    };
    if list.faulty > 0 {
        typed.problems.push((TEXT, "invitations-list-faulty"));
    } else if list.references.is_empty() && typed.problems.is_empty() {
        typed.problems.push((TEXT, "invitations-list-empty"));
    }
    if !issues || !typed.problems.is_empty() {
        return show_form(app, visit, (found.point, typed, preview())).await;
    }
    let new = NewBatch { id, point: found.point.code.clone(), name, expires_at, references: list.references };
    let (author, reach) = (signed.author(), signed.reach(Right::Surveys));
    let token = || app.secrets.make(Token::random);
    // Where there is a list of this identifier already, the button was pressed twice: that is it.
    app.store.issue(&author, now, &reach, (&new, found.campaign.owner.as_str()), token).await?;
    Ok(Redirect::to(&format!("{PATH}/{id}?issued")).into_response())
}
