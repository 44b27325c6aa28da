//! Devices as staff see and change them. As with collection points, whoever reaches the owner of the campaign changes them; whoever reaches
//! only the unit that is judged sees them.

use app::domain::collection_point::PointCode;
use app::domain::device::Device;
use app::domain::device::settings::Settings;
use app::domain::reference::Reference;
use app::domain::role::Reach;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{alone, note};
use super::database::{in_transaction, on_read};
use super::removal::Removal;
use super::scope::{parameter, within};
use super::{Store, StoreError, row};
use crate::accounts::token::TokenHash;
use crate::audit::{Act, Action, Author};

/// The columns of a [`Device`].
macro_rules! columns {
    () => {
        "id, point, name, settings, settings_number, created_at, link_expires_at, registered_at, revoked_at, seen_at, report, given"
    };
}

/// Devices that are seen: their point or the owner of its campaign is in reach.
macro_rules! seen_devices {
    ($rest:literal) => {
        within!(
            "SELECT ",
            columns!(),
            " FROM device WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
             WHERE p.code = device.point AND (campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach))))",
            $rest
        )
    };
}

/// A statement about what belongs to such devices (`d`).
macro_rules! seen {
    ($what:literal, $rest:literal) => {
        within!(
            $what,
            " JOIN collection_point p ON p.code = d.point JOIN campaign ON campaign.id = p.campaign_id \
             WHERE ($1 = '*' OR campaign.owner IN (SELECT code FROM reach) OR p.unit IN (SELECT code FROM reach))",
            $rest
        )
    };
}

/// A change of one device, at `$2`, where the owner of the campaign of its point is in reach.
macro_rules! own {
    ($what:literal, $rest:literal) => {
        within!(
            $what,
            " WHERE id = $2 AND ($1 = '*' OR EXISTS (SELECT 1 FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id \
             WHERE p.code = device.point AND campaign.owner IN (SELECT code FROM reach)))",
            $rest
        )
    };
}

pub(super) use {columns, seen};

const WITHIN: &str = seen_devices!(" ORDER BY id");
const ONE: &str = seen_devices!(" AND id = $2");
const AT: &str = seen!("SELECT d.id, d.name FROM device d", " AND d.point = $2 ORDER BY d.name, d.id");
// A device comes to points where people answer on it, of campaigns that have not ended.
const ADD: &str = within!(
    "INSERT INTO device (id, point, name, settings, settings_number, created_at) SELECT $2, $3, $4, $5, 1, $6 \
     WHERE EXISTS (SELECT 1 FROM collection_point p JOIN campaign ON campaign.id = p.campaign_id WHERE p.code = $3 \
     AND p.mode = 'kiosk' AND p.withdrawn_at IS NULL AND campaign.state IN ('draft', 'open') \
     AND (campaign.closes_at IS NULL OR campaign.closes_at > $6) AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach)))"
);
pub(super) const STANDS: &str = "INSERT INTO device_point (device_id, point, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const CHANGE: &str = own!(
    "UPDATE device SET point = $3, name = $4, settings = $5, settings_number = settings_number + 1",
    " AND settings_number = $6 AND (point = $3 OR EXISTS (SELECT 1 FROM collection_point p \
     JOIN campaign ON campaign.id = p.campaign_id WHERE p.code = $3 AND p.mode = 'kiosk' AND p.withdrawn_at IS NULL \
     AND campaign.state IN ('draft', 'open') AND (campaign.closes_at IS NULL OR campaign.closes_at > $7) \
     AND ($1 = '*' OR campaign.owner IN (SELECT code FROM reach))))"
);
const LINK: &str = own!("UPDATE device SET link = $3, link_expires_at = $4", "");
const REVOKE: &str = own!(
    "UPDATE device SET token = NULL, former_token = NULL, link = NULL, link_expires_at = NULL, revoked_at = $3",
    " AND registered_at IS NOT NULL AND (revoked_at IS NULL OR link IS NOT NULL)"
);
const REFERENCES: &str = "SELECT registered_at IS NOT NULL, \
    given > 0 OR EXISTS (SELECT 1 FROM device_arrival WHERE device_id = device.id) FROM device WHERE id = $1";
