//! Entry by keys: one key answers a question and goes on to the next.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::form::{all, document, form, on};

/// Listens to the keys of a form of questions. A digit answers where the keyboard is and goes on; `+` and `-` go on and back; Backspace takes
/// an answer away. Enter sends the form, as it does in every form.
#[island]
pub fn EntryKeys() -> impl IntoView {
    Effect::new(|_| {
        if let Some(errors) = document().and_then(|document| document.query_selector(".errors").ok().flatten()) {
            let _ = errors.unchecked_into::<HtmlElement>().focus();
        }
        on("keydown", |event| press(&event));
    });
}

fn press(event: &Event) {
    let Some(keyboard) = event.dyn_ref::<KeyboardEvent>() else { return };
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input.filter(|input| matches!(input.type_().as_str(), "radio" | "checkbox")) else { return };
    if keyboard.ctrl_key() || keyboard.alt_key() || keyboard.meta_key() {
        return;
    }
    let Ok(Some(question)) = input.closest("[data-entry]") else { return };
    let key = keyboard.key().to_lowercase();
    match key.as_str() {
        "+" => go(&question, 1),
        "-" => go(&question, -1),
        "backspace" => choices(&question).iter().for_each(|choice| tick(choice, false)),
        _ => {
            let choices = choices(&question);
            let Some(chosen) = choices.iter().find(|choice| choice.get_attribute("data-key").as_deref() == Some(&key)) else {
                return;
            };
            let is_one_of_many = chosen.type_() == "checkbox";
            tick(chosen, !is_one_of_many || !chosen.checked());
            if is_one_of_many {
                let _ = chosen.focus();
            } else {
                go(&question, 1);
            }
        }
    }
    event.prevent_default();
}

fn choices(question: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = question.query_selector_all("input") else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// Sets a choice as if it had been touched, so that conditions notice.
fn tick(choice: &HtmlInputElement, checked: bool) {
    choice.set_checked(checked);
    if let (Some(form), Ok(event)) = (form(), Event::new("input")) {
        let _ = form.dispatch_event(&event);
    }
}

/// Goes to the next question that is asked, or the one before; after the last to the button that sends.
fn go(from: &Element, by: i32) {
    let questions = all("[data-entry]:not([hidden])");
    let Some(here) = questions.iter().position(|question| question.is_same_node(Some(from))) else { return };
    let next = if by > 0 { here.checked_add(1) } else { here.checked_sub(1) };
    let question = next.and_then(|next| questions.get(next));
    let field = match question {
        Some(question) => {
            let found = question.query_selector("input:checked").ok().flatten();
            found.or_else(|| question.query_selector("input, textarea").ok().flatten())
        }
        None if by > 0 => form().and_then(|form| form.query_selector("button.primary").ok().flatten()),
        None => None,
    };
    if let Some(field) = field {
        let _ = field.unchecked_into::<HtmlElement>().focus();
    }
}
