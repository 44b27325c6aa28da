//! The figures of one questionnaire version under one measure, sector by sector.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::domain::campaign::{Campaign, Sampling};
use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::figure::{Certainty, Estimate, Outcome, Panel, SectorFigure, WhyHidden, WhyUncertain};
use app::domain::measure::Measure;
use app::domain::period::Period;
use app::domain::sector::Sector;
use app::domain::target::Target;
use uuid::Uuid;

use super::measured::Measured;
use super::people::{Person, Stamp};
use super::precision::{Months, Sample};
use super::{Desk, SectorCount, hiding, index};
use crate::store::StoreError;
use crate::store::counts::Counts;

/// What was answered about a sector.
#[derive(Clone, Debug, Default)]
pub(super) struct Answered {
    /// Under the filter.
    pub(super) count: SectorCount,
    /// Respondents that only the filter's mode leaves out.
    pub(super) others: u64,
}

impl Answered {
    /// Takes another's answers along.
    pub(super) fn add(&mut self, more: &Self) {
        self.count.add(&more.count);
        self.others += more.others;
    }
}

impl Desk<'_> {
    /// The panel of campaigns of one version; none where nobody answered it under this filter.
    pub(super) async fn panel(&self, measure: Measure, campaigns: &[&Campaign]) -> Result<Option<Panel>, StoreError> {
        let Some(first) = campaigns.first() else { return Ok(None) };
        let Some(version) = self.directory.versions.get(&first.version_id) else { return Ok(None) };
        let Some(measured) = Measured::of(version, self.filter.part.as_ref()) else { return Ok(None) };
        // The figures of a sample are computed person by person, so they are kept until somebody joins it.
        let key = (self.filter.clone(), first.version_id, self.year);
        let stamp = self.stamp(campaigns);
        if measure == Measure::Survey
            && let Some(panel) = self.people.panel(&key, &stamp)
        {
            return Ok(Some(panel));
        }
        let own = self.answered(&self.counts, campaigns, &measured)?;
        let rows = self.rows(campaigns, &own);
        if own.values().all(|answered| answered.count == SectorCount::default()) {
            return Ok(None);
        }
        let sample = match measure {
            Measure::Survey => Some(self.sample(campaigns, &measured).await?),
            Measure::Feedback | Measure::Administrative => None,
        };
        let sums: Vec<Answered> = rows.iter().map(|(_, sector)| self.below(sector, &own)).collect();
        let minimum = self.minimum(&self.counts, campaigns);
        // As targets, classes are for the index, not for a part of it; and self-selected answers rank nobody.
        let classification = if measured.part.is_none() && measure == Measure::Survey { self.classification() } else { None };
        let hidden = hidden(&rows, &sums, &measured, minimum);
        let mut sectors = Vec::new();
        for (((depth, sector), sum), hidden) in rows.into_iter().zip(sums).zip(hidden) {
            if self
                .filter
                .sector
                .as_ref()
                .is_some_and(|top| !self.directory.sectors.is_within(sector.code.as_str(), top.as_str()))
            {
                continue;
            }
            // A target is set for the index: a part has none.
            let target = if measured.part.is_none() { self.target(sector) } else { None };
            let outcome = match hidden {
                Some(why) => Outcome::Hidden(why),
                None => self.outcome(&measured, sector, &sum.count, target.as_ref(), sample.as_ref()),
            };
            let class = classification.and_then(|classification| SectorFigure::classed(&outcome, classification));
            sectors.push(SectorFigure { sector: sector.code.clone(), name: sector.name.clone(), depth, target, outcome, class });
        }
        let Some(top) = sectors.iter().map(|figure| figure.depth).min() else { return Ok(None) };
        for figure in &mut sectors {
            figure.depth -= top;
        }
        let panel = Panel {
            measure,
            questionnaire: version.code().clone(),
            version: version.number(),
            title: version.title().clone(),
            formula: measured.formula().clone(),
            part: measured.words(),
            parts: measured.parts(),
            weighted: sample.as_ref().is_some_and(Sample::is_weighted),
            minimum,
            sectors,
            units: Vec::new(),
            classification: classification.cloned(),
        };
        if measure == Measure::Survey {
            self.people.keep(key, stamp, &panel);
        }
        Ok(Some(panel))
    }

    /// What was answered about each sector by itself, by these counts.
    pub(super) fn answered<'c>(
        &self,
        counts: &'c Counts,
        campaigns: &[&Campaign],
        measured: &Measured,
    ) -> Result<BTreeMap<&'c str, Answered>, StoreError> {
        let mut own: BTreeMap<&str, Answered> = BTreeMap::new();
        for ((campaign, sector, mode), count) in counts {
            if campaigns.iter().any(|known| known.id == *campaign) {
                let count = SectorCount::of(measured.version, count)?;
                let answered = own.entry(sector).or_default();
                if self.filter.mode.is_none_or(|asked| asked.word() == mode) {
                    answered.count.add(&count);
                } else {
                    answered.others += count.rated;
                }
            }
        }
        Ok(own)
    }

    /// The strictest minimum of the campaigns that are summed in these counts; at least the installation's.
    pub(super) fn minimum(&self, counts: &Counts, campaigns: &[&Campaign]) -> u64 {
        let answered: BTreeSet<&Uuid> = counts.keys().map(|(campaign, ..)| campaign).collect();
        let own = campaigns.iter().filter(|campaign| answered.contains(&campaign.id)).filter_map(|campaign| campaign.minimum);
        own.chain([self.privacy_minimum]).max().unwrap_or(self.privacy_minimum)
    }

    /// The sectors that a panel shows, with their depth: those asked or answered, and each sector above more than one of them.
    pub(super) fn rows(&self, campaigns: &[&Campaign], own: &BTreeMap<&str, Answered>) -> Vec<(usize, &Sector)> {
        let sectors = &self.directory.sectors;
        let asked = campaigns.iter().filter_map(|campaign| self.directory.asked.get(&campaign.id)).flatten().map(Code::as_str);
        let leaves: BTreeSet<&str> = asked.chain(own.keys().copied()).collect();
        let above: BTreeSet<&str> =
            leaves.iter().flat_map(|leaf| sectors.lineage(leaf)).map(|sector| sector.code.as_str()).collect();
        let mut shown: Vec<(usize, &Sector)> = Vec::new();
        for (_, sector) in sectors.in_depth_order() {
            let code = sector.code.as_str();
            let branches = sectors.children(code).filter(|child| above.contains(child.code.as_str()));
            if leaves.contains(code) || (above.contains(code) && branches.count() > 1) {
                let lineage = sectors.lineage(code).skip(1);
                let depth = lineage.filter(|above| shown.iter().any(|(_, known)| known.code == above.code)).count();
                shown.push((depth, sector));
            }
        }
        shown
    }

    /// What was answered about a sector and all below it.
    pub(super) fn below(&self, sector: &Sector, own: &BTreeMap<&str, Answered>) -> Answered {
        let mut sum = Answered::default();
        for (code, answered) in own {
            if self.directory.sectors.is_within(code, sector.code.as_str()) {
                sum.add(answered);
            }
        }
        sum
    }

    fn target(&self, sector: &Sector) -> Option<Target> {
        let place = (self.judged()?, sector.code.as_str(), self.year);
        Target::applicable(&self.directory.targets, &self.directory.units, &self.directory.sectors, place).cloned()
    }

    fn classification(&self) -> Option<&Classification> {
        Classification::applicable(&self.directory.classifications, &self.directory.units, self.judged()?, self.year)
    }

    /// The unit whose targets and classes count. Without a unit in the filter, it is the only one at the top, if there is only one.
    fn judged(&self) -> Option<&str> {
        let mut tops = self.directory.units.nodes().iter().filter(|unit| unit.parent.is_none());
        let top = tops.next().filter(|_| tops.next().is_none()).map(|unit| unit.code.as_str());
        self.filter.unit.as_ref().map(Code::as_str).or(top)
    }

    fn outcome(
        &self,
        measured: &Measured,
        sector: &Sector,
        count: &SectorCount,
        target: Option<&Target>,
        sample: Option<&Sample>,
    ) -> Outcome {
        let within = |code: &str| self.directory.sectors.is_within(code, sector.code.as_str());
        let share = match sample {
            Some(sample) if sample.is_weighted() => sample.share(within),
            _ => index::share(measured, count),
        };
        let Some(share) = share else { return Outcome::NoAnswers };
        let (valid, satisfied) = index::answers(measured, count);
        let certainty = match sample {
            None => Certainty::None(WhyUncertain::SelfSelected),
            Some(sample) => sample.certainty(within, target),
        };
        Outcome::Shown(Estimate { respondents: measured.respondents(count), valid, satisfied, share, certainty })
    }

    /// The persons of probability samples: those under the filter, and those that say how they were drawn.
    async fn sample(&self, campaigns: &[&Campaign], measured: &Measured<'_>) -> Result<Sample, StoreError> {
        self.sample_of(campaigns, measured, self.filter.period.as_slice()).await
    }

    /// The same of several periods, whatever the filter says of one; of all time where there is none.
    pub(super) async fn sample_of(
        &self,
        campaigns: &[&Campaign],
        measured: &Measured<'_>,
        periods: &[Period],
    ) -> Result<Sample, StoreError> {
        let everybody = self.everybody(campaigns).await?;
        Sample::read(measured, people_of(&everybody, periods), |person| self.takes_unit(&person.unit) && self.takes_mode(person))
    }

    /// Whether the filter takes the way in which somebody answered.
    pub(super) fn takes_mode(&self, person: &Person) -> bool {
        self.filter.mode.is_none_or(|mode| *person.mode == *mode.word())
    }

    /// Everybody whom these campaigns asked, campaign by campaign.
    pub(super) async fn everybody(&self, campaigns: &[&Campaign]) -> Result<Vec<Arc<Vec<Person>>>, StoreError> {
        let mut samples = Vec::new();
        for campaign in campaigns {
            debug_assert!(campaign.sampling != Sampling::SelfSelected);
            let Some(version) = self.directory.versions.get(&campaign.version_id) else { continue };
            let stamp = (self.directory.revision(), self.responses(campaign));
            samples.push(self.people.of(self.store, campaign.id, version, stamp).await?);
        }
        Ok(samples)
    }

    /// What the figures of these campaigns depend on.
    pub(super) fn stamp(&self, campaigns: &[&Campaign]) -> Stamp {
        (self.directory.revision(), campaigns.iter().map(|campaign| (campaign.id, self.responses(campaign))).collect())
    }

    pub(super) fn responses(&self, campaign: &Campaign) -> i64 {
        self.responses.get(&campaign.id).copied().unwrap_or_default()
    }
}

