//! The full table of a survey: overall, provinces, sectors, cells, factors, ratio index, raking.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs::File;
use std::path::Path;

use serde_json::Value;
use server::analysis::design::{DesignColumns, LonelyPsu, SampleDesign};
use server::analysis::estimate::{Estimate, estimate_domains, estimate_whole};
use server::analysis::linearised::linearise;
use server::analysis::margin::Margin;
use server::analysis::measure::{Answers, Domains, Measure, Ratio};
use server::analysis::publication::{Candidate, Gate, Publication, publication};
use server::analysis::raking::{RakingLimits, RakingReport, rake};
use server::analysis::share::{Interval, Level, RealInterval, Share};
use server::analysis::undefined::{Defined, Undefined};
use server::analysis::verdict::{Outcome, Target, verdict};
use server::analysis::weights::CalibratedDesign;
use server::commands::analyse::{Coded, DesignFile, Table as Columns};

use crate::Laps;

/// Names every column that is used; the items are read as codes.
const COLUMNS: &str = r#"
value = "q_overall"
satisfied = [4, 5]
valid = [1, 2, 3, 4, 5]
weight = "weight"
strata = "stratum"
psu = "psu"
domains = [["province"], ["sector"], ["sex"], ["age"], ["edu"], ["q_overall"], ["q1"], ["q2"], ["q3"], ["q4"], ["q5"]]
"#;

/// The factors, each asked by one item.
const FACTORS: [&str; 5] = ["q1", "q2", "q3", "q4", "q5"];

/// Targets in percent.
pub const TARGETS: [f64; 3] = [80.0, 85.0, 90.0];

/// A survey in memory.
pub struct Survey {
    rows: usize,
    weight: Vec<f64>,
    stratum: Coded,
    psu: Coded,
    province: Coded,
    sector: Coded,
    overall: Vec<Option<u8>>,
    factors: Vec<Vec<Option<u8>>>,
    /// The columns to rake by: name, labels row by row, population totals.
    margins: Vec<(String, Vec<String>, BTreeMap<String, f64>)>,
}

impl Survey {
    /// Reads the data beside a fixture, and the margins in it.
    pub fn load(path: &Path, fixture: &Value) -> Result<Self, Box<dyn Error>> {
        let data = path.with_file_name(fixture["data"].as_str().ok_or("the fixture names no data")?);
        let design = DesignFile::parse(COLUMNS)?;
        let columns = Columns::read(File::open(data)?, &design)?;
        let coded = |name: &str| columns.coded(name).cloned().ok_or_else(|| format!("no column {name}"));
        let labels = |name: &str| (0..columns.rows).map(|row| columns.label(row, name).unwrap_or_default().to_owned()).collect();
        let scores = |name: &str| -> Vec<Option<u8>> {
            (0..columns.rows).map(|row| columns.label(row, name).and_then(|label| label.parse().ok())).collect()
        };
        let totals: BTreeMap<String, BTreeMap<String, f64>> =
            serde_json::from_value(fixture["cases"]["raked"]["margins"].clone())?;
        Ok(Self {
            rows: columns.rows,
            weight: columns.numbers(design.weight.as_ref()).ok_or("no weights")?.to_vec(),
            stratum: coded("stratum")?,
            psu: coded("psu")?,
            province: coded("province")?,
            sector: coded("sector")?,
            overall: scores("q_overall"),
            factors: FACTORS.iter().map(|item| scores(item)).collect(),
            margins: totals.into_iter().map(|(name, totals)| (name.clone(), labels(&name), totals)).collect(),
        })
    }

    /// The strata, clusters and weights.
    fn design(&self) -> Result<SampleDesign, Box<dyn Error>> {
        Ok(SampleDesign::new(&DesignColumns {
            rows: self.rows,
            weight: Some(&self.weight),
            stratum: Some(&self.stratum.codes),
            psu: Some(&self.psu.codes),
            lonely_psu: LonelyPsu::Fail,
            ..DesignColumns::default()
        })?)
    }

    /// Satisfied answers among all answers of a person.
    fn index(&self) -> Defined<Ratio> {
        let row = |row: usize| {
            let valid = || self.factors.iter().filter_map(|item| item[row]).filter(|score| (1..=5).contains(score));
            let satisfied = valid().fold(0.0, |sum, score| if score >= 4 { sum + 1.0 } else { sum });
            Some((satisfied, valid().fold(0.0, |sum, _| sum + 1.0)))
        };
        Ratio::new((0..self.rows).map(row).collect())
    }

    /// Each province by each sector.
    fn cells(&self) -> Result<(Domains, Vec<String>), Box<dyn Error>> {
        let sectors = u32::try_from(self.sector.labels.len())?;
        let codes = self.province.codes.iter().zip(&self.sector.codes).map(|(province, sector)| province * sectors + sector);
        let name = |province: &String| {
            let province = province.clone();
            self.sector.labels.iter().map(move |sector| format!("{province}|{sector}"))
        };
        let names: Vec<String> = self.province.labels.iter().flat_map(name).collect();
        Ok((Domains::new(codes.collect(), u32::try_from(names.len())?)?, names))
    }
}

/// One column as domains, with their names.
fn domains(column: &Coded) -> Result<(Domains, Vec<String>), Box<dyn Error>> {
    Ok((Domains::new(column.codes.clone(), u32::try_from(column.labels.len())?)?, column.labels.clone()))
}

