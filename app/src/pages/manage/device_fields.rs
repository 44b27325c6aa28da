//! The form of a device: its name, where it stands, how it is to behave.

use leptos::prelude::*;

use super::devices::{NameField, Offered, PointField};
use super::points::Surroundings;
use crate::domain::device::Device;
use crate::domain::device_form::{
    CLOSES, COMMENTS, DAY, GRACE, GREETING_EN, GREETING_VI, IDLE, LONGEST_GREETING, NO_PIN, NORM, OPENS, PIN,
};
use crate::parts::desk::FORM;
use crate::parts::fields::{TextField, TickField, Typed};
use crate::parts::frame::use_words;

/// The names of the days of a week.
const WEEKDAYS: [&str; 7] = ["weekday-0", "weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6"];

/// The form.
#[component]
pub fn Settings(address: String, device: Device, offered: Offered, around: Surroundings, typed: Typed) -> impl IntoView {
    let words = use_words();
    let number = |name: &'static str, label: &str, hint: &str, required: bool| {
        let (label, hint) = (words.t(label), words.t(hint));
        view! { <TextField typed=typed.clone() name label hint kind="number" longest=4 required/> }.into_any()
    };
    let greeting = |name: &'static str, label: &str| {
        let (label, hint) = (words.t(label), words.t("device-greeting-hint"));
        view! { <TextField typed=typed.clone() name label hint longest=LONGEST_GREETING/> }.into_any()
    };
    view! {
        <section class="card">
            <h2>{words.t("device-settings")}</h2>
            <p class="hint">{words.t("device-settings-lead")}</p>
            <form id=FORM class="narrow" method="post" action=address>
                <NameField typed=typed.clone()/>
                <PointField typed=typed.clone() offered around/>
                {number(NORM, "device-norm", "device-norm-hint", false)}
                <Awake typed=typed.clone()/>
                {number(IDLE, "device-idle", "device-idle-hint", true)}
                {number(GRACE, "device-grace", "device-grace-hint", true)}
                <TickField
                    typed=typed.clone()
                    name=COMMENTS
                    label=words.t("device-comments")
                    hint=words.t("device-comments-hint")
                />
                {greeting(GREETING_VI, "device-greeting-vi")}
                {greeting(GREETING_EN, "device-greeting-en")}
                <PinFields typed=typed.clone() is_set=device.settings.pin.is_some()/>
                <button class="primary" type="submit">{words.t("save")}</button>
            </form>
        </section>
    }
    .into_any()
}

/// When it is awake: two times, and the days of the week.
#[component]
fn Awake(typed: Typed) -> impl IntoView {
    let words = use_words();
    let time = |name: &'static str, label: &str| {
        view! { <TextField typed=typed.clone() name label=words.t(label) kind="time" longest=5/> }.into_any()
    };
    let problem = typed.problem(DAY);
    let days = WEEKDAYS
        .into_iter()
        .enumerate()
        .map(|(day, key)| {
            let value = day.to_string();
            let checked = typed.fields.has(DAY, &value);
            view! {
                <label class="tick-line">
                    <input type="checkbox" name=DAY value=value checked=checked/>
                    " " {words.t(key)}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{words.t("device-awake")}</legend>
            <p class="hint">{words.t("device-awake-hint")}</p>
            <div class="class">{time(OPENS, "device-opens")} {time(CLOSES, "device-closes")}</div>
            <div class="field" id=DAY role="group" aria-label=words.t("device-days")>
                <p class="days-title">{words.t("device-days")}</p>
                {problem.map(|key| view! { <p class="problem" id=format!("{DAY}-problem")>{words.t(key)}</p> })}
                <div class="days">{days}</div>
            </div>
        </fieldset>
    }
    .into_any()
}

/// A new PIN, and that there is to be none.
#[component]
fn PinFields(typed: Typed, is_set: bool) -> impl IntoView {
    let words = use_words();
    let hint = words.t(if is_set { "device-pin-hint-set" } else { "device-pin-hint" });
    let remove = (is_set || typed.problem(NO_PIN).is_some()).then(|| {
        view! { <TickField typed=typed.clone() name=NO_PIN label=words.t("device-pin-remove")/> }
    });
    view! {
        <TextField typed=typed.clone() name=PIN label=words.t("device-pin") hint longest=8/>
        {remove}
    }
    .into_any()
}
