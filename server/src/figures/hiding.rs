//! Which figures of a panel are hidden: small ones, and those from which a small one could be worked out.

use app::domain::figure::WhyHidden;

use crate::analysis::suppression::{CellStatus, TableCell, suppress_one_way};

/// Why each cell of a table is hidden, or `None` where it may be shown. Its rows are (depth, respondents) with each parent before its children;
/// a parent's respondents include those of its children. Its columns split each row up: the first has the respondents of the row, the others those
/// of its parts, such as the ways in which they answered. Given and returned column by column. What is hidden in one direction is protected in the
/// other as well, until nothing more has to go. Cells that would reveal a figure of another table, given by column and row, go with the small ones.
pub fn crossed(
    depths: &[usize],
    columns: &[Vec<u64>],
    revealing: &[(usize, usize)],
    minimum: u64,
) -> Vec<Vec<Option<WhyHidden>>> {
    let columns: Vec<Vec<(usize, u64)>> =
        columns.iter().map(|column| depths.iter().copied().zip(column.iter().copied()).collect()).collect();
    let mut hidden: Vec<Vec<Option<WhyHidden>>> = columns.iter().map(|column| small(column, minimum)).collect();
    for (column, row) in revealing {
        if let Some(hidden) = hidden.get_mut(*column).and_then(|column| column.get_mut(*row)) {
            *hidden = hidden.or(Some(WhyHidden::WouldRevealAnother));
        }
    }
    loop {
        let before = hidden.clone();
        for (column, hidden) in columns.iter().zip(&mut hidden) {
            protect_all(column, minimum, hidden);
        }
        for row in 0..depths.len() {
            // The whole and its parts are a tree of one level.
            let line: Vec<(usize, u64)> =
                columns.iter().enumerate().map(|(place, column)| (place.min(1), column[row].1)).collect();
            let mut across: Vec<Option<WhyHidden>> = hidden.iter().map(|column| column[row]).collect();
            protect(&line, 0, minimum, &mut across);
            for (column, across) in hidden.iter_mut().zip(across) {
                column[row] = across;
            }
        }
        if hidden == before {
            return hidden;
        }
    }
}

/// Why each part of a whole that is shown is hidden, or `None` where it may be shown, given the respondents of each and why it is hidden already.
/// Where too little is left for anything to hide behind, all parts go.
pub fn beside(whole: u64, parts: &[(u64, Option<WhyHidden>)], minimum: u64) -> Vec<Option<WhyHidden>> {
    let rows: Vec<(usize, u64)> = [(0, whole)].into_iter().chain(parts.iter().map(|(n, _)| (1, *n))).collect();
    let own = small(&rows[1..], minimum);
    let known = parts.iter().zip(own).map(|((_, known), small)| known.or(small));
    let mut hidden: Vec<Option<WhyHidden>> = [None].into_iter().chain(known).collect();
    protect(&rows, 0, minimum, &mut hidden);
    if hidden[0].is_some() {
        for (hidden, (n, _)) in hidden.iter_mut().skip(1).zip(parts) {
            *hidden = hidden.or((*n > 0).then_some(WhyHidden::WouldRevealAnother));
        }
    }
    hidden.split_off(1)
}

/// Whether one of the parts of a whole must be hidden because a small one could be worked out otherwise. Each is given by its respondents and how many
/// it needs at least.
pub fn among(whole: (u64, u64), parts: &[(u64, u64)], place: usize) -> bool {
    let (rows, mut hidden): (Vec<(usize, u64)>, Vec<Option<WhyHidden>>) = [(0, whole)]
        .into_iter()
        .chain(parts.iter().map(|part| (1, *part)))
        .map(|(depth, (n, least))| ((depth, n), (n > 0 && n < least).then_some(WhyHidden::TooFew)))
        .unzip();
    protect(&rows, 0, whole.1, &mut hidden);
    hidden.get(place + 1).is_some_and(|hidden| *hidden == Some(WhyHidden::WouldRevealAnother))
}

/// The rows that are hidden for their own sake.
fn small(rows: &[(usize, u64)], minimum: u64) -> Vec<Option<WhyHidden>> {
    rows.iter().map(|(_, n)| (*n > 0 && *n < minimum).then_some(WhyHidden::TooFew)).collect()
}

