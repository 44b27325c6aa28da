//! `/analysis/items`: the factors and items of a sector, and how each was answered.

use leptos::prelude::*;

use super::filter::{Choosing, action, query};
use super::item_detail::Detail;
use super::split_table::{Row, SplitNumbers, SplitTable, instead};
use crate::domain::code::Code;
use crate::domain::figure::{Certainty, Estimate, Filter, Outcome, Part, Scope, SectorFigure};
use crate::domain::items::{Drilled, ItemFigure, Items, SectionFigures};
use crate::domain::measure::Measure;
use crate::domain::overview::Question;
use crate::domain::period::LocalTime;
use crate::domain::texts::Texts;
use crate::domain::unit_choice::UnitChoice;
use crate::pages::results::verdict_words;
use crate::parts::answer_bar::AnswerKey;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::module::ModuleStyle;
use crate::parts::outcome::{measure_key, why_key};
use crate::text::Words;

/// The address of the page.
pub const PATH: &str = "/analysis/items";
/// The field of the question by which answers are told apart.
pub const BY: &str = "by";

/// The page.
#[component]
pub fn ItemsPage(items: Items, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let Items { scene, units, history, by, shown } = items;
    let question = scene.question.clone();
    let time = LocalTime::of(scene.as_of);
    let as_of = words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]);
    let trail = trail(words, &question, &units, shown.as_ref(), &offered);
    let merged = history.is_some_and(|history| history.has_predecessors).then_some(question.filter.predecessors);
    let also = (merged == Some(true)).then(|| words.t("filter-predecessors")).into_iter().collect();
    let merged = merged.map(|checked| {
        view! {
            <label class="tick-line">
                <input type="checkbox" name="predecessors" value="1" checked=checked/>
                <span>{words.t("filter-predecessors")}</span>
            </label>
        }
    });
    let kept = kept(&question, by.as_ref());
    let open = shown.is_none();
    let whole = question.filter.part.is_some().then(|| href(&at(&question, None)));
    let nothing = move || {
        let whole = whole.map(|href| view! { " "<a href=href>{words.t("items-whole")}</a> });
        view! { <p class="lead">{words.t("analysis-none")} {whole}</p> }.into_any()
    };
    let shown = shown.map_or_else(nothing, |shown| view! { <Figures question shown by/> }.into_any());
    view! {
        <Desk title=words.t("items-title") here="/analysis">
            <ModuleStyle name="analysis.css"/>
            <h1>{words.t("items-title")}</h1>
            {trail}
            <Choosing scene offered path=PATH open kept also>
                {merged}
            </Choosing>
            <p class="hint">{as_of}" · "<a href="/methods">{words.t("methods-title")}</a></p>
            {shown}
        </Desk>
    }
}

/// The fields of the address that the form leaves as they are.
fn kept(question: &Question, by: Option<&Code>) -> Vec<(&'static str, String)> {
    let part = question.filter.part.iter().flat_map(|part| {
        let (name, code) = match &part.scope {
            Scope::Factor(code) => ("factor", code),
            Scope::Item(code) => ("item", code),
        };
        [("questionnaire", part.questionnaire.to_string()), (name, code.to_string())]
    });
    part.chain(by.map(|by| (BY, by.to_string()))).collect()
}

/// The same question about another part of the questionnaire, or about the whole.
#[must_use]
pub fn at(question: &Question, scope: Option<Scope>) -> Question {
    let part = scope.zip(question.version.as_ref());
    let part = part.map(|(scope, version)| Part { questionnaire: version.questionnaire.clone(), scope });
    Question { filter: Filter { part, ..question.filter.clone() }, ..question.clone() }
}

/// The address of a question on this page.
#[must_use]
pub fn href(question: &Question) -> String {
    format!("{PATH}{}", query(question))
}

