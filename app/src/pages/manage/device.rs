//! `/manage/devices/{id}`: one device: how it is, its settings, its link, its revocation and its removal.

use leptos::prelude::*;

use super::device_fields::Settings;
use super::device_report::{History, HistoryCards, ReportCard, told};
use super::devices::{Offered, PATH, State, StateMark};
use super::points::Surroundings;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::device::{Alarm, Device};
use crate::domain::period::LocalTime;
use crate::domain::reference::Reference;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::Desk;
use crate::parts::escaping::Picture;
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct DeviceView {
    /// The device.
    pub device: Device,
    /// Where it stands.
    pub point: CollectionPoint,
    /// Everything around it.
    pub around: Surroundings,
    /// Whether the point's campaign has ended.
    pub is_over: bool,
    /// Whether whoever reads the page runs that campaign; otherwise they only look.
    pub is_own: bool,
    /// What is to be worried about, the worst first.
    pub alarms: Vec<Alarm>,
    /// What it told so far.
    pub history: History,
    /// Where it may come to stand.
    pub offered: Offered,
    /// The form.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
    /// UTC milliseconds.
    pub now: i64,
}

/// The page.
#[component]
pub fn DevicePage(shown: DeviceView) -> impl IntoView {
    let words = use_words();
    let DeviceView { device, point, around, is_over, is_own, alarms, history, offered, typed, done, now } = shown;
    let address = format!("{PATH}/{}", device.id);
    let elsewhere =
        if point.withdrawn_at.is_some() { Some("device-point-withdrawn") } else { is_over.then_some("device-campaign-over") };
    let link = is_own.then(|| view! { <Link device=device.clone() address=address.clone() now/> });
    // Until a tablet is it, the next step comes first.
    let (first, later) = if device.registered_at.is_some() { (None, link) } else { (link, None) };
    let own = is_own.then(|| {
        view! {
            <Settings address=address.clone() device=device.clone() offered around=around.clone() typed=typed.clone()/>
        }
    });
    let ending = is_own.then(|| view! { <Ending device=device.clone() address=address.clone()/> });
    view! {
        <Desk title=device.name.clone() here=PATH keeps=is_own>
            <ModuleStyle name="devices.css"/>
            <p><a href=PATH>{words.t("devices-title")}</a></p>
            <h1>{device.name.clone()} " " <StateMark state=State::of(&device)/></h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <TypedSummary typed/>
            {elsewhere.map(|key| view! { <p class="broken">{words.t(key)}</p> })}
            <Alarms alarms/>
            {first}
            <ReportCard device=device.clone() point around now/>
            {(device.registered_at.is_some()).then(|| view! { <HistoryCards device=device.clone() history/> })}
            {own}
            {later}
            {ending}
        </Desk>
    }
}

/// What to do about an alarm.
const fn to_do(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Silent => "device-do-silent",
        Alarm::QueueOld => "device-do-queue",
        Alarm::Gap => "device-do-gap",
        Alarm::Stopped => "device-do-stopped",
        Alarm::ClockWrong => "device-do-clock",
        Alarm::NotPersistent => "device-do-storage",
    }
}

/// What is to be worried about, each with what to do.
#[component]
fn Alarms(alarms: Vec<Alarm>) -> impl IntoView {
    let words = use_words();
    (!alarms.is_empty()).then(|| {
        let line = |alarm: Alarm| {
            view! { <li class="missing"><strong>{words.t(alarm.key())}"."</strong> " " {words.t(to_do(alarm))}</li> }
        };
        view! {
            <section class="card">
                <h2>{words.t("device-alarms")}</h2>
                <ul class="checklist">{alarms.into_iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// Making a link by which a tablet becomes this device.
#[component]
fn Link(device: Device, address: String, now: i64) -> impl IntoView {
    let words = use_words();
    let open = device.link_expires_at.filter(|until| *until > now).map(|until| {
        let time = LocalTime::of(until);
        view! { <p>{words.with("device-link-open", &[("time", &time.clock()), ("date", &time.date())])}</p> }
    });
    let replaces = device.is_in_use().then(|| view! { <p>{words.t("device-link-replaces")}</p> });
    let class = device.registered_at.is_none().then_some("primary");
    view! {
        <section class="card">
            <h2>{words.t("device-link")}</h2>
            <p>{words.t("device-link-lead")}</p>
            {replaces}
            {open}
            <form method="post" action=format!("{address}/link")>
                <button class=class type="submit">{words.t("device-link-make")}</button>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Ending(device: Device, address: String) -> impl IntoView {
    let words = use_words();
    let may_revoke = device.registered_at.is_some() && (device.revoked_at.is_none() || device.link_expires_at.is_some());
    let title = if may_revoke { "device-revoke-title" } else { "device-remove" };
    view! {
        <section class="card">
            <h2>{words.t(title)}</h2>
            {may_revoke.then(|| view! { <p>{words.t("device-revoke-lead")}</p> })}
            <div class="actions">
                {may_revoke
                    .then(|| view! { <a class="button" href=format!("{address}/revocation")>{words.t("device-revoke")} "…"</a> })}
                <a class="button" href=format!("{address}/removal")>{words.t("device-remove")} "…"</a>
            </div>
        </section>
    }
    .into_any()
}

/// The page that asks before the tablet is this device no longer.
#[component]
pub fn DeviceRevocationPage(device: Device) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", device.id);
    let waiting = told(&device).map_or(0, |report| report.waiting_count().unsigned_abs());
    let waiting = (waiting > 0).then(|| view! { <p class="broken">{words.count("device-revoke-waiting", waiting)}</p> });
    let ask = Ask {
        title: words.t("device-revoke"),
        name: device.name.clone(),
        lead: words.t("device-revoke-lead"),
        action: format!("{address}/revocation"),
        back: address,
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("device-revoke") here=PATH>
            <ModuleStyle name="devices.css"/>
            {waiting}
            <Question ask/>
        </Desk>
    }
}

/// The page that asks before a device is removed, or says why it stays.
#[component]
pub fn DeviceRemovalPage(device: Device, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", device.id);
    let instead = (!references.is_empty()).then(|| {
        let revoke = device.is_in_use().then(|| {
            view! { <p><a class="button" href=format!("{address}/revocation")>{words.t("device-revoke")} "…"</a></p> }
        });
        view! {
            <p>{words.t("device-remove-why")}</p>
            {revoke}
        }
    });
    let ask = Ask {
        title: words.t("device-remove"),
        name: device.name.clone(),
        lead: words.t("device-remove-lead"),
        action: format!("{address}/removal"),
        back: address.clone(),
        references,
    };
    view! {
        <Desk title=words.t("device-remove") here=PATH>
            <ModuleStyle name="devices.css"/>
            <Question ask/>
            {instead}
        </Desk>
    }
}

/// The page that shows a link by which a tablet becomes this device, once.
#[component]
pub fn DeviceLinkPage(device: Device, link: String, qr: String, until: i64) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(until);
    view! {
        <Desk title=words.t("device-link") here=PATH>
            <ModuleStyle name="devices.css"/>
            <h1>{words.t("device-link")}</h1>
            <p class="lead">{words.with("device-link-for", &[("name", &device.name)])}</p>
            <p>{words.t("device-link-scan")}</p>
            <Picture label=words.t("device-link-picture") svg=qr/>
            <p><code class="link">{link}</code></p>
            <p>{words.with("device-link-once", &[("time", &time.clock()), ("date", &time.date())])}</p>
            <p><a class="button" href=format!("{PATH}/{}", device.id)>{device.name.clone()}</a></p>
        </Desk>
    }
}
