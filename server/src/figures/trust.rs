//! What speaks for and against a figure: who answered and who did not, what the sampling design does to its precision, and what the answers
//! themselves look like.

use std::collections::HashMap;

use app::domain::campaign::Campaign;
use app::domain::device::Device;
use app::domain::device::arrival::Span;
use app::domain::figure::Outcome;
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::domain::overview::Question;
use app::domain::period::Period;
use app::domain::questionnaire::Version;
use app::domain::role::Reach;
use app::domain::sector::Sector;
use app::domain::trust::{Beside, DeviceGaps, ModeFigure, Response, Screening, Trust, TrustShown, Volume};
use uuid::Uuid;

use super::asked::Groups;
use super::index::{self, float};
use super::measured::Measured;
use super::newest::Came;
use super::panel::{Answered, answered, hidden};
use super::people::{People, Person};
use super::screening::{screening, share};
use super::{Desk, SectorCount};
use crate::analysis::suppression::{CellStatus, TableCell, suppress_one_way};
use crate::store::{Store, StoreError};

/// What speaks for and against the figures under a question, as of `now` (UTC milliseconds); fewer respondents than `privacy_minimum` are hidden.
///
/// # Errors
/// When the database does not answer.
pub async fn trust(
    store: &Store,
    people: &People,
    question: &Question,
    now: i64,
    privacy_minimum: u64,
) -> Result<Trust, StoreError> {
    let mut desk = Desk::open(store, people, &question.filter, now, privacy_minimum).await?;
    desk.look_around(None, &[], false).await?;
    let groups = desk.groups();
    let (scene, chosen) = desk.scene(question, &groups, now);
    let Some((measure, campaigns)) = chosen else { return Ok(Trust { scene, shown: None }) };
    let version = campaigns.first().and_then(|campaign| desk.directory.versions.get(&campaign.version_id));
    let Some((version, measured)) = version.and_then(|version| Some((version, Measured::of(version, None)?))) else {
        return Ok(Trust { scene, shown: None });
    };
    let minimum = desk.minimum(&desk.counts, campaigns);
    let devices = desk.devices().await?;
    let newest = desk.newest(campaigns, version, now).await?;
    let came: Vec<&Came> = newest.all().filter(|one| desk.takes(&one.person)).collect();
    let precision = match measure {
        Measure::Survey => {
            let drawn = desk.drawn(campaigns, question.filter.period.as_slice()).await?;
            let sample = drawn.sample(&measured, &desk.asked_for(&drawn, question.filter.mode))?;
            sample.precision(|sector| desk.is_in_sector(sector))
        }
        Measure::Feedback | Measure::Administrative => None,
    };
    let shown = TrustShown {
        measure,
        title: version.title().clone(),
        version: version.number(),
        minimum,
        modes: desk.modes(campaigns, &measured, minimum)?,
        response: desk.response(campaigns, version, &came, minimum).await?,
        precision,
        screening: screened(version, (&came, newest.most), &devices, minimum),
        volumes: desk.volumes(),
        devices: gaps(&devices),
        beside: desk.beside(&groups, campaigns).await?,
    };
    Ok(Trust { scene, shown: Some(shown) })
}

/// A kiosk with the numbers of the answers that arrived from it.
type Kiosk = (Device, Vec<Span>);

