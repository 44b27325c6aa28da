//! `/analysis/items`: the factors and items of a sector. Each figure is that of `/results` under the same filter.

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::figure::{Filter, Outcome, Panel, Part, Scope, WhyHidden};
use app::domain::items::{Distribution, Drilled, ItemFigure, Items, SectionFigures, Split};
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::Question;
use app::domain::questionnaire::item::{Item, Kind};
use app::domain::questionnaire::{Section, Version};
use app::domain::texts::Texts;

use super::asked::Asked;
use super::index::float;
use super::measured::Measured;
use super::panel::Counted;
use super::people::People;
use super::precision::{Drawn, Sample};
use super::predecessors::hides;
use super::{Desk, hiding};
use crate::store::{Store, StoreError};

/// What is shown below a sector under a question, counted as of `now` (UTC milliseconds), with the answers to an item told apart `by` those to
/// another question; fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn items(
    store: &Store,
    people: &People,
    (question, by): (&Question, Option<&Code>),
    now: i64,
    privacy_minimum: u64,
) -> Result<Items, StoreError> {
    let mut desk = Desk::open(store, people, &question.filter, now, privacy_minimum).await?;
    desk.look_around(None, &[], true).await?;
    let groups = desk.groups();
    let (mut scene, chosen) = desk.scene(question, &groups, now);
    let mut shown = None;
    if let Some((measure, campaigns)) = chosen
        && let Some(version) = desk.version(campaigns)
    {
        let counted = desk.counted(&desk.counts, campaigns, version, question.filter.mode)?;
        // Without a sector it is the first that was asked about.
        let first = counted.rows.first().map(|(_, sector)| sector.code.clone());
        let sector = question.filter.sector.clone().or(first);
        if let Some(row) = sector.as_ref().and_then(|sector| counted.row(sector)).filter(|_| !counted.is_empty) {
            scene.question.filter.sector.clone_from(&sector);
            let asked = Asked { desk: &desk, campaigns, measure };
            let drill = Drill { asked, filter: &scene.question.filter, version, row, by, now };
            shown = drill.shown(counted).await?;
        }
    }
    let units = &desk.directory.units;
    let above = question.filter.unit.iter().flat_map(|unit| units.lineage(unit.as_str()));
    let mut above: Vec<(Code, Texts)> = above.map(|unit| (unit.code.clone(), unit.name.clone())).collect();
    above.reverse();
    Ok(Items { units: above, history: desk.history(), by: by.cloned(), shown, scene })
}

/// One sector in one version under one measure.
pub(super) struct Drill<'a> {
    pub asked: Asked<'a>,
    /// The filter with the sector.
    pub filter: &'a Filter,
    pub version: &'a Version,
    /// The sector's row in the counts.
    row: usize,
    pub by: Option<&'a Code>,
    pub now: i64,
}

/// Answers that are looked at: of a unit, or of several as one.
pub(super) struct Place {
    pub counted: Counted,
    /// Which of the people who were drawn are of it.
    asked_for: Vec<bool>,
    /// Each of the units of which it is the sum.
    pub parts: Vec<Place>,
}

impl Place {
    fn sample(&self, measured: &Measured, drawn: Option<&Drawn>) -> Result<Option<Sample>, StoreError> {
        drawn.map(|drawn| drawn.sample(measured, &self.asked_for)).transpose()
    }
}

