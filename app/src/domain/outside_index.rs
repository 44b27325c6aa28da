//! Indices that others compute and publish, such as PAR INDEX or PCI: the value and rank of a unit in a year, and what was set as its goal for
//! that year. They stand beside satisfaction and never on its scale.

use super::code::Code;

/// The names of indices that are usual; others can be named freely.
pub const USUAL: [&str; 5] = ["PAR INDEX", "SIPAS", "PAPI", "PCI", "DTI"];

/// Values have so few decimals that what differs by less than this is equal.
const LEAST: f64 = 1e-7;

/// What was set as the goal of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// The value is at least this.
    AtLeast(f64),
    /// The value is at least so many percent above last year's.
    UpPercent(f64),
    /// The value is at least so many points above last year's.
    UpPoints(f64),
    /// The rank is among the first so many.
    TopRank(u32),
    /// The rank is at least so many places better than last year's, or the first.
    UpRanks(u32),
}

impl Goal {
    /// The words of all kinds of goals.
    pub const WORDS: [&str; 5] = ["at-least", "up-percent", "up-points", "top-rank", "up-ranks"];

    /// The word of its kind.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at-least",
            Self::UpPercent(_) => "up-percent",
            Self::UpPoints(_) => "up-points",
            Self::TopRank(_) => "top-rank",
            Self::UpRanks(_) => "up-ranks",
        }
    }

    /// The key of the name of a kind.
    #[must_use]
    pub fn key(word: &str) -> &'static str {
        match word {
            "at-least" => "index-goal-at-least",
            "up-percent" => "index-goal-up-percent",
            "up-points" => "index-goal-up-points",
            "top-rank" => "index-goal-top-rank",
            _ => "index-goal-up-ranks",
        }
    }

    /// What is to be reached, as a number.
    #[must_use]
    pub fn amount(self) -> f64 {
        match self {
            Self::AtLeast(amount) | Self::UpPercent(amount) | Self::UpPoints(amount) => amount,
            Self::TopRank(places) | Self::UpRanks(places) => f64::from(places),
        }
    }

    /// The goal of a kind and an amount; ranks are whole and at least 1, and what is to go up goes up by something.
    #[must_use]
    pub fn of(word: &str, amount: f64) -> Option<Self> {
        let places = || (1..=MOST_PLACES).find(|places| (f64::from(*places) - amount).abs() < LEAST);
        match word {
            "at-least" if amount >= 0.0 => Some(Self::AtLeast(amount)),
            "up-percent" if amount > 0.0 => Some(Self::UpPercent(amount)),
            "up-points" if amount > 0.0 => Some(Self::UpPoints(amount)),
            "top-rank" => places().map(Self::TopRank),
            "up-ranks" => places().map(Self::UpRanks),
            _ => None,
        }
    }
}

/// The most units that are ranked.
pub const MOST_PLACES: u32 = 20_000;

/// What an index says of a unit in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Its value, on the scale of the index.
    pub value: Option<f64>,
    /// Its rank among those that are compared, from 1.
    pub rank: Option<u32>,
}

/// An index of a unit in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct OutsideIndex {
    /// What it is called.
    pub name: String,
    /// The unit.
    pub unit: Code,
    /// The year.
    pub year: i16,
    /// What it says; nothing while it is not published yet.
    pub standing: Standing,
    /// What was to be reached.
    pub goal: Option<Goal>,
    /// Where it was published, and who set the goal.
    pub source: String,
}

/// Whether a goal was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// The year has no value yet.
    NoValue,
    /// The year has no rank yet.
    NoRank,
    /// Last year has nothing to compare with.
    NoLastYear,
    /// Last year's value is zero or below, of which no percentage is more.
    OfNothing,
}

impl Reached {
    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "index-reached",
            Self::No => "index-not-reached",
            Self::NoValue => "index-no-value",
            Self::NoRank => "index-no-rank",
            Self::NoLastYear => "index-no-last-year",
            Self::OfNothing => "index-of-nothing",
        }
    }
}

/// Whether a goal was reached by what an index says this year, and said last year. What is exactly reached is reached.
#[must_use]
pub fn judge(goal: Goal, this: Standing, last: Option<Standing>) -> Reached {
    let answer = |is_reached: bool| if is_reached { Reached::Yes } else { Reached::No };
    let (value, rank) = (this.value.ok_or(Reached::NoValue), this.rank.ok_or(Reached::NoRank));
    let last_value = last.and_then(|last| last.value).ok_or(Reached::NoLastYear);
    let last_rank = last.and_then(|last| last.rank).ok_or(Reached::NoLastYear);
    let judged = match goal {
        Goal::AtLeast(bound) => value.map(|value| answer(value - bound >= -LEAST)),
        Goal::UpPercent(percent) => value.and_then(|value| {
            let last = last_value?;
            if last <= 0.0 {
                return Err(Reached::OfNothing);
            }
            Ok(answer(value - last * (1.0 + percent / 100.0) >= -LEAST))
        }),
        Goal::UpPoints(points) => value.and_then(|value| Ok(answer(value - last_value? - points >= -LEAST))),
        Goal::TopRank(places) => rank.map(|rank| answer(rank <= places)),
        // Nobody comes before the first.
        Goal::UpRanks(_) if this.rank == Some(1) => Ok(Reached::Yes),
        Goal::UpRanks(places) => rank.and_then(|rank| Ok(answer(rank.saturating_add(places) <= last_rank?))),
    };
    judged.unwrap_or_else(|why| why)
}

