//! From tables to samples: what is read, what is wrong with it, how it is divided, and what comes out.

use std::collections::BTreeMap;

use app::domain::language::Language;
use app::domain::sample::column::Column;
use app::domain::sample::fault::{Fault, Faults, What};
use app::domain::sample::form::{chosen, judge_design};
use app::domain::sample::{Allocation, Design, Element, FrameFacts, Plan, Sample, Within};
use app::pages::manage::sample_verification::Outcome;
use app::parts::fields::Typed;
use app::text::Words;
use proptest::prelude::*;
use uuid::Uuid;

use super::drawing::{csv, draw, hash};
use super::frame::Frame;
use super::looking::look;
use super::planning::{Planned, plan};
use super::table::head;
use super::verifying::verify;
use crate::tables::Table;

const REFERENCE: (Column, usize) = (Column::Reference, 0);

fn table(text: &str) -> Table {
    Table::of_text(text).unwrap()
}

fn planned(text: &str, design: Design, columns: &[(Column, usize)]) -> Result<(Frame, Planned), Faults> {
    let columns: BTreeMap<Column, usize> = columns.iter().copied().chain([REFERENCE]).collect();
    let frame = Frame::read(&table(text), design, &columns)?;
    Ok((frame.clone(), plan(&frame, design)?))
}

/// What is wrong, as line, column and kind.
fn wrong(text: &str, design: Design, columns: &[(Column, usize)]) -> Vec<(Option<u64>, Option<String>, What)> {
    let faults = planned(text, design, columns).unwrap_err();
    faults.first.into_iter().map(|Fault { line, column, what }| (line, column, what)).collect()
}

const fn stages(psus: u64, each: u64) -> Design {
    Design::TwoStage { psus, each, within: Within::Systematic }
}

const fn strata(allocation: Allocation) -> Design {
    Design::Stratified { allocation, within: Within::SimpleRandom }
}

/// 30 households of 5 villages in 2 communes; the village of the last is as large as the rest together.
fn households() -> String {
    let line = |number: usize| {
        let (commune, village, size) =
            [("Xã Một", "An", 40), ("Xã Một", "Bình", 60), ("Xã Hai", "An", 30), ("Xã Hai", "Cúc", 70), ("Xã Hai", "Dậu", 200)]
                [number / 6];
        format!("HS-{number};{commune};{village};{size};{}\n", (number * 7) % 30)
    };
    let lines: String = (0..30).map(line).collect();
    format!("Mã;Xã;Thôn;Số hộ;Thứ tự\n{lines}")
}

const STRATUM: (Column, usize) = (Column::Stratum, 1);
const PSU: (Column, usize) = (Column::Psu, 2);
const SIZE: (Column, usize) = (Column::Size, 3);
const ORDER: (Column, usize) = (Column::Order, 4);

fn drawn(text: &str, design: Design, columns: &[(Column, usize)], seed: &str) -> Vec<Element> {
    let (frame, planned) = planned(text, design, columns).unwrap();
    draw(&frame, &planned, &seed.parse().unwrap())
}

#[test]
fn two_stages_give_what_an_estimate_needs() {
    let columns = [STRATUM, PSU, SIZE];
    let (_, planned) = planned(&households(), stages(3, 2), &columns).unwrap();
    // In proportion to 300 and 100: two villages of the first commune by name, one of the second.
    let of = |number: usize| &planned.strata[number];
    assert_eq!((of(0).name.as_str(), of(0).code.as_str(), of(0).elements, of(0).drawn), ("Xã Hai", "s1", 18, 4));
    let clusters = of(0).clusters.clone().unwrap();
    assert_eq!((clusters.all, clusters.drawn, clusters.size, clusters.certain), (3, 2, 300, vec!["Dậu".to_owned()]));
    assert_eq!((of(1).clusters.clone().unwrap().drawn, of(1).weights), (1, (5.0, 7.5)));
    let elements = drawn(&households(), stages(3, 2), &columns, "1");
    assert_eq!(elements.len(), 6);
    assert!(elements.is_sorted_by_key(|element| element.position));
    let certain: Vec<&Element> = elements.iter().filter(|element| element.names.1 == "Dậu").collect();
    assert_eq!((certain.len(), certain[0].weight), (2, 3.0), "six households, of which two are drawn");
    // The certain village is a stratum of its own, in which each household was drawn by itself; the others are clusters of their commune.
    assert_eq!(certain[0].place, ("s1-p3".to_owned(), format!("e{}", certain[0].position)));
    let other = elements.iter().find(|element| element.names.0 == "Xã Một").unwrap();
    assert!(other.place.0 == "s2" && ["p1", "p2"].contains(&other.place.1.as_str()));
    for element in &elements {
        assert!(element.place.0.parse::<app::domain::code::Code>().is_ok());
        assert!(element.place.1.parse::<app::domain::code::Code>().is_ok());
        assert!((element.weight * element.probability - 1.0).abs() < 1e-12);
    }
}

