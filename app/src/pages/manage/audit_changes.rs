//! What an entry of the log says of its subject, field by field, in the words of whoever reads it.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::audit::parts;
use super::campaigns::{sampling_key, state_key};
use super::retention::kind_key;
use crate::domain::api_token::ApiRight;
use crate::domain::campaign::{Sampling, State};
use crate::domain::export_job::Format;
use crate::domain::improvement::Status;
use crate::domain::language::Language;
use crate::domain::merging_form::Fate;
use crate::domain::mode::Mode;
use crate::domain::outside_index::Goal;
use crate::domain::period::LocalTime;
use crate::domain::questionnaire::listed;
use crate::domain::retention;
use crate::domain::role::Role;
use crate::domain::sector::Sector;
use crate::domain::target::Operator;
use crate::domain::texts::Texts;
use crate::domain::tree::Tree;
use crate::domain::unit::{Unit, UnitKind};
use crate::text::Words;

/// What the log tells of a subject: each with the key of its name. In this order they are read.
const FIELDS: &[(&str, &str)] = &[
    ("name", "changed-name"),
    ("full_name", "full-name"),
    ("title", "changed-title"),
    ("state", "changed-state"),
    ("roles", "roles"),
    ("role", "role"),
    ("passkey", "changed-passkey"),
    ("provider", "changed-provider"),
    ("campaign", "changed-campaign"),
    ("questionnaire", "changed-questionnaire"),
    ("version", "changed-version-id"),
    ("number", "changed-version"),
    ("id", "changed-id"),
    ("sampling", "campaign-sampling"),
    ("owner", "campaign-owner"),
    ("unit", "changed-unit"),
    ("units", "campaign-units"),
    ("sector", "changed-sector"),
    ("sectors", "changed-sectors"),
    ("opens_at", "changed-opens"),
    ("closes_at", "changed-closes"),
    ("asks_sensitive", "campaign-sensitive"),
    ("minimum", "campaign-minimum"),
    ("mode", "changed-mode"),
    ("by_invitation", "point-by-invitation"),
    ("kind", "changed-kind"),
    ("parent", "unit-parent"),
    ("position", "sector-position"),
    ("first_day", "unit-first-day"),
    ("last_day", "unit-last-day"),
    ("successor", "unit-successor"),
    ("into", "changed-into"),
    ("points", "changed-points"),
    ("from_year", "changed-from-year"),
    ("to_year", "changed-to-year"),
    ("operator", "target-operator"),
    ("percent", "changed-percent"),
    ("legal_basis", "target-basis"),
    ("classes", "changed-classes"),
    ("at_least", "changed-at-least"),
    ("lowest", "changed-lowest"),
    ("point", "changed-point"),
    ("until", "changed-until"),
    ("settings", "changed-settings"),
    ("idle", "changed-idle"),
    ("grace", "changed-grace"),
    ("comments", "changed-comments"),
    ("outlined", "changed-outlined"),
    ("hours", "changed-hours"),
    ("opens", "changed-opens-clock"),
    ("closes", "changed-closes-clock"),
    ("days", "changed-days"),
    ("pin", "changed-pin"),
    ("greeting", "changed-greeting"),
    ("norm", "changed-norm"),
    ("issued", "changed-issued"),
    ("links", "changed-links"),
    ("round", "changed-round"),
    ("withdrawn", "changed-withdrawn"),
    ("expired", "changed-expired"),
    ("plan", "changed-plan"),
    ("size", "changed-size"),
    ("frame_elements", "changed-frame-elements"),
    ("elements", "changed-elements"),
    ("seed", "changed-seed"),
    ("seed_typed", "changed-seed-typed"),
    ("algorithm", "changed-algorithm"),
    ("frame_hash", "changed-frame-hash"),
    ("result_hash", "changed-result-hash"),
    ("entered_twice", "changed-entered-twice"),
    ("texts", "retention-kind-texts"),
    ("responses", "retention-kind-responses"),
    ("not_before", "changed-not-before"),
    ("sample_elements", "changed-elements"),
    ("entries", "changed-entries"),
    ("counts", "changed-counts"),
    ("since", "changed-since"),
    ("by", "changed-by"),
    ("reason", "hold-reason"),
    ("of", "changed-of"),
    ("added", "changed-added"),
    ("changed", "changed-changed"),
    ("keywords", "theme-keywords"),
    ("hint", "changed-hint"),
    ("least_respondents", "comments-minimum"),
    ("part", "improvement-part"),
    ("period", "improvement-period"),
    ("responsible", "improvement-responsible"),
    ("task", "improvement-task"),
    ("due", "improvement-due"),
    ("baseline_at", "changed-baseline-at"),
    ("month", "improvement-month"),
    ("text", "improvement-text"),
    ("evidence", "improvement-evidence"),
    ("year", "changed-year"),
    ("value", "index-value"),
    ("rank", "index-rank"),
    ("goal", "index-goal"),
    ("amount", "index-amount"),
    ("source", "index-source"),
    ("as_of", "changed-as-of"),
    ("format", "export-format"),
    ("protected", "changed-protected"),
    ("rights", "token-rights"),
];

