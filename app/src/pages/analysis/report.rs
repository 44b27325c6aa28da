//! `/analysis/report`: what of a unit and a period is to be handed over, and in which form.

use leptos::prelude::*;

use super::filter::{Choosing, query};
use super::views::Views;
use crate::domain::overview::{Question, Scene};
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::report::{Document, Section};

/// The address of the page.
pub const PATH: &str = "/analysis/report";
/// The address of the report as it is printed.
pub const PAPER: &str = "/analysis/report.html";
/// The address of the workbook.
pub const WORKBOOK: &str = "/analysis/report.xlsx";

/// The page; `document` is `None` where nobody answered.
#[component]
pub fn ReportPage(scene: Scene, offered: UnitChoice, document: Option<Document>) -> impl IntoView {
    let words = use_words();
    let question = scene.question.clone();
    let asked = question.clone();
    let open = document.is_none();
    let shown = match document {
        Some(document) => view! { <Offered document question/> }.into_any(),
        None => view! { <p class="lead">{words.t("analysis-none")}</p> }.into_any(),
    };
    view! {
        <Desk title=words.t("report-title") here=PATH>
            <ModuleStyle name="analysis.css"/>
            <h1>{words.t("report-title")}</h1>
            <p class="lead">{words.t("report-lead")}</p>
            <Views question=asked here=PATH/>
            <Choosing scene offered path=PATH open/>
            {shown}
        </Desk>
    }
}

/// The files, and what stands in them.
#[component]
fn Offered(document: Document, question: Question) -> impl IntoView {
    let words = use_words();
    let asked = query(&question);
    let findings = document.sections.iter().find(|section| section.code == "findings");
    let sentences = findings.map(|section| section.sentences.clone()).unwrap_or_default();
    let sentences = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    let parts = document.sections.iter().map(|section: &Section| section.title.clone());
    let parts = parts.map(|title| view! { <li>{title}</li> }).collect_view();
    view! {
        <section class="card">
            <h2>{document.subject}</h2>
            <ul>{sentences}</ul>
            <p>
                <a class="button primary" href=format!("{PAPER}{asked}")>{words.t("report-open")}</a>
                " "
                <a class="button" href=format!("{PAPER}{asked}") download="">{words.t("report-save")}</a>
                " "
                <a class="button" href=format!("{WORKBOOK}{asked}") download="">{words.t("report-workbook")}</a>
            </p>
            <p class="hint">{words.t("report-verify-hint")}</p>
        </section>
        <section>
            <h2>{words.t("report-contents")}</h2>
            <ol>{parts}</ol>
        </section>
    }
}
