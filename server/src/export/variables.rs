//! What the columns of a file mean: names, labels in all languages, and what their values stand for. Everything that describes microdata to a
//! program or a person is made from this.

use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::questionnaire::item::{Item, Kind as ItemKind};
use app::domain::questionnaire::{Section, Version};
use app::domain::submission;
use app::domain::texts::Texts;
use app::text::Words;

/// Sections that describe the one who answers, by their codes; so does every section that asks for consent first.
const ABOUT_THE_PERSON: [&str; 3] = ["about-you", "respondent", "about-respondent"];

/// The place of each column that a response itself has.
pub(super) mod place {
    pub const CAMPAIGN: usize = 0;
    pub const UNIT: usize = 1;
    pub const SECTOR: usize = 2;
    pub const MODE: usize = 3;
    pub const LANGUAGE: usize = 4;
    pub const ASSISTED: usize = 5;
    pub const MONTH: usize = 6;
    pub const STRATUM: usize = 7;
    pub const PSU: usize = 8;
}

/// The columns before those of the items.
pub(super) const COLUMNS: [&str; 10] =
    ["campaign", "unit", "sector", "mode", "language", "assisted", "month", "stratum", "psu", "weight"];
/// The column after them in a protected file: how much was made coarser or left out in a line.
pub(super) const COARSENED: &str = "coarsened";

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    /// Its name in the first line.
    pub name: String,
    /// What it is.
    pub label: Texts,
    /// What stands in it.
    pub kind: VariableKind,
    /// Whether it says who somebody is, so that those who know a person might find them by it.
    pub tells_who: bool,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum VariableKind {
    /// A text or a code.
    Text,
    /// A number.
    Number,
    /// Points of the scale, 1 to 5, and 0 for no opinion.
    Points,
    /// One of some codes.
    Choice(Vec<(String, Texts)>),
    /// Any of some codes, with semicolons between.
    Several(Vec<(String, Texts)>),
}

impl Variable {
    /// The columns of a version, with that of what was made coarser where a file is protected, and with what people wrote in their own words
    /// only where that is asked for.
    pub fn all(version: &Version, protected: bool, comments: bool) -> Vec<Self> {
        let mut all: Vec<Self> = COLUMNS.iter().map(|name| Self::of_response(name)).collect();
        if protected {
            all.push(Self::of_response(COARSENED));
        }
        let items = version.items().filter(|(_, item)| comments || !is_text(item));
        all.extend(items.map(|(section, item)| Self::of_item(section, item, protected)));
        all
    }

    fn of_response(name: &str) -> Self {
        let words = |key: &str| {
            Language::ALL.iter().fold(Texts::default(), |texts, language| texts.with(*language, &Words(*language).t(key)))
        };
        let (key, kind) = match name {
            "campaign" => ("microdata-campaign", VariableKind::Text),
            "unit" => ("microdata-unit", VariableKind::Text),
            "sector" => ("microdata-sector", VariableKind::Text),
            "mode" => {
                let modes = Mode::ALL.map(|mode| (mode.word().to_owned(), words(mode.key())));
                ("microdata-mode", VariableKind::Choice(modes.into()))
            }
            "language" => {
                let name = |language: Language| Texts::new([(Language::Vi.tag(), language.own_name())]);
                let languages = Language::ALL.map(|language| (language.tag().to_owned(), name(language)));
                ("microdata-language", VariableKind::Choice(languages.into()))
            }
            "assisted" => {
                let answers = [("no", "answer-no"), ("yes", "answer-yes")].map(|(code, key)| (code.to_owned(), words(key)));
                ("microdata-assisted", VariableKind::Choice(answers.into()))
            }
            "month" => ("microdata-month", VariableKind::Text),
            "stratum" => ("microdata-stratum", VariableKind::Text),
            "psu" => ("microdata-psu", VariableKind::Text),
            "weight" => ("microdata-weight", VariableKind::Number),
            _ => ("microdata-coarsened", VariableKind::Number),
        };
        Self { name: name.to_owned(), label: words(key), kind, tells_who: false }
    }

    fn of_item(section: &Section, item: &Item, protected: bool) -> Self {
        let code = item.code.as_str();
        // The columns' names must differ, so an item that is called like one of ours gets the name of its form field.
        let taken = COLUMNS.contains(&code) || (protected && code == COARSENED);
        let options = |options: &[app::domain::questionnaire::item::Choice]| {
            options.iter().map(|option| (option.code.to_string(), option.text.clone())).collect()
        };
        let kind = match &item.kind {
            ItemKind::Satisfaction { .. } => VariableKind::Points,
            ItemKind::Single(choices) => VariableKind::Choice(options(choices)),
            ItemKind::Several { options: choices, .. } => VariableKind::Several(options(choices)),
            ItemKind::Number { .. } => VariableKind::Number,
            ItemKind::ShortText | ItemKind::LongText => VariableKind::Text,
        };
        let about = section.consent.is_some() || ABOUT_THE_PERSON.contains(&section.code.as_str());
        Self {
            name: if taken { submission::field(code) } else { code.to_owned() },
            label: item.text.clone(),
            tells_who: about && !section.factor && kind != VariableKind::Points,
            kind,
        }
    }

    /// What its values stand for, in order; those of points and choices.
    pub fn values(&self) -> Vec<(String, Texts)> {
        match &self.kind {
            VariableKind::Text | VariableKind::Number => Vec::new(),
            VariableKind::Choice(options) | VariableKind::Several(options) => options.clone(),
            VariableKind::Points => {
                let words = |key: &str| {
                    Language::ALL.iter().fold(Texts::default(), |texts, language| texts.with(*language, &Words(*language).t(key)))
                };
                let keys = ["no-opinion", "scale-1", "scale-2", "scale-3", "scale-4", "scale-5"];
                (0..).zip(keys).map(|(point, key): (u8, _)| (point.to_string(), words(key))).collect()
            }
        }
    }
}

/// Whether an item is answered in people's own words.
pub(super) const fn is_text(item: &Item) -> bool {
    matches!(item.kind, ItemKind::ShortText | ItemKind::LongText)
}
