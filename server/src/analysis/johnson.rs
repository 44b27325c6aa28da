//! Johnson's relative weights: importance for scales too long for all subsets (Johnson 2000).

use nalgebra::DMatrix;

use super::regression::DriverData;
use super::undefined::Defined;

/// The relative weight of each item; the weights sum to R².
///
/// Items are replaced by the orthogonal variables closest to them, whose contributions are carried back.
///
/// # Errors
/// [`super::undefined::Undefined::NoVariation`] when an item or the outcome is constant.
pub fn relative_weights(data: &DriverData) -> Defined<Vec<f64>> {
    let (among, with_outcome) = data.correlations()?;
    let eigen = among.symmetric_eigen();
    let rotated = |scale: &dyn Fn(f64) -> f64| {
        let diagonal = DMatrix::from_diagonal(&eigen.eigenvalues.map(scale));
        &eigen.eigenvectors * diagonal * eigen.eigenvectors.transpose()
    };
    // Directions without variance, left by items that repeat one another, explain nothing.
    let root = rotated(&|value| value.max(0.0).sqrt());
    let inverse_root = rotated(&|value| {
        if value > 1e-10 { 1.0 / value.sqrt() } else { 0.0 }
    });
    let slopes = inverse_root * with_outcome;
    let weight = |item: usize| {
        let terms = (0..slopes.len()).map(|k| (root[(item, k)] * slopes[k]).powi(2));
        terms.sum()
    };
    Ok((0..data.items()).map(weight).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lmg::importance;

    #[test]
    fn weights_sum_to_the_explained_share_and_twins_are_equal() {
        let x = vec![1.0, 2.0, 3.0, 4.0, 6.0, 5.0];
        let z = vec![0.0, 1.0, 0.0, 1.0, 1.0, 0.0];
        let y = [1.0, 2.0, 2.0, 4.0, 5.0, 3.0];
        for items in [vec![x.clone(), z.clone()], vec![x.clone(), x, z]] {
            let data = DriverData::new(&y, &items, None).unwrap();
            let weights = relative_weights(&data).unwrap();
            assert!((weights.iter().sum::<f64>() - importance(&data).unwrap().r2).abs() < 1e-10);
            if weights.len() == 3 {
                assert!((weights[0] - weights[1]).abs() < 1e-10);
            }
        }
    }
}
