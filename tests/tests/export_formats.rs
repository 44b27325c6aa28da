//! The formats of microdata, read back by programs that are not ours: pandas, pyreadstat, openpyxl, R with haven, `LibreOffice`. What they find is
//! what is stored, in every letter, and gives the figures of `/results`.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use app::domain::answer::Answer;
use app::domain::export_job::Format;
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::questionnaire::Version;
use serde_json::Value;
use server::demo::{self, Size};
use server::export::{Manifest, Protection, Request, export};
use server::store::Store;
use server::store::responses::NewResponse;
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::outside::{office, python};
use tests::world::{answers, fill, ids, response};
use tests::{NOW, on_both_databases};

use crate::export::{FORMULAS, TEXTS, everything};

on_both_databases!(
    python_and_r_read_what_is_stored,
    workbooks_hold_what_is_stored,
    a_figure_is_the_same_from_every_file,
    a_protected_demonstration_is_read_by_all,
);

/// Runs a program of ours for another's interpreter, and gives what it says.
fn said(program: &str, script: &str, argument: &Path) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let output = Command::new(program).arg(script).arg(argument).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What Python finds in the files of an export.
fn by_python(directory: &Path) -> Value {
    serde_json::from_str(&python("read_microdata.py", &[directory.to_str().unwrap()])).unwrap()
}

/// What R finds in a file of SPSS: labels of variables, labels of values, and how often each value comes.
#[derive(Default)]
struct ByR {
    labels: BTreeMap<String, String>,
    values: BTreeMap<(String, String), String>,
    counts: BTreeMap<(String, String), u64>,
}

fn by_r(file: &Path) -> ByR {
    let mut found = ByR::default();
    for line in said("Rscript", "r/read_microdata.R", file).lines() {
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["label", name, label] => drop(found.labels.insert((*name).to_owned(), (*label).to_owned())),
            ["value", name, value, label] => drop(found.values.insert(((*name).into(), (*value).into()), (*label).into())),
            ["count", name, value, count] => {
                let value = value.replace("\\n", "\n").replace("\\t", "\t");
                found.counts.insert(((*name).to_owned(), value), count.parse().unwrap());
            }
            _ => panic!("{line:?}"),
        }
    }
    found
}

async fn exported(store: &Store, format: Format, changed: impl FnOnce(&mut Request)) -> (tempfile::TempDir, PathBuf, Manifest) {
    let parent = tempfile::tempdir().unwrap();
    let directory = parent.path().join("export");
    let mut request = Request { format, ..Request::full(None) };
    changed(&mut request);
    let manifest = export(store, &directory, &request, NOW, &mut |_| ControlFlow::Continue(())).await.unwrap();
    (parent, directory, manifest)
}

/// How often each value should come in a variable, by its name as files of SPSS have it: points, numbers of options and texts as they are.
fn wanted(version: &Version, responses: &[NewResponse]) -> BTreeMap<(String, String), u64> {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut count = |name: &str, value: String| *counts.entry((name.replace('-', "_"), value)).or_default() += 1;
    let place = |options: &[app::domain::questionnaire::item::Choice], code: &str| {
        (1 + options.iter().position(|option| option.code.as_str() == code).unwrap()).to_string()
    };
    for response in responses.iter().map(NewResponse::response) {
        count("unit", response.unit.to_string());
        count("month", response.month.to_string());
        count("mode", (1 + Mode::ALL.iter().position(|mode| *mode == response.mode).unwrap()).to_string());
        for (_, item) in version.items() {
            let code = item.code.as_str();
            match response.answers.get(code) {
                None => {}
                Some(Answer::NoOpinion) => count(code, "0".to_owned()),
                Some(Answer::Scale(point)) => count(code, point.point().to_string()),
                Some(Answer::Choice(option)) => count(code, place(item.kind.options(), option.as_str())),
                Some(Answer::Choices(chosen)) => {
                    for option in item.kind.options() {
                        let has = chosen.contains(&option.code);
                        count(&format!("{code}_{}", option.code), u8::from(has).to_string());
                    }
                }
                Some(Answer::Number(number)) => count(code, number.to_string()),
                // Files of SPSS do not tell spaces at the end from none.
                Some(Answer::Text(text)) => count(code, text.trim_end_matches(' ').to_owned()),
            }
        }
    }
    counts
}

