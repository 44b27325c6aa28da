//! What differs between two versions of a questionnaire, item by item, and whether their series go on.

use std::collections::BTreeMap;

use super::index::IndexFormula;
use super::item::{Item, Kind};
use super::{Section, Version};
use crate::domain::code::Code;
use crate::domain::texts::Texts;

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What changed of the version as a whole.
    pub whole: Vec<Change>,
    /// The sections with a change of their own: by their code, the later version's title, and what changed.
    pub sections: Vec<(Code, Texts, Vec<Change>)>,
    /// The items that are not the same: those of the later version in its order, then those that are gone.
    pub items: Vec<ItemDifference>,
    /// The factors that both have with just the same items, so that their series goes on.
    pub same_factors: Vec<Texts>,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDifference {
    /// Its code.
    pub code: Code,
    /// Its text in the version that has it, the later one if both do.
    pub text: Texts,
    /// The title of its section there.
    pub section: Texts,
    /// What happened.
    pub fate: Fate,
}

/// What happened to an item between two versions.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Both have it.
    Kept {
        /// Whether it stands elsewhere among the items that both have.
        moved: bool,
        /// What changed.
        changes: Vec<Change>,
    },
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A text in one language; empty where there was or is none.
    Text {
        /// Which text.
        what: What,
        /// The tag of the language.
        language: String,
        /// As it was.
        before: String,
        /// As it is.
        after: String,
    },
    /// Something that is a word or a number: empty where there was or is none.
    Value {
        /// Which.
        what: What,
        /// As it was.
        before: String,
        /// As it is.
        after: String,
    },
}

/// What of a version, a section or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The title.
    Title,
    /// Why it is asked.
    Purpose,
    /// The sentence before the questions.
    Intro,
    /// What the citizen agrees to.
    Consent,
    /// The question.
    Question,
    /// The help under it.
    Hint,
    /// What a number counts.
    Unit,
    /// An option, by its code.
    Choice(Code),
    /// The languages.
    Languages,
    /// The minutes that it takes.
    Minutes,
    /// What is judged.
    About,
    /// The formula of the index, with its weights.
    Formula,
    /// The kind of answer, with its scale, its bounds and its options.
    Scale,
    /// Whether an answer is needed.
    Required,
    /// When it is asked.
    Condition,
    /// The section.
    Section,
    /// Whether it enters the index.
    Index,
    /// The aspect of a factor.
    Aspect,
    /// The order of the sections.
    Order,
}

impl Difference {
    /// What differs between an earlier and a later version.
    #[must_use]
    pub fn between(before: &Version, after: &Version) -> Self {
        Self {
            whole: whole(before, after),
            sections: sections(before, after),
            items: items(before, after),
            same_factors: same_factors(before, after),
        }
    }

    /// Whether nothing differs that a citizen or a figure would notice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.sections.is_empty() && self.items.is_empty()
    }
}

/// What the index of a version rests on, as one text: its formula, and every item that enters it, with its words. Two versions in which it is
/// the same measure the same.
#[must_use]
pub fn instrument(version: &Version) -> String {
    let factors = version.sections().iter().filter(|section| section.factor).map(factor).collect::<Vec<_>>();
    format!("{} {} {}", version.code(), formula(version.index()), factors.join(" "))
}

/// What the figure of a factor rests on.
fn factor(section: &Section) -> String {
    let items = section.items.iter().filter(|item| matches!(item.kind, Kind::Satisfaction { .. }));
    let items = items.map(|item| format!("{} {:?} {} {}", item.code, item.text, scale(&item.kind), condition(item)));
    format!("{} {}", section.code, items.collect::<Vec<_>>().join(" "))
}

fn same_factors(before: &Version, after: &Version) -> Vec<Texts> {
    let old: Vec<String> = before.sections().iter().filter(|section| section.factor).map(factor).collect();
    let kept = after.sections().iter().filter(|section| section.factor && old.contains(&factor(section)));
    kept.map(|section| section.title.clone()).collect()
}

