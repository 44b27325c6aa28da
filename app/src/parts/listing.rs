//! Long lists: searched without regard to diacritics, sorted, and shown a page at a time. The state stands in the address.

use leptos::prelude::*;

use super::fields::Typed;
use super::frame::use_words;
use crate::domain::fold::fold;

/// The field of what is looked for.
pub const FIND: &str = "find";
/// The field of the column by which the list is sorted, with `-` before it for the other direction.
pub const SORT: &str = "sort";
/// The field of the page, from 1.
pub const PAGE: &str = "page";

/// How many entries a page has.
pub const ON_A_PAGE: usize = 50;

/// What of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is looked for.
    pub find: String,
    /// The column by which it is sorted; empty for the list's own order.
    pub sort: String,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// The page, from 1.
    pub page: usize,
    /// What else narrows the list, by the names of its fields: it stays when the list is sorted or turned over.
    pub kept: Vec<(&'static str, String)>,
}

impl Asked {
    /// Reads what is asked from the values of an address. What makes no sense is as if it were not there.
    #[must_use]
    pub fn read<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Self {
        let sort = value(SORT).unwrap_or_default();
        Self {
            find: value(FIND).unwrap_or_default().trim().to_owned(),
            sort: sort.trim_start_matches('-').to_owned(),
            descending: sort.starts_with('-'),
            page: value(PAGE).and_then(|page| page.parse().ok()).filter(|page| (1..=1_000_000).contains(page)).unwrap_or(1),
            kept: Vec::new(),
        }
    }

    /// Whether one of these texts has what is looked for.
    #[must_use]
    pub fn finds(&self, texts: &[&str]) -> bool {
        self.finder().finds(texts.iter().copied())
    }

    /// What is looked for, made ready to be looked for in many texts.
    #[must_use]
    pub fn finder(&self) -> Finder {
        Finder(fold(&self.find))
    }

    /// One page of the entries, and how many there are.
    #[must_use]
    pub fn page<T>(&self, entries: Vec<T>) -> Listed<T> {
        let found = entries.len();
        let shown = entries.into_iter().skip((self.page - 1) * ON_A_PAGE).take(ON_A_PAGE).collect();
        Listed { asked: self.clone(), found, shown }
    }

    /// The address of this list with other values.
    fn address(&self, path: &str, sort: &str, page: usize) -> String {
        let mut address = format!("{path}?{SORT}={sort}&{PAGE}={page}");
        let find = std::iter::once((FIND, &self.find));
        for (name, value) in
            find.chain(self.kept.iter().map(|(name, value)| (*name, value))).filter(|(_, value)| !value.is_empty())
        {
            address = format!("{address}&{name}={}", percent(value));
        }
        address
    }

    /// The word for the order of the list, as it stands in the address.
    #[must_use]
    pub fn sort_word(&self) -> String {
        if self.descending { format!("-{}", self.sort) } else { self.sort.clone() }
    }
}

/// What is looked for in many texts.
#[derive(Clone, Debug)]
pub struct Finder(String);

impl Finder {
    /// Whether nothing is looked for, so that everything is found.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of these texts has what is looked for.
    pub fn finds<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        self.is_idle() || texts.into_iter().any(|text| fold(text).contains(&self.0))
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// What was asked for.
    pub asked: Asked,
    /// How many entries were found.
    pub found: usize,
    /// Those of this page.
    pub shown: Vec<T>,
}

/// Everything but letters and digits as `%XX`, so that it is safe in an address.
pub(crate) fn percent(text: &str) -> String {
    let mut coded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            coded.push(char::from(byte));
        } else {
            coded = format!("{coded}%{byte:02X}");
        }
    }
    coded
}

/// The field by which the list is searched.
#[component]
pub fn Search(asked: Asked, #[prop(into)] path: String, label: String) -> impl IntoView {
    let words = use_words();
    let sort = asked.sort_word();
    let kept = asked.kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form class="search" method="get" action=path role="search">
            <label for=FIND>{label}</label>
            <div class="row">
                <input type="search" id=FIND name=FIND value=asked.find/>
                {(!sort.is_empty()).then(|| view! { <input type="hidden" name=SORT value=sort/> })}
                {kept}
                <button type="submit">{words.t("find")}</button>
            </div>
        </form>
    }
}

