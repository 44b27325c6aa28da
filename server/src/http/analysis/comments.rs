//! `/analysis/comments`: the comments about units in reach.

use std::collections::HashMap;

use app::domain::comment::{CommentFilter, ScoreChoice};
use app::domain::mode::Mode;
use app::domain::role::Right;
use app::pages::analysis::comments::{AFTER, CommentsPage, CommentsView, MODE, PERIOD, SCORE, SECTOR, THEME, UNIT};
use app::parts::listing::FIND;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use crate::App;
use crate::figures;
use crate::http::error::PageError;
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// The most characters of what is looked for.
const LONGEST_WORDS: usize = 200;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let filter = read(&query)?;
        let reach = signed.reach(Right::Analysis);
        let directory = app.store.directory().await?;
        let offered = choice(&directory.units, &reach);
        if filter.unit.as_ref().is_some_and(|unit| !offered.has(unit.as_str())) {
            return Err(PageError::NotFound);
        }
        let rules = app.store.comment_rules().await?;
        let is_known = filter.theme.as_ref().is_none_or(|code| rules.themes.iter().any(|theme| theme.code == *code));
        if !is_known || filter.sector.as_ref().is_some_and(|sector| directory.sectors.get(sector.as_str()).is_none()) {
            return Err(PageError::BadFilter);
        }
        let from = (&app.store, &app.comment_pools, app.clock.now());
        let comments = figures::comments::comments(from, (&reach, &filter), &rules, app.privacy_minimum).await?;
        let (units, sectors) = (directory.units.clone(), directory.sectors.clone());
        let shown = CommentsView { filter, comments, units, sectors, offered };
        let page = page::show(&app, &visit, move || {
            let shown = shown.clone();
            view! { <CommentsPage shown/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// What an address asks for; what makes no sense is refused.
fn read(query: &HashMap<String, String>) -> Result<CommentFilter, PageError> {
    let value = |name: &str| query.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let code = |name: &str| value(name).map(str::parse).transpose().map_err(|_| PageError::BadFilter);
    let known = |known: bool| if known { Ok(()) } else { Err(PageError::BadFilter) };
    let mode = value(MODE).and_then(Mode::from_word);
    known(mode.is_some() || value(MODE).is_none())?;
    let score = value(SCORE).and_then(ScoreChoice::from_word);
    known(score.is_some() || value(SCORE).is_none())?;
    let words: String = value(FIND).unwrap_or_default().chars().take(LONGEST_WORDS).collect();
    Ok(CommentFilter {
        unit: code(UNIT)?,
        sector: code(SECTOR)?,
        period: value(PERIOD).map(str::parse).transpose().map_err(|()| PageError::BadFilter)?,
        mode,
        score,
        theme: code(THEME)?,
        words,
        after: value(AFTER).map(str::parse).transpose().map_err(|()| PageError::BadFilter)?,
    })
}
