//! Its figures are like those that provinces published.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::answer::Answer;
use app::domain::measure::Measure;
use app::domain::period::Month;
use statrs::distribution::{Beta, ContinuousCDF};

use super::super::province::PLACES;
use super::{PLAN, RESPONSES, version};
use crate::analysis::design::{DesignColumns, SampleDesign};
use crate::analysis::estimate::estimate_whole;
use crate::analysis::measure::Ratio;

/// Respondents, valid and satisfied answers of a measure, questionnaire and sector.
fn pooled() -> BTreeMap<(Measure, String, String), (u32, u32, u32)> {
    let mut cells: BTreeMap<_, (u32, u32, u32)> = BTreeMap::new();
    for new in RESPONSES.iter() {
        let version = version(new);
        let campaign = PLAN.campaigns.iter().find(|campaign| campaign.id == new.response().campaign_id).unwrap();
        let key = (Measure::of(campaign.sampling), version.code().to_string(), new.response().sector.to_string());
        let cell = cells.entry(key).or_default();
        cell.0 += u32::try_from(new.count().rated).unwrap();
        for (_, item) in version.index_items() {
            if let Some(Answer::Scale(point)) = new.response().answers.get(item.code.as_str()) {
                cell.1 += 1;
                cell.2 += u32::from(point.is_satisfied());
            }
        }
    }
    cells
}

/// One-sided 95 % bounds by Clopper and Pearson with respondents as the cases, which is the careful reading.
fn bounds(share: f64, respondents: u32) -> (f64, f64) {
    let (n, k) = (f64::from(respondents), share * f64::from(respondents));
    (Beta::new(k, n - k + 1.0).unwrap().inverse_cdf(0.05), Beta::new(k + 1.0, n - k).unwrap().inverse_cdf(0.95))
}

#[test]
fn figures_are_like_those_that_provinces_published() {
    let cells = pooled();
    let share = |measure, questionnaire: &str, sector: &str| {
        let (respondents, valid, satisfied) = cells[&(measure, questionnaire.to_owned(), sector.to_owned())];
        (f64::from(satisfied) / f64::from(valid), respondents)
    };
    for ((measure, questionnaire, sector), (respondents, valid, satisfied)) in &cells {
        let percent = 100.0 * f64::from(*satisfied) / f64::from(*valid);
        println!("{:10} {questionnaire:18} {sector:18} {percent:6.2} %  n = {respondents}", measure.word());
    }
    for (questionnaire, sector, least, greatest) in [
        ("one-stop-service", "land", 0.63, 0.74),
        ("one-stop-service", "construction", 0.70, 0.78),
        ("one-stop-service", "investment", 0.74, 0.82),
        ("one-stop-service", "social-protection", 0.80, 0.90),
        ("one-stop-service", "civil-status", 0.88, 0.935),
        ("one-stop-service", "certification", 0.86, 0.93),
        ("health-outpatient", "health", 0.72, 0.85),
        ("public-education", "education", 0.60, 0.80),
    ] {
        let (share, _) = share(Measure::Feedback, questionnaire, sector);
        assert!((least..=greatest).contains(&share), "{sector}: {share}");
    }
    let (index, households) = share(Measure::Survey, "household-sipas", "state-agencies");
    assert!((0.80..=0.84).contains(&index) && (600..=900).contains(&households), "{index} of {households}");

    let sample = |sector| share(Measure::Survey, "one-stop-service", sector);
    let ((land, asked), (civil_status, asked_too)) = (sample("land"), sample("civil-status"));
    assert!(bounds(land, asked).1 < 0.80, "land misses its target clearly");
    assert!(bounds(civil_status, asked_too).0 >= 0.90, "civil status meets its target clearly");
    let (investment, few) = sample("investment");
    let (lower, upper) = bounds(investment, few);
    assert!(lower < 0.80 && upper >= 0.80, "investment has not enough evidence");
}

