//! From the fields of a form to a device and its settings: the one place where what a manager says of them is judged.

use super::collection_point::PointCode;
use super::device::Device;
use super::device::settings::{Hours, Settings};
use super::form::{Problems, line};
use super::language::Language;
use super::submission::Fields;

/// The field of the name.
pub const NAME: &str = "name";
/// The field of the collection point, by its code.
pub const POINT: &str = "point";
/// The field of the seconds without a touch.
pub const IDLE: &str = "idle";
/// The field of the seconds of the countdown.
pub const GRACE: &str = "grace";
/// The field by which comments may be typed.
pub const COMMENTS: &str = "comments";
/// The field of the time at which it wakes, `HH:MM`; empty, as the other one, where it never sleeps.
pub const OPENS: &str = "opens";
/// The field of the time at which it goes to sleep.
pub const CLOSES: &str = "closes";
/// The field of the days on which it is awake, from 0 for Monday; once for each of them.
pub const DAY: &str = "day";
/// The field of a new PIN; empty where it is to stay as it is.
pub const PIN: &str = "pin";
/// The field by which there is to be no PIN any more.
pub const NO_PIN: &str = "no-pin";
/// The field of what the first screen says in Vietnamese.
pub const GREETING_VI: &str = "greeting-vi";
/// The field of the same in English.
pub const GREETING_EN: &str = "greeting-en";
/// The field of the answers that are expected in an hour.
pub const NORM: &str = "norm";

/// The most characters of a name.
pub const LONGEST_NAME: usize = 80;
/// The most characters of what the first screen says.
pub const LONGEST_GREETING: usize = 200;

/// The days that a form begins with where a device never sleeps: those on which offices work.
const OFFICE_DAYS: [bool; 7] = [true, true, true, true, true, false, false];

/// What is to become of the PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pin {
    /// It stays as it is.
    Kept,
    /// There is none any more.
    Removed,
    /// These digits.
    New(String),
}

/// A device as a form wants it. Its settings have the PIN that it had.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub point: PointCode,
    /// How it is to behave.
    pub settings: Settings,
    /// What is to become of its PIN.
    pub pin: Pin,
}

/// The name and the point of a new device; `is_offered` says at which points one may be added.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_new(fields: &Fields, is_offered: impl Fn(&PointCode) -> bool) -> Result<(String, PointCode), Problems> {
    let mut problems = Problems::new();
    let name = name(fields, &mut problems);
    match point(fields, is_offered, &mut problems) {
        Some(point) if problems.is_empty() => Ok((name, point)),
        _ => Err(problems),
    }
}

/// The device as a form wants it; it may stay where it stands, and `is_offered` says where else it may go.
///
/// # Errors
/// What is wrong, by field.
pub fn judge_change(fields: &Fields, old: &Device, is_offered: impl Fn(&PointCode) -> bool) -> Result<Change, Problems> {
    let mut problems = Problems::new();
    let name = name(fields, &mut problems);
    let point = point(fields, |code| *code == old.point || is_offered(code), &mut problems);
    let mut seconds = |field, range: std::ops::RangeInclusive<u32>, key| {
        let number = number(fields, field).filter(|number| range.contains(number));
        if number.is_none() {
            problems.push((field, key));
        }
        number.unwrap_or_default()
    };
    let idle = seconds(IDLE, Settings::IDLE, "device-idle-wrong");
    let grace = seconds(GRACE, Settings::GRACE, "device-grace-wrong");
    let norm = if line(fields, NORM).is_empty() { None } else { Some(seconds(NORM, Settings::NORM, "device-norm-wrong")) };
    let hours = hours(fields, &mut problems);
    let mut greeting = old.settings.greeting.clone();
    for (field, language) in [(GREETING_VI, Language::Vi), (GREETING_EN, Language::En)] {
        let text = line(fields, field);
        if text.chars().count() > LONGEST_GREETING {
            problems.push((field, "device-greeting-long"));
        }
        greeting = greeting.with(language, &text);
    }
    let digits = line(fields, PIN);
    let pin = if fields.has(NO_PIN, "yes") {
        if !digits.is_empty() {
            problems.push((NO_PIN, "device-pin-both"));
        }
        Pin::Removed
    } else if digits.is_empty() {
        Pin::Kept
    } else {
        if !Settings::PIN.contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.push((PIN, "device-pin-wrong"));
        }
        Pin::New(digits)
    };
    match point {
        Some(point) if problems.is_empty() => {
            let comments = fields.has(COMMENTS, "yes");
            let settings = Settings { idle, grace, comments, hours, pin: old.settings.pin.clone(), greeting, norm };
            Ok(Change { name, point, settings, pin })
        }
        _ => Err(problems),
    }
}

