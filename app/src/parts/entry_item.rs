//! One question as collectors enter its answer: on one line, with the key that stands for each answer.

use leptos::prelude::*;

use super::errors::message;
use super::escaping::TextArea;
use super::frame::use_words;
use super::item::{SCALE, control_id};
use crate::domain::answer::{Answer, Satisfaction};
use crate::domain::questionnaire::item::{Item, Kind};
use crate::domain::submission::{Fields, ProblemKind, field};

/// The keys that stand for options, in their order.
const KEYS: &[u8] = b"123456789abcdefghijklmnopqrstuvwxyz";

/// A question with its answers by keys, what was typed, and what is wrong with that.
#[component]
pub fn EntryItem(
    item: Item,
    fields: Fields,
    problem: Option<ProblemKind>,
    /// Whether the keyboard is there when the page opens.
    first: bool,
) -> impl IntoView {
    let words = use_words();
    let code = item.code.as_str();
    let (name, id, problem_id) = (field(code), control_id(code), format!("p-{code}"));
    let text = item.text.get(words.0).to_owned();
    let typed = fields.first(&name).unwrap_or_default().to_owned();
    let described = problem.map(|_| problem_id.clone());
    let wrong = problem.map(|kind| view! { <p class="problem" id=problem_id.clone()>{message(words, kind)}</p> });
    let ask_if = item.ask_if.as_ref().map(ToString::to_string);
    let class = if problem.is_some() { "item keyed wrong" } else { "item keyed" };
    let choice = |kind: &'static str, (place, value, key, text, shown): (usize, String, char, String, bool)| {
        let checked = fields.has(&name, &value);
        view! {
            <label>
                <input
                    type=kind
                    id=(place == 0).then(|| id.clone())
                    name=name.clone()
                    value=value
                    checked=checked
                    autofocus=first && place == 0
                    data-key=key.to_string()
                />
                <kbd>{key.to_string()}</kbd>
                <span class=(!shown).then_some("unseen")>{text}</span>
            </label>
        }
    };
    let options = |kind: &'static str| {
        let options = item.kind.options().iter().zip(KEYS).enumerate();
        let option = |(place, (option, key)): (usize, (&crate::domain::questionnaire::item::Choice, &u8))| {
            choice(kind, (place, option.code.to_string(), char::from(*key), option.text.get(words.0).to_owned(), true))
        };
        view! { <div class="keys">{options.map(option).collect_view()}</div> }
    };
    let line = |numeric: bool, longest: usize| {
        view! {
            <input
                type="text"
                inputmode=numeric.then_some("numeric")
                class=numeric.then_some("short")
                maxlength=longest
                autocomplete="off"
                id=id.clone()
                name=name.clone()
                value=typed.clone()
                autofocus=first
                aria-describedby=described.clone()
                aria-invalid=problem.map(|_| "true")
            />
        }
    };
    let answer = match &item.kind {
        Kind::Satisfaction { no_opinion } => {
            let point = |point: Satisfaction| {
                let point = point.point();
                let words = words.t(SCALE[usize::from(point) - 1]);
                choice("radio", (usize::from(point) - 1, point.to_string(), char::from(b'0' + point), words, false))
            };
            let none = no_opinion.then(|| choice("radio", (5, Answer::NO_OPINION.to_owned(), '0', words.t("no-opinion"), false)));
            view! { <div class="keys">{Satisfaction::ALL.into_iter().map(point).collect_view()} {none}</div> }.into_any()
        }
        Kind::Single(_) => options("radio").into_any(),
        Kind::Several { .. } => options("checkbox").into_any(),
        Kind::Number { .. } => line(true, 20).into_any(),
        Kind::ShortText => line(false, Kind::SHORT_TEXT).into_any(),
        Kind::LongText => view! {
            <TextArea
                id=id.clone()
                name=name.clone()
                text=typed
                longest=Kind::LONG_TEXT
                describedby=described.clone()
                invalid=problem.is_some()
                rows=2
            />
        }
        .into_any(),
    };
    match &item.kind {
        Kind::Satisfaction { .. } | Kind::Single(_) | Kind::Several { .. } => view! {
            <fieldset class=class data-entry="yes" data-ask-if=ask_if aria-describedby=described>
                <legend><span class="code">{code.to_owned()}</span> " " {text}</legend>
                {wrong}
                {answer}
            </fieldset>
        }
        .into_any(),
        Kind::Number { .. } | Kind::ShortText | Kind::LongText => view! {
            <div class=class data-entry="yes" data-ask-if=ask_if>
                <label class="question" for=id.clone()><span class="code">{code.to_owned()}</span> " " {text}</label>
                {wrong}
                {answer}
            </div>
        }
        .into_any(),
    }
}