#[test]
fn villages_of_one_name_are_told_apart_by_their_commune_and_counted_without_a_size() {
    let (frame, _) = planned(&households(), stages(2, 6), &[STRATUM, PSU]).unwrap();
    assert_eq!(frame.strata.iter().map(|stratum| stratum.clusters.len()).collect::<Vec<_>>(), [3, 2]);
    assert!(frame.strata.iter().flat_map(|stratum| &stratum.clusters).all(|cluster| cluster.size == 6));
}

#[test]
fn a_sample_is_divided_by_each_rule() {
    let text = format!("Mã;Tầng;s;n\n{}{}{}", "", lines("A", 60, "0,1;3"), lines("B", 40, "0.6;7"));
    let of = |allocation, columns: &[(Column, usize)]| {
        let planned = planned(&text, strata(allocation), &[&[STRATUM], columns].concat()).unwrap().1;
        planned.strata.iter().map(|stratum| stratum.drawn).collect::<Vec<_>>()
    };
    assert_eq!(of(Allocation::Proportional { n: 10 }, &[]), [6, 4]);
    // 60 × 0.1 to 40 × 0.6 is one to four.
    assert_eq!(of(Allocation::Neyman { n: 10 }, &[(Column::Spread, 2)]), [2, 8]);
    assert_eq!(of(Allocation::Fixed { each: Some(5) }, &[]), [5, 5]);
    assert_eq!(of(Allocation::Fixed { each: None }, &[(Column::Taken, 3)]), [3, 7]);
}

fn lines(stratum: &str, count: usize, rest: &str) -> String {
    (0..count).map(|number| format!("{stratum}{number};{stratum};{rest}\n")).collect()
}

#[test]
fn the_order_spreads_a_systematic_sample() {
    let numbers = |text: &str| {
        let elements = drawn(text, Design::Systematic { n: 5 }, &[ORDER], "5");
        let mut orders: Vec<u64> = elements.iter().map(|element| (element.position - 1) * 7 % 30).collect();
        orders.sort_unstable();
        orders
    };
    let orders = numbers(&households());
    assert!(orders.windows(2).all(|pair| pair[1] - pair[0] == 6), "{orders:?}: numbers, so 10 comes after 9");
    // As texts, 10 comes before 2.
    let frame = planned("Mã;x\na;10\nb;2\nc;x", Design::Systematic { n: 1 }, &[(Column::Order, 1)]).unwrap().0;
    assert_eq!(frame.strata[0].elements, [0, 1, 2]);
    let frame = planned("Mã;x\na;10\nb;2\nc;-1,5", Design::Systematic { n: 1 }, &[(Column::Order, 1)]).unwrap().0;
    assert_eq!(frame.strata[0].elements, [2, 1, 0]);
}

