//! `/manage/questionnaires`: every version of every questionnaire. All who run surveys read them; they are changed by whoever reaches all units,
//! because they are the same for all.

use std::collections::HashMap;

use app::domain::role::Right;
use app::pages::manage::questionnaires::{Line, Questionnaires, QuestionnairesPage, Refused, TEXT, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::instrument::file::LARGEST;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let done = query.contains_key("removed").then_some("removed");
    let text = visit.typed_or(Typed::default()).value(TEXT);
    let unjudged = Refused { text, ..Refused::default() };
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, unjudged, done))).await
}

/// Whether somebody may change questionnaires.
pub async fn may_change(app: &App, signed: &Signed) -> Result<bool, PageError> {
    Ok(signed.reach(Right::Surveys).has_all(&app.store.directory().await?.units))
}

/// The list, perhaps with what is wrong with an upload above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, refused, done): (Asked, Refused, Option<&'static str>),
) -> Result<Response, PageError> {
    let directory = app.store.directory().await?;
    let mut campaigns: HashMap<Uuid, u64> = HashMap::new();
    for campaign in &directory.campaigns {
        *campaigns.entry(campaign.version_id).or_default() += 1;
    }
    let lines = app.store.all_versions().await?.into_iter().map(|(version, text)| Line {
        campaigns: campaigns.get(&version.id).copied().unwrap_or_default(),
        title: text.title().clone(),
        version,
    });
    let wrong = refused.problem.is_some() || !refused.faults.is_empty();
    let typed = Typed { problems: if wrong { vec![(TEXT, "questionnaire-wrong")] } else { Vec::new() }, ..Typed::default() };
    let shown = Questionnaires {
        listed: list(lines.collect(), &asked),
        may_change: may_change(app, signed).await?,
        refused,
        longest: LARGEST,
        done,
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <QuestionnairesPage shown/> }
    });
    Ok(page.await)
}
