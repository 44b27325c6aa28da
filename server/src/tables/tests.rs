use std::fmt::Write as _;
use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Coding, MOST_COLUMNS, MOST_ROWS, Table, Unreadable};

const UNITS: &[u8] = include_bytes!("../../../tests/fixtures/tables/units.xlsx");
const TARGETS: &[u8] = include_bytes!("../../../tests/fixtures/tables/targets.xlsx");

/// Each row with its line.
fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table.rows().map(|row| (row.line, row.cells().collect())).collect()
}

#[test]
fn text_is_read_as_programs_write_it() {
    let wanted = [(1, vec!["Mã", "Tên"]), (2, vec!["a", "Đất; đai"]), (4, vec!["b", "Hai\ndòng"]), (6, vec!["c", "\"3\""])];
    let csv = "Mã;Tên\na;\"Đất; đai\"\n\nb;\"Hai\ndòng\"\nc;\"\"\"3\"\"\"\n";
    let utf16 = |text: &str| [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let tabs = csv.replace("Mã;Tên", "Mã\tTên").replace("a;", "a\t").replace("b;", "b\t").replace("c;", "c\t");
    for (coding, bytes) in [
        (Coding::Utf8, csv.as_bytes().to_vec()),
        (Coding::Utf8, format!("\u{feff}{}", csv.replace('\n', "\r\n")).into_bytes()),
        (Coding::Utf8, csv.trim_end().replace("\n\n", "\n;\n").into_bytes()),
        (Coding::Utf16, utf16(&tabs)),
    ] {
        let table = Table::read(&bytes).unwrap();
        assert_eq!(table.coding, coding);
        let found: Vec<_> = rows(&table).into_iter().map(|(line, cells)| (line, cells.join("|").replace('\r', ""))).collect();
        assert_eq!(found, wanted.clone().map(|(line, cells)| (line, cells.join("|"))));
    }
    let commas = Table::read(b"a,b\r1,2\r\r3,4").unwrap();
    assert_eq!(rows(&commas), [(1, vec!["a", "b"]), (2, vec!["1", "2"]), (4, vec!["3", "4"])], "lines of old Macs");
    let told = Table::read(b"sep=|\r\na|b\r\n1|2,5").unwrap();
    assert_eq!(rows(&told), [(2, vec!["a", "b"]), (3, vec!["1", "2,5"])]);
    let one = Table::read("Mã\nHS-1\n".as_bytes()).unwrap();
    assert_eq!(rows(&one), [(1, vec!["Mã"]), (2, vec!["HS-1"])]);
    assert_eq!((one.rows().next().unwrap().cell(1), rows(&Table::read(b"").unwrap()).len()), ("", 0));
}

#[test]
fn old_vietnamese_windows_is_read_and_said_so() {
    // "Xã Một" with the tone behind its letter, as that coding has it.
    let table = Table::read(b"M\xe3;T\xean\r\n1;X\xe3 M\xf4\xf2t").unwrap();
    assert_eq!(table.coding, Coding::Windows1258);
    assert_eq!(rows(&table)[1].1, ["1", "Xă Một"]);
    let broken = ["Xã Một".as_bytes(), b"\xff"].concat();
    for bytes in [broken.as_slice(), b"\xef\xbb\xbfa\xff", b"a\0b", b"\xff\xfea\0\0\xd8", b"\x89PNG\r\n\x1a\n\0"] {
        assert_eq!(Table::read(bytes), Err(Unreadable::NoText), "{bytes:?}");
    }
}

#[test]
fn workbooks_of_other_programs_are_read() {
    let units = Table::read(UNITS).unwrap();
    assert_eq!(units.coding, Coding::Workbook);
    let found = rows(&units);
    assert_eq!((found[0].0, found[0].1.len(), found[0].1[5]), (1, 8, "Ngày đầu tiên"));
    assert_eq!(found[1], (2, vec!["phuong-bon", "Phường Bốn", "Ward Four", "phường", "xa-ba", "2025-07-01", "", ""]));
    let there = vec!["xa-ba", "  Xã Ba ", "", "Xã, phường, đặc khu", "tinh", "2025-07-01", "2030-12-31", "xa-mot"];
    assert_eq!(found[2], (4, there), "the empty line counts");
    assert_eq!(found[3].1[..6], ["701", "Xã có mã là số", "Commune 701", "commune", "tinh", "2025-07-01"]);
    let targets = Table::read(TARGETS).unwrap();
    let found = rows(&targets);
    assert_eq!(found[1].1, ["xa-mot", "land", "2026", "2030", ">=", "92.5%", "Nghị quyết 01/NQ-HĐND"]);
    assert_eq!(found[2].1, ["xa-hai", "land", "2026", "2030", ">", "85", "Kế hoạch 02/KH-UBND"]);
}

#[test]
fn a_form_keeps_what_was_read() {
    for file in [UNITS, TARGETS, "\u{feff}a;b\r\n\r\n1;\"x\r\ny\"".as_bytes(), b"M\xe3;T\xean"] {
        let (coding, text) = Table::text_of(file).unwrap();
        let (table, again) = (Table::read(file).unwrap(), Table::of_text(&text).unwrap());
        assert_eq!((coding, rows(&table)), (table.coding, rows(&again)));
    }
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with these rows of its only sheet, and perhaps another part.
fn workbook(rows: &str, other: (&str, &[u8])) -> Vec<u8> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book =
        format!("<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>"
    );
    let package = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/a.xml", sheet.as_bytes()),
        other,
    ])
}

