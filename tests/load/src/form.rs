//! What a citizen's browser takes from the page of a questionnaire: the hidden fields and the sectors to choose from.

use crate::Failure;
use crate::answers::RATED;

/// The form, as far as sending it back needs.
#[derive(Debug, PartialEq)]
pub struct Form {
    /// The identifier that the response will have.
    pub id: String,
    /// Language and look; a page may do without.
    pub view: Option<String>,
    /// The sectors among which one chooses; none where the collection point knows its own.
    pub sectors: Vec<String>,
}

impl Form {
    /// Reads the page. Another questionnaire than the built-in one for one-stop desks is refused: its answers are not known here.
    pub fn read(page: &str) -> Result<Self, Failure> {
        if let Some(item) = RATED.iter().find(|item| !page.contains(&format!("name=\"q-{item}\""))) {
            return Err(format!("the page does not ask `{item}`: it is not the one-stop questionnaire").into());
        }
        let id = values(page, "id").into_iter().next().ok_or("the form has no identifier")?;
        if id.len() != uuid::fmt::Hyphenated::LENGTH {
            return Err(format!("`{id}` is not an identifier").into());
        }
        Ok(Self { id, view: values(page, "view").into_iter().next(), sectors: values(page, "sector") })
    }
}

/// The values of all fields of a name. In our pages the value follows the name, with the identifier between at most.
fn values(page: &str, name: &str) -> Vec<String> {
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let named = format!("name=\"{name}\"");
    tags.filter(|tag| tag.contains(&named))
        .filter_map(|tag| Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Form;

    const ID: &str = "019ae6a0-0000-7000-8000-000000000000";

    fn page(hidden: &str) -> String {
        let items =
            ["a1", "b1", "c1", "c2", "d1", "overall"].map(|item| format!("<input type=\"radio\" name=\"q-{item}\" value=\"1\">"));
        format!("<form>{hidden}{}</form>", items.concat())
    }

    #[test]
    fn hidden_fields_and_sectors_are_found() {
        let hidden = format!(
            "<input type=\"hidden\" name=\"id\" value=\"{ID}\"/><input type=\"hidden\" name=\"view\" value=\"vi.0\"/>\
             <input id=\"c-sector\" type=\"radio\" name=\"sector\" value=\"land\"/><input type=\"radio\" name=\"sector\" value=\"health\"/>"
        );
        let form = Form::read(&page(&hidden)).unwrap();
        assert_eq!(form, Form { id: ID.into(), view: Some("vi.0".into()), sectors: vec!["land".into(), "health".into()] });
    }

    #[test]
    fn another_questionnaire_is_refused() {
        assert!(Form::read("<input name=\"id\" value=\"x\"/>").unwrap_err().to_string().contains("a1"));
        assert!(Form::read(&page("")).unwrap_err().to_string().contains("no identifier"));
    }
}
