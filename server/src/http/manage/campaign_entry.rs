//! `/manage/campaigns/{id}/entry`: how paper forms of a campaign are entered, how far that has come, and how well.

use std::cmp::Reverse;
use std::collections::HashMap;

use app::domain::campaign::Campaign;
use app::domain::double_entry::Quality;
use app::domain::entry::{ASSISTED, DAY, SECTOR};
use app::domain::questionnaire::Version;
use app::domain::role::Right;
use app::domain::submission::field;
use app::pages::manage::campaign_entry::{CampaignEntry, CampaignEntryPage, Measured, TWICE};
use app::parts::fields::Typed;
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::campaign::find_run;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Up to so many parts of the form are told, those with the most errors first.
const PARTS: usize = 20;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done");
    let shown = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let twice = app.store.is_entered_twice(campaign.id).await?;
        let typed = Typed::of([(TWICE, if twice { "yes" } else { "" })]);
        show_entry(&app, &visit, &signed, (campaign, typed, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The page, perhaps with what is wrong in its form.
pub async fn show_entry(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (campaign, typed, done): (Campaign, Typed, bool),
) -> Result<Response, PageError> {
    let (reach, words) = (signed.reach(Right::Surveys), Words(visit.preferences.language));
    let progress = app.store.campaign_entry(&reach, campaign.id).await?;
    let collectors = app.store.entry_by_collector(&reach, campaign.id).await?;
    let collectors = collectors
        .into_iter()
        .map(|totals| Measured { name: totals.name, forms: totals.forms, keys: totals.keys, errors: totals.errors })
        .collect();
    let version = app.store.version(campaign.version_id).await?.ok_or(PageError::NotFound)?;
    let mut parts = app.store.entry_by_part(&reach, campaign.id).await?;
    parts.retain(|part| part.errors > 0);
    parts.sort_by_key(|part| Reverse(part.errors));
    let parts = parts.into_iter().take(PARTS).map(|part| measured(words, &version, part)).collect();
    let progress = [progress.waiting, progress.different, progress.done];
    let shown = CampaignEntry { campaign, progress, collectors, parts, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <CampaignEntryPage shown/> }
    });
    Ok(page.await)
}

/// A part of the form by its question.
fn measured(words: Words, version: &Version, Quality { part, keys, errors }: Quality) -> Measured {
    let item = version.items().find(|(_, item)| field(item.code.as_str()) == part);
    let name = match (part.as_str(), item) {
        (DAY, _) => words.t("entry-day"),
        (SECTOR, _) => words.t("column-sector"),
        (ASSISTED, _) => words.t("assisted-entry"),
        (_, Some((_, item))) => item.text.get(words.0).to_owned(),
        (_, None) => part,
    };
    Measured { name, forms: 0, keys, errors }
}
