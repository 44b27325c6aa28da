//! What the page says of answers that a phone keeps because it could not send them (`app/browser/phone.js`). Without a script there are none:
//! the browser itself then offers to send the form again.

use leptos::prelude::*;

use super::frame::use_words;
use super::module::Module;

/// The section, not to be seen until there is such an answer, and the module that sends it. It stands on every page that an address of a
/// survey can give, so that whichever is opened sends what is kept.
#[component]
pub fn Unsent() -> impl IntoView {
    let words = use_words();
    // The names in braces are filled in by the module; what belongs to one state only says to which.
    let gaps = [("time", "{time}"), ("date", "{date}"), ("title", "{title}"), ("reason", "{reason}")];
    view! {
        <section class="restored" id="unsent" hidden>
            <h2 tabindex="-1" data-when="waits">{words.t("unsent-title")}</h2>
            <h2 tabindex="-1" data-when="done">{words.t("unsent-done")}</h2>
            <p data-when="waits">{words.t("unsent-lead")}</p>
            <ul></ul>
            <p role="status" data-sending=words.t("unsent-sending") data-failed=words.t("unsent-failed")></p>
            <button class="primary" type="button" data-when="waits" data-do="send">{words.t("unsent-send")}</button>
            <template>
                <li>
                    <p data-if="waiting">{words.with("unsent-waiting", &gaps)}</p>
                    <p data-if="sent">{words.with("unsent-sent", &gaps)}</p>
                    <p data-if="wrong">{words.with("unsent-wrong", &gaps)}</p>
                    <p data-if="refused">{words.with("unsent-refused", &gaps)}</p>
                    <button type="button" data-if="sent-alone" data-do="page">{words.t("unsent-receipt")}</button>
                    <button type="button" data-if="wrong" data-do="page">{words.t("unsent-mend")}</button>
                    <button type="button" data-if="refused" data-do="forget">{words.t("unsent-understood")}</button>
                    <details data-if="waiting wrong">
                        <summary>{words.t("unsent-forget")}</summary>
                        <button type="button" data-do="forget">{words.t("unsent-forget-now")}</button>
                    </details>
                </li>
            </template>
        </section>
        <Module name="phone.js"/>
    }
}