fn protect_all(rows: &[(usize, u64)], minimum: u64, hidden: &mut [Option<WhyHidden>]) {
    // From the deepest parents upwards: a parent that must be hidden is then a hidden child of its own parent.
    for parent in (0..rows.len()).rev() {
        protect(rows, parent, minimum, hidden);
    }
}

/// Hides further children of a parent until none can be had by subtracting the others from the parent.
fn protect(rows: &[(usize, u64)], parent: usize, minimum: u64, hidden: &mut [Option<WhyHidden>]) {
    let children = children(rows, parent);
    if children.is_empty() {
        return;
    }
    // Answers given to the parent itself are one more part of its total, never shown by themselves.
    let in_children: u64 = children.iter().map(|child| rows[*child].1).sum();
    let own = rows[parent].1.saturating_sub(in_children);
    if hidden[parent].is_some() {
        // A total is no secret where all its parts are shown.
        if own == 0 && children.iter().all(|child| hidden[*child].is_none()) {
            let answered = children.iter().filter(|child| rows[**child].1 > 0);
            if let Some(smallest) = answered.min_by_key(|child| rows[**child].1) {
                hidden[*smallest] = Some(WhyHidden::WouldRevealAnother);
            }
        }
        return;
    }
    let mut cells: Vec<TableCell> =
        children.iter().map(|child| TableCell { n: rows[*child].1, hidden: hidden[*child].is_some() }).collect();
    cells.push(TableCell { n: own, hidden: own > 0 && own < minimum });
    let status = suppress_one_way(&cells, minimum);
    for (child, status) in children.iter().zip(&status) {
        if *status == CellStatus::Complementary {
            hidden[*child] = Some(WhyHidden::WouldRevealAnother);
        }
    }
    let parts: Vec<u64> = cells
        .iter()
        .zip(&status)
        .filter(|(_, status)| **status != CellStatus::Shown)
        .map(|(cell, _)| cell.n)
        .filter(|n| *n > 0)
        .collect();
    // Where too little is left to hide behind, the total itself goes.
    if !parts.is_empty() && (parts.len() < 2 || parts.iter().sum::<u64>() < minimum) {
        hidden[parent] = Some(WhyHidden::WouldRevealAnother);
    }
}

