//! From a draft to a version: every rule that spans more than one line of the file.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;

use super::condition::Condition;
use super::draft::{ChoiceDraft, ConditionDraft, Draft, IndexDraft, ItemDraft, SectionDraft};
use super::fault::{Fault, What};
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
        reader.fault("", "version-number-start");
    }
    if draft.minutes == 0 {
        reader.fault("", "version-minutes-least");
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

/// What is wrong, with what it is about.
fn with<const N: usize>(key: &'static str, values: [(&'static str, &dyn Display); N]) -> What {
    What { key, values: values.map(|(name, value)| (name, value.to_string())).into() }
}

struct Reader {
    languages: Vec<String>,
    faults: Vec<Fault>,
    /// The items read so far: a condition may name these only.
    items: Vec<Item>,
    item_codes: HashSet<Code>,
}

impl Reader {
    fn fault(&mut self, place: &str, what: impl Into<What>) {
        self.faults.push(Fault { place: place.to_owned(), what: what.into() });
    }

    fn code(&mut self, place: &str, text: &str) -> Option<Code> {
        text.parse().map_err(|_| self.fault(place, with("version-code-wrong", [("code", &text)]))).ok()
    }

    fn languages(&mut self) -> Vec<Language> {
        let known: Vec<Language> = self.languages.iter().filter_map(|tag| tag.parse().ok()).collect();
        if known.is_empty() {
            self.fault("", "version-languages-none");
        }
        let distinct: HashSet<_> = self.languages.iter().collect();
        if distinct.len() != self.languages.len() {
            self.fault("", "version-languages-twice");
        }
        known
    }

    /// Checks that a text exists in just the questionnaire's languages.
    fn texts(&mut self, place: &str, texts: &Texts) {
        for tag in self.languages.clone() {
            if !texts.speaks(&tag) {
                self.fault(place, with("version-text-lacks", [("language", &tag)]));
            }
        }
        let surplus: Vec<String> =
            texts.tags().filter(|tag| !self.languages.iter().any(|known| known == tag)).map(str::to_owned).collect();
        for tag in surplus {
            self.fault(place, with("version-text-surplus", [("language", &tag)]));
        }
    }

    fn about(&mut self, word: &str) -> Option<About> {
        match word {
            "procedure" => Some(About::Procedure),
            "health" => Some(About::Health),
            "education" => Some(About::Education),
            "locality" => Some(About::Locality),
            _ => {
                self.fault("", with("version-about-wrong", [("word", &word)]));
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
                self.fault(&place, with("version-code-twice", [("code", &code)]));
            }
            aspects.push(Aspect { code, title: aspect.title.clone() });
        }
        aspects
    }

