//! `/analysis/units`: the units below a unit, one below the other and each by sector. The figures are those of `/results`; hidden are besides
//! those from which, beside the others, a hidden one could be worked out.

mod grid;
mod protecting;
mod samples;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::figure::{Certainty, Outcome, SectorFigure, WhyUncertain};
use app::domain::measure::Measure;
use app::domain::overview::{Break, Change, ChangeCertainty, Question, WhyNoChange};
use app::domain::period::Period;
use app::domain::sector::Sector;
use app::domain::target::Target;
use app::domain::unit::{Unit, UnitKind};
use app::domain::unit_table::{Level, UnitRank, UnitRow, UnitTable, Units};

use self::grid::{Grid, Row};
use self::samples::Samples;
use super::asked::Asked;
use super::breaks::{Made, area_changes_of, between};
use super::measured::Measured;
use super::panel::{answered, months};
use super::people::People;
use super::{Desk, precision::Months};
use crate::analysis::ranking::{Best, joint_level, rank_by_intervals};
use crate::analysis::share::Level as Confidence;
use crate::store::counts::{Counts, Selection};
use crate::store::{Store, StoreError};

/// The units below the unit of a question, counted as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn unit_table(
    store: &Store,
    people: &People,
    (question, level): (&Question, Level),
    now: i64,
    privacy_minimum: u64,
) -> Result<UnitTable, StoreError> {
    let mut desk = Desk::open(store, people, &question.filter, now, privacy_minimum).await?;
    // Of the units directly below it is known what their own pages hide; to know it of thousands further down would take too long.
    let below: Vec<Code> = match (&question.filter.unit, level) {
        (Some(top), Level::Next) => desk.below_unit(top, level).into_iter().map(|unit| unit.code.clone()).collect(),
        _ => Vec::new(),
    };
    desk.look_around(None, &below.iter().collect::<Vec<_>>(), false).await?;
    let groups = desk.groups();
    let (scene, chosen) = desk.scene(question, &groups, now);
    let mut shown = None;
    if let (Some((measure, campaigns)), Some(top), Some(period)) = (chosen, &question.filter.unit, question.filter.period) {
        shown = desk.units_of(Asked { desk: &desk, campaigns, measure }, (top, level, period), now).await?;
    }
    let kinds = question.filter.unit.as_ref().map(|top| desk.kinds_below(top)).unwrap_or_default();
    Ok(UnitTable { scene, level, kinds, shown })
}

impl Desk<'_> {
    /// The table, as it was made before where that is still right.
    async fn units_of(
        &self,
        asked: Asked<'_>,
        (top, level, period): (&Code, Level, Period),
        now: i64,
    ) -> Result<Option<Arc<Units>>, StoreError> {
        let Some(first) = asked.campaigns.first() else { return Ok(None) };
        let key = (self.filter.clone(), first.version_id, asked.measure, level);
        let stamp = self.stamp(&self.comparable(asked.campaigns));
        if let Some(kept) = self.people.table(&key, &stamp, now) {
            return Ok(Some(kept));
        }
        let Some(version) = self.directory.versions.get(&first.version_id) else { return Ok(None) };
        let Some(measured) = Measured::of(version, None) else { return Ok(None) };
        let listed = self.below_unit(top, level);
        let places = listed.iter().enumerate().map(|(place, unit)| (unit.code.as_str(), place)).collect();
        let own = answered(&self.counts, &self.sources(asked.campaigns), version, self.filter.mode)?;
        let rows = self.rows(asked.campaigns, &own);
        let (subject, mut columns) = self.layout(&rows);
        columns.retain(|sector| self.below(sector, &own).count.rated > 0);
        if listed.is_empty() || rows.is_empty() {
            return Ok(None);
        }
        let targets = self.targets();
        let many =
            Many { asked, measured: &measured, top, level, period, listed, places, rows: &rows, subject, columns, targets };
        let table = Arc::new(many.table(now).await?);
        self.people.tables.keep(key, stamp, table.clone());
        Ok(Some(table))
    }

    /// The kinds of unit of which there are any below one.
    fn kinds_below(&self, top: &Code) -> Vec<UnitKind> {
        let units = &self.directory.units;
        let mut kinds = BTreeSet::new();
        for unit in units.nodes() {
            if !kinds.contains(&unit.kind) && unit.code != *top && units.is_within(unit.code.as_str(), top.as_str()) {
                kinds.insert(unit.kind);
            }
        }
        kinds.into_iter().collect()
    }

    /// The units of a level below one, of which none lies below another.
    pub(super) fn below_unit(&self, top: &Code, level: Level) -> Vec<&Unit> {
        let units = &self.directory.units;
        match level {
            Level::Next => units.nodes().iter().filter(|unit| unit.parent.as_ref() == Some(top)).collect(),
            Level::Kind(kind) => {
                let is_highest = |unit: &&Unit| {
                    let mut above = units.lineage(unit.code.as_str()).skip(1).take_while(|above| above.code != *top);
                    unit.code != *top
                        && units.is_within(unit.code.as_str(), top.as_str())
                        && !above.any(|above| above.kind == kind)
                };
                units.nodes().iter().filter(|unit| unit.kind == kind).filter(is_highest).collect()
            }
        }
    }

    /// The sector that the figures of units are about, and those into which it is taken apart. Where several stand side by side, there is none above
    /// them, and the figures are about all of them together.
    fn layout<'s>(&self, rows: &[(usize, &'s Sector)]) -> (Option<&'s Sector>, Vec<&'s Sector>) {
        let sectors = &self.directory.sectors;
        let is_asked =
            |sector: &Sector| self.filter.sector.as_ref().is_none_or(|top| sectors.is_within(sector.code.as_str(), top.as_str()));
        let within: Vec<(usize, &Sector)> = rows.iter().copied().filter(|(_, sector)| is_asked(sector)).collect();
        let top = within.iter().map(|(depth, _)| *depth).min().unwrap_or_default();
        let at = |wanted: usize| within.iter().filter(move |(depth, _)| *depth == wanted).map(|(_, sector)| *sector).collect();
        let heads: Vec<&Sector> = at(top);
        match *heads.as_slice() {
            [subject] => (Some(subject), at(top + 1)),
            _ => (None, heads),
        }
    }

    /// The targets of the year, by unit and sector.
    fn targets(&self) -> HashMap<(&str, &str), &Target> {
        let mut targets = HashMap::new();
        for target in self.directory.targets.iter().filter(|target| (target.from_year..=target.to_year).contains(&self.year)) {
            targets.entry((target.unit.as_str(), target.sector.as_str())).or_insert(target);
        }
        targets
    }
}

