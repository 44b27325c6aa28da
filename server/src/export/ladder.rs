//! How much of what tells who somebody is stays in a line, so that nobody stands alone: the rungs of a ladder, and on which of them each
//! combination comes to stand.
//!
//! A combination is what a stranger may know of a person who answered: campaign, unit, sector, month, mode, language, whether somebody helped,
//! stratum, and what the person says of themselves. Those with at least `minimum` responses stay as they are. The others go a rung down, where
//! more is left out, and are counted there among themselves; and so on. What is left on the last rung takes in the smallest combination of the
//! rungs above it until it is large enough. So in the end every combination, as it is written, has the minimum.

use std::collections::HashMap;

/// How exactly a month is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Month,
    Quarter,
    Year,
    Never,
}

/// How exactly a unit is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Unit,
    Above,
    Nowhere,
}

/// What stays in a line.
#[expect(clippy::struct_excessive_bools, reason = "each says of another thing whether it is told")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    pub when: When,
    pub place: Where,
    pub sector: bool,
    pub mode: bool,
    /// Stratum and cluster.
    pub sample: bool,
    /// Language, help, and what the person says of themselves.
    pub person: bool,
}

const fn rung(when: When, place: Where, [sector, mode, sample, person]: [bool; 4]) -> Rung {
    Rung { when, place, sector, mode, sample, person }
}

/// The rungs, the first with everything and the last with the campaign alone. Figures are by unit, sector, mode and period, so what persons say of
/// themselves goes before those do.
pub(super) const RUNGS: [Rung; 9] = [
    rung(When::Month, Where::Unit, [true, true, true, true]),
    rung(When::Quarter, Where::Unit, [true, true, true, true]),
    rung(When::Year, Where::Unit, [true, true, true, true]),
    rung(When::Month, Where::Unit, [true, true, true, false]),
    rung(When::Quarter, Where::Unit, [true, true, true, false]),
    rung(When::Year, Where::Unit, [true, true, true, false]),
    rung(When::Year, Where::Above, [true, true, false, false]),
    rung(When::Never, Where::Nowhere, [true, false, false, false]),
    rung(When::Never, Where::Nowhere, [false, false, false, false]),
];
/// The last rung.
pub(super) const LAST: usize = RUNGS.len() - 1;
/// The first rung without what persons say of themselves.
const WITHOUT_PERSON: usize = 3;
/// The rung of what is left out, because its campaign has fewer responses than the minimum.
pub(super) const LEFT_OUT: usize = RUNGS.len();

/// What is known of a combination. Values are numbers that stand for texts; 0 stands for what is not told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Combination {
    pub campaign: u32,
    pub unit: u32,
    /// The unit above it, or itself where there is none.
    pub above: u32,
    pub sector: u32,
    /// `YYYYMM`.
    pub month: u32,
    pub mode: u32,
    pub stratum: u32,
    /// Language, help, and each answer about the person.
    pub person: Box<[u32]>,
}

impl Combination {
    /// As it is told on a rung. What `above` is follows from the unit, so it is told with it or instead of it.
    fn on(&self, rung: usize) -> Self {
        let Some(Rung { when, place, sector, mode, sample, person }) = RUNGS.get(rung).copied() else { return self.clone() };
        let told = |is: bool, value: u32| if is { value } else { 0 };
        Self {
            campaign: self.campaign,
            unit: told(place == Where::Unit, self.unit),
            above: told(place != Where::Nowhere, self.above),
            sector: told(sector, self.sector),
            // Numbers of quarters, years and months are no two alike.
            month: match when {
                When::Month => self.month,
                When::Quarter => (self.month / 100) * 10 + (self.month % 100).div_ceil(3),
                When::Year => self.month / 100,
                When::Never => 0,
            },
            mode: told(mode, self.mode),
            stratum: told(sample, self.stratum),
            person: if person { self.person.clone() } else { Box::default() },
        }
    }
}

