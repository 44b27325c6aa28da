//! The sampling design of the responses of a panel, from what was stored with each.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::sample_place::SamplePlace;

use super::people::Person;
use crate::analysis::design::{DesignColumns, DesignError, LonelyPsu, SampleDesign};

/// The design of responses of one campaign or several, one beside the other: the strata of each campaign are its own. A response
/// without a place in a sample counts as one person, drawn by itself in a stratum of its campaign's.
///
/// A stratum of which only one cluster answered is measured against the mean of all clusters, which errs on the side of a larger
/// variance: a figure is published, and nobody is there to merge strata first.
///
/// # Errors
/// When there are more responses than the engine counts.
pub fn stacked(rows: &[&Person]) -> Result<SampleDesign, DesignError> {
    let stratum_of = |row: &Person| (row.campaign_id, place(row).map(|place| place.stratum.clone()));
    let strata = numbered(rows.iter().map(|row| stratum_of(row)));
    // Codes of clusters may repeat across strata, so their numbers may too. A response of no cluster is its own.
    let psus = numbered(rows.iter().filter_map(|row| place(row)).map(|place| place.psu.as_str()));
    let stratum: Vec<u32> = rows.iter().filter_map(|row| strata.get(&stratum_of(row)).copied()).collect();
    let psu: Vec<u32> = (0..)
        .zip(rows)
        .map(|(number, row): (u32, _)| place(row).and_then(|place| psus.get(place.psu.as_str()).copied()).unwrap_or(number))
        .collect();
    let weight: Vec<f64> = rows.iter().map(|row| place(row).map_or(1.0, |place| place.weight.get())).collect();
    SampleDesign::new(&DesignColumns {
        rows: rows.len(),
        weight: Some(&weight),
        stratum: Some(&stratum),
        psu: Some(&psu),
        lonely_psu: LonelyPsu::Adjust,
        ..DesignColumns::default()
    })
}

const fn place(row: &Person) -> Option<&SamplePlace> {
    row.sample_place.as_ref()
}

/// A number for each label, in the order of the labels, so that the order of rows does not matter.
fn numbered<K: Ord>(labels: impl Iterator<Item = K>) -> BTreeMap<K, u32> {
    let distinct: BTreeSet<K> = labels.collect();
    distinct.into_iter().zip(0..).collect()
}

#[cfg(test)]
mod tests {
    use super::stacked;
    use crate::figures::people::Person;
    use app::domain::sample_place::{SamplePlace, Weight};
    use uuid::Uuid;

    fn row(campaign: u128, place: Option<(&str, &str, f64)>) -> Person {
        let place = place.map(|(stratum, psu, weight)| SamplePlace {
            stratum: stratum.parse().unwrap(),
            psu: psu.parse().unwrap(),
            weight: Weight::new(weight).unwrap(),
        });
        Person {
            campaign_id: Uuid::from_u128(campaign),
            unit: "".into(),
            sector: "".into(),
            mode: "".into(),
            month: 0,
            points: Box::default(),
            chosen: Box::default(),
            sample_place: place,
        }
    }

    #[test]
    fn campaigns_keep_their_own_strata_and_clusters() {
        let wave = |campaign| [row(campaign, Some(("urban", "a", 20.0))), row(campaign, Some(("urban", "b", 30.0)))];
        let rural = row(1, Some(("rural", "a", 5.0)));
        let rows = [wave(1).as_slice(), &[rural], &wave(2), &[row(3, None), row(3, None), row(3, None)]].concat();
        let design = stacked(&rows.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!((design.strata(), design.psus()), (4, 2 + 1 + 2 + 3));
        assert_eq!(design.weights(), [20.0, 30.0, 5.0, 20.0, 30.0, 1.0, 1.0, 1.0]);
    }
}
