//! A protected file: from lines that wait to those that may be handed on. First all are counted, then each is written as its rung says.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io;

use app::domain::tree::Tree;
use app::domain::unit::Unit;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::ExportError;
use super::ladder::{Combination, LEFT_OUT, Ladder, MOST, RUNGS, Rung, When, Where};
use super::lines::{Feeder, Sheet};
use super::spool::{Parsed, Spool};
use super::variables::{COLUMNS, place};

/// What is asked of a protected file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Of how many responses each combination consists at least.
    pub minimum: u64,
    /// A secret by which clusters of samples get other names, so that nobody finds out which they are.
    pub secret: u64,
}

/// What was done to protect a file, for its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Protected {
    /// Of how many responses each combination consists at least.
    pub minimum: u64,
    /// What a combination is made of: columns of every file.
    pub columns: Vec<&'static str>,
    /// What is kept on each rung, and how many responses stand there.
    pub rungs: Vec<Kept>,
    /// How many responses were left out, because their campaign has fewer than the minimum.
    pub left_out: u64,
}

/// A rung, in words, and who stands on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The number in the column `coarsened`.
    pub coarsened: usize,
    /// What of a combination is still told.
    pub keeps: Vec<&'static str>,
    /// How many responses.
    pub responses: u64,
}

/// Numbers that stand for texts.
#[derive(Default)]
struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    /// The number of a text: 0 of none.
    fn of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
        self.known.insert(text.to_owned(), number);
        number
    }
}

/// What is found out of all lines.
struct Reading<'a> {
    units: &'a Tree<Unit>,
    numbers: Numbers,
    ladders: Vec<Ladder>,
    /// The columns about the person, of each sheet.
    about: Vec<Vec<usize>>,
    /// The clusters of each campaign.
    clusters: BTreeSet<(String, String)>,
}

impl Reading<'_> {
    fn combination(&mut self, number: usize, cells: &[&str]) -> Combination {
        let unit = cells[place::UNIT];
        let above = above(self.units, unit).unwrap_or(unit).to_owned();
        let month = cells[place::MONTH].replace('-', "").parse().unwrap_or(0);
        let about = self.about[number].iter().map(|column| self.numbers.of(cells[*column]));
        let person: Vec<u32> = about.collect();
        let mut number_of = |column: usize| self.numbers.of(cells[column]);
        Combination {
            campaign: number_of(place::CAMPAIGN),
            unit: number_of(place::UNIT),
            sector: number_of(place::SECTOR),
            mode: number_of(place::MODE),
            stratum: number_of(place::STRATUM),
            above: self.numbers.of(&above),
            month,
            person: person.into(),
        }
    }
}

fn above<'a>(units: &'a Tree<Unit>, unit: &str) -> Option<&'a str> {
    units.get(unit)?.parent.as_ref().map(app::domain::code::Code::as_str)
}

/// Writes the lines that wait, as protected ones, and says what was done. `told` hears of each.
pub(super) fn protect(
    (spool, sheets): (&Spool, &mut [Sheet]),
    (protection, units): (Protection, &Tree<Unit>),
    feeder: &mut Feeder,
    told: &mut dyn FnMut() -> Result<(), ExportError>,
) -> Result<Protected, ExportError> {
    let about = |sheet: &Sheet| {
        let says = sheet.variables.iter().enumerate().filter(|(_, variable)| variable.tells_who).map(|(column, _)| column);
        [place::LANGUAGE, place::ASSISTED].into_iter().chain(says).collect()
    };
    let mut reading = Reading {
        units,
        numbers: Numbers::default(),
        ladders: sheets.iter().map(|_| Ladder::default()).collect(),
        about: sheets.iter().map(about).collect(),
        clusters: BTreeSet::new(),
    };
    let mut parsed = Parsed::default();
    spool.each(|number, line| {
        let number = usize::from(number);
        parsed.read(line)?;
        let cells: Vec<&str> = parsed.iter().collect();
        whole(&cells, &sheets[number])?;
        let combination = reading.combination(number, &cells);
        reading.ladders[number].count(combination, MOST);
        let (campaign, cluster) = (cells[place::CAMPAIGN], cells[place::PSU]);
        if !cluster.is_empty() && !reading.clusters.contains(&(campaign.to_owned(), cluster.to_owned())) {
            reading.clusters.insert((campaign.to_owned(), cluster.to_owned()));
        }
        told()
    })?;
    for ladder in &mut reading.ladders {
        ladder.settle(protection.minimum);
    }
    let clusters = renamed(&reading.clusters, protection.secret);
    for sheet in &mut *sheets {
        sheet.rows = 0;
        sheet.widths.fill(0);
    }
    let mut responses = [0; LEFT_OUT + 1];
    let (mut month, mut coarsened) = (String::new(), String::new());
    spool.each(|number, line| {
        let at = usize::from(number);
        parsed.read(line)?;
        let mut cells: Vec<&str> = parsed.iter().collect();
        let combination = reading.combination(at, &cells);
        let stands = reading.ladders[at].rung(&combination);
        responses[stands] += 1;
        told()?;
        let Some(rung) = RUNGS.get(stands) else { return Ok(()) };
        coarsened.clear();
        // Writing to a string cannot fail.
        let _ = write!(coarsened, "{stands}");
        let cluster = clusters.get(&(cells[place::CAMPAIGN].to_owned(), cells[place::PSU].to_owned()));
        cells[place::PSU] = cluster.map_or("", String::as_str);
        coarsen(&mut cells, *rung, (units, &reading.about[at], &mut month));
        cells[COLUMNS.len()] = &coarsened;
        feeder.line((number, &mut sheets[at]), cells.into_iter())
    })?;
    let rungs = RUNGS.iter().enumerate().map(|(number, rung)| Kept {
        coarsened: number,
        keeps: keeps(*rung),
        responses: responses[number],
    });
    Ok(Protected { minimum: protection.minimum, columns: keeps(RUNGS[0]), rungs: rungs.collect(), left_out: responses[LEFT_OUT] })
}

