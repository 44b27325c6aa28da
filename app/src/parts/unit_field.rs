//! The field of a unit: a list of few, a name to be typed of many.

use leptos::prelude::*;

use super::fields::{SelectField, TextField, Typed, described_by};
use super::frame::use_words;
use crate::domain::unit::Unit;
use crate::domain::unit_choice::{Meant, UnitChoice, written};
use crate::text::Words;

/// So many are suggested while one types.
const SUGGESTED: usize = 50;

/// The units that may be chosen, each with its place in the tree, and before them perhaps none.
#[must_use]
pub fn choices<'a>(
    words: Words,
    units: impl IntoIterator<Item = (usize, &'a Unit)>,
    none: Option<String>,
) -> Vec<(String, String)> {
    let unit = |(depth, unit): (usize, &Unit)| {
        let ended = if unit.valid_to.is_some() { format!(" {}", words.t("unit-ended")) } else { String::new() };
        // Spaces at the start of an option are not shown; those that do not break are.
        (unit.code.to_string(), format!("{}{}{ended}", "\u{a0}\u{a0}".repeat(depth), unit.name.get(words.0)))
    };
    none.into_iter().map(|none| (String::new(), none)).chain(units.into_iter().map(unit)).collect()
}

/// A choice of one unit. Few are a list. Of many one is typed, by its name or code; where several are called so, they become a list, with the
/// field for another name below it.
#[component]
pub fn UnitField(
    typed: Typed,
    name: &'static str,
    label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// The units.
    offered: UnitChoice,
    /// The words for no unit, where none may be chosen.
    #[prop(optional_no_strip)]
    none: Option<String>,
) -> impl IntoView {
    let words = use_words();
    if offered.is_few() {
        let options = choices(words, offered.iter(), none);
        return match hint {
            Some(hint) => view! { <SelectField typed name label hint options/> }.into_any(),
            None => view! { <SelectField typed name label options/> }.into_any(),
        };
    }
    let text = typed.fields.all(name).iter().find(|value| !value.is_empty()).cloned().unwrap_or_default().replace('\0', "");
    let shown = |unit: &Unit| written(unit.name.get(words.0), &unit.code);
    let empty = none.map(|none| words.with("unit-field-none", &[("none", &none)]));
    let hint = [hint, Some(words.t("unit-field-hint")), empty].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let known = offered.units().get(&text).map(shown);
    let several = match offered.meant(&text) {
        Meant::Several(found) if known.is_none() => found,
        Meant::One(_) | Meant::Several(_) | Meant::Nothing => Vec::new(),
    };
    let suggested = offered.tops(SUGGESTED).map(|unit| view! { <option value=shown(unit)/> });
    let suggested = suggested.collect_view();
    let list = format!("{name}-list");
    let value = known.unwrap_or(text);
    if several.is_empty() {
        let typed = Typed { fields: std::iter::once((name.to_owned(), value)).collect(), problems: typed.problems };
        return view! {
            <TextField typed name label hint list=list.clone()/>
            <datalist id=list>{suggested}</datalist>
        }
        .into_any();
    }
    let problem = typed.problem(name);
    let described = described_by(name, true, problem.is_some());
    let above = |unit: &Unit| unit.parent.as_ref().and_then(|parent| offered.units().get(parent.as_str()));
    let options = several
        .into_iter()
        .map(|unit| {
            let above = above(unit).map(|above| format!(" – {}", above.name.get(words.0))).unwrap_or_default();
            view! { <option value=unit.code.to_string()>{shown(unit)} {above}</option> }
        })
        .collect_view();
    let other = format!("{name}-other");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {problem.map(|key| view! { <p class="problem" id=format!("{name}-problem")>{words.t(key)}</p> })}
            <select id=name name=name aria-describedby=described aria-invalid=problem.map(|_| "true")>
                <option value="">{words.t("unit-field-several")}</option>
                {options}
            </select>
            <label class="hint" for=other.clone()>{words.t("unit-field-other")}</label>
            <input type="text" id=other name=name value=value maxlength="200" autocomplete="off" list=list.clone()/>
            <datalist id=list>{suggested}</datalist>
        </div>
    }
    .into_any()
}
