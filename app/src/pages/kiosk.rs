//! `/kiosk/{code}`: the questionnaire on a device that stands at a collection point. Without a script it is one form; `app/browser/kiosk.js` makes
//! one question a screen of it, keeps what is answered on the device, and sends it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::domain::device::Device;
use crate::domain::device::contact::FaultKind;
use crate::domain::language::Language;
use crate::domain::preferences::Preferences;
use crate::domain::questionnaire::item::{Item, Kind};
use crate::domain::questionnaire::{Section, Version};
use crate::domain::submission::{FORM, ProblemKind, asked_sections, field};
use crate::islands::conditions::Conditions;
use crate::pages::survey::{Form, ID, SectionFields, SectorChoice, UNIT, summary};
use crate::parts::errors::{ErrorSummary, message};
use crate::parts::frame::{use_frame, use_words};
use crate::parts::kiosk_document::KioskDocument;
use crate::store::Survey;
use crate::text::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Kiosk {
    /// The survey of the collection point.
    pub survey: Arc<Survey>,
    /// Its form.
    pub form: Form,
    /// Why no answers are taken, if none are.
    pub closed: Option<String>,
    /// The device and the version of the page; `None` where the form comes back without a script.
    pub device: Option<(Device, String)>,
}

/// The page.
#[component]
pub fn KioskPage(kiosk: Kiosk) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let language = words.0;
    let Kiosk { survey, form, closed, device } = kiosk;
    let code = survey.point.code.to_string();
    let title = survey.version.title().get(language).to_owned();
    let settings = device.as_ref().map(|(device, _)| device.settings.clone()).unwrap_or_default();
    let greeting = settings.greeting.get(language).to_owned();
    let lead = if greeting.is_empty() { survey.version.purpose().get(language).to_owned() } else { greeting };
    let sections = asked_sections(&survey.version, survey.campaign.asks_sensitive)
        .map(|section| answered_by_touch(section, settings.comments))
        .filter(|section| !section.items.is_empty())
        .map(|section| view! { <SectionFields section form=form.clone()/> })
        .collect_view();
    let sector = (survey.sectors.len() > 1).then(|| view! { <SectorChoice survey=survey.clone() form=form.clone()/> });
    let about = match &survey.sectors[..] {
        [only] => format!("{} · {}", survey.unit.name.get(language), only.name.get(language)),
        _ => survey.unit.name.get(language).to_owned(),
    };
    let starts = Language::ALL
        .into_iter()
        .map(|offered| {
            let start = crate::text::Words(offered).t("kiosk-start");
            let address = format!("/kiosk/{code}?lang={}", offered.tag());
            view! {
                <a class="button start" href=address lang=offered.tag() data-start=offered.tag()>
                    {offered.own_name()} <small>{start}</small>
                </a>
            }
        })
        .collect_view();
    let asks = view! {
        <form id=FORM method="post" action=form.action(&code) novalidate=true autocomplete="off">
            <Conditions/>
            <input type="hidden" name=ID value=form.id.to_string()/>
            <input type="hidden" name=UNIT value=survey.unit.code.to_string()/>
            <input type="hidden" name=Preferences::FIELD value=Preferences { language, ..Preferences::default() }.to_string()/>
            {sector}
            {sections}
            <div class="send"><button class="primary" type="submit">{words.t("send")}</button></div>
        </form>
    };
    let minutes = words.count("minutes", survey.version.minutes().into());
    let (device, version) = device.unzip();
    let name = device.as_ref().map(|device| device.name.clone());
    let screens = device.clone().map(|device| view! { <Screens title=title.clone() device/> });
    view! {
        <KioskDocument title=title.clone() code=code.clone() islands=true>
            <div
                id="kiosk"
                data-code=code.clone()
                data-language=language.tag()
                data-closed=closed.is_some().then_some("yes")
                data-device=device.as_ref().map(|device| device.id.to_string())
                data-limits=limits(&survey.version, words)
                data-settings=serde_json::to_string(&settings).ok()
                data-settings-number=device.as_ref().map(|device| device.settings_number)
                data-version=version
            >
                <ErrorSummary problems=summary(&survey, &form, language)/>
                <section class="screen" data-screen="attract">
                    <div class="greeting">
                        <h1 tabindex="-1">{title}</h1>
                        <p class="about">{about}</p>
                        {match &closed {
                            Some(why) => view! { <p class="lead">{why.clone()}</p> }.into_any(),
                            None => view! {
                                <p class="lead">{lead}</p>
                                <p class="hint">{words.with("kiosk-anonymous", &[("minutes", &minutes)])}</p>
                                <p class="starts">{starts}</p>
                            }
                            .into_any(),
                        }}
                    </div>
                    <p class="corner">{name}</p>
                </section>
                {closed.is_none().then_some(asks)}
                {screens}
            </div>
        </KioskDocument>
    }
}

