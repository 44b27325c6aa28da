//! The chain of the audit log: each entry's hash covers the entry and the hash before it, so no entry can be changed, taken out
//! or moved without every later hash becoming wrong.
//!
//! What a chain cannot show:
//!
//! - That entries were cut off at the end: what is left is a whole chain. It shows when somebody else keeps a [`Head`]
//!   (printed, mailed, in another system) and gives it to [`verify`].
//! - That somebody who controls the database and the program wrote everything anew, with new hashes. Only a kept head shows
//!   that, too, for what lies before it.
//! - That an entry was never written, or was untrue when it was.

use sha2::{Digest, Sha256};
use thiserror::Error;

/// A hash of the chain: SHA-256.
pub type Hash = [u8; 32];

/// The form in which entries are hashed. A new form gets a new number, and old entries keep theirs.
const VERSION: u8 = 1;

/// One entry of the audit log, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its place: 1 for the first, and without gaps.
    pub number: i64,
    /// When it happened: UTC milliseconds.
    pub at: i64,
    /// The account that acted; none is the program itself, or somebody unknown.
    pub actor: Option<&'a str>,
    /// The session in which it was done, by an identifier that opens nothing.
    pub session: Option<&'a str>,
    /// What was done, by its code.
    pub action: &'a str,
    /// The unit whose auditors read it; none is the whole installation.
    pub unit: Option<&'a str>,
    /// What it was done to.
    pub subject: &'a str,
    /// The subject before, as JSON, exactly as it is stored.
    pub before: Option<&'a str>,
    /// The subject afterwards, as JSON, exactly as it is stored.
    pub after: Option<&'a str>,
}

/// The end of a chain: all that is needed to append to it and to notice later that it is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 where there is none.
    pub number: i64,
    /// The hash of the last entry.
    pub hash: Hash,
}

/// Where a chain breaks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the chain breaks at entry {number}: {how}")]
pub struct Break {
    /// The first number at which the chain does not hold. If somebody also mended the hash of what they altered, it is the
    /// number after it.
    pub number: i64,
    /// In which way.
    pub how: How,
}

/// In which way a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum How {
    /// Entry or hash are not what they were.
    #[error("the entry or its hash was altered")]
    Altered,
    /// There is no entry of this number.
    #[error("the entry is missing")]
    Missing,
    /// The entry is there, but not in its place, or twice.
    #[error("the entry is not in its place")]
    Reordered,
}

impl Head {
    /// The end of a chain without entries.
    pub const EMPTY: Self = Self { number: 0, hash: [0; 32] };

    /// The end of this chain with an entry more, whose number must be the next one.
    ///
    /// # Errors
    /// [`How::Missing`] for a number that is too high and [`How::Reordered`] for one that is too low.
    pub fn append(self, entry: &Entry) -> Result<Self, Break> {
        let number = self.number.saturating_add(1);
        match entry.number.cmp(&number) {
            std::cmp::Ordering::Greater => Err(Break { number, how: How::Missing }),
            std::cmp::Ordering::Less => Err(Break { number: entry.number, how: How::Reordered }),
            std::cmp::Ordering::Equal => Ok(Self { number, hash: hash(&self.hash, entry) }),
        }
    }
}

/// The hash of an entry that follows the entry of hash `previous` (zeros for the first).
///
/// SHA-256 of: the version of the form (1 byte), `previous` (32), number and time (8 each, big-endian), then actor, session,
/// action, unit, subject, before and after in this order, each as a byte (0 for none, and nothing more; 1 otherwise), its length in
/// bytes (8, big-endian) and its UTF-8. So no two different entries are the same bytes.
#[must_use]
pub fn hash(previous: &Hash, entry: &Entry) -> Hash {
    let Entry { number, at, actor, session, action, unit, subject, before, after } = *entry;
    let mut sha = Sha256::new();
    sha.update([VERSION]);
    sha.update(previous);
    sha.update(number.to_be_bytes());
    sha.update(at.to_be_bytes());
    for field in [actor, session, Some(action), unit, Some(subject), before, after] {
        match field {
            None => sha.update([0]),
            Some(text) => {
                sha.update([1]);
                // A length in memory always fits.
                sha.update((text.len() as u64).to_be_bytes());
                sha.update(text);
            }
        }
    }
    sha.finalize().into()
}

