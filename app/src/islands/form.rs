//! The questionnaire's form as the islands see it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, HtmlElement, HtmlFormElement, HtmlInputElement, Storage};

use crate::domain::submission::{FORM, field};

/// The document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The form, where the page has one.
pub fn form() -> Option<HtmlFormElement> {
    document()?.get_element_by_id(FORM)?.dyn_into().ok()
}

/// The elements below the form that a selector finds.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let found = form().and_then(|form| form.query_selector_all(selector).ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// What is answered to an item at this moment, as [`Answers::given`](crate::domain::answer::Answers::given) tells it on the server.
pub fn given(item: &str) -> Vec<String> {
    let name = field(item);
    all(&format!("[name='{name}']"))
        .into_iter()
        .filter_map(|element| match element.dyn_into::<HtmlInputElement>() {
            Ok(input) if matches!(input.type_().as_str(), "radio" | "checkbox") => input.checked().then(|| input.value()),
            Ok(input) => Some(input.value()),
            Err(element) => element.dyn_into::<web_sys::HtmlTextAreaElement>().ok().map(|area| area.value()),
        })
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect()
}

/// Runs `act` on every event of this name that reaches the form, for as long as the page lives.
pub fn on(event: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act);
    if let Some(form) = form() {
        // Without the listener the page is what it is without JavaScript, so a refusal needs no answer.
        let _ = form.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    }
    act.forget();
}

/// The device's own storage; `None` where the browser refuses it.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The name under which a collection point's draft is kept on the device.
pub fn draft_key(code: &str) -> String {
    format!("hailong-draft-{code}")
}
