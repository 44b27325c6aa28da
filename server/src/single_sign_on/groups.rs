//! What the groups of the provider may do here: a file that says so.

use std::collections::HashSet;

use app::domain::code::Code;
use app::domain::role::{Grant, Role, Scope};
use app::domain::tree::Tree;
use app::domain::unit::Unit;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// Which groups have which roles, where.
#[derive(Clone, Debug)]
pub struct Groups(Vec<Line>);

/// One role of one group.
#[derive(Clone, Debug)]
struct Line {
    group: String,
    grant: Grant,
    /// The line of the file in which the unit stands, counted from 1.
    number: usize,
}

/// Why a file does not say what groups may do.
#[derive(Debug, thiserror::Error)]
pub enum GroupsError {
    /// Not TOML, not of the shape, or a role that there is none of; the message has line and column.
    #[error("{0}")]
    Shape(#[from] toml::de::Error),
    /// No group is named: nobody could come in.
    #[error("no [[group]] is named, so nobody could sign in")]
    Nobody,
}

/// A group's unit that there is none of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownUnit {
    /// The line of the file.
    pub line: usize,
    /// The unit's code.
    pub unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: Spanned<String>,
    #[serde(deserialize_with = "role")]
    role: Role,
    unit: Option<Spanned<Code>>,
}

fn role<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    let word = String::deserialize(deserializer)?;
    let roles = Role::ALL.map(Role::word).join(", ");
    Role::from_word(&word).ok_or_else(|| D::Error::custom(format!("`{word}` is no role; the roles are {roles}")))
}

impl Groups {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// A [`GroupsError`] with the place of what is wrong.
    pub fn read(text: &str) -> Result<Self, GroupsError> {
        let file: File = toml::from_str(text)?;
        if file.group.is_empty() {
            return Err(GroupsError::Nobody);
        }
        let line = |group: Group| {
            let start = group.unit.as_ref().map_or(group.name.span().start, |unit| unit.span().start);
            let number = text[..start].matches('\n').count() + 1;
            let scope = group.unit.map_or(Scope::Everything, |unit| Scope::Unit(unit.into_inner()));
            Line { group: group.name.into_inner(), grant: Grant { role: group.role, scope }, number }
        };
        Ok(Self(file.group.into_iter().map(line).collect()))
    }

    /// The roles of somebody who belongs to these groups, sorted, each once. A unit that there is none of gives nothing.
    #[must_use]
    pub fn grants(&self, groups: &[String], units: &Tree<Unit>) -> Vec<Grant> {
        let groups: HashSet<&str> = groups.iter().map(String::as_str).collect();
        let lines = self.0.iter().filter(|line| groups.contains(line.group.as_str()) && exists(&line.grant.scope, units));
        let mut grants: Vec<Grant> = lines.map(|line| line.grant.clone()).collect();
        grants.sort();
        grants.dedup();
        grants
    }

    /// The units of the file that there are none of.
    #[must_use]
    pub fn unknown_units(&self, units: &Tree<Unit>) -> Vec<UnknownUnit> {
        let unknown = self.0.iter().filter(|line| !exists(&line.grant.scope, units));
        unknown.map(|line| UnknownUnit { line: line.number, unit: line.grant.scope.word().to_owned() }).collect()
    }
}

fn exists(scope: &Scope, units: &Tree<Unit>) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Unit(unit) => units.get(unit.as_str()).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use app::domain::role::{Grant, Role, Scope};
    use app::domain::texts::Texts;
    use app::domain::tree::Tree;
    use app::domain::unit::{Unit, UnitKind};

    use super::{Groups, UnknownUnit};

    const FILE: &str = r#"
[[group]]
name = "hailong-admins"
role = "administrator"

[[group]]
name = "/xa-mot/quan ly"
role = "manager"
unit = "xa-mot"

[[group]]
name = "hailong-admins"
role = "auditor"
unit = "xa-hai"
"#;

    fn units() -> Tree<Unit> {
        Tree::new(vec![Unit {
            code: "xa-mot".parse().unwrap(),
            parent: None,
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        }])
    }

    #[test]
    fn groups_give_the_roles_of_the_file_in_units_that_exist() {
        let groups = Groups::read(FILE).unwrap();
        let grants = |names: &[&str]| groups.grants(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), &units());
        let everywhere = Grant { role: Role::Administrator, scope: Scope::Everything };
        let manager = Grant { role: Role::Manager, scope: Scope::Unit("xa-mot".parse().unwrap()) };
        assert_eq!(grants(&["hailong-admins"]), std::slice::from_ref(&everywhere));
        assert_eq!(grants(&["/xa-mot/quan ly", "other", "hailong-admins", "hailong-admins"]), [everywhere, manager]);
        assert_eq!(grants(&["other", "HAILONG-ADMINS", ""]), []);
        assert_eq!(groups.unknown_units(&units()), [UnknownUnit { line: 14, unit: "xa-hai".into() }]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (from, to, expected) in [
            ("role = \"manager\"", "role = \"boss\"", "line 8, column 8"),
            ("role = \"manager\"", "role = \"boss\"", "`boss` is no role; the roles are administrator, manager"),
            ("unit = \"xa-mot\"", "unit = \"Xã Một\"", "line 9"),
            ("unit = \"xa-mot\"", "place = \"xa-mot\"", "unknown field `place`"),
            ("name = \"hailong-admins\"\n", "", "missing field `name`"),
        ] {
            let message = Groups::read(&FILE.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}\nlacks: {expected}");
        }
        assert!(Groups::read("").unwrap_err().to_string().contains("nobody could sign in"));
    }
}
