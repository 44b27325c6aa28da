//! `/analysis/comments`: what people wrote in their own words, and what it is about.

use leptos::prelude::*;

use super::actions::sector_options;
use crate::domain::answer::Satisfaction;
use crate::domain::comment::{CommentFilter, Comments, ScoreChoice, ShownComment, ThemeCount};
use crate::domain::mode::Mode;
use crate::domain::period::Period;
use crate::domain::sector::Sector;
use crate::domain::theme::Theme;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::pages::results::filter::periods;
use crate::parts::desk::Desk;
use crate::parts::fields::{TextField, Typed};
use crate::parts::frame::use_words;
use crate::parts::listing::{FIND, NarrowField, percent};
use crate::parts::module::ModuleStyle;
use crate::parts::unit_field::choices;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/analysis/comments";
/// The field of the unit.
pub const UNIT: &str = "unit";
/// The field of the sector.
pub const SECTOR: &str = "sector";
/// The field of the period.
pub const PERIOD: &str = "period";
/// The field of the mode.
pub const MODE: &str = "mode";
/// The field of how content people are.
pub const SCORE: &str = "score";
/// The field of the theme.
pub const THEME: &str = "theme";
/// The field of the place after which the list goes on.
pub const AFTER: &str = "after";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct CommentsView {
    /// What is asked for.
    pub filter: CommentFilter,
    /// The comments.
    pub comments: Comments,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// All sectors, for names and to be chosen.
    pub sectors: Tree<Sector>,
    /// The units in reach.
    pub offered: UnitChoice,
}

