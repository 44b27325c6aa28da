//! Boundaries from a file: which belong to which unit, and which to none.

/// By what units are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Their codes.
    Code,
    /// Their names, without regard to accents and to what is before them, such as "xã".
    Name,
}

/// An area that belongs to no unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which it is in the file, from 1.
    pub number: u64,
    /// What stands in the property by which units are found.
    pub value: Option<String>,
    /// Why.
    pub why: WhyLeft,
}

/// Why an area belongs to no unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    /// It is a point or a line.
    NoArea,
    /// The property is empty or not there.
    NoValue,
    /// Nobody in reach is called so.
    NoUnit,
    /// Several are called so.
    Several,
}

impl WhyLeft {
    /// The key of the words for it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoArea => "outline-no-area",
            Self::NoValue => "outline-no-value",
            Self::NoUnit => "outline-no-unit",
            Self::Several => "outline-several",
        }
    }
}