fn whole(before: &Version, after: &Version) -> Vec<Change> {
    let mut changes = Vec::new();
    texts(&mut changes, &What::Title, Some(before.title()), Some(after.title()));
    texts(&mut changes, &What::Purpose, Some(before.purpose()), Some(after.purpose()));
    let tags = |version: &Version| version.draft().languages.join(", ");
    value(&mut changes, What::Languages, tags(before), tags(after));
    value(&mut changes, What::Minutes, before.minutes().to_string(), after.minutes().to_string());
    value(&mut changes, What::About, before.draft().about.clone(), after.draft().about.clone());
    value(&mut changes, What::Formula, formula(before.index()), formula(after.index()));
    let order = |version: &Version, other: &Version| {
        let both = version.sections().iter().filter(|section| other.sections().iter().any(|known| known.code == section.code));
        both.map(|section| section.code.to_string()).collect::<Vec<_>>().join(", ")
    };
    value(&mut changes, What::Order, order(before, after), order(after, before));
    changes
}

fn sections(before: &Version, after: &Version) -> Vec<(Code, Texts, Vec<Change>)> {
    let pair = |section: &Section| {
        let old = before.sections().iter().find(|old| old.code == section.code)?;
        let mut changes = Vec::new();
        texts(&mut changes, &What::Title, Some(&old.title), Some(&section.title));
        texts(&mut changes, &What::Intro, old.intro.as_ref(), section.intro.as_ref());
        texts(&mut changes, &What::Consent, old.consent.as_ref(), section.consent.as_ref());
        let aspect = |section: &Section| section.aspect.as_ref().map(ToString::to_string).unwrap_or_default();
        value(&mut changes, What::Aspect, aspect(old), aspect(section));
        (!changes.is_empty()).then(|| (section.code.clone(), section.title.clone(), changes))
    };
    after.sections().iter().filter_map(pair).collect()
}

fn items(before: &Version, after: &Version) -> Vec<ItemDifference> {
    let old: BTreeMap<&Code, (usize, &Section, &Item)> =
        before.items().enumerate().map(|(place, (section, item))| (&item.code, (place, section, item))).collect();
    let places: Vec<usize> = after.items().filter_map(|(_, item)| old.get(&item.code).map(|(place, ..)| *place)).collect();
    let stayed = longest_rising(&places);
    let of = |section: &Section, item: &Item, fate| ItemDifference {
        code: item.code.clone(),
        text: item.text.clone(),
        section: section.title.clone(),
        fate,
    };
    let later = after.items().filter_map(|(section, item)| {
        let Some((place, old_section, old_item)) = old.get(&item.code) else { return Some(of(section, item, Fate::Added)) };
        let (moved, changes) = (!stayed.contains(place), item_changes((old_section, old_item), (section, item)));
        (moved || !changes.is_empty()).then(|| of(section, item, Fate::Kept { moved, changes }))
    });
    let gone = before.items().filter(|(_, item)| after.item(item.code.as_str()).is_none());
    later.chain(gone.map(|(section, item)| of(section, item, Fate::Removed))).collect()
}

fn item_changes((old_section, old): (&Section, &Item), (section, item): (&Section, &Item)) -> Vec<Change> {
    let mut changes = Vec::new();
    texts(&mut changes, &What::Question, Some(&old.text), Some(&item.text));
    texts(&mut changes, &What::Hint, old.hint.as_ref(), item.hint.as_ref());
    texts(&mut changes, &What::Unit, unit(&old.kind), unit(&item.kind));
    value(&mut changes, What::Scale, scale(&old.kind), scale(&item.kind));
    for choice in item.kind.options() {
        if let Some(known) = old.kind.options().iter().find(|known| known.code == choice.code) {
            texts(&mut changes, &What::Choice(choice.code.clone()), Some(&known.text), Some(&choice.text));
        }
    }
    value(&mut changes, What::Required, old.required.to_string(), item.required.to_string());
    value(&mut changes, What::Condition, condition(old), condition(item));
    value(&mut changes, What::Section, old_section.code.to_string(), section.code.to_string());
    let enters = |section: &Section, item: &Item| (section.factor && matches!(item.kind, Kind::Satisfaction { .. })).to_string();
    value(&mut changes, What::Index, enters(old_section, old), enters(section, item));
    changes
}

fn texts(changes: &mut Vec<Change>, what: &What, before: Option<&Texts>, after: Option<&Texts>) {
    let text = |texts: Option<&Texts>, tag: &str| texts.map_or_else(String::new, |texts| texts.tagged(tag).to_owned());
    let mut tags: Vec<&str> = before.into_iter().chain(after).flat_map(Texts::tags).collect();
    // Vietnamese first, as everywhere.
    tags.sort_unstable_by_key(|tag| (*tag != "vi", *tag));
    tags.dedup();
    for tag in tags {
        let (before, after) = (text(before, tag), text(after, tag));
        if before != after {
            changes.push(Change::Text { what: what.clone(), language: tag.to_owned(), before, after });
        }
    }
}

