//! An item further told apart: by mode, by period, by unit, by what was merged, and by the answers to another question.

use std::collections::BTreeMap;

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::figure::{Filter, Outcome, Part, Scope};
use app::domain::items::{Groups, ItemDetail, ItemFigure, Split, Step, When};
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::period::{Month, Period};
use app::domain::questionnaire::item::Item;
use app::domain::texts::Texts;

use super::breaks::{Made, between};
use super::items::{Drill, Place, hide};
use super::measured::Measured;
use super::overview::{COURSE, Look};
use super::people::choice_items;
use super::precision::Drawn;
use super::{Desk, SectorCount, hiding, predecessors};
use crate::store::StoreError;
use crate::store::counted_rows::Grain;
use crate::store::counts::Counts;

/// Self-selected answers are read one by one to tell them apart by another question, as no counts of that are kept; more than so many are not.
const MOST_READ: u64 = 20_000;
/// So many waves are shown, the latest.
const WAVES: usize = 12;

impl Drill<'_> {
    /// What is further said of an item.
    pub(super) async fn detail(
        &self,
        figure: &ItemFigure,
        place: &Place,
        drawn: Option<&Drawn>,
    ) -> Result<ItemDetail, StoreError> {
        let item = &figure.code;
        let mut detail = ItemDetail {
            modes: Vec::new(),
            course: Vec::new(),
            units: Vec::new(),
            former: self.former(place, item, drawn)?,
            questions: self.questions(),
            groups: None,
        };
        // What is hidden could be worked out from its parts.
        if matches!(figure.split.outcome, Outcome::Shown(_)) {
            detail.modes = self.modes(place, item, drawn)?;
            detail.course = match self.asked.measure {
                Measure::Survey => self.waves(place, item).await?,
                Measure::Feedback | Measure::Administrative => self.months(place, item).await?,
            };
            // With what was merged into it, a unit is told apart by that.
            if place.parts.is_empty() {
                detail.units = self.units(place, item, drawn).await?;
            }
            detail.groups = self.groups(place, item, drawn).await?;
        }
        Ok(detail)
    }

    fn former(&self, place: &Place, item: &Code, drawn: Option<&Drawn>) -> Result<Vec<(Code, Texts, Split)>, StoreError> {
        let units = self.asked.desk.tops.iter().zip(&place.parts);
        units.map(|(unit, part)| Ok((unit.clone(), self.name(unit), self.split(part, &scope(item), drawn)?))).collect()
    }

    fn name(&self, unit: &Code) -> Texts {
        self.asked.desk.directory.units.get(unit.as_str()).map_or_else(Texts::default, |unit| unit.name.clone())
    }

    /// Each mode by itself, whatever the filter says of one.
    fn modes(&self, place: &Place, item: &Code, drawn: Option<&Drawn>) -> Result<Vec<(Mode, Split)>, StoreError> {
        let mut modes = Vec::new();
        for mode in Mode::ALL.into_iter().filter(|mode| place.counted.modes().contains(mode.word())) {
            let split = self.split(&self.place(self.asked.desk, drawn, Some(mode))?, &scope(item), drawn)?;
            if split != Split::NOTHING {
                modes.push((mode, split));
            }
        }
        Ok(modes)
    }

    /// The units directly below in which anybody answered.
    async fn units(&self, place: &Place, item: &Code, drawn: Option<&Drawn>) -> Result<Vec<(Code, Texts, Split)>, StoreError> {
        let Some(unit) = &self.filter.unit else { return Ok(Vec::new()) };
        let below: Vec<Code> = self.asked.desk.directory.units.children(unit.as_str()).map(|unit| unit.code.clone()).collect();
        if below.is_empty() {
            return Ok(Vec::new());
        }
        let counts = self.asked.desk.store.counts_of_several(self.asked.desk.grain(), &below, self.filter.period).await?;
        let mut found = Vec::new();
        for (unit, counts) in below.into_iter().zip(counts) {
            if counts.keys().any(|(id, ..)| self.asked.is_ours(*id)) {
                let filter = Filter { unit: Some(unit.clone()), ..self.filter.clone() };
                let of_unit = self.place(&self.asked.desk.alone(&filter, &unit, &counts), drawn, self.filter.mode)?;
                let split = self.split(&of_unit, &scope(item), drawn)?;
                let name = self.name(&unit);
                found.push((self.respondents(&of_unit, item), (unit, name, split)));
            }
        }
        found.retain(|(respondents, _)| *respondents > 0);
        let splits = found.iter_mut().map(|(respondents, (.., split))| (*respondents, split)).collect();
        hide(self.respondents(place, item), splits, place.counted.minimum);
        Ok(found.into_iter().map(|(_, unit)| unit).collect())
    }

    /// The last twelve months of the period.
    async fn months(&self, place: &Place, item: &Code) -> Result<Vec<Step>, StoreError> {
        let (Some(unit), Some(period)) = (&self.filter.unit, self.filter.period) else { return Ok(Vec::new()) };
        let last = period.months().1.min(Month::of(self.now));
        let months: Vec<Month> = (1 - COURSE..=0).map(|back| last.plus(back)).collect();
        let desk = self.asked.desk;
        let by_month = desk.store.counts_of_several_by_month(desk.grain(), &desk.tops, (months[0], last)).await?;
        let sums: BTreeMap<i64, Counts> = by_month.iter().map(|(month, parts)| (*month, predecessors::sum(parts))).collect();
        let look = Look { asked: self.asked, unit, period };
        let breaks = look.breaks(&months, &sums);
        let mut steps = Vec::new();
        for month in months {
            let period = Period::Month(month);
            let filter = Filter { period: Some(period), ..self.filter.clone() };
            let parts = by_month.get(&month.number().into()).cloned().unwrap_or_default();
            let broken = breaks.iter().find(|(begin, _)| *begin == month).map(|(_, found)| *found);
            let (respondents, split) = self.step(&self.asked.desk.at(&filter, parts), item, None)?;
            steps.push((respondents, Step { when: When::Period(period), split, broken }));
        }
        Ok(beside_each_other(steps, place.counted.minimum))
    }

    /// The campaigns of the version, each by itself.
    async fn waves(&self, place: &Place, item: &Code) -> Result<Vec<Step>, StoreError> {
        let (Some(unit), Some(period)) = (&self.filter.unit, self.filter.period) else { return Ok(Vec::new()) };
        let counts = self.asked.desk.store.counts_of_several(Grain::Campaigns, &self.asked.desk.tops, None).await?;
        let look = Look { asked: self.asked, unit, period };
        let changes = look.area_changes();
        let mut waves = self.related();
        waves.retain(|campaign| counts.iter().flat_map(Counts::keys).any(|(id, ..)| *id == campaign.id));
        waves.sort_by_key(|campaign| (campaign.opens_at, campaign.id));
        let surplus = waves.len().saturating_sub(WAVES);
        let mut steps = Vec::new();
        let mut before: Option<Made> = None;
        for campaign in waves.into_iter().skip(surplus) {
            let parts: Vec<Counts> = counts.iter().map(|counts| of_campaign(counts, campaign)).collect();
            let ended = campaign.closes_at.unwrap_or(self.now).max(campaign.opens_at.saturating_add(1));
            let made = Made {
                instrument: campaign.version_id.to_string(),
                modes: look.asked.modes(&predecessors::sum(&parts), self.filter.sector.as_ref()),
                months: (Month::of(campaign.opens_at), Month::of(ended - 1)),
            };
            let broken = before.as_ref().and_then(|before| between(before, &made, &changes));
            before = Some(made);
            // The figures of another version are not shown here; where they end is.
            if self.asked.is_ours(campaign.id) {
                let filter = Filter { campaign: Some(campaign.id), period: None, ..self.filter.clone() };
                let drawn = self.asked.desk.drawn(&[campaign], &[]).await?;
                let (respondents, split) = self.step(&self.asked.desk.at(&filter, parts), item, Some(&drawn))?;
                let number = self.version.number();
                steps.push((respondents, Step { when: When::Wave(campaign.title.clone(), number), split, broken }));
            }
        }
        Ok(beside_each_other(steps, place.counted.minimum))
    }

    fn step(&self, desk: &Desk, item: &Code, drawn: Option<&Drawn>) -> Result<(u64, Split), StoreError> {
        let place = self.place(desk, drawn, self.filter.mode)?;
        Ok((self.respondents(&place, item), self.split(&place, &scope(item), drawn)?))
    }

    /// The questions by which answers can be told apart.
    fn questions(&self) -> Vec<(Texts, Code, Texts)> {
        let choice = |item: &Item| choice_items(self.version).any(|known| known.code == item.code);
        let items = self.version.items().filter(|(_, item)| choice(item));
        items.map(|(section, item)| (section.title.clone(), item.code.clone(), item.text.clone())).collect()
    }

    /// The answers to the item by those to the question that was chosen.
    async fn groups(&self, place: &Place, item: &Code, drawn: Option<&Drawn>) -> Result<Option<Groups>, StoreError> {
        let asked = choice_items(self.version).enumerate().find(|(_, known)| Some(&known.code) == self.by);
        let number = self.version.satisfaction_items().position(|(_, known)| known.code == *item);
        let (Some((question, asked)), Some(number)) = (asked, number) else { return Ok(None) };
        if let Some(drawn) = drawn {
            return self.grouped(place, (item, number), (asked, question), (drawn, true)).map(Some);
        }
        let ours = self.asked.desk.answered(self.asked.campaigns).await?;
        let all: u64 = ours.iter().map(|campaign| u64::try_from(self.asked.desk.responses(campaign)).unwrap_or_default()).sum();
        if all > MOST_READ {
            return Ok(Some(Groups::TooMany(MOST_READ)));
        }
        let read = self.asked.desk.drawn(&ours, self.filter.period.as_slice()).await?;
        self.grouped(place, (item, number), (asked, question), (&read, false)).map(Some)
    }

    fn grouped(
        &self,
        place: &Place,
        (item, number): (&Code, usize),
        (asked, question): (&Item, usize),
        (drawn, is_sample): (&Drawn, bool),
    ) -> Result<Groups, StoreError> {
        let part = Part { questionnaire: self.version.code().clone(), scope: scope(item) };
        let Some(measured) = Measured::of(self.version, Some(&part)) else { return Ok(Groups::Shown(Vec::new())) };
        let marks = self.asked.desk.asked_for(drawn, self.filter.mode);
        let options = asked.kind.options();
        // For each sector that was judged, the answers to the item of those who gave each answer to the question, and at 0 of those who gave none.
        let mut own: BTreeMap<&str, Vec<[u64; 6]>> = BTreeMap::new();
        for (person, _) in drawn.people().zip(&marks).filter(|(_, asked_for)| **asked_for) {
            let point = usize::from(person.points.get(number).copied().unwrap_or_default());
            let option = usize::from(person.chosen.get(question).copied().unwrap_or_default());
            let of_sector = own.entry(&person.sector).or_insert_with(|| vec![[0; 6]; options.len() + 1]);
            if let (1..=5, Some(times)) = (point, of_sector.get_mut(option)) {
                times[point] += 1;
            }
        }
        let sectors = &self.asked.desk.directory.sectors;
        let below = |row: usize, option: usize| {
            let mut sum = [0; 6];
            let top = place.counted.rows.get(row).map(|(_, sector)| sector.code.as_str());
            for (_, counts) in own.iter().filter(|(of, _)| top.is_some_and(|top| sectors.is_within(of, top))) {
                sum.iter_mut().zip(&counts[option]).for_each(|(sum, times)| *sum += times);
            }
            sum
        };
        let rows = place.counted.rows.len();
        let part_of = |option| (0..rows).map(|row| below(row, option).iter().sum()).collect::<Vec<u64>>();
        let parts: Vec<Vec<u64>> = (0..=options.len()).map(part_of).collect();
        let whole = (0..rows).map(|row| parts.iter().map(|part| part[row]).sum()).collect();
        let columns: Vec<Vec<u64>> = [whole].into_iter().chain(parts).collect();
        let depths: Vec<usize> = place.counted.rows.iter().map(|(depth, _)| *depth).collect();
        let hidden = hiding::crossed(&depths, &columns, &[], place.counted.minimum);
        let Some((_, sector)) = place.counted.rows.get(self.row()) else { return Ok(Groups::Shown(Vec::new())) };
        let mut groups = Vec::new();
        for option in (1..=options.len()).chain([0]) {
            let times = below(self.row(), option);
            let split = match hidden.get(option + 1).and_then(|column| column.get(self.row()).copied().flatten()) {
                Some(why) => Split { outcome: Outcome::Hidden(why), answers: None },
                None if times == [0; 6] => Split::NOTHING,
                None => {
                    let chosen = drawn.people().map(|person| person.chosen.get(question).copied().unwrap_or_default());
                    let of_group = |(mark, chosen): (&bool, u8)| *mark && usize::from(chosen) == option;
                    let of_group: Vec<bool> = marks.iter().zip(chosen).map(of_group).collect();
                    let sample = if is_sample { Some(drawn.sample(&measured, &of_group)?) } else { None };
                    let count = SectorCount { items: [(item.to_string(), times)].into(), ..SectorCount::default() };
                    let outcome = self.asked.desk.outcome(&measured, sector, &count, None, sample.as_ref());
                    let mut answers = self.distribution(&scope(item), times, sample.as_ref());
                    // Of those who have no opinion it is not kept in memory that they said so.
                    answers.no_opinion = None;
                    Split { outcome, answers: Some(answers) }
                }
            };
            let name = option.checked_sub(1).and_then(|place| options.get(place)).map(|option| option.text.clone());
            groups.push((name, split));
        }
        // Those who gave no answer are told of only where there are any.
        groups.retain(|(name, split)| name.is_some() || split.outcome != Outcome::NoAnswers);
        Ok(Groups::Shown(groups))
    }
}

fn scope(item: &Code) -> Scope {
    Scope::Item(item.clone())
}

fn of_campaign(counts: &Counts, campaign: &Campaign) -> Counts {
    counts.iter().filter(|((id, ..), _)| *id == campaign.id).map(|(place, count)| (place.clone(), count.clone())).collect()
}

/// Steps of which none can be worked out from the others and their sum, which may be known.
fn beside_each_other(mut steps: Vec<(u64, Step)>, minimum: u64) -> Vec<Step> {
    let whole = steps.iter().map(|(respondents, _)| respondents).sum();
    hide(whole, steps.iter_mut().map(|(respondents, step)| (*respondents, &mut step.split)).collect(), minimum);
    steps.into_iter().map(|(_, step)| step).collect()
}
