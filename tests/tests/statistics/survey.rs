//! Designs, answers and estimate blocks of the survey fixtures.

use serde_json::Value;
use server::analysis::complex_interval::{logit, modified_wilson};
use server::analysis::design::{DesignColumns, DesignError, LonelyPsu, SampleDesign};
use server::analysis::estimate::Estimate;
use server::analysis::measure::{Answer, Answers};
use server::analysis::publication::{Candidate, Gate, Status, publication};
use server::analysis::quantile::student_t_quantile;
use server::analysis::share::{Interval, Level, Share};
use server::analysis::undefined::{Defined, Undefined};
use server::analysis::verdict::{Target, verdict};

use crate::expected::{Object, Recorder, Tolerance, ends, real_ends};
use crate::fixture::Data;

/// Which columns hold the design.
#[derive(Clone, Default, Debug)]
pub struct Roles {
    pub strata: Option<String>,
    pub psu: Option<String>,
    pub ssu: Option<String>,
    pub weights: Option<String>,
    pub fpc: Option<String>,
    pub fpc2: Option<String>,
    pub lonely_psu: LonelyPsu,
}

impl Roles {
    /// From an object such as `{"strata": "stratum", "psu": "psu (nested)", "weights": "weight"}`.
    pub fn read(design: Option<&Value>) -> Self {
        let mut roles = Self::default();
        for (key, value) in design.and_then(Value::as_object).into_iter().flatten() {
            let Some(column) = value.as_str().and_then(|text| text.split_whitespace().next()) else {
                continue;
            };
            roles.set(key, column);
        }
        roles
    }

    pub fn set(&mut self, role: &str, column: &str) {
        let column = column.trim_matches(',').to_owned();
        match role {
            "strata" | "stratum" => self.strata = Some(column),
            "psu" => self.psu = Some(column),
            "ssu" => self.ssu = Some(column),
            "weights" | "weight" => self.weights = Some(column),
            "fpc" | "fpc1" => self.fpc = Some(column),
            "fpc2" => self.fpc2 = Some(column),
            "lonely_psu" => self.lonely_psu = policy(&column),
            other => panic!("the design has an unknown role `{other}`"),
        }
    }

    pub fn design(&self, data: &Data) -> SampleDesign {
        self.try_design(data).unwrap()
    }

    pub fn try_design(&self, data: &Data) -> Result<SampleDesign, DesignError> {
        let codes = |name: &Option<String>| name.as_ref().map(|name| data.codes(name).0);
        let numbers = |name: &Option<String>| name.as_ref().map(|name| data.numbers(name));
        let (strata, psu, ssu) = (codes(&self.strata), codes(&self.psu), codes(&self.ssu));
        let (weights, fpc, fpc2) = (numbers(&self.weights), numbers(&self.fpc), numbers(&self.fpc2));
        SampleDesign::new(&DesignColumns {
            rows: data.rows,
            weight: weights.as_deref(),
            stratum: strata.as_deref(),
            psu: psu.as_deref(),
            ssu: ssu.as_deref(),
            fpc: fpc.as_deref(),
            fpc2: fpc2.as_deref(),
            lonely_psu: self.lonely_psu,
        })
    }
}

pub fn policy(name: &str) -> LonelyPsu {
    match name {
        "fail" => LonelyPsu::Fail,
        "adjust" => LonelyPsu::Adjust,
        "remove" => LonelyPsu::Remove,
        "certainty" => LonelyPsu::Certainty,
        "average" => LonelyPsu::Average,
        other => panic!("unknown policy {other}"),
    }
}

/// Answers of a column of 0, 1 and blanks.
pub fn yes_or_no(data: &Data, column: &str) -> Answers {
    let answer = |value: Option<f64>| match value {
        Some(1.0) => Answer::Satisfied,
        Some(0.0) => Answer::NotSatisfied,
        _ => Answer::Outside,
    };
    Answers::new(data.optional(column).into_iter().map(answer).collect())
}