const REMOVE: &str = own!("DELETE FROM device", "");

/// Every text of this file, to be prepared on both databases by a test.
pub const SQL: &[&str] = &[WITHIN, ONE, AT, ADD, STANDS, CHANGE, LINK, REVOKE, REFERENCES, REMOVE];

/// A device's columns.
pub(super) type Row =
    (Uuid, String, String, String, i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<String>, i64);

/// The device of a row.
pub(super) fn device(row: Row) -> Result<Device, StoreError> {
    let (id, point, name, settings, settings_number, created_at, link_expires_at, registered_at, revoked_at, ..) = row;
    let (.., seen_at, report, given) = row;
    let report = report.map(|report| row::parsed("report of a device", &report, |json| serde_json::from_str(json).ok()));
    Ok(Device {
        id,
        point: row::code("collection point", &point)?,
        name,
        settings: row::parsed("settings of a device", &settings, |json| serde_json::from_str(json).ok())?,
        settings_number,
        created_at,
        link_expires_at,
        registered_at,
        revoked_at,
        seen: seen_at.zip(report.transpose()?),
        given,
    })
}

fn settings_json(settings: &Settings) -> String {
    // Settings always have a JSON form.
    serde_json::to_string(settings).unwrap_or_else(|_| "{}".to_owned())
}

/// What the log tells of a device: of a PIN only whether there is one.
fn told(point: &PointCode, name: &str, settings: &Settings) -> Value {
    let mut behaviour = json!(settings);
    behaviour["pin"] = json!(settings.pin.is_some());
    json!({ "point": point.as_str(), "name": name, "settings": behaviour })
}

/// What the log tells of something that is done to a device about a unit.
fn act(action: Action, id: Uuid, unit: &str) -> Act {
    Act { unit: Some(unit.to_owned()), ..Act::on(action, format!("device {id}")) }
}

fn references((tablet, answered): (bool, bool)) -> Vec<Reference> {
    let found = [(tablet, Reference::Tablet), (answered, Reference::Responses)];
    found.into_iter().filter(|(found, _)| *found).map(|(_, reference)| reference).collect()
}

