//! From the fields of a form to a design, the columns that it uses, a seed, and the precision from which a size is proposed.

use std::collections::BTreeMap;

use super::column::Column;
use super::seed::Seed;
use super::{Allocation, Design, Within};
use crate::domain::form::{Problems, line};
use crate::domain::submission::Fields;

/// The field of the frame as a file.
pub const FILE: &str = "file";
/// The field of the frame as text.
pub const TEXT: &str = "frame";
/// The field of the design.
pub const DESIGN: &str = "design";
/// The field of how many are drawn in all.
pub const N: &str = "n";
/// The field of how a sample is divided over strata.
pub const ALLOCATION: &str = "allocation";
/// The field of how many are drawn of each stratum.
pub const PER_STRATUM: &str = "per-stratum";
/// The field of how many clusters are drawn.
pub const PSUS: &str = "psus";
/// The field of how many are drawn of each cluster.
pub const EACH: &str = "each";
/// The field of how elements are drawn within a stratum or a cluster.
pub const WITHIN: &str = "within";
/// The field of the seed, which may stay empty.
pub const SEED: &str = "seed";
/// The field of what was looked at: it must be what is drawn.
pub const LOOKED: &str = "looked";
/// The field of the share that is expected, in percent.
pub const SHARE: &str = "share";
/// The field of the margin of error that is wanted, in percentage points.
pub const MARGIN: &str = "margin";
/// The field of the design effect that is expected.
pub const DEFF: &str = "deff";
/// The field of the share of those asked who will answer, in percent.
pub const RATE: &str = "rate";
/// The field of what is to be done: [`LOOK`], [`PROPOSE`] or [`DRAW`].
pub const ACT: &str = "act";
/// The frame and the design are only to be looked at.
pub const LOOK: &str = "look";
/// A size is to be proposed.
pub const PROPOSE: &str = "propose";
/// The sample is to be drawn.
pub const DRAW: &str = "draw";

/// The most elements of a frame, and so of a sample.
pub const MOST: u64 = 100_000;

/// The designs, with the keys of their names.
pub const DESIGNS: [(&str, &str); 3] =
    [("systematic", "design-systematic"), ("stratified", "design-stratified"), ("two-stage", "design-two-stage")];
/// The ways to divide a sample, with the keys of their names.
pub const ALLOCATIONS: [(&str, &str); 3] =
    [("proportional", "allocation-proportional"), ("neyman", "allocation-neyman"), ("fixed", "allocation-fixed")];
/// The ways to draw within a stratum or a cluster, with the keys of their names.
pub const WAYS: [(&str, &str); 2] = [("systematic", "within-systematic"), ("simple-random", "within-simple-random")];

/// What decides how many to ask: shares of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The share that is expected.
    pub share: f64,
    /// Half the width of the interval that is wanted.
    pub margin: f64,
    /// The design effect that is expected.
    pub deff: f64,
    /// The share of those asked who will answer.
    pub rate: f64,
}

/// The design that a form asks for.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_design(fields: &Fields) -> Result<Design, Problems> {
    let mut problems = Problems::new();
    let within = if line(fields, WITHIN) == "simple-random" { Within::SimpleRandom } else { Within::Systematic };
    let mut whole = |name: &'static str| whole(fields, name, &mut problems);
    let design = match line(fields, DESIGN).as_str() {
        "stratified" => {
            let allocation = match line(fields, ALLOCATION).as_str() {
                "neyman" => Allocation::Neyman { n: whole(N) },
                "fixed" if chosen(fields).contains_key(&Column::Taken) => Allocation::Fixed { each: None },
                "fixed" => Allocation::Fixed { each: Some(whole(PER_STRATUM)) },
                _ => Allocation::Proportional { n: whole(N) },
            };
            Design::Stratified { allocation, within }
        }
        "two-stage" => Design::TwoStage { psus: whole(PSUS), each: whole(EACH), within },
        _ => Design::Systematic { n: whole(N) },
    };
    let columns = chosen(fields);
    let missing = Column::ALL.into_iter().filter(|column| design.needs(*column) && !columns.contains_key(column));
    problems.extend(missing.map(|column| (column.field(), "frame-column-missing")));
    if problems.is_empty() { Ok(design) } else { Err(problems) }
}

/// The columns that are chosen, by their numbers from 0.
#[must_use]
pub fn chosen(fields: &Fields) -> BTreeMap<Column, usize> {
    let number = |column: Column| Some((column, line(fields, column.field()).parse().ok()?));
    Column::ALL.into_iter().filter_map(number).collect()
}

/// The seed that was typed, if one was.
///
/// # Errors
/// That it is none.
pub fn judge_seed(fields: &Fields) -> Result<Option<Seed>, Problems> {
    let typed = line(fields, SEED);
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| vec![(SEED, "seed-wrong")])
}

