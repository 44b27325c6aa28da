//! Pages read as browsers read them, to see whether anything of a payload became markup.

use std::collections::{BTreeMap, BTreeSet};

use app::domain::receipt::Receipt;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

use crate::client::Answer;

/// An element as its start tag says it.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name, in small letters.
    pub name: String,
    /// Its attributes, their names in small letters, with references resolved.
    pub attributes: BTreeMap<String, String>,
    /// The text between its start tag and the next tag.
    pub text: String,
}

impl Element {
    /// An attribute's value, or nothing.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// The elements of a page, in its order.
#[must_use]
pub fn elements(page: &str) -> Vec<Element> {
    let text = |text: &HtmlString| String::from_utf8_lossy(text).into_owned();
    let mut emitter = DefaultEmitter::default();
    // Scripts, styles, titles and text areas hold text up to their own end tag.
    emitter.naively_switch_states(true);
    let mut elements: Vec<Element> = Vec::new();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        match token.expect("text, which can always be read") {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                elements.push(Element { name: text(&tag.name), attributes, text: String::new() });
            }
            Token::String(string) => {
                if let Some(last) = elements.last_mut() {
                    last.text.push_str(&text(&string));
                }
            }
            Token::EndTag(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    elements
}

/// The elements of which our pages consist, each with its attributes, learnt from harmless ones.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    elements: BTreeSet<String>,
    attributes: BTreeSet<(String, String)>,
}

/// Attributes that lead somewhere or fetch something.
const ADDRESSES: [&str; 7] = ["action", "data", "formaction", "href", "poster", "src", "srcset"];

impl Vocabulary {
    /// Learns from a page that nobody has tampered with.
    pub fn learn(&mut self, page: &str) {
        for element in elements(page) {
            self.attributes.extend(element.attributes.into_keys().map(|attribute| (element.name.clone(), attribute)));
            self.elements.insert(element.name);
        }
    }

    /// What of an answer is not ours: an element or attribute that no page has, a handler, a script without the nonce of its page or with a
    /// call of a payload, an address elsewhere, a header that leads elsewhere.
    #[must_use]
    pub fn strange(&self, answer: &Answer) -> Vec<String> {
        let mut strange = Vec::new();
        let location = answer.header("location");
        if !location.is_empty() && leads_elsewhere(location) {
            strange.push(format!("location: {location}"));
        }
        let cookie = answer.header("set-cookie");
        let ours = ["hailong-view=vi.", "hailong-view=en."].iter().any(|start| cookie.starts_with(start)) || is_receipt(cookie);
        if !cookie.is_empty() && !ours {
            strange.push(format!("set-cookie: {cookie}"));
        }
        if !answer.header("content-type").starts_with("text/html") {
            return strange;
        }
        let policy = answer.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
        if nonce.is_empty() {
            strange.push(format!("no nonce in the policy {policy:?}"));
        }
        for element in elements(answer.text()) {
            let runs = ["script", "style"].contains(&element.name.as_str());
            let is_strange = !self.elements.contains(&element.name)
                || element.name == "script" && element.attribute("nonce") != nonce
                || runs && ["alert", "evil"].iter().any(|word| element.text.contains(word));
            let has_strange = element.attributes.iter().any(|(name, value)| {
                !self.attributes.contains(&(element.name.clone(), name.clone()))
                    || name.starts_with("on")
                    || ADDRESSES.contains(&name.as_str()) && leads_elsewhere(value)
                    || name == "style" && value.contains("url(")
            });
            if is_strange || has_strange {
                strange.push(format!("{element:?}"));
            }
        }
        strange
    }
}

/// Whether a cookie tells the receipt of what was just sent, and nothing that anybody typed.
fn is_receipt(cookie: &str) -> bool {
    let receipt = cookie.strip_prefix("hailong-receipt=").and_then(|rest| rest.split(';').next());
    receipt.is_some_and(|receipt| receipt.parse::<Receipt>().is_ok())
}

/// Whether an address may lead to another site, or run.
fn leads_elsewhere(address: &str) -> bool {
    let here = address.starts_with(['/', '#', '?']) || address.is_empty();
    !here || address.starts_with("//") || address.starts_with("/\\")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode};

    use super::*;

    fn answer(page: &str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "text/html".parse().unwrap());
        headers.insert("content-security-policy", "script-src 'nonce-abc'".parse().unwrap());
        Answer { status: StatusCode::OK, headers, bytes: page.into() }
    }

    #[test]
    fn what_is_not_ours_is_found() {
        let mut ours = Vocabulary::default();
        ours.learn("<title>a</title><p class=a><a href=/>b</a><textarea name=a>c</textarea><script nonce=x>d</script>");
        for harmless in [
            "<p class='&quot;onclick=alert(1)'>&lt;script>alert(1)",
            "<textarea><script>alert(1)</textarea>",
            "<title><img src=x onerror=alert(1)></title>",
            "<a href='/?x=javascript:alert(1)'>",
            "<script nonce=abc>d</script>",
            "<!-- <script>alert(1)</script> -->",
        ] {
            assert_eq!(ours.strange(&answer(harmless)), Vec::<String>::new(), "{harmless}");
        }
        for strange in [
            "<script>d</script>",
            "<script nonce=x>d</script>",
            "<script nonce=abc>alert(1)</script>",
            "<img>",
            "<p onclick=x>",
            "<p style=x>",
            "<textarea></textarea><script>x",
            "<title></title><svg/onload=x>",
            "<a href=javascript:x>",
            "<a href=//evil>",
            "<a href='&#x6a;avascript:x'>",
            "<x:script>",
        ] {
            assert_eq!(ours.strange(&answer(strange)).len(), 1, "{strange}");
        }
    }
}