/// A device as it stands in the form that changes it.
#[must_use]
pub fn standing(device: &Device) -> Fields {
    let Settings { idle, grace, comments, hours, pin: _, greeting, norm } = &device.settings;
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let days = hours.map_or(OFFICE_DAYS, |hours| hours.days);
    let days = (0..).zip(days).filter(|(_, awake)| *awake).map(|(day, _): (usize, bool)| (DAY, day.to_string()));
    let fields = [
        (NAME, device.name.clone()),
        (POINT, device.point.to_string()),
        (IDLE, idle.to_string()),
        (GRACE, grace.to_string()),
        (COMMENTS, if *comments { "yes" } else { "" }.to_owned()),
        (OPENS, hours.map(|hours| time(hours.opens)).unwrap_or_default()),
        (CLOSES, hours.map(|hours| time(hours.closes)).unwrap_or_default()),
        (GREETING_VI, greeting.only(Language::Vi).to_owned()),
        (GREETING_EN, greeting.only(Language::En).to_owned()),
        (NORM, norm.map(|norm| norm.to_string()).unwrap_or_default()),
    ];
    fields.into_iter().chain(days).map(|(name, value)| (name.to_owned(), value)).collect()
}

fn name(fields: &Fields, problems: &mut Problems) -> String {
    let name = line(fields, NAME);
    if name.is_empty() {
        problems.push((NAME, "device-name-missing"));
    } else if name.chars().count() > LONGEST_NAME {
        problems.push((NAME, "device-name-long"));
    }
    name
}

fn point(fields: &Fields, is_offered: impl Fn(&PointCode) -> bool, problems: &mut Problems) -> Option<PointCode> {
    let point = line(fields, POINT).parse().ok().filter(is_offered);
    if point.is_none() {
        problems.push((POINT, "device-point-wrong"));
    }
    point
}

fn number(fields: &Fields, field: &str) -> Option<u32> {
    line(fields, field).parse().ok()
}

/// When it is awake; both times are empty where it always is.
fn hours(fields: &Fields, problems: &mut Problems) -> Option<Hours> {
    let typed = [OPENS, CLOSES].map(|field| line(fields, field));
    if typed.iter().all(String::is_empty) {
        return None;
    }
    let mut minute = |field, typed: &str| {
        let minute = minute(typed);
        if minute.is_none() {
            problems.push((field, if typed.is_empty() { "device-time-missing" } else { "device-time-wrong" }));
        }
        minute
    };
    let (opens, closes) = (minute(OPENS, &typed[0]), minute(CLOSES, &typed[1]));
    if opens.zip(closes).is_some_and(|(opens, closes)| closes <= opens) {
        problems.push((CLOSES, "device-time-order"));
    }
    let mut days = [false; 7];
    for (day, awake) in days.iter_mut().enumerate() {
        *awake = fields.has(DAY, &day.to_string());
    }
    if days == [false; 7] {
        problems.push((DAY, "device-days-none"));
    }
    Some(Hours { opens: opens?, closes: closes?, days })
}

