//! How well the items of a scale agree: Cronbach's alpha and what goes with it.
//!
//! Alpha is not evidence of one dimension. It needs two items, and about a hundred complete rows to mean much.

use super::quantile::f_quantile;
use super::share::{Level, RealInterval};
use super::undefined::{Defined, Undefined};

/// Rows complete on all items of a scale, reversed items recoded.
#[derive(Clone, Debug)]
pub struct Scale {
    /// One column of equal length per item.
    items: Vec<Vec<f64>>,
}

impl Scale {
    /// The scale from item columns; rows with a missing value on any item are left out (listwise).
    ///
    /// `reversed[j]` recodes item j as `highest` + 1 − x for a scale from 1 to `highest`.
    ///
    /// # Errors
    /// [`Undefined::LengthMismatch`] when columns differ in length; [`Undefined::OutOfRange`] when a value is not
    /// finite; [`Undefined::TooFewItems`] without any item.
    pub fn new(items: &[Vec<Option<f64>>], reversed: &[bool], highest: f64) -> Defined<Self> {
        let first = items.first().ok_or(Undefined::TooFewItems)?;
        if reversed.len() != items.len() || items.iter().any(|item| item.len() != first.len()) {
            return Err(Undefined::LengthMismatch);
        }
        if items.iter().flatten().flatten().any(|value| !value.is_finite()) {
            return Err(Undefined::OutOfRange);
        }
        let complete: Vec<usize> = (0..first.len()).filter(|&row| items.iter().all(|item| item[row].is_some())).collect();
        let column = |(item, reversed): (&Vec<Option<f64>>, &bool)| {
            let recoded = |value: f64| {
                if *reversed { highest + 1.0 - value } else { value }
            };
            complete.iter().filter_map(|&row| item[row]).map(recoded).collect()
        };
        Ok(Self { items: items.iter().zip(reversed).map(column).collect() })
    }

    /// The number of complete rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.items.first().map_or(0, Vec::len)
    }

    /// Cronbach's alpha: k/(k−1) (1 − Σ `var_j` / `var_total`) (Cronbach 1951). At most 1; negative when items disagree.
    ///
    /// # Errors
    /// [`Undefined::TooFewItems`] below two items; [`Undefined::NoAnswers`] below two rows;
    /// [`Undefined::NoVariation`] when the total does not vary.
    pub fn alpha(&self) -> Defined<f64> {
        alpha_from(&self.covariances()?)
    }

    /// Alpha as if all items had equal variance: from the mean correlation r̄, k r̄ / (1 + (k−1) r̄).
    ///
    /// # Errors
    /// As [`Self::mean_correlation`].
    pub fn standardised_alpha(&self) -> Defined<f64> {
        let k = self.items.len() as f64;
        let r = self.mean_correlation()?;
        Ok(k * r / (1.0 + (k - 1.0) * r))
    }

    /// The mean correlation between different items.
    ///
    /// # Errors
    /// As [`Self::alpha`]; [`Undefined::NoVariation`] when an item is constant.
    pub fn mean_correlation(&self) -> Defined<f64> {
        let covariances = self.covariances()?;
        let k = covariances.len();
        if (0..k).any(|j| covariances[j][j] <= 0.0) {
            return Err(Undefined::NoVariation);
        }
        let pairs = (0..k).flat_map(|i| (0..i).map(move |j| (i, j)));
        let correlation = |(i, j): (usize, usize)| covariances[i][j] / (covariances[i][i] * covariances[j][j]).sqrt();
        Ok(pairs.map(correlation).sum::<f64>() / (k * (k - 1) / 2) as f64)
    }

    /// Alpha of the scale without each item in turn.
    ///
    /// # Errors
    /// [`Undefined::TooFewItems`] below three items. Each entry has its own reason.
    pub fn alpha_if_dropped(&self) -> Defined<Vec<Defined<f64>>> {
        if self.items.len() < 3 {
            return Err(Undefined::TooFewItems);
        }
        let without = |dropped: usize| {
            let kept = self.items.iter().enumerate().filter(|(j, _)| *j != dropped);
            Self { items: kept.map(|(_, item)| item.clone()).collect() }.alpha()
        };
        Ok((0..self.items.len()).map(without).collect())
    }

    /// The correlation of each item with the sum of the others.
    ///
    /// # Errors
    /// As [`Self::alpha`]. Each entry has its own reason, [`Undefined::NoVariation`] for a constant item.
    pub fn item_rest_correlations(&self) -> Defined<Vec<Defined<f64>>> {
        let covariances = self.covariances()?;
        let k = covariances.len();
        let correlation = |j: usize| {
            let rest: f64 = (0..k).filter(|i| *i != j).map(|i| covariances[i][j]).sum();
            let others = || (0..k).filter(|i| *i != j);
            let rest_variance: f64 = others().flat_map(|a| others().map(move |b| (a, b))).map(|(a, b)| covariances[a][b]).sum();
            let scale = covariances[j][j] * rest_variance;
            if scale > 0.0 { Ok(rest / scale.sqrt()) } else { Err(Undefined::NoVariation) }
        };
        Ok((0..k).map(correlation).collect())
    }

    /// Feldt's interval for alpha (Feldt 1965): 1 − (1−α) F at both tails, with n−1 and (n−1)(k−1) degrees.
    ///
    /// # Errors
    /// As [`Self::alpha`].
    pub fn feldt_interval(&self, level: Level) -> Defined<RealInterval> {
        let rest = 1.0 - self.alpha()?;
        let df1 = self.rows() as f64 - 1.0;
        let df2 = df1 * (self.items.len() as f64 - 1.0);
        Ok(RealInterval {
            lower: 1.0 - rest * f_quantile(1.0 - level.tail(), df1, df2)?,
            upper: 1.0 - rest * f_quantile(level.tail(), df1, df2)?,
        })
    }

    fn covariances(&self) -> Defined<Vec<Vec<f64>>> {
        if self.items.len() < 2 {
            return Err(Undefined::TooFewItems);
        }
        match self.rows() {
            0 => return Err(Undefined::NoAnswers),
            1 => return Err(Undefined::OneAnswer),
            _ => {}
        }
        let centred: Vec<Vec<f64>> = self.items.iter().map(|item| centre(item)).collect();
        let n = self.rows() as f64;
        let covariance = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / (n - 1.0);
        let row = |a: &Vec<f64>| centred.iter().map(|b| covariance(a, b)).collect();
        Ok(centred.iter().map(row).collect())
    }
}