/// The most combinations that are told apart: about 100 MB. Where there are more, few have the minimum, so that nothing of the persons is kept.
pub(super) const MOST: usize = 1 << 18;

/// The combinations of a file, each with how often it came and where it stands.
#[derive(Debug, Default)]
pub(super) struct Ladder {
    groups: HashMap<Combination, (u64, usize)>,
    /// The rung on which all begin.
    first: usize,
}

impl Ladder {
    /// Counts a response.
    pub fn count(&mut self, combination: Combination, most: usize) {
        let combination = if self.first == 0 { combination } else { combination.on(self.first) };
        self.groups.entry(combination).or_default().0 += 1;
        if self.groups.len() > most && self.first == 0 {
            self.first = WITHOUT_PERSON;
            for (combination, (count, _)) in std::mem::take(&mut self.groups) {
                self.groups.entry(combination.on(WITHOUT_PERSON)).or_default().0 += count;
            }
        }
    }

    /// Puts every combination on its rung.
    pub fn settle(&mut self, minimum: u64) {
        let mut open: Vec<(Combination, u64)> =
            self.groups.iter().map(|(combination, (count, _))| (combination.clone(), *count)).collect();
        for rung in self.first..=LAST {
            let mut classes: HashMap<Combination, u64> = HashMap::new();
            for (combination, count) in &open {
                *classes.entry(combination.on(rung)).or_default() += count;
            }
            let is_enough = |combination: &Combination| classes[&combination.on(rung)] >= minimum;
            let (settled, rest) = open.into_iter().partition(|(combination, _)| is_enough(combination));
            open = rest;
            self.put(&settled, rung);
        }
        let mut campaigns: Vec<u32> = open.iter().map(|(combination, _)| combination.campaign).collect();
        campaigns.sort_unstable();
        campaigns.dedup();
        for campaign in campaigns {
            let rest: Vec<_> = open.iter().filter(|(combination, _)| combination.campaign == campaign).cloned().collect();
            self.complete(campaign, rest, minimum);
        }
    }

    fn put(&mut self, groups: &[(Combination, u64)], rung: usize) {
        for (combination, _) in groups {
            if let Some((_, stands)) = self.groups.get_mut(combination) {
                *stands = rung;
            }
        }
    }

    /// Puts what is left of a campaign on the last rung, together with the smallest combinations of the lowest rungs, until they are enough.
    fn complete(&mut self, campaign: u32, rest: Vec<(Combination, u64)>, minimum: u64) {
        let mut count: u64 = rest.iter().map(|(_, count)| count).sum();
        self.put(&rest, LEFT_OUT);
        let mut classes: HashMap<(usize, Combination), (u64, Vec<Combination>)> = HashMap::new();
        for (combination, (count, rung)) in
            self.groups.iter().filter(|(one, (_, rung))| one.campaign == campaign && *rung <= LAST)
        {
            let class = classes.entry((*rung, combination.on(*rung))).or_default();
            class.0 += count;
            class.1.push(combination.clone());
        }
        // The lowest rung first, and there the smallest class; equal ones by what they are, so that the same responses give the same files.
        let key = |combination: &Combination| {
            let Combination { unit, above, sector, month, mode, stratum, person, .. } = combination;
            (*unit, *above, *sector, *month, *mode, *stratum, person.clone())
        };
        let mut classes: Vec<_> = classes.into_iter().collect();
        classes.sort_by_key(|((rung, class), (count, _))| (LAST - rung, *count, key(class)));
        let mut taken: Vec<(Combination, u64)> = rest;
        for (_, (more, members)) in classes {
            if count >= minimum {
                break;
            }
            count += more;
            taken.extend(members.into_iter().map(|member| (member, 0)));
        }
        if count >= minimum {
            self.put(&taken, LAST);
        }
    }