impl Drill<'_> {
    async fn shown(&self, counted: Counted) -> Result<Option<Drilled>, StoreError> {
        let (_, version, year) = self.asked.desk.key(self.asked.campaigns);
        let key = ((self.filter.clone(), version, year), self.asked.measure, self.by.cloned());
        let stamp = self.asked.desk.stamp(&self.related());
        let of_sample = self.asked.measure == Measure::Survey;
        if of_sample && let Some(kept) = self.asked.desk.people.items.get(&key, |made, _| *made == stamp) {
            return Ok(Some(kept));
        }
        let drawn = if of_sample {
            Some(self.asked.desk.drawn(self.asked.campaigns, self.filter.period.as_slice()).await?)
        } else {
            None
        };
        let place = self.place_of(self.asked.desk, counted, (drawn.as_ref(), self.filter.mode))?;
        let Some(panel) = self.panel(&place, drawn.as_ref())? else { return Ok(None) };
        let asked = self.sections();
        let choice = asked.iter().map(|section| (section.code.clone(), section.title.clone())).collect();
        let mut sections = Vec::new();
        for section in asked {
            if let Some(figures) = self.section(section, &place, drawn.as_ref())? {
                sections.push(figures);
            }
        }
        let mut drilled = Drilled { panel, sections, choice, item: None };
        if let Some(Part { scope: Scope::Item(code), .. }) = &self.filter.part {
            let shown = drilled.sections.iter().flat_map(|section| &section.items).find(|item| item.code == *code);
            if let Some(figure) = shown {
                drilled.item = Some(self.detail(figure, &place, drawn.as_ref()).await?);
            }
        }
        if of_sample {
            self.asked.desk.people.items.keep(key, stamp, drilled.clone());
        }
        Ok(Some(drilled))
    }

    /// The campaigns of the same questionnaire and measure, whatever their version.
    pub(super) fn related(&self) -> Vec<&Campaign> {
        let is_related = |campaign: &&Campaign| {
            campaign.questionnaire == *self.version.code() && Measure::of(campaign.sampling) == self.asked.measure
        };
        self.asked.desk.directory.public_campaigns().filter(is_related).collect()
    }

    /// The figure of the sector by itself.
    fn panel(&self, place: &Place, drawn: Option<&Drawn>) -> Result<Option<Panel>, StoreError> {
        let Some(measured) = Measured::of(self.version, None) else { return Ok(None) };
        let panel = |place: &Place| {
            let sample = place.sample(&measured, drawn)?;
            let top = self.filter.sector.as_ref();
            Ok::<_, StoreError>(self.asked.desk.panel_of(self.asked.measure, &measured, &place.counted, sample.as_ref(), top))
        };
        let Some(mut whole) = panel(place)? else { return Ok(None) };
        whole.sectors.truncate(1);
        for part in &place.parts {
            let part = panel(part)?.and_then(|part| part.sectors.into_iter().next()).map(|figure| figure.outcome);
            for figure in &mut whole.sectors {
                if matches!(figure.outcome, Outcome::Shown(_)) && part.as_ref().is_some_and(|part| hides(part, whole.minimum)) {
                    figure.outcome = Outcome::Hidden(WhyHidden::WouldRevealAnother);
                    figure.class = None;
                }
            }
        }
        Ok(Some(whole))
    }

    /// The sections that ask how satisfied people are.
    fn sections(&self) -> Vec<&Section> {
        let asks = |section: &&Section| section.items.iter().any(is_satisfaction);
        self.version.sections().iter().filter(asks).collect()
    }

    /// The figures of a section; `None` where another part is looked at.
    fn section(&self, section: &Section, place: &Place, drawn: Option<&Drawn>) -> Result<Option<SectionFigures>, StoreError> {
        let takes = |item: &Item| match self.filter.part.as_ref().map(|part| &part.scope) {
            None => true,
            Some(Scope::Factor(code)) => section.factor && section.code == *code,
            Some(Scope::Item(code)) => item.code == *code,
        };
        let mut items = Vec::new();
        for item in section.items.iter().filter(|item| is_satisfaction(item) && takes(item)) {
            let split = self.split(place, &Scope::Item(item.code.clone()), drawn)?;
            items.push(ItemFigure { code: item.code.clone(), text: item.text.clone(), split });
        }
        if items.is_empty() {
            return Ok(None);
        }
        let outcome =
            if section.factor { Some(self.split(place, &Scope::Factor(section.code.clone()), drawn)?.outcome) } else { None };
        Ok(Some(SectionFigures { code: section.code.clone(), title: section.title.clone(), outcome, items }))
    }

    /// The answers at a desk, in a mode or in all.
    pub(super) fn place(&self, desk: &Desk, drawn: Option<&Drawn>, mode: Option<Mode>) -> Result<Place, StoreError> {
        let counted = desk.counted(&desk.counts, self.asked.campaigns, self.version, mode)?;
        self.place_of(desk, counted, (drawn, mode))
    }

    fn place_of(
        &self,
        desk: &Desk,
        counted: Counted,
        (drawn, mode): (Option<&Drawn>, Option<Mode>),
    ) -> Result<Place, StoreError> {
        let mut parts = Vec::new();
        for (unit, counts) in desk.tops.iter().zip(&desk.parts) {
            parts.push(self.place(&desk.alone(desk.filter, unit, counts), drawn, mode)?);
        }
        let asked_for = drawn.map(|drawn| desk.asked_for(drawn, mode)).unwrap_or_default();
        Ok(Place { counted, asked_for, parts })
    }

    /// How a part of the questionnaire was answered; the distribution is that of an item alone.
    pub(super) fn split(&self, place: &Place, scope: &Scope, drawn: Option<&Drawn>) -> Result<Split, StoreError> {
        let part = Part { questionnaire: self.version.code().clone(), scope: scope.clone() };
        let Some(measured) = Measured::of(self.version, Some(&part)) else { return Ok(Split::NOTHING) };
        // The rows of counts of another period or unit are those of this one, unless fewer sectors were answered.
        let Some(row) = self.row_in(&place.counted) else { return Ok(Split::NOTHING) };
        let sample = place.sample(&measured, drawn)?;
        let mut outcome = self.asked.desk.outcome_at(&measured, &place.counted, row, sample.as_ref());
        for part in &place.parts {
            if matches!(outcome, Outcome::Shown(_)) && hides(&self.split(part, scope, drawn)?.outcome, place.counted.minimum) {
                outcome = Outcome::Hidden(WhyHidden::WouldRevealAnother);
            }
        }
        let count = place.counted.of(row).and_then(|count| count.items.get(self.item_of(scope)?.code.as_str()));
        let answers = match (&outcome, count) {
            (Outcome::Shown(_), Some(times)) => Some(self.distribution(scope, *times, sample.as_ref())),
            _ => None,
        };
        Ok(Split { outcome, answers })
    }

    /// How many answered an item, shown or not.
    pub(super) fn respondents(&self, place: &Place, item: &Code) -> u64 {
        let count = self.row_in(&place.counted).and_then(|row| place.counted.of(row));
        count.and_then(|count| count.items.get(item.as_str())).map_or(0, |times| times[1..].iter().sum())
    }

    /// The row of the sector in other counts.
    fn row_in(&self, counted: &Counted) -> Option<usize> {
        self.filter.sector.as_ref().and_then(|sector| counted.row(sector))
    }

    /// The row of the sector in the counts under the filter.
    pub(super) const fn row(&self) -> usize {
        self.row
    }

    fn item_of(&self, scope: &Scope) -> Option<&Item> {
        match scope {
            Scope::Item(code) => self.version.item(code.as_str()),
            Scope::Factor(_) => None,
        }
    }

    /// A distribution from how often "no opinion" (at 0) and each point of the scale was answered.
    pub(super) fn distribution(&self, scope: &Scope, times: [u64; 6], sample: Option<&Sample>) -> Distribution {
        let [no_opinion, points @ ..] = times;
        let offered = self.item_of(scope).is_some_and(|item| matches!(item.kind, Kind::Satisfaction { no_opinion: true }));
        let mean = match (sample, &self.filter.sector) {
            (Some(sample), Some(sector)) if sample.is_weighted() => {
                sample.mean(|code| self.asked.desk.directory.sectors.is_within(code, sector.as_str()))
            }
            _ => mean(points),
        };
        Distribution { points, no_opinion: offered.then_some(no_opinion), mean }
    }
}