/// Follows a whole chain, the first entry first and each with its stored hash, and gives its end.
///
/// `kept` is an earlier end that was kept elsewhere, if there is one: then the chain must still go through it.
///
/// # Errors
/// The first [`Break`]. What lies behind it is read only to tell a missing entry from one that is out of place.
pub fn verify<'a>(entries: impl IntoIterator<Item = (Entry<'a>, Hash)>, kept: Option<Head>) -> Result<Head, Break> {
    let mut entries = entries.into_iter();
    let mut head = Head::EMPTY;
    while let Some((entry, stored)) = entries.next() {
        head = match head.append(&entry) {
            Ok(next) if next.hash == stored => next,
            Ok(next) => return Err(Break { number: next.number, how: How::Altered }),
            Err(Break { number, how: How::Missing }) if entries.any(|(later, _)| later.number == number) => {
                return Err(Break { number, how: How::Reordered });
            }
            Err(broken) => return Err(broken),
        };
        if kept.is_some_and(|kept| kept.number == head.number && kept.hash != head.hash) {
            return Err(Break { number: head.number, how: How::Altered });
        }
    }
    match kept {
        Some(kept) if kept.number > head.number => Err(Break { number: head.number + 1, how: How::Missing }),
        _ => Ok(head),
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::{Break, Entry, Hash, Head, How, hash, verify};

    /// An entry that owns its texts.
    #[derive(Clone, Debug, PartialEq)]
    struct Row {
        number: i64,
        at: i64,
        actor: Option<String>,
        session: Option<String>,
        action: String,
        unit: Option<String>,
        subject: String,
        before: Option<String>,
        after: Option<String>,
    }

    impl Row {
        fn entry(&self) -> Entry<'_> {
            Entry {
                number: self.number,
                at: self.at,
                actor: self.actor.as_deref(),
                session: self.session.as_deref(),
                action: &self.action,
                unit: self.unit.as_deref(),
                subject: &self.subject,
                before: self.before.as_deref(),
                after: self.after.as_deref(),
            }
        }
    }

    fn plain(number: i64) -> Row {
        Row {
            number,
            at: 1_750_000_000_000 + number,
            actor: Some("an".to_owned()),
            session: None,
            action: "account-created".to_owned(),
            unit: Some("xa".to_owned()),
            subject: "account/binh".to_owned(),
            before: None,
            after: Some(r#"{"name":"Bình"}"#.to_owned()),
        }
    }

    fn chained(rows: impl IntoIterator<Item = Row>) -> Vec<(Row, Hash)> {
        let mut head = Head::EMPTY;
        let chained = rows.into_iter().map(|row| {
            head = head.append(&row.entry()).unwrap();
            (row, head.hash)
        });
        chained.collect()
    }

    fn check(rows: &[(Row, Hash)], kept: Option<Head>) -> Result<Head, Break> {
        verify(rows.iter().map(|(row, hash)| (row.entry(), *hash)), kept)
    }

    fn broken(number: i64, how: How) -> Result<Head, Break> {
        Err(Break { number, how })
    }

    #[test]
    fn the_form_stays_what_it_is() {
        // Computed by Python's hashlib and struct from the description at `hash`.
        assert_eq!(
            HEXLOWER.encode(&hash(&[0; 32], &plain(1).entry())),
            "3d6edf282769c94958a4fbe4836fb1bb4e078144ac3e63353942997e8934a16e"
        );
    }

    #[test]
    fn a_whole_chain_holds() {
        let rows = chained((1..=5).map(plain));
        let head = Head { number: 5, hash: rows[4].1 };
        assert_eq!(check(&rows, None), Ok(head));
        assert_eq!(check(&rows, Some(head)), Ok(head));
        assert_eq!(check(&rows, Some(Head { number: 2, hash: rows[1].1 })), Ok(head));
        assert_eq!(check(&rows, Some(Head::EMPTY)), Ok(head));
        assert_eq!(check(&[], None), Ok(Head::EMPTY));
    }

    #[test]
    fn each_break_has_its_name_and_number() {
        let rows = chained((1..=5).map(plain));
        let mut altered = rows.clone();
        altered[2].0.subject.push('x');
        assert_eq!(check(&altered, None), broken(3, How::Altered));
        // Whoever mends the hash, too, is found one later.
        altered[2].1 = hash(&altered[1].1, &altered[2].0.entry());
        assert_eq!(check(&altered, None), broken(4, How::Altered));
        let mut missing = rows.clone();
        missing.remove(2);
        assert_eq!(check(&missing, None), broken(3, How::Missing));
        assert_eq!(check(&rows[1..], None), broken(1, How::Missing));
        let mut swapped = rows.clone();
        swapped.swap(1, 3);
        assert_eq!(check(&swapped, None), broken(2, How::Reordered));
        let mut twice = rows.clone();
        twice.insert(3, rows[1].clone());
        assert_eq!(check(&twice, None), broken(2, How::Reordered));
        // Closing the gap by new numbers does not help.
        missing[2].0.number = 3;
        assert_eq!(check(&missing, None), broken(3, How::Altered));
        assert_eq!(
            check(&missing, None).unwrap_err().to_string(),
            "the chain breaks at entry 3: the entry or its hash was altered"
        );
    }

    #[test]
    fn only_a_kept_head_shows_that_the_end_is_cut_off_or_all_is_new() {
        let rows = chained((1..=5).map(plain));
        let kept = Some(Head { number: 5, hash: rows[4].1 });
        assert!(check(&rows[..3], None).is_ok());
        assert_eq!(check(&rows[..3], kept), broken(4, How::Missing));
        assert_eq!(check(&[], kept), broken(1, How::Missing));
        let anew = chained((1..=6).map(|number| Row { at: 0, ..plain(number) }));
        assert!(check(&anew, None).is_ok());
        assert_eq!(check(&anew, kept), broken(5, How::Altered));
    }

    #[test]
    fn numbers_are_held_when_appending() {
        assert_eq!(Head::EMPTY.append(&plain(0).entry()), broken(0, How::Reordered));
        assert_eq!(Head::EMPTY.append(&plain(2).entry()), broken(1, How::Missing));
        assert!(Head::EMPTY.append(&plain(1).entry()).is_ok());
    }

    fn text() -> impl Strategy<Value = String> {
        // Few letters, so that texts that differ only in where they are cut come up.
        "[ab\u{1ead}]{0,4}"
    }

    fn optional() -> impl Strategy<Value = Option<String>> {
        proptest::option::of(text())
    }

    fn row() -> impl Strategy<Value = Row> {
        (any::<i64>(), optional(), optional(), text(), optional(), text(), optional(), optional()).prop_map(
            |(at, actor, session, action, unit, subject, before, after)| Row {
                number: 0,
                at,
                actor,
                session,
                action,
                unit,
                subject,
                before,
                after,
            },
        )
    }

    fn chain(least: usize) -> impl Strategy<Value = Vec<(Row, Hash)>> {
        proptest::collection::vec(row(), least..12)
            .prop_map(|rows| chained((1..).zip(rows).map(|(number, row)| Row { number, ..row })))
    }

    proptest! {
        #[test]
        fn entries_of_equal_hash_are_equal(one in row(), other in row()) {
            prop_assert_eq!(one == other, hash(&[0; 32], &one.entry()) == hash(&[0; 32], &other.entry()));
        }

        #[test]
        fn whole_chains_hold(rows in chain(0)) {
            prop_assert!(check(&rows, None).is_ok());
        }

        #[test]
        fn any_other_entry_in_a_place_is_found(rows in chain(1), place: Index, other in row()) {
            let mut changed = rows.clone();
            let place = place.index(rows.len());
            changed[place].0 = Row { number: changed[place].0.number, ..other };
            prop_assume!(changed != rows);
            prop_assert_eq!(check(&changed, None), broken(i64::try_from(place).unwrap() + 1, How::Altered));
        }

        #[test]
        fn any_single_field_changed_is_found(rows in chain(1), place: Index, field in 0..9, other in row(), number: i64) {
            let mut changed = rows.clone();
            let row = &mut changed[place.index(rows.len())].0;
            match field {
                0 => row.number = number,
                1 => row.at = other.at,
                2 => row.actor = other.actor,
                3 => row.session = other.session,
                4 => row.action = other.action,
                5 => row.subject = other.subject,
                6 => row.before = other.before,
                7 => row.unit = other.unit,
                _ => row.after = other.after,
            }
            prop_assume!(changed != rows);
            prop_assert!(check(&changed, None).is_err());
        }

        #[test]
        fn any_bit_of_a_hash_is_found(rows in chain(1), place: Index, bit in 0..256usize) {
            let mut changed = rows.clone();
            let place = place.index(rows.len());
            changed[place].1[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(check(&changed, None), broken(i64::try_from(place).unwrap() + 1, How::Altered));
        }

        #[test]
        fn any_removal_but_at_the_end_is_found(rows in chain(2), place: Index) {
            let mut changed = rows.clone();
            let place = place.index(rows.len() - 1);
            changed.remove(place);
            prop_assert_eq!(check(&changed, None), broken(i64::try_from(place).unwrap() + 1, How::Missing));
        }

        #[test]
        fn any_swap_is_found(rows in chain(2), one: Index, other: Index) {
            let mut changed = rows.clone();
            let (one, other) = (one.index(rows.len()), other.index(rows.len()));
            prop_assume!(one != other);
            changed.swap(one, other);
            let first = i64::try_from(one.min(other)).unwrap() + 1;
            prop_assert_eq!(check(&changed, None), broken(first, How::Reordered));
        }

        #[test]
        fn any_cut_at_the_end_is_found_by_the_kept_head(rows in chain(1), place: Index) {
            let kept = check(&rows, None).unwrap();
            let left = place.index(rows.len());
            prop_assert_eq!(check(&rows[..left], Some(kept)), broken(i64::try_from(left).unwrap() + 1, How::Missing));
        }
    }
}
