//! `/manage/questionnaires`: every version of every questionnaire, and uploading a draft.

use leptos::prelude::*;

use crate::domain::collation::SortKey;
use crate::domain::language::Language;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::listed::{Listed as Version, State};
use crate::domain::texts::Texts;
use crate::parts::desk::{Desk, FORM};
use crate::parts::escaping::TextArea;
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};

/// The address.
pub const PATH: &str = "/manage/questionnaires";
/// The field of a file.
pub const FILE: &str = "file";
/// The field of the text of a file.
pub const TEXT: &str = "text";
/// How a draft is called in addresses, where others have their number.
pub const DRAFT: &str = "draft";

/// How a version is called in addresses.
#[must_use]
pub fn segment(number: u32) -> String {
    if number == 0 { DRAFT.to_owned() } else { number.to_string() }
}

/// The address of a version's page.
#[must_use]
pub fn address(version: &Version) -> String {
    format!("{PATH}/{}/{}", version.code, segment(version.number))
}

/// A version as the list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands.
    pub version: Version,
    /// Its title.
    pub title: Texts,
    /// How many campaigns ask it.
    pub campaigns: u64,
}

/// One thing that is wrong with an uploaded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The line, from 1, and the column, from 1, where they are known.
    pub at: Option<(usize, usize)>,
    /// What is wrong.
    pub what: String,
    /// What the library that reads TOML says of it, which it does in English only.
    pub technically: Option<String>,
    /// The lines around it, with their numbers.
    pub around: Vec<(usize, String)>,
}

/// What was uploaded and not taken.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The text, to be mended here.
    pub text: String,
    /// What is wrong with it.
    pub faults: Vec<FileFault>,
    /// The key of the words for what is wrong as a whole, where there is no text to point at.
    pub problem: Option<&'static str>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Questionnaires {
    /// The versions.
    pub listed: Listed<Line>,
    /// Whether whoever reads it may upload one.
    pub may_change: bool,
    /// What was uploaded and not taken.
    pub refused: Refused,
    /// The most characters of a text.
    pub longest: usize,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
}

