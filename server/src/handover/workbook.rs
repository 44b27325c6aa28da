//! The workbook: a sheet for each part of a report, with native charts, and the manifest on the last.

use app::domain::period::LocalTime;
use app::domain::report::Report;
use app::report::manifest::{Manifest, Sheet};
use app::report::{Cell, Chart, Document, Row, Section, Table};
use app::text::Words;
use rust_xlsxwriter::{
    Chart as Drawing, ChartMarker, ChartMarkerType, ChartType, Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::{Kind, prepared};

/// How many characters of the manifest one cell takes; a cell may have 32,767.
const PIECE: usize = 30_000;
/// The height of a line of text, in points.
const LINE: f64 = 15.5;
/// How many columns a sentence is wide where there is no table.
const WIDTH: u16 = 6;
/// So many rows at most are drawn.
const DRAWN: usize = 60;
/// The width of the column of keys, in characters.
const KEYS: f64 = 16.0;
/// Dark green, the colour of the citizen's pages.
const ACCENT: Color = Color::RGB(0x0B_5D_4B);
/// The ground of heads.
const GROUND: Color = Color::RGB(0xE6_F0_ED);
/// A4.
const PAPER: u8 = 9;

/// Why a workbook was not written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The report is of no whole question.
    #[error("the report names no unit, period or questionnaire")]
    NoQuestion,
    /// It has no XLSX form.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] XlsxError),
    /// The manifest has no JSON form.
    #[error("the manifest could not be written: {0}")]
    Manifest(#[from] serde_json::Error),
}

/// The workbook of a report, as a file.
///
/// # Errors
/// When it has more rows or longer texts than XLSX allows.
pub fn write(report: &Report, words: Words) -> Result<Vec<u8>, WorkbookError> {
    let (document, mut manifest) = prepared(report, words, Kind::Workbook).ok_or(WorkbookError::NoQuestion)?;
    let looks = Looks::of(words);
    let mut workbook = Workbook::new();
    let time = LocalTime::of(manifest.as_of);
    let mut properties = DocProperties::new().set_title(&document.title).set_subject(&document.subject);
    properties = properties.set_comment(format!("Hài Lòng {}", manifest.program));
    workbook.set_properties(&properties);
    let as_of = words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]);
    contents(workbook.add_worksheet(), &document, (words, &looks), (&as_of, manifest.demonstration))?;
    for section in &document.sections {
        let sheet = workbook.add_worksheet();
        manifest.sheets.push(written(sheet, section, (words, &looks), &document.subject)?);
    }
    last(workbook.add_worksheet(), &manifest, (words, &looks))?;
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    title: Format,
    lead: Format,
    hint: Format,
    head: Format,
    link: Format,
    key: Format,
    text: Format,
    /// By what numbers of a country are told from those of another.
    country: &'static str,
}

impl Looks {
    fn of(words: Words) -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let wrapped = plain.clone().set_text_wrap();
        let framed = plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::Gray);
        Self {
            title: plain.clone().set_bold().set_font_size(14).set_font_color(ACCENT),
            lead: wrapped.clone(),
            hint: wrapped.clone().set_italic().set_font_color(Color::RGB(0x44_44_44)),
            head: framed.clone().set_bold().set_background_color(GROUND).set_text_wrap().set_align(FormatAlign::VerticalCenter),
            link: plain.set_font_color(ACCENT).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            key: framed.clone().set_font_color(Color::RGB(0x55_55_55)).set_font_size(9),
            text: framed.set_text_wrap(),
            country: match words.0 {
                app::domain::language::Language::Vi => "[$-42A]",
                app::domain::language::Language::En => "[$-409]",
            },
        }
    }

    /// How a cell of a table looks, in a row of this depth.
    fn of_cell(&self, cell: &Cell, depth: usize, is_name: bool) -> Format {
        let country = self.country;
        let number = |code: String| self.text.clone().set_num_format(code);
        match cell {
            Cell::Text(_) if is_name => self.text.clone().set_indent(u8::try_from(depth).unwrap_or(u8::MAX).min(15)),
            Cell::Empty | Cell::Text(_) => self.text.clone(),
            Cell::Count(_) => number(format!("{country}#,##0")),
            Cell::Share(_) => number(format!("{country}0.0%")),
            Cell::Set(share) => {
                let whole = (share * 100.0).fract() == 0.0;
                number(format!("{country}{}", if whole { "0%" } else { "0.0%" }))
            }
            // As on the page: what would round to nothing has a second decimal.
            Cell::Points(points) => {
                let digits = if points.abs() < 0.05 && *points != 0.0 { "0.00" } else { "0.0" };
                number(format!("{country}+{digits};{country}−{digits};{country}+{digits}"))
            }
            Cell::Mean(_) => number(format!("{country}0.00")),
        }
    }
}

