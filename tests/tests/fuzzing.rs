//! Everything that reads what strangers send: whatever it is, it is read or refused, nothing panics, and nothing grows beyond what was sent.
//!
//! By proptest, because cargo-fuzz needs a nightly compiler. Each property is tried with 256 inputs; `PROPTEST_CASES=100000` tries more, and
//! an input that fails is kept beside this file and tried first from then on. YAML is read nowhere: questionnaires and designs are TOML, which
//! has no aliases that expand and no tags that construct.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use app::domain::language::Language;
use app::domain::preferences::{Change, Preferences};
use app::domain::submission::{self, Refusal};
use axum::extract::FromRequestParts;
use axum::http::{HeaderName, HeaderValue, Method, Request};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use server::commands::analyse::{DesignFile, Format, analyse_reader, write};
use server::forms::body::decode;
use server::http::visit::Visit;
use server::instrument::file;
use server::sources::Clock;
use tests::NOW;
use tests::client::{TestApp, encode};
use tests::database::TestDatabase;
use tests::payloads::{SQL, XSS};
use tests::world::{EVERYTHING, EVERYTHING_FILE, LAND, fill};

/// The most that a text of a form keeps, in characters.
const LONGEST_TEXT: usize = 2_000;

/// Pieces of which forms, filters and preferences are made, and some that are no such pieces.
const WORDS: &[&str] = &[
    "id",
    "q-",
    "q-a1",
    "q-overall",
    "q-comment",
    "q-some",
    "q-how-many",
    "sector",
    "view",
    "show",
    "unit",
    "period",
    "campaign",
    "mode",
    "lang",
    "questionnaire",
    "factor",
    "item",
    "xa-mot",
    "land",
    "phone",
    "one-stop-service",
    "2026",
    "2026-Q1",
    "2026-03",
    "2026-Q9",
    "2026-13",
    "-1",
    "0",
    "5",
    "99999999999999999999",
    "vi",
    "en",
    "vi.0.normal.auto",
    "en.2.high.dark",
    "vi.9",
    "hailong-view",
    "larger",
    "=",
    "&",
    ";",
    ",",
    ".",
    "+",
    "%",
    "%F0",
    "%00",
    "%C3%A1",
    "đ",
    "\u{202e}",
    " ",
    "q=0",
    "q=NaN",
    "br",
    "gzip",
    "*",
    "-",
    "Q",
];

/// Words in a row, now and then broken by any text.
fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => select(WORDS).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => select(XSS).prop_map(str::to_owned),
        1 => select(SQL).prop_map(str::to_owned),
    ];
    vec(word, 0..20).prop_map(|words| words.concat())
}

/// A text with some pieces cut out, put in or doubled.
fn damaged(text: &'static str, pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(pieces).prop_map(str::to_owned), 1 => any::<String>()];
    vec((any::<Index>(), 0_usize..60, piece, 0_usize..4), 1..6).prop_map(move |edits| {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, length, piece, kind) in edits {
            let at = place.index(characters.len() + 1);
            let end = characters.len().min(at + length);
            let cut: Vec<char> = characters[at..end].to_vec();
            match kind {
                0 => drop(characters.splice(at..end, [])),
                1 => drop(characters.splice(at..end, piece.chars())),
                2 => drop(characters.splice(at..at, piece.chars())),
                _ => drop(characters.splice(at..at, cut)),
            }
        }
        characters.into_iter().collect()
    })
}

/// Runs asynchronous work inside a property, with an application over a small world at hand.
fn with_application(judge: impl Fn(&dyn Fn(Method, &str, &[(&str, &str)], Vec<u8>) -> (u16, usize))) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (app, db) = runtime.block_on(async {
        let db = TestDatabase::sqlite().await;
        fill(&db.store).await;
        (TestApp::with(&db.store, Clock::fixed(NOW), |config| config.point_rate = 0), db)
    });
    judge(&|method, path, headers, body| {
        let answer = runtime.block_on(app.send(method, path, headers, body));
        (answer.status.as_u16(), answer.bytes.len())
    });
    runtime.block_on(db.store.close());
}

