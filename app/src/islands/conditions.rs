//! Items that are asked only if something else was answered appear when it is; sections that need consent open when it is given.

use leptos::prelude::*;

use super::form::{all, given, on};
use crate::domain::questionnaire::condition::Condition;

/// Shows and hides conditional items as answers change. What is hidden keeps its answer; the server leaves it out if it does not apply.
#[island]
pub fn Conditions() -> impl IntoView {
    Effect::new(|_| {
        apply();
        on("input", |_| apply());
    });
}

fn apply() {
    for item in all("[data-ask-if]") {
        let condition: Option<Condition> = item.get_attribute("data-ask-if").and_then(|text| text.parse().ok());
        // A condition that cannot be read hides nothing.
        item.set_hidden(condition.is_some_and(|condition| !condition.shows(&given)));
    }
    for section in all("[data-consent]") {
        let Ok(items) = section.query_selector_all(".item") else { continue };
        let agreed = section.query_selector(".consent input:checked").is_ok_and(|ticked| ticked.is_some());
        for place in 0..items.length() {
            if let Some(item) = items.item(place) {
                let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(item);
                element.set_hidden(!agreed);
            }
        }
    }
}
