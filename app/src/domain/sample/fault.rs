//! What is wrong with a frame, or with a design for it.

/// Something that is wrong with a frame, where people find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; none for what concerns the frame as a whole.
    pub line: Option<u64>,
    /// The name of the column.
    pub column: Option<String>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The cell is empty.
    Empty,
    /// The reference is too long.
    TooLong,
    /// The reference stands in this earlier line already.
    Twice(u64),
    /// The line has more cells than the first one has names.
    TooWide,
    /// Two columns have the same name, or a column that is used has none.
    ColumnName,
    /// It is no size: a whole number from 1 to a thousand million.
    NotASize,
    /// It is no spread: a number from 0.
    NotASpread,
    /// It is no number to be drawn: a whole number from 1.
    NotANumber,
    /// Another value than in this earlier line, where it has to be the same.
    Differs(u64),
    /// The frame has more lines than a frame may have.
    TooManyLines,
    /// The frame has no element.
    NoElement,
    /// More are to be drawn in all than there are.
    MoreThanThereAre {
        /// How many there are.
        has: u64,
        /// How many are to be drawn.
        taken: u64,
    },
    /// Fewer are to be drawn in all than there are strata.
    FewerThanStrata {
        /// How many strata there are.
        strata: u64,
        /// How many are to be drawn.
        taken: u64,
    },
    /// No stratum has a spread, so that nothing can be divided by it.
    NoSpread,
    /// The stratum has fewer elements, or clusters, than are to be drawn of it.
    StratumTooSmall {
        /// What the frame calls it.
        name: String,
        /// How many it has.
        has: u64,
        /// How many are to be drawn.
        taken: u64,
    },
    /// The cluster has fewer elements than are to be drawn of each.
    ClusterTooSmall {
        /// What the frame calls it.
        name: String,
        /// How many it has.
        has: u64,
        /// How many are to be drawn.
        taken: u64,
    },
}

impl Fault {
    /// A fault of the frame as a whole.
    #[must_use]
    pub const fn of_all(what: What) -> Self {
        Self { line: None, column: None, what }
    }
}

/// Faults, of which the first are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first ones.
    pub first: Vec<Fault>,
    /// How many there are.
    pub count: u64,
}

impl Faults {
    /// So many are told; who has more has chosen the wrong column, or the wrong file.
    const TOLD: usize = 20;

    /// Notes another one.
    pub fn note(&mut self, fault: Fault) {
        self.count += 1;
        if self.first.len() < Self::TOLD {
            self.first.push(fault);
        }
    }
}
