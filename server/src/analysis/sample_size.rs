//! How many people to ask: for a margin of error, for a verdict, for a comparison.

use super::proportion::exact_interval;
use super::quantile::normal_quantile;
use super::share::{Level, Share};
use super::tail::{binomial_at_least, normal_sf};
use super::undefined::{Defined, Undefined};
use super::verdict::Target;

/// What a survey must achieve and under which conditions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionPlan {
    /// The share expected; one half is the safe assumption.
    pub share: Share,
    /// Half the width of the interval wanted, as a share.
    pub margin: f64,
    /// The level of the interval.
    pub level: Level,
    /// The size of the population, where it is small enough to matter.
    pub population: Option<u64>,
    /// The design effect expected; 1 for a simple random sample.
    pub deff: f64,
    /// The share of those invited who will answer.
    pub response_rate: f64,
}

/// The steps from a formula to a number of invitations. Rounded up once, at the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionSize {
    /// z² p(1−p)/e².
    pub simple: f64,
    /// After the finite population correction: n₀ / (1 + (n₀−1)/N).
    pub corrected: f64,
    /// Times the design effect, not more than the population.
    pub designed: f64,
    /// Divided by the response rate and rounded up.
    pub to_invite: u64,
}

/// The sample size for a margin of error (Cochran 1977).
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the margin is positive, the response rate within (0, 1], the design effect
/// positive and the population not empty.
pub fn size_for_precision(plan: &PrecisionPlan) -> Defined<PrecisionSize> {
    let positive = |value: f64| value > 0.0 && value.is_finite();
    let rate_fits = plan.response_rate > 0.0 && plan.response_rate <= 1.0;
    if !positive(plan.margin) || !positive(plan.deff) || !rate_fits || plan.population == Some(0) {
        return Err(Undefined::OutOfRange);
    }
    let z = normal_quantile(1.0 - plan.level.tail())?;
    let p = plan.share.get();
    let simple = z * z * p * (1.0 - p) / (plan.margin * plan.margin);
    let (corrected, most) = match plan.population {
        Some(size) => (simple / (1.0 + (simple - 1.0) / size as f64), size as f64),
        None => (simple, f64::INFINITY),
    };
    let designed = (corrected * plan.deff).min(most);
    Ok(PrecisionSize { simple, corrected, designed, to_invite: rounded_up(designed / plan.response_rate)? })
}

/// The old rule n = N / (1 + N e²), shown for comparison only: it knows neither design effect nor response rate.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless e is positive.
pub fn yamane(population: u64, e: f64) -> Defined<f64> {
    if !e.is_finite() || e <= 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let population = population as f64;
    Ok(population / (1.0 + population * e * e))
}

/// The number of answers per group that detects the difference of two shares with the given power (score test).
///
/// `((z_α √(2 p̄(1−p̄)) + z_power √(p₁(1−p₁) + p₂(1−p₂))) / (p₁−p₂))²`, as R's `power.prop.test`.
///
/// # Errors
/// [`Undefined::OutOfRange`] when the shares are equal or power or α are not strictly between 0 and 1.
pub fn size_for_difference(p1: Share, p2: Share, power: f64, alpha: f64) -> Defined<f64> {
    let (p1, p2) = (p1.get(), p2.get());
    if (p1 - p2).abs() <= 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let spread = |p: f64| p * (1.0 - p);
    let critical = normal_quantile(1.0 - alpha / 2.0)?;
    let reserve = normal_quantile(power)?;
    let null = (2.0 * spread(f64::midpoint(p1, p2))).sqrt();
    let alternative = (spread(p1) + spread(p2)).sqrt();
    Ok(((critical * null + reserve * alternative) / (p1 - p2)).powi(2))
}

