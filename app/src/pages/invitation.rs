//! `/invitation/{token}`: a link that works once, by which somebody sets their password.

use leptos::prelude::*;

use crate::domain::account::Account;
use crate::parts::document::Document;
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The field of the new password.
pub const PASSWORD: &str = "password";
/// The field in which it is repeated.
pub const AGAIN: &str = "again";

/// The page.
#[component]
pub fn InvitationPage(account: Account, typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <Document title=words.t("invitation-title")>
            <h1>{words.with("invitation-welcome", &[("name", &account.full_name)])}</h1>
            <p class="lead">{words.with("invitation-lead", &[("account", account.name.as_str())])}</p>
            <TypedSummary typed=typed.clone()/>
            <form class="card narrow" method="post">
                // Password managers look for a name beside a new password.
                <input type="hidden" name="username" autocomplete="username" value=account.name.to_string()/>
                <NewPassword typed/>
                <button class="primary" type="submit">{words.t("password-set")}</button>
            </form>
        </Document>
    }
}

/// The two fields of a new password.
#[component]
pub fn NewPassword(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <TextField
            typed=typed.clone()
            name=PASSWORD
            label=words.t("password-new")
            hint=words.t("password-rule")
            kind="password"
            autocomplete="new-password"
            longest=256
            required=true
        />
        <TextField
            typed
            name=AGAIN
            label=words.t("password-again")
            kind="password"
            autocomplete="new-password"
            longest=256
            required=true
        />
    }
}
