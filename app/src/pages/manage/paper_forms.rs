//! `/manage/entry/{code}/forms`: the numbered paper forms of a place, and how far each has come.

use leptos::prelude::*;

use super::entry::PATH;
use super::paper_form;
use crate::domain::collation::SortKey;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::entry::{BATCH, NUMBER, PaperNumber};
use crate::domain::period::LocalTime;
use crate::parts::desk::Desk;
use crate::parts::fields::{SelectField, TextField, Typed};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, FIND, Head, Listed, Pages, SORT};
use uuid::Uuid;

/// The field of the stage by which the list is narrowed.
pub const STAGE: &str = "stage";

/// How far a form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// Batch and number of a form, as people read them.
fn numbered(number: &PaperNumber) -> String {
    format!("{} / {}", number.batch, number.number)
}

/// The forms that are asked for, sorted and a page of them: by batch and number, unless something else is asked for.
#[must_use]
pub fn list(mut forms: Vec<Line>, asked: &Asked) -> Listed<Line> {
    let stage = asked.kept.iter().find(|(name, _)| *name == STAGE).map(|(_, value)| value.as_str()).unwrap_or_default();
    let finder = asked.finder();
    forms.retain(|form| {
        let texts = std::iter::once(numbered(&form.number)).chain(form.entered.iter().map(|(name, _)| name.clone()));
        let found = finder.is_idle() || finder.finds(texts.collect::<Vec<_>>().iter().map(String::as_str));
        (stage.is_empty() || form.stage.word() == stage) && found
    });
    forms.sort_by_cached_key(|form| SortKey::of(&numbered(&form.number)));
    // Where nobody entered it a second time, it comes last.
    let entered = |form: &Line, place: usize| form.entered.get(place).map_or(i64::MAX, |(_, moment)| *moment);
    match asked.sort.as_str() {
        "stage" => forms.sort_by_key(|form| form.stage),
        "first" => forms.sort_by_key(|form| entered(form, 0)),
        "second" => forms.sort_by_key(|form| entered(form, 1)),
        _ => {}
    }
    if asked.descending {
        forms.reverse();
    }
    asked.page(forms)
}

/// The page.
#[component]
pub fn PaperFormsPage(point: CollectionPoint, listed: Listed<Line>, done: Option<&'static str>) -> impl IntoView {
    let words = use_words();
    let Listed { asked, found, shown } = listed;
    let address = format!("{PATH}/{}", point.code);
    let at = format!("{address}/forms");
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
                            <Head asked=asked.clone() path=at.clone() column="number" label=words.t("paper-form")/>
                            <Head asked=asked.clone() path=at.clone() column="stage" label=words.t("paper-form-stage")/>
                            <Head asked=asked.clone() path=at.clone() column="first" label=words.t("paper-form-first")/>
                            <Head asked=asked.clone() path=at.clone() column="second" label=words.t("paper-form-second")/>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let sort = asked.sort_word();
    view! {
        <Desk title=words.t("paper-forms") here=PATH>
            <p><a href=PATH>{words.t("entry-title")}</a> " " <a href=address.clone()>{name.clone()}</a></p>
            <h1>{words.t("paper-forms")} ": " {name}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <form class="filter" method="get" action=at.clone() role="search">
                <TextField typed=typed.clone() name=FIND label=words.t("paper-forms-find") kind="search"/>
                <SelectField typed name=STAGE label=words.t("paper-form-stage") options=stages/>
                {(!sort.is_empty()).then(|| view! { <input type="hidden" name=SORT value=sort/> })}
                <button type="submit">{words.t("find")}</button>
            </form>
            {table}
            <Pages asked path=at found/>
        </Desk>
    }
}

#[component]
fn Row(form: Line, at: String) -> impl IntoView {
    let words = use_words();
    let Line { id, number, stage, entered, own } = form;
    let name = numbered(&number);
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Line, STAGE, Stage, list};
    use crate::domain::entry::PaperNumber;
    use crate::parts::listing::Asked;

    fn form(batch: &str, number: u32, stage: Stage, entered: &[(&str, i64)]) -> Line {
        Line {
            id: Uuid::nil(),
            number: PaperNumber { batch: batch.to_owned(), number },
            stage,
            entered: entered.iter().map(|(name, moment)| ((*name).to_owned(), *moment)).collect(),
            own: false,
        }
    }

    #[test]
    fn the_list_is_found_and_sorted_as_it_is_asked_for() {
        let all = vec![
            form("Đợt B", 10, Stage::Done, &[("Lê Thị An", 3), ("Trần Bình", 9)]),
            form("Đợt B", 9, Stage::Waiting, &[("Lê Thị An", 5)]),
            form("Đợt A", 1, Stage::Different, &[("Trần Bình", 4), ("Lê Thị An", 6)]),
        ];
        let numbers = |find: &str, sort: &str, stage: &str| {
            let asked = Asked::read(|name| {
                [("find", find), ("sort", sort)].into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
            });
            let asked = Asked { kept: vec![(STAGE, stage.to_owned())], ..asked };
            list(all.clone(), &asked).shown.iter().map(|form| form.number.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers("", "", ""), [1, 9, 10]);
        assert_eq!(numbers("", "-number", ""), [10, 9, 1]);
        assert_eq!(numbers("", "stage", ""), [9, 1, 10]);
        assert_eq!(numbers("", "first", ""), [10, 1, 9]);
        assert_eq!(numbers("", "second", ""), [1, 10, 9]);
        assert_eq!(numbers("dot a", "", ""), [1]);
        assert_eq!(numbers("tran binh", "", ""), [1, 10]);
        assert_eq!(numbers("tran binh", "", "done"), [10]);
    }
}
