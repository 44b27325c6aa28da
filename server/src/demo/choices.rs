//! How often each option of a question of choice is taken.

use app::domain::answer::{Answer, Answers};

use super::province::Place;

/// Who chooses.
pub(super) struct Chooser<'a> {
    pub place: &'a Place,
    /// Whether the general mood is one of satisfaction.
    pub contented: bool,
    /// What was answered before.
    pub answers: &'a Answers,
}

impl Chooser<'_> {
    fn said(&self, item: &str, option: &str) -> bool {
        matches!(self.answers.get(item), Some(Answer::Choice(chosen)) if chosen.as_str() == option)
    }

    fn either(&self, contented: &'static [u32], discontented: &'static [u32]) -> &'static [u32] {
        if self.contented { contented } else { discontented }
    }

    /// The weights of the options of an item, in their order in the questionnaire; empty for an item that is not known.
    pub fn weights(&self, questionnaire: &str, item: &str) -> &'static [u32] {
        match questionnaire {
            "one-stop-service" => self.after_a_procedure(item),
            "household-sipas" => self.at_home(item),
            "health-outpatient" => self.at_hospital(item),
            "public-education" => self.at_school(item),
            "quick-kiosk" => self.either(&[18, 42, 30, 8, 34, 14, 2], &[48, 26, 20, 30, 22, 10, 5]),
            _ => &[],
        }
    }

    fn after_a_procedure(&self, item: &str) -> &'static [u32] {
        match item {
            "complaint" => self.either(&[97, 3], &[86, 14]),
            "visits" => self.either(&[74, 22, 4], &[40, 36, 24]),
            "on-time" => self.either(&[24, 60, 4, 1, 11], &[5, 42, 16, 20, 17]),
            // Who was told that the day has not come yet is still waiting; whoever got a result is not.
            "result" if self.said("on-time", "not-due") => &[0, 0, 1],
            "result" => self.either(&[97, 3, 0], &[86, 14, 0]),
            "extra-payment" => self.either(&[95, 1, 4], &[78, 8, 14]),
            _ => &[],
        }
    }

    fn at_home(&self, item: &str) -> &'static [u32] {
        match item {
            "channels" => &[55, 45, 30, 40, 60, 62, 3],
            "readiness" => &[8, 10, 30, 34, 18],
            "way-information" => &[38, 28, 34],
            "way-filing" => &[52, 24, 24],
            "trouble" => self.either(&[72, 14, 2, 12], &[38, 34, 10, 18]),
            "extra-payment" => self.either(&[74, 10, 2, 14], &[42, 28, 8, 22]),
            "school" => &[38, 62],
            "medical" => &[58, 42],
            "agency" => &[46, 54],
            "procedure" if self.said("agency", "no") => &[15, 85],
            "procedure" => &[78, 22],
            "complaint" => self.either(&[4, 96], &[12, 88]),
            "opinion" => &[16, 84],
            "reaction" => &[6, 94],
            "sex" => &[96, 104, 0],
            "age" => &[9, 18, 32, 21, 20],
            "education" => &[3, 14, 31, 27, 13, 12],
            "occupation" => self.occupation(),
            "area" if self.place.urban => &[95, 5],
            "area" => &[4, 96],
            "terrain" if self.place.mountain => &[94, 6, 0],
            "terrain" => &[5, 95, 0],
            "ethnicity" if self.place.mountain => &[48, 49, 3],
            "ethnicity" => &[93, 4, 3],
            _ if item.starts_with("interest-") => &[70, 26, 4],
            _ if item.starts_with("hope-") => self.either(&[62, 30, 8], &[78, 17, 5]),
            _ => &[],
        }
    }

    /// Farming, public service, employee, business, student, home, retired, other, none: by age first, then by place.
    fn occupation(&self) -> &'static [u32] {
        if self.said("age", "18-24") {
            &[12, 2, 34, 12, 30, 3, 0, 4, 3]
        } else if self.said("age", "over-60") {
            if self.place.urban { &[8, 0, 2, 14, 0, 16, 57, 2, 1] } else { &[44, 0, 1, 6, 0, 12, 34, 2, 1] }
        } else if self.place.urban {
            &[10, 14, 28, 30, 0, 8, 0, 6, 2]
        } else {
            &[50, 8, 17, 15, 0, 5, 0, 4, 1]
        }
    }

    fn at_hospital(&self, item: &str) -> &'static [u32] {
        match item {
            "would-return" => self.either(&[0, 4, 3, 43, 50], &[4, 24, 22, 44, 6]),
            "who" => &[64, 36],
            "insurance" => &[88, 12],
            "living" if self.place.urban => &[68, 30, 2],
            "living" if self.place.mountain => &[3, 45, 52],
            "living" => &[6, 84, 10],
            "household" => &[6, 8, 86],
            _ => &[],
        }
    }

    fn at_school(&self, item: &str) -> &'static [u32] {
        match item {
            "level" => &[20, 38, 36, 5, 1],
            "who" if self.said("level", "preschool") => &[0, 1],
            "who" if self.said("level", "primary") => &[6, 94],
            "who" => &[52, 48],
            _ => &[],
        }
    }
}