/// Sector, unit, factor, item: each step but the last leads back to it.
fn trail(
    words: Words,
    question: &Question,
    units: &[(Code, Texts)],
    shown: Option<&Drilled>,
    offered: &UnitChoice,
) -> impl IntoView + use<> {
    let overview = Question {
        filter: Filter { sector: None, predecessors: false, part: None, ..question.filter.clone() },
        ..question.clone()
    };
    let mut steps: Vec<(String, String)> = vec![(words.t("analysis-title"), format!("/analysis{}", query(&overview)))];
    let whole = at(question, None);
    if let Some(figure) = shown.and_then(Drilled::sector) {
        let top = units.iter().find(|(unit, _)| offered.has(unit.as_str())).map(|(unit, _)| unit.clone());
        let filter = Filter { unit: top, predecessors: false, ..whole.filter.clone() };
        steps.push((figure.name.get(words.0).to_owned(), href(&Question { filter, ..whole.clone() })));
    }
    for (unit, name) in units.iter().filter(|(unit, _)| offered.has(unit.as_str())) {
        let is_ours = question.filter.unit.as_ref() == Some(unit);
        let predecessors = is_ours && question.filter.predecessors;
        let filter = Filter { unit: Some(unit.clone()), predecessors, ..whole.filter.clone() };
        steps.push((name.get(words.0).to_owned(), href(&Question { filter, ..whole.clone() })));
    }
    let part = question.filter.part.as_ref().map(|part| &part.scope);
    if let (Some(scope), Some(section)) = (part, shown.and_then(|shown| shown.sections.first())) {
        if section.outcome.is_some() {
            let factor = at(question, Some(Scope::Factor(section.code.clone())));
            steps.push((section.title.get(words.0).to_owned(), href(&factor)));
        }
        if let (Scope::Item(_), Some(item)) = (scope, section.items.first()) {
            steps.push((item.text.get(words.0).to_owned(), href(question)));
        }
    }
    let last = steps.len() - 1;
    let steps = steps.into_iter().enumerate().map(|(place, (name, href))| {
        if place == last {
            view! { <li><span aria-current="page">{name}</span></li> }.into_any()
        } else {
            view! { <li><a href=href>{name}</a></li> }.into_any()
        }
    });
    view! { <nav aria-label=words.t("items-trail")><ol class="trail">{steps.collect_view()}</ol></nav> }
}

#[component]
fn Figures(question: Question, shown: Drilled, by: Option<Code>) -> impl IntoView {
    let words = use_words();
    let Drilled { panel, sections, choice, item } = shown;
    let certain = panel.measure == Measure::Survey;
    let title = words.with("panel-title", &[("title", panel.title.get(words.0)), ("version", &panel.version.to_string())]);
    let figure = panel.sectors.into_iter().next();
    let target = figure.as_ref().and_then(|figure| figure.target.as_ref()).map(|target| target.percent);
    let name = figure.as_ref().map(|figure| figure.name.get(words.0).to_owned());
    let about = words.t(if certain { "items-modes-together" } else { "why-self-selected" });
    let weighted = panel.weighted.then(|| view! { " "{words.t("items-weighted")} });
    let setting = Setting { question: question.clone(), target, minimum: panel.minimum, certain };
    let rows: Vec<Row> = sections.iter().flat_map(|section| setting.rows(words, section)).collect();
    let figures = sections.into_iter().map(|section| section_view(words, &setting, section)).collect_view();
    let other = parts(words, &question, choice);
    let further = match item {
        Some(detail) => view! { <Detail setting=setting.clone() detail by/> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="panel">
            <h2>{name} " – " {title}</h2>
            {figure.map(|figure| headline(words, &setting, &figure))}
            <p class="hint">{words.t(measure_key(panel.measure))}". "{about}{weighted}" "{words.t("items-weak-hint")}</p>
            {other}
            <AnswerKey/>
            {figures}
            <SplitNumbers title=words.t("items-numbers") head=words.t("items-item") rows/>
            {further}
        </section>
    }
}

/// What every part of the page needs to know.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What was asked, with the sector.
    pub question: Question,
    /// The target of the sector in percent.
    pub target: Option<f64>,
    /// Fewer respondents are hidden.
    pub minimum: u64,
    /// Whether these answers may have intervals.
    pub certain: bool,
}

impl Setting {
    /// The rows of the items of a section.
    fn rows(&self, words: Words, section: &SectionFigures) -> Vec<Row> {
        let row = |item: &ItemFigure| Row {
            name: item.text.get(words.0).to_owned(),
            href: Some(href(&at(&self.question, Some(item.scope())))),
            action: self.action(&item.split.outcome, item.scope()),
            broken: None,
            split: item.split.clone(),
        };
        section.items.iter().map(row).collect()
    }

