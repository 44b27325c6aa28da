//! `/account/passkeys`: a passkey is added to one's own account, or removed; and how they stand on `/account`.

use leptos::prelude::*;
use uuid::Uuid;

use super::account::PresentPassword;
use crate::domain::period::LocalTime;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::passkeys::{Asked, PasskeyForm, PasskeyScript};

/// The address at which one is added.
pub const PATH: &str = "/account/passkeys";
/// The address to which the authenticator's answer goes.
pub const NEW: &str = "/account/passkeys/new";
/// The field of the name by which its holder knows it.
pub const NAME: &str = "passkey";
/// The longest such name, in characters.
pub const LONGEST_NAME: usize = 60;

/// A passkey as its holder sees it.
#[derive(Clone, Debug)]
pub struct OwnPasskey {
    /// Its identifier.
    pub id: Uuid,
    /// What its holder calls it.
    pub name: String,
    /// When it was added: UTC milliseconds.
    pub added_at: i64,
    /// When it was last used: UTC milliseconds.
    pub used_at: Option<i64>,
}

/// The passkeys of an account.
#[derive(Clone, Debug)]
pub struct OwnPasskeys {
    /// The oldest first.
    pub all: Vec<OwnPasskey>,
    /// The address of the installation, where no browser makes passkeys for it.
    pub unfit: Option<String>,
    /// How many recovery codes are left, where no authenticator app has its own words for them.
    pub recovery_codes: Option<u64>,
}

/// The passkeys on the page of one's own account.
#[component]
pub fn PasskeysCard(passkeys: OwnPasskeys) -> impl IntoView {
    let words = use_words();
    let OwnPasskeys { all, unfit, recovery_codes } = passkeys;
    let moment = |at: i64| format!("{} {}", LocalTime::of(at).clock(), LocalTime::of(at).date());
    let rows = all
        .iter()
        .map(|passkey| {
            let name = passkey.name.clone();
            let remove = format!("{}: {name}", words.t("passkey-remove"));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{moment(passkey.added_at)}</td>
                    <td>{passkey.used_at.map_or_else(|| words.t("passkey-never"), moment)}</td>
                    <td><a href=format!("{PATH}/{}/removal", passkey.id) aria-label=remove>{words.t("passkey-remove-short")}</a></td>
                </tr>
            }
        })
        .collect_view();
    let table = (!all.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("passkeys")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("passkey-name")}</th>
                            <th scope="col">{words.t("passkey-added")}</th>
                            <th scope="col">{words.t("passkey-used")}</th>
                            <th scope="col">{words.t("session-action")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let add = match unfit {
        Some(address) => view! { <p class="hint">{words.with("passkeys-unfit", &[("address", &address)])}</p> }.into_any(),
        None => view! { <p><a class="button" href=PATH>{words.t("passkey-add")}</a></p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2>{words.t("passkeys")}</h2>
            <p>{words.t("passkeys-lead")}</p>
            {table}
            {recovery_codes.map(|left| view! { <p class="hint">{words.count("passkey-codes", left)}</p> })}
            {add}
        </section>
    }
}

/// The page that asks for the name of a new passkey and for the present password.
#[component]
pub fn AddPasskeyPage(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("passkey-add") here="/account" keeps=true>
            <h1>{words.t("passkey-add")}</h1>
            <p class="lead">{words.t("passkey-add-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form class="card narrow" id=FORM method="post" action=PATH>
                <TextField
                    typed=typed.clone()
                    name=NAME
                    label=words.t("passkey-name")
                    hint=words.t("passkey-name-hint")
                    longest=LONGEST_NAME
                    required=true
                />
                <PresentPassword typed/>
                <p class="hint">{words.t("passkey-then")}</p>
                <div class="actions">
                    <button class="primary" type="submit">{words.t("passkey-next")}</button>
                    <a class="button" href="/account">{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}

/// The page on which the authenticator makes the key.
#[component]
pub fn MakePasskeyPage(
    /// What it is to be called.
    name: String,
    /// What the authenticator is asked, as JSON.
    options: String,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("passkey-add") here="/account">
            <h1>{words.t("passkey-add")}</h1>
            <p class="lead">{words.with("passkey-make-lead", &[("name", &name)])}</p>
            <p class="errors" data-without-passkeys="">{words.t("passkey-no-browser")}</p>
            <PasskeyForm
                action=NEW
                asked=Asked::Now(options)
                along=vec![(NAME, name)]
                label=words.t("passkey-make")
                failed="passkey-not-made"
            >
                <p class="hint">{words.t("passkey-make-hint")}</p>
            </PasskeyForm>
            <p><a class="button" href="/account">{words.t("cancel")}</a></p>
            <PasskeyScript/>
        </Desk>
    }
}

/// The page that asks before a passkey is removed.
#[component]
pub fn RemovePasskeyPage(
    passkey: OwnPasskey,
    /// Whether nothing is asked for besides the password afterwards.
    last: bool,
    typed: Typed,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("passkey-remove") here="/account">
            <h1>{words.t("passkey-remove")}</h1>
            <p class="lead">{words.with("passkey-remove-lead", &[("name", &passkey.name)])}</p>
            {last.then(|| view! { <p>{words.t("second-factor-remove-lead")}</p> })}
            <TypedSummary typed=typed.clone()/>
            <form class="card narrow" method="post" action=format!("{PATH}/{}/removal", passkey.id)>
                <PresentPassword typed/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("passkey-remove")}</button>
                    <a class="button" href="/account">{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
