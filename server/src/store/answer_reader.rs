//! Counting stored answers straight from their JSON, as a recount of millions needs it.

use std::collections::HashMap;
use std::fmt;

use app::domain::questionnaire::Version;
use app::domain::questionnaire::item::Kind;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use super::StoreError;
use super::tally::{AnswerCount, Count};

/// Where each item of a version is counted.
#[derive(Debug)]
pub(super) struct AnswerReader {
    /// For a satisfaction item its number among these and that of its section; for others nothing.
    places: HashMap<String, Option<(usize, usize)>>,
    /// For each section, whether it is a factor.
    factors: Vec<bool>,
    items: usize,
}

impl AnswerReader {
    /// The reader for answers to a version.
    pub fn of(version: &Version) -> Self {
        let mut reader = Self { places: HashMap::new(), factors: Vec::new(), items: 0 };
        for (number, section) in version.sections().iter().enumerate() {
            reader.factors.push(section.factor);
            for item in &section.items {
                let is_counted = matches!(item.kind, Kind::Satisfaction { .. });
                reader.places.insert(item.code.to_string(), is_counted.then_some((reader.items, number)));
                reader.items += usize::from(is_counted);
            }
        }
        reader
    }

    /// Adds a response with these stored answers to a count.
    ///
    /// # Errors
    /// When they are no answers to the version.
    pub fn count(&self, json: &str, count: &mut Count) -> Result<(), StoreError> {
        count.answers.0.resize(self.factors.len(), 0);
        count.answers.1.resize(self.items, [0; 6]);
        let mut rated = vec![false; self.factors.len()];
        let mut answers = serde_json::Deserializer::from_str(json);
        let reading = Reading { reader: self, answers: &mut count.answers, rated: &mut rated };
        reading
            .deserialize(&mut answers)
            .and_then(|()| answers.end())
            .map_err(|error| StoreError::Unreadable { what: "response", value: format!("{error}: {json}") })?;
        count.responses += 1;
        count.rated += i64::from(rated.iter().zip(&self.factors).any(|(rated, factor)| *rated && *factor));
        for (sum, rated) in count.answers.0.iter_mut().zip(rated) {
            *sum += i64::from(rated);
        }
        Ok(())
    }
}

struct Reading<'a> {
    reader: &'a AnswerReader,
    answers: &'a mut AnswerCount,
    rated: &'a mut [bool],
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(item) = map.next_key::<&str>()? {
            let place = self.reader.places.get(item).ok_or_else(|| A::Error::custom(format!("no item `{item}`")))?;
            if let Some((number, section)) = *place {
                let answer: usize = map.next_value()?;
                let times = self.answers.1[number].get_mut(answer);
                *times.ok_or_else(|| A::Error::custom(format!("no answer {answer} to `{item}`")))? += 1;
                self.rated[section] |= answer > 0;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use app::domain::answer::{Answer, Answers, Satisfaction};

    use super::AnswerReader;
    use crate::instrument::builtin;
    use crate::store::tally::Count;

    #[test]
    fn stored_answers_count_as_the_answers_themselves() {
        for version in builtin::all().unwrap() {
            let mut answers = Answers::default();
            for (number, (_, item)) in version.satisfaction_items().enumerate() {
                let point = u8::try_from(number % 7).unwrap();
                if point < 6 {
                    answers.insert(item.code.clone(), Satisfaction::new(point).map_or(Answer::NoOpinion, Answer::Scale));
                }
            }
            let mut count = Count::default();
            AnswerReader::of(&version).count(&answers.to_json(), &mut count).unwrap();
            assert_eq!(count, Count::of(&version, &answers), "{}", version.code());
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let version = builtin::all().unwrap().into_iter().find(|version| version.code().as_str() == "one-stop-service").unwrap();
        let reader = AnswerReader::of(&version);
        for json in ["", "[]", "{", r#"{"a1":6}"#, r#"{"a1":"5"}"#, r#"{"a1":-1}"#, r#"{"nothing":1}"#, r#"{"a1":5}x"#] {
            assert!(reader.count(json, &mut Count::default()).is_err(), "{json}");
        }
        assert!(reader.count("{}", &mut Count::default()).is_ok());
    }
}
