//! `/manage/campaigns/{id}/sample`, as long as nothing is drawn: a frame is uploaded, its columns are chosen, the design is looked at, and the
//! sample is drawn.

use leptos::prelude::*;

use super::campaign::address;
use super::campaigns::PATH;
use super::sample_fields::{Calculator, Columns, DesignFields};
use super::sample_strata::Strata;
use crate::domain::campaign::Campaign;
use crate::domain::sample::fault::{Fault, Faults, What};
use crate::domain::sample::form::{ACT, DRAW, FILE, LOOK, LOOKED, SEED, TEXT};
use crate::domain::sample::seed::Seed;
use crate::domain::sample::{Head, Stratum};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{ACCEPTED, AreaField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::text::Words;

/// The most characters of a frame: those of a file of the largest size.
pub const LONGEST_FRAME: usize = 8 * 1024 * 1024;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The campaign.
    pub campaign: Campaign,
    /// The form.
    pub typed: Typed,
    /// What was read of the frame, once there is one.
    pub head: Option<Head>,
    /// Whether the file did not say how its letters are coded.
    pub is_doubtful: bool,
    /// What is wrong with the frame, or with the design for it.
    pub faults: Faults,
    /// The size that was proposed: of a simple random sample, and to be asked.
    pub proposed: Option<(u64, u64)>,
    /// What is going to be drawn, where everything is right, with what says that it was looked at.
    pub ready: Option<(Vec<Stratum>, String)>,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SampleDrawingPage(shown: Drawing) -> impl IntoView {
    let words = use_words();
    let Drawing { campaign, typed, head, is_doubtful, faults, proposed, ready, done } = shown;
    let (back, is_ready) = (address(&campaign), ready.is_some());
    let title = campaign.title.get(words.0).to_owned();
    let seen = head.clone().map(|head| view! { <Seen head is_doubtful/> });
    let told = (faults.count > 0).then(|| view! { <Told faults/> });
    let design = head.map(|head| {
        view! {
            <section class="card">
                <h2>{words.t("sample-columns")}</h2>
                <p>{words.t("sample-columns-lead")}</p>
                <Columns typed=typed.clone() columns=head.columns/>
            </section>
            <section class="card">
                <h2>{words.t("sample-design")}</h2>
                <DesignFields typed=typed.clone()/>
                // The first button, so that whoever presses Enter in a field only looks.
                <div class="actions">
                    <button class=(!is_ready).then_some("primary") type="submit" name=ACT value=LOOK>
                        {words.t("sample-look")}
                    </button>
                </div>
                <Calculator typed=typed.clone() proposed/>
            </section>
        }
        .into_any()
    });
    let draw = ready.map(|(strata, looked)| view! { <Draw typed=typed.clone() strata looked/> });
    let first = design.is_none().then(|| {
        view! {
            <div class="actions">
                <button class="primary" type="submit" name=ACT value=LOOK>{words.t("sample-read")}</button>
            </div>
        }
    });
    let text = view! {
        <AreaField
            typed=typed.clone()
            name=TEXT
            label=words.t("sample-frame-text")
            hint=words.t("sample-frame-text-hint")
            longest=LONGEST_FRAME
            rows=8
        />
    };
    // Once it was read, a long table need not stand open.
    let text = if design.is_some() && typed.problem(TEXT).is_none() {
        view! { <details><summary>{words.t("sample-frame-kept")}</summary>{text}</details> }.into_any()
    } else {
        text.into_any()
    };
    view! {
        <Desk title=words.t("sample-draw") here=PATH keeps=true>
            <p><a href=back.clone()>{title}</a></p>
            <h1>{words.t("sample-draw")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("sample-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            {told}
            <form class="drawing" id=FORM method="post" action=format!("{back}/sample") enctype="multipart/form-data">
                {seen}
                <section class="card">
                    <h2>{words.t("sample-frame")}</h2>
                    <div class="field narrow">
                        <label for=FILE>{words.t("sample-frame-file")}</label>
                        <p class="hint" id="file-hint">{words.t("sample-frame-file-hint")}</p>
                        <input type="file" id=FILE name=FILE accept=ACCEPTED aria-describedby="file-hint"/>
                    </div>
                    {text}
                    {first}
                </section>
                {design}
                {draw}
            </form>
        </Desk>
    }
}

/// What was read of the frame.
#[component]
fn Seen(head: Head, is_doubtful: bool) -> impl IntoView {
    let words = use_words();
    let names = head.columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let rows = head.first.into_iter().map(|cells| {
        let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card">
            <h2 id="seen">{words.count("sample-seen", head.elements)}</h2>
            {is_doubtful.then(|| view! { <p class="doubtful">{words.t("table-doubtful")}</p> })}
            <div class="scroll" role="region" tabindex="0" aria-labelledby="seen">
                <table>
                    <thead><tr>{names}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hash">{words.t("sample-frame-hash")} ": " <code>{head.hash}</code></p>
            <p class="hint">{words.t("sample-frame-hash-hint")}</p>
        </section>
    }
    .into_any()
}

/// What is wrong, by line and column.
#[component]
pub fn Told(faults: Faults) -> impl IntoView {
    let words = use_words();
    let more = faults.count.saturating_sub(faults.first.len() as u64);
    let lines = faults.first.into_iter().map(|fault| view! { <li>{told(words, &fault)}</li> }).collect_view();
    view! {
        <div class="errors" id="faults" role="alert">
            <h2>{words.count("sample-faults", faults.count)}</h2>
            <ul>{lines}</ul>
            {(more > 0).then(|| view! { <p>{words.count("invitations-faults-more", more)}</p> })}
        </div>
    }
    .into_any()
}

/// A fault in words.
fn told(words: Words, fault: &Fault) -> String {
    let number = |number: u64| words.number(number);
    let numbers = |key: &str, name: &str, (has, taken): (u64, u64)| {
        words.with(key, &[("name", name), ("has", &number(has)), ("taken", &number(taken))])
    };
    let what = match &fault.what {
        What::Empty => words.t("frame-fault-empty"),
        What::TooLong => words.t("frame-fault-too-long"),
        What::Twice(line) => words.with("frame-fault-twice", &[("line", &number(*line))]),
        What::TooWide => words.t("frame-fault-too-wide"),
        What::ColumnName => words.t("frame-fault-name"),
        What::NotASize => words.t("frame-fault-size"),
        What::NotASpread => words.t("frame-fault-spread"),
        What::NotANumber => words.t("frame-fault-number"),
        What::Differs(line) => words.with("frame-fault-differs", &[("line", &number(*line))]),
        What::TooManyLines => words.t("frame-fault-too-many"),
        What::NoElement => words.t("frame-fault-none"),
        What::MoreThanThereAre { has, taken } => numbers("frame-fault-more", "", (*has, *taken)),
        What::FewerThanStrata { strata, taken } => numbers("frame-fault-fewer", "", (*strata, *taken)),
        What::NoSpread => words.t("frame-fault-no-spread"),
        What::StratumTooSmall { name, has, taken } => numbers("frame-fault-stratum", name, (*has, *taken)),
        What::ClusterTooSmall { name, has, taken } => numbers("frame-fault-cluster", name, (*has, *taken)),
    };
    let line = fault.line.map(|line| words.with("sample-line", &[("line", &number(line))]));
    let column = fault.column.as_ref().map(|column| words.with("sample-column", &[("column", column)]));
    match [line, column].into_iter().flatten().collect::<Vec<_>>() {
        place if place.is_empty() => what,
        place => format!("{}: {what}", place.join(", ")),
    }
}

/// What is going to be drawn, and the button that draws it.
#[component]
fn Draw(typed: Typed, strata: Vec<Stratum>, looked: String) -> impl IntoView {
    let words = use_words();
    let size: u64 = strata.iter().map(|stratum| stratum.drawn).sum();
    view! {
        <section class="card" id="ready">
            <h2>{words.count("sample-ready", size)}</h2>
            <Strata strata/>
        </section>
        <section class="card">
            <h2>{words.t("sample-draw-now")}</h2>
            <p>{words.t("sample-draw-lead")}</p>
            <input type="hidden" name=LOOKED value=looked/>
            <div class="narrow">
                <TextField
                    typed
                    name=SEED
                    label=words.t("sample-seed")
                    hint=words.t("sample-seed-hint")
                    longest=2 * Seed::LONGEST
                />
            </div>
            <div class="actions">
                <button class="primary" type="submit" name=ACT value=DRAW>{words.count("sample-draw-it", size)}</button>
            </div>
        </section>
    }
    .into_any()
}
