//! Where a unit lies: the lines around it, for maps.

/// So many steps make a degree. One is some 11 metres from south to north.
const STEPS: f64 = 10_000.0;
/// How far east and north there are degrees.
const FARTHEST: (f64, f64) = (180.0, 90.0);

/// A point: steps of a ten-thousandth of a degree to the east and to the north (WGS 84).
pub type Point = (i32, i32);

/// The rings around a unit, around each of its islands, and around what lies within it and is none of it. A ring is closed from its last
/// point to its first, which is not there twice; what is smaller than a step is a ring of one or two points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline(Vec<Vec<Point>>);

/// A coordinate is no longitude and latitude: it is in metres, as in VN-2000, or both stand in the wrong order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDegrees;

impl Outline {
    /// The outline of rings of points of degrees, east before north.
    ///
    /// # Errors
    /// [`NotDegrees`].
    pub fn of<R: IntoIterator<Item = (f64, f64)>>(rings: impl IntoIterator<Item = R>) -> Result<Self, NotDegrees> {
        let ring = |ring: R| {
            let mut points = ring.into_iter().map(point).collect::<Result<Vec<_>, _>>()?;
            points.dedup();
            while points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            Ok(points)
        };
        let mut rings = rings.into_iter().map(ring).collect::<Result<Vec<_>, _>>()?;
        rings.retain(|ring| !ring.is_empty());
        Ok(Self(rings))
    }

    /// The rings.
    #[must_use]
    pub fn rings(&self) -> &[Vec<Point>] {
        &self.0
    }

    /// Takes the rings of another part of the same unit.
    pub fn take(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// As it is stored: each ring a list of its first point and of the way from each to the next.
    #[must_use]
    pub fn to_text(&self) -> String {
        let ring = |ring: &Vec<Point>| {
            let mut last = (0, 0);
            let ways = ring.iter().map(|(east, north)| {
                let way = format!("{},{}", east - last.0, north - last.1);
                last = (*east, *north);
                way
            });
            format!("[{}]", ways.collect::<Vec<_>>().join(","))
        };
        format!("[{}]", self.0.iter().map(ring).collect::<Vec<_>>().join(","))
    }

    /// The outline of such a text; nothing where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rings: Vec<Vec<i32>> = serde_json::from_str(text).ok()?;
        let ring = |ways: Vec<i32>| {
            let mut last: Point = (0, 0);
            let (ways, rest) = ways.as_chunks::<2>();
            let points = ways.iter().map(|[east, north]| {
                last = (last.0.checked_add(*east)?, last.1.checked_add(*north)?);
                is_on_earth(last).then_some(last)
            });
            points.collect::<Option<Vec<_>>>().filter(|points| rest.is_empty() && !points.is_empty())
        };
        rings.into_iter().map(ring).collect::<Option<_>>().map(Self)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 180 degrees of 10,000 steps")]
fn point((east, north): (f64, f64)) -> Result<Point, NotDegrees> {
    // What is no number is not within either.
    if !(east.abs() <= FARTHEST.0 && north.abs() <= FARTHEST.1) {
        return Err(NotDegrees);
    }
    Ok(((east * STEPS).round() as i32, (north * STEPS).round() as i32))
}

fn is_on_earth((east, north): Point) -> bool {
    f64::from(east).abs() <= FARTHEST.0 * STEPS && f64::from(north).abs() <= FARTHEST.1 * STEPS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NotDegrees, Outline};

    fn square() -> Vec<(f64, f64)> {
        vec![(105.0, 21.0), (105.5, 21.0), (105.5, 21.000_04), (105.5, 21.5), (105.0, 21.5), (105.0, 21.0)]
    }

    #[test]
    fn a_ring_is_rounded_to_steps_and_not_closed_by_a_point() {
        let outline = Outline::of([square()]).unwrap();
        assert_eq!(
            outline.rings(),
            [vec![(1_050_000, 210_000), (1_055_000, 210_000), (1_055_000, 215_000), (1_050_000, 215_000)]]
        );
        assert_eq!(outline.to_text(), "[[1050000,210000,5000,0,0,5000,-5000,0]]");
    }

    #[test]
    fn a_rock_in_the_sea_stays_as_a_point() {
        let rock = vec![(114.36, 8.64), (114.360_01, 8.64), (114.360_01, 8.640_01), (114.36, 8.64)];
        assert_eq!(Outline::of([rock]).unwrap().rings(), [vec![(1_143_600, 86_400)]]);
        assert_eq!(Outline::of([Vec::new()]).unwrap(), Outline::default());
    }

    #[test]
    fn metres_and_turned_coordinates_are_refused() {
        for wrong in [(586_000.0, 2_325_000.0), (21.0, 105.0), (f64::NAN, 21.0), (105.0, f64::INFINITY), (180.1, 0.0)] {
            assert_eq!(Outline::of([[wrong]]), Err(NotDegrees), "{wrong:?}");
        }
        assert!(Outline::of([[(180.0, 90.0), (-180.0, -90.0)]]).is_ok());
    }

    #[test]
    fn what_is_no_outline_is_not_read() {
        for wrong in ["", "[1]", "[[]]", "[[1]]", "[[1,2,3]]", "[[1800001,0]]", "[[2147483647,0,1,0]]", "{}"] {
            assert_eq!(Outline::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_outline_is_read_as_it_is_written(rings in prop::collection::vec(prop::collection::vec((-180.0..=180.0, -90.0..=90.0), 1..9), 0..5)) {
            let outline = Outline::of(rings).unwrap();
            prop_assert_eq!(Outline::parse(&outline.to_text()), Some(outline));
        }
    }
}
