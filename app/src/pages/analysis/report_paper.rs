//! A report as it is printed, signed and kept: one file that needs nothing else.

use leptos::prelude::*;

use crate::domain::language::Language;
use crate::parts::chart::{Bar, TargetChart};
use crate::parts::escaping::{InlineStyle, TitleText};
use crate::parts::sparkline::Sparkline;
use crate::report::{Cell, Chart, Column, Document, Row, Section, Table};
use crate::text::Words;

/// The name under which the head of the file has its manifest.
pub const MANIFEST: &str = "hailong-manifest";

/// How the file looks, in itself.
const STYLE: &str = include_str!("../../../browser/report.css");

/// So many bars have room on one sheet.
const SHEET: usize = 12;

/// More columns than this are written smaller.
const MANY: usize = 10;

/// What stands around a document.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The document.
    pub document: Document,
    /// The unit that reports.
    pub unit: String,
    /// When it was counted, in words.
    pub as_of: String,
    /// Whether the data are invented.
    pub demonstration: bool,
    /// The manifest, as JSON.
    pub manifest: String,
}

/// The file.
#[component]
pub fn ReportPaper(words: Words, paper: Paper) -> impl IntoView {
    let Paper { document, unit, as_of, demonstration, manifest } = paper;
    let title = format!("{} – {}", document.title, document.subject);
    let sections = document.sections.iter();
    let body: Vec<Section> =
        sections.clone().filter(|section| section.table.is_none() || section.chart.is_some()).cloned().collect();
    let annexes: Vec<Section> = sections.filter(|section| section.table.is_some()).cloned().collect();
    let of_body = body.iter().enumerate().map(|(place, section)| (format!("#{}", section.code), numbered(place, section)));
    let of_annexes = annexes.iter().enumerate().map(|(place, section)| annex_title(words, place, section));
    let contents: Vec<(String, String)> = of_body.chain(of_annexes).collect();
    let body = body.into_iter().enumerate().map(|(place, section)| part(words, place, section)).collect_view();
    let annexes = annexes.into_iter().enumerate().map(|(place, section)| annex(words, place, section)).collect_view();
    let contents = contents.into_iter().map(|(to, title)| view! { <li><a href=to>{title}</a></li> }).collect_view();
    let contents = view! {
        <nav class="toc" aria-labelledby="toc">
            <h2 id="toc">{words.t("report-contents")}</h2>
            <ul>{contents}</ul>
        </nav>
    }
    .into_any();
    let head = view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name=MANIFEST content=manifest/>
            <TitleText text=title/>
            <InlineStyle text=format!("{STYLE}{}", running(&document.subject))/>
        </head>
    }
    .into_any();
    view! {
        <!DOCTYPE html>
        <html lang=words.0.tag()>
            {head}
            <body>
                <aside class="tools"><p>{words.t("report-print-hint")}</p></aside>
                <header class="state">
                    <div>
                        <p class="rule">{unit.to_uppercase()}</p>
                        <p>{words.t("report-number")}</p>
                    </div>
                    {(words.0 == Language::Vi).then(state)}
                </header>
                <main>
                    <h1>{document.title}</h1>
                    <p class="subject">{document.subject}</p>
                    <p class="as-of">{as_of}</p>
                    {demonstration.then(|| view! { <p class="demo">{words.t("demo-banner")}</p> })}
                    {contents}
                    {body}
                    {signatures(words)}
                    {annexes}
                </main>
            </body>
        </html>
    }
    .into_any()
}

/// The name of the state and its motto, as Decree 30/2020/NĐ-CP asks of every official document, with room for place and day.
fn state() -> impl IntoView {
    view! {
        <div>
            <p><strong>"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"</strong></p>
            <p class="rule">"Độc lập - Tự do - Hạnh phúc"</p>
            <p class="place">"…………, ngày …… tháng …… năm ……"</p>
        </div>
    }
}

/// To whom it goes, and who signs it.
fn signatures(words: Words) -> AnyView {
    view! {
        <div class="signatures">
            <div class="to">
                <p><strong><em>{words.t("report-recipients")}</em></strong></p>
                <p>"- ……………………;"</p>
                <p>"- ……………………"</p>
            </div>
            <div class="head">
                <p><strong>{words.t("report-signed-by")}</strong></p>
                <p><em>{words.t("report-signed-how")}</em></p>
            </div>
        </div>
    }
    .into_any()
}

/// What stands on every sheet of paper: the page's number above, but not on the first, and what it is about below.
fn running(subject: &str) -> String {
    // Inside a text of CSS, these would end it or mean something.
    let subject: String = subject.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '\n' | '\r')).collect();
    let about = format!("@bottom-left {{ content: \"{subject}\"; font: 9pt serif; }}");
    let number = "@top-center { content: counter(page); font: 11pt serif; }";
    format!("@page {{ {about} {number} }} @page wide {{ {about} {number} }} @page :first {{ @top-center {{ content: \"\"; }} }}")
}

/// The title of a part with its number.
fn numbered(place: usize, section: &Section) -> String {
    format!("{}. {}", roman(place + 1), section.title)
}

