//! The words of the interface, one Fluent file for each language, read on the server. Islands get finished strings.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;
use crate::domain::period::Period;

mod ages;
mod fault;
mod numbers;

type Bundle = FluentBundle<FluentResource>;

static VI: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Vi, include_str!("vi.ftl")));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En, include_str!("en.ftl")));

fn bundle(language: Language, source: &str) -> Bundle {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks that isolate directions are for mixed right-to-left text, and would break comparisons and file names.
    bundle.set_use_isolating(false);
    // A file with a mistake gives what could be read of it; a test holds that the files have none.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// The text of a key. An unknown key is shown as itself, so that a gap is seen; a test holds that there is none.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key with values put in.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, FluentValue::from(*value));
        }
        self.format(key, Some(&args))
    }

    /// The text of a key with a count in `$n`, which decides between singular and plural and is shown with separators.
    #[must_use]
    pub fn count(self, key: &str, n: u64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        args.set("shown", FluentValue::from(self.number(n)));
        self.format(key, Some(&args))
    }

    /// A period as people write it: "2025", "Quý 3/2025", "Tháng 7/2025".
    #[must_use]
    pub fn period(self, period: Period) -> String {
        match period {
            Period::Year(year) => self.with("period-year", &[("year", &year.to_string())]),
            Period::Quarter(year, quarter) => {
                self.with("period-quarter", &[("year", &year.to_string()), ("quarter", &quarter.to_string())])
            }
            Period::Month(month) => {
                self.with("period-month", &[("year", &month.year().to_string()), ("month", &(month.number() % 100).to_string())])
            }
        }
    }

    fn format(self, key: &str, args: Option<&FluentArgs>) -> String {
        let bundle: &Bundle = match self.0 {
            Language::Vi => &VI,
            Language::En => &EN,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use fluent_bundle::FluentResource;

    use super::Words;
    use crate::domain::language::Language;

    fn keys(source: &str) -> BTreeSet<String> {
        FluentResource::try_new(source.to_owned()).expect("a Fluent file without mistakes");
        source
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect()
    }

    /// Every text in quotation marks in the sources that could be a key, so that no key is unused.
    fn quoted_in_sources(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                quoted_in_sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.extend(source.split('"').map(str::to_owned));
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_none_is_unused() {
        let (vi, en) = (keys(include_str!("vi.ftl")), keys(include_str!("en.ftl")));
        assert_eq!(vi, en);
        let mut quoted = BTreeSet::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        quoted_in_sources(&root.join("src"), &mut quoted);
        quoted_in_sources(&root.join("../server/src"), &mut quoted);
        let unused: Vec<_> = vi.difference(&quoted).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn every_key_that_the_sources_name_exists() {
        let vi = keys(include_str!("vi.ftl"));
        let mut missing = BTreeSet::new();
        for folder in ["src/pages", "src/parts"] {
            let mut sources = Vec::new();
            collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut sources);
            for source in sources {
                for call in [".t(\"", ".with(\"", ".count(\""] {
                    let named = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                    missing.extend(named.filter(|key| !vi.contains(*key)).map(str::to_owned));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn collect(folder: &Path, sources: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                collect(&entry.path(), sources);
            } else {
                sources.push(std::fs::read_to_string(entry.path()).unwrap());
            }
        }
    }

    #[test]
    fn english_tells_one_from_many() {
        let words = Words(Language::En);
        assert_eq!(words.count("respondents", 1), "1 respondent");
        assert_eq!(words.count("respondents", 1_234), "1,234 respondents");
        assert_eq!(Words(Language::Vi).count("respondents", 1_234), "1.234 người trả lời");
    }
}
