//! `/manage/tokens/{id}`: one token of the API; what is shown once when it is made; and its end.

use leptos::prelude::*;

use super::tokens::{PATH, last_day, opened, place, used};
use crate::domain::api_token::{ApiToken, TokenState};
use crate::domain::period::LocalTime;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct TokenView {
    /// The token.
    pub token: ApiToken,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
    /// UTC milliseconds.
    pub now: i64,
}

/// The page.
#[component]
pub fn TokenPage(shown: TokenView) -> impl IntoView {
    let words = use_words();
    let TokenView { token, units, done, now } = shown;
    let moment = |at: i64| format!("{} {}", LocalTime::of(at).clock(), LocalTime::of(at).date());
    let state = token.state(now);
    let state_text = match token.revoked_at {
        Some(at) => format!("{}, {}", words.t(state.key()), moment(at)),
        None => words.t(state.key()),
    };
    let revocation = (state == TokenState::Valid).then(|| {
        view! {
            <section class="card">
                <h2>{words.t("token-revoke")}</h2>
                <p>{words.t("token-revoke-lead")}</p>
                <a class="button" href=format!("{PATH}/{}/revocation", token.id)>{words.t("token-revoke")} "…"</a>
            </section>
        }
    });
    view! {
        <Desk title=token.name.clone() here=PATH>
            <p><a href=PATH>{words.t("tokens-title")}</a></p>
            <h1>{token.name.clone()}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("token-state")}</dt>
                    <dd>{state_text}</dd>
                    <dt>{words.t("token-scope")}</dt>
                    <dd>{place(words, &units, &token.scope)}</dd>
                    <dt>{words.t("token-rights")}</dt>
                    <dd>{opened(words, &token.rights)}</dd>
                    <dt>{words.t("token-last-day")}</dt>
                    <dd>{last_day(token.expires_at)}</dd>
                    <dt>{words.t("token-used")}</dt>
                    <dd>{used(words, &token)}</dd>
                    <dt>{words.t("token-made")}</dt>
                    <dd>{moment(token.created_at)} ", " {token.created_by.clone()}</dd>
                </dl>
            </section>
            {revocation}
        </Desk>
    }
}

/// The page of a token that was just made: the only one that ever shows it.
#[component]
pub fn TokenMadePage(
    token: ApiToken,
    /// What opens the API.
    secret: String,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("token-new") here=PATH>
            <h1>{words.t("token-new")}</h1>
            <p class="lead">{words.with("token-new-for", &[("name", &token.name)])}</p>
            <p><code class="link">{secret}</code></p>
            <p>{words.t("token-new-once")}</p>
            <p><a class="button" href=format!("{PATH}/{}", token.id)>{token.name.clone()}</a></p>
        </Desk>
    }
}

/// The page that asks before a token is revoked.
#[component]
pub fn TokenRevocationPage(token: ApiToken) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", token.id);
    let ask = Ask {
        title: words.t("token-revoke"),
        name: token.name,
        lead: words.t("token-revoke-lead"),
        action: format!("{address}/revocation"),
        back: address,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("token-revoke") here=PATH>
            <Question ask/>
        </Desk>
    }
}
