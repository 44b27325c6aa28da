//! `hailong analyse`: the shape of its output, its refusals, and that rows in any order give the same digits.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use server::commands::analyse::{DesignFile, Format, TableError, analyse_reader, write};

const SURVEY: &str = r#"
value = "q_overall"
satisfied = [4, 5]
valid = [1, 2, 3, 4, 5]
weight = "weight"
strata = "stratum"
psu = "psu"
domains = [["province"], ["sector"], ["province", "sector"]]
targets = [80.0, 85.0, 90.0]
"#;

const MARGINS: &str = r#"
rake = [
  { column = "sex", margins = { F = 2112695, M = 2046153 } },
  { column = "age", margins = { "18-29" = 998123, "30-44" = 1289243, "45-59" = 1122889, "60+" = 748593 } },
  { column = "edu", margins = { primary = 1289242, secondary = 1954659, tertiary = 914947 } },
]
"#;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/statistics").join(name)
}

fn survey() -> String {
    fs::read_to_string(fixture("d10_sipas_5000.csv")).unwrap()
}

fn text(data: &str, design: &str, format: Format) -> Result<String, TableError> {
    let report = analyse_reader(data.as_bytes(), &DesignFile::parse(design).unwrap())?;
    let mut output = Vec::new();
    write(&report, format, &mut output).unwrap();
    Ok(String::from_utf8(output).unwrap())
}

fn estimates(data: &str, design: &str) -> Vec<Value> {
    let json: Value = serde_json::from_str(&text(data, design, Format::Json).unwrap()).unwrap();
    json["estimates"].as_array().unwrap().clone()
}

fn refusal(data: &str, design: &str) -> String {
    text(data, design, Format::Json).unwrap_err().to_string()
}

fn near(found: &Value, wanted: f64, relative: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - wanted).abs() <= relative * wanted.abs(), "{found} instead of {wanted}");
}

#[test]
fn one_object_for_the_whole_and_for_each_domain() {
    let found = estimates(&survey(), SURVEY);
    assert_eq!(found.len(), 1 + 10 + 6 + 60);
    assert_eq!(found[0]["domain"], json!({}));
    assert_eq!(found[1]["domain"], json!({ "province": "P01" }));
    let last = found.last().unwrap();
    assert_eq!(last["domain"], json!({ "province": "P10", "sector": "social_protection" }));
    assert_eq!(last["publication"]["status"], "suppress");
    let mut keys: Vec<&String> = found[0].as_object().unwrap().keys().collect();
    keys.sort();
    let wanted = [
        "ci",
        "deff",
        "df",
        "domain",
        "kish_deff",
        "n",
        "n_eff",
        "n_satisfied",
        "one_sided_95",
        "p",
        "publication",
        "rows",
        "se",
        "sum_w",
        "verdicts",
    ];
    assert_eq!(keys, wanted);
    assert_eq!(found[0]["ci"]["method"], "korn-graubard");
    let verdicts = json!({ "80": "not_enough_evidence", "85": "missed", "90": "missed" });
    assert_eq!(found[0]["verdicts"], verdicts);
    near(&found[0]["se"], 0.009_606_585_894_948_14, 1e-12);
}

#[test]
fn rows_in_any_order_give_the_same_digits() {
    let data = survey();
    let (header, rows) = data.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    let forward = data.clone();
    rows.reverse();
    let middle = rows.len() / 3;
    rows.rotate_left(middle);
    let backward = format!("{header}\n{}\n", rows.join("\n"));
    for design in [SURVEY.to_owned(), format!("{SURVEY}{MARGINS}")] {
        for format in [Format::Json, Format::Csv, Format::Table] {
            assert_eq!(text(&forward, &design, format), text(&backward, &design, format));
        }
    }
}

#[test]
fn two_stages_with_population_counts() {
    let design = format!("{SURVEY}ssu = \"ssu\"\nfpc = \"N_psu\"\nfpc2 = \"M_ssu\"\n");
    near(&estimates(&survey(), &design)[0]["se"], 0.009_589_584_620_158_47, 1e-12);
}

