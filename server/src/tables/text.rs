//! Tables as text: CSV as spreadsheets of any language write it.

use csv::ReaderBuilder;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::{Coding, Table, Unreadable};

/// The mark before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// The line by which a file tells Excel what stands between its columns, up to that sign.
const SEPARATOR: &str = "sep=";

/// The text of a file, and how it was written.
pub(super) fn decode(bytes: &[u8]) -> Result<(Coding, String), Unreadable> {
    for (mark, encoding) in [([0xff, 0xfe], UTF_16LE), ([0xfe, 0xff], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            return decoded(Coding::Utf16, encoding, rest);
        }
    }
    // No table has this character, and every picture or program does.
    if bytes.contains(&0) {
        return Err(Unreadable::NoText);
    }
    let rest = bytes.strip_prefix(MARK).unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => Ok((Coding::Utf8, text.to_owned())),
        // Where letters of UTF-8 came before what is none, it is not another coding: something in the file is broken.
        Err(error) if rest.len() < bytes.len() || !rest[..error.valid_up_to()].is_ascii() => Err(Unreadable::NoText),
        Err(_) => {
            let (coding, text) = decoded(Coding::Windows1258, WINDOWS_1258, rest)?;
            // In that coding tones stand behind their letters.
            Ok((coding, text.nfc().collect()))
        }
    }
}

fn decoded(coding: Coding, encoding: &'static Encoding, bytes: &[u8]) -> Result<(Coding, String), Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).filter(|text| !text.contains('\0'));
    Ok((coding, text.ok_or(Unreadable::NoText)?.into_owned()))
}

/// Reads CSV. Columns are apart by semicolons, tabs or commas, whichever the first line has most of; text may stand in quotation marks.
pub(super) fn read(coding: Coding, text: &str) -> Result<Table, Unreadable> {
    let mut lines = Lines { text, read: 0, line: 1 };
    let (delimiter, begin) = told_delimiter(text).unwrap_or_else(|| (delimiter(text), 0));
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(&text.as_bytes()[begin..]);
    let mut table = Table::new(coding);
    let mut record = csv::StringRecord::new();
    // What is UTF-8 and may have any number of columns is always a record.
    while reader.read_record(&mut record).map_err(|_| Unreadable::NoText)? {
        let line = lines.at(begin as u64 + record.position().map_or(0, csv::Position::byte));
        record.iter().try_for_each(|cell| table.push(cell))?;
        table.finish(line)?;
    }
    Ok(table)
}

/// Writes a cell so that no sign in it can be taken for one between cells.
pub(super) fn write_cell(text: &mut String, cell: &str) {
    if cell.contains([';', ',', '\t', '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Counts lines as people do: those that are empty too, which the reader of CSV passes over.
struct Lines<'a> {
    text: &'a str,
    read: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that the reader began to look for at this byte; bytes only go up.
    fn at(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or_default().clamp(self.read, self.text.len());
        let bytes = self.text.as_bytes();
        let start = from + bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let ends = |place: &usize| match bytes[*place] {
            b'\n' => true,
            b'\r' => bytes.get(place + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += (self.read..start).filter(ends).count() as u64;
        self.read = start;
        self.line
    }
}

/// The sign between columns where the first line is nothing but its name, and where the table begins.
fn told_delimiter(text: &str) -> Option<(u8, usize)> {
    let first = text.lines().next()?;
    match first.get(..SEPARATOR.len())?.eq_ignore_ascii_case(SEPARATOR).then(|| &first.as_bytes()[SEPARATOR.len()..])? {
        [sign] if sign.is_ascii_punctuation() || *sign == b'\t' => Some((*sign, first.len())),
        _ => None,
    }
}

/// The sign between columns: of those outside quotation marks in the first line that is not empty, the most frequent. Where there is none, a
/// tab, which stands in no cell.
fn delimiter(text: &str) -> u8 {
    let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| most > 0 && *count == most).map_or(b'\t', |(sign, _)| *sign)
}