/// Several units side by side.
struct Many<'a> {
    asked: Asked<'a>,
    measured: &'a Measured<'a>,
    /// The unit below which they lie.
    top: &'a Code,
    level: Level,
    period: Period,
    listed: Vec<&'a Unit>,
    /// Where each of them stands in the list.
    places: HashMap<&'a str, usize>,
    /// The sectors of the version, as its panel has them.
    rows: &'a [(usize, &'a Sector)],
    /// The sector that the figures are about.
    subject: Option<&'a Sector>,
    /// Those into which it is taken apart.
    columns: Vec<&'a Sector>,
    targets: HashMap<(&'a str, &'a str), &'a Target>,
}

impl Many<'_> {
    async fn table(&self, now: i64) -> Result<Units, StoreError> {
        let (desk, period) = (self.asked.desk, self.period);
        let below = desk.counts_below((self.top, self.level), period, &self.places).await?;
        let samples = Samples::read(self, &[period]).await?;
        let grid = self.grid((&desk.counts, below), period, &samples).await?;
        let earlier = period.before();
        let before = match earlier {
            Some(earlier) => {
                let below = desk.counts_below((self.top, self.level), earlier, &self.places).await?;
                let counts =
                    desk.store.counts(Selection { unit: Some(self.top), period: Some(earlier), grain: desk.grain() }).await?;
                let samples = Samples::read(self, &[earlier]).await?;
                Some((
                    self.grid((&counts, below), earlier, &samples).await?,
                    Samples::read(self, &[period, earlier]).await?,
                    earlier,
                ))
            }
            None => None,
        };
        let (units, splits) = (&desk.directory.units, &desk.directory.splits);
        let mut area: HashMap<usize, Vec<i64>> = HashMap::new();
        for (place, moment) in area_changes_of(units, splits, |code| self.place(code)) {
            area.entry(place).or_default().push(moment);
        }
        let ranks = self.ranks(&grid, &samples);
        let (from, until) = (period.months().0.begins_at(), period.months().1.plus(1).begins_at());
        let mut bases = BTreeSet::new();
        let mut rows = Vec::new();
        for (place, (unit, row)) in self.listed.iter().zip(&grid.rows).enumerate() {
            let existed = unit.valid_from < until && unit.valid_to.is_none_or(|end| end > from);
            if !existed && row.counts.is_empty() {
                continue;
            }
            let classification = self.classification(unit);
            let class = classification.and_then(|classification| SectorFigure::classed(&row.outcome, classification));
            bases.extend(classification.filter(|_| class.is_some()).map(|classification| classification.legal_basis.clone()));
            let change = match &before {
                Some((before, samples, earlier)) => self.change(
                    place,
                    (row, &before.rows[place]),
                    (samples, *earlier),
                    area.get(&place).map_or(&[], Vec::as_slice),
                ),
                None => Change::None(WhyNoChange::NothingBefore),
            };
            rows.push(UnitRow {
                unit: unit.code.clone(),
                name: unit.name.clone(),
                valid_to: unit.valid_to,
                target: self.subject.and_then(|subject| self.target(unit, subject)).cloned(),
                outcome: row.outcome.clone(),
                class,
                rank: ranks.get(&place).copied(),
                change,
                cells: row.cells.clone(),
            });
        }
        let first = self.asked.campaigns.first();
        let version = first.and_then(|first| desk.named(self.asked.measure, first.version_id));
        let version = version.ok_or(StoreError::Unreadable { what: "campaign", value: self.top.to_string() })?;
        Ok(Units {
            measure: self.asked.measure,
            version: version.version,
            title: version.title,
            as_of: now,
            minimum: grid.minimum,
            subject: self.subject.map(|sector| sector.name.clone()),
            columns: self.columns.iter().map(|sector| (sector.code.clone(), sector.name.clone())).collect(),
            rows,
            ranked: ranks.len() as u64,
            bases: bases.into_iter().collect(),
            earlier,
            unfinished: until > now,
        })
    }

    /// In which of the units a unit lies.
    fn place(&self, unit: &str) -> Option<usize> {
        self.asked.desk.directory.units.lineage(unit).find_map(|unit| self.places.get(unit.code.as_str()).copied())
    }

    /// Whether a sector belongs to those that the figures are about.
    fn is_about(&self, sector: &str) -> bool {
        self.subject.is_none_or(|subject| self.lies_in(sector, subject))
    }

    fn lies_in(&self, sector: &str, within: &Sector) -> bool {
        self.asked.desk.directory.sectors.is_within(sector, within.code.as_str())
    }

    fn target(&self, unit: &Unit, sector: &Sector) -> Option<&Target> {
        let (units, sectors) = (&self.asked.desk.directory.units, &self.asked.desk.directory.sectors);
        units.lineage(unit.code.as_str()).find_map(|unit| {
            let mut above = sectors.lineage(sector.code.as_str());
            above.find_map(|sector| self.targets.get(&(unit.code.as_str(), sector.code.as_str())).copied())
        })
    }

    /// Self-selected answers rank nobody.
    fn classification(&self, unit: &Unit) -> Option<&Classification> {
        let desk = self.asked.desk;
        let may = self.asked.measure == Measure::Survey && self.measured.part.is_none();
        may.then(|| {
            Classification::applicable(&desk.directory.classifications, &desk.directory.units, unit.code.as_str(), desk.year)
        })
        .flatten()
    }

    /// The ranks of the units whose percentage is shown with an interval, by intervals that hold together.
    fn ranks(&self, grid: &Grid, samples: &Samples) -> HashMap<usize, UnitRank> {
        let certain: Vec<(usize, f64)> = grid
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| match &row.outcome {
                Outcome::Shown(estimate) if matches!(estimate.certainty, Certainty::Interval { .. }) => {
                    Some((place, estimate.share))
                }
                _ => None,
            })
            .collect();
        let Ok(level) = joint_level(Confidence::P95, certain.len()) else { return HashMap::new() };
        let known: Vec<(usize, _)> = certain
            .into_iter()
            .filter_map(|(place, share)| {
                let domain = samples.domain(place, |row, sample| self.is_about(sample.sector(row)))?;
                Some((place, (share, domain.interval(level)?)))
            })
            .collect();
        let intervals: Vec<_> = known.iter().map(|(_, known)| *known).collect();
        let ranks = rank_by_intervals(&intervals, Best::Highest).unwrap_or_default();
        let rank = |rank: crate::analysis::ranking::Rank| UnitRank { rank: rank.rank, best: rank.best, worst: rank.worst };
        known.into_iter().zip(ranks).map(|((place, _), found)| (place, rank(found))).collect()
    }

    /// The change of a unit since the period before; `moments` are those at which its area changed.
    fn change(
        &self,
        place: usize,
        (row, before): (&Row, &Row),
        (samples, earlier): (&Samples, Period),
        moments: &[i64],
    ) -> Change {
        let Outcome::Shown(later) = &row.outcome else { return Change::None(WhyNoChange::NoFigure) };
        let subject = self.subject.map(|subject| &subject.code);
        let old = match &before.outcome {
            Outcome::Shown(old) => old,
            Outcome::Hidden(_) => return Change::None(WhyNoChange::HiddenBefore),
            Outcome::NoAnswers if self.asked.answered_in_another_version(&before.counts, subject) => {
                return Change::None(WhyNoChange::Break(Break::Instrument));
            }
            Outcome::NoAnswers => return Change::None(WhyNoChange::NothingBefore),
        };
        let made = |period: Period, counts: &Counts| Made {
            instrument: String::new(),
            modes: self.asked.modes(counts, subject),
            months: period.months(),
        };
        if let Some(found) = between(&made(earlier, &before.counts), &made(self.period, &row.counts), moments) {
            return Change::None(WhyNoChange::Break(found));
        }
        let uncertain = [later, old].into_iter().find_map(|estimate| match estimate.certainty {
            Certainty::None(why) => Some(why),
            Certainty::Interval { .. } => None,
        });
        let interval = || {
            let of = |span: &Months| {
                samples.domain(place, |row, sample| span.contains(&sample.month(row)) && self.is_about(sample.sector(row)))
            };
            of(&months(self.period))?.less(&of(&months(earlier))?)
        };
        let certainty = match uncertain {
            Some(why) => ChangeCertainty::None(why),
            None => interval().map_or(ChangeCertainty::None(WhyUncertain::TooFew), |found| ChangeCertainty::Interval {
                lower: found.lower * 100.0,
                upper: found.upper * 100.0,
            }),
        };
        Change::Points { points: (later.share - old.share) * 100.0, certainty }
    }
}
