//! Two texts as one, in which what was taken out and what was put in is marked, word by word.

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

use super::frame::use_words;

/// A stretch of the marked text.
type Stretch = (ChangeTag, String);

/// The stretches of a text that changed, each as long as possible.
fn stretches(before: &str, after: &str) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        match stretches.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => stretches.push((change.tag(), change.value().to_owned())),
        }
    }
    stretches
}

/// The marked text.
#[component]
pub fn Marked(before: String, after: String) -> impl IntoView {
    let words = use_words();
    let (out, into) = (words.t("mark-out"), words.t("mark-in"));
    stretches(&before, &after)
        .into_iter()
        .map(|(tag, text)| match tag {
            ChangeTag::Equal => view! { <span>{text}</span> }.into_any(),
            ChangeTag::Delete => view! { <del><span class="unseen">{format!("{out} ")}</span>{text}</del> }.into_any(),
            ChangeTag::Insert => view! { <ins><span class="unseen">{format!("{into} ")}</span>{text}</ins> }.into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use similar::ChangeTag::{Delete, Equal, Insert};

    use super::stretches;

    #[test]
    fn words_are_marked_and_nothing_is_lost() {
        let marked = stretches("Nơi ngồi chờ sạch", "Chỗ ngồi chờ rất sạch");
        let told: Vec<_> = marked.iter().map(|(tag, text)| (*tag, text.as_str())).collect();
        assert_eq!(told, [(Delete, "Nơi"), (Insert, "Chỗ"), (Equal, " ngồi chờ "), (Insert, "rất "), (Equal, "sạch")]);
        assert_eq!(stretches("", "mới").len(), 1);
        assert!(stretches("", "").is_empty());
    }
}
