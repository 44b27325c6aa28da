//! An item of `/analysis/items`, told apart by mode, period, unit, and the answers to another question.

use leptos::prelude::*;

use super::items::{BY, PATH, Setting, href};
use super::split_table::{Row, SplitNumbers, SplitTable};
use crate::domain::code::Code;
use crate::domain::figure::Filter;
use crate::domain::items::{Groups, ItemDetail, Step, When};
use crate::domain::overview::Question;
use crate::domain::texts::Texts;
use crate::parts::frame::use_words;

/// Everything that is further said of an item.
#[component]
pub fn Detail(setting: Setting, detail: ItemDetail, by: Option<Code>) -> impl IntoView {
    let words = use_words();
    let ItemDetail { modes, course, units, former, questions, groups } = detail;
    let modes = modes.into_iter().map(|(mode, split)| Row::new(words.t(mode.key()), split)).collect();
    let here = setting.question.clone();
    let of_unit = |(unit, name, split): (Code, Texts, _)| {
        let filter = Filter { unit: Some(unit), predecessors: false, ..here.filter.clone() };
        let href = Some(href(&Question { filter, ..here.clone() }));
        Row { href, ..Row::new(name.get(words.0).to_owned(), split) }
    };
    let units = units.into_iter().map(of_unit).collect();
    let former = former
        .into_iter()
        // Former units are shown here; whether one may look at each by itself is another matter.
        .map(|(_, name, split)| Row::new(name.get(words.0).to_owned(), split))
        .collect();
    let course_head = words.t(if setting.certain { "items-by-wave" } else { "items-by-month" });
    let course = course.into_iter().map(|Step { when, split, broken }| {
        let name = match when {
            When::Period(period) => words.period(period),
            When::Wave(title, version) => {
                words.with("panel-title", &[("title", title.get(words.0)), ("version", &version.to_string())])
            }
        };
        Row { broken: broken.map(|found| words.t(found.key())), ..Row::new(name, split) }
    });
    let course = course.collect();
    let about_modes = words.t("items-by-mode-hint");
    view! {
        <Breakdown id="by-former" title=words.t("items-by-former") about=words.t("items-by-former-hint") rows=former setting=setting.clone()/>
        <Breakdown id="by-mode" title=words.t("items-by-mode") about=about_modes rows=modes setting=setting.clone()/>
        <Breakdown id="by-time" title=course_head about=words.t("items-by-time-hint") rows=course setting=setting.clone()/>
        <Breakdown id="by-unit" title=words.t("items-by-unit") about=words.t("items-by-unit-hint") rows=units setting=setting.clone()/>
        <ByQuestion setting questions groups by/>
    }
}

/// One way of telling answers apart; nothing where there is nothing to tell apart.
#[component]
fn Breakdown(id: &'static str, title: String, about: String, rows: Vec<Row>, setting: Setting) -> impl IntoView {
    let words = use_words();
    (!rows.is_empty()).then(|| {
        let numbers = words.with("items-numbers-of", &[("what", &title)]);
        view! {
            <h3 id=id>{title.clone()}</h3>
            <p class="hint">{about}</p>
            <SplitTable of=id.to_owned() head=title.clone() rows=rows.clone() minimum=setting.minimum certain=setting.certain/>
            <SplitNumbers title=numbers head=title rows/>
        }
    })
}

/// The answers by those to another question of the same form, which is chosen here.
#[component]
fn ByQuestion(setting: Setting, questions: Vec<(Texts, Code, Texts)>, groups: Option<Groups>, by: Option<Code>) -> impl IntoView {
    let words = use_words();
    (!questions.is_empty()).then(|| {
        let chosen = questions.iter().find(|(_, code, _)| Some(code) == by.as_ref()).map(|(.., text)| text.get(words.0).to_owned());
        let mut sections: Vec<(Texts, Vec<(Code, Texts)>)> = Vec::new();
        for (section, code, text) in questions {
            match sections.last_mut().filter(|(last, _)| *last == section) {
                Some((_, items)) => items.push((code, text)),
                None => sections.push((section, vec![(code, text)])),
            }
        }
        let sections = sections.into_iter().map(|(section, items)| {
            let options = items.into_iter().map(|(code, text)| {
                let selected = Some(&code) == by.as_ref();
                view! { <option value=code.to_string() selected=selected>{text.get(words.0).to_owned()}</option> }
            });
            view! { <optgroup label=section.get(words.0).to_owned()>{options.collect_view()}</optgroup> }
        });
        let sections = sections.collect_view();
        let hidden = fields(&setting.question).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let hidden = hidden.collect_view();
        let shown = match groups {
            None => view! { <p class="hint">{words.t("items-by-question-none")}</p> }.into_any(),
            Some(Groups::TooMany(most)) => {
                let said = words.with("items-by-question-many", &[("most", &words.number(most))]);
                view! { <p class="hint">{said}</p> }.into_any()
            }
            Some(Groups::Shown(groups)) => {
                let row = |(name, split): (Option<Texts>, _)| {
                    let name = name.map_or_else(|| words.t("items-unanswered"), |name| name.get(words.0).to_owned());
                    Row::new(name, split)
                };
                let rows: Vec<Row> = groups.into_iter().map(row).collect();
                let title = chosen.unwrap_or_default();
                let numbers = words.with("items-numbers-of", &[("what", &title)]);
                view! {
                    <p class="hint">{words.t("items-by-question-hint")}</p>
                    <SplitTable of="by-question".to_owned() head=title.clone() rows=rows.clone() minimum=setting.minimum certain=setting.certain/>
                    <SplitNumbers title=numbers head=title rows/>
                }
                .into_any()
            }
        };
        view! {
            <h3 id="by-question">{words.t("items-by-question")}</h3>
            <form class="filter by" method="get" action=format!("{PATH}#by-question")>
                {hidden}
                <div>
                    <label for=BY>{words.t("items-question")}</label>
                    <select id=BY name=BY><option value="">{words.t("items-question-none")}</option>{sections}</select>
                </div>
                <button type="submit">{words.t("filter-apply")}</button>
            </form>
            {shown}
        }
    })
}

/// The fields of a question, as a form sends them on.
fn fields(question: &Question) -> Vec<(String, String)> {
    let address = href(question);
    let pairs = address.split_once('?').map_or("", |(_, query)| query).split('&');
    pairs.filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
