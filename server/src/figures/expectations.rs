//! What people hope will be better: the shares of the answers to the questions of one section.

use app::domain::expectations::{Expectation, Expectations, SECTION};
use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::{Item, Kind};

use super::drivers::weight;
use super::people::{Person, choice_items};
use crate::analysis::quadrants::FEWEST_ROWS;

/// The hopes of these persons; `None` where the version does not ask for any, or not in the way in which they can be compared.
pub fn expectations(version: &Version, persons: &[&Person]) -> Option<Expectations> {
    let section = version.sections().iter().find(|section| section.code.as_str() == SECTION)?;
    let options = section.items.first()?.kind.options();
    let alike = |item: &Item| matches!(&item.kind, Kind::Single(own) if own == options);
    if !section.items.iter().all(alike) {
        return None;
    }
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
            sums[chosen] += weight(person);
            answered += 1;
        }
    }
    let all: f64 = sums.iter().sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a sum is from 0 to 100")]
    let percent = |sum: &f64| (100.0 * sum / all).round() as u8;
    (answered >= FEWEST_ROWS && all > 0.0).then(|| sums.iter().map(percent).collect())
}
