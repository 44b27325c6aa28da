//! `/manage/entry/{code}/forms` and `/manage/paper-forms/{id}`: numbered paper forms and how far they have come.

use std::collections::HashMap;
use std::sync::Arc;

use app::domain::double_entry::differences;
use app::domain::entry::days;
use app::domain::role::Right;
use app::pages::manage::paper_form::{PaperFormPage, PaperFormRemovalPage, PaperFormView, told};
use app::pages::manage::paper_forms::{Line, PaperFormsPage, STAGE, Stage, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use app::store::{Survey, Surveys};
use app::text::Words;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::entry::find_place;
use crate::App;
use crate::http::error::PageError;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::paper_forms::entries;
use crate::store::entry::PaperForm;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let stage = query.get(STAGE).filter(|word| Stage::ALL.iter().any(|stage| stage.word() == *word)).cloned();
    let asked = Asked::read(|name| query.get(name).map(String::as_str));
    let asked = Asked { kept: vec![(STAGE, stage.unwrap_or_default())], ..asked };
    let said = [("removed", "removed"), ("decided", "saved"), ("held", "hold-stays")];
    let done = said.into_iter().find(|(word, _)| query.contains_key(*word)).map(|(_, key)| key);
    let shown = async {
        let point = find_place(&app, &signed, &code).await?;
        let forms = app.store.paper_forms(&signed.reach(Right::Collection), &point.code).await?;
        let listed = list(forms.into_iter().filter_map(|form| line(&signed, form)).collect(), &asked);
        let page = page::show(&app, &visit, move || {
            let (point, listed) = (point.clone(), listed.clone());
            view! { <PaperFormsPage point listed done/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}

fn line(signed: &Signed, form: PaperForm) -> Option<Line> {
    Some(Line {
        id: form.first.id,
        stage: stage(&form),
        entered: entered(&form),
        own: form.first.by == signed.account.id,
        number: form.number?,
    })
}

/// How far a form has come.
pub fn stage(form: &PaperForm) -> Stage {
    match (form.stored_at, &form.second) {
        (Some(_), _) => Stage::Done,
        (None, Some(_)) => Stage::Different,
        (None, None) => Stage::Waiting,
    }
}

fn entered(form: &PaperForm) -> Vec<(String, i64)> {
    std::iter::once(&form.first).chain(&form.second).map(|typing| (typing.name.clone(), typing.at)).collect()
}

/// Batch and number of a form, as people read them.
fn numbered(form: &PaperForm) -> String {
    form.number.as_ref().map(|number| format!("{} / {}", number.batch, number.number)).unwrap_or_default()
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let (form, survey) = find(&app, &signed, &id).await?;
        show_form(&app, &visit, &signed, (form, survey, visit.typed_or(Typed::default()))).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The numbered form of an address with what is asked, if its place is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(PaperForm, Arc<Survey>), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let form = app.store.paper_form(&signed.reach(Right::Collection), id).await?;
    let form = form.filter(|form| form.number.is_some()).ok_or(PageError::NotFound)?;
    let survey = app.survey(&form.point).await?.ok_or(PageError::NotFound)?;
    Ok((form, survey))
}

/// Whether somebody may say which of two entries is right: not whoever entered only the first, who has not seen the form since.
pub fn decides(signed: &Signed, form: &PaperForm) -> bool {
    let me = signed.account.id;
    form.first.by != me || form.second.as_ref().is_some_and(|second| second.by == me)
}

/// Whether what was entered may still become a response of the campaign.
pub fn in_time(app: &App, survey: &Survey) -> bool {
    days(&survey.campaign, app.clock.now()).is_some()
}

/// The page of a form, perhaps with what is wrong in what was decided.
pub async fn show_form(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (form, survey, typed): (PaperForm, Arc<Survey>, Typed),
) -> Result<Response, PageError> {
    let words = Words(visit.preferences.language);
    let differences = match entries(&survey, &form)? {
        Some((first, second)) => differences(&survey.version, &first, &second)
            .iter()
            .map(|part| told(words, (&survey.version, &survey.sectors), part, (&first, &second)))
            .collect(),
        None => Vec::new(),
    };
    let names = [&survey.campaign.title, &survey.unit.name, &survey.point.name].map(|name| name.get(words.0));
    let shown = PaperFormView {
        id: form.first.id,
        point: form.point.clone(),
        place: names.join(" · "),
        number: numbered(&form),
        stage: stage(&form),
        entered: entered(&form),
        differences,
        decides: decides(signed, &form),
        in_time: in_time(app, &survey),
        typed: typed.clone(),
    };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <PaperFormPage shown/> }
    });
    Ok(page.await)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let asked = async {
        let (form, _) = find(&app, &signed, &id).await?;
        let (id, number) = (form.first.id, numbered(&form));
        if stage(&form) == Stage::Done {
            return Ok(Redirect::to(&format!("{}/{id}", app::pages::manage::paper_form::PATH)).into_response());
        }
        let page = page::show(&app, &visit, move || {
            let number = number.clone();
            view! { <PaperFormRemovalPage id number/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, asked).await
}
