//! From the fields of a form to a token: the one place where what an administrator says of one is judged.

use super::api_token::ApiRight;
use super::form::{Problems, line};
use super::period::LocalTime;
use super::role::Scope;
use super::submission::Fields;

/// The field of what the token is called.
pub const NAME: &str = "name";
/// The field of the unit in which it holds.
pub const UNIT: &str = "unit";
/// The field of each right.
pub const RIGHT: &str = "right";
/// The field of the last day on which it can be used.
pub const LAST_DAY: &str = "last-day";

/// The most characters of a name.
pub const LONGEST: usize = 100;
/// The longest that a token can be used, in days: two years, so that somebody asks now and then whether it is still needed.
pub const MOST_DAYS: i64 = 731;
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a new token is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What it is called.
    pub name: String,
    /// Where it holds.
    pub scope: Scope,
    /// What it opens there.
    pub rights: Vec<ApiRight>,
    /// When it ceases to open anything: UTC milliseconds, exclusive.
    pub expires_at: i64,
}

/// The token that a form describes; `may` says where tokens may be made by whoever sent it.
///
/// # Errors
/// What is wrong, by field.
pub fn judge(fields: &Fields, now: i64, may: impl Fn(&Scope) -> bool) -> Result<NewToken, Problems> {
    let mut problems = Problems::new();
    let name = line(fields, NAME);
    if name.is_empty() {
        problems.push((NAME, "token-name-missing"));
    } else if name.chars().count() > LONGEST {
        problems.push((NAME, "name-too-long"));
    }
    let scope = Scope::from_word(fields.first(UNIT).unwrap_or_default()).filter(may);
    if scope.is_none() {
        problems.push((UNIT, "scope-wrong"));
    }
    let rights: Vec<ApiRight> = ApiRight::ALL.into_iter().filter(|right| fields.has(RIGHT, right.word())).collect();
    if rights.is_empty() || fields.all(RIGHT).iter().any(|word| ApiRight::from_word(word).is_none()) {
        problems.push((RIGHT, "token-right-missing"));
    }
    let expires_at = LocalTime::midnight(&line(fields, LAST_DAY)).map(|midnight| midnight + DAY);
    match expires_at {
        None => problems.push((LAST_DAY, "day-wrong")),
        Some(end) if end <= now => problems.push((LAST_DAY, "token-day-past")),
        Some(end) if end > now + MOST_DAYS * DAY => problems.push((LAST_DAY, "token-day-far")),
        Some(_) => {}
    }
    match (scope, expires_at) {
        (Some(scope), Some(expires_at)) if problems.is_empty() => Ok(NewToken { name, scope, rights, expires_at }),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::{LAST_DAY, NAME, NewToken, RIGHT, UNIT, judge};
    use crate::domain::api_token::ApiRight;
    use crate::domain::form::Problems;
    use crate::domain::period::LocalTime;
    use crate::domain::role::Scope;

    fn judged(values: &[(&str, &str)]) -> Result<NewToken, Problems> {
        let fields = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        judge(&fields, LocalTime::midnight("2026-03-15").unwrap(), |scope| scope.word() == "xa-1")
    }

    #[test]
    fn a_token_has_a_name_a_unit_a_right_and_an_end() {
        let right = [(NAME, " Một  cửa "), (UNIT, "xa-1"), (RIGHT, "submissions"), (LAST_DAY, "2026-12-31")];
        let token = judged(&right).unwrap();
        let end = LocalTime::midnight("2027-01-01").unwrap();
        assert_eq!(
            (token.name.as_str(), token.rights.as_slice(), token.expires_at),
            ("Một cửa", &[ApiRight::Submissions][..], end)
        );
        assert_eq!(token.scope, Scope::Unit("xa-1".parse().unwrap()));
        let problems = judged(&[]).unwrap_err();
        assert_eq!(problems.iter().map(|(field, _)| *field).collect::<Vec<_>>(), [NAME, UNIT, RIGHT, LAST_DAY]);
        let wrong = [(NAME, "a"), (UNIT, "xa-2"), (RIGHT, "everything"), (LAST_DAY, "2026-03-14")];
        let expected = [(UNIT, "scope-wrong"), (RIGHT, "token-right-missing"), (LAST_DAY, "token-day-past")];
        assert_eq!(judged(&wrong).unwrap_err(), expected);
        let far = [(NAME, "a"), (UNIT, "xa-1"), (RIGHT, "invitations"), (LAST_DAY, "2028-03-17")];
        assert_eq!(judged(&far).unwrap_err(), [(LAST_DAY, "token-day-far")]);
    }
}
