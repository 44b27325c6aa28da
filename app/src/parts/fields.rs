//! Forms of staff pages: labelled fields that keep what was typed and say what is wrong with it.

use leptos::prelude::*;

use super::escaping::TextArea;
use super::frame::use_words;
use crate::domain::submission::Fields;

/// The kinds of files that have tables, as browsers offer them to be chosen.
pub const ACCEPTED: &str = ".csv,.txt,.tsv,.xlsx,text/csv,text/plain";

/// What was typed into a form, and what is wrong with it: the field's name, and the key of the words that say so. The empty name is the
/// form as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The fields as sent, or as they stand in the database.
    pub fields: Fields,
    /// What is to be put right.
    pub problems: Vec<(&'static str, &'static str)>,
}

impl Typed {
    /// A form that stands as the database has it.
    #[must_use]
    pub fn of<const N: usize>(values: [(&str, &str); N]) -> Self {
        let pairs = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { fields: pairs.collect(), problems: Vec::new() }
    }

    /// What stands in a field, without the NUL characters that nobody types and PostgreSQL does not hold.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.fields.first(name).unwrap_or_default().replace('\0', "")
    }

    /// Whether somebody wrote into one of these fields, or something is to be put right: then the form is shown open.
    #[must_use]
    pub fn is_begun(&self, fields: &[&str]) -> bool {
        !self.problems.is_empty() || fields.iter().any(|name| self.fields.first(name).is_some_and(|value| !value.is_empty()))
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn problem(&self, name: &str) -> Option<&'static str> {
        self.problems.iter().find(|(field, _)| *field == name).map(|(_, key)| *key)
    }
}

/// The summary at the top of a form: what to put right, each a link to its field.
#[component]
pub fn TypedSummary(typed: Typed) -> impl IntoView {
    let words = use_words();
    (!typed.problems.is_empty()).then(|| {
        let lines = typed
            .problems
            .iter()
            .map(|(field, key)| {
                let what = words.t(key);
                if field.is_empty() {
                    view! { <li>{what}</li> }.into_any()
                } else {
                    view! { <li><a href=format!("#{field}")>{what}</a></li> }.into_any()
                }
            })
            .collect_view();
        view! {
            <div class="errors" role="alert" tabindex="-1">
                <h2>{words.t("problems-title")}</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}

/// A field of one line.
#[component]
pub fn TextField(
    typed: Typed,
    name: &'static str,
    /// The words of its label.
    label: String,
    /// A sentence about what fits.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `password`, `number` and so on.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters.
    #[prop(default = 200)]
    longest: usize,
    /// Whether the form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Whether the keyboard is there when the page opens.
    #[prop(optional)]
    focused: bool,
    /// The identifier of a list of what may be meant.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let value = if kind == "password" { String::new() } else { typed.value(name) };
    let problem = typed.problem(name);
    let described = described_by(name, hint.is_some(), problem.is_some());
    view! {
        <Labelled name label hint problem required>
            <input
                type=kind
                id=name
                name=name
                value=value
                maxlength=longest
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=required
                autofocus=focused
                list=list
                aria-describedby=described
                aria-invalid=problem.map(|_| "true")
            />
        </Labelled>
    }
}

/// A choice among some.
#[component]
pub fn SelectField(
    typed: Typed,
    name: &'static str,
    label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// Each with its value and its words.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let chosen = typed.value(name);
    let problem = typed.problem(name);
    let described = described_by(name, hint.is_some(), problem.is_some());
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <Labelled name label hint problem required=false>
            <select
                id=name
                name=name
                aria-describedby=described
                aria-invalid=problem.map(|_| "true")
            >
                {options}
            </select>
        </Labelled>
    }
}

/// A field of several lines.
#[component]
pub fn AreaField(
    typed: Typed,
    name: &'static str,
    label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// The most characters.
    longest: usize,
    /// How many lines are seen at once.
    #[prop(default = 4)]
    rows: u8,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let problem = typed.problem(name);
    let describedby = described_by(name, hint.is_some(), problem.is_some());
    view! {
        <Labelled name label hint problem required>
            <TextArea
                id=name.to_owned()
                name=name.to_owned()
                text=typed.value(name)
                longest
                describedby
                invalid=problem.is_some()
                rows
            />
        </Labelled>
    }
}

/// A file to be chosen, without which the form cannot be sent.
#[component]
pub fn FileField(
    typed: Typed,
    name: &'static str,
    label: String,
    hint: String,
    /// The kinds of file that a browser offers.
    accept: &'static str,
) -> impl IntoView {
    let problem = typed.problem(name);
    let describedby = described_by(name, true, problem.is_some());
    view! {
        <Labelled name label hint=Some(hint) problem required=false>
            <input
                type="file"
                id=name
                name=name
                accept=accept
                required=true
                aria-describedby=describedby
                aria-invalid=problem.map(|_| "true")
            />
        </Labelled>
    }
}

/// A box to be ticked, which sends `yes`.
#[component]
pub fn TickField(typed: Typed, name: &'static str, label: String, #[prop(optional, into)] hint: Option<String>) -> impl IntoView {
    let words = use_words();
    let problem = typed.problem(name);
    let checked = typed.fields.has(name, "yes");
    let described = described_by(name, hint.is_some(), problem.is_some());
    view! {
        <div class="field">
            <label class="tick-line" for=name>
                <input
                    type="checkbox"
                    id=name
                    name=name
                    value="yes"
                    checked=checked
                    aria-describedby=described
                    aria-invalid=problem.map(|_| "true")
                />
                " " {label}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|key| view! { <p class="problem" id=format!("{name}-problem")>{words.t(key)}</p> })}
        </div>
    }
}

/// What stands about a field, by the identifiers of its elements.
pub(crate) fn described_by(name: &str, hint: bool, problem: bool) -> Option<String> {
    let hint = hint.then(|| format!("{name}-hint"));
    let problem = problem.then(|| format!("{name}-problem"));
    let ids: Vec<String> = hint.into_iter().chain(problem).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A field with its label, its hint and what is wrong with it.
#[component]
fn Labelled(
    name: &'static str,
    label: String,
    hint: Option<String>,
    problem: Option<&'static str>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let needed = required.then(|| view! { " " <span class="hint">{words.t("field-needed")}</span> });
    view! {
        <div class="field">
            <label for=name>{label}{needed}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|key| view! { <p class="problem" id=format!("{name}-problem")>{words.t(key)}</p> })}
            {children()}
        </div>
    }
}
