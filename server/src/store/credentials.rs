//! By what people sign in: passwords, links to set them, authenticator apps, recovery codes.

use app::domain::account::{Account, AccountName};
use app::domain::role::Reach;
use uuid::Uuid;

use super::accounts::{self, account, columns, subject, unit};
use super::audit::note;
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::{Store, StoreError};
use crate::accounts::recovery::CodeHash;
use crate::accounts::token::TokenHash;
use crate::accounts::totp::Secret;
use crate::audit::{Act, Action, Author};

const BY_NAME: &str = concat!("SELECT ", columns!(), " FROM account WHERE name = $1");
const BY_ID: &str = concat!("SELECT ", columns!(), " FROM account WHERE id = $1");
const SECRETS: &str = "SELECT password, totp_secret, totp_step, demonstration FROM account WHERE id = $1";
const SET_PASSWORD: &str = "UPDATE account SET password = $2 WHERE id = $1";
const REHASH: &str = "UPDATE account SET password = $3 WHERE id = $1 AND password = $2";
const ADD_LINK: &str = within!(
    "INSERT INTO account_link (account_id, hash, expires_at) SELECT id, $3, $4 FROM account WHERE ($1 = '*' OR \
     NOT EXISTS (SELECT 1 FROM account_role WHERE account_id = account.id AND unit NOT IN (SELECT code FROM reach))) AND id = $2 AND subject IS NULL"
);
const LINKED: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM account JOIN account_link ON account_link.account_id = account.id WHERE hash = $1 AND expires_at > $2 AND suspended_at IS NULL"
);
const REMOVE_LINKS: &str = "DELETE FROM account_link WHERE account_id = $1";
const OPEN_LINK: &str = "SELECT MAX(expires_at) FROM account_link WHERE account_id = $1 AND expires_at > $2";
const TAKE_LINK: &str = "DELETE FROM account_link WHERE hash = $1 AND expires_at > $2";
const SET_TOTP: &str = "UPDATE account SET totp_secret = $2, totp_step = $3 WHERE id = $1";
const REMOVE_TOTP: &str = "UPDATE account SET totp_secret = NULL, totp_step = NULL WHERE id = $1 AND totp_secret IS NOT NULL";
const USE_STEP: &str = "UPDATE account SET totp_step = $2 WHERE id = $1 AND (totp_step IS NULL OR totp_step < $2)";
// As long as something is asked for besides the password, codes stand in for it.
pub(super) const REMOVE_USELESS_CODES: &str = "DELETE FROM recovery_code WHERE account_id = $1 AND NOT EXISTS \
    (SELECT 1 FROM passkey WHERE account_id = $1) AND NOT EXISTS (SELECT 1 FROM account WHERE id = $1 AND totp_secret IS NOT NULL)";
pub(super) const REMOVE_CODES: &str = "DELETE FROM recovery_code WHERE account_id = $1";
pub(super) const ADD_CODE: &str = "INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)";
const USE_CODE: &str = "DELETE FROM recovery_code WHERE account_id = $1 AND hash = $2";
const CODES: &str = "SELECT COUNT(*) FROM recovery_code WHERE account_id = $1";
const END_OTHER_SESSIONS: &str = "DELETE FROM session WHERE account_id = $1 AND id <> $2";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[
    OPEN_LINK,
    BY_NAME,
    BY_ID,
    SECRETS,
    SET_PASSWORD,
    REHASH,
    ADD_LINK,
    LINKED,
    REMOVE_LINKS,
    TAKE_LINK,
    SET_TOTP,
    REMOVE_TOTP,
    USE_STEP,
    REMOVE_USELESS_CODES,
    REMOVE_CODES,
    ADD_CODE,
    USE_CODE,
    CODES,
    END_OTHER_SESSIONS,
];

