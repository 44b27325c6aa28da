//! The statistics engine: pure functions over numbers, without input, output or clock.
//!
//! Shares are fractions of one; sums run in a fixed order, so that the same rows give the same digits whatever their
//! order; what has no value is said with a reason ([`undefined::Undefined`]), never NaN.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of answers are far below 2^53, so that their conversion to floating point is exact"
)]
#![expect(clippy::many_single_char_names, reason = "formulas keep the letters of the works they come from")]

pub mod allocation;
pub mod beta_binomial;
pub mod beta_distribution;
pub mod calibration;
pub mod change;
pub mod classes;
pub mod comparability;
pub mod complex_interval;
pub mod design;
pub mod estimate;
mod exact_sum;
pub mod fay_herriot;
pub mod index_formula;
pub mod johnson;
pub mod linearised;
pub mod lmg;
pub mod margin;
pub mod measure;
pub mod multiplicity;
pub mod ordinal_logit;
pub mod proportion;
pub mod publication;
pub mod quadrants;
pub mod quality;
pub mod quantile;
pub mod raking;
pub mod ranking;
pub mod rao_scott;
pub mod regression;
pub mod reliability;
pub mod sample;
pub mod sample_size;
pub mod share;
pub mod suppression;
mod tabulate;
pub mod tail;
mod taylor;
pub mod trend;
pub mod undefined;
pub mod verdict;
pub mod weights;