/// The rows directly below a row.
fn children(rows: &[(usize, u64)], parent: usize) -> Vec<usize> {
    let depth = rows[parent].0;
    let below = rows.iter().enumerate().skip(parent + 1).take_while(|(_, row)| row.0 > depth);
    below.filter(|(_, row)| row.0 == depth + 1).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::{among, beside, crossed};
    use WhyHidden::{TooFew, WouldRevealAnother};
    use app::domain::figure::WhyHidden;

    fn hidden(rows: &[(usize, u64)], minimum: u64) -> Vec<Option<WhyHidden>> {
        let (depths, column): (Vec<usize>, Vec<u64>) = rows.iter().copied().unzip();
        crossed(&depths, &[column], &[], minimum).remove(0)
    }

    #[test]
    fn nine_are_hidden_and_ten_are_shown() {
        assert_eq!(hidden(&[(0, 9), (0, 10), (0, 0)], 10), [Some(TooFew), None, None]);
    }

    #[test]
    fn one_hidden_child_takes_its_smallest_sibling_along() {
        let rows = [(0, 139), (1, 100), (1, 30), (1, 9)];
        assert_eq!(hidden(&rows, 10), [None, None, Some(WouldRevealAnother), Some(TooFew)]);
    }

    #[test]
    fn two_hidden_children_that_are_together_too_few_take_a_third() {
        let rows = [(0, 135), (1, 100), (1, 30), (1, 3), (1, 2)];
        assert_eq!(hidden(&rows, 10), [None, None, Some(WouldRevealAnother), Some(TooFew), Some(TooFew)]);
        let rows = [(0, 140), (1, 100), (1, 30), (1, 8), (1, 2)];
        assert_eq!(hidden(&rows, 10), [None, None, None, Some(TooFew), Some(TooFew)]);
    }

    #[test]
    fn few_answers_to_the_parent_itself_cannot_be_worked_out() {
        let rows = [(0, 133), (1, 100), (1, 30)];
        assert_eq!(hidden(&rows, 10), [None, None, Some(WouldRevealAnother)]);
    }

    #[test]
    fn a_total_goes_where_nothing_else_can_protect() {
        assert_eq!(hidden(&[(0, 12), (1, 5), (1, 0)], 10)[0], None, "seven answers of its own and five: two parts of twelve");
        assert_eq!(hidden(&[(0, 9), (1, 5), (1, 4)], 10), [Some(TooFew), Some(TooFew), Some(TooFew)]);
    }

    #[test]
    fn hiding_climbs_the_tree() {
        // The inner parent is a single visible part beside a hidden one.
        let rows = [(0, 160), (1, 9), (1, 151), (2, 100), (2, 51)];
        let other = Some(WouldRevealAnother);
        assert_eq!(hidden(&rows, 10), [None, Some(TooFew), other, None, other], "51 goes, or the two parts would add up");
    }

    #[test]
    fn of_several_columns_none_can_be_had_from_the_others() {
        let shown = |columns: &[Vec<u64>], depths: &[usize]| -> Vec<Vec<bool>> {
            let hidden = crossed(depths, columns, &[], 10);
            hidden.iter().map(|column| column.iter().map(Option::is_none).collect()).collect()
        };
        // One row of 139: 100 in one way, 30 in another, nine in a third.
        let row = [vec![139], vec![100], vec![30], vec![9]];
        assert_eq!(shown(&row, &[0]), [[true], [true], [false], [false]]);
        // What goes in one row goes in the others too where these and the sum of all would give it away.
        let columns = [vec![278, 139, 139], vec![200, 100, 100], vec![60, 30, 30], vec![18, 9, 9]];
        let found = shown(&columns, &[0, 1, 1]);
        assert_eq!(found[0], [true, true, true]);
        assert!(!found[2][1] && !found[2][2], "each goes with the nine beside it");
        // In each line, either nothing is hidden or more than one.
        for (row, places) in [(0, 1..4), (1, 1..4), (2, 1..4)] {
            assert_ne!(places.filter(|column: &usize| !found[*column][row]).count(), 1, "row {row}");
        }
    }

    #[test]
    fn what_would_reveal_another_table_takes_others_along() {
        let hidden = crossed(&[0, 1, 1, 1], &[vec![90, 40, 30, 20]], &[(0, 2)], 10).remove(0);
        assert_eq!(hidden, [None, None, Some(WouldRevealAnother), Some(WouldRevealAnother)]);
    }

    #[test]
    fn among_parts_one_goes_with_the_small_one() {
        let goes = |whole, parts: &[u64]| -> Vec<usize> {
            let parts: Vec<(u64, u64)> = parts.iter().map(|n| (*n, 10)).collect();
            (0..parts.len()).filter(|at| among((whole, 10), &parts, *at)).collect()
        };
        assert_eq!(goes(139, &[100, 30, 9]), [1], "the smallest that is shown");
        assert_eq!(goes(140, &[100, 30, 10]), [0; 0]);
        assert_eq!(goes(133, &[100, 30]), [1], "three are of the whole alone");
        assert_eq!(goes(9, &[9, 0]), [0; 0], "the whole is hidden itself");
        assert!(among((47, 30), &[(17, 30), (30, 10)], 1), "seventeen are too few where thirty are needed");
        assert!(!among((42, 30), &[(30, 30), (12, 10)], 0), "and twelve are enough where ten are");
    }

    #[test]
    fn parts_of_a_whole_that_stays_hide_behind_each_other() {
        assert_eq!(beside(139, &[(100, None), (30, None), (9, None)], 10), [None, Some(WouldRevealAnother), Some(TooFew)]);
        let known = Some(WouldRevealAnother);
        assert_eq!(
            beside(130, &[(100, None), (30, known)], 10),
            [known, known],
            "what is hidden for another reason is hidden too"
        );
        assert_eq!(beside(130, &[(100, None), (30, None), (0, None)], 10), [None, None, None]);
    }
}
