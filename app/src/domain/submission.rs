//! From the fields of a posted form to answers: the one place where a citizen's input is judged.

use super::answer::{Answer, Answers, Satisfaction};
use super::masking::masked;
use super::questionnaire::item::{Item, Kind};
use super::questionnaire::{Section, Version};

/// The id of the questionnaire's form in its page.
pub const FORM: &str = "survey";

/// How the names of fields with answers begin.
const ITEM: &str = "q-";
/// How the names of fields with consent begin.
const CONSENT: &str = "consent-";

/// The name of the form field that carries the answer to an item.
#[must_use]
pub fn field(item: &str) -> String {
    format!("{ITEM}{item}")
}

/// The name of the form field by which the citizen agrees to a sensitive section.
#[must_use]
pub fn consent_field(section: &str) -> String {
    format!("{CONSENT}{section}")
}

/// What the fields of a form said, by name, in the order sent; kept to show the form again as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The name of each value, in alphabetical order.
    names: Vec<String>,
    /// The values; those of one name stand together, in the order sent.
    values: Vec<String>,
}

impl Fields {
    /// The values sent under a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        let first = self.names.partition_point(|other| other.as_str() < name);
        let sent = self.names[first..].iter().take_while(|other| *other == name).count();
        &self.values[first..first + sent]
    }

    /// The first value sent under a name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Whether this value was sent under this name.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|sent| sent == value)
    }

    /// The same fields, those of these names with these values instead.
    #[must_use]
    pub fn with<const N: usize>(&self, values: [(&str, String); N]) -> Self {
        let others = self.names.iter().zip(&self.values).filter(|(name, _)| !values.iter().any(|(other, _)| other == name));
        let others: Vec<(String, String)> = others.map(|(name, value)| (name.clone(), value.clone())).collect();
        others.into_iter().chain(values.map(|(name, value)| (name.to_owned(), value))).collect()
    }

    /// The names that occur, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.chunk_by(|one, next| one == next).map(|same| same[0].as_str())
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut pairs: Vec<(String, String)> = pairs.into_iter().collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        let (names, values) = pairs.into_iter().unzip();
        Self { names, values }
    }
}

/// What a citizen can put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The item concerned, by its code; `None` for the form as a whole.
    pub item: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The ways in which an answer can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing at all was answered.
    Nothing,
    /// The answers could not be stored just now; sending them again does no harm.
    NotStored,
    /// So many answer here at once that these could not be taken yet; sending them again does no harm.
    Crowded,
    /// An answer is needed here.
    Missing,
    /// The answer is none of those offered.
    NotOffered,
    /// More than one answer where one is asked.
    MoreThanOne,
    /// More options than this many.
    TooMany(usize),
    /// Not a whole number between these.
    NotANumber {
        /// The least allowed.
        least: i64,
        /// The greatest allowed.
        greatest: i64,
    },
    /// A text longer than this many characters.
    TooLong(usize),
}

/// Why a form cannot become answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The form has fields that this questionnaire does not have: it is not one of our pages that sent it.
    UnknownFields(Vec<String>),
    /// The citizen can put it right; in the order of the questionnaire.
    Problems(Vec<Problem>),
}

/// Reads the answers to `version` from a form. `others` are the field names that belong to the page and not to the questionnaire.
///
/// Sections that need consent are read only where the campaign asks them (`asks_sensitive`) and the citizen agreed; an answer whose
/// condition is certainly false is left out, because it was not asked.
///
/// # Errors
/// A [`Refusal`]: nothing of the form may be stored.
pub fn read(version: &Version, fields: &Fields, others: &[&str], asks_sensitive: bool) -> Result<Answers, Refusal> {
    let asked: Vec<&Section> = asked_sections(version, asks_sensitive).collect();
    let unknown = unknown_fields(&asked, fields, others);
    if !unknown.is_empty() {
        return Err(Refusal::UnknownFields(unknown));
    }
    let mut problems = Vec::new();
    let mut answers = Answers::default();
    for section in asked {
        if section.consent.is_some() && fields.first(&consent_field(section.code.as_str())).is_none() {
            continue;
        }
        for item in &section.items {
            let condition = item.ask_if.as_ref().map_or(Some(true), |condition| condition.holds(&|other| answers.given(other)));
            if condition == Some(false) {
                continue;
            }
            match read_item(item, fields.all(&field(item.code.as_str()))) {
                Ok(Some(answer)) => answers.insert(item.code.clone(), answer),
                Ok(None) if item.required && condition == Some(true) => {
                    problems.push(Problem { item: Some(item.code.to_string()), kind: ProblemKind::Missing });
                }
                Ok(None) => {}
                Err(kind) => problems.push(Problem { item: Some(item.code.to_string()), kind }),
            }
        }
    }
    if problems.is_empty() && answers.is_empty() {
        problems.push(Problem { item: None, kind: ProblemKind::Nothing });
    }
    if problems.is_empty() { Ok(answers) } else { Err(Refusal::Problems(problems)) }
}

