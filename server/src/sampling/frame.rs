//! The elements of a frame, in strata and clusters, with everything that is wrong named by its line.

use std::collections::{BTreeMap, HashMap};

use app::domain::sample::Design;
use app::domain::sample::column::Column;
use app::domain::sample::fault::{Fault, Faults, What};
use app::domain::sample::form::MOST;

use super::table::cell;
use crate::invited_list::{LONGEST, reference};
use crate::tables::{Row, Table};

/// The largest size of a cluster.
const LARGEST: u64 = 1_000_000_000;

/// A frame as a design uses it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// What each element is called, in the order of the rows.
    pub references: Vec<String>,
    /// The strata, in the order of their names; one without a name where the design has none.
    pub strata: Vec<Stratum>,
}

/// A stratum of a frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stratum {
    /// What the frame calls it.
    pub name: String,
    /// Its elements by their places in the frame, in the order in which they are drawn from; none where it has clusters.
    pub elements: Vec<u32>,
    /// Its clusters, in the order of their first elements.
    pub clusters: Vec<Cluster>,
    /// The standard deviation that is expected in it.
    pub spread: Option<f64>,
    /// How many the frame says are to be drawn of it.
    pub taken: Option<u64>,
}

/// A cluster of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// What the frame calls it.
    pub name: String,
    /// Its size: what the frame says, or how many elements it has.
    pub size: u64,
    /// Its elements by their places in the frame.
    pub elements: Vec<u32>,
}

/// What a row says, before rows are brought in order.
struct Element {
    place: u32,
    stratum: String,
    cluster: String,
    size: Option<u64>,
    order: String,
}

/// A value that is the same in all rows of a stratum or a cluster, with the line that said it first.
type Said<T> = HashMap<(String, String), (T, u64)>;

struct Reading<'a> {
    chosen: &'a BTreeMap<Column, usize>,
    design: Design,
    columns: Vec<String>,
    seen: HashMap<String, u64>,
    sizes: Said<u64>,
    spreads: Said<f64>,
    taken: Said<u64>,
    faults: Faults,
}

impl Frame {
    /// Reads what a design uses of a table.
    ///
    /// # Errors
    /// Everything that is wrong, by line and column.
    pub fn read(table: &Table, design: Design, chosen: &BTreeMap<Column, usize>) -> Result<Self, Faults> {
        let mut rows = table.rows();
        let columns: Vec<String> = rows.next().map(|row| row.cells().map(cell).collect()).unwrap_or_default();
        let mut reading = Reading::of(design, chosen, columns);
        reading.judge_names();
        if rows.len() as u64 > MOST {
            reading.faults.note(Fault::of_all(What::TooManyLines));
        } else if rows.len() == 0 {
            reading.faults.note(Fault::of_all(What::NoElement));
        }
        if reading.faults.count > 0 {
            return Err(reading.faults);
        }
        let (mut references, mut elements) = (Vec::new(), Vec::new());
        for (place, row) in (0..).zip(rows) {
            references.push(reading.reference(row));
            elements.push(reading.element(place, row));
        }
        if reading.faults.count > 0 {
            return Err(reading.faults);
        }
        sort(&mut elements);
        Ok(Self { references, strata: reading.strata(elements) })
    }
}

impl<'a> Reading<'a> {
    fn of(design: Design, chosen: &'a BTreeMap<Column, usize>, columns: Vec<String>) -> Self {
        Self {
            chosen,
            design,
            columns,
            seen: HashMap::new(),
            sizes: HashMap::new(),
            spreads: HashMap::new(),
            taken: HashMap::new(),
            faults: Faults::default(),
        }
    }

    /// A column that is used is found again by its name, so it has one that no other has.
    fn judge_names(&mut self) {
        for column in Column::ALL.into_iter().filter(|column| self.design.uses(*column)) {
            let Some(number) = self.chosen.get(&column) else { continue };
            let name = self.columns.get(*number).cloned().unwrap_or_default();
            if name.is_empty() || self.columns.iter().filter(|other| **other == name).count() > 1 {
                self.faults.note(Fault { line: None, column: Some(name), what: What::ColumnName });
            }
        }
    }

    /// What stands in a column that the design uses, if one was chosen.
    fn value(&self, row: Row, column: Column) -> Option<String> {
        let number = self.chosen.get(&column).filter(|_| self.design.uses(column))?;
        let text = row.cell(*number);
        Some(if column == Column::Reference { reference(text) } else { cell(text) })
    }

    fn fault(&mut self, row: Row, column: Option<Column>, what: What) {
        let column = column.and_then(|column| self.chosen.get(&column)).and_then(|number| self.columns.get(*number)).cloned();
        self.faults.note(Fault { line: Some(row.line), column, what });
    }

