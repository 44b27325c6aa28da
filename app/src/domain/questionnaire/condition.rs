//! "Ask only if": a small typed tree over earlier answers.

use std::fmt;
use std::str::FromStr;

use crate::domain::code::Code;

/// When an item is asked. It is written in a page as text, for the stepper, and read back there by the same rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The item has any answer.
    Answered(Code),
    /// One of these options was chosen.
    Is(Code, Vec<Code>),
    /// The scale or number answer is this or more.
    AtLeast(Code, i64),
    /// The scale or number answer is this or less.
    AtMost(Code, i64),
}

impl Condition {
    /// Whether it holds, where `given` tells what was answered to an item, in the words of the form (nothing if unanswered);
    /// `None` where it depends on an item without an answer.
    ///
    /// The three values matter without JavaScript: someone who skipped the filter but answered the question behind it has still
    /// answered, so only a condition that is certainly false takes an answer away.
    #[must_use]
    pub fn holds(&self, given: &dyn Fn(&str) -> Vec<String>) -> Option<bool> {
        self.evaluate(given, None)
    }

    /// Whether the stepper shows the item now: an unanswered filter counts as one in which nothing is chosen yet.
    #[must_use]
    pub fn shows(&self, given: &dyn Fn(&str) -> Vec<String>) -> bool {
        self.evaluate(given, Some(false)).unwrap_or(false)
    }

    /// Evaluates the tree; a leaf whose item has no answer is `unanswered`.
    fn evaluate(&self, given: &dyn Fn(&str) -> Vec<String>, unanswered: Option<bool>) -> Option<bool> {
        let leaf = |item: &Code, test: &dyn Fn(&[String]) -> bool| {
            let answer = given(item.as_str());
            if answer.is_empty() { unanswered } else { Some(test(&answer)) }
        };
        // "No opinion" and words are no amounts, so they are neither at least nor at most any bound.
        let amount = |answer: &[String]| answer.first().and_then(|text| text.parse::<i64>().ok());
        match self {
            Self::All(parts) => Self::combine(parts, given, unanswered, false),
            Self::Any(parts) => Self::combine(parts, given, unanswered, true),
            Self::Not(part) => part.evaluate(given, unanswered).map(|holds| !holds),
            Self::Answered(item) => leaf(item, &|_| true),
            Self::Is(item, options) => {
                leaf(item, &|answer| answer.iter().any(|choice| options.iter().any(|option| option.as_str() == choice)))
            }
            Self::AtLeast(item, bound) => leaf(item, &|answer| amount(answer).is_some_and(|amount| amount >= *bound)),
            Self::AtMost(item, bound) => leaf(item, &|answer| amount(answer).is_some_and(|amount| amount <= *bound)),
        }
    }

    /// Three-valued and/or: `decisive` settles the whole at once, an unknown part leaves it unknown.
    fn combine(parts: &[Self], given: &dyn Fn(&str) -> Vec<String>, unanswered: Option<bool>, decisive: bool) -> Option<bool> {
        let mut whole = Some(!decisive);
        for part in parts {
            match part.evaluate(given, unanswered) {
                Some(value) if value == decisive => return Some(decisive),
                Some(_) => {}
                None => whole = None,
            }
        }
        whole
    }

    /// The items whose answers it reads.
    #[must_use]
    pub fn items(&self) -> Vec<&Code> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::items).collect(),
            Self::Not(part) => part.items(),
            Self::Answered(item) | Self::Is(item, _) | Self::AtLeast(item, _) | Self::AtMost(item, _) => vec![item],
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |name: &str, parts: &[Self], f: &mut fmt::Formatter<'_>| {
            write!(f, "({name}")?;
            parts.iter().try_for_each(|part| write!(f, " {part}"))?;
            f.write_str(")")
        };
        match self {
            Self::All(parts) => list("all", parts, f),
            Self::Any(parts) => list("any", parts, f),
            Self::Not(part) => write!(f, "(not {part})"),
            Self::Answered(item) => write!(f, "(answered {item})"),
            Self::Is(item, options) => {
                write!(f, "(is {item}")?;
                options.iter().try_for_each(|option| write!(f, " {option}"))?;
                f.write_str(")")
            }
            Self::AtLeast(item, bound) => write!(f, "(at-least {item} {bound})"),
            Self::AtMost(item, bound) => write!(f, "(at-most {item} {bound})"),
        }
    }
}

/// A text that is not a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACondition;

impl FromStr for Condition {
    type Err = NotACondition;

    fn from_str(text: &str) -> Result<Self, NotACondition> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let mut words = spaced.split_whitespace();
        let condition = read(&mut words, 0).ok_or(NotACondition)?;
        if words.next().is_none() { Ok(condition) } else { Err(NotACondition) }
    }
}

