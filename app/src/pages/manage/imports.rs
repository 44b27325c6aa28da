//! `/manage/imports/{what}`: a file of units, sectors, targets or classifications is chosen, looked at, and taken as a whole.

use leptos::prelude::*;

use crate::domain::classification_form::{LOWEST, ROWS};
use crate::domain::import::classifications::BOUND;
use crate::domain::import::{Catalogue, Fault};
use crate::domain::language::Language;
use crate::domain::target_form::PERCENT;
use crate::domain::unit::UnitKind;
use crate::domain::unit_form::KIND;
use crate::parts::desk::Desk;
use crate::parts::fields::{ACCEPTED, FileField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::text::Words;

/// The address, up to what is imported.
pub const PATH: &str = "/manage/imports";
/// The field of the file.
pub const FILE: &str = "file";
/// The field of the identifier that the import will have, however often it is sent.
pub const ID: &str = "id";
/// The field of the file that was looked at.
pub const CHECKED: &str = "checked";
/// The field that says which changes were seen.
pub const SEEN: &str = "seen";

/// Where what is imported is listed.
#[must_use]
pub const fn list_path(catalogue: Catalogue) -> &'static str {
    match catalogue {
        Catalogue::Units => super::units::PATH,
        Catalogue::Sectors => super::sectors::PATH,
        Catalogue::Targets => super::targets::PATH,
        Catalogue::Classifications => super::classifications::PATH,
    }
}

/// The keys of the title of the list, and of that of its import.
#[must_use]
pub const fn titles(catalogue: Catalogue) -> (&'static str, &'static str) {
    match catalogue {
        Catalogue::Units => ("units-title", "import-units"),
        Catalogue::Sectors => ("sectors-title", "import-sectors"),
        Catalogue::Targets => ("targets-title", "import-targets"),
        Catalogue::Classifications => ("classifications-title", "import-classifications"),
    }
}

/// The links by which a list is taken out as a file and brought in from one.
#[component]
pub fn FileLinks(catalogue: Catalogue, imports: bool) -> impl IntoView {
    let words = use_words();
    let import = imports.then(|| {
        view! { <a class="button" href=format!("{PATH}/{}", catalogue.word())>{words.t(titles(catalogue).1)}</a> }
    });
    view! {
        <div class="actions">
            <a class="button" href=format!("{}.csv", list_path(catalogue)) download="">{words.t("export-csv")}</a>
            {import}
        </div>
    }
}

/// A change as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChange {
    /// The line.
    pub line: u64,
    /// What it is a change of.
    pub name: String,
    /// The fields that differ, with what is there and what is to be there.
    pub differences: Vec<(&'static str, String, String)>,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many entries are new.
    pub added: u64,
    /// How many change.
    pub changed: u64,
    /// How many lines change nothing.
    pub unchanged: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// How many there are.
    pub faults_in_all: u64,
    /// In how many lines.
    pub faulty_lines: u64,
    /// The first that are new.
    pub shown_added: Vec<ShownChange>,
    /// The first that change.
    pub shown_changed: Vec<ShownChange>,
    /// The headings that mean nothing.
    pub ignored: Vec<String>,
    /// Whether somebody must look whether the letters are right.
    pub is_doubtful: bool,
}

/// A file that may be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// The identifier that the import will have.
    pub id: String,
    /// The file.
    pub checked: String,
    /// Which changes were seen.
    pub seen: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Importing {
    /// What is imported.
    pub catalogue: Catalogue,
    /// Whether whoever looks may import it: sectors are for who reaches everything.
    pub may: bool,
    /// What is wrong with the file as a whole.
    pub typed: Typed,
    /// What was read, once there is a file.
    pub seen: Option<Seen>,
    /// The file, where it can be taken.
    pub ready: Option<Ready>,
}

