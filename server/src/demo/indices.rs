//! Indices of the demonstration that others would publish: invented values of two years, with goals that were reached, missed, or are open.

use app::domain::outside_index::{Goal, OutsideIndex, Standing};
use app::domain::period::Month;
use app::domain::role::Reach;

use super::DemoError;
use super::plan::{Plan, identifier, stream};
use super::province::{PROVINCE, code};
use crate::audit::Author;
use crate::store::Store;

/// The number of the stream of random numbers for identifiers. No point has it.
const STREAM: u64 = u64::MAX - 3;
const SOURCE: &str = "Số liệu mẫu, không phải kết quả công bố";

/// An index: its name and unit; value and rank of the year before last, and of last year; last year's goal and this year's.
type Row = (&'static str, &'static str, [(f64, u32); 2], Option<Goal>, Option<Goal>);

const ROWS: [Row; 6] = [
    ("PAR INDEX", PROVINCE, [(86.42, 21), (88.1, 17)], Some(Goal::UpRanks(3)), Some(Goal::TopRank(15))),
    ("SIPAS", PROVINCE, [(82.7, 30), (83.9, 26)], Some(Goal::UpPercent(2.0)), Some(Goal::AtLeast(85.0))),
    ("PAPI", PROVINCE, [(42.8, 25), (43.15, 25)], Some(Goal::UpRanks(1)), Some(Goal::UpPoints(0.5))),
    ("PCI", PROVINCE, [(66.3, 33), (67.9, 28)], Some(Goal::TopRank(30)), Some(Goal::TopRank(25))),
    ("DTI", PROVINCE, [(0.61, 38), (0.68, 31)], Some(Goal::AtLeast(0.65)), Some(Goal::UpPercent(5.0))),
    ("PAR INDEX", "so-xay-dung", [(84.0, 4), (85.2, 3)], Some(Goal::UpPoints(1.0)), None),
];

/// Adds them.
///
/// # Errors
/// When the store does not take them.
pub(super) async fn add(store: &Store, plan: &Plan, now: i64) -> Result<(), DemoError> {
    let (mut rng, this) = (stream(STREAM), Month::of(now).year());
    for (name, unit, [before, last], goal, next) in ROWS {
        let standing = |(value, rank): (f64, u32)| Standing { value: Some(value), rank: Some(rank) };
        let years = [(this - 2, standing(before), None), (this - 1, standing(last), goal), (this, Standing::default(), next)];
        for (year, standing, goal) in years {
            // Nothing is known of a year that was neither published nor has a goal.
            if standing == Standing::default() && goal.is_none() {
                continue;
            }
            let index =
                OutsideIndex { name: name.to_owned(), unit: code(unit)?, year, standing, goal, source: SOURCE.to_owned() };
            let id = identifier(plan.published_at, &mut rng);
            if !store.add_outside_index(&Author::Program, now, &Reach::Everything, (id, &index)).await? {
                return Err(DemoError::Table(unit.to_owned()));
            }
        }
    }
    Ok(())
}