/// The same by the arcsine transformation, whose variance does not depend on the share; both tails are counted.
///
/// # Errors
/// As [`size_for_difference`]; [`Undefined::OutOfRange`] when the power is not above α.
pub fn size_for_difference_arcsine(p1: Share, p2: Share, power: f64, alpha: f64) -> Defined<f64> {
    let arcsine = |p: Share| 2.0 * p.get().sqrt().asin();
    let effect = (arcsine(p1) - arcsine(p2)).abs();
    let critical = normal_quantile(1.0 - alpha / 2.0)?;
    if effect <= 0.0 || power <= alpha || power >= 1.0 {
        return Err(Undefined::OutOfRange);
    }
    let power_of = |n: f64| -> Defined<f64> {
        let shift = effect * (n / 2.0).sqrt();
        Ok(normal_sf(critical - shift)? + normal_sf(critical + shift)?)
    };
    // The one-tailed size is an upper bound, because the other tail adds power.
    let reserve = normal_quantile(power)?;
    let mut high = 2.0 * ((critical + reserve.max(0.0)) / effect).powi(2) + 1.0;
    let mut low = 0.0;
    while high - low > 1e-13 * high {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if power_of(middle)? < power {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(f64::midpoint(low, high))
}

/// The chance that a simple random sample of n calls a target met (Clopper–Pearson, one-sided 95 %), when the true
/// share is `truth`.
///
/// # Errors
/// [`Undefined::NoAnswers`] when n = 0.
pub fn power_to_meet(target: Target, truth: Share, n: u64) -> Defined<f64> {
    match fewest_to_meet(target, n)? {
        Some(k) => binomial_at_least(k, n, truth.get()),
        None => Ok(0.0),
    }
}

/// The fewest satisfied answers among n that call the target met; `None` when not even all of them do.
fn fewest_to_meet(target: Target, n: u64) -> Defined<Option<u64>> {
    if n == 0 {
        return Err(Undefined::NoAnswers);
    }
    let meets = |k: u64| -> Defined<bool> {
        let share = Share::new(k as f64 / n as f64)?;
        Ok(target.is_reached_by(exact_interval(share, n as f64, Level::P90)?.lower()))
    };
    if !meets(n)? {
        return Ok(None);
    }
    // The lower bound rises with k, so the first that meets is found by halving.
    let (mut misses, mut enough) = (0, n);
    if meets(0)? {
        return Ok(Some(0));
    }
    while enough - misses > 1 {
        let middle = u64::midpoint(misses, enough);
        if meets(middle)? {
            enough = middle;
        } else {
            misses = middle;
        }
    }
    Ok(Some(enough))
}

/// The smallest simple random sample from which on the target is called met with the given power.
///
/// Power rises in a saw-tooth because counts are whole: the size is such that no larger one falls below the power
/// again. Multiply it by the design effect for a survey.
///
/// # Errors
/// [`Undefined::OutOfRange`] unless the truth is above the target, both are below 1, and the power strictly between
/// 0 and 1; or when more than a hundred thousand answers were needed.
pub fn size_to_meet(target: Target, truth: Share, power: f64) -> Defined<u64> {
    const MOST: u64 = 100_000;
    let fits = power > 0.0 && power < 1.0 && truth > target.share() && truth < Share::ONE;
    if !fits {
        return Err(Undefined::OutOfRange);
    }
    // A large-sample size tells how far the saw-tooth must be followed.
    let rough = size_by_normal(target.share(), truth, power)?;
    let limit = 2.0 * rough + 200.0;
    if limit > MOST as f64 {
        return Err(Undefined::OutOfRange);
    }
    let mut size = rounded_up(limit)?;
    while size > 1 && power_to_meet(target, truth, size - 1)? >= power {
        size -= 1;
    }
    Ok(size)
}

fn size_by_normal(target: Share, truth: Share, power: f64) -> Defined<f64> {
    let (t, p) = (target.get(), truth.get());
    let spread = |p: f64| (p * (1.0 - p)).sqrt();
    let critical = normal_quantile(1.0 - Level::P90.tail())?;
    let reserve = normal_quantile(power)?.max(0.0);
    Ok(((critical * spread(t) + reserve * spread(p)) / (p - t)).powi(2))
}

/// A positive number rounded up to a whole one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is checked to be a whole number within range"
)]
fn rounded_up(value: f64) -> Defined<u64> {
    let up = value.ceil();
    if (0.0..=9e15).contains(&up) { Ok(up as u64) } else { Err(Undefined::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(value: f64) -> Share {
        Share::new(value).unwrap()
    }

    #[test]
    fn the_classical_385() {
        let plan =
            PrecisionPlan { share: share(0.5), margin: 0.05, level: Level::P95, population: None, deff: 1.0, response_rate: 1.0 };
        assert_eq!(size_for_precision(&plan).unwrap().to_invite, 385);
        let small = PrecisionPlan { population: Some(50), deff: 3.0, ..plan };
        assert_eq!(size_for_precision(&small).unwrap().to_invite, 50);
        let never = PrecisionPlan { response_rate: 0.0, ..plan };
        assert_eq!(size_for_precision(&never), Err(Undefined::OutOfRange));
    }

    #[test]
    fn power_to_meet_is_found_at_the_published_sizes() {
        let target = Target::at_least(share(0.8));
        for (above, n) in [(0.88, 157), (0.85, 405)] {
            let power = power_to_meet(target, share(above), n).unwrap();
            assert!((0.8..0.83).contains(&power), "{power} at {n}");
        }
        // The last size whose power is below 0.8 is one less, by the binomial distribution of R.
        assert_eq!(size_to_meet(target, share(0.88), 0.8), Ok(153));
        assert_eq!(size_to_meet(target, share(0.85), 0.8), Ok(398));
        let ninety = Target::at_least(share(0.9));
        assert_eq!(size_to_meet(ninety, share(0.95), 0.8), Ok(203));
        assert_eq!(power_to_meet(target, share(0.99), 5), Ok(0.0));
        assert_eq!(size_to_meet(target, share(0.8), 0.8), Err(Undefined::OutOfRange));
    }

    #[test]
    fn sizes_for_a_difference() {
        let score = size_for_difference(share(0.85), share(0.80), 0.8, 0.05).unwrap();
        assert!((score - 905.365_777_964_225_3).abs() < 1e-6);
        assert_eq!(size_for_difference(share(0.8), share(0.8), 0.8, 0.05), Err(Undefined::OutOfRange));
        assert_eq!(yamane(100, 0.0), Err(Undefined::OutOfRange));
    }
}