/// The page.
#[component]
pub fn ImportingPage(shown: Importing) -> impl IntoView {
    let words = use_words();
    let Importing { catalogue, may, typed, seen, ready } = shown;
    let (list, title) = titles(catalogue);
    let address = format!("{PATH}/{}", catalogue.word());
    let is_ready = ready.is_some();
    let form = may.then(|| {
        view! {
            <form class="card narrow" method="post" action=address.clone() enctype="multipart/form-data">
                <FileField
                    typed=typed.clone()
                    name=FILE
                    label=words.t(if seen.is_some() { "import-file-again" } else { "import-file" })
                    hint=words.t("import-file-hint")
                    accept=ACCEPTED
                />
                <button class=(!is_ready).then_some("primary") type="submit">{words.t("import-look")}</button>
            </form>
        }
    });
    view! {
        <Desk title=words.t(title) here=list_path(catalogue)>
            <p><a href=list_path(catalogue)>{words.t(list)}</a></p>
            <h1>{words.t(title)}</h1>
            <p class="lead">{words.t("import-lead")}</p>
            {(!may).then(|| view! { <p class="hint">{words.t("sectors-read-only")}</p> })}
            <TypedSummary typed/>
            {seen.clone().map(|seen| view! { <SeenPart seen catalogue/> })}
            {ready.map(|ready| view! { <Confirming ready seen=seen.unwrap_or_default() address/> })}
            {form}
            <ColumnsPart catalogue/>
        </Desk>
    }
}

/// The button by which the file is taken.
#[component]
fn Confirming(ready: Ready, seen: Seen, address: String) -> impl IntoView {
    let words = use_words();
    let counts = [("added", words.number(seen.added)), ("changed", words.number(seen.changed))];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    view! {
        <form class="card" method="post" action=address enctype="multipart/form-data">
            <input type="hidden" name=ID value=ready.id/>
            <input type="hidden" name=SEEN value=ready.seen/>
            <input type="hidden" name=CHECKED value=ready.checked/>
            <p>{words.t("import-take-lead")}</p>
            <button class="primary" type="submit">{words.with("import-take", &counts)}</button>
        </form>
    }
}

/// What was read: counts, what is wrong, the first changes.
#[component]
fn SeenPart(seen: Seen, catalogue: Catalogue) -> impl IntoView {
    let words = use_words();
    let facts = [
        ("import-added", seen.added),
        ("import-changed", seen.changed),
        ("import-unchanged", seen.unchanged),
        ("import-faulty", seen.faulty_lines),
    ];
    let facts =
        facts.into_iter().map(|(key, count)| view! { <dt>{words.t(key)}</dt> <dd>{words.number(count)}</dd> }).collect_view();
    let more = seen.faults_in_all.saturating_sub(seen.faults.len() as u64);
    let faults = seen.faults.into_iter().map(|fault| view! { <li>{told(words, catalogue, &fault)}</li> }).collect_view();
    let ignored = seen.ignored.join(", ");
    view! {
        <section class="card" aria-labelledby="seen">
            <h2 id="seen">{words.t("import-seen")}</h2>
            {seen.is_doubtful.then(|| view! { <p class="doubtful">{words.t("table-doubtful")}</p> })}
            <dl class="facts">{facts}</dl>
            {(!ignored.is_empty()).then(|| view! { <p class="hint">{words.with("import-ignored", &[("headings", &ignored)])}</p> })}
            {(seen.faults_in_all > 0)
                .then(|| {
                    view! {
                        <div class="errors">
                            <h3>{words.count("import-faults", seen.faults_in_all)}</h3>
                            <ul>{faults}</ul>
                            {(more > 0).then(|| view! { <p>{words.count("import-faults-more", more)}</p> })}
                        </div>
                    }
                })}
            <Changes
                heading="import-shown-changed"
                more=seen.changed.saturating_sub(seen.shown_changed.len() as u64)
                changes=seen.shown_changed
                catalogue
            />
            <Changes
                heading="import-shown-added"
                more=seen.added.saturating_sub(seen.shown_added.len() as u64)
                changes=seen.shown_added
                catalogue
            />
        </section>
    }
    .into_any()
}

