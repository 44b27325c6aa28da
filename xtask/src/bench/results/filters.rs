//! Addresses of filtered figures, from what the page itself offers.

use anyhow::{Result, bail};

/// The fields of the filter.
pub const FILTERS: [&str; 7] = ["unit", "sector", "period", "campaign", "mode", "factor", "item"];

/// How many values of each are tried.
const VALUES: usize = 5;

/// Addresses with values of one filter, spread over all that the page offers: the busiest and the emptiest are among them.
pub fn paths(page: &str, filter: &str) -> Result<Vec<String>> {
    let offered = options(page, filter);
    if offered.is_empty() {
        bail!("`/results` offers no filter by {filter}");
    }
    let step = offered.len().div_ceil(VALUES);
    Ok(offered.iter().step_by(step).map(|value| format!("/results?{filter}={}", encode(value))).collect())
}

/// The values of a list of choices, without the empty one.
fn options(page: &str, name: &str) -> Vec<String> {
    let named = format!("name=\"{name}\"");
    let lists = page.split("<select").skip(1).filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(&named)));
    let choices = lists.filter_map(|list| list.split("</select>").next()).flat_map(|list| list.split("<option").skip(1));
    let values = choices.filter_map(|choice| choice.split('>').next()?.split("value=\"").nth(1)?.split('"').next());
    values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// Percent-encoding of everything that could mean something in an address.
fn encode(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    value.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn values_come_from_the_page() {
        let options = |values: &[&str]| {
            let options: Vec<_> = values.iter().map(|value| format!("<option value=\"{value}\" selected>x</option>")).collect();
            options.concat()
        };
        let page = format!(
            "<select id=\"unit\" name=\"unit\"><option value=\"\">all</option>{}</select><select name=\"mode\">{}</select>",
            options(&["a", "b", "c", "d", "e", "f", "g"]),
            options(&["x y"])
        );
        assert_eq!(paths(&page, "unit").unwrap(), ["a", "c", "e", "g"].map(|unit| format!("/results?unit={unit}")));
        assert_eq!(paths(&page, "mode").unwrap(), ["/results?mode=x%20y"]);
        assert!(paths(&page, "period").is_err());
    }
}
