//! `/manage/campaigns/{id}`: one campaign: what it is, what it lacks, what may be done with it, and how many answered.

use leptos::prelude::*;

use super::campaign_checklist::{Checklist, points_address};
use super::campaign_fields::{CampaignFields, Offered};
use super::campaigns::{PATH, StateMark, period, sampling_key, versioned};
use super::retained::{Keeping, KeepingCard};
use super::sample::SampleCard;
use super::units::Names;
use crate::domain::campaign::{Campaign, Sampling, State};
use crate::domain::campaign_form::TO;
use crate::domain::period::{Month, Period};
use crate::domain::questionnaire::listed::Listed;
use crate::domain::readiness::Finding;
use crate::domain::sector::Sector;
use crate::domain::texts::Texts;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The field of a sector, by its code.
pub const SECTOR: &str = "sector";
/// The fragment at which the form stands.
pub(super) const CHANGE: &str = "change";

/// How many units are named before the others are only counted.
const NAMED: usize = 12;

/// What the page shows to everybody who sees the campaign.
#[derive(Clone, Debug)]
pub struct CampaignView {
    /// The campaign.
    pub campaign: Campaign,
    /// How far it has come at this moment.
    pub state: State,
    /// Whether it is open, and its first day is still to come.
    pub coming: bool,
    /// The version that it asks, and its title.
    pub version: (Listed, Texts),
    /// The name of its owner.
    pub owner: Texts,
    /// The names of the units that it measures.
    pub units: Vec<Texts>,
    /// The names of the sectors that it asks about.
    pub sectors: Vec<Texts>,
    /// Fewer respondents are hidden.
    pub minimum: u64,
    /// How many responses came in each month: all, or those about the own units.
    pub months: Vec<(Month, u64)>,
    /// How many responses were withdrawn by those who gave them.
    pub withdrawn: u64,
    /// What only those see who run it.
    pub run: Option<Run>,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// What those see who run a campaign.
#[derive(Clone, Debug)]
pub struct Run {
    /// What it lacks, while it is a draft.
    pub findings: Vec<Finding>,
    /// How many collection points it has.
    pub points: u64,
    /// How many were drawn for it, and of how many, if a sample was drawn.
    pub drawn: Option<(u64, u64)>,
    /// All sectors, with their depths.
    pub sectors: Vec<(usize, Sector)>,
    /// What it may be made of.
    pub offered: Offered,
    /// How long what was answered is kept.
    pub keeping: Keeping,
    /// The form.
    pub typed: Typed,
}

/// The address of a campaign's page.
#[must_use]
pub fn address(campaign: &Campaign) -> String {
    format!("{PATH}/{}", campaign.id)
}

/// Whether something of a campaign in this state can still be changed.
const fn can_change(state: State) -> bool {
    matches!(state, State::Draft | State::Open)
}

/// The page.
#[component]
pub fn CampaignPage(shown: CampaignView) -> impl IntoView {
    let words = use_words();
    let title = shown.campaign.title.get(words.0).to_owned();
    let back = if shown.state == State::Archived { super::campaigns::ARCHIVE } else { PATH };
    let measured = shown.run.is_none().then(|| view! { <p class="lead">{words.t("campaign-measured-lead")}</p> });
    let refused = shown.run.as_ref().map(|run| view! { <TypedSummary typed=run.typed.clone()/> });
    let changes = shown.run.is_some() && can_change(shown.state);
    let run = shown.run.clone().map(|run| view! { <RunCampaign shown=shown.clone() run/> });
    view! {
        <Desk title=title.clone() here=PATH keeps=changes>
            <p><a href=back>{words.t("campaigns-title")}</a></p>
            <h1>{title} " " <StateMark state=shown.state coming=shown.coming/></h1>
            {shown.done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            {measured}
            {refused}
            <Facts shown=shown.clone()/>
            {run}
            <Months months=shown.months all=shown.run.is_some()/>
        </Desk>
    }
}

#[component]
fn Facts(shown: CampaignView) -> impl IntoView {
    let words = use_words();
    let CampaignView { campaign, version: (listed, title), owner, units, sectors, minimum, months, withdrawn, .. } = shown;
    let total: u64 = months.iter().map(|(_, responses)| responses).sum();
    let questionnaire = super::questionnaires::address(&listed);
    let names = |names: &[Texts]| {
        let mut named: Vec<String> = names.iter().take(NAMED).map(|name| name.get(words.0).to_owned()).collect();
        if names.len() > NAMED {
            named.push(words.count("and-others", (names.len() - NAMED) as u64));
        }
        if named.is_empty() { words.t("nothing-yet") } else { named.join(", ") }
    };
    let sensitive = if campaign.asks_sensitive { "answer-yes" } else { "answer-no" };
    view! {
        <section class="card">
            <dl class="facts">
                <dt>{words.t("questionnaire")}</dt>
                <dd><a href=questionnaire>{versioned(words, &title, listed.number)}</a></dd>
                <dt>{words.t("campaign-sampling")}</dt>
                <dd>{words.t(sampling_key(campaign.sampling))}</dd>
                <dt>{words.t("campaign-owner")}</dt>
                <dd>{owner.get(words.0).to_owned()}</dd>
                <dt>{words.t("campaign-period")}</dt>
                <dd>{period((campaign.opens_at, campaign.closes_at))}</dd>
                <dt>{words.t("campaign-units")}</dt>
                <dd>{names(&units)}</dd>
                <dt>{words.t("campaign-sectors")}</dt>
                <dd>{names(&sectors)}</dd>
                <dt>{words.t("campaign-minimum")}</dt>
                <dd>{words.number(minimum)}</dd>
                <dt>{words.t("campaign-sensitive")}</dt>
                <dd>{words.t(sensitive)}</dd>
                <dt>{words.t("campaign-responses")}</dt>
                <dd>{words.number(total)}</dd>
                {(withdrawn > 0)
                    .then(|| view! { <dt>{words.t("campaign-withdrawn")}</dt> <dd>{words.number(withdrawn)}</dd> })}
            </dl>
        </section>
    }
}

/// What those do who run it, by its state.
#[component]
fn RunCampaign(shown: CampaignView, run: Run) -> impl IntoView {
    let words = use_words();
    let CampaignView { campaign, state, version, .. } = shown;
    let at = address(&campaign);
    let Run { findings, points, drawn, sectors, offered, keeping, typed } = run;
    let changes = can_change(state);
    let question = |noun: &str, key: &'static str, lead: &'static str| {
        view! {
            <section class="card">
                <h2>{words.t(key)}</h2>
                <p>{words.t(lead)}</p>
                <a class="button" href=format!("{at}/{noun}")>{words.t(key)} "…"</a>
            </section>
        }
    };
    let checklist = (state == State::Draft).then(|| {
        view! { <Checklist at=at.clone() campaign=campaign.clone() version=version.0 sectors=sectors.clone() findings/> }
    });
    let next = match state {
        State::Draft => question("removal", "campaign-remove", "campaign-remove-lead").into_any(),
        State::Open => question("closing", "campaign-close", "campaign-close-lead").into_any(),
        State::Closed => question("archiving", "campaign-archive", "campaign-archive-lead").into_any(),
        State::Archived => ().into_any(),
    };
    let draft = state == State::Draft;
    let fields = if draft {
        view! { <CampaignFields typed=typed.clone() offered/> }.into_any()
    } else {
        view! {
            <Names typed=typed.clone()/>
            <TextField
                typed
                name=TO
                label=words.t("campaign-last-day")
                hint=words.t("campaign-last-day-hint")
                kind="date"
                longest=10
            />
        }
        .into_any()
    };
    let own = campaign.sectors.clone();
    let forms = changes.then(|| {
        view! {
            <section class="card" id="sectors">
                <h2>{words.t("campaign-sectors")}</h2>
                <p>{words.t(if draft { "campaign-sectors-lead" } else { "campaign-sectors-open" })}</p>
                <form method="post" action=format!("{at}/sectors")>
                    <SectorTicks sectors own fixed=!draft/>
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
            <section class="card" id=CHANGE>
                <h2>{words.t("campaign-change")}</h2>
                {(!draft).then(|| view! { <p class="hint">{words.t("campaign-change-open")}</p> })}
                <form id=FORM class="narrow" method="post" action=at.clone()>
                    {fields}
                    <button class="primary" type="submit">{words.t("save")}</button>
                </form>
            </section>
        }
    });
    let is_drawn = campaign.sampling == Sampling::Probability && (draft || drawn.is_some());
    let sample = is_drawn.then(|| view! { <SampleCard at=at.clone() drawn/> });
    let units = changes.then(|| view! { <a class="button" href=format!("{at}/units")>{words.t("campaign-units-choose")}</a> });
    view! {
        {checklist}
        <section class="card">
            <h2>{words.t("campaign-where")}</h2>
            <p>{words.count("campaign-points", points)}</p>
            <div class="actions">
                <a class="button" href=points_address(&campaign)>{words.t("campaign-points-go")}</a>
                <a class="button" href=format!("{at}/entry")>{words.t("campaign-entry")}</a>
                {units}
            </div>
        </section>
        {sample}
        {forms}
        <KeepingCard campaign=campaign.clone() keeping/>
        {next}
    }
}

/// The sectors to be ticked; once the campaign is open, those that are ticked stay so.
#[component]
fn SectorTicks(sectors: Vec<(usize, Sector)>, own: Vec<crate::domain::code::Code>, fixed: bool) -> impl IntoView {
    let words = use_words();
    let lines = sectors
        .into_iter()
        .map(|(depth, sector)| {
            let ticked = own.contains(&sector.code);
            view! {
                <label class=format!("tick-line depth-{}", depth.min(5))>
                    <input type="checkbox" name=SECTOR value=sector.code.to_string() checked=ticked disabled=fixed && ticked/>
                    " " {sector.name.get(words.0).to_owned()}
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="ticks"><legend class="unseen">{words.t("campaign-sectors")}</legend>{lines}</fieldset> }
}

/// How many answered in each month, with the sum.
#[component]
fn Months(months: Vec<(Month, u64)>, all: bool) -> impl IntoView {
    let words = use_words();
    let total: u64 = months.iter().map(|(_, responses)| responses).sum();
    let most = months.iter().map(|(_, responses)| *responses).max().unwrap_or(1).max(1);
    let empty = months.is_empty();
    let rows = months
        .into_iter()
        .map(|(month, responses)| {
            view! {
                <tr>
                    <th scope="row">{words.period(Period::Month(month))}</th>
                    <td class="number">{words.number(responses)}</td>
                    <td><meter min="0" max=most.to_string() value=responses.to_string() aria-hidden="true"></meter></td>
                </tr>
            }
        })
        .collect_view();
    let lead = words.t(if all { "campaign-months-all" } else { "campaign-months-own" });
    view! {
        <section class="card">
            <h2>{words.t("campaign-responses")}</h2>
            <p>{lead} " " <strong>{words.number(total)}</strong></p>
            {empty.then(|| view! { <p class="hint">{words.t("campaign-no-responses")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <table class="months">
                            <thead>
                                <tr>
                                    <th scope="col">{words.t("campaign-month")}</th>
                                    <th scope="col" class="number">{words.t("campaign-responses")}</th>
                                    <td></td>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    }
                })}
        </section>
    }
}
