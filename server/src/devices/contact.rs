//! What becomes of what a device sends: its answers are judged and stored like a citizen's own, each once, and then it is noted that they
//! arrived. In this order: an answer that is stored and not noted comes again and is known, one that were noted and not stored would be lost.

use std::collections::BTreeMap;

use app::domain::collection_point::PointCode;
use app::domain::device::arrival::without;
use app::domain::device::clock::{TOLERATED, corrected, skew};
use app::domain::device::contact::{Abandoned, Contact, Entry, Incident, IncidentKind, Outcome, Reply, Report};
use app::domain::entry::GRACE;
use app::domain::period::{LocalTime, Month};
use app::domain::preferences::Preferences;
use app::domain::response::{Response, Storing};
use app::pages::survey::{ASSISTED, UNIT};
use app::store::{Survey, Surveys};
use futures_util::stream::{FuturesOrdered, StreamExt};

use super::journal::follow;
use crate::App;
use crate::accounts::token::TokenHash;
use crate::forms::body::decode;
use crate::forms::survey::{judge, response_id};
use crate::http::error::PageError;
use crate::store::StoreError;
use crate::store::device_contact::{Contacted, Known};
use crate::store::responses::NewResponse;

/// The most answers that are sent at once.
pub const ENTRIES: usize = 200;
/// The most of anything else in a contact.
const MOST: usize = 2_000;
/// No device gives higher numbers: a thousand answers a day would take millennia.
const HIGHEST: i64 = 1_000_000_000;

/// What is to become of an answer.
enum Fate {
    Store(Box<NewResponse>),
    Refused,
    Unreadable,
}

/// Whether a contact is one that a device of ours sends.
#[must_use]
pub fn is_plausible(contact: &Contact) -> bool {
    let number = |number: i64| (1..=HIGHEST).contains(&number);
    contact.entries.len() <= ENTRIES
        && contact.waiting.len().max(contact.abandoned.len()).max(contact.faults.len()) <= MOST
        && (0..=HIGHEST).contains(&contact.given)
        && contact.entries.iter().all(|entry| number(entry.sequence))
        && contact.waiting.iter().all(|span| number(span.first) && number(span.last))
}

/// Takes what a device sent; `None` where it was revoked meanwhile. `version` gives the version of the page for the point at which it stands.
///
/// # Errors
/// When the database does not answer. What was stored is known when it comes again.
pub async fn take(
    app: &App,
    (known, token): (&Known, TokenHash),
    contact: &Contact,
    version: String,
) -> Result<Option<Reply>, PageError> {
    let (device, now) = (&known.device, app.clock.now());
    let stood_at = app.store.device_points(device.id).await?;
    let when = |moment| corrected(moment, &contact.sent, now, device.created_at);
    let mut storing = FuturesOrdered::new();
    for entry in &contact.entries {
        let fate = if stood_at.iter().any(|(point, _)| point.as_str() == entry.point) {
            fate(app, entry, when(&entry.at), now).await?
        } else {
            Fate::Unreadable
        };
        storing.push_back(async move {
            match fate {
                Fate::Store(new) => Ok(match app.store.store(*new).await? {
                    Storing::Stored | Storing::AlreadyStored => Outcome::Stored,
                    Storing::Conflict | Storing::Spent => Outcome::Unreadable,
                }),
                Fate::Refused => Ok(Outcome::Refused),
                Fate::Unreadable => Ok::<_, StoreError>(Outcome::Unreadable),
            }
        });
    }
    let outcomes: Vec<Result<Outcome, StoreError>> = storing.collect().await;
    let outcomes: Vec<Outcome> = outcomes.into_iter().collect::<Result<_, _>>()?;

    let done = contact.entries.iter().zip(&outcomes).filter(|(_, outcome)| **outcome != Outcome::Unreadable);
    let arrived: BTreeMap<i64, i64> = done.map(|(entry, _)| (entry.sequence, when(&entry.at))).collect();
    let gone: Vec<i64> = arrived.keys().copied().collect();
    let waiting = without(&contact.waiting, &gone);
    let report = Report {
        oldest_at: contact.oldest.as_ref().filter(|_| !waiting.is_empty()).map(when),
        waiting,
        skew: skew(&contact.sent, now),
        state: contact.state.clone(),
    };
    let is_wrong = |skew: i64| skew.abs() > TOLERATED;
    let was_wrong = device.seen.as_ref().is_some_and(|(_, before)| is_wrong(before.skew));
    let mut incidents = Vec::new();
    let mut happened = |at, kind, detail: String| incidents.push((app.ids.make(now), Incident { at, kind, detail }));
    if is_wrong(report.skew) && !was_wrong {
        happened(now, IncidentKind::ClockWrong, report.skew.to_string());
    }
    for (entry, outcome) in contact.entries.iter().zip(&outcomes) {
        let kind = match outcome {
            Outcome::Stored => continue,
            Outcome::Refused => IncidentKind::Refused,
            Outcome::Unreadable => IncidentKind::Unreadable,
        };
        happened(when(&entry.at), kind, entry.sequence.to_string());
    }
    for fault in &contact.faults {
        let incident = Incident { at: when(&fault.at), kind: IncidentKind::Fault, detail: fault.what.word().to_owned() };
        incidents.push((fault.id, incident));
    }
    let given = contact.given.max(gone.last().copied().unwrap_or(0));
    let contacted = Contacted {
        at: now,
        token,
        report: &report,
        given,
        storage: contact.storage,
        arrived: &arrived,
        abandoned: &abandoned(&contact.abandoned),
        incidents: &incidents,
    };
    let noted = app
        .store
        .note_contact(device.id, &contacted, |head, is_another| {
            let (head, broken) = follow(head, &contact.entries, is_another);
            let emptied = is_another.then(|| (IncidentKind::StorageEmptied, String::new()));
            let broken = broken.into_iter().map(|number| (IncidentKind::JournalBroken, number.to_string()));
            let happened = emptied.into_iter().chain(broken);
            let incident = |(kind, detail)| (app.ids.make(now), Incident { at: now, kind, detail });
            (head, happened.map(incident).collect())
        })
        .await?;
    Ok(noted.map(|given| Reply {
        now,
        outcomes: contact.entries.iter().map(|entry| entry.sequence).zip(outcomes).collect(),
        given,
        settings: (contact.settings_number != device.settings_number).then(|| (device.settings_number, device.settings.clone())),
        point: device.point.to_string(),
        version,
    }))
}