#[test]
fn what_is_wrong_is_named_by_line_and_column() {
    let at = |line: u64, column: &str, what| (Some(line), Some(column.to_owned()), what);
    let text = "Mã;Xã;Thôn;Số hộ\nHS-1;A;a;5\n;A;a;5\n\nHS-1;A;;5\nHS-2;A;a;6\nHS-3;A;b;0\nHS-4;A;b;1.5\nHS-5;A;b;5;x";
    let expected = [
        at(3, "Mã", What::Empty),
        at(5, "Mã", What::Twice(2)),
        at(5, "Thôn", What::Empty),
        at(6, "Số hộ", What::Differs(2)),
        at(7, "Số hộ", What::NotASize),
        at(8, "Số hộ", What::NotASize),
        (Some(9), None, What::TooWide),
    ];
    assert_eq!(wrong(text, stages(1, 1), &[STRATUM, PSU, SIZE]), expected);
    let long = format!("Mã\n{}", "x".repeat(201));
    assert_eq!(wrong(&long, Design::Systematic { n: 1 }, &[]), [at(2, "Mã", What::TooLong)]);
    let neyman = strata(Allocation::Neyman { n: 2 });
    let spread = "Mã;Tầng;s\na;A;x\nb;A;-1\nc;B;1\nd;B;2";
    let told = [at(2, "s", What::NotASpread), at(3, "s", What::NotASpread), at(5, "s", What::Differs(4))];
    assert_eq!(wrong(spread, neyman, &[STRATUM, (Column::Spread, 2)]), told);
    let flat = "Mã;Tầng;s\na;A;0\nb;B;0\nc;A;0";
    assert_eq!(wrong(flat, neyman, &[STRATUM, (Column::Spread, 2)]), [(None, None, What::NoSpread)]);
    let named = "Mã;Tầng;Tầng\na;A;B";
    assert_eq!(wrong(named, neyman, &[STRATUM]), [(None, Some("Tầng".to_owned()), What::ColumnName)]);
    assert_eq!(wrong("Mã\n", Design::Systematic { n: 1 }, &[]), [(None, None, What::NoElement)]);
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let small = format!("Mã;Tầng\n{}{}", lines("A", 10, ""), lines("Nhỏ", 2, ""));
    let fixed = strata(Allocation::Fixed { each: Some(3) });
    let name = "Nhỏ".to_owned();
    assert_eq!(wrong(&small, fixed, &[STRATUM]), [(None, None, What::StratumTooSmall { name, has: 2, taken: 3 })]);
    let all = |n| strata(Allocation::Proportional { n });
    assert_eq!(wrong(&small, all(13), &[STRATUM]), [(None, None, What::MoreThanThereAre { has: 12, taken: 13 })]);
    assert_eq!(wrong(&small, all(1), &[STRATUM]), [(None, None, What::FewerThanStrata { strata: 2, taken: 1 })]);
    assert_eq!(planned(&small, all(12), &[STRATUM]).unwrap().1.blueprint.size(), 12);
    let told = wrong(&households(), stages(2, 7), &[STRATUM, PSU]);
    assert_eq!(told.len(), 5);
    assert_eq!(told[0].2, What::ClusterTooSmall { name: "An".to_owned(), has: 6, taken: 7 });
    let told = wrong(&households(), Design::Systematic { n: 31 }, &[]);
    assert_eq!(told, [(None, None, What::MoreThanThereAre { has: 30, taken: 31 })]);
}

/// The hash is of what a table says, however it was written down; this one was computed by hand: `printf '["Mã","b"]\n["1"]\n' | sha256sum`.
#[test]
fn the_hash_of_a_frame_is_of_what_it_says() {
    let hash = |text: &str| head(&table(text)).hash;
    assert_eq!(hash("Mã;b\n1;\n"), "d515d6cdc4e0048224a2e2e1e041f159fe7811e3c017ef790fa091d884f5a6f0");
    for same in ["\u{feff}Mã,b\r\n\r\n 1 ,\r\n", "Ma\u{303};b\n1;;", "\"Mã\"\t\"b\"\n1"] {
        assert_eq!(hash(same), hash("Mã;b\n1"), "{same:?}");
    }
    assert_ne!(hash("Mã;b\n1;0"), hash("Mã;b\n1"));
}

fn form(text: &str, pairs: &[(&str, &str)]) -> Typed {
    let pairs = [pairs, &[("frame", text)]].concat();
    Typed { fields: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(), problems: Vec::new() }
}

#[test]
fn a_frame_that_was_just_uploaded_brings_its_columns() {
    let looked = look(form(&households(), &[]));
    assert!(looked.typed.problems.is_empty() && looked.ready.is_none());
    assert_eq!(looked.head.unwrap().elements, 30);
    let columns = chosen(&looked.typed.fields);
    assert_eq!(columns, [REFERENCE, STRATUM, PSU, SIZE, ORDER].into_iter().collect());
    assert!(judge_design(&looked.typed.fields.with([("n", "7".to_owned())])).is_ok(), "what is usual is filled in");
    assert_eq!(look(form(" ", &[])).typed.problems, [("frame", "sample-frame-empty")]);
}

#[test]
fn a_size_is_proposed_for_the_design() {
    let precision =
        [("act", "propose"), ("share", "50"), ("margin", "10"), ("deff", "1"), ("rate", "80"), ("column-reference", "0")];
    let of = |more: &[(&str, &str)], field: &str| {
        let looked = look(form(&households(), &[&precision, more].concat()));
        (looked.proposed, looked.typed.fields.first(field).map(str::to_owned))
    };
    // 96.04 / (1 + 95.04 / 30) = 23.04, and 23.04 / 0.8 = 28.8.
    assert_eq!(of(&[("design", "systematic")], "n"), (Some((97, 29)), Some("29".to_owned())));
    let staged = [("design", "two-stage"), ("each", "6"), ("column-psu", "2")];
    assert_eq!(of(&staged, "psus"), (Some((97, 29)), Some("5".to_owned())));
    let wrong = look(form(&households(), &[("act", "propose"), ("design", "systematic"), ("share", "x")]));
    assert!(wrong.proposed.is_none() && wrong.typed.problem("share").is_some());
}