/// One row of the table.
pub struct Row {
    /// Where the fixture has it, below `cases`, and its name there.
    pub place: (&'static str, String),
    /// The estimate with its standard error.
    pub estimate: Estimate,
    /// The interval at 95 %: Korn-Graubard for a share, ± t·se for the index.
    pub interval: Defined<RealInterval>,
    /// What follows for a share.
    pub judged: Option<Judged>,
}

/// What follows from the interval of a share.
pub struct Judged {
    /// One-sided bounds at 95 %.
    pub bounds: Defined<RealInterval>,
    /// One verdict for each of [`TARGETS`].
    pub verdicts: Vec<Outcome>,
    /// The publication gate.
    pub publication: Publication,
}

impl Row {
    fn new(place: (&'static str, String), estimate: Estimate) -> Defined<Self> {
        let ends = |interval: Interval| RealInterval { lower: interval.lower().get(), upper: interval.upper().get() };
        if estimate.satisfied.is_none() {
            return Ok(Self { place, interval: estimate.t_interval(Level::P95), estimate, judged: None });
        }
        let bounds = estimate.interval(Level::P90);
        let outcome = |percent: &f64| Ok(verdict(Target::at_least(Share::from_percent(*percent)?), bounds).outcome);
        let judged = Judged {
            bounds: bounds.map(ends),
            verdicts: TARGETS.iter().map(outcome).collect::<Defined<_>>()?,
            publication: publication(&Gate::NCHS, &Candidate::of(&estimate)),
        };
        Ok(Self { place, interval: estimate.interval(Level::P95).map(ends), estimate, judged: Some(judged) })
    }
}

/// The full table.
pub struct Table {
    /// Its rows; the last is that of the raked weights.
    pub rows: Vec<Row>,
    /// What raking did to the weights.
    pub raking: RakingReport,
}

impl Table {
    /// Computes the table, one lap for each part.
    pub fn compute(survey: &Survey, clock: &mut Laps) -> Result<Self, Box<dyn Error>> {
        let mut rows = Vec::new();
        let design = survey.design()?;
        clock.lap("design");
        let overall = Answers::top_two_box(&survey.overall);
        rows.push(Row::new(("", "overall".to_owned()), estimate_whole(&design, &overall)?)?);
        clock.lap("overall");
        by_domain(&mut rows, "by_province", &design, &overall, domains(&survey.province)?)?;
        clock.lap("provinces");
        by_domain(&mut rows, "by_sector", &design, &overall, domains(&survey.sector)?)?;
        clock.lap("sectors");
        by_domain(&mut rows, "by_province_sector", &design, &overall, survey.cells()?)?;
        clock.lap("cells");
        for (name, scores) in FACTORS.iter().zip(&survey.factors) {
            let estimate = estimate_whole(&design, &Answers::top_two_box(scores))?;
            rows.push(Row::new(("items", (*name).to_owned()), estimate)?);
        }
        clock.lap("factors");
        let index = survey.index()?;
        rows.push(Row::new(("sipas_index", "overall".to_owned()), estimate_whole(&design, &index)?)?);
        by_domain(&mut rows, "sipas_index/by_province", &design, &index, domains(&survey.province)?)?;
        by_domain(&mut rows, "sipas_index/by_sector", &design, &index, domains(&survey.sector)?)?;
        clock.lap("ratio index");
        let margin =
            |(name, labels, totals): &(String, Vec<String>, _)| Margin::new(name, labels.iter().map(String::as_str), totals);
        let margins = survey.margins.iter().map(margin).collect::<Result<Vec<_>, _>>()?;
        let raked = rake(design.weights(), &margins, RakingLimits::default())?;
        let calibrated = CalibratedDesign::new(&design, &raked.weights, &margins)?;
        let variance = calibrated.variance(&linearise(calibrated.design(), &overall, |_| true)?.z);
        let estimate = estimate_whole(calibrated.design(), &overall)?.with_variance(variance);
        rows.push(Row::new(("", "raked".to_owned()), estimate)?);
        clock.lap("raking");
        Ok(Self { rows, raking: raked.report })
    }

    /// The table for other software; what is undefined is blank.
    pub fn csv(&self) -> String {
        let mut text = "place,n,p,se,df,lower,upper\n".to_owned();
        for row in &self.rows {
            let Estimate { n, df, value, .. } = &row.estimate;
            let shown = |figure: Defined<f64>| figure.map_or_else(|_: Undefined| String::new(), |figure| figure.to_string());
            let (lower, upper) = (row.interval.map(|ends| ends.lower), row.interval.map(|ends| ends.upper));
            let [value, se, lower, upper] = [*value, row.estimate.se(), lower, upper].map(shown);
            let (folder, name) = &row.place;
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{folder}/{name},{n},{value},{se},{df},{lower},{upper}");
        }
        text
    }
}

/// One row for each domain.
fn by_domain<M: Measure>(
    rows: &mut Vec<Row>,
    folder: &'static str,
    design: &SampleDesign,
    measure: &M,
    (domains, names): (Domains, Vec<String>),
) -> Defined<()> {
    for (name, estimate) in names.into_iter().zip(estimate_domains(design, measure, &domains)?) {
        rows.push(Row::new((folder, name), estimate)?);
    }
    Ok(())
}
