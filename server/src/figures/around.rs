//! What a figure would reveal beside those of other filters, which anybody may look at too.
//!
//! Two filters of which one takes all that the other takes, and little more, differ by a few people. And of several that together make up another,
//! such as the units below one, the last can be worked out. So a figure is hidden that would reveal a small one in either way: where two filters
//! differ by too few, that of the narrower one; of parts of a whole, with each small one another. All of one decision is read in one statement, and
//! it is the same from wherever one looks. Figures of more filters at once are not considered.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::measure::Measure;
use app::domain::period::{Month, Period};
use app::domain::sector::Sector;
use app::domain::tree::Tree;
use uuid::Uuid;

use super::measured::Measured;
use super::panel::months;
use super::{Desk, hiding};
use crate::store::StoreError;
use crate::store::around::Around;
use crate::store::cells::ALL_UNITS;
use crate::store::counts::Counts;

/// Figures of one panel by mode, or of all modes, and row.
pub(super) type Cells = BTreeSet<(Option<String>, usize)>;

/// What was counted around a filter.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    around: Arc<Around>,
    /// What was answered about some units, or all, and each unit below, by the unit above.
    families: BTreeMap<String, Arc<BTreeMap<String, Counts>>>,
    /// When that was answered.
    period: Option<Period>,
}

/// A mode, or all modes, and a sector with all below it.
type Cell<'c> = (Option<&'c str>, &'c str);
/// Respondents by cell.
type Respondents<'c> = BTreeMap<Cell<'c>, u64>;

