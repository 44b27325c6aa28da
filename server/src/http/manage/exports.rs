//! `/manage/units.csv`, `/manage/sectors.csv`, `/manage/targets.csv`, `/manage/classifications.csv`: what is in reach, as a file that can be changed and imported again.
//! Nothing in them is about persons, and figures publish all of it, so reading it out is no entry of the log.

use app::domain::import::classifications::lines;
use app::domain::import::{Catalogue, Entry};
use app::domain::role::{Reach, Right};
use app::pages::manage::imports::valued;
use app::text::Words;
use axum::extract::{Extension, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::spreadsheet::{MARK, reversible, writer};

/// A cell more than a line needs, by which people know what a code means; imports pass over it.
type Remark = (&'static str, fn(&Places, &[(&'static str, String)]) -> String);

/// The names behind codes.
struct Places {
    words: Words,
    directory: std::sync::Arc<crate::store::directory::Directory>,
}

pub async fn units(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let given = async {
        let directory = app.store.directory().await?;
        let within = signed.reach(Right::Catalogue).within(&directory.units).into_iter().map(|(_, unit)| unit.clone());
        file(&app, &visit, Catalogue::Units, within.map(|unit| unit.fields())).await
    };
    page::or_refuse(&app, &visit, given).await
}

pub async fn sectors(State(app): State<App>, visit: Visit) -> Response {
    let given = async {
        let directory = app.store.directory().await?;
        let all = directory.sectors.in_depth_order().into_iter().map(|(_, sector)| sector.clone());
        file(&app, &visit, Catalogue::Sectors, all.map(|sector| sector.fields())).await
    };
    page::or_refuse(&app, &visit, given).await
}

pub async fn targets(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let given = async {
        let reach: Reach = signed.reach(Right::Catalogue);
        let within = app.store.targets_within(&reach).await?.into_iter().map(|(_, target)| target);
        file(&app, &visit, Catalogue::Targets, within.map(|target| target.fields())).await
    };
    page::or_refuse(&app, &visit, given).await
}

pub async fn classifications(State(app): State<App>, visit: Visit, Extension(signed): Extension<Signed>) -> Response {
    let given = async {
        let within = app.store.classifications_within(&signed.reach(Right::Catalogue)).await?;
        let lines: Vec<_> = within.iter().flat_map(|(_, classification)| lines(classification)).collect();
        file(&app, &visit, Catalogue::Classifications, lines.into_iter()).await
    };
    page::or_refuse(&app, &visit, given).await
}

/// `/manage/imports/{what}/template.csv`: the headings, and nothing below them.
pub async fn template(State(app): State<App>, visit: Visit, Path(what): Path<String>) -> Response {
    let given = async {
        let catalogue = Catalogue::from_word(&what).ok_or(PageError::NotFound)?;
        csv(&visit, catalogue, &[], "template-", std::iter::empty())
    };
    page::or_refuse(&app, &visit, given).await
}

/// The file of these lines, each with what stands in its columns, by field.
async fn file(
    app: &App,
    visit: &Visit,
    catalogue: Catalogue,
    lines: impl Iterator<Item = Vec<(&'static str, String)>>,
) -> Result<Response, PageError> {
    let remarks: &[Remark] = match catalogue {
        Catalogue::Targets => &[("unit-name", unit_name), ("sector-name", sector_name)],
        Catalogue::Classifications => &[("unit-name", unit_name)],
        Catalogue::Units | Catalogue::Sectors => &[],
    };
    let places = Places { words: Words(visit.preferences.language), directory: app.store.directory().await? };
    let rows = lines.map(|fields| {
        let remarked: Vec<String> = remarks.iter().map(|(_, remark)| remark(&places, &fields)).collect();
        fields.into_iter().map(|(field, value)| valued(places.words, field, &value)).chain(remarked).collect()
    });
    csv(visit, catalogue, remarks, "", rows)
}

fn unit_name(places: &Places, fields: &[(&'static str, String)]) -> String {
    let code = fields.iter().find(|(field, _)| *field == app::domain::target_form::UNIT).map_or("", |(_, code)| code);
    places.directory.units.get(code).map(|unit| unit.name.get(places.words.0).to_owned()).unwrap_or_default()
}

fn sector_name(places: &Places, fields: &[(&'static str, String)]) -> String {
    let code = fields.iter().find(|(field, _)| *field == app::domain::target_form::SECTOR).map_or("", |(_, code)| code);
    places.directory.sectors.get(code).map(|sector| sector.name.get(places.words.0).to_owned()).unwrap_or_default()
}

/// CSV with the headings of the reader's language and these rows.
fn csv(
    visit: &Visit,
    catalogue: Catalogue,
    remarks: &[Remark],
    prefix: &str,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Response, PageError> {
    let unavailable = |error: csv::Error| PageError::Unavailable(error.into());
    let words = Words(visit.preferences.language);
    let mut text = writer(MARK.as_bytes().to_vec());
    let headings = catalogue.columns().iter().map(|column| column.heading).chain(remarks.iter().map(|(heading, _)| *heading));
    text.write_record(headings.map(|heading| words.t(heading))).map_err(unavailable)?;
    for row in rows {
        text.write_record(row.iter().map(|cell| reversible(cell).into_owned())).map_err(unavailable)?;
    }
    let text = text.into_inner().map_err(|error| PageError::Unavailable(error.into_error().into()))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{prefix}{}.csv\"", catalogue.word())),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}
