//! How much of each thing a country has, all from the number of its units and campaigns.

/// The size of a country.
#[derive(Clone, Copy)]
pub struct Size {
    pub units: usize,
    pub campaigns: usize,
}

impl Size {
    /// How many provinces it has: 34, or so many that each has some units.
    pub const fn provinces(self) -> usize {
        if self.units < 340 { self.units.div_ceil(10) } else { 34 }
    }

    /// How many collection points, about.
    pub const fn points(self) -> usize {
        self.units
    }

    /// How many accounts.
    pub const fn accounts(self) -> usize {
        self.units / 20
    }

    /// How many targets.
    pub const fn targets(self) -> usize {
        self.units / 5
    }

    /// How many responses are counted, about.
    pub const fn responses(self) -> usize {
        self.units * 5
    }

    /// How many responses are only noted as pending when the program starts.
    pub const fn pending(self) -> usize {
        self.units / 20
    }

    /// How many lists of invitations.
    pub const fn batches(self) -> usize {
        self.units / 30
    }

    /// How many people are invited by each.
    pub const INVITED: usize = 150;

    /// How many entries the log has, at least.
    pub const fn log(self) -> usize {
        self.units * 10
    }

    /// How many were drawn into the sample.
    pub const fn sample(self) -> usize {
        self.units / 2
    }

    /// How many paper forms wait for their second entry.
    pub const fn forms(self) -> usize {
        self.units / 10
    }
}
