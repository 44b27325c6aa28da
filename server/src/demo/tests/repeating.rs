//! It comes out the same again, at any size.

use std::collections::{BTreeSet, HashSet};

use app::domain::campaign::{Openness, Sampling};
use app::domain::period::Month;

use super::super::Size;
use super::super::plan::Plan;
use super::{NOW, PLAN, RESPONSES, all, drawn, fingerprint};
use crate::store::responses::NewResponse;

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

#[test]
fn the_usual_demonstration_stays_what_it_was() {
    // Whoever changes what is drawn changes every installation that is filled anew: say so in the commit, and put the new value here.
    assert_eq!((RESPONSES.len(), fingerprint(RESPONSES.iter())), (24_690, 8_326_355_883_359_900_493));
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
