//! `/analysis/report`: a report of a unit and a period, as a page to be printed and as a workbook.

use std::collections::HashMap;

use app::domain::report::{Offer, Report};
use app::domain::unit_choice::UnitChoice;
use app::pages::analysis::filter::query as address_query;
use app::pages::analysis::report::{PATH, ReportPage};
use app::report::document;
use app::text::Words;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::question;
use crate::App;
use crate::figures::report::report;
use crate::handover;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::results::Asked;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// The file has its own looks in it and needs nothing else.
const ALONE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// What an address of a report asks.
type Question = (Result<Query<Asked>, QueryRejection>, HashMap<String, String>);

/// Makes a file of a report, or says why that cannot be done; nothing where the question of the report is no whole one.
type Write = fn(&Report, Words) -> Result<Option<Vec<u8>>, String>;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    asked: Result<Query<Asked>, QueryRejection>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let (offer, offered) = read(&app, &signed, (asked, query)).await?;
        let words = Words(visit.preferences.language);
        let found = offer.report.as_ref().map(|report| document(words, report));
        let page = page::show(&app, &visit, move || {
            let (scene, offered, document) = (offer.scene.clone(), offered.clone(), found.clone());
            view! { <ReportPage scene offered document/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn paper(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    asked: Result<Query<Asked>, QueryRejection>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"hai-long-report.html\"")),
        (CONTENT_SECURITY_POLICY, ALONE),
    ];
    let write = |report: &Report, words| {
        let page = handover::page::write(report, words).map_err(|error| error.to_string())?;
        Ok(page.map(String::into_bytes))
    };
    let shown = async { file(&visit, read(&app, &signed, (asked, query)).await?.0, (headers, write)).await };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn workbook(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    asked: Result<Query<Asked>, QueryRejection>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"hai-long-report.xlsx\"")),
    ];
    let write = |report: &Report, words| handover::workbook::write(report, words).map(Some).map_err(|error| error.to_string());
    let shown = async { file(&visit, read(&app, &signed, (asked, query)).await?.0, (headers, write)).await };
    page::or_refuse(&app, &visit, shown).await
}

/// A file of a report, written on a thread where it keeps nobody waiting. Where nobody answered there is none, and the page says so.
async fn file<const N: usize>(
    visit: &Visit,
    offer: Offer,
    (headers, write): ([(HeaderName, HeaderValue); N], Write),
) -> Result<Response, PageError> {
    let Some(report) = offer.report else {
        return Ok(Redirect::to(&format!("{PATH}{}", address_query(&offer.scene.question))).into_response());
    };
    let words = Words(visit.preferences.language);
    let written = tokio::task::spawn_blocking(move || write(&report, words)).await.map_err(|error| error.to_string());
    let file = written.and_then(|written| written).map_err(|error| PageError::Unavailable(error.into()))?;
    let file = file.ok_or(PageError::NotFound)?;
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], headers, file).into_response())
}

async fn read(app: &App, signed: &Signed, (asked, query): Question) -> Result<(Offer, UnitChoice), PageError> {
    let (question, offered) = question(app, signed, asked, (&query, false)).await?;
    let offer = report(&app.store, &app.people, &question, app.clock.now(), app.privacy_minimum).await?;
    Ok((offer, offered))
}
