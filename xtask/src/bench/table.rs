//! The table: what was measured on both databases, against which bar, and beside what the machine can do at most.

use super::bounds::Bounds;
use super::engine::Engine;

/// A figure of one database.
pub struct Cell {
    text: String,
    /// Whether it reached its bar, where it has one.
    met: Option<bool>,
}

impl Cell {
    /// A figure without a bar.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), met: None }
    }

    /// A figure with a bar, and whether it was met.
    pub fn judged(text: impl Into<String>, met: bool) -> Self {
        Self { text: text.into(), met: Some(met) }
    }

    fn markdown(&self) -> String {
        let verdict = match self.met {
            None => "",
            Some(true) => " · met",
            Some(false) => " · **missed**",
        };
        format!("{}{verdict}", self.text)
    }
}

struct Row {
    what: String,
    /// In the order of [`Engine::BOTH`].
    cells: [Option<Cell>; 2],
    bar: String,
    bound: String,
}

/// Everything that was measured.
pub struct Table {
    /// What the machine can do at most.
    pub bounds: Bounds,
    rows: Vec<Row>,
    /// What is told at length below, each with its title.
    more: Vec<(String, String)>,
}

impl Table {
    /// A table that begins with the bounds.
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, rows: Vec::new(), more: Vec::new() }
    }

    /// Puts a figure into its row, and makes the row when the first of both databases comes. `bar` and `bound` may be empty.
    pub fn put(&mut self, engine: Engine, (what, bar, bound): (&str, &str, &str), cell: Cell) {
        let place = Engine::BOTH.iter().position(|other| *other == engine).unwrap_or_default();
        if let Some(row) = self.rows.iter_mut().find(|row| row.what == what) {
            row.cells[place] = Some(cell);
        } else {
            let mut cells = [None, None];
            cells[place] = Some(cell);
            self.rows.push(Row { what: what.to_owned(), cells, bar: bar.to_owned(), bound: bound.to_owned() });
        }
    }

    /// Tells something at length below the figures.
    pub fn add(&mut self, title: &str, lines: String) {
        self.more.push((title.to_owned(), lines));
    }

    /// What did not reach its bar, and on which database.
    pub fn missed(&self) -> Vec<String> {
        let missed = |row: &Row, (engine, cell): (Engine, &Option<Cell>)| {
            let missed = cell.as_ref().is_some_and(|cell| cell.met == Some(false));
            missed.then(|| format!("{} ({engine})", row.what))
        };
        self.rows.iter().flat_map(|row| Engine::BOTH.into_iter().zip(&row.cells).filter_map(|pair| missed(row, pair))).collect()
    }

    /// The bounds and the figures, in Markdown.
    pub fn markdown(&self) -> String {
        let mut lines = vec![
            "| what | SQLite | PostgreSQL | bar | physical bound |".to_owned(),
            "| --- | --- | --- | --- | --- |".to_owned(),
        ];
        for row in &self.rows {
            let [sqlite, postgres] = row.cells.each_ref().map(|cell| cell.as_ref().map(Cell::markdown).unwrap_or_default());
            lines.push(format!("| {} | {sqlite} | {postgres} | {} | {} |", row.what, row.bar, row.bound));
        }
        let more: String = self.more.iter().map(|(title, lines)| format!("\n{title}\n\n{lines}")).collect();
        format!("{}\n{}\n{more}", self.bounds.markdown(), lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_share_a_row_and_a_missed_bar_is_named() {
        let mut table = Table::new(Bounds::example());
        let row = ("submissions", "≥ 15,000", "a lot");
        table.put(Engine::Sqlite, row, Cell::judged("16,000", true));
        table.put(Engine::Postgres, row, Cell::judged("14,000", false));
        table.put(Engine::Postgres, ("other", "", ""), Cell::plain("1"));
        let text = table.markdown();
        assert!(text.contains("| submissions | 16,000 · met | 14,000 · **missed** | ≥ 15,000 | a lot |"), "{text}");
        assert!(text.contains("| other |  | 1 |  |  |"), "{text}");
        assert_eq!(table.missed(), ["submissions (PostgreSQL)"]);
    }
}
