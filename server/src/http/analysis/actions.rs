//! `/analysis/actions`: the improvement actions of units in reach.

use std::collections::{BTreeMap, HashMap};

use app::domain::code::Code;
use app::domain::figure::{Part, Scope};
use app::domain::improvement::{Baseline, Criterion, Effect, Improvement, part_word, quarter};
use app::domain::improvement_form::{MONTH, PART, PERIOD, SECTOR, STATUS, UNIT, fields};
use app::domain::language::Language;
use app::domain::period::{Month, Period};
use app::domain::questionnaire::Version;
use app::domain::role::{Reach, Right};
use app::domain::texts::Texts;
use app::pages::analysis::action::{ActionNotePage, ActionPage, ActionRemovalPage, ActionView};
use app::pages::analysis::actions::{ADD, Actions, ActionsPage, Setting, list};
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use app::store::Figures;
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::App;
use crate::figures::effect;
use crate::http::error::PageError;
use crate::http::manage::units::choice;
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let value = |name: &str| query.get(name).cloned().unwrap_or_default();
    let kept = [UNIT, SECTOR, STATUS].map(|name| (name, value(name))).into();
    let asked = Asked { kept, ..Asked::read(|name| query.get(name).map(String::as_str)) };
    let done = query.contains_key("removed").then_some("removed");
    let mut typed: Typed = Typed {
        fields: [UNIT, SECTOR, PART, PERIOD].map(|name| (name.to_owned(), value(name))).into_iter().collect(),
        problems: Vec::new(),
    };
    if value(PERIOD).is_empty() {
        // The last whole quarter: what was found weak is mostly that.
        let last = quarter(Month::of(app.clock.now()).plus(-3)).to_string();
        let fields = [UNIT, SECTOR, PART].map(|name| (name.to_owned(), value(name))).into_iter();
        typed.fields = fields.chain([(PERIOD.to_owned(), last)]).collect();
    }
    let open = query.contains_key(ADD);
    page::or_refuse(&app, &visit, show_list(&app, &visit, &signed, (asked, visit.typed_or(typed), open, done))).await
}

/// The list, perhaps with a form that is open above it.
pub async fn show_list(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (asked, typed, open, done): (Asked, Typed, bool, Option<&'static str>),
) -> Result<Response, PageError> {
    let setting = setting(app, &signed.reach(Right::Analysis)).await?;
    let actions = app.store.improvements_within(&signed.reach(Right::Analysis)).await?;
    let count = |which: &dyn Fn(&Improvement) -> bool| actions.iter().filter(|(_, action)| which(action)).count() as u64;
    let counts = (count(&|action| action.status.is_open()), count(&|action| action.is_overdue(setting.now)));
    let listed = list(actions, &asked, &setting);
    let shown = Actions { listed, counts, setting, typed: typed.clone(), open, done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ActionsPage shown/> }
    });
    Ok(page.await)
}

/// Everything around the actions in somebody's reach.
pub async fn setting(app: &App, reach: &Reach) -> Result<Setting, PageError> {
    let directory = app.store.directory().await?;
    // Of each questionnaire the latest version that is asked.
    let mut versions: BTreeMap<&Code, &Version> = BTreeMap::new();
    for version in directory.public_versions() {
        let latest = versions.entry(version.code()).or_insert(version);
        if latest.number() < version.number() {
            *latest = version;
        }
    }
    Ok(Setting {
        units: directory.units.clone(),
        sectors: directory.sectors.clone(),
        offered: choice(&directory.units, reach),
        responsible: choice(&directory.units, &Reach::Everything),
        parts: versions.values().flat_map(|version| parts(version)).collect(),
        titles: versions.iter().map(|(code, version)| ((*code).clone(), version.title().clone())).collect(),
        now: app.clock.now(),
    })
}

/// The factors of a questionnaire version, each with its satisfaction items after it, as words with their names.
fn parts(version: &Version) -> Vec<(String, Texts)> {
    let word = |scope: Scope| part_word(&Part { questionnaire: version.code().clone(), scope });
    let named = |texts: [&Texts; 2]| {
        let name = |language: Language| texts.map(|text| text.get(language)).join(" – ");
        Texts::default().with(Language::Vi, &name(Language::Vi)).with(Language::En, &name(Language::En))
    };
    let mut parts: Vec<(String, Texts)> = Vec::new();
    for (section, item) in version.satisfaction_items() {
        if section.factor {
            let factor = word(Scope::Factor(section.code.clone()));
            if !parts.iter().any(|(known, _)| *known == factor) {
                parts.push((factor, named([version.title(), &section.title])));
            }
        }
        parts.push((word(Scope::Item(item.code.clone())), named([version.title(), &item.text])));
    }
    parts
}

