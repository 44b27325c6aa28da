//! The large synthetic survey: domains, items, index, contrasts, raking.

use serde_json::Value;
use server::analysis::design::SampleDesign;
use server::analysis::estimate::{estimate_domains, estimate_whole, t_interval};
use server::analysis::index_formula::{Factor, Formula, index};
use server::analysis::linearised::{design_degrees, difference, linearise};
use server::analysis::measure::{Answers, Domains, Ratio};
use server::analysis::raking::{RakingLimits, rake};
use server::analysis::rao_scott::{rao_scott, two_categories};
use server::analysis::share::Level;
use server::analysis::weights::CalibratedDesign;

use super::calibration::margins;
use crate::expected::{Object, Recorder, Tolerance, real_ends};
use crate::fixture::{Data, Fixture};
use crate::survey::{Roles, check_estimate, scores};

/// The design text `strata=stratum, psu=psu, weights=weight, …`.
fn main_roles(fixture: &Fixture) -> Roles {
    let text = fixture.json["design"]["main"].as_str().expect("the main design is described");
    let mut roles = Roles::default();
    for (role, column) in text.split_whitespace().filter_map(|word| word.split_once('=')) {
        roles.set(role, column);
    }
    roles
}

struct Survey<'a> {
    fixture: &'a Fixture,
    data: Data,
    design: SampleDesign,
    two_stage: SampleDesign,
    answers: Answers,
    tolerance: Tolerance,
}

pub fn sipas_like(checks: &Recorder, fixture: &Fixture) {
    let data = fixture.data();
    let roles = main_roles(fixture);
    let mut two_stage = roles.clone();
    for (role, column) in [("ssu", "ssu"), ("fpc", "N_psu"), ("fpc2", "M_ssu")] {
        two_stage.set(role, column);
    }
    let survey = Survey {
        fixture,
        design: roles.design(&data),
        two_stage: two_stage.design(&data),
        answers: Answers::top_two_box(&scores(&data, "q_overall")),
        tolerance: Tolerance::rel(fixture.tolerance("rel", 1e-8)),
        data,
    };
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    for key in cases.keys() {
        survey.case(checks, &cases.object(key).unwrap(), key);
    }
}

