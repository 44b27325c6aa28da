//! `/analysis/exports/{id}`: how far an export is, its file, and what asks before it is given up or removed.

use leptos::prelude::*;

use super::exports::{Choices, PATH, moment, period};
use crate::domain::export_job::{ExportJob, State};
use crate::pages::manage::removal::{Question, Removal, SURE};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::text::Words;

/// The page.
#[component]
pub fn ExportPage(
    job: ExportJob,
    choices: Choices,
    /// Whether somebody came by an address of the file that is none, or not any more.
    gone: bool,
) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", job.id);
    let order = job.order.clone();
    let steps = match job.state {
        State::Waiting => view! { <p>{words.t("export-waiting-lead")}</p> }.into_any(),
        State::Running => {
            let percent = job.percent();
            let told = words.with("export-percent", &[("percent", &percent.to_string())]);
            view! {
                <p>{words.t("export-running-lead")}</p>
                <p>
                    <progress max="100" value=percent.to_string() aria-label=words.t("export-progress")>{told.clone()}</progress>
                    " " {told.clone()}
                </p>
            }
            .into_any()
        }
        State::Finished => view! { <Fetching job=job.clone()/> }.into_any(),
        State::Failed => view! { <p>{words.t("export-failed-lead")}</p> }.into_any(),
        State::Cancelled => view! { <p>{words.t("export-cancelled-lead")}</p> }.into_any(),
    };
    let end = if job.state.is_open() {
        view! { <a class="button" href=format!("{address}/cancellation")>{words.t("export-cancel")} "…"</a> }.into_any()
    } else {
        view! { <a class="button" href=format!("{address}/removal")>{words.t("export-remove")} "…"</a> }.into_any()
    };
    view! {
        <Desk title=words.t("export-one") here=PATH>
            <p><a href=PATH>{words.t("exports-title")}</a></p>
            <h1>{words.t("export-one")} ": " {choices.unit(words.0, &order)}</h1>
            {gone.then(|| view! { <p class="errors" role="alert">{words.t("export-link-gone")}</p> })}
            <p role="status"><strong>{words.t(job.state.key())}</strong></p>
            {steps}
            <dl>
                <dt>{words.t("filter-campaign")}</dt>
                <dd>{choices.campaign(words, &order)}</dd>
                <dt>{words.t("filter-period")}</dt>
                <dd>{period(words, &order)}</dd>
                <dt>{words.t("export-format")}</dt>
                <dd>{words.t(order.format.key())}</dd>
                <dt>{words.t("export-labels")}</dt>
                <dd>{order.labels.own_name()}</dd>
                <dt>{words.t("export-by")}</dt>
                <dd>{job.by.clone()}</dd>
                <dt>{words.t("export-made")}</dt>
                <dd>{moment(job.made_at)}</dd>
            </dl>
            <p>{end}</p>
        </Desk>
    }
}

/// The file of an export.
#[component]
fn Fetching(job: ExportJob) -> impl IntoView {
    let words = use_words();
    let until = job.expires_at.map(moment).unwrap_or_default();
    let link = job.token.map(|token| {
        let fetch = format!("{} ({})", words.t("export-fetch"), size(words, job.bytes.unwrap_or_default()));
        view! { <p><a class="button primary" href=format!("{PATH}/{}/{token}", job.id) download="">{fetch}</a></p> }
    });
    view! {
        {link}
        <p class="hint">{words.with("export-until", &[("time", &until)])}</p>
        <p class="hint">{words.t("export-what-is-in-it")}</p>
    }
    .into_any()
}

/// How large a file is, with the unit that makes the number readable.
fn size(words: Words, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_000);
    let (number, unit) = if kilobytes < 1_000 { (kilobytes, "kB") } else { (kilobytes.div_ceil(1_000), "MB") };
    words.with("export-size", &[("number", &number.to_string()), ("unit", unit)])
}

/// The page that asks before an export is given up.
#[component]
pub fn ExportCancellationPage(job: ExportJob, choices: Choices) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{}", job.id);
    view! {
        <Desk title=words.t("export-cancel") here=PATH>
            <h1>{words.t("export-cancel")} ": " {choices.about(words, &job.order)}</h1>
            <p class="lead">{words.t("export-cancel-lead")}</p>
            <form method="post" action=format!("{address}/cancellation")>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("export-cancel")}</button>
                    <a class="button" href=address.clone()>{words.t("back")}</a>
                </div>
            </form>
        </Desk>
    }
}

/// The page that asks before an export is removed.
#[component]
pub fn ExportRemovalPage(job: ExportJob, choices: Choices) -> impl IntoView {
    let words = use_words();
    let removal = Removal {
        title: words.t("export-remove"),
        name: choices.about(words, &job.order),
        lead: words.t("export-remove-lead"),
        address: format!("{PATH}/{}", job.id),
        references: Vec::new(),
    };
    view! {
        <Desk title=words.t("export-remove") here=PATH>
            <Question removal/>
        </Desk>
    }
}
