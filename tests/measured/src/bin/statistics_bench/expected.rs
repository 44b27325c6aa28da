//! The table against the values that a fixture expects, at its tolerances.

use serde_json::Value;
use server::analysis::undefined::Defined;

use crate::survey::{Row, TARGETS, Table};

/// Where the fixture keeps rows by name; the table has to have all of them.
const FOLDERS: [&str; 6] =
    ["by_province", "by_sector", "by_province_sector", "items", "sipas_index/by_province", "sipas_index/by_sector"];

/// Relative tolerances.
struct Tolerances {
    estimate: f64,
    raked_weights: f64,
    raked_se: f64,
}

/// Compares every figure of the table, and sees to it that none is missing.
///
/// The error names every figure that is wrong.
pub fn check(fixture: &Value, table: &Table) -> Result<(), String> {
    let tolerance = |key: &str| fixture["tolerance"][key].as_f64().ok_or_else(|| format!("the fixture has no tolerance {key}"));
    let tolerances = Tolerances {
        estimate: tolerance("rel")?,
        raked_weights: tolerance("rake_weights_rel")?,
        raked_se: tolerance("rake_se_rel")?,
    };
    let mut wrong = Vec::new();
    for folder in FOLDERS {
        let wanted = block(fixture, folder).and_then(Value::as_object).map_or(0, serde_json::Map::len);
        let found = table.rows.iter().filter(|row| row.place.0 == folder).count();
        if wanted == 0 || found != wanted {
            wrong.push(format!("{folder}: {found} rows instead of {wanted}"));
        }
    }
    for row in &table.rows {
        check_row(fixture, row, &tolerances, &mut wrong);
    }
    let raked = &fixture["cases"]["raked"];
    let report = &table.raking;
    for (key, found) in [("min_w", report.smallest), ("max_w", report.largest), ("kish_deff", report.kish_after)] {
        compare(&mut wrong, &format!("raked/{key}"), Some(found), &raked[key], tolerances.raked_weights);
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("wrong figures:\n{}", wrong.join("\n"))) }
}

/// What the fixture has below `cases`.
fn block<'a>(fixture: &'a Value, place: &str) -> Option<&'a Value> {
    fixture["cases"].pointer(&format!("/{place}"))
}

fn check_row(fixture: &Value, row: &Row, tolerances: &Tolerances, wrong: &mut Vec<String>) {
    let (folder, name) = &row.place;
    let place = format!("{folder}/{name}");
    let Some(wanted) = block(fixture, place.trim_start_matches('/')) else {
        wrong.push(format!("{place}: not in the fixture"));
        return;
    };
    let found = &row.estimate;
    if name == "raked" {
        compare(wrong, "raked/p", found.value.ok(), &wanted["p"], tolerances.raked_weights);
        compare(wrong, "raked/se", found.se().ok(), &wanted["se_linearised"], tolerances.raked_se);
        return;
    }
    let [value, interval] = if row.judged.is_some() { ["/p", "/ci/0.95/kg"] } else { ["/index", "/ci95_t"] };
    for (key, figure) in [(value, found.value), ("/se", found.se())] {
        let wanted = wanted.pointer(key).unwrap_or(&Value::Null);
        compare(wrong, &format!("{place}{key}"), figure.ok(), wanted, tolerances.estimate);
    }
    // The rest is not given for every row. Quotients of variances have twice the tolerance.
    let ends = row.interval;
    let bounds = row.judged.as_ref().and_then(|judged| judged.bounds.ok());
    let rest = [
        ("/rows".to_owned(), Some(count(found.rows)), 0.0),
        ("/n".to_owned(), Some(count(found.n)), 0.0),
        ("/n_satisfied".to_owned(), found.satisfied.map(count), 0.0),
        ("/df".to_owned(), Some(count(found.df)), 0.0),
        ("/sum_w".to_owned(), Some(found.sum_w), 1.0),
        ("/deff_replace".to_owned(), found.deff().ok(), 2.0),
        ("/kish_deff".to_owned(), found.kish_deff.ok(), 1.0),
        ("/n_eff".to_owned(), found.effective_n().ok(), 2.0),
        (format!("{interval}/0"), ends.ok().map(|ends| ends.lower), 1.0),
        (format!("{interval}/1"), ends.ok().map(|ends| ends.upper), 1.0),
        ("/one_sided_95_kg/lower".to_owned(), bounds.map(|ends| ends.lower), 1.0),
        ("/one_sided_95_kg/upper".to_owned(), bounds.map(|ends| ends.upper), 1.0),
    ];
    for (key, figure, times) in rest {
        if let Some(wanted) = wanted.pointer(&key) {
            compare(wrong, &format!("{place}{key}"), figure, wanted, tolerances.estimate * times);
        }
    }
    let Some(judged) = &row.judged else { return };
    let verdicts = TARGETS.iter().zip(&judged.verdicts);
    let verdicts = verdicts.map(|(target, outcome)| (format!("/verdict_kg_alpha05/{:.2}", target / 100.0), outcome.code()));
    for (key, code) in verdicts.chain([("/nchs/status".to_owned(), judged.publication.status.code())]) {
        if let Some(wanted) = wanted.pointer(&key)
            && wanted != code
        {
            wrong.push(format!("{place}{key}: {code} instead of {wanted}"));
        }
    }
}

/// A count, exactly: none here reaches 2³².
fn count(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Notes a figure that is not within the tolerance of what is wanted, null being undefined.
fn compare(wrong: &mut Vec<String>, place: &str, found: Option<f64>, wanted: &Value, relative: f64) {
    let fits = match (found, wanted.as_f64()) {
        (Some(found), Some(wanted)) => (found - wanted).abs() <= relative * wanted.abs(),
        (None, None) => true,
        _ => false,
    };
    if !fits {
        wrong.push(format!("{place}: {found:?} instead of {wanted}"));
    }
}

/// Whether two figures agree to a relative tolerance.
pub fn agree(found: Defined<f64>, wanted: f64, relative: f64) -> bool {
    found.is_ok_and(|found| (found - wanted).abs() <= relative * wanted.abs())
}
