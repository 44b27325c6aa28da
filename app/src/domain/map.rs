//! Outlines as they are drawn: on a plane, without what is too small to be seen.

use super::outline::{Outline, Point};

/// The longer side of a map, in its own units.
pub const SIDE: f64 = 1000.0;
/// More areas are no map any more: a page would weigh too much, and nobody could tell them apart.
pub const MOST: usize = 400;
/// How far a line may be from what it stands for.
const TOLERANCE: f64 = 1.0;
/// Half the side of the square that stands for what is too small to be seen.
const DOT: i32 = 3;
/// The room that a number needs: its width, and the height above and below its middle.
const ROOM: (f64, f64) = (84.0, 17.0);

/// A point of the map: to the right and down.
type Place = (f64, f64);

/// A map of some areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The areas, in the order of their outlines.
    pub areas: Vec<Area>,
}

/// An area of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The lines around it, as the `d` of an SVG path that is filled by `evenodd`.
    pub path: String,
    /// The middle of the place where a number stands within it, where there is room for one.
    pub middle: Option<(i32, i32)>,
}

/// The map of some outlines, north above; nothing where they have no point. Lengths are true in the middle from south to north
/// (equirectangular projection), which for a country is as good as any.
#[must_use]
pub fn draw(outlines: &[&Outline]) -> Option<Map> {
    let plane = Plane::of(outlines)?;
    let area = |outline: &&Outline| {
        let rings: Vec<Vec<Place>> = outline.rings().iter().map(|ring| plane.simplified(ring)).collect();
        Area { path: rings.iter().map(|ring| path(ring)).collect(), middle: middle(&rings) }
    };
    Some(Map { width: whole(plane.width), height: whole(plane.height), areas: outlines.iter().map(area).collect() })
}

/// What lies where.
struct Plane {
    west: f64,
    north: f64,
    /// How much shorter a degree is from west to east than from south to north.
    narrow: f64,
    scale: f64,
    width: f64,
    height: f64,
}

impl Plane {
    fn of(outlines: &[&Outline]) -> Option<Self> {
        let mut points =
            outlines.iter().flat_map(|outline| outline.rings()).flatten().map(|(x, y)| (f64::from(*x), f64::from(*y)));
        let first = points.next()?;
        let (mut low, mut high) = (first, first);
        for (x, y) in points {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let narrow = (f64::midpoint(low.1, high.1) / 10_000.0).to_radians().cos();
        let (width, height) = ((high.0 - low.0) * narrow, high.1 - low.1);
        let edge = f64::from(2 * DOT);
        // A single point is drawn too.
        let scale = (SIDE - 2.0 * edge) / width.max(height).max(1.0);
        let shift = edge / scale;
        Some(Self {
            west: low.0 - shift / narrow,
            north: high.1 + shift,
            narrow,
            scale,
            width: width.mul_add(scale, 2.0 * edge),
            height: height.mul_add(scale, 2.0 * edge),
        })
    }

    fn place(&self, (x, y): Point) -> Place {
        ((f64::from(x) - self.west) * self.narrow * self.scale, (self.north - f64::from(y)) * self.scale)
    }

    /// A ring without the points that nobody would miss (Ramer 1972; Douglas and Peucker 1973). It is cut where it reaches farthest west and
    /// farthest east, so that neighbours lose about the same points of the line between them.
    fn simplified(&self, ring: &[Point]) -> Vec<Place> {
        let places: Vec<Place> = ring.iter().map(|point| self.place(*point)).collect();
        let at = |place: &usize| places[*place];
        let by = |one: &usize, other: &usize| at(one).0.total_cmp(&at(other).0).then(at(one).1.total_cmp(&at(other).1));
        let (Some(west), Some(east)) = ((0..places.len()).min_by(by), (0..places.len()).max_by(by)) else { return Vec::new() };
        let turned: Vec<Place> = places.iter().cycle().skip(west).take(places.len() + 1).copied().collect();
        let cut = (east + places.len() - west) % places.len();
        let mut kept = vec![false; turned.len()];
        kept[0] = true;
        kept[cut] = true;
        let mut parts = vec![(0, cut), (cut, turned.len() - 1)];
        while let Some((from, to)) = parts.pop() {
            let far = (from + 1..to).map(|place| (distance(turned[place], turned[from], turned[to]), place));
            if let Some((most, place)) = far.max_by(|one, other| one.0.total_cmp(&other.0))
                && most > TOLERANCE
            {
                kept[place] = true;
                parts.extend([(from, place), (place, to)]);
            }
        }
        turned.iter().zip(kept).take(places.len()).filter(|(_, kept)| *kept).map(|(place, _)| *place).collect()
    }
}

/// How far a place is from the line between two others.
fn distance(place: Place, from: Place, to: Place) -> f64 {
    let (along, across) = ((to.0 - from.0, to.1 - from.1), (place.0 - from.0, place.1 - from.1));
    let length = along.0.hypot(along.1);
    if length > 0.0 { (along.0 * across.1 - along.1 * across.0).abs() / length } else { across.0.hypot(across.1) }
}

/// A ring as the part of a path: its first point, and the way to each next one. What is no area any more is a square.
fn path(ring: &[Place]) -> String {
    let mut points: Vec<(i32, i32)> = ring.iter().map(|(x, y)| (whole(*x), whole(*y))).collect();
    points.dedup();
    let Some((x, y)) = points.first().copied() else { return String::new() };
    if points.len() < 3 {
        let side = 2 * DOT;
        return format!("M{} {}h{side}v{side}h-{side}z", x - DOT, y - DOT);
    }
    let ways = points.windows(2).map(|two| {
        let (right, down) = (two[1].0 - two[0].0, two[1].1 - two[0].1);
        // A minus keeps two numbers apart, and so does a space.
        let between = if down < 0 { "" } else { " " };
        format!("{right}{between}{down}")
    });
    let mut text = format!("M{x} {y}l");
    for (place, way) in ways.enumerate() {
        if place > 0 && !way.starts_with('-') {
            text.push(' ');
        }
        text.push_str(&way);
    }
    text + "z"
}

/// The middle of the widest place of an area at the height of the middle of its largest ring, where a number has room.
fn middle(rings: &[Vec<Place>]) -> Option<(i32, i32)> {
    let tall = |ring: &&Vec<Place>| {
        let (low, high) = bounds(ring);
        high - low
    };
    let largest = rings.iter().max_by(|one, other| tall(one).total_cmp(&tall(other)))?;
    let (low, high) = bounds(largest);
    let height = f64::midpoint(low, high);
    if high - low < 2.0 * ROOM.1 {
        return None;
    }
    // The number has to fit at its upper and lower edge too.
    let lines = [height - ROOM.1, height, height + ROOM.1].map(|height| crossings(rings, height));
    let inner = |(left, right): (f64, f64)| {
        let fitting = |spans: &Vec<(f64, f64)>| {
            spans
                .iter()
                .map(|span| (span.0.max(left), span.1.min(right)))
                .max_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))
        };
        let (above, below) = (fitting(&lines[0])?, fitting(&lines[2])?);
        Some((left.max(above.0).max(below.0), right.min(above.1).min(below.1)))
    };
    let widest =
        lines[1].iter().filter_map(|span| inner(*span)).max_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))?;
    (widest.1 - widest.0 >= ROOM.0).then(|| (whole(f64::midpoint(widest.0, widest.1)), whole(height)))
}

