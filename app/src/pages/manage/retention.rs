//! `/manage/retention`: how long what was answered is kept, and what of each campaign is to be erased when, was erased, or is held.

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::collation::SortKey;
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::retention::{Kind, NOTICE, Retention, Stage};
use crate::domain::retention_form::field;
use crate::domain::texts::Texts;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/retention";

/// A campaign as the list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its identifier.
    pub id: Uuid,
    /// What it is called.
    pub title: Texts,
    /// The name of its owner.
    pub owner: Texts,
    /// When it ends, if it does: UTC milliseconds, exclusive.
    pub ends: Option<i64>,
    /// Whether nothing of it may be erased.
    pub held: bool,
    /// How each kind stands, in the order of [`Kind::ALL`].
    pub stages: [Stage; 3],
}

impl Line {
    /// When something is to be erased next.
    fn next(&self) -> Option<i64> {
        self.stages.iter().filter_map(|stage| if let Stage::Due(moment) = stage { Some(*moment) } else { None }).min()
    }
}

/// The campaigns that are asked for, sorted and a page of them; in the list's own order those that are held, then what is erased next.
#[must_use]
pub fn list(mut lines: Vec<Line>, asked: &Asked) -> Listed<Line> {
    lines.retain(|line| {
        let texts: Vec<&str> = line.title.all().chain(line.owner.all()).collect();
        asked.finds(&texts)
    });
    let title = |line: &Line| (SortKey::of(line.title.get(Language::Vi)), line.id);
    let next = |line: &Line| line.next().unwrap_or(i64::MAX);
    match asked.sort.as_str() {
        "title" => lines.sort_by_cached_key(title),
        "owner" => lines.sort_by_cached_key(|line| (SortKey::of(line.owner.get(Language::Vi)), title(line))),
        "end" => lines.sort_by_cached_key(|line| (line.ends.unwrap_or(i64::MAX), line.id)),
        "next" => lines.sort_by_cached_key(|line| (next(line), title(line))),
        _ => lines.sort_by_cached_key(|line| (!line.held, next(line), title(line))),
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// The key of a kind's name.
#[must_use]
pub const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Texts => "retention-kind-texts",
        Kind::Links => "retention-kind-links",
        Kind::Responses => "retention-kind-responses",
    }
}

/// How a kind of a campaign stands, in words.
#[must_use]
pub fn told(words: Words, stage: Stage, held: bool, now: i64) -> String {
    let dated = |key: &str, moment| words.with(key, &[("date", &LocalTime::of(moment).date())]);
    match stage {
        Stage::Stays => words.t("retention-stays"),
        Stage::NoEnd => words.t("retention-no-end"),
        Stage::Due(moment) if held && moment <= now => dated("retention-overdue", moment),
        Stage::Due(moment) if moment <= now => dated("retention-due-now", moment),
        Stage::Due(moment) => dated("retention-due", moment),
        Stage::Erased(moment) => dated("retention-erased", moment),
    }
}

