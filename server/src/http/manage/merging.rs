//! `/manage/units/merging`: units that end, and what takes their place.

use std::collections::BTreeSet;

use app::domain::language::Language;
use app::domain::merging_form::{DAY, Merging, SUCCESSOR, UNIT, may_end};
use app::domain::period::LocalTime;
use app::domain::role::{Reach, Right};
use app::domain::texts::Texts;
use app::domain::unit::Unit;
use app::pages::manage::merging::{Candidate, Choosing, Ending, MOST_FOUND, MergingPage, MergingPreviewPage, Preview};
use app::parts::fields::Typed;
use app::parts::listing::{Asked, FIND};
use axum::extract::{Extension, RawQuery, State};
use axum::response::Response;
use leptos::prelude::*;

use super::units::lasting;
use crate::App;
use crate::forms::body;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// The form as its address has it: what was ticked and typed stays while more units are looked for.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    RawQuery(query): RawQuery,
) -> Response {
    let shown = async {
        let fields = body::decode(query.unwrap_or_default().as_bytes()).ok_or_else(|| PageError::BadForm(Vec::new()))?;
        let mut typed = visit.typed_or(Typed { fields, problems: Vec::new() });
        if typed.fields.first(DAY).is_none() {
            let today = [(DAY.to_owned(), LocalTime::of(app.clock.now()).day())];
            let sent =
                typed.fields.names().flat_map(|name| typed.fields.all(name).iter().map(|value| (name.to_owned(), value.clone())));
            typed.fields = sent.chain(today).collect();
        }
        show_form(&app, &visit, &signed, typed).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The form, perhaps with what is wrong in it.
pub async fn show_form(app: &App, visit: &Visit, signed: &Signed, typed: Typed) -> Result<Response, PageError> {
    let (directory, reach, now) = (app.store.directory().await?, signed.reach(Right::Catalogue), app.clock.now());
    let units = &directory.units;
    let candidate = |unit: &Unit| {
        let parent = unit.parent.as_ref().and_then(|parent| units.get(parent.as_str()));
        Candidate {
            parent: parent.map(|parent| parent.name.clone()),
            may_end: may_end(unit, (units, &directory.splits, &reach)),
            unit: unit.clone(),
        }
    };
    let chosen: BTreeSet<&str> = [UNIT, SUCCESSOR].iter().flat_map(|field| typed.fields.all(field)).map(String::as_str).collect();
    let asked = Asked { find: typed.value(FIND), ..Asked::default() };
    let fits = |unit: &Unit| {
        let texts: Vec<&str> = std::iter::once(unit.code.as_str()).chain(unit.name.all()).collect();
        asked.finds(&texts) && unit.valid_to.is_none_or(|end| now < end)
    };
    let reached: Vec<&Unit> = reach.within(units).into_iter().map(|(_, unit)| unit).collect();
    let (ticked, others): (Vec<&Unit>, Vec<&Unit>) = reached.into_iter().partition(|unit| chosen.contains(unit.code.as_str()));
    let found: Vec<&Unit> = others.into_iter().filter(|unit| fits(unit)).collect();
    let shown = Choosing {
        hidden: found.len().saturating_sub(MOST_FOUND),
        candidates: ticked.into_iter().chain(found.into_iter().take(MOST_FOUND)).map(candidate).collect(),
        offered: lasting(units, &reach, now),
        everything: reach == Reach::Everything,
        typed: typed.clone(),
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <MergingPage shown/> }
    });
    Ok(page.await)
}

/// What will happen, with the question whether it should.
pub async fn show_preview(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (typed, merging): (Typed, Merging),
) -> Result<Response, PageError> {
    let (directory, reach) = (app.store.directory().await?, signed.reach(Right::Catalogue));
    let name = |code: &str| {
        directory.units.get(code).map_or_else(|| Texts::default().with(Language::Vi, code), |unit| unit.name.clone())
    };
    let mut ending = Vec::new();
    for code in &merging.predecessors {
        let outlook = app.store.outlook(&reach, code).await?;
        let below = directory.units.children(code.as_str()).filter(|unit| unit.exists(merging.at));
        ending.push(Ending {
            name: name(code.as_str()),
            responses: outlook.responses,
            points: outlook.points,
            below: below.count() as u64,
            targets: outlook.targets,
            roles: outlook.roles,
        });
    }
    let existing = merging.existing.iter().map(|code| (name(code.as_str()), false));
    let successors = existing.chain(merging.new.as_ref().map(|new| (new.name.clone(), true))).collect();
    let preview = Preview { ending, successors, at_once: merging.at <= app.clock.now(), fields: typed.fields, merging };
    Ok(page::show(app, visit, move || {
        let preview = preview.clone();
        view! { <MergingPreviewPage preview/> }
    })
    .await)
}
