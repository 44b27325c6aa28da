//! The forms of a page, as a browser would send them.

use crate::markup::{Element, elements};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of some values, a day, a number, or nothing that anybody sees.
    Choice,
    /// A file.
    File,
}

/// A field with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub value: String,
    /// What it takes.
    pub kind: Kind,
}

/// A form that is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where to.
    pub action: String,
    /// Whether it carries a file.
    pub multipart: bool,
    /// Its fields, and the first of its buttons that has a name.
    pub fields: Vec<Field>,
}

impl Form {
    /// Its fields that are sent as text, filled in.
    #[must_use]
    pub fn filled<'a>(&'a self, fill: impl Fn(&'a Field) -> &'a str) -> Vec<(&'a str, &'a str)> {
        let sent = self.fields.iter().filter(|field| field.kind != Kind::File);
        sent.map(|field| (field.name.as_str(), fill(field))).collect()
    }

    /// The name of its field for a file.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.fields.iter().find(|field| field.kind == Kind::File).map(|field| field.name.as_str())
    }

    /// Whether somebody types into it.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.fields.iter().any(|field| field.kind == Kind::Text)
    }
}

/// The forms of a page that are posted. What changes its language or look is not among them.
#[must_use]
pub fn posted(page: &str) -> Vec<Form> {
    let (mut forms, mut select): (Vec<(Element, Form)>, Option<bool>) = (Vec::new(), None);
    for element in elements(page) {
        let at = |name: &str| element.attribute(name).to_owned();
        if element.name == "form" {
            let form = Form { action: at("action"), multipart: at("enctype").starts_with("multipart"), fields: Vec::new() };
            forms.push((element, form));
            continue;
        }
        let Some((start, form)) = forms.last_mut() else { continue };
        let field = |kind: Kind, value: String| Field { name: at("name"), value, kind };
        match (element.name.as_str(), at("type").as_str()) {
            // A list of values begins with its first, unless another is chosen.
            ("option", _) => match (&mut select, form.fields.last_mut()) {
                (Some(chosen), Some(list))
                    if !*chosen && (list.value == UNSET || element.attributes.contains_key("selected")) =>
                {
                    *chosen = element.attributes.contains_key("selected");
                    list.value = at("value");
                }
                _ => {}
            },
            ("select", _) => {
                select = Some(false);
                form.fields.push(field(Kind::Choice, UNSET.to_owned()));
            }
            ("textarea", _) => form.fields.push(field(Kind::Text, element.text.clone())),
            ("input", "checkbox" | "radio") if !element.attributes.contains_key("checked") => {}
            ("input", "submit" | "button") => {}
            ("input", "file") => form.fields.push(field(Kind::File, String::new())),
            ("input", "hidden" | "checkbox" | "radio" | "date" | "number") => form.fields.push(field(Kind::Choice, at("value"))),
            ("input", _) => form.fields.push(field(Kind::Text, at("value"))),
            ("button", _) if at("formaction").is_empty() => {
                if at("formmethod") == "post" {
                    start.attributes.insert("method".to_owned(), "post".to_owned());
                }
                let is_first = form.fields.iter().all(|known| known.name != at("name"));
                if !at("name").is_empty() && is_first {
                    form.fields.push(field(Kind::Choice, at("value")));
                }
            }
            _ => {}
        }
    }
    let posted = forms.into_iter().filter(|(start, _)| start.attribute("method").eq_ignore_ascii_case("post"));
    posted.map(|(_, form)| form).filter(|form| form.action != "/preferences").collect()
}

/// Stands for a list of values of which none was seen yet.
const UNSET: &str = "\0";
