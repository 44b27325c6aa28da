//! The analyst's desk: one file for each address, and what those of figures all ask.

pub mod actions;
pub mod comments;
pub mod drivers;
pub mod exports;
pub mod indices;
pub mod items;
pub mod overview;
pub mod report;
pub mod review;
pub mod trust;
pub mod units;

use std::collections::HashMap;

use app::domain::measure::Measure;
use app::domain::overview::Question;
use app::domain::period::Period;
use app::domain::role::Right;
use app::domain::unit_choice::UnitChoice;
use app::pages::analysis::filter::{MEASURE, VERSION};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;

use super::error::PageError;
use super::manage::units::choice;
use super::results::{Asked, filter};
use super::signed::Signed;
use crate::App;

/// What an address of the desk asks, and the units that may be asked about. Without a unit it is the first of the analyst's reach; without a
/// period the year of the latest answers. A unit that is not in reach is not there. Only some addresses look at parts of questionnaires, and at
/// units with what was merged into them.
async fn question(
    app: &App,
    signed: &Signed,
    asked: Result<Query<Asked>, QueryRejection>,
    (query, parts): (&HashMap<String, String>, bool),
) -> Result<(Question, UnitChoice), PageError> {
    let Query(mut asked) = asked.map_err(|_| PageError::BadFilter)?;
    let directory = app.store.directory().await?;
    let offered = choice(&directory.units, &signed.reach(Right::Analysis));
    if asked.unit.is_empty() {
        asked.unit = offered.iter().next().map(|(_, unit)| unit.code.to_string()).ok_or(PageError::NotFound)?;
    }
    if !offered.has(&asked.unit) {
        return Err(PageError::NotFound);
    }
    let mut filter = filter(&directory, asked).ok_or(PageError::BadFilter)?;
    if filter.campaign.is_some() || (!parts && (filter.part.is_some() || filter.predecessors)) {
        return Err(PageError::BadFilter);
    }
    if filter.period.is_none() {
        filter.period = app.store.counted_months().await?.map(|(_, last)| Period::Year(last.year()));
    }
    let value = |name: &str| query.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let measure = match value(MEASURE) {
        None => None,
        Some(word) => {
            let known = [Measure::Survey, Measure::Feedback].into_iter().find(|measure| measure.word() == word);
            Some(known.ok_or(PageError::BadFilter)?)
        }
    };
    let version = value(VERSION).map(str::parse).transpose().map_err(|()| PageError::BadFilter)?;
    Ok((Question { filter, measure, version }, offered))
}
