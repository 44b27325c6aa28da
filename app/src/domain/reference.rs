//! What refers to a unit or a sector, so that it cannot be removed.

/// A kind of thing that refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// Units or sectors below it.
    Children,
    /// Units that were merged into it.
    Predecessors,
    /// Targets.
    Targets,
    /// Campaigns.
    Campaigns,
    /// Collection points.
    Points,
    /// Responses.
    Responses,
    /// Roles of accounts.
    Roles,
    /// Rates that other systems report.
    Rates,
    /// Classifications of percentages.
    Classifications,
    /// Lists of those who were invited.
    Invitations,
    /// A sample that was drawn.
    Sample,
    /// An order that nothing of it is erased.
    Hold,
    /// Devices that stand or stood at it.
    Devices,
    /// A tablet that was this device.
    Tablet,
    /// Improvement actions.
    Improvements,
    /// Indices that others publish.
    Indices,
    /// Minutes of reviews that were kept.
    Reviews,
    /// Tokens of other systems.
    Tokens,
    /// The program itself, which brings it along and would add it again when it starts.
    Program,
}

impl Reference {
    /// The key of its name in the languages of the interface.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Children => "refers-children",
            Self::Predecessors => "refers-predecessors",
            Self::Targets => "refers-targets",
            Self::Campaigns => "refers-campaigns",
            Self::Points => "refers-points",
            Self::Responses => "refers-responses",
            Self::Roles => "refers-roles",
            Self::Rates => "refers-rates",
            Self::Classifications => "refers-classifications",
            Self::Invitations => "refers-invitations",
            Self::Sample => "refers-sample",
            Self::Hold => "refers-hold",
            Self::Tokens => "refers-tokens",
            Self::Devices => "refers-devices",
            Self::Tablet => "refers-tablet",
            Self::Improvements => "refers-improvements",
            Self::Indices => "refers-indices",
            Self::Reviews => "refers-reviews",
            Self::Program => "refers-program",
        }
    }
}
