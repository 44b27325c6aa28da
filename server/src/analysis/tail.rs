//! Tail probabilities: the p-values of the engine.

use statrs::function::gamma::{checked_gamma_ur, ln_gamma};

use super::beta_distribution::{beta_cdf, beta_sf};
use super::undefined::{Defined, Undefined};

/// P(χ² > `statistic`) with `df` degrees of freedom, by the upper incomplete gamma function.
///
/// # Errors
/// [`Undefined::OutOfRange`] for a negative or undefined statistic or df ≤ 0.
pub fn chi_square_sf(statistic: f64, df: f64) -> Defined<f64> {
    if statistic.is_nan() || statistic < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    if statistic == 0.0 {
        return Ok(1.0);
    }
    if statistic.is_infinite() {
        return Ok(0.0);
    }
    checked_gamma_ur(df / 2.0, statistic / 2.0).map_err(|_| Undefined::OutOfRange)
}

/// P(|Z| > |`z`|) of the standard normal.
///
/// Through the chi-square tail, because the normal cdf of statrs 0.19.1 has only ten digits.
///
/// # Errors
/// [`Undefined::OutOfRange`] when z is not a number.
pub fn normal_two_sided(z: f64) -> Defined<f64> {
    chi_square_sf(z * z, 1.0)
}

/// P(Z > `z`) of the standard normal.
///
/// # Errors
/// [`Undefined::OutOfRange`] when z is not a number.
pub fn normal_sf(z: f64) -> Defined<f64> {
    let half = normal_two_sided(z)? / 2.0;
    Ok(if z < 0.0 { 1.0 - half } else { half })
}

/// P(|T| > |`t`|) of Student's t with `df` degrees of freedom.
///
/// # Errors
/// [`Undefined::NoDegreesOfFreedom`] unless df is positive; [`Undefined::OutOfRange`] when t is not a number.
pub fn student_t_two_sided(t: f64, df: f64) -> Defined<f64> {
    if df.is_nan() || df <= 0.0 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    if t.is_nan() {
        return Err(Undefined::OutOfRange);
    }
    // For small t the upper tail is computed on the argument that keeps its digits.
    let square = t * t;
    if square < df { beta_sf(square / (df + square), 0.5, df / 2.0) } else { beta_cdf(df / (df + square), df / 2.0, 0.5) }
}

/// P(F > `statistic`) with `df1` and `df2` degrees of freedom, which need not be whole.
///
/// # Errors
/// [`Undefined::OutOfRange`] for a negative or undefined statistic or degrees that are not positive.
pub fn f_sf(statistic: f64, df1: f64, df2: f64) -> Defined<f64> {
    if statistic.is_nan() || statistic < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    beta_cdf(df2 / (df2 + df1 * statistic), df2 / 2.0, df1 / 2.0)
}

/// P(X ≥ `k`) of a binomial with `n` trials of probability `p`.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless k ≤ n and p is within [0, 1].
pub fn binomial_at_least(k: u64, n: u64, p: f64) -> Defined<f64> {
    if k > n || !(0.0..=1.0).contains(&p) {
        return Err(Undefined::OutOfRange);
    }
    if k == 0 {
        return Ok(1.0);
    }
    beta_cdf(p, k as f64, (n - k + 1) as f64)
}

/// P(X ≤ `k`) of a binomial with `n` trials of probability `p`.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless k ≤ n and p is within [0, 1].
pub fn binomial_at_most(k: u64, n: u64, p: f64) -> Defined<f64> {
    if k > n || !(0.0..=1.0).contains(&p) {
        return Err(Undefined::OutOfRange);
    }
    if k == n {
        return Ok(1.0);
    }
    beta_sf(p, (k + 1) as f64, (n - k) as f64)
}

/// Fisher's exact two-sided p-value of the table `k1` of `n1` against `k2` of `n2`.
///
/// The sum of the probabilities of all tables with the same margins that are no more probable than the one seen.
///
/// # Errors
/// [`Undefined::OutOfRange`] when more are satisfied than answered.
pub fn fisher_two_sided(k1: u64, n1: u64, k2: u64, n2: u64) -> Defined<f64> {
    if k1 > n1 || k2 > n2 {
        return Err(Undefined::OutOfRange);
    }
    let satisfied = k1 + k2;
    let ln_choose = |n: u64, k: u64| {
        let ln_factorial = |m: u64| ln_gamma(m as f64 + 1.0);
        ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
    };
    let base = ln_choose(n1 + n2, satisfied);
    let ln_probability = |a: u64| ln_choose(n1, a) + ln_choose(n2, satisfied - a) - base;
    let seen = ln_probability(k1);
    let (least, most) = (satisfied.saturating_sub(n2), satisfied.min(n1));
    // Equal probabilities differ in their last digits when computed, hence the slack.
    let as_extreme = (least..=most).map(ln_probability).filter(|ln_p| *ln_p <= seen + 1e-7);
    Ok(as_extreme.map(f64::exp).sum::<f64>().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64, relative: f64) {
        assert!((found - wanted).abs() <= relative * wanted.abs(), "{found} instead of {wanted}");
    }

    #[test]
    fn tails_of_the_tables() {
        close(normal_two_sided(1.959_963_984_540_054).unwrap(), 0.05, 1e-13);
        close(normal_sf(-1.644_853_626_951_472_7).unwrap(), 0.95, 1e-13);
        close(normal_sf(8.0).unwrap(), 6.220_960_574_271_784e-16, 1e-11);
        close(chi_square_sf(5.991_464_547_107_979, 2.0).unwrap(), 0.05, 1e-13);
        close(student_t_two_sided(12.706_204_736_174_69, 1.0).unwrap(), 0.05, 1e-12);
        close(student_t_two_sided(0.1, 1e6).unwrap(), 0.920_344_3, 1e-6);
        assert_eq!(student_t_two_sided(0.0, 3.0), Ok(1.0));
        assert_eq!(chi_square_sf(0.0, 3.0), Ok(1.0));
    }

    #[test]
    fn binomial_tails_meet() {
        close(binomial_at_least(24, 30, 0.8).unwrap(), 0.606_969_919_725_740_4, 1e-12);
        let sum = binomial_at_least(5, 9, 0.3).unwrap() + binomial_at_most(4, 9, 0.3).unwrap();
        close(sum, 1.0, 1e-14);
        assert_eq!(binomial_at_least(0, 9, 0.3), Ok(1.0));
        assert_eq!(binomial_at_most(9, 9, 0.3), Ok(1.0));
        assert_eq!(binomial_at_least(3, 2, 0.3), Err(Undefined::OutOfRange));
    }

    #[test]
    fn fisher_counts_tables_as_probable_as_the_one_seen() {
        close(fisher_two_sided(6, 7, 2, 7).unwrap(), 0.102_564_102_564_102_56, 1e-10);
        assert_eq!(fisher_two_sided(0, 10, 0, 20).map(f64::round), Ok(1.0));
    }
}
