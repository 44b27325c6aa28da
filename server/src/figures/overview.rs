//! `/analysis`: a unit's sectors with where their figures come from. The figures themselves are those of `/results`.

use std::collections::BTreeMap;

use app::domain::code::Code;
use app::domain::figure::{Certainty, Estimate, Filter, Outcome, Panel, SectorFigure, WhyUncertain};
use app::domain::measure::Measure;
use app::domain::overview::{Break, Change, ChangeCertainty, Course, Overview, Question, ResponseRate, Shown, WhyNoChange};
use app::domain::period::{Month, Period};

use super::asked::Asked;
use super::breaks::{Made, area_changes, between};
use super::measured::Measured;
use super::panel::months;
use super::people::People;
use super::precision::Sample;
use super::{Desk, predecessors};
use crate::store::counts::Counts;
use crate::store::response_rates::Invited;
use crate::store::{Store, StoreError};

/// So many months a course has.
pub(super) const COURSE: i32 = 12;

/// What the overview shows under a question, counted as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(
    store: &Store,
    people: &People,
    question: &Question,
    now: i64,
    privacy_minimum: u64,
) -> Result<Overview, StoreError> {
    let mut desk = Desk::open(store, people, &question.filter, now, privacy_minimum).await?;
    if let Some(period) = question.filter.period {
        let course = course(period, now);
        let first = period.before().map_or(course[0], |earlier| earlier.months().0.min(course[0]));
        desk.look_around(Some((first, period.months().1)), &[], question.filter.part.is_some()).await?;
    }
    let groups = desk.groups();
    let (scene, chosen) = desk.scene(question, &groups, now);
    let mut shown = None;
    if let (Some((measure, campaigns)), Some(unit), Some(period)) = (chosen, &question.filter.unit, question.filter.period) {
        let look = Look { asked: Asked { desk: &desk, campaigns, measure }, unit, period };
        shown = look.shown(now).await?;
    }
    Ok(Overview { scene, shown })
}

/// The months whose figures stand in a row, up to the end of a period or to this month.
fn course(period: Period, now: i64) -> Vec<Month> {
    let last = period.months().1.min(Month::of(now));
    (1 - COURSE..=0).map(|back| last.plus(back)).collect()
}

/// One version under one measure, in a unit and a period.
pub(super) struct Look<'a> {
    pub asked: Asked<'a>,
    pub unit: &'a Code,
    pub period: Period,
}

