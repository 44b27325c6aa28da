//! Weighted percentages, intervals and verdicts of probability samples, person by person.

use std::ops::RangeInclusive;
use std::sync::Arc;

use app::domain::figure::{Certainty, Verdict, WhyUncertain};
use app::domain::questionnaire::index::IndexFormula;
use app::domain::target;
use app::domain::trust;

use super::index::float;
use super::measured::Measured;
use super::people::Person;
use super::sample_design::stacked;
use crate::analysis::change::newcombe;
use crate::analysis::complex_interval::{effective_size, korn_graubard};
use crate::analysis::design::{DesignColumns, DesignError, LonelyPsu, SampleDesign};
use crate::analysis::estimate::estimate_whole;
use crate::analysis::index_formula::{Factor, Formula, index};
use crate::analysis::linearised::{design_degrees, difference};
use crate::analysis::measure::Ratio;
use crate::analysis::proportion::clopper_pearson;
use crate::analysis::publication::{Candidate, Gate, publication};
use crate::analysis::sample::RandomSample;
use crate::analysis::share::{Interval, Level, RealInterval, Share};
use crate::analysis::undefined::Defined;
use crate::analysis::verdict::{Operator, Outcome, Target, verdict};
use crate::store::StoreError;

/// The persons of a probability sample with their answers to the items of the index and the way in which they were drawn.
pub struct Sample {
    sectors: Vec<Arc<str>>,
    /// The unit judged by each person.
    units: Vec<Arc<str>>,
    /// The month of each person, `YYYYMM`.
    months: Vec<i64>,
    /// Whether the person is one of those asked for, by unit and mode. The others stay in the sample: they say how it was drawn.
    asked_for: Vec<bool>,
    factors: Vec<Factor>,
    formula: Formula,
    design: SampleDesign,
    weighted: bool,
}

impl Sample {
    /// The sample of these people. Where any has a place in a sample, all of them make up the design and `asked_for` marks a domain;
    /// otherwise those asked for are a simple random sample.
    ///
    /// # Errors
    /// When their places in the sample make no design.
    pub fn read(measured: &Measured, mut people: Vec<&Person>, asked_for: impl Fn(&Person) -> bool) -> Result<Self, StoreError> {
        let weighted = people.iter().any(|person| person.sample_place.is_some());
        if !weighted {
            people.retain(|person| asked_for(person));
        }
        let design = if weighted { stacked(&people) } else { everyone_alone(people.len()) };
        Ok(Self {
            asked_for: people.iter().map(|person| asked_for(person)).collect(),
            factors: factors(measured, &people),
            formula: match measured.formula() {
                IndexFormula::PooledTopTwoBox => Formula::PooledTopTwoBox,
                IndexFormula::MeanOfItemShares => Formula::MeanOfItemShares,
                IndexFormula::WeightedFactors(_) => Formula::WeightedFactors,
                IndexFormula::MeanScore => Formula::MeanScore,
            },
            design: design.map_err(|error| StoreError::Unreadable { what: "sampling design", value: error.to_string() })?,
            weighted,
            months: people.iter().map(|person| person.month).collect(),
            units: people.iter().map(|person| person.unit.clone()).collect(),
            sectors: people.into_iter().map(|person| person.sector.clone()).collect(),
        })
    }

    /// Whether the sample has a design, so that its percentages are weighted.
    pub const fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// The index over the persons in the unit whose sector `within` accepts: a share from 0 to 1, weighted by the design.
    pub fn share(&self, within: impl Fn(&str) -> bool) -> Option<f64> {
        self.domain(|row| within(&self.sectors[row])).share()
    }

    /// What the design does to the precision of the share of satisfied answers of the persons asked for whose sector `within` accepts; nothing where
    /// it is undefined, as where all answer alike.
    pub fn precision(&self, within: impl Fn(&str) -> bool) -> Option<trust::Precision> {
        let domain = Domain::of(self, |row| within(&self.sectors[row]));
        let estimate = estimate_whole(&self.design, &Ratio::new(domain.cases).ok()?).ok()?;
        let (effective, effect) = (estimate.effective_n().ok()?, estimate.deff().ok()?);
        Some(trust::Precision { persons: domain.persons, effective, effect })
    }

    /// The 95 % interval of the same index and the verdict on a target, or why there is neither.
    pub fn certainty(&self, within: impl Fn(&str) -> bool, target: Option<&target::Target>) -> Certainty {
        self.domain(|row| within(&self.sectors[row])).certainty(target)
    }

