//! `/manage/points/{code}`: one collection point, its removal, and its withdrawal.

use leptos::prelude::*;
use uuid::Uuid;

use super::devices;
use super::invitations::{BatchLine, InvitationTable};
use super::points::{PATH, SubjectFields, Surroundings};
use super::removal::{Question, Removal};
use super::units::Names;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::mode::Mode;
use crate::domain::period::LocalTime;
use crate::domain::point_form::UNIT;
use crate::domain::reference::Reference;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::unit_field::UnitField;

/// The field that says whether a point is to be withdrawn (`yes`) or used again (`no`).
pub const WITHDRAWN: &str = "withdrawn";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PointView {
    /// The point.
    pub point: CollectionPoint,
    /// Everything around it.
    pub around: Surroundings,
    /// The address that its QR code holds.
    pub link: String,
    /// Whether whoever reads the page runs the point's campaign; otherwise they only look.
    pub is_own: bool,
    /// How many answered here; `None` where that is not counted.
    pub answers: Option<u64>,
    /// Whether somebody answered or was invited, so that only the name can change.
    pub keeps: bool,
    /// The units that are offered.
    pub offered: UnitChoice,
    /// The invitations for it.
    pub batches: Vec<BatchLine>,
    /// The devices that stand there, each with its name.
    pub devices: Vec<(Uuid, String)>,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn PointPage(shown: PointView) -> impl IntoView {
    let words = use_words();
    let PointView { point, around, link, is_own, answers, keeps, offered, batches, devices, typed, done } = shown;
    let address = format!("{PATH}/{}", point.code);
    let name = point.name.get(words.0).to_owned();
    let campaign = around.campaign(words.0, &point);
    let campaign = if is_own {
        view! { <a href=format!("/manage/campaigns/{}", point.campaign_id)>{campaign}</a> }.into_any()
    } else {
        campaign.into_any()
    };
    let since = point.withdrawn_at.map(|moment| {
        let date = LocalTime::of(moment).date();
        view! { <p class="done">{words.with("point-withdrawn-since", &[("date", &date)])}</p> }
    });
    let own = is_own.then(|| {
        view! {
            <Change address=address.clone() around=around.clone() keeps offered typed=typed.clone()/>
            <Ending address=address.clone() point=point.clone()/>
        }
    });
    let invited = point.by_invitation.then(|| {
        view! { <Invitations address=address.clone() is_own batches/> }
    });
    let standing = (point.mode == Mode::Kiosk || !devices.is_empty()).then(|| {
        let may_add = is_own && point.mode == Mode::Kiosk && point.withdrawn_at.is_none();
        view! { <Devices code=point.code.to_string() devices may_add/> }
    });
    view! {
        <Desk title=name.clone() here=PATH keeps=is_own>
            <p><a href=PATH>{words.t("points-title")}</a></p>
            <h1>{name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            {since}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("column-unit")}</dt>
                    <dd>{around.unit(words.0, &point)}</dd>
                    <dt>{words.t("column-sector")}</dt>
                    <dd>{around.sector(words, &point)}</dd>
                    <dt>{words.t("filter-mode")}</dt>
                    <dd>
                        {words.t(point.mode.key())}
                        {point.by_invitation.then(|| view! { " " <span class="hint">{words.t("point-invited-mark")}</span> })}
                    </dd>
                    <dt>{words.t("filter-campaign")}</dt>
                    <dd>{campaign}</dd>
                    <dt>{words.t("code")}</dt>
                    <dd><code>{point.code.to_string()}</code></dd>
                    {(!point.by_invitation)
                        .then(|| view! { <dt>{words.t("point-link")}</dt> <dd><a href=format!("/s/{}", point.code)>{link}</a></dd> })}
                    {answers.map(|answers| view! { <dt>{words.t("point-answers")}</dt> <dd>{words.number(answers)}</dd> })}
                </dl>
            </section>
            {(!point.by_invitation && point.withdrawn_at.is_none()).then(|| view! { <Printing address=address.clone()/> })}
            {invited}
            {standing}
            {own}
        </Desk>
    }
}

/// What can be printed or downloaded.
#[component]
fn Printing(address: String) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card">
            <h2>{words.t("point-posters")}</h2>
            <p>{words.t("point-posters-lead")}</p>
            <div class="actions">
                <a class="button" href=format!("{address}/poster?format=a4")>{words.t("poster-a4")}</a>
                <a class="button" href=format!("{address}/poster?format=a5")>{words.t("poster-a5")}</a>
                <a class="button" href=format!("{address}/poster?format=tent")>{words.t("poster-tent")}</a>
                <a class="button" href=format!("{address}/qr.svg")>{words.t("point-qr")}</a>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Invitations(address: String, is_own: bool, batches: Vec<BatchLine>) -> impl IntoView {
    let words = use_words();
    let none = batches.is_empty().then(|| view! { <p>{words.t("invitations-none")}</p> });
    let table = (!batches.is_empty()).then(|| view! { <InvitationTable batches/> });
    view! {
        <section class="card">
            <h2>{words.t("invitations-title")}</h2>
            {none}
            {table}
            {is_own.then(|| view! { <a class="button" href=format!("{address}/invitations")>{words.t("invitations-add")}</a> })}
        </section>
    }
    .into_any()
}

/// The devices at a point, with the way to each and to adding one.
#[component]
fn Devices(code: String, devices: Vec<(Uuid, String)>, may_add: bool) -> impl IntoView {
    let words = use_words();
    let number = devices.len() as u64;
    let told = if number == 0 { words.t("point-devices-none") } else { words.count("point-devices-count", number) };
    let add = may_add.then(|| {
        view! { <a class="button" href=format!("{}?point={code}#add", devices::PATH)>{words.t("device-add")}</a> }
    });
    view! {
        <section class="card">
            <h2>{words.t("devices-title")}</h2>
            <p>{told}</p>
            <DeviceList devices/>
            {add}
        </section>
    }
    .into_any()
}

/// Devices by their names, each with the way to it.
#[component]
fn DeviceList(devices: Vec<(Uuid, String)>) -> impl IntoView {
    let line = |(id, name): (Uuid, String)| view! { <li><a href=format!("{}/{id}", devices::PATH)>{name}</a></li> };
    (!devices.is_empty()).then(|| view! { <ul class="related">{devices.into_iter().map(line).collect_view()}</ul> })
}

#[component]
fn Change(address: String, around: Surroundings, keeps: bool, offered: UnitChoice, typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card">
            <h2>{words.t("point-change")}</h2>
            {keeps.then(|| view! { <p class="hint">{words.t("point-keeps")}</p> })}
            <form id=FORM class="narrow" method="post" action=address>
                <Names typed=typed.clone()/>
                {(!keeps)
                    .then(|| view! {
                        <UnitField typed=typed.clone() name=UNIT label=words.t("point-unit") offered/>
                        <SubjectFields typed around/>
                    })}
                <button class="primary" type="submit">{words.t("save")}</button>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Ending(address: String, point: CollectionPoint) -> impl IntoView {
    let words = use_words();
    let withdraw = if point.withdrawn_at.is_some() { "point-restore" } else { "point-withdraw" };
    let lead = if point.withdrawn_at.is_some() { "point-restore-lead" } else { "point-withdraw-lead" };
    view! {
        <section class="card">
            <h2>{words.t("point-ending")}</h2>
            <p>{words.t(lead)}</p>
            <div class="actions">
                <a class="button" href=format!("{address}/withdrawal")>{words.t(withdraw)} "…"</a>
                <a class="button" href=format!("{address}/removal")>{words.t("point-remove")} "…"</a>
            </div>
        </section>
    }
    .into_any()
}

/// The page that asks before a point is removed.
#[component]
pub fn PointRemovalPage(point: CollectionPoint, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let instead = (!references.is_empty() && point.withdrawn_at.is_none()).then(|| {
        let address = format!("{PATH}/{}/withdrawal", point.code);
        view! {
            <p>{words.t("point-remove-instead")}</p>
            <p><a class="button" href=address>{words.t("point-withdraw")} "…"</a></p>
        }
    });
    let removal = Removal {
        title: words.t("point-remove"),
        name: point.name.get(words.0).to_owned(),
        lead: words.t("point-remove-lead"),
        address: format!("{PATH}/{}", point.code),
        references,
    };
    view! {
        <Desk title=words.t("point-remove") here=PATH>
            <Question removal/>
            {instead}
        </Desk>
    }
}

/// The page that asks before a point is withdrawn, or used again; these devices stand there.
#[component]
pub fn PointWithdrawalPage(point: CollectionPoint, devices: Vec<(Uuid, String)>) -> impl IntoView {
    let words = use_words();
    let withdrawn = point.withdrawn_at.is_some();
    let standing = (!withdrawn && !devices.is_empty()).then(|| {
        view! {
            <div class="broken">
                <p>{words.count("point-withdraw-devices", devices.len() as u64)}</p>
                <DeviceList devices/>
            </div>
        }
    });
    let (title, lead) =
        if withdrawn { ("point-restore", "point-restore-lead") } else { ("point-withdraw", "point-withdraw-lead") };
    let address = format!("{PATH}/{}", point.code);
    view! {
        <Desk title=words.t(title) here=PATH>
            <h1>{words.t(title)} ": " {point.name.get(words.0).to_owned()}</h1>
            <p class="lead">{words.t(lead)}</p>
            {standing}
            <form method="post" action=format!("{address}/withdrawal")>
                <input type="hidden" name=WITHDRAWN value=if withdrawn { "no" } else { "yes" }/>
                <div class="actions">
                    <button class=if withdrawn { "primary" } else { "danger" } type="submit">{words.t(title)}</button>
                    <a class="button" href=address.clone()>{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
