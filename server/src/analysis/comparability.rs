//! Whether two periods may be compared at all.
//!
//! A change of questionnaire, of the way answers are collected, or of administrative boundaries breaks a series: a
//! difference across it mixes the change of circumstances with the change of satisfaction. A declared bridge, such as
//! an overlap survey or a recomputation on the new boundaries, mends one kind of break.

use serde::Serialize;

/// What must stay the same for figures of two periods to be comparable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Circumstances {
    /// The questionnaire version, or a code shared by versions declared equal.
    pub instrument: String,
    /// The way of collecting answers (interviewer, paper, link …).
    pub mode: String,
    /// The set of administrative boundaries.
    pub boundaries: String,
}

/// A kind of break in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Break {
    /// The questionnaire changed.
    #[error("the questionnaire changed between the periods")]
    Instrument,
    /// The way of collecting answers changed.
    #[error("the way of collecting answers changed between the periods")]
    Mode,
    /// Administrative boundaries changed.
    #[error("administrative boundaries changed between the periods")]
    Boundaries,
}

/// A declaration that figures before and after one break may be compared, with its ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bridge {
    /// The kind of break it mends.
    pub over: Break,
    /// The state before, as in [`Circumstances`].
    pub from: String,
    /// The state after.
    pub to: String,
    /// Why it holds; shown beside the comparison.
    pub ground: String,
}

impl Bridge {
    fn joins(&self, kind: Break, a: &str, b: &str) -> bool {
        let ends = (self.from.as_str(), self.to.as_str());
        self.over == kind && (ends == (a, b) || ends == (b, a))
    }
}

/// Values of successive periods between which no unbridged break lies. Only [`Self::new`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparableSeries<T> {
    values: Vec<T>,
}

impl<T> ComparableSeries<T> {
    /// Puts periods in a series, each with the circumstances of its making.
    ///
    /// # Errors
    /// The first [`Break`] between successive periods that no bridge mends.
    pub fn new(periods: Vec<(Circumstances, T)>, bridges: &[Bridge]) -> Result<Self, Break> {
        for pair in periods.windows(2) {
            check(&pair[0].0, &pair[1].0, bridges)?;
        }
        Ok(Self { values: periods.into_iter().map(|(_, value)| value).collect() })
    }

    /// The values, in the order given.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

/// Whether figures under two circumstances may be compared.
///
/// # Errors
/// The first [`Break`] that no bridge mends.
pub fn check(a: &Circumstances, b: &Circumstances, bridges: &[Bridge]) -> Result<(), Break> {
    let pairs = [
        (Break::Instrument, &a.instrument, &b.instrument),
        (Break::Mode, &a.mode, &b.mode),
        (Break::Boundaries, &a.boundaries, &b.boundaries),
    ];
    for (kind, before, after) in pairs {
        if before != after && !bridges.iter().any(|bridge| bridge.joins(kind, before, after)) {
            return Err(kind);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_year(instrument: &str, boundaries: &str) -> Circumstances {
        Circumstances { instrument: instrument.to_owned(), mode: "interviewer".to_owned(), boundaries: boundaries.to_owned() }
    }

    #[test]
    fn each_kind_of_break_is_named() {
        let old = in_year("2022", "63 provinces");
        assert_eq!(check(&old, &old, &[]), Ok(()));
        assert_eq!(check(&old, &in_year("2023", "63 provinces"), &[]), Err(Break::Instrument));
        assert_eq!(check(&old, &in_year("2022", "34 provinces"), &[]), Err(Break::Boundaries));
        let by_phone = Circumstances { mode: "phone".to_owned(), ..old.clone() };
        assert_eq!(check(&old, &by_phone, &[]), Err(Break::Mode));
    }

    #[test]
    fn a_bridge_mends_its_own_break_only() {
        let bridge = Bridge {
            over: Break::Instrument,
            from: "2022".to_owned(),
            to: "2023".to_owned(),
            ground: "both forms were asked in half the sample".to_owned(),
        };
        let old = in_year("2022", "63 provinces");
        let new = in_year("2023", "63 provinces");
        let merged = in_year("2023", "34 provinces");
        let bridges = [bridge];
        assert_eq!(check(&new, &old, &bridges), Ok(()));
        assert_eq!(check(&old, &merged, &bridges), Err(Break::Boundaries));
        let series = ComparableSeries::new(vec![(old.clone(), 0.81), (new, 0.83)], &bridges);
        assert_eq!(series.unwrap().values(), [0.81, 0.83]);
        let broken = ComparableSeries::new(vec![(old, 0.81), (merged, 0.83)], &bridges);
        assert_eq!(broken, Err(Break::Boundaries));
    }
}