    fn sections(&mut self, draft: &Draft, aspects: &[Aspect]) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        if draft.sections.is_empty() {
            self.fault("", "version-no-section");
        }
        for section in &draft.sections {
            let place = format!("{} {}", if section.factor { "factor" } else { "section" }, section.code);
            if let Some(read) = self.section(&place, section, aspects) {
                if sections.iter().any(|known| known.code == read.code) {
                    self.fault(&place, with("version-code-twice", [("code", &read.code)]));
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
            Some(_) if !draft.factor => self.fault(place, "version-aspect-of-section"),
            Some(aspect) if !aspects.iter().any(|known| known.code == *aspect) => {
                self.fault(place, with("version-no-aspect", [("aspect", &aspect)]));
            }
            None if draft.factor && !aspects.is_empty() => self.fault(place, "version-aspect-missing"),
            _ => {}
        }
        if draft.items.is_empty() {
            self.fault(place, "version-no-item");
        }
        if draft.factor && draft.consent.is_some() {
            self.fault(place, "version-factor-consent");
        }
        let mut items = Vec::new();
        for (number, item) in draft.items.iter().enumerate() {
            let place = format!("{place}, item {}", number + 1);
            items.extend(self.item(&place, item));
        }
        if draft.factor && !items.iter().any(|item| matches!(item.kind, Kind::Satisfaction { .. })) {
            self.fault(place, "version-factor-empty");
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
                self.fault(place, with("version-code-long", [("code", code as &dyn Display), ("longest", &LONGEST_ITEM_CODE)]));
            }
            if !self.item_codes.insert(code.clone()) {
                self.fault(place, with("version-code-twice", [("code", &code)]));
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
            self.fault(place, with("version-not-of-kind", [("name", &name as &dyn Display), ("kind", &draft.kind)]));
        }
        match draft.kind.as_str() {
            "satisfaction" => Some(Kind::Satisfaction { no_opinion: draft.no_opinion.unwrap_or(true) }),
            "single" => Some(Kind::Single(self.options(place, &draft.options))),
            "several" => {
                let options = self.options(place, &draft.options);
                if draft.most.is_some_and(|most| most == 0 || most > options.len()) {
                    self.fault(place, "version-most-wrong");
                }
                Some(Kind::Several { options, most: draft.most })
            }
            "number" => match (draft.least, draft.greatest) {
                (Some(least), Some(greatest)) if least < greatest => {
                    Some(Kind::Number { least, greatest, unit: draft.unit.clone() })
                }
                _ => {
                    self.fault(place, "version-number-bounds");
                    None
                }
            },
            "short-text" => Some(Kind::ShortText),
            "long-text" => Some(Kind::LongText),
            other => {
                self.fault(place, with("version-kind-wrong", [("kind", &other)]));
                None
            }
        }
    }

    fn options(&mut self, place: &str, drafts: &[ChoiceDraft]) -> Vec<Choice> {
        if drafts.len() < 2 {
            self.fault(place, "version-options-few");
        }
        let mut options: Vec<Choice> = Vec::new();
        for (number, draft) in drafts.iter().enumerate() {
            let place = format!("{place}, option {}", number + 1);
            self.texts(&place, &draft.text);
            let Some(code) = self.code(&place, &draft.code) else { continue };
            if options.iter().any(|known| known.code == code) {
                self.fault(&place, with("version-code-twice", [("code", &code)]));
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
            self.fault(place, "version-condition-shape");
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
            self.fault(place, with("version-condition-later", [("item", &name)]));
            return None;
        };
        let has_amount = matches!(item.kind, Kind::Satisfaction { .. } | Kind::Number { .. });
        if let Some(options) = &draft.is {
            let codes: Vec<Code> = options.iter().filter_map(|option| self.code(place, option)).collect();
            for code in codes.iter().filter(|code| !item.kind.has_option(code.as_str())) {
                self.fault(place, with("version-condition-option", [("item", &name as &dyn Display), ("option", code)]));
            }
            return Some(Condition::Is(item.code, codes));
        }
        if (draft.at_least.is_some() || draft.at_most.is_some()) && !has_amount {
            self.fault(place, with("version-condition-amount", [("item", &name)]));
        }
        match (draft.at_least, draft.at_most, draft.answered) {
            (Some(bound), ..) => Some(Condition::AtLeast(item.code, bound)),
            (_, Some(bound), _) => Some(Condition::AtMost(item.code, bound)),
            (_, _, Some(false)) => {
                self.fault(place, "version-condition-unanswered");
                None
            }
            _ => Some(Condition::Answered(item.code)),
        }
    }

    fn index(&mut self, draft: &IndexDraft, sections: &[Section]) -> Option<IndexFormula> {
        if !sections.iter().any(|section| section.factor) {
            self.fault("index", "version-index-empty");
        }
        if draft.formula != "weighted-factors" && !draft.weights.is_empty() {
            self.fault("index", "version-weights-surplus");
        }
        match draft.formula.as_str() {
            "pooled-top-two-box" => Some(IndexFormula::PooledTopTwoBox),
            "mean-of-item-shares" => Some(IndexFormula::MeanOfItemShares),
            "mean-score" => Some(IndexFormula::MeanScore),
            "weighted-factors" => Some(IndexFormula::WeightedFactors(self.weights(draft, sections))),
            other => {
                self.fault("index", with("version-formula-wrong", [("formula", &other)]));
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
                Some(_) => self.fault("index", with("version-weight-range", [("factor", &name)])),
                None => self.fault("index", with("version-no-factor", [("factor", &name)])),
            }
        }
        for factor in factors {
            if !draft.weights.contains_key(factor.as_str()) {
                self.fault("index", with("version-weight-missing", [("factor", &factor)]));
            }
        }
        let sum: f64 = draft.weights.values().sum();
        if (sum - 1.0).abs() > 1e-9 {
            self.fault("index", with("version-weights-sum", [("sum", &sum)]));
        }
        weights
    }
}