    /// On which rung a response of this combination stands.
    pub fn rung(&self, combination: &Combination) -> usize {
        let found = if self.first == 0 { self.groups.get(combination) } else { self.groups.get(&combination.on(self.first)) };
        found.map_or(LEFT_OUT, |(_, rung)| *rung)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{Combination, LAST, LEFT_OUT, Ladder, MOST, RUNGS};

    fn combination() -> impl Strategy<Value = Combination> {
        (1..3_u32, 1..6_u32, 1..4_u32, 1..25_u32, 1..3_u32, 0..3_u32, prop::collection::vec(0..3_u32, 3)).prop_map(
            |(campaign, unit, sector, month, mode, stratum, person)| Combination {
                campaign,
                unit,
                above: 100 + unit / 3,
                sector,
                month: (2024 + (month - 1) / 12) * 100 + (month - 1) % 12 + 1,
                mode,
                stratum,
                person: person.into(),
            },
        )
    }

    /// How many responses each combination has as it is written, with its rung, and how many are left out of each campaign.
    fn written(all: &[Combination], minimum: u64, most: usize) -> (HashMap<(usize, Combination), u64>, HashMap<u32, u64>) {
        let mut ladder = Ladder::default();
        for one in all {
            ladder.count(one.clone(), most);
        }
        ladder.settle(minimum);
        let (mut kept, mut left_out) = (HashMap::new(), HashMap::new());
        for one in all {
            match ladder.rung(one) {
                LEFT_OUT => *left_out.entry(one.campaign).or_default() += 1,
                rung => *kept.entry((rung, one.on(rung))).or_default() += 1,
            }
        }
        (kept, left_out)
    }

    proptest! {
        #[test]
        fn no_combination_has_fewer_than_the_minimum(
            all in prop::collection::vec(combination(), 0..400),
            minimum in 3..15_u64,
            most in prop_oneof![Just(MOST), Just(20)],
        ) {
            let (kept, left_out) = written(&all, minimum, most);
            for (combination, count) in &kept {
                prop_assert!(*count >= minimum, "{combination:?}: {count}");
            }
            // Only of a campaign that has fewer altogether anything is left out, and then all of it.
            for (campaign, count) in left_out {
                let all = all.iter().filter(|one| one.campaign == campaign).count();
                prop_assert_eq!(all as u64, count);
                prop_assert!(count < minimum);
            }
        }
    }

    fn alike(count: usize, month: u32, person: u32) -> Vec<Combination> {
        let one = Combination { campaign: 1, unit: 1, above: 9, sector: 1, month, mode: 1, stratum: 0, person: [person].into() };
        vec![one; count]
    }

    #[test]
    fn the_boundary_is_the_minimum_itself() {
        let rungs = |all: &[Combination]| {
            let (kept, left_out) = written(all, 10, MOST);
            let mut rungs: Vec<(usize, u64)> = kept.into_iter().map(|((rung, _), count)| (rung, count)).collect();
            rungs.sort_unstable();
            (rungs, left_out.values().sum::<u64>())
        };
        assert_eq!(rungs(&alike(10, 202_601, 1)), (vec![(0, 10)], 0));
        assert_eq!(rungs(&alike(9, 202_601, 1)), (vec![], 9));
        // Months of a quarter, quarters of a year.
        assert_eq!(rungs(&[alike(9, 202_601, 1), alike(1, 202_603, 1)].concat()), (vec![(1, 10)], 0));
        assert_eq!(rungs(&[alike(9, 202_601, 1), alike(1, 202_604, 1)].concat()), (vec![(2, 10)], 0));
        // Men and women of one month stay in it without what they are.
        assert_eq!(rungs(&[alike(9, 202_601, 1), alike(9, 202_601, 2)].concat()), (vec![(3, 18)], 0));
        // Nine of another year are too few on any rung but the last, and take the smallest there is along.
        let all = [alike(9, 202_501, 1), alike(10, 202_601, 1), alike(11, 202_601, 2)].concat();
        assert_eq!(rungs(&all), (vec![(0, 11), (LAST, 19)], 0));
        assert_eq!(RUNGS.len(), LEFT_OUT);
    }
}
