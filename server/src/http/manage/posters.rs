//! Posters of collection points, and their QR codes by themselves.

use std::collections::HashMap;

use app::domain::campaign::Campaign;
use app::domain::collection_point::CollectionPoint;
use app::domain::mode::Mode;
use app::domain::period::LocalTime;
use app::domain::role::Right;
use app::pages::manage::points::{PATH, POSTERS};
use app::pages::manage::posters::{FORMAT, Format, Poster, Posters, PostersPage};
use app::parts::listing::{Asked, PAGE};
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::points::{Found, asked, find, is_asked_for, link};
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::qr::{self, Surface};
use crate::store::directory::Directory;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let Found { point, campaign, .. } = find(&app, &signed, &code).await?;
        let directory = app.store.directory().await?;
        let words = Words(visit.preferences.language);
        // Nobody answers at these by its code.
        let has_poster = !point.by_invitation && point.withdrawn_at.is_none();
        let poster = poster(&app, &directory, words, (&point, &campaign))?;
        let shown = Posters {
            posters: has_poster.then_some(poster).into_iter().collect(),
            format: format(&query),
            address: format!("{PATH}/{}/poster?", point.code),
            back: (format!("{PATH}/{}", point.code), point.name.get(words.0).to_owned()),
            left_out: u64::from(!has_poster),
            page: (1, 1),
        };
        Ok(show_page(&app, &visit, shown).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

pub async fn show_all(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let shown = async {
        let directory = app.store.directory().await?;
        let asked = Asked { page: 1, ..asked(&query) };
        let words = Words(visit.preferences.language);
        let points = app.store.points_within(&signed.reach(Right::Surveys)).await?;
        let mut points: Vec<&CollectionPoint> = points.iter().filter(|point| is_asked_for(&directory, &asked, point)).collect();
        let all = points.len();
        points.retain(|point| {
            let on_ones_own = matches!(point.mode, Mode::Phone | Mode::Link);
            on_ones_own && !point.by_invitation && point.withdrawn_at.is_none()
        });
        let (left_out, format) = ((all - points.len()) as u64, format(&query));
        let last = points.len().div_ceil(format.on_a_page()).max(1);
        let page = query.get(PAGE).and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, last);
        // As they are handed out: unit by unit.
        points.sort_by_cached_key(|point| (point.unit.clone(), point.code.clone()));
        let mut posters = Vec::new();
        for point in points.into_iter().skip((page - 1) * format.on_a_page()).take(format.on_a_page()) {
            let Some(campaign) = directory.campaign(point.campaign_id) else { continue };
            posters.push(poster(&app, &directory, words, (point, campaign))?);
        }
        let kept = asked.kept.iter().fold(String::new(), |kept, (name, value)| kept + name + "=" + &encoded(value) + "&");
        let shown = Posters {
            posters,
            format,
            address: format!("{POSTERS}?{kept}"),
            back: (format!("{PATH}?{kept}{PAGE}=1"), words.t("points-title")),
            left_out,
            page: (page, last),
        };
        Ok(show_page(&app, &visit, shown).await)
    };
    page::or_refuse(&app, &visit, shown).await
}

fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn format(query: &HashMap<String, String>) -> Format {
    let word = query.get(FORMAT).map(String::as_str).unwrap_or_default();
    Format::ALL.into_iter().find(|format| format.word() == word).unwrap_or_default()
}

async fn show_page(app: &App, visit: &Visit, shown: Posters) -> Response {
    page::show(app, visit, move || {
        let shown = shown.clone();
        view! { <PostersPage shown/> }
    })
    .await
}

fn poster(
    app: &App,
    directory: &Directory,
    words: Words,
    (point, campaign): (&CollectionPoint, &Campaign),
) -> Result<Poster, PageError> {
    let link = link(app, point);
    let unit = |code: &str| directory.units.get(code).map_or_else(|| code.to_owned(), |unit| unit.name.get(words.0).to_owned());
    let sector = point.sector.as_ref().and_then(|code| directory.sectors.get(code.as_str()));
    let minutes = directory.versions.get(&campaign.version_id).map_or(1, |version| version.minutes());
    Ok(Poster {
        owner: unit(campaign.owner.as_str()),
        unit: unit(point.unit.as_str()),
        sector: sector.map(|sector| sector.name.get(words.0).to_owned()),
        place: point.name.get(words.0).to_owned(),
        campaign: campaign.title.get(words.0).to_owned(),
        last_day: campaign.closes_at.map(|end| LocalTime::of(end.saturating_sub(1)).date()),
        minutes: minutes.into(),
        address: link.split_once("://").map_or_else(|| link.clone(), |(_, rest)| rest.to_owned()),
        code: point.code.to_string(),
        qr: qr::svg(&link, Surface::Paper).map_err(|error| PageError::Unavailable(error.into()))?,
    })
}

/// The QR code by itself, for an office's own layouts.
pub async fn qr_code(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
) -> Response {
    let drawn = async {
        let Found { point, .. } = find(&app, &signed, &code).await?;
        let svg = qr::svg(&link(&app, &point), Surface::Paper).map_err(|error| PageError::Unavailable(error.into()))?;
        let headers = [
            (CONTENT_TYPE, "image/svg+xml".to_owned()),
            (CONTENT_DISPOSITION, format!("attachment; filename=\"hai-long-{}.svg\"", point.code)),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((headers, svg).into_response())
    };
    page::or_refuse(&app, &visit, drawn).await
}
