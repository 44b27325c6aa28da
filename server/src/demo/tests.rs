//! What the demonstration promises.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use app::domain::answer::{Answer, Answers};
use app::domain::campaign::{Openness, Sampling};
use app::domain::code::Code;
use app::domain::measure::Measure;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use app::domain::submission::asked_sections;
use statrs::distribution::{Beta, ContinuousCDF};

use super::choices::Chooser;
use super::plan::{Plan, PlannedPoint};
use super::province::PLACES;
use super::{DemoError, Size, fill, fill_to};
use crate::analysis::design::{DesignColumns, SampleDesign};
use crate::analysis::estimate::estimate_whole;
use crate::analysis::measure::Ratio;
use crate::store::Store;
use crate::store::responses::NewResponse;

/// A day in November 2026.
const NOW: i64 = 1_794_900_000_000;

static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(NOW, Size::default()).unwrap());
static RESPONSES: LazyLock<Vec<NewResponse>> = LazyLock::new(|| all(&PLAN).map(|(_, new)| new).collect());

fn all(plan: &Plan) -> impl Iterator<Item = (&PlannedPoint, NewResponse)> {
    plan.points.iter().flat_map(|planned| plan.responses(planned).map(move |new| (planned, new)))
}

fn version(new: &NewResponse) -> &'static Version {
    &PLAN.versions.iter().find(|(id, _)| *id == new.response().version_id).unwrap().1
}

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

#[test]
fn answers_are_those_that_the_page_would_have_taken() {
    let mut ids = HashSet::new();
    let (mut consented, mut comments, mut assisted, mut english) = (0, 0, 0, 0);
    for (planned, new) in all(&PLAN) {
        let (response, version) = (new.response(), version(&new));
        assert!(ids.insert(response.id) && response.id.get_version_num() == 7);
        assert_eq!(Month::of(response.submitted_at), response.month);
        assert!(response.submitted_at < NOW);
        let campaign = &PLAN.campaigns[planned.campaign];
        assert_eq!(campaign.openness(response.submitted_at), Openness::Open);
        let unit = PLAN.units.iter().find(|unit| unit.code == response.unit).unwrap();
        assert!(unit.exists(response.submitted_at), "{}", unit.code);
        let allowed: HashSet<&Code> =
            asked_sections(version, campaign.asks_sensitive).flat_map(|section| &section.items).map(|item| &item.code).collect();
        assert!(!response.answers.is_empty() && response.answers.iter().all(|(item, _)| allowed.contains(item)));
        for (section, item) in version.items() {
            let answer = response.answers.get(item.code.as_str());
            let condition = item.ask_if.as_ref().map(|condition| condition.holds(&|other| response.answers.given(other)));
            assert!(answer.is_none() || condition != Some(Some(false)), "{}", item.code);
            assert!(answer.is_some() || !item.required, "{}", item.code);
            consented += u32::from(section.consent.is_some() && answer.is_some());
            comments += u32::from(matches!(item.kind, Kind::LongText) && answer.is_some());
            if let (Kind::Several { most: Some(most), .. }, Some(Answer::Choices(chosen))) = (&item.kind, answer) {
                assert!(chosen.len() <= *most);
            }
        }
        assert_eq!(Answers::from_json(version, &response.answers.to_json()).as_ref(), Ok(&response.answers));
        assisted += u32::from(response.assisted);
        english += u32::from(response.language != app::domain::language::Language::Vi);
    }
    let total = u32::try_from(ids.len()).unwrap();
    println!(
        "{total} responses, {consented} with a sensitive answer, {comments} comments, {assisted} assisted, {english} in English"
    );
    assert!((400..=700).contains(&consented));
    assert!(comments > 100 && (total / 100..total / 20).contains(&assisted) && (total / 100..total / 20).contains(&english));
}

#[test]
fn every_question_of_choice_has_its_weights() {
    let answers = Answers::default();
    for (_, version) in &PLAN.versions {
        for (_, item) in version.items().filter(|(_, item)| !item.kind.options().is_empty()) {
            for (place, contented) in PLACES.iter().flat_map(|place| [(place, true), (place, false)]) {
                let weights =
                    Chooser { place, contented, answers: &answers }.weights(version.code().as_str(), item.code.as_str());
                assert_eq!(weights.len(), item.kind.options().len(), "{} {}", version.code(), item.code);
            }
        }
    }
}

