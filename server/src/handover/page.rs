//! The report as a file of its own: a page to be printed, signed and kept.

use app::domain::period::LocalTime;
use app::domain::report::Report;
use app::pages::analysis::report_paper::{Paper, ReportPaper};
use app::text::Words;
use leptos::prelude::*;

use super::{Kind, prepared};
use crate::marks::without_marks;

/// The page of a report; `None` where its question is no whole one.
///
/// # Errors
/// When the manifest has no JSON form.
pub fn write(report: &Report, words: Words) -> Result<Option<String>, serde_json::Error> {
    let Some((document, manifest)) = prepared(report, words, Kind::Page) else { return Ok(None) };
    let time = LocalTime::of(manifest.as_of);
    let paper = Paper {
        document,
        unit: report.unit.get(words.0).to_owned(),
        as_of: words.with("as-of", &[("time", &time.clock()), ("date", &time.date())]),
        demonstration: manifest.demonstration,
        manifest: serde_json::to_string(&manifest)?,
    };
    let owner = Owner::new();
    Ok(Some(without_marks(&owner.with(|| view! { <ReportPaper words paper/> }.to_html()))))
}