    /// The persons asked for whose rows `takes` accepts.
    pub fn domain(&self, takes: impl Fn(usize) -> bool) -> Domain<'_> {
        Domain::of(self, takes)
    }

    /// The sector judged by the person of a row.
    pub fn sector(&self, row: usize) -> &str {
        &self.sectors[row]
    }

    /// The unit judged by the person of each row.
    pub fn units(&self) -> &[Arc<str>] {
        &self.units
    }

    /// The month of the person of a row, `YYYYMM`.
    pub fn month(&self, row: usize) -> i64 {
        self.months[row]
    }
}

/// A span of months, each as `YYYYMM`.
pub type Months = RangeInclusive<i64>;

impl Sample {
    /// The two-sided 95 % interval of the index of the persons asked for whose sector `within` accepts in one span of months less that in
    /// another, in shares from −1 to 1; nothing where it is undefined. Both come from one design, so that what they share is taken into account.
    pub fn change(&self, within: impl Fn(&str) -> bool, later: &Months, earlier: &Months) -> Option<RealInterval> {
        let of = |months: &Months| self.domain(|row| months.contains(&self.months[row]) && within(&self.sectors[row]));
        of(later).less(&of(earlier))
    }
}

/// A part of the sample.
pub struct Domain<'a> {
    sample: &'a Sample,
    included: Vec<bool>,
    /// The valid and the satisfied answers of each person of the domain who gave any.
    cases: Vec<Option<(f64, f64)>>,
    /// Persons with a valid answer.
    persons: u64,
    /// Their valid answers.
    valid: u64,
    /// The satisfied ones among these.
    satisfied: u64,
}

impl<'a> Domain<'a> {
    /// The persons asked for that `takes` accepts, by their rows.
    fn of(sample: &'a Sample, takes: impl Fn(usize) -> bool) -> Self {
        let included = sample.asked_for.iter().enumerate().map(|(row, asked_for)| *asked_for && takes(row)).collect();
        let mut domain = Self { sample, included, cases: Vec::new(), persons: 0, valid: 0, satisfied: 0 };
        for row in 0..domain.included.len() {
            if !domain.included[row] {
                domain.cases.push(None);
                continue;
            }
            let given = sample.factors.iter().flat_map(|factor| &factor.items).filter_map(|item| item[row]);
            let (answers, high) = given.fold((0, 0), |(answers, high), point| (answers + 1, high + u64::from(point >= 4)));
            let is_case = answers > 0;
            domain.cases.push(is_case.then(|| (float(high), float(answers))));
            if is_case {
                domain.persons += 1;
                domain.valid += answers;
                domain.satisfied += high;
            }
        }
        domain
    }

    /// The index: a share from 0 to 1, weighted by the design.
    pub fn share(&self) -> Option<f64> {
        let sample = self.sample;
        let estimate = index(&sample.design, &sample.factors, sample.formula, |row| self.included[row]).ok()?;
        Some(self.exact_ends(estimate.value))
    }

    /// The 95 % interval of the index and the verdict on a target, or why there is neither.
    pub fn certainty(&self, target: Option<&target::Target>) -> Certainty {
        if self.sample.formula == Formula::MeanScore {
            // A mean score is no proportion, so the binomial intervals do not hold for it.
            return Certainty::None(WhyUncertain::Formula);
        }
        let Ok(precision) = self.precision() else { return Certainty::None(WhyUncertain::TooFew) };
        let (Ok(shown), Ok(bounds)) = (precision.interval(Level::P95), precision.interval(Level::P90)) else {
            return Certainty::None(WhyUncertain::TooFew);
        };
        let candidate = precision.candidate(self.persons, shown);
        if !publication(&Gate::NCHS, &candidate).is_shown() {
            return Certainty::None(WhyUncertain::NotPublishable);
        }
        Certainty::Interval {
            lower: shown.lower().get(),
            upper: shown.upper().get(),
            verdict: target.and_then(|target| judge(target, bounds)),
        }
    }

    /// The two-sided interval of the index at any level, whether or not the publication standard lets it be shown.
    pub fn interval(&self, level: Level) -> Option<RealInterval> {
        let interval = self.precision().ok()?.interval(level).ok()?;
        Some(RealInterval { lower: interval.lower().get(), upper: interval.upper().get() })
    }