proptest! {
    #[test]
    fn any_body_is_decoded_or_refused(body in vec(any::<u8>(), 0..600)) {
        if let Some(fields) = decode(&body) {
            let length: usize =
                fields.names().map(|name| fields.all(name).iter().map(String::len).sum::<usize>() + name.len()).sum();
            prop_assert!(length <= body.len(), "{length} bytes of {}", body.len());
        }
    }

    #[test]
    fn what_a_browser_sends_is_decoded_as_it_was(pairs in vec((any::<String>(), any::<String>()), 0..10)) {
        let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        // A pair without any letter is none.
        let expected = pairs.iter().cloned().collect();
        prop_assert_eq!(decode(body.join("&").as_bytes()), Some(expected));
    }

    #[test]
    fn any_form_is_judged(text in sentence(), raw in vec(any::<u8>(), 0..100), asks_sensitive in any::<bool>()) {
        let version = file::read(EVERYTHING_FILE).unwrap();
        for body in [text.as_bytes(), &raw, &[text.as_bytes(), &raw].concat()] {
            let Some(fields) = decode(body) else { continue };
            match submission::read(&version, &fields, &["id", "view", "assisted"], asks_sensitive) {
                Ok(answers) => prop_assert!(answers.to_json().len() < 64 * 1024),
                Err(Refusal::UnknownFields(names)) => prop_assert!(!names.is_empty()),
                Err(Refusal::Problems(problems)) => prop_assert!(!problems.is_empty() && problems.len() <= 100),
            }
        }
    }

    #[test]
    fn a_text_is_kept_up_to_its_length_and_no_further(text in "\\PC{0,40}", times in 1_usize..200) {
        let version = file::read(EVERYTHING_FILE).unwrap();
        let long = text.repeat(times);
        let fields = [("q-a1".to_owned(), "5".to_owned()), ("q-comment".to_owned(), long.clone())].into_iter().collect();
        let is_short = long.trim().chars().count() <= LONGEST_TEXT;
        prop_assert_eq!(submission::read(&version, &fields, &[], false).is_ok(), is_short);
    }

    #[test]
    fn any_questionnaire_file_is_read_or_refused(
        text in any::<String>(),
        damaged in damaged(EVERYTHING_FILE, &[
            "[", "]", "[[", "]]", "{", "}", "\"", "'''", "\"\"\"", "=", ".", "\n", "#", "\\u0000", "\\UFFFFFFFF", "1e999", "-0", "nan", "2026-01-01",
            "[[section]]", "[[section.item]]", "[section]", "[index]", "code = \"a1\"", "kind = \"number\"", "least = 9223372036854775807",
            "ask_if = { not = { not = { answered = \"a1\" } } }", "weights = { a = 1.0 }", "number = 4294967296", "most = 0", "factor = true",
        ]),
    ) {
        let _ = file::read(&text);
        match file::read(&damaged) {
            Ok(version) => prop_assert!(version.items().count() <= damaged.len()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_cookie_and_any_wish_for_a_language_give_a_look(
        text in sentence(),
        raw in vec(prop_oneof![Just(b'\t'), 32_u8..=126, 128_u8..=255], 0..200),
        query in "[ -~&&[^#]]{0,60}",
    ) {
        for part in [&text, &String::from_utf8_lossy(&raw).into_owned()] {
            if let Ok(preferences) = part.parse::<Preferences>() {
                prop_assert!(preferences.size <= Preferences::LARGEST);
                prop_assert_eq!(preferences.to_string().parse(), Ok(preferences));
            }
            if let Ok(change) = part.parse::<Change>() {
                prop_assert!(Preferences::default().after(change).size <= Preferences::LARGEST);
            }
            let _ = Language::accepted(part);
        }
        let mut request = Request::builder().uri(format!("/?{}", encode(&query))).body(()).unwrap();
        for name in ["cookie", "accept-language", "accept-encoding"] {
            for value in [&raw[..], &[b"hailong-view=", &raw[..]].concat(), encode(&text).as_bytes()] {
                let value = HeaderValue::from_bytes(value).unwrap();
                request.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        let (mut parts, ()) = request.into_parts();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let Ok(visit) = runtime.block_on(Visit::from_request_parts(&mut parts, &()));
        prop_assert!(visit.preferences.size <= Preferences::LARGEST);
    }

    #[test]
    fn any_table_and_any_design_is_analysed_or_refused(
        data in damaged("q,w,s,p\n5,1.5,a,x\n4,2,a,y\n3,1,b,x\n1,0.5,b,y\n5,1,b,z\n,1,a,z\n", &[
            ",", "\"", "\"\"", "\n", "\r\n", "\u{feff}", "nan", "inf", "-inf", "1e308", "-1", "0", "0.0000001", "1e60", "1e-60", "-1e60", "1e-300", "18446744073709551616", "đ", "q", "w,w",
            ";", "\t", "\0", "'", " ",
        ]),
        design in damaged("value = \"q\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\nweight = \"w\"\nstrata = \"s\"\npsu = \"p\"\ndomains = [[\"s\"], [\"s\", \"p\"]]\ntargets = [80.0]\n", &[
            "[", "]", "=", "\"", "\n", "nan", "inf", "-1.0", "1e308", "100.5", "\"q\"", "\"none\"", "weight = \"q\"", "psu = \"q\"", "fpc = \"w\"", "ssu = \"q\"",
            "lonely_psu = \"adjust\"", "rake = [{ column = \"s\", margins = { a = 1, b = 0 } }]", "level = 0.999999", "domains = []",
        ]),
    ) {
        let good = DesignFile::parse("value = \"q\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\nweight = \"w\"\nstrata = \"s\"\npsu = \"p\"\n").unwrap();
        let ratio = DesignFile::parse("numerator = \"q\"\ndenominator = \"w\"\nstrata = \"s\"\npsu = \"p\"\n").unwrap();
        for design in [Some(good), Some(ratio), DesignFile::parse(&design).ok()].into_iter().flatten() {
            if let Ok(report) = analyse_reader(data.as_bytes(), &design) {
                for format in [Format::Table, Format::Csv, Format::Json] {
                    let mut output = Vec::new();
                    write(&report, format, &mut output).unwrap();
                    prop_assert!(output.len() < 1 << 20);
                    prop_assert!(!String::from_utf8(output).unwrap().contains("NaN"), "an estimate that is none says why");
                }
            }
        }
    }

    #[test]
    fn any_bytes_as_a_table_are_analysed_or_refused(data in vec(any::<u8>(), 0..400)) {
        let design = DesignFile::parse("value = \"q\"\nsatisfied = [5]\nvalid = [1, 5]\n").unwrap();
        let _ = analyse_reader(data.as_slice(), &design);
        let _ = analyse_reader([b"q\n", data.as_slice()].concat().as_slice(), &design);
    }
}

#[test]
fn nesting_is_bounded() {
    for (before, after) in [("[", "]"), ("{ not = ", "}"), ("{ all = [", "]}"), ("a.", "")] {
        for depth in [10, 100, 1_000, 20_000] {
            let nested = format!("ask_if = {}1{}\n", before.repeat(depth), after.repeat(depth));
            assert!(file::read(&nested).is_err());
            assert!(file::read(&EVERYTHING_FILE.replace("required = true", &nested)).is_err(), "{before} {depth}");
            assert!(DesignFile::parse(&nested).is_err());
        }
    }
    let tables = "[[section]]\n".repeat(15_000);
    assert!(file::read(&tables).is_err());
    let long = format!("{EVERYTHING_FILE}\n#{}", "a".repeat(file::LARGEST));
    assert!(matches!(file::read(&long), Err(file::FileError::TooLarge)));
}

#[test]
fn any_filter_is_answered_or_refused() {
    with_application(|ask| {
        let names = vec!["unit", "period", "campaign", "sector", "mode", "questionnaire", "factor", "item", "lang", "x"];
        let pairs = vec((select(names), prop_oneof![select(WORDS).prop_map(str::to_owned), sentence()]), 0..5);
        proptest!(ProptestConfig::default(), |(pairs in pairs, raw in "[!-~&&[^#]]{0,80}", kind in select(vec!["", ".csv", ".json"]))| {
            let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
            for query in [query.join("&"), raw] {
                let path = format!("/results{kind}?{query}");
                if path.parse::<axum::http::Uri>().is_ok() {
                    let (status, length) = ask(Method::GET, &path, &[], Vec::new());
                    prop_assert!([200, 400, 414].contains(&status), "{status} {path}");
                    prop_assert!(length < 512 * 1024);
                }
            }
        });
    });
}

#[test]
fn any_form_is_answered() {
    with_application(|ask| {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        proptest!(ProptestConfig::default(), |(text in sentence(), raw in vec(any::<u8>(), 0..200), id in any::<u128>())| {
            let id = format!("id={}&", uuid::Uuid::from_u128(id & !(0xf << 76) | (7 << 76)));
            for path in [format!("/s/{LAND}"), format!("/s/{EVERYTHING}"), "/preferences".to_owned()] {
                for body in [text.as_bytes(), &raw, &[id.as_bytes(), text.as_bytes()].concat()] {
                    let (status, length) = ask(Method::POST, &path, &kind, body.to_vec());
                    prop_assert!([200, 303, 400, 422].contains(&status), "{status} {path} {:?}", String::from_utf8_lossy(body));
                    prop_assert!(length < 512 * 1024);
                }
            }
        });
    });
}
