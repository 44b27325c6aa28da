//! `/manage/invitations/{id}`: one list of invitations, and its withdrawal.

use leptos::prelude::*;

use super::invitations::{PATH, last_day};
use super::removal::SURE;
use crate::domain::invitation::Batch;
use crate::domain::period::LocalTime;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::rate::Rate;

/// The field of how often links had been made when the page was read: who sends it twice does not make them twice.
pub const ROUND: &str = "round";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The list.
    pub batch: Batch,
    /// Where its answers are counted, in words.
    pub place: String,
    /// Whether whoever reads the page runs the campaign; otherwise they only see the totals.
    pub is_own: bool,
    /// Whether links can still be made.
    pub is_open: bool,
    /// The key of the words for what was just done, or could not be.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn BatchPage(shown: BatchView) -> impl IntoView {
    let words = use_words();
    let BatchView { batch, place, is_own, is_open, done } = shown;
    let totals = batch.totals;
    let fact =
        |key: &'static str, number: u64| (number > 0).then(|| view! { <dt>{words.t(key)}</dt> <dd>{words.number(number)}</dd> });
    let when = |moment: i64| {
        let time = LocalTime::of(moment);
        format!("{} {}", time.clock(), time.date())
    };
    let ended = batch.withdrawn_at.map(|moment| {
        view! { <p class="done">{words.with("invitations-withdrawn-since", &[("date", &LocalTime::of(moment).date())])}</p> }
    });
    let own = is_own.then(|| {
        view! {
            <dl class="facts">
                <dt>{words.t("invitations-open")}</dt>
                <dd>{words.number(totals.open)}</dd>
                {fact("invitations-withdrawn", totals.withdrawn)}
                {fact("invitations-expired", totals.expired)}
                <dt>{words.t("invitations-until")}</dt>
                <dd>{last_day(&batch)}</dd>
                <dt>{words.t("invitations-issued-at")}</dt>
                <dd>{when(batch.created_at)}</dd>
                {batch.links_made_at.map(|moment| view! { <dt>{words.t("invitations-links-made")}</dt> <dd>{when(moment)}</dd> })}
            </dl>
        }
        .into_any()
    });
    let links = (is_own && is_open && totals.open > 0).then(|| view! { <Links batch=batch.clone()/> });
    let withdraw = (is_own && batch.withdrawn_at.is_none() && totals.open > 0).then(|| {
        view! {
            <section class="card">
                <h2>{words.t("invitations-withdraw")}</h2>
                <p>{words.t("invitations-withdraw-lead")}</p>
                <a class="button" href=format!("{PATH}/{}/withdrawal", batch.id)>{words.t("invitations-withdraw")} "…"</a>
            </section>
        }
        .into_any()
    });
    view! {
        <Desk title=batch.name.clone() here=PATH>
            <p><a href=PATH>{words.t("invitations-title")}</a></p>
            <h1>{batch.name.clone()}</h1>
            <p><a href=format!("/manage/points/{}", batch.point)>{place}</a></p>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            {ended}
            <section class="card">
                <h2>{words.t("rate")}</h2>
                <Rate totals/>
                {own}
            </section>
            {links}
            {withdraw}
        </Desk>
    }
}

/// What makes links: a button for the first; a question before new ones for those who have not answered, which end the old ones.
#[component]
fn Links(batch: Batch) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}/links", batch.id);
    let (title, lead, make) = if batch.rounds > 0 {
        let question = view! { <a class="button" href=address>{words.count("links-make", batch.totals.open)} "…"</a> };
        ("links-again", "links-again-lead", question.into_any())
    } else {
        ("links-first", "links-first-lead", view! { <MakeLinks batch/> }.into_any())
    };
    view! {
        <section class="card">
            <h2>{words.t(title)}</h2>
            <p>{words.t(lead)}</p>
            {make}
            <p class="hint">{words.t("links-hint")}</p>
        </section>
    }
    .into_any()
}

/// The button that makes them.
#[component]
fn MakeLinks(batch: Batch) -> impl IntoView {
    let words = use_words();
    let again = batch.rounds > 0;
    view! {
        <form method="post" action=format!("{PATH}/{}/links", batch.id)>
            <input type="hidden" name=ROUND value=batch.rounds.to_string()/>
            {again.then(|| view! { <input type="hidden" name=SURE value="yes"/> })}
            <div class="actions">
                <button class=if again { "danger" } else { "primary" } type="submit">
                    {words.count("links-make", batch.totals.open)}
                </button>
                {again.then(|| view! { <a class="button" href=format!("{PATH}/{}", batch.id)>{words.t("back")}</a> })}
            </div>
        </form>
    }
}

/// The page that asks before new links are made.
#[component]
pub fn LinksPage(batch: Batch) -> impl IntoView {
    let words = use_words();
    view! {
        <Desk title=words.t("links-again") here=PATH>
            <h1>{words.t("links-again")} ": " {batch.name.clone()}</h1>
            <p class="lead">{words.t("links-again-lead")}</p>
            <MakeLinks batch/>
            <p class="hint">{words.t("links-hint")}</p>
        </Desk>
    }
}

/// The page that asks before what is open of a list is withdrawn.
#[component]
pub fn BatchWithdrawalPage(batch: Batch) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", batch.id);
    view! {
        <Desk title=words.t("invitations-withdraw") here=PATH>
            <h1>{words.t("invitations-withdraw")} ": " {batch.name.clone()}</h1>
            <p class="lead">{words.t("invitations-withdraw-lead")}</p>
            <p>{words.count("invitations-withdraw-count", batch.totals.open)}</p>
            <form method="post" action=format!("{address}/withdrawal")>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("invitations-withdraw")}</button>
                    <a class="button" href=address.clone()>{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
