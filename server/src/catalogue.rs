//! The sectors, published targets and published classes that come with the program.

use app::domain::classification::{Class, Classes};
use app::domain::code::Code;
use app::domain::sector::Sector;
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use serde::Deserialize;

/// A published target of a locality, to be taken over by an installation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueTarget {
    /// Who set it.
    pub locality: Texts,
    /// For which sector.
    pub sector: Code,
    /// The first year in which it holds.
    pub from_year: i16,
    /// The last year in which it holds.
    pub to_year: i16,
    /// At least, or more than.
    pub operator: Operator,
    /// The percentage.
    pub percent: f64,
    /// The decision or plan that set it.
    pub legal_basis: String,
    /// Whether the text itself was read; otherwise it is to be checked in the decision.
    pub seen: bool,
}

impl CatalogueTarget {
    /// The target as a unit takes it over, for these years and on this legal basis of its own.
    #[must_use]
    pub fn taken_over(&self, unit: Code, (from_year, to_year): (i16, i16), legal_basis: String) -> Target {
        let Self { sector, operator, percent, .. } = self;
        Target { unit, sector: sector.clone(), from_year, to_year, operator: *operator, percent: *percent, legal_basis }
    }
}

/// Classes that a decision set, to be taken over by an installation.
#[derive(Clone, Debug)]
pub struct CatalogueClasses {
    /// The classes.
    pub classes: Classes,
    /// The decision that set them.
    pub legal_basis: String,
    /// Whether the text itself was read; otherwise it is to be checked in the decision.
    pub seen: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    classification: Vec<ClassesRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassesRow {
    legal_basis: String,
    seen: bool,
    lowest: Texts,
    class: Vec<ClassRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    at_least: f64,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorFile {
    sector: Vec<SectorRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorRow {
    code: Code,
    parent: Option<Code>,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    target: Vec<CatalogueTarget>,
}

/// The sectors, parents before their children.
///
/// # Errors
/// When the file were wrong; a test holds that it is not.
pub fn sectors() -> Result<Vec<Sector>, toml::de::Error> {
    let file: SectorFile = toml::from_str(include_str!("../catalogue/sectors.toml"))?;
    let sector = |(row, position): (SectorRow, i64)| Sector { code: row.code, parent: row.parent, name: row.name, position };
    Ok(file.sector.into_iter().zip(0..).map(sector).collect())
}

/// The published targets.
///
/// # Errors
/// When the file were wrong; a test holds that it is not.
pub fn targets() -> Result<Vec<CatalogueTarget>, toml::de::Error> {
    let file: TargetFile = toml::from_str(include_str!("../catalogue/targets.toml"))?;
    Ok(file.target)
}

/// The published classes.
///
/// # Errors
/// When the file were wrong; a test holds that it is not.
pub fn classes() -> Result<Vec<CatalogueClasses>, toml::de::Error> {
    let file: ClassFile = toml::from_str(include_str!("../catalogue/classes.toml"))?;
    let read = |ClassesRow { legal_basis, seen, lowest, class }| {
        let upper = class.into_iter().map(|ClassRow { at_least, name }| Class { at_least, name });
        let classes = Classes::new(upper.collect(), lowest);
        let classes = classes.map_err(|why| serde::de::Error::custom(format!("{why:?}: {legal_basis}")))?;
        Ok(CatalogueClasses { classes, legal_basis, seen })
    };
    file.classification.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{classes, sectors, targets};

    #[test]
    fn every_percentage_has_a_published_class() {
        let published = classes().unwrap();
        let class = |percent| published[0].classes.class_of(percent).get(app::domain::language::Language::Vi);
        assert_eq!([100.0, 89.9, 70.0, 69.9, 49.9].map(class), ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]);
    }

    #[test]
    fn every_parent_stands_before_its_children_and_every_target_has_a_sector() {
        let sectors = sectors().unwrap();
        for (place, sector) in sectors.iter().enumerate() {
            let known = |code: &app::domain::code::Code| sectors[..place].iter().any(|earlier| earlier.code == *code);
            assert!(sector.parent.as_ref().is_none_or(known), "{}", sector.code);
        }
        for target in targets().unwrap() {
            assert!(sectors.iter().any(|sector| sector.code == target.sector), "{}", target.sector);
            assert!(target.from_year <= target.to_year && (50.0..=100.0).contains(&target.percent));
        }
    }
}
