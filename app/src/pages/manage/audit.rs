//! `/manage/audit`: what was done, by whom, when, and what it was before and after.

use leptos::prelude::*;

use crate::domain::period::LocalTime;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::parts::desk::Desk;
use crate::parts::fields::{SelectField, TextField, Typed};
use crate::parts::frame::use_words;

/// The address.
pub const PATH: &str = "/manage/audit";
/// The field of the account that did it.
pub const ACTOR: &str = "actor";
/// The field of what was done.
pub const ACTION: &str = "action";
/// The field of what it was done to.
pub const SUBJECT: &str = "subject";
/// The field of the first day, `YYYY-MM-DD`.
pub const FROM: &str = "from";
/// The field of the last day, `YYYY-MM-DD`.
pub const TO: &str = "to";
/// The field of the number before which entries are shown.
pub const BEFORE: &str = "before";

/// What can be done, by its word, with the key of its name.
pub const ACTIONS: &[(&str, &str)] = &[
    ("account-added", "action-account-added"),
    ("account-changed", "action-account-changed"),
    ("account-suspended", "action-account-suspended"),
    ("account-restored", "action-account-restored"),
    ("link-made", "action-link-made"),
    ("password-set", "action-password-set"),
    ("second-factor-set", "action-second-factor-set"),
    ("second-factor-removed", "action-second-factor-removed"),
    ("recovery-code-used", "action-recovery-code-used"),
    ("passkey-added", "action-passkey-added"),
    ("passkey-removed", "action-passkey-removed"),
    ("passkey-went-back", "action-passkey-went-back"),
    ("signed-in", "action-signed-in"),
    ("sign-in-failed", "action-sign-in-failed"),
    ("session-ended", "action-session-ended"),
    ("exported", "action-exported"),
    ("unit-added", "action-unit-added"),
    ("unit-changed", "action-unit-changed"),
    ("unit-removed", "action-unit-removed"),
    ("unit-merged", "action-unit-merged"),
    ("unit-split", "action-unit-split"),
    ("merger-taken-back", "action-merger-taken-back"),
    ("classification-added", "action-classification-added"),
    ("classification-changed", "action-classification-changed"),
    ("classification-removed", "action-classification-removed"),
    ("target-added", "action-target-added"),
    ("target-changed", "action-target-changed"),
    ("target-removed", "action-target-removed"),
    ("sector-added", "action-sector-added"),
    ("sector-changed", "action-sector-changed"),
    ("sector-removed", "action-sector-removed"),
    ("campaign-added", "action-campaign-added"),
    ("campaign-changed", "action-campaign-changed"),
    ("campaign-opened", "action-campaign-opened"),
    ("campaign-closed", "action-campaign-closed"),
    ("campaign-archived", "action-campaign-archived"),
    ("campaign-removed", "action-campaign-removed"),
    ("questionnaire-drafted", "action-questionnaire-drafted"),
    ("questionnaire-published", "action-questionnaire-published"),
    ("questionnaire-retired", "action-questionnaire-retired"),
    ("questionnaire-draft-removed", "action-questionnaire-draft-removed"),
    ("point-added", "action-point-added"),
    ("point-changed", "action-point-changed"),
    ("point-withdrawn", "action-point-withdrawn"),
    ("point-restored", "action-point-restored"),
    ("point-removed", "action-point-removed"),
    ("device-added", "action-device-added"),
    ("device-changed", "action-device-changed"),
    ("device-link-made", "action-device-link-made"),
    ("device-revoked", "action-device-revoked"),
    ("device-removed", "action-device-removed"),
    ("invitations-issued", "action-invitations-issued"),
    ("links-exported", "action-links-exported"),
    ("invitations-withdrawn", "action-invitations-withdrawn"),
    ("invitations-expired", "action-invitations-expired"),
    ("sample-drawn", "action-sample-drawn"),
    ("sample-discarded", "action-sample-discarded"),
    ("double-entry-set", "action-double-entry-set"),
    ("entry-decided", "action-entry-decided"),
    ("entry-removed", "action-entry-removed"),
    ("response-withdrawn", "action-response-withdrawn"),
    ("retention-set", "action-retention-set"),
    ("hold-placed", "action-hold-placed"),
    ("hold-lifted", "action-hold-lifted"),
    ("disposed", "action-disposed"),
    ("import-begun", "action-import-begun"),
    ("imported", "action-imported"),
];