/// What is compared when somebody signs in.
#[derive(Debug)]
pub struct Credentials {
    /// The hash of the password, if one was set.
    pub password: Option<String>,
    /// The secret of the authenticator app, if there is one.
    pub totp: Option<Secret>,
    /// The last time step whose code was used.
    pub totp_step: Option<i64>,
    /// Whether the account came with a demonstration.
    pub demonstration: bool,
}

/// A row of [`SECRETS`].
type Secrets = (Option<String>, Option<Vec<u8>>, Option<i64>, bool);

fn credentials((password, secret, totp_step, demonstration): Secrets) -> Result<Credentials, StoreError> {
    let unreadable = |_| StoreError::Unreadable { what: "secret of an authenticator app", value: "(not shown)".to_owned() };
    let totp = secret.map(|secret| <[u8; 20]>::try_from(secret).map(Secret::from_bytes).map_err(unreadable)).transpose()?;
    Ok(Credentials { password, totp, totp_step, demonstration })
}

impl Store {
    /// The account of a name, for signing in and for commands on the machine; whose it is, is not asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn account_named(&self, name: &AccountName) -> Result<Option<Account>, StoreError> {
        let row: Option<accounts::Row> =
            on_read!(&self.db, pool => sqlx::query_as(BY_NAME).bind(name.as_str()).fetch_optional(pool).await)?;
        self.with_grants(row).await
    }

    /// The account with this identifier, for its own holder.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn own_account(&self, id: Uuid) -> Result<Option<Account>, StoreError> {
        let row: Option<accounts::Row> = on_read!(&self.db, pool => sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)?;
        self.with_grants(row).await
    }

    pub(super) async fn with_grants(&self, row: Option<accounts::Row>) -> Result<Option<Account>, StoreError> {
        match row {
            Some(row) => {
                let grants = self.grants(row.0).await?;
                Ok(Some(account(row, grants)?))
            }
            None => Ok(None),
        }
    }

    /// What is compared when the holder of an account signs in, if there is one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find_credentials(&self, id: Uuid) -> Result<Option<Credentials>, StoreError> {
        let row: Option<Secrets> = on_read!(&self.db, pool => sqlx::query_as(SECRETS).bind(id).fetch_optional(pool).await)?;
        row.map(credentials).transpose()
    }

    /// What is compared when the holder of an account signs in.
    ///
    /// # Errors
    /// When the database does not answer, or there is no such account.
    pub async fn credentials(&self, id: Uuid) -> Result<Credentials, StoreError> {
        credentials(on_read!(&self.db, pool => sqlx::query_as(SECRETS).bind(id).fetch_one(pool).await)?)
    }

    /// Stores the same password under a newer hash, unless it was changed meanwhile.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn rehash_password(&self, id: Uuid, old: &str, new: &str) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(REHASH).bind(id).bind(old).bind(new).execute(&mut *tx).await?;
        });
        Ok(())
    }

    /// Sets the password of somebody who is signed in, and ends their other sessions.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_password(
        &self,
        by: &Author,
        now: i64,
        account: &Account,
        (hash, session): (&str, Uuid),
    ) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(SET_PASSWORD).bind(account.id).bind(hash).execute(&mut *tx).await?;
            sqlx::query(END_OTHER_SESSIONS).bind(account.id).bind(session).execute(&mut *tx).await?;
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::PasswordSet, subject(&account.name)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(())
    }

    /// Makes a link by which the password of an account in reach can be set once, instead of all earlier ones; `false` where it is not in
    /// reach, or its holder signs in at a provider.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_link(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        account: &Account,
        (hash, expires_at): (TokenHash, i64),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(REMOVE_LINKS).bind(account.id).execute(&mut *tx).await?;
            let added = sqlx::query(ADD_LINK)
                .bind(parameter(reach))
                .bind(account.id)
                .bind(hash.as_bytes().as_slice())
                .bind(expires_at)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::LinkMade, subject(&account.name)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Until when a link for an account can still be used; none where there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_link(&self, now: i64, account: Uuid) -> Result<Option<i64>, StoreError> {
        Ok(on_read!(&self.db, pool => sqlx::query_scalar(OPEN_LINK).bind(account).bind(now).fetch_one(pool).await)?)
    }

    /// The account whose password a link sets, unless the link was used, is too old, or the account is suspended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn linked_account(&self, hash: TokenHash, now: i64) -> Result<Option<Account>, StoreError> {
        let hash = hash.as_bytes().as_slice();
        let row: Option<accounts::Row> =
            on_read!(&self.db, pool => sqlx::query_as(LINKED).bind(hash).bind(now).fetch_optional(pool).await)?;
        self.with_grants(row).await
    }

    /// Sets a password by a link, which then opens nothing any more, and ends all sessions of the account; `false` where the link was used
    /// meanwhile.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn set_password_by_link(
        &self,
        now: i64,
        account: &Account,
        (link, hash): (TokenHash, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let taken = sqlx::query(TAKE_LINK).bind(link.as_bytes().as_slice()).bind(now).execute(&mut *tx).await?;
            if taken.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(SET_PASSWORD).bind(account.id).bind(hash).execute(&mut *tx).await?;
            sqlx::query(END_OTHER_SESSIONS).bind(account.id).bind(Uuid::nil()).execute(&mut *tx).await?;
            let by = Author::Account { name: account.name.to_string(), session: None };
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::PasswordSet, subject(&account.name)) };
            note!(&self.db, tx, &by, now, act);
        });
        Ok(true)
    }

    /// Asks for an authenticator app from now on, with recovery codes instead of all earlier ones. `step` is that of the code that showed
    /// that the app has the secret.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn set_second_factor(
        &self,
        by: &Author,
        now: i64,
        account: &Account,
        (secret, step, codes): (&Secret, i64, &[CodeHash]),
    ) -> Result<(), StoreError> {
        in_transaction!(&self.db, tx => {
            sqlx::query(SET_TOTP).bind(account.id).bind(secret.as_bytes().as_slice()).bind(step).execute(&mut *tx).await?;
            sqlx::query(REMOVE_CODES).bind(account.id).execute(&mut *tx).await?;
            for code in codes {
                sqlx::query(ADD_CODE).bind(account.id).bind(code.as_bytes().as_slice()).execute(&mut *tx).await?;
            }
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::SecondFactorSet, subject(&account.name)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(())
    }

    /// Asks for no authenticator app any more; `false` where none was asked for.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_second_factor(&self, by: &Author, now: i64, account: &Account) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            if sqlx::query(REMOVE_TOTP).bind(account.id).execute(&mut *tx).await?.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(REMOVE_USELESS_CODES).bind(account.id).execute(&mut *tx).await?;
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::SecondFactorRemoved, subject(&account.name)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Notes that the code of a time step was used; `false` where it, or a later one, was used already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn use_totp_step(&self, id: Uuid, step: i64) -> Result<bool, StoreError> {
        Ok(
            in_transaction!(&self.db, tx => sqlx::query(USE_STEP).bind(id).bind(step).execute(&mut *tx).await?.rows_affected() > 0),
        )
    }

    /// Uses up a recovery code; `false` where it is none, or was used already.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn use_recovery_code(&self, now: i64, account: &Account, code: CodeHash) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let used = sqlx::query(USE_CODE).bind(account.id).bind(code.as_bytes().as_slice()).execute(&mut *tx).await?;
            if used.rows_affected() == 0 {
                return Ok(false);
            }
            let by = Author::Account { name: account.name.to_string(), session: None };
            let act = Act { unit: unit(&account.grants), ..Act::on(Action::RecoveryCodeUsed, subject(&account.name)) };
            note!(&self.db, tx, &by, now, act);
        });
        Ok(true)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn recovery_codes(&self, id: Uuid) -> Result<u64, StoreError> {
        let count: i64 = on_read!(&self.db, pool => sqlx::query_scalar(CODES).bind(id).fetch_one(pool).await)?;
        super::row::count(count)
    }
}
