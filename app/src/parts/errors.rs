//! What a citizen can put right, said in the citizen's language.

use leptos::prelude::*;

use super::frame::use_words;
use crate::domain::submission::ProblemKind;
use crate::text::Words;

/// A problem as it is told at the field and in the summary.
#[must_use]
pub fn message(words: Words, kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Nothing => words.t("problem-nothing"),
        ProblemKind::NotStored => words.t("problem-not-stored"),
        ProblemKind::Crowded => words.t("problem-crowded"),
        ProblemKind::Missing => words.t("problem-missing"),
        ProblemKind::NotOffered => words.t("problem-not-offered"),
        ProblemKind::MoreThanOne => words.t("problem-more-than-one"),
        ProblemKind::TooMany(most) => words.with("problem-too-many", &[("most", &most.to_string())]),
        ProblemKind::NotANumber { least, greatest } => {
            words.with("problem-not-a-number", &[("least", &least.to_string()), ("greatest", &greatest.to_string())])
        }
        ProblemKind::TooLong(longest) => words.with("problem-too-long", &[("longest", &longest.to_string())]),
    }
}

/// The summary at the top: what to put right, each a link to its field.
#[component]
pub fn ErrorSummary(
    /// The id of the field and the text of its question (nothing for the form as a whole), with what is wrong.
    problems: Vec<(Option<(String, String)>, ProblemKind)>,
) -> impl IntoView {
    let words = use_words();
    (!problems.is_empty()).then(|| {
        let lines = problems
            .into_iter()
            .map(|(field, kind)| {
                let what = message(words, kind);
                match field {
                    Some((id, question)) => view! { <li><a href=format!("#{id}")>{question}": "{what}</a></li> }.into_any(),
                    None => view! { <li>{what}</li> }.into_any(),
                }
            })
            .collect_view();
        view! {
            <div class="errors" role="alert" tabindex="-1">
                <h2>{words.t("problems-title")}</h2>
                <p>{words.t("problems-kept")}</p>
                <ul>{lines}</ul>
            </div>
        }
    })
}
