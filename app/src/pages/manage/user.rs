//! `/manage/users/{id}`: one account: its name and roles, a link for a new password, suspension.

use leptos::prelude::*;

use super::users::{FULL_NAME, PATH, ROLE, UNIT, roles, state};
use crate::domain::account::Account;
use crate::domain::period::LocalTime;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::{Desk, FORM, Grants};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The field that says whether the account is to be suspended (`yes`) or opened again (`no`).
pub const SUSPENDED: &str = "suspended";
/// The field of the roles that are to stay: a role and its unit with a space between.
pub const KEEP: &str = "keep";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct User {
    /// The account.
    pub account: Account,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in which roles may be given.
    pub offered: UnitChoice,
    /// Whether roles may be given everywhere.
    pub everything: bool,
    /// Whether it is the account of whoever reads the page: nobody takes their own rights away by accident.
    pub own: bool,
    /// Until when a link that was made can still be used: UTC milliseconds.
    pub link_until: Option<i64>,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// By what the holder comes to a password of their own.
#[component]
fn LinkCard(
    /// The address of the account.
    address: String,
    /// Until when a link that was made is good: UTC milliseconds.
    until: Option<i64>,
) -> impl IntoView {
    let words = use_words();
    let link = format!("{address}/link");
    view! {
        <section class="card">
            <h2>{words.t("user-link")}</h2>
            <p>{words.t("user-link-lead")}</p>
            {match until {
                // It would end the one that somebody may be about to use, so it asks first.
                Some(until) => view! {
                    <p>{unused(words, until)}</p>
                    <a class="button" href=link>{words.t("user-link-make")} "…"</a>
                }
                .into_any(),
                None => view! {
                    <form method="post" action=link>
                        <button type="submit">{words.t("user-link-make")}</button>
                    </form>
                }
                .into_any(),
            }}
        </section>
    }
}

/// The page.
#[component]
pub fn UserPage(user: User) -> impl IntoView {
    let words = use_words();
    let User { account, units, offered, everything, own, link_until, typed, done } = user;
    let address = format!("{PATH}/{}", account.id);
    let moment = |at: i64| format!("{} {}", LocalTime::of(at).clock(), LocalTime::of(at).date());
    let again = !typed.problems.is_empty();
    let kept = account
        .grants
        .iter()
        .map(|grant| {
            let value = format!("{} {}", grant.role.word(), grant.scope.word());
            let checked = !again || typed.fields.has(KEEP, &value);
            let place = match grant.scope.word() {
                "" => words.t("scope-everything"),
                code => units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(words.0).to_owned()),
            };
            view! {
                <label class="tick-line">
                    <input type="checkbox" name=KEEP value=value checked=checked/>
                    " " {words.t(grant.role.key())} " – " {place}
                </label>
            }
        })
        .collect_view();
    let none = std::iter::once((String::new(), words.t("role-none")));
    let more_roles = none.chain(roles(words)).collect();
    let suspended = account.suspended_at.is_some();
    // Why name and roles cannot be changed here.
    let fixed = if own { Some("user-own") } else { account.from_provider.then_some("user-from-provider") };
    view! {
        <Desk title=account.full_name.clone() here=PATH keeps=fixed.is_none()>
            <p><a href=PATH>{words.t("users-title")}</a></p>
            <h1>{account.full_name.clone()}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("account-name")}</dt>
                    <dd>{account.name.to_string()}</dd>
                    <dt>{words.t("user-state")}</dt>
                    <dd>{state(words, &account)}</dd>
                    <dt>{words.t("user-since")}</dt>
                    <dd>{moment(account.created_at)}</dd>
                    <dt>{words.t("user-seen")}</dt>
                    <dd>{account.signed_in_at.map_or_else(|| words.t("never"), moment)}</dd>
                </dl>
            </section>
            {fixed
                .map(|key| view! {
                    <section class="card">
                        <Grants grants=account.grants.clone() units=units.clone()/>
                        <p class="hint">{words.t(key)}</p>
                        {own.then(|| view! { <p><a class="button" href="/account">{words.t("account-title")}</a></p> })}
                    </section>
                })}
            {fixed
                .is_none()
                .then(|| view! {
                    <section class="card">
                        <h2>{words.t("user-change")}</h2>
                        <form id=FORM class="narrow" method="post" action=address.clone()>
                            <TextField
                                typed=typed.clone()
                                name=FULL_NAME
                                label=words.t("full-name")
                                longest=Account::LONGEST_FULL_NAME
                                required=true
                            />
                            <fieldset>
                                <legend>{words.t("roles")}</legend>
                                {kept}
                            </fieldset>
                            <SelectField typed=typed.clone() name=ROLE label=words.t("role-more") options=more_roles/>
                            <UnitField typed name=UNIT label=words.t("scope") offered none=everything.then(|| words.t("scope-everything"))/>
                            <button class="primary" type="submit">{words.t("save")}</button>
                        </form>
                    </section>
                    <LinkCard address=address.clone() until=link_until/>
                })}
            {(!own)
                .then(|| view! {
                    <section class="card">
                        <h2>{words.t(if suspended { "user-restore" } else { "user-suspend" })}</h2>
                        <p>{words.t(if suspended { "user-restore-lead" } else { "user-suspend-lead" })}</p>
                        <a class="button" href=format!("{address}/suspension")>
                            {words.t(if suspended { "user-restore" } else { "user-suspend" })} "…"
                        </a>
                    </section>
                })}
        </Desk>
    }
}

