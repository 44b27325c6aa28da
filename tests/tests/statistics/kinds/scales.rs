//! Scales and screens: reliability, quality of responses.

use serde_json::Value;
use server::analysis::quality::{Flags, ScreenRules, Screened, median_duration, screen, with_and_without};
use server::analysis::reliability::{Scale, alpha_from};
use server::analysis::sample::Tally;
use server::analysis::share::{Level, Share};
use server::analysis::undefined::Defined;

use crate::expected::{Object, Recorder, Tolerance, real_ends};
use crate::fixture::{Data, Fixture};

pub fn reliability(checks: &Recorder, fixture: &Fixture) {
    let data = fixture.data();
    let tolerance = Tolerance { rel: fixture.tolerance("rel", 1e-8), abs: 1e-12 };
    // "reverse scoring: 6 - x": the top of the scale is one less than the number named.
    let notes = fixture.json["notes"].as_str().unwrap_or_default();
    let before = notes.split(" - x").next().and_then(|text| text.split_whitespace().last());
    let highest = before.and_then(|number| number.parse::<f64>().ok()).map_or(5.0, |sum| sum - 1.0);
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let block = cases.object(key).unwrap();
        let items: Vec<&str> = block.list("items").into_iter().map(|item| item.as_str().unwrap()).collect();
        let reversed: Vec<&str> = match block.get("reverse") {
            Some(Value::Array(list)) => list.iter().map(|item| item.as_str().unwrap()).collect(),
            _ => Vec::new(),
        };
        let columns: Vec<Vec<Option<f64>>> = items.iter().map(|item| data.optional(item)).collect();
        let flags: Vec<bool> = items.iter().map(|item| reversed.contains(item)).collect();
        let scale = Scale::new(&columns, &flags, highest).unwrap();
        if let Some(listwise) = block.object("listwise") {
            check_listwise(checks, &listwise, &scale, &items, tolerance);
        }
        block.number(checks, "raw_alpha_listwise", scale.alpha(), tolerance);
        if block.get("pairwise_raw_alpha").is_some() {
            block.number(checks, "pairwise_raw_alpha", pairwise_alpha(&columns, &flags, highest), tolerance);
        }
        if block.get("expect").is_some() {
            check_words(checks, &block, &scale, &items);
        }
        block.finish(checks);
    }
}

fn check_listwise(checks: &Recorder, block: &Object<'_>, scale: &Scale, items: &[&str], tolerance: Tolerance) {
    block.number(checks, "n", Ok(scale.rows() as f64), Tolerance::abs(0.0));
    block.number(checks, "items", Ok(items.len() as f64), Tolerance::abs(0.0));
    block.number(checks, "raw_alpha", scale.alpha(), tolerance);
    block.number(checks, "std_alpha", scale.standardised_alpha(), tolerance);
    block.number(checks, "average_r", scale.mean_correlation(), tolerance);
    let each = |key: &str, values: Defined<Vec<Defined<f64>>>| {
        if block.need(key).is_null() {
            checks.check(values.is_err(), || block.at(key));
            return;
        }
        let inner = block.object(key).unwrap();
        for (item, value) in items.iter().zip(values.unwrap()) {
            inner.number(checks, item, value, tolerance);
        }
        inner.finish(checks);
    };
    each("alpha_if_dropped", scale.alpha_if_dropped());
    each("item_rest_r", scale.item_rest_correlations());
    block.ends(checks, "feldt_ci95", real_ends(scale.feldt_interval(Level::P95)), tolerance);
    block.finish(checks);
}

/// Cases that say in words what must be undefined.
fn check_words(checks: &Recorder, block: &Object<'_>, scale: &Scale, items: &[&str]) {
    let text = block.str("expect");
    if let Some((item, _)) = text.split_once(" is constant") {
        let place = items.iter().position(|name| *name == item).expect("the constant item");
        let rest = scale.item_rest_correlations().unwrap();
        checks.check(rest[place].is_err(), || format!("{}: {:?}", block.path, rest[place]));
        checks.check(scale.alpha().is_ok(), || block.path.clone());
    } else if text.contains("null") {
        checks.check(scale.alpha().is_err(), || format!("{}: {:?}", block.path, scale.alpha()));
    } else {
        checks.check(false, || format!("{}: no check knows `{text}`", block.path));
    }
}

