//! `/sign-in`: name and password, and the code of the authenticator app after them.

use leptos::prelude::*;

use crate::parts::desk::FORM;
use crate::parts::document::Document;
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::looks::Keeps;

/// The field of the name.
pub const NAME: &str = "name";
/// The field of the password.
pub const PASSWORD: &str = "password";
/// The field of the code.
pub const CODE: &str = "code";
/// The hidden field of where to go afterwards.
pub const TO: &str = "to";

/// What somebody did just before they see the page that asks for name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// They set their password.
    PasswordSet,
    /// They signed out who had signed in at a provider of identities; with the address at which they can do so there too.
    SignedOut(Option<String>),
}

/// The page that asks for name and password.
#[component]
pub fn SignInPage(
    typed: Typed,
    /// What was just done.
    before: Option<Before>,
    /// The address of the way to a provider of identities, and the words that lead there; where there is one.
    provider: Option<(String, String)>,
    /// How many seconds to wait before the next attempt, after too many.
    wait: Option<i64>,
) -> impl IntoView {
    let words = use_words();
    let to = typed.value(TO);
    let wait = wait.map(|seconds| {
        view! { <div class="errors" role="alert">{words.with("sign-in-wait", &[("seconds", &seconds.to_string())])}</div> }
    });
    let before = before.map(|before| match before {
        Before::PasswordSet => view! { <p class="done" role="status">{words.t("password-set-done")}</p> }.into_any(),
        Before::SignedOut(farewell) => {
            let link = farewell.map(|address| view! { " " <a href=address>{words.t("signed-out-provider-too")}</a> });
            view! { <p class="done" role="status">{words.t("signed-out-provider")} {link}</p> }.into_any()
        }
    });
    let provider = provider.map(|(address, label)| {
        view! {
            <div class="card narrow provider">
                <a class="button primary" href=address>{label}</a>
                <p class="hint">{words.t("sign-in-provider-hint")}</p>
            </div>
            <h2>{words.t("sign-in-local")}</h2>
        }
    });
    view! {
        <Document title=words.t("sign-in-title") keeps=Some(Keeps::Page(FORM))>
            <h1>{words.t("sign-in-title")}</h1>
            <p class="lead">{words.t("sign-in-lead")}</p>
            {before}
            {wait}
            <TypedSummary typed=typed.clone()/>
            {provider}
            <form class="card narrow" id=FORM method="post" action="/sign-in">
                <input type="hidden" name=TO value=to/>
                <TextField typed=typed.clone() name=NAME label=words.t("account-name") autocomplete="username" longest=60 required=true/>
                <TextField
                    typed
                    name=PASSWORD
                    label=words.t("password")
                    kind="password"
                    autocomplete="current-password"
                    longest=256
                    required=true
                />
                <button class="primary" type="submit">{words.t("sign-in")}</button>
            </form>
            <p class="hint">{words.t("sign-in-forgotten")}</p>
        </Document>
    }
}

/// The page that asks for a code of the authenticator app.
#[component]
pub fn CodePage(typed: Typed, wait: Option<i64>) -> impl IntoView {
    let words = use_words();
    let to = typed.value(TO);
    let wait = wait.map(|seconds| {
        view! { <div class="errors" role="alert">{words.with("sign-in-wait", &[("seconds", &seconds.to_string())])}</div> }
    });
    view! {
        <Document title=words.t("code-title")>
            <h1>{words.t("code-title")}</h1>
            {wait}
            <TypedSummary typed=typed.clone()/>
            <form class="card narrow" method="post" action="/sign-in/code">
                <input type="hidden" name=TO value=to/>
                <TextField
                    typed
                    name=CODE
                    label=words.t("code-of-app")
                    hint=words.t("code-of-app-hint")
                    autocomplete="one-time-code"
                    longest=30
                    required=true
                />
                <button class="primary" type="submit">{words.t("sign-in")}</button>
            </form>
            <p><a href="/sign-in">{words.t("code-start-over")}</a></p>
        </Document>
    }
}
