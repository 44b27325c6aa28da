//! The form in which a passkey answers. What authenticators are asked is bytes, which only a script can hand over: without one, and in a
//! browser that knows no passkeys, the form is not to be seen.

use leptos::prelude::*;

use super::escaping::Script;
use super::frame::use_words;

/// The hidden field of what the authenticator answers.
pub const ANSWER: &str = "answer";

/// The script that shows the forms and lets authenticators answer. It stands in the pages that have such a form, so that no citizen loads it.
const SCRIPT: &str = include_str!("passkeys.js");

/// The button by which an authenticator is asked, and the form that carries its answer. On a page with one, [`PasskeyScript`] comes after it.
#[component]
pub fn PasskeyForm(
    /// Where the answer goes.
    action: &'static str,
    /// What the authenticator is asked, as JSON; or the address at which that is to be had at the moment the button is pressed.
    asked: Asked,
    /// What goes along: hidden fields and their values.
    along: Vec<(&'static str, String)>,
    /// The words of the button.
    label: String,
    /// The key of the words for when nothing came of it.
    failed: &'static str,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let (address, options) = match asked {
        Asked::At(address) => (address, None),
        Asked::Now(options) => ("", Some(options)),
    };
    let along = along.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form
            class="card narrow"
            hidden
            method="post"
            action=action
            data-passkey=address
            data-options=options
            data-failed=words.t(failed)
        >
            {along}
            <input type="hidden" name=ANSWER value=""/>
            <p class="errors" role="alert" hidden></p>
            <button class="primary" type="submit">{label}</button>
            {children()}
        </form>
    }
}

/// Where it stands what an authenticator is asked.
#[derive(Clone, Debug)]
pub enum Asked {
    /// It is given at this address.
    At(&'static str),
    /// This is it, as JSON.
    Now(String),
}

/// The script of the forms on this page.
#[component]
pub fn PasskeyScript() -> impl IntoView {
    view! { <Script text=SCRIPT/> }
}
