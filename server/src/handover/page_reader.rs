//! What a page that was handed over says, as it is now.

use app::pages::analysis::report_paper::MANIFEST;
use app::report::manifest::{Manifest, Said};
use html5gum::{HtmlString, Tokenizer};

use super::verification::Unreadable;

/// What stands around the text that is read.
#[derive(Default)]
struct Place {
    section: String,
    row: String,
    /// The next column.
    column: usize,
    /// The text so far, while a place that is compared is open.
    text: Option<String>,
}

/// The manifest of a page and all that its parts say.
pub(super) fn read(page: &str) -> Result<(Manifest, Vec<Said>), Unreadable> {
    let mut manifest = None;
    let mut said = Vec::new();
    let mut place = Place::default();
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            html5gum::Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    let value = tag.attributes.get(&HtmlString(name.as_bytes().to_vec()));
                    value.map(|value| String::from_utf8_lossy(value).into_owned())
                };
                if *tag.name == b"meta" && attribute("name").as_deref() == Some(MANIFEST) {
                    manifest = attribute("content").and_then(|json| serde_json::from_str(&json).ok());
                }
                if let Some(section) = attribute("data-section") {
                    place.section = section;
                }
                if let Some(row) = attribute("data-row") {
                    place.row = row;
                    place.column = 0;
                }
                let is_cell = *tag.name == b"td" || *tag.name == b"th";
                if (is_cell && !place.row.is_empty()) || attribute("data-sentence").is_some() {
                    place.text = Some(String::new());
                }
            }
            html5gum::Token::String(text) => {
                if let Some(open) = &mut place.text {
                    open.push_str(&String::from_utf8_lossy(&text));
                }
            }
            html5gum::Token::EndTag(tag) => {
                if [&b"td"[..], b"th", b"p"].contains(&tag.name.as_slice())
                    && let Some(text) = place.text.take()
                {
                    // An empty cell is written as a space.
                    let text = if text == " " { String::new() } else { text };
                    said.push(Said { section: place.section.clone(), row: place.row.clone(), column: place.column, text });
                    place.column += 1;
                }
                if *tag.name == b"tr" || *tag.name == b"p" {
                    place.row.clear();
                }
            }
            _ => {}
        }
    }
    Ok((manifest.ok_or(Unreadable::NoManifest)?, said))
}