/// The sections that a campaign asks.
pub fn asked_sections(version: &Version, asks_sensitive: bool) -> impl Iterator<Item = &Section> {
    version.sections().iter().filter(move |section| asks_sensitive || section.consent.is_none())
}

fn unknown_fields(asked: &[&Section], fields: &Fields, others: &[&str]) -> Vec<String> {
    let is_item = |name: &str| {
        let code = name.strip_prefix(ITEM);
        code.is_some_and(|code| asked.iter().any(|section| section.items.iter().any(|item| item.code.as_str() == code)))
    };
    let is_consent = |name: &str| {
        let code = name.strip_prefix(CONSENT);
        code.is_some_and(|code| asked.iter().any(|section| section.consent.is_some() && section.code.as_str() == code))
    };
    fields.names().filter(|name| !is_item(name) && !is_consent(name) && !others.contains(name)).map(str::to_owned).collect()
}

/// Reads one item. Empty values count as no answer: browsers send empty text fields.
fn read_item(item: &Item, sent: &[String]) -> Result<Option<Answer>, ProblemKind> {
    let given: Vec<&str> = sent.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    let Some(&first) = given.first() else { return Ok(None) };
    if given.len() > 1 && !matches!(item.kind, Kind::Several { .. }) {
        return Err(ProblemKind::MoreThanOne);
    }
    match &item.kind {
        Kind::Satisfaction { no_opinion: true } if first == Answer::NO_OPINION => Ok(Answer::NoOpinion),
        Kind::Satisfaction { .. } => first
            .parse()
            .ok()
            .filter(|_| first.len() == 1)
            .and_then(Satisfaction::new)
            .map(Answer::Scale)
            .ok_or(ProblemKind::NotOffered),
        Kind::Single(options) => options
            .iter()
            .find(|option| option.code.as_str() == first)
            .map(|option| Answer::Choice(option.code.clone()))
            .ok_or(ProblemKind::NotOffered),
        Kind::Several { options, most } => {
            if !given.iter().all(|code| item.kind.has_option(code)) {
                return Err(ProblemKind::NotOffered);
            }
            let chosen: Vec<_> =
                options.iter().map(|option| &option.code).filter(|code| given.contains(&code.as_str())).cloned().collect();
            match most {
                Some(most) if chosen.len() > *most => Err(ProblemKind::TooMany(*most)),
                _ => Ok(Answer::Choices(chosen)),
            }
        }
        Kind::Number { least, greatest, .. } => first
            .parse()
            .ok()
            .filter(|number| (*least..=*greatest).contains(number))
            .map(Answer::Number)
            .ok_or(ProblemKind::NotANumber { least: *least, greatest: *greatest }),
        Kind::ShortText => text(first, Kind::SHORT_TEXT),
        Kind::LongText => text(first, Kind::LONG_TEXT),
    }
    .map(Some)
}

/// A text of at most `longest` characters. Browsers send line ends as CR LF; one form is stored. Characters that databases or
/// spreadsheets cannot hold (NUL and other controls) are left out, and what leads to a person is masked: whatever way an answer takes, it
/// passes here before anything of it is kept.
fn text(given: &str, longest: usize) -> Result<Answer, ProblemKind> {
    let text: String = given.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if text.chars().count() > longest { Err(ProblemKind::TooLong(longest)) } else { Ok(Answer::Text(masked(&text))) }
}
