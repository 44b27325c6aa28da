//! `/manage/invitations`: the lists of invitations in reach, with their response rates.

use leptos::prelude::*;

use crate::domain::collation::SortKey;
use crate::domain::invitation::{Batch, Totals};
use crate::domain::period::LocalTime;
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::rate::Rate;

/// The address.
pub const PATH: &str = "/manage/invitations";

/// A list of invitations as it stands in a table.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// The list.
    pub batch: Batch,
    /// Where its answers are counted: the point and its unit, in words.
    pub place: String,
}

/// The lists that are asked for, sorted and a page of them.
#[must_use]
pub fn list(mut lines: Vec<BatchLine>, asked: &Asked) -> Listed<BatchLine> {
    lines.retain(|line| asked.finds(&[&line.batch.name, &line.place, line.batch.point.as_str()]));
    match asked.sort.as_str() {
        "name" => lines.sort_by_cached_key(|line| (SortKey::of(&line.batch.name), line.batch.id)),
        "place" => lines.sort_by_cached_key(|line| (SortKey::of(&line.place), line.batch.id)),
        "until" => lines.sort_by_key(|line| (line.batch.expires_at, line.batch.id)),
        "rate" => lines.sort_by(|one, other| {
            let rate = |line: &BatchLine| line.batch.totals.rate().unwrap_or_default();
            rate(one).total_cmp(&rate(other)).then(one.batch.id.cmp(&other.batch.id))
        }),
        // The newest first, as they come.
        _ => {}
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Invitations {
    /// The lists.
    pub listed: Listed<BatchLine>,
    /// The totals of all that were found.
    pub totals: Totals,
}

/// The page.
#[component]
pub fn InvitationsPage(shown: Invitations) -> impl IntoView {
    let words = use_words();
    let Invitations { listed: Listed { asked, found, shown }, totals } = shown;
    let table = if found == 0 {
        view! { <p>{words.t("invitations-none-found")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown totals/> }.into_any()
    };
    view! {
        <Desk title=words.t("invitations-title") here=PATH>
            <h1>{words.t("invitations-title")}</h1>
            <p class="lead">{words.t("invitations-lead")}</p>
            <Search asked=asked.clone() path=PATH label=words.t("invitations-find")/>
            {table}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

#[component]
fn Table(asked: Asked, shown: Vec<BatchLine>, totals: Totals) -> impl IntoView {
    let words = use_words();
    let rows = shown.into_iter().map(|line| view! { <Line line shows_place=true/> }).collect_view();
    view! {
        <section class="card"><h2>{words.t("rate-all")}</h2> <Rate totals/></section>
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("invitations-title")>
            <table>
                <thead>
                    <tr>
                        <Head asked=asked.clone() path=PATH column="name" label=words.t("invitations-name")/>
                        <Head asked=asked.clone() path=PATH column="place" label=words.t("point-name")/>
                        <Head asked=asked.clone() path=PATH column="rate" label=words.t("rate")/>
                        <Head asked path=PATH column="until" label=words.t("invitations-until")/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The lists of one collection point.
#[component]
pub fn InvitationTable(batches: Vec<BatchLine>) -> impl IntoView {
    let words = use_words();
    let totals = batches.iter().fold(Totals::default(), |sum, line| sum.and(line.batch.totals));
    let several = (batches.len() > 1).then(|| view! { <Rate totals/> });
    view! {
        {several}
        <div class="scroll" tabindex="0" role="region" aria-label=words.t("invitations-title")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.t("invitations-name")}</th>
                        <th scope="col">{words.t("rate")}</th>
                        <th scope="col">{words.t("invitations-until")}</th>
                    </tr>
                </thead>
                <tbody>{batches.into_iter().map(|line| view! { <Line line shows_place=false/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(line: BatchLine, shows_place: bool) -> impl IntoView {
    let words = use_words();
    let BatchLine { batch, place } = line;
    let place = shows_place.then(|| view! { <td><a href=format!("/manage/points/{}", batch.point)>{place}</a></td> });
    let ended = batch.withdrawn_at.map(|_| view! { " " <span class="hint">{words.t("invitations-withdrawn-mark")}</span> });
    view! {
        <tr>
            <th scope="row"><a href=format!("{PATH}/{}", batch.id)>{batch.name.clone()}</a></th>
            {place}
            <td><Rate totals=batch.totals/></td>
            <td>{last_day(&batch)} {ended}</td>
        </tr>
    }
    .into_any()
}

/// The last day on which the links of a list work.
#[must_use]
pub fn last_day(batch: &Batch) -> String {
    LocalTime::of(batch.expires_at.saturating_sub(1)).date()
}
