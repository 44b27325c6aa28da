//! Complementary suppression: which further cells must be hidden so that no hidden one can be computed from totals.
//!
//! In a table published with its row and column totals, hidden cells are the edges of a graph between rows and
//! columns. The equations of the totals determine a hidden cell exactly when its edge lies on no cycle of hidden
//! cells. Each hidden cell is therefore put on a cycle, at the least cost in respondents. A total may itself be hidden;
//! totals form one more column and one more row of the same graph. Beyond that, the hidden cells of a line must
//! together hold at least the privacy minimum, because their sum can be had by subtraction.

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

struct Table {
    n: Vec<Vec<u64>>,
    hidden: Vec<Vec<bool>>,
}

impl Table {
    fn new(cells: &[Vec<TableCell>]) -> Self {
        let each =
            |value: fn(&TableCell) -> u64| -> Vec<Vec<u64>> { cells.iter().map(|row| row.iter().map(value).collect()).collect() };
        let hidden = cells.iter().map(|row| row.iter().map(|cell| cell.hidden && cell.n > 0).collect());
        Self { n: each(|cell| cell.n), hidden: hidden.collect() }
    }

    fn rows(&self) -> usize {
        self.n.len()
    }

    fn columns(&self) -> usize {
        self.n.first().map_or(0, Vec::len)
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns();
        (0..self.rows()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// What hiding a cell costs: its respondents, nothing if it is hidden already, and much more for a total.
    fn cost(&self, row: usize, column: usize) -> u128 {
        if self.hidden[row][column] {
            return 0;
        }
        let everyone = u128::from(self.n.iter().flatten().copied().max().unwrap_or(0)) + 1;
        let scale = everyone * self.cells().count() as u128;
        let totals = u32::from(row + 1 == self.rows()) + u32::from(column + 1 == self.columns());
        // One more than the number of respondents, so that of two equal ways the shorter is taken.
        (u128::from(self.n[row][column]) + 1) * scale.pow(totals)
    }

    fn protect(&mut self, privacy_minimum: u64) {
        loop {
            if let Some((row, column)) = self.exposed() {
                if !self.close_cycle(row, column) {
                    self.hide_all();
                    return;
                }
            } else if let Some(line) = self.thin_line(privacy_minimum) {
                let open = line.iter().filter(|(r, c)| !self.hidden[*r][*c] && self.n[*r][*c] > 0);
                match open.min_by_key(|(r, c)| (self.cost(*r, *c), *r, *c)).copied() {
                    Some((row, column)) => self.hidden[row][column] = true,
                    None => return,
                }
            } else {
                return;
            }
        }
    }

    /// A hidden cell that the totals determine: its row and column are not connected by other hidden cells.
    fn exposed(&self) -> Option<(usize, usize)> {
        let hidden = |row: usize, column: usize| self.hidden[row][column];
        self.cells()
            .find(|&(row, column)| hidden(row, column) && self.way(row, column, |r, c| hidden(r, c).then_some(0)).is_none())
    }

    /// Hides the cheapest cells that put a hidden cell on a cycle; false when there is no way.
    fn close_cycle(&mut self, row: usize, column: usize) -> bool {
        let price = |r: usize, c: usize| (self.n[r][c] > 0).then(|| self.cost(r, c));
        let Some(way) = self.way(row, column, price) else {
            return false;
        };
        for (r, c) in way {
            self.hidden[r][c] = true;
        }
        true
    }

    /// The cheapest way from a row to a column over cells with a price, other than the cell where they meet.
    ///
    /// Rows are the nodes 0.., columns follow. Dijkstra on a dense graph; tables are small.
    fn way(&self, row: usize, column: usize, price: impl Fn(usize, usize) -> Option<u128>) -> Option<Vec<(usize, usize)>> {
        let (rows, nodes) = (self.rows(), self.rows() + self.columns());
        let mut best: Vec<Option<u128>> = vec![None; nodes];
        let mut from = vec![usize::MAX; nodes];
        let mut settled = vec![false; nodes];
        best[row] = Some(0);
        while let Some(node) = (0..nodes).filter(|v| !settled[*v] && best[*v].is_some()).min_by_key(|v| best[*v]) {
            settled[node] = true;
            let others = if node < rows { rows..nodes } else { 0..rows };
            for other in others {
                let (r, c) = if node < rows { (node, other - rows) } else { (other, node - rows) };
                if (r, c) == (row, column) {
                    continue;
                }
                let (Some(so_far), Some(step)) = (best[node], price(r, c)) else {
                    continue;
                };
                let total = so_far.saturating_add(step);
                if best[other].is_none_or(|known| total < known) {
                    best[other] = Some(total);
                    from[other] = node;
                }
            }
        }
        best[rows + column]?;
        let mut way = Vec::new();
        let mut node = rows + column;
        while node != row {
            let before = from[node];
            way.push(if before < rows { (before, node - rows) } else { (node, before - rows) });
            node = before;
        }
        Some(way)
    }

    /// A row or column whose hidden inner cells together hold fewer respondents than the privacy minimum.
    fn thin_line(&self, privacy_minimum: u64) -> Option<Vec<(usize, usize)>> {
        let (inner_rows, inner_columns) = (self.rows().saturating_sub(1), self.columns().saturating_sub(1));
        let row = |r: usize| (0..inner_columns).map(|c| (r, c)).collect::<Vec<_>>();
        let column = |c: usize| (0..inner_rows).map(|r| (r, c)).collect::<Vec<_>>();
        // A line whose total is hidden gives no sum by subtraction.
        let shown_rows = (0..self.rows()).filter(|r| !self.hidden[*r][inner_columns]).map(row);
        let shown_columns = (0..self.columns()).filter(|c| !self.hidden[inner_rows][*c]).map(column);
        shown_rows.chain(shown_columns).find(|line| {
            let hidden = || line.iter().filter(|(r, c)| self.hidden[*r][*c]);
            let respondents: u64 = hidden().map(|(r, c)| self.n[*r][*c]).sum();
            let more = line.iter().any(|(r, c)| !self.hidden[*r][*c] && self.n[*r][*c] > 0);
            hidden().next().is_some() && respondents < privacy_minimum && more
        })
    }

    fn hide_all(&mut self) {
        for (row, column) in self.cells() {
            self.hidden[row][column] = self.n[row][column] > 0;
        }
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
        let cells = table(&[&[3, 50, 60], &[40, 90, 80], &[70, 60, 75]], 10);
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
}