impl Survey<'_> {
    fn case(&self, checks: &Recorder, block: &Object<'_>, key: &str) {
        let design = if key.contains("two_stage_fpc") { &self.two_stage } else { &self.design };
        let key = key.trim_end_matches("_two_stage_fpc");
        match key {
            "overall" => check_estimate(checks, block, &estimate_whole(design, &self.answers).unwrap(), self.tolerance),
            "unweighted" => self.unweighted(checks, block),
            "counts" => self.counts(checks, block),
            "likert_distribution" => self.likert(checks, block),
            "mean_score" => self.mean_score(checks, block),
            "sipas_index" => self.index(checks, block),
            "items" => self.items(checks, block),
            "raked" => self.raked(checks, block),
            _ if key.starts_with("difference") => self.difference(checks, block),
            _ if key.starts_with("rao_scott_sat_by_") => {
                self.rao_scott(checks, block, key.trim_start_matches("rao_scott_sat_by_"));
            }
            _ if key.starts_with("by_") => {
                let columns = self.columns(key.trim_start_matches("by_"));
                for domain in block.keys() {
                    let inside = self.domain(&columns, domain);
                    let found = estimate_domains(design, &self.answers, &inside).unwrap();
                    let block = block.object(domain).unwrap();
                    check_estimate(checks, &block, &found[0], self.tolerance);
                }
            }
            other => checks.check(false, || format!("{}: no check knows the case {other}", self.fixture.name())),
        }
    }

    /// The columns in a name such as `province_sector`.
    fn columns(&self, name: &str) -> Vec<String> {
        if self.data.has(name) {
            return vec![name.to_owned()];
        }
        let split = name.match_indices('_').find(|(at, _)| self.data.has(&name[..*at]));
        let (at, _) = split.unwrap_or_else(|| panic!("no columns are named in {name}"));
        let mut columns = vec![name[..at].to_owned()];
        columns.extend(self.columns(&name[at + 1..]));
        columns
    }

    fn domain(&self, columns: &[String], label: &str) -> Domains {
        let values: Vec<&str> = label.split('|').collect();
        Domains::only(self.data.rows, |row| {
            columns.iter().zip(&values).all(|(column, value)| self.data.text(column)[row] == *value)
        })
    }

    /// The rows that have a value in some column.
    fn any_domain(&self, value: &str) -> Domains {
        let has = |column: &&String| self.data.text(column).iter().any(|cell| cell == value);
        let column = self.data.names.iter().find(has).unwrap_or_else(|| panic!("nothing is called {value}"));
        self.domain(std::slice::from_ref(column), value)
    }

    fn unweighted(&self, checks: &Recorder, block: &Object<'_>) {
        let found = estimate_whole(&self.design, &self.answers).unwrap();
        let (n, k) = (found.n as f64, found.satisfied.unwrap() as f64);
        block.number(checks, "n", Ok(n), Tolerance::abs(0.0));
        block.number(checks, "k", Ok(k), Tolerance::abs(0.0));
        block.number(checks, "p", Ok(k / n), self.tolerance);
        block.finish(checks);
    }

    fn counts(&self, checks: &Recorder, block: &Object<'_>) {
        let codes = self.data.text("q_overall");
        let count = |test: &dyn Fn(&str) -> bool| Ok(codes.iter().filter(|code| test(code)).count() as f64);
        let exact = Tolerance::abs(0.0);
        let found = estimate_whole(&self.design, &self.answers).unwrap();
        block.number(checks, "rows", Ok(found.rows as f64), exact);
        block.number(checks, "valid", Ok(found.n as f64), exact);
        block.number(checks, "no_opinion", count(&|code| code == "9"), exact);
        block.number(checks, "blank", count(&str::is_empty), exact);
        let weights = self.design.weights();
        block.number(checks, "zero_weight", Ok(weights.iter().filter(|w| **w <= 0.0).count() as f64), exact);
        block.number(checks, "sum_w", Ok(weights.iter().sum()), self.tolerance);
        block.finish(checks);
    }

    /// The score of each row, valid answers only.
    fn score(&self, row: usize) -> Option<f64> {
        self.data.text("q_overall")[row].parse::<f64>().ok().filter(|score| (1.0..=5.0).contains(score))
    }

    fn likert(&self, checks: &Recorder, block: &Object<'_>) {
        for (index, code) in block.f64s("code").into_iter().enumerate() {
            let share = |row| self.score(row).map(|score| f64::from(u8::from((score - code).abs() < 0.5)));
            let measure = Ratio::mean_of((0..self.data.rows).map(share)).unwrap();
            let found = estimate_whole(&self.design, &measure).unwrap();
            for (key, value) in [("share", found.value), ("se", found.se())] {
                checks.number(&format!("{}[{index}]", block.at(key)), value, block.list(key)[index], self.tolerance);
            }
        }
        block.finish(checks);
    }

    fn mean_score(&self, checks: &Recorder, block: &Object<'_>) {
        let measure = Ratio::mean_of((0..self.data.rows).map(|row| self.score(row))).unwrap();
        let found = estimate_whole(&self.design, &measure).unwrap();
        block.number(checks, "mean", found.value, self.tolerance);
        block.number(checks, "se", found.se(), self.tolerance);
        block.number(checks, "df", Ok(found.df as f64), Tolerance::abs(0.0));
        block.finish(checks);
    }

    fn item_names(&self) -> Vec<&String> {
        let is_item = |name: &&String| name.strip_prefix('q').is_some_and(|rest| rest.parse::<u32>().is_ok());
        self.data.names.iter().filter(is_item).collect()
    }

    fn index(&self, checks: &Recorder, block: &Object<'_>) {
        let items: Vec<_> = self.item_names().into_iter().map(|name| scores(&self.data, name)).collect();
        let pairs = (0..self.data.rows).map(|row| {
            let valid = || items.iter().filter_map(|item| item[row]).filter(|score| (1..=5).contains(score));
            let n = valid().count();
            (n > 0).then(|| (valid().filter(|score| *score >= 4).count() as f64, n as f64))
        });
        let ratio = Ratio::new(pairs.collect()).unwrap();
        let factors = [Factor { items, weight: 1.0 }];
        let check = |block: &Object<'_>, domain: &Domains| {
            let inside = |row: usize| domain.codes()[row] == 0;
            let by_rows = index(&self.design, &factors, Formula::PooledTopTwoBox, inside).unwrap();
            let variance = self.design.variance_of_total(&by_rows.z).unwrap();
            let found = &estimate_domains(&self.design, &ratio, domain).unwrap()[0];
            block.number(checks, "index", Ok(by_rows.value), self.tolerance);
            block.number(checks, "index", found.value, self.tolerance);
            block.number(checks, "se", Ok(variance.sqrt()), self.tolerance);
            block.number(checks, "se", found.se(), self.tolerance);
            block.number(checks, "df", Ok(found.df as f64), Tolerance::abs(0.0));
            let ends = real_ends(t_interval(by_rows.value, variance, found.df, Level::P95));
            block.ends(checks, "ci95_t", ends, self.tolerance);
            block.finish(checks);
        };
        for key in block.keys() {
            let inner = block.object(key).unwrap();
            match key.strip_prefix("by_") {
                Some(name) => {
                    let columns = self.columns(name);
                    for domain in inner.keys() {
                        check(&inner.object(domain).unwrap(), &self.domain(&columns, domain));
                    }
                }
                None => check(&inner, &Domains::whole(self.data.rows)),
            }
        }
    }

    fn items(&self, checks: &Recorder, block: &Object<'_>) {
        for item in block.keys() {
            let answers = Answers::top_two_box(&scores(&self.data, item));
            let found = estimate_whole(&self.design, &answers).unwrap();
            check_estimate(checks, &block.object(item).unwrap(), &found, self.tolerance);
        }
    }

    fn difference(&self, checks: &Recorder, block: &Object<'_>) {
        let (first, second) = block.str("contrast").split_once(" minus ").expect("a contrast");
        let of = |value: &str| {
            let domain = self.any_domain(value);
            linearise(&self.design, &self.answers, |row| domain.codes()[row] == 0).unwrap()
        };
        let (first, second) = (of(first), of(second));
        let df = design_degrees(&self.design, &self.answers);
        let found = difference(&self.design, &first, &second, df).unwrap();
        block.number(checks, "diff", Ok(found.value), self.tolerance);
        block.number(checks, "se", Ok(found.se()), self.tolerance);
        block.number(checks, "df", Ok(df as f64), Tolerance::abs(0.0));
        let variance = |z: &[f64]| self.design.variance_of_total(z).unwrap();
        let independent = (variance(&first.z) + variance(&second.z)).sqrt();
        block.number(checks, "se_if_independent", Ok(independent), self.tolerance);
        block.finish(checks);
    }

    fn rao_scott(&self, checks: &Recorder, block: &Object<'_>, column: &str) {
        let (codes, labels) = self.data.codes(column);
        let domains = Domains::new(codes, u32::try_from(labels.len()).unwrap()).unwrap();
        let answers = Domains::new(two_categories(&self.answers), 2).unwrap();
        let found = rao_scott(&self.design, &answers, &domains);
        block.number(checks, "F", found.map(|test| test.f), self.tolerance);
        block.number(checks, "ndf", found.map(|test| test.df1), self.tolerance);
        block.number(checks, "ddf", found.map(|test| test.df2), self.tolerance);
        block.number(checks, "p", found.map(|test| test.p_value), Tolerance::rel(1e-7));
        block.finish(checks);
    }

    fn raked(&self, checks: &Recorder, block: &Object<'_>) {
        let margins = margins(&self.data, block.need("margins")).unwrap();
        let raked = rake(self.design.weights(), &margins, RakingLimits::default()).unwrap();
        let fine = Tolerance::rel(self.fixture.tolerance("rake_weights_rel", 1e-7));
        let reference = self.fixture.file(&format!("{}_raked_weights.csv", self.fixture.name()));
        for (row, (found, wanted)) in raked.weights.iter().zip(reference.numbers("w_raked")).enumerate() {
            checks.number(&format!("{}[{row}]", block.at("weights")), Ok(*found), &Value::from(wanted), fine);
        }
        let weights = &raked.weights;
        block.number(checks, "sum_w", Ok(weights.iter().sum()), fine);
        block.number(checks, "min_w", Ok(raked.report.smallest), fine);
        block.number(checks, "max_w", Ok(raked.report.largest), fine);
        block.number(checks, "kish_deff", Ok(raked.report.kish_after), fine);
        let calibrated = CalibratedDesign::new(&self.design, weights, &margins).unwrap();
        let estimate = linearise(calibrated.design(), &self.answers, |_| true).unwrap();
        block.number(checks, "p", Ok(estimate.value), fine);
        let se = calibrated.variance(&estimate.z).map(f64::sqrt);
        block.number(checks, "se_linearised", se, Tolerance::rel(self.fixture.tolerance("rake_se_rel", 1e-5)));
        // Known to project without the base weights: it must not be what is computed here.
        let wrong = block.f64("se_R_rake_function");
        checks.check((se.unwrap() - wrong).abs() > 1e-6 * wrong, || block.at("se_R_rake_function"));
        block.finish(checks);
    }
}