/// The page that asks before an account is suspended or opened again.
#[component]
pub fn SuspensionPage(account: Account) -> impl IntoView {
    let words = use_words();
    let suspended = account.suspended_at.is_some();
    let key = if suspended { "user-restore" } else { "user-suspend" };
    let address = format!("{PATH}/{}", account.id);
    view! {
        <Desk title=words.t(key) here=PATH>
            <h1>{words.t(key)} ": " {account.full_name.clone()}</h1>
            <p class="lead">{words.t(if suspended { "user-restore-lead" } else { "user-suspend-lead" })}</p>
            <form method="post" action=format!("{address}/suspension")>
                <input type="hidden" name=SUSPENDED value=if suspended { "no" } else { "yes" }/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t(key)}</button>
                    <a class="button" href=address.clone()>{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}

/// That a link can still be used.
fn unused(words: Words, until: i64) -> String {
    let time = LocalTime::of(until);
    words.with("user-link-unused", &[("time", &time.clock()), ("date", &time.date())])
}

/// The page that asks before a link is made.
#[component]
pub fn LinkQuestionPage(account: Account, until: Option<i64>) -> impl IntoView {
    let words = use_words();
    let back = format!("{PATH}/{}", account.id);
    let lead =
        [until.map(|until| unused(words, until)), Some(words.t("user-link-lead"))].into_iter().flatten().collect::<Vec<_>>();
    let ask = Ask {
        title: words.t("user-link-make"),
        name: account.full_name,
        lead: lead.join(" "),
        action: format!("{back}/link"),
        back,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("user-link-make") here=PATH>
            <Question ask/>
        </Desk>
    }
}

/// The page that shows a link, once.
#[component]
pub fn LinkPage(account: Account, link: String, until: i64) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(until);
    view! {
        <Desk title=words.t("user-link") here=PATH>
            <h1>{words.t("user-link")}</h1>
            <p class="lead">{words.with("user-link-for", &[("name", &account.full_name)])}</p>
            <p><code class="link">{link}</code></p>
            <p>{words.with("user-link-until", &[("time", &time.clock()), ("date", &time.date())])}</p>
            <p><a class="button" href=format!("{PATH}/{}", account.id)>{account.full_name.clone()}</a></p>
        </Desk>
    }
}
