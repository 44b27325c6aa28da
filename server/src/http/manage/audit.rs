//! `/manage/audit`: the log, as far as it is in reach.

use std::collections::HashMap;

use app::domain::period::LocalTime;
use app::domain::role::Right;
use app::pages::manage::audit::{ACTION, ACTOR, AuditPage, BEFORE, Entry, FROM, Log, PATH, SUBJECT, TO};
use app::parts::fields::Typed;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::audit::{Noted, Wanted};

/// How many entries a page has.
const ON_A_PAGE: i64 = 100;
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match read(&app, &signed, &query).await {
        Ok(log) => {
            page::show(&app, &visit, move || {
                let log = log.clone();
                view! { <AuditPage log/> }
            })
            .await
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

async fn read(app: &App, signed: &Signed, query: &HashMap<String, String>) -> Result<Log, PageError> {
    let value = |name: &str| query.get(name).map(|value| value.replace('\0', "").trim().to_owned()).unwrap_or_default();
    let day = |name: &str| LocalTime::midnight(&value(name));
    let wanted = Wanted {
        actor: value(ACTOR),
        action: value(ACTION),
        subject: value(SUBJECT),
        from: day(FROM),
        until: day(TO).map(|midnight| midnight + DAY),
        before: value(BEFORE).parse().ok(),
    };
    let mut noted = app.store.audit(&signed.reach(Right::Audit), &wanted, ON_A_PAGE + 1).await?;
    let more = noted.len() > usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    if more {
        noted.pop();
    }
    let fields = [ACTOR, ACTION, SUBJECT, FROM, TO].map(|name| (name, value(name)));
    let earlier = noted.last().filter(|_| more).map(|last| {
        let coded = fields.iter().map(|(name, value)| format!("{name}={}&", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        format!("{PATH}?{}{BEFORE}={}", coded.collect::<String>(), last.number)
    });
    Ok(Log {
        entries: noted.into_iter().map(entry).collect(),
        units: app.store.directory().await?.units.clone(),
        typed: Typed::of(fields.each_ref().map(|(name, value)| (*name, value.as_str()))),
        earlier,
    })
}

fn entry(noted: Noted) -> Entry {
    let Noted { number, at, actor, session, action, unit, subject, before, after, hash: _ } = noted;
    Entry { number, at, actor, session, action, unit, subject, before, after }
}
