//! The report as JSON, CSV or a table for reading.

use std::io::{self, Write};

use super::Format;
use super::estimates::{Entry, Report};

/// Writes a report.
///
/// # Errors
/// What the output says when it cannot be written.
pub fn write(report: &Report, format: Format, output: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *output, report)?;
            writeln!(output)
        }
        Format::Csv => write_csv(report, output),
        Format::Table => write_table(report, output),
    }
}

fn write_csv(report: &Report, output: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    let targets = targets(report);
    let fixed = [
        "domain",
        "rows",
        "n",
        "n_satisfied",
        "sum_w",
        "p",
        "se",
        "df",
        "deff",
        "kish_deff",
        "n_eff",
        "ci_method",
        "ci_level",
        "ci_lower",
        "ci_upper",
        "one_sided_95_lower",
        "one_sided_95_upper",
        "status",
        "reasons",
    ];
    let header = fixed.iter().map(ToString::to_string);
    writer.write_record(header.chain(targets.iter().map(|target| format!("verdict_{target}"))))?;
    for entry in &report.estimates {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let count = |value: Option<u64>| value.map_or_else(String::new, |value| value.to_string());
        let (ci, bounds) = (entry.ci.as_ref(), entry.one_sided_95.as_ref());
        let reasons: Vec<&str> = entry.publication.reasons.iter().map(|reason| reason.code()).collect();
        let cells = [
            domain(entry),
            entry.rows.to_string(),
            entry.n.to_string(),
            count(entry.n_satisfied),
            entry.sum_w.to_string(),
            number(entry.p),
            number(entry.se),
            count(entry.df),
            number(entry.deff),
            number(entry.kish_deff),
            number(entry.n_eff),
            ci.map_or("", |ci| ci.method).to_owned(),
            number(ci.map(|ci| ci.level)),
            number(ci.map(|ci| ci.lower)),
            number(ci.map(|ci| ci.upper)),
            number(bounds.map(|bounds| bounds.lower)),
            number(bounds.map(|bounds| bounds.upper)),
            entry.publication.status.code().to_owned(),
            reasons.join(" "),
        ];
        let verdicts = targets.iter().map(|target| verdict(entry, target).to_owned());
        writer.write_record(cells.into_iter().chain(verdicts))?;
    }
    writer.flush()
}

fn write_table(report: &Report, output: &mut impl Write) -> io::Result<()> {
    let targets = targets(report);
    let mut rows =
        vec![["domain", "n", "share %", "se", "interval %", "df", "deff", "n_eff", "status"].map(str::to_owned).to_vec()];
    rows[0].extend(targets.iter().map(|target| format!("{target} %")));
    for entry in &report.estimates {
        let percent = |value: Option<f64>| value.map_or_else(dash, |value| format!("{:.2}", 100.0 * value));
        let number = |value: Option<f64>, digits: usize| value.map_or_else(dash, |value| format!("{value:.digits$}"));
        let interval = entry.ci.as_ref().map_or_else(dash, |ci| {
            // Rounded outward, so that a printed end promises no more than the interval holds.
            let (lower, upper) = ((ci.lower * 1e4).floor() / 100.0, (ci.upper * 1e4).ceil() / 100.0);
            format!("{lower:.2} to {upper:.2}")
        });
        let mut row = vec![
            domain(entry),
            entry.n.to_string(),
            percent(entry.p),
            percent(entry.se),
            interval,
            entry.df.map_or_else(dash, |df| df.to_string()),
            number(entry.deff, 2),
            number(entry.n_eff, 1),
            entry.publication.status.code().to_owned(),
        ];
        row.extend(targets.iter().map(|target| verdict(entry, target).to_owned()));
        rows.push(row);
    }
    let columns = rows[0].len();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        writeln!(output, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn dash() -> String {
    "–".to_owned()
}

/// The domain as text: `province=P01 sector=land`, or `all`.
fn domain(entry: &Entry) -> String {
    if entry.domain.is_empty() {
        return "all".to_owned();
    }
    let part = |(column, value): (&String, &serde_json::Value)| format!("{column}={}", value.as_str().unwrap_or_default());
    entry.domain.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn targets(report: &Report) -> Vec<String> {
    let first = report.estimates.first();
    first.map_or_else(Vec::new, |entry| entry.verdicts.keys().cloned().collect())
}

fn verdict<'a>(entry: &'a Entry, target: &str) -> &'a str {
    entry.verdicts.get(target).and_then(serde_json::Value::as_str).unwrap_or_default()
}
