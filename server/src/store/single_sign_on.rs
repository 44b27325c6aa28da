//! Sign-in by a provider of identities: who is on the way there, and the accounts of those who come back.

use app::domain::account::Account;
use app::domain::role::Grant;

use super::accounts::{self, ADD_ROLE, END_SESSIONS, REMOVE_ROLES, columns, subject, told, unit};
use super::audit::note;
use super::database::{in_transaction, on_read};
use super::{Store, StoreError};
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};

const SWEEP: &str = "DELETE FROM single_sign_on WHERE expires_at <= $1";
const BEGIN: &str = "INSERT INTO single_sign_on (hash, onward, expires_at) VALUES ($1, $2, $3)";
const END: &str = "DELETE FROM single_sign_on WHERE hash = $1 AND expires_at > $2 RETURNING onward";
const BY_SUBJECT: &str = concat!("SELECT ", columns!(), " FROM account WHERE issuer = $1 AND subject = $2");
const RENAME: &str = "UPDATE account SET full_name = $2 WHERE id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[SWEEP, BEGIN, END, BY_SUBJECT, RENAME];

/// Somebody at a provider of identities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What the provider calls itself.
    pub issuer: String,
    /// What it calls them: the same for ever, and nobody else.
    pub subject: String,
}

impl Store {
    /// Notes that somebody leaves for the provider, and forgets those who did not come back in time.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn begin_single_sign_on(
        &self,
        now: i64,
        (hash, expires_at): (TokenHash, i64),
        onward: &str,
    ) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(SWEEP).bind(now).execute(&mut *tx).await?;
            sqlx::query(BEGIN).bind(hash.as_bytes().as_slice()).bind(onward).bind(expires_at).execute(&mut *tx).await?;
        });
        Ok(())
    }

    /// Where somebody who comes back wanted to go; none where nobody left with this token, or came back already, or too late.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn end_single_sign_on(&self, now: i64, hash: TokenHash) -> Result<Option<String>, StoreError> {
        Ok(in_transaction!(&self.db, tx => {
            sqlx::query_scalar(END).bind(hash.as_bytes().as_slice()).bind(now).fetch_optional(&mut *tx).await?
        }))
    }

    /// The account of somebody at the provider.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn account_of(&self, who: &Subject) -> Result<Option<Account>, StoreError> {
        let (issuer, subject) = (who.issuer.as_str(), who.subject.as_str());
        let row: Option<accounts::Row> =
            on_read!(&self.db, pool => sqlx::query_as(BY_SUBJECT).bind(issuer).bind(subject).fetch_optional(pool).await)?;
        self.with_grants(row).await
    }

    /// Gives an account the name and the roles that the provider tells; without any role its sessions end.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn follow_provider(
        &self,
        now: i64,
        old: &Account,
        (full_name, grants): (&str, &[Grant]),
    ) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(RENAME).bind(old.id).bind(full_name).execute(&mut *tx).await?;
            sqlx::query(REMOVE_ROLES).bind(old.id).execute(&mut *tx).await?;
            for grant in grants {
                sqlx::query(ADD_ROLE).bind(old.id).bind(grant.role.word()).bind(grant.scope.word()).execute(&mut *tx).await?;
            }
            if grants.is_empty() {
                sqlx::query(END_SESSIONS).bind(old.id).execute(&mut *tx).await?;
            }
            let act = Act {
                // That somebody's roles are gone, those read who read of the roles.
                unit: unit(if grants.is_empty() { &old.grants } else { grants }),
                before: Some(told(&old.name, &old.full_name, &old.grants)),
                after: Some(told(&old.name, full_name, grants)),
                ..Act::on(Action::AccountChanged, subject(&old.name))
            };
            note!(&self.db, tx, &Author::Program, now, act);
        });
        Ok(())
    }
}
