//! Devices: tablets that stand at a collection point and are used by all who pass.

pub mod arrival;
pub mod clock;
pub mod contact;
pub mod settings;

use uuid::Uuid;

use super::collection_point::PointCode;
use arrival::Span;
use contact::Report;
use settings::Settings;

/// A device.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Its identifier, version 7.
    pub id: Uuid,
    /// The collection point at which it stands.
    pub point: PointCode,
    /// What those who look after it call it.
    pub name: String,
    /// How it is to behave.
    pub settings: Settings,
    /// Raised with each change of settings or of the point, so that the tablet knows that there is something new.
    pub settings_number: i64,
    /// When it was added: UTC milliseconds.
    pub created_at: i64,
    /// Until when the link holds by which a tablet becomes this device: UTC milliseconds; `None` where there is none.
    pub link_expires_at: Option<i64>,
    /// Since when a tablet is this device: UTC milliseconds.
    pub registered_at: Option<i64>,
    /// Since when its token opens nothing any more: UTC milliseconds.
    pub revoked_at: Option<i64>,
    /// When it was last heard of, and what it told: UTC milliseconds.
    pub seen: Option<(i64, Report)>,
    /// The highest number that it gave to an answer, as far as is known.
    pub given: i64,
}

/// What is to be worried about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alarm {
    /// Nothing was heard of it during its opening hours.
    Silent,
    /// Answers have been waiting on it for long.
    QueueOld,
    /// Answers never arrived.
    Gap,
    /// It takes no more answers, because it could not keep them safely.
    Stopped,
    /// Its clock is wrong by much.
    ClockWrong,
    /// Its browser may throw away what waits on it when space gets scarce.
    NotPersistent,
}

impl Alarm {
    /// All of them, the worst first.
    pub const ALL: [Self; 6] = [Self::Stopped, Self::Gap, Self::Silent, Self::QueueOld, Self::ClockWrong, Self::NotPersistent];

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Silent => "device-alarm-silent",
            Self::QueueOld => "device-alarm-queue",
            Self::Gap => "device-alarm-gap",
            Self::Stopped => "device-alarm-stopped",
            Self::ClockWrong => "device-alarm-clock",
            Self::NotPersistent => "device-alarm-storage",
        }
    }
}

impl Device {
    /// Silent for longer than this in opening hours is an alarm, in milliseconds. A tablet calls every minute.
    pub const SILENT: i64 = 15 * 60 * 1000;
    /// Answers that wait for longer than this are an alarm, in milliseconds.
    pub const WAITS: i64 = 60 * 60 * 1000;

    /// Whether a tablet may act as this device.
    #[must_use]
    pub const fn is_in_use(&self) -> bool {
        self.registered_at.is_some() && self.revoked_at.is_none()
    }

    /// The numbers of its answers that neither arrived, as these did, nor wait on it.
    #[must_use]
    pub fn lost(&self, arrived: &[Span]) -> Vec<Span> {
        let waiting = self.seen.as_ref().map(|(_, report)| report.waiting.as_slice()).unwrap_or_default();
        arrival::gaps(self.given, arrived, waiting)
    }

    /// What is to be worried about at `now` (UTC milliseconds), the worst first; `has_gaps` says whether answers never arrived.
    #[must_use]
    pub fn alarms(&self, now: i64, has_gaps: bool) -> Vec<Alarm> {
        let Some((at, report)) = &self.seen else {
            let waits_long = self.registered_at.is_some_and(|since| now - since > Self::SILENT);
            return if self.is_in_use() && waits_long && self.settings.is_awake(now) { vec![Alarm::Silent] } else { Vec::new() };
        };
        let is_raised = |alarm: &Alarm| match alarm {
            // What was heard before it opened in the morning says nothing yet.
            Alarm::Silent => self.is_in_use() && now - at.max(&self.settings.awake_since(now).unwrap_or(now)) > Self::SILENT,
            Alarm::QueueOld => report.oldest_at.is_some_and(|oldest| now - oldest > Self::WAITS),
            Alarm::Gap => has_gaps,
            Alarm::Stopped => self.is_in_use() && report.stopped,
            Alarm::ClockWrong => report.skew.abs() > clock::TOLERATED,
            Alarm::NotPersistent => self.is_in_use() && !report.persistent,
        };
        Alarm::ALL.into_iter().filter(is_raised).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::contact::DeviceState;
    use super::*;

    const MINUTE: i64 = 60_000;
    /// A Monday, 10 o'clock in Viet Nam.
    const NOW: i64 = 1_773_630_000_000;

    fn device(seen: Option<(i64, Report)>) -> Device {
        Device {
            id: Uuid::from_u128(1),
            point: "aaaaaa".parse().unwrap(),
            name: "Cổng".to_owned(),
            settings: Settings::default(),
            settings_number: 1,
            created_at: 0,
            link_expires_at: None,
            registered_at: Some(NOW - 60 * MINUTE),
            revoked_at: None,
            seen,
            given: 0,
        }
    }

    fn report() -> Report {
        Report { state: DeviceState { persistent: true, ..DeviceState::default() }, ..Report::default() }
    }

    #[test]
    fn silence_is_an_alarm_in_opening_hours_only() {
        let silent = device(Some((NOW - Device::SILENT - 1, report())));
        assert_eq!(silent.alarms(NOW, false), [Alarm::Silent]);
        assert_eq!(device(Some((NOW - Device::SILENT, report()))).alarms(NOW, false), []);
        assert_eq!(device(None).alarms(NOW, false), [Alarm::Silent], "registered and never heard of");
        assert_eq!(Device { revoked_at: Some(NOW), ..silent.clone() }.alarms(NOW, false), []);
        let hours = |opens| Some(settings::Hours { opens, closes: 17 * 60, days: [true; 7] });
        let asleep = Device { settings: Settings { hours: hours(11 * 60), ..Settings::default() }, ..silent.clone() };
        assert_eq!(asleep.alarms(NOW, false), []);
        let overnight = Device { settings: Settings { hours: hours(10 * 60 - 5), ..Settings::default() }, ..silent };
        assert_eq!(overnight.alarms(NOW, false), [], "it opened five minutes ago");
    }

    #[test]
    fn each_trouble_has_its_alarm() {
        let told = |report: Report| device(Some((NOW, report))).alarms(NOW, false);
        assert_eq!(told(report()), []);
        assert_eq!(told(Report { oldest_at: Some(NOW - Device::WAITS - 1), ..report() }), [Alarm::QueueOld]);
        assert_eq!(told(Report { oldest_at: Some(NOW - Device::WAITS), ..report() }), []);
        assert_eq!(told(Report { state: DeviceState { stopped: true, ..report().state }, ..report() }), [Alarm::Stopped]);
        assert_eq!(told(Report { skew: -clock::TOLERATED - 1, ..report() }), [Alarm::ClockWrong]);
        assert_eq!(told(Report::default()), [Alarm::NotPersistent]);
        assert_eq!(device(Some((NOW, report()))).alarms(NOW, true), [Alarm::Gap]);
    }
}
