//! Months and the periods made of them, in Viet Nam's time.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

/// Viet Nam's time (`Asia/Ho_Chi_Minh`) has been UTC+7 without summer time since 1975, so a fixed offset is exact.
const VIET_NAM: Offset = Offset::constant(7);

/// A calendar month in Viet Nam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A time of day and date in Viet Nam, to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime(jiff::civil::DateTime);

impl LocalTime {
    /// The local time of a UTC millisecond; moments outside the calendar's range are shown as its ends.
    #[must_use]
    pub fn of(millisecond: i64) -> Self {
        let bounds = Timestamp::MIN.as_millisecond()..=Timestamp::MAX.as_millisecond();
        let inside = millisecond.clamp(*bounds.start(), *bounds.end());
        let timestamp = Timestamp::from_millisecond(inside).unwrap_or(Timestamp::UNIX_EPOCH);
        Self(timestamp.to_zoned(TimeZone::fixed(VIET_NAM)).datetime())
    }

    /// The UTC millisecond at which a day of Viet Nam begins that is written `YYYY-MM-DD`, as browsers send dates; `None` for no such day.
    #[must_use]
    pub fn midnight(day: &str) -> Option<i64> {
        let date: Date = day.parse().ok().filter(|_| day.len() == 10)?;
        VIET_NAM.to_timestamp(date.into()).ok().map(Timestamp::as_millisecond)
    }

    /// The UTC millisecond at which the day begins that lies so many months after this one; where that month is too short, on its last day.
    #[must_use]
    pub fn months_later(self, months: u16) -> i64 {
        self.later(Span::new().months(i32::from(months)))
    }

    /// The UTC millisecond at which the day begins that lies so many days after this one.
    #[must_use]
    pub fn days_later(self, days: i64) -> i64 {
        Span::new().try_days(days).map_or(i64::MAX, |days| self.later(days))
    }

    /// Midnight of a later day; a day beyond the calendar never comes.
    fn later(self, span: Span) -> i64 {
        let day = self.0.date().checked_add(span).ok();
        day.and_then(|day| VIET_NAM.to_timestamp(day.into()).ok()).map_or(i64::MAX, Timestamp::as_millisecond)
    }

    /// The day as browsers send dates, `YYYY-MM-DD`: what [`LocalTime::midnight`] reads.
    #[must_use]
    pub fn day(self) -> String {
        self.0.date().to_string()
    }

    /// The minute of the day, from 0.
    #[must_use]
    pub fn minute_of_day(self) -> u16 {
        // No clock shows a negative hour or minute.
        u16::from(self.0.hour().unsigned_abs()) * 60 + u16::from(self.0.minute().unsigned_abs())
    }

    /// The day of the week: 0 is Monday.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs())
    }

    /// `HH:MM`.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
    }

    /// `D/M/YYYY`, the order in which both Vietnamese and international English readers read dates.
    #[must_use]
    pub fn date(self) -> String {
        format!("{}/{}/{}", self.0.day(), self.0.month(), self.0.year())
    }
}

impl Month {
    /// The month in which a UTC millisecond falls in Viet Nam.
    #[must_use]
    pub fn of(millisecond: i64) -> Self {
        let date = LocalTime::of(millisecond).0.date();
        Self { year: date.year(), month: date.month() }
    }

    /// The month of a year, if `month` is 1 to 12 and the year has four digits.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1..=12).contains(&month) && (1000..=9999).contains(&year)).then_some(Self { year, month })
    }

    /// Its first millisecond (UTC).
    #[must_use]
    pub fn begins_at(self) -> i64 {
        let date = Date::new(self.year, self.month, 1).unwrap_or(Date::ZERO);
        VIET_NAM.to_timestamp(date.into()).map_or(0, Timestamp::as_millisecond)
    }

    /// The number `YYYYMM` under which counts are kept.
    #[must_use]
    pub fn number(self) -> i32 {
        i32::from(self.year) * 100 + i32::from(self.month)
    }

    /// The month of a number `YYYYMM`.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Self::new(i16::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?)
    }

    /// The month `months` later (or earlier, if negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let total = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let year = i16::try_from(total.div_euclid(12)).unwrap_or(self.year);
        let month = i8::try_from(total.rem_euclid(12) + 1).unwrap_or(self.month);
        Self { year, month }
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }
}

