//! `/manage/questionnaires/{code}/{number}`: one version: what it is, and what may be done with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::campaigns::versioned;
use super::questionnaires::{PATH, VersionMark, address, segment};
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::Version;
use crate::domain::questionnaire::listed::{Listed, State};
use crate::domain::reference::Reference;
use crate::domain::texts::Texts;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;

/// The field of the version with which another is compared, by its number.
pub const EARLIER: &str = "from";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct QuestionnaireView {
    /// Where the version stands.
    pub listed: Listed,
    /// The version.
    pub version: Arc<Version>,
    /// The other versions of the questionnaire, the latest first.
    pub others: Vec<Listed>,
    /// The titles of the campaigns that ask it and that whoever reads this sees.
    pub campaigns: Vec<(uuid::Uuid, Texts)>,
    /// Whether whoever reads it may publish and retire.
    pub may_change: bool,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn QuestionnairePage(shown: QuestionnaireView) -> impl IntoView {
    let words = use_words();
    let QuestionnaireView { listed, version, others, campaigns, may_change, done } = shown;
    let at = address(&listed);
    let title = versioned(words, version.title(), listed.number);
    let languages = version.languages().iter().map(|language| language.own_name()).collect::<Vec<_>>().join(", ");
    let views = version
        .languages()
        .iter()
        .map(|language| {
            view! {
                <a class="button" lang=language.tag() href=format!("{at}/view?lang={}", language.tag())>
                    {view_words(*language)}
                </a>
            }
        })
        .collect_view();
    let asked_by = campaigns
        .into_iter()
        .map(|(id, title)| {
            view! { <li><a href=format!("{}/{id}", super::campaigns::PATH)>{title.get(words.0).to_owned()}</a></li> }
        })
        .collect_view();
    let sections = version
        .sections()
        .iter()
        .map(|section| {
            let factor = section.factor.then(|| view! { " " <span class="hint">{words.t("version-factor")}</span> });
            view! {
                <li>{section.title.get(words.0).to_owned()} ": " {words.count("version-items", section.items.len() as u64)} {factor}</li>
            }
        })
        .collect_view();
    let compare = (!others.is_empty()).then(|| {
        let options = others
            .iter()
            .map(|other| view! { <option value=segment(other.number)>{versioned(words, version.title(), other.number)}</option> })
            .collect_view();
        view! {
            <section class="card">
                <h2>{words.t("difference-title")}</h2>
                <form class="narrow" method="get" action=format!("{at}/difference")>
                    <div class="field">
                        <label for=EARLIER>{words.t("difference-with")}</label>
                        <select id=EARLIER name=EARLIER>{options}</select>
                    </div>
                    <button type="submit">{words.t("difference-show")}</button>
                </form>
            </section>
        }
    });
    let next = may_change.then(|| view! { <Next listed=listed.clone()/> });
    view! {
        <Desk title=title.clone() here=PATH>
            <p><a href=PATH>{words.t("questionnaires-title")}</a></p>
            <h1>{title} " " <VersionMark state=listed.state/></h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <section class="card">
                <p>{version.purpose().get(words.0).to_owned()}</p>
                <dl class="facts">
                    <dt>{words.t("code")}</dt>
                    <dd>{listed.code.to_string()}</dd>
                    <dt>{words.t("version-since")}</dt>
                    <dd>{LocalTime::of(listed.since).date()}</dd>
                    <dt>{words.t("version-languages")}</dt>
                    <dd>{languages}</dd>
                    <dt>{words.t("version-minutes")}</dt>
                    <dd>{words.count("minutes", version.minutes().into())}</dd>
                    <dt>{words.t("version-formula")}</dt>
                    <dd>{words.t(super::super::results::formula_key(version.index()))}</dd>
                </dl>
                <h2>{words.t("version-sections")}</h2>
                <ol>{sections}</ol>
                <div class="actions">
                    {views}
                    <a class="button" href=format!("{at}/file") download=format!("{}-{}.toml", listed.code, segment(listed.number))>
                        {words.t("version-download")}
                    </a>
                </div>
            </section>
            {next}
            {compare}
            <section class="card">
                <h2>{words.t("version-campaigns")}</h2>
                {if asked_by.is_empty() {
                    view! { <p>{words.t("nothing-yet")}</p> }.into_any()
                } else {
                    view! { <ul>{asked_by}</ul> }.into_any()
                }}
            </section>
        </Desk>
    }
}

/// "View" in the language in which it is viewed.
fn view_words(language: Language) -> String {
    crate::text::Words(language).t("version-view")
}

/// What leads on from here, by the state of the version.
#[component]
fn Next(listed: Listed) -> impl IntoView {
    let words = use_words();
    let at = address(&listed);
    match listed.state {
        State::Draft => view! {
            <section class="card">
                <h2>{words.t("version-publish")}</h2>
                <p>{words.t("version-publish-lead")}</p>
                <form method="post" action=format!("{at}/publication")>
                    <div class="actions">
                        <button class="primary" type="submit">{words.t("version-publish")}</button>
                        <a class="button" href=format!("{at}/removal")>{words.t("version-remove")} "…"</a>
                    </div>
                </form>
            </section>
        }
        .into_any(),
        State::Published => view! {
            <section class="card">
                <h2>{words.t("version-retire")}</h2>
                <p>{words.t("version-retire-lead")}</p>
                <a class="button" href=format!("{at}/retirement")>{words.t("version-retire")} "…"</a>
            </section>
        }
        .into_any(),
        State::Retired => ().into_any(),
    }
}

/// A step that cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// No new campaign uses it any more.
    Retirement,
    /// Away with a draft.
    Removal,
}

impl Step {
    /// The state from which it leads on.
    #[must_use]
    pub const fn from(self) -> State {
        match self {
            Self::Retirement => State::Published,
            Self::Removal => State::Draft,
        }
    }
}

/// The page that asks before it is taken.
#[component]
pub fn QuestionnaireQuestionPage(listed: Listed, title: Texts, step: Step, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let (noun, key, lead) = match step {
        Step::Retirement => ("retirement", "version-retire", "version-retire-lead"),
        Step::Removal => ("removal", "version-remove", "version-remove-lead"),
    };
    let back = address(&listed);
    let ask = Ask {
        title: words.t(key),
        name: versioned(words, &title, listed.number),
        lead: words.t(lead),
        action: format!("{back}/{noun}"),
        back,
        references,
    };
    view! {
        <Desk title=words.t(key) here=PATH>
            <Question ask/>
        </Desk>
    }
}