#[test]
fn what_was_looked_at_has_a_token_of_its_own() {
    let token = |text: &str, n: &str| {
        let looked = look(form(text, &[("design", "systematic"), ("n", n), ("column-reference", "0"), ("column-stratum", "1")]));
        let ready = looked.ready.unwrap();
        assert_eq!(ready.plan.columns, [(Column::Reference, "Mã".to_owned())].into_iter().collect(), "only what is used");
        ready.token
    };
    assert_eq!(token(&households(), "7"), token(&households(), "7"));
    assert_ne!(token(&households(), "7"), token(&households(), "8"));
    assert_ne!(token(&households(), "7"), token(&households().replace("HS-3", "HS-03"), "7"));
}

fn kept(text: &str, design: Design, columns: &[(Column, usize)], seed: &str) -> Sample {
    let (table, elements) = (table(text), drawn(text, design, columns, seed));
    let head = head(&table);
    let named = columns.iter().chain([&REFERENCE]).map(|(column, number)| (*column, head.columns[*number].clone())).collect();
    Sample {
        campaign_id: Uuid::nil(),
        drawn_at: 0,
        drawn_by: String::new(),
        frame: FrameFacts { hash: head.hash, elements: head.elements },
        plan: Plan { design, columns: named },
        seed: seed.parse().unwrap(),
        seed_typed: true,
        algorithm: 1,
        strata: Vec::new(),
        result_hash: hash(&elements),
        size: elements.len() as u64,
        listed: 0,
    }
}

#[test]
fn the_same_frame_draws_the_same_again() {
    let sample = kept(&households(), stages(3, 2), &[STRATUM, PSU, SIZE], "0815");
    let verified = |sample: &Sample, text: &str| verify(sample, &table(text));
    let (outcome, elements) = verified(&sample, &households().replace(';', "\t"));
    assert_eq!((outcome, hash(&elements)), (Outcome::Same, sample.result_hash.clone()));
    assert!(matches!(verified(&sample, &households().replace("HS-29", "HS-30")).0, Outcome::OtherFrame(_)));
    let other = Sample { seed: "0816".parse().unwrap(), ..sample.clone() };
    assert_eq!(verified(&other, &households()).0, Outcome::OtherResult);
    let other = Sample { algorithm: 2, ..sample };
    assert_eq!(verified(&other, &households()).0, Outcome::OtherAlgorithm(2));
}

#[test]
fn the_list_is_what_a_spreadsheet_takes() {
    let elements = drawn("Mã\n=1+1\nb", Design::Systematic { n: 2 }, &[], "1");
    let text = String::from_utf8(csv(Words(Language::Vi), &elements).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines, ["\u{feff}Mã,Tầng,Cụm,stratum,psu,probability,weight", "'=1+1,,,s1,e1,1,1", "b,,,s1,e2,1,1"]);
}

proptest! {
    /// Whatever a frame is like, what can be drawn has probabilities that sum to its size, and is drawn in that size.
    #[test]
    fn probabilities_sum_to_what_is_drawn(
        villages in prop::collection::vec((1_usize..9, 1_u64..500, 0_u8..3), 1..9),
        psus in 1_u32..9,
        each in 1_u32..4,
        seed in 0_u64..1_000,
    ) {
        let lines = villages.iter().enumerate().flat_map(|(village, (count, size, commune))| {
            (0..*count).map(move |number| format!("{village}-{number};{commune};v{village};{size}\n"))
        });
        let text = format!("Mã;Xã;Thôn;Số hộ\n{}", lines.collect::<String>());
        if let Ok((frame, planned)) = planned(&text, stages(psus.into(), each.into()), &[STRATUM, PSU, SIZE]) {
            let sum: f64 = planned.blueprint.everybody().map(|drawn| drawn.probability).sum();
            prop_assert!((sum - f64::from(psus * each)).abs() < 1e-9);
            let elements = draw(&frame, &planned, &seed.into());
            prop_assert_eq!(elements.len(), (psus * each) as usize);
            prop_assert!(elements.windows(2).all(|pair| pair[0].position < pair[1].position));
        }
    }

    #[test]
    fn any_table_is_read_or_refused(text in "(?s)([a-b0-9;\n]{0,80})", psus in 1_u64..3) {
        let columns = [REFERENCE, STRATUM, PSU, SIZE].into_iter().collect();
        let _ = Frame::read(&table(&text), stages(psus, 1), &columns).map(|frame| plan(&frame, stages(psus, 1)).is_ok());
    }
}
