//! Models: shrinkage and ranks.

use serde_json::Value;
use server::analysis::beta_binomial::{BetaBinomial, Prior};
use server::analysis::fay_herriot::{Method, fay_herriot as fit_fay_herriot};
use server::analysis::ranking::{Best, Joint, rank_units};
use server::analysis::sample::Tally;
use server::analysis::share::{Level, Share};
use server::analysis::undefined::Undefined;

use crate::expected::{Object, Recorder, Tolerance, ends};
use crate::fixture::{Data, Fixture};

fn tallies(k: &[f64], n: &[f64]) -> Vec<Tally> {
    let whole = |number: f64| format!("{number:.0}").parse::<u64>().unwrap();
    k.iter().zip(n).map(|(k, n)| Tally::new(whole(*k), whole(*n)).unwrap()).collect()
}

pub fn beta_binomial(checks: &Recorder, fixture: &Fixture) {
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let block = cases.object(key).unwrap();
        if block.get("units").is_some() {
            fitted(checks, fixture, &block);
        } else {
            degenerate(checks, &block);
        }
        block.finish(checks);
    }
}

fn fitted(checks: &Recorder, fixture: &Fixture, block: &Object<'_>) {
    let units: Vec<Object<'_>> =
        block.list("units").into_iter().enumerate().map(|(i, unit)| Object::new(format!("{}[{i}]", block.path), unit)).collect();
    let counts: Vec<Tally> = units.iter().map(|unit| Tally::new(unit.u64("k"), unit.u64("n")).unwrap()).collect();
    let model = BetaBinomial::fit(&counts).unwrap();
    let Prior::Beta { alpha, beta, log_likelihood } = model.prior else { panic!("{}: units vary", block.path) };
    let flat = Tolerance::rel(fixture.tolerance("alpha_beta_rel", 1e-4));
    let posterior = Tolerance::abs(fixture.tolerance("posterior_abs", 1e-6));
    let likelihood = Tolerance::abs(fixture.tolerance("loglik_abs", 1e-8));
    block.number(checks, "mu", Ok(alpha / (alpha + beta)), flat);
    block.number(checks, "rho", Ok(1.0 / (1.0 + alpha + beta)), flat);
    block.number(checks, "alpha", Ok(alpha), flat);
    block.number(checks, "beta", Ok(beta), flat);
    block.number(checks, "loglik", Ok(log_likelihood), likelihood);
    if let Some(second) = block.object("check_optim") {
        second.number(checks, "alpha", Ok(alpha), flat);
        second.number(checks, "beta", Ok(beta), flat);
        second.number(checks, "loglik", Ok(log_likelihood), likelihood);
        second.finish(checks);
    }
    let shrunken: Vec<_> = counts.iter().map(|count| model.shrink(*count).unwrap()).collect();
    for ((unit, count), found) in units.iter().zip(&counts).zip(&shrunken) {
        unit.skip(&["unit"]);
        unit.number(checks, "raw", count.share().map(Share::get), Tolerance::abs(1e-12));
        unit.number(checks, "posterior_mean", Ok(found.mean.get()), posterior);
        unit.number(checks, "weight_on_own_data", Ok(found.weight_on_own_data), flat);
        unit.ends(checks, "ci95", ends(found.interval(Level::P95)), posterior);
        if let Some(targets) = unit.object("prob_at_least") {
            for target in targets.keys() {
                let share = Share::new(target.parse().unwrap()).unwrap();
                // Probabilities depend on the flat shapes more than means do.
                targets.number(checks, target, found.probability_at_least(share), Tolerance { rel: 1e-6, ..posterior });
            }
        }
        let better = shrunken.iter().filter(|other| other.mean > found.mean).count();
        unit.number(checks, "rank_posterior", Ok(better as f64 + 1.0), Tolerance::abs(0.0));
        unit.finish(checks);
    }
}

/// Cases that hold their own data and say in words what must happen.
fn degenerate(checks: &Recorder, block: &Object<'_>) {
    let data = block.object("data").unwrap();
    let list = |key: &str| match data.need(key) {
        Value::Array(values) => values.iter().map(|v| v.as_f64().unwrap()).collect::<Vec<_>>(),
        value => vec![value.as_f64().unwrap()],
    };
    let counts = tallies(&list("k"), &list("n"));
    let text = block.str("expect");
    let found = BetaBinomial::fit(&counts);
    if text.contains("refuse") {
        checks.equal(&block.path, found, Err(Undefined::TooFewUnits));
    } else if text.contains("pooled rate") {
        let words = text.split("pooled rate ").nth(1).unwrap();
        let pooled: f64 = words.split_whitespace().next().unwrap().parse().unwrap();
        let model = found.unwrap();
        checks.check(matches!(model.prior, Prior::NoBetweenUnitVariance { .. }), || block.path.clone());
        for count in counts {
            let mean = model.shrink(count).unwrap().mean.get();
            checks.check((mean - pooled).abs() < 1e-3, || format!("{}: {mean}", block.path));
        }
    } else {
        checks.check(false, || format!("{}: no check knows `{text}`", block.path));
    }
}

