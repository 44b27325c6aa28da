//! The journal of a device: each entry's hash covers the entry and the hash before it, so none can be changed or taken out unnoticed between the
//! touch of the screen and the server.
//!
//! What it cannot show: that the end was cut off before it was sent (the numbers show that, see [`app::domain::device::arrival`]), and that
//! somebody who has the tablet in hand wrote everything anew.

use app::domain::device::contact::Entry;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// How far a journal arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 before any.
    pub sequence: i64,
    /// Its hash, in hexadecimal; empty before any.
    pub hash: String,
}

/// The hash of an entry: SHA-256, in hexadecimal, of these lines, of which only the last may hold line breaks: `hailong-journal 1`, the hash before
/// it (empty for the first of a storage), number, collection point, the three numbers of its moment (clock, elapsed, page), body.
#[must_use]
pub fn hash(entry: &Entry) -> String {
    let Entry { sequence, point, body, at, previous, .. } = entry;
    let text = format!("hailong-journal 1\n{previous}\n{sequence}\n{point}\n{}\n{}\n{}\n{body}", at.wall, at.elapsed, at.page);
    HEXLOWER.encode(&Sha256::digest(text))
}

/// Follows entries that come after a head, the oldest first, and gives the new head and the numbers at which the journal does not hold. Entries
/// that arrived before are passed over. Where the number before an entry is not known, because it is missing, its link cannot be looked at; the
/// missing number is told elsewhere. `begins_anew` says that the storage was emptied, so that a new journal may begin.
#[must_use]
pub fn follow(head: Head, entries: &[Entry], begins_anew: bool) -> (Head, Vec<i64>) {
    let (mut head, mut begins_anew) = (head, begins_anew);
    let mut broken = Vec::new();
    for entry in entries {
        if entry.sequence <= head.sequence {
            continue;
        }
        let follows = entry.previous == head.hash || begins_anew && entry.previous.is_empty();
        let is_next = entry.sequence == head.sequence + 1;
        if hash(entry) != entry.hash || is_next && !follows {
            broken.push(entry.sequence);
        }
        head = Head { sequence: entry.sequence, hash: entry.hash.clone() };
        begins_anew = false;
    }
    (head, broken)
}

#[cfg(test)]
mod tests {
    use app::domain::device::clock::Moment;

    use super::*;

    fn entry(sequence: i64, previous: &str, body: &str) -> Entry {
        let at = Moment { wall: 1_773_630_000_000 + sequence, elapsed: sequence, page: 7 };
        let entry = Entry {
            sequence,
            point: "aaaaaa".to_owned(),
            body: body.to_owned(),
            at,
            previous: previous.to_owned(),
            hash: String::new(),
        };
        Entry { hash: hash(&entry), ..entry }
    }

    fn chain(from: i64, to: i64) -> Vec<Entry> {
        let mut previous = String::new();
        (1..=to)
            .map(|sequence| {
                let entry = entry(sequence, &previous, "q-a=4");
                previous.clone_from(&entry.hash);
                entry
            })
            .filter(|entry| entry.sequence >= from)
            .collect()
    }

    #[test]
    fn the_hash_stays_what_it_is() {
        // `printf 'hailong-journal 1\n\n1\naaaaaa\n1773630000001\n1\n7\nq-a=4' | sha256sum`
        assert_eq!(entry(1, "", "q-a=4").hash, "eb1ba662b488f6041993d9b0635d9b66f6ab2bbd9d9b33f617355e7a837171f0");
    }

    #[test]
    fn a_whole_journal_holds_in_any_portions_and_again() {
        let all = chain(1, 9);
        let (head, broken) = follow(Head::default(), &all[..4], false);
        assert_eq!((head.sequence, broken), (4, vec![]));
        let (head, broken) = follow(head, &all[2..], false);
        assert_eq!((head.clone(), broken), (Head { sequence: 9, hash: all[8].hash.clone() }, vec![]));
        assert_eq!(follow(head.clone(), &all, false), (head, vec![]));
    }

    #[test]
    fn what_was_changed_taken_out_or_put_in_shows() {
        let all = chain(1, 5);
        let broken = |entries: &[Entry]| follow(Head::default(), entries, false).1;
        let mut changed = all.clone();
        changed[2].body = "q-a=5".to_owned();
        assert_eq!(broken(&changed), [3]);
        changed[2].hash = hash(&changed[2]);
        assert_eq!(broken(&changed), [4], "its hash was mended, and then the next does not follow");
        let mut taken_out = all.clone();
        taken_out.remove(2);
        assert_eq!(broken(&taken_out), Vec::<i64>::new(), "the missing number tells");
        for (place, entry) in taken_out.iter_mut().enumerate().skip(2) {
            entry.sequence = i64::try_from(place).unwrap() + 1;
            entry.hash = hash(entry);
        }
        assert_eq!(broken(&taken_out), [3, 4], "numbered anew, it does not follow");
    }

    #[test]
    fn an_emptied_storage_begins_anew_once() {
        let (head, _) = follow(Head::default(), &chain(1, 5), false);
        let anew = [entry(6, "", "q-a=1")];
        assert_eq!(follow(head.clone(), &anew, false).1, [6]);
        assert_eq!(follow(head.clone(), &anew, true).1, Vec::<i64>::new());
        let twice = [anew[0].clone(), entry(7, "", "q-a=1")];
        assert_eq!(follow(head, &twice, true).1, [7]);
    }
}