/// From where to where a line across, at some height, lies within the rings.
fn crossings(rings: &[Vec<Place>], height: f64) -> Vec<(f64, f64)> {
    let mut crossed: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
        .filter(|(from, to)| (from.1 > height) != (to.1 > height))
        .map(|(from, to)| (height - from.1) / (to.1 - from.1) * (to.0 - from.0) + from.0)
        .collect();
    crossed.sort_by(f64::total_cmp);
    crossed.as_chunks::<2>().0.iter().map(|[left, right]| (*left, *right)).collect()
}

fn bounds(ring: &[Place]) -> (f64, f64) {
    ring.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, y)| (low.min(*y), high.max(*y)))
}

#[expect(clippy::cast_possible_truncation, reason = "no map is larger than a thousand units")]
const fn whole(number: f64) -> i32 {
    number.round() as i32
}

#[cfg(test)]
mod tests {
    use super::{SIDE, draw, whole};
    use crate::domain::outline::Outline;

    fn square(west: f64, south: f64, side: f64) -> Vec<(f64, f64)> {
        vec![(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
    }

    fn outline(rings: impl IntoIterator<Item = Vec<(f64, f64)>>) -> Outline {
        Outline::of(rings).unwrap()
    }

    #[test]
    fn north_is_above_and_a_degree_to_the_east_is_shorter() {
        let (south, north) = (outline([square(105.0, 59.5, 0.5)]), outline([square(105.0, 60.0, 0.5)]));
        let map = draw(&[&south, &north]).unwrap();
        assert_eq!(map.height, whole(SIDE));
        // At 60 degrees, half as long: half a degree beside a whole one of height.
        assert_eq!(map.width, (1000 - 12) / 4 + 12);
        assert_eq!(map.areas[0].path, "M6 500l0 494 247 0 0-494z");
    }

    #[test]
    fn what_lies_on_a_line_is_left_out_and_what_is_beside_it_stays() {
        let straight: Vec<_> = (0..=100).map(|step| (105.0 + f64::from(step) / 100.0, 0.0)).chain([(105.5, 1.0)]).collect();
        let map = draw(&[&outline([straight])]).unwrap();
        assert_eq!(map.areas[0].path, "M6 994l988 0-494-988z");
    }

    #[test]
    fn islands_that_nobody_would_see_are_dots() {
        let outline = outline([square(105.0, 10.0, 1.0), square(107.0, 9.0, 0.0005)]);
        let path = draw(&[&outline]).unwrap().areas.remove(0).path;
        assert!(path.ends_with("h6v6h-6z") && path.matches('M').count() == 2, "{path}");
        let rock = Outline::of([[(114.0, 8.0)]]).unwrap();
        let map = draw(&[&rock]).unwrap();
        assert_eq!((map.width, map.height, map.areas[0].path.as_str()), (12, 12, "M3 3h6v6h-6z"));
        assert_eq!(draw(&[]), None);
        assert_eq!(draw(&[&Outline::default()]), None);
    }

    #[test]
    fn a_number_stands_within_its_area_or_nowhere() {
        // A ring within a ring: the middle of the whole is none of it.
        let around = outline([square(105.0, 0.0, 1.0), square(105.3, 0.3, 0.4)]);
        let map = draw(&[&around, &outline([square(105.3, 0.3, 0.4)])]).unwrap();
        let places: Vec<_> = map.areas.iter().map(|area| area.middle.unwrap()).collect();
        assert_eq!(places[1], (500, 500));
        assert!(places[0].0 < 300 || places[0].0 > 700, "{places:?}");
        let narrow = outline([vec![(105.0, 0.0), (105.01, 0.0), (105.01, 1.0), (105.0, 1.0)]]);
        assert_eq!(draw(&[&narrow]).unwrap().areas[0].middle, None);
    }
}
