//! New codes of collection points.

use app::domain::collection_point::PointCode;
use rand::{Rng, RngExt};

/// A code by chance. It may be taken already: whoever adds a point then draws another.
pub fn draw(rng: &mut impl Rng) -> PointCode {
    loop {
        let letter = |_| char::from(PointCode::LETTERS[rng.random_range(0..PointCode::LETTERS.len())]);
        // What is made of these letters in this length is always a code.
        if let Ok(code) = (0..PointCode::LENGTH).map(letter).collect::<String>().parse() {
            return code;
        }
    }
}