impl Look<'_> {
    async fn shown(&self, now: i64) -> Result<Option<Shown>, StoreError> {
        let Some(panel) = self.asked.desk.panel(self.asked.measure, self.asked.campaigns).await? else { return Ok(None) };
        let earlier = self.period.before();
        let course = course(self.period, now);
        let first = earlier.map_or(course[0], |earlier| earlier.months().0.min(course[0]));
        let by_month = self.asked.desk.by_month(self.unit, (first, self.period.months().1)).await?;
        let (from, until) = self.period.months();
        let invited = self.asked.desk.store.invited(self.unit, from.begins_at(), until.plus(1).begins_at()).await?;
        let months = self.months(&course, &by_month).await?;
        let changes = self.kept_changes(&panel, earlier, &by_month).await?;
        let courses = panel.sectors.iter().zip(changes).enumerate().map(|(place, (figure, change))| Course {
            change,
            months: months.iter().map(|month| share_in(month.as_ref(), panel.sectors.get(place))).collect(),
            rate: self.rate(figure, &invited, panel.minimum),
        });
        Ok(Some(Shown {
            courses: courses.collect(),
            breaks: self.breaks(&course, &by_month),
            months: course,
            earlier,
            unfinished: until.plus(1).begins_at() > now,
            panel,
        }))
    }

    /// The panel of each month; `None` where nobody answered.
    async fn months(&self, course: &[Month], by_month: &BTreeMap<i64, Counts>) -> Result<Vec<Option<Panel>>, StoreError> {
        let mut panels = Vec::new();
        for month in course {
            let panel = match by_month.get(&i64::from(month.number())) {
                Some(counts) => self.panel(Period::Month(*month), counts).await?,
                None => None,
            };
            panels.push(panel);
        }
        Ok(panels)
    }

    /// The panel of another period, from its counts.
    async fn panel(&self, period: Period, counts: &Counts) -> Result<Option<Panel>, StoreError> {
        let filter = Filter { period: Some(period), ..self.asked.desk.filter.clone() };
        self.asked.desk.alone(&filter, self.unit, counts).panel(self.asked.measure, self.asked.campaigns).await
    }

    /// The change of each sector since the period before; that of a sample, which is computed person by person, is kept.
    async fn kept_changes(
        &self,
        panel: &Panel,
        earlier: Option<Period>,
        by_month: &BTreeMap<i64, Counts>,
    ) -> Result<Vec<Change>, StoreError> {
        let Asked { desk, campaigns, measure } = self.asked;
        if measure != Measure::Survey {
            return self.changes(panel, earlier, by_month).await;
        }
        let (key, stamp) = (desk.key(campaigns), desk.stamp(&desk.comparable(campaigns)));
        if let Some(kept) = desk.people.changes.get(&key, |made, _| *made == stamp) {
            return Ok(kept);
        }
        let changes = self.changes(panel, earlier, by_month).await?;
        desk.people.changes.keep(key, stamp, changes.clone());
        Ok(changes)
    }

    async fn changes(
        &self,
        panel: &Panel,
        earlier: Option<Period>,
        by_month: &BTreeMap<i64, Counts>,
    ) -> Result<Vec<Change>, StoreError> {
        let Some(earlier) = earlier else {
            return Ok(vec![Change::None(WhyNoChange::NothingBefore); panel.sectors.len()]);
        };
        let parts: Vec<Counts> = by_month.range(months(earlier)).map(|(_, counts)| counts.clone()).collect();
        let counts = predecessors::sum(&parts);
        let before = self.panel(earlier, &counts).await?;
        let version = self.asked.campaigns.first().and_then(|first| self.asked.desk.directory.versions.get(&first.version_id));
        let measured = version.and_then(|version| Measured::of(version, None));
        let sample = match (&measured, self.asked.measure) {
            (Some(measured), Measure::Survey) => {
                let drawn = self.asked.desk.drawn(self.asked.campaigns, &[self.period, earlier]).await?;
                Some(drawn.sample(measured, &self.asked.desk.asked_for(&drawn, self.asked.desk.filter.mode))?)
            }
            _ => None,
        };
        let changes = self.area_changes();
        let change = |figure: &SectorFigure| {
            let Outcome::Shown(later) = &figure.outcome else { return Change::None(WhyNoChange::NoFigure) };
            let found = before.iter().flat_map(|before| &before.sectors).find(|other| other.sector == figure.sector);
            let before = match found.map(|found| &found.outcome) {
                Some(Outcome::Shown(before)) => before,
                Some(Outcome::Hidden(_)) => return Change::None(WhyNoChange::HiddenBefore),
                Some(Outcome::NoAnswers) | None => {
                    let other = self.asked.answered_in_another_version(&counts, Some(&figure.sector));
                    return Change::None(if other { WhyNoChange::Break(Break::Instrument) } else { WhyNoChange::NothingBefore });
                }
            };
            let made = |period: Period, counts: &Counts| Made {
                instrument: String::new(),
                modes: self.asked.modes(counts, Some(&figure.sector)),
                months: period.months(),
            };
            match between(&made(earlier, &counts), &made(self.period, &self.asked.desk.counts), &changes) {
                Some(found) => Change::None(WhyNoChange::Break(found)),
                None => Change::Points {
                    points: (later.share - before.share) * 100.0,
                    certainty: self.certainty(figure, (later, before), sample.as_ref(), earlier),
                },
            }
        };
        Ok(panel.sectors.iter().map(change).collect())
    }

    /// How sure a change is: where both figures have an interval, so has their difference.
    fn certainty(
        &self,
        figure: &SectorFigure,
        (later, before): (&Estimate, &Estimate),
        sample: Option<&Sample>,
        earlier: Period,
    ) -> ChangeCertainty {
        for estimate in [later, before] {
            if let Certainty::None(why) = estimate.certainty {
                return ChangeCertainty::None(why);
            }
        }
        let within = |code: &str| self.asked.desk.directory.sectors.is_within(code, figure.sector.as_str());
        let found = sample.and_then(|sample| sample.change(within, &months(self.period), &months(earlier)));
        found.map_or(ChangeCertainty::None(WhyUncertain::TooFew), |interval| ChangeCertainty::Interval {
            lower: interval.lower * 100.0,
            upper: interval.upper * 100.0,
        })
    }

    /// When the area that is looked at became another one.
    pub(super) fn area_changes(&self) -> Vec<i64> {
        let directory = &self.asked.desk.directory;
        area_changes(&directory.units, &directory.splits, |unit| self.asked.desk.takes_unit(unit))
    }

    /// Where the series breaks within the months: where another version was asked before, and where the area or the ways of answering changed.
    pub(super) fn breaks(&self, course: &[Month], by_month: &BTreeMap<i64, Counts>) -> Vec<(Month, Break)> {
        let changes = self.area_changes();
        let mut breaks = Vec::new();
        let mut before: Option<Made> = None;
        for month in course {
            let Some(counts) = by_month.get(&i64::from(month.number())) else { continue };
            let instrument = if counts.keys().any(|(id, ..)| self.asked.is_ours(*id)) {
                "ours"
            } else if counts.keys().any(|(id, ..)| self.asked.is_of_another_version(*id)) {
                "other"
            } else {
                continue;
            };
            let made =
                Made { instrument: instrument.to_owned(), modes: self.asked.modes(counts, None), months: (*month, *month) };
            if let Some(found) = before.as_ref().and_then(|before| between(before, &made, &changes)) {
                breaks.push((*month, found));
            }
            before = Some(made);
        }
        breaks
    }

    /// How many of those who were invited to answer about a sector did.
    fn rate(&self, figure: &SectorFigure, invited: &[Invited], minimum: u64) -> ResponseRate {
        let sectors = &self.asked.desk.directory.sectors;
        let about = invited
            .iter()
            .filter(|invited| self.asked.is_ours(invited.campaign) && sectors.is_within(&invited.sector, figure.sector.as_str()));
        let (answered, issued) =
            about.fold((0, 0), |(answered, issued), invited| (answered + invited.answered, issued + invited.issued));
        if issued == 0 {
            ResponseRate::NotInvited
        } else if answered < minimum || !matches!(figure.outcome, Outcome::Shown(_)) {
            ResponseRate::Hidden
        } else {
            ResponseRate::Known { answered, issued }
        }
    }
}

/// The share of a sector in the panel of a month.
fn share_in(month: Option<&Panel>, sector: Option<&SectorFigure>) -> Option<f64> {
    let figure = month?.sectors.iter().find(|figure| Some(&figure.sector) == sector.map(|sector| &sector.sector))?;
    match &figure.outcome {
        Outcome::Shown(estimate) => Some(estimate.share),
        Outcome::Hidden(_) | Outcome::NoAnswers => None,
    }
}
