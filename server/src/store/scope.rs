//! Where staff may read and change, in SQL: the one layer through which their statements learn which units are theirs.
//!
//! A statement made by [`within!`] knows a table `reach` of the codes of all units in somebody's reach, and has the reach itself, as
//! [`parameter`] writes it, at `$1`.

use app::domain::role::Reach;

use super::{Store, StoreError};

/// For statements that look through long lists for what is in reach, be it of a commune or of a country: a plan that PostgreSQL makes for all reaches
/// went through the units once for each entry of the log, and took a second and a half for what otherwise takes twenty milliseconds.
pub(super) const PLANNED_ONCE: bool = false;

/// What stands for all units.
const EVERYTHING: &str = "*";

/// A statement that knows the units in reach.
macro_rules! within {
    ($($sql:expr),+) => {
        concat!(
            "WITH RECURSIVE reach (code) AS (SELECT code FROM unit WHERE $1 = '*' OR $1 LIKE '%,' || code || ',%' \
             UNION SELECT unit.code FROM unit JOIN reach ON unit.parent = reach.code) ",
            $($sql),+
        )
    };
}

/// A statement that knows, besides the units in reach, those `above` the ones at which the reach begins: whatever concerns such a unit with all
/// below it concerns the reach too. It may begin with a comma and go on with tables of its own.
macro_rules! around {
    ($($sql:expr),+) => {
        concat!(
            "WITH RECURSIVE reach (code) AS (SELECT code FROM unit WHERE $1 = '*' OR $1 LIKE '%,' || code || ',%' \
             UNION SELECT unit.code FROM unit JOIN reach ON unit.parent = reach.code), \
             above (code) AS (SELECT parent FROM unit WHERE parent IS NOT NULL AND $1 LIKE '%,' || code || ',%' \
             UNION SELECT unit.parent FROM unit JOIN above ON unit.code = above.code WHERE unit.parent IS NOT NULL)",
            $($sql),+
        )
    };
}

pub(super) use {around, within};

/// The reach as statements get it: `*` for everything, otherwise the codes of its units with commas around each. Codes hold nothing that
/// means something to `LIKE`.
pub(super) fn parameter(reach: &Reach) -> String {
    match reach {
        Reach::Everything => EVERYTHING.to_owned(),
        Reach::Units(units) => units.iter().fold(",".to_owned(), |text, unit| text + unit.as_str() + ","),
    }
}

impl Store {
    /// The reach as statements that only read get it, where every row belongs to a unit: whoever reaches the units at which the tree begins
    /// reaches all rows, and the database need not go through ten thousand units to find that out. Where a new unit was added at the top by
    /// another instance less than a second ago, that is noticed as late as everything else in the directory.
    pub(super) async fn reading(&self, reach: &Reach) -> Result<String, StoreError> {
        let everything = reach.has_all(&self.directory().await?.units);
        Ok(if everything { EVERYTHING.to_owned() } else { parameter(reach) })
    }
}

#[cfg(test)]
mod tests {
    use app::domain::role::Reach;

    use super::parameter;

    #[test]
    fn nowhere_is_no_unit() {
        assert_eq!(parameter(&Reach::Everything), "*");
        assert_eq!(parameter(&Reach::Units(Vec::new())), ",");
        assert_eq!(parameter(&Reach::Units(vec!["xa".parse().unwrap(), "xa-2".parse().unwrap()])), ",xa,xa-2,");
    }
}
