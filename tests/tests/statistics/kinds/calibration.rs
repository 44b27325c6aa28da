//! Weights fitted to margins, and margins that must be refused.

use std::collections::BTreeMap;

use serde_json::Value;
use server::analysis::calibration::{Distance, calibrate};
use server::analysis::estimate::estimate_whole;
use server::analysis::linearised::linearise;
use server::analysis::margin::{Margin, WeightingError};
use server::analysis::raking::{RakingLimits, rake};
use server::analysis::weights::{CalibratedDesign, kish_deff, post_stratify};

use crate::expected::{Object, Recorder, Tolerance};
use crate::fixture::{Data, Fixture};
use crate::survey::{Roles, yes_or_no};

/// The margins of a file, by column and category.
pub fn margins(data: &Data, wanted: &Value) -> Result<Vec<Margin>, WeightingError> {
    let mut margins = Vec::new();
    for (column, targets) in wanted.as_object().expect("margins by column") {
        let targets = targets.as_object().unwrap().iter().map(|(c, t)| (c.clone(), t.as_f64().unwrap())).collect();
        margins.push(Margin::new(column, data.text(column).iter().map(String::as_str), &targets)?);
    }
    Ok(margins)
}

pub fn calibration(checks: &Recorder, fixture: &Fixture) {
    let tolerance = Tolerance::rel(fixture.tolerance("estimates_rel", 1e-8));
    let fine = Tolerance::rel(fixture.tolerance("weights_rel", 1e-8));
    let data = fixture.data();
    let design = Roles::read(fixture.json.get("design")).design(&data);
    let answers = yes_or_no(&data, "answer");
    let known = &fixture.json["margins"];
    let margins = margins(&data, known).unwrap();
    let base = design.weights();
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let block = cases.object(key).unwrap();
        let (weights, fitted_to, column) = match key {
            "base" => (base.to_vec(), None, None),
            "post_stratified" => {
                let cells = cross(&data, known);
                (post_stratify(base, &cells).unwrap(), Some(vec![cells]), Some("w_post".to_owned()))
            }
            "raked" => {
                let raked = rake(base, &margins, RakingLimits { tolerance: 1e-13, cycles: 500 }).unwrap();
                (raked.weights, Some(margins.clone()), Some("w_rake".to_owned()))
            }
            "linear" => {
                let fitted = calibrate(base, &margins, Distance::Linear).unwrap();
                (fitted, Some(margins.clone()), Some("w_linear".to_owned()))
            }
            "logit_bounded" => {
                let column = data.names.iter().find(|name| name.starts_with("w_logit")).unwrap().clone();
                let bounds: Vec<f64> = column.split('_').filter_map(|part| part.parse().ok()).collect();
                let distance = Distance::Logit { lower: bounds[0], upper: bounds[1] };
                (calibrate(base, &margins, distance).unwrap(), Some(margins.clone()), Some(column))
            }
            other => {
                checks.check(false, || format!("{}: no check knows the case {other}", fixture.name()));
                continue;
            }
        };
        if let Some(column) = column {
            for (row, (found, wanted)) in weights.iter().zip(data.numbers(&column)).enumerate() {
                checks.number(&format!("{}.{column}[{row}]", fixture.name()), Ok(*found), &Value::from(wanted), fine);
            }
        }
        block.number(checks, "sum_w", Ok(weights.iter().sum()), tolerance);
        block.number(checks, "kish_deff", kish_deff(&weights), tolerance);
        let (value, variance) = match fitted_to {
            None => {
                let found = estimate_whole(&design, &answers).unwrap();
                (found.value, found.variance)
            }
            Some(margins) => {
                let calibrated = CalibratedDesign::new(&design, &weights, &margins).unwrap();
                let found = linearise(calibrated.design(), &answers, |_| true).unwrap();
                (Ok(found.value), calibrated.variance(&found.z))
            }
        };
        block.number(checks, "p", value, tolerance);
        block.number(checks, "se", variance.map(f64::sqrt), tolerance);
        block.finish(checks);
    }
    must_fail(checks, fixture, &data, base);
}

/// All combinations of the margins' categories, each with the product of its shares.
fn cross(data: &Data, known: &Value) -> Margin {
    let margins = known.as_object().unwrap();
    let mut cells: BTreeMap<String, f64> = BTreeMap::from([(String::new(), 1.0)]);
    let mut population = 0.0;
    for targets in margins.values() {
        let targets = targets.as_object().unwrap();
        population = targets.values().map(|t| t.as_f64().unwrap()).sum();
        cells = cells
            .iter()
            .flat_map(|(cell, share)| {
                targets.iter().map(move |(category, t)| (format!("{cell}|{category}"), share * t.as_f64().unwrap() / population))
            })
            .collect();
    }
    let cells = cells.into_iter().map(|(cell, share)| (cell, share * population)).collect();
    let cell = |row: usize| margins.keys().fold(String::new(), |cell, column| cell + "|" + &data.text(column)[row]);
    let values: Vec<String> = (0..data.rows).map(cell).collect();
    Margin::new("cell", values.iter().map(String::as_str), &cells).unwrap()
}

/// The refusals, each recognised by what its description changes in the margins.
fn must_fail(checks: &Recorder, fixture: &Fixture, data: &Data, base: &[f64]) {
    for case in fixture.json["must_fail"].as_array().into_iter().flatten() {
        let text = case["case"].as_str().expect("a description");
        let path = format!("{}.must_fail: {text}", fixture.name());
        let mut known = fixture.json["margins"].clone();
        let columns = known.as_object_mut().unwrap();
        // A description that names no margin is about any of them.
        let named = columns.keys().find(|column| text.contains(column.as_str()));
        let column = named.or(columns.keys().next()).unwrap().clone();
        let categories = columns.get_mut(&column).unwrap();
        let categories = categories.as_object_mut().unwrap();
        let last = categories.keys().next_back().unwrap().clone();
        let changed = |value: f64| Value::from(value);
        let expected = if text.contains("absent from the sample") {
            categories.insert("not in the sample".to_owned(), changed(100.0));
            "has nobody"
        } else if text.contains("different totals") {
            let more = categories[&last].as_f64().unwrap() + 1.0;
            categories.insert(last, changed(more));
            "sums to"
        } else if text.contains("absent from the margin") {
            categories.remove(&last);
            "has no target"
        } else if text.contains("value 0") {
            categories.insert(last, changed(0.0));
            "not a positive number"
        } else {
            checks.check(false, || format!("{path}: no check knows this refusal"));
            continue;
        };
        let found = margins(data, &known).and_then(|margins| rake(base, &margins, RakingLimits::default()));
        let message = found.map_or_else(|error| error.to_string(), |_| "weights".to_owned());
        checks.check(message.contains(expected), || format!("{path}: {message}"));
    }
}
