//! The figures of one questionnaire version under one measure, sector by sector.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use app::domain::campaign::Campaign;
use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::figure::{Certainty, Estimate, Outcome, Panel, SectorFigure, WhyHidden, WhyUncertain};
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::period::Period;
use app::domain::questionnaire::Version;
use app::domain::sector::Sector;
use app::domain::target::Target;
use uuid::Uuid;

use super::around::Cells;
use super::kept::Stamp;
use super::measured::Measured;
use super::people::{PanelKey, Person};
use super::precision::{Drawn, Months, Sample};
use super::{Desk, SectorCount, hiding, index};
use crate::store::StoreError;
use crate::store::counts::Counts;

/// What was answered about a sector.
#[derive(Clone, Debug, Default)]
pub(super) struct Answered {
    /// In the mode that is asked for, or in all.
    pub count: SectorCount,
    /// By mode, whichever is asked for.
    modes: BTreeMap<String, SectorCount>,
}

impl Answered {
    /// What was answered in a mode, whichever is asked for.
    pub fn in_mode(&self, mode: Mode) -> Option<&SectorCount> {
        self.modes.get(mode.word())
    }

    /// Takes another's answers along.
    pub fn add(&mut self, more: &Self) {
        self.count.add(&more.count);
        for (mode, count) in &more.modes {
            self.modes.entry(mode.clone()).or_default().add(count);
        }
    }
}

/// What was answered to a version under a filter: what the index and every part of it are figured from.
pub(super) struct Counted {
    /// The sectors that a panel shows, with their depth.
    pub rows: Vec<(usize, Sector)>,
    /// What was answered about each with all below it.
    sums: Vec<Answered>,
    mode: Option<Mode>,
    /// The units that were counted as one; none for all.
    tops: Vec<Code>,
    /// When it was answered.
    period: Option<Period>,
    /// Which campaigns were asked.
    campaigns: Vec<Uuid>,
    /// Fewer respondents than this are hidden.
    pub minimum: u64,
    /// Whether nobody answered.
    pub is_empty: bool,
}

impl Counted {
    /// The row of a sector.
    pub fn row(&self, sector: &Code) -> Option<usize> {
        self.rows.iter().position(|(_, known)| known.code == *sector)
    }

    /// How often what was answered about the sector of a row and all below it.
    pub fn of(&self, row: usize) -> Option<&SectorCount> {
        self.sums.get(row).map(|sum| &sum.count)
    }

    /// The modes in which anybody answered.
    pub fn modes(&self) -> BTreeSet<&str> {
        self.sums.iter().flat_map(|sum| sum.modes.keys()).map(String::as_str).collect()
    }
}