impl Desk<'_> {
    fn is_in_sector(&self, sector: &str) -> bool {
        self.filter.sector.as_ref().is_none_or(|top| self.directory.sectors.is_within(sector, top.as_str()))
    }

    /// The figure of each mode. A small one is hidden, and with it another, so that nobody gets it by subtraction, be it from all modes or from
    /// the sectors in the same mode.
    fn modes(&self, campaigns: &[&Campaign], measured: &Measured, minimum: u64) -> Result<Vec<ModeFigure>, StoreError> {
        let own = answered(&self.counts, &self.sources(campaigns), measured.version, None)?;
        let rows = self.rows(campaigns, &own);
        let sums: Vec<Answered> = rows.iter().map(|(_, sector)| self.below(sector, &own)).collect();
        let depths: Vec<usize> = rows.iter().map(|(depth, _)| *depth).collect();
        let sectors: Vec<&Sector> = rows.iter().map(|(_, sector)| *sector).collect();
        let revealing = self.revealing((&self.tops, self.filter.period), campaigns, measured, &sectors);
        // The sectors that are looked at: one, or several with none above them.
        let within = |place: &usize| self.is_in_sector(rows[*place].1.code.as_str());
        let top = (0..rows.len()).filter(within).map(|place| depths[place]).min();
        let heads: Vec<usize> = (0..rows.len()).filter(within).filter(|place| Some(depths[*place]) == top).collect();
        let n = |count: &SectorCount| measured.respondents(count);
        let mut counts = Vec::new();
        let mut cells = Vec::new();
        for mode in Mode::ALL {
            let hides = hidden(&depths, &sums, Some(mode), (measured, &revealing), minimum);
            let mut sum = SectorCount::default();
            let mut behind = Vec::new();
            for head in &heads {
                let Some(count) = sums[*head].in_mode(mode) else { continue };
                sum.add(count);
                if hides[*head].is_some() {
                    behind.push(n(count));
                }
            }
            let few = n(&sum) < minimum || (!behind.is_empty() && (behind.len() < 2 || behind.iter().sum::<u64>() < minimum));
            cells.push(TableCell { n: n(&sum), hidden: n(&sum) > 0 && few });
            counts.push((mode, sum));
        }
        let status = suppress_one_way(&cells, minimum);
        let asked = |mode: Mode| self.filter.mode.is_none_or(|asked| asked == mode);
        let answered = counts.iter().zip(status).filter(|((mode, count), _)| asked(*mode) && n(count) > 0);
        let figure = |((mode, count), status): (&(Mode, SectorCount), CellStatus)| {
            let share = index::share(measured, count).filter(|_| status == CellStatus::Shown);
            ModeFigure { mode: *mode, shown: share.map(|share| (n(count), share)) }
        };
        Ok(answered.map(figure).collect())
    }

    /// Who did not answer, where people were invited by a list; `came` are responses to these campaigns.
    async fn response(
        &self,
        campaigns: &[&Campaign],
        version: &Version,
        came: &[&Came],
        minimum: u64,
    ) -> Result<Option<Response>, StoreError> {
        let (Some(unit), Some(period)) = (&self.filter.unit, self.filter.period) else { return Ok(None) };
        let (first, last) = period.months();
        let invited = self.store.invited(unit, first.begins_at(), last.plus(1).begins_at()).await?;
        let ours = invited.iter().filter(|invited| {
            campaigns.iter().any(|campaign| campaign.id == invited.campaign) && self.is_in_sector(&invited.sector)
        });
        let (answered, issued) = ours.fold((0, 0), |(a, i), invited| (a + invited.answered, i + invited.issued));
        if issued == 0 {
            return Ok(None);
        }
        let persons: Vec<&Person> = came.iter().filter(|one| one.by_invitation).map(|one| &one.person).collect();
        let enough = answered.min(persons.len() as u64) >= minimum;
        let share = if enough { share(version, persons.into_iter()) } else { None };
        let rate = float(answered.min(issued)) / float(issued);
        Ok(Some(Response { issued, answered, bounds: share.map(|share| (share * rate, share * rate + 1.0 - rate)) }))
    }

    /// The kiosks of the unit and what is below it, with the numbers of the answers that arrived from each.
    async fn devices(&self) -> Result<Vec<Kiosk>, StoreError> {
        let Some(unit) = &self.filter.unit else { return Ok(Vec::new()) };
        let reach = Reach::Units(vec![unit.clone()]);
        let mut arrived = self.store.device_arrivals(&reach).await?;
        let devices = self.store.devices_within(&reach).await?;
        let kiosk = |device: Device| {
            let arrived = arrived.remove(&device.id).unwrap_or_default();
            (device, arrived)
        };
        Ok(devices.into_iter().map(kiosk).collect())
    }

    /// Answers of everybody who chose to answer about a sector beside the dossiers of the year, where another system reports them for this unit.
    fn volumes(&self) -> Vec<Volume> {
        let Some(Period::Year(year)) = self.filter.period else { return Vec::new() };
        let feedback = |source: &Uuid| self.directory.pool(*source).is_some_and(|pool| pool.measure == Measure::Feedback);
        let rates = self.directory.rates.iter().filter(|rate| {
            rate.year == year && self.filter.unit.as_ref() == Some(&rate.unit) && self.is_in_sector(rate.sector.as_str())
        });
        rates
            .filter_map(|rate| {
                let sector = self.directory.sectors.get(rate.sector.as_str())?;
                let ours = self.counts.iter().filter(|((source, of, _), _)| {
                    feedback(source) && self.directory.sectors.is_within(of, rate.sector.as_str())
                });
                let responses: i64 = ours.map(|(_, count)| count.responses).sum();
                let (responses, dossiers) = (u64::try_from(responses).ok()?, u64::try_from(rate.total).ok()?);
                Some(Volume { sector: sector.code.clone(), name: sector.name.clone(), responses, dossiers })
            })
            .collect()
    }

    /// The figures of the same questionnaire under each measure, where it was asked under several.
    async fn beside(&self, groups: &Groups<'_>, campaigns: &[&Campaign]) -> Result<Vec<Beside>, StoreError> {
        let Some(first) = campaigns.first() else { return Ok(Vec::new()) };
        let mut panels = Vec::new();
        for ((measure, _), campaigns) in groups.iter().filter(|((_, version), _)| *version == first.version_id) {
            panels.extend(self.panel(*measure, campaigns).await?.map(|panel| (*measure, panel)));
        }
        if panels.len() < 2 {
            return Ok(Vec::new());
        }
        let mut beside = Vec::new();
        for figure in &panels[0].1.sectors {
            let same: Vec<_> = panels
                .iter()
                .filter_map(|(measure, panel)| {
                    let same = panel.sectors.iter().find(|other| other.sector == figure.sector)?;
                    Some(Beside { measure: *measure, sector: figure.name.clone(), outcome: same.outcome.clone() })
                })
                .filter(|beside| beside.outcome != Outcome::NoAnswers)
                .collect();
            if same.len() > 1 {
                beside.extend(same);
            }
        }
        Ok(beside)
    }
}