/// A number as it is, however a program writes it.
fn plain(value: &str) -> String {
    value.strip_suffix(".0").unwrap_or(value).to_owned()
}

/// What a file says of each variable: how often each value comes.
fn counts(found: &Value) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    for (name, values) in found.as_object().unwrap() {
        for (value, count) in values.as_object().unwrap() {
            counts.insert((name.clone(), plain(value)), count.as_u64().unwrap());
        }
    }
    counts
}

/// Those of the counts whose variable is among the wanted ones.
fn only(counts: &BTreeMap<(String, String), u64>, like: &BTreeMap<(String, String), u64>) -> BTreeMap<(String, String), u64> {
    let names: BTreeSet<&str> = like.keys().map(|(name, _)| name.as_str()).collect();
    counts.iter().filter(|((name, _), _)| names.contains(name.as_str())).map(|(key, count)| (key.clone(), *count)).collect()
}

async fn python_and_r_read_what_is_stored(db: TestDatabase) {
    let world = fill(&db.store).await;
    let (version, responses) = everything(&db.store, &world).await;
    db.store.store_all(&responses).await.unwrap();
    let wanted = wanted(&version, &responses);
    let texts: BTreeSet<&str> = wanted.keys().filter(|(name, _)| name == "comment").map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, TEXTS.iter().map(|text| text.trim_end_matches(' ')).collect(), "every hard text is there");
    for (language, label, option, point) in
        [(Language::Vi, "Câu a1", "Không", "Rất hài lòng"), (Language::En, "Item a1", "No", "Very satisfied")]
    {
        let (_parent, directory, manifest) = exported(&db.store, Format::Spss, |request| request.labels = language).await;
        let file = &manifest.files[0].file;
        assert_eq!(file, "everything-v1.sav");
        let found = &by_python(&directory)[file];
        assert_eq!((found["rows"].as_u64(), found["encoding"].as_str()), (Some(600), Some("UTF-8")));
        assert_eq!(only(&counts(&found["counts"]), &wanted), wanted);
        assert_eq!(found["labels"]["a1"], label);
        assert_eq!((&found["values"]["one"]["2.0"], &found["values"]["a1"]["5.0"]), (&option.into(), &point.into()));
        // "No opinion" is missing, and says so.
        assert_eq!(found["missing"], serde_json::json!(["a1", "a2", "b1"]));
        assert!(found["counts_without_missing"]["a1"].get("0.0").is_none() && found["counts"]["a1"].get("0.0").is_some());
        let weights = found["counts"]["weight"].as_object().unwrap().keys().map(|text| text.parse().unwrap());
        let stored =
            responses.iter().filter_map(|new| new.response().sample_place.as_ref()).map(|place| place.weight.get().to_bits());
        assert_eq!(weights.map(f64::to_bits).collect::<BTreeSet<_>>(), stored.collect(), "weights to the last bit");

        let found = by_r(&directory.join(file));
        assert_eq!(only(&found.counts, &wanted), wanted);
        assert_eq!(found.labels["a1"], label);
        assert_eq!(found.values[&("one".to_owned(), "2".to_owned())], option);
        assert_eq!(found.values[&("a1".to_owned(), "5".to_owned())], point);
    }
    // The codebook has both languages, whatever the file has.
    let (_parent, directory, _) = exported(&db.store, Format::Csv, |_| {}).await;
    let found = by_python(&directory);
    assert_eq!(found["everything-v1.csv"]["rows"], 600);
    // A spreadsheet would run some of them: an apostrophe keeps it from that.
    let kept = |text: &str| if FORMULAS.contains(&text) { format!("'{text}") } else { text.to_owned() };
    let read = found["everything-v1.csv"]["counts"]["comment"].as_object().unwrap().keys().cloned();
    assert_eq!(read.collect::<BTreeSet<_>>(), TEXTS.map(kept).into(), "pandas reads every text as it was written");
    let codebook = &found["codebook.csv"]["counts"];
    for (column, text) in
        [("label_vi", "Câu a1"), ("label_en", "Item a1"), ("value_vi", "Rất hài lòng"), ("value_en", "Very satisfied")]
    {
        assert!(codebook[column].get(text).is_some(), "{column}: {text} {}", codebook[column]);
    }
}

