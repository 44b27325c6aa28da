//! `/account`: one's own password, authenticator app, passkeys and sessions.

use leptos::prelude::*;
use uuid::Uuid;

use super::invitation::NewPassword;
use super::passkeys::{OwnPasskeys, PATH as PASSKEYS, PasskeysCard};
use super::sign_in::CODE;
use crate::domain::account::Account;
use crate::domain::period::LocalTime;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::parts::desk::{Desk, Grants};
use crate::parts::escaping::Picture;
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The field of the present password.
pub const PRESENT: &str = "present";
/// The field of a session's identifier.
pub const SESSION: &str = "session";
/// The hidden field of the secret that an app is to have, in base32.
pub const SECRET: &str = "secret";

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Its identifier.
    pub id: Uuid,
    /// What the browser said it is.
    pub browser: String,
    /// When it began: UTC milliseconds.
    pub created_at: i64,
    /// When it was last used: UTC milliseconds.
    pub seen_at: i64,
    /// Whether it is the one in which this page is read.
    pub present: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Own {
    /// The account.
    pub account: Account,
    /// All units, for the names of roles' units.
    pub units: Tree<Unit>,
    /// The sessions that last.
    pub sessions: Vec<OwnSession>,
    /// Whether the account may have a second factor of ours: of those who come from a provider of identities only where it is asked for.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
    /// The passkeys; none where the account can have none.
    pub passkeys: Option<OwnPasskeys>,
    /// The form of the password.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn AccountPage(own: Own) -> impl IntoView {
    let words = use_words();
    let Own { account, units, sessions, second_factor, recovery_codes, passkeys, typed, done } = own;
    let moment = |at: i64| format!("{} {}", LocalTime::of(at).clock(), LocalTime::of(at).date());
    let sessions = sessions
        .into_iter()
        .map(|session| {
            let end = if session.present {
                view! { <span class="hint">{words.t("session-this")}</span> }.into_any()
            } else {
                view! {
                    <form method="post" action="/account/sessions">
                        <input type="hidden" name=SESSION value=session.id.to_string()/>
                        <button type="submit">{words.t("session-end")}</button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{session.browser}</th>
                    <td>{moment(session.created_at)}</td>
                    <td>{moment(session.seen_at)}</td>
                    <td>{end}</td>
                </tr>
            }
        })
        .collect_view();
    let factor = if account.factors.app {
        view! {
            <p>{words.count("second-factor-on", recovery_codes)}</p>
            <div class="actions">
                <a class="button" href="/account/second-factor">{words.t("second-factor-anew")}</a>
                // Removing it asks for the password, which those who come from a provider do not have.
                {(!account.from_provider)
                    .then(|| view! { <a class="button" href="/account/second-factor/removal">{words.t("second-factor-remove")}</a> })}
            </div>
        }
        .into_any()
    } else {
        view! {
            <p>{words.t("second-factor-off")}</p>
            <p><a class="button" href="/account/second-factor">{words.t("second-factor-set")}</a></p>
        }
        .into_any()
    };
    view! {
        <Desk title=words.t("account-title") here="/account">
            <h1>{words.t("account-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{account.full_name.clone()}</h2>
                <p>{words.t("account-name")} ": " <strong>{account.name.to_string()}</strong></p>
                <Grants grants=account.grants.clone() units/>
                {account.from_provider.then(|| view! { <p class="hint">{words.t("account-from-provider")}</p> })}
            </section>
            {(!account.from_provider).then(|| view! { <PasswordCard name=account.name.to_string() typed/> }.into_any())}
            {second_factor
                .then(|| view! {
                    <section class="card">
                        <h2>{words.t("second-factor")}</h2>
                        {factor}
                    </section>
                })}
            {passkeys.map(|passkeys| view! { <PasskeysCard passkeys/> }.into_any())}
            <section class="card">
                <h2>{words.t("sessions")}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label=words.t("sessions")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.t("session-browser")}</th>
                                <th scope="col">{words.t("session-since")}</th>
                                <th scope="col">{words.t("session-seen")}</th>
                                <th scope="col">{words.t("session-action")}</th>
                            </tr>
                        </thead>
                        <tbody>{sessions}</tbody>
                    </table>
                </div>
            </section>
        </Desk>
    }
}

/// The form of a new password.
#[component]
fn PasswordCard(name: String, typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card">
            <h2>{words.t("password")}</h2>
            <form class="narrow" method="post" action="/account/password">
                <input type="hidden" name="username" autocomplete="username" value=name/>
                <PresentPassword typed=typed.clone()/>
                <NewPassword typed/>
                <button class="primary" type="submit">{words.t("password-change")}</button>
                <p class="hint">{words.t("password-change-hint")}</p>
            </form>
        </section>
    }
}

/// The page on which an app is set up: the picture to scan, and the field for the first code.
#[component]
pub fn SecondFactorPage(
    /// The picture, as SVG made by the program.
    picture: String,
    /// The secret for typing, in groups.
    secret: String,
    typed: Typed,
    /// Whether nothing else can be done before.
    needed: bool,
    /// Whether a passkey would do as well.
    passkeys: bool,
) -> impl IntoView {
    let words = use_words();
    let hidden = typed.value(SECRET);
    view! {
        <Desk title=words.t("second-factor") here="/account">
            <h1>{words.t("second-factor-set")}</h1>
            {needed.then(|| view! { <p class="errors">{words.t("second-factor-needed")}</p> })}
            {(needed && passkeys).then(|| view! { <p><a href=PASSKEYS>{words.t("second-factor-or-passkey")}</a></p> })}
            <TypedSummary typed=typed.clone()/>
            <ol class="steps">
                <li>{words.t("second-factor-step-app")}</li>
                <li>
                    {words.t("second-factor-step-scan")}
                    <Picture label=words.t("second-factor-picture") svg=picture/>
                    <p class="hint">{words.t("second-factor-type")}</p>
                    <p><code>{secret}</code></p>
                </li>
                <li>
                    {words.t("second-factor-step-code")}
                    <form class="narrow" method="post" action="/account/second-factor">
                        <input type="hidden" name=SECRET value=hidden/>
                        <TextField
                            typed
                            name=CODE
                            label=words.t("code-of-app")
                            autocomplete="one-time-code"
                            longest=30
                            required=true
                        />
                        <button class="primary" type="submit">{words.t("second-factor-confirm")}</button>
                    </form>
                </li>
            </ol>
        </Desk>
    }
}

/// The page that shows recovery codes, once.
#[component]
pub fn RecoveryPage(
    codes: Vec<String>,
    /// The key of the words for what was just done.
    done: &'static str,
) -> impl IntoView {
    let words = use_words();
    let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <Desk title=words.t("recovery-title") here="/account">
            <h1>{words.t("recovery-title")}</h1>
            <p class="done" role="status">{words.t(done)}</p>
            <p class="lead">{words.t("recovery-lead")}</p>
            <ul class="codes">{codes}</ul>
            <p><a class="button primary" href="/account">{words.t("recovery-kept")}</a></p>
        </Desk>
    }
}

/// The field of the present password, for whatever makes an account weaker or opens it in another way.
#[component]
pub fn PresentPassword(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <TextField
            typed
            name=PRESENT
            label=words.t("password-present")
            kind="password"
            autocomplete="current-password"
            longest=256
            required=true
        />
    }
}

/// The page that asks before an app is no longer asked for.
#[component]
pub fn RemovalPage(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("second-factor-remove") here="/account">
            <h1>{words.t("second-factor-remove")}</h1>
            <p class="lead">{words.t("second-factor-remove-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form class="card narrow" method="post" action="/account/second-factor/removal">
                <PresentPassword typed/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("second-factor-remove")}</button>
                    <a class="button" href="/account">{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
