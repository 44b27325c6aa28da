//! Which figures of units side by side are hidden: those that each unit's own page hides, and others from which, with the figures of the unit
//! above them, one of these could be worked out.

use app::domain::figure::WhyHidden;

use crate::analysis::suppression::{CellStatus, TableCell, suppress_one_way, suppress_two_way};
use crate::store::StoreError;

/// A number of respondents, and why its figure is hidden, if it is.
pub type Known = (u64, Option<WhyHidden>);

/// One unit: its figure, and those of the columns into which it is taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The whole figure.
    pub total: Known,
    /// Its columns.
    pub columns: Vec<Known>,
}

/// The parts of a whole with everything hidden that must be. Large tables take a moment, on a thread of their own.
///
/// # Errors
/// When the program is being stopped.
pub async fn protect(parts: Vec<Part>, whole: Part, minimum: u64) -> Result<Vec<Part>, StoreError> {
    let hidden = |known: &Known| known.1.is_some();
    if !parts.iter().chain([&whole]).any(|part| hidden(&part.total) || part.columns.iter().any(hidden))
        && rest_is_shown(&parts, &whole, minimum)
    {
        return Ok(parts);
    }
    let work = tokio::task::spawn_blocking(move || protected(parts, &whole, minimum));
    work.await.map_err(|_| StoreError::Stopped)
}

/// Whether what no line or column shows, but subtraction would, is of enough people.
fn rest_is_shown(parts: &[Part], whole: &Part, minimum: u64) -> bool {
    let table = table(parts, whole, minimum);
    !table.iter().flatten().any(|cell| cell.hidden)
}

/// The table of the parts, with what is left: one more column for answers about the subject alone, one more row for what was answered about the
/// whole but about none of its parts. Neither is shown by itself, but both could be worked out. Totals come last.
fn table(parts: &[Part], whole: &Part, minimum: u64) -> Vec<Vec<TableCell>> {
    let cell = |(n, why): &Known| TableCell { n: *n, hidden: why.is_some() };
    let left = |n: u64| TableCell { n, hidden: n > 0 && n < minimum };
    let line = |part: &Part| -> Vec<TableCell> {
        let apart: u64 = part.columns.iter().map(|(n, _)| *n).sum();
        let own = (!part.columns.is_empty()).then(|| left(part.total.0.saturating_sub(apart)));
        part.columns.iter().map(cell).chain(own).chain([cell(&part.total)]).collect()
    };
    let lines: Vec<Vec<TableCell>> = parts.iter().map(line).collect();
    let total = line(whole);
    let rest = (0..total.len()).map(|column| {
        let sum: u64 = lines.iter().map(|line| line[column].n).sum();
        left(total[column].n.saturating_sub(sum))
    });
    let rest: Vec<TableCell> = rest.collect();
    lines.into_iter().chain([rest, total]).collect()
}

fn protected(mut parts: Vec<Part>, whole: &Part, minimum: u64) -> Vec<Part> {
    let cells = table(&parts, whole, minimum);
    let status = if whole.columns.is_empty() {
        // Of one sector only there are totals alone: those of the units, of the rest, and of the whole.
        let column: Vec<TableCell> = cells.iter().map(|line| line[0]).collect();
        let (apart, whole) = column.split_at(column.len() - 1);
        let hides = whole.first().is_some_and(|whole| whole.hidden);
        let found = if hides { Vec::new() } else { suppress_one_way(apart, minimum) };
        found.into_iter().map(|status| vec![status]).collect()
    } else {
        suppress_two_way(&cells, minimum)
    };
    let hide = |known: &mut Known, status: CellStatus| {
        if status == CellStatus::Complementary {
            known.1 = known.1.or(Some(WhyHidden::WouldRevealAnother));
        }
    };
    for (part, line) in parts.iter_mut().zip(&status) {
        for (known, status) in part.columns.iter_mut().zip(line) {
            hide(known, *status);
        }
        if let Some(status) = line.last() {
            hide(&mut part.total, *status);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Part, protected};
    use WhyHidden::{TooFew, WouldRevealAnother};
    use app::domain::figure::WhyHidden;

    fn part(total: u64, columns: &[u64]) -> Part {
        let known = |n: u64| (n, (n > 0 && n < 10).then_some(TooFew));
        Part { total: known(total), columns: columns.iter().map(|n| known(*n)).collect() }
    }

    fn hidden(parts: Vec<Part>, whole: &Part) -> Vec<Vec<Option<WhyHidden>>> {
        let parts = protected(parts, whole, 10);
        parts.iter().map(|part| part.columns.iter().chain([&part.total]).map(|known| known.1).collect()).collect()
    }

    #[test]
    fn one_small_cell_takes_three_others_along() {
        let parts = vec![part(49, &[9, 40]), part(60, &[25, 35]), part(200, &[100, 100])];
        let whole = part(309, &[134, 175]);
        let other = Some(WouldRevealAnother);
        assert_eq!(hidden(parts, &whole), [[Some(TooFew), other, None], [other, other, None], [None, None, None]]);
    }

    #[test]
    fn what_was_answered_about_the_whole_alone_hides_as_well() {
        let parts = vec![part(60, &[25, 35]), part(60, &[30, 30])];
        // Three people judged the unit above itself.
        let shown = hidden(parts.clone(), &part(120, &[55, 65]));
        assert!(shown.iter().flatten().all(Option::is_none));
        let shown = hidden(parts, &part(123, &[58, 65]));
        assert!(shown.iter().flatten().any(|why| *why == Some(WouldRevealAnother)));
    }

    #[test]
    fn of_one_sector_the_smallest_goes_along() {
        let parts = vec![part(9, &[]), part(40, &[]), part(30, &[])];
        assert_eq!(hidden(parts, &part(79, &[])), [[Some(TooFew)], [None], [Some(WouldRevealAnother)]]);
        let parts = vec![part(9, &[]), part(0, &[])];
        assert_eq!(hidden(parts, &part(9, &[])), [[Some(TooFew)], [None]], "the whole is hidden itself");
    }
}
