//! Surveys: degenerate designs and change between waves.

use server::analysis::estimate::{estimate_domains, estimate_whole};
use server::analysis::linearised::{design_degrees, difference, linearise};
use server::analysis::measure::Domains;
use server::analysis::share::Level;

use crate::expected::{Object, Recorder, Tolerance, real_ends};
use crate::fixture::Fixture;
use crate::survey::{Roles, check_estimate, policy, yes_or_no};

pub fn edge_designs(checks: &Recorder, fixture: &Fixture) {
    let tolerance = Tolerance::rel(fixture.tolerance("rel", 1e-8));
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for case in cases.keys() {
        let block = cases.object(case).unwrap();
        let template = fixture.json["data"].as_str().unwrap();
        let data = fixture.file(&template.replace("<case>", case));
        let mut roles = Roles::read(fixture.json.get("design"));
        if let Some(own) = block.object("design") {
            for role in own.keys() {
                roles.set(role, own.str(role).split_whitespace().next().unwrap_or_default());
            }
        }
        roles.lonely_psu = policy(block.str("lonely_psu"));
        // Columns of a second stage and of population counts are used where the data have them.
        for (role, names) in [("ssu", ["ssu"].as_slice()), ("fpc", &["fpc", "N_psu"]), ("fpc2", &["fpc2", "M_ssu"])] {
            if let Some(name) = names.iter().find(|name| data.has(name)) {
                roles.set(role, name);
            }
        }
        if block.get("expect").is_some() {
            // A case that says in words that the design must be refused.
            let words = block.str("expect");
            let refusal = ["error", "refus", "fail"].iter().any(|word| words.contains(word));
            let passed = refusal && roles.try_design(&data).is_err();
            checks.check(passed, || format!("{}: {words}", block.path));
            continue;
        }
        let answers = yes_or_no(&data, block.str("variable"));
        let found = estimate_whole(&roles.design(&data), &answers).unwrap();
        check_estimate(checks, &block, &found, tolerance);
    }
}

pub fn two_waves(checks: &Recorder, fixture: &Fixture) {
    let tolerance = Tolerance::rel(fixture.tolerance("rel", 1e-8));
    let data = fixture.data();
    let design = Roles::read(fixture.json.get("design")).design(&data);
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    let variable = cases.keys().into_iter().find_map(|key| fixture.json["cases"][key]["variable"].as_str());
    let answers = yes_or_no(&data, variable.unwrap_or("answer"));
    let wave = |name: &str| {
        let number = name.trim_start_matches("wave").to_owned();
        Domains::only(data.rows, |row| data.text("wave")[row] == number)
    };
    let of = |name: &str| {
        let wave = wave(name);
        linearise(&design, &answers, |row| wave.codes()[row] == 0).unwrap()
    };
    let change = difference(&design, &of("wave2"), &of("wave1"), design_degrees(&design, &answers)).unwrap();
    for key in cases.keys() {
        let block = cases.object(key).unwrap();
        match key {
            "change" => {
                block.number(checks, "diff", Ok(change.value), tolerance);
                block.number(checks, "se", Ok(change.se()), tolerance);
                block.number(checks, "cov", Ok(change.covariance), tolerance);
                block.number(checks, "df", Ok(change.df as f64), Tolerance::abs(0.0));
                block.number(checks, "t", change.t(), tolerance);
                block.number(checks, "p_two_sided", change.p_value(), tolerance);
                block.ends(checks, "ci95", real_ends(change.interval(Level::P95)), tolerance);
                block.finish(checks);
            }
            "independent" => {
                let independent = change.variance + 2.0 * change.covariance;
                block.number(checks, "se", Ok(independent.sqrt()), tolerance);
                block.finish(checks);
            }
            wave_name if wave_name.starts_with("wave") => {
                let found = estimate_domains(&design, &answers, &wave(wave_name)).unwrap();
                check_estimate(checks, &block, &found[0], tolerance);
            }
            other => checks.check(false, || format!("{}: no check knows the case {other}", fixture.name())),
        }
    }
}