/// The key of an action's name; of one that this version does not know, the word itself.
fn action_key(word: &str) -> &str {
    ACTIONS.iter().find(|(known, _)| *known == word).map_or(word, |(_, key)| key)
}

/// An entry as it is shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the log.
    pub number: i64,
    /// When: UTC milliseconds.
    pub at: i64,
    /// The name of the account; none is the program or a command.
    pub actor: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// What was done, by its word.
    pub action: String,
    /// The unit it concerns.
    pub unit: Option<String>,
    /// To what.
    pub subject: String,
    /// What it was before, in JSON.
    pub before: Option<String>,
    /// What it is afterwards, in JSON.
    pub after: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Log {
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The filter as typed.
    pub typed: Typed,
    /// The address of the entries before these, if there are more.
    pub earlier: Option<String>,
}

/// The page.
#[component]
pub fn AuditPage(log: Log) -> impl IntoView {
    let words = use_words();
    let Log { entries, units, typed, earlier } = log;
    let any = std::iter::once((String::new(), words.t("any")));
    let actions = any.chain(ACTIONS.iter().map(|(word, key)| ((*word).to_owned(), words.t(key)))).collect();
    let empty = entries.is_empty();
    let rows = entries
        .into_iter()
        .map(|entry| {
            let time = LocalTime::of(entry.at);
            let unit = entry
                .unit
                .map(|code| units.get(&code).map_or_else(|| code.clone(), |unit| unit.name.get(words.0).to_owned()));
            let state = |key: &'static str, json: Option<String>| {
                json.map(|json| view! { <dt>{words.t(key)}</dt> <dd><code>{json}</code></dd> })
            };
            view! {
                <tr>
                    <td>{entry.number}</td>
                    <td>{time.date()} " " {time.clock()}</td>
                    <td>{entry.actor.unwrap_or_else(|| words.t("audit-program"))}</td>
                    <td>{words.t(action_key(&entry.action))}</td>
                    <td>
                        {entry.subject}
                        <details>
                            <summary>{words.t("audit-more")}</summary>
                            <dl class="facts">
                                {unit.map(|unit| view! { <dt>{words.t("scope")}</dt> <dd>{unit}</dd> })}
                                {entry.session.map(|session| view! { <dt>{words.t("audit-session")}</dt> <dd><code>{session}</code></dd> })}
                                {state("audit-before", entry.before)}
                                {state("audit-after", entry.after)}
                            </dl>
                        </details>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Desk title=words.t("audit-title") here=PATH>
            <h1>{words.t("audit-title")}</h1>
            <p class="lead">{words.t("audit-lead")}</p>
            <form class="filter" method="get" action=PATH>
                <TextField typed=typed.clone() name=ACTOR label=words.t("audit-actor") longest=60/>
                <SelectField typed=typed.clone() name=ACTION label=words.t("audit-action") options=actions/>
                <TextField typed=typed.clone() name=SUBJECT label=words.t("audit-subject") longest=200/>
                <TextField typed=typed.clone() name=FROM label=words.t("audit-from") kind="date" longest=10/>
                <TextField typed name=TO label=words.t("audit-to") kind="date" longest=10/>
                <button type="submit">{words.t("find")}</button>
            </form>
            {empty.then(|| view! { <p>{words.t("audit-none")}</p> })}
            {(!empty)
                .then(|| view! {
                    <div class="scroll" tabindex="0" role="region" aria-label=words.t("audit-title")>
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{words.t("audit-number")}</th>
                                    <th scope="col">{words.t("audit-when")}</th>
                                    <th scope="col">{words.t("audit-actor")}</th>
                                    <th scope="col">{words.t("audit-action")}</th>
                                    <th scope="col">{words.t("audit-subject")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                })}
            {earlier.map(|href| view! { <p><a class="button" href=href rel="next">{words.t("audit-earlier")}</a></p> })}
        </Desk>
    }
}
