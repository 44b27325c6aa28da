//! The formula of a version's headline percentage.

use std::collections::BTreeMap;

use crate::domain::code::Code;

/// How the answers to a version's index items become one percentage. The formula belongs to the version, because the official one is not
/// published in full; every output names it.
#[derive(Clone, Debug, PartialEq)]
pub enum IndexFormula {
    /// Answers 4 and 5 of all items ÷ answers 1 to 5 of all items.
    PooledTopTwoBox,
    /// The mean, over items, of each item's share of answers 4 and 5.
    MeanOfItemShares,
    /// The weighted mean, over factors, of each factor's pooled share; the weights add up to 1.
    WeightedFactors(BTreeMap<Code, f64>),
    /// The mean of answers 1 to 5, moved to a scale of 0 to 100: (mean − 1) ÷ 4.
    MeanScore,
}

impl IndexFormula {
    /// The word that names the formula in files and outputs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::PooledTopTwoBox => "pooled-top-two-box",
            Self::MeanOfItemShares => "mean-of-item-shares",
            Self::WeightedFactors(_) => "weighted-factors",
            Self::MeanScore => "mean-score",
        }
    }
}
