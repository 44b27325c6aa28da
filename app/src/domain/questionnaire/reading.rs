//! From a draft to a version: every rule that spans more than one line of the file.

use std::collections::{BTreeMap, HashSet};

use super::condition::Condition;
use super::draft::{ChoiceDraft, ConditionDraft, Draft, IndexDraft, ItemDraft, SectionDraft};
use super::fault::Fault;
use super::index::IndexFormula;
use super::item::{Choice, Item, Kind};
use super::{About, Aspect, Section, Version};
use crate::domain::code::Code;
use crate::domain::language::Language;
use crate::domain::texts::Texts;

/// The longest code of an item, so that form fields stay short.
const LONGEST_ITEM_CODE: usize = 24;

pub(super) fn read(draft: Draft) -> Result<Version, Vec<Fault>> {
    let mut reader =
        Reader { languages: draft.languages.clone(), faults: Vec::new(), items: Vec::new(), item_codes: HashSet::new() };
    let code = reader.code("", &draft.code);
    if draft.number == 0 {
        reader.fault("", "`number` starts at 1");
    }
    if draft.minutes == 0 {
        reader.fault("", "`minutes` must be at least 1");
    }
    let languages = reader.languages();
    reader.texts("title", &draft.title);
    reader.texts("purpose", &draft.purpose);
    let about = reader.about(&draft.about);
    let aspects = reader.aspects(&draft);
    let sections = reader.sections(&draft, &aspects);
    let index = reader.index(&draft.index, &sections);
    match (code, about, index) {
        (Some(code), Some(about), Some(index)) if reader.faults.is_empty() => {
            Ok(Version { code, number: draft.number, languages, about, index, aspects, sections, draft })
        }
        _ => Err(reader.faults),
    }
}

struct Reader {
    languages: Vec<String>,
    faults: Vec<Fault>,
    /// The items read so far: a condition may name these only.
    items: Vec<Item>,
    item_codes: HashSet<Code>,
}

impl Reader {
    fn fault(&mut self, place: &str, what: impl Into<String>) {
        self.faults.push(Fault { place: place.to_owned(), what: what.into() });
    }

    fn code(&mut self, place: &str, text: &str) -> Option<Code> {
        text.parse().map_err(|error: crate::domain::code::NotACode| self.fault(place, error.to_string())).ok()
    }

    fn languages(&mut self) -> Vec<Language> {
        let known: Vec<Language> = self.languages.iter().filter_map(|tag| tag.parse().ok()).collect();
        if known.is_empty() {
            self.fault("", "`languages` names none of vi, en");
        }
        let distinct: HashSet<_> = self.languages.iter().collect();
        if distinct.len() != self.languages.len() {
            self.fault("", "`languages` names one twice");
        }
        known
    }

    /// Checks that a text exists in just the questionnaire's languages.
    fn texts(&mut self, place: &str, texts: &Texts) {
        for tag in self.languages.clone() {
            if !texts.speaks(&tag) {
                self.fault(place, format!("the text lacks the language `{tag}`"));
            }
        }
        let surplus: Vec<String> =
            texts.tags().filter(|tag| !self.languages.iter().any(|known| known == tag)).map(str::to_owned).collect();
        for tag in surplus {
            self.fault(place, format!("the text has the language `{tag}`, which `languages` does not name"));
        }
    }

    fn about(&mut self, word: &str) -> Option<About> {
        match word {
            "procedure" => Some(About::Procedure),
            "health" => Some(About::Health),
            "education" => Some(About::Education),
            "locality" => Some(About::Locality),
            _ => {
                self.fault("", format!("`about` is `{word}`; it must be procedure, health, education or locality"));
                None
            }
        }
    }

    fn aspects(&mut self, draft: &Draft) -> Vec<Aspect> {
        let mut aspects: Vec<Aspect> = Vec::new();
        for (number, aspect) in draft.aspects.iter().enumerate() {
            let place = format!("aspect {}", number + 1);
            self.texts(&place, &aspect.title);
            let Some(code) = self.code(&place, &aspect.code) else { continue };
            if aspects.iter().any(|known| known.code == code) {
                self.fault(&place, format!("duplicate code `{code}`"));
            }
            aspects.push(Aspect { code, title: aspect.title.clone() });
        }
        aspects
    }