/// A span of whole months, as chosen in an address: `2025`, `2025-Q3` or `2025-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A quarter, 1 to 4, of a year.
    Quarter(i16, i8),
    /// A month.
    Month(Month),
}

impl Period {
    /// Its first and last month.
    #[must_use]
    pub fn months(self) -> (Month, Month) {
        match self {
            Self::Year(year) => (Month { year, month: 1 }, Month { year, month: 12 }),
            Self::Quarter(year, quarter) => (Month { year, month: 3 * quarter - 2 }, Month { year, month: 3 * quarter }),
            Self::Month(month) => (month, month),
        }
    }

    /// The period of the same length just before it; `None` before the first year.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        match self {
            Self::Year(year) => Month::new(year - 1, 1).map(|month| Self::Year(month.year)),
            Self::Quarter(year, 1) => Month::new(year - 1, 1).map(|month| Self::Quarter(month.year, 4)),
            Self::Quarter(year, quarter) => Some(Self::Quarter(year, quarter - 1)),
            Self::Month(month) => Some(month.plus(-1)).filter(|month| month.year >= 1000).map(Self::Month),
        }
    }

    /// The year in which it lies, by which targets are chosen.
    #[must_use]
    pub fn year(self) -> i16 {
        self.months().0.year
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(month) => month.fmt(f),
        }
    }
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let year =
            |digits: &str| digits.parse().ok().filter(|year| digits.len() == 4 && Month::new(*year, 1).is_some()).ok_or(());
        match text.split_once('-') {
            None => year(text).map(Self::Year),
            Some((digits, part)) => {
                if let Some(quarter) = part.strip_prefix('Q') {
                    let quarter = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter)).ok_or(())?;
                    Ok(Self::Quarter(year(digits)?, quarter))
                } else {
                    let month = part.parse().ok().filter(|_| part.len() == 2).ok_or(())?;
                    Month::new(year(digits)?, month).map(Self::Month).ok_or(())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LocalTime, Month, Period};

    #[test]
    fn a_month_begins_at_midnight_in_viet_nam() {
        let september = Month::new(2026, 9).unwrap();
        let start = september.begins_at();
        assert_eq!(Month::of(start), september);
        assert_eq!(Month::of(start - 1), Month::new(2026, 8).unwrap());
        assert_eq!(LocalTime::of(start).clock(), "00:00");
        assert_eq!(LocalTime::of(start - 1).date(), "31/8/2026");
        assert_eq!((LocalTime::of(start - 1).day().as_str(), LocalTime::midnight("2026-09-01")), ("2026-08-31", Some(start)));
    }

    #[test]
    fn months_count_over_the_turn_of_the_year() {
        let december = Month::new(2025, 12).unwrap();
        assert_eq!(december.plus(1), Month::new(2026, 1).unwrap());
        assert_eq!(december.plus(-12), Month::new(2024, 12).unwrap());
        assert_eq!(Month::from_number(december.number()), Some(december));
        assert_eq!(Month::from_number(202_513), None);
    }

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for text in ["2025", "2025-Q1", "2025-Q4", "2025-07"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!("2025-Q3".parse::<Period>().unwrap().months(), (Month::new(2025, 7).unwrap(), Month::new(2025, 9).unwrap()));
        for bad in ["", "25", "2025-Q5", "2025-Q0", "2025-13", "2025-7", "2025-", "+025", "2025-Q"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_period_before_has_the_same_length() {
        let before = |text: &str| text.parse::<Period>().unwrap().before().map(|period| period.to_string());
        assert_eq!(before("2026").as_deref(), Some("2025"));
        assert_eq!((before("2026-Q1").as_deref(), before("2026-Q3").as_deref()), (Some("2025-Q4"), Some("2026-Q2")));
        assert_eq!((before("2026-01").as_deref(), before("2026-11").as_deref()), (Some("2025-12"), Some("2026-10")));
        assert_eq!([before("1000"), before("1000-Q1"), before("1000-01")], [None, None, None]);
    }

    #[test]
    fn moments_beyond_the_calendar_do_not_panic() {
        let _ = (LocalTime::of(i64::MAX), LocalTime::of(i64::MIN));
    }
}
