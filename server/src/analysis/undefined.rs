//! Why a figure has no value. Undefined is said with a reason; no function of the engine returns NaN.

use serde::Serialize;

/// A value, or the reason why there is none.
pub type Defined<T> = Result<T, Undefined>;

/// The reason why a figure has no value.
///
/// The variants are stable codes: outputs carry them and translations hang on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// Nobody gave a valid answer with a positive weight.
    #[error("no valid answer")]
    NoAnswers,
    /// One answer says nothing about how answers vary.
    #[error("a single answer")]
    OneAnswer,
    /// The design leaves less than one degree of freedom for the variance.
    #[error("less than one degree of freedom")]
    NoDegreesOfFreedom,
    /// The formula does not exist at a share of exactly 0 or 1.
    #[error("the share is 0 or 1")]
    ZeroOrOne,
    /// Nothing varies, or the estimated variance is zero.
    #[error("no variation")]
    NoVariation,
    /// Fewer units than the method can learn from.
    #[error("too few units")]
    TooFewUnits,
    /// A scale of a single item has no internal consistency.
    #[error("fewer than two items")]
    TooFewItems,
    /// Explanatory variables repeat one another, so their effects cannot be told apart.
    #[error("explanatory variables repeat one another")]
    Collinear,
    /// Explanatory variables separate the outcomes completely; the likelihood has no maximum.
    #[error("the outcomes are separated completely")]
    Separated,
    /// An iteration did not settle within its limit.
    #[error("the iteration did not settle")]
    NotConverged,
    /// The answers are self-selected: no margin of error and no verdict.
    #[error("self-selected answers")]
    SelfSelected,
    /// A number is outside the range in which the formula holds.
    #[error("outside the range of the formula")]
    OutOfRange,
    /// Two lists that describe the same things differ in length.
    #[error("lists of different length")]
    LengthMismatch,
    /// The figure was not asked for, or the data for it are not there.
    #[error("not available")]
    NotAvailable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_stable_codes() {
        let code = serde_json::to_string(&Undefined::NoDegreesOfFreedom).unwrap();
        assert_eq!(code, "\"no_degrees_of_freedom\"");
        assert_eq!(Undefined::NoAnswers.to_string(), "no valid answer");
    }
}
