//! What is handed over about a unit and a period: the figures of the pages, gathered at one moment, with what they were made from.

use std::sync::Arc;

use super::campaign::Campaign;
use super::code::Code;
use super::figure::AdministrativeFigure;
use super::items::SectionFigures;
use super::overview::{Scene, Shown};
use super::questionnaire::Version;
use super::texts::Texts;
use super::unit_table::Units;

/// What there is to hand over under a question.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What there is to look at.
    pub scene: Scene,
    /// The report; `None` where nobody answered.
    pub report: Option<Arc<Report>>,
}

/// The figures of a unit in a period, under one measure and one questionnaire version.
#[derive(Clone, Debug)]
pub struct Report {
    /// What they are about.
    pub scene: Scene,
    /// The name of the unit.
    pub unit: Texts,
    /// The sectors, as on the overview.
    pub overview: Shown,
    /// The units directly below; `None` where there is none.
    pub units: Option<Arc<Units>>,
    /// The factors and items of each sector of the panel that has a figure, in its order.
    pub drilled: Vec<Drilled>,
    /// The rates from outside of this unit and period.
    pub administrative: Vec<AdministrativeFigure>,
    /// How they were made.
    pub method: Method,
}

/// The factors and items of a sector.
#[derive(Clone, Debug, PartialEq)]
pub struct Drilled {
    /// The sector.
    pub sector: Code,
    /// Its name.
    pub name: Texts,
    /// Its factors with their items.
    pub sections: Vec<SectionFigures>,
}

/// How the figures of a report were made.
#[derive(Clone, Debug)]
pub struct Method {
    /// The questionnaire version.
    pub version: Arc<Version>,
    /// The campaigns that asked it and were answered.
    pub campaigns: Vec<Campaign>,
    /// Whether the data are invented.
    pub demonstration: bool,
    /// What the figures were made from.
    pub inputs: Inputs,
}

/// Fingerprints of what figures are made from: SHA-256 in hexadecimal. Where one is another later, it tells why a figure is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Inputs {
    /// How often what was answered, by unit, sector, mode, campaign and month.
    pub data: String,
    /// The targets.
    pub targets: String,
    /// The classes.
    pub classes: String,
    /// The questionnaire version.
    pub questionnaire: String,
    /// The units, the sectors and their names.
    pub catalogue: String,
}