#[cfg(test)]
mod tests {
    use super::{Goal, Reached, Standing, judge};

    fn standing(value: f64, rank: u32) -> Standing {
        Standing { value: Some(value), rank: Some(rank) }
    }

    #[test]
    fn what_is_exactly_reached_is_reached() {
        let last = Some(standing(80.1, 12));
        for (goal, exactly, short) in [
            (Goal::AtLeast(90.3), standing(90.3, 9), standing(90.2999, 9)),
            (Goal::UpPercent(10.0), standing(88.11, 9), standing(88.1099, 9)),
            (Goal::UpPoints(0.2), standing(80.3, 9), standing(80.2999, 9)),
            (Goal::TopRank(10), standing(1.0, 10), standing(1.0, 11)),
            (Goal::UpRanks(3), standing(1.0, 9), standing(1.0, 10)),
        ] {
            assert_eq!((judge(goal, exactly, last), judge(goal, short, last)), (Reached::Yes, Reached::No), "{goal:?}");
        }
    }

    #[test]
    fn without_something_to_compare_with_there_is_no_verdict() {
        let this = standing(50.0, 7);
        for goal in [Goal::UpPercent(1.0), Goal::UpPoints(1.0), Goal::UpRanks(1)] {
            assert_eq!(judge(goal, this, None), Reached::NoLastYear, "{goal:?}");
            assert_eq!(judge(goal, this, Some(Standing::default())), Reached::NoLastYear, "{goal:?}");
        }
        let nothing = Standing::default();
        assert_eq!(judge(Goal::AtLeast(1.0), nothing, None), Reached::NoValue);
        assert_eq!(judge(Goal::UpPoints(1.0), nothing, Some(this)), Reached::NoValue);
        assert_eq!(judge(Goal::TopRank(1), Standing { value: Some(1.0), rank: None }, None), Reached::NoRank);
        assert_eq!(judge(Goal::AtLeast(1.0), this, None), Reached::Yes, "it needs no last year");
    }

    #[test]
    fn no_percentage_of_zero_is_more() {
        assert_eq!(judge(Goal::UpPercent(5.0), standing(3.0, 1), Some(standing(0.0, 1))), Reached::OfNothing);
        assert_eq!(judge(Goal::UpPoints(3.0), standing(3.0, 1), Some(standing(0.0, 1))), Reached::Yes);
    }

    #[test]
    fn an_equal_rank_is_no_better_but_the_first_cannot_rise() {
        assert_eq!(judge(Goal::UpRanks(1), standing(1.0, 5), Some(standing(1.0, 5))), Reached::No);
        assert_eq!(judge(Goal::UpRanks(1), standing(1.0, 6), Some(standing(1.0, 5))), Reached::No);
        assert_eq!(judge(Goal::UpRanks(1), standing(1.0, 4), Some(standing(1.0, 5))), Reached::Yes);
        assert_eq!(judge(Goal::UpRanks(2), standing(1.0, 1), Some(standing(1.0, 1))), Reached::Yes);
        assert_eq!(judge(Goal::UpRanks(2), standing(1.0, 1), None), Reached::Yes);
        assert_eq!(judge(Goal::UpRanks(u32::MAX), standing(1.0, 2), Some(standing(1.0, 5))), Reached::No);
    }

    #[test]
    fn a_goal_is_of_its_kind() {
        for (word, amount) in [("at-least", 0.0), ("up-percent", 2.5), ("up-points", 0.1), ("top-rank", 10.0), ("up-ranks", 1.0)]
        {
            let goal = Goal::of(word, amount).unwrap();
            assert!(goal.word() == word && (goal.amount() - amount).abs() < 1e-12);
        }
        for (word, amount) in [("at-least", -1.0), ("up-percent", 0.0), ("top-rank", 2.5), ("up-ranks", 0.0), ("best", 1.0)] {
            assert_eq!(Goal::of(word, amount), None, "{word} {amount}");
        }
        assert_eq!(Goal::of("up-points", f64::NAN), None);
    }
}