/// The figures of a criterion as they stand now.
pub async fn measure(app: &App, criterion: &Criterion) -> Result<Baseline, PageError> {
    let as_of = app.clock.now();
    let results = Figures::results(app, &criterion.filter(criterion.period), as_of).await?;
    Ok(Baseline { as_of, figures: effect::figures(&results, criterion) })
}

/// What came of an action in the period that is asked for, or else in the latest one.
pub async fn effect_of(app: &App, action: &Improvement, asked: Option<Period>) -> Result<Effect, PageError> {
    let (as_of, criterion) = (app.clock.now(), &action.criterion);
    let later = criterion.later(as_of);
    let period = asked.filter(|period| later.contains(period)).or_else(|| later.first().copied());
    let after = match period {
        Some(period) => effect::figures(&Figures::results(app, &criterion.filter(period), as_of).await?, criterion),
        None => Vec::new(),
    };
    Ok(Effect { period, as_of, comparisons: effect::compare(&action.baseline.figures, &after) })
}

pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let done = ["done", "noted"].into_iter().find(|key| query.contains_key(*key)).map(|_| "saved");
    let period = query.get(PERIOD).and_then(|period| period.parse().ok());
    let shown = async {
        let (id, action) = find(&app, &signed, &id).await?;
        let stored = fields(&action).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let typed = visit.typed_or(Typed { fields: stored, problems: Vec::new() });
        show_action(&app, &visit, &signed, (id, action, typed), (period, done)).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The action of an address, if its unit is in reach: others are not there.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<(Uuid, Improvement), PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let action = app.store.improvement(&signed.reach(Right::Analysis), id).await?;
    action.map(|action| (id, action)).ok_or(PageError::NotFound)
}

/// The page of an action, perhaps with what is wrong in its form.
pub async fn show_action(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, action, typed): (Uuid, Improvement, Typed),
    (period, done): (Option<Period>, Option<&'static str>),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Analysis);
    let notes = app.store.improvement_notes(&reach, id).await?;
    let effect = effect_of(app, &action, period).await?;
    let setting = setting(app, &reach).await?;
    let shown = ActionView { id, action, notes, effect, setting, typed: typed.clone(), done };
    let page = page::with_form(app, visit, &typed, move || {
        let shown = shown.clone();
        view! { <ActionPage shown/> }
    });
    Ok(page.await)
}

pub async fn note(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let (id, action) = find(&app, &signed, &id).await?;
        let typed = Typed::of([(MONTH, &Month::of(app.clock.now()).to_string())]);
        show_note(&app, &visit, &signed, (id, action, visit.typed_or(typed))).await
    };
    page::or_refuse(&app, &visit, shown).await
}

/// The page on which something is noted of an action, perhaps with what is wrong in its form.
pub async fn show_note(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    (id, action, typed): (Uuid, Improvement, Typed),
) -> Result<Response, PageError> {
    let reach = signed.reach(Right::Analysis);
    let notes = app.store.improvement_notes(&reach, id).await?;
    let setting = setting(app, &reach).await?;
    let shown = typed.clone();
    let page = page::with_form(app, visit, &typed, move || {
        let (action, notes, setting, typed) = (action.clone(), notes.clone(), setting.clone(), shown.clone());
        view! { <ActionNotePage id action notes setting typed/> }
    });
    Ok(page.await)
}

pub async fn removal(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
) -> Response {
    let shown = async {
        let (id, action) = find(&app, &signed, &id).await?;
        let setting = setting(&app, &signed.reach(Right::Analysis)).await?;
        let page = page::show(&app, &visit, move || {
            let (action, setting) = (action.clone(), setting.clone());
            view! { <ActionRemovalPage id action setting/> }
        });
        Ok(page.await)
    };
    page::or_refuse(&app, &visit, shown).await
}
