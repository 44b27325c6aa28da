//! `/manage/retention/{id}`: what of one campaign is erased when, and the order that nothing of it is erased.

use leptos::prelude::*;

use super::campaigns::period;
use super::retention::{PATH, kind_key, months, told};
use crate::domain::campaign::Campaign;
use crate::domain::period::LocalTime;
use crate::domain::retention::{Kind, Retention, Stage};
use crate::domain::retention_form::{LONGEST_REASON, REASON};
use crate::domain::role::Right;
use crate::domain::texts::Texts;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::{use_frame, use_words};

/// What was erased of a kind: responses, texts, elements of the sample, notes of who entered.
pub type Rows = [u64; 4];

/// An order that nothing is erased, as it is shown.
#[derive(Clone, Debug)]
pub struct HoldView {
    /// Since when: UTC milliseconds.
    pub since: i64,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RetainedView {
    /// The campaign.
    pub campaign: Campaign,
    /// The name of its owner.
    pub owner: Texts,
    /// What holds.
    pub retention: Retention,
    /// How each kind stands, in the order of [`Kind::ALL`], and what was erased so far.
    pub stages: [(Stage, Rows); 3],
    /// The order under which it is held.
    pub hold: Option<HoldView>,
    /// The form for such an order.
    pub typed: Typed,
    /// The moment: UTC milliseconds.
    pub now: i64,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn RetainedPage(shown: RetainedView) -> impl IntoView {
    let words = use_words();
    let RetainedView { campaign, owner, retention, stages, hold, typed, now, done } = shown;
    let title = campaign.title.get(words.0).to_owned();
    let is_held = hold.is_some();
    let at = format!("{PATH}/{}", campaign.id);
    let rows = Kind::ALL
        .into_iter()
        .zip(stages)
        .map(|(kind, (stage, rows))| {
            view! {
                <tr>
                    <th scope="row">{words.t(kind_key(kind))}</th>
                    <td>{months(words, retention.periods.of(kind))}</td>
                    <td>{told(words, stage, is_held, now)}</td>
                    <td>{erased(words, rows)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Desk title=title.clone() here=PATH keeps=!is_held>
            <p><a href=PATH>{words.t("retention-title")}</a></p>
            <h1>{words.t("retention-title")} ": " {title}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("campaign-owner")}</dt>
                    <dd>{owner.get(words.0).to_owned()}</dd>
                    <dt>{words.t("campaign-period")}</dt>
                    <dd>{period((campaign.opens_at, campaign.closes_at))}</dd>
                </dl>
                <div class="scroll" tabindex="0" role="region" aria-label=words.t("retention-what")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.t("retention-what")}</th>
                                <th scope="col">{words.t("retention-how-long")}</th>
                                <th scope="col">{words.t("retention-when")}</th>
                                <th scope="col">{words.t("retention-so-far")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="hint">{words.t("retention-counts-stay")}</p>
            </section>
            <HoldCard at hold typed/>
        </Desk>
    }
}

/// How many rows were erased, in words; nothing where there were none.
fn erased(words: crate::text::Words, rows: Rows) -> String {
    let keys = ["retention-rows-responses", "retention-rows-texts", "retention-rows-elements", "retention-rows-entries"];
    let parts = keys.into_iter().zip(rows).filter(|(_, rows)| *rows > 0).map(|(key, rows)| words.count(key, rows));
    parts.collect::<Vec<_>>().join(", ")
}

/// The order that holds, with the way to lift it; or the form for one.
#[component]
fn HoldCard(at: String, hold: Option<HoldView>, typed: Typed) -> impl IntoView {
    let words = use_words();
    match hold {
        Some(HoldView { since, by, reason }) => {
            let time = LocalTime::of(since);
            view! {
                <section class="card">
                    <h2>{words.t("hold-title")}</h2>
                    <dl class="facts">
                        <dt>{words.t("hold-since")}</dt>
                        <dd>{format!("{} {}", time.clock(), time.date())}</dd>
                        <dt>{words.t("hold-by")}</dt>
                        <dd>{by}</dd>
                        <dt>{words.t("hold-reason")}</dt>
                        <dd>{reason}</dd>
                    </dl>
                    <p>{words.t("hold-means")}</p>
                    <a class="button" href=format!("{at}/lifting")>{words.t("hold-lift")} "…"</a>
                </section>
            }
            .into_any()
        }
        None => view! {
            <section class="card">
                <h2>{words.t("hold-place")}</h2>
                <p>{words.t("hold-means")}</p>
                <form id=FORM class="narrow" method="post" action=at>
                    <TextField
                        typed
                        name=REASON
                        label=words.t("hold-reason")
                        hint=words.t("hold-reason-hint")
                        longest=LONGEST_REASON
                        required=true
                    />
                    <button class="primary" type="submit">{words.t("hold-place")}</button>
                </form>
            </section>
        }
        .into_any(),
    }
}

/// The page that asks before an order is lifted.
#[component]
pub fn LiftingPage(campaign: Campaign) -> impl IntoView {
    let words = use_words();
    let back = format!("{PATH}/{}", campaign.id);
    let ask = Ask {
        title: words.t("hold-lift"),
        name: campaign.title.get(words.0).to_owned(),
        lead: words.t("hold-lift-lead"),
        action: format!("{back}/lifting"),
        back,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("hold-lift") here=PATH>
            <Question ask/>
        </Desk>
    }
}

/// How long what was answered is kept, as the page of a campaign says it to those who run it. Why it is held is not theirs to know: it may be
/// about them.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// How each kind stands, in the order of [`Kind::ALL`].
    pub stages: [Stage; 3],
    /// Since when nothing may be erased, if so: UTC milliseconds.
    pub held_since: Option<i64>,
    /// The moment: UTC milliseconds.
    pub now: i64,
}

/// The same as a card, with the way to more for whoever may go there.
#[component]
pub fn KeepingCard(campaign: Campaign, keeping: Keeping) -> impl IntoView {
    let words = use_words();
    let Keeping { stages, held_since, now } = keeping;
    let held = held_since.map(|since| {
        view! { <p class="done">{words.with("retention-held-since", &[("date", &LocalTime::of(since).date())])}</p> }
    });
    let lines = Kind::ALL
        .into_iter()
        .zip(stages)
        .map(|(kind, stage)| {
            view! {
                <dt>{words.t(kind_key(kind))}</dt>
                <dd>{told(words, stage, held_since.is_some(), now)}</dd>
            }
        })
        .collect_view();
    let may = use_frame().staff.is_some_and(|staff| staff.rights.contains(&Right::Retention));
    let more = may.then(|| view! { <a class="button" href=format!("{PATH}/{}", campaign.id)>{words.t("retention-title")}</a> });
    view! {
        <section class="card" id="retention">
            <h2>{words.t("retention-title")}</h2>
            {held}
            <dl class="facts">{lines}</dl>
            <p class="hint">{words.t("retention-counts-stay")}</p>
            {more}
        </section>
    }
}
