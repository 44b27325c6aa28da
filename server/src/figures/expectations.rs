//! What people hope will be better: the shares of the answers to the questions of one section.

use app::domain::campaign::Campaign;
use app::domain::expectations::{Expectation, Expectations, SECTION};
use app::domain::figure::Outcome;
use app::domain::measure::Measure;
use app::domain::questionnaire::item::{Item, Kind};
use app::domain::questionnaire::{Section, Version};

use super::Desk;
use super::people::{Person, choice_items};
use crate::analysis::quadrants::FEWEST_ROWS;
use crate::store::StoreError;

impl Desk<'_> {
    /// What those hope for whom the filter takes; `None` where they were not asked. Where their figures are hidden, be it for the sake of others,
    /// nothing is told of their hopes either.
    pub(super) async fn expectations(
        &self,
        measure: Measure,
        campaigns: &[&Campaign],
        persons: &[&Person],
    ) -> Result<Option<Expectations>, StoreError> {
        let Some(version) = self.version(campaigns).filter(|version| asks(version).is_some()) else { return Ok(None) };
        let figures = self.panel(measure, campaigns).await?.map(|panel| panel.sectors).unwrap_or_default();
        let top = figures.iter().map(|figure| figure.depth).min();
        let mut heads = figures.iter().filter(|figure| Some(figure.depth) == top);
        let is_hidden = heads.any(|figure| matches!(figure.outcome, Outcome::Hidden(_)));
        Ok(expectations(version, if is_hidden { &[] } else { persons }))
    }
}

/// The section that asks, where it does so in the way in which hopes can be compared.
fn asks(version: &Version) -> Option<&Section> {
    let section = version.sections().iter().find(|section| section.code.as_str() == SECTION)?;
    let options = section.items.first()?.kind.options();
    let alike = |item: &Item| matches!(&item.kind, Kind::Single(own) if own == options);
    section.items.iter().all(alike).then_some(section)
}

/// The hopes of these persons; `None` where the version does not ask for any.
fn expectations(version: &Version, persons: &[&Person]) -> Option<Expectations> {
    let section = asks(version)?;
    let options = section.items.first()?.kind.options();
    let mut items: Vec<Expectation> = section
        .items
        .iter()
        .map(|item| {
            let place = choice_items(version).position(|known| known.code == item.code);
            Expectation { text: item.text.clone(), percents: place.and_then(|place| percents(persons, place, options.len())) }
        })
        .collect();
    items.sort_by(|one, other| other.percents.cmp(&one.percents));
    let options = options.iter().map(|option| option.text.clone()).collect();
    Some(Expectations { title: section.title.clone(), options, items, needed: FEWEST_ROWS as u64 })
}

/// The weighted share of each of so many options among those who answered.
fn percents(persons: &[&Person], place: usize, options: usize) -> Option<Vec<u8>> {
    let mut sums = vec![0.0; options];
    let mut answered = 0;
    for person in persons {
        if let Some(chosen) = usize::from(person.chosen[place]).checked_sub(1) {
            sums[chosen] += person.weight();
            answered += 1;
        }
    }
    let all: f64 = sums.iter().sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a sum is from 0 to 100")]
    let percent = |sum: &f64| (100.0 * sum / all).round() as u8;
    (answered >= FEWEST_ROWS && all > 0.0).then(|| sums.iter().map(percent).collect())
}
