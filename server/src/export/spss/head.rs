//! The head of a file of SPSS: its variables with their labels, and what it says of itself.

use super::packed::{BIAS, SHORT, cut, parts};
use super::{Content, LABEL, Variable};
use crate::export::lines::Sheet;

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

pub(super) fn head(sheet: &Sheet, columns: &[Vec<Variable>]) -> Vec<u8> {
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