    /// Where something can be done about a part that is below the target.
    fn action(&self, outcome: &Outcome, scope: Scope) -> Option<String> {
        let Outcome::Shown(Estimate { share, .. }) = outcome else { return None };
        let weak = self.target.is_some_and(|target| share * 100.0 < target);
        weak.then(|| action(&at(&self.question, Some(scope)).filter)).flatten()
    }
}

/// The figure of the sector itself.
fn headline(words: Words, setting: &Setting, figure: &SectorFigure) -> impl IntoView + use<> {
    let target = figure.target.as_ref().map(|target| {
        let target = format!("{} {}", target.operator.sign(), words.target(target.percent));
        view! { " · "{words.t("column-target")}" "{target} }
    });
    match &figure.outcome {
        Outcome::Shown(estimate) => {
            let verdict = match estimate.certainty {
                Certainty::Interval { verdict: Some(verdict), .. } => {
                    let (mark, key) = verdict_words(verdict);
                    let class = format!("verdict {}", verdict.word());
                    Some(view! { " · "<span class=class><span aria-hidden="true">{mark}</span>" "{words.t(key)}</span> })
                }
                _ => None,
            };
            view! { <p class="figure-line">{told(words, estimate, setting.certain)}{target}{verdict}</p> }.into_any()
        }
        hidden => view! { <p class="figure-line none">{instead(words, hidden, setting.minimum)}{target}</p> }.into_any(),
    }
}

/// A percentage with its interval and respondents in one line.
fn told(words: Words, estimate: &Estimate, certain: bool) -> impl IntoView + use<> {
    let interval = match estimate.certainty {
        Certainty::Interval { lower, upper, .. } => Some(words.interval(lower, upper)),
        Certainty::None(why) => certain.then(|| words.t(why_key(why))),
    };
    let interval = interval.map(|interval| view! { " "<span class="hint">"("{interval}")"</span> });
    let respondents = words.count("respondents", estimate.respondents);
    view! { <strong>{words.percent(estimate.share)}</strong>{interval}" · "{respondents} }
}

fn section_view(words: Words, setting: &Setting, section: SectionFigures) -> impl IntoView + use<> {
    let rows = setting.rows(words, &section);
    let scope = Scope::Factor(section.code.clone());
    let id = format!("section-{}", section.code);
    let title = section.title.get(words.0).to_owned();
    let action = section.outcome.as_ref().and_then(|outcome| setting.action(outcome, scope.clone()));
    let action = action.map(|href| {
        let label = words.with("items-action-of", &[("name", &title)]);
        view! { " · "<a href=href aria-label=label>{words.t("items-action")}</a> }
    });
    let line = match &section.outcome {
        Some(Outcome::Shown(estimate)) => told(words, estimate, setting.certain).into_any(),
        Some(hidden) => instead(words, hidden, setting.minimum).into_any(),
        None => words.t("items-outside").into_any(),
    };
    let is_here = setting.question.filter.part.as_ref().is_some_and(|part| part.scope == scope);
    let title = if section.outcome.is_some() && !is_here {
        view! { <a href=href(&at(&setting.question, Some(scope)))>{title}</a> }.into_any()
    } else {
        title.into_any()
    };
    view! {
        <h3 id=id.clone()>{title}</h3>
        <p class="figure-line">{line}{action}</p>
        <SplitTable of=id head=words.t("items-item") rows minimum=setting.minimum certain=setting.certain/>
    }
}

/// The other factors, where one of them is looked at.
fn parts(words: Words, question: &Question, choice: Vec<(Code, Texts)>) -> impl IntoView + use<> {
    question.filter.part.is_some().then(|| {
        let whole = href(&at(question, None));
        let links = choice.into_iter().map(|(code, title)| {
            let anchor = format!("{whole}#section-{code}");
            view! { <li><a href=anchor>{title.get(words.0).to_owned()}</a></li> }
        });
        view! {
            <nav class="parts" aria-label=words.t("items-factors")>
                <ul class="analysis-versions"><li><a href=whole.clone()>{words.t("items-whole")}</a></li>{links.collect_view()}</ul>
            </nav>
        }
    })
}
