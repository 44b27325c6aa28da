//! What the columns of a frame are for.

use serde::{Deserialize, Serialize};

/// A use of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// What an element is called: the number of a household or a dossier.
    Reference,
    /// The stratum of an element.
    Stratum,
    /// Its cluster of the first stage, such as a village.
    Psu,
    /// The size of the cluster, the same for all its elements.
    Size,
    /// By this the frame is sorted before it is drawn from.
    Order,
    /// The standard deviation that is expected in the stratum.
    Spread,
    /// How many are drawn in the stratum.
    Taken,
}

impl Column {
    /// Every use, in the order of the form.
    pub const ALL: [Self; 7] = [Self::Reference, Self::Stratum, Self::Psu, Self::Size, Self::Order, Self::Spread, Self::Taken];

    /// The field of the form in which it is chosen, by the number of the column from 0.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Reference => "column-reference",
            Self::Stratum => "column-stratum",
            Self::Psu => "column-psu",
            Self::Size => "column-size",
            Self::Order => "column-order",
            Self::Spread => "column-spread",
            Self::Taken => "column-taken",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reference => "frame-reference",
            Self::Stratum => "frame-stratum",
            Self::Psu => "frame-psu",
            Self::Size => "frame-size",
            Self::Order => "frame-order",
            Self::Spread => "frame-spread",
            Self::Taken => "frame-taken",
        }
    }
}
