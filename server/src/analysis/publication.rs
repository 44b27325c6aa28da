//! The publication gate: which estimates may be shown, which need a second look, which are withheld, and why.
//!
//! The rule of NCHS for proportions (Parker and others 2017) and a privacy minimum of respondents.

use serde::Serialize;

use super::estimate::Estimate;
use super::share::{Interval, Level};
use super::undefined::{Defined, Undefined};

/// The limits of the gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// The fewest respondents a published cell may have, so that nobody is recognised.
    pub privacy_minimum: u64,
    /// The fewest answers, and the smallest effective sample size, that carry a percentage.
    pub reliable_minimum: u64,
    /// An interval as wide as this, or wider, is withheld.
    pub widest: f64,
    /// An interval as narrow as this, or narrower, is shown whatever its relative width.
    pub narrow: f64,
    /// The widest interval relative to the share, as a ratio.
    pub widest_relative: f64,
    /// Degrees of freedom below which someone must look.
    pub few_degrees: u64,
    /// Whether the relative width is also tested against 1 − p, for tables that show the dissatisfied.
    pub complement_shown: bool,
}

impl Gate {
    /// The published rule of NCHS alone, without a privacy minimum.
    pub const NCHS: Self = Self {
        privacy_minimum: 0,
        reliable_minimum: 30,
        widest: 0.30,
        narrow: 0.05,
        widest_relative: 1.30,
        few_degrees: 8,
        complement_shown: false,
    };
}

impl Default for Gate {
    /// The rule of NCHS with the default privacy minimum of ten respondents.
    fn default() -> Self {
        Self { privacy_minimum: 10, ..Self::NCHS }
    }
}

/// What may be done with an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Show it.
    Publish,
    /// Show it after someone has looked at it.
    Review,
    /// Withhold it.
    Suppress,
    /// There is nothing to show.
    NoData,
}

impl Status {
    /// The stable code of the status, as outputs carry it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Review => "review",
            Self::Suppress => "suppress",
            Self::NoData => "no_data",
        }
    }
}

/// Why an estimate is withheld or needs a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum GateReason {
    /// Less than one degree of freedom: no interval exists.
    #[serde(rename = "df_lt_1")]
    NoDegreesOfFreedom,
    /// Fewer respondents than the privacy minimum.
    #[serde(rename = "privacy_minimum")]
    PrivacyMinimum,
    /// Fewer than 30 answers.
    #[serde(rename = "n_lt_30")]
    FewAnswers,
    /// An effective sample size below 30.
    #[serde(rename = "neff_lt_30")]
    FewEffectiveAnswers,
    /// An interval at least 30 points wide.
    #[serde(rename = "abs_width_ge_0.30")]
    WideInterval,
    /// An interval wider than 130 % of the share.
    #[serde(rename = "rel_width_gt_130pct")]
    WideRelativeInterval,
    /// An interval wider than 130 % of the complementary share.
    #[serde(rename = "rel_width_complement_gt_130pct")]
    WideRelativeIntervalOfComplement,
    /// Fewer than 8 degrees of freedom: the interval itself is uncertain.
    #[serde(rename = "df_lt_8")]
    FewDegreesOfFreedom,
    /// A share of exactly 0 or 1.
    #[serde(rename = "zero_or_one")]
    ZeroOrOne,
    /// Withheld so that another withheld cell cannot be computed from totals.
    #[serde(rename = "complementary")]
    Complementary,
}

impl GateReason {
    /// The stable code of the reason, as outputs carry it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDegreesOfFreedom => "df_lt_1",
            Self::PrivacyMinimum => "privacy_minimum",
            Self::FewAnswers => "n_lt_30",
            Self::FewEffectiveAnswers => "neff_lt_30",
            Self::WideInterval => "abs_width_ge_0.30",
            Self::WideRelativeInterval => "rel_width_gt_130pct",
            Self::WideRelativeIntervalOfComplement => "rel_width_complement_gt_130pct",
            Self::FewDegreesOfFreedom => "df_lt_8",
            Self::ZeroOrOne => "zero_or_one",
            Self::Complementary => "complementary",
        }
    }
}

/// The decision of the gate with all its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// What may be done.
    pub status: Status,
    /// Why, in the order of the rules; empty when the estimate may be shown or there is none.
    pub reasons: Vec<GateReason>,
}

impl Publication {
    /// Whether the estimate may be shown, perhaps after a look.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self.status, Status::Publish | Status::Review)
    }
}

/// What the gate looks at.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Valid answers.
    pub n: u64,
    /// The effective sample size, if there is one.
    pub effective_n: Defined<f64>,
    /// Degrees of freedom.
    pub df: u64,
    /// The estimated share.
    pub share: Defined<f64>,
    /// The two-sided 95 % interval.
    pub interval: Defined<Interval>,
}

impl Candidate {
    /// What the gate looks at, from an estimate; a ratio that is a share is judged by its t interval.
    #[must_use]
    pub fn of(estimate: &Estimate) -> Self {
        let interval = estimate.interval(Level::P95).or_else(|reason| match reason {
            Undefined::NotAvailable => {
                let interval = estimate.t_interval(Level::P95)?;
                Interval::clipped(interval.lower, interval.upper)
            }
            other => Err(other),
        });
        Self { n: estimate.n, effective_n: estimate.effective_n(), df: estimate.df, share: estimate.value, interval }
    }
}

