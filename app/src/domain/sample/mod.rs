//! A sample that is drawn from a frame for a campaign, and what stays of it for ever.

pub mod column;
pub mod fault;
pub mod form;
pub mod seed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use column::Column;
use seed::Seed;

/// How elements are drawn within a stratum or a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// Every set of them is equally likely.
    SimpleRandom,
    /// At equal distances from a random start.
    Systematic,
}

/// How a sample is divided over strata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum Allocation {
    /// In proportion to their elements.
    Proportional {
        /// How many are drawn in all.
        n: u64,
    },
    /// In proportion to their elements times the spread that is expected.
    Neyman {
        /// How many are drawn in all.
        n: u64,
    },
    /// The same number of each, or what a column of the frame says.
    Fixed {
        /// How many of each; none where a column says it.
        each: Option<u64>,
    },
}

/// How a sample is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "design", rename_all = "kebab-case")]
pub enum Design {
    /// At equal distances over the whole frame.
    Systematic {
        /// How many are drawn.
        n: u64,
    },
    /// In each stratum.
    Stratified {
        /// How many in each.
        allocation: Allocation,
        /// How within a stratum.
        within: Within,
    },
    /// First clusters in proportion to their size, then elements in each of these.
    TwoStage {
        /// How many clusters.
        psus: u64,
        /// How many elements of each.
        each: u64,
        /// How within a cluster.
        within: Within,
    },
}

impl Design {
    /// The word under which it stands in a form.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Systematic { .. } => "systematic",
            Self::Stratified { .. } => "stratified",
            Self::TwoStage { .. } => "two-stage",
        }
    }

    /// The columns that it uses, of those of a frame.
    #[must_use]
    pub fn uses(self, column: Column) -> bool {
        match column {
            Column::Reference | Column::Order => true,
            Column::Stratum => !matches!(self, Self::Systematic { .. }),
            Column::Psu | Column::Size => matches!(self, Self::TwoStage { .. }),
            Column::Spread => matches!(self, Self::Stratified { allocation: Allocation::Neyman { .. }, .. }),
            Column::Taken => matches!(self, Self::Stratified { allocation: Allocation::Fixed { each: None }, .. }),
        }
    }

    /// The columns without which it cannot be drawn.
    #[must_use]
    pub fn needs(self, column: Column) -> bool {
        match column {
            Column::Reference => true,
            Column::Stratum => matches!(self, Self::Stratified { .. }),
            Column::Psu | Column::Spread | Column::Taken => self.uses(column),
            Column::Order | Column::Size => false,
        }
    }
}

/// What is asked of a draw: the design, and in which columns of the frame what it uses stands, by their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The design.
    pub design: Design,
    /// The columns used.
    pub columns: BTreeMap<Column, String>,
}

/// A stratum, with what is drawn of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stratum {
    /// Its code, as responses carry it.
    pub code: String,
    /// What the frame calls it; empty where the frame has no strata.
    pub name: String,
    /// How many elements it has.
    pub elements: u64,
    /// How many of them are drawn.
    pub drawn: u64,
    /// In two stages how many clusters it has, how many of them are drawn, and the sum of their sizes.
    pub clusters: Option<Clusters>,
    /// The smallest and the largest weight of its elements.
    pub weights: (f64, f64),
}

/// The clusters of a stratum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clusters {
    /// How many it has.
    pub all: u64,
    /// How many of them are drawn.
    pub drawn: u64,
    /// The sum of their sizes.
    pub size: u64,
    /// The names of those that are certain to be drawn, because they are as large as the interval.
    pub certain: Vec<String>,
}

/// A table as it was uploaded, before anybody says what its columns mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// How many rows it has besides these.
    pub elements: u64,
    /// The first of them.
    pub first: Vec<Vec<String>>,
    /// SHA-256 of all that stands in it, in hexadecimal digits.
    pub hash: String,
}

/// Of what a sample is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameFacts {
    /// SHA-256 of what stands in it, in hexadecimal digits.
    pub hash: String,
    /// How many elements it has.
    pub elements: u64,
}

/// A sample that was drawn. Nothing of it ever changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The campaign for which it was drawn.
    pub campaign_id: Uuid,
    /// When: UTC milliseconds.
    pub drawn_at: i64,
    /// The name of the account that drew it.
    pub drawn_by: String,
    /// The frame.
    pub frame: FrameFacts,
    /// What was asked.
    pub plan: Plan,
    /// The seed.
    pub seed: Seed,
    /// Whether somebody typed the seed; otherwise the program chose it.
    pub seed_typed: bool,
    /// The version of the rules by which it was drawn.
    pub algorithm: u32,
    /// Its strata.
    pub strata: Vec<Stratum>,
    /// SHA-256 of the drawn references, each with a line feed after it, in hexadecimal digits.
    pub result_hash: String,
    /// How many were drawn.
    pub size: u64,
    /// Of how many the references are still here: those who were invited are only among the invitations.
    pub listed: u64,
}

/// An element that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its place in the frame, from 1.
    pub position: u64,
    /// What the frame calls it.
    pub reference: String,
    /// What the frame calls its stratum and its cluster; empty where it has none.
    pub names: (String, String),
    /// The codes of both, as whoever estimates needs them.
    pub place: (String, String),
    /// The probability with which it was to be drawn.
    pub probability: f64,
    /// For how many it stands.
    pub weight: f64,
}