/// The head of a column by which the list can be sorted.
#[component]
pub fn Head(
    asked: Asked,
    #[prop(into)] path: String,
    column: &'static str,
    label: String,
    /// Whether numbers stand below it.
    #[prop(optional)]
    number: bool,
) -> impl IntoView {
    let sorted = asked.sort == column;
    let direction = sorted.then_some(if asked.descending { "descending" } else { "ascending" });
    let next = if sorted && !asked.descending { format!("-{column}") } else { column.to_owned() };
    let mark = sorted.then_some(if asked.descending { " ▼" } else { " ▲" });
    let link = view! { <a href=asked.address(&path, &next, 1)>{label}<span aria-hidden="true">{mark}</span></a> };
    if number {
        return view! { <th scope="col" class="number" aria-sort=direction>{link}</th> }.into_any();
    }
    view! { <th scope="col" aria-sort=direction>{link}</th> }.into_any()
}

/// A choice of the search, whose identifier is not that of the form below.
#[component]
pub fn NarrowField(typed: Typed, name: &'static str, label: String, options: Vec<(String, String)>) -> impl IntoView {
    let chosen = typed.value(name);
    let id = format!("by-{name}");
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}

/// How many there are, and the way to the other pages.
#[component]
pub fn Pages(asked: Asked, #[prop(into)] path: String, found: usize) -> impl IntoView {
    let words = use_words();
    let last = found.div_ceil(ON_A_PAGE).max(1);
    let sort = asked.sort_word();
    let link = |page: usize, key: &str, relation: &'static str| {
        view! { <a class="button" rel=relation href=asked.address(&path, &sort, page)>{words.t(key)}</a> }
    };
    let before = (asked.page > 1).then(|| link(asked.page.min(last + 1) - 1, "page-before", "prev"));
    let after = (asked.page < last).then(|| link(asked.page + 1, "page-after", "next"));
    let place = words.with("page-of", &[("page", &asked.page.to_string()), ("last", &last.to_string())]);
    view! {
        <nav class="pages" aria-label=words.t("pages-nav")>
            <p>{words.count("found", found as u64)} " · " {place}</p>
            <div class="actions">{before}{after}</div>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, ON_A_PAGE};

    fn asked(pairs: &[(&'static str, &'static str)]) -> Asked {
        Asked::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
    }

    #[test]
    fn what_makes_no_sense_is_the_beginning() {
        for page in ["", "0", "-1", "x", "1000001", "99999999999999999999"] {
            assert_eq!(asked(&[("page", page)]).page, 1, "{page}");
        }
        let it = asked(&[("find", " xã "), ("sort", "-name"), ("page", "3")]);
        assert_eq!((it.find.as_str(), it.sort.as_str(), it.descending, it.page), ("xã", "name", true, 3));
        assert_eq!(it.address("/x", "name", 2), "/x?sort=name&page=2&find=x%C3%A3");
    }

    #[test]
    fn it_is_found_without_diacritics() {
        assert!(asked(&[("find", "le thi")]).finds(&["an", "Lê Thị An"]));
        assert!(!asked(&[("find", "le van")]).finds(&["an", "Lê Thị An"]));
        assert!(Asked::default().finds(&[]));
    }

    #[test]
    fn pages_end_where_the_list_ends() {
        let numbers: Vec<usize> = (0..=ON_A_PAGE).collect();
        let first = asked(&[]).page(numbers.clone());
        assert_eq!((first.found, first.shown.len()), (ON_A_PAGE + 1, ON_A_PAGE));
        assert_eq!(asked(&[("page", "2")]).page(numbers.clone()).shown, [ON_A_PAGE]);
        assert!(asked(&[("page", "3")]).page(numbers).shown.is_empty());
    }
}
