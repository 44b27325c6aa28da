//! What a page that was handed over says, as it is now.

use app::pages::analysis::report_paper::MANIFEST;
use app::report::manifest::Said;
use html5gum::{HtmlString, StartTag, Tokenizer};

use super::verification::{Around, Contents, Unreadable};

/// What a program that saves a page may write in another way: where its links lead.
const LINK: &[u8] = b"href";

/// What a head has of which nothing is seen on the page.
const QUIET: [&[u8]; 5] = [b"html", b"head", b"meta", b"title", b"style"];
/// In which of these there is text that is not seen.
const QUIET_INSIDE: [&[u8]; 2] = [b"title", b"style"];

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

/// The manifest of a page, all that its parts say, and what stands around that.
pub(super) fn read(page: &str) -> Result<Contents, Unreadable> {
    let mut manifest = None;
    let mut said = Vec::new();
    let mut around = vec![Around::default()];
    // The head ends once: a browser takes no second one for a head, and shows what is in it.
    let mut in_head = true;
    let mut quiet = false;
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
                in_head &= *tag.name != b"body";
                if let Some(section) = attribute("data-section") {
                    around.push(Around { part: section.clone(), pieces: Vec::new() });
                    place.section = section;
                }
                quiet = in_head && QUIET_INSIDE.contains(&tag.name.as_slice());
                if !in_head || !QUIET.contains(&tag.name.as_slice()) {
                    add(&mut around, element(&tag));
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
                let text = String::from_utf8_lossy(&text);
                match &mut place.text {
                    Some(open) => open.push_str(&text),
                    None if quiet || text.trim().is_empty() => {}
                    None => add(&mut around, text.split_whitespace().collect::<Vec<_>>().join(" ")),
                }
            }
            html5gum::Token::EndTag(tag) => {
                in_head &= *tag.name != b"head";
                quiet = false;
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
    Ok(Contents { manifest: manifest.ok_or(Unreadable::NoManifest)?, said, around })
}

fn add(around: &mut [Around], piece: String) {
    // There is always one.
    if let Some(last) = around.last_mut() {
        last.pieces.push(piece);
    }
}

/// An element with all that could change what is seen of it: a bar is as long as its attributes say.
fn element(tag: &StartTag<()>) -> String {
    let text = |bytes: &HtmlString| String::from_utf8_lossy(bytes).into_owned();
    let attributes = tag.attributes.iter().filter(|(name, _)| name.as_slice() != LINK);
    let mut attributes: Vec<String> = attributes.map(|(name, value)| format!(" {}=\"{}\"", text(name), text(value))).collect();
    attributes.sort_unstable();
    format!("<{}{}>", text(&tag.name), attributes.concat())
}
