//! `/manage/entry/{code}`: one form after another is entered, by keys alone where one likes.

use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use super::entry::PATH;
use crate::domain::answer::Satisfaction;
use crate::domain::entry::{ASSISTED, BATCH, DAY, Faults, ID, LONGEST_BATCH, NUMBER, SECTOR};
use crate::domain::mode::Mode;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::Section;
use crate::domain::submission::{FORM, Fields, ProblemKind, asked_sections, consent_field};
use crate::islands::conditions::Conditions;
use crate::islands::entry_keys::EntryKeys;
use crate::parts::desk::Desk;
use crate::parts::entry_item::EntryItem;
use crate::parts::errors::message;
use crate::parts::fields::{SelectField, TextField, TickField, Typed};
use crate::parts::frame::use_words;
use crate::parts::item::{SCALE, control_id};
use crate::store::Survey;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct EntryForm {
    /// What is asked, and of what.
    pub survey: Arc<Survey>,
    /// The identifier of the form, however often it is sent.
    pub id: Uuid,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub faults: Faults,
    /// Whether paper is entered twice.
    pub twice: bool,
    /// The first and last day on which it may have been answered.
    pub days: (String, String),
    /// How many this account has entered here since it signed in.
    pub entered: u64,
    /// What became of the form before this one.
    pub done: Option<Done>,
}

/// What became of a form.
#[derive(Clone, Debug)]
pub struct Done {
    /// The key of the words.
    pub key: &'static str,
    /// Its number.
    pub number: String,
    /// Where its differences can be seen.
    pub form: Option<Uuid>,
}

/// The page.
#[component]
pub fn EntryFormPage(shown: EntryForm) -> impl IntoView {
    let words = use_words();
    let EntryForm { survey, id, fields, faults, twice, days, entered, done } = shown;
    let language = words.0;
    let address = format!("{PATH}/{}", survey.point.code);
    let paper = survey.point.mode == Mode::Paper;
    let needs_number = paper && twice && fields.first(NUMBER).is_none_or(str::is_empty);
    let mut sections = Vec::new();
    let mut first = !needs_number && faults == Faults::default();
    for section in asked_sections(&survey.version, survey.campaign.asks_sensitive) {
        sections.push(view! { <EntrySection section=section.clone() fields=fields.clone() faults=faults.clone() first/> });
        first = false;
    }
    let sector = match &survey.sectors[..] {
        [only] => only.name.get(language).to_owned(),
        _ => words.t("point-sector-chosen"),
    };
    let place = [survey.campaign.title.get(language), survey.unit.name.get(language), &sector, &words.t(survey.point.mode.key())];
    let place = place.join(" · ");
    let forms = paper.then(|| view! { " " <a href=format!("{address}/forms")>{words.t("paper-forms")}</a> });
    let keys = Satisfaction::ALL.map(|point| {
        view! { <li><kbd>{point.point()}</kbd> " " {words.t(SCALE[usize::from(point.point()) - 1])}</li> }
    });
    let assisted = Typed { fields: fields.clone(), problems: Vec::new() };
    view! {
        <Desk title=survey.point.name.get(language).to_owned() here=PATH keeps=true form=FORM islands=true>
            <p><a href=PATH>{words.t("entry-title")}</a> {forms}</p>
            <h1>{survey.point.name.get(language).to_owned()}</h1>
            <p class="entry-place">{place}</p>
            {done.map(|done| view! { <Became done/> })}
            <Faulty survey=survey.clone() faults=faults.clone()/>
            <form class="entry-form" id=FORM method="post" action=address novalidate=true>
                <EntryKeys/>
                <Conditions/>
                <input type="hidden" name=ID value=id.to_string()/>
                <Heading survey=survey.clone() fields=fields.clone() faults twice days needs_number/>
                <details class="keys-help">
                    <summary>{words.t("entry-keys")}</summary>
                    <p>{words.t("entry-keys-how")}</p>
                </details>
                <ul class="scale-keys" aria-label=words.t("entry-scale")>
                    {keys.into_iter().collect_view()} <li><kbd>"0"</kbd> " " {words.t("no-opinion")}</li>
                </ul>
                {sections.into_iter().collect_view()}
                <TickField typed=assisted name=ASSISTED label=words.t("assisted-entry")/>
                <div class="entry-send">
                    <button class="primary" type="submit">{words.t("entry-store")}</button>
                    <p>{words.count("entry-session", entered)}</p>
                </div>
            </form>
        </Desk>
    }
}

