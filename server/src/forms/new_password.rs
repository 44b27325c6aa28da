//! The two fields of a new password, as several forms have them.

use app::domain::account::Account;
use app::pages::invitation::{AGAIN, PASSWORD};
use app::parts::fields::Typed;

use crate::accounts::password_rule::{self, Weakness};

/// The new password, or what is wrong with it.
pub fn read(typed: &Typed, account: &Account) -> Result<String, (&'static str, &'static str)> {
    let password = typed.value(PASSWORD);
    password_rule::judge(&password, &[account.name.as_str(), &account.full_name]).map_err(|weakness| {
        let key = match weakness {
            Weakness::TooShort => "password-too-short",
            Weakness::TooLong => "password-too-long",
            Weakness::Common => "password-common",
            Weakness::LikeTheName => "password-like-the-name",
        };
        (PASSWORD, key)
    })?;
    if typed.value(AGAIN) == password { Ok(password) } else { Err((AGAIN, "password-differs")) }
}
