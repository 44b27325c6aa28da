//! Figures of samples that were made before: they are computed person by person, so they are kept until somebody joins the sample.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

/// What the figures of samples depend on: the revision of what is known, and how many responses each campaign has. Where a response is taken
/// away the revision goes up, so the same of both is the same responses.
pub type Stamp = (i64, Vec<(Uuid, i64)>);

/// What was made, by what tells it apart, with what it was made from.
#[derive(Debug)]
pub struct Kept<K, V> {
    most: usize,
    made: Mutex<HashMap<K, (Stamp, V)>>,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// At most so many; beyond it, all are forgotten.
    pub fn at_most(most: usize) -> Self {
        Self { most, made: Mutex::default() }
    }

    /// What was made before under a key, if it still holds.
    pub fn get(&self, key: &K, holds: impl FnOnce(&Stamp, &V) -> bool) -> Option<V> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.get(key).filter(|(stamp, value)| holds(stamp, value)).map(|(_, value)| value.clone())
    }

    /// Keeps what was made.
    pub fn keep(&self, key: K, stamp: Stamp, value: V) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= self.most {
            made.clear();
        }
        made.insert(key, (stamp, value));
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn what_was_made_of_other_answers_does_not_hold() {
        let kept = Kept::at_most(2);
        let (then, now) = ((1, Vec::new()), (2, Vec::new()));
        kept.keep("one", then.clone(), 'a');
        assert_eq!(kept.get(&"one", |stamp, _| *stamp == then), Some('a'));
        assert_eq!(kept.get(&"one", |stamp, _| *stamp == now), None);
        assert_eq!(kept.get(&"two", |_, _| true), None);
        kept.keep("two", then.clone(), 'b');
        kept.keep("three", then, 'c');
        assert_eq!((kept.get(&"one", |_, _| true), kept.get(&"three", |_, _| true)), (None, Some('c')), "beyond two, all go");
    }
}
