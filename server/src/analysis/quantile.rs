//! Quantiles of the normal, Student's t and F distributions, with the places repaired where statrs 0.19.1 is wrong.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::beta_distribution::beta_quantile_pair;
use super::undefined::{Defined, Undefined};

/// The largest number of degrees of freedom at which statrs' t quantile is used.
///
/// It is accurate to 3·10⁻¹² there, wrong by 3·10⁻⁴ at 10⁶ and by 16 % at 10⁷ (measured against scipy).
const STATRS_T_LIMIT: f64 = 1000.0;

/// The standard normal quantile z with P(Z ≤ z) = `probability`.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the probability is strictly between 0 and 1.
pub fn normal_quantile(probability: f64) -> Defined<f64> {
    if inside(probability) { Ok(Normal::standard().inverse_cdf(probability)) } else { Err(Undefined::OutOfRange) }
}

/// The quantile of Student's t with `df` degrees of freedom, which need not be whole.
///
/// Up to 1000 degrees of freedom by statrs, above by the Cornish–Fisher expansion around the normal quantile
/// (Abramowitz and Stegun 26.7.5), whose error is below 3·10⁻¹⁴ there.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the probability is strictly between 0 and 1;
/// [`Undefined::NoDegreesOfFreedom`] unless `df` is at least 1.
pub fn student_t_quantile(probability: f64, df: f64) -> Defined<f64> {
    if !inside(probability) {
        return Err(Undefined::OutOfRange);
    }
    if df.is_nan() || df < 1.0 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    // The upper tail is the mirror image of the lower; working on the lower one keeps them exact opposites.
    if probability > 0.5 {
        return student_t_quantile(1.0 - probability, df).map(|t| -t);
    }
    if df > STATRS_T_LIMIT {
        return normal_quantile(probability).map(|z| cornish_fisher(z, df));
    }
    let t = StudentsT::new(0.0, 1.0, df).map_err(|_| Undefined::OutOfRange)?;
    Ok(t.inverse_cdf(probability))
}

/// The quantile of the F distribution with `df1` and `df2` degrees of freedom.
///
/// By the beta distribution: F = (df2 / df1) · x / (1 − x) with x from Beta(df1 / 2, df2 / 2).
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the probability is strictly between 0 and 1 and both degrees are positive.
pub fn f_quantile(probability: f64, df1: f64, df2: f64) -> Defined<f64> {
    let (x, complement) = beta_quantile_pair(probability, df1 / 2.0, df2 / 2.0)?;
    if complement > 0.0 { Ok(df2 / df1 * x / complement) } else { Err(Undefined::OutOfRange) }
}

fn inside(probability: f64) -> bool {
    probability > 0.0 && probability < 1.0
}

fn cornish_fisher(z: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return z;
    }
    let s = z * z;
    let first = z * (s + 1.0) / 4.0;
    let second = z * ((5.0 * s + 16.0) * s + 3.0) / 96.0;
    let third = z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
    let fourth = z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92160.0;
    z + (first + (second + (third + fourth / df) / df) / df) / df
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64, relative: f64) {
        assert!((found - wanted).abs() <= relative * wanted.abs(), "{found} instead of {wanted}");
    }

    #[test]
    fn normal_quantiles_of_the_tables() {
        close(normal_quantile(0.975).unwrap(), 1.959_963_984_540_054, 1e-15);
        close(normal_quantile(0.95).unwrap(), 1.644_853_626_951_472_7, 1e-15);
        assert_eq!(normal_quantile(0.0), Err(Undefined::OutOfRange));
        assert_eq!(normal_quantile(f64::NAN), Err(Undefined::OutOfRange));
    }

    #[test]
    fn t_quantiles_are_right_on_both_sides_of_the_repair() {
        // Values of R's qt.
        close(student_t_quantile(0.975, 1.0).unwrap(), 12.706_204_736_174_7, 1e-11);
        close(student_t_quantile(0.975, 128.0).unwrap(), 1.978_670_849_837_822, 1e-11);
        close(student_t_quantile(0.975, 1e3).unwrap(), 1.962_339_080_826_408, 1e-11);
        close(student_t_quantile(0.975, 4808.0).unwrap(), 1.960_457_507_498_252, 1e-14);
        close(student_t_quantile(0.95, 1e6).unwrap(), 1.644_855_150_722_039, 1e-14);
        close(student_t_quantile(0.95, 1e7).unwrap(), 1.644_853_779_328_401, 1e-14);
        close(student_t_quantile(0.95, f64::INFINITY).unwrap(), 1.644_853_626_951_472_7, 1e-15);
    }

    #[test]
    fn t_quantiles_join_at_the_limit_and_fall_with_df() {
        let below = student_t_quantile(0.975, 1000.0).unwrap();
        let expansion = cornish_fisher(normal_quantile(0.975).unwrap(), 1000.0);
        close(below, expansion, 1e-11);
        let mut last = f64::INFINITY;
        for df in [1.0, 2.0, 5.0, 30.0, 999.0, 1001.0, 1e4, 1e5, 1e6, 1e7, 1e9] {
            let t = student_t_quantile(0.975, df).unwrap();
            assert!(t < last);
            last = t;
        }
    }

    #[test]
    fn tails_mirror_each_other_and_no_df_is_refused() {
        let upper = student_t_quantile(0.95, 7.0).unwrap();
        let lower = student_t_quantile(1.0 - 0.95, 7.0).unwrap();
        close(upper, -lower, 1e-15);
        assert_eq!(student_t_quantile(0.5, 3.0).map(f64::abs), Ok(0.0));
        assert_eq!(student_t_quantile(0.975, 0.0), Err(Undefined::NoDegreesOfFreedom));
        assert_eq!(student_t_quantile(0.975, 0.99), Err(Undefined::NoDegreesOfFreedom));
        assert_eq!(student_t_quantile(1.0, 5.0), Err(Undefined::OutOfRange));
    }

    #[test]
    fn f_quantile_is_the_square_of_t() {
        let t = student_t_quantile(0.975, 12.0).unwrap();
        close(f_quantile(0.95, 1.0, 12.0).unwrap(), t * t, 1e-11);
    }
}