#[test]
fn households_are_a_sample_of_villages_with_weights() {
    let (mut strata, mut psus, mut weights, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for new in RESPONSES.iter() {
        let version = version(new);
        let household = version.code().as_str() == "household-sipas";
        assert_eq!(new.response().sample_place.is_some(), household, "only households have a place in a sample");
        let Some(place) = &new.response().sample_place else { continue };
        let points = version.index_items().filter_map(|(_, item)| match new.response().answers.get(item.code.as_str()) {
            Some(Answer::Scale(point)) => Some(f64::from(u8::from(point.is_satisfied()))),
            _ => None,
        });
        pairs.push(Some(points.fold((0.0, 0.0), |(satisfied, valid), point| (satisfied + point, valid + 1.0))));
        strata.push(place.stratum.as_str());
        psus.push(place.psu.as_str());
        weights.push(place.weight.get());
    }
    assert!(weights.iter().all(|weight| (20.0..=182.0).contains(weight)));
    let number = |labels: &[&str]| -> Vec<u32> {
        let distinct: BTreeMap<&str, u32> = labels.iter().copied().collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
        labels.iter().map(|label| distinct[label]).collect()
    };
    let (stratum, psu) = (number(&strata), number(&psus));
    let design = SampleDesign::new(&DesignColumns {
        rows: weights.len(),
        weight: Some(&weights),
        stratum: Some(&stratum),
        psu: Some(&psu),
        ..DesignColumns::default()
    })
    .unwrap();
    assert_eq!(design.strata(), 3);
    for place in PLACES {
        let villages: BTreeSet<&str> = psus.iter().copied().filter(|psu| psu.starts_with(place.code)).collect();
        assert!(villages.is_empty() || villages.len() >= 3, "{}: {villages:?}", place.code);
    }
    let estimate = estimate_whole(&design, &Ratio::new(pairs).unwrap()).unwrap();
    let (share, deff) = (estimate.value.unwrap(), estimate.deff().unwrap());
    println!("weighted {share}, design effect {deff}, of weights alone {:?}, degrees {}", estimate.kish_deff, estimate.df);
    assert!((0.80..=0.84).contains(&share), "{share}");
    assert!((1.5..=2.5).contains(&deff), "{deff}");
}

#[test]
fn feedback_is_the_lowest_factor_and_time_brings_improvement_with_a_dip() {
    let mut factors: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut months: BTreeMap<Month, (u32, u32)> = BTreeMap::new();
    for new in RESPONSES.iter() {
        let version = version(new);
        for (section, item) in version.index_items() {
            let Some(Answer::Scale(point)) = new.response().answers.get(item.code.as_str()) else { continue };
            if version.code().as_str() == "household-sipas" {
                let factor = factors.entry(section.code.as_str()).or_default();
                *factor = (factor.0 + 1, factor.1 + u32::from(point.is_satisfied()));
            }
            if version.code().as_str() == "one-stop-service" {
                let month = months.entry(new.response().month).or_default();
                *month = (month.0 + 1, month.1 + u32::from(point.is_satisfied()));
            }
        }
    }
    let share = |(valid, satisfied): (u32, u32)| f64::from(satisfied) / f64::from(valid);
    let lowest = factors.iter().min_by(|one, other| share(*one.1).total_cmp(&share(*other.1))).unwrap();
    assert_eq!(*lowest.0, "feedback", "{factors:?}");
    assert_eq!(months.len(), 24);
    let of = |steps: std::ops::Range<usize>| {
        share(months.values().skip(steps.start).take(steps.len()).fold((0, 0), |sum, month| (sum.0 + month.0, sum.1 + month.1)))
    };
    assert!(of(18..24) > of(0..6) + 0.01, "{} {}", of(18..24), of(0..6));
    assert!(of(8..11) < of(5..8), "{} {}", of(8..11), of(5..8));
}

#[test]
fn administrative_rates_are_high_as_they_always_are_and_add_up() {
    for year in [2024, 2025] {
        let rates: Vec<_> = PLAN.rates.iter().filter(|rate| rate.year == year).collect();
        assert!(
            rates.iter().all(|rate| rate.satisfied * 1000 >= rate.total * 980 && rate.satisfied * 10_000 <= rate.total * 9_991)
        );
        let sum = rates[1..].iter().fold((0, 0), |sum, rate| (sum.0 + rate.satisfied, sum.1 + rate.total));
        assert_eq!((rates[0].satisfied, rates[0].total), sum);
    }
}

#[test]
fn small_cells_are_there_to_be_hidden() {
    let mut sizes: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for new in RESPONSES.iter() {
        *sizes.entry((new.response().unit.as_str(), new.response().sector.as_str())).or_default() += 1;
    }
    assert!(sizes.values().filter(|size| **size < 10).count() >= 3, "{sizes:?}");
}
