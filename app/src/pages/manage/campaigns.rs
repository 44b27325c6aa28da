//! `/manage/campaigns`: the campaigns that somebody runs or is measured by, and beginning one. `/manage/campaigns/archive`: those put away.

use leptos::prelude::*;
use uuid::Uuid;

use super::campaign_fields::{CampaignFields, Offered};
use crate::domain::campaign::{Campaign, Openness, Sampling, State};
use crate::domain::collation::SortKey;
use crate::domain::form::{NAME_EN, NAME_VI};
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::texts::Texts;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/campaigns";
/// The address of the campaigns that were put away.
pub const ARCHIVE: &str = "/manage/campaigns/archive";

/// A campaign as the list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its identifier.
    pub id: Uuid,
    /// What it is called.
    pub title: Texts,
    /// The title of the questionnaire.
    pub questionnaire: Texts,
    /// The number of its version; 0 for a draft.
    pub number: u32,
    /// How respondents are chosen.
    pub sampling: Sampling,
    /// The name of the owner.
    pub owner: Texts,
    /// When it begins, and when it ends, if it does: UTC milliseconds.
    pub period: (i64, Option<i64>),
    /// How far it has come at this moment.
    pub state: State,
    /// Whether it is open, and its first day is still to come.
    pub coming: bool,
    /// How many responses are shown: all, or those about the own units.
    pub responses: u64,
    /// Whether whoever reads it runs it; otherwise their units are measured.
    pub runs: bool,
}

/// The key of a state's name.
#[must_use]
pub const fn state_key(state: State) -> &'static str {
    match state {
        State::Draft => "campaign-draft",
        State::Open => "campaign-open",
        State::Closed => "campaign-closed",
        State::Archived => "campaign-archived",
    }
}

/// The key of a sampling's name.
#[must_use]
pub const fn sampling_key(sampling: Sampling) -> &'static str {
    match sampling {
        Sampling::Probability => "sampling-probability",
        Sampling::Census => "sampling-census",
        Sampling::SelfSelected => "sampling-self-selected",
    }
}

/// The first and the last day of a campaign, as people read them.
#[must_use]
pub fn period((opens_at, closes_at): (i64, Option<i64>)) -> String {
    let end = closes_at.map(|end| LocalTime::of(end.saturating_sub(1)).date()).unwrap_or_default();
    format!("{} – {end}", LocalTime::of(opens_at).date())
}

/// A questionnaire with the number of its version.
#[must_use]
pub fn versioned(words: Words, title: &Texts, number: u32) -> String {
    let title = title.get(words.0);
    if number == 0 {
        format!("{title} ({})", words.t("version-draft"))
    } else {
        words.with("panel-title", &[("title", title), ("version", &number.to_string())])
    }
}