/// How deep a condition may nest; far beyond any questionnaire, and a bound for the reader's recursion.
const DEEPEST: usize = 8;

fn read<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Condition> {
    (words.next()? == "(" && depth < DEEPEST).then_some(())?;
    read_after_bracket(words, depth)
}

fn read_after_bracket<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Condition> {
    match words.next()? {
        "all" => read_parts(words, depth).map(Condition::All),
        "any" => read_parts(words, depth).map(Condition::Any),
        "not" => {
            let part = read(words, depth + 1)?;
            end(words, Condition::Not(Box::new(part)))
        }
        "answered" => {
            let item = words.next()?.parse().ok()?;
            end(words, Condition::Answered(item))
        }
        "is" => {
            let item = words.next()?.parse().ok()?;
            let mut options = Vec::new();
            loop {
                match words.next()? {
                    ")" => return Some(Condition::Is(item, options)),
                    option => options.push(option.parse().ok()?),
                }
            }
        }
        bound @ ("at-least" | "at-most") => {
            let item = words.next()?.parse().ok()?;
            let amount = words.next()?.parse().ok()?;
            end(words, if bound == "at-least" { Condition::AtLeast(item, amount) } else { Condition::AtMost(item, amount) })
        }
        _ => None,
    }
}

fn read_parts<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Vec<Condition>> {
    let mut parts = Vec::new();
    loop {
        match words.next()? {
            ")" => return Some(parts),
            "(" if depth + 1 < DEEPEST => parts.push(read_after_bracket(words, depth + 1)?),
            _ => return None,
        }
    }
}

fn end<'a>(words: &mut impl Iterator<Item = &'a str>, condition: Condition) -> Option<Condition> {
    (words.next()? == ")").then_some(condition)
}

#[cfg(test)]
mod tests {
    use super::Condition;

    fn given(item: &str) -> Vec<String> {
        match item {
            "overall" => vec!["2".into()],
            "unsure" => vec!["none".into()],
            "channels" => vec!["radio".into(), "web".into()],
            _ => Vec::new(),
        }
    }

    fn holds(text: &str) -> Option<bool> {
        text.parse::<Condition>().unwrap().holds(&given)
    }

    #[test]
    fn a_leaf_is_unknown_until_its_item_is_answered() {
        assert_eq!(holds("(at-most overall 2)"), Some(true));
        assert_eq!(holds("(at-most overall 1)"), Some(false));
        assert_eq!(holds("(at-least overall 2)"), Some(true));
        assert_eq!(holds("(at-least overall 3)"), Some(false));
        assert_eq!(holds("(is channels web press)"), Some(true));
        assert_eq!(holds("(is channels press)"), Some(false));
        assert_eq!(holds("(answered overall)"), Some(true));
        for unknown in ["(answered gone)", "(is gone a)", "(at-least gone 1)", "(not (is gone a))"] {
            assert_eq!(holds(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn an_unanswered_filter_hides_what_it_calls_for_and_keeps_what_it_excludes() {
        let shows = |text: &str| text.parse::<Condition>().unwrap().shows(&given);
        assert!(!shows("(is gone yes)"));
        assert!(shows("(not (is gone no))"));
        assert!(shows("(at-most overall 2)"));
    }

    #[test]
    fn no_opinion_is_neither_high_nor_low() {
        assert_eq!(holds("(at-most unsure 2)"), Some(false));
        assert_eq!(holds("(at-least unsure 0)"), Some(false));
    }

    #[test]
    fn a_decisive_part_settles_what_another_leaves_open() {
        assert_eq!(holds("(all (is gone a) (at-least overall 3))"), Some(false));
        assert_eq!(holds("(all (is gone a) (at-most overall 3))"), None);
        assert_eq!(holds("(any (is gone a) (at-most overall 3))"), Some(true));
        assert_eq!(holds("(any (is gone a) (at-least overall 3))"), None);
        assert_eq!(holds("(all)"), Some(true));
        assert_eq!(holds("(any)"), Some(false));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["(all (is a b c) (not (answered d)))", "(any (at-least e -3) (at-most f 4))", "(all)"] {
            assert_eq!(text.parse::<Condition>().unwrap().to_string(), text);
        }
        let too_deep = format!("{}(answered a){}", "(not ".repeat(9), ")".repeat(9));
        for bad in ["", "(", ")", "all", "(is)", "(is a", "(at-most a b)", "(not)", "(answered a) x", &too_deep] {
            assert!(bad.parse::<Condition>().is_err(), "{bad}");
        }
    }
}
