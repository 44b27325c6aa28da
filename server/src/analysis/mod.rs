//! The statistics engine: pure functions over numbers, without input, output or clock.
//!
//! Shares are fractions of one; sums run in a fixed order, so that the same rows give the same digits whatever their
//! order; what has no value is said with a reason ([`undefined::Undefined`]), never NaN.
//!
//! - One proportion: [`proportion`], [`verdict`], [`multiplicity`], on a [`sample::RandomSample`].
//! - Surveys: [`design`] and [`measure`] give [`estimate`] (many domains in one pass) or [`linearised`] (differences,
//!   [`index_formula`], [`rao_scott`]), with intervals in [`complex_interval`].
//! - Weights: [`margin`], [`weights`], [`raking`], [`calibration`].
//! - Publication: [`publication`], [`suppression`].
//! - Change: [`change`], [`trend`], and [`comparability`], which refuses comparison across a break.
//! - Units: [`ranking`], [`classes`], shrinkage by [`beta_binomial`] and [`fay_herriot`].
//! - Items: [`reliability`], drivers by [`lmg`], [`johnson`], [`regression`], [`ordinal_logit`], [`quadrants`].
//! - Data and planning: [`quality`], [`sample_size`], [`allocation`], [`drawing`].
//! - Distributions: [`beta_distribution`], [`quantile`], [`tail`].

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
mod design_columns;
pub mod drawing;
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
mod suppression_graph;
mod tabulate;
pub mod tail;
mod taylor;
pub mod trend;
pub mod undefined;
pub mod verdict;
pub mod weights;
