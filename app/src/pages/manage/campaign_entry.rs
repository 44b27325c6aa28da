//! `/manage/campaigns/{id}/entry`: whether paper forms are entered twice, how far entry has come, and how well each collector enters.

use leptos::prelude::*;

use super::campaign::address;
use super::campaigns::PATH;
use crate::domain::campaign::{Campaign, State};
use crate::domain::double_entry::rate;
use crate::parts::desk::Desk;
use crate::parts::fields::{TickField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::text::Words;

/// The field by which forms are entered twice.
pub const TWICE: &str = "twice";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct CampaignEntry {
    /// The campaign.
    pub campaign: Campaign,
    /// Forms that wait for their second entry, whose entries differ, and that are responses.
    pub progress: [u64; 3],
    /// Each collector: name, forms, keys, errors.
    pub collectors: Vec<Measured>,
    /// Each part of the form in which an error was made: its question, keys, errors.
    pub parts: Vec<Measured>,
    /// The form.
    pub typed: Typed,
    /// Whether it was just saved.
    pub done: bool,
}

/// How well something was entered.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Who, or what.
    pub name: String,
    /// In how many forms; 0 where that is not told.
    pub forms: u64,
    /// Keys pressed.
    pub keys: u64,
    /// Errors.
    pub errors: u64,
}

/// The page.
#[component]
pub fn CampaignEntryPage(shown: CampaignEntry) -> impl IntoView {
    let words = use_words();
    let CampaignEntry { campaign, progress: [waiting, different, stored], collectors, parts, typed, done } = shown;
    let at = address(&campaign);
    let title = campaign.title.get(words.0).to_owned();
    let fixed = campaign.state == State::Archived;
    let option = if fixed {
        let key = if typed.fields.has(TWICE, "yes") { "campaign-entry-twice" } else { "campaign-entry-once" };
        view! { <p>{words.t(key)}</p> }.into_any()
    } else {
        view! {
            <form class="narrow" method="post" action=format!("{at}/entry")>
                <TickField
                    typed=typed.clone()
                    name=TWICE
                    label=words.t("campaign-entry-twice")
                    hint=words.t("campaign-entry-twice-hint")
                />
                <button class="primary" type="submit">{words.t("save")}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <Desk title=words.t("campaign-entry") here=PATH>
            <p><a href=PATH>{words.t("campaigns-title")}</a> " " <a href=at.clone()>{title.clone()}</a></p>
            <h1>{words.t("campaign-entry")} ": " {title}</h1>
            {done.then(|| view! { <p class="done" role="status">{words.t("saved")}</p> })}
            <TypedSummary typed/>
            <section class="card">
                <h2>{words.t("campaign-entry-option")}</h2>
                {option}
            </section>
            <section class="card">
                <h2>{words.t("campaign-entry-progress")}</h2>
                <dl class="facts">
                    <dt>{words.t("entry-waiting")}</dt>
                    <dd>{words.number(waiting)}</dd>
                    <dt>{words.t("entry-different")}</dt>
                    <dd>{words.number(different)}</dd>
                    <dt>{words.t("entry-done")}</dt>
                    <dd>{words.number(stored)}</dd>
                </dl>
            </section>
            <Quality title="campaign-entry-collectors" lead="campaign-entry-rate-lead" head="entry-collector" rows=collectors forms=true/>
            <Quality title="campaign-entry-parts" lead="campaign-entry-parts-lead" head="paper-form-part" rows=parts forms=false/>
        </Desk>
    }
}

#[component]
fn Quality(title: &'static str, lead: &'static str, head: &'static str, rows: Vec<Measured>, forms: bool) -> impl IntoView {
    let words = use_words();
    if rows.is_empty() {
        return view! {
            <section class="card">
                <h2>{words.t(title)}</h2>
                <p class="hint">{words.t("campaign-entry-nothing")}</p>
            </section>
        }
        .into_any();
    }
    let lines = rows
        .into_iter()
        .map(|Measured { name, forms: entered, keys, errors }| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {forms.then(|| view! { <td class="number">{words.number(entered)}</td> })}
                    <td class="number">{words.number(keys)}</td>
                    <td class="number">{words.number(errors)}</td>
                    <td class="number">{told(words, keys, errors)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{words.t(title)}</h2>
            <p>{words.t(lead)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t(title)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t(head)}</th>
                            {forms.then(|| view! { <th scope="col" class="number">{words.t("entry-forms")}</th> })}
                            <th scope="col" class="number">{words.t("entry-keystrokes")}</th>
                            <th scope="col" class="number">{words.t("entry-errors")}</th>
                            <th scope="col" class="number">{words.t("entry-rate")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The rate as people read it; a dash where nothing was entered twice.
fn told(words: Words, keys: u64, errors: u64) -> String {
    rate(keys, errors).map_or_else(|| "–".to_owned(), |rate| words.decimal(rate, 1))
}
