//! Those who work there: some hundred accounts, and one of each kind that can sign in.

use app::domain::code::Code;
use app::domain::export_job::{Format, Order};
use app::domain::language::Language;
use app::domain::period::Period;
use app::domain::role::{Grant, Reach, Role, Scope};
use rand::Rng;
use server::accounts::password::{self, Cost, SALT_BYTES};
use server::accounts::recovery::RecoveryCode;
use server::audit::Author;
use server::store::accounts::NewAccount;
use uuid::Uuid;

use super::units::{NATION, Units};
use super::{Country, Outcome};

/// Somebody who can sign in.
pub struct Person {
    pub role: Role,
    pub name: &'static str,
    pub password: String,
    pub id: Uuid,
}

/// Those who can sign in, and another account.
pub struct People {
    pub all: Vec<Person>,
    pub other: Uuid,
    /// An export that the analyst asked for.
    pub export: Uuid,
}

/// The names of those who ask for pages.
pub const ADMINISTRATOR: &str = "administrator";
pub const MANAGER: &str = "manager";
pub const PROVINCIAL: &str = "manager-of-a-province";
pub const ANALYST: &str = "analyst";
pub const NATIONAL_ANALYST: &str = "analyst-of-the-nation";
pub const COLLECTOR: &str = "collector";
pub const AUDITOR: &str = "auditor";

/// Adds them.
pub async fn add(country: &mut Country, units: &Units) -> Outcome<People> {
    let mut people = People { all: Vec::new(), other: Uuid::nil(), export: Uuid::nil() };
    let province = units.provinces[0].as_str().to_owned();
    let those = [
        (Role::Administrator, ADMINISTRATOR, ""),
        (Role::Manager, MANAGER, NATION),
        (Role::Manager, PROVINCIAL, &province),
        (Role::Analyst, ANALYST, &province),
        (Role::Analyst, NATIONAL_ANALYST, NATION),
        (Role::Collector, COLLECTOR, NATION),
        (Role::Auditor, AUDITOR, &province),
    ];
    for (role, name, unit) in those {
        let id = one(country, name, name, (role, unit)).await?;
        let account = country.store.account_named(&name.parse().map_err(|_| "no name")?).await?.ok_or("no account")?;
        let (mut salt, password) = ([0; SALT_BYTES], RecoveryCode::random(&mut country.rng).to_string());
        country.rng.fill_bytes(&mut salt);
        let hash = password::hash(&password, &salt, Cost::STANDARD)?;
        country.store.change_password(&Author::Program, country.now, &account, (&hash, Uuid::nil())).await?;
        people.all.push(Person { role, name, password, id });
        if name == ANALYST {
            people.export = export(country, (id, &units.provinces[0])).await?;
        }
    }
    let roles = [Role::Manager, Role::Collector, Role::Analyst, Role::Auditor, Role::Administrator];
    for number in 0..country.size.accounts() {
        let place = &units.communes[number * 7 % units.communes.len()];
        let (name, full) = (format!("nguoi-{number:04}"), format!("Công chức số {number}"));
        people.other = one(country, &name, &full, (roles[number % roles.len()], place.as_str())).await?;
    }
    Ok(people)
}

/// Asks for an export of a province, of a year without answers, so that it is soon made.
async fn export(country: &Country, (account, unit): (Uuid, &Code)) -> Outcome<Uuid> {
    let id = country.ids.make(country.now);
    let order = Order {
        unit: unit.clone(),
        campaign: None,
        period: Some(Period::Year(2001)),
        format: Format::Spss,
        labels: Language::Vi,
    };
    let added = country.store.add_export(&Author::Program, country.now, &Reach::Everything, (id, account, &order)).await?;
    if added { Ok(id) } else { Err("the export was not taken".into()) }
}

async fn one(country: &Country, name: &str, full_name: &str, (role, unit): (Role, &str)) -> Outcome<Uuid> {
    let id = country.ids.make(country.now);
    let new = NewAccount {
        id,
        name: name.parse().map_err(|_| "no name")?,
        full_name: full_name.to_owned(),
        grants: vec![Grant { role, scope: Scope::from_word(unit).ok_or("no unit")? }],
        demonstration_password: None,
        subject: None,
    };
    country.store.add_account(&Author::Program, country.now, &new).await?;
    Ok(id)
}