/// Decides whether an estimate may be shown.
///
/// Withheld: df < 1; fewer respondents than the privacy minimum; n or effective n below 30; a 95 % interval at least
/// 30 points wide, or wider than 5 points and than 130 % of the share. For review: df < 8, or a share of 0 or 1.
#[must_use]
pub fn publication(gate: &Gate, candidate: &Candidate) -> Publication {
    if candidate.n == 0 {
        return Publication { status: Status::NoData, reasons: Vec::new() };
    }
    let private = (candidate.n < gate.privacy_minimum).then_some(GateReason::PrivacyMinimum);
    if candidate.df < 1 {
        let reasons = private.into_iter().chain([GateReason::NoDegreesOfFreedom]).collect();
        return Publication { status: Status::Suppress, reasons };
    }
    let withheld: Vec<_> = private.into_iter().chain(unreliable(gate, candidate)).collect();
    if !withheld.is_empty() {
        return Publication { status: Status::Suppress, reasons: withheld };
    }
    let few = candidate.df < gate.few_degrees;
    let extreme = candidate.share.is_ok_and(|p| p <= 0.0 || p >= 1.0);
    let reasons: Vec<_> = [few.then_some(GateReason::FewDegreesOfFreedom), extreme.then_some(GateReason::ZeroOrOne)]
        .into_iter()
        .flatten()
        .collect();
    let status = if reasons.is_empty() { Status::Publish } else { Status::Review };
    Publication { status, reasons }
}

fn unreliable(gate: &Gate, candidate: &Candidate) -> Vec<GateReason> {
    let mut reasons = Vec::new();
    if candidate.n < gate.reliable_minimum {
        reasons.push(GateReason::FewAnswers);
    }
    if candidate.effective_n.is_ok_and(|size| size < gate.reliable_minimum as f64) {
        reasons.push(GateReason::FewEffectiveAnswers);
    }
    let Ok(interval) = candidate.interval else {
        return reasons;
    };
    let width = interval.width();
    if width >= gate.widest {
        reasons.push(GateReason::WideInterval);
    } else if let (true, Ok(p)) = (width > gate.narrow, candidate.share) {
        // Compared by multiplication, so that a share of zero needs no case of its own.
        if width > gate.widest_relative * p {
            reasons.push(GateReason::WideRelativeInterval);
        }
        if gate.complement_shown && width > gate.widest_relative * (1.0 - p) {
            reasons.push(GateReason::WideRelativeIntervalOfComplement);
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(n: u64, size: f64, df: u64, p: f64, ends: (f64, f64)) -> Candidate {
        Candidate { n, effective_n: Ok(size), df, share: Ok(p), interval: Interval::clipped(ends.0, ends.1) }
    }

    fn codes(gate: &Gate, candidate: &Candidate) -> (Status, Vec<&'static str>) {
        let found = publication(gate, candidate);
        (found.status, found.reasons.into_iter().map(GateReason::code).collect())
    }

    #[test]
    fn each_limit_decides_at_its_value() {
        let fine = candidate(30, 30.0, 8, 0.8, (0.7, 0.875));
        assert_eq!(codes(&Gate::NCHS, &fine), (Status::Publish, vec![]));
        let few = candidate(29, 29.999, 7, 0.8, (0.7, 0.875));
        assert_eq!(codes(&Gate::NCHS, &few), (Status::Suppress, vec!["n_lt_30", "neff_lt_30"]));
        let wide = candidate(40, 40.0, 8, 0.8, (0.5, 0.8));
        assert!((wide.interval.unwrap().width() - 0.3).abs() < 1e-15);
        assert_eq!(codes(&Gate::NCHS, &wide).0, Status::Suppress);
        let relative = candidate(90, 90.0, 8, 0.05, (0.01, 0.08));
        let reason = vec!["rel_width_gt_130pct"];
        assert_eq!(codes(&Gate::NCHS, &relative), (Status::Suppress, reason));
        let review = candidate(90, 90.0, 7, 1.0, (0.94, 1.0));
        assert_eq!(codes(&Gate::NCHS, &review), (Status::Review, vec!["df_lt_8", "zero_or_one"]));
    }

    #[test]
    fn the_complement_is_tested_where_it_is_shown() {
        let high = candidate(90, 90.0, 9, 0.96, (0.9, 0.99));
        assert_eq!(codes(&Gate::NCHS, &high).0, Status::Publish);
        let shown = Gate { complement_shown: true, ..Gate::NCHS };
        assert_eq!(codes(&shown, &high).1, ["rel_width_complement_gt_130pct"]);
    }

    #[test]
    fn privacy_no_data_and_no_degrees_come_first() {
        let nine = candidate(9, 9.0, 8, 0.5, (0.2, 0.8));
        assert_eq!(codes(&Gate::default(), &nine).1[0], "privacy_minimum");
        assert_eq!(codes(&Gate::NCHS, &candidate(0, 0.0, 0, 0.0, (0.0, 1.0))).0, Status::NoData);
        let lonely = codes(&Gate::NCHS, &candidate(36, 1.0, 0, 0.5, (0.0, 1.0)));
        assert_eq!(lonely, (Status::Suppress, vec!["df_lt_1"]));
    }
}
