//! Timings of the statistics engine: the full table of a survey file, and a million rows in sixty domains.
//!
//! `statistics_bench FILE.csv` takes a file with the columns of the 5,000-row fixture. Loading is not part of a timing.

use std::env;
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::time::{Duration, Instant};

use server::analysis::design::{DesignColumns, LonelyPsu, SampleDesign};
use server::analysis::estimate::{Estimate, estimate_domains};
use server::analysis::measure::{Answer, Answers, Domains};
use server::analysis::share::Level;
use server::commands::analyse::{DesignFile, Table, analyse};

const SHARES: &str = r#"
value = "q_overall"
satisfied = [4, 5]
valid = [1, 2, 3, 4, 5]
weight = "weight"
strata = "stratum"
psu = "psu"
domains = [["province"], ["sector"], ["province", "sector"]]
targets = [80.0, 85.0, 90.0]
"#;

const RAKED: &str = r#"
rake = [
  { column = "sex", margins = { F = 2112695, M = 2046153 } },
  { column = "age", margins = { "18-29" = 998123, "30-44" = 1289243, "45-59" = 1122889, "60+" = 748593 } },
  { column = "edu", margins = { primary = 1289242, secondary = 1954659, tertiary = 914947 } },
]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(path) = env::args().nth(1) {
        full_table(&path)?;
    }
    million()
}

/// The full table of a survey: shares of the overall answer and of five items by all domains, and raked once.
fn full_table(path: &str) -> Result<(), Box<dyn Error>> {
    let mut designs = vec![DesignFile::parse(SHARES)?];
    for item in ["q1", "q2", "q3", "q4", "q5"] {
        designs.push(DesignFile::parse(&SHARES.replace("q_overall", item))?);
    }
    let raked = SHARES.replace("domains = [[\"province\"], [\"sector\"], [\"province\", \"sector\"]]", "domains = []");
    designs.push(DesignFile::parse(&format!("{raked}{RAKED}"))?);
    let mut tables = Vec::new();
    for design in &designs {
        tables.push(Table::read(File::open(path)?, design)?);
    }
    let time = best_of(10, || {
        for (table, design) in tables.iter().zip(&designs) {
            black_box(analyse(table, design).is_ok());
        }
    });
    println!("full table of {} rows, 6 answers × 77 domains, raking: {time:?}", tables[0].rows);
    Ok(())
}

/// A million rows in 60 strata of 50 clusters, by 60 domains that cross them.
fn million() -> Result<(), Box<dyn Error>> {
    const ROWS: u32 = 1_000_000;
    // A multiplicative sequence spreads the values without a source of randomness.
    let mixed = |row: u32, factor: u32, range: u32| {
        let product = row.wrapping_add(1).wrapping_mul(factor);
        (product ^ (product >> 15)) % range
    };
    let stratum: Vec<u32> = (0..ROWS).map(|row| row * 60 / ROWS).collect();
    let psu: Vec<u32> = (0..ROWS).map(|row| mixed(row, 2_654_435_761, 50)).collect();
    let domain: Vec<u32> = (0..ROWS).map(|row| mixed(row, 40_503, 60)).collect();
    let weight: Vec<f64> = (0..ROWS).map(|row| 1.0 + f64::from(mixed(row, 2_246_822_519, 1000)) / 100.0).collect();
    let answer = |row| match mixed(row, 3_266_489_917, 100) {
        0..=3 => Answer::Outside,
        4..=23 => Answer::NotSatisfied,
        _ => Answer::Satisfied,
    };
    let answers = Answers::new((0..ROWS).map(answer).collect());
    let domains = Domains::new(domain, 60)?;
    for (name, psu) in [("clusters", Some(psu.as_slice())), ("each row its own cluster", None)] {
        let columns = DesignColumns {
            rows: weight.len(),
            weight: Some(&weight),
            stratum: Some(&stratum),
            psu,
            lonely_psu: LonelyPsu::Fail,
            ..DesignColumns::default()
        };
        let design = SampleDesign::new(&columns)?;
        let time = best_of(5, || {
            if let Ok(estimates) = estimate_domains(&design, &answers, &domains) {
                let interval = |estimate: &Estimate| {
                    black_box(estimate.interval(Level::P95).is_ok() && estimate.interval(Level::P90).is_ok());
                };
                estimates.iter().for_each(interval);
            }
        });
        println!("{ROWS} rows × 60 domains, {name}: {time:?}");
    }
    Ok(())
}

fn best_of(runs: u32, work: impl Fn()) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}
