//! `/`: choose a language, type a code, find a unit, see results.

use leptos::prelude::*;

use super::notice::CodeForm;
use crate::domain::fold::fold;
use crate::domain::tree::Tree;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::store::{Installation, Unavailable};

/// What was looked for and found.
#[derive(Clone, Debug)]
pub struct Home {
    /// What was typed.
    pub search: String,
    /// The units whose name has it, in the order of the tree, up to [`MOST_FOUND`]; when nothing was typed, those that exist, or of many the ones
    /// at which the tree begins.
    pub units: Vec<(usize, Unit)>,
    /// How many were found and are not shown.
    pub hidden: usize,
}

/// So many units are shown that were found.
pub const MOST_FOUND: usize = 100;

/// Reads the units whose name or code has what was typed, without regard to diacritics.
///
/// # Errors
/// When the store does not answer.
pub async fn load(store: &impl Installation, search: String, now: i64) -> Result<Home, Unavailable> {
    let units: Tree<Unit> = store.units().await?;
    let wanted = fold(search.trim());
    let owned = |(depth, unit): (usize, &Unit)| (depth, unit.clone());
    if wanted.is_empty() {
        let all = units.in_depth_order().into_iter().filter(|(_, unit)| unit.exists(now));
        let shown = UnitChoice::new(&units, all).steps("").into_iter().map(owned).collect();
        return Ok(Home { search, units: shown, hidden: 0 });
    }
    let fits = |unit: &Unit| {
        let names = format!("{} {}", unit.name.get(crate::domain::language::Language::Vi), unit.code);
        fold(&names).contains(&wanted)
    };
    let found: Vec<(usize, &Unit)> = units.in_depth_order().into_iter().filter(|(_, unit)| fits(unit)).collect();
    let hidden = found.len().saturating_sub(MOST_FOUND);
    Ok(Home { search, units: found.into_iter().take(MOST_FOUND).map(owned).collect(), hidden })
}

/// The page.
#[component]
pub fn HomePage(home: Home) -> impl IntoView {
    let words = use_words();
    let empty = home.units.is_empty();
    let more = (home.hidden > 0).then(|| view! { <p class="hint">{words.count("campaign-units-more", home.hidden as u64)}</p> });
    let units = home
        .units
        .into_iter()
        .map(|(depth, unit)| {
            let href = format!("/results?unit={}", unit.code);
            let ended = unit.valid_to.map(|_| view! { " " <span class="hint">{words.t("unit-ended")}</span> });
            view! { <li class=format!("depth-{depth}")><a href=href>{unit.name.get(words.0).to_owned()}</a>{ended}</li> }
        })
        .collect_view();
    view! {
        <Document title=words.t("home-title")>
            <h1>{words.t("home-title")}</h1>
            <p class="lead">{words.t("home-lead")}</p>
            <section class="card">
                <h2>{words.t("home-answer")}</h2>
                <CodeForm/>
            </section>
            <section class="card">
                <h2>{words.t("home-see")}</h2>
                <p><a class="button" href="/results">{words.t("results-title")}</a></p>
                <form class="code-form" method="get" action="/">
                    <label class="question" for="find">{words.t("home-find")}</label>
                    <div class="row">
                        <input type="search" id="find" name="find" value=home.search/>
                        <button type="submit">{words.t("find")}</button>
                    </div>
                </form>
                {empty.then(|| view! { <p>{words.t("home-none-found")}</p> })}
                <ul class="units">{units}</ul>
                {more}
            </section>
        </Document>
    }
}
