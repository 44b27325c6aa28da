//! `/manage/paper-forms/{id}`: one paper form: where its two entries differ, and which is right; and its removal.

use leptos::prelude::*;
use uuid::Uuid;

use super::entry;
use super::paper_forms::Stage;
use super::removal::SURE;
use crate::domain::answer::Answer;
use crate::domain::collection_point::PointCode;
use crate::domain::double_entry::{Part, Side};
use crate::domain::entry::Entered;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::Version;
use crate::domain::sector::Sector;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::item::SCALE;
use crate::text::Words;

/// The beginning of the address.
pub const PATH: &str = "/manage/paper-forms";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PaperFormView {
    /// Its identifier.
    pub id: Uuid,
    /// The place to which it belongs.
    pub point: PointCode,
    /// The place's name, unit and campaign.
    pub place: String,
    /// Batch and number; empty where it has none.
    pub number: String,
    /// How far it has come.
    pub stage: Stage,
    /// Who entered it, and when (UTC milliseconds): first, and second.
    pub entered: Vec<(String, i64)>,
    /// Where the entries differ, with what each says.
    pub differences: Vec<Difference>,
    /// Whether the reader may decide.
    pub decides: bool,
    /// Whether it may still become a response of the campaign.
    pub in_time: bool,
    /// What was decided so far, and what is wrong with it.
    pub typed: Typed,
}

/// A difference between two entries.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The field in which it is decided.
    pub field: String,
    /// The question.
    pub question: String,
    /// What the first entry says.
    pub first: String,
    /// What the second entry says.
    pub second: String,
}

/// A difference in words.
#[must_use]
pub fn told(
    words: Words,
    (version, sectors): (&Version, &[Sector]),
    part: &Part,
    (first, second): (&Entered, &Entered),
) -> Difference {
    let question = match part {
        Part::Day => words.t("entry-day"),
        Part::Sector => words.t("column-sector"),
        Part::Assisted => words.t("assisted-entry"),
        Part::Item(item) => {
            version.item(item.as_str()).map_or_else(|| item.to_string(), |item| item.text.get(words.0).to_owned())
        }
    };
    let says = |entered: &Entered| match part {
        Part::Day => LocalTime::midnight(&entered.day).map_or_else(|| entered.day.clone(), |moment| LocalTime::of(moment).date()),
        Part::Sector => {
            let known = sectors.iter().find(|sector| sector.code == entered.sector);
            known.map_or_else(|| entered.sector.to_string(), |sector| sector.name.get(words.0).to_owned())
        }
        Part::Assisted => words.t(if entered.assisted { "answer-yes" } else { "answer-no" }),
        Part::Item(item) => answer(words, version, item.as_str(), entered.answers.get(item.as_str())),
    };
    Difference { field: part.word(), question, first: says(first), second: says(second) }
}

/// An answer in words.
fn answer(words: Words, version: &Version, item: &str, answer: Option<&Answer>) -> String {
    let option = |code: &str| {
        let options = version.item(item).map(|item| item.kind.options()).unwrap_or_default();
        let known = options.iter().find(|option| option.code.as_str() == code);
        known.map_or_else(|| code.to_owned(), |option| option.text.get(words.0).to_owned())
    };
    match answer {
        None => words.t("entry-empty"),
        Some(Answer::Scale(point)) => format!("{} – {}", point.point(), words.t(SCALE[usize::from(point.point()) - 1])),
        Some(Answer::NoOpinion) => words.t("no-opinion"),
        Some(Answer::Choice(code)) => option(code.as_str()),
        Some(Answer::Choices(codes)) => codes.iter().map(|code| option(code.as_str())).collect::<Vec<_>>().join("; "),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Text(text)) => text.clone(),
    }
}