impl Desk<'_> {
    /// The panel of campaigns of one version; none where nobody answered it under this filter.
    pub(super) async fn panel(&self, measure: Measure, campaigns: &[&Campaign]) -> Result<Option<Panel>, StoreError> {
        let Some(version) = self.version(campaigns) else { return Ok(None) };
        let Some(measured) = Measured::of(version, self.filter.part.as_ref()) else { return Ok(None) };
        // The figures of a sample are computed person by person, so they are kept until somebody joins it.
        let (key, stamp) = (self.key(campaigns), self.stamp(&self.comparable(campaigns)));
        if measure == Measure::Survey
            && let Some(panel) = self.people.panels.get(&key, |made, _| *made == stamp)
        {
            return Ok(Some(panel));
        }
        let counted = self.counted(&self.counts, campaigns, version, self.filter.mode)?;
        if counted.is_empty {
            return Ok(None);
        }
        let sample = match measure {
            Measure::Survey => {
                let drawn = self.drawn(campaigns, self.filter.period.as_slice()).await?;
                Some(drawn.sample(&measured, &self.asked_for(&drawn, self.filter.mode))?)
            }
            Measure::Feedback | Measure::Administrative => None,
        };
        let panel = self.panel_of(measure, &measured, &counted, sample.as_ref(), self.filter.sector.as_ref());
        if let (Some(panel), Measure::Survey) = (&panel, measure) {
            self.people.panels.keep(key, stamp, panel.clone());
        }
        Ok(panel)
    }

    /// Which sectors are hidden, and why.
    fn hidden(&self, counted: &Counted, measured: &Measured) -> Vec<Option<WhyHidden>> {
        let depths: Vec<usize> = counted.rows.iter().map(|(depth, _)| *depth).collect();
        let campaigns: Vec<&Campaign> = counted.campaigns.iter().filter_map(|id| self.directory.campaign(*id)).collect();
        let sectors: Vec<&Sector> = counted.rows.iter().map(|(_, sector)| sector).collect();
        let of = (counted.tops.as_slice(), counted.period);
        let revealing = self.revealing(of, &campaigns, measured, &sectors);
        hidden(&depths, &counted.sums, counted.mode, (measured, &revealing), counted.minimum)
    }

    /// The version that these campaigns ask.
    pub(super) fn version(&self, campaigns: &[&Campaign]) -> Option<&Arc<Version>> {
        self.directory.versions.get(&campaigns.first()?.version_id)
    }

    /// What figures of these campaigns are kept under.
    pub(super) fn key(&self, campaigns: &[&Campaign]) -> PanelKey {
        (self.filter.clone(), campaigns.first().map(|first| first.version_id).unwrap_or_default(), self.year)
    }

    /// What figures of these campaigns depend on.
    pub(super) fn stamp(&self, campaigns: &[&Campaign]) -> Stamp {
        (self.directory.revision(), campaigns.iter().map(|campaign| (campaign.id, self.responses(campaign))).collect())
    }

    /// What is measured of a version, sector by sector: those below `top`, or all; none where there is no such sector.
    pub(super) fn panel_of(
        &self,
        measure: Measure,
        measured: &Measured,
        counted: &Counted,
        sample: Option<&Sample>,
        top: Option<&Code>,
    ) -> Option<Panel> {
        // As targets, classes are for the index, not for a part of it; and self-selected answers rank nobody.
        let classification = if measured.part.is_none() && measure == Measure::Survey { self.classification() } else { None };
        let mut sectors = Vec::new();
        for (((depth, sector), sum), hidden) in counted.rows.iter().zip(&counted.sums).zip(self.hidden(counted, measured)) {
            if top.is_some_and(|top| !self.directory.sectors.is_within(sector.code.as_str(), top.as_str())) {
                continue;
            }
            // A target is set for the index: a part has none.
            let target = if measured.part.is_none() { self.target(sector) } else { None };
            let outcome = match hidden {
                Some(why) => Outcome::Hidden(why),
                None => self.outcome(measured, sector, &sum.count, target.as_ref(), sample),
            };
            let class = classification.and_then(|classification| SectorFigure::classed(&outcome, classification));
            let (sector, name) = (sector.code.clone(), sector.name.clone());
            sectors.push(SectorFigure { sector, name, depth: *depth, target, outcome, class });
        }
        let top = sectors.iter().map(|figure| figure.depth).min()?;
        for figure in &mut sectors {
            figure.depth -= top;
        }
        let version = measured.version;
        Some(Panel {
            measure,
            questionnaire: version.code().clone(),
            version: version.number(),
            title: version.title().clone(),
            formula: measured.formula().clone(),
            part: measured.words(),
            parts: measured.parts(),
            weighted: sample.is_some_and(Sample::is_weighted),
            minimum: counted.minimum,
            sectors,
            units: Vec::new(),
            classification: classification.cloned(),
        })
    }

    /// What was answered to the version of these campaigns by these counts, in a mode or in all.
    pub(super) fn counted(
        &self,
        counts: &Counts,
        campaigns: &[&Campaign],
        version: &Version,
        mode: Option<Mode>,
    ) -> Result<Counted, StoreError> {
        let own = answered(counts, &self.sources(campaigns), version, mode)?;
        let rows = self.rows(campaigns, &own);
        let is_empty = own.values().all(|answered| answered.count == SectorCount::default());
        let sums = rows.iter().map(|(_, sector)| self.below(sector, &own)).collect();
        let rows = rows.into_iter().map(|(depth, sector)| (depth, sector.clone())).collect();
        Ok(Counted {
            rows,
            sums,
            mode,
            tops: self.tops.clone(),
            period: self.filter.period,
            campaigns: campaigns.iter().map(|campaign| campaign.id).collect(),
            minimum: self.minimum(counts, campaigns),
            is_empty,
        })
    }

    /// The strictest minimum of the campaigns that are summed in these counts; at least the installation's.
    pub(super) fn minimum(&self, counts: &Counts, campaigns: &[&Campaign]) -> u64 {
        let answered: BTreeSet<Uuid> = counts.keys().map(|(source, ..)| *source).collect();
        let own = answered.into_iter().filter(|source| self.directory.is_among(*source, campaigns));
        let own = own.filter_map(|source| self.directory.pool(source)?.minimum);
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

    /// What may be shown of the sector of a row; no verdict.
    pub(super) fn outcome_at(&self, measured: &Measured, counted: &Counted, row: usize, sample: Option<&Sample>) -> Outcome {
        let (Some((_, sector)), Some(sum)) = (counted.rows.get(row), counted.of(row)) else { return Outcome::NoAnswers };
        match self.hidden(counted, measured).get(row).copied().flatten() {
            Some(why) => Outcome::Hidden(why),
            None => self.outcome(measured, sector, sum, None, sample),
        }
    }

    /// What is to be shown of a count about a sector, hidden or not.
    pub(super) fn outcome(
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

    /// Everybody who answered these campaigns, campaign by campaign.
    pub(super) async fn everybody(&self, campaigns: &[&Campaign]) -> Result<Vec<Arc<Vec<Person>>>, StoreError> {
        let mut everybody = Vec::new();
        for campaign in campaigns {
            let Some(version) = self.directory.versions.get(&campaign.version_id) else { continue };
            let stamp = (self.directory.revision(), self.responses(campaign));
            everybody.push(self.people.of(self.store, campaign.id, version, stamp).await?);
        }
        Ok(everybody)
    }

    /// The persons of probability samples in several periods, or of all time where there are none.
    pub(super) async fn drawn(&self, campaigns: &[&Campaign], periods: &[Period]) -> Result<Drawn, StoreError> {
        Drawn::new(self.everybody(campaigns).await?, &periods.iter().map(|period| months(*period)).collect::<Vec<_>>())
    }

    /// Which of them the units of the filter and a mode take.
    pub(super) fn asked_for(&self, drawn: &Drawn, mode: Option<Mode>) -> Vec<bool> {
        let mut known: HashMap<&str, bool> = HashMap::new();
        let mut takes = |unit| *known.entry(unit).or_insert_with(|| self.takes_unit(unit));
        drawn.people().map(|person| takes(&*person.unit) && in_mode(mode, person)).collect()
    }

    pub(super) fn responses(&self, campaign: &Campaign) -> i64 {
        self.responses.get(&campaign.id).copied().unwrap_or_default()
    }
}

/// What was answered about each sector by itself, by these counts of campaigns or pools, in a mode or in all.
pub(super) fn answered<'c>(
    counts: &'c Counts,
    sources: &HashSet<Uuid>,
    version: &Version,
    mode: Option<Mode>,
) -> Result<BTreeMap<&'c str, Answered>, StoreError> {
    let mut own: BTreeMap<&str, Answered> = BTreeMap::new();
    for ((source, sector, given), count) in counts {
        if sources.contains(source) {
            let count = SectorCount::of(version, count)?;
            let answered = own.entry(sector).or_default();
            if mode.is_none_or(|asked| asked.word() == given) {
                answered.count.add(&count);
            }
            answered.modes.entry(given.clone()).or_default().add(&count);
        }
    }
    Ok(own)
}

