//! A million rows by sixty domains, checked against sums written out plainly.

use std::error::Error;
use std::hint::black_box;

use server::analysis::design::{DesignColumns, LonelyPsu, SampleDesign};
use server::analysis::estimate::{Estimate, estimate_domains};
use server::analysis::measure::{Answer, Answers, Domains, Measure};
use server::analysis::share::Level;
use server::analysis::undefined::Defined;

use crate::expected::agree;
use crate::{Laps, Timing, collect};

const ROWS: u32 = 1_000_000;
const STRATA: u32 = 60;
const CLUSTERS: u32 = 50;
const DOMAINS: u32 = 60;

/// How far the plain sums may be from the engine's, relatively: they round at every row.
const TOLERANCE: f64 = 1e-9;

/// The columns: 60 strata of 50 clusters, and 60 domains that cross them.
struct Columns {
    weight: Vec<f64>,
    stratum: Vec<u32>,
    psu: Vec<u32>,
    answers: Answers,
    domains: Domains,
}

impl Columns {
    fn new() -> Defined<Self> {
        let answer = |row| match mixed(row, 3_266_489_917, 100) {
            0..=3 => Answer::Outside,
            4..=23 => Answer::NotSatisfied,
            _ => Answer::Satisfied,
        };
        Ok(Self {
            weight: (0..ROWS).map(|row| 1.0 + f64::from(mixed(row, 2_246_822_519, 1000)) / 100.0).collect(),
            stratum: (0..ROWS).map(|row| row * STRATA / ROWS).collect(),
            psu: (0..ROWS).map(|row| mixed(row, 2_654_435_761, CLUSTERS)).collect(),
            answers: Answers::new((0..ROWS).map(answer).collect()),
            domains: Domains::new((0..ROWS).map(|row| mixed(row, 40_503, DOMAINS)).collect(), DOMAINS)?,
        })
    }

    /// The design, with clusters or with each row its own.
    fn design(&self, clusters: bool) -> Result<SampleDesign, Box<dyn Error>> {
        Ok(SampleDesign::new(&DesignColumns {
            rows: self.weight.len(),
            weight: Some(&self.weight),
            stratum: Some(&self.stratum),
            psu: clusters.then_some(self.psu.as_slice()),
            lonely_psu: LonelyPsu::Fail,
            ..DesignColumns::default()
        })?)
    }

    /// What is timed: estimates, standard errors and intervals of all domains.
    fn estimates(&self, design: &SampleDesign) -> Defined<Vec<Estimate>> {
        let estimates = estimate_domains(design, &self.answers, &self.domains)?;
        for estimate in &estimates {
            black_box((estimate.se()?, estimate.interval(Level::P95)?, estimate.interval(Level::P90)?));
        }
        Ok(estimates)
    }

    /// Share and variance of every domain by the textbook's sums.
    fn check(&self, estimates: &[Estimate], clusters: bool) -> Result<(), String> {
        for (domain, found) in (0..).zip(estimates) {
            let cases = || {
                let inside = (0..self.weight.len()).filter(|&row| self.domains.codes()[row] == domain);
                inside.filter_map(|row| self.answers.at(row).map(|(numerator, _)| (row, self.weight[row], numerator)))
            };
            let total: f64 = cases().map(|(_, weight, _)| weight).sum();
            let share = cases().map(|(_, weight, numerator)| weight * numerator).sum::<f64>() / total;
            let linearised = cases().map(|(row, weight, numerator)| (row, weight * (numerator - share) / total));
            let variance = if clusters { self.between_clusters(linearised) } else { self.between_rows(linearised) };
            if !agree(found.value, share, TOLERANCE) || !agree(found.variance, variance, TOLERANCE) {
                let (value, wrong) = (found.value, found.variance);
                return Err(format!("domain {domain}: {value:?}, variance {wrong:?} instead of {share}, {variance}"));
            }
        }
        Ok(())
    }

    /// `Σ_h n/(n−1) Σ (z_hi − mean_h)²` over clusters.
    fn between_clusters(&self, linearised: impl Iterator<Item = (usize, f64)>) -> f64 {
        let mut totals = vec![[0.0; CLUSTERS as usize]; STRATA as usize];
        for (row, z) in linearised {
            totals[self.stratum[row] as usize][self.psu[row] as usize] += z;
        }
        let n = f64::from(CLUSTERS);
        let scatter = |totals: &[f64; CLUSTERS as usize]| {
            let mean = totals.iter().sum::<f64>() / n;
            n / (n - 1.0) * totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>()
        };
        totals.iter().map(scatter).sum()
    }

    /// The same over rows, by sums of squares.
    fn between_rows(&self, linearised: impl Iterator<Item = (usize, f64)>) -> f64 {
        let mut sums = vec![(0.0, 0.0, 0.0_f64); STRATA as usize];
        for stratum in &self.stratum {
            sums[*stratum as usize].0 += 1.0;
        }
        for (row, z) in linearised {
            let (_, sum, squares) = &mut sums[self.stratum[row] as usize];
            *sum += z;
            *squares += z * z;
        }
        sums.iter().map(|(n, sum, squares)| n / (n - 1.0) * (squares - sum * sum / n)).sum()
    }
}

/// A multiplicative sequence spreads the values without a source of randomness.
fn mixed(row: u32, factor: u32, range: u32) -> u32 {
    let product = row.wrapping_add(1).wrapping_mul(factor);
    (product ^ (product >> 15)) % range
}

/// Times the estimates of a design at hand, and grouping the rows into a design beforehand.
pub fn time(repetitions: usize) -> Result<Vec<Timing>, Box<dyn Error>> {
    let columns = Columns::new()?;
    let kinds = [
        (true, ["clusters: estimates", "clusters: grouping rows", "clusters: both"]),
        (false, ["rows: estimates", "rows: grouping rows", "rows: both"]),
    ];
    let mut timings = Vec::new();
    for (clusters, [estimates, grouping, both]) in kinds {
        columns.check(&columns.estimates(&columns.design(clusters)?)?, clusters)?;
        let mut laps = Vec::new();
        for _ in 0..repetitions {
            let mut clock = Laps::start();
            let design = black_box(columns.design(clusters)?);
            clock.lap(grouping);
            black_box(columns.estimates(&design)?);
            clock.lap(estimates);
            laps.push(clock.finish(both));
        }
        timings.extend(collect(laps));
    }
    Ok(timings)
}
