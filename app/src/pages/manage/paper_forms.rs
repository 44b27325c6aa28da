//! `/manage/entry/{code}/forms`: the numbered paper forms of a place, and how far each has come.

use leptos::prelude::*;

use super::entry::PATH;
use super::paper_form;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::entry::{BATCH, NUMBER, PaperNumber};
use crate::domain::period::LocalTime;
use crate::parts::desk::Desk;
use crate::parts::fields::{SelectField, TextField, Typed};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Listed, ON_A_PAGE, PAGE};
use uuid::Uuid;

/// The field of the stage by which the list is narrowed.
pub const STAGE: &str = "stage";

/// How far a form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits for the second entry.
    Waiting,
    /// Its entries differ.
    Different,
    /// It is a response.
    Done,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Different, Self::Done];

    /// Its word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Different => "different",
            Self::Done => "done",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "entry-waiting",
            Self::Different => "entry-different",
            Self::Done => "entry-done",
        }
    }
}

/// A form in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its identifier.
    pub id: Uuid,
    /// Its number.
    pub number: PaperNumber,
    /// How far it has come.
    pub stage: Stage,
    /// Who entered it, and when (UTC milliseconds): first, and second.
    pub entered: Vec<(String, i64)>,
    /// Whether the first entry is the reader's own.
    pub own: bool,
}

/// The forms that are asked for, a page of them.
#[must_use]
pub fn list(mut forms: Vec<Line>, asked: &Asked) -> Listed<Line> {
    let stage = asked.kept.iter().find(|(name, _)| *name == STAGE).map(|(_, value)| value.as_str()).unwrap_or_default();
    forms.retain(|form| {
        let number = format!("{} / {}", form.number.batch, form.number.number);
        (stage.is_empty() || form.stage.word() == stage) && asked.finds(&[&number])
    });
    asked.page(forms)
}

/// The page.
#[component]
pub fn PaperFormsPage(point: CollectionPoint, listed: Listed<Line>, done: Option<&'static str>) -> impl IntoView {
    let words = use_words();
    let Listed { asked, found, shown } = listed;
    let address = format!("{PATH}/{}", point.code);
    let name = point.name.get(words.0).to_owned();
    let stage = asked.kept.iter().find(|(name, _)| *name == STAGE).map(|(_, value)| value.clone()).unwrap_or_default();
    let typed = Typed::of([(FIND, asked.find.as_str()), (STAGE, stage.as_str())]);
    let any = std::iter::once((String::new(), words.t("any")));
    let stages = any.chain(Stage::ALL.map(|stage| (stage.word().to_owned(), words.t(stage.key())))).collect::<Vec<_>>();
    let rows = shown.into_iter().map(|form| view! { <Row form at=address.clone()/> }).collect_view();
    let table = if found == 0 {
        view! { <p>{words.t("paper-forms-none")}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("paper-forms")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("paper-form")}</th>
                            <th scope="col">{words.t("paper-form-stage")}</th>
                            <th scope="col">{words.t("paper-form-first")}</th>
                            <th scope="col">{words.t("paper-form-second")}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let last = found.div_ceil(ON_A_PAGE).max(1);
    let page = |page: usize, key: &str| {
        let find = crate::parts::listing::percent(&asked.find);
        let href = format!("{address}/forms?{FIND}={find}&{STAGE}={stage}&{PAGE}={page}");
        view! { <a class="button" href=href>{words.t(key)}</a> }
    };
    let before = (asked.page > 1).then(|| page(asked.page - 1, "page-before"));
    let after = (asked.page < last).then(|| page(asked.page + 1, "page-after"));
    let place = words.with("page-of", &[("page", &asked.page.to_string()), ("last", &last.to_string())]);
    view! {
        <Desk title=words.t("paper-forms") here=PATH>
            <p><a href=PATH>{words.t("entry-title")}</a> " " <a href=address.clone()>{name.clone()}</a></p>
            <h1>{words.t("paper-forms")} ": " {name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <form class="filter" method="get" action=format!("{address}/forms") role="search">
                <TextField typed=typed.clone() name=FIND label=words.t("paper-forms-find") kind="search"/>
                <SelectField typed name=STAGE label=words.t("paper-form-stage") options=stages/>
                <button type="submit">{words.t("find")}</button>
            </form>
            {table}
            <nav class="pages" aria-label=words.t("pages-nav")>
                <p>{words.count("found", found as u64)} " · " {place}</p>
                <div class="actions">{before}{after}</div>
            </nav>
        </Desk>
    }
}

#[component]
fn Row(form: Line, at: String) -> impl IntoView {
    let words = use_words();
    let Line { id, number, stage, entered, own } = form;
    let name = format!("{} / {}", number.batch, number.number);
    let who = |place: usize| {
        entered.get(place).map(|(who, moment)| {
            let time = LocalTime::of(*moment);
            view! { {who.clone()} <br/> <span class="hint">{time.clock()} " " {time.date()}</span> }
        })
    };
    let next = match stage {
        Stage::Waiting => {
            let batch = crate::parts::listing::percent(&number.batch);
            let href = format!("{at}?{BATCH}={batch}&{NUMBER}={}", number.number);
            let hint = own.then(|| view! { <br/> <span class="hint">{words.t("paper-form-own")}</span> });
            let label = format!("{}: {name}", words.t("paper-form-enter-second"));
            view! { <a href=href aria-label=label>{words.t("paper-form-enter-second")}</a> {hint} }.into_any()
        }
        Stage::Different => {
            let label = format!("{}: {name}", words.t("entry-see-differences"));
            view! { <a href=format!("{}/{id}", paper_form::PATH) aria-label=label>{words.t("entry-see-differences")}</a> }
                .into_any()
        }
        Stage::Done => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("{}/{id}", paper_form::PATH)>{name}</a></th>
            <td>{words.t(stage.key())}</td>
            <td>{who(0)}</td>
            <td>{who(1)}</td>
            <td>{next}</td>
        </tr>
    }
    .into_any()
}