/// What codes and identifiers stand for.
#[derive(Clone, Debug)]
pub struct Names {
    /// All units.
    pub units: Tree<Unit>,
    /// All sectors.
    pub sectors: Tree<Sector>,
    /// The titles of all campaigns.
    pub titles: Arc<HashMap<Uuid, Texts>>,
}

/// A field with what stood in it before and what stands in it afterwards, where there was something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// Afterwards.
    pub after: Option<String>,
}

/// An entry that is being read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The language.
    pub words: Words,
    /// What codes stand for.
    pub names: &'a Names,
    /// What the entry is about: a kind and a name.
    pub subject: &'a str,
}

/// Whether a field of what the log tells has a name.
#[must_use]
pub fn is_known(field: &str) -> bool {
    FIELDS.iter().any(|(known, _)| *known == field)
}

fn read(json: Option<&str>) -> Value {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

impl Reading<'_> {
    /// The fields that differ between what was before and what is afterwards, both in JSON.
    #[must_use]
    pub fn changes(self, before: Option<&str>, after: Option<&str>) -> Vec<Changed> {
        let (before, after) = (read(before), read(after));
        let nothing = serde_json::Map::new();
        let (old, new) = (before.as_object().unwrap_or(&nothing), after.as_object().unwrap_or(&nothing));
        let known = FIELDS.iter().map(|(field, _)| *field).filter(|field| old.contains_key(*field) || new.contains_key(*field));
        let unknown = old.keys().chain(new.keys().filter(|field| !old.contains_key(*field))).map(String::as_str);
        let fields = known.chain(unknown.filter(|field| !is_known(field)));
        let changed = fields.filter_map(|field| {
            let of = |state: &serde_json::Map<String, Value>| state.get(field).and_then(|value| self.value(field, value));
            let changed = Changed { field: self.label(field), before: of(old), after: of(new) };
            (changed.before != changed.after).then_some(changed)
        });
        changed.collect()
    }

    /// What the subject is called: by what the entry itself tells, else by what it is called now, else by its code. None where it has no name
    /// but its kind, or one that nobody reads.
    #[must_use]
    pub fn called(self, before: Option<&str>, after: Option<&str>) -> Option<String> {
        let (kind, code) = parts(self.subject);
        let told = [read(after), read(before)];
        let told = |field: &str| told.iter().find_map(|state| self.value(field, state.get(field)?));
        let now = match kind {
            "unit" => self.unit(code),
            "sector" => self.sector(code),
            "campaign" | "sample" => self.campaign(code),
            _ => None,
        };
        let by_name = match kind {
            "campaign" => told("title"),
            "unit" | "sector" | "point" | "device" | "invitations" | "index" | "theme" | "token" => told("name"),
            "improvement" => told("task"),
            "review" => Some([told("unit")?, told("month")?].join(" · ")),
            "target" => Some([told("unit")?, told("sector")?, told("from_year")?].join(" · ")),
            "classification" => Some([told("unit")?, told("from_year")?].join(" · ")),
            _ => None,
        };
        by_name.or(now).or_else(|| (!code.is_empty() && code.parse::<Uuid>().is_err()).then(|| code.to_owned()))
    }

    fn label(self, field: &str) -> String {
        FIELDS.iter().find(|(known, _)| *known == field).map_or_else(|| field.to_owned(), |(_, key)| self.words.t(key))
    }

    fn unit(self, code: &str) -> Option<String> {
        self.names.units.get(code).map(|unit| unit.name.get(self.words.0).to_owned())
    }

    fn sector(self, code: &str) -> Option<String> {
        self.names.sectors.get(code).map(|sector| sector.name.get(self.words.0).to_owned())
    }

    fn campaign(self, id: &str) -> Option<String> {
        id.parse().ok().and_then(|id| self.names.titles.get(&id)).map(|title| title.get(self.words.0).to_owned())
    }

    /// A value as it is read; nothing where nothing stands there.
    fn value(self, field: &str, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::Bool(is) => Some(self.words.t(if *is { "answer-yes" } else { "answer-no" })),
            Value::Number(number)
                if ["opens_at", "closes_at", "since", "not_before", "until", "baseline_at", "as_of"].contains(&field) =>
            {
                let time = LocalTime::of(number.as_i64()?);
                Some(format!("{} {}", time.clock(), time.date()))
            }
            Value::Number(number) if ["opens", "closes"].contains(&field) => {
                let minutes = number.as_u64()?;
                Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
            }
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(self.text(field, text)),
            Value::Array(values) => {
                let texts: Vec<String> = values.iter().filter_map(|value| self.value(field, value)).collect();
                (!texts.is_empty()).then(|| texts.join("; "))
            }
            Value::Object(fields) => {
                let is_text = fields.keys().all(|key| Language::ALL.iter().any(|language| language.tag() == key));
                let texts = fields.iter().filter_map(|(field, value)| {
                    let text = self.value(field, value)?;
                    Some(if is_text { text } else { format!("{}: {text}", self.label(field)) })
                });
                let mut texts: Vec<String> = texts.collect();
                if is_text {
                    // The tags are sorted, and Vietnamese comes first.
                    texts.reverse();
                    texts.dedup();
                }
                (!texts.is_empty()).then(|| texts.join(if is_text { " / " } else { ", " }))
            }
        }
    }

    fn text(self, field: &str, text: &str) -> String {
        let kind = parts(self.subject).0;
        let key = match field {
            "sampling" => Sampling::from_word(text).map(sampling_key),
            "state" if kind == "questionnaire" => listed::State::from_word(text).map(listed::State::key),
            "state" if kind == "improvement" => Status::from_word(text).map(Status::key),
            "state" => State::from_word(text).map(state_key),
            "mode" => Mode::from_word(text).map(Mode::key),
            "role" => Role::from_word(text).map(Role::key),
            "format" => Format::from_word(text).map(Format::key),
            "kind" if kind == "unit" => UnitKind::from_word(text).map(UnitKind::key),
            "kind" => retention::Kind::from_word(text).map(kind_key),
            "rights" => ApiRight::from_word(text).map(ApiRight::key),
            "points" => Fate::ALL.into_iter().find(|fate| fate.word() == text).map(Fate::key),
            "goal" if Goal::WORDS.contains(&text) => Some(Goal::key(text)),
            "unit" if text.is_empty() => Some("scope-everything"),
            _ => None,
        };
        let name = match field {
            "parent" if kind == "sector" => self.sector(text),
            "unit" | "units" | "owner" | "parent" | "successor" | "into" | "responsible" => self.unit(text),
            "sector" | "sectors" => self.sector(text),
            "campaign" => self.campaign(text),
            "operator" => Operator::from_word(text).map(|operator| operator.sign().to_owned()),
            _ => None,
        };
        key.map(|key| self.words.t(key)).or(name).unwrap_or_else(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Changed, Names, Reading};
    use crate::domain::language::Language;
    use crate::domain::tree::Tree;
    use crate::text::Words;

    fn names() -> Names {
        Names { units: Tree::new(Vec::new()), sectors: Tree::new(Vec::new()), titles: std::sync::Arc::default() }
    }

    fn changed(field: &str, before: Option<&str>, after: Option<&str>) -> Changed {
        let text = |text: &str| text.to_owned();
        Changed { field: field.to_owned(), before: before.map(text), after: after.map(text) }
    }

    #[test]
    fn only_what_differs_is_told_in_the_words_of_the_reader() {
        let names = names();
        let reading = Reading { words: Words(Language::Vi), names: &names, subject: "point ab12cd" };
        let before = r#"{"name":{"vi":"Bàn 1","en":"Desk 1"},"mode":"phone","by_invitation":false,"unit":"xa","sector":null}"#;
        let after = r#"{"name":{"vi":"Bàn 2","en":"Desk 1"},"mode":"paper","by_invitation":true,"unit":"xa","sector":"dat"}"#;
        let told = reading.changes(Some(before), Some(after));
        let words = Words(Language::Vi);
        assert_eq!(
            told,
            [
                changed(&words.t("changed-name"), Some("Bàn 1 / Desk 1"), Some("Bàn 2 / Desk 1")),
                changed(&words.t("changed-sector"), None, Some("dat")),
                changed(&words.t("changed-mode"), Some(&words.t("mode-phone")), Some(&words.t("mode-paper"))),
                changed(&words.t("point-by-invitation"), Some("Không"), Some("Có")),
            ]
        );
        assert_eq!(reading.called(Some(before), Some(after)).as_deref(), Some("Bàn 2 / Desk 1"));
        assert_eq!(reading.called(None, None).as_deref(), Some("ab12cd"));
    }

    #[test]
    fn what_this_version_does_not_know_is_told_as_it_stands() {
        let names = names();
        let reading = Reading { words: Words(Language::En), names: &names, subject: "something new" };
        let told =
            reading.changes(None, Some(r#"{"later":[1,{"and":"more"}],"roles":[{"role":"analyst","unit":""}],"no":null}"#));
        let words = Words(Language::En);
        let role = format!("{}: {}, {}: Everywhere", words.t("role"), words.t("role-analyst"), words.t("changed-unit"));
        assert_eq!(told, [changed(&words.t("roles"), None, Some(&role)), changed("later", None, Some("1; and: more"))]);
        assert_eq!(reading.changes(Some("no JSON"), Some("[1]")), []);
        assert_eq!(reading.called(None, None).as_deref(), Some("something new"));
        let nobody = Reading { subject: "session 0197f1a0-0000-7000-8000-000000000000", ..reading };
        assert_eq!(nobody.called(None, None), None);
    }
}
