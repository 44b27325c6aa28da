//! From columns to the estimates of every domain.

use serde::Serialize;
use serde_json::{Map, Value};

use super::design_file::{DesignFile, Measured};
use super::sample::{Partition, raked_design, sample_design};
use super::table::{Table, TableError};
use crate::analysis::estimate::{Estimate, estimate_domains};
use crate::analysis::linearised::linearise;
use crate::analysis::measure::{Answers, Measure, Ratio};
use crate::analysis::publication::{Candidate, Gate, GateReason, Publication, Status, publication};
use crate::analysis::sample::Sampling;
use crate::analysis::share::{Interval, Level, RealInterval};
use crate::analysis::undefined::{Defined, Undefined};
use crate::analysis::verdict::{Target, verdict};
use crate::analysis::weights::CalibratedDesign;

/// The result of the command.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// One entry for the whole sample, then one for each domain of each table.
    pub estimates: Vec<Entry>,
}

/// The estimate of one domain. What is undefined is `null`.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Column → value; empty for the whole sample.
    pub domain: Map<String, Value>,
    /// Rows of the domain.
    pub rows: u64,
    /// Valid answers with a positive weight.
    pub n: u64,
    /// Of these, satisfied; `null` for a ratio.
    pub n_satisfied: Option<u64>,
    /// The sum of their weights.
    pub sum_w: f64,
    /// The share or ratio.
    pub p: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Degrees of freedom.
    pub df: Option<u64>,
    /// The design effect, against a simple random sample with replacement.
    pub deff: Option<f64>,
    /// The design effect of unequal weights alone.
    pub kish_deff: Option<f64>,
    /// The effective sample size.
    pub n_eff: Option<f64>,
    /// The two-sided interval.
    pub ci: Option<ConfidenceInterval>,
    /// One-sided bounds at 95 %, each valid alone.
    pub one_sided_95: Option<Bounds>,
    /// Target in percent → verdict, before the publication gate.
    pub verdicts: Map<String, Value>,
    /// What the publication gate says.
    pub publication: Publication,
}

/// A two-sided interval with its method.
#[derive(Clone, Debug, Serialize)]
pub struct ConfidenceInterval {
    /// `korn-graubard` for a share, `t` for a ratio.
    pub method: &'static str,
    /// The level.
    pub level: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// A pair of one-sided bounds.
#[derive(Clone, Debug, Serialize)]
pub struct Bounds {
    /// The lower bound.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
}

/// Estimates every domain that the design file asks for.
///
/// # Errors
/// [`TableError`] where the rows contradict the design, with line and column.
pub fn analyse(table: &Table, design: &DesignFile) -> Result<Report, TableError> {
    match &design.measured {
        Measured::Share { .. } => estimate_all(table, design, &Answers::new(table.answers.clone())),
        Measured::Ratio { denominator, .. } => {
            let ratio = Ratio::new(table.ratio.clone());
            let ratio = ratio.map_err(|reason| table.cell_error(0, denominator, &reason.to_string()))?;
            estimate_all(table, design, &ratio)
        }
    }
}

fn estimate_all<M: Measure>(table: &Table, design: &DesignFile, measure: &M) -> Result<Report, TableError> {
    let base = sample_design(table, design)?;
    let raked = raked_design(table, design, &base)?;
    let sample = raked.as_ref().map_or(&base, CalibratedDesign::design);
    let mut partitions = vec![Partition::whole(table.rows)];
    for columns in &design.domains {
        partitions.push(Partition::new(table, columns)?);
    }
    let mut entries = Vec::new();
    for partition in partitions {
        let failed = |reason: Undefined| TableError::Contradiction(reason.to_string());
        let estimates = estimate_domains(sample, measure, &partition.domains).map_err(failed)?;
        for (code, (key, estimate)) in (0_u32..).zip(partition.keys.into_iter().zip(estimates)) {
            let estimate = match &raked {
                Some(raked) => {
                    let inside = |row: usize| partition.domains.codes()[row] == code;
                    let linearised = linearise(raked.design(), measure, inside);
                    estimate.with_variance(linearised.and_then(|estimate| raked.variance(&estimate.z)))
                }
                None => estimate,
            };
            entries.push(Entry::new(key, &estimate, design));
        }
    }
    Ok(Report { estimates: entries })
}

impl Entry {
    fn new(domain: Map<String, Value>, estimate: &Estimate, design: &DesignFile) -> Self {
        let probability = design.sampling == Sampling::Probability;
        // What a self-selected sample cannot support has the reason in place of the figure.
        let supported = |figure: Defined<f64>| if probability { figure.ok() } else { None };
        let interval = |level: Level| {
            if probability { interval(estimate, level) } else { Err(Undefined::SelfSelected) }
        };
        let bounds = interval(Level::P90);
        let outcome = |(percent, share): &(f64, _)| {
            let clipped = bounds.and_then(|ends| Interval::clipped(ends.lower, ends.upper));
            let verdict = verdict(Target::at_least(*share), clipped);
            (percent.to_string(), Value::from(verdict.outcome.code()))
        };
        let method = if estimate.satisfied.is_some() { "korn-graubard" } else { "t" };
        let level = design.level.get();
        let publication =
            if probability { publication(&Gate::NCHS, &Candidate::of(estimate)) } else { self_selected_publication(estimate.n) };
        Self {
            domain,
            rows: estimate.rows,
            n: estimate.n,
            n_satisfied: estimate.satisfied,
            sum_w: estimate.sum_w,
            p: estimate.value.ok(),
            se: supported(estimate.se()),
            df: (probability && estimate.n > 0).then_some(estimate.df),
            deff: supported(estimate.deff()),
            kish_deff: estimate.kish_deff.ok(),
            n_eff: supported(estimate.effective_n()),
            ci: interval(design.level).ok().map(|RealInterval { lower, upper }| ConfidenceInterval {
                method,
                level,
                lower,
                upper,
            }),
            one_sided_95: bounds.ok().map(|RealInterval { lower, upper }| Bounds { lower, upper }),
            verdicts: design.targets.iter().map(outcome).collect(),
            publication,
        }
    }
}

/// Korn–Graubard for a share, ± t·se for a ratio.
fn interval(estimate: &Estimate, level: Level) -> Defined<RealInterval> {
    if estimate.satisfied.is_some() {
        let interval = estimate.interval(level)?;
        Ok(RealInterval { lower: interval.lower().get(), upper: interval.upper().get() })
    } else {
        estimate.t_interval(level)
    }
}

/// Self-selected answers have no precision to judge: only privacy counts.
fn self_selected_publication(n: u64) -> Publication {
    let (status, reasons) = match n {
        0 => (Status::NoData, Vec::new()),
        _ if n < Gate::default().privacy_minimum => (Status::Suppress, vec![GateReason::PrivacyMinimum]),
        _ => (Status::Publish, Vec::new()),
    };
    Publication { status, reasons }
}
