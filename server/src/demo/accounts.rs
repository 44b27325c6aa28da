//! One account for each role, to try the staff's side with.

use app::domain::role::{Grant, Role, Scope};

use super::DemoError;
use super::province::{PROVINCE, STRICT};
use crate::accounts::password::{self, SALT_BYTES};
use crate::accounts::recovery::RecoveryCode;
use crate::audit::Author;
use crate::sources::Sources;
use crate::store::Store;
use crate::store::accounts::NewAccount;

/// The accounts: role, name, the name by which colleagues know it, and its unit.
const ACCOUNTS: [(Role, &str, &str, &str); 5] = [
    (Role::Administrator, "demo-administrator", "Quản trị viên mẫu", ""),
    (Role::Manager, "demo-manager", "Người quản lý khảo sát mẫu", PROVINCE),
    (Role::Analyst, "demo-analyst", "Chuyên viên phân tích mẫu", PROVINCE),
    (Role::Collector, "demo-collector", "Người nhập phiếu mẫu", STRICT),
    (Role::Auditor, "demo-auditor", "Người kiểm tra mẫu", ""),
];

/// Adds them, each with a password made anew, which is stored as a hash and given here once: role, name, password.
///
/// # Errors
/// When the store does not take them.
pub async fn add(store: &Store, sources: &Sources) -> Result<Vec<(Role, &'static str, String)>, DemoError> {
    let now = sources.clock.now();
    let mut added = Vec::new();
    for (role, name, full_name, unit) in ACCOUNTS {
        let table = || DemoError::Table(name.to_owned());
        let (password, salt) = sources.secrets.make(|rng| {
            let mut salt = [0; SALT_BYTES];
            rand::Rng::fill_bytes(rng, &mut salt);
            // A recovery code is as hard to guess as a password should be, and easy to type.
            (RecoveryCode::random(rng).to_string(), salt)
        });
        let hash = password::hash(&password, &salt, sources.password_cost).map_err(|_| table())?;
        let new = NewAccount {
            id: sources.ids.make(now),
            name: name.parse().map_err(|_| table())?,
            full_name: full_name.to_owned(),
            grants: vec![Grant { role, scope: Scope::from_word(unit).ok_or_else(table)? }],
            demonstration_password: Some(hash),
            subject: None,
        };
        store.add_account(&Author::Program, now, &new).await?;
        added.push((role, name, password));
    }
    Ok(added)
}
