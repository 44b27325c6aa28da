//! Figures of a unit with its predecessors: what was merged into it, counted together and each by itself.
//!
//! A sum is shown only where each of its parts is shown by itself. So it says nothing that the pages of these units do not say already, and
//! nobody can work out a small figure from the sums of a unit with and without its predecessors, or of several generations of them.

use std::sync::Arc;

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::figure::{Filter, History, Outcome, Panel, Related, UnitFigures, WhyHidden};
use app::domain::period::Period;
use app::domain::succession::{predecessors, with_predecessors};
use app::domain::texts::Texts;
use app::domain::unit::Unit;

use super::Desk;
use crate::store::StoreError;
use crate::store::counts::Counts;
use crate::store::tally::add_to;

/// Counts taken together.
pub(super) fn sum(parts: &[Counts]) -> Counts {
    let mut sum = Counts::new();
    for (place, count) in parts.iter().flatten() {
        add_to(&mut sum, place.clone(), count, 1);
    }
    sum
}

impl Desk<'_> {
    /// The panel with what each of several units contributes to it, and without the sums that have a hidden part.
    pub(super) async fn by_unit(&self, mut panel: Panel, campaigns: &[&Campaign]) -> Result<Panel, StoreError> {
        for (unit, counts) in self.tops.iter().zip(&self.parts) {
            let filter = Filter { unit: Some(unit.clone()), predecessors: false, ..self.filter.clone() };
            let alone = self.alone(&filter, unit, counts).panel(panel.measure, campaigns).await?;
            let outcome = |sector: &Code| {
                let mut figures = alone.iter().flat_map(|alone| &alone.sectors);
                figures.find(|figure| figure.sector == *sector).map_or(Outcome::NoAnswers, |figure| figure.outcome.clone())
            };
            let outcomes: Vec<Outcome> = panel.sectors.iter().map(|figure| outcome(&figure.sector)).collect();
            let name = self.directory.units.get(unit.as_str()).map_or_else(Texts::default, |unit| unit.name.clone());
            for (figure, outcome) in panel.sectors.iter_mut().zip(&outcomes) {
                if matches!(figure.outcome, Outcome::Shown(_)) && hides(outcome, panel.minimum) {
                    figure.outcome = Outcome::Hidden(WhyHidden::WouldRevealAnother);
                    figure.class = None;
                }
            }
            panel.units.push(UnitFigures { unit: unit.clone(), name, outcomes });
        }
        Ok(panel)
    }

    /// The desk at which the figures of one unit are made under another filter, from its counts.
    pub(super) fn alone<'b>(&'b self, filter: &'b Filter, unit: &Code, counts: &Counts) -> Desk<'b> {
        self.under(filter, (vec![unit.clone()], Vec::new()), counts.clone())
    }

    fn under<'b>(&'b self, filter: &'b Filter, (tops, parts): (Vec<Code>, Vec<Counts>), counts: Counts) -> Desk<'b> {
        Desk {
            store: self.store,
            people: self.people,
            filter,
            year: filter.period.map_or(self.year, Period::year),
            privacy_minimum: self.privacy_minimum,
            directory: self.directory.clone(),
            months: self.months,
            counts: Arc::new(counts),
            tops,
            parts,
            surroundings: self.surroundings.clone(),
            responses: self.responses.clone(),
        }
    }

    /// The desk at which the same units are looked at under another filter, from the counts of each of them.
    pub(super) fn at<'b>(&'b self, filter: &'b Filter, parts: Vec<Counts>) -> Desk<'b> {
        let counts = sum(&parts);
        let parts = if parts.len() > 1 { parts } else { Vec::new() };
        let tops = self.tops.clone();
        self.under(filter, (tops, parts), counts)
    }

    /// Where the unit of the filter comes from and what became of it.
    pub(super) fn history(&self) -> Option<History> {
        let (units, splits) = (&self.directory.units, &self.directory.splits);
        let unit = units.get(self.filter.unit.as_ref()?.as_str())?;
        let of = |code: &Code| units.get(code.as_str()).map(related);
        Some(History {
            unit: related(unit),
            predecessors: predecessors(units, &unit.code).map(related).collect(),
            wholes: splits.wholes(&unit.code).filter_map(of).collect(),
            successor: unit.successor.as_ref().and_then(of),
            parts: splits.parts(&unit.code).filter_map(of).collect(),
            has_predecessors: self.tops.len() > 1 || with_predecessors(units, &unit.code).len() > 1,
        })
    }
}

fn related(unit: &Unit) -> Related {
    Related { code: unit.code.clone(), name: unit.name.clone(), valid_from: unit.valid_from, valid_to: unit.valid_to }
}

/// Whether a part hides the sum: it is hidden itself, or would be under the minimum of the sum, which may be stricter.
pub(super) fn hides(part: &Outcome, minimum: u64) -> bool {
    match part {
        Outcome::NoAnswers => false,
        Outcome::Hidden(_) => true,
        Outcome::Shown(estimate) => estimate.respondents < minimum,
    }
}

#[cfg(test)]
mod tests {
    use app::domain::figure::{Certainty, Estimate, Outcome, WhyHidden, WhyUncertain};

    use super::hides;

    #[test]
    fn a_sum_is_hidden_with_any_of_its_parts() {
        let shown = |respondents| {
            let certainty = Certainty::None(WhyUncertain::SelfSelected);
            Outcome::Shown(Estimate { respondents, valid: respondents, satisfied: 1, share: 0.5, certainty })
        };
        assert!(!hides(&shown(10), 10) && hides(&shown(19), 20) && !hides(&Outcome::NoAnswers, 10));
        assert!(hides(&Outcome::Hidden(WhyHidden::TooFew), 10) && hides(&Outcome::Hidden(WhyHidden::WouldRevealAnother), 10));
    }
}