#[test]
fn raked_weights_have_the_calibrated_error() {
    let found = estimates(&survey(), &format!("{SURVEY}{MARGINS}"));
    near(&found[0]["p"], 0.793_577_392_911_676, 1e-10);
    near(&found[0]["se"], 0.010_664_374_238_614_1, 1e-8);
}

#[test]
fn a_self_selected_sample_has_neither_interval_nor_verdict() {
    let found = estimates(&survey(), &format!("{SURVEY}sampling = \"self_selected\"\n"));
    for estimate in &found {
        for key in ["ci", "one_sided_95", "se", "df", "deff", "n_eff"] {
            assert!(estimate[key].is_null(), "{key}");
        }
        assert_eq!(estimate["verdicts"]["80"], "no_verdict");
    }
    near(&found[0]["p"], 0.789_550_362_890_306, 1e-12);
}

#[test]
fn a_ratio_has_a_t_interval_and_no_count_of_satisfied() {
    let data = "a,b,c\n3,5,1\n4,5,1\n2,4,2\n5,5,2\n,5,3\n0,0,3\n4,5,3\n1,5,4\n";
    let design = "numerator = \"a\"\ndenominator = \"b\"\npsu = \"c\"\ntargets = [90.0]\n";
    let found = &estimates(data, design)[0];
    assert_eq!((&found["n"], &found["rows"]), (&json!(6), &json!(8)));
    assert!(found["n_satisfied"].is_null());
    assert_eq!(found["ci"]["method"], "t");
    near(&found["p"], 19.0 / 29.0, 1e-14);
}

#[test]
fn undefined_is_null_and_never_nan() {
    let data = "q_overall,weight,stratum,psu,province,sector\n9,1,a,1,x,y\n,2,a,2,x,y\n";
    let output = text(data, SURVEY, Format::Json).unwrap();
    assert!(!output.contains("NaN"));
    let found = &estimates(data, SURVEY)[0];
    for key in ["p", "se", "df", "deff", "kish_deff", "n_eff", "ci", "one_sided_95"] {
        assert!(found[key].is_null(), "{key}");
    }
    assert_eq!(found["publication"], json!({ "status": "no_data", "reasons": [] }));
    assert_eq!(found["verdicts"]["80"], "no_verdict");
}

#[test]
fn refusals_name_line_and_column() {
    let head = "q_overall,weight,stratum,psu,province,sector\n";
    let of = |rows: &str| refusal(&format!("{head}{rows}"), SURVEY);
    assert_eq!(of("4,1,a,1,x,y\n5,-2,a,2,x,y\n"), "line 3, column 2 (`weight`): the weight is negative or not a number");
    assert_eq!(of("4,1,a,,x,y\n"), "line 2, column 4 (`psu`): a value is missing");
    assert_eq!(
        of("4,1,a,1,x,y\n4,1,b,1,x,y\n4,1,b,2,x,y\n"),
        "line 2, column 3 (`stratum`): `a`: the stratum has a single PSU; name a policy for it with `lonely_psu`"
    );
    assert_eq!(of("4,1,a\n"), "line 2, column 4: the row has 3 cells, the header 6");
    assert_eq!(refusal("q_overall\n4\n", SURVEY), "line 1: there is no column `weight`");
    let margins = "rake = [{ column = \"sector\", margins = { y = 5, z = 3 } }]\n";
    let design = format!("{SURVEY}{margins}");
    let raked = refusal(&format!("{head}4,1,a,1,x,y\n4,1,a,2,x,y\n"), &design);
    assert_eq!(raked, "margin `sector` has a target for `z`, of which the sample has nobody");
}

#[test]
fn weights_follow_from_population_counts_when_none_are_given() {
    let data = "q,N\n4,10\n5,10\n1,10\n2,10\n4,10\n";
    let design = "value = \"q\"\nsatisfied = [4, 5]\nvalid = [1, 2, 3, 4, 5]\nfpc = \"N\"\n";
    let found = &estimates(data, design)[0];
    near(&found["sum_w"], 10.0, 1e-15);
    // (1 − 5/10) · 0.6 · 0.4 / 4.
    near(&found["se"], (0.5_f64 * 0.24 / 4.0).sqrt(), 1e-14);
}
