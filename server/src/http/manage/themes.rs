//! `/manage/themes`: how comments are shown. It is the same for all units: every administrator reads it, and who reaches everything changes it.

use std::collections::HashMap;

use app::domain::role::{Reach, Right};
use app::domain::theme::{CommentRules, Theme};
use app::domain::theme_form::{LEAST_RESPONDENTS, fields};
use app::pages::manage::theme::{ThemePage, ThemeRemovalPage};
use app::pages::manage::themes::{MinimumPage, ThemesPage, ThemesView, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;

use super::sectors::everything;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let said = [("removed", "removed"), ("done", "saved")];
    let done = said.into_iter().find(|(name, _)| query.contains_key(*name)).map(|(_, key)| key);
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(Typed::default()), done))).await
}

/// The list, perhaps with what is wrong in the form above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, done): (Asked, Typed, Option<&'static str>),
) -> Result<Response, PageError> {
    let rules = app.store.comment_rules().await?;
    let rules = CommentRules { themes: list(&rules.themes, &asked), ..rules };
    let everything = signed.reach(Right::Catalogue) == Reach::Everything;
    let shown = ThemesView { asked, rules, everything, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ThemesPage shown/> }
    });
    Ok(page.await)
}

pub async fn minimum(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let shown = async {
        everything(&signed)?;
        let minimum = app.store.comment_rules().await?.minimum;
        let typed = visit.typed_or(Typed::of([(LEAST_RESPONDENTS, &minimum.to_string())]));
        Ok(show_minimum(&app, &visit, typed).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The form of the minimum, perhaps with what is wrong in it.
pub async fn show_minimum(app: &App, visit: &Visit, typed: Typed) -> Response {
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let typed = shown.clone();
        view! { <MinimumPage typed/> }
    })
    .await
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = query.contains_key("done").then_some("saved");
    let shown = async {
        let theme = find(&app, &signed, &code).await?;
        let stored = fields(&theme).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let typed = visit.typed_or(Typed { fields: stored, problems: Vec::new() });
        Ok(show_theme(&app, &visit, (theme, typed, done)).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The theme of an address, for whoever may change it.
pub async fn find(app: &App, signed: &Signed, code: &str) -> Result<Theme, PageError> {
    everything(signed)?;
    let rules = app.store.comment_rules().await?;
    rules.themes.into_iter().find(|theme| theme.code.as_str() == code).ok_or(PageError::NotFound)
}

/// The page of a theme.
pub async fn show_theme(app: &App, visit: &Visit, (theme, typed, done): (Theme, Typed, Option<&'static str>)) -> Response {
    let shown = typed.clone();
    page::with_form(app, visit, &typed, move || {
        let (theme, typed) = (theme.clone(), shown.clone());
        view! { <ThemePage theme typed done/> }
    })
    .await
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let shown = async {
        let theme = find(&app, &signed, &code).await?;
        let page = page::show(&app, &visit, move || {
            let theme = theme.clone();
            view! { <ThemeRemovalPage theme/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
