//! What came of an improvement action: the figures as they stood when it was begun, and what they are in a later period.

use app::domain::figure::{Certainty, Estimate, Outcome, Results};
use app::domain::improvement::{Change, Comparison, Criterion, KeptFigure};

use crate::analysis::change::{Bounded, of_bounds};

/// The figures of a criterion among the results under its filter, to be kept: one for each measure and questionnaire version.
#[must_use]
pub fn figures(results: &Results, criterion: &Criterion) -> Vec<KeptFigure> {
    let panels = results.panels.iter().filter_map(|panel| {
        let figure = panel.sectors.iter().find(|figure| figure.sector == criterion.sector)?;
        Some(KeptFigure {
            measure: panel.measure,
            questionnaire: panel.questionnaire.clone(),
            version: panel.version,
            outcome: figure.outcome.clone(),
        })
    });
    panels.collect()
}

/// Each figure of the baseline with the one of the same measure and version later, and those that are only later. The two must have no answer
/// in common, as [`Criterion::later`] sees to.
#[must_use]
pub fn compare(before: &[KeptFigure], after: &[KeptFigure]) -> Vec<Comparison> {
    let known = before.iter().map(|old| (old, Some(old), after.iter().find(|new| new.is_like(old))));
    let new = after.iter().filter(|new| !before.iter().any(|old| old.is_like(new))).map(|new| (new, None, Some(new)));
    let comparisons = known.chain(new).map(|(of, old, new)| {
        let (before, after) = (old.map(|old| old.outcome.clone()), new.map(|new| new.outcome.clone()));
        let change = match (&before, &after) {
            (Some(Outcome::Shown(before)), Some(Outcome::Shown(after))) => Some(change(before, after)),
            _ => None,
        };
        let questionnaire = of.questionnaire.clone();
        Comparison { measure: of.measure, questionnaire, version: of.version, before, after, change }
    });
    comparisons.collect()
}

/// The change between two figures. Where one of them has no interval, the change has none either, for the same reason.
fn change(before: &Estimate, after: &Estimate) -> Change {
    let interval = match (bounded(before), bounded(after)) {
        (Ok(before), Ok(after)) => {
            let interval = of_bounds(after, before);
            Ok((interval.lower * 100.0, interval.upper * 100.0))
        }
        (Err(why), _) | (_, Err(why)) => Err(why),
    };
    Change { points: (after.share - before.share) * 100.0, interval }
}

fn bounded(estimate: &Estimate) -> Result<Bounded, app::domain::figure::WhyUncertain> {
    match estimate.certainty {
        Certainty::Interval { lower, upper, .. } => Ok(Bounded { share: estimate.share, lower, upper }),
        Certainty::None(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use app::domain::figure::{Certainty, Estimate, Outcome, WhyHidden, WhyUncertain};
    use app::domain::improvement::KeptFigure;
    use app::domain::measure::Measure;

    use super::compare;

    fn figure(measure: Measure, version: u32, share: f64, bounds: Option<(f64, f64)>) -> KeptFigure {
        let certainty = match bounds {
            Some((lower, upper)) => Certainty::Interval { lower, upper, verdict: None },
            None => Certainty::None(WhyUncertain::SelfSelected),
        };
        let outcome = Outcome::Shown(Estimate { respondents: 100, valid: 100, satisfied: 80, share, certainty });
        KeptFigure { measure, questionnaire: "form".parse().unwrap(), version, outcome }
    }

    #[test]
    fn a_change_has_an_interval_where_both_figures_have_one() {
        // √(0.04² + 0.03²) = 0.05 and √(0.03² + 0.04²) = 0.05, so 10 points more are 5 to 15 more.
        let before = [figure(Measure::Survey, 1, 0.70, Some((0.66, 0.73))), figure(Measure::Feedback, 1, 0.80, None)];
        let after = [figure(Measure::Survey, 1, 0.80, Some((0.76, 0.83))), figure(Measure::Feedback, 1, 0.75, None)];
        let found = compare(&before, &after);
        let change = found[0].change.unwrap();
        let (lower, upper) = change.interval.unwrap();
        assert!((change.points - 10.0).abs() < 1e-9 && (lower - 5.0).abs() < 1e-9 && (upper - 15.0).abs() < 1e-9);
        let change = found[1].change.unwrap();
        assert!((change.points + 5.0).abs() < 1e-9);
        assert_eq!(change.interval, Err(WhyUncertain::SelfSelected));
    }

    #[test]
    fn what_is_hidden_or_of_another_version_is_not_compared() {
        let before = [figure(Measure::Survey, 1, 0.7, Some((0.6, 0.8)))];
        let hidden = KeptFigure { outcome: Outcome::Hidden(WhyHidden::TooFew), ..before[0].clone() };
        assert_eq!(compare(&before, &[hidden])[0].change, None);
        let found = compare(&before, &[figure(Measure::Survey, 2, 0.9, Some((0.8, 0.95)))]);
        assert_eq!(found.iter().map(|one| (one.version, one.change)).collect::<Vec<_>>(), [(1, None), (2, None)]);
        assert!(found[0].after.is_none() && found[1].before.is_none());
    }
}
