//! `/manage/campaigns/{id}/sample`, once a sample was drawn: what, when, by whom, by which seed, and what comes next. It never changes.

use leptos::prelude::*;

use super::campaign::address;
use super::campaigns::PATH;
use super::sample_strata::Strata;
use crate::domain::campaign::{Campaign, State};
use crate::domain::collection_point::PointCode;
use crate::domain::period::LocalTime;
use crate::domain::sample::column::Column;
use crate::domain::sample::{Allocation, Design, Plan, Sample, Within};
use crate::domain::texts::Texts;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::text::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SampleView {
    /// The campaign.
    pub campaign: Campaign,
    /// The sample; none where none was drawn and none can be.
    pub sample: Option<Sample>,
    /// Whether somebody was invited to answer.
    pub has_invited: bool,
    /// When the list of who was drawn was erased because its time was over: UTC milliseconds.
    pub erased_at: Option<i64>,
    /// The points of the campaign at which people answer by invitation.
    pub points: Vec<(PointCode, Texts)>,
    /// The key of the words for what was just done, or could not be.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SamplePage(shown: SampleView) -> impl IntoView {
    let words = use_words();
    let back = address(&shown.campaign);
    let done = shown.done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> });
    let body = if let Some(sample) = shown.sample.clone() {
        view! { <Drawn shown=shown.clone() sample/> }.into_any()
    } else {
        // A draft that is to be a random sample has the form for drawing, unless people were invited already.
        let key = if shown.has_invited { "sample-none-invited" } else { "sample-none-here" };
        view! { <p>{words.t(key)}</p> }.into_any()
    };
    view! {
        <Desk title=words.t("sample-title") here=PATH>
            <p><a href=back>{shown.campaign.title.get(words.0).to_owned()}</a></p>
            <h1>{words.t("sample-title")}</h1>
            {done}
            {body}
        </Desk>
    }
}

#[component]
fn Drawn(shown: SampleView, sample: Sample) -> impl IntoView {
    let words = use_words();
    let SampleView { campaign, has_invited, erased_at, points, .. } = shown;
    let at = format!("{}/sample", address(&campaign));
    let discards = campaign.state == State::Draft && !has_invited;
    let discard = discards.then(|| {
        view! {
            <section class="card">
                <h2>{words.t("sample-discard")}</h2>
                <p>{words.t("sample-discard-lead")}</p>
                <a class="button" href=format!("{at}/removal")>{words.t("sample-discard")} "…"</a>
            </section>
        }
        .into_any()
    });
    view! {
        <section class="card">
            <h2>{words.count("sample-ready", sample.size)}</h2>
            <Facts sample=sample.clone()/>
        </section>
        <section class="card">
            <h2>{words.t("strata-table")}</h2>
            <Strata strata=sample.strata.clone()/>
        </section>
        <Next at=at.clone() campaign listed=sample.listed erased_at points/>
        <section class="card">
            <h2>{words.t("sample-verify")}</h2>
            <p>{words.t("sample-verify-lead")}</p>
            <a class="button" href=format!("{at}/verification")>{words.t("sample-verify")} "…"</a>
        </section>
        {discard}
    }
    .into_any()
}

/// All by which the sample can be drawn again.
#[component]
fn Facts(sample: Sample) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(sample.drawn_at);
    let columns = Column::ALL.into_iter().filter_map(|column| {
        let name = sample.plan.columns.get(&column)?;
        Some(view! { <dt>{words.t(column.key())}</dt> <dd>{words.with("sample-column", &[("column", name)])}</dd> })
    });
    let seed = if sample.seed_typed { "seed-typed" } else { "seed-made" };
    view! {
        <dl class="facts">
            <dt>{words.t("sample-drawn-at")}</dt>
            <dd>{format!("{} {}", time.clock(), time.date())}</dd>
            <dt>{words.t("sample-drawn-by")}</dt>
            <dd>{sample.drawn_by.clone()}</dd>
            <dt>{words.t("sample-design")}</dt>
            <dd>{design_told(words, &sample.plan)}</dd>
            <dt>{words.t("sample-frame")}</dt>
            <dd>{words.count("sample-elements", sample.frame.elements)}</dd>
            {columns.collect_view()}
            <dt>{words.t("sample-seed")}</dt>
            <dd><code>{sample.seed.to_string()}</code> " " {words.t(seed)}</dd>
            <dt>{words.t("sample-algorithm")}</dt>
            <dd>{sample.algorithm.to_string()}</dd>
            <dt>{words.t("sample-frame-hash")}</dt>
            <dd><code>{sample.frame.hash.clone()}</code></dd>
            <dt>{words.t("sample-result-hash")}</dt>
            <dd><code>{sample.result_hash.clone()}</code></dd>
        </dl>
        <p class="hint">{words.t("sample-frozen")}</p>
    }
    .into_any()
}

