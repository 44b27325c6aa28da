//! One invented person and their mood.

use app::domain::answer::{Answer, Satisfaction};
use app::domain::language::Language;
use app::domain::mode::Mode;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::model;
use super::province::Place;

/// Who answers.
pub(super) struct Respondent {
    pub place: &'static Place,
    pub mode: Mode,
    pub language: Language,
    pub assisted: bool,
    /// The share of people in the same place who are not satisfied.
    discontent: f64,
    /// Where this person stands among all, from 0, pleased with everything, to 1.
    mood: f64,
}

impl Respondent {
    /// Draws a person who answers about a sector of a place.
    pub fn draw(place: &'static Place, sector: &str, mode: Mode, step: u8, rng: &mut ChaCha8Rng) -> Self {
        Self {
            place,
            mode,
            language: if rng.random_bool(model::english(mode)) { Language::En } else { Language::Vi },
            assisted: rng.random_bool(model::assistance(mode)),
            discontent: model::discontent(place, sector, mode, step),
            mood: rng.random(),
        }
    }

    /// The same person in a village where `discontent` times as many are dissatisfied as in the place as a whole.
    pub fn in_village(self, discontent: f64) -> Self {
        Self { discontent: (self.discontent * discontent).min(model::WORST), ..self }
    }

    /// Whether the general mood is one of satisfaction.
    pub fn contented(&self) -> bool {
        self.mood < 1.0 - self.discontent
    }

    /// How satisfied the person is with something about which `harshness` times as many are dissatisfied as usual.
    pub fn rates(&self, harshness: f64, rng: &mut ChaCha8Rng) -> Answer {
        let satisfied = 1.0 - (self.discontent * harshness).min(1.0);
        let feeling = if rng.random_bool(model::MOOD) { self.mood } else { rng.random() };
        let very = if self.mode == Mode::Kiosk { model::VERY.1 } else { model::VERY.0 };
        let point = if feeling < satisfied * very {
            5
        } else if feeling < satisfied {
            4
        } else {
            // Most who are not satisfied are neither one nor the other.
            let beyond = (feeling - satisfied) / (1.0 - satisfied);
            if beyond < 0.58 {
                3
            } else if beyond < 0.88 {
                2
            } else {
                1
            }
        };
        Satisfaction::new(point).map_or(Answer::NoOpinion, Answer::Scale)
    }
}