/// The versions that are asked for, sorted and a page of them; in the list's own order by title, the latest first.
#[must_use]
pub fn list(mut lines: Vec<Line>, asked: &Asked) -> Listed<Line> {
    lines.retain(|line| {
        let texts: Vec<&str> = std::iter::once(line.version.code.as_str()).chain(line.title.all()).collect();
        asked.finds(&texts)
    });
    let title = |line: &Line| SortKey::of(line.title.get(Language::Vi));
    // A draft comes after the highest number.
    let number = |line: &Line| if line.version.number == 0 { u32::MAX } else { line.version.number };
    match asked.sort.as_str() {
        "code" => lines.sort_by_cached_key(|line| (line.version.code.clone(), number(line))),
        "state" => lines.sort_by_cached_key(|line| (line.version.state, title(line), number(line))),
        "since" => lines.sort_by_cached_key(|line| (line.version.since, line.version.code.clone(), number(line))),
        "campaigns" => lines.sort_by_cached_key(|line| (line.campaigns, line.version.code.clone(), number(line))),
        _ => {
            lines.sort_by_cached_key(|line| (title(line), line.version.code.clone(), std::cmp::Reverse(number(line))));
        }
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// The page.
#[component]
pub fn QuestionnairesPage(shown: Questionnaires) -> impl IntoView {
    let words = use_words();
    let Questionnaires { listed: Listed { asked, found, shown }, may_change, refused, longest, done } = shown;
    let rows = shown
        .into_iter()
        .map(|Line { version, title, campaigns }| {
            let number = if version.number == 0 { "–".to_owned() } else { version.number.to_string() };
            view! {
                <tr>
                    <th scope="row"><a href=address(&version)>{title.get(words.0).to_owned()}</a></th>
                    <td>{version.code.to_string()}</td>
                    <td class="number">{number}</td>
                    <td><VersionMark state=version.state/></td>
                    <td>{LocalTime::of(version.since).date()}</td>
                    <td class="number">{words.number(campaigns)}</td>
                </tr>
            }
        })
        .collect_view();
    let empty = found == 0;
    let upload = if may_change {
        view! { <Upload refused longest/> }.into_any()
    } else {
        view! { <p class="hint">{words.t("questionnaires-read-only")}</p> }.into_any()
    };
    view! {
        <Desk title=words.t("questionnaires-title") here=PATH keeps=may_change>
            <h1>{words.t("questionnaires-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            <Search asked=asked.clone() path=PATH label=words.t("questionnaires-find")/>
            {upload}
            {empty.then(|| view! { <p>{words.t("questionnaires-none")}</p> })}
            {(!empty)
                .then(|| {
                    view! {
                        <div class="scroll" tabindex="0" role="region" aria-label=words.t("questionnaires-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <Head asked=asked.clone() path=PATH column="title" label=words.t("questionnaire")/>
                                        <Head asked=asked.clone() path=PATH column="code" label=words.t("code")/>
                                        <th scope="col" class="number">{words.t("version-number")}</th>
                                        <Head asked=asked.clone() path=PATH column="state" label=words.t("campaign-state")/>
                                        <Head asked=asked.clone() path=PATH column="since" label=words.t("version-since")/>
                                        <Head asked=asked.clone() path=PATH column="campaigns" label=words.t("campaigns-title")/>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    }
                })}
            <Pages asked path=PATH found/>
        </Desk>
    }
}

/// A version's state, told by its word and, for those who see it, by its shade.
#[component]
pub fn VersionMark(state: State) -> impl IntoView {
    let words = use_words();
    view! { <span class=format!("state state-{}", state.word())>{words.t(state.key())}</span> }
}

/// A file or its text to be uploaded, with what is wrong with the one that was.
#[component]
fn Upload(refused: Refused, longest: usize) -> impl IntoView {
    let words = use_words();
    let Refused { text, faults, problem } = refused;
    let wrong = !faults.is_empty() || problem.is_some();
    let open = wrong || !text.is_empty();
    let summary = wrong.then(|| {
        let lines = faults.into_iter().map(|fault| view! { <Fault fault/> }).collect_view();
        view! {
            <div class="errors" role="alert" tabindex="-1" id="faults">
                <h2>{words.t("problems-title")}</h2>
                {problem.map(|key| view! { <p>{words.t(key)}</p> })}
                <ol class="faults">{lines}</ol>
            </div>
        }
    });
    view! {
        <details class="card" id="add" open=open>
            <summary>{words.t("questionnaire-upload")}</summary>
            <p>{words.t("questionnaire-upload-lead")}</p>
            <div class=if wrong { "beside" } else { "alone" }>
            {summary}
            <form id=FORM method="post" action=PATH enctype="multipart/form-data">
                <div class="field">
                    <label for=FILE>{words.t("questionnaire-file")}</label>
                    <p class="hint" id="file-hint">{words.t("questionnaire-file-hint")}</p>
                    <input type="file" id=FILE name=FILE accept=".toml,text/plain,application/toml" aria-describedby="file-hint"/>
                </div>
                <div class="field file-text">
                    <label for=TEXT>{words.t("questionnaire-text")}</label>
                    <p class="hint" id="text-hint">{words.t("questionnaire-text-hint")}</p>
                    <TextArea
                        id=TEXT.to_owned()
                        name=TEXT.to_owned()
                        text
                        longest
                        describedby=Some("text-hint".to_owned())
                        invalid=wrong
                        rows=16
                    />
                </div>
                <button class="primary" type="submit">{words.t("questionnaire-upload")}</button>
            </form>
            </div>
        </details>
    }
}

/// A fault with the lines around it.
#[component]
fn Fault(fault: FileFault) -> impl IntoView {
    let words = use_words();
    let FileFault { at, what, technically, around } = fault;
    let technically = technically.map(|text| view! { " " <span lang="en">{text}</span> });
    let place = at.map(|(line, column)| {
        view! {
            <strong>
                {words.with("fault-at", &[("line", &line.to_string()), ("column", &column.to_string())])}
            </strong>
            " "
        }
    });
    let width = around.last().map_or(1, |(line, _)| line.to_string().len());
    let excerpt = (!around.is_empty()).then(|| {
        let mut text = String::new();
        for (number, line) in &around {
            let here = at.is_some_and(|(line, _)| line == *number);
            text = format!("{text}{} {number:>width$} │ {line}\n", if here { "▶" } else { " " });
        }
        view! { <pre class="excerpt" tabindex="0">{text}</pre> }
    });
    view! { <li>{place} {what} {technically} {excerpt}</li> }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Line, address, list};
    use crate::domain::questionnaire::listed::{Listed as Version, State};
    use crate::domain::texts::Texts;
    use crate::parts::listing::Asked;

    fn line(code: &str, title: &str, number: u32, state: State) -> Line {
        let version = Version { id: Uuid::nil(), code: code.parse().unwrap(), number, state, since: i64::from(number) };
        Line { version, title: Texts::new([("vi", title)]), campaigns: u64::from(number) }
    }

    #[test]
    fn a_draft_comes_before_the_versions_that_are_older() {
        let all = vec![
            line("a", "Một cửa", 0, State::Draft),
            line("a", "Một cửa", 1, State::Retired),
            line("a", "Một cửa", 2, State::Published),
            line("b", "Hộ gia đình", 1, State::Published),
        ];
        let order = |sort: &'static str| {
            let asked = Asked::read(|name| (name == "sort").then_some(sort));
            let lines = list(all.clone(), &asked).shown;
            lines.iter().map(|line| format!("{}{}", line.version.code, line.version.number)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order(""), "b1 a0 a2 a1");
        assert_eq!(order("code"), "a1 a2 a0 b1");
        assert_eq!(order("state"), "a0 b1 a2 a1");
        assert_eq!(order("-since"), "a2 b1 a1 a0");
        assert_eq!(address(&all[0].version), "/manage/questionnaires/a/draft");
    }
}
