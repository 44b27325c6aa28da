//! Rules of the domain that hold for any data.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::answer::Answers;
use app::domain::code::Code;
use app::domain::questionnaire::condition::Condition;
use app::domain::submission::{Fields, Refusal, field, read};
use app::domain::succession::with_predecessors;
use app::domain::texts::Texts;
use app::domain::tree::Tree;
use app::domain::unit::{Unit, UnitKind};
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

/// Units of which each hangs under one before it, or under none, and may have been merged into any, so that circles occur.
fn units() -> impl Strategy<Value = Tree<Unit>> {
    let unit = (prop::option::weighted(0.7, any::<prop::sample::Index>()), prop::option::weighted(0.4, 0..12_usize));
    prop::collection::vec(unit, 1..12).prop_map(|drawn| {
        let name = |number: usize| format!("u{number}").parse::<Code>().unwrap();
        let count = drawn.len();
        let unit = |(number, (parent, successor)): (usize, (Option<prop::sample::Index>, Option<usize>))| Unit {
            code: name(number),
            parent: parent.filter(|_| number > 0).map(|parent| name(parent.index(number))),
            kind: UnitKind::Commune,
            name: Texts::default(),
            valid_from: 0,
            valid_to: None,
            successor: successor.filter(|to| *to < count && *to != number).map(name),
        };
        Tree::new(drawn.into_iter().enumerate().map(unit).collect())
    })
}

proptest! {
    #[test]
    fn with_its_predecessors_a_unit_counts_everything_that_went_into_it_once(units in units(), chosen in any::<prop::sample::Index>()) {
        let unit = &units.nodes()[chosen.index(units.nodes().len())].code;
        let tops = with_predecessors(&units, unit);
        let covering = |code: &Code| tops.iter().filter(|top| units.is_within(code.as_str(), top.as_str())).count();
        prop_assert_eq!(covering(unit), 1);
        for other in units.nodes() {
            prop_assert!(covering(&other.code) <= 1, "{} counts twice", other.code);
            if let Some(successor) = &other.successor && covering(successor) == 1 {
                prop_assert_eq!(covering(&other.code), 1, "{} went into it", &other.code);
            }
        }
        // And nothing else: each of the units at the top is the unit itself, one above it, or went into something that is covered.
        for top in &tops {
            let went_in = units.get(top.as_str()).and_then(|top| top.successor.as_ref()).is_some_and(|to| covering(to) == 1);
            prop_assert!(top == unit || went_in, "{top} has no business here");
        }
    }

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
