//! How long the statistics take, beside the goal and beside R's `survey`.

use std::collections::BTreeMap;
use std::thread;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::places::Places;
use crate::step::{note, step};
use crate::{build, child};

/// The program that is timed.
const PROGRAM: &str = "statistics_bench";

/// The survey whose full table is computed, without the ending.
const SURVEY: &str = "d10_sipas_5000";

/// One part of the work: a line of what is timed prints.
#[derive(Deserialize)]
struct Part {
    /// What it works on; R has only the survey and does not say.
    #[serde(default)]
    data: Data,
    #[serde(rename = "part")]
    name: String,
    /// The time of each repetition.
    seconds: Vec<f64>,
    /// The most it should take, in seconds.
    bar: Option<f64>,
}

/// The two sets of data.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Data {
    #[default]
    Survey,
    Million,
}

/// What R has to say.
struct Survey {
    version: String,
    parts: BTreeMap<String, Part>,
}

/// Times the engine and, where it is installed, R, and gives the tables; fails on a wrong result, and on no time.
pub fn run(places: &Places, release: bool, quick: bool) -> Result<String> {
    let repetitions = |full: u32| if quick { 1 } else { full }.to_string();
    build::measured(places, release)?;
    let scratch = tempfile::tempdir().context("making a temporary directory")?;
    let table = scratch.path().join("table.csv");
    let ours = step("our statistics, checked and timed", || {
        let fixture = places.statistics_fixture(&format!("{SURVEY}.json"));
        let mut command = child::program(places.measured(PROGRAM, release));
        parts(&child::text(command.arg(fixture).arg(repetitions(9)).arg(&table))?)
    })?;
    let theirs = if has_survey() {
        Some(step("R's survey, compared and timed", || {
            let mut command = child::program("Rscript");
            // Its linear algebra would otherwise use every core.
            command.env("OPENBLAS_NUM_THREADS", "1").env("OMP_NUM_THREADS", "1");
            command.arg(places.r_script("time_survey.R")).arg(places.statistics_fixture(&format!("{SURVEY}.csv")));
            survey(&child::text(command.arg(repetitions(5)).arg(&table))?)
        })?)
    } else {
        note("R with its package `survey` is not installed, so there is no comparison with it.");
        note("On Debian: `sudo apt-get install r-base-core r-cran-survey`");
        None
    };
    Ok(report(&ours, theirs.as_ref()))
}

/// Whether R is installed with what the comparison needs.
fn has_survey() -> bool {
    child::find("Rscript").is_some() && child::text(child::program("Rscript").args(["-e", "library(survey)"])).is_ok()
}

/// Reads the lines of parts.
fn parts(text: &str) -> Result<Vec<Part>> {
    text.lines().map(|line| serde_json::from_str(line).with_context(|| format!("reading the line {line}"))).collect()
}

/// Reads what the script prints: parts, and last the version of the package.
fn survey(text: &str) -> Result<Survey> {
    #[derive(Deserialize)]
    struct Version {
        version: String,
    }
    let (lines, last) = text.trim_end().rsplit_once('\n').context("the script printed too little")?;
    let Version { version } = serde_json::from_str(last).with_context(|| format!("reading the line {last}"))?;
    Ok(Survey { version, parts: parts(lines)?.into_iter().map(|part| (part.name.clone(), part)).collect() })
}

impl Part {
    /// The middle of the repetitions; of an even number, the mean of both in the middle.
    fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        match sorted.len() {
            0 => f64::NAN,
            n => f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]),
        }
    }

    /// The fastest repetition.
    fn min(&self) -> f64 {
        self.seconds.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// Both tables.
fn report(ours: &[Part], theirs: Option<&Survey>) -> String {
    let cores = thread::available_parallelism().map_or_else(|_| "unknown".to_owned(), |cores| cores.to_string());
    let times = ours.first().map_or(0, |part| part.seconds.len());
    let mut lines = vec![
        format!("milliseconds on one thread, after loading; cores: {cores}; repetitions: {times}; every result was checked"),
        String::new(),
    ];
    let (million, table): (Vec<&Part>, Vec<&Part>) = ours.iter().partition(|part| part.data == Data::Million);
    lines.push(format!(
        "{:28}{:>10}{:>10}{:>12}{:>10}{:>10}",
        "table of 5,000 rows", "median", "min", "R median", "R min", "R ÷ ours"
    ));
    for part in table {
        let line = format!("{:28}{:>10.3}{:>10.3}", part.name, part.median() * 1e3, part.min() * 1e3);
        let other = theirs.and_then(|survey| survey.parts.get(&part.name));
        lines.push(other.map_or(line.clone(), |other| {
            let ratio = other.median() / part.median();
            format!("{line}{:>12.0}{:>10.0}{ratio:>10.0}", other.median() * 1e3, other.min() * 1e3)
        }));
    }
    lines.push(match theirs {
        Some(survey) => format!("R: survey {}, {} repetitions", survey.version, survey.repetitions()),
        None => "R: not installed".to_owned(),
    });
    lines.push(String::new());
    lines.push(format!("{:28}{:>10}{:>10}{:>12}", "1,000,000 rows × 60 domains", "median", "min", "bar"));
    for part in million {
        let line = format!("{:28}{:>10.1}{:>10.1}", part.name, part.median() * 1e3, part.min() * 1e3);
        lines.push(part.bar.map_or(line.clone(), |bar| {
            let verdict = if part.median() <= bar { "met" } else { "missed" };
            format!("{line}{:>12.0} {verdict}", bar * 1e3)
        }));
    }
    lines.push(String::new());
    lines.join("\n")
}

impl Survey {
    /// How often the script computed the table.
    fn repetitions(&self) -> usize {
        self.parts.values().next().map_or(0, |part| part.seconds.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = r#"{"part":"full table","seconds":[0.004,0.002,0.009]}
{"data":"million","part":"estimates","seconds":[0.2,0.4],"bar":0.25}
{"data":"million","part":"grouping","seconds":[0.2],"bar":null}"#;

    #[test]
    fn medians_are_in_the_middle() {
        let parts = parts(OURS).unwrap();
        assert!((parts[0].median() - 0.004).abs() < 1e-12);
        assert!((parts[1].median() - 0.3).abs() < 1e-12);
        assert!((parts[0].min() - 0.002).abs() < 1e-12);
    }

    #[test]
    fn the_report_has_the_ratio_and_the_bar() {
        let theirs = survey("{\"part\":\"full table\",\"seconds\":[0.8]}\n{\"version\":\"4.1.1\"}\n").unwrap();
        let report = report(&parts(OURS).unwrap(), Some(&theirs));
        let line = |name: &str| report.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().last();
        assert_eq!(line("full table"), Some("200"));
        assert_eq!(line("estimates"), Some("missed"));
        assert_eq!(line("grouping"), Some("200.0"));
        assert!(report.contains("survey 4.1.1, 1 repetitions"));
    }

    #[test]
    fn without_r_the_report_says_so() {
        assert!(report(&parts(OURS).unwrap(), None).contains("R: not installed"));
    }
}
