//! `/api/v1/units` and `/api/v1/sectors`: what figures and responses are about.

use app::domain::language::Language;
use app::domain::period::LocalTime;
use app::domain::sector::Sector;
use app::domain::texts::Texts;
use app::domain::unit::Unit;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::FOR_EVERYBODY;
use super::lists::{Paged, Paging, part};
use super::problem::ApiError;
use super::refusals::Reading;
use crate::App;

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Bilingual {
    /// In Vietnamese.
    vi: String,
    /// In English; in Vietnamese where there is no other.
    en: String,
}

impl From<&Texts> for Bilingual {
    fn from(texts: &Texts) -> Self {
        Self { vi: texts.get(Language::Vi).to_owned(), en: texts.get(Language::En).to_owned() }
    }
}

/// An administrative unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
pub struct ToldUnit {
    /// Its stable code.
    code: String,
    /// The code of the unit above it.
    parent: Option<String>,
    /// `province`, `department`, `district` or `commune`.
    kind: &'static str,
    /// What it is called.
    name: Bilingual,
    /// The first day of its existence.
    #[schema(format = Date)]
    first_day: String,
    /// The last day of its existence; null while it exists.
    #[schema(format = Date)]
    last_day: Option<String>,
    /// The code of the unit into which it was merged.
    successor: Option<String>,
}

/// A sector of administration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sector)]
pub struct ToldSector {
    /// Its stable code.
    code: String,
    /// The code of the sector above it.
    parent: Option<String>,
    /// What it is called.
    name: Bilingual,
}

fn unit(unit: &Unit) -> ToldUnit {
    ToldUnit {
        code: unit.code.to_string(),
        parent: unit.parent.as_ref().map(ToString::to_string),
        kind: unit.kind.word(),
        name: Bilingual::from(&unit.name),
        first_day: LocalTime::of(unit.valid_from).day(),
        last_day: unit.valid_to.map(|end| LocalTime::of(end - 1).day()),
        successor: unit.successor.as_ref().map(ToString::to_string),
    }
}

fn sector(sector: &Sector) -> ToldSector {
    ToldSector {
        code: sector.code.to_string(),
        parent: sector.parent.as_ref().map(ToString::to_string),
        name: Bilingual::from(&sector.name),
    }
}

/// All units, those that no longer exist included, each after the unit above it.
#[utoipa::path(
    get,
    path = "/units",
    operation_id = "units",
    tag = "catalogue",
    params(Paging),
    responses((status = 200, description = "A page of the units.", body = Paged<ToldUnit>), Reading)
)]
pub(super) async fn units(
    State(app): State<App>,
    asked: Result<Query<Paging>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let part = part(asked)?;
    let directory = app.store.directory().await?;
    let all = directory.units.in_depth_order().into_iter().map(|(_, unit)| unit);
    let found = all.filter(|unit| part.finds(unit.name.all().chain([unit.code.as_str()]))).collect();
    Ok((FOR_EVERYBODY, Json(part.of(found, unit))))
}

/// All sectors, each after the sector above it.
#[utoipa::path(
    get,
    path = "/sectors",
    operation_id = "sectors",
    tag = "catalogue",
    params(Paging),
    responses((status = 200, description = "A page of the sectors.", body = Paged<ToldSector>), Reading)
)]
pub(super) async fn sectors(
    State(app): State<App>,
    asked: Result<Query<Paging>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let part = part(asked)?;
    let directory = app.store.directory().await?;
    let all = directory.sectors.in_depth_order().into_iter().map(|(_, sector)| sector);
    let found = all.filter(|sector| part.finds(sector.name.all().chain([sector.code.as_str()]))).collect();
    Ok((FOR_EVERYBODY, Json(part.of(found, sector))))
}
