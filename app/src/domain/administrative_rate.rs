//! Rates reported from outside, by Decision 766: dossiers without complaint ÷ all dossiers.

use super::code::Code;

/// A rate as another system reported it. Silence counts as satisfied there, so it never stands on the scale of a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministrativeRate {
    /// The unit.
    pub unit: Code,
    /// The sector.
    pub sector: Code,
    /// The year.
    pub year: i16,
    /// Dossiers without complaint.
    pub satisfied: i64,
    /// All dossiers.
    pub total: i64,
    /// Who reported it.
    pub source: String,
}
