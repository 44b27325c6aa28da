//! Files of SPSS (`.sav`), as PSPP's developers describe them ("System File Format"): written here, because what there is for Rust wants all of
//! a file in memory. Texts are UTF-8; numbers are packed as SPSS packs them.

mod head;
mod packed;

use std::collections::HashSet;
use std::io;

use app::domain::language::Language;
use app::domain::texts::Texts;
use packed::{Packed, cut};

use super::files::{Output, Written};
use super::lines::Sheet;
use super::spool::Parsed;
use super::variables::VariableKind;

/// The longest text.
const LONGEST: usize = 32_767;
/// The most bytes of a label of a variable, and of a value.
const LABEL: usize = 252;

/// Words that are no names.
const RESERVED: [&str; 13] = ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

/// A variable of the file.
#[derive(Debug)]
struct Variable {
    name: String,
    label: String,
    content: Content,
    /// The values that have labels.
    values: Vec<(f64, String)>,
}

/// What of a cell goes into a variable.
#[derive(Debug)]
enum Content {
    /// Its text, in so many bytes.
    Text(usize),
    /// Its number.
    Number,
    /// Points, of which 0 counts as missing.
    Points,
    /// The place of its code among these, from the number given on.
    Code(Vec<String>),
    /// Whether this code is among those in the cell.
    Has(String),
}

/// A file on its way.
pub(super) struct Sav {
    output: Output,
    /// The variables of each column.
    columns: Vec<Vec<Variable>>,
    packed: Packed,
    parsed: Parsed,
}

/// Gives every variable another name that SPSS takes.
fn named(wanted: &str, taken: &mut HashSet<String>) -> String {
    let mut name: String = wanted.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        name.insert_str(0, "v_");
    }
    if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        name.push('_');
    }
    name.truncate(56);
    let mut number = 2;
    let mut free = name.clone();
    while !taken.insert(free.to_ascii_lowercase()) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}

fn variables(sheet: &Sheet, language: Language) -> Vec<Vec<Variable>> {
    let mut taken = HashSet::new();
    let words = |texts: &Texts| cut(texts.get(language), LABEL).to_owned();
    let columns = sheet.variables.iter().zip(&sheet.widths).map(|(column, width)| {
        let labelled = |content, values| vec![(column.name.clone(), words(&column.label), content, values)];
        let made = match &column.kind {
            VariableKind::Text => labelled(Content::Text((*width).clamp(1, LONGEST)), Vec::new()),
            VariableKind::Number => labelled(Content::Number, Vec::new()),
            VariableKind::Points => {
                let values = (0_u8..).zip(column.values()).map(|(point, (_, texts))| (f64::from(point), words(&texts)));
                labelled(Content::Points, values.collect())
            }
            VariableKind::Choice(options) => {
                let codes = options.iter().map(|(code, _)| code.clone()).collect();
                let values = (1_u16..).zip(options).map(|(number, (_, texts))| (f64::from(number), words(texts)));
                labelled(Content::Code(codes), values.collect())
            }
            VariableKind::Several(options) => {
                let of_option = |(code, texts): &(String, Texts)| {
                    let label = format!("{}: {}", words(&column.label), texts.get(language));
                    (format!("{}_{code}", column.name), cut(&label, LABEL).to_owned(), Content::Has(code.clone()), Vec::new())
                };
                options.iter().map(of_option).collect()
            }
        };
        let variable = |(name, label, content, values): (String, String, Content, Vec<(f64, String)>)| Variable {
            name: named(&name, &mut taken),
            label,
            content,
            values,
        };
        made.into_iter().map(variable).collect()
    });
    columns.collect()
}

impl Sav {
    /// Begins the file of a sheet, whose lines are counted, with labels in a language.
    pub fn begin(mut output: Output, sheet: &Sheet, language: Language) -> io::Result<Self> {
        let columns = variables(sheet, language);
        output.write(&head::head(sheet, &columns))?;
        Ok(Self { output, columns, packed: Packed::default(), parsed: Parsed::default() })
    }

    /// Adds a line.
    pub fn line(&mut self, line: &[u8]) -> io::Result<()> {
        self.parsed.read(line)?;
        for (cell, variables) in self.parsed.iter().zip(&self.columns) {
            for variable in variables {
                put(&mut self.packed, cell, &variable.content);
            }
        }
        if self.packed.ready.len() >= 1 << 16 {
            self.output.write(&self.packed.ready)?;
            self.packed.ready.clear();
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<Written> {
        self.packed.flush();
        self.output.write(&self.packed.ready)?;
        self.output.finish()
    }
}

fn put(packed: &mut Packed, cell: &str, content: &Content) {
    let counted = |place: usize| u32::try_from(place).ok().map(f64::from);
    match content {
        Content::Text(width) => packed.text(cell, *width),
        Content::Number | Content::Points => packed.number(cell.parse().ok()),
        Content::Code(codes) => {
            let place = codes.iter().position(|code| code == cell);
            packed.number(place.and_then(|place| counted(place + 1)));
        }
        Content::Has(code) if !cell.is_empty() => {
            let has = cell.split(';').any(|one| one == code);
            packed.number(Some(if has { 1.0 } else { 0.0 }));
        }
        Content::Has(_) => packed.number(None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::named;

    #[test]
    fn names_are_those_that_spss_takes_and_no_two_are_alike() {
        let mut taken = HashSet::new();
        let names = ["how-many", "by", "how_many", "3d", "HOW-MANY"].map(|name| named(name, &mut taken));
        assert_eq!(names, ["how_many", "by_", "how_many_2", "v_3d", "HOW_MANY_3"]);
    }
}