/// Alpha from a matrix of covariances of items.
///
/// # Errors
/// [`Undefined::TooFewItems`] below two items; [`Undefined::NoVariation`] when the total does not vary.
pub fn alpha_from(covariances: &[Vec<f64>]) -> Defined<f64> {
    let k = covariances.len();
    if k < 2 {
        return Err(Undefined::TooFewItems);
    }
    let total: f64 = covariances.iter().flatten().sum();
    let own: f64 = (0..k).map(|j| covariances[j][j]).sum();
    // A total that varies by rounding errors only does not vary.
    if total.is_nan() || total <= 1e-12 * own || total <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    Ok(k as f64 / (k as f64 - 1.0) * (1.0 - own / total))
}

fn centre(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| value - mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[u8]) -> Vec<Option<f64>> {
        values.iter().map(|value| (*value > 0).then_some(f64::from(*value))).collect()
    }

    fn scale(items: &[&[u8]]) -> Scale {
        let items: Vec<_> = items.iter().map(|item| column(item)).collect();
        Scale::new(&items, &vec![false; items.len()], 5.0).unwrap()
    }

    #[test]
    fn items_that_agree_perfectly_have_alpha_one() {
        let twice = scale(&[&[1, 2, 3, 5], &[1, 2, 3, 5]]);
        assert!((twice.alpha().unwrap() - 1.0).abs() < 1e-12);
        assert!((twice.item_rest_correlations().unwrap()[0].unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn reversing_mends_an_opposite_item_and_blanks_leave_listwise() {
        let items = [column(&[1, 2, 3, 5, 0]), column(&[5, 4, 3, 1, 3])];
        let reversed = Scale::new(&items, &[false, true], 5.0).unwrap();
        assert_eq!(reversed.rows(), 4);
        assert!((reversed.alpha().unwrap() - 1.0).abs() < 1e-12);
        let opposite = Scale::new(&items, &[false, false], 5.0).unwrap();
        assert_eq!(opposite.alpha(), Err(Undefined::NoVariation));
    }

    #[test]
    fn undefined_scales_say_why() {
        assert_eq!(scale(&[&[1, 2, 3]]).alpha(), Err(Undefined::TooFewItems));
        assert_eq!(scale(&[&[3, 3, 3], &[3, 3, 3]]).alpha(), Err(Undefined::NoVariation));
        assert_eq!(scale(&[&[3], &[4]]).alpha(), Err(Undefined::OneAnswer));
        let constant = scale(&[&[1, 2, 4], &[2, 2, 5], &[3, 3, 3]]);
        assert!(constant.alpha().is_ok());
        assert_eq!(constant.item_rest_correlations().unwrap()[2], Err(Undefined::NoVariation));
        assert_eq!(scale(&[&[1, 2], &[2, 1]]).alpha_if_dropped(), Err(Undefined::TooFewItems));
    }
}
