//! The buttons for language, text size, contrast and light: plain submit buttons, so they work everywhere.

use leptos::prelude::*;

use super::frame::use_frame;
use crate::domain::language::Language;
use crate::domain::preferences::{Change, Preferences, Theme};

/// The form on the page that carries what somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// The form with this id takes the buttons as fields of its own.
    Itself(&'static str),
    /// The form with this id is posted to the address of the page, which comes back with what was typed (`http/kept.rs`).
    Page(&'static str),
}

/// The buttons. On a page whose form carries what was typed they belong to that form and post it, so that it comes back in the new look;
/// elsewhere they post to `/preferences`, which comes back here.
#[component]
pub fn Looks(keeps: Option<Keeps>) -> impl IntoView {
    let frame = use_frame();
    match keeps {
        Some(Keeps::Itself(form) | Keeps::Page(form)) => view! {
            // Enter in a text field presses the form's first button: that must be "send", not one of those that follow.
            <button class="unseen" type="submit" form=form tabindex="-1" aria-hidden="true"></button>
            <div class="looks"><Buttons keeps/></div>
        }
        .into_any(),
        None => view! {
            <form class="looks" method="post" action="/preferences">
                <input type="hidden" name="back" value=frame.path/>
                <Buttons keeps=None/>
            </form>
        }
        .into_any(),
    }
}

#[component]
fn Buttons(keeps: Option<Keeps>) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let form = keeps.map(|(Keeps::Itself(form) | Keeps::Page(form))| form);
    let to_page = matches!(keeps, Some(Keeps::Page(_)));
    let path = frame.path.clone();
    let address = move |change: Change| {
        to_page.then(|| format!("{path}{}{}={change}", if path.contains('?') { '&' } else { '?' }, Change::FIELD))
    };
    // A form that carries a file is sent without it, as text: the file would have to be chosen again in any case.
    let encoding = to_page.then_some("application/x-www-form-urlencoded");
    // A form that only looks something up is sent in its address: what was typed need not stand there.
    let method = to_page.then_some("post");
    let Preferences { language, size, high_contrast, theme } = frame.preferences;
    let for_button = address.clone();
    let button = move |change: Change, label: String, text: String, pressed: bool| {
        let label = (label != text).then_some(label);
        view! {
            <button
                type="submit"
                form=form
                formaction=for_button(change)
                formmethod=method
                formenctype=encoding
                formnovalidate=to_page
                name=Change::FIELD
                value=change.to_string()
                aria-label=label
                aria-pressed=pressed.then_some("true")
            >
                {text}
            </button>
        }
    };
    let languages = Language::ALL
        .into_iter()
        .map(|offered| {
            let pressed = offered == language;
            view! {
                <button
                    type="submit"
                    form=form
                    formaction=address(Change::Language(offered))
                    formmethod=method
                    formenctype=encoding
                    formnovalidate=to_page
                    name=Change::FIELD
                    value=Change::Language(offered).to_string()
                    lang=offered.tag()
                    aria-pressed=pressed.then_some("true")
                >
                    {offered.own_name()}
                </button>
            }
        })
        .collect_view();
    let themes = [(Theme::Auto, "theme-auto"), (Theme::Light, "theme-light"), (Theme::Dark, "theme-dark")]
        .into_iter()
        .map(|(offered, key)| button(Change::Theme(offered), words.t(key), words.t(key), offered == theme))
        .collect_view();
    view! {
        <span class="languages">{languages}</span>
        <details class="look">
            <summary aria-label=words.t("look")>"Aa"</summary>
            <div class="look-menu">
                {button(Change::Smaller, words.t("smaller"), "A−".to_owned(), false)}
                {button(Change::NormalSize, words.t("normal-size"), "A".to_owned(), size == 0)}
                {button(Change::Larger, words.t("larger"), "A+".to_owned(), false)}
                {button(Change::Contrast(!high_contrast), words.t("contrast"), words.t("contrast"), high_contrast)}
                {themes}
            </div>
        </details>
    }
}
