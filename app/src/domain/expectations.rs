//! What people hope will be better.

use super::texts::Texts;

/// The code of the section of a questionnaire that asks for it: questions with exactly one answer, all with the same options, from the
/// strongest hope to the weakest.
pub const SECTION: &str = "expectations";

/// What people hope for, asked alike of several things.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectations {
    /// The section's title.
    pub title: Texts,
    /// The options, the strongest hope first.
    pub options: Vec<Texts>,
    /// What was asked: that for which most have the strongest hope first, what too few answered last.
    pub items: Vec<Expectation>,
    /// Fewer answers than this to a question are not told.
    pub needed: u64,
}

/// How much people hope for one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The question.
    pub text: Texts,
    /// For each option its weighted share of the answers in whole percent, from 0 to 100; `None` where too few answered, or where it would tell
    /// something of few others.
    pub percents: Option<Vec<u8>>,
}
