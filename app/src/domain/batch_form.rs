//! From the fields of a form to a list of invitations: what a manager says of it besides the list itself.

use super::form::{Problems, line};
use super::period::LocalTime;
use super::submission::Fields;

/// The field of the identifier that the list will have, however often it is sent.
pub const ID: &str = "id";
/// The field of the list's name.
pub const NAME: &str = "name";
/// The field of the last day on which its links work.
pub const LAST_DAY: &str = "last-day";
/// The field of the list as text.
pub const TEXT: &str = "list";
/// The field of the list as a file.
pub const FILE: &str = "file";
/// The field that says whether the first line has the names of the columns (`names`) or is one of the list (`entry`).
pub const FIRST_LINE: &str = "first-line";
/// The field of the column of the references, by its number from 0.
pub const COLUMN: &str = "column";
/// The field of what is to be done: [`LOOK`] or [`ISSUE`].
pub const ACT: &str = "act";
/// The list is only to be looked at.
pub const LOOK: &str = "look";
/// The invitations are to be issued.
pub const ISSUE: &str = "issue";

/// The most characters of a name.
pub const LONGEST: usize = 200;
/// The longest that links may work, in days. References of people are not kept longer than somebody decided lately.
pub const MOST_DAYS: i64 = 366;
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a list is called and until when its links work (UTC milliseconds, exclusive).
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, now: i64) -> Result<(String, i64), Problems> {
    let mut problems = Problems::new();
    let name = line(fields, NAME);
    if name.is_empty() {
        problems.push((NAME, "invitations-name-missing"));
    } else if name.chars().count() > LONGEST {
        problems.push((NAME, "name-too-long"));
    }
    let expires_at = LocalTime::midnight(&line(fields, LAST_DAY)).map(|midnight| midnight + DAY);
    match expires_at {
        None => problems.push((LAST_DAY, "day-wrong")),
        Some(end) if end <= now => problems.push((LAST_DAY, "invitations-day-past")),
        Some(end) if end > now + MOST_DAYS * DAY => problems.push((LAST_DAY, "invitations-day-far")),
        Some(_) => {}
    }
    match expires_at {
        Some(end) if problems.is_empty() => Ok((name, end)),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::{LAST_DAY, NAME, judge};
    use crate::domain::form::Problems;
    use crate::domain::period::LocalTime;

    fn judged(name: &str, day: &str) -> Result<(String, i64), Problems> {
        let fields = [(NAME, name), (LAST_DAY, day)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        judge(&fields.into_iter().collect(), LocalTime::midnight("2026-03-15").unwrap() + 1)
    }

    #[test]
    fn links_work_through_the_last_day_and_a_year_at_the_longest() {
        assert_eq!(
            judged(" Hồ sơ  tháng 2 ", "2026-03-15"),
            Ok(("Hồ sơ tháng 2".into(), LocalTime::midnight("2026-03-16").unwrap()))
        );
        assert!(judged("a", "2027-03-15").is_ok());
        for (name, day, field, key) in [
            ("", "2026-04-01", NAME, "invitations-name-missing"),
            ("a", "2026-03-14", LAST_DAY, "invitations-day-past"),
            ("a", "2027-03-17", LAST_DAY, "invitations-day-far"),
            ("a", "mai", LAST_DAY, "day-wrong"),
        ] {
            assert_eq!(judged(name, day).unwrap_err(), [(field, key)], "{name} {day}");
        }
        assert_eq!(judged(&"x".repeat(201), "2026-03-15").unwrap_err(), [(NAME, "name-too-long")]);
    }
}