/// A number of months in words, or that it is for ever.
#[must_use]
pub fn months(words: Words, months: Option<u16>) -> String {
    months.map_or_else(|| words.t("retention-stays"), |months| words.count("retention-months", months.into()))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RetentionView {
    /// The campaigns.
    pub listed: Listed<Line>,
    /// What holds.
    pub retention: Retention,
    /// Whether whoever reads it may change that.
    pub everything: bool,
    /// The form.
    pub typed: Typed,
    /// The moment: UTC milliseconds.
    pub now: i64,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn RetentionPage(shown: RetentionView) -> impl IntoView {
    let words = use_words();
    let RetentionView { listed: Listed { asked, found, shown }, retention, everything, typed, now, done } = shown;
    let rows = shown.into_iter().map(|line| view! { <Row line now/> }).collect_view();
    let notice = (retention.not_before > now).then(|| {
        let date = LocalTime::of(retention.not_before).date();
        view! { <p class="done">{words.with("retention-not-before", &[("date", &date)])}</p> }
    });
    let empty = found == 0;
    view! {
        <Desk title=words.t("retention-title") here=PATH keeps=everything>
            <h1>{words.t("retention-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("retention-lead")}</p>
            {notice}
            <TypedSummary typed=typed.clone()/>
            <section class="card">
                <h2>{words.t("retention-periods")}</h2>
                <PeriodsOf retention everything typed/>
            </section>
            <Search asked=asked.clone() path=PATH label=words.t("retention-find")/>
            {empty.then(|| view! { <p>{words.t("campaigns-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("campaigns-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="title" label=words.t("filter-campaign")/>
                                        <Head asked=asked.clone() path=PATH column="owner" label=words.t("campaign-owner")/>
                                        <Head asked=asked.clone() path=PATH column="end" label=words.t("campaign-last-day")/>
                                        <Head asked=asked.clone() path=PATH column="next" label=words.t("retention-next")/>
                                        {Kind::ALL.map(|kind| view! { <th scope="col">{words.t(kind_key(kind))}</th> }).collect_view()}
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

/// The periods: a form for whoever may change them.
#[component]
fn PeriodsOf(retention: Retention, everything: bool, typed: Typed) -> impl IntoView {
    let words = use_words();
    if !everything {
        let lines = Kind::ALL
            .map(|kind| {
                view! {
                    <dt>{words.t(kind_key(kind))}</dt>
                    <dd>{months(words, retention.periods.of(kind))}</dd>
                }
            })
            .collect_view();
        return view! {
            <p>{words.t("retention-set-above")}</p>
            <dl class="facts">{lines}</dl>
        }
        .into_any();
    }
    let fields = Kind::ALL
        .map(|kind| {
            let (least, most) = kind.bounds();
            let (key, hint) = match kind {
                Kind::Texts => ("retention-texts-label", "retention-texts-hint"),
                Kind::Links => ("retention-links-label", "retention-links-hint"),
                Kind::Responses => ("retention-responses-label", "retention-responses-hint"),
            };
            let hint = words.with(hint, &[("least", &least.to_string()), ("most", &most.to_string())]);
            view! {
                <TextField typed=typed.clone() name=field(kind) label=words.t(key) hint=hint longest=3 required=!kind.may_stay()/>
            }
        })
        .collect_view();
    view! {
        <p>{words.t("retention-periods-lead")}</p>
        <form id=FORM class="narrow" method="post" action=PATH>
            {fields}
            <p class="hint">{words.with("retention-notice", &[("days", &NOTICE.to_string())])}</p>
            <button class="primary" type="submit">{words.t("save")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Row(line: Line, now: i64) -> impl IntoView {
    let words = use_words();
    let date = |moment: i64| LocalTime::of(moment).date();
    let held = line.held.then(|| view! { " " <span class="state state-draft">{words.t("retention-held")}</span> });
    let next = line.next().filter(|_| !line.held).map(date).unwrap_or_default();
    let cells = line.stages.map(|stage| view! { <td>{told(words, stage, line.held, now)}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", line.id)>{line.title.get(words.0).to_owned()}</a>
                {held}
            </th>
            <td>{line.owner.get(words.0).to_owned()}</td>
            <td>{line.ends.map(|end| date(end.saturating_sub(1))).unwrap_or_default()}</td>
            <td>{next}</td>
            {cells}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Line, list};
    use crate::domain::retention::Stage;
    use crate::domain::texts::Texts;
    use crate::parts::listing::Asked;

    fn line(number: u128, title: &str, held: bool, due: Option<i64>) -> Line {
        let stage = due.map_or(Stage::Stays, Stage::Due);
        Line {
            id: Uuid::from_u128(number),
            title: Texts::new([("vi", title)]),
            owner: Texts::new([("vi", "Tỉnh")]),
            ends: due.map(|due| 1000 - due),
            held,
            stages: [stage, Stage::Erased(7), Stage::Stays],
        }
    }

    #[test]
    fn the_list_is_in_the_order_that_is_asked_for() {
        let all = vec![
            line(1, "Ân", false, Some(20)),
            line(2, "Đông", true, Some(30)),
            line(3, "Bắc", false, None),
            line(4, "Đà", false, Some(10)),
        ];
        let order = |sort: &str, find: &str| {
            let asked = Asked::read(|name| match name {
                "sort" => Some(sort),
                "find" => Some(find),
                _ => None,
            });
            list(all.clone(), &asked).shown.iter().map(|line| line.id.as_u128().to_string()).collect::<String>()
        };
        assert_eq!(order("", ""), "2413", "what is held, then what is erased next");
        assert_eq!(order("next", ""), "4123");
        assert_eq!(order("-next", ""), "3214");
        assert_eq!(order("title", ""), "1342");
        assert_eq!(order("end", ""), "2143");
        assert_eq!(order("", "dong"), "2");
        assert_eq!(order("", "tinh"), "2413");
    }
}