/// The cells of a sheet as `LibreOffice` shows them, by the names of its columns.
fn by_office(workbook: &Path) -> HashMap<String, Vec<HashMap<String, String>>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    // Commas, quotes, UTF-8, every cell quoted or not as it needs, and every sheet a file.
    office(workbook, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", &out);
    let mut sheets = HashMap::new();
    // Beside them lies the profile of the program.
    for path in fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let name = path.file_stem().unwrap().to_str().unwrap().trim_start_matches("microdata-").to_owned();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        sheets.insert(name, reader.deserialize().map(Result::unwrap).collect());
    }
    sheets
}

async fn workbooks_hold_what_is_stored(db: TestDatabase) {
    let world = fill(&db.store).await;
    let (_, responses) = everything(&db.store, &world).await;
    db.store.store_all(&responses).await.unwrap();
    let (_parent, directory, manifest) = exported(&db.store, Format::Xlsx, |_| {}).await;
    assert_eq!((manifest.files[0].file.as_str(), manifest.files[0].sheet.as_deref()), ("microdata.xlsx", Some("everything-v1")));
    let found = by_python(&directory);
    let sheet = &found["microdata.xlsx"]["everything-v1"];
    let (_csv, plain_directory, _) = exported(&db.store, Format::Csv, |_| {}).await;
    let from_csv = &by_python(&plain_directory)["everything-v1.csv"];
    assert_eq!((&sheet["rows"], &sheet["columns"]), (&from_csv["rows"], &from_csv["columns"]));
    let (in_sheet, in_csv) = (counts(&sheet["counts"]), counts(&from_csv["counts"]));
    let not_texts = |counts: &BTreeMap<(String, String), u64>| {
        let is_number = |name: &str| ["weight", "comment"].contains(&name);
        counts.iter().filter(|((name, _), _)| !is_number(name)).map(|(key, count)| (key.clone(), *count)).collect::<Vec<_>>()
    };
    assert_eq!(not_texts(&in_sheet), not_texts(&in_csv));
    // A workbook says what is a text, so that none needs an apostrophe.
    let texts = |counts: &BTreeMap<(String, String), u64>| {
        counts.keys().filter(|(name, _)| name == "comment").map(|(_, text)| text.clone()).collect::<BTreeSet<_>>()
    };
    assert_eq!(texts(&in_sheet), TEXTS.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(found["microdata.xlsx"]["codebook"]["counts"]["label_en"]["Item a1"], 1);

    let sheets = by_office(&directory.join("microdata.xlsx"));
    let lines = &sheets["everything-v1"];
    assert_eq!(lines.len(), 600);
    let shown: BTreeSet<&str> = lines.iter().map(|line| line["comment"].as_str()).filter(|text| !text.is_empty()).collect();
    assert_eq!(shown, TEXTS.into_iter().collect());
    let mut points: BTreeMap<(String, String), u64> = BTreeMap::new();
    for point in lines.iter().map(|line| &line["a1"]).filter(|point| !point.is_empty()) {
        *points.entry(("a1".to_owned(), point.clone())).or_default() += 1;
    }
    assert_eq!(points, only(&in_csv, &points));
    assert!(sheets["codebook"].iter().any(|line| line["value_vi"] == "Rất hài lòng"));
}

async fn a_figure_is_the_same_from_every_file(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let group: Vec<_> = (0..60_u8)
        .map(|number| {
            let given = answers(&[("a1", number % 5 + 1), ("c1", (number / 3) % 5 + 1), ("d1", 5 - number % 4)]);
            response(&world, &world.feedback, ids.make(NOW + i64::from(number)), ("xa-mot", "land"), given)
        })
        .collect();
    db.store.store_all(&group).await.unwrap();
    let page = TestApp::at(&db.store, NOW + 1_000).get("/results.json?unit=xa-mot&sector=land").await;
    let told: Value = serde_json::from_str(page.text()).unwrap();
    let row = told["figures"].as_array().unwrap().iter().find(|row| row["sector"] == "land").unwrap();
    let index: Vec<String> = world.version.index_items().map(|(_, item)| item.code.to_string()).collect();
    let protection = Protection { minimum: 10, secret: 1 };
    for format in Format::ALL {
        let (_parent, directory, manifest) = exported(&db.store, format, |request| {
            request.protection = Some(protection);
            request.comments = false;
        })
        .await;
        let found = by_python(&directory);
        let file = &found[&manifest.files[0].file];
        let file = manifest.files[0].sheet.as_ref().map_or(file, |sheet| &file[sheet]);
        let counts = counts(&file["counts"]);
        let sum = |points: &[&str]| -> u64 {
            let of_item = |item: &String| {
                points.iter().map(|point| counts.get(&(item.clone(), (*point).to_owned())).copied().unwrap_or(0)).sum::<u64>()
            };
            index.iter().map(of_item).sum()
        };
        let (valid, satisfied) = (sum(&["1", "2", "3", "4", "5"]), sum(&["4", "5"]));
        assert_eq!(
            (row["valid_answers"].as_u64(), row["satisfied_answers"].as_u64()),
            (Some(valid), Some(satisfied)),
            "{format:?}"
        );
        #[expect(clippy::cast_precision_loss, reason = "a few hundred answers")]
        let percent = 100.0 * satisfied as f64 / valid as f64;
        assert!((row["percent"].as_f64().unwrap() - percent).abs() < 1e-9, "{format:?}");
        assert_eq!(row["respondents"].as_u64(), file["rows"].as_u64());
    }
}

async fn a_protected_demonstration_is_read_by_all(db: TestDatabase) {
    let size = Size { responses: Some(3_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let protect = |request: &mut Request| {
        request.protection = Some(Protection { minimum: 10, secret: 3 });
        request.comments = false;
    };
    let (_csv, csv, manifest) = exported(&db.store, Format::Csv, protect).await;
    let (_sav, sav, _) = exported(&db.store, Format::Spss, protect).await;
    let (_xlsx, xlsx, _) = exported(&db.store, Format::Xlsx, protect).await;
    let (in_csv, in_sav, in_xlsx) = (by_python(&csv), by_python(&sav), by_python(&xlsx));
    for file in &manifest.files {
        let name = file.file.strip_suffix(".csv").unwrap();
        let sheet: String = name.chars().take(31).collect();
        let (plain, spss, sheet) = (&in_csv[&file.file], &in_sav[format!("{name}.sav")], &in_xlsx["microdata.xlsx"][&sheet]);
        for found in [plain, spss, sheet] {
            assert_eq!(found["rows"].as_u64(), Some(file.rows), "{name}");
        }
        let all = counts(&plain["counts"]);
        assert_eq!(all, counts(&sheet["counts"]), "{name}");
        // What has the same values in both: codes of places, points, how much is coarser.
        let in_spss = counts(&spss["counts"]);
        for column in ["unit", "sector", "month", "coarsened", "a1", "a2", "b1", "c1"] {
            let of = |counts: &BTreeMap<(String, String), u64>| {
                counts
                    .iter()
                    .filter(|((name, _), _)| name == column)
                    .map(|((_, value), count)| (value.clone(), *count))
                    .collect::<Vec<_>>()
            };
            assert_eq!(of(&all), of(&in_spss), "{name} {column}");
        }
        let by_r = by_r(&sav.join(format!("{name}.sav")));
        assert_eq!(
            by_r.counts.iter().filter(|((name, _), _)| name == "campaign").map(|(_, count)| count).sum::<u64>(),
            file.rows
        );
    }
}