impl Desk<'_> {
    /// Reads what is counted around the filter, around some months besides its period, and around some units below its own. With `answers`, parts of a
    /// questionnaire can be looked at.
    pub(super) async fn look_around(
        &mut self,
        course: Option<(Month, Month)>,
        below: &[&Code],
        answers: bool,
    ) -> Result<(), StoreError> {
        let filter = self.filter;
        if filter.unit.is_none() && filter.period.is_none() && filter.campaign.is_none() {
            // Nothing takes more than everything.
            return Ok(());
        }
        let units = &self.directory.units;
        let near = self.tops.iter().chain(below.iter().copied());
        let lineages = near.flat_map(|unit| units.lineage(unit.as_str())).map(|unit| unit.code.to_string()).collect();
        let course = course.map(|(first, last)| i64::from(first.number())..=i64::from(last.number()));
        let (lineages, months): (BTreeSet<String>, _) = (lineages, joined(filter.period.and_then(siblings), course));
        let asked = format!("around {:?} {lineages:?} {months:?} {answers}", self.grain());
        let around = self.store.once(|| asked, self.store.around(self.grain(), lineages, months, answers)).await?;
        let mut families = BTreeMap::new();
        let above = self.tops.iter().map(|top| units.get(top.as_str()).and_then(|unit| unit.parent.as_ref()));
        let own = self.tops.iter().filter(|_| !below.is_empty()).map(Some);
        for unit in above.chain(own).map(|unit| unit.map_or(ALL_UNITS, Code::as_str)) {
            if !families.contains_key(unit) {
                let asked = || format!("family {:?} {unit} {:?}", self.grain(), filter.period);
                families
                    .insert(unit.to_owned(), self.store.once(asked, self.store.family(self.grain(), unit, filter.period)).await?);
            }
        }
        self.surroundings = Some(Surroundings { around, families, period: filter.period }.into());
        Ok(())
    }

    /// Which figures of some units as one, in a period, would reveal others. `rows` are the sectors of the panel. None where it was
    /// not read what is around.
    pub(super) fn revealing<'s>(
        &'s self,
        (tops, period): (&[Code], Option<Period>),
        campaigns: &[&Campaign],
        measured: &Measured,
        rows: &[&Sector],
    ) -> Cells {
        let Some(surroundings) = &self.surroundings else { return Cells::new() };
        let own_units: Vec<&str> = if tops.is_empty() { vec![ALL_UNITS] } else { tops.iter().map(Code::as_str).collect() };
        let of = |units: &[&str], period| -> Option<Vec<&'s Counts>> {
            let counts = units.iter().map(|unit| surroundings.around.of(unit, period));
            counts.collect::<Option<Vec<_>>>().map(|counts| counts.concat())
        };
        let Some(own_counts) = of(&own_units, period) else { return Cells::new() };
        let (all, sources) = (self.comparable(campaigns), self.sources(campaigns));
        let look = Look { sectors: &self.directory.sectors, measured };
        // Of units beside each other only the index is looked at: to read all their answers takes too long.
        let index = Measured { version: measured.version, part: None, items: Vec::new() };
        let own = look.respondents(&own_counts, &sources);
        let own_responses = responses(&own_counts);
        let mut found = BTreeSet::new();
        let narrowed = campaigns.len() < all.len();
        for units in self.wider(tops).into_iter().chain([own_units.clone()]) {
            for longer in [period].into_iter().chain(period.into_iter().flat_map(longer)) {
                let Some(counts) = of(&units, longer) else { continue };
                for taken in [Some(campaigns), narrowed.then_some(all.as_slice())].into_iter().flatten() {
                    let least = self.strictest(&counts, taken);
                    // Who is more belongs to campaigns with minimums of their own.
                    let given = responses(&counts);
                    let source = |one: &Campaign| self.source(one);
                    let has_more = |one: &&Campaign| given.get(&source(one)) > own_responses.get(&source(one));
                    let grown: Vec<&Campaign> = taken.iter().copied().filter(has_more).collect();
                    let minimum = self.strictest(&counts, &grown);
                    let wider = look.respondents(&counts, &self.sources(taken));
                    let reveals = |(mode, sector): &&Cell| {
                        let above = look.sectors.lineage(sector).map(|above| above.code.as_str());
                        let cells = above.flat_map(|above| [*mode, None].map(|mode| (mode, above)));
                        // What is hidden for its own sake, nothing can be taken from.
                        let shown = cells.filter_map(|cell| wider.get(&cell)).filter(|n| **n >= least);
                        let mut more = shown.filter_map(|n| n.checked_sub(own[&(*mode, *sector)]));
                        more.any(|more| (1..minimum).contains(&more))
                    };
                    found.extend(own.keys().filter(reveals).copied());
                }
            }
        }
        let mut families: Vec<Family<'_>> = Vec::new();
        if let ([asked], true) = (campaigns, narrowed) {
            let mut apart = look.by_campaign(&own_counts);
            let parts = all.iter().filter_map(|campaign| {
                let respondents = apart.remove(&campaign.id)?;
                let minimum = campaign.minimum.unwrap_or_default().max(self.privacy_minimum);
                Some((campaign.id == asked.id, (respondents, minimum)))
            });
            let whole = (look.respondents(&own_counts, &self.sources(&all)), self.strictest(&own_counts, &all));
            families.push(Family::of(whole, parts));
        }
        if let Some(longer) = period.and_then(|period| longer(period).next())
            && let Some(whole) = of(&own_units, longer)
        {
            let parts = parts_of(longer, &surroundings.around).into_iter();
            let parts = parts.filter_map(|part| Some((Some(part) == period, of(&own_units, Some(part))?)));
            let of = |counts: &[&'s Counts]| (look.respondents(counts, &sources), self.strictest(counts, campaigns));
            let parts = parts.map(|(is_own, counts)| (is_own, of(&counts)));
            families.push(Family::of(of(&whole), parts));
        }
        if let ([top], true) = (tops, period == surroundings.period)
            && let Some(unit) = self.directory.units.get(top.as_str())
            && let above = unit.parent.as_ref().map_or(ALL_UNITS, Code::as_str)
            && let Some(family) = surroundings.families.get(above)
        {
            let look = Look { measured: &index, ..look };
            let parts = family.iter().filter(|(unit, _)| *unit != above);
            let of = |counts: &[&'s Counts]| (look.respondents(counts, &sources), self.strictest(counts, campaigns));
            let parts = parts.map(|(unit, counts)| (unit == top.as_str(), of(&[counts])));
            families.push(Family::of(of(family.get(above).as_slice()), parts));
        }
        for family in &families {
            found.extend(own.keys().filter(|cell| family.goes(cell)).copied());
        }
        let row = |sector: &str| rows.iter().position(|row| row.code.as_str() == sector);
        found.into_iter().filter_map(|(mode, sector)| Some((mode.map(str::to_owned), row(sector)?))).collect()
    }

    /// The strictest minimum of campaigns with answers in these counts.
    fn strictest(&self, counts: &[&Counts], campaigns: &[&Campaign]) -> u64 {
        counts.iter().map(|counts| self.minimum(counts, campaigns)).max().unwrap_or(self.privacy_minimum)
    }

    /// All campaigns whose answers may be shown together with those of these.
    pub(super) fn comparable(&self, campaigns: &[&Campaign]) -> Vec<&Campaign> {
        let Some(first) = campaigns.first() else { return Vec::new() };
        let of = |campaign: &Campaign| (Measure::of(campaign.sampling), campaign.version_id);
        self.directory.public_campaigns().filter(|campaign| of(campaign) == of(first)).collect()
    }

    /// Each set of units that takes all of these and more.
    fn wider(&self, tops: &[Code]) -> Vec<Vec<&str>> {
        let units = &self.directory.units;
        let Some(first) = tops.first() else { return Vec::new() };
        let above = units.lineage(first.as_str()).map(|unit| unit.code.as_str());
        let takes_all = |above: &&str| tops.iter().all(|top| units.is_within(top.as_str(), above));
        let above = above.filter(takes_all).filter(|above| tops.len() > 1 || *above != first.as_str());
        above.chain([ALL_UNITS]).map(|unit| vec![unit]).collect()
    }
}

