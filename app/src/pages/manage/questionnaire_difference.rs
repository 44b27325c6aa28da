//! `/manage/questionnaires/{code}/{number}/difference`: what a version changed, item by item, and whether its series goes on.

use std::sync::Arc;

use leptos::prelude::*;

use super::campaigns::versioned;
use super::questionnaires::{PATH, address};
use crate::domain::code::Code;
use crate::domain::questionnaire::Version;
use crate::domain::questionnaire::difference::{Change, Difference, Fate, ItemDifference, What};
use crate::domain::questionnaire::listed::Listed;
use crate::domain::texts::Texts;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::marks::Marked;
use crate::text::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct DifferenceView {
    /// The earlier version.
    pub before: (Listed, Arc<Version>),
    /// The later one.
    pub after: (Listed, Arc<Version>),
    /// Whether figures of both may be compared.
    pub comparable: bool,
}

/// The page.
#[component]
pub fn DifferencePage(shown: DifferenceView) -> impl IntoView {
    let words = use_words();
    let DifferenceView { before: (old, old_version), after: (new, new_version), comparable } = shown;
    let difference = Difference::between(&old_version, &new_version);
    let nothing = difference.is_empty();
    let before = versioned(words, old_version.title(), old.number);
    let after = versioned(words, new_version.title(), new.number);
    let lead = words.with("difference-lead", &[("before", &before), ("after", &after)]);
    let title = words.t("difference-title");
    let factors = difference.same_factors.iter().map(|title| title.get(words.0).to_owned()).collect::<Vec<_>>().join(", ");
    let series = if comparable {
        view! { <p class="done">{words.t("series-goes-on")}</p> }.into_any()
    } else {
        let factors = (!factors.is_empty()).then(|| view! { <p>{words.with("series-factors", &[("factors", &factors)])}</p> });
        view! { <div class="broken"><p><strong>{words.t("series-breaks")}</strong></p> {factors}</div> }.into_any()
    };
    let count = |is: fn(&Fate) -> bool| difference.items.iter().filter(|item| is(&item.fate)).count() as u64;
    let counts = [
        words.count("difference-added", count(|fate| matches!(fate, Fate::Added))),
        words.count("difference-removed", count(|fate| matches!(fate, Fate::Removed))),
        words.count("difference-moved", count(|fate| matches!(fate, Fate::Kept { moved: true, .. }))),
        words.count("difference-changed", count(|fate| matches!(fate, Fate::Kept { changes, .. } if !changes.is_empty()))),
    ];
    let counts = counts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let whole = (!difference.whole.is_empty()).then(|| {
        view! { <section class="card"><h2>{words.t("difference-whole")}</h2><Changes changes=difference.whole.clone()/></section> }
    });
    let sections = difference.sections.into_iter().map(|section| view! { <SectionCard section/> }).collect_view();
    let items = difference.items.into_iter().map(|item| view! { <ItemCard item/> }).collect_view();
    view! {
        <Desk title=title.clone() here=PATH>
            <p><a href=address(&new)>{after}</a></p>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {series}
            {nothing.then(|| view! { <p>{words.t("difference-none")}</p> })}
            {(!nothing).then(|| view! { <ul class="counts">{counts}</ul> })}
            {whole}
            {sections}
            {items}
        </Desk>
    }
}

#[component]
fn SectionCard(section: (Code, Texts, Vec<Change>)) -> impl IntoView {
    let words = use_words();
    let (code, title, changes) = section;
    let heading = words.with("difference-section", &[("title", title.get(words.0))]);
    view! { <section class="card"><h2>{heading} " " <code>{code.to_string()}</code></h2><Changes changes/></section> }
}

#[component]
fn ItemCard(item: ItemDifference) -> impl IntoView {
    let words = use_words();
    let ItemDifference { code, text, section, fate } = item;
    let (class, fates, changes) = match fate {
        Fate::Added => ("added", words.t("fate-added"), Vec::new()),
        Fate::Removed => ("removed", words.t("fate-removed"), Vec::new()),
        Fate::Kept { moved: true, changes } if changes.is_empty() => ("moved", words.t("fate-moved"), changes),
        Fate::Kept { moved: true, changes } => ("changed", words.t("fate-moved-changed"), changes),
        Fate::Kept { moved: false, changes } => ("changed", words.t("fate-changed"), changes),
    };
    view! {
        <section class=format!("card fate fate-{class}")>
            <h2><span class="mark">{fates}</span> " " <code>{code.to_string()}</code> " " {text.get(words.0).to_owned()}</h2>
            <p class="hint">{section.get(words.0).to_owned()}</p>
            <Changes changes/>
        </section>
    }
}

#[component]
fn Changes(changes: Vec<Change>) -> impl IntoView {
    let words = use_words();
    (!changes.is_empty()).then(|| {
        let lines = changes
            .into_iter()
            .map(|change| match change {
                Change::Text { what, language, before, after } => {
                    let label = format!("{} ({language})", named(words, &what));
                    view! { <dt>{label}</dt> <dd lang=language><Marked before after/></dd> }.into_any()
                }
                Change::Value { what, before, after } => {
                    let said = |text: String| match text.as_str() {
                        "" => words.t("value-none"),
                        "true" => words.t("answer-yes"),
                        "false" => words.t("answer-no"),
                        _ => text,
                    };
                    let (before, after) = (said(before), said(after));
                    view! { <dt>{named(words, &what)}</dt> <dd><del>{before}</del> " → " <ins>{after}</ins></dd> }.into_any()
                }
            })
            .collect_view();
        view! { <dl class="facts">{lines}</dl> }
    })
}

/// What changed, in words.
fn named(words: Words, what: &What) -> String {
    match what {
        What::Title => words.t("what-title"),
        What::Purpose => words.t("what-purpose"),
        What::Intro => words.t("what-intro"),
        What::Consent => words.t("what-consent"),
        What::Question => words.t("what-question"),
        What::Hint => words.t("what-hint"),
        What::Unit => words.t("what-unit"),
        What::Choice(code) => words.with("what-choice", &[("code", code.as_str())]),
        What::Languages => words.t("version-languages"),
        What::Minutes => words.t("version-minutes"),
        What::About => words.t("what-about"),
        What::Formula => words.t("version-formula"),
        What::Scale => words.t("what-scale"),
        What::Required => words.t("what-required"),
        What::Condition => words.t("what-condition"),
        What::Section => words.t("what-section"),
        What::Index => words.t("what-index"),
        What::Aspect => words.t("what-aspect"),
        What::Order => words.t("what-order"),
    }
}