/// What is asked for as the values of fields, those apart that say nothing.
fn fields(filter: &CommentFilter) -> Vec<(&'static str, String)> {
    let CommentFilter { unit, sector, period, mode, score, theme, words, .. } = filter;
    let all = [
        (UNIT, unit.as_ref().map(ToString::to_string)),
        (SECTOR, sector.as_ref().map(ToString::to_string)),
        (PERIOD, period.as_ref().map(ToString::to_string)),
        (MODE, mode.map(|mode| mode.word().to_owned())),
        (SCORE, score.map(ScoreChoice::word)),
        (THEME, theme.as_ref().map(ToString::to_string)),
        (FIND, (!words.is_empty()).then(|| words.clone())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The address of the page under a filter.
fn address(filter: &CommentFilter) -> String {
    let fields = fields(filter).into_iter().chain(filter.after.map(|after| (AFTER, after.to_string())));
    let query: Vec<String> = fields.map(|(name, value)| format!("{name}={}", percent(&value))).collect();
    if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", query.join("&")) }
}

/// The page.
#[component]
pub fn CommentsPage(shown: CommentsView) -> impl IntoView {
    let words = use_words();
    let CommentsView { filter, comments, units, sectors, offered } = shown;
    let form = view! { <Narrow filter=filter.clone() comments=comments.clone() sectors=sectors.clone() offered/> };
    let summary = summary(words, &comments);
    let chosen = filter.theme.as_ref().and_then(|code| comments.themes.iter().find(|(theme, _)| theme.code == *code));
    let hint = chosen.map(|(theme, _)| theme.hint.get(words.0).to_owned()).filter(|hint| !hint.is_empty());
    let themes = view! { <Themes filter=filter.clone() comments=comments.clone()/> };
    let first = filter.after.map(|_| address(&CommentFilter { after: None, ..filter.clone() }));
    let next = comments.next.map(|after| address(&CommentFilter { after: Some(after), ..filter.clone() }));
    let list = if comments.shown.is_empty() {
        let key = if next.is_some() { "comments-none-here" } else { "comments-none" };
        view! { <p>{words.t(key)}</p> }.into_any()
    } else {
        let one = |comment: ShownComment| line(words, comment, (&filter, &comments), (&units, &sectors));
        let lines = comments.shown.clone().into_iter().map(one).collect_view();
        view! { <ol class="comments">{lines}</ol> }.into_any()
    };
    view! {
        <Desk title=words.t("comments-title") here=PATH>
            <ModuleStyle name="comments.css"/>
            <h1>{words.t("comments-title")}</h1>
            <p class="lead">{words.t("comments-lead")}</p>
            {form}
            {hint.map(|hint| view! { <p class="note comments-hint">{hint}</p> })}
            <p>{summary}</p>
            {themes}
            <section>
                <h2>{words.t("comments-list")}</h2>
                {list}
                <div class="actions">
                    {first.map(|href| view! { <a class="button" href=href>{words.t("comments-first")}</a> })}
                    {next.map(|href| view! { <a class="button" rel="next" href=href>{words.t("comments-next")}</a> })}
                </div>
            </section>
        </Desk>
    }
}

/// How much was looked at, and how much of it is held back.
fn summary(words: Words, comments: &Comments) -> String {
    let Comments { looked_at, all, held_back, minimum, .. } = comments;
    let looked = words.count(if *all { "comments-all" } else { "comments-newest" }, *looked_at);
    if *held_back == 0 {
        return looked;
    }
    let held = words.with("comments-held", &[("held", &held_back.to_string()), ("minimum", &minimum.to_string())]);
    format!("{looked} {held}")
}

/// By what the list is narrowed.
#[component]
fn Narrow(filter: CommentFilter, comments: Comments, sectors: Tree<Sector>, offered: UnitChoice) -> impl IntoView {
    let words = use_words();
    let fields = fields(&filter).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let typed = Typed { fields, problems: Vec::new() };
    let any = |key: &str| std::iter::once((String::new(), words.t(key)));
    let units = choices(words, offered.steps(&typed.value(UNIT)), Some(words.t("filter-all-units")));
    let sectors = any("filter-all-sectors").chain(sector_options(words, &sectors)).collect();
    let periods = comments.months.map(|(first, last)| periods(first, last)).unwrap_or_default();
    // A period without comments stays chosen, so that it is seen why nothing is shown.
    let chosen = filter.period.filter(|period| !periods.contains(period));
    let periods = chosen.into_iter().chain(periods).map(|period| (period.to_string(), words.period(period)));
    let periods = any("filter-all-periods").chain(periods).collect();
    let modes = Mode::ALL.map(|mode| (mode.word().to_owned(), words.t(mode.key())));
    let modes = any("filter-all-modes").chain(modes).collect();
    let scores = ScoreChoice::all().into_iter().map(|choice| (choice.word(), score_choice(words, choice)));
    let scores = any("comments-any-score").chain(scores).collect();
    let themes = comments.themes.into_iter().map(|(theme, _)| (theme.code.to_string(), theme.name.get(words.0).to_owned()));
    let themes = any("comments-any-theme").chain(themes).collect();
    view! {
        <form class="filter" method="get" action=PATH role="search">
            <TextField typed=typed.clone() name=FIND label=words.t("comments-find") kind="search"/>
            <NarrowField typed=typed.clone() name=UNIT label=words.t("filter-unit") options=units/>
            <NarrowField typed=typed.clone() name=SECTOR label=words.t("filter-sector") options=sectors/>
            <NarrowField typed=typed.clone() name=PERIOD label=words.t("filter-period") options=periods/>
            <NarrowField typed=typed.clone() name=MODE label=words.t("filter-mode") options=modes/>
            <NarrowField typed=typed.clone() name=SCORE label=words.t("comments-score") options=scores/>
            <NarrowField typed name=THEME label=words.t("comments-theme") options=themes/>
            <button type="submit">{words.t("find")}</button>
        </form>
    }
    .into_any()
}

fn score_choice(words: Words, choice: ScoreChoice) -> String {
    match choice {
        ScoreChoice::Satisfied => words.t("comments-satisfied"),
        ScoreChoice::NotSatisfied => words.t("comments-not-satisfied"),
        ScoreChoice::Point(point) => score_name(words, point),
    }
}

/// A point of the scale, with its number.
fn score_name(words: Words, point: Satisfaction) -> String {
    let point = point.point();
    format!("{point} – {}", words.t(&format!("scale-{point}")))
}

/// How often each theme occurs.
#[component]
fn Themes(filter: CommentFilter, comments: Comments) -> impl IntoView {
    let words = use_words();
    if comments.themes.is_empty() {
        return view! { <p>{words.t("themes-none")}</p> }.into_any();
    }
    let most = comments.themes.iter().map(|(_, count)| count.comments).max().unwrap_or_default().max(1);
    let rows = comments
        .themes
        .iter()
        .map(|(theme, count)| {
            let is_chosen = filter.theme.as_ref() == Some(&theme.code);
            let to = (!is_chosen).then(|| theme.code.clone());
            let href = address(&CommentFilter { theme: to, after: None, ..filter.clone() });
            view! {
                <tr>
                    <th scope="row">
                        <a href=href aria-current=is_chosen.then_some("true")>{theme.name.get(words.0).to_owned()}</a>
                    </th>
                    {cells(words, *count, comments.least_count, most)}
                </tr>
            }
        })
        .collect_view();
    let caution = words.with("comments-themes-caution", &[("few", &comments.least_count.to_string())]);
    view! {
        <section class="card">
            <h2>{words.t("comments-themes")}</h2>
            <p>{words.count("comments-counted", comments.counted)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("comments-themes")>
                <table class="themes">
                    <thead>
                        <tr>
                            <th scope="col">{words.t("comments-theme")}</th>
                            <th scope="col" class="number">{words.t("comments-number")}</th>
                            <th scope="col" class="bar"><span class="unseen">{words.t("comments-bar")}</span></th>
                            <th scope="col" class="number">{words.t("comments-share-satisfied")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{caution}</p>
        </section>
    }
    .into_any()
}

/// The number of a theme's comments, as a bar too, and the share of those who are satisfied among them.
fn cells(words: Words, count: ThemeCount, least: u64, most: u64) -> AnyView {
    if count.comments == 0 {
        return view! { <td class="number">"0"</td> <td class="bar"></td> <td></td> }.into_any();
    }
    if count.comments < least {
        let few = words.with("comments-few", &[("few", &least.to_string())]);
        return view! { <td class="number">{few}</td> <td class="bar"></td> <td></td> }.into_any();
    }
    // In whole parts of a hundred, as long as the longest bar.
    let length = (count.comments * 100).div_ceil(most);
    let number = |n: u64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let share = (count.scored >= least).then(|| words.percent(number(count.satisfied) / number(count.scored)));
    view! {
        <td class="number">{count.comments.to_string()}</td>
        <td class="bar">
            <svg class="theme-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width=length.to_string() height="10"/>
            </svg>
        </td>
        <td class="number">{share}</td>
    }
    .into_any()
}

/// A comment with what may be told of it.
fn line(
    words: Words,
    comment: ShownComment,
    (filter, comments): (&CommentFilter, &Comments),
    (units, sectors): (&Tree<Unit>, &Tree<Sector>),
) -> impl IntoView + use<> {
    let ShownComment { unit, pooled, sector, month, score, text, themes } = comment;
    let name = units.get(unit.as_str()).map_or_else(|| unit.to_string(), |unit| unit.name.get(words.0).to_owned());
    let unit = if pooled { words.with("comments-pooled", &[("unit", &name)]) } else { name };
    let sector = sectors.get(sector.as_str()).map_or_else(|| sector.to_string(), |one| one.name.get(words.0).to_owned());
    let score = score.map_or_else(|| words.t("comments-unrated"), |score| score_name(words, score));
    let found: Vec<&Theme> = themes.iter().filter_map(|place| comments.themes.get(*place)).map(|(theme, _)| theme).collect();
    let themes = (!found.is_empty()).then(|| {
        let link = |theme: &&Theme| {
            let href = address(&CommentFilter { theme: Some(theme.code.clone()), after: None, ..filter.clone() });
            view! { <li><a href=href>{theme.name.get(words.0).to_owned()}</a></li> }
        };
        view! { <ul class="comment-themes" aria-label=words.t("comments-theme")>{found.iter().map(link).collect_view()}</ul> }
    });
    let told = [unit, sector, words.period(Period::Month(month)), score].join(" · ");
    let paragraphs = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        <li class="card">
            <blockquote>{paragraphs}</blockquote>
            <p class="hint">{told}</p>
            {themes}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::address;
    use crate::domain::comment::{CommentFilter, ScoreChoice};

    #[test]
    fn what_is_asked_for_stands_in_the_address() {
        assert_eq!(address(&CommentFilter::default()), "/analysis/comments");
        let filter = CommentFilter {
            unit: Some("xa-mot".parse().unwrap()),
            score: Some(ScoreChoice::NotSatisfied),
            words: "chờ lâu".to_owned(),
            after: "202510-7".parse().ok(),
            ..CommentFilter::default()
        };
        assert_eq!(
            address(&filter),
            "/analysis/comments?unit=xa%2Dmot&score=not%2Dsatisfied&find=ch%E1%BB%9D%20l%C3%A2u&after=202510%2D7"
        );
    }
}