/// Scores of a column; a blank is none.
pub fn scores(data: &Data, column: &str) -> Vec<Option<u8>> {
    data.text(column).iter().map(|cell| cell.parse().ok()).collect()
}

/// Checks a block of expected values of one estimate.
pub fn check_estimate(checks: &Recorder, block: &Object<'_>, found: &Estimate, tolerance: Tolerance) {
    block.skip(&["variable", "note", "lonely_psu"]);
    let count = |count: u64| -> Defined<f64> { Ok(count as f64) };
    let exact = Tolerance::abs(0.0);
    block.number(checks, "rows", count(found.rows), exact);
    block.number(checks, "n", count(found.n), exact);
    let satisfied = found.satisfied.ok_or(Undefined::NotAvailable);
    block.number(checks, "n_satisfied", satisfied.map(|k| k as f64), exact);
    block.number(checks, "sum_w", Ok(found.sum_w), tolerance);
    block.number(checks, "p", found.value, tolerance);
    block.number(checks, "se", found.se(), tolerance);
    let twice = Tolerance { rel: 2.0 * tolerance.rel, abs: 1e-20 };
    block.number(checks, "var", found.variance, twice);
    let df = if found.n > 0 { count(found.df) } else { Err(Undefined::NoAnswers) };
    block.number(checks, "df", df, exact);
    block.number(checks, "deff_replace", found.deff(), twice);
    block.number(checks, "deff_wor", found.deff_without_replacement(), twice);
    block.number(checks, "kish_deff", found.kish_deff, tolerance);
    block.number(checks, "n_eff", found.effective_n(), twice);
    if let Some(levels) = block.object("ci") {
        for key in levels.keys() {
            let level = Level::new(key.parse().unwrap()).unwrap();
            // An empty list stands for "no interval is defined".
            if !levels.need(key).is_object() {
                checks.check(found.interval(level).is_err(), || levels.at(key));
                continue;
            }
            let Some(methods) = levels.object(key) else {
                continue;
            };
            check_intervals(checks, &methods, found, level, tolerance);
        }
        levels.finish(checks);
    }
    let ends_at = |level: Level| ends(found.interval(level));
    if let Some(bounds) = block.object("one_sided_95_kg") {
        bounds.number(checks, "lower", ends_at(Level::P90).map(|ends| ends.0), close(tolerance));
        bounds.number(checks, "upper", ends_at(Level::P90).map(|ends| ends.1), close(tolerance));
        bounds.finish(checks);
    }
    if let Some(verdicts) = block.object("verdict_kg_alpha05") {
        for key in verdicts.keys() {
            let target = Target::at_least(Share::new(key.parse().unwrap()).unwrap());
            let outcome = verdict(target, found.interval(Level::P90)).outcome.code();
            checks.equal(&verdicts.at(key), outcome, verdicts.str(key));
        }
    }
    check_gate(checks, block, found, tolerance);
    block.finish(checks);
}

/// The publication gate and its widths.
fn check_gate(checks: &Recorder, block: &Object<'_>, found: &Estimate, tolerance: Tolerance) {
    let gate = publication(&Gate::NCHS, &Candidate::of(found));
    if let Some(nchs) = block.object("nchs") {
        checks.equal(&nchs.at("status"), gate.status.code(), nchs.str("status"));
        let reasons: Vec<&str> = gate.reasons.iter().map(|reason| reason.code()).collect();
        let wanted: Vec<&str> = nchs.list("reasons").into_iter().map(|reason| reason.as_str().unwrap()).collect();
        // The relative width is named in more than one way.
        let rough = |reasons: &[&str]| {
            let shorten = |reason: &&str| {
                if reason.starts_with("rel_width") { "rel_width".to_owned() } else { (*reason).to_owned() }
            };
            reasons.iter().map(shorten).collect::<Vec<_>>()
        };
        checks.equal(&nchs.at("reasons"), rough(&reasons), rough(&wanted));
        let width = found.interval(Level::P95).map(Interval::width);
        nchs.number(checks, "abs_width", width, close(tolerance));
        let relative = width.and_then(|width| Ok(100.0 * width / found.value?));
        if nchs.get("rel_width_pct").is_some_and(|value| !value.is_null()) {
            nchs.number(checks, "rel_width_pct", relative, Tolerance { rel: tolerance.rel, abs: 1e-8 });
        }
        nchs.finish(checks);
    }
    if block.get("status").is_some() {
        checks.equal(&block.at("status"), gate.status.code(), block.str("status"));
        checks.equal(&block.at("status"), gate.status == Status::NoData, found.n == 0);
    }
}

