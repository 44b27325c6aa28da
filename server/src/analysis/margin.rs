//! Known population totals to which weights are fitted, checked against the sample before any fitting.

use std::collections::BTreeMap;

/// Why weights cannot be fitted. Categories are named, so that the data or the margins can be mended.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WeightingError {
    /// No margin was given.
    #[error("no margins")]
    NoMargins,
    /// A margin has another number of rows than the weights.
    #[error("margin `{margin}` has another number of rows")]
    Length {
        /// The margin.
        margin: String,
    },
    /// A row with a positive weight has no value for a margin.
    #[error("margin `{margin}` has no value in row {row}")]
    MissingValue {
        /// The margin.
        margin: String,
        /// The row, from 0.
        row: usize,
    },
    /// The sample has a category for which no target is known.
    #[error("margin `{margin}` has no target for `{category}`, which the sample contains")]
    NoTarget {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
    },
    /// A target names a category of which the sample has nobody.
    #[error("margin `{margin}` has a target for `{category}`, of which the sample has nobody")]
    NoSample {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
    },
    /// A target is not a positive number.
    #[error("the target of `{category}` in margin `{margin}` is not a positive number")]
    BadTarget {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
    },
    /// Two margins describe populations of different size.
    #[error("margin `{first}` sums to {first_total} but margin `{second}` to {second_total}")]
    TotalsDiffer {
        /// The first margin.
        first: String,
        /// Its sum.
        first_total: f64,
        /// The other margin.
        second: String,
        /// Its sum.
        second_total: f64,
    },
    /// A weight is negative, infinite or not a number, or all are zero.
    #[error("weights must be finite, not negative, and not all zero")]
    BadWeights,
    /// A setting is outside its range.
    #[error("{0}")]
    BadSetting(&'static str),
    /// The fit did not reach the margins.
    #[error("the weights did not reach the margins after {cycles} cycles; the largest relative gap is {largest_gap:e}")]
    NotConverged {
        /// Cycles done.
        cycles: usize,
        /// The largest |margin − target| / target left.
        largest_gap: f64,
    },
}

/// A column of the sample with the population total of each of its categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    name: String,
    categories: Vec<String>,
    targets: Vec<f64>,
    /// The category of each row; `None` where the value is missing or has no target.
    codes: Vec<Option<u32>>,
    /// The first row whose value has no target, with the value.
    stranger: Vec<(usize, String)>,
}

impl Margin {
    /// A margin from the values of its column and the totals of its categories; an empty value is missing.
    ///
    /// # Errors
    /// [`WeightingError::BadTarget`] when a total is not a positive number.
    pub fn new<'a>(
        name: &str,
        values: impl IntoIterator<Item = &'a str>,
        targets: &BTreeMap<String, f64>,
    ) -> Result<Self, WeightingError> {
        for (category, target) in targets {
            if !target.is_finite() || *target <= 0.0 {
                let (margin, category) = (name.to_owned(), category.clone());
                return Err(WeightingError::BadTarget { margin, category });
            }
        }
        let categories: Vec<String> = targets.keys().cloned().collect();
        let mut stranger = Vec::new();
        let code = |(row, value): (usize, &str)| {
            let found = categories.binary_search_by(|category| category.as_str().cmp(value));
            if found.is_err() {
                stranger.push((row, value.to_owned()));
            }
            found.ok().and_then(|index| u32::try_from(index).ok())
        };
        let codes = values.into_iter().enumerate().map(code).collect();
        let targets = targets.values().copied().collect();
        Ok(Self { name: name.to_owned(), categories, targets, codes, stranger })
    }

    /// The name of the column.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The categories, in order.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The population total of each category.
    #[must_use]
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// The size of the population that the margin describes.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.targets.iter().sum()
    }

    /// The category of a row, if it has one.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<usize> {
        self.codes.get(row).copied().flatten().map(|code| code as usize)
    }

    fn check(&self, weights: &[f64]) -> Result<(), WeightingError> {
        let margin = || self.name.clone();
        if self.codes.len() != weights.len() {
            return Err(WeightingError::Length { margin: margin() });
        }
        // Rows of weight zero are outside the sample for every purpose.
        if let Some((row, value)) = self.stranger.iter().find(|(row, _)| weights[*row] > 0.0) {
            return Err(if value.is_empty() {
                WeightingError::MissingValue { margin: margin(), row: *row }
            } else {
                WeightingError::NoTarget { margin: margin(), category: value.clone() }
            });
        }
        let mut sampled = vec![false; self.categories.len()];
        for (code, weight) in self.codes.iter().zip(weights) {
            if let (Some(code), true) = (code, *weight > 0.0) {
                sampled[*code as usize] = true;
            }
        }
        match sampled.iter().position(|sampled| !sampled) {
            Some(index) => Err(WeightingError::NoSample { margin: margin(), category: self.categories[index].clone() }),
            None => Ok(()),
        }
    }
}

/// Refuses margins that the sample cannot meet or that contradict one another.
///
/// # Errors
/// [`WeightingError`], naming the margin and the category. Totals may differ by a millionth, which is rounding.
pub(super) fn check_margins(weights: &[f64], margins: &[Margin]) -> Result<(), WeightingError> {
    let bad = |weight: &f64| !weight.is_finite() || *weight < 0.0;
    if weights.iter().any(bad) || weights.iter().all(|weight| *weight <= 0.0) {
        return Err(WeightingError::BadWeights);
    }
    let first = margins.first().ok_or(WeightingError::NoMargins)?;
    for margin in margins {
        margin.check(weights)?;
        if (margin.total() - first.total()).abs() > 1e-6 * first.total() {
            return Err(WeightingError::TotalsDiffer {
                first: first.name.clone(),
                first_total: first.total(),
                second: margin.name.clone(),
                second_total: margin.total(),
            });
        }
    }
    Ok(())
}
