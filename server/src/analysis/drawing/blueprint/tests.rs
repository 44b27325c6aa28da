//! Probabilities against arithmetic, and draws against probabilities.

use std::collections::BTreeMap;

use super::{Blueprint, Cluster, Drawn, Fault, Within};
use crate::analysis::drawing::Chance;
use crate::analysis::quantile::normal_quantile;

fn clusters(sizes: &[u64], elements: &[u32]) -> Vec<Cluster> {
    let mut next = 0;
    let mut cluster = |(size, count): (&u64, &u32)| {
        next += count;
        Cluster { size: *size, elements: (next - count..next).collect() }
    };
    sizes.iter().zip(elements).map(&mut cluster).collect()
}

/// Every design of a small frame: uneven strata, clusters of which one is certain, both ways to draw within.
fn designs() -> Vec<(&'static str, Blueprint)> {
    let within = [("simple random", Within::SimpleRandom), ("systematic", Within::Systematic)];
    let designs = within.into_iter().flat_map(|(name, within)| {
        let whole = Blueprint::one_stage(vec![((0..11).collect(), 4)], within).unwrap();
        let strata = Blueprint::one_stage(vec![((0..3).collect(), 2), ((3..10).collect(), 3), ((10..12).collect(), 2)], within);
        let stages = vec![(clusters(&[90, 12, 7, 20, 11], &[4, 3, 2, 3, 2]), 3)];
        [(name, whole), (name, strata.unwrap()), (name, Blueprint::two_stages(stages, 2, within).unwrap())]
    });
    designs.collect()
}

#[test]
fn probabilities_sum_to_the_size_of_the_sample() {
    for (name, blueprint) in designs() {
        let sum: f64 = blueprint.everybody().map(|drawn| drawn.probability).sum();
        assert!((sum - blueprint.size() as f64).abs() < 1e-9, "{name}: {sum}");
        assert!(blueprint.everybody().all(|drawn| (drawn.probability * drawn.weight - 1.0).abs() < 1e-12));
        assert!(blueprint.everybody().all(|drawn| drawn.probability > 0.0 && drawn.probability <= 1.0));
    }
}

/// The cluster of 90 of 140 is certain, for 140/3 is less; two of the others are drawn, whose sum is 50.
#[test]
fn both_stages_multiply_and_the_certain_cluster_is_named() {
    let (_, blueprint) = designs().remove(2);
    let first = |element: u32| blueprint.everybody().find(|drawn| drawn.element == element).unwrap();
    assert_eq!((first(0).probability, first(0).weight, first(0).cluster), (0.5, 2.0, Some((0, true))));
    assert_eq!((first(4).probability, first(4).cluster), (2.0 * 12.0 / 50.0 * 2.0 / 3.0, Some((1, false))));
    assert_eq!(blueprint.certain().collect::<Vec<_>>(), [(0, 0)]);
    assert_eq!(blueprint.size(), 6);
}

#[test]
fn the_same_seed_draws_the_same_and_each_stratum_its_number() {
    for (name, blueprint) in designs() {
        for seed in ["1", "2026", "00"] {
            let drawn = blueprint.draw(&mut Chance::of(seed));
            assert_eq!(drawn, blueprint.draw(&mut Chance::of(seed)), "{name}");
            assert_eq!(drawn.len() as u64, blueprint.size(), "{name}");
            let mut places: Vec<u32> = drawn.iter().map(|drawn| drawn.element).collect();
            assert!(places.is_sorted(), "{name}: in the order of the frame");
            places.dedup();
            assert_eq!(places.len(), drawn.len(), "{name}: nobody twice");
        }
    }
}

/// A million draws and more: 200,000 of each of six designs. For each element the number of draws is binomial; the greatest of the standardised differences must
/// not exceed the normal quantile that leaves one in a thousand in all, shared among the elements (Bonferroni). The seed is fixed, so the
/// test either holds or does not; the bound says how seldom a right engine would fail it by another seed.
#[test]
fn a_million_draws_meet_the_probabilities() {
    const DRAWS: u32 = 200_000;
    for (name, blueprint) in designs() {
        let everybody: BTreeMap<u32, Drawn> = blueprint.everybody().map(|drawn| (drawn.element, drawn)).collect();
        let mut counts = vec![0_u32; everybody.len()];
        let mut chance = Chance::of("31415926535897932384");
        for _ in 0..DRAWS {
            for drawn in blueprint.draw(&mut chance) {
                counts[drawn.element as usize] += 1;
            }
        }
        let bound = normal_quantile(1.0 - 0.001 / (2.0 * everybody.len() as f64)).unwrap();
        for (element, count) in (0..).zip(counts) {
            let probability = everybody[&element].probability;
            let (draws, spread) = (f64::from(DRAWS), probability * (1.0 - probability));
            if spread == 0.0 {
                assert!((f64::from(count) - draws * probability).abs() < 0.5, "{name}: {element} is certain");
            } else {
                let deviation = (f64::from(count) - draws * probability) / (draws * spread).sqrt();
                assert!(deviation.abs() < bound, "{name}: {element} deviates by {deviation}");
            }
        }
    }
}