fn close(tolerance: Tolerance) -> Tolerance {
    Tolerance { rel: tolerance.rel, abs: 1e-12 }
}

fn check_intervals(checks: &Recorder, methods: &Object<'_>, found: &Estimate, level: Level, tolerance: Tolerance) {
    let (share, variance, df) = (found.share(), found.variance, found.df);
    let tight = close(tolerance);
    methods.ends(checks, "kg", ends(found.interval(level)), tight);
    methods.ends(checks, "svyciprop_mean", real_ends(found.t_interval(level)), tight);
    let by_logit = || logit(share?, variance?, df, level);
    methods.ends(checks, "svyciprop_xlogit", ends(by_logit()), tight);
    // R fits this one iteratively.
    methods.ends(checks, "svyciprop_logit", ends(by_logit()), Tolerance { rel: 1e-6, abs: 1e-9 });
    let wilson = || modified_wilson(share?, variance?, found.n, df, level);
    methods.ends(checks, "svyciprop_wilson", ends(wilson()), tight);
    methods.ends(checks, "svyciprop_asin", arcsine(found, level), tight);
    methods.ends(checks, "svyciprop_beta", uncapped_beta(found, level), tight);
    // R interpolates a profile likelihood by a spline.
    methods.ends(checks, "svyciprop_likelihood", likelihood(found, level), Tolerance::abs(2e-3));
    methods.finish(checks);
}

fn t(found: &Estimate, level: Level) -> Defined<f64> {
    student_t_quantile(1.0 - level.tail(), found.df as f64)
}

fn arcsine(found: &Estimate, level: Level) -> Defined<(f64, f64)> {
    let p = found.value?;
    let half = t(found, level)? * found.se()? / (2.0 * (p * (1.0 - p)).sqrt());
    let centre = p.sqrt().asin();
    Ok(((centre - half).sin().powi(2), (centre + half).sin().powi(2)))
}

/// R's own Korn–Graubard, which does not cap the effective sample size at n.
fn uncapped_beta(found: &Estimate, level: Level) -> Defined<(f64, f64)> {
    use server::analysis::beta_distribution::beta_quantile;
    let p = found.value?;
    let simple = student_t_quantile(1.0 - level.tail(), found.n as f64 - 1.0)?;
    let size = found.effective_n()? * (simple / t(found, level)?).powi(2);
    let (k, rest) = (p * size, (1.0 - p) * size);
    Ok((beta_quantile(level.tail(), k, rest + 1.0)?, beta_quantile(1.0 - level.tail(), k + 1.0, rest)?))
}

fn likelihood(found: &Estimate, level: Level) -> Defined<(f64, f64)> {
    let (p, size, limit) = (found.value?, found.effective_n()?, t(found, level)?.powi(2));
    let distance = |q: f64| 2.0 * size * (p * (p / q).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - q)).ln());
    let end = |mut outside: f64| {
        let mut inside = p;
        for _ in 0..200 {
            let middle = f64::midpoint(inside, outside);
            if distance(middle) > limit {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        inside
    };
    Ok((end(0.0), end(1.0)))
}
