//! `/manage/tokens`: by which other systems use the API, and making one.

use std::cmp::Reverse;

use leptos::prelude::*;

use crate::domain::api_token::{ApiRight, ApiToken};
use crate::domain::api_token_form::{LAST_DAY, LONGEST, NAME, RIGHT, UNIT};
use crate::domain::collation::SortKey;
use crate::domain::period::LocalTime;
use crate::domain::role::Scope;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/tokens";

/// The tokens that are asked for, sorted and a page of them.
#[must_use]
pub fn list(mut tokens: Vec<ApiToken>, asked: &Asked) -> Listed<ApiToken> {
    let finder = asked.finder();
    tokens.retain(|token| finder.finds([token.name.as_str(), token.scope.word(), token.created_by.as_str()]));
    match asked.sort.as_str() {
        "name" => tokens.sort_by_cached_key(|token| (SortKey::of(&token.name), token.id)),
        "used" => tokens.sort_by_key(|token| (Reverse(token.used_at), token.id)),
        "end" => tokens.sort_by_key(|token| (token.revoked_at.unwrap_or(token.expires_at), token.id)),
        _ => {}
    }
    if asked.descending {
        tokens.reverse();
    }
    asked.page(tokens)
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The tokens.
    pub listed: Listed<ApiToken>,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in which tokens may hold.
    pub offered: UnitChoice,
    /// Whether they may hold everywhere.
    pub everything: bool,
    /// The form for a new one.
    pub typed: Typed,
    /// UTC milliseconds.
    pub now: i64,
}

/// Where a token holds, in words.
#[must_use]
pub fn place(words: Words, units: &Tree<Unit>, scope: &Scope) -> String {
    match scope {
        Scope::Everything => words.t("scope-everything"),
        Scope::Unit(code) => units.get(code.as_str()).map_or_else(|| code.to_string(), |unit| unit.name.get(words.0).to_owned()),
    }
}

/// What a token opens, in words.
#[must_use]
pub fn opened(words: Words, rights: &[ApiRight]) -> String {
    rights.iter().map(|right| words.t(right.key())).collect::<Vec<_>>().join("; ")
}

/// When a token was last used, in words.
#[must_use]
pub fn used(words: Words, token: &ApiToken) -> String {
    token.used_at.map_or_else(|| words.t("never"), |at| LocalTime::of(at).date())
}

/// The last day on which something can be used that ends at `end` (UTC milliseconds, exclusive).
#[must_use]
pub fn last_day(end: i64) -> String {
    LocalTime::of(end - 1).date()
}

/// The page.
#[component]
pub fn TokensPage(shown: Tokens) -> impl IntoView {
    let words = use_words();
    let Tokens { listed: Listed { asked, found, shown }, units, offered, everything, typed, now } = shown;
    let empty = found == 0;
    let rows = shown
        .into_iter()
        .map(|token| {
            let (place, opened, used) = (place(words, &units, &token.scope), opened(words, &token.rights), used(words, &token));
            view! {
                <tr>
                    <th scope="row"><a href=format!("{PATH}/{}", token.id)>{token.name.clone()}</a></th>
                    <td>{place}</td>
                    <td>{opened}</td>
                    <td>{used}</td>
                    <td>{last_day(token.expires_at)}</td>
                    <td>{words.t(token.state(now).key())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Desk title=words.t("tokens-title") here=PATH keeps=true>
            <h1>{words.t("tokens-title")}</h1>
            <p class="lead">{words.t("tokens-lead")} " " <a href="/api/openapi.json">{words.t("tokens-description")}</a></p>
            <Search asked=asked.clone() path=PATH label=words.t("tokens-find")/>
            <NewToken typed offered everything/>
            {empty.then(|| view! { <p>{words.t("tokens-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("tokens-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="name" label=words.t("token-name")/>
                                        <th scope="col">{words.t("token-scope")}</th>
                                        <th scope="col">{words.t("token-rights")}</th>
                                        <Head asked=asked.clone() path=PATH column="used" label=words.t("token-used")/>
                                        <Head asked=asked.clone() path=PATH column="end" label=words.t("token-last-day")/>
                                        <th scope="col">{words.t("token-state")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

/// The form for a new token.
#[component]
fn NewToken(typed: Typed, offered: UnitChoice, everything: bool) -> impl IntoView {
    let words = use_words();
    let open = typed.is_begun(&[NAME, RIGHT]);
    let problem = typed.problem(RIGHT);
    let rights = ApiRight::ALL
        .into_iter()
        .map(|right| {
            let checked = typed.fields.has(RIGHT, right.word());
            view! {
                <label class="tick-line">
                    <input type="checkbox" name=RIGHT value=right.word() checked=checked/>
                    " " {words.t(right.key())}
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="card" open=open>
            <summary>{words.t("token-make")}</summary>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=PATH>
                <TextField
                    typed=typed.clone()
                    name=NAME
                    label=words.t("token-name")
                    hint=words.t("token-name-hint")
                    longest=LONGEST
                    required=true
                />
                <UnitField
                    typed=typed.clone()
                    name=UNIT
                    label=words.t("token-scope")
                    offered
                    none=everything.then(|| words.t("scope-everything"))
                />
                <fieldset id=RIGHT class="field">
                    <legend>{words.t("token-rights")}</legend>
                    {problem.map(|key| view! { <p class="problem" id=format!("{RIGHT}-problem")>{words.t(key)}</p> })}
                    {rights}
                </fieldset>
                <TextField
                    typed
                    name=LAST_DAY
                    label=words.t("token-last-day")
                    hint=words.t("token-last-day-hint")
                    kind="date"
                    longest=10
                    required=true
                />
                <button class="primary" type="submit">{words.t("token-make")}</button>
            </form>
        </details>
    }
    .into_any()
}