/// The minute of the day of a time such as `7:30` or `07:30`; `24:00` is the end of the day.
fn minute(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once(':')?;
    let fits = (1..=2).contains(&hour.len())
        && minute.len() == 2
        && [hour, minute].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (hour, minute): (u16, u16) = if fits { (hour.parse().ok()?, minute.parse().ok()?) } else { return None };
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::texts::Texts;

    fn device() -> Device {
        Device {
            id: Uuid::from_u128(1),
            point: "aaaaaa".parse().unwrap(),
            name: "Cổng".to_owned(),
            settings: Settings { pin: Some("kept".to_owned()), greeting: Texts::new([("fr", "Bonjour")]), ..Settings::default() },
            settings_number: 1,
            created_at: 0,
            link_expires_at: None,
            registered_at: None,
            revoked_at: None,
            seen: None,
            given: 0,
        }
    }

    /// What comes of the form as it stands, with some fields otherwise.
    fn judged(changes: &[(&str, &str)]) -> Result<Change, Problems> {
        let device = device();
        let standing = standing(&device);
        let kept = standing.names().filter(|name| !changes.iter().any(|(changed, _)| changed == name));
        let kept = kept.flat_map(|name| standing.all(name).iter().map(move |value| (name.to_owned(), value.clone())));
        let changes = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        judge_change(&kept.chain(changes).collect(), &device, |code| code.as_str() == "bbbbbb")
    }

    #[test]
    fn a_form_that_is_sent_as_it_stands_changes_nothing() {
        let Device { name, point, settings, .. } = device();
        assert_eq!(judged(&[]), Ok(Change { name, point, settings, pin: Pin::Kept }));
        let hours = Some(Hours { opens: 450, closes: 1020, days: [true, false, true, false, true, false, true] });
        let settings =
            Settings {
                hours, comments: true, norm: Some(12), greeting: Texts::new([("vi", "Xin chào")]), ..Settings::default()
            };
        let busy = Device { settings, ..device() };
        assert_eq!(judge_change(&standing(&busy), &busy, |_| false).unwrap().settings, busy.settings);
    }

    #[test]
    fn what_is_typed_becomes_settings() {
        let change = judged(&[
            (NAME, " Máy ở  cổng "),
            (POINT, "BBB bbb"),
            (IDLE, "60"),
            (GRACE, "30"),
            (COMMENTS, "yes"),
            (OPENS, "7:30"),
            (CLOSES, "24:00"),
            (DAY, "0"),
            (DAY, "6"),
            (PIN, "0123"),
            (GREETING_VI, "Xin chào"),
            (NORM, "9"),
        ]);
        let Change { name, point, settings, pin } = change.unwrap();
        assert_eq!((name.as_str(), point.as_str(), pin), ("Máy ở cổng", "bbbbbb", Pin::New("0123".to_owned())));
        let days = [true, false, false, false, false, false, true];
        assert_eq!(settings.hours, Some(Hours { opens: 450, closes: 1440, days }));
        assert_eq!((settings.idle, settings.grace, settings.comments, settings.norm), (60, 30, true, Some(9)));
        assert_eq!(settings.greeting, Texts::new([("fr", "Bonjour"), ("vi", "Xin chào")]));
        assert_eq!(settings.pin.as_deref(), Some("kept"), "the digits are hashed elsewhere");
        assert_eq!(judged(&[(NO_PIN, "yes")]).unwrap().pin, Pin::Removed);
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let (long_name, long_greeting) = ("x".repeat(LONGEST_NAME + 1), "x".repeat(LONGEST_GREETING + 1));
        for (field, value, key) in [
            (NAME, " ", "device-name-missing"),
            (NAME, &*long_name, "device-name-long"),
            (POINT, "cccccc", "device-point-wrong"),
            (POINT, "", "device-point-wrong"),
            (IDLE, "19", "device-idle-wrong"),
            (IDLE, "301", "device-idle-wrong"),
            (IDLE, "-20", "device-idle-wrong"),
            (GRACE, "", "device-grace-wrong"),
            (GRACE, "121", "device-grace-wrong"),
            (NORM, "0", "device-norm-wrong"),
            (NORM, "x", "device-norm-wrong"),
            (PIN, "123", "device-pin-wrong"),
            (PIN, "123456789", "device-pin-wrong"),
            (PIN, "12a4", "device-pin-wrong"),
            (PIN, "१२३४", "device-pin-wrong"),
            (GREETING_EN, &*long_greeting, "device-greeting-long"),
        ] {
            assert_eq!(judged(&[(field, value)]), Err(vec![(field, key)]), "{field}: {value}");
        }
        assert_eq!(judged(&[(PIN, "1234"), (NO_PIN, "yes")]), Err(vec![(NO_PIN, "device-pin-both")]));
    }

    #[test]
    fn hours_are_two_times_and_a_day() {
        let both = |opens, closes| judged(&[(OPENS, opens), (CLOSES, closes)]).unwrap_err();
        assert_eq!(both("7:30", ""), [(CLOSES, "device-time-missing")]);
        assert_eq!(both("", "17:00"), [(OPENS, "device-time-missing")]);
        assert_eq!(both("17:00", "17:00"), [(CLOSES, "device-time-order")]);
        for wrong in ["7", "7:3", "07:60", "24:01", "25:00", "-1:00", "+1:00", "7h30", "007:30"] {
            assert_eq!(both(wrong, "23:59"), [(OPENS, "device-time-wrong")], "{wrong}");
        }
        assert_eq!(judged(&[(OPENS, "07:30"), (CLOSES, "17:00"), (DAY, "7")]), Err(vec![(DAY, "device-days-none")]));
        let judged = judged(&[(OPENS, "07:30"), (CLOSES, "17:00")]).unwrap();
        assert_eq!(judged.settings.hours.unwrap().days, OFFICE_DAYS, "the days that the form begins with");
    }

    #[test]
    fn a_new_device_has_a_name_and_a_point() {
        let fields = |name: &str, point: &str| -> Fields {
            [(NAME, name), (POINT, point)].map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect()
        };
        let judge = |name, point| judge_new(&fields(name, point), |code| code.as_str() == "bbbbbb");
        assert_eq!(judge("Cổng", "bbbbbb"), Ok(("Cổng".to_owned(), "bbbbbb".parse().unwrap())));
        assert_eq!(judge("", "aaaaaa"), Err(vec![(NAME, "device-name-missing"), (POINT, "device-point-wrong")]));
    }
}
