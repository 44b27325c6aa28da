//! The areas of a `GeoJSON` file (RFC 7946).

use std::collections::BTreeMap;

use app::domain::outline::{NotDegrees, Outline};
use geojson::{GeoJson, GeometryValue, Position};
use serde_json::Value;

/// The largest file, in bytes: a province of a hundred communes with a point every few metres.
pub const LARGEST: usize = 16 * 1024 * 1024;
/// The most areas of a file: a country has 3,321 communes, and some of them are drawn island by island.
pub const MOST: usize = 20_000;

/// An area of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Which it is in the file, from 1.
    pub number: u64,
    /// What is said of it: texts, and numbers as texts.
    pub properties: BTreeMap<String, String>,
    /// Where it lies; nothing where it is a point or a line.
    pub outline: Option<Outline>,
}

/// Why a file has no areas for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no `GeoJSON`, or not a collection of features.
    NoFeatures,
    /// The coordinates are no degrees.
    NotDegrees,
    /// There are more than [`MOST`].
    TooMany,
}

/// Reads a file.
///
/// # Errors
/// [`Unread`].
pub fn read(bytes: &[u8]) -> Result<Vec<Feature>, Unread> {
    // Some programs put a mark of the byte order in front of it.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let features = match GeoJson::from_reader(bytes) {
        Ok(GeoJson::FeatureCollection(collection)) => collection.features,
        Ok(GeoJson::Feature(feature)) => vec![feature],
        _ => return Err(Unread::NoFeatures),
    };
    if features.is_empty() {
        return Err(Unread::NoFeatures);
    }
    if features.len() > MOST {
        return Err(Unread::TooMany);
    }
    let read = |(feature, number): (geojson::Feature, u64)| {
        let outline = feature.geometry.map(|geometry| outline(&geometry.value)).transpose();
        let outline = outline.map_err(|NotDegrees| Unread::NotDegrees)?.filter(|outline| !outline.rings().is_empty());
        let properties = feature.properties.unwrap_or_default();
        Ok(Feature {
            number,
            properties: properties.into_iter().filter_map(|(name, value)| Some((name, text(&value)?))).collect(),
            outline,
        })
    };
    features.into_iter().zip(1..).map(read).collect()
}

/// A property as text; nothing where it is empty, a list, or something of its own.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The rings of the areas of a geometry; none where it has no area.
fn outline(geometry: &GeometryValue) -> Result<Outline, NotDegrees> {
    match geometry {
        GeometryValue::Polygon { coordinates } => rings(coordinates),
        GeometryValue::MultiPolygon { coordinates } => joined(coordinates.iter().map(|polygon| rings(polygon))),
        GeometryValue::GeometryCollection { geometries } => joined(geometries.iter().map(|geometry| outline(&geometry.value))),
        _ => Ok(Outline::default()),
    }
}

fn joined(parts: impl Iterator<Item = Result<Outline, NotDegrees>>) -> Result<Outline, NotDegrees> {
    let mut whole = Outline::default();
    for part in parts {
        whole.take(part?);
    }
    Ok(whole)
}

fn rings(polygon: &[Vec<Position>]) -> Result<Outline, NotDegrees> {
    let point = |position: &Position| match position.as_slice() {
        [east, north, ..] => (*east, *north),
        // No degrees.
        _ => (f64::NAN, f64::NAN),
    };
    Outline::of(polygon.iter().map(|ring| ring.iter().map(point)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Feature, MOST, Unread, read};

    fn feature(geometry: &Value) -> Value {
        json!({ "type": "Feature", "properties": { "ma": 271, "ten": " Xã An Bình ", "x": null, "y": [1] }, "geometry": geometry })
    }

    fn one(geometry: &Value) -> Feature {
        read(feature(geometry).to_string().as_bytes()).unwrap().remove(0)
    }

    fn ring(east: f64) -> Value {
        json!([[east, 15.0, 7.5], [east + 0.1, 15.0, 7.5], [east, 15.1, 7.5], [east, 15.0, 7.5]])
    }

    #[test]
    fn areas_of_every_kind_are_read() {
        let rings = |geometry: &Value| one(geometry).outline.map(|outline| outline.rings().len());
        let polygon = json!({ "type": "Polygon", "coordinates": [ring(105.0), ring(105.02)] });
        let islands = json!({ "type": "MultiPolygon", "coordinates": [[ring(105.0)], [ring(106.0), ring(106.02)]] });
        let point = json!({ "type": "Point", "coordinates": [105.0, 15.0] });
        assert_eq!(rings(&polygon), Some(2));
        assert_eq!(rings(&islands), Some(3));
        assert_eq!(rings(&json!({ "type": "GeometryCollection", "geometries": [&polygon, &point, &islands] })), Some(5));
        assert_eq!(rings(&point), None);
        assert_eq!(rings(&Value::Null), None);
        assert_eq!(rings(&json!({ "type": "Polygon", "coordinates": [] })), None);
    }

    #[test]
    fn properties_are_texts() {
        let properties = one(&Value::Null).properties;
        let properties: Vec<_> = properties.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(properties, [("ma", "271"), ("ten", "Xã An Bình")]);
    }

    #[test]
    fn what_has_no_areas_for_us_is_refused() {
        let metres = json!({ "type": "Polygon", "coordinates": [[[586_000.0, 2_325_000.0]]] });
        let short = json!({ "type": "Polygon", "coordinates": [[[105.0]]] });
        let many =
            |count: usize| json!({ "type": "FeatureCollection", "features": vec![feature(&Value::Null); count] }).to_string();
        assert_eq!(read(feature(&metres).to_string().as_bytes()), Err(Unread::NotDegrees));
        assert!(read(feature(&short).to_string().as_bytes()).is_err());
        assert_eq!(read(many(MOST + 1).as_bytes()), Err(Unread::TooMany));
        assert_eq!(read(many(MOST).as_bytes()).unwrap().len(), MOST);
        assert_eq!(read(many(0).as_bytes()), Err(Unread::NoFeatures));
        assert_eq!(read(b"\xff\xfe{"), Err(Unread::NoFeatures));
    }
}