/// What these devices lost; `None` where there are none.
fn gaps(devices: &[Kiosk]) -> Option<DeviceGaps> {
    let lost = |(device, arrived): &Kiosk| device.lost(arrived).iter().map(|span| span.count()).sum::<i64>();
    let sum = |of: &dyn Fn(&Kiosk) -> i64| devices.iter().map(of).sum::<i64>().unsigned_abs();
    (!devices.is_empty()).then(|| DeviceGaps {
        devices: devices.len() as u64,
        with_gaps: devices.iter().filter(|device| lost(device) > 0).count() as u64,
        given: sum(&|(device, _)| device.given),
        lost: sum(&lost),
    })
}

/// What these responses look like, `newest` of each campaign at most.
fn screened(version: &Version, (came, newest): (&[&Came], Option<u32>), devices: &[Kiosk], minimum: u64) -> Screening {
    let mut by_point: HashMap<&str, Vec<&Device>> = HashMap::new();
    for (device, _) in devices.iter().filter(|(device, _)| device.settings.hours.is_some()) {
        by_point.entry(device.point.as_str()).or_default().push(device);
    }
    let awake =
        |point: &str, at: i64| by_point.get(point).map(|devices| devices.iter().any(|device| device.settings.is_awake(at)));
    let mut found = screening(version, came, newest, awake);
    // Both shares together would tell how the flagged ones answered, and so would what is left of very few.
    let tells = |persons: u64| persons > 0 && persons < minimum;
    if tells(found.flagged) || tells(found.read - found.flagged) || found.read < minimum {
        found.shares = None;
    }
    found
}
