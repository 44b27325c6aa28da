//! What a collection point asks, and about which sectors.

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::collection_point::CollectionPoint;
use app::domain::questionnaire::About;
use app::domain::sector::Sector;
use app::domain::tree::Tree;
use app::store::Survey;

use crate::store::StoreError;
use crate::store::directory::Directory;

/// The sector under which all administrative procedures stand.
const PROCEDURES: &str = "administrative-procedures";
/// The sectors of questionnaires that judge one thing only.
const HEALTH: &str = "health";
const EDUCATION: &str = "education";
const LOCALITY: &str = "state-agencies";

/// The survey of a collection point.
///
/// # Errors
/// When something that the point names is not known.
pub fn survey(directory: &Directory, point: CollectionPoint) -> Result<Survey, StoreError> {
    let missing = |what, value: String| StoreError::Unreadable { what, value };
    let campaign = directory.campaign(point.campaign_id);
    let campaign = campaign.ok_or_else(|| missing("campaign of a point", point.campaign_id.to_string()))?;
    let version = directory.versions.get(&campaign.version_id);
    let version = version.ok_or_else(|| missing("version of a campaign", campaign.version_id.to_string()))?;
    let unit = |code: &Code| directory.units.get(code.as_str()).cloned().ok_or_else(|| missing("unit", code.to_string()));
    Ok(Survey {
        unit: unit(&point.unit)?,
        owner: unit(&campaign.owner)?,
        sectors: sectors(point.sector.as_ref(), campaign, version.about(), &directory.sectors),
        point,
        campaign: campaign.clone(),
        version: version.clone(),
    })
}

/// The sectors among which the citizen chooses at a point; just one where the point or the questionnaire settles it. Of several, those about
/// which the campaign asks.
#[must_use]
pub fn sectors(of_point: Option<&Code>, campaign: &Campaign, about: About, all: &Tree<Sector>) -> Vec<Sector> {
    let one = |code: &str| all.get(code).cloned().into_iter().collect::<Vec<_>>();
    match (of_point, about) {
        (Some(sector), _) => one(sector.as_str()),
        (None, About::Procedure) => {
            let asked =
                |sector: &Sector| campaign.sectors.iter().any(|asked| all.is_within(sector.code.as_str(), asked.as_str()));
            let offered: Vec<Sector> = all.children(PROCEDURES).cloned().collect();
            // A campaign that names none of them, or none at all, leaves the choice to the questionnaire.
            if offered.iter().any(asked) { offered.into_iter().filter(|sector| asked(sector)).collect() } else { offered }
        }
        (None, About::Health) => one(HEALTH),
        (None, About::Education) => one(EDUCATION),
        (None, About::Locality) => one(LOCALITY),
    }
}

/// Where a questionnaire's panel stands on the page: procedures first, then the services, then the locality, then any other.
#[must_use]
pub fn rank(questionnaire: &Code) -> (usize, &Code) {
    const ORDER: [&str; 5] = ["one-stop-service", "household-sipas", "health-outpatient", "public-education", "quick-kiosk"];
    let place = ORDER.iter().position(|known| *known == questionnaire.as_str()).unwrap_or(ORDER.len());
    (place, questionnaire)
}