/// The page.
#[component]
pub fn PaperFormPage(shown: PaperFormView) -> impl IntoView {
    let words = use_words();
    let PaperFormView { id, point, place, number, stage, entered, differences, decides, in_time, typed } = shown;
    let decides = decides && in_time;
    let title = format!("{} {number}", words.t("paper-form"));
    let forms = format!("{}/{point}/forms", entry::PATH);
    let facts = ["paper-form-first", "paper-form-second"].into_iter().zip(entered).map(|(key, (who, moment))| {
        let time = LocalTime::of(moment);
        view! { <dt>{words.t(key)}</dt> <dd>{who} ", " {time.clock()} " " {time.date()}</dd> }
    });
    let facts = facts.collect_view();
    let lead = match (stage, decides) {
        (Stage::Different | Stage::Waiting, _) if !in_time => Some("paper-form-too-late"),
        (Stage::Different, true) => Some("paper-form-decide-lead"),
        (Stage::Different, false) => Some("paper-form-not-own"),
        (Stage::Waiting, _) => Some("paper-form-waiting-lead"),
        (Stage::Done, _) => None,
    };
    let keeps = stage == Stage::Different && decides;
    let compared = (stage == Stage::Different).then(|| view! { <Compared id differences decides typed=typed.clone()/> });
    let remove = (stage != Stage::Done).then(|| {
        view! {
            <section class="card">
                <h2>{words.t("paper-form-remove")}</h2>
                <p>{words.t("paper-form-remove-lead")}</p>
                <a class="button" href=format!("{PATH}/{id}/removal")>{words.t("paper-form-remove")} "…"</a>
            </section>
        }
    });
    view! {
        <Desk title=title.clone() here=entry::PATH keeps=keeps>
            <p><a href=entry::PATH>{words.t("entry-title")}</a> " " <a href=forms>{words.t("paper-forms")}</a></p>
            <h1>{title}</h1>
            <p class="entry-place">{place}</p>
            <TypedSummary typed/>
            <section class="card">
                <dl class="facts">
                    <dt>{words.t("paper-form-stage")}</dt>
                    <dd>{words.t(stage.key())}</dd>
                    {facts}
                </dl>
            </section>
            {lead.map(|key| view! { <p class="lead">{words.t(key)}</p> })}
            {compared}
            {remove}
        </Desk>
    }
}

/// The two entries side by side; whoever may decides between them.
#[component]
fn Compared(id: Uuid, differences: Vec<Difference>, decides: bool, typed: Typed) -> impl IntoView {
    let words = use_words();
    let rows = differences
        .into_iter()
        .map(|Difference { field, question, first, second }| {
            let side = |right: Side, text: String| {
                if !decides {
                    return view! { <td>{text}</td> }.into_any();
                }
                let checked = typed.fields.has(&field, right.word());
                view! {
                    <td>
                        <label>
                            <input type="radio" name=field.clone() value=right.word() checked=checked/>
                            <span>{text}</span>
                        </label>
                    </td>
                }
                .into_any()
            };
            view! { <tr><th scope="row">{question}</th> {side(Side::First, first)} {side(Side::Second, second)}</tr> }
        })
        .collect_view();
    let send = decides.then(|| view! { <button class="primary" type="submit">{words.t("paper-form-decide")}</button> });
    view! {
        <form class="decide" id=FORM method="post" action=format!("{PATH}/{id}")>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("entry-different")>
                <table class="stack">
                    <thead>
                        <tr>
                            <th scope="col">{words.t("paper-form-part")}</th>
                            <th scope="col">{words.t("paper-form-first")}</th>
                            <th scope="col">{words.t("paper-form-second")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {send}
        </form>
    }
}

/// The page that asks before what was entered of a form is removed.
#[component]
pub fn PaperFormRemovalPage(id: Uuid, number: String) -> impl IntoView {
    let words = use_words();
    let address = format!("{PATH}/{id}");
    view! {
        <Desk title=words.t("paper-form-remove") here=entry::PATH>
            <h1>{words.t("paper-form-remove")} ": " {number}</h1>
            <p class="lead">{words.t("paper-form-remove-lead")}</p>
            <form method="post" action=format!("{address}/removal")>
                <input type="hidden" name=SURE value="yes"/>
                <div class="actions">
                    <button class="danger" type="submit">{words.t("paper-form-remove")}</button>
                    <a class="button" href=address.clone()>{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
