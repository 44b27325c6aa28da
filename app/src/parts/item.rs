//! One question of a questionnaire with the field that takes its answer.

use leptos::prelude::*;

use super::choice::ChoiceLine;
use super::errors::message;
use super::escaping::TextArea;
use super::frame::use_words;
use crate::domain::answer::{Answer, Satisfaction};
use crate::domain::questionnaire::item::{Item, Kind};
use crate::domain::submission::{Fields, ProblemKind, field};

/// The id of the control to which an item's error message leads.
#[must_use]
pub fn control_id(item: &str) -> String {
    format!("c-{item}")
}

/// A question with its field, what was typed in it, and what is wrong with that.
#[component]
pub fn ItemField(item: Item, fields: Fields, problem: Option<ProblemKind>) -> impl IntoView {
    let words = use_words();
    let code = item.code.as_str();
    let name = field(code);
    let id = control_id(code);
    let text = item.text.get(words.0).to_owned();
    let hint_id = format!("h-{code}");
    let problem_id = format!("p-{code}");
    let described: Vec<&str> = [(item.hint.is_some(), &hint_id), (problem.is_some(), &problem_id)]
        .into_iter()
        .filter_map(|(there, id)| there.then_some(id.as_str()))
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let hint = item.hint.as_ref().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint.get(words.0).to_owned()}</p> });
    let wrong = problem.map(|kind| view! { <p class="problem" id=problem_id.clone()>{message(words, kind)}</p> });
    let required = item.required.then(|| view! { <span class="required">{words.t("required")}</span> });
    let conditional = item.ask_if.is_some().then(|| view! { <p class="only-if">{words.t("only-if-applies")}</p> });
    let ask_if = item.ask_if.as_ref().map(ToString::to_string);
    let typed = fields.first(&name).unwrap_or_default().to_owned();
    let class = if problem.is_some() { "item wrong" } else { "item" };

    let line = |kind: &'static str, value: String, first: bool, face: bool, text: String| {
        let checked = fields.has(&name, &value);
        let id = first.then(|| id.clone());
        view! { <ChoiceLine kind name=name.clone() value id checked face text/> }
    };
    let options = |kind: &'static str| {
        let texts = item.kind.options().iter().map(|option| (option.code.to_string(), option.text.get(words.0).to_owned()));
        texts.enumerate().map(|(place, (value, text))| line(kind, value, place == 0, false, text)).collect_view()
    };
    let input = |inputmode: Option<&'static str>, longest: Option<usize>| {
        view! {
            <input
                type="text"
                inputmode=inputmode
                maxlength=longest
                autocomplete="off"
                id=id.clone()
                name=name.clone()
                value=typed.clone()
                aria-describedby=described.clone()
                aria-invalid=problem.map(|_| "true")
            />
        }
    };
    let answer = match &item.kind {
        Kind::Satisfaction { no_opinion } => {
            let point = |point: Satisfaction| point.point();
            let face = |point: u8| line("radio", point.to_string(), point == 1, true, words.t(SCALE[usize::from(point) - 1]));
            let none = no_opinion.then(|| {
                let none = line("radio", Answer::NO_OPINION.to_owned(), false, false, words.t("no-opinion"));
                view! { <div class="lines none">{none}</div> }
            });
            view! { <div class="faces">{Satisfaction::ALL.into_iter().map(point).map(face).collect_view()}</div> {none} }
                .into_any()
        }
        Kind::Single(_) => view! { <div class="lines">{options("radio")}</div> }.into_any(),
        Kind::Several { most, .. } => {
            let at_most = most.map(|most| view! { <p class="hint">{words.with("at-most", &[("most", &most.to_string())])}</p> });
            view! { {at_most} <div class="lines">{options("checkbox")}</div> }.into_any()
        }
        Kind::Number { unit, .. } => {
            let unit = unit.as_ref().map(|unit| view! { " " <span>{unit.get(words.0).to_owned()}</span> });
            view! { {input(Some("numeric"), None)} {unit} }.into_any()
        }
        Kind::ShortText => input(None, Some(Kind::SHORT_TEXT)).into_any(),
        Kind::LongText => view! {
            <TextArea
                id=id.clone()
                name=name.clone()
                text=typed
                longest=Kind::LONG_TEXT
                describedby=described.clone()
                invalid=problem.is_some()
            />
        }
        .into_any(),
    };
    // Several controls make a group with a legend; a single one has a label.
    match &item.kind {
        Kind::Satisfaction { .. } | Kind::Single(_) | Kind::Several { .. } => view! {
            <fieldset class=class data-ask-if=ask_if aria-describedby=described>
                <legend>{text} {required}</legend>
                {hint}
                {conditional}
                {wrong}
                {answer}
            </fieldset>
        }
        .into_any(),
        Kind::Number { .. } | Kind::ShortText | Kind::LongText => view! {
            <div class=class data-ask-if=ask_if>
                <label class="question" for=id.clone()>{text} {required}</label>
                {hint}
                {conditional}
                {wrong}
                {answer}
            </div>
        }
        .into_any(),
    }
}

/// The keys of the five points' words, from the lowest.
pub const SCALE: [&str; 5] = ["scale-1", "scale-2", "scale-3", "scale-4", "scale-5"];
