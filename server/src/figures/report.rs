//! What is handed over about a unit and a period: the figures of the overview, of the units below and of the items, all of one moment.

use std::sync::Arc;

use app::domain::code::Code;
use app::domain::figure::{Filter, Outcome};
use app::domain::overview::Question;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::report::{Drilled, Inputs, Method, Offer, Report};
use app::domain::target::Target;
use app::domain::unit_table::Level;
use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::items::items;
use super::overview::{COURSE, overview};
use super::people::People;
use super::unit_table::unit_table;
use super::{Desk, RESPONSES};
use crate::instrument::file;
use crate::store::counts::Counts;
use crate::store::{Store, StoreError};

/// So often a report is made anew because somebody answered while it was made.
const TRIES: u8 = 5;

/// The report under a question, counted as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn report(
    store: &Store,
    people: &People,
    question: &Question,
    now: i64,
    privacy_minimum: u64,
) -> Result<Offer, StoreError> {
    let mut tries = TRIES;
    loop {
        let before = store.moment().await?;
        // Each of its parts asks for the same counts.
        let remembering = store.remembering();
        remembering.once(|| RESPONSES.to_owned(), async { Ok(before.1.clone()) }).await?;
        let offer = gathered(&remembering, people, question, now, privacy_minimum).await?;
        // They are read one after the other; while nothing was counted in between, they are of one moment. Where answers come without a
        // pause, the last try is taken: it may be some answers apart.
        tries -= 1;
        if tries == 0 || store.moment().await? == before {
            return Ok(offer);
        }
    }
}

async fn gathered(store: &Store, people: &People, question: &Question, now: i64, minimum: u64) -> Result<Offer, StoreError> {
    let desk = &Desk::open(store, people, &question.filter, now, minimum).await?;
    let looked = overview(store, people, question, now, minimum).await?;
    let scene = looked.scene;
    let groups = desk.groups();
    let (_, chosen) = desk.scene(&scene.question, &groups, now);
    let (Some(shown), Some((_, campaigns)), Some(unit)) = (looked.shown, chosen, &scene.question.filter.unit) else {
        return Ok(Offer { scene, report: None });
    };
    let (Some(version), Some(of)) = (desk.version(campaigns).cloned(), desk.directory.units.get(unit.as_str())) else {
        return Ok(Offer { scene, report: None });
    };
    let units = unit_table(store, people, (&scene.question, Level::Next), now, minimum).await?.shown;
    let mut drilled = Vec::new();
    for figure in shown.panel.sectors.iter().filter(|figure| matches!(figure.outcome, Outcome::Shown(_))) {
        let filter = Filter { sector: Some(figure.sector.clone()), ..scene.question.filter.clone() };
        let asked = Question { filter, ..scene.question.clone() };
        if let Some(found) = items(store, people, (&asked, None), now, minimum).await?.shown {
            drilled.push(Drilled { sector: figure.sector.clone(), name: figure.name.clone(), sections: found.sections });
        }
    }
    let method = Method {
        campaigns: desk.answered(campaigns).await?.into_iter().cloned().collect(),
        demonstration: desk.directory.demonstration,
        inputs: inputs(desk, unit, &version, data(desk, now).await?)?,
        version,
    };
    let unit = of.name.clone();
    let administrative = desk.administrative();
    let report = Report { scene: scene.clone(), unit, overview: shown, units, drilled, administrative, method };
    Ok(Offer { scene, report: Some(Arc::new(report)) })
}

/// Fingerprints of what the figures are made from.
fn inputs(desk: &Desk<'_>, unit: &Code, version: &Version, data: String) -> Result<Inputs, StoreError> {
    let directory = &desk.directory;
    let units = &directory.units;
    // What is said of this unit, of those above it, whose targets it inherits, and of those below.
    let concerns = |of: &Code| units.is_within(of.as_str(), unit.as_str()) || units.is_within(unit.as_str(), of.as_str());
    let targets = directory.targets.iter().filter(|target| concerns(&target.unit)).map(|target| {
        let Target { unit, sector, from_year, to_year, operator, percent, legal_basis } = target;
        line(&(unit, sector, from_year, to_year, operator.word(), percent, legal_basis))
    });
    let classes = directory.classifications.iter().filter(|one| concerns(&one.unit)).map(|one| {
        let upper: Vec<_> = one.classes.upper().iter().map(|class| (class.at_least, &class.name)).collect();
        line(&(&one.unit, one.from_year, upper, one.classes.lowest(), &one.legal_basis))
    });
    let above = units.lineage(unit.as_str()).skip(1);
    let known = units.subtree(unit.as_str()).chain(above).map(|one| line(&(&one.code, &one.parent, &one.name, one.valid_to)));
    let sectors = directory.sectors.nodes().iter().map(|one| line(&(&one.code, &one.parent, &one.name)));
    let written =
        file::write(version).map_err(|error| StoreError::Unreadable { what: "questionnaire", value: error.to_string() })?;
    Ok(Inputs {
        data,
        targets: fingerprint(targets),
        classes: fingerprint(classes),
        questionnaire: HEXLOWER.encode(&Sha256::digest(written)),
        catalogue: directory.fingerprint_about(unit, || fingerprint(known.chain(sectors))),
    })
}

/// The fingerprint of lines, whatever their order.
fn fingerprint(lines: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
        hash.update(b"\n");
    }
    HEXLOWER.encode(&hash.finalize())
}

/// The fingerprint of all counts that the figures are made from: those of the unit month by month, as far back as its course and its change
/// look, and those of the units below it in the period; with the installation's key, because about few people there are few counts to try.
async fn data(desk: &Desk<'_>, now: i64) -> Result<String, StoreError> {
    let (Some(unit), Some(period)) = (&desk.filter.unit, desk.filter.period) else { return Ok(fingerprint(std::iter::empty())) };
    let last = period.months().1.min(Month::of(now));
    let first = period.before().map_or(last, |before| before.months().0).min(last.plus(1 - COURSE));
    let mut lines = vec![desk.store.fingerprint_key().await?];
    for (month, counts) in desk.by_month(unit, (first, period.months().1)).await?.iter() {
        add(&mut lines, &month.to_string(), counts);
    }
    let below = desk.below_unit(unit, Level::Next);
    let places = below.iter().enumerate().map(|(place, unit)| (unit.code.as_str(), place)).collect();
    for (place, counts) in desk.counts_below((unit, Level::Next), period, &places).await?.iter() {
        add(&mut lines, below[*place].code.as_str(), counts);
    }
    Ok(fingerprint(lines.into_iter()))
}

fn add(lines: &mut Vec<String>, of: &str, counts: &Counts) {
    for ((source, sector, mode), count) in counts {
        lines.push(line(&(of, source, sector, mode, count.responses, count.rated, &count.answers)));
    }
}

/// A list of a fixed number of things as JSON.
fn line(of: &impl Serialize) -> String {
    // Nothing of what is written here can lack a JSON form.
    serde_json::to_string(of).unwrap_or_default()
}
