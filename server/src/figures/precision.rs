//! Intervals and verdicts of probability samples, person by person.

use app::domain::answer::{Answer, Answers};
use app::domain::figure::{Certainty, Verdict, WhyUncertain};
use app::domain::questionnaire::Version;
use app::domain::questionnaire::index::IndexFormula;
use app::domain::target;

use crate::analysis::complex_interval::korn_graubard;
use crate::analysis::design::SampleDesign;
use crate::analysis::index_formula::{Factor, Formula, index};
use crate::analysis::proportion::clopper_pearson;
use crate::analysis::sample::RandomSample;
use crate::analysis::share::{Interval, Level, Share};
use crate::analysis::undefined::{Defined, Undefined};
use crate::analysis::verdict::{Operator, Outcome, Target, verdict};
use crate::store::StoreError;

/// The persons of a probability sample, as a simple random sample, with their answers to the items of the index.
pub struct Sample {
    sectors: Vec<String>,
    factors: Vec<Factor>,
    formula: Formula,
    design: Option<SampleDesign>,
}

impl Sample {
    /// Reads the stored answers of each person, with the sector that each judged.
    ///
    /// # Errors
    /// When stored answers do not fit the version.
    pub fn read(version: &Version, rows: Vec<(String, String)>) -> Result<Self, StoreError> {
        let mut factors: Vec<(&str, Factor)> = Vec::new();
        for (section, _) in version.index_items() {
            if factors.last().is_none_or(|(code, _)| *code != section.code.as_str()) {
                let weight = match version.index() {
                    IndexFormula::WeightedFactors(weights) => weights.get(&section.code).copied().unwrap_or_default(),
                    _ => 1.0,
                };
                factors.push((section.code.as_str(), Factor { items: Vec::new(), weight }));
            }
        }
        let mut sectors = Vec::with_capacity(rows.len());
        let mut persons = Vec::with_capacity(rows.len());
        for (sector, answers) in rows {
            let answers = Answers::from_json(version, &answers)
                .map_err(|misfit| StoreError::Unreadable { what: "response", value: format!("{misfit:?}") })?;
            sectors.push(sector);
            persons.push(answers);
        }
        for (section, item) in version.index_items() {
            let point = |answers: &Answers| match answers.get(item.code.as_str()) {
                Some(Answer::Scale(point)) => Some(point.point()),
                _ => None,
            };
            if let Some((_, factor)) = factors.iter_mut().find(|(code, _)| *code == section.code.as_str()) {
                factor.items.push(persons.iter().map(point).collect());
            }
        }
        let formula = match version.index() {
            IndexFormula::PooledTopTwoBox => Formula::PooledTopTwoBox,
            IndexFormula::MeanOfItemShares => Formula::MeanOfItemShares,
            IndexFormula::WeightedFactors(_) => Formula::WeightedFactors,
            IndexFormula::MeanScore => Formula::MeanScore,
        };
        let design = SampleDesign::unstructured(&vec![1.0; sectors.len()]).ok();
        Ok(Self { sectors, factors: factors.into_iter().map(|(_, factor)| factor).collect(), formula, design })
    }

    /// The 95 % interval of the persons whose sector `within` accepts, and the verdict on a target.
    pub fn certainty(&self, within: impl Fn(&str) -> bool, target: Option<&target::Target>) -> Certainty {
        let included: Vec<bool> = self.sectors.iter().map(|sector| within(sector)).collect();
        if self.formula == Formula::MeanScore {
            // A mean score is no proportion, so the binomial intervals do not hold for it.
            return Certainty::None(WhyUncertain::Formula);
        }
        match (self.interval(&included, Level::P95), self.interval(&included, Level::P90)) {
            (Ok(shown), Ok(bounds)) => Certainty::Interval {
                lower: shown.lower().get(),
                upper: shown.upper().get(),
                verdict: target.and_then(|target| judge(target, bounds)),
            },
            _ => Certainty::None(WhyUncertain::TooFew),
        }
    }

    /// Clopper-Pearson where each person gave one answer. Otherwise a person's answers are one cluster: the variance of the index over
    /// persons gives an effective number of answers, on which the same interval is computed (Korn-Graubard).
    fn interval(&self, included: &[bool], level: Level) -> Defined<Interval> {
        let (persons, valid, satisfied) = self.tally(included);
        if persons == valid {
            return clopper_pearson(RandomSample::of(satisfied, valid)?, level);
        }
        let design = self.design.as_ref().ok_or(Undefined::NoAnswers)?;
        let estimate = index(design, &self.factors, self.formula, |row| included[row])?;
        let variance = design.variance_of_total(&estimate.z)?;
        korn_graubard(Share::clipped(estimate.value)?, variance, valid, persons.saturating_sub(1), level)
    }

    /// Persons with a valid answer, their valid answers, and the satisfied ones among these.
    fn tally(&self, included: &[bool]) -> (u64, u64, u64) {
        let (mut persons, mut valid, mut satisfied) = (0, 0, 0);
        for row in included.iter().enumerate().filter_map(|(row, included)| included.then_some(row)) {
            let given = self.factors.iter().flat_map(|factor| &factor.items).filter_map(|item| item[row]);
            let (answers, high) = given.fold((0, 0), |(answers, high), point| (answers + 1, high + u64::from(point >= 4)));
            persons += u64::from(answers > 0);
            valid += answers;
            satisfied += high;
        }
        (persons, valid, satisfied)
    }
}

/// The verdict on a target from the ends of the two-sided 90 % interval, which are the one-sided 95 % bounds.
fn judge(target: &target::Target, bounds: Interval) -> Option<Verdict> {
    let operator = match target.operator {
        target::Operator::AtLeast => Operator::AtLeast,
        target::Operator::MoreThan => Operator::Above,
    };
    let share = Share::from_percent(target.percent).ok()?;
    match verdict(Target::new(operator, share), Ok(bounds)).outcome {
        Outcome::Met => Some(Verdict::Met),
        Outcome::Missed => Some(Verdict::Missed),
        Outcome::NotEnoughEvidence => Some(Verdict::NotEnoughEvidence),
        Outcome::NoVerdict => None,
    }
}