/// Respondents, of whom fewer than this are hidden.
type Guarded<'c> = (Respondents<'c>, u64);

/// A whole and its parts.
struct Family<'c> {
    whole: Guarded<'c>,
    parts: Vec<Guarded<'c>>,
    /// Which of the parts is looked at.
    own: Option<usize>,
}

impl<'c> Family<'c> {
    /// From the parts, each with whether it is the one that is looked at.
    fn of(whole: Guarded<'c>, parts: impl Iterator<Item = (bool, Guarded<'c>)>) -> Self {
        let (own, parts): (Vec<bool>, Vec<_>) = parts.unzip();
        Self { whole, parts, own: own.iter().position(|is_own| *is_own) }
    }

    /// Whether the figure of the part that is looked at goes with a small one.
    fn goes(&self, cell: &Cell) -> bool {
        let n = |(respondents, least): &Guarded| (respondents.get(cell).copied().unwrap_or_default(), *least);
        let parts: Vec<(u64, u64)> = self.parts.iter().map(n).collect();
        self.own.is_some_and(|own| hiding::among(n(&self.whole), &parts, own))
    }
}

/// How many responses each campaign or pool has.
fn responses(counts: &[&Counts]) -> HashMap<Uuid, i64> {
    let mut responses = HashMap::new();
    for ((source, ..), count) in counts.iter().copied().flatten() {
        *responses.entry(*source).or_default() += count.responses;
    }
    responses
}

/// How answers are counted.
#[derive(Clone, Copy)]
struct Look<'a> {
    sectors: &'a Tree<Sector>,
    measured: &'a Measured<'a>,
}