    /// The two-sided 95 % interval of the index less that of another part of the same sample, in shares from −1 to 1.
    pub fn less(&self, earlier: &Self) -> Option<RealInterval> {
        if let (Ok(Precision::Binomial(later)), Ok(Precision::Binomial(earlier))) = (self.precision(), earlier.precision()) {
            return newcombe(later, earlier, Level::P95).ok();
        }
        let sample = self.sample;
        let estimate = |domain: &Self| index(&sample.design, &sample.factors, sample.formula, |row| domain.included[row]).ok();
        let either = self.cases.iter().zip(&earlier.cases).map(|(later, earlier)| later.or(*earlier)).collect();
        let degrees = design_degrees(&sample.design, &Ratio::new(either).ok()?);
        difference(&sample.design, &estimate(self)?, &estimate(earlier)?, degrees).ok()?.interval(Level::P95).ok()
    }

    /// A weighted share as it is, except where nobody or everybody is satisfied: sums of weights could miss 0 and 1 by a last digit.
    fn exact_ends(&self, value: f64) -> f64 {
        match self.sample.formula {
            // The engine's mean score runs to 100.
            Formula::MeanScore => value / 100.0,
            _ if self.satisfied == 0 => 0.0,
            _ if self.satisfied == self.valid => 1.0,
            _ => value,
        }
    }

    /// Without a design and with one answer from each person, the sample is binomial. Otherwise the variance of the index comes from the
    /// design, in which a person's answers are one cluster, or a part of one.
    fn precision(&self) -> Defined<Precision> {
        let sample = self.sample;
        if !sample.weighted && self.persons == self.valid {
            return Ok(Precision::Binomial(RandomSample::of(self.satisfied, self.valid)?));
        }
        let estimate = index(&sample.design, &sample.factors, sample.formula, |row| self.included[row])?;
        Ok(Precision::Design {
            share: Share::clipped(self.exact_ends(estimate.value))?,
            variance: sample.design.variance_of_total(&estimate.z)?,
            // Where nobody or everybody is satisfied nothing varies, so nothing shows how alike a person's answers are: persons count.
            answers: if self.satisfied == 0 || self.satisfied == self.valid { self.persons } else { self.valid },
            degrees: design_degrees(&sample.design, &Ratio::new(self.cases.clone())?),
        })
    }
}

/// What an interval is computed from.
enum Precision {
    /// Independent answers.
    Binomial(RandomSample),
    /// An index with its variance under the sampling design.
    Design {
        share: Share,
        variance: f64,
        /// Answers that may count as independent ones at most.
        answers: u64,
        /// Clusters with a case less strata with a case.
        degrees: u64,
    },
}

impl Precision {
    /// Clopper-Pearson; under a design on an effective number of answers, which is Korn-Graubard.
    fn interval(&self, level: Level) -> Defined<Interval> {
        match *self {
            Self::Binomial(sample) => clopper_pearson(sample, level),
            Self::Design { share, variance, answers, degrees } => korn_graubard(share, variance, answers, degrees, level),
        }
    }

    /// What the publication standard looks at. Its cases are persons: many answers of few persons tell about few.
    fn candidate(&self, persons: u64, interval: Interval) -> Candidate {
        let (effective_n, df, share) = match *self {
            Self::Binomial(sample) => (Ok(float(persons)), persons.saturating_sub(1), sample.share()),
            Self::Design { share, variance, degrees, .. } => (effective_size(share, variance, persons), degrees, Ok(share)),
        };
        Candidate { n: persons, effective_n, df, share: share.map(Share::get), interval: Ok(interval) }
    }
}

/// A simple random sample of so many. One person alone varies from nobody: that leaves an interval undefined, and breaks nothing.
fn everyone_alone(rows: usize) -> Result<SampleDesign, DesignError> {
    SampleDesign::new(&DesignColumns { rows, lonely_psu: LonelyPsu::Adjust, ..DesignColumns::default() })
}

/// The answers of all persons to each item measured, by factor.
fn factors(measured: &Measured, people: &[&Person]) -> Vec<Factor> {
    let mut factors: Vec<(&str, Factor)> = Vec::new();
    let all = measured.version.satisfaction_items().enumerate();
    let chosen = all.filter(|(_, (_, item))| measured.items.iter().any(|(_, measured)| measured.code == item.code));
    for (number, (section, _)) in chosen {
        if factors.last().is_none_or(|(code, _)| *code != section.code.as_str()) {
            let weight = match measured.formula() {
                IndexFormula::WeightedFactors(weights) => weights.get(&section.code).copied().unwrap_or_default(),
                _ => 1.0,
            };
            factors.push((section.code.as_str(), Factor { items: Vec::new(), weight }));
        }
        if let Some((_, factor)) = factors.last_mut() {
            let point = |person: &&Person| person.points.get(number).copied().filter(|point| *point > 0);
            factor.items.push(people.iter().map(point).collect());
        }
    }
    factors.into_iter().map(|(_, factor)| factor).collect()
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