/// What the answers to some items must keep to, in JSON by the names of their fields, with what is said where they do not: on a device nobody is
/// there any more when the server judges.
fn limits(version: &Version, words: Words) -> String {
    let limit = |item: &Item| {
        let (kind, mut limit) = match item.kind {
            Kind::Several { most: Some(most), .. } => (ProblemKind::TooMany(most), json!({ "most": most })),
            Kind::Number { least, greatest, .. } => {
                (ProblemKind::NotANumber { least, greatest }, json!({ "least": least, "greatest": greatest }))
            }
            _ => return None,
        };
        limit["says"] = json!(message(words, kind));
        Some((field(item.code.as_str()), limit))
    };
    let items = version.sections().iter().flat_map(|section| &section.items);
    Value::Object(items.filter_map(limit).collect()).to_string()
}

/// A section with the items that are asked on a device: those answered in words only where that is switched on, or they must be answered.
fn answered_by_touch(section: &Section, comments: bool) -> Section {
    let mut section = section.clone();
    let in_words = |kind: &Kind| matches!(kind, Kind::ShortText | Kind::LongText);
    section.items.retain(|item| comments || item.required || !in_words(&item.kind));
    section
}

/// Everything that only a script shows. What it says stands here, so that all words are in one place.
#[component]
fn Screens(title: String, device: Device) -> impl IntoView {
    let words = use_words();
    let faults = FaultKind::ALL
        .into_iter()
        .map(|kind| view! { <button type="button" data-fault=kind.word()>{words.t(kind.key())}</button> })
        .collect_view();
    let digits = (1..=9).chain([0]).map(|digit| view! { <button type="button" data-digit=digit>{digit}</button> }).collect_view();
    view! {
        <div class="bar" data-bar hidden>
            <button type="button" data-act="back">{words.t("back")}</button>
            <p aria-live="polite">
                <span data-progress=words.t("kiosk-progress")></span>
                <progress aria-hidden="true"></progress>
            </p>
            <button
                type="button"
                class="primary"
                data-act="next"
                data-next=words.t("next")
                data-skip=words.t("kiosk-skip")
                data-send=words.t("send")
            ></button>
        </div>
        <div class="tools" data-tools hidden>
            <button type="button" data-act="cancel">{words.t("kiosk-cancel")}</button>
            <h1>{title}</h1>
            <button type="button" data-act="larger" aria-label=words.t("larger")>"A+"</button>
            <button type="button" data-act="contrast" aria-pressed="false">{words.t("contrast")}</button>
            <button type="button" data-act="read" hidden>{words.t("kiosk-read")}</button>
        </div>
        <p class="problem needed" data-needed=words.t("kiosk-needed") role="alert" hidden></p>
        <section class="screen" data-screen="thanks" hidden>
            <p class="tick" aria-hidden="true">"✓"</p>
            <h1 tabindex="-1">{words.t("thanks-title")}</h1>
            <p class="lead">{words.t("kiosk-thanks")}</p>
        </section>
        <section class="screen over" data-screen="still" role="alertdialog" aria-labelledby="still-title" aria-describedby="still-left" hidden>
            <h1 id="still-title" tabindex="-1">{words.t("kiosk-still")}</h1>
            <p class="lead" id="still-left" data-left=words.t("kiosk-still-left")></p>
            <p class="actions">
                <button type="button" class="primary" data-act="stay">{words.t("kiosk-stay")}</button>
                <button type="button" data-act="go">{words.t("kiosk-go")}</button>
            </p>
        </section>
        <section class="screen dark" data-screen="asleep" hidden>
            <h1 tabindex="-1">{words.t("kiosk-asleep")}</h1>
            <p class="lead" data-hours=words.t("kiosk-hours")></p>
        </section>
        <section class="screen" data-screen="waits" hidden>
            <h1 tabindex="-1">{words.t("kiosk-waits")}</h1>
            <p class="lead">{words.t("kiosk-waits-lead")}</p>
        </section>
        <section class="screen" data-screen="stopped" hidden>
            <h1 tabindex="-1">{words.t("kiosk-stopped")}</h1>
            <p class="lead">{words.t("kiosk-stopped-lead")}</p>
        </section>
        <section class="screen" data-screen="unknown" hidden>
            <h1 tabindex="-1">{words.t("kiosk-unknown")}</h1>
            <p class="lead" data-count=words.t("kiosk-unknown-lead")></p>
        </section>
        <section class="screen" data-screen="twice" hidden>
            <h1 tabindex="-1">{words.t("kiosk-twice")}</h1>
            <p class="lead">{words.t("kiosk-twice-lead")}</p>
        </section>
        <section class="screen" data-screen="fault" hidden>
            <h1 tabindex="-1">{words.t("kiosk-fault")}</h1>
            <p class="lines faults">{faults}</p>
            <p class="hint" data-told=words.t("kiosk-fault-told") role="status"></p>
            <dl class="facts">
                <dt>{words.t("kiosk-device")}</dt>
                <dd>{device.name.clone()} " · " <code>{device.id.to_string()}</code></dd>
                <dt>{words.t("kiosk-queue")}</dt>
                <dd data-queue=words.t("kiosk-queue-count")></dd>
                <dt>{words.t("kiosk-contact")}</dt>
                <dd data-contact=words.t("kiosk-never")></dd>
            </dl>
            <p class="actions"><button type="button" class="primary" data-act="close">{words.t("kiosk-close")}</button></p>
        </section>
        <section class="screen" data-screen="leave" hidden>
            <h1 tabindex="-1">{words.t("kiosk-leave")}</h1>
            <p class="lead">{words.t("kiosk-leave-lead")}</p>
            <div class="pin" data-pin hidden>
                <p role="status" aria-live="polite" data-typed=words.t("kiosk-pin-typed")></p>
                <p class="problem" role="alert" data-wrong=words.t("kiosk-pin-wrong")></p>
                <p class="digits">{digits} <button type="button" data-act="erase">{words.t("kiosk-pin-erase")}</button></p>
                <button type="button" class="primary" data-act="unlock">{words.t("kiosk-unlock")}</button>
            </div>
            <p class="actions" data-unlocked hidden>
                <a class="button" href="/" data-act="out">{words.t("kiosk-out")}</a>
            </p>
            <p class="actions"><button type="button" data-act="close">{words.t("kiosk-close")}</button></p>
        </section>
        <p class="corners" data-corners hidden>
            <button type="button" data-act="fault">{words.t("kiosk-fault")}</button>
            <button type="button" data-act="leave">{words.t("kiosk-leave")}</button>
        </p>
    }
}

/// Thanks, where there is no script.
#[component]
pub fn KioskThanksPage(code: String) -> impl IntoView {
    let words = use_words();
    view! {
        <KioskDocument title=words.t("thanks-title") code=code.clone()>
            <section class="screen">
                <p class="tick" aria-hidden="true">"✓"</p>
                <h1>{words.t("thanks-title")}</h1>
                <p class="lead">{words.t("thanks-stored")}</p>
                <p><a class="button" href=format!("/kiosk/{code}")>{words.t("kiosk-next-person")}</a></p>
            </section>
        </KioskDocument>
    }
}