impl<'a> Look<'a> {
    /// How many answered these campaigns or pools, by mode and sector: those above what was answered as well, shown or not.
    fn respondents<'c>(&self, counts: &[&'c Counts], asked: &HashSet<Uuid>) -> Respondents<'c>
    where
        'a: 'c,
    {
        let mut own: BTreeMap<(&'c str, &'c str), u64> = BTreeMap::new();
        for ((_, sector, mode), count) in counts.iter().copied().flatten().filter(|((id, ..), _)| asked.contains(id)) {
            *own.entry((sector, mode)).or_default() += self.measured.persons(count);
        }
        let mut respondents = Respondents::new();
        for ((sector, mode), n) in own {
            self.add(&mut respondents, (sector, mode), n);
        }
        respondents
    }

    /// The same of each campaign by itself.
    fn by_campaign<'c>(&self, counts: &[&'c Counts]) -> HashMap<Uuid, Respondents<'c>>
    where
        'a: 'c,
    {
        let mut respondents: HashMap<Uuid, Respondents<'c>> = HashMap::new();
        for ((campaign, sector, mode), count) in counts.iter().copied().flatten() {
            self.add(respondents.entry(*campaign).or_default(), (sector, mode), self.measured.persons(count));
        }
        respondents
    }

    /// Adds those who answered about a sector in a mode to it and all above it.
    fn add<'c>(&self, respondents: &mut Respondents<'c>, (sector, mode): (&'c str, &'c str), n: u64)
    where
        'a: 'c,
    {
        for above in self.sectors.lineage(sector).filter(|_| n > 0) {
            for mode in [None, Some(mode)] {
                *respondents.entry((mode, above.code.as_str())).or_default() += n;
            }
        }
    }
}

/// The periods that take all of one and more, the shortest first; `None` is all time.
fn longer(period: Period) -> impl Iterator<Item = Option<Period>> {
    let month = period.months().0;
    let quarter = matches!(period, Period::Month(_)).then(|| quarter_of(month));
    let year = (!matches!(period, Period::Year(_))).then(|| Period::Year(month.year()));
    [quarter, year].into_iter().flatten().map(Some).chain([None])
}

/// The periods of which one is made: the months of a quarter, the quarters of a year, the years of all time.
fn parts_of(period: Option<Period>, around: &Around) -> Vec<Period> {
    match period {
        None => around.years().into_iter().map(Period::Year).collect(),
        Some(Period::Year(year)) => (1..=4).map(|quarter| Period::Quarter(year, quarter)).collect(),
        Some(quarter @ Period::Quarter(..)) => (0..3).map(|later| Period::Month(quarter.months().0.plus(later))).collect(),
        Some(Period::Month(_)) => Vec::new(),
    }
}

/// The quarter of a month.
fn quarter_of(month: Month) -> Period {
    let number = month.number() % 100;
    Period::Quarter(month.year(), i8::try_from((number - 1) / 3 + 1).unwrap_or(1))
}

/// The months of the periods beside one of which the next longer one is made; none for a year, which is counted as such.
fn siblings(period: Period) -> Option<RangeInclusive<i64>> {
    longer(period).next().flatten().map(months)
}

/// The months from the first to the last of two ranges.
fn joined(one: Option<RangeInclusive<i64>>, other: Option<RangeInclusive<i64>>) -> Option<RangeInclusive<i64>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(*one.start().min(other.start())..=*one.end().max(other.end())),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Month, Period, joined, longer, quarter_of};

    #[test]
    fn a_month_lies_in_a_quarter_a_year_and_all_time() {
        let month = Month::new(2026, 9).unwrap();
        let all: Vec<_> = longer(Period::Month(month)).collect();
        assert_eq!(all, [Some(Period::Quarter(2026, 3)), Some(Period::Year(2026)), None]);
        assert_eq!(longer(Period::Quarter(2026, 3)).collect::<Vec<_>>(), [Some(Period::Year(2026)), None]);
        assert_eq!(longer(Period::Year(2026)).collect::<Vec<_>>(), [None]);
        let quarters = [1, 3, 4, 6, 7, 9, 10, 12].map(|month| quarter_of(Month::new(2026, month).unwrap()));
        assert_eq!(quarters, [1, 1, 2, 2, 3, 3, 4, 4].map(|quarter| Period::Quarter(2026, quarter)));
    }

    #[test]
    fn ranges_are_joined() {
        assert_eq!(joined(Some(5..=7), Some(1..=6)), Some(1..=7));
        assert_eq!((joined(None, Some(1..=2)), joined(None, None)), (Some(1..=2), None));
    }
}
