//! Accounts and their roles.

use std::collections::HashMap;

use app::domain::account::{Account, AccountName, Factors};
use app::domain::role::{Grant, Reach, Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::note;
use super::database::{in_transaction, on_read};
use super::scope::{parameter, within};
use super::single_sign_on::Subject;
use super::{Store, StoreError, row};
use crate::audit::{Act, Action, Author};

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "account.id, account.name, account.full_name, account.password IS NOT NULL, account.totp_secret IS NOT NULL, \
         account.created_at, account.signed_in_at, account.suspended_at, account.subject IS NOT NULL, \
         EXISTS (SELECT 1 FROM passkey WHERE passkey.account_id = account.id)"
    };
}

pub(super) use columns;

// An account is in reach when all its roles are, or when everything is: otherwise whoever manages one commune could lock out an
// administrator of the province who also has a role there.
macro_rules! in_reach {
    () => {
        "($1 = '*' OR (EXISTS (SELECT 1 FROM account_role WHERE account_id = account.id) AND NOT EXISTS \
         (SELECT 1 FROM account_role WHERE account_id = account.id AND unit NOT IN (SELECT code FROM reach))))"
    };
}

const ALL: &str = within!("SELECT ", columns!(), " FROM account WHERE ", in_reach!());
const GRANTS: &str = within!(
    "SELECT account_role.account_id, account_role.role, account_role.unit FROM account_role JOIN account \
     ON account.id = account_role.account_id WHERE ",
    in_reach!(),
    " ORDER BY account_role.role, account_role.unit"
);
const ONE: &str = within!("SELECT ", columns!(), " FROM account WHERE ", in_reach!(), " AND account.id = $2");
const GRANTS_OF: &str = "SELECT account_id, role, unit FROM account_role WHERE account_id = $1 ORDER BY role, unit";
const ANY: &str = "SELECT COUNT(*) FROM account";
const ADD: &str = "INSERT INTO account (id, name, full_name, password, created_at, demonstration, issuer, subject) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
pub(super) const ADD_ROLE: &str = "INSERT INTO account_role (account_id, role, unit) VALUES ($1, $2, $3)";
pub(super) const REMOVE_ROLES: &str = "DELETE FROM account_role WHERE account_id = $1";
// What a provider of identities tells is not changed here: the next sign-in would tell it again.
const CHANGE: &str = within!("UPDATE account SET full_name = $3 WHERE ", in_reach!(), " AND id = $2 AND subject IS NULL");
const SUSPEND: &str =
    within!("UPDATE account SET suspended_at = $3 WHERE ", in_reach!(), " AND id = $2 AND suspended_at IS NULL");
const RESTORE: &str =
    within!("UPDATE account SET suspended_at = $3 WHERE ", in_reach!(), " AND id = $2 AND suspended_at IS NOT NULL");
pub(super) const END_SESSIONS: &str = "DELETE FROM session WHERE account_id = $1";

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[ALL, GRANTS, ONE, GRANTS_OF, ANY, ADD, ADD_ROLE, REMOVE_ROLES, CHANGE, SUSPEND, RESTORE, END_SESSIONS];

/// An account's columns.
pub(super) type Row = (Uuid, String, String, bool, bool, i64, Option<i64>, Option<i64>, bool, bool);
/// A role's columns.
pub(super) type GrantRow = (Uuid, String, String);

/// An account to be added.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its identifier.
    pub id: Uuid,
    /// The name under which its holder signs in.
    pub name: AccountName,
    /// The name by which colleagues know its holder.
    pub full_name: String,
    /// What its holder may do.
    pub grants: Vec<Grant>,
    /// The hash of its password, where it has one from the start, as only demonstrations do.
    pub demonstration_password: Option<String>,
    /// Who its holder is at a provider of identities, where they sign in there.
    pub subject: Option<Subject>,
}

/// An account of these columns and roles.
pub(super) fn account(row: Row, grants: Vec<Grant>) -> Result<Account, StoreError> {
    let (id, name, full_name, has_password, has_app, created_at, signed_in_at, suspended_at, from_provider, has_passkey) = row;
    let name = row::parsed("name of an account", &name, |name| name.parse().ok())?;
    Ok(Account {
        id,
        name,
        full_name,
        grants,
        has_password,
        factors: Factors { app: has_app, passkey: has_passkey },
        created_at,
        signed_in_at,
        suspended_at,
        from_provider,
    })
}

/// A role of these columns.
pub(super) fn grant((_, role, unit): &GrantRow) -> Result<Grant, StoreError> {
    Ok(Grant { role: row::parsed("role", role, Role::from_word)?, scope: row::parsed("unit of a role", unit, Scope::from_word)? })
}

/// What the log tells of an account.
pub(super) fn told(name: &AccountName, full_name: &str, grants: &[Grant]) -> Value {
    let roles: Vec<Value> = grants.iter().map(|grant| json!({"role": grant.role.word(), "unit": grant.scope.word()})).collect();
    json!({"name": name.as_str(), "full_name": full_name, "roles": roles})
}

