//! The analyst's desk: one file for each address, and what they share.

pub mod action;
pub mod action_effect;
pub mod actions;
pub mod filter;
pub mod index;
pub mod index_import;
pub mod indices;
pub mod overview;
pub mod review;

use leptos::prelude::*;

use crate::domain::overview::Question;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;

/// The pages of the desk: address and key of its name.
const PAGES: [(&str, &str); 1] = [("/analysis", "analysis-overview")];

/// A page of the desk. What is asked stays the same when one goes to another.
#[component]
pub fn AnalysisPage(
    title: String,
    /// The page's own address.
    here: &'static str,
    question: Question,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let query = filter::query(&question);
    let links = PAGES
        .into_iter()
        .map(|(href, key)| {
            let current = (href == here).then_some("page");
            view! { <li><a href=format!("{href}{query}") aria-current=current>{words.t(key)}</a></li> }
        })
        .collect_view();
    view! {
        <Desk title=title.clone() here="/analysis">
            <ModuleStyle name="analysis.css"/>
            <h1>{title}</h1>
            <nav aria-label=words.t("analysis-nav")><ul class="analysis-pages">{links}</ul></nav>
            {children()}
        </Desk>
    }
}
