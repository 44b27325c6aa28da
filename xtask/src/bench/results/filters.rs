//! Addresses of filtered figures, mostly from what the page itself offers.

use anyhow::{Result, bail};

/// The filters that the page offers as lists of choices.
pub const OFFERED: [&str; 5] = ["unit", "sector", "period", "campaign", "mode"];

/// Parts of a built-in questionnaire, by which figures can be asked for: its factors and some of its items.
pub const PARTS: [(&str, &[&str]); 2] =
    [("factor", &["access", "procedures", "staff", "results"]), ("item", &["a1", "b1", "c1", "d1"])];

/// The questionnaire of those parts.
const QUESTIONNAIRE: &str = "one-stop-service";

/// How many values of each are tried.
const VALUES: usize = 5;

/// Each filter with addresses that use it, and at last one that asks for several things at once.
pub fn all(page: &str) -> Result<Vec<(String, Vec<String>)>> {
    let address = |query: &str| format!("/results?{query}");
    let offered = OFFERED.iter().map(|name| Ok((*name, values(page, name)?))).collect::<Result<Vec<_>>>()?;
    let mut filters: Vec<_> = offered
        .iter()
        .map(|(name, queries)| ((*name).to_owned(), queries.iter().map(|query| address(query)).collect()))
        .collect();
    for (name, codes) in PARTS {
        let query = |code: &&str| address(&format!("questionnaire={QUESTIONNAIRE}&{name}={code}"));
        filters.push((name.to_owned(), codes.iter().map(query).collect()));
    }
    let together = several(page, &["unit", "sector", "period", "mode"])?;
    filters.push(("unit, sector, period and mode at once".to_owned(), together.iter().map(|query| address(query)).collect()));
    Ok(filters)
}

/// Queries that ask for several things at once.
pub fn several(page: &str, filters: &[&str]) -> Result<Vec<String>> {
    let offered = filters.iter().map(|name| values(page, name)).collect::<Result<Vec<_>>>()?;
    let query =
        |number: usize| offered.iter().map(|queries| queries[number % queries.len()].as_str()).collect::<Vec<_>>().join("&");
    Ok((0..VALUES).map(query).collect())
}

/// One filter with some of its values, spread over all that the page offers: the busiest and the emptiest are among them.
fn values(page: &str, filter: &str) -> Result<Vec<String>> {
    let offered = options(page, filter);
    if offered.is_empty() {
        bail!("`/results` offers no filter by {filter}");
    }
    let step = offered.len().div_ceil(VALUES);
    Ok(offered.iter().step_by(step).map(|value| format!("{filter}={}", encode(value))).collect())
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
    use super::{OFFERED, PARTS, all, values};

    /// A list of choices that begins with the empty one.
    fn list(name: &str, values: &[&str]) -> String {
        let options: Vec<_> = values.iter().map(|value| format!("<option value=\"{value}\" selected>x</option>")).collect();
        format!("<select id=\"{name}\" name=\"{name}\"><option value=\"\">all</option>{}</select>", options.concat())
    }

    #[test]
    fn values_come_from_the_page() {
        let page = list("unit", &["a", "b", "c", "d", "e", "f", "g"]) + &list("mode", &["x y"]);
        assert_eq!(values(&page, "unit").unwrap(), ["a", "c", "e", "g"].map(|unit| format!("unit={unit}")));
        assert_eq!(values(&page, "mode").unwrap(), ["mode=x%20y"]);
        assert!(values(&page, "period").is_err());
    }

    #[test]
    fn every_filter_has_addresses() {
        let page = OFFERED.map(|name| list(name, &["one", "two"])).concat();
        let filters = all(&page).unwrap();
        assert_eq!(filters.len(), OFFERED.len() + PARTS.len() + 1);
        assert!(filters.iter().all(|(_, paths)| !paths.is_empty()));
        let (_, several) = filters.last().unwrap();
        assert_eq!(several[1], "/results?unit=two&sector=two&period=two&mode=two");
    }
}
