//! Dividing a sample over the strata of a frame, and naming what cannot be drawn.

use app::domain::sample::fault::{Fault, Faults, What};
use app::domain::sample::{self, Allocation, Clusters, Design};

use super::frame::{Frame, Stratum};
use crate::analysis::allocation::{self, Rule, allocate};
use crate::analysis::drawing::{self, Blueprint, Cluster};
use crate::analysis::undefined::Undefined;

/// A sample that can be drawn: everything but chance.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What the engine draws by.
    pub blueprint: Blueprint,
    /// The strata, as people see them.
    pub strata: Vec<sample::Stratum>,
}

/// Divides the sample.
///
/// # Errors
/// What cannot be, by the names that the frame gives.
pub fn plan(frame: &Frame, design: Design) -> Result<Planned, Faults> {
    let taken = divided(frame, design).map_err(all)?;
    let mut faults = too_small(frame, design, &taken);
    if faults.count > 0 {
        return Err(faults);
    }
    let strata = || frame.strata.iter().zip(taken.iter().copied());
    let made = match design {
        Design::Systematic { .. } => {
            let elements = strata().map(|(stratum, taken)| (stratum.elements.clone(), taken)).collect();
            Blueprint::one_stage(elements, drawing::Within::Systematic)
        }
        Design::Stratified { within, .. } => {
            let elements = strata().map(|(stratum, taken)| (stratum.elements.clone(), taken)).collect();
            Blueprint::one_stage(elements, of(within))
        }
        Design::TwoStage { each, within, .. } => {
            let clusters = strata().map(|(stratum, taken)| (clusters(stratum), taken)).collect();
            Blueprint::two_stages(clusters, each, of(within))
        }
    };
    if let Ok(blueprint) = made {
        Ok(Planned { strata: described(frame, &blueprint, &taken), blueprint })
    } else {
        // What the frame's own reading and the division let through, the engine takes.
        faults.note(Fault::of_all(What::NoElement));
        Err(faults)
    }
}

fn all(what: What) -> Faults {
    let mut faults = Faults::default();
    faults.note(Fault::of_all(what));
    faults
}

const fn of(within: sample::Within) -> drawing::Within {
    match within {
        sample::Within::SimpleRandom => drawing::Within::SimpleRandom,
        sample::Within::Systematic => drawing::Within::Systematic,
    }
}

fn clusters(stratum: &Stratum) -> Vec<Cluster> {
    stratum.clusters.iter().map(|cluster| Cluster { size: cluster.size, elements: cluster.elements.clone() }).collect()
}

/// How many elements, or clusters, are drawn of each stratum.
#[expect(clippy::cast_precision_loss, reason = "the sum of all sizes is below 2^53")]
fn divided(frame: &Frame, design: Design) -> Result<Vec<u64>, What> {
    let strata = &frame.strata;
    let equal = |stratum: &Stratum| allocation::Stratum { population: stratum.elements.len() as u64, spread: 1.0 };
    let (n, sized, rule): (u64, Vec<allocation::Stratum>, Rule) = match design {
        Design::Systematic { n } | Design::Stratified { allocation: Allocation::Proportional { n }, .. } => {
            (n, strata.iter().map(equal).collect(), Rule::Proportional)
        }
        Design::Stratified { allocation: Allocation::Neyman { n }, .. } => {
            let sized =
                strata.iter().map(|stratum| allocation::Stratum { spread: stratum.spread.unwrap_or_default(), ..equal(stratum) });
            (n, sized.collect(), Rule::Neyman)
        }
        Design::Stratified { allocation: Allocation::Fixed { each }, .. } => {
            return Ok(strata.iter().map(|stratum| each.or(stratum.taken).unwrap_or_default()).collect());
        }
        // In proportion to the sum of the sizes, which is the number of clusters times their mean size.
        Design::TwoStage { psus, .. } => {
            let sized = strata.iter().map(|stratum| {
                let (population, size) = (stratum.clusters.len() as u64, size(stratum));
                allocation::Stratum { population, spread: size as f64 / population as f64 }
            });
            (psus, sized.collect(), Rule::Neyman)
        }
    };
    let has: u64 = sized.iter().map(|stratum| stratum.population).sum();
    if n > has {
        return Err(What::MoreThanThereAre { has, taken: n });
    }
    if n < strata.len() as u64 {
        return Err(What::FewerThanStrata { strata: strata.len() as u64, taken: n });
    }
    allocate(n, &sized, rule, 1).map_err(|error| match error {
        Undefined::NoVariation => What::NoSpread,
        _ => What::NoElement,
    })
}

fn size(stratum: &Stratum) -> u64 {
    stratum.clusters.iter().map(|cluster| cluster.size).sum()
}

/// The strata and clusters that have fewer than are to be drawn of them.
fn too_small(frame: &Frame, design: Design, taken: &[u64]) -> Faults {
    let mut faults = Faults::default();
    for (stratum, taken) in frame.strata.iter().zip(taken.iter().copied()) {
        let (name, has) = (stratum.name.clone(), stratum.elements.len().max(stratum.clusters.len()) as u64);
        if taken > has {
            faults.note(Fault::of_all(What::StratumTooSmall { name, has, taken }));
        }
        let Design::TwoStage { each: taken, .. } = design else { continue };
        for cluster in &stratum.clusters {
            let (name, has) = (cluster.name.clone(), cluster.elements.len() as u64);
            if taken > has {
                faults.note(Fault::of_all(What::ClusterTooSmall { name, has, taken }));
            }
        }
    }
    faults
}

fn described(frame: &Frame, blueprint: &Blueprint, taken: &[u64]) -> Vec<sample::Stratum> {
    let mut weights = vec![(f64::INFINITY, 0.0_f64); frame.strata.len()];
    for drawn in blueprint.everybody() {
        let (least, most) = &mut weights[drawn.stratum];
        (*least, *most) = (least.min(drawn.weight), most.max(drawn.weight));
    }
    let certain: Vec<(usize, usize)> = blueprint.certain().collect();
    let each = blueprint.size() / taken.iter().sum::<u64>().max(1);
    let describe = |(number, stratum): (usize, &Stratum)| {
        let names = certain.iter().filter(|(of, _)| *of == number).map(|(_, place)| stratum.clusters[*place].name.clone());
        let clusters = (!stratum.clusters.is_empty()).then(|| Clusters {
            all: stratum.clusters.len() as u64,
            drawn: taken[number],
            size: size(stratum),
            certain: names.collect(),
        });
        let elements = stratum.elements.len() + stratum.clusters.iter().map(|cluster| cluster.elements.len()).sum::<usize>();
        sample::Stratum {
            code: stratum_code(number),
            name: stratum.name.clone(),
            elements: elements as u64,
            drawn: taken[number] * each,
            clusters,
            weights: weights[number],
        }
    };
    frame.strata.iter().enumerate().map(describe).collect()
}

/// The code of a stratum by its number from 0, as responses carry it.
pub(super) fn stratum_code(number: usize) -> String {
    format!("s{}", number + 1)
}