/// Refuses a line with fewer cells than its sheet has columns.
fn whole(cells: &[&str], sheet: &Sheet) -> Result<(), ExportError> {
    if cells.len() == sheet.variables.len() { Ok(()) } else { Err(io::Error::from(io::ErrorKind::InvalidData).into()) }
}

/// Leaves in the cells what a rung keeps.
fn coarsen<'c>(cells: &mut [&'c str], rung: Rung, (units, about, month): (&'c Tree<Unit>, &[usize], &'c mut String)) {
    let full = cells[place::MONTH];
    month.clear();
    match (rung.when, full.split_once('-')) {
        (When::Month, _) => month.push_str(full),
        (When::Quarter, Some((year, number))) => {
            let quarter = number.parse::<u8>().unwrap_or(1).div_ceil(3);
            let _ = write!(month, "{year}-Q{quarter}");
        }
        (When::Year, Some((year, _))) => month.push_str(year),
        _ => {}
    }
    cells[place::MONTH] = month.as_str();
    match rung.place {
        Where::Unit => {}
        Where::Above => cells[place::UNIT] = above(units, cells[place::UNIT]).unwrap_or(cells[place::UNIT]),
        Where::Nowhere => cells[place::UNIT] = "",
    }
    let mut leave_out = |is_kept: bool, columns: &[usize]| {
        if !is_kept {
            for column in columns {
                cells[*column] = "";
            }
        }
    };
    leave_out(rung.sector, &[place::SECTOR]);
    leave_out(rung.mode, &[place::MODE]);
    leave_out(rung.sample, &[place::STRATUM, place::PSU]);
    leave_out(rung.person, about);
}

/// The clusters of each campaign by other names: numbers in an order that only a secret tells.
fn renamed(clusters: &BTreeSet<(String, String)>, secret: u64) -> HashMap<(String, String), String> {
    let mut mixed: Vec<&(String, String)> = clusters.iter().collect();
    mixed.sort_by_key(|(campaign, cluster)| (campaign, xxh3_64_with_seed(cluster.as_bytes(), secret), cluster));
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    let mut renamed = HashMap::new();
    for one in mixed {
        let number = numbers.entry(&one.0).or_default();
        *number += 1;
        renamed.insert(one.clone(), number.to_string());
    }
    renamed
}

/// What a rung tells, in the names of columns.
fn keeps(rung: Rung) -> Vec<&'static str> {
    let when = match rung.when {
        When::Month => "month",
        When::Quarter => "quarter",
        When::Year => "year",
        When::Never => "",
    };
    let place = match rung.place {
        Where::Unit => "unit",
        Where::Above => "unit above",
        Where::Nowhere => "",
    };
    let told = |is: bool, names: &[&'static str]| if is { names.to_vec() } else { Vec::new() };
    let all = [
        vec!["campaign", place],
        told(rung.sector, &["sector"]),
        vec![when],
        told(rung.mode, &["mode"]),
        told(rung.sample, &["stratum", "psu"]),
        told(rung.person, &["language", "assisted", "answers about the person"]),
    ];
    all.into_iter().flatten().filter(|name| !name.is_empty()).collect()
}
