//! One radio button or check box with its words.

use leptos::prelude::*;

/// A choice whose whole line can be touched.
#[component]
pub fn ChoiceLine(
    /// `radio` or `checkbox`.
    kind: &'static str,
    name: String,
    value: String,
    /// The id of the input, where something links to it.
    #[prop(optional_no_strip)]
    id: Option<String>,
    checked: bool,
    /// Whether a face stands before the words.
    #[prop(optional)]
    face: bool,
    text: String,
) -> impl IntoView {
    view! {
        <label>
            <input type=kind id=id name=name value=value checked=checked/>
            {face.then(|| view! { <i></i> })}
            <span>{text}</span>
        </label>
    }
}