/// Simple random means more than the same probability for each: every pair is equally likely, n(n−1)/(N(N−1)).
#[test]
fn simple_random_draws_every_pair_alike() {
    let blueprint = Blueprint::one_stage(vec![((0..6).collect(), 3)], Within::SimpleRandom).unwrap();
    let (mut pairs, mut chance, draws) = (BTreeMap::new(), Chance::of("27182818"), 100_000_u32);
    for _ in 0..draws {
        let sample = blueprint.draw(&mut chance);
        for (place, one) in sample.iter().enumerate() {
            for other in &sample[place + 1..] {
                *pairs.entry((one.element, other.element)).or_insert(0_u32) += 1;
            }
        }
    }
    let (probability, bound) = (3.0 * 2.0 / (6.0 * 5.0), normal_quantile(1.0 - 0.001 / 30.0).unwrap());
    assert_eq!(pairs.len(), 15);
    for (pair, count) in pairs {
        let deviation =
            (f64::from(count) - f64::from(draws) * probability) / (f64::from(draws) * probability * (1.0 - probability)).sqrt();
        assert!(deviation.abs() < bound, "{pair:?} deviates by {deviation}");
    }
}

/// The Horvitz–Thompson estimate of a total (Särndal, Swensson and Wretman 1992, 2.8) is right on average: over all starts of a
/// systematic sample it is so exactly, and in proportion to a size that is the total itself it is right every time.
#[test]
fn weights_estimate_totals() {
    let sizes = [13, 12, 9, 20, 11];
    let blueprint = Blueprint::two_stages(vec![(clusters(&sizes, &[1; 5]), 2)], 1, Within::SimpleRandom).unwrap();
    for seed in ["3", "4", "5"] {
        let drawn = blueprint.draw(&mut Chance::of(seed));
        let total: f64 = drawn.iter().map(|drawn| drawn.weight * sizes[drawn.element as usize] as f64).sum();
        assert!((total - 65.0).abs() < 1e-9, "{total}");
    }
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let one = |strata| Blueprint::one_stage(strata, Within::Systematic).unwrap_err();
    assert_eq!(one(vec![]), Fault::Nothing);
    assert_eq!(one(vec![(vec![], 1)]), Fault::Nothing);
    assert_eq!(one(vec![(vec![0], 1), (vec![1, 2], 3)]), Fault::StratumTooSmall { stratum: 1, has: 2, taken: 3 });
    assert_eq!(one(vec![(vec![0], 1), (vec![1, 2], 0)]), Fault::StratumLeftOut { stratum: 1 });
    let two = |clusters, taken, each| Blueprint::two_stages(vec![(clusters, taken)], each, Within::Systematic).unwrap_err();
    assert_eq!(two(clusters(&[3, 0], &[2, 2]), 1, 1), Fault::ClusterWithoutSize { stratum: 0, cluster: 1 });
    assert_eq!(two(clusters(&[3, 3], &[2, 1]), 1, 2), Fault::ClusterTooSmall { stratum: 0, cluster: 1, has: 1, taken: 2 });
    assert_eq!(two(clusters(&[3, 3], &[2, 2]), 3, 1), Fault::StratumTooSmall { stratum: 0, has: 2, taken: 3 });
    assert_eq!(two(clusters(&[3], &[2]), 1, 0), Fault::Nothing);
}

#[test]
fn at_the_boundaries_all_are_drawn_or_one() {
    for within in [Within::SimpleRandom, Within::Systematic] {
        let drawn =
            |n: u32, taken| Blueprint::one_stage(vec![((0..n).collect(), taken)], within).unwrap().draw(&mut Chance::of("8"));
        assert_eq!((drawn(1, 1).len(), drawn(1, 1)[0].weight), (1, 1.0), "a frame of one");
        assert!(drawn(5, 5).iter().all(|drawn| drawn.probability >= 1.0));
        assert_eq!((drawn(5, 1).len(), drawn(5, 1)[0].weight), (1, 5.0));
        // All sizes equal: two stages are as one of clusters, and all clusters drawn leave nothing to chance at the first stage.
        let equal = |taken| Blueprint::two_stages(vec![(clusters(&[4; 5], &[3; 5]), taken)], 1, within).unwrap();
        assert!(equal(2).everybody().all(|drawn| (drawn.probability - 2.0 / 5.0 / 3.0).abs() < 1e-15));
        assert_eq!(equal(5).certain().count(), 5);
        assert_eq!(equal(5).draw(&mut Chance::of("8")).len(), 5);
    }
}
