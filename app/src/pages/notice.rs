//! What a page says when it cannot do what was asked: the one shape of every error and refusal.

use leptos::prelude::*;

use crate::islands::forget_draft::ForgetDraft;
use crate::parts::document::Document;
use crate::parts::frame::{use_frame, use_words};
use crate::parts::unsent::Unsent;

/// A title, a message and a way onward.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What happened, in a few words.
    pub title: String,
    /// What it means and what can be done.
    pub message: String,
    /// Details for whoever helps: the names of unknown fields, for example.
    pub details: Option<String>,
    /// Where to go on, with the words of the link.
    pub onward: Vec<(String, String)>,
    /// Whether the field for a collection point's code is offered.
    pub asks_code: bool,
    /// The collection point whose draft on the device is done with.
    pub forgets: Option<String>,
}

/// The page.
#[component]
pub fn NoticePage(notice: Notice) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let onward = notice
        .onward
        .into_iter()
        .chain([("/".to_owned(), words.t("to-home"))])
        .map(|(href, text)| view! { <li><a href=href>{text}</a></li> })
        .collect_view();
    let forgets = notice.forgets.map(|code| view! { <ForgetDraft code/> });
    let islands = forgets.is_some();
    // A survey that is closed by now, or a link that was used: just there somebody may look for what their phone keeps.
    let is_of_survey = ["/s/", "/i/"].iter().any(|start| frame.path.starts_with(start));
    view! {
        <Document title=notice.title.clone() islands=islands>
            <h1>{notice.title}</h1>
            <p class="lead">{notice.message}</p>
            {is_of_survey.then(|| view! { <Unsent/> })}
            {notice.details.map(|details| view! { <p class="hint">{details}</p> })}
            {notice.asks_code.then(|| view! { <CodeForm/> })}
            <ul class="onward">{onward}</ul>
            {forgets}
        </Document>
    }
}

/// The field for the short code under a QR code.
#[component]
pub fn CodeForm() -> impl IntoView {
    let words = use_words();
    view! {
        <form class="code-form" method="get" action="/s">
            <label class="question" for="code">{words.t("code-label")}</label>
            <p class="hint" id="code-hint">{words.t("code-hint")}</p>
            <div class="row">
                <input type="text" id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="code-hint"/>
                <button class="primary" type="submit">{words.t("code-open")}</button>
            </div>
        </form>
    }
}
