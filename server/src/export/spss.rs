//! Files of SPSS (`.sav`), as PSPP's developers describe them ("System File Format"): written here, because what there is for Rust wants all of
//! a file in memory. Texts are UTF-8; numbers are packed as SPSS packs them.

use std::collections::HashSet;
use std::io;

use app::domain::language::Language;
use app::domain::texts::Texts;

use super::files::{Output, Written};
use super::lines::Sheet;
use super::spool::Parsed;
use super::variables::VariableKind;

/// The longest text of a variable that has one name only.
const SHORT: usize = 255;
/// How much of a longer text is counted to each of its parts.
const PART: usize = 252;
/// The longest text.
const LONGEST: usize = 32_767;
/// The most bytes of a label of a variable, and of a value.
const LABEL: usize = 252;
/// What is added to small numbers that are written in a byte.
const BIAS: f64 = 100.0;

/// Opcodes of packed data.
const LITERAL: u8 = 253;
const SPACES: u8 = 254;
const MISSING: u8 = 255;

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

/// Data on its way: eight opcodes, then what they do not say themselves.
#[derive(Debug, Default)]
struct Packed {
    codes: Vec<u8>,
    literals: Vec<u8>,
    ready: Vec<u8>,
}

impl Packed {
    fn put(&mut self, code: u8, literal: Option<[u8; 8]>) {
        self.codes.push(code);
        self.literals.extend(literal.into_iter().flatten());
        if self.codes.len() == 8 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.codes.is_empty() {
            self.codes.resize(8, 0);
            self.ready.append(&mut self.codes);
            self.ready.append(&mut self.literals);
        }
    }

    fn number(&mut self, number: Option<f64>) {
        match number {
            None => self.put(MISSING, None),
            Some(number) => {
                let biased = number + BIAS;
                let small = (1..=251_u8).find(|small| f64::from(*small).to_bits() == biased.to_bits());
                match small {
                    Some(small) => self.put(small, None),
                    None => self.put(LITERAL, Some(number.to_le_bytes())),
                }
            }
        }
    }

    /// A text in so many bytes, with spaces after it.
    fn text(&mut self, text: &str, width: usize) {
        let text = cut(text, width).as_bytes();
        for part in parts(width) {
            let start = part.start.min(text.len());
            let here = &text[start..part.end.min(text.len())];
            for eight in 0..part.width.div_ceil(8) {
                let mut literal = [b' '; 8];
                let piece = here.get(eight * 8..).unwrap_or_default();
                let length = piece.len().min(8);
                literal[..length].copy_from_slice(&piece[..length]);
                if literal == [b' '; 8] { self.put(SPACES, None) } else { self.put(LITERAL, Some(literal)) }
            }
        }
    }
}

/// A part of a text: which bytes it holds, and how wide it is said to be.
struct Part {
    start: usize,
    end: usize,
    width: usize,
}

/// The parts in which a text of a width is written.
fn parts(width: usize) -> Vec<Part> {
    if width <= SHORT {
        return vec![Part { start: 0, end: width, width }];
    }
    let count = width.div_ceil(PART);
    let part = |number: usize| {
        let wide = if number + 1 < count { SHORT } else { width - number * PART };
        Part { start: number * SHORT, end: (number + 1) * SHORT, width: wide }
    };
    (0..count).map(part).collect()
}

/// As much of a text as fits into so many bytes.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
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

/// The head of a file, as it grows.
#[derive(Default)]
struct Head(Vec<u8>);

impl Head {
    fn int(&mut self, number: usize) {
        // Every number of a head is small.
        self.0.extend(i32::try_from(number).unwrap_or(i32::MAX).to_le_bytes());
    }

    fn minus_one(&mut self) {
        self.0.extend((-1_i32).to_le_bytes());
    }

