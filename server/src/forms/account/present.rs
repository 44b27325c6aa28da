//! The present password, which is asked for before something is made weaker: whoever finds a screen unlocked must not take the account.

use app::pages::account::PRESENT;
use app::parts::fields::Typed;
use axum::http::request::Parts;

use super::super::sign_in::Attempts;
use crate::App;
use crate::accounts::password::Verdict;
use crate::accounts::passwords;
use crate::http::error::PageError;
use crate::http::signed::Signed;

/// Whether it was typed; otherwise what is wrong. Attempts are counted as those to sign in.
pub async fn is_typed(
    app: &App,
    parts: &Parts,
    signed: &Signed,
    typed: &Typed,
) -> Result<Result<(), (&'static str, &'static str)>, PageError> {
    let attempts = Attempts::of(app, parts, Some(&signed.account.name));
    let Ok(attempt) = attempts.begin().await? else { return Ok(Err((PRESENT, "password-wait"))) };
    let stored = app.store.credentials(signed.account.id).await?.password;
    match passwords::verify(app, stored, typed.value(PRESENT)).await? {
        Verdict::Verified { .. } => {
            attempt.was_right().await?;
            Ok(Ok(()))
        }
        Verdict::Refused => {
            app.store.note_failure(app.clock.now(), &signed.account).await?;
            Ok(Err((PRESENT, "password-present-wrong")))
        }
    }
}
