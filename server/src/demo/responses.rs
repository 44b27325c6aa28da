//! The responses of a collection point, one after the other.

use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::response::Response;
use rand_chacha::ChaCha8Rng;

use super::answers::pick;
use super::households::{Village, villages};
use super::plan::{Plan, PlannedPoint, identifier};
use super::respondent::Respondent;
use super::{answers, moments};
use crate::store::responses::NewResponse;

impl Plan {
    /// Draws the first responses of a point: those of the usual demonstration.
    pub fn responses<'a>(&'a self, planned: &'a PlannedPoint) -> impl Iterator<Item = NewResponse> + 'a {
        let busy: Vec<u32> = planned.months.iter().map(|(step, month)| moments::business(*step, *month)).collect();
        let mut rng = planned.rng.clone();
        let villages = if self.is_at_home(planned) {
            villages(&planned.point.unit, planned.place, planned.first(), &mut rng)
        } else {
            Vec::new()
        };
        // Household by household the interviewers go round the villages; where none were drawn there is none to be in.
        let mut round = (0..villages.len()).cycle();
        (0..planned.first()).filter_map(move |_| {
            let (step, month) = *planned.months.get(pick(&busy, &mut rng)?)?;
            let village = round.next().and_then(|number| villages.get(number));
            self.response(planned, (step, month), village, &mut rng)
        })
    }

    /// Whether people are asked in their homes, which are then a sample of households.
    fn is_at_home(&self, planned: &PlannedPoint) -> bool {
        self.campaigns[planned.campaign].questionnaire.as_str() == "household-sipas"
    }

    /// Draws one response in a month of the point.
    pub fn response(
        &self,
        planned: &PlannedPoint,
        (step, month): (u8, Month),
        village: Option<&Village>,
        rng: &mut ChaCha8Rng,
    ) -> Option<NewResponse> {
        let (campaign, (version_id, version)) = (&self.campaigns[planned.campaign], &self.versions[planned.version]);
        let point = &planned.point;
        let sector =
            if let Some(sector) = &point.sector { sector.clone() } else { self.choosable.get(pick(&self.chosen, rng)?)?.clone() };
        let submitted_at = moments::draw(month, point.mode, self.is_at_home(planned), rng);
        let person = Respondent::draw(planned.place, sector.as_str(), point.mode, step, rng)
            .in_village(village.map_or(1.0, |village| village.discontent));
        let answers = answers::draw(version, campaign.asks_sensitive, &person, rng);
        let response = Response {
            id: identifier(submitted_at - took(version, submitted_at), rng),
            point: point.code.clone(),
            campaign_id: campaign.id,
            version_id: *version_id,
            unit: point.unit.clone(),
            sector,
            mode: point.mode,
            language: person.language,
            assisted: person.assisted,
            submitted_at,
            month,
            answers,
            sample_place: village.map(|village| village.place.clone()),
        };
        Some(NewResponse::new(response, version))
    }
}

/// How long somebody took over a questionnaire (milliseconds): from half to twice the minutes that it is said to take.
fn took(version: &Version, submitted_at: i64) -> i64 {
    let minutes = i64::from(version.minutes().max(1));
    // It follows from the moment, so that nothing else that is drawn depends on it.
    let quarters = 2 + submitted_at / 1_000 % 7;
    minutes * 15_000 * quarters
}
