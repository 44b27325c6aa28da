//! `/manage/users`: who works here, and inviting somebody new.

use std::cmp::Reverse;

use leptos::prelude::*;

use crate::domain::account::Account;
use crate::domain::collation::SortKey;
use crate::domain::period::LocalTime;
use crate::domain::role::Role;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::desk::{Desk, FORM, Grants};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::unit_field::UnitField;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/users";
/// The field of the name for signing in.
pub const NAME: &str = "name";
/// The field of the name by which colleagues know somebody.
pub const FULL_NAME: &str = "full-name";
/// The field of a role.
pub const ROLE: &str = "role";
/// The field of the unit of a role.
pub const UNIT: &str = "unit";

/// The accounts that are asked for, sorted and a page of them.
#[must_use]
pub fn list(mut accounts: Vec<Account>, asked: &Asked) -> Listed<Account> {
    accounts.retain(|account| asked.finds(&[account.name.as_str(), &account.full_name]));
    match asked.sort.as_str() {
        "account" => accounts.sort_by(|one, other| one.name.cmp(&other.name)),
        "seen" => accounts.sort_by_key(|account| (Reverse(account.signed_in_at), account.name.clone())),
        _ => accounts.sort_by_cached_key(|account| (SortKey::of(&account.full_name), account.name.clone())),
    }
    if asked.descending {
        accounts.reverse();
    }
    asked.page(accounts)
}

/// The roles that may be chosen.
#[must_use]
pub fn roles(words: Words) -> Vec<(String, String)> {
    Role::ALL.map(|role| (role.word().to_owned(), words.t(role.key()))).into()
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Users {
    /// The accounts.
    pub listed: Listed<Account>,
    /// All units, for names.
    pub units: Tree<Unit>,
    /// The units in which roles may be given.
    pub offered: UnitChoice,
    /// Whether roles may be given everywhere.
    pub everything: bool,
    /// The form for somebody new.
    pub typed: Typed,
}

/// The page.
#[component]
pub fn UsersPage(users: Users) -> impl IntoView {
    let words = use_words();
    let Users { listed: Listed { asked, found, shown }, units, offered, everything, typed } = users;
    let open = typed.is_begun(&[FULL_NAME, NAME]);
    let rows = shown
        .into_iter()
        .map(|account| {
            let state = state(words, &account);
            let seen = account.signed_in_at.map_or_else(|| words.t("never"), |at| LocalTime::of(at).date());
            view! {
                <tr>
                    <th scope="row"><a href=format!("{PATH}/{}", account.id)>{account.full_name}</a></th>
                    <td>{account.name.to_string()}</td>
                    <td><Grants grants=account.grants units=units.clone()/></td>
                    <td>{seen}</td>
                    <td>{state}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    view! {
        <Desk title=words.t("users-title") here=PATH keeps=true>
            <h1>{words.t("users-title")}</h1>
            <Search asked=asked.clone() path=PATH label=words.t("users-find")/>
            <details class="card" open=open>
                <summary>{words.t("user-invite")}</summary>
                <TypedSummary typed=typed.clone()/>
                <form id=FORM class="narrow" method="post" action=PATH>
                    <TextField
                        typed=typed.clone()
                        name=FULL_NAME
                        label=words.t("full-name")
                        hint=words.t("full-name-hint")
                        longest=Account::LONGEST_FULL_NAME
                        required=true
                    />
                    <TextField
                        typed=typed.clone()
                        name=NAME
                        label=words.t("account-name")
                        hint=words.t("account-name-hint")
                        longest=60
                        required=true
                    />
                    <SelectField typed=typed.clone() name=ROLE label=words.t("role") hint=words.t("role-hint") options=roles(words)/>
                    <UnitField typed name=UNIT label=words.t("scope") offered none=everything.then(|| words.t("scope-everything"))/>
                    <button class="primary" type="submit">{words.t("user-invite")}</button>
                </form>
            </details>
            {empty.then(|| view! { <p>{words.t("users-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("users-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="name" label=words.t("full-name")/>
                                        <Head asked=asked.clone() path=PATH column="account" label=words.t("account-name")/>
                                        <th scope="col">{words.t("roles")}</th>
                                        <Head asked=asked.clone() path=PATH column="seen" label=words.t("user-seen")/>
                                        <th scope="col">{words.t("user-state")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

/// In which state an account is, in a word or two.
#[must_use]
pub fn state(words: Words, account: &Account) -> String {
    words.t(if account.suspended_at.is_some() {
        "state-suspended"
    } else if account.from_provider {
        "state-provider"
    } else if !account.has_password {
        "state-invited"
    } else if account.factors.any() {
        "state-second-factor"
    } else {
        "state-active"
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::list;
    use crate::domain::account::{Account, Factors};
    use crate::parts::listing::Asked;

    fn account(name: &str, full_name: &str, signed_in_at: Option<i64>) -> Account {
        Account {
            id: Uuid::nil(),
            name: name.parse().unwrap(),
            full_name: full_name.into(),
            grants: Vec::new(),
            has_password: true,
            factors: Factors::default(),
            created_at: 0,
            signed_in_at,
            suspended_at: None,
            from_provider: false,
        }
    }

    #[test]
    fn the_list_is_in_the_order_that_is_asked_for() {
        let all = vec![account("c1", "Đặng An", Some(2)), account("a1", "Dương Bình", None), account("b1", "Ân Chi", Some(3))];
        let order = |sort: &str, descending, find: &str| {
            let asked = Asked { sort: sort.into(), descending, find: find.into(), page: 1, ..Asked::default() };
            list(all.clone(), &asked).shown.iter().map(|account| account.name.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order("", false, ""), "b1 a1 c1");
        assert_eq!(order("name", true, ""), "c1 a1 b1");
        assert_eq!(order("account", false, ""), "a1 b1 c1");
        assert_eq!(order("seen", false, ""), "b1 c1 a1");
        assert_eq!(order("nonsense", false, "dang"), "c1");
    }
}
