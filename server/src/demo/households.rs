//! How the households of the yearly survey were drawn, for everyone who was asked.
//!
//! The province is divided into wards, communes of the plain and communes of the mountains. In each of these strata villages were drawn
//! with chances in proportion to their households, from a list in the order of the communes, which spreads them over all; in each village
//! the same number of households was drawn. So a household stands for as many as its stratum says, corrected for how far the village has
//! grown or shrunk since the list was made.

use app::domain::code::Code;
use app::domain::sample_place::{SamplePlace, Weight};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::province::Place;

/// How many households are asked in a village, over both waves: the same villages are visited again.
const TAKE: u64 = 16;
/// The fewest villages of a commune.
const FEWEST: u32 = 3;
/// The households for which one stands, by stratum: few are drawn where many live.
const WARDS: (&str, f64) = ("phuong", 145.0);
const PLAIN: (&str, f64) = ("xa-dong-bang", 80.0);
const MOUNTAINS: (&str, f64) = ("xa-mien-nui", 27.0);
/// How far a village's households may differ from those on the list, as a factor.
const GROWTH: std::ops::Range<f64> = 0.8..1.25;
/// How many are dissatisfied in the most and the least contented village of a commune, against 1 among all who deal with it: neighbours
/// see the same road and the same officer, and those asked at home are a little harder to please.
const DISCONTENT: (f64, f64) = (0.55, 1.65);

/// A village that was drawn.
pub(super) struct Village {
    pub place: SamplePlace,
    /// How many people are dissatisfied here, against 1 among all who deal with the commune.
    pub discontent: f64,
}

/// The villages of a commune of this kind in which so many households are asked.
pub(super) fn villages(commune: &Code, kind: &Place, households: u64, rng: &mut ChaCha8Rng) -> Vec<Village> {
    let (stratum, base) = match (kind.urban, kind.mountain) {
        (true, _) => WARDS,
        (false, true) => MOUNTAINS,
        (false, false) => PLAIN,
    };
    let count = u32::try_from(households.div_ceil(TAKE)).unwrap_or(u32::MAX).max(FEWEST);
    let village = |number| {
        // Evenly spread, so that a commune stays as contented as its table says, however few its villages.
        let step = (f64::from(number) - 0.5) / f64::from(count);
        let discontent = DISCONTENT.0 + (DISCONTENT.1 - DISCONTENT.0) * step;
        let growth = rng.random_range(GROWTH);
        let stratum: Code = stratum.parse().ok()?;
        let psu: Code = format!("{commune}-{number}").parse().ok()?;
        // As in a file of a survey, weights have two decimals.
        let weight = Weight::new((base * growth * 100.0).round() / 100.0)?;
        Some(Village { place: SamplePlace { stratum, psu, weight }, discontent })
    };
    (1..=count).filter_map(village).collect()
}
