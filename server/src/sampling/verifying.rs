//! Drawing a sample once more from a frame that was uploaded again.

use app::domain::sample::fault::Faults;
use app::domain::sample::{Element, Sample};
use app::pages::manage::sample_verification::Outcome;

use super::drawing::{draw, hash};
use super::frame::Frame;
use super::planning::plan;
use super::table::{head, named};
use crate::analysis::drawing::ALGORITHM;
use crate::tables::Table;

/// Whether the same sample is drawn from this table, and if so whom it draws.
#[must_use]
pub fn verify(sample: &Sample, table: &Table) -> (Outcome, Vec<Element>) {
    if sample.algorithm != ALGORITHM {
        return (Outcome::OtherAlgorithm(sample.algorithm), Vec::new());
    }
    let head = head(table);
    if head.hash != sample.frame.hash {
        return (Outcome::OtherFrame(head.hash), Vec::new());
    }
    match again(sample, table, &head.columns) {
        Ok(elements) if hash(&elements) == sample.result_hash => (Outcome::Same, elements),
        Ok(_) => (Outcome::OtherResult, Vec::new()),
        Err(faults) => (Outcome::Faulty(faults), Vec::new()),
    }
}

fn again(sample: &Sample, table: &Table, columns: &[String]) -> Result<Vec<Element>, Faults> {
    let design = sample.plan.design;
    let frame = Frame::read(table, design, &named(columns, &sample.plan.columns))?;
    let planned = plan(&frame, design)?;
    Ok(draw(&frame, &planned, &sample.seed))
}