/// Whether somebody answered in a mode; in any, where none is asked for.
pub(super) fn in_mode(mode: Option<Mode>, person: &Person) -> bool {
    mode.is_none_or(|mode| *person.mode == *mode.word())
}

/// The months of a period.
pub(super) fn months(period: Period) -> Months {
    let (first, last) = period.months();
    i64::from(first.number())..=i64::from(last.number())
}

/// Which sectors are hidden, and why: small ones, and those from which a small one could be worked out, be it from another sector, from another
/// mode, or beside another filter. Given are the depth of each in the tree, what was answered about it and all below it, the mode that is asked
/// for, and which figures would reveal those of other filters.
pub(super) fn hidden(
    depths: &[usize],
    sums: &[Answered],
    mode: Option<Mode>,
    (measured, revealing): (&Measured, &Cells),
    minimum: u64,
) -> Vec<Option<WhyHidden>> {
    let modes: BTreeSet<&str> = sums.iter().flat_map(|sum| sum.modes.keys()).map(String::as_str).collect();
    let of = |sum: &Answered, mode: &str| sum.modes.get(mode).map_or(0, |count| measured.respondents(count));
    let parts: Vec<Vec<u64>> = modes.iter().map(|mode| sums.iter().map(|sum| of(sum, mode)).collect()).collect();
    let whole = (0..sums.len()).map(|row| parts.iter().map(|part| part[row]).sum()).collect();
    let columns: Vec<Vec<u64>> = [whole].into_iter().chain(parts).collect();
    let place = |asked: Option<&str>| match asked {
        None => Some(0),
        Some(asked) => modes.iter().position(|mode| asked == *mode).map(|place| place + 1),
    };
    let revealing: Vec<(usize, usize)> =
        revealing.iter().filter_map(|(mode, row)| Some((place(mode.as_deref())?, *row))).collect();
    let hidden = hiding::crossed(depths, &columns, &revealing, minimum);
    place(mode.map(Mode::word)).and_then(|place| hidden.into_iter().nth(place)).unwrap_or_else(|| vec![None; sums.len()])
}
