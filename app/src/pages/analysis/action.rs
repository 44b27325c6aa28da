//! `/analysis/actions/{id}`: one improvement action, its notes, its effect, and its removal.

use leptos::prelude::*;
use uuid::Uuid;

use super::action_effect::EffectView;
use super::actions::{DoingFields, PATH, Setting, StatusMark, due};
use crate::domain::improvement::{Effect, Improvement, Note};
use crate::domain::improvement_form::{EVIDENCE, LONGEST_EVIDENCE, LONGEST_TEXT, MONTH, TEXT};
use crate::domain::period::Period;
use crate::pages::manage::removal::{Question, Removal};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{AreaField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ActionView {
    /// Its identifier.
    pub id: Uuid,
    /// The action.
    pub action: Improvement,
    /// What was noted, the latest month first.
    pub notes: Vec<Note>,
    /// What came of it.
    pub effect: Effect,
    /// Everything around it.
    pub setting: Setting,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ActionPage(shown: ActionView) -> impl IntoView {
    let words = use_words();
    let ActionView { id, action, notes, effect, setting, typed, done } = shown;
    let address = format!("{PATH}/{id}");
    let overdue = action.is_overdue(setting.now);
    let responsible = setting.unit(words.0, action.responsible.as_str());
    let paragraphs = action.task.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        <Desk title=words.t("improvement-one") here=PATH keeps=true>
            <p><a href=PATH>{words.t("improvements-title")}</a></p>
            <h1>{setting.about(words, &action.criterion)}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                {paragraphs}
                <dl class="facts">
                    <dt>{words.t("changed-state")}</dt>
                    <dd><StatusMark status=action.status overdue/></dd>
                    <dt>{words.t("improvement-due")}</dt>
                    <dd>{due(&action)}</dd>
                    <dt>{words.t("improvement-responsible")}</dt>
                    <dd>{responsible} " – " {action.role.clone()}</dd>
                </dl>
            </section>
            <EffectView
                criterion=action.criterion.clone()
                baseline=action.baseline.clone()
                effect
                address=address.clone()
                setting=setting.clone()
            />
            <section class="card">
                <h2>{words.t("improvement-notes")}</h2>
                <Notes notes/>
                <p><a class="button" href=format!("{address}/note")>{words.t("improvement-note-add")}</a></p>
            </section>
            <section class="card">
                <h2>{words.t("improvement-change")}</h2>
                <form id=FORM class="narrow" method="post" action=address.clone()>
                    <DoingFields typed setting/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card">
                <h2>{words.t("improvement-remove")}</h2>
                <p>{words.t("improvement-remove-lead")}</p>
                <a class="button" href=format!("{address}/removal")>{words.t("improvement-remove")} "…"</a>
            </section>
        </Desk>
    }
}

/// What was noted, month by month.
#[component]
pub fn Notes(notes: Vec<Note>) -> impl IntoView {
    let words = use_words();
    if notes.is_empty() {
        return view! { <p>{words.t("improvement-notes-none")}</p> }.into_any();
    }
    let rows = notes
        .into_iter()
        .map(|note| {
            let lines = note.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            view! {
                <tr>
                    <th scope="row">{words.period(Period::Month(note.month))}</th>
                    <td>{lines}</td>
                    <td>{note.evidence}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("improvement-notes")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.t("improvement-month")}</th>
                        <th scope="col">{words.t("improvement-text")}</th>
                        <th scope="col">{words.t("improvement-evidence")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The page on which something is noted of an action.
#[component]
pub fn ActionNotePage(id: Uuid, action: Improvement, notes: Vec<Note>, setting: Setting, typed: Typed) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{id}");
    let action_address = format!("{address}/note");
    view! {
        <Desk title=words.t("improvement-note-add") here=PATH keeps=true>
            <p><a href=address.clone()>{setting.about(words, &action.criterion)}</a></p>
            <h1>{words.t("improvement-note-add")}</h1>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=action_address>
                <TextField
                    typed=typed.clone()
                    name=MONTH
                    label=words.t("improvement-month")
                    hint=words.t("improvement-month-hint")
                    longest=7
                    required=true
                />
                <AreaField typed=typed.clone() name=TEXT label=words.t("improvement-text") longest=LONGEST_TEXT required=true/>
                <TextField
                    typed
                    name=EVIDENCE
                    label=words.t("improvement-evidence")
                    hint=words.t("improvement-evidence-hint")
                    longest=LONGEST_EVIDENCE
                />
                <div class="actions">
                    <button class="primary" type="submit">{words.t("save")}</button>
                    <a class="button" href=address>{words.t("cancel")}</a>
                </div>
            </form>
            <h2>{words.t("improvement-notes")}</h2>
            <Notes notes/>
        </Desk>
    }
}

/// The page that asks before an action is removed.
#[component]
pub fn ActionRemovalPage(id: Uuid, action: Improvement, setting: Setting) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("improvement-remove"),
        name: setting.about(words, &action.criterion),
        lead: words.t("improvement-remove-lead"),
        address: format!("{PATH}/{id}"),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("improvement-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
