//! The long form becomes one screen after another.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, SubmitEvent};

use super::form::{all, document, form, on};
use crate::domain::preferences::Change;

/// The bar with back, progress and next. Sections in which nothing is asked are passed over.
#[island]
pub fn Stepper(
    next: String,
    back: String,
    /// With `{n}` and `{total}`.
    progress: String,
    sending: String,
) -> impl IntoView {
    let place = RwSignal::new(Place::default());
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(form) = form() {
            let _ = form.class_list().add_1("stepped");
        }
        let first_wrong = steps().iter().position(|step| step.query_selector(".wrong").is_ok_and(|wrong| wrong.is_some()));
        place.set(show(first_wrong.unwrap_or(0)));
        ready.set(true);
        if let Some(errors) = document().and_then(|document| document.query_selector(".errors").ok().flatten()) {
            let _ = errors.unchecked_into::<HtmlElement>().focus();
        }
        on("input", move |_| place.set(show(place.get_untracked().step)));
        let sending = sending.clone();
        on("submit", move |event| submit(&event, place, &sending));
    });
    let text = move || {
        let Place { number, total, .. } = place.get();
        progress.replace("{n}", &number.to_string()).replace("{total}", &total.to_string())
    };
    view! {
        <div class="stepper" hidden=move || !ready.get()>
            <button type="button" class="back" disabled=move || place.get().previous.is_none() on:click=move |_| go(place, |place| place.previous)>
                {back}
            </button>
            <p aria-live="polite">
                <span>{text}</span>
                <progress max=move || place.get().total value=move || place.get().number aria-hidden="true"></progress>
            </p>
            <button type="button" class="primary" hidden=move || place.get().next.is_none() on:click=move |_| go(place, |place| place.next)>
                {next}
            </button>
        </div>
    }
}

/// Where someone is in the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    step: usize,
    previous: Option<usize>,
    next: Option<usize>,
    /// Which of the sections that are asked, from 1.
    number: usize,
    /// How many are asked.
    total: usize,
}

fn steps() -> Vec<HtmlElement> {
    all("[data-step]")
}

/// Whether a section asks anything at the moment.
fn asks(step: &HtmlElement) -> bool {
    step.query_selector(".item:not([hidden]), .consent").is_ok_and(|item| item.is_some())
}

/// Shows one section, and the button to send only on the last that asks something.
fn show(step: usize) -> Place {
    let steps = steps();
    for (other, section) in steps.iter().enumerate() {
        section.set_hidden(other != step);
    }
    let asked: Vec<usize> = steps.iter().enumerate().filter(|(_, section)| asks(section)).map(|(place, _)| place).collect();
    let place = Place {
        step,
        previous: asked.iter().copied().rfind(|other| *other < step),
        next: asked.iter().copied().find(|other| *other > step),
        number: asked.iter().filter(|other| **other <= step).count(),
        total: asked.len(),
    };
    for send in all(".send") {
        send.set_hidden(place.next.is_some());
    }
    place
}

/// Goes to another section and tells its title to those who listen.
fn go(place: RwSignal<Place>, to: impl Fn(Place) -> Option<usize>) {
    let Some(step) = to(place.get_untracked()) else { return };
    place.set(show(step));
    let heading = steps().get(step).and_then(|section| section.query_selector("h2").ok().flatten());
    if let Some(heading) = heading {
        let _ = heading.unchecked_into::<HtmlElement>().focus();
    }
    if let Some(form) = form() {
        form.scroll_into_view();
    }
}

/// Enter in a text field goes on instead of sending an unfinished form; the last step sends, and says so.
fn submit(event: &Event, place: RwSignal<Place>, sending: &str) {
    let submitter = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    let changes_looks = submitter.as_ref().is_some_and(|button| button.get_attribute("name").as_deref() == Some(Change::FIELD));
    if changes_looks {
        return;
    }
    if place.get_untracked().next.is_some() {
        event.prevent_default();
        go(place, |place| place.next);
    } else if let Some(button) = all(".send button").first() {
        // The button stays usable: on a bad network a second press is a second try, and the store takes it as the same response.
        button.set_text_content(Some(sending));
    }
}
