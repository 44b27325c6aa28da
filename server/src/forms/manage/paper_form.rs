//! POST `/manage/paper-forms/{id}` and its removal: it is decided which of two entries is right, or what was entered is removed.

use app::domain::double_entry::{Side, decided, differences};
use app::domain::entry::judge_again;
use app::domain::role::Right;
use app::pages::manage::entry;
use app::pages::manage::paper_form::PATH;
use app::pages::manage::paper_forms::{STAGE, Stage};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::paper_forms::{decides, find, in_time, show_form, stage};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::paper_forms::{entries, qualities, response};
use crate::store::entering::Entering;

/// Stores the form as it was decided, or shows the page again.
pub async fn decide(
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
    let (form, survey) = find(app, signed, id).await?;
    let Some((first, second)) = entries(&survey, &form)? else {
        return Ok(Redirect::to(&format!("{PATH}/{id}")).into_response());
    };
    if !decides(signed, &form) {
        return Err(PageError::NotAllowed);
    }
    if !in_time(app, &survey) {
        typed.problems.push(("", "paper-form-too-late"));
        return show_form(app, visit, signed, (form, survey, typed)).await;
    }
    let parts = differences(&survey.version, &first, &second);
    let side = |word: &str| typed.fields.first(word).and_then(Side::from_word);
    let Some(mut whole) = decided(&parts, (&first, &second), |part| side(&part.word())) else {
        typed.problems.push(("", "paper-form-undecided"));
        return show_form(app, visit, signed, (form, survey, typed)).await;
    };
    let Ok(answers) = judge_again(&survey.version, survey.campaign.asks_sensitive, &whole.answers) else {
        typed.problems.push(("", "paper-form-unfit"));
        return show_form(app, visit, signed, (form, survey, typed)).await;
    };
    whole.answers = answers;
    let now = app.clock.now();
    let quality = qualities(&survey, &form, (&first, &second), &whole);
    let entering = Entering::twice(now, signed.reach(Right::Collection), quality, Some((signed.author(), &survey.point, &form)));
    // Where somebody else decided or removed it meanwhile, the list shows that.
    app.store.store(response(visit.preferences.language, &survey, (form.first.id, now), &whole).entered(entering)).await?;
    let (code, left) = (&form.point, Stage::Different.word());
    Ok(Redirect::to(&format!("{}/{code}/forms?{STAGE}={left}&decided", entry::PATH)).into_response())
}

/// Removes what was entered of a form.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let (form, survey) = find(&app, &signed, &id).await?;
        must_be_sure(&fields)?;
        if stage(&form) == Stage::Done {
            return Ok(Redirect::to(&format!("{PATH}/{id}")).into_response());
        }
        let reach = signed.reach(Right::Collection);
        let removed = app.store.remove_paper_form(&signed.author(), app.clock.now(), &reach, (&survey.point, &form)).await?;
        // Where it is gone already, somebody else was quicker: that is as good.
        let is_held = !removed && app.store.hold(survey.point.campaign_id).await?.is_some();
        let said = if is_held { "held" } else { "removed" };
        Ok(Redirect::to(&format!("{}/{}/forms?{said}", entry::PATH, form.point)).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