#[test]
fn the_same_month_gives_the_same_data_and_every_month_the_same_codes() {
    let later_that_month = Plan::new(Month::of(NOW).plus(1).begins_at() - 1, Size::default()).unwrap();
    let again: Vec<NewResponse> = all(&later_that_month).map(|(_, new)| new).collect();
    assert!(again.iter().map(|new| (new.response(), new.count())).eq(RESPONSES.iter().map(|new| (new.response(), new.count()))));
    assert_eq!(PLAN.campaigns, later_that_month.campaigns);

    let codes = |plan: &Plan| plan.points.iter().map(|planned| planned.point.code.clone()).collect::<Vec<_>>();
    let distinct: BTreeSet<_> = codes(&PLAN).into_iter().collect();
    assert_eq!(distinct.len(), PLAN.points.len());
    for months in [-12, 1, 9, 60] {
        let other = Plan::new(Month::of(NOW).plus(months).begins_at(), Size::default()).unwrap();
        assert_eq!(codes(&other), codes(&PLAN));
        assert!(other.points.iter().map(|planned| planned.responses).sum::<u64>() >= 20_000, "{months} months later");
    }
}

/// FNV-1a of everything that is drawn, in order.
fn fingerprint<'a>(responses: impl Iterator<Item = &'a NewResponse>) -> u64 {
    responses
        .flat_map(|new| format!("{:?} {}", new.response(), new.count().rated == 1).into_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_usual_demonstration_stays_what_it_was() {
    // Whoever changes what is drawn changes every installation that is filled anew: say so in the commit, and put the new value here.
    assert_eq!((RESPONSES.len(), fingerprint(RESPONSES.iter())), (24_690, 9_996_710_089_967_535_660));
}

/// A plan of this size, with everything that is drawn for it.
fn drawn(responses: u64, communes: u16) -> (Plan, Vec<NewResponse>) {
    let plan = Plan::new(NOW, Size { responses: Some(responses), communes }).unwrap();
    let batches: Vec<_> = plan.batches().collect();
    // Backwards, as no thread would: what is drawn does not depend on what was drawn before.
    let mut groups: Vec<_> = batches.iter().rev().map(|batch| plan.draw(batch)).collect();
    assert!(groups.iter().all(|group| group.len() <= 4_000));
    groups.reverse();
    (plan, groups.into_iter().flatten().collect())
}

#[test]
fn a_demonstration_of_any_size_has_just_as_many_responses_and_samples_stay_samples() {
    for (wanted, households, interviews) in [(0, 0, 0), (1_000, 32, 72), (24_690, 792, 1_800), (100_000, 1_160, 1_800)] {
        let (plan, responses) = drawn(wanted, Size::FEWEST_COMMUNES);
        assert_eq!(responses.len() as u64, wanted);
        let ids: HashSet<_> = responses.iter().map(|new| new.response().id).collect();
        assert_eq!(ids.len(), responses.len(), "no identifier comes twice");
        let of =
            |campaign: usize| responses.iter().filter(|new| new.response().campaign_id == plan.campaigns[campaign].id).count();
        assert_eq!((of(4), of(5)), (households, interviews));
    }
}

#[test]
fn the_usual_number_gives_the_usual_demonstration_and_every_larger_one_contains_it() {
    let (_, same) = drawn(24_690, Size::FEWEST_COMMUNES);
    assert_eq!(fingerprint(same.iter()), fingerprint(RESPONSES.iter()));
    let (plan, larger) = drawn(60_000, Size::FEWEST_COMMUNES);
    let ids: HashSet<_> = larger.iter().map(|new| new.response().id).collect();
    let self_selected = |new: &&NewResponse| {
        plan.campaigns
            .iter()
            .any(|campaign| campaign.id == new.response().campaign_id && campaign.sampling == Sampling::SelfSelected)
    };
    assert!(RESPONSES.iter().filter(self_selected).all(|new| ids.contains(&new.response().id)));
    // What comes later comes in the order of time, and only where and when a point is open.
    let later = &larger[larger.len() - 20_000..];
    let months: Vec<_> = later.iter().map(|new| new.response().month).collect();
    assert!(months.is_sorted_by(|one, other| one <= other || other.plus(1) >= *one), "at most two months meet in a group");
    for new in &larger {
        let campaign = plan.campaigns.iter().find(|campaign| campaign.id == new.response().campaign_id).unwrap();
        let unit = plan.units.iter().find(|unit| unit.code == new.response().unit).unwrap();
        let moment = new.response().submitted_at;
        assert!(campaign.openness(moment) == Openness::Open && unit.exists(moment) && Month::of(moment) == new.response().month);
    }
}

#[test]
fn a_wide_country_repeats_the_province_and_keeps_its_codes() {
    let (plan, responses) = drawn(50_000, 310);
    let codes: HashSet<_> = plan.points.iter().map(|planned| &planned.point.code).collect();
    assert_eq!(codes.len(), plan.points.len());
    assert!(PLAN.points.iter().all(|planned| codes.contains(&planned.point.code)), "printed codes stay");
    assert_eq!(responses.len(), 50_000);
    let units: HashSet<_> = responses.iter().map(|new| &new.response().unit).collect();
    assert!(units.len() > 310, "each commune has answers: {}", units.len());
    let (again, same) = drawn(50_000, 310);
    assert_eq!(again.units, plan.units);
    assert_eq!(fingerprint(same.iter()), fingerprint(responses.iter()));
    let villages: HashSet<_> =
        responses.iter().filter_map(|new| new.response().sample_place.as_ref()).map(|place| &place.psu).collect();
    assert!(villages.len() >= 4 * 12 * 3, "each of the four provinces is sampled: {}", villages.len());
}

/// A database file that is removed with its companions when the test ends.
struct Scratch(std::path::PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

#[tokio::test]
async fn a_filled_store_holds_it_all_and_takes_it_only_once() {
    let file = Scratch(std::env::temp_dir().join(format!("hailong-demo-{}.sqlite", std::process::id())));
    let store = Store::open(&format!("sqlite://{}", file.0.display())).await.unwrap();
    let mut told = (0, 0);
    let summary = fill(&store, NOW, &mut |done, total| told = (done, total)).await.unwrap();
    assert!(summary.responses >= 20_000);
    assert_eq!(told, (summary.responses, summary.responses));
    assert_eq!(store.response_count().await.unwrap(), summary.responses);
    assert!(store.demonstration().await.unwrap());
    let (first, last) = (Month::of(NOW).plus(-24), Month::of(NOW).plus(-1));
    assert_eq!(store.counted_months().await.unwrap(), Some((first, last)));
    let kinds: BTreeSet<_> = summary.points.iter().map(|point| point.kind.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["health-outpatient", "household-sipas", "one-stop-service", "public-education", "quick-kiosk"]
    );
    for point in &summary.points {
        let stored = store.collection_point(&point.code).await.unwrap().unwrap();
        assert_eq!(format!("/s/{}", stored.code), point.path());
    }

    assert_eq!(store.pending_rows().await.unwrap(), 0);
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    for campaign in store.campaigns().await.unwrap() {
        let mut stored: Vec<_> = store.survey_responses(campaign.id).await.unwrap();
        stored.sort_by(|one, other| one.answers.cmp(&other.answers));
        let mut drawn: Vec<_> = RESPONSES
            .iter()
            .filter(|new| new.response().campaign_id == campaign.id)
            .map(|new| new.response().answers.to_json())
            .collect();
        drawn.sort();
        assert!(stored.iter().map(|row| &row.answers).eq(&drawn), "{:?}", campaign.title);
    }
    let again = fill(&store, NOW, &mut |_, _| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)));
    store.close().await;
}

#[tokio::test]
async fn a_wide_demonstration_is_stored_too() {
    let file = Scratch(std::env::temp_dir().join(format!("hailong-demo-wide-{}.sqlite", std::process::id())));
    let store = Store::open(&format!("sqlite://{}", file.0.display())).await.unwrap();
    let mut told = Vec::new();
    let size = Size { responses: Some(9_000), communes: 200 };
    let summary = fill_to(&store, NOW, size, &mut |done, total| told.push((done, total))).await.unwrap();
    assert_eq!((summary.responses, store.response_count().await.unwrap()), (9_000, 9_000));
    assert!(told.is_sorted() && told.len() >= 3 && told.last() == Some(&(9_000, 9_000)), "{told:?}");
    assert_eq!(store.units().await.unwrap().nodes().len(), 200 + 2 * 5 + 1);
    assert_eq!(store.pending_rows().await.unwrap(), 0);
    assert_eq!(store.recount(&mut |_| {}).await.unwrap().differences, Vec::<String>::new());
    store.close().await;
}
