//! How satisfied people are: the numbers from which the demonstration is drawn.
//!
//! A sector has a usual share of satisfied people. Unit, mode, time, factor and item then multiply the share of the *others*: 1.2 is a
//! fifth more dissatisfied people than usual. So no effect can push a share beyond 100 %.

use app::domain::mode::Mode;

use super::province::Place;

/// A sector: the usual share of satisfied people, and how often it is chosen where the citizen says the sector first.
pub(super) struct SectorRow {
    pub code: &'static str,
    satisfied: f64,
    pub chosen: u32,
}

const fn sector(code: &'static str, satisfied: f64, chosen: u32) -> SectorRow {
    SectorRow { code, satisfied, chosen }
}

/// Land lowest and civil status highest, as in every published survey.
pub(super) const SECTORS: &[SectorRow] = &[
    sector("land", 0.68, 24),
    sector("construction", 0.735, 4),
    sector("investment", 0.785, 3),
    sector("civil-status", 0.915, 27),
    sector("certification", 0.895, 29),
    sector("social-protection", 0.86, 9),
    sector("other-procedures", 0.84, 4),
    sector("health", 0.80, 0),
    sector("education", 0.75, 0),
    sector("state-agencies", 0.815, 0),
];

/// What most people who answer share over all items: with this chance an item is answered by the general mood, otherwise by itself.
/// Two items of one person then correlate with about its square.
pub(super) const MOOD: f64 = 0.68;
/// The share of "very satisfied" among the satisfied; a touch on a tablet is more generous.
pub(super) const VERY: (f64, f64) = (0.34, 0.52);

/// The most dissatisfied that any cell may become.
pub(super) const WORST: f64 = 0.9;

/// The usual share of people in a cell who are not satisfied. `step` counts the months of the data from 0 to 23.
pub(super) fn discontent(place: &Place, sector: &str, mode: Mode, step: u8) -> f64 {
    let usual = SECTORS.iter().find(|row| row.code == sector).map_or(0.2, |row| 1.0 - row.satisfied);
    (usual * place.discontent * of_mode(mode) * of_time(step)).min(WORST)
}

/// Beside the officer people are polite, to an interviewer a little, at home on a link they are not.
const fn of_mode(mode: Mode) -> f64 {
    match mode {
        Mode::Kiosk => 0.75,
        Mode::Interviewer => 0.92,
        Mode::Phone | Mode::Paper => 1.0,
        Mode::Link => 1.15,
    }
}

/// A slow improvement, and a dip of three months.
fn of_time(step: u8) -> f64 {
    let dip = if (8..=10).contains(&step) { 1.25 } else { 1.0 };
    dip * (1.1 - 0.009 * f64::from(step))
}

/// How a factor and an item differ from the rest of their questionnaire: feedback is always lowest, factors differ by little, and a few
/// things are known to everyone.
pub(super) fn of_item(questionnaire: &str, section: &str, item: &str) -> f64 {
    let factor = match section {
        "feedback" => 1.14,
        "participation" | "facilities" => 1.04,
        "staff" | "officials" | "environment" => 0.95,
        "accountability" | "access" => 0.98,
        _ => 1.0,
    };
    let alone = match (questionnaire, item) {
        // Who complained, and how it went on.
        ("one-stop-service", "e1") => 1.3,
        // Electricity.
        ("household-sipas", "c6") => 0.8,
        // Toilets, in hospitals and schools.
        ("health-outpatient", "c6") | ("public-education", "b2") => 1.5,
        // Roads; waiting for the doctor and for tests; nothing to do meanwhile; prices and fees.
        ("household-sipas", "c5") | ("health-outpatient", "b7" | "b9" | "c4" | "e4") | ("public-education", "a4" | "b4") => 1.25,
        // Competence of doctors and of teachers.
        ("health-outpatient", "d4") | ("public-education", "d1" | "d3") => 0.75,
        _ => 1.0,
    };
    factor * alone
}

/// The chance that an item is passed over.
pub(super) const fn skipping(mode: Mode) -> f64 {
    match mode {
        Mode::Interviewer => 0.005,
        Mode::Phone | Mode::Paper => 0.02,
        Mode::Kiosk | Mode::Link => 0.035,
    }
}

/// The chance of "not used / no opinion", which is higher where people rarely have experience.
pub(super) fn without_opinion(questionnaire: &str, section: &str) -> f64 {
    match (questionnaire, section) {
        ("household-sipas", "feedback" | "participation") => 0.12,
        ("household-sipas", _) => 0.05,
        ("health-outpatient" | "public-education", _) => 0.04,
        ("quick-kiosk", _) => 0.01,
        _ => 0.02,
    }
}

/// The chance that someone helped to fill the form in.
pub(super) const fn assistance(mode: Mode) -> f64 {
    match mode {
        Mode::Kiosk => 0.06,
        Mode::Phone | Mode::Paper => 0.035,
        Mode::Link => 0.01,
        // An interviewer asks and types as a matter of course; that is the mode, not help.
        Mode::Interviewer => 0.0,
    }
}

/// The chance that the questions were read in English.
pub(super) const fn english(mode: Mode) -> f64 {
    match mode {
        Mode::Interviewer => 0.0,
        Mode::Phone | Mode::Paper | Mode::Kiosk | Mode::Link => 0.025,
    }
}

/// The chance that someone leaves a comment, and that someone agrees to a sensitive question.
pub(super) const COMMENT: f64 = 0.01;
pub(super) const CONSENT: f64 = 0.72;