/// The campaigns that are asked for, sorted and a page of them; in the list's own order the latest first.
#[must_use]
pub fn list(mut lines: Vec<Line>, asked: &Asked) -> Listed<Line> {
    lines.retain(|line| {
        let texts: Vec<&str> = line.title.all().chain(line.questionnaire.all()).chain(line.owner.all()).collect();
        asked.finds(&texts)
    });
    let title = |line: &Line| (SortKey::of(line.title.get(Language::Vi)), line.id);
    match asked.sort.as_str() {
        "title" => lines.sort_by_cached_key(title),
        "owner" => lines.sort_by_cached_key(|line| (SortKey::of(line.owner.get(Language::Vi)), title(line))),
        "period" => lines.sort_by_cached_key(|line| (line.period.0, line.period.1.unwrap_or(i64::MAX), line.id)),
        "state" => lines.sort_by_cached_key(|line| (line.state, title(line))),
        "responses" => lines.sort_by_cached_key(|line| (line.responses, line.id)),
        _ => lines.sort_by_cached_key(|line| (line.state, std::cmp::Reverse((line.period.0, line.id)))),
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Campaigns {
    /// The campaigns.
    pub listed: Listed<Line>,
    /// Whether they are those put away.
    pub archived: bool,
    /// What a new one may be made of.
    pub offered: Offered,
    /// The form for a new one.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn CampaignsPage(shown: Campaigns) -> impl IntoView {
    let words = use_words();
    let Campaigns { listed: Listed { asked, found, shown }, archived, offered, typed, done } = shown;
    let (path, title) = if archived { (ARCHIVE, words.t("campaigns-archive")) } else { (PATH, words.t("campaigns-title")) };
    let rows = shown.into_iter().map(|line| view! { <Row line/> }).collect_view();
    let empty = found == 0;
    let open = typed.is_begun(&[NAME_VI, NAME_EN]);
    let other = if archived {
        view! { <p><a href=PATH>{words.t("campaigns-title")}</a></p> }
    } else {
        view! { <p><a href=ARCHIVE>{words.t("campaigns-archive")}</a></p> }
    };
    let add = (!archived).then(|| {
        view! {
            <details class="card" id="add" open=open>
                <summary>{words.t("campaign-add")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <CampaignFields typed offered/>
                    <button class="primary" type="submit">{words.t("campaign-add")}</button>
                </form>
            </details>
        }
    });
    let none = if asked.find.is_empty() && !archived { words.t("campaigns-none-yet") } else { words.t("campaigns-none") };
    view! {
        <Desk title=title.clone() here=PATH keeps=!archived>
            <h1>{title.clone()}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <Search asked=asked.clone() path label=words.t("campaigns-find")/>
            {add}
            {empty.then(|| view! { <p>{none}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=title>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path column="title" label=words.t("filter-campaign")/>
                                        <Head asked=asked.clone() path column="state" label=words.t("campaign-state")/>
                                        <Head asked=asked.clone() path column="period" label=words.t("campaign-period")/>
                                        <Head asked=asked.clone() path column="responses" label=words.t("campaign-responses")/>
                                        <Head asked=asked.clone() path column="owner" label=words.t("campaign-owner")/>
                                        <th scope="col">{words.t("questionnaire")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path found/>
            {other}
        </Desk>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let words = use_words();
    let measured = (!line.runs).then(|| view! { <br/> <span class="hint">{words.t("campaign-measures-you")}</span> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", line.id)>{line.title.get(words.0).to_owned()}</a>
                {measured}
            </th>
            <td><StateMark state=line.state coming=line.coming/></td>
            <td>{period(line.period)}</td>
            <td class="number">{words.number(line.responses)}</td>
            <td>{line.owner.get(words.0).to_owned()}</td>
            <td>
                {versioned(words, &line.questionnaire, line.number)} <br/>
                <span class="hint">{words.t(sampling_key(line.sampling))}</span>
            </td>
        </tr>
    }
}

/// A state, told by its word and, for those who see it, by its shade.
#[component]
pub fn StateMark(
    state: State,
    /// Whether it is open, and its first day is still to come.
    coming: bool,
) -> impl IntoView {
    let words = use_words();
    let (word, key) = if coming { ("coming", "campaign-coming") } else { (state.word(), state_key(state)) };
    view! { <span class=format!("state state-{word}")>{words.t(key)}</span> }
}

/// The line of a campaign.
#[must_use]
pub fn line(campaign: &Campaign, (questionnaire, number): (Texts, u32), owner: Texts, now: i64) -> Line {
    Line {
        id: campaign.id,
        title: campaign.title.clone(),
        questionnaire,
        number,
        sampling: campaign.sampling,
        owner,
        period: (campaign.opens_at, campaign.closes_at),
        state: campaign.state_at(now),
        coming: matches!(campaign.openness(now), Openness::NotYet(_)),
        responses: 0,
        runs: false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Line, list, period};
    use crate::domain::campaign::{Sampling, State};
    use crate::domain::texts::Texts;
    use crate::parts::listing::Asked;

    fn line(number: u128, title: &str, state: State, from: i64) -> Line {
        Line {
            id: Uuid::from_u128(number),
            title: Texts::new([("vi", title)]),
            questionnaire: Texts::new([("vi", "Phiếu một cửa")]),
            number: 1,
            sampling: Sampling::Census,
            owner: Texts::new([("vi", "Tỉnh")]),
            period: (from, None),
            state,
            coming: false,
            responses: 100 - u64::try_from(number).unwrap(),
            runs: true,
        }
    }

    #[test]
    fn the_list_is_in_the_order_that_is_asked_for() {
        let all = vec![
            line(1, "Ân", State::Closed, 10),
            line(2, "Đông", State::Open, 20),
            line(3, "Bắc", State::Open, 30),
            line(4, "Xuân", State::Draft, 5),
        ];
        let order = |sort: &str, descending, find: &str| {
            let sort = format!("{}{sort}", if descending { "-" } else { "" });
            let asked = Asked::read(|name| match name {
                "sort" => Some(sort.as_str()),
                "find" => Some(find),
                _ => None,
            });
            list(all.clone(), &asked).shown.iter().map(|line| line.id.as_u128().to_string()).collect::<String>()
        };
        assert_eq!(order("", false, ""), "4321", "drafts, then what runs, the latest first");
        assert_eq!(order("title", false, ""), "1324");
        assert_eq!(order("state", true, ""), "1234");
        assert_eq!(order("period", false, ""), "4123");
        assert_eq!(order("responses", false, ""), "4321");
        assert_eq!(order("", false, "dong"), "2");
        assert_eq!(order("", false, "mot cua"), "4321");
    }

    #[test]
    fn a_period_may_have_no_end() {
        assert_eq!(period((0, Some(86_400_000 - 7 * 3_600_000))), "1/1/1970 – 1/1/1970");
        assert_eq!(period((0, None)), "1/1/1970 – ");
    }
}
