//! Where figures of two periods are no longer comparable.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::code::Code;
use app::domain::overview::Break;
use app::domain::period::Month;
use app::domain::succession::Splits;
use app::domain::tree::Tree;
use app::domain::unit::Unit;

use crate::analysis::comparability::{self, Circumstances};

/// The ways of answering are others when more than this part of the answers came in another way than before.
const MOVED: f64 = 0.25;

/// How many respondents answered in which mode.
pub type Modes = BTreeMap<String, u64>;

/// What the figure of a span of months was made from.
#[derive(Clone, Debug)]
pub struct Made {
    /// The version that was asked, or what stands for it.
    pub instrument: String,
    /// The modes.
    pub modes: Modes,
    /// Its first month and its last.
    pub months: (Month, Month),
}

/// The break between an earlier figure and a later one, if there is one. `changes` are the moments at which the unit's area changed.
pub fn between(earlier: &Made, later: &Made, changes: &[i64]) -> Option<Break> {
    let (from, until) = (earlier.months.0.begins_at(), later.months.1.plus(1).begins_at());
    // The area is that before its first change or that after the last; between the two it is neither.
    let is_other = changes.iter().any(|change| *change > from && *change < until);
    let same = |same: bool| if same { "before" } else { "after" }.to_owned();
    let before = Circumstances { instrument: earlier.instrument.clone(), mode: same(true), boundaries: same(true) };
    let after = Circumstances {
        instrument: later.instrument.clone(),
        mode: same(distance(&earlier.modes, &later.modes) <= MOVED),
        boundaries: same(!is_other),
    };
    comparability::check(&before, &after, &[]).err().map(|found| match found {
        comparability::Break::Instrument => Break::Instrument,
        comparability::Break::Mode => Break::Modes,
        comparability::Break::Boundaries => Break::Boundaries,
    })
}

/// The part of the answers that came in another way, from 0 to 1.
fn distance(earlier: &Modes, later: &Modes) -> f64 {
    let share = |modes: &Modes, mode: &String| {
        let all: u64 = modes.values().sum();
        let of = modes.get(mode).copied().unwrap_or_default();
        if all == 0 { 0.0 } else { float(of) / float(all) }
    };
    if earlier.is_empty() || later.is_empty() {
        return 0.0;
    }
    earlier
        .keys()
        .chain(later.keys().filter(|mode| !earlier.contains_key(*mode)))
        .map(|mode| (share(earlier, mode) - share(later, mode)).max(0.0))
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^53")]
const fn float(number: u64) -> f64 {
    number as f64
}

/// The moments (UTC milliseconds) at which what lies in a unit, whatever is `within` it, became another area: something from outside was merged
/// into it or split up into it, or something of it into others. What merely moves within it changes nothing.
pub fn area_changes(units: &Tree<Unit>, splits: &Splits, within: impl Fn(&str) -> bool) -> Vec<i64> {
    let changes = area_changes_of(units, splits, |code| within(code).then_some(0));
    changes.into_iter().map(|(_, moment)| moment).collect()
}

/// The same of several units, of which none lies below another, each with its place. `place` says in which of them a unit lies.
pub fn area_changes_of(units: &Tree<Unit>, splits: &Splits, place: impl Fn(&str) -> Option<usize>) -> Vec<(usize, i64)> {
    let place = |code: &Code| place(code.as_str());
    let mut changes = Vec::new();
    for other in units.nodes() {
        let (Some(successor), Some(moment)) = (&other.successor, other.valid_to) else { continue };
        let (from, to) = (place(&other.code), place(successor));
        if from != to {
            changes.extend(from.into_iter().chain(to).map(|place| (place, moment)));
        }
    }
    for (whole, parts) in splits.all() {
        let Some(moment) = units.get(whole.as_str()).and_then(|unit| unit.valid_to) else { continue };
        let from = place(whole);
        let to: BTreeSet<Option<usize>> = parts.iter().map(place).collect();
        let touched: BTreeSet<usize> = to.iter().copied().chain([from]).flatten().collect();
        // A unit in which neither or both lie became no other.
        changes.extend(
            touched
                .into_iter()
                .filter(|place| to.iter().any(|to| (*to == Some(*place)) != (from == Some(*place))))
                .map(|place| (place, moment)),
        );
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{Made, between};
    use app::domain::overview::Break;
    use app::domain::period::Month;

    fn made(instrument: &str, year: i16, modes: &[(&str, u64)]) -> Made {
        let month = |month| Month::new(year, month).unwrap();
        let modes = modes.iter().map(|(mode, times)| ((*mode).to_owned(), *times)).collect();
        Made { instrument: instrument.to_owned(), modes, months: (month(1), month(12)) }
    }

    #[test]
    fn each_kind_of_break_is_found() {
        let (earlier, later) =
            (made("1", 2024, &[("phone", 50), ("kiosk", 50)]), made("1", 2025, &[("phone", 74), ("kiosk", 26)]));
        assert_eq!(between(&earlier, &later, &[]), None);
        assert_eq!(between(&earlier, &made("2", 2025, &[("phone", 1)]), &[]), Some(Break::Instrument));
        assert_eq!(between(&earlier, &made("1", 2025, &[("phone", 76), ("kiosk", 24)]), &[]), Some(Break::Modes));
        assert_eq!(between(&earlier, &made("1", 2025, &[("paper", 1)]), &[]), Some(Break::Modes));
        let beginning = |year| Month::new(year, 1).unwrap().begins_at();
        assert_eq!(between(&earlier, &later, &[beginning(2025)]), Some(Break::Boundaries));
        assert_eq!(between(&earlier, &later, &[beginning(2024), beginning(2026)]), None, "before the one and after the other");
    }
}