/// What became of the form before.
#[component]
fn Became(done: Done) -> impl IntoView {
    let words = use_words();
    let link = done.form.map(|form| {
        view! { " " <a href=format!("{}/{form}", super::paper_form::PATH)>{words.t("entry-see-differences")}</a> }
    });
    view! { <p class="done" role="status">{words.with(done.key, &[("number", &done.number)])} {link}</p> }
}

/// What is to be put right, each a link to its field.
#[component]
fn Faulty(survey: Arc<Survey>, faults: Faults) -> impl IntoView {
    let words = use_words();
    if faults == Faults::default() {
        return ().into_any();
    }
    let head = faults.head.iter().map(|(field, key)| {
        if field.is_empty() {
            view! { <li>{words.t(key)}</li> }.into_any()
        } else {
            view! { <li><a href=format!("#{field}")>{words.t(key)}</a></li> }.into_any()
        }
    });
    let answers = faults.answers.iter().map(|problem| {
        let item = problem.item.as_deref().and_then(|item| survey.version.item(item));
        let what = message(words, problem.kind);
        match item {
            Some(item) => {
                let target = format!("#{}", control_id(item.code.as_str()));
                view! { <li><a href=target>{item.text.get(words.0).to_owned()} ": " {what}</a></li> }.into_any()
            }
            None => view! { <li>{what}</li> }.into_any(),
        }
    });
    view! {
        <div class="errors" role="alert" tabindex="-1">
            <h2>{words.t("problems-title")}</h2>
            <p>{words.t("entry-kept")}</p>
            <ul>{head.collect_view()} {answers.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// The head of the form: day, batch, number, sector.
#[component]
fn Heading(
    survey: Arc<Survey>,
    fields: Fields,
    faults: Faults,
    twice: bool,
    days: (String, String),
    needs_number: bool,
) -> impl IntoView {
    let words = use_words();
    let typed = Typed { fields, problems: faults.head };
    let shown = |day: &str| LocalTime::midnight(day).map_or_else(|| day.to_owned(), |moment| LocalTime::of(moment).date());
    let hint = words.with("entry-day-hint", &[("first", &shown(&days.0)), ("last", &shown(&days.1))]);
    let paper = (survey.point.mode == Mode::Paper).then(|| {
        let hint = if twice { "entry-number-hint-twice" } else { "entry-number-hint" };
        view! {
            <TextField typed=typed.clone() name=BATCH label=words.t("entry-batch") longest=LONGEST_BATCH/>
            <TextField typed=typed.clone() name=NUMBER label=words.t("entry-number") hint=words.t(hint) longest=6 focused=needs_number/>
        }
    });
    let sector = (survey.sectors.len() != 1).then(|| {
        let none = std::iter::once((String::new(), words.t("entry-sector-choose")));
        let sectors = survey.sectors.iter().map(|sector| (sector.code.to_string(), sector.name.get(words.0).to_owned()));
        let options = none.chain(sectors).collect::<Vec<_>>();
        view! { <SelectField typed=typed.clone() name=SECTOR label=words.t("column-sector") options/> }
    });
    view! {
        <div class="entry-head">
            <TextField typed=typed.clone() name=DAY label=words.t("entry-day") hint kind="date" longest=10/>
            {paper}
            {sector}
        </div>
    }
}

#[component]
fn EntrySection(section: Section, fields: Fields, faults: Faults, first: bool) -> impl IntoView {
    let words = use_words();
    let consent = section.consent.as_ref().map(|consent| {
        let name = consent_field(section.code.as_str());
        let checked = fields.has(&name, "yes");
        view! {
            <label class="tick-line consent">
                <input type="checkbox" name=name value="yes" checked=checked/>
                " " {consent.get(words.0).to_owned()}
            </label>
        }
    });
    let needs_consent = consent.is_some().then_some("yes");
    let problem = |item: &str| -> Option<ProblemKind> {
        faults.answers.iter().find(|problem| problem.item.as_deref() == Some(item)).map(|problem| problem.kind)
    };
    let items = section.items.iter().enumerate().map(|(place, item)| {
        let problem = problem(item.code.as_str());
        let first = first && place == 0;
        view! { <EntryItem item=item.clone() fields=fields.clone() problem first/> }
    });
    view! {
        <section data-consent=needs_consent>
            <h2>{section.title.get(words.0).to_owned()}</h2>
            {consent}
            {items.collect_view()}
        </section>
    }
}
