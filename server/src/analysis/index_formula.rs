//! The index of a questionnaire version: one figure from many items, by the formula the version declares.
//!
//! Every formula is a smooth function of weighted totals over respondents, so that its standard error comes from the
//! design like that of a share: a person's items are clustered in the person. Every output names the formula.

use serde::{Deserialize, Serialize};

use super::design::SampleDesign;
use super::linearised::{Linearised, linearise};
use super::measure::Ratio;
use super::undefined::{Defined, Undefined};

/// How items become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// All satisfied answers over all answers, 0 to 1.
    PooledTopTwoBox,
    /// The mean of the items' shares, 0 to 1.
    MeanOfItemShares,
    /// The weighted mean of the factors' pooled shares, 0 to 1.
    WeightedFactors,
    /// The mean score of all answers, moved from 1–5 to 0–100.
    MeanScore,
}

/// The answers to one item, row by row; anything but 1 to 5 is outside the denominator.
pub type Item = Vec<Option<u8>>;

/// Items that belong together, with their weight in [`Formula::WeightedFactors`].
#[derive(Clone, Debug)]
pub struct Factor {
    /// The items.
    pub items: Vec<Item>,
    /// The weight, positive; only ratios between weights matter.
    pub weight: f64,
}

/// The index over the rows that `include` accepts, with its linearised values.
///
/// # Errors
/// [`Undefined::TooFewItems`] without items; [`Undefined::OutOfRange`] when a factor's weight is not positive;
/// [`Undefined::NoAnswers`] when nobody answered (any item, for the formulas that average items or factors);
/// [`Undefined::LengthMismatch`] when an item has another number of rows.
pub fn index(
    design: &SampleDesign,
    factors: &[Factor],
    formula: Formula,
    include: impl Fn(usize) -> bool,
) -> Defined<Linearised> {
    let items: Vec<&Item> = factors.iter().flat_map(|factor| &factor.items).collect();
    if items.is_empty() {
        return Err(Undefined::TooFewItems);
    }
    if items.iter().any(|item| item.len() != design.rows()) {
        return Err(Undefined::LengthMismatch);
    }
    let pooled = |items: &[&Item], score: fn(u8) -> f64| -> Defined<Linearised> {
        linearise(design, &pool(items, design.rows(), score)?, &include)
    };
    match formula {
        Formula::PooledTopTwoBox => pooled(&items, top_two),
        Formula::MeanScore => pooled(&items, |score| (f64::from(score) - 1.0) * 25.0),
        Formula::MeanOfItemShares => {
            let shares = items.iter().map(|item| pooled(&[item], top_two)).collect::<Defined<Vec<_>>>()?;
            let factor = 1.0 / shares.len() as f64;
            Linearised::combined(&shares, &vec![factor; shares.len()])
        }
        Formula::WeightedFactors => {
            let total: f64 = factors.iter().map(|factor| factor.weight).sum();
            let fits = |factor: &Factor| factor.weight > 0.0 && factor.weight.is_finite();
            if !factors.iter().all(fits) {
                return Err(Undefined::OutOfRange);
            }
            let share = |factor: &Factor| pooled(&factor.items.iter().collect::<Vec<_>>(), top_two);
            let shares = factors.iter().map(share).collect::<Defined<Vec<_>>>()?;
            let weights: Vec<f64> = factors.iter().map(|factor| factor.weight / total).collect();
            Linearised::combined(&shares, &weights)
        }
    }
}

fn top_two(score: u8) -> f64 {
    if score >= 4 { 1.0 } else { 0.0 }
}

/// The sum of scores and the number of answers of each row over several items.
///
/// # Errors
/// As [`Ratio::new`].
fn pool(items: &[&Item], rows: usize, score: fn(u8) -> f64) -> Defined<Ratio> {
    let row = |row: usize| {
        let valid = || items.iter().filter_map(|item| item[row]).filter(|score| (1..=5).contains(score));
        let answers = valid().count();
        (answers > 0).then(|| (valid().map(score).sum(), answers as f64))
    };
    Ratio::new((0..rows).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factors() -> Vec<Factor> {
        let item = |scores: &[u8]| -> Item { scores.iter().map(|s| (*s > 0).then_some(*s)).collect() };
        vec![
            Factor { items: vec![item(&[5, 1, 4, 2]), item(&[4, 9, 0, 1])], weight: 3.0 },
            Factor { items: vec![item(&[5, 5, 5, 1])], weight: 1.0 },
        ]
    }

    fn value(formula: Formula) -> f64 {
        let design = SampleDesign::unstructured(&[1.0; 4]).unwrap();
        index(&design, &factors(), formula, |_| true).unwrap().value
    }

    #[test]
    fn formulas_differ_as_they_say() {
        // Satisfied of answered: 2 of 4, 1 of 2, 3 of 4.
        assert!((value(Formula::PooledTopTwoBox) - 6.0 / 10.0).abs() < 1e-15);
        assert!((value(Formula::MeanOfItemShares) - (0.5 + 0.5 + 0.75) / 3.0).abs() < 1e-15);
        assert!((value(Formula::WeightedFactors) - (3.0 * 0.5 + 0.75) / 4.0).abs() < 1e-15);
        // Scores 5 1 4 2, 4 1, 5 5 5 1: 33 over 10 answers.
        assert!((value(Formula::MeanScore) - (3.3 - 1.0) * 25.0).abs() < 1e-12);
    }

    #[test]
    fn standard_errors_exist_for_each_and_empty_items_are_refused() {
        let design = SampleDesign::unstructured(&[1.0; 4]).unwrap();
        for formula in [Formula::PooledTopTwoBox, Formula::MeanOfItemShares, Formula::WeightedFactors, Formula::MeanScore] {
            let found = index(&design, &factors(), formula, |_| true).unwrap();
            assert!(design.variance_of_total(&found.z).unwrap() > 0.0);
        }
        let nobody = vec![Factor { items: vec![vec![Some(9); 4]], weight: 1.0 }];
        let found = index(&design, &nobody, Formula::PooledTopTwoBox, |_| true);
        assert!(matches!(found, Err(Undefined::NoAnswers)));
        assert!(matches!(index(&design, &[], Formula::MeanScore, |_| true), Err(Undefined::TooFewItems)));
    }
}