/// How the log names an account.
pub(super) fn subject(name: &AccountName) -> String {
    format!("account {name}")
}

/// The unit whose auditors read about an account: that of all its roles, if it is one.
pub(super) fn unit(grants: &[Grant]) -> Option<String> {
    let mut units = grants.iter().map(|grant| grant.scope.word());
    let first = units.next().filter(|unit| !unit.is_empty())?;
    units.all(|unit| unit == first).then(|| first.to_owned())
}

impl Store {
    /// The accounts in reach, in no particular order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn accounts(&self, reach: &Reach) -> Result<Vec<Account>, StoreError> {
        let reach = parameter(reach);
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(ALL).bind(reach.as_str()).fetch_all(pool).await)?;
        let roles: Vec<GrantRow> = on_read!(&self.db, pool => sqlx::query_as(GRANTS).bind(reach.as_str()).fetch_all(pool).await)?;
        let mut grants: HashMap<Uuid, Vec<Grant>> = HashMap::new();
        for role in &roles {
            grants.entry(role.0).or_default().push(grant(role)?);
        }
        let with_grants = |row: Row| {
            let grants = grants.remove(&row.0).unwrap_or_default();
            account(row, grants)
        };
        rows.into_iter().map(with_grants).collect()
    }

    /// The account with this identifier, if it is in reach.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn account(&self, reach: &Reach, id: Uuid) -> Result<Option<Account>, StoreError> {
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(parameter(reach)).bind(id).fetch_optional(pool).await)?;
        match row {
            Some(row) => Ok(Some(account(row, self.grants(id).await?)?)),
            None => Ok(None),
        }
    }

    /// The roles of an account.
    pub(super) async fn grants(&self, id: Uuid) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<GrantRow> = on_read!(&self.db, pool => sqlx::query_as(GRANTS_OF).bind(id).fetch_all(pool).await)?;
        rows.iter().map(grant).collect()
    }

    /// Whether there is any account.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        let count: i64 = on_read!(&self.db, pool => sqlx::query_scalar(ANY).fetch_one(pool).await)?;
        Ok(count > 0)
    }

    /// Adds an account; `false` where its name is taken, or its holder at a provider has one. Whether `by` may give these roles was judged before.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_account(&self, by: &Author, now: i64, new: &NewAccount) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let added = sqlx::query(ADD)
                .bind(new.id)
                .bind(new.name.as_str())
                .bind(new.full_name.as_str())
                .bind(new.demonstration_password.as_deref())
                .bind(now)
                .bind(new.demonstration_password.is_some())
                .bind(new.subject.as_ref().map(|subject| subject.issuer.as_str()))
                .bind(new.subject.as_ref().map(|subject| subject.subject.as_str()))
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            for grant in &new.grants {
                sqlx::query(ADD_ROLE).bind(new.id).bind(grant.role.word()).bind(grant.scope.word()).execute(&mut *tx).await?;
            }
            let mut after = told(&new.name, &new.full_name, &new.grants);
            if let Some(Subject { issuer, subject }) = &new.subject {
                after["provider"] = json!({"issuer": issuer, "subject": subject});
            }
            let act = Act {
                unit: unit(&new.grants),
                after: Some(after),
                ..Act::on(Action::AccountAdded, subject(&new.name))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Changes the name and the roles of an account in reach; `false` where it is not, or follows a provider. Whether `by` may give these roles was judged before.
    /// What it may do changes at its holder's next request.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_account(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        old: &Account,
        (full_name, grants): (&str, &[Grant]),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let changed =
                sqlx::query(CHANGE).bind(parameter(reach)).bind(old.id).bind(full_name).execute(&mut *tx).await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(REMOVE_ROLES).bind(old.id).execute(&mut *tx).await?;
            for grant in grants {
                sqlx::query(ADD_ROLE).bind(old.id).bind(grant.role.word()).bind(grant.scope.word()).execute(&mut *tx).await?;
            }
            let act = Act {
                unit: unit(grants),
                before: Some(told(&old.name, &old.full_name, &old.grants)),
                after: Some(told(&old.name, full_name, grants)),
                ..Act::on(Action::AccountChanged, subject(&old.name))
            };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }

    /// Suspends an account in reach and ends its sessions, or opens it again; `false` where it is not in reach, or already so.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn suspend_account(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        account: &Account,
        suspended: bool,
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            let (text, since) = if suspended { (SUSPEND, Some(now)) } else { (RESTORE, None) };
            let changed =
                sqlx::query(text).bind(parameter(reach)).bind(account.id).bind(since).execute(&mut *tx).await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(END_SESSIONS).bind(account.id).execute(&mut *tx).await?;
            let action = if suspended { Action::AccountSuspended } else { Action::AccountRestored };
            let act = Act { unit: unit(&account.grants), ..Act::on(action, subject(&account.name)) };
            note!(&self.db, tx, by, now, act);
        });
        Ok(true)
    }
}
