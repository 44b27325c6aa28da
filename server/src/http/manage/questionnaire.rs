//! `/manage/questionnaires/{code}/{number}` and below it: one version.

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::code::Code;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::difference::instrument;
use app::domain::questionnaire::listed::Listed;
use app::domain::role::Right;
use app::pages::manage::questionnaire::{EARLIER, QuestionnairePage, QuestionnaireQuestionPage, QuestionnaireView, Step};
use app::pages::manage::questionnaire_difference::{DifferencePage, DifferenceView};
use app::pages::manage::questionnaire_view::QuestionnaireViewPage;
use app::pages::manage::questionnaires::{DRAFT, address, segment};
use axum::extract::{Extension, Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::questionnaires::may_change;
use crate::App;
use crate::analysis::comparability::{self, Circumstances};
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::instrument::file;

/// A version with where it stands.
type Found = (Listed, Arc<Version>);

/// The version of an address.
pub async fn find(app: &App, (code, number): (&str, &str)) -> Result<Found, PageError> {
    let code: Code = code.parse().map_err(|_| PageError::NotFound)?;
    let number = if number == DRAFT { Some(0) } else { number.parse().ok().filter(|number| *number > 0) };
    app.store.numbered_version(&code, number.ok_or(PageError::NotFound)?).await?.ok_or(PageError::NotFound)
}

/// The version of an address, for somebody who may change it.
pub async fn find_own(app: &App, signed: &Signed, address: (&str, &str)) -> Result<Found, PageError> {
    if may_change(app, signed).await? { find(app, address).await } else { Err(PageError::NotAllowed) }
}

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let (listed, version) = find(&app, (&code, &number)).await?;
        let all = app.store.all_versions().await?.into_iter().map(|(other, _)| other);
        let mut others: Vec<Listed> = all.filter(|other| other.code == listed.code && other.id != listed.id).collect();
        others.reverse();
        let directory = app.store.directory().await?;
        let seen = app.store.seen_campaigns(&signed.reach(Right::Surveys)).await?;
        let campaigns = directory.campaigns.iter();
        let campaigns = campaigns.filter(|campaign| campaign.version_id == listed.id && seen.contains_key(&campaign.id));
        let shown = QuestionnaireView {
            campaigns: campaigns.map(|campaign| (campaign.id, campaign.title.clone())).collect(),
            may_change: may_change(&app, &signed).await?,
            listed,
            version,
            others,
            done,
        };
        Ok(page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <QuestionnairePage shown/> }
        })
        .await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The version as citizens see it, in a language of its own: of the address, else as the page before.
pub async fn view(State(app): State<App>, visit: Visit, Path((code, number)): Path<(String, String)>) -> Response {
    let shown = async {
        let (listed, version) = find(&app, (&code, &number)).await?;
        let mut visit = visit.clone();
        if !version.languages().contains(&visit.preferences.language) {
            visit.preferences.language = version.languages().first().copied().unwrap_or_default();
        }
        Ok(page::show(&app, &visit, move || {
            let (listed, version) = (listed.clone(), version.clone());
            view! { <QuestionnaireViewPage listed version/> }
        })
        .await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// What a version changed.
pub async fn difference(
    State(app): State<App>,
    visit: Visit,
    Path((code, number)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let one = find(&app, (&code, &number)).await?;
        let with = query.get(EARLIER).ok_or_else(|| PageError::BadForm(vec![EARLIER.to_owned()]))?;
        let other = find(&app, (&code, with)).await?;
        // A draft comes after every number; whichever was asked for first, the later one is what changed.
        let age = |found: &Found| if found.0.number == 0 { u32::MAX } else { found.0.number };
        let (before, after) = if age(&one) < age(&other) { (one, other) } else { (other, one) };
        let circumstances =
            |version: &Version| Circumstances { instrument: instrument(version), mode: String::new(), boundaries: String::new() };
        let comparable = comparability::check(&circumstances(&before.1), &circumstances(&after.1), &[]).is_ok();
        let shown = DifferenceView { before, after, comparable };
        Ok(page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <DifferencePage shown/> }
        })
        .await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The version as a file.
pub async fn download(State(app): State<App>, visit: Visit, Path((code, number)): Path<(String, String)>) -> Response {
    let written = async {
        let (listed, version) = find(&app, (&code, &number)).await?;
        let text = file::write(&version).map_err(|error| PageError::Unavailable(error.into()))?;
        let name = format!("attachment; filename=\"{}-{}.toml\"", listed.code, segment(listed.number));
        let name = HeaderValue::from_str(&name).map_err(|error| PageError::Unavailable(error.into()))?;
        let kind = HeaderValue::from_static("application/toml; charset=utf-8");
        let headers = [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        Ok((headers, text).into_response())
    };
    page::or_refuse(&app, &visit, written).await
}

/// What is asked before a version is retired.
pub async fn retirement(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, ((&code, &number), Step::Retirement))).await
}

/// What is asked before a draft is removed.
pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path((code, number)): Path<(String, String)>,
) -> Response {
    page::or_refuse(&app, &visit, ask(&app, &visit, &signed, ((&code, &number), Step::Removal))).await
}

/// Asks, where the version is in the state from which the step leads on; else goes back to its page.
async fn ask(app: &App, visit: &Visit, signed: &Signed, (place, step): ((&str, &str), Step)) -> Result<Response, PageError> {
    let (listed, version) = find_own(app, signed, place).await?;
    if listed.state != step.from() {
        return Ok(Redirect::to(&address(&listed)).into_response());
    }
    let references = match step {
        Step::Removal => app.store.references_to_version(listed.id).await?,
        Step::Retirement => Vec::new(),
    };
    let page = page::show(app, visit, move || {
        let (listed, title, references) = (listed.clone(), version.title().clone(), references.clone());
        view! { <QuestionnaireQuestionPage listed title step references/> }
    });
    Ok(page.await)
}
