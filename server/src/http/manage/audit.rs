//! `/manage/audit`: the log, as far as it is in reach.

use std::collections::HashMap;

use app::domain::fold::fold;
use app::domain::period::LocalTime;
use app::domain::role::Right;
use app::pages::manage::audit::{
    ACTION, ACTIONS, ACTOR, AFTER, AuditPage, BEFORE, Entry, FEW_ACTORS, FROM, KINDS, Log, PATH, SUBJECT, TO, WHEN, called,
};
use app::pages::manage::audit_changes::Names;
use app::parts::listing::{Asked, FIND, SORT};
use app::text::Words;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::store::audit::Noted;
use crate::store::audit_shown::{PROGRAM, Sought, Wanted};

/// How many entries a page has.
const ON_A_PAGE: usize = 50;
/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let words = Words(visit.preferences.language);
    match read(&app, words, &signed, &query).await {
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

async fn read(app: &App, words: Words, signed: &Signed, query: &HashMap<String, String>) -> Result<Log, PageError> {
    let value = |name: &str| query.get(name).map(|value| value.replace('\0', "").trim().to_owned()).unwrap_or_default();
    let day = |name: &str| LocalTime::midnight(&value(name));
    let fields = [ACTOR, ACTION, SUBJECT, FROM, TO].map(|name| (name, value(name)));
    let (find, sort) = (value(FIND), value(SORT));
    let asked = Asked {
        // The newest first is how one begins.
        descending: sort != WHEN,
        sort: WHEN.to_owned(),
        page: 1,
        kept: fields.iter().filter(|(_, value)| !value.is_empty()).cloned().collect(),
        find,
    };
    let text = fold(&asked.find);
    let sought = Sought { actions: called(words, ACTIONS, &text), kinds: called(words, KINDS, &text), text };
    let turned = if asked.descending { BEFORE } else { AFTER };
    let wanted = Wanted {
        actor: value(ACTOR),
        action: value(ACTION),
        subject: value(SUBJECT),
        sought,
        from: day(FROM),
        until: day(TO).map(|midnight| midnight + DAY),
        oldest_first: !asked.descending,
        beyond: value(turned).parse().ok(),
    };
    let reach = signed.reach(Right::Audit);
    let most = |count: usize| i64::try_from(count + 1).unwrap_or(i64::MAX);
    let mut noted = app.store.audit(&reach, &wanted, most(ON_A_PAGE)).await?;
    let more = noted.len() > ON_A_PAGE;
    noted.truncate(ON_A_PAGE);
    let next = noted.last().filter(|_| more).map(|last| {
        let coded = asked.kept.iter().map(|(name, value)| format!("{name}={}&", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        let find = utf8_percent_encode(&asked.find, NON_ALPHANUMERIC);
        format!("{PATH}?{SORT}={}&{FIND}={find}&{}{turned}={}", asked.sort_word(), coded.collect::<String>(), last.number)
    });
    let actors = app.store.audit_actors(&reach, most(FEW_ACTORS)).await?;
    let directory = app.store.directory().await?;
    Ok(Log {
        entries: noted.into_iter().map(entry).collect(),
        names: Names { units: directory.units.clone(), sectors: directory.sectors.clone(), titles: directory.titles.clone() },
        actors: (actors.len() <= FEW_ACTORS).then_some(actors),
        program: PROGRAM,
        first: wanted.beyond.is_none(),
        next,
        asked,
    })
}

fn entry(noted: Noted) -> Entry {
    let Noted { number, at, actor, session, action, unit, subject, before, after, hash: _ } = noted;
    Entry { number, at, actor, session, action, unit, subject, before, after }
}
