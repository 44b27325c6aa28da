//! Somebody as the provider describes them.

use app::domain::account::{Account, AccountName};
use openidconnect::core::CoreGenderClaim;
use openidconnect::{EndUserName, EndUserUsername, IdTokenClaims, LocalizedClaim, UserInfoClaims};
use serde_json::Value;

use super::client::OtherClaims;
use super::refusal::Refusal;
use crate::store::single_sign_on::Subject;

/// The longest subject, in characters, that a provider may name (OpenID Connect Core, section 2).
const LONGEST_SUBJECT: usize = 255;

/// How an account is called whose holder has no name that can be one.
const NAMELESS: &str = "user";

/// Somebody as the provider describes them. Only the subject is sure to mean them: names are for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who they are.
    pub subject: Subject,
    /// The groups that they belong to; none where the provider says nothing of groups.
    pub groups: Option<Vec<String>>,
    username: Option<String>,
    name: Option<String>,
}

impl Person {
    /// The person of an ID token that was checked.
    pub(super) fn read(
        issuer: &str,
        claims: &IdTokenClaims<OtherClaims, CoreGenderClaim>,
        groups_claim: &str,
    ) -> Result<Self, Refusal> {
        let subject = claims.subject().to_string();
        let fits = (1..=LONGEST_SUBJECT).contains(&subject.chars().count()) && !subject.chars().any(char::is_control);
        if !fits {
            return Err(Refusal::Untrusted("the subject is none".to_owned()));
        }
        Ok(Self {
            subject: Subject { issuer: issuer.to_owned(), subject },
            groups: groups(claims.additional_claims(), groups_claim),
            username: username(claims.preferred_username()),
            name: name(claims.name()),
        })
    }

    /// What the provider tells of them beside the ID token.
    pub(super) fn add(&mut self, more: &UserInfoClaims<OtherClaims, CoreGenderClaim>, groups_claim: &str) {
        self.groups = self.groups.take().or_else(|| groups(more.additional_claims(), groups_claim));
        self.username = self.username.take().or_else(|| username(more.preferred_username()));
        self.name = self.name.take().or_else(|| name(more.name()));
    }

    /// The name that a new account should have: there is always one.
    #[must_use]
    pub fn account_name(&self) -> Option<AccountName> {
        let names = [self.username.as_deref(), self.name.as_deref(), Some(NAMELESS)];
        names.into_iter().flatten().find_map(AccountName::like)
    }

    /// The name by which colleagues know them.
    #[must_use]
    pub fn full_name(&self) -> String {
        let spaced = |text: &str| {
            let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
            line.chars().take(Account::LONGEST_FULL_NAME).collect::<String>()
        };
        let names = [self.name.as_deref(), self.username.as_deref(), Some(NAMELESS)];
        names.into_iter().flatten().map(spaced).find(|name| !name.is_empty()).unwrap_or_default()
    }
}

fn username(claim: Option<&EndUserUsername>) -> Option<String> {
    claim.map(|name| name.to_string())
}

/// The name without a language, or else the first.
fn name(claim: Option<&LocalizedClaim<EndUserName>>) -> Option<String> {
    let names = claim?;
    names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)).map(|name| name.to_string())
}

/// The groups of a claim that is a list of texts, or one text. Some providers have the list inside another claim
/// (`realm_access.roles`): its name is the way there, with dots between, where no claim has the whole of it as its name.
fn groups(claims: &OtherClaims, name: &str) -> Option<Vec<String>> {
    let within = || {
        let (outer, inner) = name.split_once('.')?;
        inner.split('.').try_fold(claims.0.get(outer)?, |value, step| value.get(step))
    };
    match claims.0.get(name).or_else(within)? {
        Value::String(group) => Some(vec![group.clone()]),
        Value::Array(groups) => Some(groups.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{OtherClaims, Person, Subject, groups};

    fn person(username: Option<&str>, name: Option<&str>) -> Person {
        let subject = Subject { issuer: "https://a.vn".into(), subject: "1".into() };
        Person { subject, groups: None, username: username.map(str::to_owned), name: name.map(str::to_owned) }
    }

    #[test]
    fn an_account_is_called_as_the_provider_calls_its_holder() {
        for (username, name, account, full_name) in [
            (Some("le.an"), Some("Lê Thị  An"), "le.an", "Lê Thị An"),
            (None, Some("Lê An\u{0}\n"), "le.an", "Lê An"),
            (Some("LÊ"), None, "le", "LÊ"),
            (Some("李"), Some(" "), "user", "李"),
            (None, None, "user", "user"),
        ] {
            let person = person(username, name);
            assert_eq!(person.account_name().unwrap().as_str(), account);
            assert_eq!(person.full_name(), full_name);
        }
        assert_eq!(person(None, Some(&"ă".repeat(300))).full_name().chars().count(), 100);
    }

    #[test]
    fn groups_are_texts() {
        let read = |value: Value| {
            let Value::Object(claims) = json!({ "groups": value }) else { unreachable!() };
            groups(&OtherClaims(claims), "groups")
        };
        assert_eq!(read(json!(["a", 1, "b", null])), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(read(json!("a")), Some(vec!["a".to_owned()]));
        assert_eq!(read(json!([])), Some(vec![]));
        assert_eq!(read(json!({"a": true})), None);
        let Value::Object(claims) = json!({ "realm_access": { "roles": ["c"] }, "https://a.vn/groups": ["d"], "e": "f" }) else {
            unreachable!()
        };
        let claims = OtherClaims(claims);
        assert_eq!(groups(&claims, "realm_access.roles"), Some(vec!["c".to_owned()]));
        assert_eq!(groups(&claims, "https://a.vn/groups"), Some(vec!["d".to_owned()]));
        for nowhere in ["realm_access.groups", "realm_access.roles.0", "e.f", "realm_access", ".", ""] {
            assert_eq!(groups(&claims, nowhere), None, "{nowhere}");
        }
    }
}