#[test]
fn a_small_file_that_unfolds_to_much_is_refused() {
    let none: (&str, &[u8]) = ("xl/nothing.txt", b"");
    assert_eq!(
        rows(&Table::read(&workbook("<row><c r=\"B7\"><v>0.30000000000000004</v></c></row>", none)).unwrap()),
        [(7, vec!["", "0.3"])]
    );
    let zeros = vec![b'0'; 97 * 1024 * 1024];
    let bomb = workbook("", ("xl/media/a.bin", &zeros));
    assert!(bomb.len() < 200_000);
    assert_eq!(Table::read(&bomb), Err(Unreadable::TooLarge));
    // Cells in far corners are two rows, not a table of seventeen thousand million cells.
    let corners = "<row><c r=\"A1\"><v>1</v></c></row><row><c r=\"A1048576\"><v>2</v></c></row>";
    assert_eq!(rows(&Table::read(&workbook(corners, none)).unwrap()), [(1, vec!["1"]), (1_048_576, vec!["2"])]);
    let wide = "<row><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(Table::read(&workbook(wide, none)), Err(Unreadable::TooManyColumns));
    // One text, a hundred thousand times.
    let shared = format!("<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>", "x".repeat(1_000));
    let mut many = String::new();
    for row in 1..=100_000 {
        write!(many, "<row><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>").unwrap();
    }
    assert_eq!(Table::read(&workbook(&many, ("xl/sharedStrings.xml", shared.as_bytes()))), Err(Unreadable::TooLarge));
    // A promise of more texts than memory holds.
    for promise in ["9999999999999", " = '18446744073709551615'", "+99999999999999"] {
        let shared = format!("<sst uniqueCount=\"{promise}\"><si><t>x</t></si></sst>");
        let forged = workbook("", ("xl/sharedStrings.xml", shared.as_bytes()));
        assert_eq!(Table::read(&forged), Err(Unreadable::BrokenWorkbook), "{promise}");
    }
    let look = format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>", "x".repeat(2_000));
    assert_eq!(Table::read(&workbook("", ("xl/styles.xml", look.as_bytes()))), Err(Unreadable::TooLarge));
}

#[test]
fn other_files_are_told_apart() {
    let document = archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]);
    assert_eq!(Table::read(&document), Err(Unreadable::OtherArchive));
    assert_eq!(Table::read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."), Err(Unreadable::OldWorkbook));
    assert_eq!(Table::read(&UNITS[..UNITS.len() / 2]), Err(Unreadable::BrokenWorkbook));
    assert_eq!(Table::read(&archive(&[("[Content_Types].xml", b"<Types/>")])), Err(Unreadable::BrokenWorkbook));
    assert_eq!(Table::read("a,".repeat(MOST_COLUMNS + 1).as_bytes()), Err(Unreadable::TooManyColumns));
    assert_eq!(Table::read("a\n".repeat(MOST_ROWS + 1).as_bytes()), Err(Unreadable::TooManyRows));
    assert_eq!(Table::of_text(&"x".repeat(33 * 1024 * 1024)), Err(Unreadable::TooLarge));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), beginning in 0..4) {
        let beginnings: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"];
        let _ = Table::read(&[beginnings[usize::try_from(beginning).unwrap()], &bytes].concat());
    }

    #[test]
    fn any_change_of_a_workbook_is_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = UNITS.to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = Table::read(&bytes);
    }

    #[test]
    fn any_sheet_is_read_or_refused(rows in "(<row r=\"[0-9]{0,8}\">(<c r=\"[A-Z]{0,4}[0-9]{0,8}\"( t=\"(s|str|b|e|d|n|inlineStr)\")?( s=\"[0-9]\")?><(v|f|is)>[-0-9.eE&;<>a]{0,9}</(v|f|is)></c>){0,3}</row>){0,3}") {
        let _ = Table::read(&workbook(&rows, ("xl/nothing.txt", b"")));
    }

    #[test]
    fn what_is_written_is_read(cells in prop::collection::vec(prop::collection::vec("[^\r\0]{1,6}", 3), 1..6)) {
        let mut writer = crate::spreadsheet::writer("\u{feff}".as_bytes().to_vec());
        let named = std::iter::once(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]).chain(cells);
        let named: Vec<_> = named.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        for row in &named {
            writer.write_record(row).unwrap();
        }
        let table = Table::read(&writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(table.rows().map(|row| row.cells().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>(), named);
    }
}
