//! POST `/manage/outlines`: a file of boundaries is looked at, or what was looked at is taken; and, below it, all are removed.

use app::domain::map::MOST as MOST_DRAWN;
use app::domain::role::Right;
use app::pages::manage::outlines::{CHECKED, FILE, NAMED, PATH, PROPERTY, Seen};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::super::upload::{self, aside};
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::outlines::show_file;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::outlines::features::{LARGEST, Unread, read};
use crate::outlines::matching::{Matched, matched};
use crate::outlines::packed::{pack, unpack};

/// Shows which units a file has, or takes them.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    page::or_refuse(&app, &visit, Box::pin(take(&app, &visit, &signed, request))).await
}

async fn take(app: &App, visit: &Visit, signed: &Signed, request: Request<Body>) -> Result<Response, PageError> {
    let upload = upload::read(request, FILE, LARGEST).await?;
    let (reach, now) = (signed.reach(Right::Catalogue), app.clock.now());
    let mut typed = Typed { fields: upload.fields, problems: Vec::new() };
    let Some(file) = upload.file else {
        let packed = typed.value(CHECKED);
        if packed.is_empty() {
            typed.problems.push((FILE, "import-file-missing"));
            return show_file(app, visit, signed, (typed, None, None)).await;
        }
        let outlines = aside(move || unpack(&packed)).await?.ok_or_else(|| PageError::BadForm(vec![CHECKED.to_owned()]))?;
        let taken = app.store.take_outlines(&signed.author(), now, &reach, &outlines).await?;
        return Ok(Redirect::to(&format!("{PATH}?taken={taken}")).into_response());
    };
    let directory = app.store.directory().await?;
    let property = Some(typed.value(PROPERTY).trim().to_owned()).filter(|property| !property.is_empty());
    let (units, within) = (directory.units.clone(), reach.clone());
    let looked_at = aside(move || {
        let within: Vec<_> = within.within(&units).into_iter().map(|(_, unit)| unit).collect();
        let matched = matched(read(&file)?, &within, property.as_deref(), now);
        let checked = (!matched.outlines.is_empty()).then(|| pack(&matched.outlines));
        Ok((matched, checked))
    });
    let seen = match looked_at.await? {
        Ok((Matched { property, by, outlines, mut left }, checked)) => {
            let outlined = app.store.outlined(&reach).await?;
            let left_in_all = left.len() as u64;
            left.truncate(NAMED);
            let found = outlines.len() as u64;
            let replaced = outlines.keys().filter(|unit| outlined.contains(*unit)).count() as u64;
            let drawn = outlines
                .into_iter()
                .filter_map(|(unit, outline)| Some((directory.units.get(unit.as_str())?.name.clone(), outline)));
            let drawn = if found > MOST_DRAWN as u64 { Vec::new() } else { drawn.collect() };
            if checked.is_none() {
                typed.problems.push((FILE, "outlines-nothing-found"));
            }
            Some(Seen { property, by, found, replaced, left, left_in_all, drawn, checked })
        }
        Err(unread) => {
            typed.problems.push((FILE, key(unread)));
            None
        }
    };
    show_file(app, visit, signed, (typed, seen, None)).await
}

/// The key of the words for a file that cannot be read.
const fn key(unread: Unread) -> &'static str {
    match unread {
        Unread::NoFeatures => "outlines-no-features",
        Unread::NotDegrees => "outlines-not-degrees",
        Unread::TooMany => "outlines-too-many",
    }
}

/// Removes the outlines of all units in reach.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        must_be_sure(&fields)?;
        let removed = app.store.remove_outlines(&signed.author(), app.clock.now(), &signed.reach(Right::Catalogue)).await?;
        Ok(Redirect::to(&format!("{PATH}?removed={removed}")).into_response())
    };
    page::or_refuse(&app, &visit, removed).await
}
