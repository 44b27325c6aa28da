//! Sectors of administration: land, construction, health, …

use super::code::Code;
use super::texts::Texts;

/// A sector in the tree under "administrative procedures" and "public services".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    /// Its stable code.
    pub code: Code,
    /// The sector above it.
    pub parent: Option<Code>,
    /// Its name.
    pub name: Texts,
    /// Its place among its siblings, from 0.
    pub position: i64,
}
