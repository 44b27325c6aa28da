//! A table of indices that others publish: which column is what, and what each line says.

use std::collections::HashSet;

use super::fold::fold;
use super::outside_index::OutsideIndex;
use super::outside_index_form::{AMOUNT, GOAL, NAME, RANK, SOURCE, UNIT, VALUE, YEAR, judge};
use super::role::Reach;
use super::submission::Fields;
use super::tree::Tree;
use super::unit::Unit;
use super::unit_choice::{Meant, UnitChoice};

/// The field of the file.
pub const FILE: &str = "file";
/// The field of what was pasted.
pub const LIST: &str = "list";

/// The most lines that are taken at once.
pub const MOST: usize = 500;

/// The headings of columns, folded, in the languages of the interface and by the names of the form's fields.
const HEADINGS: [(&str, &[&str]); 8] = [
    (NAME, &["ten chi so", "chi so", "index", "name"]),
    (UNIT, &["don vi", "unit"]),
    (YEAR, &["nam", "year"]),
    (VALUE, &["gia tri", "value"]),
    (RANK, &["thu hang", "rank"]),
    (GOAL, &["muc tieu", "goal"]),
    (AMOUNT, &["muc cua muc tieu", "amount of the goal", "amount"]),
    (SOURCE, &["nguon", "source"]),
];
/// Those without which a table is none.
const NEEDED: [&str; 4] = [NAME, UNIT, YEAR, SOURCE];

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1, as people and spreadsheets count.
    pub line: u64,
    /// The key of the words that say it.
    pub key: &'static str,
}

/// What the lines of a table say, each given with its number and its cells; the first has the headings.
///
/// # Errors
/// Everything that is wrong.
pub fn read(
    lines: &[(u64, Vec<String>)],
    units: &Tree<Unit>,
    reach: &Reach,
    offered: &UnitChoice,
) -> Result<Vec<OutsideIndex>, Vec<Fault>> {
    let Some(((line, headings), lines)) = lines.split_first() else {
        return Err(vec![Fault { line: 1, key: "index-import-empty" }]);
    };
    let known = |heading: &String| {
        let heading = fold(heading.trim());
        HEADINGS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(field, _)| *field)
    };
    let columns: Vec<Option<&str>> = headings.iter().map(known).collect();
    if NEEDED.iter().any(|needed| !columns.contains(&Some(needed))) {
        return Err(vec![Fault { line: *line, key: "index-import-columns" }]);
    }
    if lines.is_empty() {
        return Err(vec![Fault { line: *line, key: "index-import-empty" }]);
    }
    if lines.len() > MOST {
        return Err(vec![Fault { line: *line, key: "index-import-long" }]);
    }
    let (mut indices, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, cells) in lines {
        let pairs = columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
        let fields: Fields = pairs
            .map(|(column, cell)| {
                let meant = if column == UNIT { offered.meant(cell) } else { Meant::Nothing };
                let value = if let Meant::One(unit) = meant { unit.code.to_string() } else { cell.clone() };
                (column.to_owned(), value)
            })
            .collect();
        match judge(&fields, units, reach) {
            Ok(index) => {
                if seen.insert((index.name.clone(), index.unit.clone(), index.year)) {
                    indices.push(index);
                } else {
                    faults.push(Fault { line: *line, key: "index-import-twice" });
                }
            }
            Err(problems) => faults.extend(problems.into_iter().map(|(_, key)| Fault { line: *line, key })),
        }
    }
    if faults.is_empty() { Ok(indices) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::texts::Texts;
    use crate::domain::unit::UnitKind;

    fn reading(lines: &[&str]) -> Result<Vec<OutsideIndex>, Vec<Fault>> {
        let unit = |code: &str, name: &str| Unit {
            code: code.parse().unwrap(),
            parent: None,
            kind: UnitKind::Commune,
            name: Texts::new([("vi", name)]),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        let units = Tree::new(vec![unit("xa", "Xã Một"), unit("khac", "Xã Khác")]);
        let reach = Reach::Units(vec!["xa".parse().unwrap()]);
        let offered = UnitChoice::new(&units, reach.within(&units));
        let cells = |line: &&str| line.split(';').map(str::to_owned).collect();
        let lines: Vec<(u64, Vec<String>)> = (1..).zip(lines.iter().map(cells)).collect();
        read(&lines, &units, &reach, &offered)
    }

    #[test]
    fn columns_are_known_by_their_headings_and_units_by_code_or_name() {
        let read = reading(&[
            "Năm;Đơn vị;Chỉ số;Giá trị;Thứ hạng;Ghi chú;Nguồn",
            "2024;xã một;PCI;66,5;12;không đọc;Báo cáo",
            "2025;xa;pci;67;;;Báo cáo",
        ]);
        let read = read.unwrap();
        assert_eq!(
            read.iter().map(|one| (one.name.as_str(), one.unit.as_str(), one.year)).collect::<Vec<_>>(),
            [("PCI", "xa", 2024), ("PCI", "xa", 2025)]
        );
        assert_eq!((read[0].standing.rank, read[1].standing.rank), (Some(12), None));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let fault = |line, key| Fault { line, key };
        assert_eq!(reading(&[]), Err(vec![fault(1, "index-import-empty")]));
        assert_eq!(reading(&["name;unit;year;source"]), Err(vec![fault(1, "index-import-empty")]));
        assert_eq!(reading(&["name;unit;value"]), Err(vec![fault(1, "index-import-columns")]));
        let faults =
            reading(&["name;unit;year;rank;source", "PCI;xa;2024;1;x", "pci;xa;2024;2;x", "PCI;khac;2025;2;x", "PCI;xa;2026;0;"]);
        assert_eq!(
            faults,
            Err(vec![
                fault(3, "index-import-twice"),
                fault(4, "target-unit-wrong"),
                fault(5, "index-rank-wrong"),
                fault(5, "index-source-missing")
            ])
        );
        let mut long = vec!["name;unit;year;rank;source"];
        long.resize(MOST + 2, "PCI;xa;2024;1;x");
        assert_eq!(reading(&long), Err(vec![fault(1, "index-import-long")]));
    }
}
