//! What was typed survives a reload: it is kept on the device, and only there, until it is sent.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};

use super::form::{all, draft_key, form, on, storage};

/// Keeps and restores the draft, and offers to start over where one was restored.
#[island]
pub fn Draft(code: String, restored: String, start_over: String) -> impl IntoView {
    let was_restored = RwSignal::new(false);
    let key = draft_key(&code);
    let forget = {
        let key = key.clone();
        move |_| {
            if let Some(storage) = storage() {
                let _ = storage.remove_item(&key);
            }
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        }
    };
    Effect::new(move |_| {
        // What the server gave back is newer than what the device kept.
        let again = form().is_some_and(|form| form.has_attribute("data-again"));
        if again {
            keep(&key);
        } else if restore(&key) {
            was_restored.set(true);
        }
        let key = key.clone();
        on("input", move |_| keep(&key));
    });
    view! {
        <p class="restored" hidden=move || !was_restored.get()>
            {restored} " "
            <button type="button" on:click=forget>{start_over}</button>
        </p>
    }
}

/// The controls whose state makes the draft, the response's identifier among them: a form sent twice, before and after a reload, is
/// then still one response.
const KEPT: &str = "input:not([name=view]), textarea";

fn keep(key: &str) {
    let pairs = js_sys::Array::new();
    for element in all(KEPT) {
        let pair = match element.dyn_into::<HtmlInputElement>() {
            Ok(input) if is_ticked_kind(&input) && !input.checked() => continue,
            Ok(input) => (input.name(), input.value()),
            Err(element) => {
                let area: HtmlTextAreaElement = element.unchecked_into();
                (area.name(), area.value())
            }
        };
        pairs.push(&js_sys::Array::of2(&pair.0.into(), &pair.1.into()));
    }
    let text = js_sys::JSON::stringify(&pairs).ok().and_then(|text| text.as_string());
    if let (Some(storage), Some(text)) = (storage(), text) {
        // A full or forbidden storage leaves the page as it is without JavaScript.
        let _ = storage.set_item(key, &text);
    }
}

fn restore(key: &str) -> bool {
    let text = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    let parsed = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    let Some(pairs) = parsed.and_then(|parsed| parsed.dyn_into::<js_sys::Array>().ok()) else { return false };
    let pairs: Vec<(String, String)> = pairs.iter().filter_map(|pair| read_pair(&pair)).collect();
    for element in all(KEPT) {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) if is_ticked_kind(&input) => {
                input.set_checked(pairs.contains(&(input.name(), input.value())));
            }
            Ok(input) => {
                if let Some((_, value)) = pairs.iter().find(|(name, _)| *name == input.name()) {
                    input.set_value(value);
                }
            }
            Err(element) => {
                let area: HtmlTextAreaElement = element.unchecked_into();
                if let Some((_, value)) = pairs.iter().find(|(name, _)| *name == area.name()) {
                    area.set_value(value);
                }
            }
        }
    }
    if let (Some(form), Ok(event)) = (form(), Event::new("input")) {
        let _ = form.dispatch_event(&event);
    }
    !pairs.is_empty()
}

fn read_pair(pair: &JsValue) -> Option<(String, String)> {
    let pair: &js_sys::Array = pair.dyn_ref()?;
    Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
}

fn is_ticked_kind(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "radio" | "checkbox")
}
