//! `/manage/audit`: what was done, by whom, when, and what it was before and after.

use leptos::prelude::*;

use super::audit_changes::{Changed, Names, Reading};
use crate::domain::fold::fold;
use crate::domain::period::LocalTime;
use crate::parts::desk::Desk;
use crate::parts::fields::{SelectField, TextField, Typed};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Head, SORT, percent};
use crate::text::Words;

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
/// The field of the number before which entries are shown, the newest first.
pub const BEFORE: &str = "before";
/// The field of the number after which entries are shown, the oldest first.
pub const AFTER: &str = "after";
/// The column by which the log can be sorted.
pub const WHEN: &str = "at";

/// Up to so many accounts are a list to choose from; of more, one is typed.
pub const FEW_ACTORS: usize = 150;
/// So many changes of an entry are read at first sight.
const AT_FIRST_SIGHT: usize = 6;

/// What it can be done to, by the word of its kind, with the key of its name.
pub const KINDS: &[(&str, &str)] = &[
    ("account", "about-account"),
    ("session", "about-session"),
    ("subject", "about-provider-subject"),
    ("unit", "about-unit"),
    ("sector", "about-sector"),
    ("target", "about-target"),
    ("classification", "about-classification"),
    ("campaign", "about-campaign"),
    ("questionnaire", "about-questionnaire"),
    ("point", "about-point"),
    ("device", "about-device"),
    ("paper form", "about-paper-form"),
    ("invitations", "about-invitations"),
    ("sample", "about-sample"),
    ("retention", "about-retention"),
    ("microdata", "about-microdata"),
    ("export", "about-export"),
    ("import", "about-import"),
    ("theme", "about-theme"),
    ("comments", "about-comments"),
    ("outlines", "about-outlines"),
    ("improvement", "about-improvement"),
    ("index", "about-index"),
    ("review", "about-review"),
    ("token", "about-token"),
];

/// The kind of a subject and what it is called among those of its kind; of a kind that this version does not know, all of it.
#[must_use]
pub fn parts(subject: &str) -> (&'static str, &str) {
    let of = |kind: &'static str| {
        let name = subject.strip_prefix(kind)?;
        name.is_empty().then_some((kind, "")).or_else(|| name.strip_prefix(' ').map(|name| (kind, name)))
    };
    KINDS.iter().find_map(|(kind, _)| of(kind)).unwrap_or(("", subject))
}