/// The number of a part as official documents write it. A report has fewer than ten.
fn roman(number: usize) -> &'static str {
    ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].get(number).copied().unwrap_or_default()
}

fn annex_title(words: Words, place: usize, section: &Section) -> (String, String) {
    let number = (place + 1).to_string();
    let title = words.with("report-annex", &[("number", &number), ("title", &section.title)]);
    (format!("#annex-{}", section.code), title)
}

/// A part of the body: its sentences and its drawing.
fn part(words: Words, place: usize, section: Section) -> AnyView {
    let title = numbered(place, &section);
    let sentences = section.sentences.iter().enumerate().map(|(place, sentence)| {
        view! { <p data-row=format!("#{}", place + 1) data-sentence="">{sentence.clone()}</p> }
    });
    let sentences = sentences.collect_view();
    let drawing = match (&section.chart, &section.table) {
        (Some(chart), Some(table)) => Some(drawn(words, chart, table, &section)),
        _ => None,
    };
    // What is needed to read the drawing; the rest stands with the table.
    let notes = section.notes.into_iter().take(1).map(|note| view! { <p class="hint">{note}</p> }).collect_view();
    view! {
        <section id=section.code data-section=section.code class="sentences">
            <h2>{title}</h2>
            {sentences}
            {drawing}
            {notes}
        </section>
    }
    .into_any()
}

fn drawn(words: Words, chart: &Chart, table: &Table, section: &Section) -> AnyView {
    match chart {
        Chart::Bars { shares, targets } => {
            let bars = table.rows.iter().filter_map(|row| bar(words, row, (*shares, *targets)));
            let bars: Vec<Bar> = bars.collect();
            let charts = bars.chunks(SHEET).enumerate().map(|(place, bars)| {
                let id = format!("chart-{}-{place}", section.code);
                let description = words.t("report-chart-description");
                view! { <TargetChart id title=section.title.clone() description bars=bars.to_vec()/> }
            });
            charts.collect_view().into_any()
        }
        Chart::Lines { from, to } => {
            let broken: Vec<usize> = (0..table.rows.len())
                .filter(|place| table.rows[*place].cells.last().is_some_and(|cell| *cell != Cell::Empty))
                .collect();
            let courses = (*from..=*to).filter_map(|column| {
                let name = table.columns.get(column)?.title.clone();
                let cells = table.rows.iter().map(|row| row.cells.get(column));
                let shares: Vec<Option<f64>> = cells.map(|cell| cell.and_then(Cell::number)).collect();
                let known: Vec<f64> = shares.iter().copied().flatten().collect();
                let range = known.first().zip(known.last()).map(|(first, last)| {
                    format!("{} → {}", words.percent(*first), words.percent(*last))
                });
                let title = name.clone();
                Some(view! {
                    <li>{name}": " {range.unwrap_or_else(|| words.t("no-answers"))} <Sparkline title shares breaks=broken.clone()/></li>
                })
            });
            view! { <ul class="courses">{courses.collect_view()}</ul> }.into_any()
        }
    }
}

/// The bar of a row; nothing where there is nothing to draw.
fn bar(words: Words, row: &Row, (shares, targets): (usize, Option<usize>)) -> Option<Bar> {
    let cell = |place: usize| row.cells.get(place).unwrap_or(&Cell::Empty);
    let target = targets.map(cell).and_then(Cell::number);
    Some(Bar {
        name: cell(0).shown(words),
        depth: row.depth,
        share: Some(cell(shares).number()?),
        interval: None,
        note: cell(shares).shown(words),
        target,
        target_text: target.map(|target| words.target(target * 100.0)),
    })
}

/// A table on paper of its own.
fn annex(words: Words, place: usize, section: Section) -> AnyView {
    let (_, title) = annex_title(words, place, &section);
    let table = section.table.unwrap_or_default();
    let class = if table.columns.len() > MANY { "many" } else { "" };
    let head = table.columns.iter().map(|Column { title, numeric, .. }| {
        view! { <th scope="col" class=numeric.then_some("number")>{title.clone()}</th> }
    });
    let head = head.collect_view();
    let rows = table.rows.iter().map(|row| line(words, row, &table.columns)).collect_view();
    let notes = section.notes.into_iter().map(|note| view! { <p class="hint">{note}</p> }).collect_view();
    view! {
        <section class="annex" id=format!("annex-{}", section.code) data-section=section.code tabindex="0" aria-label=title.clone()>
            <h2>{title.clone()}</h2>
            {notes}
            <table class=class>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn line(words: Words, row: &Row, columns: &[Column]) -> impl IntoView + use<> {
    let mut cells =
        row.cells.iter().zip(columns).map(|(cell, column)| (cell.shown(words), cell.number().is_some(), column.numeric));
    let name = cells.next().map(|(text, ..)| view! { <th scope="row">{text}</th> });
    let rest = cells.map(|(text, is_number, numeric)| {
        let class = match (is_number, numeric) {
            (true, _) => Some("number"),
            (false, true) => Some("number words"),
            (false, false) => None,
        };
        view! { <td class=class>{text}</td> }
    });
    view! { <tr class=format!("depth-{}", row.depth.min(3)) data-row=row.key.clone()>{name}{rest.collect_view()}</tr> }
}
