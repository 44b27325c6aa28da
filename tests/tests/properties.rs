//! Rules of the domain that hold for any data.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::answer::Answers;
use app::domain::code::Code;
use app::domain::questionnaire::condition::Condition;
use app::domain::submission::{Fields, Refusal, field, read};
use proptest::prelude::*;
use tests::world::{EVERYTHING_FILE, built_in};

fn code() -> impl Strategy<Value = Code> {
    "[a-z0-9]{1,6}(-[a-z0-9]{1,4})?".prop_map(|text| text.parse().unwrap())
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        code().prop_map(Condition::Answered),
        (code(), prop::collection::vec(code(), 0..4)).prop_map(|(item, options)| Condition::Is(item, options)),
        (code(), any::<i64>()).prop_map(|(item, bound)| Condition::AtLeast(item, bound)),
        (code(), any::<i64>()).prop_map(|(item, bound)| Condition::AtMost(item, bound)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// Fields as a browser, or anybody, might send them to the questionnaire of every kind.
fn fields() -> impl Strategy<Value = Fields> {
    let version = server::instrument::file::read(EVERYTHING_FILE).unwrap();
    let mut names: Vec<String> = version.items().map(|(_, item)| field(item.code.as_str())).collect();
    names.push("consent-sensitive".into());
    let value = prop_oneof![
        4 => prop::sample::select(vec!["1", "5", "none", "yes", "no", "x", "y", "z", "kinh", "0", "-5", "200", "201", "", " "]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec((prop::sample::select(names), value), 0..12).prop_map(Fields::from_iter)
}

proptest! {
    #[test]
    fn a_condition_is_read_as_it_is_written(condition in condition()) {
        prop_assert_eq!(condition.to_string().parse::<Condition>(), Ok(condition));
    }

    #[test]
    fn reading_a_condition_never_panics(text in "[()a-z0-9 -]{0,60}") {
        let _ = text.parse::<Condition>();
    }

    #[test]
    fn a_certain_condition_is_shown_as_it_holds(condition in condition(), answered in any::<bool>()) {
        let given = |_: &str| if answered { vec!["3".to_owned()] } else { Vec::new() };
        if let Some(holds) = condition.holds(&given) {
            prop_assert_eq!(condition.shows(&given), holds);
        }
    }

    #[test]
    fn what_is_taken_is_read_back_from_the_store_and_sent_again_is_the_same(fields in fields(), sensitive in any::<bool>()) {
        let version = server::instrument::file::read(EVERYTHING_FILE).unwrap();
        match read(&version, &fields, &[], sensitive) {
            Ok(answers) => {
                prop_assert!(!answers.is_empty());
                let json = answers.to_json();
                prop_assert_eq!(Answers::from_json(&version, &json), Ok(answers.clone()));
                let again: Fields = answers
                    .iter()
                    .flat_map(|(item, answer)| answer.in_form().into_iter().map(move |value| (field(item.as_str()), value)))
                    .chain(sensitive.then(|| ("consent-sensitive".to_owned(), "yes".to_owned())))
                    .collect();
                prop_assert_eq!(read(&version, &again, &[], sensitive), Ok(answers));
            }
            Err(Refusal::Problems(problems)) => prop_assert!(!problems.is_empty()),
            Err(Refusal::UnknownFields(names)) => {
                prop_assert!(!sensitive);
                prop_assert!(names.iter().all(|name| name == "q-ethnicity" || name == "consent-sensitive"));
            }
        }
    }

    #[test]
    fn stored_text_that_is_no_answer_is_refused_without_panic(text in any::<String>()) {
        let version = built_in("household-sipas");
        let _ = Answers::from_json(&version, &text);
    }
}
