//! The shape of a questionnaire file, before it is checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::texts::Texts;

/// A questionnaire version as its file says it. Stored as JSON when published, so that what was asked can always be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub(super) code: String,
    pub(super) number: u32,
    pub(super) languages: Vec<String>,
    pub(super) about: String,
    pub(super) minutes: u32,
    pub(super) title: Texts,
    pub(super) purpose: Texts,
    pub(super) index: IndexDraft,
    #[serde(default, rename = "aspect", skip_serializing_if = "Vec::is_empty")]
    pub(super) aspects: Vec<AspectDraft>,
    #[serde(default, rename = "section")]
    pub(super) sections: Vec<SectionDraft>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndexDraft {
    pub formula: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AspectDraft {
    pub code: String,
    pub title: Texts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionDraft {
    pub code: String,
    #[serde(default)]
    pub factor: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect: Option<String>,
    pub title: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Texts>,
    #[serde(default, rename = "item")]
    pub items: Vec<ItemDraft>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemDraft {
    pub code: String,
    pub kind: String,
    pub text: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Texts>,
    #[serde(default)]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_opinion: Option<bool>,
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceDraft>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greatest: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_if: Option<ConditionDraft>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceDraft {
    pub code: String,
    pub text: Texts,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionDraft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<ConditionDraft>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<ConditionDraft>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<ConditionDraft>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}
