//! Simple random samples: intervals, verdicts, differences, trends, many tests, sample sizes.

use serde_json::Value;
use server::analysis::change::{agresti_caffo, change, fisher, newcombe, pooled_z};
use server::analysis::multiplicity::{Adjustment, adjusted};
use server::analysis::proportion::{agresti_coull, clopper_pearson, jeffreys, one_sided, wilson};
use server::analysis::quantile::normal_quantile;
use server::analysis::sample::RandomSample;
use server::analysis::sample_size::{
    PrecisionPlan, size_for_difference, size_for_difference_arcsine, size_for_precision, yamane,
};
use server::analysis::share::{Level, Share};
use server::analysis::tail::{binomial_at_least, binomial_at_most, normal_sf};
use server::analysis::trend::{cochran_armitage, homogeneity};
use server::analysis::undefined::{Defined, Undefined};
use server::analysis::verdict::{Target, verdict};

use crate::expected::{Object, Recorder, Tolerance, ends, real_ends};
use crate::fixture::Fixture;

/// Calls a check with input and expected values of every case of a list.
fn each_case(checks: &Recorder, fixture: &Fixture, check: impl Fn(&Object<'_>, &Object<'_>, Tolerance)) {
    let tolerance = Tolerance { rel: fixture.tolerance("rel", 0.0), abs: fixture.tolerance("abs", 1e-15) };
    let cases = fixture.json["cases"].as_array().expect("cases are a list");
    for (index, case) in cases.iter().enumerate() {
        let name = case["id"].as_str().map_or_else(|| index.to_string(), str::to_owned);
        let case = Object::new(format!("{}.{name}", fixture.name()), case);
        case.skip(&["id", "note"]);
        let (input, wanted) = (case.object("input").unwrap(), case.object("expected").unwrap());
        check(&input, &wanted, tolerance);
        wanted.finish(checks);
        input.finish(checks);
        case.finish(checks);
    }
}

fn sample(input: &Object<'_>, k: &str, n: &str) -> RandomSample {
    RandomSample::of(input.u64(k), input.u64(n)).unwrap()
}

fn level(input: &Object<'_>) -> Level {
    let level = if input.get("level").is_some() { input.f64("level") } else { 1.0 - input.f64("alpha") };
    Level::new(level).unwrap()
}

/// Wald's interval, which the engine does not offer, for comparison with published values.
fn wald(sample: RandomSample, level: Level) -> Defined<(f64, f64)> {
    let p = sample.share()?.get();
    let half = normal_quantile(1.0 - level.tail())? * (p * (1.0 - p) / sample.tally().answers() as f64).sqrt();
    Ok(((p - half).max(0.0), (p + half).min(1.0)))
}

fn wald_difference(a: RandomSample, b: RandomSample, level: Level) -> Defined<(f64, f64)> {
    let variance = |sample: RandomSample| -> Defined<f64> {
        let p = sample.share()?.get();
        Ok(p * (1.0 - p) / sample.tally().answers() as f64)
    };
    let half = normal_quantile(1.0 - level.tail())? * (variance(a)? + variance(b)?).sqrt();
    let d = change(a, b)?;
    Ok((d - half, d + half))
}

fn check_single(checks: &Recorder, input: &Object<'_>, wanted: &Object<'_>, tolerance: Tolerance) {
    let (sample, level) = (sample(input, "k", "n"), level(input));
    wanted.number(checks, "p", sample.share().map(Share::get), tolerance);
    wanted.ends(checks, "wald", wald(sample, level), tolerance);
    wanted.ends(checks, "wilson", ends(wilson(sample, level)), tolerance);
    wanted.ends(checks, "agresti_coull", ends(agresti_coull(sample, level)), tolerance);
    wanted.ends(checks, "clopper_pearson", ends(clopper_pearson(sample, level)), tolerance);
    wanted.ends(checks, "jeffreys", ends(jeffreys(sample, level)), tolerance);
    if let Some(methods) = wanted.object("one_sided") {
        for key in methods.keys() {
            let method = match key {
                "wilson" => wilson,
                "clopper_pearson" => clopper_pearson,
                _ => continue,
            };
            let bounds = methods.object(key).unwrap();
            let found = ends(one_sided(method, sample, level));
            bounds.number(checks, "lower", found.map(|ends| ends.0), tolerance);
            bounds.number(checks, "upper", found.map(|ends| ends.1), tolerance);
            bounds.finish(checks);
        }
        methods.finish(checks);
    }
}

fn check_difference(checks: &Recorder, input: &Object<'_>, wanted: &Object<'_>, tolerance: Tolerance) {
    let (later, earlier) = (sample(input, "k1", "n1"), sample(input, "k2", "n2"));
    let level = level(input);
    wanted.number(checks, "diff", change(later, earlier), tolerance);
    wanted.ends(checks, "wald", wald_difference(later, earlier, level), tolerance);
    let found = real_ends(newcombe(later, earlier, level));
    wanted.ends(checks, "newcombe_hybrid_score", found, tolerance);
    wanted.ends(checks, "agresti_caffo", real_ends(agresti_caffo(later, earlier, level)), tolerance);
    let pooled = pooled_z(later, earlier);
    wanted.number(checks, "pooled_z", pooled.map(|test| test.statistic), tolerance);
    wanted.number(checks, "pooled_p_two_sided", pooled.map(|test| test.p_value), tolerance);
    wanted.number(checks, "fisher_p_two_sided", fisher(later, earlier), tolerance);
}

pub fn published(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        if input.get("k").is_some() {
            check_single(checks, input, wanted, tolerance);
        } else {
            check_difference(checks, input, wanted, tolerance);
        }
    });
}

