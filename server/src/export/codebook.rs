//! The codebook: what every column of every file is, and what its values stand for, in Vietnamese and English.

use std::collections::BTreeSet;

use app::domain::language::Language;
use app::domain::texts::Texts;

use super::lines::Sheet;
use super::variables::VariableKind;
use crate::store::directory::Directory;

/// The name of the codebook.
pub const CODEBOOK: &str = "codebook.csv";

/// The columns of the codebook.
pub(super) const HEADER: [&str; 9] =
    ["file", "variable", "type", "label_vi", "label_en", "value", "spss_value", "value_vi", "value_en"];

/// The lines of the codebook: one for each column, and one for each of its values.
pub(super) fn lines(sheets: &[&Sheet], places: &Directory, campaigns: &[(String, Texts)]) -> Vec<[String; 9]> {
    let mut lines = Vec::new();
    for sheet in sheets {
        for variable in &sheet.variables {
            let (kind, from) = match variable.kind {
                VariableKind::Text => ("text", None),
                VariableKind::Number => ("number", None),
                VariableKind::Points => ("points", Some(0)),
                VariableKind::Choice(_) => ("one", Some(1)),
                // Each option is a variable of its own there, 1 where it was chosen.
                VariableKind::Several(_) => ("several", None),
            };
            let [label_vi, label_en] = both(&variable.label);
            let (file, name) = (sheet.name(), variable.name.clone());
            lines.push([
                file.clone(),
                name.clone(),
                kind.to_owned(),
                label_vi,
                label_en,
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
            for (number, (value, texts)) in (0_u32..).zip(variable.values()) {
                let [value_vi, value_en] = both(&texts);
                let spss = from.map_or_else(|| "1".to_owned(), |from| (number + from).to_string());
                lines.push([
                    file.clone(),
                    name.clone(),
                    kind.to_owned(),
                    String::new(),
                    String::new(),
                    value,
                    spss,
                    value_vi,
                    value_en,
                ]);
            }
        }
    }
    // What codes of units and sectors stand for is the same in every file.
    let units = places.units.nodes().iter().map(|unit| ("unit", unit.code.to_string(), &unit.name));
    let sectors = places.sectors.nodes().iter().map(|sector| ("sector", sector.code.to_string(), &sector.name));
    let campaigns = campaigns.iter().map(|(id, title)| ("campaign", id.clone(), title));
    let used: BTreeSet<(&str, String, [String; 2])> =
        units.chain(sectors).chain(campaigns).map(|(variable, code, name)| (variable, code, both(name))).collect();
    lines.extend(used.into_iter().map(|(variable, code, [vi, en])| {
        [String::new(), variable.to_owned(), "text".to_owned(), String::new(), String::new(), code, String::new(), vi, en]
    }));
    lines
}

fn both(texts: &Texts) -> [String; 2] {
    [Language::Vi, Language::En].map(|language| texts.get(language).to_owned())
}