/// What is to become of an answer that was given `at` (UTC milliseconds) at a point where the device stood.
async fn fate(app: &App, entry: &Entry, at: i64, now: i64) -> Result<Fate, PageError> {
    let Ok(code) = entry.point.parse::<PointCode>() else { return Ok(Fate::Unreadable) };
    let Some(survey) = app.survey(&code).await? else { return Ok(Fate::Unreadable) };
    let was_taken = survey.campaign.was_open(at) && survey.point.withdrawn_at.is_none_or(|withdrawn| at < withdrawn);
    // What is erased after a campaign, and what is published of it, is not added to for ever.
    let is_too_late = survey.campaign.closes_at.is_some_and(|end| now >= end.saturating_add(GRACE));
    if !was_taken || is_too_late {
        return Ok(Fate::Refused);
    }
    Ok(read(app, &survey, entry, at).await?.map_or(Fate::Unreadable, |new| Fate::Store(Box::new(new))))
}

/// The response of an entry; `None` where it is none.
async fn read(app: &App, survey: &Survey, entry: &Entry, at: i64) -> Result<Option<NewResponse>, PageError> {
    let Some(fields) = decode(entry.body.as_bytes()) else { return Ok(None) };
    let preferences = fields.first(Preferences::FIELD).and_then(|view| view.parse::<Preferences>().ok());
    let (Some(id), Some(preferences)) = (response_id(&fields), preferences) else { return Ok(None) };
    let Ok((sector, answers)) = judge(survey, &fields, &[UNIT]) else { return Ok(None) };
    let asked_about = fields.first(UNIT).unwrap_or_default();
    let is_about = asked_about == survey.point.unit.as_str() || app.store.was_about(&survey.point.code, asked_about).await?;
    let Some(unit) = asked_about.parse().ok().filter(|_| is_about) else { return Ok(None) };
    let response = Response {
        id,
        point: survey.point.code.clone(),
        campaign_id: survey.campaign.id,
        version_id: survey.campaign.version_id,
        unit,
        sector,
        mode: survey.point.mode,
        language: preferences.language,
        assisted: fields.has(ASSISTED, "yes"),
        submitted_at: at,
        month: Month::of(at),
        answers,
        sample_place: None,
    };
    Ok(Some(NewResponse::new(response, &survey.version)))
}

/// Visits broken off as they are stored. A day that is none, and a number beyond all numbers, is left out.
fn abandoned(told: &[Abandoned]) -> Vec<(i64, String, String, i64)> {
    let stored = |told: &Abandoned| {
        LocalTime::midnight(&told.day)?;
        let day = told.day.replace('-', "").parse().ok()?;
        let is_item = !told.item.is_empty() && told.item.len() <= 64;
        (is_item && told.times > 0).then(|| (day, told.point.clone(), told.item.clone(), i64::from(told.times)))
    };
    told.iter().filter_map(stored).collect()
}
