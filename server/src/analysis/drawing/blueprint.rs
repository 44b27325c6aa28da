//! A sample as it is going to be drawn: everything but chance.

use super::chance::Chance;
use super::selection::{certain, simple_random, systematic};

/// How elements are drawn within a stratum or a cluster, each with the same probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Every set of them is equally likely.
    SimpleRandom,
    /// At equal distances from a random start, so that their order spreads the sample.
    Systematic,
}

/// A cluster of the first stage, such as a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// In proportion to this it is drawn.
    pub size: u64,
    /// Its elements, in their order.
    pub elements: Vec<u32>,
}

/// Why a sample cannot be drawn. Strata are numbered as given, clusters within their stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is to be taken, or there is nothing to take from.
    Nothing,
    /// A stratum has fewer elements or clusters than are to be taken of it.
    StratumTooSmall {
        /// The stratum.
        stratum: usize,
        /// How many it has.
        has: u64,
        /// How many are to be taken.
        taken: u64,
    },
    /// Of a stratum nothing would be taken, so nobody could say anything about it.
    StratumLeftOut {
        /// The stratum.
        stratum: usize,
    },
    /// A cluster has no size, so it would never be drawn.
    ClusterWithoutSize {
        /// Its stratum.
        stratum: usize,
        /// The cluster.
        cluster: usize,
    },
    /// A cluster has fewer elements than are to be taken of each.
    ClusterTooSmall {
        /// Its stratum.
        stratum: usize,
        /// The cluster.
        cluster: usize,
        /// How many it has.
        has: u64,
        /// How many are to be taken.
        taken: u64,
    },
}

/// A sample before the draw: strata with what is taken of each, and every probability.
#[derive(Clone, Debug)]
pub struct Blueprint {
    strata: Vec<Stratum>,
    within: Within,
}

#[derive(Clone, Debug)]
struct Stratum {
    taken: u64,
    members: Members,
}

#[derive(Clone, Debug)]
enum Members {
    Elements(Vec<u32>),
    Clusters {
        clusters: Vec<Prepared>,
        /// How many elements are taken of each.
        each: u64,
    },
}

/// A cluster with the probability that it is drawn, as a fraction: one of one where that is certain.
#[derive(Clone, Debug)]
struct Prepared {
    cluster: Cluster,
    chance: (u64, u64),
    certain: bool,
}

/// An element that was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// The element, by its place in the frame.
    pub element: u32,
    /// Its stratum.
    pub stratum: usize,
    /// In a sample of two stages the cluster, and whether it was certain to be drawn. Such a cluster is a stratum of its own to whoever
    /// estimates, and its elements are what was drawn first in it (Särndal, Swensson and Wretman 1992, 4.3).
    pub cluster: Option<(usize, bool)>,
    /// The probability with which it was to be drawn.
    pub probability: f64,
    /// For how many it stands: the inverse of the probability.
    pub weight: f64,
}

