//! What becomes of the removal of a unit or a sector.

use app::domain::reference::Reference;

/// What became of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is removed.
    Removed,
    /// It was not there, or may not be removed by who wanted to.
    NotThere,
    /// It stays, because of these.
    Referred(Vec<Reference>),
}
