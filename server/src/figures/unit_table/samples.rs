//! The persons of a probability sample, unit by unit: in the same design as on the page of each unit.

use super::Many;
use crate::figures::panel::in_mode;
use crate::figures::precision::{Domain, Drawn, Sample};
use crate::store::StoreError;
use app::domain::measure::Measure;
use app::domain::period::Period;

/// What intervals come from.
pub enum Samples {
    /// Nobody was drawn.
    None,
    /// One design in which each unit is a domain: the sample, and the unit of each of its rows.
    Together(Box<Sample>, Vec<Option<usize>>),
    /// Without a design, each unit is a simple random sample of its own.
    Apart(Vec<Option<Sample>>),
}

impl Samples {
    /// The people who answered in the periods.
    ///
    /// # Errors
    /// When the database does not answer, or their places in the sample make no design.
    pub async fn read(many: &Many<'_>, periods: &[Period]) -> Result<Self, StoreError> {
        let desk = many.asked.desk;
        if many.asked.measure != Measure::Survey {
            return Ok(Self::None);
        }
        let drawn = desk.drawn(many.asked.campaigns, periods).await?;
        let sample = |drawn: &Drawn| {
            let asked_for: Vec<bool> = drawn.people().map(|person| in_mode(desk.filter.mode, person)).collect();
            drawn.sample(many.measured, &asked_for)
        };
        if drawn.is_weighted() {
            let sample = sample(&drawn)?;
            let units = sample.units().iter().map(|unit| many.place(unit)).collect();
            return Ok(Self::Together(Box::new(sample), units));
        }
        let apart = drawn.apart(many.listed.len(), |person| many.place(&person.unit));
        let read = |drawn: &Drawn| drawn.people().next().map(|_| sample(drawn)).transpose();
        Ok(Self::Apart(apart.iter().map(read).collect::<Result<_, _>>()?))
    }

    /// Whether percentages are weighted.
    pub const fn is_weighted(&self) -> bool {
        matches!(self, Self::Together(..))
    }

    /// The persons of a unit whose rows `takes` accepts.
    pub fn domain(&self, place: usize, takes: impl Fn(usize, &Sample) -> bool) -> Option<Domain<'_>> {
        match self {
            Self::None => None,
            Self::Together(sample, units) => Some(sample.domain(|row| units[row] == Some(place) && takes(row, sample))),
            Self::Apart(samples) => samples[place].as_ref().map(|sample| sample.domain(|row| takes(row, sample))),
        }
    }
}
