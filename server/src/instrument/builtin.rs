//! The questionnaires that come with the program.

use app::domain::questionnaire::Version;

use super::file::{FileError, read};

/// The files, by questionnaire code.
const FILES: [(&str, &str); 5] = [
    ("one-stop-service", include_str!("../../instruments/one-stop-service.toml")),
    ("household-sipas", include_str!("../../instruments/household-sipas.toml")),
    ("health-outpatient", include_str!("../../instruments/health-outpatient.toml")),
    ("public-education", include_str!("../../instruments/public-education.toml")),
    ("quick-kiosk", include_str!("../../instruments/quick-kiosk.toml")),
];

/// The built-in questionnaires, checked.
///
/// # Errors
/// Names the file and the place, if one of them were wrong; a test holds that none is.
pub fn all() -> Result<Vec<Version>, (&'static str, FileError)> {
    FILES.iter().map(|(code, text)| read(text).map_err(|error| (*code, error))).collect()
}

#[cfg(test)]
mod tests {
    use super::{FILES, all};
    use app::domain::language::Language;
    use app::domain::questionnaire::item::Kind;

    #[test]
    fn every_file_is_a_questionnaire_in_every_language() {
        let versions = all().unwrap_or_else(|(code, error)| panic!("{code}: {error}"));
        for (version, (code, _)) in versions.iter().zip(FILES) {
            assert_eq!(version.code().as_str(), code);
            assert_eq!(version.languages(), Language::ALL);
        }
    }

    #[test]
    fn the_household_form_has_its_two_aspects_nine_factors_and_33_items() {
        let versions = all().unwrap();
        let household = versions.iter().find(|version| version.code().as_str() == "household-sipas").unwrap();
        let items_by_factor: Vec<usize> = household
            .sections()
            .iter()
            .filter(|section| section.factor)
            .map(|section| section.items.iter().filter(|item| matches!(item.kind, Kind::Satisfaction { .. })).count())
            .collect();
        assert_eq!(household.aspects().len(), 2);
        assert_eq!(items_by_factor, [2, 2, 8, 2, 4, 4, 5, 3, 3]);
    }

    #[test]
    fn the_outpatient_form_has_31_items_and_the_kiosk_one_face() {
        let versions = all().unwrap();
        let count = |code: &str| versions.iter().find(|v| v.code().as_str() == code).unwrap().index_items().count();
        assert_eq!(count("health-outpatient"), 31);
        assert_eq!(count("quick-kiosk"), 1);
    }

    #[test]
    fn a_high_answer_to_the_kiosk_costs_as_much_effort_as_a_low_one() {
        let versions = all().unwrap();
        let kiosk = versions.iter().find(|version| version.code().as_str() == "quick-kiosk").unwrap();
        assert!(kiosk.items().all(|(_, item)| item.ask_if.is_none()));
    }
}