    fn reference(&mut self, row: Row) -> String {
        let reference = self.value(row, Column::Reference).unwrap_or_default();
        let column = Some(Column::Reference);
        if row.cells().skip(self.columns.len()).any(|text| !text.trim().is_empty()) {
            self.fault(row, None, What::TooWide);
        }
        if reference.is_empty() {
            self.fault(row, column, What::Empty);
        } else if reference.chars().count() > LONGEST {
            self.fault(row, column, What::TooLong);
        } else if let Some(first) = self.seen.get(&reference).copied() {
            self.fault(row, column, What::Twice(first));
        } else {
            self.seen.insert(reference.clone(), row.line);
        }
        reference
    }

    fn element(&mut self, place: u32, row: Row) -> Element {
        let [stratum, cluster] = [Column::Stratum, Column::Psu].map(|column| {
            let name = self.value(row, column);
            if name.as_ref().is_some_and(String::is_empty) {
                self.fault(row, Some(column), What::Empty);
            }
            name.unwrap_or_default()
        });
        let size = self.value(row, Column::Size).and_then(|text| {
            let size = text.parse().ok().filter(|size| (1..=LARGEST).contains(size));
            let of = (stratum.clone(), cluster.clone());
            self.same(row, (Column::Size, What::NotASize), size, |reading| reading.sizes.entry(of))
        });
        if let Some(text) = self.value(row, Column::Spread) {
            let spread = text.replace(',', ".").parse::<f64>().ok().filter(|spread| *spread >= 0.0 && spread.is_finite());
            let of = (stratum.clone(), String::new());
            self.same(row, (Column::Spread, What::NotASpread), spread, |reading| reading.spreads.entry(of));
        }
        if let Some(text) = self.value(row, Column::Taken) {
            let taken = text.parse().ok().filter(|taken| (1..=MOST).contains(taken));
            let of = (stratum.clone(), String::new());
            self.same(row, (Column::Taken, What::NotANumber), taken, |reading| reading.taken.entry(of));
        }
        let order = self.value(row, Column::Order).unwrap_or_default();
        Element { place, stratum, cluster, size, order }
    }

    /// Holds that a value is one, and the same as in the first row of its stratum or cluster.
    fn same<T: PartialEq + Copy>(
        &mut self,
        row: Row,
        (column, wrong): (Column, What),
        value: Option<T>,
        entry: impl FnOnce(&mut Self) -> std::collections::hash_map::Entry<'_, (String, String), (T, u64)>,
    ) -> Option<T> {
        let Some(value) = value else {
            self.fault(row, Some(column), wrong);
            return None;
        };
        let (first, line) = *entry(self).or_insert((value, row.line));
        if first != value {
            self.fault(row, Some(column), What::Differs(line));
        }
        Some(value)
    }

    /// The strata of the elements, which are in order.
    fn strata(&self, elements: Vec<Element>) -> Vec<Stratum> {
        let two_stages = matches!(self.design, Design::TwoStage { .. });
        let mut strata: BTreeMap<String, Stratum> = BTreeMap::new();
        let mut places: HashMap<(String, String), usize> = HashMap::new();
        for Element { place, stratum: name, cluster, size, .. } in elements {
            let of = (name.clone(), String::new());
            let stratum = strata.entry(name.clone()).or_insert_with(|| Stratum {
                name: name.clone(),
                spread: self.spreads.get(&of).map(|(spread, _)| *spread),
                taken: self.taken.get(&of).map(|(taken, _)| *taken),
                ..Stratum::default()
            });
            if !two_stages {
                stratum.elements.push(place);
                continue;
            }
            let at = *places.entry((name, cluster.clone())).or_insert_with(|| {
                stratum.clusters.push(Cluster { name: cluster, size: size.unwrap_or_default(), elements: Vec::new() });
                stratum.clusters.len() - 1
            });
            stratum.clusters[at].elements.push(place);
            if size.is_none() {
                stratum.clusters[at].size += 1;
            }
        }
        strata.into_values().collect()
    }
}

/// Sorts by the column of the order: as numbers where all are, else as texts.
fn sort(elements: &mut [Element]) {
    let number = |element: &Element| element.order.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let numbers: Option<Vec<f64>> = elements.iter().map(number).collect();
    match numbers {
        Some(numbers) => {
            elements.sort_by(|one, other| numbers[one.place as usize].total_cmp(&numbers[other.place as usize]));
        }
        None => elements.sort_by(|one, other| one.order.cmp(&other.order)),
    }
}