/// Alpha from covariances over all rows that have both items, which the engine does not offer.
fn pairwise_alpha(columns: &[Vec<Option<f64>>], reversed: &[bool], highest: f64) -> Defined<f64> {
    let value = |item: usize, row: usize| {
        let recode = |x: f64| if reversed[item] { highest + 1.0 - x } else { x };
        columns[item][row].map(recode)
    };
    let covariance = |a: usize, b: usize| {
        let pairs: Vec<(f64, f64)> = (0..columns[a].len()).filter_map(|row| value(a, row).zip(value(b, row))).collect();
        let n = pairs.len() as f64;
        let (x, y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
        pairs.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / (n - 1.0)
    };
    let k = columns.len();
    alpha_from(&(0..k).map(|a| (0..k).map(|b| covariance(a, b)).collect()).collect::<Vec<_>>())
}

pub fn quality(checks: &Recorder, fixture: &Fixture) {
    let tolerance = Tolerance { rel: fixture.tolerance("rel", 1e-9), abs: 1e-12 };
    let data = fixture.data();
    let responses = responses(&data);
    let flags = screen(&responses, &ScreenRules::default());
    let rows = fixture.file(fixture.json["expected_rows"].as_str().expect("expected rows"));
    check_rows(checks, fixture.name(), &rows, &flags, tolerance);
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        let count = |flag: fn(&Flags) -> bool| Ok(flags.iter().filter(|flags| flag(flags)).count() as f64);
        match key {
            "median_duration" => {
                let seconds = median_duration(&responses).map(|median| median / SCALE);
                cases.number(checks, key, seconds, tolerance);
            }
            "counts" => {
                let block = cases.object(key).unwrap();
                for (name, flag) in FLAGS {
                    block.number(checks, name, count(flag), Tolerance::abs(0.0));
                }
                block.finish(checks);
            }
            "any_flag" => cases.number(checks, key, count(Flags::any), Tolerance::abs(0.0)),
            _ => check_figure(checks, &cases.object(key).unwrap(), key, &data, &flags, tolerance),
        }
    }
}

type Flag = fn(&Flags) -> bool;

const FLAGS: [(&str, Flag); 5] = [
    ("speeder", |flags| flags.fast),
    ("speeder_extreme", |flags| flags.very_fast),
    ("straightline", |flags| flags.straight_line),
    ("burst", |flags| flags.burst),
    ("duplicate", |flags| flags.duplicate),
];

/// Durations are whole hundred-thousandths of a second.
const SCALE: f64 = 1e5;

fn responses(data: &Data) -> Vec<Screened> {
    let is_item = |name: &&String| name.strip_prefix('q').is_some_and(|rest| rest.parse::<u32>().is_ok());
    let items: Vec<&String> = data.names.iter().filter(is_item).collect();
    let devices = data.codes("device").0;
    let durations = data.optional("duration_s");
    let response = |row: usize| Screened {
        device: devices[row],
        time: data.text("ts")[row].parse().unwrap(),
        duration: durations[row].map(|seconds| format!("{:.0}", seconds * SCALE).parse().unwrap()),
        answers: items.iter().map(|item| data.text(item)[row].parse().ok()).collect(),
    };
    (0..data.rows).map(response).collect()
}

fn check_rows(checks: &Recorder, name: &str, rows: &Data, flags: &[Flags], tolerance: Tolerance) {
    checks.equal(name, rows.rows, flags.len());
    for column in &rows.names {
        for (row, flags) in flags.iter().enumerate() {
            let cell = &rows.text(column)[row];
            let wanted = cell.parse::<f64>().map_or(Value::Null, Value::from);
            let truth = |flag: bool| Ok(f64::from(u8::from(flag)));
            let found = match column.as_str() {
                "id" => continue,
                "answered" => Ok(flags.answered as f64),
                "longstring" => Ok(flags.longest_run as f64),
                "irv" => flags.variability,
                "rsi" => flags.speed,
                other => {
                    let Some((_, flag)) = FLAGS.iter().find(|(flag, _)| *flag == other) else {
                        checks.check(false, || format!("{name}: no check knows {other}"));
                        break;
                    };
                    truth(flag(flags))
                }
            };
            checks.number(&format!("{name}.{column}[{row}]"), found, &wanted, tolerance);
        }
    }
}

/// Figures named `q1_all` or `q1_after_removing_burst_and_duplicates`.
fn check_figure(checks: &Recorder, block: &Object<'_>, key: &str, data: &Data, flags: &[Flags], tolerance: Tolerance) {
    let (item, rows) = key.split_once('_').expect("an item and its rows");
    let answer = |cell: &String| match cell.parse::<u8>() {
        Ok(score @ 1..=5) => Some(score >= 4),
        _ => None,
    };
    let answers: Vec<Option<bool>> = data.text(item).iter().map(answer).collect();
    let removed: Vec<Flag> = match rows.strip_prefix("after_removing_") {
        Some(names) => names
            .split("_and_")
            .map(|name| {
                let known = |(flag, _): &&(&str, Flag)| name == *flag || name.strip_suffix('s') == Some(flag);
                FLAGS.iter().find(known).unwrap_or_else(|| panic!("no check knows {name}")).1
            })
            .collect(),
        None if rows == "all" => Vec::new(),
        None => panic!("no check knows {key}"),
    };
    let (_, kept) = with_and_without(&answers, flags, |flags| removed.iter().any(|flag| flag(flags))).unwrap();
    block.number(checks, "n", Ok(kept.answers() as f64), Tolerance::abs(0.0));
    block.number(checks, "satisfied", Tally::share(kept).map(Share::get), tolerance);
    block.finish(checks);
}
