//! `hailong user`: adds people, and gives them links to set their passwords.

use app::domain::account::AccountName;
use app::domain::code::Code;
use app::domain::role::{Grant, Reach, Role, Scope};
use clap::{Args, Subcommand, ValueEnum};

use crate::accounts::token::{LINK_LASTS, Purpose, Token};
use crate::audit::Author;
use crate::config::Data;
use crate::sources::Sources;
use crate::store::accounts::NewAccount;
use crate::store::{Store, StoreError};

/// Where people are kept, and where they find the program.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The address under which people reach the program: links begin with it.
    #[arg(long, env = "HAILONG_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
    pub public_url: String,
}

/// What to do.
#[derive(Subcommand, Clone, Debug)]
pub enum What {
    /// Add somebody, and print a link by which they set their password.
    Add {
        /// The name under which they sign in.
        name: String,
        /// What they may do.
        #[arg(long)]
        role: RoleWord,
        /// The code of the unit in which, and below which, they may do it; everywhere without it.
        #[arg(long)]
        unit: Option<Code>,
        /// The name by which colleagues know them; the name for signing in without it.
        #[arg(long)]
        full_name: Option<String>,
        /// Where.
        #[command(flatten)]
        place: Place,
    },
    /// Print a new link by which somebody sets their password. Earlier links no longer work.
    Link {
        /// The name under which they sign in.
        name: String,
        /// Where.
        #[command(flatten)]
        place: Place,
    },
}

impl What {
    /// Where it is to be done.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Add { place, .. } | Self::Link { place, .. } => place,
        }
    }
}

/// The roles, as they are typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoleWord {
    /// Accounts, units, sectors, targets.
    Administrator,
    /// Campaigns, collection points, devices, invitations.
    Manager,
    /// Figures, comments, exports.
    Analyst,
    /// Entry of paper and telephone responses.
    Collector,
    /// Reads the audit log and the checks, changes nothing.
    Auditor,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Administrator => Self::Administrator,
            RoleWord::Manager => Self::Manager,
            RoleWord::Analyst => Self::Analyst,
            RoleWord::Collector => Self::Collector,
            RoleWord::Auditor => Self::Auditor,
        }
    }
}

/// Why nobody was added and no link was made.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody can have this name.
    #[error("`{0}` is no name for an account: 2 to 60 letters a to z, digits, and `. - _ @` between them")]
    BadName(String),
    /// Somebody has this name.
    #[error("there is an account `{0}` already; `hailong user link {0}` makes a new link for it")]
    Taken(AccountName),
    /// Nobody has this name.
    #[error("there is no account `{0}`")]
    Unknown(AccountName),
    /// They have no password here.
    #[error("`{0}` signs in at the provider of identities and has no password here")]
    FromProvider(AccountName),
    /// There is no such unit.
    #[error("there is no unit `{0}`")]
    UnknownUnit(Code),
}

/// Does it and prints the link, alone on a line.
///
/// # Errors
/// When the name or the unit is wrong, or the database does not take it.
pub async fn run(store: &Store, sources: &Sources, what: &What) -> Result<(), UserError> {
    let link = match what {
        What::Add { name, role, unit, full_name, place: _ } => {
            let account = named(name)?;
            if let Some(unit) = unit
                && store.directory().await?.units.get(unit.as_str()).is_none()
            {
                return Err(UserError::UnknownUnit(unit.clone()));
            }
            let scope = unit.clone().map_or(Scope::Everything, Scope::Unit);
            let full_name = full_name.clone().unwrap_or_else(|| account.to_string());
            add(store, sources, account, (full_name, Grant { role: (*role).into(), scope })).await?
        }
        What::Link { name, place: _ } => link(store, sources, &named(name)?).await?,
    };
    println!("{}/invitation/{link}", what.place().public_url.trim_end_matches('/'));
    Ok(())
}

fn named(name: &str) -> Result<AccountName, UserError> {
    name.parse().map_err(|_| UserError::BadName(name.to_owned()))
}

/// Adds an account and makes its link.
///
/// # Errors
/// When the name is taken, or the database does not take it.
pub async fn add(
    store: &Store,
    sources: &Sources,
    name: AccountName,
    (full_name, grant): (String, Grant),
) -> Result<String, UserError> {
    let now = sources.clock.now();
    let id = sources.ids.make(now);
    let new = NewAccount { id, name: name.clone(), full_name, grants: vec![grant], demonstration_password: None, subject: None };
    if !store.add_account(&Author::Program, now, &new).await? {
        return Err(UserError::Taken(name));
    }
    link(store, sources, &name).await
}

/// Makes a link for an account: the last part of its address.
async fn link(store: &Store, sources: &Sources, name: &AccountName) -> Result<String, UserError> {
    let account = store.account_named(name).await?.ok_or_else(|| UserError::Unknown(name.clone()))?;
    let now = sources.clock.now();
    let token = sources.secrets.make(Token::random);
    let link = (token.hash(Purpose::Invitation), now + LINK_LASTS);
    if store.add_link(&Author::Program, now, &Reach::Everything, &account, link).await? {
        Ok(token.reveal())
    } else {
        Err(UserError::FromProvider(name.clone()))
    }
}