    fn float(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    fn padded(&mut self, text: &str, width: usize) {
        let mut bytes = cut(text, width).as_bytes().to_vec();
        bytes.resize(width, b' ');
        self.0.append(&mut bytes);
    }

    /// The head of a record that extends the format: its kind, and how large and how many its parts are.
    fn extension(&mut self, kind: usize, size: usize, count: usize) {
        for number in [7, kind, size, count] {
            self.int(number);
        }
    }

    fn text_extension(&mut self, kind: usize, text: &str) {
        self.extension(kind, 1, text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

impl Sav {
    /// Begins the file of a sheet, whose lines are counted, with labels in a language.
    pub fn begin(mut output: Output, sheet: &Sheet, language: Language) -> io::Result<Self> {
        let columns = variables(sheet, language);
        output.write(&head(sheet, &columns))?;
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

fn head(sheet: &Sheet, columns: &[Vec<Variable>]) -> Vec<u8> {
    let mut head = Head::default();
    let all: Vec<&Variable> = columns.iter().flatten().collect();
    let width = |variable: &Variable| if let Content::Text(width) = variable.content { width } else { 0 };
    let units: usize =
        all.iter().map(|one| parts(width(one)).iter().map(|part| part.width.div_ceil(8).max(1)).sum::<usize>()).sum();
    head.padded("$FL2", 4);
    head.padded("@(#) SPSS DATA FILE hailong", 60);
    head.int(2);
    head.int(units);
    head.int(1);
    head.int(0);
    head.int(usize::try_from(sheet.rows).unwrap_or(usize::MAX));
    head.float(BIAS);
    // The moment is told by the manifest; so the same responses give the same file.
    head.padded("01 Jan 70", 9);
    head.padded("00:00:00", 8);
    head.padded(&sheet.name(), 64);
    head.padded("", 3);

    // Each part of a variable has a short name; that of the first stands for the whole.
    let mut short = 0;
    let (mut names, mut long) = (Vec::new(), Vec::new());
    let (mut labels, mut display) = (Vec::new(), Vec::new());
    let mut index = 1;
    for variable in &all {
        let whole = width(variable);
        names.push(format!("V{}={}", short + 1, variable.name));
        if whole > SHORT {
            long.push(format!("V{}={whole:05}\0\t", short + 1));
        }
        if !variable.values.is_empty() {
            labels.push((index, &variable.values));
        }
        for (number, part) in parts(whole).iter().enumerate() {
            short += 1;
            let name = format!("V{short}");
            index += record(&mut head, variable, (number == 0, part.width), &name);
            display.push((variable, part.width));
        }
    }
    for (index, values) in labels {
        head.int(3);
        head.int(values.len());
        for (value, label) in values {
            head.float(*value);
            let label = cut(label, LABEL);
            head.0.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
            head.padded(label, (label.len() + 1).next_multiple_of(8) - 1);
        }
        for number in [4, 1, index] {
            head.int(number);
        }
    }
    head.extension(3, 4, 8);
    for number in [20, 0, 0] {
        head.int(number);
    }
    head.minus_one();
    for number in [1, 1, 2, 65_001] {
        head.int(number);
    }
    head.extension(4, 8, 3);
    head.float(f64::MIN);
    head.float(f64::MAX);
    head.float(f64::MIN.next_up());
    head.extension(11, 4, display.len() * 3);
    for (variable, width) in display {
        let (measure, shown) = match variable.content {
            Content::Text(_) => (1, width.clamp(1, 40)),
            Content::Number => (3, 8),
            Content::Points => (2, 8),
            Content::Code(_) | Content::Has(_) => (1, 8),
        };
        for number in [measure, shown, usize::from(width == 0)] {
            head.int(number);
        }
    }
    head.text_extension(13, &names.join("\t"));
    if !long.is_empty() {
        head.text_extension(14, &long.concat());
    }
    head.text_extension(20, "UTF-8");
    head.int(999);
    head.int(0);
    head.0
}

/// The record of a variable or of a part of one; how many places it takes in the dictionary.
fn record(head: &mut Head, variable: &Variable, (first, width): (bool, usize), name: &str) -> usize {
    let points = matches!(variable.content, Content::Points);
    head.int(2);
    head.int(width);
    head.int(usize::from(first));
    head.int(usize::from(points));
    // How it is printed and written: A for texts, F for numbers, each with its width.
    let decimals = usize::from(matches!(variable.content, Content::Number)) * 2;
    let format = if width > 0 { (1 << 16) | (width << 8) } else { (5 << 16) | (8 << 8) | decimals };
    head.int(format);
    head.int(format);
    head.padded(name, 8);
    if first {
        let label = cut(&variable.label, LABEL);
        head.int(label.len());
        head.padded(label, label.len().next_multiple_of(4));
    }
    if points {
        head.float(0.0);
    }
    let places = width.div_ceil(8).max(1);
    for _ in 1..places {
        head.int(2);
        head.minus_one();
        for _ in 0..4 {
            head.int(0);
        }
        head.padded("", 8);
    }
    places
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Packed, cut, named, parts};

    #[test]
    fn names_are_those_that_spss_takes_and_no_two_are_alike() {
        let mut taken = HashSet::new();
        let names = ["how-many", "by", "how_many", "3d", "HOW-MANY"].map(|name| named(name, &mut taken));
        assert_eq!(names, ["how_many", "by_", "how_many_2", "v_3d", "HOW_MANY_3"]);
    }

    #[test]
    fn texts_are_cut_between_letters_and_written_in_parts() {
        assert_eq!((cut("ếế", 4), cut("ếế", 6), cut("", 0)), ("ế", "ếế", ""));
        let widths = |width| parts(width).iter().map(|part| part.width).collect::<Vec<_>>();
        assert_eq!(widths(255), [255]);
        assert_eq!(widths(256), [255, 4]);
        assert_eq!(widths(600), [255, 255, 96]);
        for width in 1..2_000 {
            let room: usize = parts(width).iter().map(|part| part.width).sum();
            assert!(room >= width);
        }
    }

    #[test]
    fn numbers_are_packed_as_spss_does() {
        let mut packed = Packed::default();
        for number in [Some(5.0), None, Some(-99.0), Some(151.0), Some(152.0), Some(0.5)] {
            packed.number(number);
        }
        packed.flush();
        assert_eq!(packed.ready[..8], [105, 255, 1, 251, 253, 253, 0, 0]);
        assert_eq!(packed.ready[8..16], 152.0_f64.to_le_bytes());
    }
}
