//! `/sign-in`: name and password, and the code of the authenticator app after them; or a passkey instead of either.

use leptos::prelude::*;

use crate::domain::account::Factors;
use crate::parts::desk::FORM;
use crate::parts::document::Document;
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::looks::Keeps;
use crate::parts::passkeys::{Asked, PasskeyForm, PasskeyScript};

/// The field of the name.
pub const NAME: &str = "name";
/// The field of the password.
pub const PASSWORD: &str = "password";
/// The field of the code.
pub const CODE: &str = "code";
/// The hidden field of where to go afterwards.
pub const TO: &str = "to";

/// The address to which a passkey's answer goes that signs somebody in.
pub const PASSKEY: &str = "/sign-in/passkey";
/// The address at which it is told what that passkey is to sign.
pub const PASSKEY_CHALLENGE: &str = "/sign-in/passkey/challenge";
/// The address to which a passkey's answer goes after the password.
pub const CODE_PASSKEY: &str = "/sign-in/code/passkey";
/// The address at which it is told what that passkey is to sign.
pub const CODE_PASSKEY_CHALLENGE: &str = "/sign-in/code/passkey/challenge";

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
    /// Whether a passkey may sign instead.
    passkeys: bool,
    /// How many seconds to wait before the next attempt, after too many.
    wait: Option<i64>,
) -> impl IntoView {
    let words = use_words();
    let to = typed.value(TO);
    let passkey = passkeys.then(|| passkey_form((PASSKEY, PASSKEY_CHALLENGE), to.clone()));
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
            {passkey}
            <p class="hint">{words.t("sign-in-forgotten")}</p>
        </Document>
    }
}

/// The form in which a passkey answers, and its script.
fn passkey_form((action, challenge): (&'static str, &'static str), to: String) -> impl IntoView {
    let words = use_words();
    view! {
        <PasskeyForm
            action=action
            asked=Asked::At(challenge)
            along=vec![(TO, to)]
            label=words.t("sign-in-passkey")
            failed="sign-in-passkey-failed"
        >
            <p class="hint">{words.t("sign-in-passkey-hint")}</p>
        </PasskeyForm>
        <PasskeyScript/>
    }
}

/// The page that asks for a code of the authenticator app, or for a passkey.
#[component]
pub fn CodePage(
    typed: Typed,
    /// What would do; a recovery code always does.
    factors: Factors,
    wait: Option<i64>,
) -> impl IntoView {
    let words = use_words();
    let to = typed.value(TO);
    let passkey = factors.passkey.then(|| passkey_form((CODE_PASSKEY, CODE_PASSKEY_CHALLENGE), to.clone()));
    // What somebody has besides recovery codes comes first.
    let (before, after) = if factors.app { (None, passkey) } else { (passkey, None) };
    let (label, hint) =
        if factors.app { ("code-of-app", "code-of-app-hint") } else { ("code-of-recovery", "code-of-recovery-hint") };
    let wait = wait.map(|seconds| {
        view! { <div class="errors" role="alert">{words.with("sign-in-wait", &[("seconds", &seconds.to_string())])}</div> }
    });
    view! {
        <Document title=words.t("code-title")>
            <h1>{words.t("code-title")}</h1>
            {wait}
            <TypedSummary typed=typed.clone()/>
            {before}
            <form class="card narrow" method="post" action="/sign-in/code">
                <input type="hidden" name=TO value=to/>
                <TextField
                    typed
                    name=CODE
                    label=words.t(label)
                    hint=words.t(hint)
                    autocomplete="one-time-code"
                    longest=30
                    required=true
                />
                <button class="primary" type="submit">{words.t("sign-in")}</button>
            </form>
            {after}
            <p><a href="/sign-in">{words.t("code-start-over")}</a></p>
        </Document>
    }
}
