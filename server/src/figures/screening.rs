//! What the answers themselves look like: too fast, in bursts, twice, all alike, at night. Screens flag and never drop.

use std::collections::HashMap;

use app::domain::mode::Mode;
use app::domain::questionnaire::Version;
use app::domain::trust::{Screen, Screened, Screening};

use super::index::float;
use super::newest::Came;
use super::people::Person;
use crate::analysis::quality::{Flags, ScreenRules, Screened as Row, screen};

/// A duration is given in hundred-thousandths of a second.
const PER_MILLISECOND: u64 = 100;

/// What the screens find. `awake` says of a moment at a point (UTC milliseconds) whether its kiosk was awake, where it keeps hours.
pub fn screening(version: &Version, came: &[&Came], newest: Option<u32>, awake: impl Fn(&str, i64) -> Option<bool>) -> Screening {
    let rules = ScreenRules::default();
    let long_enough = version.satisfaction_items().count() >= rules.straight_line;
    let flags = flags(came, &rules);
    let hours: Vec<Option<bool>> = came.iter().map(|one| awake(&one.point, one.opened_at)).collect();
    let is_paper = |one: &Came| *one.person.mode == *Mode::Paper.word();
    let found = |looked_at: &dyn Fn(usize) -> bool, is_flagged: &dyn Fn(usize) -> bool| {
        let looked: Vec<usize> = (0..came.len()).filter(|place| looked_at(*place)).collect();
        match looked.len() as u64 {
            0 => Screened::NotKnown,
            of => Screened::Found { flagged: looked.iter().filter(|place| is_flagged(**place)).count() as u64, of },
        }
    };
    let on_screen = |place: usize| !is_paper(came[place]);
    let repeats = |is_flagged: &dyn Fn(usize) -> bool| {
        if long_enough { found(&on_screen, is_flagged) } else { Screened::TooShort }
    };
    let is_fast = |place: usize| flags[place].very_fast;
    let is_burst = |place: usize| on_screen(place) && flags[place].burst;
    let is_duplicate = |place: usize| long_enough && on_screen(place) && flags[place].duplicate;
    let is_outside = |place: usize| hours[place] == Some(false);
    let screens = vec![
        (Screen::Speed, found(&|place| flags[place].speed.is_ok(), &is_fast)),
        (Screen::Burst, found(&on_screen, &is_burst)),
        (Screen::Duplicate, repeats(&is_duplicate)),
        (Screen::OutsideHours, found(&|place| hours[place].is_some(), &is_outside)),
        (Screen::StraightLine, repeats(&|place| flags[place].straight_line)),
    ];
    let is_flagged = |place: usize| is_fast(place) || is_burst(place) || is_duplicate(place) || is_outside(place);
    let (flagged, clean): (Vec<usize>, Vec<usize>) = (0..came.len()).partition(|place| is_flagged(*place));
    let of = |places: &mut dyn Iterator<Item = usize>| share(version, places.map(|place| &came[place].person));
    let shares = of(&mut (0..came.len())).zip(of(&mut clean.iter().copied()));
    Screening { read: came.len() as u64, newest, screens, flagged: flagged.len() as u64, shares }
}

/// The flags of each response among those that came in the same mode: people take longer on paper than on a kiosk.
fn flags(came: &[&Came], rules: &ScreenRules) -> Vec<Flags> {
    let mut points: HashMap<&str, u32> = HashMap::new();
    let mut by_mode: HashMap<&str, (Vec<usize>, Vec<Row>)> = HashMap::new();
    for (place, one) in came.iter().enumerate() {
        let number = u32::try_from(points.len()).unwrap_or(u32::MAX);
        let device = *points.entry(&one.point).or_insert(number);
        let (places, rows) = by_mode.entry(&one.person.mode).or_default();
        places.push(place);
        rows.push(Row {
            device,
            time: one.opened_at / 1000,
            duration: one.took.map(|took| took.unsigned_abs() * PER_MILLISECOND),
            answers: one.person.points.iter().map(|point| (*point > 0).then_some(i32::from(*point))).collect(),
        });
    }
    let mut flags: Vec<(usize, Flags)> =
        by_mode.into_values().flat_map(|(places, rows)| places.into_iter().zip(screen(&rows, rules))).collect();
    flags.sort_by_key(|(place, _)| *place);
    flags.into_iter().map(|(_, flags)| flags).collect()
}

/// The share of 4 and 5 among the answers to the items of the index.
pub fn share<'p>(version: &Version, persons: impl Iterator<Item = &'p Person>) -> Option<f64> {
    let in_index: Vec<bool> = version.satisfaction_items().map(|(section, _)| section.factor).collect();
    let points = persons.flat_map(|person| person.points.iter().zip(&in_index).filter(|(point, is)| **is && **point > 0));
    let (valid, satisfied) =
        points.fold((0, 0), |(valid, satisfied), (point, _)| (valid + 1, satisfied + u64::from(*point >= 4)));
    (valid > 0).then(|| float(satisfied) / float(valid))
}
