//! Lists a page at a time, and what the query may say of them.

use app::parts::listing::{Asked, Finder};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::problem::{ApiError, Fault};

/// The entries of a page, unless the query says otherwise.
const USUAL: u32 = 50;
/// The most entries of a page.
const MOST: u32 = 500;
/// The last page that can be asked for.
const LAST: u32 = 1_000_000;
/// The most characters that can be looked for.
const LONGEST: usize = 200;

/// Which part of a list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The page, from 1.
    #[param(nullable = false, minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<u32>,
    /// How many entries a page has.
    #[param(nullable = false, minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// Only entries whose code or name has these letters, whatever their marks and case.
    #[param(nullable = false, max_length = 200)]
    find: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Paged<T> {
    /// The page, from 1.
    page: u32,
    /// How many entries a page has.
    limit: u32,
    /// How many entries there are on all pages.
    total: usize,
    /// The entries of this page.
    items: Vec<T>,
}

/// A part of a list that can be given.
#[derive(Debug)]
pub struct Part {
    page: u32,
    limit: u32,
    finder: Finder,
}

/// The values of a query.
pub fn query<T>(asked: Result<Query<T>, QueryRejection>) -> Result<T, ApiError> {
    let Query(asked) = asked.map_err(|error| {
        // What its reader says begins with the name of the field, or has it in the marks of code.
        let told = error.body_text();
        let told = told.rsplit("query string: ").next().unwrap_or_default();
        let name = told.split_once('`').and_then(|(_, rest)| rest.split_once('`')).map(|(name, _)| name);
        let name = name.or_else(|| told.split_once(':').map(|(name, _)| name)).unwrap_or_default();
        let is_unknown = told.contains("unknown field");
        let (code, key) = if is_unknown { ("unknown-field", "api-unknown-field") } else { ("wrong-value", "api-wrong-value") };
        ApiError::BadQuery(vec![Fault::query(name, code, key)])
    })?;
    Ok(asked)
}

/// The part of a list that a query asks for.
pub fn part(asked: Result<Query<Paging>, QueryRejection>) -> Result<Part, ApiError> {
    let Paging { page, limit, find } = query(asked)?;
    let (page, limit, find) = (page.unwrap_or(1), limit.unwrap_or(USUAL), find.unwrap_or_default());
    let wrong = [
        ("page", !(1..=LAST).contains(&page)),
        ("limit", !(1..=MOST).contains(&limit)),
        ("find", find.chars().count() > LONGEST),
    ];
    let faults: Vec<Fault> =
        wrong.into_iter().filter(|(_, is)| *is).map(|(name, _)| Fault::query(name, "wrong-value", "api-wrong-value")).collect();
    if !faults.is_empty() {
        return Err(ApiError::BadQuery(faults));
    }
    Ok(Part { page, limit, finder: Asked { find: find.trim().to_owned(), ..Asked::default() }.finder() })
}

impl Part {
    /// Whether one of these texts has what is looked for.
    pub fn finds<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        self.finder.finds(texts)
    }

    /// This part of what was found, each entry as the API tells it.
    pub fn of<F, T>(&self, found: Vec<F>, told: impl Fn(F) -> T) -> Paged<T> {
        let total = found.len();
        let skipped = (self.page as usize - 1).saturating_mul(self.limit as usize);
        let items = found.into_iter().skip(skipped).take(self.limit as usize).map(told).collect();
        Paged { page: self.page, limit: self.limit, total, items }
    }
}
