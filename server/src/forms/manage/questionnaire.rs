//! POST below `/manage/questionnaires/{code}/{number}`: a draft is published or removed, a version retired.

use app::domain::questionnaire::listed::Listed;
use app::domain::role::Right;
use app::pages::manage::questionnaire::{QuestionnaireQuestionPage, Step};
use app::pages::manage::questionnaires::{PATH, address};
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::questionnaire::find_own;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::removal::Removal;

/// Publishes the draft under the next number, and goes to that.
pub async fn publish(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
) -> Response {
    let published = async {
        let (listed, _) = find_own(&app, &signed, (&code, &number)).await?;
        if listed.number > 0 {
            return Ok(back(&listed));
        }
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        let number = app.store.publish_draft(&signed.author(), now, &reach, &listed.code).await?;
        let number = number.ok_or(PageError::NotFound)?;
        Ok(Redirect::to(&format!("{PATH}/{}/{number}?done", listed.code)).into_response())
    };
    page::or_refuse(&app, &visit, published).await
}

/// Retires the version.
pub async fn retire(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    let retired = async {
        let fields = body::read(request).await?;
        let (listed, _) = find_own(&app, &signed, (&code, &number)).await?;
        must_be_sure(&fields)?;
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        if app.store.retire_version(&signed.author(), now, &reach, &listed).await? {
            return Ok(Redirect::to(&format!("{}?done", address(&listed))).into_response());
        }
        // Its page says how far it has come.
        Ok(back(&listed))
    };
    page::or_refuse(&app, &visit, retired).await
}

/// Removes the draft, or says that campaigns are prepared with it.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (listed, version) = find_own(&app, &signed, (&code, &number)).await?;
        must_be_sure(&fields)?;
        let (reach, now) = (signed.reach(Right::Surveys), app.clock.now());
        match app.store.remove_draft(&signed.author(), now, &reach, &listed).await? {
            Removal::Removed => Ok(Redirect::to(&format!("{PATH}?removed")).into_response()),
            Removal::NotThere => Ok(back(&listed)),
            Removal::Referred(references) => {
                let page = page::with_status(&app, &visit, StatusCode::CONFLICT, move || {
                    let (listed, title, references) = (listed.clone(), version.title().clone(), references.clone());
                    view! { <QuestionnaireQuestionPage listed title step=Step::Removal references/> }
                });
                Ok(page.await)
            }
        }
    };
    page::or_refuse(&app, &visit, removed).await
}

fn back(listed: &Listed) -> Response {
    Redirect::to(&address(listed)).into_response()
}
