//! The units below a unit as a list: searched and sorted by any column.

use std::cmp::Ordering;

use crate::domain::collation::SortKey;
use crate::domain::figure::{Certainty, Estimate, Outcome, Verdict};
use crate::domain::language::Language;
use crate::domain::overview::Change;
use crate::domain::unit_table::{UnitRow, Units};
use crate::parts::listing::{Asked, Listed};

/// The units that are asked for, in the order asked for: by rank where there are ranks, else by name. What has no figure comes last, whichever
/// way it is sorted.
#[must_use]
pub fn list(units: &Units, asked: &Asked) -> Listed<UnitRow> {
    let finder = asked.finder();
    let mut rows: Vec<&UnitRow> =
        units.rows.iter().filter(|row| finder.is_idle() || finder.finds(row.name.all().chain([row.unit.as_str()]))).collect();
    let name = |row: &UnitRow| SortKey::of(row.name.get(Language::Vi));
    rows.sort_by_cached_key(|row| name(row));
    let key: Option<fn(&UnitRow) -> Option<f64>> = match asked.sort.as_str() {
        "share" => Some(|row| estimate(row).map(|estimate| estimate.share)),
        "target" => Some(|row| row.target.as_ref().map(|target| target.percent)),
        "verdict" => Some(|row| verdict(row).map(order)),
        "class" => Some(|row| row.class.as_ref().and(estimate(row)).map(|estimate| estimate.share)),
        "change" => Some(|row| match row.change {
            Change::Points { points, .. } => Some(points),
            Change::None(_) => None,
        }),
        "respondents" => Some(|row| estimate(row).map(|estimate| float(estimate.respondents))),
        "unit" => None,
        _ => Some(|row| row.rank.map(|rank| float(rank.rank))),
    };
    if let Some(key) = key {
        rows.sort_by(|one, other| match (key(one), key(other)) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(other)) if asked.descending => other.total_cmp(&one),
            (Some(one), Some(other)) => one.total_cmp(&other),
        });
    } else if asked.descending {
        rows.reverse();
    }
    let Listed { asked, found, shown } = asked.page(rows);
    Listed { asked, found, shown: shown.into_iter().cloned().collect() }
}

const fn estimate(row: &UnitRow) -> Option<&Estimate> {
    match &row.outcome {
        Outcome::Shown(estimate) => Some(estimate),
        Outcome::Hidden(_) | Outcome::NoAnswers => None,
    }
}

fn verdict(row: &UnitRow) -> Option<Verdict> {
    match estimate(row)?.certainty {
        Certainty::Interval { verdict, .. } => verdict,
        Certainty::None(_) => None,
    }
}

/// From what is worst.
const fn order(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Missed => 0.0,
        Verdict::NotEnoughEvidence => 1.0,
        Verdict::Met => 2.0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
const fn float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::list;
    use crate::domain::figure::{Certainty, Estimate, Outcome, WhyUncertain};
    use crate::domain::language::Language;
    use crate::domain::measure::Measure;
    use crate::domain::overview::{Change, VersionName, WhyNoChange};
    use crate::domain::texts::Texts;
    use crate::domain::unit_table::{UnitRank, UnitRow, Units};
    use crate::parts::listing::Asked;

    fn row(name: &str, share: Option<f64>, rank: Option<u64>) -> UnitRow {
        let certainty = Certainty::None(WhyUncertain::SelfSelected);
        let outcome = share.map_or(Outcome::NoAnswers, |share| {
            Outcome::Shown(Estimate { respondents: 10, valid: 10, satisfied: 5, share, certainty })
        });
        UnitRow {
            unit: "xa".parse().unwrap(),
            name: Texts::new([("vi", name)]),
            valid_to: None,
            target: None,
            outcome,
            class: None,
            rank: rank.map(|rank| UnitRank { rank, best: 1, worst: 3 }),
            change: Change::None(WhyNoChange::NothingBefore),
            cells: Vec::new(),
        }
    }

    fn names(rows: Vec<UnitRow>, address: &[(&'static str, &'static str)]) -> Vec<String> {
        let units = Units {
            measure: Measure::Survey,
            version: VersionName { questionnaire: "q".parse().unwrap(), number: 1 },
            title: Texts::default(),
            as_of: 0,
            minimum: 10,
            subject: None,
            columns: Vec::new(),
            rows,
            ranked: 2,
            bases: Vec::new(),
            earlier: None,
            unfinished: false,
        };
        let asked = Asked::read(|name| address.iter().find(|(known, _)| *known == name).map(|(_, value)| *value));
        let names = list(&units, &asked).shown.into_iter();
        names.map(|row| row.name.get(Language::Vi).to_owned()).collect()
    }

    #[test]
    fn what_has_no_figure_comes_last_in_any_order() {
        let rows = || vec![row("Xã Đông", Some(0.5), Some(2)), row("Xã An", None, None), row("Xã Bình", Some(0.9), Some(1))];
        assert_eq!(names(rows(), &[]), ["Xã Bình", "Xã Đông", "Xã An"]);
        assert_eq!(names(rows(), &[("sort", "share")]), ["Xã Đông", "Xã Bình", "Xã An"]);
        assert_eq!(names(rows(), &[("sort", "-share")]), ["Xã Bình", "Xã Đông", "Xã An"]);
        assert_eq!(names(rows(), &[("sort", "-unit")]), ["Xã Đông", "Xã Bình", "Xã An"]);
        assert_eq!(names(rows(), &[("find", "dong")]), ["Xã Đông"]);
    }
}