    fn sections(&mut self, draft: &Draft, aspects: &[Aspect]) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        if draft.sections.is_empty() {
            self.fault("", "there is no `[[section]]`");
        }
        for section in &draft.sections {
            let place = format!("{} {}", if section.factor { "factor" } else { "section" }, section.code);
            if let Some(read) = self.section(&place, section, aspects) {
                if sections.iter().any(|known| known.code == read.code) {
                    self.fault(&place, format!("duplicate code `{}`", read.code));
                }
                sections.push(read);
            }
        }
        sections
    }

    fn section(&mut self, place: &str, draft: &SectionDraft, aspects: &[Aspect]) -> Option<Section> {
        self.texts(place, &draft.title);
        for texts in draft.intro.iter().chain(&draft.consent) {
            self.texts(place, texts);
        }
        let code = self.code(place, &draft.code);
        let aspect = draft.aspect.as_deref().and_then(|aspect| self.code(place, aspect));
        match &aspect {
            Some(_) if !draft.factor => self.fault(place, "only a factor belongs to an aspect"),
            Some(aspect) if !aspects.iter().any(|known| known.code == *aspect) => {
                self.fault(place, format!("there is no aspect `{aspect}`"));
            }
            None if draft.factor && !aspects.is_empty() => self.fault(place, "the aspect is missing"),
            _ => {}
        }
        if draft.items.is_empty() {
            self.fault(place, "there is no item");
        }
        if draft.factor && draft.consent.is_some() {
            self.fault(place, "a factor cannot need consent: its figure would depend on who agrees");
        }
        let mut items = Vec::new();
        for (number, item) in draft.items.iter().enumerate() {
            let place = format!("{place}, item {}", number + 1);
            items.extend(self.item(&place, item));
        }
        if draft.factor && !items.iter().any(|item| matches!(item.kind, Kind::Satisfaction { .. })) {
            self.fault(place, "a factor needs a satisfaction item");
        }
        Some(Section {
            code: code?,
            factor: draft.factor,
            aspect,
            title: draft.title.clone(),
            intro: draft.intro.clone(),
            consent: draft.consent.clone(),
            items,
        })
    }

    fn item(&mut self, place: &str, draft: &ItemDraft) -> Option<Item> {
        self.texts(place, &draft.text);
        for texts in draft.hint.iter().chain(&draft.unit) {
            self.texts(place, texts);
        }
        let code = self.code(place, &draft.code);
        if let Some(code) = &code {
            if code.as_str().len() > LONGEST_ITEM_CODE {
                self.fault(place, format!("the code `{code}` is longer than {LONGEST_ITEM_CODE} characters"));
            }
            if !self.item_codes.insert(code.clone()) {
                self.fault(place, format!("duplicate code `{code}`"));
            }
        }
        let kind = self.kind(place, draft);
        let ask_if = draft.ask_if.as_ref().and_then(|condition| self.condition(place, condition));
        let item = Item {
            code: code?,
            text: draft.text.clone(),
            hint: draft.hint.clone(),
            kind: kind?,
            required: draft.required,
            ask_if,
        };
        self.items.push(item.clone());
        Some(item)
    }

    fn kind(&mut self, place: &str, draft: &ItemDraft) -> Option<Kind> {
        let mut surplus = Vec::new();
        let mut only_for = |there: bool, name: &'static str, kinds: &[&str]| {
            if there && !kinds.contains(&draft.kind.as_str()) {
                surplus.push(name);
            }
        };
        only_for(draft.no_opinion.is_some(), "no_opinion", &["satisfaction"]);
        only_for(!draft.options.is_empty(), "option", &["single", "several"]);
        only_for(draft.most.is_some(), "most", &["several"]);
        only_for(draft.least.is_some(), "least", &["number"]);
        only_for(draft.greatest.is_some(), "greatest", &["number"]);
        only_for(draft.unit.is_some(), "unit", &["number"]);
        for name in surplus {
            self.fault(place, format!("`{name}` does not belong to the kind `{}`", draft.kind));
        }
        match draft.kind.as_str() {
            "satisfaction" => Some(Kind::Satisfaction { no_opinion: draft.no_opinion.unwrap_or(true) }),
            "single" => Some(Kind::Single(self.options(place, &draft.options))),
            "several" => {
                let options = self.options(place, &draft.options);
                if draft.most.is_some_and(|most| most == 0 || most > options.len()) {
                    self.fault(place, "`most` must lie between 1 and the number of options");
                }
                Some(Kind::Several { options, most: draft.most })
            }
            "number" => match (draft.least, draft.greatest) {
                (Some(least), Some(greatest)) if least < greatest => {
                    Some(Kind::Number { least, greatest, unit: draft.unit.clone() })
                }
                _ => {
                    self.fault(place, "a number needs `least` and `greatest`, the first smaller");
                    None
                }
            },
            "short-text" => Some(Kind::ShortText),
            "long-text" => Some(Kind::LongText),
            other => {
                self.fault(
                    place,
                    format!("`kind` is `{other}`; it must be satisfaction, single, several, number, short-text or long-text"),
                );
                None
            }
        }
    }

    fn options(&mut self, place: &str, drafts: &[ChoiceDraft]) -> Vec<Choice> {
        if drafts.len() < 2 {
            self.fault(place, "a choice needs at least two options");
        }
        let mut options: Vec<Choice> = Vec::new();
        for (number, draft) in drafts.iter().enumerate() {
            let place = format!("{place}, option {}", number + 1);
            self.texts(&place, &draft.text);
            let Some(code) = self.code(&place, &draft.code) else { continue };
            if options.iter().any(|known| known.code == code) {
                self.fault(&place, format!("duplicate code `{code}`"));
            }
            options.push(Choice { code, text: draft.text.clone() });
        }
        options
    }

    fn condition(&mut self, place: &str, draft: &ConditionDraft) -> Option<Condition> {
        let shapes = [draft.all.is_some(), draft.any.is_some(), draft.not.is_some(), draft.item.is_some()];
        let tests = [draft.answered.is_some(), draft.is.is_some(), draft.at_least.is_some(), draft.at_most.is_some()];
        let count = |flags: [bool; 4]| flags.into_iter().filter(|flag| *flag).count();
        if count(shapes) != 1 || count(tests) != usize::from(draft.item.is_some()) {
            self.fault(place, "`ask_if` must be one of: all, any, not, or an item with one of answered, is, at_least, at_most");
            return None;
        }
        if let Some(parts) = draft.all.as_ref().or(draft.any.as_ref()) {
            let read: Vec<Condition> = parts.iter().filter_map(|part| self.condition(place, part)).collect();
            return Some(if draft.all.is_some() { Condition::All(read) } else { Condition::Any(read) });
        }
        if let Some(part) = &draft.not {
            return self.condition(place, part).map(|part| Condition::Not(Box::new(part)));
        }
        self.leaf(place, draft)
    }

    fn leaf(&mut self, place: &str, draft: &ConditionDraft) -> Option<Condition> {
        let name = draft.item.as_deref()?;
        let Some(item) = self.items.iter().find(|item| item.code.as_str() == name).cloned() else {
            self.fault(place, format!("`ask_if` names `{name}`, which is not an earlier item"));
            return None;
        };
        let has_amount = matches!(item.kind, Kind::Satisfaction { .. } | Kind::Number { .. });
        if let Some(options) = &draft.is {
            let codes: Vec<Code> = options.iter().filter_map(|option| self.code(place, option)).collect();
            for code in codes.iter().filter(|code| !item.kind.has_option(code.as_str())) {
                self.fault(place, format!("`ask_if`: item `{name}` has no option `{code}`"));
            }
            return Some(Condition::Is(item.code, codes));
        }
        if (draft.at_least.is_some() || draft.at_most.is_some()) && !has_amount {
            self.fault(place, format!("`ask_if`: item `{name}` is neither a satisfaction item nor a number"));
        }
        match (draft.at_least, draft.at_most, draft.answered) {
            (Some(bound), ..) => Some(Condition::AtLeast(item.code, bound)),
            (_, Some(bound), _) => Some(Condition::AtMost(item.code, bound)),
            (_, _, Some(false)) => {
                self.fault(place, "`answered` can only be true: an item that may still be answered cannot decide anything");
                None
            }
            _ => Some(Condition::Answered(item.code)),
        }
    }

    fn index(&mut self, draft: &IndexDraft, sections: &[Section]) -> Option<IndexFormula> {
        if !sections.iter().any(|section| section.factor) {
            self.fault("index", "there is no factor to compute it from");
        }
        if draft.formula != "weighted-factors" && !draft.weights.is_empty() {
            self.fault("index", "`weights` belong to the formula weighted-factors only");
        }
        match draft.formula.as_str() {
            "pooled-top-two-box" => Some(IndexFormula::PooledTopTwoBox),
            "mean-of-item-shares" => Some(IndexFormula::MeanOfItemShares),
            "mean-score" => Some(IndexFormula::MeanScore),
            "weighted-factors" => Some(IndexFormula::WeightedFactors(self.weights(draft, sections))),
            other => {
                self.fault(
                    "index",
                    format!("`formula` is `{other}`; it must be pooled-top-two-box, mean-of-item-shares, weighted-factors or mean-score"),
                );
                None
            }
        }
    }

    fn weights(&mut self, draft: &IndexDraft, sections: &[Section]) -> BTreeMap<Code, f64> {
        let factors: Vec<&Code> = sections.iter().filter(|section| section.factor).map(|section| &section.code).collect();
        let mut weights = BTreeMap::new();
        for (name, &weight) in &draft.weights {
            match factors.iter().find(|factor| factor.as_str() == name) {
                Some(&factor) if weight > 0.0 && weight <= 1.0 => {
                    weights.insert(factor.clone(), weight);
                }
                Some(_) => self.fault("index", format!("the weight of `{name}` must lie above 0 and not above 1")),
                None => self.fault("index", format!("there is no factor `{name}`")),
            }
        }
        for factor in factors {
            if !draft.weights.contains_key(factor.as_str()) {
                self.fault("index", format!("the weight of factor `{factor}` is missing"));
            }
        }
        let sum: f64 = draft.weights.values().sum();
        if (sum - 1.0).abs() > 1e-9 {
            self.fault("index", format!("the weights add up to {sum}, not to 1"));
        }
        weights
    }
}