/// The first changes of a sort.
#[component]
fn Changes(heading: &'static str, changes: Vec<ShownChange>, more: u64, catalogue: Catalogue) -> impl IntoView {
    let words = use_words();
    if changes.is_empty() {
        return ().into_any();
    }
    let rows = changes
        .into_iter()
        .map(|change| {
            let differences = change
                .differences
                .into_iter()
                .map(|(field, before, after)| {
                    let (before, after) = (valued(words, field, &before), valued(words, field, &after));
                    let none = || view! { <span class="hint">{words.t("import-nothing")}</span> };
                    let after = if after.is_empty() { none().into_any() } else { view! { <b>{after}</b> }.into_any() };
                    let before = (heading == "import-shown-changed").then(|| {
                        let before = if before.is_empty() { none().into_any() } else { view! { <del>{before}</del> }.into_any() };
                        view! { {before} " → " }
                    });
                    view! { <li>{headed(words, catalogue, field)} ": " {before} {after}</li> }
                })
                .collect_view();
            view! {
                <tr>
                    <td>{words.number(change.line)}</td>
                    <th scope="row">{change.name}</th>
                    <td><ul class="differences">{differences}</ul></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h3>{words.t(heading)}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label=words.t(heading)>
            <table class="stack">
                <thead>
                    <tr>
                        <th scope="col">{words.t("import-line")}</th>
                        <th scope="col">{words.t("import-what")}</th>
                        <th scope="col">{words.t("import-differences")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="hint">{words.count("import-more", more)}</p> })}
    }
    .into_any()
}

/// What the columns mean, with a template and what there is to begin with.
#[component]
fn ColumnsPart(catalogue: Catalogue) -> impl IntoView {
    let words = use_words();
    let rows = catalogue
        .columns()
        .iter()
        .map(|column| {
            let needed = column.needed.then(|| view! { " " <span class="hint">{words.t("import-needed")}</span> });
            view! {
                <tr>
                    <th scope="row">{words.t(column.heading)} {needed}</th>
                    <td>{words.t(column.hint)}</td>
                    <td>{(!column.example.is_empty()).then(|| view! { <code>{column.example}</code> })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card">
            <h2>{words.t("import-columns")}</h2>
            <p>{words.t("import-columns-lead")}</p>
            <div class="actions">
                <a class="button" href=format!("{}.csv", list_path(catalogue)) download="">{words.t("export-csv")}</a>
                <a class="button" href=format!("{PATH}/{}/template.csv", catalogue.word()) download="">
                    {words.t("import-template")}
                </a>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=words.t("import-columns")>
                <table class="stack">
                    <thead>
                        <tr>
                            <th scope="col">{words.t("import-column")}</th>
                            <th scope="col">{words.t("import-meaning")}</th>
                            <th scope="col">{words.t("import-example")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// The heading of a column.
fn headed(words: Words, catalogue: Catalogue, field: &str) -> String {
    catalogue
        .columns()
        .iter()
        .find(|column| column.field == field)
        .map_or_else(|| class_headed(words, field), |column| words.t(column.heading))
}

/// What a field of the form of classes is called, which stands in no column of its own: the class and what of it.
fn class_headed(words: Words, field: &str) -> String {
    let of = |class: String, key: &str| format!("{class} · {}", words.t(key));
    if field == LOWEST.0 || field == LOWEST.1 {
        return of(words.t("class-lowest"), if field == LOWEST.0 { "name-vi" } else { "name-en" });
    }
    let found = (1_u64..).zip(ROWS).find(|(_, row)| [row.vi, row.en, row.bound].contains(&field));
    let Some((number, row)) = found else { return field.to_owned() };
    let key = if field == row.vi {
        "name-vi"
    } else if field == row.en {
        "name-en"
    } else {
        "class-bound"
    };
    of(words.with("class-number", &[("number", &words.number(number))]), key)
}

/// Whether a field has a percentage.
fn is_percentage(field: &str) -> bool {
    [PERCENT, BOUND].contains(&field) || ROWS.iter().any(|row| row.bound == field)
}

/// What stands in a column, as people read it.
#[must_use]
pub fn valued(words: Words, field: &str, value: &str) -> String {
    match field {
        KIND => UnitKind::from_word(value).map_or_else(|| value.to_owned(), |kind| words.t(kind.key())),
        _ if is_percentage(field) && words.0 == Language::Vi => value.replace('.', ","),
        _ => value.to_owned(),
    }
}

/// A fault in words: where, what stands there, and what is wrong with it.
fn told(words: Words, catalogue: Catalogue, fault: &Fault) -> String {
    let (line, column) = (words.number(fault.line), headed(words, catalogue, fault.field));
    let place = if fault.value.is_empty() {
        words.with("import-place", &[("line", &line), ("column", &column)])
    } else {
        words.with("import-place-value", &[("line", &line), ("column", &column), ("value", &fault.value)])
    };
    let what = words.t(fault.key);
    match fault.other {
        Some(other) => format!("{place} {what} {}", words.with("import-other-line", &[("line", &words.number(other))])),
        None => format!("{place} {what}"),
    }
}
