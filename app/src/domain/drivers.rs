//! What goes along with people's satisfaction on the whole, factor by factor.

use super::code::Code;
use super::expectations::Expectations;
use super::measure::Measure;
use super::overview::Scene;
use super::texts::Texts;

/// The drivers of satisfaction in a unit and a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// What there is to look at.
    pub scene: Scene,
    /// What was found; `None` where nobody answered.
    pub shown: Option<DriversShown>,
}

/// What was read, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct DriversShown {
    /// The measure.
    pub measure: Measure,
    /// The questionnaire's title.
    pub title: Texts,
    /// The number of its version.
    pub version: u32,
    /// The question about satisfaction on the whole, where the questionnaire has one.
    pub outcome: Option<Texts>,
    /// The persons under the filter that were read.
    pub persons: u64,
    /// Of very many answers only so many of the newest of a campaign are read; `None` where all are.
    pub newest: Option<u32>,
    /// The drivers, or why there are none.
    pub found: Result<DriverFigures, WhyNoDrivers>,
    /// What these persons hope for; `None` where the questionnaire does not ask.
    pub expectations: Option<Expectations>,
}

/// Why no drivers are told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WhyNoDrivers {
    /// The questionnaire does not ask how satisfied people are on the whole.
    NoOutcome,
    /// It has fewer than two factors about which most people said something.
    TooFewFactors,
    /// It has more factors than can be told apart.
    TooManyFactors,
    /// Fewer than `needed` answered about everything.
    TooFewPersons {
        /// How many did.
        complete: u64,
        /// How many are needed.
        needed: u64,
    },
    /// Everybody answered alike about something, so that nothing can go along with it.
    NoVariation,
    /// The factors explain this share of the differences between people, from 0 to 1, which is too little to speak of drivers.
    Unexplained(f64),
}

/// How strongly each factor goes along with satisfaction on the whole. Association, not cause.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverFigures {
    /// How many answered about everything.
    pub complete: u64,
    /// The share of the differences in satisfaction on the whole that all factors explain together (R²), from 0 to 1.
    pub explained: f64,
    /// The factors, the most important first.
    pub factors: Vec<Driver>,
    /// Factors about which too few said something to be told apart.
    pub left_out: Vec<Texts>,
}

/// A factor as a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// The factor's code.
    pub factor: Code,
    /// Its title.
    pub name: Texts,
    /// Its share of what all factors explain, from 0 to 1 (Lindeman, Merenda and Gold 1980).
    pub importance: f64,
    /// The share satisfied among the answers to it, from 0 to 1.
    pub satisfied: f64,
    /// Where it stands among the others.
    pub quadrant: Quadrant,
}

impl Driver {
    /// How much there is to gain: its importance times the share that is not satisfied with it.
    #[must_use]
    pub fn room(&self) -> f64 {
        self.importance * (1.0 - self.satisfied)
    }
}

impl DriverFigures {
    /// The mean importance and the mean share satisfied, at which the quadrants are cut.
    #[must_use]
    pub fn cuts(&self) -> (f64, f64) {
        let count: f64 = self.factors.iter().map(|_| 1.0).sum();
        let mean = |of: fn(&Driver) -> f64| self.factors.iter().map(of).sum::<f64>() / count;
        (mean(|driver| driver.importance), mean(|driver| driver.satisfied))
    }

    /// The factor with the most to gain.
    #[must_use]
    pub fn first_to_improve(&self) -> Option<&Driver> {
        self.factors.iter().filter(|driver| driver.room() > 0.0).max_by(|one, other| one.room().total_cmp(&other.room()))
    }
}

/// Where a factor stands by importance and by the share satisfied with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Important, and people are satisfied.
    KeepUp,
    /// Important, and people are not.
    ConcentrateHere,
    /// Less important, and people are satisfied.
    PossibleOverkill,
    /// Less important, and people are not.
    LowPriority,
}

impl Quadrant {
    /// All of them, the first to look at first.
    pub const ALL: [Self; 4] = [Self::ConcentrateHere, Self::KeepUp, Self::LowPriority, Self::PossibleOverkill];

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::KeepUp => "drivers-keep-up",
            Self::ConcentrateHere => "drivers-concentrate",
            Self::PossibleOverkill => "drivers-overkill",
            Self::LowPriority => "drivers-low",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Driver, DriverFigures, Quadrant};
    use crate::domain::texts::Texts;

    fn driver(importance: f64, satisfied: f64) -> Driver {
        let name = Texts::new([("vi", "Một")]);
        Driver { factor: "one".parse().unwrap(), name, importance, satisfied, quadrant: Quadrant::KeepUp }
    }

    #[test]
    fn most_is_gained_where_much_matters_and_much_is_missing() {
        let factors = vec![driver(0.5, 0.95), driver(0.3, 0.6), driver(0.2, 0.5)];
        let figures = DriverFigures { complete: 200, explained: 0.4, factors, left_out: Vec::new() };
        assert_eq!(figures.first_to_improve(), Some(&figures.factors[1]));
        let (importance, satisfied) = figures.cuts();
        assert!((importance - 1.0 / 3.0).abs() < 1e-12 && (satisfied - 2.05 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn where_all_are_satisfied_there_is_nothing_to_gain() {
        let figures = DriverFigures { complete: 200, explained: 0.4, factors: vec![driver(1.0, 1.0)], left_out: Vec::new() };
        assert_eq!(figures.first_to_improve(), None);
    }
}
