//! The two elements whose text Leptos may write unescaped, escaped: everything from a request or the database goes through here. And the one
//! way each for HTML and for a script of the program's own.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// The page's `<title>`, or that of a part of a drawing.
#[component]
pub fn TitleText(text: String) -> impl IntoView {
    view! { <title inner_html=escape(&text)></title> }
}

/// A text area with what was typed in it.
#[component]
pub fn TextArea(
    id: String,
    name: String,
    text: String,
    longest: usize,
    describedby: Option<String>,
    invalid: bool,
    /// How many lines are seen at once.
    #[prop(default = 4)]
    rows: u8,
) -> impl IntoView {
    // The parser drops the first line break after the start tag, so one is given to it.
    let content = format!("\n{}", escape(&text));
    view! {
        <textarea
            id=id
            name=name
            rows=rows.to_string()
            maxlength=longest
            aria-describedby=describedby
            aria-invalid=invalid.then_some("true")
            inner_html=content
        ></textarea>
    }
}

/// A picture that the program drew itself, as SVG: nothing of it comes from a request.
#[component]
pub fn Picture(
    /// What it shows, in words.
    label: String,
    svg: String,
) -> impl IntoView {
    view! { <div class="qr" role="img" aria-label=label inner_html=svg></div> }
}

/// A script that is part of the program, in the page itself.
#[component]
pub fn Script(text: &'static str) -> impl IntoView {
    view! { <script nonce=use_nonce() inner_html=text></script> }
}

/// A stylesheet in a file that is handed over: the program's own, with nothing that could end the element.
#[component]
pub fn InlineStyle(text: String) -> impl IntoView {
    view! { <style inner_html=text.replace('<', "")></style> }
}

/// A text with the characters that mean something in HTML written as references.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_closes_the_element() {
        assert_eq!(escape("</textarea><script>'\"&"), "&lt;/textarea&gt;&lt;script&gt;&#39;&quot;&amp;");
    }
}
