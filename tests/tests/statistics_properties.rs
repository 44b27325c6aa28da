//! What must hold for any data: the engine's laws, tried on random samples.

#![expect(clippy::cast_precision_loss, reason = "samples of a test are small")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use server::analysis::complex_interval::{korn_graubard, logit, modified_wilson};
use server::analysis::design::{DesignColumns, LonelyPsu, SampleDesign};
use server::analysis::estimate::{Estimate, estimate_domains, estimate_whole};
use server::analysis::linearised::{difference, linearise};
use server::analysis::margin::Margin;
use server::analysis::measure::{Answer, Answers, Domains};
use server::analysis::proportion::{clopper_pearson, wilson};
use server::analysis::quantile::normal_quantile;
use server::analysis::raking::{RakingLimits, rake};
use server::analysis::ranking::{Best, Joint, rank_units};
use server::analysis::sample::RandomSample;
use server::analysis::share::{Interval, Level, Share};
use server::analysis::suppression::{CellStatus, TableCell, suppress_two_way};
use server::analysis::tail::binomial_at_least;
use server::analysis::undefined::Undefined;
use server::analysis::verdict::{Operator, Outcome, Target, verdict, verdict_of_sample};
use server::analysis::weights::largest_gap;

/// One row of a random survey.
#[derive(Clone, Debug)]
struct Row {
    stratum: u32,
    psu: u32,
    ssu: u32,
    weight: f64,
    answer: Answer,
    domain: u32,
}

fn row() -> impl Strategy<Value = Row> {
    let answer = prop_oneof![
        1 => Just(Answer::Outside),
        2 => Just(Answer::NotSatisfied),
        5 => Just(Answer::Satisfied),
    ];
    let weight = prop_oneof![1 => Just(0.0), 9 => 0.01..50.0];
    (0_u32..3, 0_u32..4, 0_u32..3, weight, answer, 0_u32..3).prop_map(|(stratum, psu, ssu, weight, answer, domain)| Row {
        stratum,
        psu,
        ssu,
        weight,
        answer,
        domain,
    })
}

fn sample() -> impl Strategy<Value = Vec<Row>> {
    vec(row(), 1..60)
}

fn design_with(rows: &[Row], counts: bool) -> SampleDesign {
    let column = |of: fn(&Row) -> u32| rows.iter().map(of).collect::<Vec<_>>();
    let (stratum, psu, ssu) = (column(|r| r.stratum), column(|r| r.psu), column(|r| r.ssu));
    let weight: Vec<f64> = rows.iter().map(|row| row.weight).collect();
    let (first, second) = (vec![9.0; rows.len()], vec![5.0; rows.len()]);
    SampleDesign::new(&DesignColumns {
        rows: rows.len(),
        weight: Some(&weight),
        stratum: Some(&stratum),
        psu: Some(&psu),
        ssu: Some(&ssu),
        fpc: counts.then_some(first.as_slice()),
        fpc2: counts.then_some(second.as_slice()),
        lonely_psu: LonelyPsu::Adjust,
    })
    .unwrap()
}

fn design(rows: &[Row]) -> SampleDesign {
    design_with(rows, false)
}

fn answers(rows: &[Row]) -> Answers {
    Answers::new(rows.iter().map(|row| row.answer).collect())
}

fn domains(rows: &[Row]) -> Domains {
    Domains::new(rows.iter().map(|row| row.domain).collect(), 3).unwrap()
}

fn whole(rows: &[Row]) -> Estimate {
    estimate_whole(&design(rows), &answers(rows)).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * a.abs().max(b.abs()) + 1e-14
}

/// Values, variances, degrees and intervals agree up to rounding.
fn agree(a: &Estimate, b: &Estimate) -> bool {
    let same = |x: Result<f64, Undefined>, y: Result<f64, Undefined>| match (x, y) {
        (Ok(x), Ok(y)) => near(x, y),
        (x, y) => x == y,
    };
    let lower = |e: &Estimate| e.interval(Level::P95).map(|interval| interval.lower().get());
    let upper = |e: &Estimate| e.interval(Level::P95).map(|interval| interval.upper().get());
    same(a.value, b.value)
        && same(a.variance, b.variance)
        && same(a.deff(), b.deff())
        && same(a.kish_deff, b.kish_deff)
        && a.df == b.df
        && a.n == b.n
        && same(lower(a), lower(b))
        && same(upper(a), upper(b))
}

fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}

proptest! {
    #[test]
    fn scaled_weights_change_nothing_but_totals(rows in sample(), factor in 1e-6..1e6) {
        let mut scaled = rows.clone();
        for row in &mut scaled {
            row.weight *= factor;
        }
        prop_assert!(agree(&whole(&rows), &whole(&scaled)));
    }

    #[test]
    fn row_order_changes_not_one_digit(rows in sample(), seed in any::<u64>(), counts in any::<bool>()) {
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        let estimate = |rows: &[Row]| {
            estimate_domains(&design_with(rows, counts), &answers(rows), &domains(rows)).unwrap()
        };
        prop_assert_eq!(estimate(&rows), estimate(&shuffled));
        // The same without clusters, where each row is its own.
        let plain = |rows: &[Row]| {
            let weights: Vec<f64> = rows.iter().map(|row| row.weight).collect();
            estimate_whole(&SampleDesign::unstructured(&weights).unwrap(), &answers(rows)).unwrap()
        };
        if rows.len() > 1 {
            prop_assert_eq!(plain(&rows), plain(&shuffled));
        }
    }

    #[test]
    fn other_names_for_strata_and_clusters_change_nothing(rows in sample()) {
        let mut renamed = rows.clone();
        for row in &mut renamed {
            row.stratum = 77 - 5 * row.stratum;
            row.psu = (row.psu + 2) % 4 + 40;
            row.ssu = 9 - row.ssu;
        }
        prop_assert!(agree(&whole(&rows), &whole(&renamed)));
    }

    #[test]
    fn a_simple_sample_has_the_textbook_variance(codes in vec(any::<bool>(), 2..80)) {
        let answer = |satisfied: &bool| if *satisfied { Answer::Satisfied } else { Answer::NotSatisfied };
        let answers = Answers::new(codes.iter().map(answer).collect());
        let design = SampleDesign::unstructured(&vec![3.0; codes.len()]).unwrap();
        let found = estimate_whole(&design, &answers).unwrap();
        let p = found.value.unwrap();
        prop_assert!(near(found.variance.unwrap(), p * (1.0 - p) / (codes.len() as f64 - 1.0)));
    }

    #[test]
    fn satisfied_and_not_satisfied_make_one(rows in sample()) {
        let (yes, no) = (whole(&rows), estimate_whole(&design(&rows), &answers(&rows).complement()).unwrap());
        if let (Ok(p), Ok(q)) = (yes.value, no.value) {
            prop_assert!(near(p + q, 1.0));
            prop_assert!(near(yes.se().unwrap(), no.se().unwrap()));
        }
    }

    #[test]
    fn intervals_hold_the_estimate_and_nothing_is_nan(rows in sample(), counts in any::<bool>()) {
        let found = estimate_domains(&design_with(&rows, counts), &answers(&rows), &domains(&rows)).unwrap();
        for estimate in found {
            for figure in [estimate.value, estimate.variance, estimate.deff(), estimate.effective_n(), estimate.kish_deff] {
                prop_assert!(figure.is_ok_and(f64::is_finite) || figure.is_err());
            }
            let (Ok(p), Ok(variance)) = (estimate.share(), estimate.variance) else { continue };
            for interval in [
                korn_graubard(p, variance, estimate.n, estimate.df, Level::P95),
                logit(p, variance, estimate.df, Level::P95),
                modified_wilson(p, variance, estimate.n, estimate.df, Level::P95),
            ].into_iter().flatten() {
                prop_assert!(interval.lower().get() <= p.get() + 1e-12);
                prop_assert!(p.get() <= interval.upper().get() + 1e-12);
            }
        }
    }

    #[test]
    fn more_satisfied_answers_never_worsen_a_verdict(n in 1_u64..400, percent in 1_u32..100) {
        let target = Target::at_least(share(f64::from(percent) / 100.0));
        let rank = |k| match verdict_of_sample(target, RandomSample::of(k, n).unwrap()).outcome {
            Outcome::Missed => 0,
            Outcome::NotEnoughEvidence => 1,
            Outcome::Met => 2,
            Outcome::NoVerdict => panic!("there are answers"),
        };
        let ranks: Vec<i32> = (0..=n).map(rank).collect();
        prop_assert!(ranks.is_sorted());
    }

    #[test]
    fn met_and_missed_exclude_each_other(a in 0.0..1.0_f64, b in 0.0..1.0_f64, t in 0.0..1.0_f64) {
        let bounds = Interval::clipped(a.min(b), a.max(b)).unwrap();
        for operator in [Operator::AtLeast, Operator::Above] {
            let target = Target::new(operator, share(t));
            let met = target.is_reached_by(bounds.lower());
            let missed = !target.is_reached_by(bounds.upper());
            prop_assert!(!(met && missed));
            let wanted = match (met, missed) {
                (true, _) => Outcome::Met,
                (_, true) => Outcome::Missed,
                _ => Outcome::NotEnoughEvidence,
            };
            prop_assert_eq!(verdict(target, Ok(bounds)).outcome, wanted);
        }
    }

    #[test]
    fn the_exact_bound_and_the_exact_test_agree(n in 1_u64..500, k in 0_u64..500, t in 0.01..0.99_f64) {
        let sample = RandomSample::of(k.min(n), n).unwrap();
        let lower = clopper_pearson(sample, Level::P90).unwrap().lower().get();
        let p = binomial_at_least(k.min(n), n, t).unwrap();
        // Right at the border the last digits decide.
        prop_assume!((p - 0.05).abs() > 1e-9);
        prop_assert_eq!(lower >= t, p <= 0.05);
    }

    #[test]
    fn the_score_bound_and_the_score_test_agree(n in 1_u64..500, k in 0_u64..500, t in 0.01..0.99_f64) {
        let sample = RandomSample::of(k.min(n), n).unwrap();
        let lower = wilson(sample, Level::P90).unwrap().lower().get();
        let z = (sample.share().unwrap().get() - t) / (t * (1.0 - t) / n as f64).sqrt();
        let critical = normal_quantile(1.0 - Level::P90.tail()).unwrap();
        prop_assume!((z - critical).abs() > 1e-9);
        prop_assert_eq!(lower >= t, z >= critical);
    }

    #[test]
    fn raked_weights_meet_their_margins(
        rows in vec((0..2_usize, 0..3_usize, 0.1..20.0_f64), 12..60),
        women in 0.2..0.8_f64,
        young in 0.2..0.5_f64,
    ) {
        let (sexes, ages) = (["F", "M"], ["a", "b", "c"]);
        // Every combination occurs, so that a solution exists.
        let mut all = rows;
        for sex in 0..2 {
            (0..3).for_each(|age| all.push((sex, age, 1.0)));
        }
        let margin = |name: &str, values: Vec<&str>, targets: &[(&str, f64)]| {
            let targets: BTreeMap<String, f64> = targets.iter().map(|(c, t)| ((*c).to_owned(), *t)).collect();
            Margin::new(name, values, &targets).unwrap()
        };
        let margins = [
            margin("sex", all.iter().map(|row| sexes[row.0]).collect(), &[("F", 1000.0 * women), ("M", 1000.0 * (1.0 - women))]),
            margin("age", all.iter().map(|row| ages[row.1]).collect(), &[("a", 1000.0 * young), ("b", 300.0), ("c", 700.0 - 1000.0 * young)]),
        ];
        let base: Vec<f64> = all.iter().map(|row| row.2).collect();
        let raked = rake(&base, &margins, RakingLimits::default()).unwrap();
        prop_assert!(largest_gap(&raked.weights, &margins) < 1e-10);
        prop_assert!(raked.weights.iter().all(|weight| *weight > 0.0));
    }

    #[test]
    fn domains_split_and_merged_give_the_whole(rows in sample()) {
        let (design, answers) = (design(&rows), answers(&rows));
        let parts = estimate_domains(&design, &answers, &domains(&rows)).unwrap();
        let all = whole(&rows);
        prop_assert_eq!(parts.iter().map(|part| part.n).sum::<u64>(), all.n);
        prop_assert_eq!(parts.iter().filter_map(|part| part.satisfied).sum::<u64>(), all.satisfied.unwrap());
        let sum_w: f64 = parts.iter().map(|part| part.sum_w).sum();
        prop_assert!(near(sum_w, all.sum_w));
        if let Ok(p) = all.value {
            let merged: f64 = parts.iter().filter_map(|part| Some(part.value.ok()? * part.sum_w)).sum();
            prop_assert!(near(merged / sum_w, p));
        }
    }

    #[test]
    fn a_difference_and_its_reverse_are_mirrors(rows in sample()) {
        let (design, answers) = (design(&rows), answers(&rows));
        let part = |domain: u32| linearise(&design, &answers, |row| rows[row].domain == domain);
        if let (Ok(a), Ok(b)) = (part(0), part(1)) {
            let forward = difference(&design, &a, &b, 5).unwrap();
            let backward = difference(&design, &b, &a, 5).unwrap();
            prop_assert!(near(forward.value, -backward.value));
            prop_assert!(near(forward.variance, backward.variance));
            let parts = |z: &[f64]| design.variance_of_total(z).unwrap();
            let sum = parts(&a.z) + parts(&b.z) - 2.0 * forward.covariance;
            prop_assert!((sum - forward.variance).abs() < 1e-10);
        }
    }

    #[test]
    fn the_range_of_ranks_holds_the_rank(units in vec((0.0..1.0_f64, 0.0..0.2_f64), 1..30), ties in any::<bool>()) {
        let mut units = units;
        if ties {
            for unit in &mut units {
                *unit = ((unit.0 * 5.0).round() / 5.0, 0.0);
            }
        }
        for joint in [Joint::Bonferroni, Joint::Independent, Joint::None] {
            for rank in rank_units(&units, Level::P95, joint, Best::Highest).unwrap() {
                prop_assert!(rank.best <= rank.rank && rank.rank <= rank.worst);
                prop_assert!(rank.best >= 1 && rank.worst <= units.len() as u64);
            }
        }
    }

    #[test]
    fn rows_of_weight_zero_in_a_known_cluster_change_nothing(rows in sample(), at in any::<prop::sample::Index>(), answer in 0..3_u8) {
        let mut more = rows.clone();
        let answer = [Answer::Outside, Answer::NotSatisfied, Answer::Satisfied][usize::from(answer)];
        more.push(Row { weight: 0.0, answer, ..rows[at.index(rows.len())].clone() });
        let (before, after) = (whole(&rows), whole(&more));
        prop_assert_eq!(after.rows, before.rows + 1);
        prop_assert!(agree(&before, &after));
    }

    #[test]
    fn nothing_hidden_can_be_computed_from_totals(
        inner in vec(vec(0_u64..40, 4), 4),
        minimum in 2_u64..12,
    ) {
        let mut counts: Vec<Vec<u64>> = inner.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
        counts.push((0..5).map(|c| counts.iter().map(|row| row[c]).sum()).collect());
        let cell = |n: &u64| TableCell { n: *n, hidden: *n > 0 && *n < minimum };
        let table: Vec<Vec<TableCell>> = counts.iter().map(|row| row.iter().map(cell).collect()).collect();
        let status = suppress_two_way(&table, minimum);
        // Solve the totals for hidden cells one at a time, as a reader with a pencil would.
        let mut unknown: Vec<Vec<bool>> = (0..5)
            .map(|r| (0..5).map(|c| status[r][c] != CellStatus::Shown && counts[r][c] > 0).collect())
            .collect();
        let before = unknown.clone();
        for _ in 0..25 {
            let lone = |line: Vec<(usize, usize)>| {
                let hidden: Vec<_> = line.into_iter().filter(|(r, c)| unknown[*r][*c]).collect();
                if let [only] = hidden[..] { Some(only) } else { None }
            };
            let rows = (0..5).filter_map(|r| lone((0..5).map(|c| (r, c)).collect()));
            let columns = (0..5).filter_map(|c| lone((0..5).map(|r| (r, c)).collect()));
            for (r, c) in rows.chain(columns).collect::<Vec<_>>() {
                unknown[r][c] = false;
            }
        }
        let everything = (0..5).all(|r| (0..5).all(|c| counts[r][c] == 0 || before[r][c]));
        prop_assert!(unknown == before || everything);
    }
}