impl Store {
    /// The devices whose point's unit, or the owner of whose campaign, is in reach, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn devices_within(&self, reach: &Reach) -> Result<Vec<Device>, StoreError> {
        let reach = self.reading(reach).await?;
        let rows: Vec<Row> = on_read!(&self.db, pool => sqlx::query_as(WITHIN).bind(reach.as_str()).fetch_all(pool).await)?;
        rows.into_iter().map(device).collect()
    }

    /// The device with this identifier, if it is among these.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn device(&self, reach: &Reach, id: Uuid) -> Result<Option<Device>, StoreError> {
        let reach = self.reading(reach).await?;
        let row: Option<Row> =
            on_read!(&self.db, pool => sqlx::query_as(ONE).bind(reach.as_str()).bind(id).fetch_optional(pool).await)?;
        row.map(device).transpose()
    }

    /// Those of these devices that stand at a point: identifier and name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn devices_at(&self, reach: &Reach, point: &PointCode) -> Result<Vec<(Uuid, String)>, StoreError> {
        let reach = self.reading(reach).await?;
        Ok(on_read!(&self.db, pool => sqlx::query_as(AT).bind(reach.as_str()).bind(point.as_str()).fetch_all(pool).await)?)
    }

    /// Adds a device with the usual settings; `false` where the owner of the campaign of its point is not in reach, or no device comes to
    /// that point. `unit` is that of the point, for the log.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn add_device(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, name, point, unit): (Uuid, &str, &PointCode, &str),
    ) -> Result<bool, StoreError> {
        let settings = Settings::default();
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let added = sqlx::query(ADD)
                .bind(parameter(reach))
                .bind(id)
                .bind(point.as_str())
                .bind(name)
                .bind(settings_json(&settings))
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(STANDS).bind(id).bind(point.as_str()).bind(now).execute(&mut *tx).await?;
            let after = Some(told(point, name, &settings));
            note!(&self.db, tx, by, now, Act { after, ..act(Action::DeviceAdded, id, unit) });
        });
        Ok(true)
    }

    /// Changes a device from `old` to a name, a point and settings, and raises their number; `false` where the owner of its campaign is not
    /// in reach, no device comes to the new point, or somebody changed it meanwhile. `unit` is that of the new point, for the log.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn change_device(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (old, name, point, settings, unit): (&Device, &str, &PointCode, &Settings, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let changed = sqlx::query(CHANGE)
                .bind(parameter(reach))
                .bind(old.id)
                .bind(point.as_str())
                .bind(name)
                .bind(settings_json(settings))
                .bind(old.settings_number)
                .bind(now)
                .execute(&mut *tx)
                .await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(STANDS).bind(old.id).bind(point.as_str()).bind(now).execute(&mut *tx).await?;
            let before = Some(told(&old.point, &old.name, &old.settings));
            let after = Some(told(point, name, settings));
            note!(&self.db, tx, by, now, Act { before, after, ..act(Action::DeviceChanged, old.id, unit) });
        });
        Ok(true)
    }

    /// Notes a link by which a tablet becomes this device, once, until `expires_at` (UTC milliseconds); it replaces the one before. `false`
    /// where the owner of its campaign is not in reach or it is gone.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn link_device(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, unit): (Uuid, &str),
        (hash, expires_at): (TokenHash, i64),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let made = sqlx::query(LINK)
                .bind(parameter(reach))
                .bind(id)
                .bind(hash.as_bytes().as_slice())
                .bind(expires_at)
                .execute(&mut *tx)
                .await?;
            if made.rows_affected() == 0 {
                return Ok(false);
            }
            let after = Some(json!({ "until": expires_at }));
            note!(&self.db, tx, by, now, Act { after, ..act(Action::DeviceLinkMade, id, unit) });
        });
        Ok(true)
    }

    /// Lets the tablet that is this device be it no longer, nor any other by a link that was made; `false` where the owner of its campaign is
    /// not in reach, or there is neither.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn revoke_device(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (id, unit): (Uuid, &str),
    ) -> Result<bool, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let revoked = sqlx::query(REVOKE).bind(parameter(reach)).bind(id).bind(now).execute(&mut *tx).await?;
            if revoked.rows_affected() == 0 {
                return Ok(false);
            }
            note!(&self.db, tx, by, now, act(Action::DeviceRevoked, id, unit));
        });
        Ok(true)
    }

    /// What keeps a device from being removed: a tablet that was it, and answers that came from it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn references_to_device(&self, id: Uuid) -> Result<Vec<Reference>, StoreError> {
        let row: Option<(bool, bool)> =
            on_read!(&self.db, pool => sqlx::query_as(REFERENCES).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(references).unwrap_or_default())
    }

    /// Removes a device that no tablet ever was. `unit` is that of its point, for the log.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn remove_device(
        &self,
        by: &Author,
        now: i64,
        reach: &Reach,
        (device, unit): (&Device, &str),
    ) -> Result<Removal, StoreError> {
        in_transaction!(&self.db, tx => {
            alone!(&self.db, tx);
            let found: Option<(bool, bool)> = sqlx::query_as(REFERENCES).bind(device.id).fetch_optional(&mut *tx).await?;
            let references = found.map(references).unwrap_or_default();
            if !references.is_empty() {
                return Ok(Removal::Referred(references));
            }
            let removed = sqlx::query(REMOVE).bind(parameter(reach)).bind(device.id).execute(&mut *tx).await?;
            if removed.rows_affected() == 0 {
                return Ok(Removal::NotThere);
            }
            let before = Some(told(&device.point, &device.name, &device.settings));
            note!(&self.db, tx, by, now, Act { before, ..act(Action::DeviceRemoved, device.id, unit) });
        });
        Ok(Removal::Removed)
    }
}
