//! The sectors and published targets that come with the program.

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

#[cfg(test)]
mod tests {
    use super::{sectors, targets};

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
