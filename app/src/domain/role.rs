//! What staff may do, and where.

use std::collections::HashSet;

use super::code::Code;
use super::tree::Tree;
use super::unit::Unit;

/// A task that somebody has. One account may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
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

/// Something that a role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// To invite, suspend and change accounts.
    Accounts,
    /// To change units and targets, and, everywhere, sectors.
    Catalogue,
    /// To prepare and run surveys.
    Surveys,
    /// To read what is not public: comments, microdata.
    Analysis,
    /// To enter responses for others.
    Collection,
    /// To read the audit log.
    Audit,
    /// To say how long what was answered is kept, and that it must be kept. Not for those who run surveys: what a survey shows about
    /// somebody should not depend on whether they like it.
    Retention,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 7] =
        [Self::Accounts, Self::Catalogue, Self::Surveys, Self::Analysis, Self::Collection, Self::Audit, Self::Retention];
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Administrator, Self::Manager, Self::Analyst, Self::Collector, Self::Auditor];

    /// The word under which it is stored and typed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Analyst => "analyst",
            Self::Collector => "collector",
            Self::Auditor => "auditor",
        }
    }

    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Administrator => "role-administrator",
            Self::Manager => "role-manager",
            Self::Analyst => "role-analyst",
            Self::Collector => "role-collector",
            Self::Auditor => "role-auditor",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether it allows this. Nobody who runs surveys may change who runs them, and whoever audits changes nothing.
    #[must_use]
    pub const fn allows(self, right: Right) -> bool {
        matches!(
            (self, right),
            (Self::Administrator, Right::Accounts | Right::Catalogue | Right::Audit | Right::Retention)
                | (Self::Manager, Right::Surveys)
                | (Self::Analyst, Right::Analysis)
                | (Self::Collector, Right::Collection)
                | (Self::Auditor, Right::Audit)
        )
    }
}

/// Where a role holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everywhere.
    Everything,
    /// In a unit and all below it.
    Unit(Code),
}

impl Scope {
    /// The form in which it is stored and sent: the unit's code, or nothing.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Everything => "",
            Self::Unit(unit) => unit.as_str(),
        }
    }

    /// The scope of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word.is_empty() { Some(Self::Everything) } else { word.parse().ok().map(Self::Unit) }
    }
}

/// A role in its scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
}

/// Where somebody has a right: everywhere, or in some units and all below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere.
    Everything,
    /// In these units and below them; nowhere where there is none.
    Units(Vec<Code>),
}

impl Reach {
    /// Where these grants give a right.
    #[must_use]
    pub fn of(grants: &[Grant], right: Right) -> Self {
        let mut units = Vec::new();
        for grant in grants.iter().filter(|grant| grant.role.allows(right)) {
            match &grant.scope {
                Scope::Everything => return Self::Everything,
                Scope::Unit(unit) => units.push(unit.clone()),
            }
        }
        units.sort();
        units.dedup();
        Self::Units(units)
    }

