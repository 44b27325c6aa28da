//! The comments that are asked for, as far as they may be shown, and what they are about.

use app::domain::comment::{CommentFilter, Comments, ON_A_PAGE, Place, ShownComment, ThemeCount};
use app::domain::role::Reach;
use app::domain::theme::{CommentRules, Matcher, spaced};

use super::comment_pools::{Pools, RecentPools};
use crate::store::comments::{Looked, StoredComment};
use crate::store::{Store, StoreError};

/// How many of the newest comments are looked at.
const LOOKED_AT: usize = 2_000;
/// How many are looked at where few of them may be asked for.
const SEARCHED: usize = 5_000;
/// Units are few where they are fewer than this part of all.
const FEW: usize = 16;

/// The comments that are asked for, as they may be shown within a reach. A theme found in fewer than `least_count` of them has no count.
///
/// # Errors
/// When the database does not answer.
pub async fn comments(
    (store, recent, now): (&Store, &RecentPools, i64),
    (reach, filter): (&Reach, &CommentFilter),
    rules: &CommentRules,
    least_count: u64,
) -> Result<Comments, StoreError> {
    let directory = store.directory().await?;
    let units = &directory.units;
    let scope = filter.unit.as_ref().map_or_else(|| reach.outermost(units), |unit| Reach::Units(vec![unit.clone()]));
    let within = scope.within(units);
    let sectors: Option<Vec<String>> = filter.sector.as_ref().map(|top| {
        let below =
            directory.sectors.nodes().iter().filter(|sector| directory.sectors.is_within(sector.code.as_str(), top.as_str()));
        below.map(|sector| sector.code.to_string()).collect()
    });
    let mut comments = Comments {
        shown: Vec::new(),
        looked_at: 0,
        all: true,
        held_back: 0,
        next: None,
        themes: rules.themes.iter().map(|theme| (theme.clone(), ThemeCount::default())).collect(),
        counted: 0,
        least_count,
        minimum: rules.minimum,
        months: store.commented_months().await?,
    };
    let Some((first, last)) = comments.months else { return Ok(comments) };
    let (from, to) = filter.period.map_or((first, last), app::domain::period::Period::months);
    let is_narrow = filter.mode.is_some() || filter.score.is_some() || filter.theme.is_some() || !filter.words.is_empty();
    let most = if is_narrow { SEARCHED } else { LOOKED_AT };
    let looked = Looked {
        reach: &scope,
        few: within.len() * FEW < units.nodes().len(),
        sectors: sectors.as_deref(),
        months: (from.max(first), to.min(last)),
        after: None,
        most,
    };
    let choice = Choice { filter, words: spaced(&filter.words).trim().to_owned(), matcher: Matcher::of(&rules.themes), rules };
    let rows = store.comments(&looked).await?;
    let newest = recent.of((store, now), &looked, &rows, (&within, rules.minimum)).await?;
    comments.looked_at = rows.len() as u64;
    comments.all = rows.len() < most;
    choice.count(&newest, &rows, &mut comments);
    if filter.after.is_some() {
        let later = Looked { after: filter.after, ..looked };
        let rows = store.comments(&later).await?;
        let pools = recent.of((store, now), &later, &rows, (&within, rules.minimum)).await?;
        choice.list(&pools, rows, most, &mut comments);
    } else {
        choice.list(&newest, rows, most, &mut comments);
    }
    Ok(comments)
}

/// What is asked for, made ready to be looked for in many comments.
struct Choice<'a> {
    filter: &'a CommentFilter,
    words: String,
    matcher: Matcher,
    rules: &'a CommentRules,
}

impl Choice<'_> {
    /// Whether a comment is asked for, its theme apart.
    fn takes(&self, row: &StoredComment) -> bool {
        self.filter.mode.is_none_or(|mode| row.mode == mode)
            && self.filter.score.is_none_or(|score| score.takes(row.score))
            && row.folded.contains(&self.words)
    }

    /// Counts what is held back and, of the rest, the themes.
    fn count(&self, pools: &Pools, rows: &[StoredComment], comments: &mut Comments) {
        for row in rows {
            if pools.place(row, None).is_none() {
                comments.held_back += 1;
            } else if self.takes(row) && pools.place(row, self.filter.mode).is_some() {
                comments.counted += 1;
                for theme in self.matcher.find(&row.folded) {
                    let count = &mut comments.themes[theme].1;
                    count.comments += 1;
                    count.scored += u64::from(row.score.is_some());
                    count.satisfied += u64::from(row.score.is_some_and(app::domain::answer::Satisfaction::is_satisfied));
                }
            }
        }
    }

    /// Makes a page of the list of what was read, `most` at most.
    fn list(&self, pools: &Pools, mut rows: Vec<StoredComment>, most: usize, comments: &mut Comments) {
        if rows.len() == most {
            // Comments of one person stand at one place; what may go on after what was read is read again with the rest.
            let last = rows.last().map(|row| row.place);
            let begins = rows.iter().position(|row| Some(row.place) == last).filter(|begins| *begins > 0);
            rows.truncate(begins.unwrap_or(rows.len()));
            comments.next = rows.last().map(|row| row.place);
        }
        let mut end: Option<Place> = None;
        for row in rows {
            let themes = self.matcher.find(&row.folded);
            let has_theme =
                self.filter.theme.as_ref().is_none_or(|theme| themes.iter().any(|at| self.rules.themes[*at].code == *theme));
            let stands = if self.takes(&row) && has_theme { pools.place(&row, self.filter.mode) } else { None };
            if let Some((unit, pooled)) = stands
                && let Ok(sector) = row.sector.parse()
            {
                let StoredComment { place, score, text, .. } = row;
                if comments.shown.len() >= ON_A_PAGE && end != Some(place) {
                    comments.next = end;
                    return;
                }
                comments.shown.push(ShownComment { unit, pooled, sector, month: place.month, score, text, themes });
                end = Some(place);
            }
        }
    }
}
