//! Chance that can be repeated: whole numbers from a seed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};

/// A stream of random words (rule 1).
#[derive(Clone, Debug)]
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// The chance of a seed: of its digits as text, so that zeros before them count.
    #[must_use]
    pub fn of(digits: &str) -> Self {
        Self::keyed(Sha256::digest(digits.as_bytes()).into())
    }

    fn keyed(key: [u8; 32]) -> Self {
        Self(ChaCha20Rng::from_seed(key))
    }

    /// A whole number from 0 up to one less than `bound`, each equally likely (rule 2); 0 where the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // So many words at the top, 2⁶⁴ modulo the bound, would favour small numbers.
        let excess = (u64::MAX % bound + 1) % bound;
        loop {
            let word = self.0.next_u64();
            if word <= u64::MAX - excess {
                return word % bound;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    /// The first bytes of `ChaCha20` under a key and a nonce of zeros, as RFC 8439 prints them (A.1, test vector 1).
    #[test]
    fn words_are_those_of_the_standard() {
        let mut chance = Chance::keyed([0; 32]);
        let words = [chance.below(u64::MAX), chance.below(u64::MAX)];
        assert_eq!(words, [0x903d_f1a0_ade0_b876, 0x28bd_8653_e56a_5d40]);
    }

    #[test]
    fn the_same_digits_give_the_same_numbers_and_zeros_count() {
        let numbers = |digits: &str| -> Vec<u64> {
            let mut chance = Chance::of(digits);
            (0..5).map(|_| chance.below(1_000_000)).collect()
        };
        assert_eq!(numbers("20260315"), numbers("20260315"));
        assert_ne!(numbers("20260315"), numbers("020260315"));
    }

    #[test]
    fn a_bound_is_never_reached() {
        let mut chance = Chance::of("7");
        assert_eq!((chance.below(0), chance.below(1)), (0, 0));
        for bound in [2, 3, 10, u64::MAX / 2 + 2, u64::MAX] {
            assert!((0..100).all(|_| chance.below(bound) < bound), "{bound}");
        }
    }

    /// Where nearly half of all words are too large, a remainder alone would give small numbers twice as often.
    #[test]
    fn no_number_is_favoured() {
        let (bound, mut chance) = (u64::MAX / 2 + 2, Chance::of("11"));
        let (draws, middle) = (20_000, bound / 2);
        let low = (0..draws).filter(|_| chance.below(bound) < middle).count();
        // Five standard deviations of a fair coin.
        assert!(low.abs_diff(draws / 2) < 354, "{low}");
    }
}
