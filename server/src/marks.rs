//! The marks `<!>` by which Leptos finds its way through a page that it takes over: outside of islands nobody looks for them.

const MARK: &str = "<!>";
const ISLAND: &str = "<leptos-island";
const ISLAND_END: &str = "</leptos-island>";

/// A page without the marks that nothing reads. In an island those stay that its code in the browser expects: it is compiled without erased
/// views (`.cargo/config.toml`), whose elements have one more mark after their last child.
#[must_use]
pub fn without_marks(html: &str) -> String {
    let mut page = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((outside, island, after)) = next_island(rest) {
        page.extend(outside.split(MARK));
        page.push_str(&island.replace("<!></", "</"));
        rest = after;
    }
    page.extend(rest.split(MARK));
    page
}

/// What comes before the next island, what is in it, and what comes from its end on.
fn next_island(html: &str) -> Option<(&str, &str, &str)> {
    let (outside, rest) = html.split_at(html.find(ISLAND)?);
    let (island, after) = rest.split_at(rest.find(ISLAND_END)?);
    Some((outside, island, after))
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn a_page_has_none_and_an_island_those_that_it_looks_for() {
        assert_eq!(without_marks("<p>a<!>b<!></p><!>"), "<p>ab</p>");
        assert_eq!(
            without_marks(
                "<main>x<!><leptos-island><p>a<!> <b>c<!></b><!></p></leptos-island><!>y<leptos-island><i>a<!></i></leptos-island></main>"
            ),
            "<main>x<leptos-island><p>a<!> <b>c</b></p></leptos-island>y<leptos-island><i>a</i></leptos-island></main>"
        );
        let empty = "<leptos-island><!></leptos-island>";
        assert_eq!(without_marks(empty), empty, "an island of nothing is found by its mark");
        assert_eq!(without_marks("<leptos-island><!>"), "<leptos-island>", "what has no end is no island");
        assert_eq!(without_marks("đ&lt;!&gt;"), "đ&lt;!&gt;", "what somebody wrote is no mark");
    }
}