/// Those of some words whose names, in the language of whoever looks, have what is looked for, folded.
#[must_use]
pub fn called(words: Words, all: &[(&'static str, &str)], sought: &str) -> Vec<&'static str> {
    all.iter().filter(|(_, key)| fold(&words.t(key)).contains(sought)).map(|(word, _)| *word).collect()
}

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
    ("export-asked", "action-export-asked"),
    ("export-cancelled", "action-export-cancelled"),
    ("export-removed", "action-export-removed"),
    ("unit-added", "action-unit-added"),
    ("unit-changed", "action-unit-changed"),
    ("unit-removed", "action-unit-removed"),
    ("unit-merged", "action-unit-merged"),
    ("unit-split", "action-unit-split"),
    ("merger-taken-back", "action-merger-taken-back"),
    ("outlines-taken", "action-outlines-taken"),
    ("outlines-removed", "action-outlines-removed"),
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
    ("device-registered", "action-device-registered"),
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
    ("theme-added", "action-theme-added"),
    ("theme-changed", "action-theme-changed"),
    ("theme-removed", "action-theme-removed"),
    ("comment-minimum-set", "action-comment-minimum-set"),
    ("improvement-added", "action-improvement-added"),
    ("improvement-changed", "action-improvement-changed"),
    ("improvement-noted", "action-improvement-noted"),
    ("improvement-removed", "action-improvement-removed"),
    ("index-added", "action-index-added"),
    ("index-changed", "action-index-changed"),
    ("index-removed", "action-index-removed"),
    ("review-kept", "action-review-kept"),
    ("token-made", "action-token-made"),
    ("token-revoked", "action-token-revoked"),
    ("responses-taken", "action-responses-taken"),
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
    /// The entries, in the order that is asked for.
    pub entries: Vec<Entry>,
    /// What codes stand for.
    pub names: Names,
    /// The accounts that may be chosen; nothing where there are too many.
    pub actors: Option<Vec<String>>,
    /// The word that stands for the program among them.
    pub program: &'static str,
    /// What is asked for.
    pub asked: Asked,
    /// Whether this is the beginning.
    pub first: bool,
    /// The address of the entries after these, if there are more.
    pub next: Option<String>,
}

impl Log {
    /// What the list is narrowed by, by the name of a field.
    fn narrowed(&self, field: &str) -> String {
        self.asked.kept.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// The page.
#[component]
pub fn AuditPage(log: Log) -> impl IntoView {
    let words = use_words();
    let filter = filter(words, &log);
    let subject = log.narrowed(SUBJECT);
    let Log { entries, names, asked, first, next, .. } = log;
    let narrowed = (!subject.is_empty()).then(|| {
        let reading = Reading { words, names: &names, subject: &subject };
        let latest = entries.iter().map(|entry| (entry.before.as_deref(), entry.after.as_deref()));
        let called = latest.chain([(None, None)]).find_map(|(before, after)| reading.called(before, after));
        let about = named(words, &subject, called.as_deref());
        view! { <p>{words.with("audit-about", &[("subject", &about)])} " " <a href=PATH>{words.t("audit-all")}</a></p> }
    });
    let empty = entries.is_empty();
    let rows = entries.into_iter().map(|entry| view! { <Row entry names=names.clone()/> }).collect_view();
    let beginning = (!first).then(|| {
        let kept = asked.kept.iter().map(|(name, value)| format!("&{name}={}", percent(value)));
        format!("{PATH}?{SORT}={}&{FIND}={}{}", asked.sort_word(), percent(&asked.find), kept.collect::<String>())
    });
    let later = if asked.descending { "audit-earlier" } else { "audit-later" };
    view! {
        <Desk title=words.t("audit-title") here=PATH>
            <h1>{words.t("audit-title")}</h1>
            <p class="lead">{words.t("audit-lead")}</p>
            {filter}
            {narrowed}
            {empty.then(|| view! { <p>{words.t("audit-none")}</p> })}
            {(!empty)
                .then(|| view! {
                    <div class="scroll" tabindex="0" role="region" aria-label=words.t("audit-title")>
                        <table class="stack">
                            <thead>
                                <tr>
                                    <th scope="col">{words.t("audit-number")}</th>
                                    <Head asked=asked.clone() path=PATH column=WHEN label=words.t("audit-when")/>
                                    <th scope="col">{words.t("audit-actor")}</th>
                                    <th scope="col">{words.t("audit-action")}</th>
                                    <th scope="col">{words.t("audit-subject")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                })}
            <div class="actions">
                {beginning.map(|href| view! { <a class="button" href=href>{words.t("audit-beginning")}</a> })}
                {next.map(|href| view! { <a class="button" href=href rel="next">{words.t(later)}</a> })}
            </div>
        </Desk>
    }
}

/// The form by which the log is searched and narrowed.
fn filter(words: Words, log: &Log) -> impl IntoView + use<> {
    let value = |name: &'static str| (name, log.narrowed(name));
    let fields = [(FIND, log.asked.find.clone()), value(ACTOR), value(ACTION), value(FROM), value(TO)];
    let typed = Typed::of(fields.each_ref().map(|(name, value)| (*name, value.as_str())));
    let any = || std::iter::once((String::new(), words.t("any")));
    let actions = any().chain(ACTIONS.iter().map(|(word, key)| ((*word).to_owned(), words.t(key)))).collect::<Vec<_>>();
    let actor = match &log.actors {
        Some(names) => {
            let program = std::iter::once((log.program.to_owned(), words.t("audit-program")));
            let chosen = log.narrowed(ACTOR);
            // A name that did nothing yet stays chosen, so that it is seen why nothing is shown.
            let other = Some(chosen).filter(|name| !name.is_empty() && *name != log.program && !names.contains(name));
            let names = other.iter().chain(names).map(|name| (name.clone(), name.clone()));
            let options = any().chain(program).chain(names).collect::<Vec<_>>();
            view! { <SelectField typed=typed.clone() name=ACTOR label=words.t("audit-actor") options/> }.into_any()
        }
        None => view! { <TextField typed=typed.clone() name=ACTOR label=words.t("audit-actor") longest=60/> }.into_any(),
    };
    let (sort, subject) = (log.asked.sort_word(), log.narrowed(SUBJECT));
    view! {
        <form class="filter" method="get" action=PATH role="search">
            <TextField typed=typed.clone() name=FIND label=words.t("audit-find") kind="search"/>
            {actor}
            <SelectField typed=typed.clone() name=ACTION label=words.t("audit-action") options=actions/>
            <TextField typed=typed.clone() name=FROM label=words.t("audit-from") kind="date" longest=10/>
            <TextField typed name=TO label=words.t("audit-to") kind="date" longest=10/>
            <input type="hidden" name=SORT value=sort/>
            {(!subject.is_empty()).then(|| view! { <input type="hidden" name=SUBJECT value=subject/> })}
            <button type="submit">{words.t("find")}</button>
        </form>
    }
}

/// A subject by its kind and by what it is called.
fn named(words: Words, subject: &str, called: Option<&str>) -> String {
    let kind = parts(subject).0;
    match (KINDS.iter().find(|(known, _)| *known == kind), called) {
        (None, _) => subject.to_owned(),
        (Some((_, key)), None) => words.t(key),
        (Some((_, key)), Some(name)) => format!("{}: {name}", words.t(key)),
    }
}

#[component]
fn Row(entry: Entry, names: Names) -> impl IntoView {
    let words = use_words();
    let time = LocalTime::of(entry.at);
    let unit =
        entry.unit.map(|code| names.units.get(&code).map_or_else(|| code.clone(), |unit| unit.name.get(words.0).to_owned()));
    let reading = Reading { words, names: &names, subject: &entry.subject };
    let (before, after) = (entry.before.as_deref(), entry.after.as_deref());
    let called = reading.called(before, after);
    let code = parts(&entry.subject).1.to_owned();
    let code = (!code.is_empty() && called.as_ref() != Some(&code)).then_some(code);
    let mut changes = reading.changes(before, after);
    let rest = changes.split_off(changes.len().min(AT_FIRST_SIGHT));
    let state =
        |key: &'static str, json: Option<String>| json.map(|json| view! { <dt>{words.t(key)}</dt> <dd><code>{json}</code></dd> });
    view! {
        <tr>
            <td>{entry.number}</td>
            <td>{time.date()} " " {time.clock()}</td>
            <td>{entry.actor.unwrap_or_else(|| words.t("audit-program"))}</td>
            <td>{words.t(action_key(&entry.action))}</td>
            <td>
                <a href=format!("{PATH}?{SUBJECT}={}", percent(&entry.subject))>
                    {named(words, &entry.subject, called.as_deref())}
                </a>
                {list(changes)}
                <details>
                    <summary>{words.t("audit-more")}</summary>
                    {list(rest)}
                    <dl class="facts">
                        {code.map(|code| view! { <dt>{words.t("changed-id")}</dt> <dd><code>{code}</code></dd> })}
                        {unit.map(|unit| view! { <dt>{words.t("scope")}</dt> <dd>{unit}</dd> })}
                        {entry.session.map(|session| view! { <dt>{words.t("audit-session")}</dt> <dd><code>{session}</code></dd> })}
                        {state("audit-before", entry.before.clone())}
                        {state("audit-after", entry.after.clone())}
                    </dl>
                </details>
            </td>
        </tr>
    }
}

/// What was changed, a line for each field.
fn list(changes: Vec<Changed>) -> impl IntoView {
    let lines = changes.into_iter().map(|Changed { field, before, after }| {
        let arrow = (before.is_some() && after.is_some()).then_some(" → ");
        let before = before.map(|text| view! { <del>{text}</del> });
        view! { <li><span>{format!("{field}:")}</span> " " {before} {arrow} {after.map(|text| view! { <ins>{text}</ins> })}</li> }
    });
    let lines = lines.collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <ul class="changes">{lines}</ul> })
}

#[cfg(test)]
mod tests {
    use super::{ACTIONS, KINDS, called, parts};
    use crate::domain::language::Language;
    use crate::text::Words;

    #[test]
    fn a_subject_has_a_kind_and_a_name() {
        assert_eq!(parts("unit xa-mot"), ("unit", "xa-mot"));
        assert_eq!(parts("paper form ab12cd Lô 1/7"), ("paper form", "ab12cd Lô 1/7"));
        assert_eq!(parts("retention"), ("retention", ""));
        assert_eq!(parts("units of something"), ("", "units of something"));
    }

    #[test]
    fn actions_and_kinds_are_found_by_their_names_without_diacritics() {
        assert_eq!(called(Words(Language::Vi), ACTIONS, "rut lai"), ["response-withdrawn"]);
        assert_eq!(called(Words(Language::En), KINDS, "paper"), ["paper form"]);
        assert!(called(Words(Language::Vi), KINDS, "paper").is_empty());
    }

    #[test]
    fn everything_that_is_noted_has_a_name_in_each_language() {
        for words in [Words(Language::Vi), Words(Language::En)] {
            for (_, key) in ACTIONS.iter().chain(KINDS) {
                assert_ne!(words.t(key), *key);
            }
        }
    }
}
