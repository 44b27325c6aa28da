//! The frame of staff pages: where one is, where one may go, who one is.

use leptos::prelude::*;

use super::document::Document;
use super::frame::{use_frame, use_words};
use super::looks::Keeps;
use crate::domain::role::{Grant, Right, Scope};
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;

/// The id of the form on a staff page that carries what was typed.
pub const FORM: &str = "form";

/// The areas of the staff side: address, key of its words, and the right that opens it.
const AREAS: [(&str, &str, Right); 21] = [
    ("/analysis", "analysis-title", Right::Analysis),
    ("/analysis/comments", "comments-title", Right::Analysis),
    ("/analysis/actions", "improvements-title", Right::Analysis),
    ("/analysis/indices", "indices-title", Right::Analysis),
    ("/analysis/review", "review-title", Right::Analysis),
    ("/analysis/exports", "exports-title", Right::Analysis),
    ("/manage/entry", "entry-title", Right::Collection),
    ("/manage/campaigns", "campaigns-title", Right::Surveys),
    ("/manage/questionnaires", "questionnaires-title", Right::Surveys),
    ("/manage/points", "points-title", Right::Surveys),
    ("/manage/devices", "devices-title", Right::Surveys),
    ("/manage/invitations", "invitations-title", Right::Surveys),
    ("/manage/users", "users-title", Right::Accounts),
    ("/manage/tokens", "tokens-title", Right::Accounts),
    ("/manage/units", "units-title", Right::Catalogue),
    ("/manage/sectors", "sectors-title", Right::Catalogue),
    ("/manage/targets", "targets-title", Right::Catalogue),
    ("/manage/classifications", "classifications-title", Right::Catalogue),
    ("/manage/themes", "themes-title", Right::Catalogue),
    ("/manage/retention", "retention-title", Right::Retention),
    ("/manage/audit", "audit-title", Right::Audit),
];

/// A page for staff.
#[component]
pub fn Desk(
    title: String,
    /// The address of the area to which the page belongs.
    here: &'static str,
    /// Whether the page has a form of which nothing is lost when language or look are changed.
    #[prop(optional)]
    keeps: bool,
    /// The id of that form.
    #[prop(default = FORM)]
    form: &'static str,
    /// Whether the page has islands.
    #[prop(optional)]
    islands: bool,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let staff = frame.staff.clone();
    let rights = staff.as_ref().map(|staff| staff.rights.clone()).unwrap_or_default();
    let areas: Vec<(&str, &str)> =
        AREAS.into_iter().filter(|(.., right)| rights.contains(right)).map(|(href, key, _)| (href, key)).collect();
    let links = || {
        let link = |(href, key): &(&'static str, &str)| {
            view! { <li><a href=*href aria-current=(*href == here).then_some("page")>{words.t(key)}</a></li> }
        };
        areas.iter().map(link).collect_view()
    };
    let current = areas.iter().find(|(href, _)| *href == here).map_or("desk-menu", |(_, key)| key);
    // A line where there is room for it; on a phone a menu that says where one is. Only one of the two is displayed.
    let menu = (!areas.is_empty()).then(|| {
        view! {
            <details class="areas-menu">
                <summary><span class="unseen">{words.t("desk-menu")} ": "</span>{words.t(current)}</summary>
                <ul>{links()}</ul>
            </details>
            <ul class="areas-line">{links()}</ul>
        }
    });
    let who = staff.map(|staff| {
        view! {
            <div class="who">
                <a href="/account" aria-current=(here == "/account").then_some("page")>{staff.name}</a>
                <form method="post" action="/sign-out"><button type="submit">{words.t("sign-out")}</button></form>
            </div>
        }
    });
    view! {
        <Document title islands keeps=keeps.then_some(Keeps::Page(form))>
            <div class="desk">
                <nav class="areas" aria-label=words.t("desk-nav")>
                    {menu}
                    {who}
                </nav>
                {children()}
            </div>
        </Document>
    }
}

/// What somebody may do, and where.
#[component]
pub fn Grants(grants: Vec<Grant>, units: Tree<Unit>) -> impl IntoView {
    let words = use_words();
    if grants.is_empty() {
        return view! { <p class="hint">{words.t("grants-none")}</p> }.into_any();
    }
    let lines = grants
        .into_iter()
        .map(|grant| {
            let place = match &grant.scope {
                Scope::Everything => words.t("scope-everything"),
                Scope::Unit(code) => {
                    units.get(code.as_str()).map_or_else(|| code.to_string(), |unit| unit.name.get(words.0).to_owned())
                }
            };
            view! { <li>{words.t(grant.role.key())} " – " {place}</li> }
        })
        .collect_view();
    view! { <ul class="grants">{lines}</ul> }.into_any()
}