    /// Whether it is nowhere.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Self::Units(units) if units.is_empty())
    }

    /// Whether a unit lies in it.
    #[must_use]
    pub fn has(&self, units: &Tree<Unit>, unit: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Units(tops) => tops.iter().any(|top| units.is_within(unit, top.as_str())),
        }
    }

    /// Whether it begins at this unit: the unit lies in it, but not what is above. Whoever has such a reach looks after the unit, but where
    /// it belongs and how long it exists is not theirs to say.
    #[must_use]
    pub fn begins_at(&self, units: &Tree<Unit>, unit: &Unit) -> bool {
        let above = unit.parent.as_ref().is_some_and(|parent| self.has(units, parent.as_str()));
        *self != Self::Everything && !above && self.has(units, unit.code.as_str())
    }

    /// The nodes of the tree that lie in it, each with its depth below the one at which it begins, parents before their children.
    #[must_use]
    pub fn within<'a>(&self, units: &'a Tree<Unit>) -> Vec<(usize, &'a Unit)> {
        let Self::Units(tops) = self else { return units.in_depth_order() };
        let tops: HashSet<&str> = tops.iter().map(Code::as_str).collect();
        let mut found = Vec::new();
        // Parents come before their children, so all below a top follow it: at a greater depth, until one is as high again.
        let mut below: Option<usize> = None;
        for (depth, unit) in units.in_depth_order() {
            below = below.filter(|top| depth > *top).or_else(|| tops.contains(unit.code.as_str()).then_some(depth));
            if let Some(top) = below {
                found.push((depth - top, unit));
            }
        }
        found
    }

    /// Whether every unit lies in it, whether by a role for everything or by one for the unit above all others. What units share, such as
    /// questionnaires, is for whoever has such a reach to change.
    #[must_use]
    pub fn has_all(&self, units: &Tree<Unit>) -> bool {
        let tops =
            || units.nodes().iter().filter(|unit| unit.parent.as_ref().is_none_or(|above| units.get(above.as_str()).is_none()));
        *self == Self::Everything || (tops().next().is_some() && tops().all(|top| self.has(units, top.code.as_str())))
    }

    /// The same reach without the units that lie below another of it, so that nothing in it is counted twice.
    #[must_use]
    pub fn outermost(&self, units: &Tree<Unit>) -> Self {
        let Self::Units(tops) = self else { return Self::Everything };
        let below = |unit: &Code| tops.iter().any(|top| top != unit && units.is_within(unit.as_str(), top.as_str()));
        Self::Units(tops.iter().filter(|unit| !below(unit)).cloned().collect())
    }

    /// Whether a whole scope lies in it.
    #[must_use]
    pub fn covers(&self, units: &Tree<Unit>, scope: &Scope) -> bool {
        match scope {
            Scope::Everything => *self == Self::Everything,
            Scope::Unit(unit) => self.has(units, unit.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Grant, Reach, Right, Role, Scope};
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;
    use crate::domain::unit::{Unit, UnitKind};

    fn units() -> Tree<Unit> {
        let unit = |code: &str, parent: Option<&str>| Unit {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: None,
        };
        Tree::new(vec![unit("tinh", None), unit("xa", Some("tinh")), unit("khac", None)])
    }

    fn grant(role: Role, unit: &str) -> Grant {
        Grant { role, scope: Scope::from_word(unit).unwrap() }
    }

    #[test]
    fn a_reach_is_what_the_grants_of_that_right_give() {
        let grants = [grant(Role::Manager, "tinh"), grant(Role::Auditor, "xa"), grant(Role::Administrator, "xa")];
        assert_eq!(Reach::of(&grants, Right::Surveys), Reach::Units(vec!["tinh".parse().unwrap()]));
        assert_eq!(Reach::of(&grants, Right::Audit), Reach::Units(vec!["xa".parse().unwrap()]));
        assert!(Reach::of(&grants, Right::Analysis).is_nowhere());
        assert_eq!(Reach::of(&[grant(Role::Administrator, "")], Right::Accounts), Reach::Everything);
    }

    #[test]
    fn a_unit_reaches_below_itself_and_not_above() {
        let units = units();
        let reach = Reach::of(&[grant(Role::Manager, "xa")], Right::Surveys);
        assert!(reach.has(&units, "xa"));
        assert!(!reach.has(&units, "tinh") && !reach.has(&units, "khac") && !reach.has(&units, "unknown"));
        assert!(!reach.covers(&units, &Scope::Everything));
        let reach = Reach::of(&[grant(Role::Manager, "tinh")], Right::Surveys);
        assert!(reach.covers(&units, &Scope::from_word("xa").unwrap()));
        let begins = |reach: &Reach, unit: &str| reach.begins_at(&units, units.get(unit).unwrap());
        assert!(
            begins(&reach, "tinh") && !begins(&reach, "xa") && !begins(&reach, "khac") && !begins(&Reach::Everything, "tinh")
        );
        let depths = |reach: &Reach| {
            reach.within(&units).into_iter().map(|(depth, unit)| (depth, unit.code.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(depths(&reach), [(0, "tinh".to_owned()), (1, "xa".to_owned())]);
        assert_eq!(depths(&Reach::Units(vec!["xa".parse().unwrap()])), [(0, "xa".to_owned())]);
        assert!(Reach::Everything.covers(&units, &Scope::Everything));
    }

    #[test]
    fn all_units_may_be_reached_from_their_tops() {
        let units = units();
        let reach = |tops: &[&str]| Reach::Units(tops.iter().map(|top| top.parse().unwrap()).collect());
        assert!(reach(&["tinh", "khac"]).has_all(&units) && Reach::Everything.has_all(&units));
        assert!(!reach(&["tinh"]).has_all(&units) && !reach(&[]).has_all(&units) && !reach(&[]).has_all(&Tree::new(Vec::new())));
        assert_eq!(reach(&["khac", "tinh", "xa"]).outermost(&units), reach(&["khac", "tinh"]));
        assert_eq!(Reach::Everything.outermost(&units), Reach::Everything);
    }

    #[test]
    fn words_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Scope::from_word("No"), None);
    }
}
