//! What a collection point asks, and about which sectors.

use app::domain::code::Code;
use app::domain::collection_point::{CollectionPoint, PointCode};
use app::domain::questionnaire::About;
use app::domain::sector::Sector;
use app::domain::tree::Tree;
use app::store::Survey;

use crate::store::{Store, StoreError};

/// The sector under which all administrative procedures stand.
const PROCEDURES: &str = "administrative-procedures";
/// The sectors of questionnaires that judge one thing only.
const HEALTH: &str = "health";
const EDUCATION: &str = "education";
const LOCALITY: &str = "state-agencies";

/// The survey behind a collection point's code.
///
/// # Errors
/// When the database does not answer, or lacks what the point names.
pub async fn survey(store: &Store, code: &PointCode) -> Result<Option<Survey>, StoreError> {
    let Some(point) = store.collection_point(code).await? else { return Ok(None) };
    let missing = |what, value: String| StoreError::Unreadable { what, value };
    let campaign = store.campaign(point.campaign_id).await?;
    let campaign = campaign.ok_or_else(|| missing("campaign of a point", point.campaign_id.to_string()))?;
    let version = store.version(campaign.version_id).await?;
    let version = version.ok_or_else(|| missing("version of a campaign", campaign.version_id.to_string()))?;
    let units = store.units().await?;
    let unit = |code: &Code| units.get(code.as_str()).cloned().ok_or_else(|| missing("unit", code.to_string()));
    let all = store.sectors().await?;
    Ok(Some(Survey {
        unit: unit(&point.unit)?,
        owner: unit(&campaign.owner)?,
        sectors: sectors(&point, version.about(), &all),
        point,
        campaign,
        version,
    }))
}

/// The sectors among which the citizen chooses; just one where the point or the questionnaire settles it.
#[must_use]
pub fn sectors(point: &CollectionPoint, about: About, all: &Tree<Sector>) -> Vec<Sector> {
    let one = |code: &str| all.get(code).cloned().into_iter().collect::<Vec<_>>();
    match (&point.sector, about) {
        (Some(sector), _) => one(sector.as_str()),
        (None, About::Procedure) => all.children(PROCEDURES).cloned().collect(),
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
