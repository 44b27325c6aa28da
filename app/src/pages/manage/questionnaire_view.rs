//! `/manage/questionnaires/{code}/{number}/view`: a version as citizens see it, in a page of its own that sends nothing.

use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use super::campaigns::versioned;
use super::questionnaires::address;
use crate::domain::questionnaire::Version;
use crate::domain::questionnaire::listed::Listed;
use crate::domain::submission::FORM;
use crate::islands::conditions::Conditions;
use crate::islands::stepper::Stepper;
use crate::pages::survey::{ASSISTED, Form, SectionFields};
use crate::parts::choice::ChoiceLine;
use crate::parts::document::Document;
use crate::parts::frame::use_words;

/// The page.
#[component]
pub fn QuestionnaireViewPage(listed: Listed, version: Arc<Version>) -> impl IntoView {
    let words = use_words();
    let form = Form::new(Uuid::nil());
    let title = version.title().get(words.0).to_owned();
    let at = address(&listed);
    let languages = version
        .languages()
        .iter()
        .map(|language| {
            let here = (*language == words.0).then_some("page");
            let href = format!("{at}/view?lang={}", language.tag());
            view! { <li><a lang=language.tag() href=href aria-current=here>{language.own_name()}</a></li> }
        })
        .collect_view();
    let sections = version
        .sections()
        .iter()
        .map(|section| view! { <SectionFields section=section.clone() form=form.clone()/> })
        .collect_view();
    let minutes = words.count("minutes", version.minutes().into());
    let who = words.with("survey-who", &[("owner", &words.t("view-owner")), ("minutes", &minutes)]);
    view! {
        <Document title=words.with("view-title", &[("title", &title)]) islands=true>
            <aside class="preview" aria-label=words.t("view-label")>
                <p>
                    <strong>{words.t("view-label")}</strong> " "
                    <a href=at>{versioned(words, version.title(), listed.number)}</a>
                </p>
                <p>{words.t("view-lead")}</p>
                <ul>{languages}</ul>
            </aside>
            <h1>{title}</h1>
            <p class="intro">{version.purpose().get(words.0).to_owned()}" "{who}</p>
            <form id=FORM method="get" novalidate=true>
                <Conditions/>
                {sections}
                <div class="send">
                    <ChoiceLine
                        kind="checkbox"
                        name=ASSISTED.to_owned()
                        value="yes".to_owned()
                        checked=false
                        text=words.t("assisted")
                    />
                    <button class="primary" type="submit" disabled=true aria-describedby="view-unsent">{words.t("send")}</button>
                    <p class="hint" id="view-unsent">{words.t("view-unsent")}</p>
                </div>
                <Stepper next=words.t("next") back=words.t("back") progress=words.t("step-of") sending=words.t("sending")/>
            </form>
        </Document>
    }
}