/// A design in words.
fn design_told(words: Words, plan: &Plan) -> String {
    let within = |within: Within| match within {
        Within::SimpleRandom => words.t("within-simple-random"),
        Within::Systematic => words.t("within-systematic"),
    };
    match plan.design {
        Design::Systematic { .. } => words.t("design-systematic"),
        Design::Stratified { allocation, within: way } => {
            let allocation = match allocation {
                Allocation::Proportional { .. } => "allocation-proportional",
                Allocation::Neyman { .. } => "allocation-neyman",
                Allocation::Fixed { .. } => "allocation-fixed",
            };
            format!("{}; {}; {}", words.t("design-stratified"), words.t(allocation), within(way))
        }
        Design::TwoStage { psus, each, within: way } => {
            let values = [("psus", words.number(psus)), ("each", words.number(each))];
            let numbers = words.with("design-stages", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
            format!("{}; {numbers}; {}", words.t("design-two-stage"), within(way))
        }
    }
}

/// What is done with whom it drew: the list, and invitations.
#[component]
fn Next(at: String, campaign: Campaign, listed: u64, erased_at: Option<i64>, points: Vec<(PointCode, Texts)>) -> impl IntoView {
    let words = use_words();
    if listed == 0 {
        let gone = match erased_at {
            Some(moment) => words.with("sample-list-erased", &[("date", &LocalTime::of(moment).date())]),
            None => words.t("sample-all-invited"),
        };
        return view! {
            <section class="card">
                <h2>{words.t("sample-next")}</h2>
                <p>{gone}</p>
            </section>
        }
        .into_any();
    }
    let lines = points
        .into_iter()
        .map(|(code, name)| {
            let href = format!("/manage/points/{code}/invitations?sample");
            view! { <li><a class="button" href=href>{words.with("sample-invite-at", &[("point", name.get(words.0))])}</a></li> }
        })
        .collect_view();
    let none = lines.is_empty().then(|| {
        let href = format!("/manage/points?campaign={}", campaign.id);
        view! { <p>{words.t("sample-no-point")} " " <a href=href>{words.t("campaign-points-go")}</a></p> }
    });
    view! {
        <section class="card">
            <h2>{words.t("sample-next")}</h2>
            <p>{words.t("sample-list-lead")}</p>
            <div class="actions">
                <a class="button primary" href=format!("{at}.csv") download="">{words.count("sample-download", listed)}</a>
            </div>
            <h3>{words.t("sample-invite")}</h3>
            <p>{words.t("sample-invite-lead")}</p>
            <ul class="plain">{lines}</ul>
            {none}
        </section>
    }
    .into_any()
}

/// The way to the sample on the page of its campaign, with how much was drawn.
#[component]
pub fn SampleCard(at: String, drawn: Option<(u64, u64)>) -> impl IntoView {
    let words = use_words();
    let (lead, go) = match drawn {
        Some((size, of)) => {
            let values = [("size", words.number(size)), ("of", words.number(of))];
            (words.with("sample-drawn-short", &values.each_ref().map(|(name, value)| (*name, value.as_str()))), "sample-see")
        }
        None => (words.t("sample-none-yet"), "sample-draw"),
    };
    view! {
        <section class="card">
            <h2>{words.t("sample-title")}</h2>
            <p>{lead}</p>
            <a class="button" href=format!("{at}/sample")>{words.t(go)}</a>
        </section>
    }
    .into_any()
}

/// The page that asks before a sample is discarded.
#[component]
pub fn SampleRemovalPage(campaign: Campaign) -> impl IntoView {
    let words = use_words();
    let back = format!("{}/sample", address(&campaign));
    let ask = Ask {
        title: words.t("sample-discard"),
        name: campaign.title.get(words.0).to_owned(),
        lead: words.t("sample-discard-lead"),
        action: format!("{back}/removal"),
        back,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("sample-discard") here=PATH>
            <Question ask/>
        </Desk>
    }
}