/// The first sheet: what the workbook is about and what is where.
fn contents(
    sheet: &mut Worksheet,
    document: &Document,
    (words, looks): (Words, &Looks),
    (as_of, demonstration): (&str, bool),
) -> Result<(), XlsxError> {
    sheet.set_name(words.t("report-contents"))?;
    page(sheet, &document.subject);
    sheet.set_column_width(0, 110)?;
    sheet.write_with_format(0, 0, document.title.as_str(), &looks.title)?;
    sheet.write_with_format(1, 0, document.subject.as_str(), &looks.lead.clone().set_bold())?;
    sheet.write_with_format(2, 0, as_of, &looks.lead)?;
    let mut row = 3;
    if demonstration {
        sheet.write_with_format(row, 0, words.t("demo-banner"), &looks.lead.clone().set_bold())?;
        row += 1;
    }
    for section in &document.sections {
        row += 1;
        let to = format!("internal:'{}'!A1", section.short);
        let link = rust_xlsxwriter::Url::new(to).set_text(&section.title);
        sheet.write_url_with_format(row, 0, link, &looks.link)?;
    }
    sheet.write_with_format(row + 2, 0, words.t("report-verify-hint"), &looks.hint)?;
    Ok(())
}

/// How a sheet is printed.
fn page(sheet: &mut Worksheet, subject: &str) {
    sheet.set_paper_size(PAPER);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_screen_gridlines(false);
    // An ampersand begins a command there.
    sheet.set_footer(format!("&L&9{}&R&9&P/&N", subject.replace('&', "&&")));
}

/// A part of the report; returns where it stands.
fn written(sheet: &mut Worksheet, section: &Section, (words, looks): (Words, &Looks), subject: &str) -> Result<Sheet, XlsxError> {
    sheet.set_name(&section.short)?;
    page(sheet, subject);
    let columns = section.table.as_ref().map_or(0, |table| table.columns.len());
    let last = u16::try_from(columns).unwrap_or(u16::MAX).max(WIDTH);
    sheet.write_with_format(0, 0, section.title.as_str(), &looks.title)?;
    sheet.set_column_width(0, KEYS)?;
    let width: f64 = if let Some(table) = &section.table {
        table.columns.iter().map(|column| f64::from(column.width)).sum()
    } else {
        sheet.set_column_range_width(1, last, KEYS)?;
        KEYS * f64::from(last)
    };
    let width = width + KEYS;
    let mut row = 2;
    let told = u32::try_from(section.sentences.len()).unwrap_or(u32::MAX);
    let mut place =
        Sheet { section: section.code.to_owned(), name: section.short.clone(), sentences: row, told, head: None, rows: 0 };
    for sentence in &section.sentences {
        line(sheet, (row, last), sentence, (&looks.lead, width))?;
        row += 1;
    }
    if let Some(table) = &section.table {
        for note in &section.notes {
            line(sheet, (row, last), note, (&looks.hint, width))?;
            row += 1;
        }
        row += 1;
        place.head = Some(row);
        place.rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        lay(sheet, table, (words, looks), row)?;
        if let Some(chart) = &section.chart
            && !table.rows.is_empty()
            && table.rows.len() <= DRAWN
        {
            let below = row + place.rows + 3;
            sheet.insert_chart(below, 1, &drawn(chart, table, section, row))?;
        }
    }
    Ok(place)
}

/// A sentence over the whole width, as high as its text.
fn line(sheet: &mut Worksheet, (row, last): (u32, u16), text: &str, (format, width): (&Format, f64)) -> Result<(), XlsxError> {
    sheet.merge_range(row, 0, row, last, text, format)?;
    sheet.set_row_height(row, LINE * lines(text, width))?;
    Ok(())
}

/// How many lines a text takes in so many characters of width: some room is lost where words end.
fn lines(text: &str, width: impl Into<f64>) -> f64 {
    let characters = f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    (characters / (width.into() * 0.9)).ceil().max(1.0)
}