fn value(changes: &mut Vec<Change>, what: What, before: String, after: String) {
    if before != after {
        changes.push(Change::Value { what, before, after });
    }
}

fn condition(item: &Item) -> String {
    item.ask_if.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn unit(kind: &Kind) -> Option<&Texts> {
    match kind {
        Kind::Number { unit, .. } => unit.as_ref(),
        _ => None,
    }
}

/// A kind of answer as one text: its word, and what bounds it.
fn scale(kind: &Kind) -> String {
    let options = || kind.options().iter().map(|choice| choice.code.to_string()).collect::<Vec<_>>().join(", ");
    match kind {
        Kind::Satisfaction { no_opinion: true } => "satisfaction (0, 1–5)".to_owned(),
        Kind::Satisfaction { no_opinion: false } => "satisfaction (1–5)".to_owned(),
        Kind::Single(_) => format!("single ({})", options()),
        Kind::Several { most: Some(most), .. } => format!("several ≤ {most} ({})", options()),
        Kind::Several { most: None, .. } => format!("several ({})", options()),
        Kind::Number { least, greatest, .. } => format!("number ({least}–{greatest})"),
        Kind::ShortText => "short-text".to_owned(),
        Kind::LongText => "long-text".to_owned(),
    }
}

fn formula(index: &IndexFormula) -> String {
    match index {
        IndexFormula::WeightedFactors(weights) => {
            let weights = weights.iter().map(|(factor, weight)| format!("{factor} {weight}")).collect::<Vec<_>>();
            format!("{} ({})", index.word(), weights.join(", "))
        }
        _ => index.word().to_owned(),
    }
}

/// The longest part of a list that rises, so that as few as possible count as moved.
fn longest_rising(places: &[usize]) -> Vec<usize> {
    // For each end the longest rising list that ends there: its length, and the place before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (end, place) in places.iter().enumerate() {
        let before = (0..end).filter(|earlier| places[*earlier] < *place).max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut rising = Vec::new();
    let mut next = (0..places.len()).max_by_key(|end| best[*end].0);
    while let Some(end) = next {
        rising.push(places[end]);
        next = best[end].1;
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::{Change, Difference, Fate, What, instrument, longest_rising};
    use crate::domain::questionnaire::Version;

    /// A version of two factors and a filter.
    fn version(change: &[(&str, &str)]) -> Version {
        let mut text = r#"{"code":"q","number":1,"languages":["vi","en"],"about":"procedure","minutes":1,
            "title":{"vi":"Phiếu","en":"Form"},"purpose":{"vi":"Để biết","en":"To know"},"index":{"formula":"mean-score"},
            "section":[
            {"code":"filter","title":{"vi":"Lọc","en":"Filter"},"item":[
                {"code":"f1","kind":"single","text":{"vi":"Một","en":"One"},"option":[
                    {"code":"yes","text":{"vi":"Có","en":"Yes"}},{"code":"no","text":{"vi":"Không","en":"No"}}]}]},
            {"code":"access","factor":true,"title":{"vi":"Tiếp cận","en":"Access"},"item":[
                {"code":"a1","kind":"satisfaction","text":{"vi":"Nơi ngồi chờ","en":"The waiting area"}},
                {"code":"a2","kind":"satisfaction","text":{"vi":"Trang thiết bị","en":"The equipment"}}]},
            {"code":"result","factor":true,"title":{"vi":"Kết quả","en":"Results"},"item":[
                {"code":"r1","kind":"satisfaction","text":{"vi":"Đúng hẹn","en":"In time"}}]}]}"#
            .to_owned();
        for (from, to) in change {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        Version::read(serde_json::from_str(&text).unwrap()).unwrap()
    }

    fn of(change: &[(&str, &str)]) -> Difference {
        Difference::between(&version(&[]), &version(change))
    }

    #[test]
    fn the_same_version_does_not_differ() {
        let same = of(&[("\"number\":1", "\"number\":2")]);
        assert!(same.is_empty());
        assert_eq!(same.same_factors.len(), 2);
    }

    #[test]
    fn a_text_is_told_in_each_language_in_which_it_changed() {
        let found = of(&[("Nơi ngồi chờ", "Chỗ ngồi chờ")]);
        let [item] = &found.items[..] else { panic!("{:?}", found.items) };
        let change = Change::Text {
            what: What::Question,
            language: "vi".into(),
            before: "Nơi ngồi chờ".into(),
            after: "Chỗ ngồi chờ".into(),
        };
        assert_eq!((item.code.as_str(), &item.fate), ("a1", &Fate::Kept { moved: false, changes: vec![change] }));
        assert_eq!(found.same_factors.len(), 1, "the other factor goes on");
    }

    #[test]
    fn items_come_go_and_move() {
        let found = of(&[
            (r#"{"code":"a1","kind":"satisfaction","text":{"vi":"Nơi ngồi chờ","en":"The waiting area"}},"#, ""),
            (r#"{"code":"r1","#, r#"{"code":"r2","kind":"satisfaction","text":{"vi":"Dễ hiểu","en":"Clear"}},{"code":"r1","#),
        ]);
        let fates: Vec<_> = found.items.iter().map(|item| (item.code.as_str(), item.fate.clone())).collect();
        assert_eq!(fates, [("r2", Fate::Added), ("a1", Fate::Removed)]);
        let a1 = r#"{"code":"a1","kind":"satisfaction","text":{"vi":"Nơi ngồi chờ","en":"The waiting area"}}"#;
        let a2 = r#"{"code":"a2","kind":"satisfaction","text":{"vi":"Trang thiết bị","en":"The equipment"}}"#;
        let comma = &format!("{a1},\n                {a2}");
        let swapped = of(&[(comma, &format!("{a2},{a1}"))]);
        assert_eq!(swapped.items.len(), 1, "one of two moved, not both");
        assert!(matches!(&swapped.items[0].fate, Fate::Kept { moved: true, changes } if changes.is_empty()));
    }

    #[test]
    fn scale_condition_index_and_options_are_told() {
        let found = of(&[
            (r#""code":"a2","kind":"satisfaction""#, r#""code":"a2","kind":"satisfaction","no_opinion":false"#),
            (r#""code":"r1","kind":"satisfaction""#, r#""code":"r1","kind":"satisfaction","ask_if":{"item":"f1","is":["yes"]}"#),
            (r#""vi":"Có""#, r#""vi":"Có ạ""#),
            ("mean-score", "pooled-top-two-box"),
            (r#""minutes":1"#, r#""minutes":2"#),
        ]);
        let whats = |code: &str| {
            let item = found.items.iter().find(|item| item.code.as_str() == code).unwrap();
            let Fate::Kept { changes, .. } = &item.fate else { panic!("{item:?}") };
            changes
                .iter()
                .map(|change| match change {
                    Change::Text { what, .. } | Change::Value { what, .. } => what.clone(),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(whats("a2"), [What::Scale]);
        assert_eq!(whats("r1"), [What::Condition]);
        assert_eq!(whats("f1"), [What::Choice("yes".parse().unwrap())]);
        assert_eq!(found.whole.len(), 2);
        let out = of(&[(r#""code":"result","factor":true"#, r#""code":"result""#)]);
        let Fate::Kept { changes, .. } = &out.items[0].fate else { panic!("{out:?}") };
        assert_eq!(changes, &[Change::Value { what: What::Index, before: "true".into(), after: "false".into() }]);
    }

    #[test]
    fn what_enters_no_index_does_not_break_a_series() {
        let instrument = |change: &[(&str, &str)]| instrument(&version(change));
        let old = instrument(&[]);
        assert_eq!(old, instrument(&[("Lọc", "Sàng lọc"), ("\"number\":1", "\"number\":2"), ("Để biết", "Để nghe")]));
        assert_ne!(old, instrument(&[("Đúng hẹn", "Đúng giờ")]));
        assert_ne!(old, instrument(&[("mean-score", "mean-of-item-shares")]));
    }

    #[test]
    fn as_few_as_possible_count_as_moved() {
        let sorted = |places: &[usize]| {
            let mut rising = longest_rising(places);
            rising.reverse();
            rising
        };
        assert_eq!(sorted(&[]), Vec::<usize>::new());
        assert_eq!(sorted(&[0, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(sorted(&[3, 0, 1, 2]), [0, 1, 2]);
        assert_eq!(sorted(&[0, 2, 3, 1]).len(), 3);
    }
}
