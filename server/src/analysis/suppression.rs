//! Complementary suppression: which further cells must be hidden so that no hidden one can be computed from totals.
//!
//! In a table published with its row and column totals, hidden cells are the edges of a graph between rows and
//! columns. The equations of the totals determine a hidden cell exactly when its edge lies on no cycle of hidden
//! cells. Each hidden cell is therefore put on a cycle, at the least cost in respondents. A total may itself be hidden;
//! totals form one more column and one more row of the same graph. Beyond that, the hidden cells of a line must
//! together hold at least the privacy minimum, because their sum can be had by subtraction.

use super::suppression_graph::Table;

/// A cell of a table, a total among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct TableCell {
    /// Respondents in the cell. A cell without any is known to be empty and hides nothing.
    pub n: u64,
    /// Whether the cell must not be shown.
    pub hidden: bool,
}

/// The result for one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStatus {
    /// Shown.
    Shown,
    /// Hidden for its own sake.
    Primary,
    /// Hidden to protect another cell.
    Complementary,
}

/// Hides cells of a two-way table until no hidden cell can be computed from what is shown.
///
/// `cells[r][c]` has the totals in its last column and last row, the grand total in the corner; all rows are equally
/// long. The result has the same shape. Cells on the inside are hidden before totals, small ones before large ones,
/// earlier ones before later ones, so that the result is the same every time. The grand total is hidden last of all.
///
/// A table that cannot be protected, such as one of a single row and column, ends with every cell hidden that is not
/// empty.
#[must_use]
pub fn suppress_two_way(cells: &[Vec<TableCell>], privacy_minimum: u64) -> Vec<Vec<CellStatus>> {
    let mut table = Table::new(cells);
    table.protect(privacy_minimum);
    let status = |row: usize, column: usize| {
        let cell = cells[row][column];
        match (cell.hidden, table.hidden[row][column]) {
            (true, _) => CellStatus::Primary,
            (false, true) => CellStatus::Complementary,
            (false, false) => CellStatus::Shown,
        }
    };
    (0..cells.len()).map(|r| (0..cells[r].len()).map(|c| status(r, c)).collect()).collect()
}

/// Hides cells of a one-way table with a published total until no hidden cell can be computed from it.
///
/// At least two cells are hidden if any is, and together they hold at least the privacy minimum. The smallest are
/// hidden first.
#[must_use]
pub fn suppress_one_way(cells: &[TableCell], privacy_minimum: u64) -> Vec<CellStatus> {
    let mut status: Vec<CellStatus> =
        cells.iter().map(|cell| if cell.hidden { CellStatus::Primary } else { CellStatus::Shown }).collect();
    let mut candidates: Vec<usize> = (0..cells.len()).filter(|i| !cells[*i].hidden && cells[*i].n > 0).collect();
    candidates.sort_by_key(|i| (cells[*i].n, *i));
    let mut candidates = candidates.into_iter();
    loop {
        let hidden = || (0..cells.len()).filter(|i| status[*i] != CellStatus::Shown && cells[*i].n > 0);
        let (count, respondents) = (hidden().count(), hidden().map(|i| cells[i].n).sum::<u64>());
        if count == 0 || (count >= 2 && respondents >= privacy_minimum) {
            return status;
        }
        let Some(next) = candidates.next() else {
            return status;
        };
        status[next] = CellStatus::Complementary;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table from its inner counts, with totals; cells below the minimum are hidden.
    fn table(inner: &[&[u64]], minimum: u64) -> Vec<Vec<TableCell>> {
        let columns = inner[0].len();
        let mut counts: Vec<Vec<u64>> = inner.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
        counts.push((0..=columns).map(|c| counts.iter().map(|row| row[c]).sum()).collect());
        let cell = |n: &u64| TableCell { n: *n, hidden: *n > 0 && *n < minimum };
        counts.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    fn hidden(status: &[Vec<CellStatus>]) -> Vec<(usize, usize)> {
        let mut cells = Vec::new();
        for (r, row) in status.iter().enumerate() {
            cells.extend((0..row.len()).filter(|c| row[*c] != CellStatus::Shown).map(|c| (r, c)));
        }
        cells
    }

    #[test]
    fn one_small_cell_needs_a_rectangle() {
        let cells = table(&[&[3, 50, 60], &[40, 80, 80], &[70, 60, 75]], 10);
        assert_eq!(hidden(&suppress_two_way(&cells, 10)), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    }

    #[test]
    fn nothing_is_hidden_without_need() {
        let cells = table(&[&[30, 50], &[40, 90]], 10);
        assert_eq!(hidden(&suppress_two_way(&cells, 10)), []);
        let empty = table(&[&[0, 50], &[40, 90]], 10);
        assert_eq!(hidden(&suppress_two_way(&empty, 10)), []);
    }

    #[test]
    fn two_per_line_are_not_enough_when_they_form_no_cycle() {
        // Hidden cells at (0,0), (0,1), (1,1), (1,2) leave rows with two each, but columns 0 and 2 with one.
        let cells = table(&[&[3, 4, 60], &[90, 5, 6], &[70, 60, 75]], 10);
        let found = suppress_two_way(&cells, 0);
        let count = |line: &dyn Fn(&(usize, usize)) -> bool| hidden(&found).iter().filter(|c| line(c)).count();
        for index in 0..3 {
            assert_ne!(count(&|cell| cell.0 == index), 1);
            assert_ne!(count(&|cell| cell.1 == index), 1);
        }
    }

    #[test]
    fn hidden_cells_of_a_line_hold_the_minimum_together() {
        let cells = [3, 4, 50, 60].map(|n| TableCell { n, hidden: n < 10 });
        let status = suppress_one_way(&cells, 10);
        assert_eq!(status[2], CellStatus::Complementary);
        assert_eq!(status[3], CellStatus::Shown);
        let single = [TableCell { n: 3, hidden: true }, TableCell { n: 90, hidden: false }];
        assert_eq!(suppress_one_way(&single, 0)[1], CellStatus::Complementary);
    }

    #[test]
    fn a_table_of_one_cell_hides_everything() {
        let cells = table(&[&[3]], 10);
        assert_eq!(hidden(&suppress_two_way(&cells, 10)).len(), 4);
    }

    #[test]
    fn a_table_of_communes_is_protected_quickly() {
        // 400 communes by 6 sectors with many small cells.
        let count = |commune: u64, sector: u64| (commune * 37 + sector * 101 + commune * sector) % 60;
        let inner: Vec<Vec<u64>> = (0..400).map(|r| (0..6).map(|c| count(r, c)).collect()).collect();
        let rows: Vec<&[u64]> = inner.iter().map(Vec::as_slice).collect();
        let cells = table(&rows, 10);
        let status = suppress_two_way(&cells, 10);
        for row in &status {
            let hidden = row.iter().filter(|cell| **cell != CellStatus::Shown).count();
            assert_ne!(hidden, 1);
        }
    }
}