/// Those of them who answered in these periods; all where there is none.
pub(super) fn people_of<'p>(everybody: &'p [Arc<Vec<Person>>], periods: &[Period]) -> Vec<&'p Person> {
    let periods: Vec<Months> = periods.iter().map(|period| months(*period)).collect();
    let is_in = |person: &&Person| periods.is_empty() || periods.iter().any(|period| period.contains(&person.month));
    everybody.iter().flat_map(|sample| sample.iter()).filter(is_in).collect()
}

/// The months of a period.
pub(super) fn months(period: Period) -> Months {
    let (first, last) = period.months();
    i64::from(first.number())..=i64::from(last.number())
}

/// Which sectors are hidden, and why.
pub(super) fn hidden(rows: &[(usize, &Sector)], sums: &[Answered], measured: &Measured, minimum: u64) -> Vec<Option<WhyHidden>> {
    let respondents: Vec<(usize, u64)> =
        rows.iter().zip(sums).map(|((depth, _), sum)| (*depth, measured.respondents(&sum.count))).collect();
    let mut hidden = hiding::hidden(&respondents, minimum);
    for (hidden, sum) in hidden.iter_mut().zip(sums) {
        // The figure of all modes less that of one mode is that of the others, which may be few.
        if hidden.is_none() && sum.others > 0 && sum.others < minimum {
            *hidden = Some(WhyHidden::WouldRevealAnother);
        }
    }
    hidden
}
