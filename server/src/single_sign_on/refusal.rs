//! Why somebody does not come in by the provider.

use std::error::Error;

/// Why somebody does not come in by the provider. What stands in it is for the log, except the word of [`Refusal::Declined`].
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nobody left for the provider on this way from this browser, or came back already, or too late.
    #[error("nobody left on this way from this browser")]
    UnknownWay,
    /// The provider cannot be reached, or does not say what a provider says.
    #[error("the provider cannot be reached: {0}")]
    Away(String),
    /// The provider says no: with the word by which OAuth calls the reason, `access_denied` for example.
    #[error("the provider declined: {0}")]
    Declined(String),
    /// What the provider gave does not hold.
    #[error("what the provider gave does not hold: {0}")]
    Untrusted(String),
    /// None of the person's groups has a role here.
    #[error("no group with a role")]
    WithoutRole,
    /// The person's account is suspended.
    #[error("the account is suspended")]
    Suspended,
}

/// An error with all that caused it.
pub(super) fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
