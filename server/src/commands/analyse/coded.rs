//! Text columns as codes, so that nothing is hashed or compared as text after loading.

use std::collections::HashMap;

/// A text column as codes, with its labels in order: numbers by size, texts by letter.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// The code of each row.
    pub codes: Vec<u32>,
    /// The label of each code, ascending.
    pub labels: Vec<String>,
}

/// Labels numbered as they appear, renumbered in order at the end.
#[derive(Default)]
pub(super) struct Interner {
    known: HashMap<String, u32>,
    codes: Vec<u32>,
    /// The label of the last row: neighbours are often equal.
    last: Option<(String, u32)>,
}

impl Interner {
    /// The label of the next row.
    pub(super) fn push(&mut self, label: &str) {
        if let Some((last, code)) = &self.last
            && last == label
        {
            self.codes.push(*code);
            return;
        }
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let code = match self.known.get(label) {
            Some(code) => *code,
            None => *self.known.entry(label.to_owned()).or_insert(next),
        };
        self.codes.push(code);
        self.last = Some((label.to_owned(), code));
    }

    /// The column, with labels in order whatever the order of rows.
    pub(super) fn finish(self) -> Coded {
        let mut labels: Vec<(String, u32)> = self.known.into_iter().collect();
        let number = |label: &str| label.parse::<f64>().ok().filter(|number| number.is_finite());
        let numeric = labels.iter().all(|(label, _)| number(label).is_some());
        labels.sort_by(|(a, _), (b, _)| match (number(a), number(b)) {
            (Some(x), Some(y)) if numeric => x.total_cmp(&y).then_with(|| a.cmp(b)),
            _ => a.cmp(b),
        });
        let mut renumbered = vec![0; labels.len()];
        for (new, (_, old)) in (0..).zip(&labels) {
            renumbered[*old as usize] = new;
        }
        Coded {
            codes: self.codes.iter().map(|code| renumbered[*code as usize]).collect(),
            labels: labels.into_iter().map(|(label, _)| label).collect(),
        }
    }
}