pub fn fay_herriot(checks: &Recorder, fixture: &Fixture) {
    let data = fixture.data();
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let block = cases.object(key).unwrap();
        let (method, covariate) = key.split_once('_').expect("method and covariate");
        let method = match method {
            "reml" => Method::Reml,
            "ml" => Method::Ml,
            other => panic!("unknown method {other}"),
        };
        let found = fit_fay_herriot(&data.numbers("y"), &data.numbers("vardir"), &covariates(&data, covariate), method).unwrap();
        let variance = Tolerance::rel(fixture.tolerance("refvar_rel", 1e-6));
        let eblup = Tolerance::rel(fixture.tolerance("eblup_rel", 1e-7));
        let mse = Tolerance::rel(fixture.tolerance("mse_rel", 1e-5));
        block.number(checks, "refvar", Ok(found.between_variance), variance);
        block.number(checks, "loglik", Ok(found.log_likelihood), variance);
        for (key, values, tolerance) in [
            ("beta", &found.beta, variance),
            ("beta_se", &found.beta_se, variance),
            ("eblup", &found.eblup, eblup),
            ("mse", &found.mse, mse),
        ] {
            let wanted = match block.need(key) {
                Value::Array(list) => list.clone(),
                single => vec![single.clone()],
            };
            checks.equal(&block.at(key), values.len(), wanted.len());
            for (index, (value, wanted)) in values.iter().zip(&wanted).enumerate() {
                checks.number(&format!("{}[{index}]", block.at(key)), Ok(*value), wanted, tolerance);
            }
        }
        block.finish(checks);
    }
}

/// An intercept, and indicators of all but the first category of a column.
fn covariates(data: &Data, name: &str) -> Vec<Vec<f64>> {
    if name == "intercept" {
        return vec![vec![1.0]; data.rows];
    }
    let (codes, labels) = data.codes(name);
    let levels = u32::try_from(labels.len()).unwrap();
    let row = |code: &u32| (0..levels).map(|level| f64::from(u8::from(level == 0 || level == *code))).collect();
    codes.iter().map(row).collect()
}

pub fn ranking(checks: &Recorder, fixture: &Fixture) {
    let data = fixture.data();
    let units: Vec<(f64, f64)> = data.numbers("est").into_iter().zip(data.numbers("se")).collect();
    let best = match fixture.json["best"].as_str() {
        None | Some("highest") => Best::Highest,
        Some("lowest") => Best::Lowest,
        Some(other) => panic!("unknown best {other}"),
    };
    let tolerance = Tolerance::abs(fixture.tolerance("abs", 1e-9));
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let (alpha, joint) = key.strip_prefix("alpha").and_then(|rest| rest.split_once('_')).expect("alpha and adjustment");
        let joint = match joint {
            "bonferroni" => Joint::Bonferroni,
            "independent" => Joint::Independent,
            "none" => Joint::None,
            other => panic!("unknown adjustment {other}"),
        };
        let level = Level::new(1.0 - alpha.parse::<f64>().unwrap()).unwrap();
        let found = rank_units(&units, level, joint, best).unwrap();
        let wanted = cases.list(key);
        checks.equal(&cases.at(key), found.len(), wanted.len());
        for (index, (found, wanted)) in found.iter().zip(wanted).enumerate() {
            let unit = Object::new(format!("{}[{index}]", cases.at(key)), wanted);
            checks.equal(&unit.at("unit"), data.text("unit")[index].as_str(), unit.str("unit"));
            unit.number(checks, "rank", Ok(found.rank as f64), tolerance);
            unit.number(checks, "rank_lo", Ok(found.best as f64), tolerance);
            unit.number(checks, "rank_hi", Ok(found.worst as f64), tolerance);
            unit.number(checks, "lower", Ok(found.interval.lower), tolerance);
            unit.number(checks, "upper", Ok(found.interval.upper), tolerance);
            unit.finish(checks);
        }
    }
}
