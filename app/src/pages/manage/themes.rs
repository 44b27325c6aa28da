//! `/manage/themes`: the themes by which comments are found, adding one, and how many respondents there must be where a comment is shown.

use leptos::prelude::*;

use crate::domain::form::{NAME_EN, NAME_VI};
use crate::domain::theme::{CommentRules, MINIMA, Theme};
use crate::domain::theme_form::{HINT_EN, HINT_VI, KEYWORDS, LEAST_RESPONDENTS, LONGEST_HINT, LONGEST_KEYWORDS};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{AreaField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Search};

/// The address.
pub const PATH: &str = "/manage/themes";
/// The address at which the minimum is set.
pub const MINIMUM: &str = "/manage/themes/minimum";

/// The themes that are asked for, in their order.
#[must_use]
pub fn list(themes: &[Theme], asked: &Asked) -> Vec<Theme> {
    let finder = asked.finder();
    let finds = |theme: &&Theme| finder.finds(theme.name.all().chain(theme.keywords.iter().map(String::as_str)));
    themes.iter().filter(finds).cloned().collect()
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ThemesView {
    /// What is looked for.
    pub asked: Asked,
    /// The rules, with those themes that are asked for.
    pub rules: CommentRules,
    /// Whether they may be changed: by whoever reaches everything, because they are the same for all units.
    pub everything: bool,
    /// The form for a new theme.
    pub typed: Typed,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn ThemesPage(shown: ThemesView) -> impl IntoView {
    let words = use_words();
    let ThemesView { asked, rules, everything, typed, done } = shown;
    let minimum = words.with("comments-minimum-is", &[("minimum", &rules.minimum.to_string())]);
    let rows = rules
        .themes
        .iter()
        .map(|theme| {
            let name = theme.name.get(words.0).to_owned();
            let name = if everything {
                view! { <a href=format!("{PATH}/{}", theme.code)>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{theme.keywords.join(", ")}</td>
                </tr>
            }
        })
        .collect_view();
    let table = if rules.themes.is_empty() {
        view! { <p>{words.t("themes-none")}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("themes-title")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("comments-theme")}</th>
                            <th scope="col">{words.t("theme-keywords")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Desk title=words.t("themes-title") here=PATH keeps=everything>
            <h1>{words.t("themes-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <p class="lead">{words.t("themes-lead")}</p>
            <p>
                {minimum} " "
                {everything.then(|| view! { <a href=MINIMUM>{words.t("comments-minimum-change")}</a> })}
            </p>
            <Search asked path=PATH label=words.t("themes-find")/>
            {if everything {
                view! { <NewTheme typed/> }.into_any()
            } else {
                view! { <p class="hint">{words.t("themes-read-only")}</p> }.into_any()
            }}
            {table}
        </Desk>
    }
}

/// The form for a new theme.
#[component]
fn NewTheme(typed: Typed) -> impl IntoView {
    let words = use_words();
    let open = typed.is_begun(&[NAME_VI, NAME_EN, KEYWORDS]);
    view! {
        <details class="card" open=open>
            <summary>{words.t("theme-add")}</summary>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=PATH>
                <ThemeFields typed/>
                <button class="primary" type="submit">{words.t("theme-add")}</button>
            </form>
        </details>
    }
    .into_any()
}

/// The fields of a theme.
#[component]
pub fn ThemeFields(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <super::units::Names typed=typed.clone()/>
        <AreaField
            typed=typed.clone()
            name=KEYWORDS
            label=words.t("theme-keywords")
            hint=words.t("theme-keywords-hint")
            longest=LONGEST_KEYWORDS
            rows=8
            required=true
        />
        <AreaField
            typed=typed.clone()
            name=HINT_VI
            label=words.t("theme-hint-vi")
            hint=words.t("theme-hint-hint")
            longest=LONGEST_HINT
        />
        <AreaField typed name=HINT_EN label=words.t("theme-hint-en") longest=LONGEST_HINT/>
    }
    .into_any()
}

/// The page on which it is set how many respondents there must be where a comment is shown.
#[component]
pub fn MinimumPage(typed: Typed) -> impl IntoView {
    let words = use_words();
    let (least, most) = (MINIMA.start().to_string(), MINIMA.end().to_string());
    let hint = words.with("comments-minimum-hint", &[("least", &least), ("most", &most)]);
    view! {
        <Desk title=words.t("comments-minimum") here=PATH keeps=true>
            <p><a href=PATH>{words.t("themes-title")}</a></p>
            <h1>{words.t("comments-minimum")}</h1>
            <p class="lead">{words.t("comments-minimum-lead")}</p>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=MINIMUM>
                <TextField
                    typed
                    name=LEAST_RESPONDENTS
                    label=words.t("comments-minimum")
                    hint=hint
                    longest=4
                    required=true
                />
                <div class="actions">
                    <button class="primary" type="submit">{words.t("save")}</button>
                    <a class="button" href=PATH>{words.t("cancel")}</a>
                </div>
            </form>
        </Desk>
    }
}
