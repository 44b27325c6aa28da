//! `/manage/campaigns/{id}/units`: the units that a campaign measures.

use std::collections::HashMap;

use app::domain::campaign::{Campaign, State as Stage};
use app::domain::role::Right;
use app::domain::unit::Unit;
use app::pages::manage::campaign_units::{CampaignUnits, CampaignUnitsPage, MEASURED, MOST_FOUND, Placed, measured};
use app::parts::listing::{Asked, FIND};
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

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let find = query.get(FIND).map_or("", String::as_str);
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let looked_for = query.get(MEASURED).map(|text| text.trim().to_owned()).unwrap_or_default();
    let kept = vec![(MEASURED, looked_for), (FIND, find.to_owned())];
    let asked = Asked { page: asked.page, kept, ..Asked::default() };
    let words = Words(visit.preferences.language);
    let shown = async {
        let campaign = find_run(&app, &signed, &id).await?;
        let shown = shown(&app, words, &signed, &campaign, (find, &asked, done)).await?;
        Ok(page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <CampaignUnitsPage shown/> }
        })
        .await)
    };
    page::or_refuse(&app, &visit, shown).await
}

async fn shown(
    app: &App,
    words: Words,
    signed: &Signed,
    campaign: &Campaign,
    (find, listed, done): (&str, &Asked, Option<&'static str>),
) -> Result<CampaignUnits, PageError> {
    let (directory, reach, now) = (app.store.directory().await?, signed.reach(Right::Surveys), app.clock.now());
    let units = &directory.units;
    let placed = |unit: &Unit| {
        let parent = unit.parent.as_ref().and_then(|parent| units.get(parent.as_str()));
        Placed { unit: unit.clone(), parent: parent.map(|parent| parent.name.clone()) }
    };
    let asked = Asked { find: find.to_owned(), ..Asked::default() };
    let matches = |unit: &Unit| {
        let texts: Vec<&str> = std::iter::once(unit.code.as_str()).chain(unit.name.all()).collect();
        let measured = || units.lineage(unit.code.as_str()).any(|above| campaign.units.contains(&above.code));
        asked.finds(&texts) && unit.valid_to.is_none_or(|end| now < end) && !measured()
    };
    let found: Vec<&Unit> = reach.within(units).into_iter().map(|(_, unit)| unit).filter(|unit| matches(unit)).collect();
    let all = campaign.units.iter().filter_map(|code| units.get(code.as_str())).map(placed).collect::<Vec<_>>();
    Ok(CampaignUnits {
        id: campaign.id,
        title: campaign.title.clone(),
        draft: campaign.state == Stage::Draft,
        all: all.len(),
        measured: measured(words, all, listed),
        find: find.to_owned(),
        count: found.len(),
        found: found.into_iter().take(MOST_FOUND).map(placed).collect(),
        done,
    })
}
