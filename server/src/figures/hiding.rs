//! Which figures of a panel are hidden: small ones, and those from which a small one could be worked out.

use app::domain::figure::WhyHidden;

use crate::analysis::suppression::{CellStatus, TableCell, suppress_one_way};

/// Why each row is hidden, or `None` where it may be shown. `rows` are (depth, respondents) with each parent before its children;
/// a parent's respondents include those of its children.
pub fn hidden(rows: &[(usize, u64)], minimum: u64) -> Vec<Option<WhyHidden>> {
    let mut hidden: Vec<Option<WhyHidden>> =
        rows.iter().map(|(_, n)| (*n > 0 && *n < minimum).then_some(WhyHidden::TooFew)).collect();
    // From the deepest parents upwards: a parent that must be hidden is then a hidden child of its own parent.
    for parent in (0..rows.len()).rev() {
        protect(rows, parent, minimum, &mut hidden);
    }
    hidden
}

/// Hides further children of a parent until none can be had by subtracting the others from the parent.
fn protect(rows: &[(usize, u64)], parent: usize, minimum: u64, hidden: &mut [Option<WhyHidden>]) {
    let children = children(rows, parent);
    if children.is_empty() || hidden[parent].is_some() {
        return;
    }
    // Answers given to the parent itself are one more part of its total, never shown by themselves.
    let in_children: u64 = children.iter().map(|child| rows[*child].1).sum();
    let own = rows[parent].1.saturating_sub(in_children);
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
    use super::hidden;
    use WhyHidden::{TooFew, WouldRevealAnother};
    use app::domain::figure::WhyHidden;

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
        assert_eq!(hidden(&rows, 10), [None, Some(TooFew), Some(WouldRevealAnother), None, None]);
    }
}
