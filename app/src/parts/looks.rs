//! The buttons for language, text size, contrast and light: plain submit buttons, so they work everywhere.

use leptos::prelude::*;

use super::frame::use_frame;
use crate::domain::language::Language;
use crate::domain::preferences::{Change, Preferences, Theme};

/// The buttons. On a page whose form carries answers they belong to that form and post it, so that what was typed comes back in the
/// new look; elsewhere they post to `/preferences`, which comes back here.
#[component]
pub fn Looks(keeps: Option<&'static str>) -> impl IntoView {
    let frame = use_frame();
    match keeps {
        Some(form) => view! {
            // Enter in a text field presses the form's first button: that must be "send", not one of those that follow.
            <button class="unseen" type="submit" form=form tabindex="-1" aria-hidden="true"></button>
            <div class="looks"><Buttons form=Some(form)/></div>
        }
        .into_any(),
        None => view! {
            <form class="looks" method="post" action="/preferences">
                <input type="hidden" name="back" value=frame.path/>
                <Buttons form=None/>
            </form>
        }
        .into_any(),
    }
}

#[component]
fn Buttons(form: Option<&'static str>) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let Preferences { language, size, high_contrast, theme } = frame.preferences;
    let button = move |change: Change, label: String, text: String, pressed: bool| {
        let label = (label != text).then_some(label);
        view! {
            <button
                type="submit"
                form=form
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
