//! The graph of a two-way table in which complementary suppression looks for cycles.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::suppression::TableCell;

/// A two-way table as a graph: rows and columns are nodes, cells are edges.
pub(super) struct Table {
    n: Vec<Vec<u64>>,
    pub(super) hidden: Vec<Vec<bool>>,
    /// More than all inner cells together cost.
    scale: u128,
}

impl Table {
    pub(super) fn new(cells: &[Vec<TableCell>]) -> Self {
        let each =
            |value: fn(&TableCell) -> u64| -> Vec<Vec<u64>> { cells.iter().map(|row| row.iter().map(value).collect()).collect() };
        let hidden = cells.iter().map(|row| row.iter().map(|cell| cell.hidden && cell.n > 0).collect());
        let n = each(|cell| cell.n);
        let most = n.iter().flatten().copied().max().unwrap_or(0);
        let count = n.iter().flatten().count();
        Self { hidden: hidden.collect(), scale: (u128::from(most) + 1) * count as u128, n }
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
        let totals = u32::from(row + 1 == self.rows()) + u32::from(column + 1 == self.columns());
        // One more than the number of respondents, so that of two equal ways the shorter is taken.
        (u128::from(self.n[row][column]) + 1) * self.scale.pow(totals)
    }

    /// Hides further cells until nothing hidden can be computed.
    pub(super) fn protect(&mut self, privacy_minimum: u64) {
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

    /// A hidden cell that the totals determine: an edge on no cycle of hidden cells, a bridge of their graph.
    ///
    /// Tarjan's search: an edge to a child is a bridge when nothing below the child reaches above it.
    fn exposed(&self) -> Option<(usize, usize)> {
        let (rows, nodes) = (self.rows(), self.rows() + self.columns());
        let mut entered = vec![usize::MAX; nodes];
        let mut reach = vec![usize::MAX; nodes];
        let mut clock = 0;
        let mut found: Option<(usize, usize)> = None;
        for root in 0..rows {
            if entered[root] != usize::MAX {
                continue;
            }
            // Each step of the way down: the node, the node before it, and the next neighbour to look at.
            let mut path = vec![(root, usize::MAX, 0)];
            (entered[root], reach[root]) = (clock, clock);
            clock += 1;
            while let Some((node, before, next)) = path.last_mut() {
                let (node, before) = (*node, *before);
                let Some(other) = self.hidden_neighbour(node, *next) else {
                    path.pop();
                    if before != usize::MAX {
                        reach[before] = reach[before].min(reach[node]);
                        if reach[node] > entered[before] {
                            let cell = self.cell_between(before, node);
                            found = Some(found.map_or(cell, |known| known.min(cell)));
                        }
                    }
                    continue;
                };
                *next = other + 1;
                if other == before {
                    continue;
                }
                if entered[other] == usize::MAX {
                    (entered[other], reach[other]) = (clock, clock);
                    clock += 1;
                    path.push((other, node, 0));
                } else {
                    reach[node] = reach[node].min(entered[other]);
                }
            }
        }
        found
    }

    /// The first node from `next` on that a hidden cell joins to a node.
    fn hidden_neighbour(&self, node: usize, next: usize) -> Option<usize> {
        let (rows, nodes) = (self.rows(), self.rows() + self.columns());
        let others = if node < rows { next.max(rows)..nodes } else { next..rows };
        others.into_iter().find(|other| {
            let (row, column) = self.cell_between(node, *other);
            self.hidden[row][column]
        })
    }

    /// The cell where two nodes, a row and a column in any order, meet.
    fn cell_between(&self, a: usize, b: usize) -> (usize, usize) {
        (a.min(b), a.max(b) - self.rows())
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
    /// Rows are the nodes 0.., columns follow (Dijkstra).
    fn way(&self, row: usize, column: usize, price: impl Fn(usize, usize) -> Option<u128>) -> Option<Vec<(usize, usize)>> {
        let (rows, nodes) = (self.rows(), self.rows() + self.columns());
        let goal = rows + column;
        let mut best: Vec<Option<u128>> = vec![None; nodes];
        let mut from = vec![row; nodes];
        let mut open = BinaryHeap::from([Reverse((0, row))]);
        best[row] = Some(0);
        while let Some(Reverse((so_far, node))) = open.pop() {
            if best[node].is_some_and(|known| known < so_far) {
                continue;
            }
            if node == goal {
                break;
            }
            let others = if node < rows { rows..nodes } else { 0..rows };
            for other in others {
                let (r, c) = self.cell_between(node, other);
                if (r, c) == (row, column) {
                    continue;
                }
                let Some(step) = price(r, c) else { continue };
                let total = so_far.saturating_add(step);
                if best[other].is_none_or(|known| total < known) {
                    best[other] = Some(total);
                    from[other] = node;
                    open.push(Reverse((total, other)));
                }
            }
        }
        best[goal]?;
        let mut way = Vec::new();
        let mut node = goal;
        while node != row {
            way.push(self.cell_between(from[node], node));
            node = from[node];
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
