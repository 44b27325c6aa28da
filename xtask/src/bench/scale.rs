//! How large and how long: in full, or small enough for every change.

use std::time::Duration;

/// The sizes of everything that is measured.
pub struct Scale {
    /// How many responses the databases hold; the first is the one that is written to, the middle one the one that is exported.
    pub sizes: &'static [u64],
    /// How many rows the databases are given in bulk.
    pub rows: u64,
    /// How long load lasts before it counts.
    pub warm_up: Duration,
    /// How long it counts.
    pub time: Duration,
    /// How many submissions a second come at the steady rate.
    pub rate: u32,
    /// How many complete responses each of the connections gives.
    pub complete: u32,
    /// How often a page is read.
    pub pages: u32,
    /// How many lines a file has that is imported.
    pub lines: u32,
    /// How long citizens send beside an import; it is over sooner.
    pub beside: Duration,
    /// How many units and campaigns a country has.
    pub nation: (u32, u32),
    /// How often each of its pages is asked for.
    pub asked: u32,
    /// Under how many filters each of the analyst's pages is asked for.
    pub filters: usize,
    /// How long the disk is written to.
    pub disk: Duration,
}

impl Scale {
    /// Everything.
    pub const fn full() -> Self {
        Self {
            sizes: &[10_000, 1_000_000, 10_000_000],
            rows: 500_000,
            warm_up: Duration::from_secs(5),
            time: Duration::from_secs(15),
            rate: 2_000,
            complete: 2_000,
            pages: 300,
            lines: 100_000,
            beside: Duration::from_secs(12),
            nation: (10_000, 1_000),
            asked: 30,
            filters: 5,
            disk: Duration::from_secs(3),
        }
    }

    /// Just enough to see that everything works.
    pub const fn quick() -> Self {
        Self {
            sizes: &[10_000, 100_000],
            rows: 20_000,
            warm_up: Duration::from_secs(1),
            time: Duration::from_secs(2),
            rate: 200,
            complete: 25,
            pages: 10,
            lines: 5_000,
            beside: Duration::from_secs(3),
            nation: (400, 60),
            asked: 3,
            filters: 1,
            disk: Duration::from_millis(300),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn there_are_enough_rows_to_insert_and_sizes_rise() {
        for scale in [Scale::full(), Scale::quick()] {
            assert!(scale.sizes.len() > 1 && scale.sizes.is_sorted());
            assert!(scale.rows <= scale.sizes[1]);
        }
    }
}
