//! From the fields of a form to retention periods, and to the reason of a hold.

use super::form::{Problems, line};
use super::retention::{Kind, Periods};
use super::submission::Fields;

/// The field of the months for which texts are kept.
pub const TEXTS: &str = "texts";
/// The field of the months for which links to people are kept.
pub const LINKS: &str = "links";
/// The field of the months for which responses are kept.
pub const RESPONSES: &str = "responses";
/// The field of why a campaign is held.
pub const REASON: &str = "reason";
/// The most characters of a reason.
pub const LONGEST_REASON: usize = 500;

/// The field of a kind.
#[must_use]
pub const fn field(kind: Kind) -> &'static str {
    match kind {
        Kind::Texts => TEXTS,
        Kind::Links => LINKS,
        Kind::Responses => RESPONSES,
    }
}

/// The fields as they stand for periods.
#[must_use]
pub fn fields(periods: &Periods) -> Fields {
    let months = |kind| periods.of(kind).map(|months| months.to_string()).unwrap_or_default();
    Kind::ALL.into_iter().map(|kind| (field(kind).to_owned(), months(kind))).collect()
}

/// The periods that a form says. An empty field keeps for ever what may be kept so.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields) -> Result<Periods, Problems> {
    let mut problems = Problems::new();
    let [texts, links, responses] = Kind::ALL.map(|kind| months(fields, kind).map_err(|problem| problems.push(problem)));
    let (Ok(texts), Ok(Some(links)), Ok(responses)) = (texts, links, responses) else { return Err(problems) };
    // A response is erased with all that is in it: what is said to stay longer would not.
    if let Some(whole) = responses {
        if texts.is_none_or(|texts| texts > whole) {
            problems.push((TEXTS, "retention-texts-too-long"));
        }
        if links > whole {
            problems.push((LINKS, "retention-links-too-long"));
        }
    }
    if problems.is_empty() { Ok(Periods { texts, links, responses }) } else { Err(problems) }
}

/// The months of a kind; `None` for ever.
fn months(fields: &Fields, kind: Kind) -> Result<Option<u16>, (&'static str, &'static str)> {
    let typed = line(fields, field(kind));
    if typed.is_empty() && kind.may_stay() {
        return Ok(None);
    }
    let (least, most) = kind.bounds();
    let wrong = match kind {
        Kind::Texts => "retention-texts-wrong",
        Kind::Links => "retention-links-wrong",
        Kind::Responses => "retention-responses-wrong",
    };
    let months = typed.parse().ok().filter(|months| (least..=most).contains(months));
    months.map(Some).ok_or((field(kind), wrong))
}

/// Why a campaign is to be held.
///
/// # Errors
/// What is wrong.
pub fn judge_reason(fields: &Fields) -> Result<String, Problems> {
    let reason = line(fields, REASON);
    if reason.is_empty() {
        Err(vec![(REASON, "hold-reason-missing")])
    } else if reason.chars().count() > LONGEST_REASON {
        Err(vec![(REASON, "hold-reason-too-long")])
    } else {
        Ok(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::{LINKS, LONGEST_REASON, REASON, RESPONSES, TEXTS, fields, judge, judge_reason};
    use crate::domain::retention::Periods;
    use crate::domain::submission::Fields;

    fn form(texts: &str, links: &str, responses: &str) -> Fields {
        [(TEXTS, texts), (LINKS, links), (RESPONSES, responses)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .collect()
    }

    #[test]
    fn periods_come_back_and_an_empty_field_is_for_ever() {
        for periods in [Periods::default(), Periods { texts: None, links: 24, responses: None }] {
            assert_eq!(judge(&fields(&periods)), Ok(periods));
        }
        assert_eq!(judge(&form(" 2 ", "2", "")), Ok(Periods { texts: Some(2), links: 2, responses: None }));
    }

    #[test]
    fn what_is_out_of_bounds_is_said_by_field() {
        for wrong in ["1", "61", "x", "-2", "2.5"] {
            assert_eq!(judge(&form(wrong, "3", "")), Err(vec![(TEXTS, "retention-texts-wrong")]), "{wrong}");
        }
        for wrong in ["", "1", "25"] {
            assert_eq!(judge(&form("", wrong, "")), Err(vec![(LINKS, "retention-links-wrong")]), "{wrong}");
        }
        for wrong in ["11", "121"] {
            assert_eq!(judge(&form("", "3", wrong)), Err(vec![(RESPONSES, "retention-responses-wrong")]), "{wrong}");
        }
        assert_eq!(judge(&form("", "3", "12")), Err(vec![(TEXTS, "retention-texts-too-long")]));
        assert_eq!(judge(&form("13", "13", "12")).unwrap_err().len(), 2);
        assert!(judge(&form("12", "12", "12")).is_ok());
    }

    #[test]
    fn a_hold_has_a_reason() {
        let reason = |text: &str| judge_reason(&[(REASON.to_owned(), text.to_owned())].into_iter().collect());
        assert_eq!(reason(" Khiếu nại \n số 1 "), Ok("Khiếu nại số 1".to_owned()));
        assert_eq!(reason(" "), Err(vec![(REASON, "hold-reason-missing")]));
        assert_eq!(reason(&"a".repeat(LONGEST_REASON + 1)), Err(vec![(REASON, "hold-reason-too-long")]));
    }
}
