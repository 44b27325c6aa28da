//! The draw against another program: what `tests/fixtures/drawing/draw.py` draws by the written rules, seed for seed and element for element.
//! It runs on the machine at hand, so a machine of another kind that drew otherwise would fail here.

use serde::Deserialize;
use server::analysis::drawing::{Blueprint, Chance, Cluster, Within};

#[derive(Deserialize)]
struct Case {
    seed: String,
    within: String,
    each: Option<u64>,
    strata: Vec<Stratum>,
    drawn: Vec<u32>,
    probabilities: Vec<f64>,
}

#[derive(Deserialize)]
struct Stratum {
    taken: u64,
    /// The first, and the one after the last.
    elements: Option<(u32, u32)>,
    clusters: Option<Vec<Village>>,
}

#[derive(Deserialize)]
struct Village {
    size: u64,
    elements: (u32, u32),
}

#[test]
fn another_program_draws_the_same() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../fixtures/drawing/expected.json")).unwrap();
    assert_eq!(cases.len(), 18);
    for case in cases {
        let within = if case.within == "systematic" { Within::Systematic } else { Within::SimpleRandom };
        let blueprint = match case.each {
            None => {
                let of =
                    |stratum: &Stratum| (stratum.elements.map(|(first, end)| (first..end).collect()).unwrap(), stratum.taken);
                Blueprint::one_stage(case.strata.iter().map(of).collect(), within)
            }
            Some(each) => {
                let cluster = |of: &Village| Cluster { size: of.size, elements: (of.elements.0..of.elements.1).collect() };
                let of = |stratum: &Stratum| (stratum.clusters.iter().flatten().map(cluster).collect::<Vec<_>>(), stratum.taken);
                Blueprint::two_stages(case.strata.iter().map(of).collect(), each, within)
            }
        };
        let drawn = blueprint.unwrap().draw(&mut Chance::of(&case.seed));
        let what = format!("seed {}, {}, {:?}", case.seed, case.within, case.each);
        assert_eq!(drawn.iter().map(|drawn| drawn.element).collect::<Vec<_>>(), case.drawn, "{what}");
        for (drawn, probability) in drawn.iter().zip(case.probabilities) {
            assert!((drawn.probability / probability - 1.0).abs() < 1e-15, "{what}");
        }
    }
}
