//! `/manage/points/{code}/invitations`: a list is typed, pasted or uploaded, looked at, and issued.

use leptos::prelude::*;

use super::points::PATH;
use crate::domain::batch_form::{ACT, COLUMN, FILE, FIRST_LINE, ID, ISSUE, LAST_DAY, LONGEST, LOOK, NAME, TEXT};
use crate::domain::collection_point::CollectionPoint;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{ACCEPTED, AreaField, SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::text::Words;

/// The most characters of a list that is pasted: those of a file of the largest size.
pub const LONGEST_LIST: usize = 4 * 1024 * 1024;

/// What is wrong with a line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no reference.
    Empty,
    /// Its reference is too long.
    TooLong,
    /// Its reference stands in this earlier line already.
    Twice(u64),
    /// It has so many columns, and the first line has another number.
    Columns(usize),
    /// Its reference goes over several lines: a quotation mark is missing somewhere.
    Lines,
    /// The list is longer than a list may be.
    TooMany,
}

/// What a list says, before anything is issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The columns.
    pub columns: Vec<String>,
    /// The one that has the references.
    pub column: usize,
    /// How many references there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<String>,
    /// The last of them, where there are more.
    pub last: Option<String>,
    /// What is wrong, by line: the first of it.
    pub faults: Vec<(u64, Fault)>,
    /// How much is wrong.
    pub faulty: u64,
    /// Whether the file did not say how its letters are coded, so that somebody must look whether they are right.
    pub is_doubtful: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Inviting {
    /// The point.
    pub point: CollectionPoint,
    /// The name of its unit.
    pub unit: String,
    /// The form.
    pub typed: Typed,
    /// What the list says, once there is one.
    pub preview: Option<Preview>,
    /// Whether everything is right, so that the invitations can be issued.
    pub is_ready: bool,
}

/// The page.
#[component]
pub fn InvitingPage(shown: Inviting) -> impl IntoView {
    let words = use_words();
    let Inviting { point, unit, typed, preview, is_ready } = shown;
    let back = format!("{PATH}/{}", point.code);
    let address = format!("{back}/invitations");
    let place = format!("{} – {unit}", point.name.get(words.0));
    let names = typed.value(FIRST_LINE) != "entry";
    let columns = preview.clone().filter(|preview| preview.columns.len() > 1).map(|preview| {
        let options = preview.columns.into_iter().enumerate();
        let options = options.map(|(number, name)| (number.to_string(), format!("{}. {name}", number + 1))).collect();
        view! {
            <SelectField
                typed=typed.clone()
                name=COLUMN
                label=words.t("invitations-column")
                hint=words.t("invitations-column-hint")
                options
            />
        }
    });
    let first_lines =
        vec![("names".to_owned(), words.t("invitations-first-names")), ("entry".to_owned(), words.t("invitations-first-entry"))];
    let count = preview.as_ref().map(|preview| preview.count).unwrap_or_default();
    let issue = is_ready.then(|| {
        view! {
            <button class="primary" type="submit" name=ACT value=ISSUE>{words.count("invitations-issue", count)}</button>
        }
    });
    view! {
        <Desk title=words.t("invitations-add") here=PATH keeps=true>
            <p><a href=back>{place}</a></p>
            <h1>{words.t("invitations-add")}</h1>
            <p class="lead">{words.t("invitations-add-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            {preview.map(|preview| view! { <Seen preview names/> })}
            <form id=FORM class="card" method="post" action=address enctype="multipart/form-data">
                <input type="hidden" name=ID value=typed.value(ID)/>
                <div class="narrow">
                    <TextField
                        typed=typed.clone()
                        name=NAME
                        label=words.t("invitations-name")
                        hint=words.t("invitations-name-hint")
                        longest=LONGEST
                        required=true
                    />
                    <TextField
                        typed=typed.clone()
                        name=LAST_DAY
                        label=words.t("invitations-until")
                        hint=words.t("invitations-until-hint")
                        kind="date"
                        longest=10
                        required=true
                    />
                    <div class="field">
                        <label for=FILE>{words.t("invitations-file")}</label>
                        <p class="hint" id="file-hint">{words.t("invitations-file-hint")}</p>
                        <input type="file" id=FILE name=FILE accept=ACCEPTED aria-describedby="file-hint"/>
                    </div>
                </div>
                <AreaField
                    typed=typed.clone()
                    name=TEXT
                    label=words.t("invitations-list")
                    hint=words.t("invitations-list-hint")
                    longest=LONGEST_LIST
                    rows=8
                />
                <div class="narrow">
                    <SelectField typed name=FIRST_LINE label=words.t("invitations-first-line") options=first_lines/>
                    {columns}
                </div>
                <div class="actions">
                    <button class=(!is_ready).then_some("primary") type="submit" name=ACT value=LOOK>
                        {words.t("invitations-look")}
                    </button>
                    // Second, so that whoever presses Enter in a field only looks.
                    {issue}
                </div>
            </form>
        </Desk>
    }
}

/// What was read of the list.
#[component]
fn Seen(preview: Preview, names: bool) -> impl IntoView {
    let words = use_words();
    let column = preview.columns.get(preview.column).cloned().unwrap_or_default();
    let says = if names { "invitations-seen-names" } else { "invitations-seen-entry" };
    let says = (!preview.columns.is_empty()).then(|| view! { <p>{words.with(says, &[("column", &column)])}</p> });
    let first = preview.first.into_iter().map(|reference| view! { <li>{reference}</li> }).collect_view();
    let rest = (preview.count > 4).then(|| view! { <li class="rest" aria-hidden="true">"…"</li> });
    let last = preview.last.map(|reference| view! { <li>{reference}</li> });
    let more = preview.faulty.saturating_sub(preview.faults.len() as u64);
    let faults = preview
        .faults
        .into_iter()
        .map(|(line, fault)| {
            let line = words.with("invitations-line", &[("line", &words.number(line))]);
            view! { <li>{format!("{line} {}", told(words, fault))}</li> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="seen">
            <h2 id="seen">{words.count("invitations-seen", preview.count)}</h2>
            {preview.is_doubtful.then(|| view! { <p class="doubtful">{words.t("table-doubtful")}</p> })}
            {says}
            <ul>{first} {rest} {last}</ul>
            {(preview.faulty > 0)
                .then(|| {
                    view! {
                        <div class="errors">
                            <h3>{words.count("invitations-faults", preview.faulty)}</h3>
                            <ul>{faults}</ul>
                            {(more > 0).then(|| view! { <p>{words.count("invitations-faults-more", more)}</p> })}
                        </div>
                    }
                })}
        </section>
    }
    .into_any()
}

/// A fault in words.
fn told(words: Words, fault: Fault) -> String {
    match fault {
        Fault::Empty => words.t("fault-empty"),
        Fault::TooLong => words.t("fault-too-long"),
        Fault::Twice(line) => words.with("fault-twice", &[("line", &words.number(line))]),
        Fault::Columns(columns) => words.count("fault-columns", columns as u64),
        Fault::Lines => words.t("fault-lines"),
        Fault::TooMany => words.t("fault-too-many"),
    }
}