/// A table with its head in a row.
fn lay(sheet: &mut Worksheet, table: &Table, (words, looks): (Words, &Looks), head: u32) -> Result<(), XlsxError> {
    sheet.write_with_format(head, 0, words.t("report-key"), &looks.head)?;
    let titles = table.columns.iter().map(|column| lines(&column.title, column.width));
    sheet.set_row_height(head, LINE * titles.fold(1.0, f64::max))?;
    let mut right = 0;
    for column in &table.columns {
        right += 1;
        sheet.set_column_width(right, column.width)?;
        sheet.write_with_format(head, right, column.title.as_str(), &looks.head)?;
    }
    let mut row = head;
    for Row { key, depth, cells } in &table.rows {
        row += 1;
        sheet.write_with_format(row, 0, key.as_str(), &looks.key)?;
        let texts = cells.iter().zip(&table.columns).filter_map(|(cell, column)| match cell {
            Cell::Text(text) => Some(lines(text, column.width)),
            _ => None,
        });
        sheet.set_row_height(row, LINE * texts.fold(1.0, f64::max))?;
        let mut at = 0;
        for cell in cells {
            at += 1;
            let format = looks.of_cell(cell, *depth, at == 1);
            match (cell, cell.number()) {
                (Cell::Text(text), _) => sheet.write_with_format(row, at, text.as_str(), &format)?,
                (_, Some(number)) => sheet.write_with_format(row, at, number, &format)?,
                (_, None) => sheet.write_blank(row, at, &format)?,
            };
        }
    }
    if row > head {
        sheet.autofilter(head, 0, row, right)?;
    }
    sheet.set_freeze_panes(head + 1, 2)?;
    sheet.set_repeat_rows(head, head)?;
    Ok(())
}

/// The chart of a table whose head stands in a row.
fn drawn(chart: &Chart, table: &Table, section: &Section, head: u32) -> Drawing {
    let (first, last) = (head + 1, head + u32::try_from(table.rows.len()).unwrap_or(u32::MAX));
    let column = |place: usize| u16::try_from(place + 1).unwrap_or(u16::MAX);
    let name = section.short.as_str();
    let series = |drawing: &mut Drawing, place: usize| {
        let at = column(place);
        drawing
            .add_series()
            .set_categories((name, first, 1, last, 1))
            .set_values((name, first, at, last, at))
            .set_name((name, head, at));
    };
    let mut drawing = match chart {
        Chart::Bars { shares, targets } => {
            let mut bars = Drawing::new(ChartType::Column);
            series(&mut bars, *shares);
            if let Some(targets) = targets {
                let mut marks = Drawing::new(ChartType::Line);
                let at = column(*targets);
                let marker = ChartMarker::new().set_type(ChartMarkerType::LongDash).set_size(12).clone();
                marks
                    .add_series()
                    .set_categories((name, first, 1, last, 1))
                    .set_values((name, first, at, last, at))
                    .set_name((name, head, at))
                    .set_marker(&marker)
                    .set_format(rust_xlsxwriter::ChartFormat::new().set_no_line());
                bars.combine(&marks);
            }
            bars
        }
        Chart::Lines { from, to } => {
            let mut lines = Drawing::new(ChartType::Line);
            for place in *from..=*to {
                series(&mut lines, place);
            }
            lines
        }
    };
    drawing.title().set_name(section.title.as_str());
    drawing.y_axis().set_min(0).set_max(1).set_num_format("0%");
    drawing.set_alt_text(section.title.as_str()).set_width(960).set_height(420);
    drawing
}

/// The last sheet: the manifest, for the program that checks the file.
fn last(sheet: &mut Worksheet, manifest: &Manifest, (words, looks): (Words, &Looks)) -> Result<(), WorkbookError> {
    sheet.set_name(MANIFEST)?;
    sheet.set_column_width(0, 110)?;
    sheet.write_with_format(0, 0, words.t("report-verify-hint"), &looks.hint)?;
    let json = serde_json::to_string(manifest)?;
    let mut row = 0;
    let mut rest = json.as_str();
    while !rest.is_empty() {
        let end = rest.char_indices().map(|(at, _)| at).nth(PIECE).unwrap_or(rest.len());
        row += 1;
        sheet.write_with_format(row, 0, &rest[..end], &looks.lead)?;
        rest = &rest[end..];
    }
    Ok(())
}

/// The name of the sheet of the manifest, the same in every language, so that it is found.
pub(super) const MANIFEST: &str = "manifest";