/// From what a size is to be proposed.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_precision(fields: &Fields) -> Result<Precision, Problems> {
    let mut problems = Problems::new();
    let mut number = |name: &'static str, (least, most): (f64, f64), key: &'static str| {
        let number = line(fields, name).replace(',', ".").parse::<f64>().ok();
        number.filter(|number| (least..=most).contains(number)).unwrap_or_else(|| {
            problems.push((name, key));
            0.0
        })
    };
    let share = number(SHARE, (0.0, 100.0), "percent-wrong") / 100.0;
    let margin = number(MARGIN, (0.1, 50.0), "margin-wrong") / 100.0;
    let deff = number(DEFF, (0.1, 100.0), "deff-wrong");
    let rate = number(RATE, (1.0, 100.0), "percent-wrong") / 100.0;
    if problems.is_empty() { Ok(Precision { share, margin, deff, rate }) } else { Err(problems) }
}

/// A whole number from 1 up to the most elements.
fn whole(fields: &Fields, name: &'static str, problems: &mut Problems) -> u64 {
    let number = line(fields, name).parse().ok().filter(|number| (1..=MOST).contains(number));
    number.unwrap_or_else(|| {
        problems.push((name, "number-to-draw-wrong"));
        0
    })
}

#[cfg(test)]
mod tests {
    use super::{judge_design, judge_precision, judge_seed};
    use crate::domain::sample::{Allocation, Design, Within};
    use crate::domain::submission::Fields;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_design_asks_for_its_own_numbers_and_columns() {
        let reference = ("column-reference", "0");
        let systematic = fields(&[("design", "systematic"), ("n", " 40 "), reference]);
        assert_eq!(judge_design(&systematic), Ok(Design::Systematic { n: 40 }));
        let within = Within::SimpleRandom;
        let stratified = |more: &[(&str, &str)]| {
            let usual = [("design", "stratified"), ("within", "simple-random"), ("n", "9"), reference, ("column-stratum", "1")];
            judge_design(&fields(&[more, &usual].concat()))
        };
        let of = |allocation| Ok(Design::Stratified { allocation, within });
        assert_eq!(stratified(&[]), of(Allocation::Proportional { n: 9 }));
        assert_eq!(stratified(&[("allocation", "neyman"), ("column-spread", "2")]), of(Allocation::Neyman { n: 9 }));
        assert_eq!(stratified(&[("allocation", "neyman")]), Err(vec![("column-spread", "frame-column-missing")]));
        assert_eq!(stratified(&[("allocation", "fixed"), ("per-stratum", "5")]), of(Allocation::Fixed { each: Some(5) }));
        assert_eq!(stratified(&[("allocation", "fixed"), ("column-taken", "3")]), of(Allocation::Fixed { each: None }));
        assert_eq!(stratified(&[("allocation", "fixed")]), Err(vec![("per-stratum", "number-to-draw-wrong")]));
        let stages = fields(&[("design", "two-stage"), ("psus", "0"), ("each", "x"), ("n", "1")]);
        let wrong = [
            ("psus", "number-to-draw-wrong"),
            ("each", "number-to-draw-wrong"),
            ("column-reference", "frame-column-missing"),
            ("column-psu", "frame-column-missing"),
        ];
        assert_eq!(judge_design(&stages), Err(wrong.to_vec()));
        let stages = fields(&[("design", "two-stage"), ("psus", "3"), ("each", "100000"), reference, ("column-psu", "1")]);
        assert_eq!(judge_design(&stages), Ok(Design::TwoStage { psus: 3, each: 100_000, within: Within::Systematic }));
    }

    #[test]
    fn a_seed_may_be_left_out_but_not_be_wrong() {
        assert_eq!(judge_seed(&fields(&[])), Ok(None));
        assert_eq!(judge_seed(&fields(&[("seed", " 0 7 ")])).unwrap().unwrap().as_str(), "07");
        assert_eq!(judge_seed(&fields(&[("seed", "hôm nay")])), Err(vec![("seed", "seed-wrong")]));
    }

    #[test]
    fn a_precision_is_read_in_percent() {
        let read = judge_precision(&fields(&[("share", "50"), ("margin", "2,5"), ("deff", "1.5"), ("rate", "80")])).unwrap();
        assert_eq!((read.share, read.margin, read.deff, read.rate), (0.5, 0.025, 1.5, 0.8));
        let wrong = judge_precision(&fields(&[("share", "101"), ("margin", "0"), ("deff", "NaN"), ("rate", "")])).unwrap_err();
        assert_eq!(wrong.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["share", "margin", "deff", "rate"]);
    }
}