impl Blueprint {
    /// A sample of one stage: of each stratum, given as its elements in their order, so many are taken.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn one_stage(strata: Vec<(Vec<u32>, u64)>, within: Within) -> Result<Self, Fault> {
        let strata = strata.into_iter().enumerate().map(|(stratum, (elements, taken))| {
            fits(stratum, elements.len() as u64, taken)?;
            Ok(Stratum { taken, members: Members::Elements(elements) })
        });
        Self::of(strata.collect::<Result<_, _>>()?, within)
    }

    /// A sample of two stages: of each stratum so many clusters are drawn systematically in proportion to their size, and of each drawn
    /// cluster `each` elements.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn two_stages(strata: Vec<(Vec<Cluster>, u64)>, each: u64, within: Within) -> Result<Self, Fault> {
        if each == 0 {
            return Err(Fault::Nothing);
        }
        let strata = strata.into_iter().enumerate().map(|(stratum, (clusters, taken))| {
            fits(stratum, clusters.len() as u64, taken)?;
            for (cluster, Cluster { size, elements }) in clusters.iter().enumerate() {
                if *size == 0 {
                    return Err(Fault::ClusterWithoutSize { stratum, cluster });
                }
                let has = elements.len() as u64;
                if has < each {
                    return Err(Fault::ClusterTooSmall { stratum, cluster, has, taken: each });
                }
            }
            Ok(Stratum { taken, members: Members::Clusters { clusters: prepared(clusters, taken), each } })
        });
        Self::of(strata.collect::<Result<_, _>>()?, within)
    }

    fn of(strata: Vec<Stratum>, within: Within) -> Result<Self, Fault> {
        if strata.is_empty() { Err(Fault::Nothing) } else { Ok(Self { strata, within }) }
    }

    /// How many elements are going to be drawn.
    #[must_use]
    pub fn size(&self) -> u64 {
        let of = |stratum: &Stratum| match stratum.members {
            Members::Elements(_) => stratum.taken,
            Members::Clusters { each, .. } => stratum.taken * each,
        };
        self.strata.iter().map(of).sum()
    }

    /// Every element of the frame as it stands in the sample if it is drawn: its probabilities sum to the size of the sample.
    pub fn everybody(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.strata.iter().enumerate().flat_map(|(number, stratum)| {
            let all: Box<dyn Iterator<Item = Drawn>> = match &stratum.members {
                Members::Elements(elements) => Box::new(elements.iter().map(move |element| stratum.drawn(number, *element))),
                Members::Clusters { clusters, each } => Box::new((0..clusters.len()).flat_map(move |place| {
                    let elements = clusters[place].cluster.elements.iter();
                    elements.map(move |element| clusters[place].drawn((number, place), *element, *each))
                })),
            };
            all
        })
    }

    /// The clusters that are certain to be drawn, each by its stratum and its place there.
    pub fn certain(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.strata.iter().enumerate().flat_map(|(number, stratum)| {
            let clusters = match &stratum.members {
                Members::Clusters { clusters, .. } => clusters.as_slice(),
                Members::Elements(_) => &[],
            };
            clusters.iter().enumerate().filter(|(_, prepared)| prepared.certain).map(move |(place, _)| (number, place))
        })
    }

    /// Draws the sample (rule 6): stratum by stratum, in the order of the frame.
    #[must_use]
    pub fn draw(&self, chance: &mut Chance) -> Vec<Drawn> {
        let mut drawn = Vec::new();
        for (number, stratum) in self.strata.iter().enumerate() {
            match &stratum.members {
                Members::Elements(elements) => {
                    let places = self.pick(chance, elements.len(), stratum.taken);
                    drawn.extend(places.into_iter().map(|place| stratum.drawn(number, elements[place])));
                }
                Members::Clusters { clusters, each } => {
                    for place in first_stage(chance, clusters, stratum.taken) {
                        let elements = &clusters[place].cluster.elements;
                        let places = self.pick(chance, elements.len(), *each).into_iter();
                        drawn.extend(places.map(|of| clusters[place].drawn((number, place), elements[of], *each)));
                    }
                }
            }
        }
        drawn
    }

    fn pick(&self, chance: &mut Chance, population: usize, n: u64) -> Vec<usize> {
        if population as u64 == n {
            return (0..population).collect();
        }
        match self.within {
            Within::SimpleRandom => simple_random(chance, population, n),
            Within::Systematic => systematic(chance, std::iter::repeat_n(1, population), n),
        }
    }
}

impl Stratum {
    /// An element of a stratum without clusters.
    fn drawn(&self, number: usize, element: u32) -> Drawn {
        let population = match &self.members {
            Members::Elements(elements) => elements.len() as u64,
            Members::Clusters { .. } => 0,
        };
        as_drawn((element, number, None), (self.taken, population), (1, 1))
    }
}

impl Prepared {
    fn drawn(&self, (stratum, place): (usize, usize), element: u32, each: u64) -> Drawn {
        as_drawn((element, stratum, Some((place, self.certain))), self.chance, (each, self.cluster.elements.len() as u64))
    }
}

/// An element with the probabilities of both stages, as fractions.
fn as_drawn((element, stratum, cluster): (u32, usize, Option<(usize, bool)>), first: (u64, u64), second: (u64, u64)) -> Drawn {
    let numerator = (u128::from(first.0) * u128::from(second.0)) as f64;
    let denominator = (u128::from(first.1) * u128::from(second.1)) as f64;
    Drawn { element, stratum, cluster, probability: numerator / denominator, weight: denominator / numerator }
}

fn fits(stratum: usize, has: u64, taken: u64) -> Result<(), Fault> {
    if has == 0 {
        return Err(Fault::Nothing);
    }
    if taken == 0 {
        return Err(Fault::StratumLeftOut { stratum });
    }
    if taken > has { Err(Fault::StratumTooSmall { stratum, has, taken }) } else { Ok(()) }
}

fn prepared(clusters: Vec<Cluster>, taken: u64) -> Vec<Prepared> {
    let sizes: Vec<u64> = clusters.iter().map(|cluster| cluster.size).collect();
    let certain = certain(&sizes, taken);
    let left = taken - certain.iter().filter(|certain| **certain).count() as u64;
    let total: u64 = sizes.iter().zip(&certain).filter(|(_, certain)| !**certain).map(|(size, _)| size).sum();
    let prepare = |(cluster, certain): (Cluster, bool)| {
        // Sizes and numbers are each below 2³², so that their product is below 2⁶⁴.
        let chance = if certain { (1, 1) } else { (left * cluster.size, total) };
        Prepared { cluster, chance, certain }
    };
    clusters.into_iter().zip(certain).map(prepare).collect()
}

/// The drawn clusters by their places, in order.
fn first_stage(chance: &mut Chance, clusters: &[Prepared], taken: u64) -> Vec<usize> {
    let (mut drawn, open): (Vec<usize>, Vec<usize>) = (0..clusters.len()).partition(|place| clusters[*place].certain);
    let left = taken - drawn.len() as u64;
    let sizes = open.iter().map(|place| clusters[*place].cluster.size);
    drawn.extend(systematic(chance, sizes, left).into_iter().map(|place| open[place]));
    drawn.sort_unstable();
    drawn
}

#[cfg(test)]
mod tests;
