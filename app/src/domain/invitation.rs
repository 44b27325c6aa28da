//! Invitations: one-time links for the dossiers or households of a list, so that each gives one answer.

use uuid::Uuid;

use super::collection_point::PointCode;

/// What became of the invitations of a list. How many answered is never noted: it is what is left over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many were issued.
    pub issued: u64,
    /// How many can still be answered.
    pub open: u64,
    /// How many were withdrawn without an answer.
    pub withdrawn: u64,
    /// How many expired without an answer.
    pub expired: u64,
}

impl Totals {
    /// How many answered.
    #[must_use]
    pub const fn answered(self) -> u64 {
        self.issued.saturating_sub(self.open).saturating_sub(self.withdrawn).saturating_sub(self.expired)
    }

    /// The response rate: answered by issued, from 0 to 1; `None` where nothing was issued.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a list is never longer than a double counts exactly")]
    pub fn rate(self) -> Option<f64> {
        (self.issued > 0).then(|| self.answered() as f64 / self.issued as f64)
    }

    /// The totals of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            issued: self.issued + other.issued,
            open: self.open + other.open,
            withdrawn: self.withdrawn + other.withdrawn,
            expired: self.expired + other.expired,
        }
    }
}

/// A list of which each line was given one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its identifier.
    pub id: Uuid,
    /// The collection point whose form the links open.
    pub point: PointCode,
    /// What the list is called.
    pub name: String,
    /// When it was issued: UTC milliseconds.
    pub created_at: i64,
    /// When its links cease to work: UTC milliseconds, exclusive.
    pub expires_at: i64,
    /// When what was open was withdrawn: UTC milliseconds.
    pub withdrawn_at: Option<i64>,
    /// How often links were made.
    pub rounds: i64,
    /// When links were made last: UTC milliseconds.
    pub links_made_at: Option<i64>,
    /// What became of its invitations.
    pub totals: Totals,
}

impl Batch {
    /// Whether its links work at `now` (UTC milliseconds), and new ones can be made.
    #[must_use]
    pub const fn is_open(&self, now: i64) -> bool {
        self.withdrawn_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::Totals;

    #[test]
    fn who_answered_is_what_is_left_over() {
        let totals = Totals { issued: 10, open: 4, withdrawn: 2, expired: 1 };
        assert_eq!((totals.answered(), totals.rate()), (3, Some(0.3)));
        assert_eq!(totals.and(totals).answered(), 6);
        assert_eq!(Totals::default().rate(), None);
    }
}
