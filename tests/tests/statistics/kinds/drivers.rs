//! Drivers of satisfaction: importance, regression, quadrants.

use server::analysis::johnson::relative_weights;
use server::analysis::lmg::importance;
use server::analysis::ordinal_logit::{logit, ordinal_logit};
use server::analysis::quadrants::{importance_shares, quadrants};
use server::analysis::regression::DriverData;
use server::analysis::undefined::Undefined;

use crate::expected::{Object, Recorder, Tolerance};
use crate::fixture::{Data, Fixture};

pub fn drivers(checks: &Recorder, fixture: &Fixture) {
    let data = fixture.data();
    let cases = Object::new(fixture.name(), &fixture.json["cases"]);
    let items: Vec<String> = block(&cases, "lmg").keys().into_iter().map(str::to_owned).collect();
    let columns: Vec<Vec<f64>> = items.iter().map(|item| data.numbers(item)).collect();
    let outcome = data.numbers("q_overall");
    let plain = DriverData::new(&outcome, &columns, None).unwrap();
    let weighted = DriverData::new(&outcome, &columns, Some(&data.numbers("weight"))).unwrap();
    let survey = Drivers { checks, fixture, data, items, columns, outcome };
    let shares = importance(&plain).unwrap();
    let by_weight = importance(&weighted).unwrap();
    let fine = survey.tolerance("rel", 1e-7);
    for key in cases.keys() {
        let named = |values: &[f64]| survey.named(&block(&cases, key), &survey.items, values, fine);
        match key {
            "n" => cases.number(checks, key, Ok(plain.rows() as f64), Tolerance::abs(0.0)),
            "r2" => cases.number(checks, key, Ok(shares.r2), fine),
            "r2_weighted" => cases.number(checks, key, Ok(by_weight.r2), fine),
            "lmg" => named(&shares.lmg),
            "first" => named(&shares.first),
            "last" => named(&shares.last),
            "relative_weights" => named(&relative_weights(&plain).unwrap()),
            "lmg_weighted" => named(&by_weight.lmg),
            "betasq" => {
                let standardised = plain.least_squares().unwrap().standardised;
                named(&standardised.iter().map(|b| b * b).collect::<Vec<_>>());
            }
            "ols" => survey.least_squares(&block(&cases, key), &plain),
            "polr" => survey.ordinal(&block(&cases, key)),
            "logit" => survey.logit(&block(&cases, key)),
            "ipa" => survey.quadrants(&block(&cases, key), &shares.lmg, shares.r2),
            "collinear_rule" => survey.collinear(),
            other => checks.check(false, || format!("{}: no check knows {other}", cases.path)),
        }
    }
}

struct Drivers<'a> {
    checks: &'a Recorder,
    fixture: &'a Fixture,
    data: Data,
    items: Vec<String>,
    columns: Vec<Vec<f64>>,
    outcome: Vec<f64>,
}

impl Drivers<'_> {
    fn tolerance(&self, key: &str, otherwise: f64) -> Tolerance {
        Tolerance { rel: self.fixture.tolerance(key, otherwise), abs: 1e-12 }
    }

    /// One value per name.
    fn named(&self, block: &Object<'_>, names: &[String], values: &[f64], tolerance: Tolerance) {
        for (name, value) in names.iter().zip(values) {
            block.number(self.checks, name, Ok(*value), tolerance);
        }
        block.finish(self.checks);
    }

    fn with_intercept(&self) -> Vec<String> {
        std::iter::once("(Intercept)".to_owned()).chain(self.items.clone()).collect()
    }

    fn least_squares(&self, wanted: &Object<'_>, data: &DriverData) {
        let (found, fine) = (data.least_squares().unwrap(), self.tolerance("rel", 1e-7));
        self.named(&block(wanted, "coef"), &self.with_intercept(), &found.coefficients, fine);
        self.named(&block(wanted, "se"), &self.with_intercept(), &found.se, fine);
        wanted.finish(self.checks);
    }

    fn ordinal(&self, wanted: &Object<'_>) {
        let (categories, labels) = self.data.codes("q_overall");
        let categories: Vec<usize> = categories.into_iter().map(|code| code as usize).collect();
        let found = ordinal_logit(&categories, &self.columns).unwrap();
        let (polr, se) = (self.tolerance("polr_rel", 1e-4), self.tolerance("polr_se_rel", 1e-3));
        self.named(&block(wanted, "coef"), &self.items, &found.coefficients, polr);
        self.named(&block(wanted, "se"), &self.items, &found.se, se);
        let cuts: Vec<String> = labels.windows(2).map(|pair| pair.join("|")).collect();
        self.named(&block(wanted, "zeta"), &cuts, &found.cuts, polr);
        wanted.number(self.checks, "loglik", Ok(found.log_likelihood), polr);
        wanted.finish(self.checks);
    }

    fn logit(&self, wanted: &Object<'_>) {
        let satisfied: Vec<bool> = self.data.numbers("sat").iter().map(|sat| *sat > 0.5).collect();
        let found = logit(&satisfied, &self.columns).unwrap();
        let glm = self.tolerance("glm_rel", 1e-7);
        // Standard errors of the reference come from its last but one step.
        let se = Tolerance { rel: 100.0 * glm.rel, ..glm };
        self.named(&block(wanted, "coef"), &self.with_intercept(), &found.coefficients, glm);
        self.named(&block(wanted, "se"), &self.with_intercept(), &found.se, se);
        wanted.number(self.checks, "deviance", Ok(found.deviance), glm);
        wanted.finish(self.checks);
    }

    fn quadrants(&self, wanted: &Object<'_>, lmg: &[f64], r2: f64) {
        let (rows, fine) = (self.outcome.len(), self.tolerance("rel", 1e-7));
        let importance = importance_shares(lmg).unwrap();
        let satisfied = |column: &Vec<f64>| column.iter().filter(|score| **score >= 4.0).count();
        let performance: Vec<f64> = self.columns.iter().map(|column| satisfied(column) as f64 / rows as f64).collect();
        self.named(&block(wanted, "importance_share"), &self.items, &importance, fine);
        self.named(&block(wanted, "performance"), &self.items, &performance, fine);
        let places = block(wanted, "quadrant");
        let found = quadrants(&importance, &performance, rows, r2).unwrap();
        for (item, found) in self.items.iter().zip(found) {
            let code = serde_json::to_value(found).unwrap();
            self.checks.equal(&places.at(item), code.as_str(), Some(places.str(item)));
        }
        places.finish(self.checks);
        wanted.finish(self.checks);
    }

    /// A repeated item shares its credit and is refused by least squares.
    fn collinear(&self) {
        let mut twice = self.columns.clone();
        twice.push(self.columns[0].clone());
        let data = DriverData::new(&self.outcome, &twice, None).unwrap();
        let lmg = importance(&data).unwrap().lmg;
        let gap = lmg[0] - lmg[self.columns.len()];
        self.checks.check(gap.abs() < 1e-12, || format!("credit differs by {gap}"));
        let refused = data.least_squares().err();
        self.checks.equal("collinear_rule", refused, Some(Undefined::Collinear));
    }
}

/// An object that must be there.
fn block<'a>(outer: &Object<'a>, key: &str) -> Object<'a> {
    outer.object(key).unwrap_or_else(|| panic!("{} is missing", outer.at(key)))
}
