//! The persons of a probability sample, unit by unit: in the same design as on the page of each unit.

use std::sync::Arc;

use super::Many;
use crate::figures::panel::people_of;
use crate::figures::people::Person;
use crate::figures::precision::{Domain, Sample};
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
    /// Those of these people who answered in the periods.
    ///
    /// # Errors
    /// When their places in the sample make no design.
    pub fn read(many: &Many<'_>, everybody: &[Arc<Vec<Person>>], periods: &[Period]) -> Result<Self, StoreError> {
        let desk = many.asked.desk;
        if many.asked.measure != Measure::Survey {
            return Ok(Self::None);
        }
        let people = people_of(everybody, periods);
        if people.iter().any(|person| person.sample_place.is_some()) {
            let sample = Sample::read(many.measured, people, |person| desk.takes_mode(person))?;
            let units = sample.units().iter().map(|unit| many.place(unit)).collect();
            return Ok(Self::Together(Box::new(sample), units));
        }
        let mut apart: Vec<Vec<&Person>> = vec![Vec::new(); many.listed.len()];
        for person in people {
            if let Some(place) = many.place(&person.unit) {
                apart[place].push(person);
            }
        }
        let read = |people: Vec<&Person>| {
            let found = (!people.is_empty()).then(|| Sample::read(many.measured, people, |person| desk.takes_mode(person)));
            found.transpose()
        };
        Ok(Self::Apart(apart.into_iter().map(read).collect::<Result<_, _>>()?))
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