/// The mean of points from 1 to 5; nothing where there are none.
fn mean(points: [u64; 5]) -> Option<f64> {
    let all: u64 = points.iter().sum();
    let sum: u64 = (1..).zip(points).map(|(point, times): (u64, _)| point * times).sum();
    (all > 0).then(|| float(sum) / float(all))
}

const fn is_satisfaction(item: &Item) -> bool {
    matches!(item.kind, Kind::Satisfaction { .. })
}

/// Hides, of parts that stand in one list, those from which a hidden one could be worked out with the whole. Each comes with its respondents, shown
/// or not.
pub(super) fn hide(whole: u64, mut splits: Vec<(u64, &mut Split)>, minimum: u64) {
    let why = |split: &Split| match split.outcome {
        Outcome::Hidden(why) => Some(why),
        Outcome::NoAnswers | Outcome::Shown(_) => None,
    };
    let parts: Vec<(u64, Option<WhyHidden>)> = splits.iter().map(|(n, split)| (*n, why(split))).collect();
    for ((_, split), why) in splits.iter_mut().zip(hiding::beside(whole, &parts, minimum)) {
        if let (Some(why), Outcome::Shown(_)) = (why, &split.outcome) {
            **split = Split { outcome: Outcome::Hidden(why), answers: None };
        }
    }
}
