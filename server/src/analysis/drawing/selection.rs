//! Drawing some of many: systematically in proportion to size, or simply at random.

use super::chance::Chance;

/// Draws `n` of these elements systematically in proportion to their sizes (rule 3), and gives their places, in order. Nothing may be
/// so large that it would be drawn twice: that is for [`certain`] to take out before.
#[must_use]
pub fn systematic(chance: &mut Chance, sizes: impl IntoIterator<Item = u64> + Clone, n: u64) -> Vec<usize> {
    let total: u64 = sizes.clone().into_iter().sum();
    let (mut drawn, mut end) = (Vec::new(), 0_u128);
    if n == 0 || total == 0 {
        return drawn;
    }
    let mut point = u128::from(chance.below(total));
    for (place, size) in sizes.into_iter().enumerate() {
        end += u128::from(n) * u128::from(size);
        if point < end {
            drawn.push(place);
            point += u128::from(total);
        }
    }
    drawn
}

/// Draws `n` of `population` elements, every set of them equally likely (rule 4), and gives their places, in order.
#[must_use]
pub fn simple_random(chance: &mut Chance, population: usize, n: u64) -> Vec<usize> {
    let mut drawn = Vec::new();
    let mut wanted = n;
    for (place, left) in (0..population).zip((1..=population as u64).rev()) {
        if wanted == 0 {
            break;
        }
        if chance.below(left) < wanted {
            drawn.push(place);
            wanted -= 1;
        }
    }
    drawn
}

/// Which of these are certain to be drawn when `n` are taken in proportion to size (rule 5).
#[must_use]
pub fn certain(sizes: &[u64], n: u64) -> Vec<bool> {
    let mut certain = vec![false; sizes.len()];
    let mut left = n;
    let mut total: u64 = sizes.iter().sum();
    loop {
        let (left_now, total_now) = (u128::from(left), u128::from(total));
        let is_large = |size: u64| left_now > 0 && left_now * u128::from(size) >= total_now;
        let mut found = false;
        for (size, certain) in sizes.iter().zip(&mut certain) {
            // More than are wanted cannot be this large, except where nothing has a size.
            if !*certain && left > 0 && is_large(*size) {
                (*certain, found) = (true, true);
                left -= 1;
                total -= size;
            }
        }
        if !found {
            return certain;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{certain, simple_random, systematic};
    use crate::analysis::drawing::chance::Chance;

    /// The start for which a seed was looked for, so that an example of the literature can be followed.
    fn starting_at(start: u64, total: u64) -> Chance {
        let seeds = (0_u32..).map(|seed| seed.to_string());
        let fits = |seed: &String| Chance::of(seed).below(total) == start;
        Chance::of(&seeds.into_iter().find(fits).unwrap())
    }

    /// N = 23, n = 5: the interval is 4.6. From the start 3/5 of an element on, the points are 0.6, 5.2, 9.8, 14.4 and 19 elements
    /// from the beginning, in which lie the elements 1, 6, 10, 15 and 20, counted from one.
    #[test]
    fn the_interval_may_be_a_fraction() {
        let drawn = systematic(&mut starting_at(3, 23), [1; 23], 5);
        assert_eq!(drawn, [0, 5, 9, 14, 19]);
        for start in 0..23 {
            assert_eq!(systematic(&mut starting_at(start, 23), [1; 23], 5).len(), 5, "{start}");
        }
    }

    /// Ten clusters with 550, 200, 800, … persons, three drawn: the sum is 4,200 and the interval 1,400. From 400 the points are 400,
    /// 1,800 and 3,200; with the sums 550, 750, 1550, 2050, 2450, 2900, 3450, 3700, 3950, 4200 they lie in the first, the fourth and
    /// the seventh.
    #[test]
    fn sizes_are_summed_and_points_lie_an_interval_apart() {
        let sizes = [550, 200, 800, 500, 400, 450, 550, 250, 250, 250];
        // Starts are counted in thirds of a person.
        assert_eq!(systematic(&mut starting_at(1_200, 4_200), sizes, 3), [0, 3, 6]);
    }

    #[test]
    fn all_or_none_or_one_are_drawn() {
        let mut chance = Chance::of("1");
        for n in [0, 1, 5] {
            assert_eq!(systematic(&mut chance, [1; 5], n).len() as u64, n);
            assert_eq!(simple_random(&mut chance, 5, n).len() as u64, n);
        }
        assert_eq!(simple_random(&mut chance, 5, 5), [0, 1, 2, 3, 4]);
        assert_eq!((systematic(&mut chance, [1], 1), simple_random(&mut chance, 1, 1)), (vec![0], vec![0]));
        assert!(systematic(&mut chance, [], 0).is_empty() && simple_random(&mut chance, 0, 0).is_empty());
    }

    /// The sizes 1 to 20, twelve drawn (the example of R's `sampling::inclusionprobabilities`): 18, 19 and 20 exceed 210/12 = 17.5;
    /// of the rest, 17 is exactly 153/9, so it is certain too; then none of 1 to 16 reaches 136/8 = 17.
    #[test]
    fn what_is_as_large_as_the_interval_is_certain_step_by_step() {
        let sizes: Vec<u64> = (1..=20).collect();
        let places: Vec<usize> = (0..20).filter(|place| certain(&sizes, 12)[*place]).collect();
        assert_eq!(places, [16, 17, 18, 19]);
        assert_eq!(certain(&[5, 5, 5], 3), [true; 3]);
        assert_eq!(certain(&[5, 5, 5], 2), [false; 3]);
        assert_eq!(certain(&[100, 1, 1, 1], 2), [true, false, false, false]);
        assert_eq!(certain(&[7], 1), [true]);
        assert!(certain(&[], 0).is_empty());
    }
}
