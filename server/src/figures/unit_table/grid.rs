//! The figures of several units and of the sectors in each, in one period.

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::figure::{Certainty, Estimate, Outcome, WhyHidden, WhyUncertain};
use app::domain::measure::Measure;
use app::domain::period::Period;
use app::domain::sector::Sector;
use app::domain::unit::Unit;
use app::domain::unit_table::Cell;

use super::Many;
use super::protecting::{Part, protect};
use super::samples::Samples;
use crate::figures::around::Cells;
use crate::figures::panel::{Answered, answered, hidden};
use crate::figures::{SectorCount, index};
use crate::store::StoreError;
use crate::store::counts::Counts;

/// After so many units, others who wait for this thread get their turn.
const AT_ONCE: usize = 64;

/// The figures of a period.
pub struct Grid {
    /// Those of each unit of the list.
    pub rows: Vec<Row>,
    /// Fewer respondents than this are hidden.
    pub minimum: u64,
}

/// The figures of one unit.
pub struct Row {
    /// What was counted.
    pub counts: Counts,
    /// The figure of the subject.
    pub outcome: Outcome,
    /// The figure of each column.
    pub cells: Vec<Cell>,
}

/// What was answered about one unit: about the subject, and about each column.
struct Sums {
    subject: Answered,
    columns: Vec<Answered>,
    part: Part,
}

impl Many<'_> {
    /// The figures of a period, from the counts of the unit above and of those below it that have any.
    pub(super) async fn grid(
        &self,
        (top, below): (&Counts, Arc<HashMap<usize, Counts>>),
        period: Period,
        samples: &Samples,
    ) -> Result<Grid, StoreError> {
        let mut below = Arc::unwrap_or_clone(below);
        let all: Vec<Counts> = (0..self.listed.len()).map(|place| below.remove(&place).unwrap_or_default()).collect();
        let whole = self.sums(top, (None, period))?;
        let mut sums = Vec::new();
        for (place, counts) in all.iter().enumerate() {
            if place % AT_ONCE == 0 {
                tokio::task::yield_now().await;
            }
            sums.push(self.sums(counts, (Some(self.listed[place]), period))?);
        }
        let minimum = self.asked.desk.minimum(top, self.asked.campaigns);
        let parts = sums.iter().map(|sums| sums.part.clone()).collect();
        let parts = protect(parts, whole.part, minimum).await?;
        let mut rows = Vec::new();
        for (place, ((counts, sums), part)) in all.into_iter().zip(sums).zip(parts).enumerate() {
            if place % AT_ONCE == 0 {
                tokio::task::yield_now().await;
            }
            let unit = self.listed[place];
            let outcome = match part.total.1 {
                Some(why) => Outcome::Hidden(why),
                None => self.outcome(place, unit, &sums.subject.count, samples),
            };
            let columns = part.columns.iter().zip(&sums.columns).enumerate();
            let cells = columns.map(|(column, ((_, hidden), answered))| match hidden {
                Some(why) => Cell::Hidden(*why),
                None => self.cell((place, unit), column, &answered.count, samples),
            });
            let cells = cells.collect();
            rows.push(Row { counts, outcome, cells });
        }
        Ok(Grid { rows, minimum })
    }

    /// What counts of the unit above, or of one below it, say of the subject and its columns, and what of it the page of that unit hides.
    fn sums(&self, counts: &Counts, (of, period): (Option<&Unit>, Period)) -> Result<Sums, StoreError> {
        let desk = self.asked.desk;
        let own = answered(counts, &desk.sources(self.asked.campaigns), self.measured.version, desk.filter.mode)?;
        let all: Vec<Answered> = self.rows.iter().map(|(_, sector)| desk.below(sector, &own)).collect();
        let minimum = desk.minimum(counts, self.asked.campaigns);
        let depths: Vec<usize> = self.rows.iter().map(|(depth, _)| *depth).collect();
        let sectors: Vec<&Sector> = self.rows.iter().map(|(_, sector)| *sector).collect();
        let unit = of.map_or(self.top, |unit| &unit.code);
        let of = (std::slice::from_ref(unit), Some(period));
        let revealing = desk.revealing(of, self.asked.campaigns, self.measured, &sectors);
        let hides = |depths: &[usize], sums: &[Answered], revealing: &Cells| {
            hidden(depths, sums, desk.filter.mode, (self.measured, revealing), minimum)
        };
        let hidden = hides(&depths, &all, &revealing);
        let of = |code: &str| self.rows.iter().position(|(_, sector)| sector.code.as_str() == code);
        let respondents = |answered: &Answered| self.measured.respondents(&answered.count);
        let subject = if let Some(place) = self.subject.and_then(|subject| of(subject.code.as_str())) {
            (all[place].clone(), hidden[place])
        } else {
            let mut sum = Answered::default();
            for answered in own.values() {
                sum.add(answered);
            }
            let why = hides(&[0], std::slice::from_ref(&sum), &Cells::new()).into_iter().next().flatten();
            (sum, why)
        };
        let columns: Vec<(Answered, Option<WhyHidden>)> = self
            .columns
            .iter()
            .map(|sector| of(sector.code.as_str()).map_or_else(Default::default, |place| (all[place].clone(), hidden[place])))
            .collect();
        let part = Part {
            total: (respondents(&subject.0), subject.1),
            columns: columns.iter().map(|(answered, hidden)| (respondents(answered), *hidden)).collect(),
        };
        Ok(Sums { subject: subject.0, columns: columns.into_iter().map(|(answered, _)| answered).collect(), part })
    }

    fn outcome(&self, place: usize, unit: &Unit, count: &SectorCount, samples: &Samples) -> Outcome {
        if count.rated == 0 {
            return Outcome::NoAnswers;
        }
        let domain = samples.domain(place, |row, sample| self.is_about(sample.sector(row)));
        let share = match &domain {
            Some(domain) if samples.is_weighted() => domain.share(),
            _ => index::share(self.measured, count),
        };
        let Some(share) = share else { return Outcome::NoAnswers };
        let (valid, satisfied) = index::answers(self.measured, count);
        let target = self.subject.and_then(|subject| self.target(unit, subject));
        let certainty = match (&domain, self.asked.measure) {
            (Some(domain), _) => domain.certainty(target),
            (None, Measure::Survey) => Certainty::None(WhyUncertain::TooFew),
            (None, Measure::Feedback | Measure::Administrative) => Certainty::None(WhyUncertain::SelfSelected),
        };
        Outcome::Shown(Estimate { respondents: self.measured.respondents(count), valid, satisfied, share, certainty })
    }

    fn cell(&self, (place, unit): (usize, &Unit), column: usize, count: &SectorCount, samples: &Samples) -> Cell {
        if count.rated == 0 {
            return Cell::NoAnswers;
        }
        let sector = self.columns[column];
        let share = if samples.is_weighted() {
            samples.domain(place, |row, sample| self.lies_in(sample.sector(row), sector)).and_then(|domain| domain.share())
        } else {
            index::share(self.measured, count)
        };
        let Some(share) = share else { return Cell::NoAnswers };
        Cell::Shown { share, short: self.target(unit, sector).is_some_and(|target| share * 100.0 < target.percent) }
    }
}