pub fn single_proportion(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        check_single(checks, input, wanted, tolerance);
        if wanted.get("status").is_some() {
            checks.equal(&wanted.at("status"), wanted.str("status"), "no_data");
        }
    });
}

pub fn two_proportions(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        check_difference(checks, input, wanted, tolerance);
    });
}

pub fn target_test(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        let sample = sample(input, "k", "n");
        let one_sided_level = Level::new(1.0 - input.f64("alpha")).unwrap();
        let t = input.f64("target");
        let target = Target::at_least(Share::new(t).unwrap());
        wanted.number(checks, "p", sample.share().map(Share::get), tolerance);
        for (key, method) in [("wilson", wilson as fn(_, _) -> _), ("clopper_pearson", clopper_pearson)] {
            let Some(block) = wanted.object(key) else {
                continue;
            };
            let bounds = one_sided(method, sample, one_sided_level);
            block.number(checks, "lower", ends(bounds).map(|ends| ends.0), tolerance);
            block.number(checks, "upper", ends(bounds).map(|ends| ends.1), tolerance);
            checks.equal(&block.at("verdict"), verdict(target, bounds).outcome.code(), block.str("verdict"));
            block.finish(checks);
        }
        let (k, n) = (sample.tally().satisfied(), sample.tally().answers());
        let tail = |tail: fn(u64, u64, f64) -> Defined<f64>| {
            if n > 0 { tail(k, n, t) } else { Err(Undefined::NoAnswers) }
        };
        wanted.number(checks, "exact_p_greater", tail(binomial_at_least), tolerance);
        wanted.number(checks, "exact_p_less", tail(binomial_at_most), tolerance);
        let z = sample.share().map(|p| (p.get() - t) / (t * (1.0 - t) / n as f64).sqrt());
        wanted.number(checks, "score_z", z, Tolerance { abs: tolerance.abs.max(1e-12), ..tolerance });
        wanted.number(checks, "score_p_greater", z.and_then(normal_sf), tolerance);
    });
}

pub fn trend(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        let counts = |key: &str| -> Vec<u64> { input.list(key).iter().map(|v| v.as_u64().unwrap()).collect() };
        let periods: Vec<_> = counts("k").into_iter().zip(counts("n")).map(|(k, n)| RandomSample::of(k, n).unwrap()).collect();
        let trend = cochran_armitage(&periods, &input.f64s("score"));
        let same = homogeneity(&periods);
        wanted.number(checks, "armitage_chi2", trend.map(|t| t.test.statistic), tolerance);
        wanted.number(checks, "armitage_p", trend.map(|t| t.test.p_value), tolerance);
        wanted.number(checks, "direction", trend.map(|t| f64::from(t.direction)), tolerance);
        wanted.number(checks, "homogeneity_chi2", same.map(|t| t.statistic), tolerance);
        wanted.number(checks, "homogeneity_df", same.map(|t| t.df as f64), tolerance);
        wanted.number(checks, "homogeneity_p", same.map(|t| t.p_value), tolerance);
    });
}

pub fn adjusted_p_values(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        let p_values = input.f64s("p");
        for key in wanted.keys() {
            let adjustment = match key {
                "bonferroni" => Adjustment::Bonferroni,
                "sidak" => Adjustment::Sidak,
                "holm" => Adjustment::Holm,
                "bh" => Adjustment::BenjaminiHochberg,
                "by" => Adjustment::BenjaminiYekutieli,
                _ => continue,
            };
            let found = adjusted(&p_values, adjustment).unwrap();
            checks.equal(&wanted.at(key), found.len(), wanted.list(key).len());
            for (index, (found, value)) in found.into_iter().zip(wanted.list(key)).enumerate() {
                checks.number(&format!("{}[{index}]", wanted.at(key)), Ok(found), value, tolerance);
            }
        }
    });
}

pub fn sample_size(checks: &Recorder, fixture: &Fixture) {
    each_case(checks, fixture, |input, wanted, tolerance| {
        let share = |key: &str| Share::new(input.f64(key)).unwrap();
        if input.get("yamane_population").is_some() {
            let found = yamane(input.u64("yamane_population"), input.f64("yamane_e"));
            wanted.number(checks, "n", found, tolerance);
            wanted.number(checks, "n_ceiling", found.map(f64::ceil), tolerance);
        } else if input.get("power").is_some() {
            let (p1, p2, power) = (share("p1"), share("p2"), input.f64("power"));
            let alpha = input.f64("alpha_two_sided");
            let score = size_for_difference(p1, p2, power, alpha);
            wanted.number(checks, "n_per_group_score", score, tolerance);
            // The reference solves by iteration.
            let arcsine = size_for_difference_arcsine(p1, p2, power, alpha);
            wanted.number(checks, "n_per_group_arcsine", arcsine, Tolerance { rel: 1e-8, ..tolerance });
        } else {
            let population = input.get("population").and_then(Value::as_u64);
            let plan = PrecisionPlan {
                share: share("p"),
                margin: input.f64("moe"),
                level: level(input),
                population,
                deff: input.f64("deff"),
                response_rate: input.f64("response_rate"),
            };
            let found = size_for_precision(&plan);
            wanted.number(checks, "n0_srs_infinite", found.map(|size| size.simple), tolerance);
            wanted.number(checks, "n_fpc", found.map(|size| size.corrected), tolerance);
            wanted.number(checks, "n_deff", found.map(|size| size.designed), tolerance);
            wanted.number(checks, "n_to_invite", found.map(|size| size.to_invite as f64), tolerance);
        }
    });
}
