//! The invented province: its units, its targets, its administrative rates.

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::classification::Classification;
use app::domain::code::Code;
use app::domain::language::Language;
use app::domain::period::Month;
use app::domain::target::Target;
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};

use super::DemoError;
use crate::catalogue;

/// A unit of the demonstration with what makes its figures its own.
#[derive(Debug)]
pub(super) struct Place {
    pub code: &'static str,
    pub name: (&'static str, &'static str),
    pub kind: UnitKind,
    /// How many people are dissatisfied here, against 1 in the province as a whole.
    pub discontent: f64,
    pub urban: bool,
    pub mountain: bool,
}

const fn place(
    code: &'static str,
    name: (&'static str, &'static str),
    kind: UnitKind,
    discontent: f64,
    (urban, mountain): (bool, bool),
) -> Place {
    Place { code, name, kind, discontent, urban, mountain }
}

const TOWN: (bool, bool) = (true, false);
const PLAIN: (bool, bool) = (false, false);
const MOUNTAIN: (bool, bool) = (false, true);

pub(super) const PROVINCE: &str = "tinh-mau";
/// The district that ended with the two-level reorganisation, and the ward that took its place on the same day.
const DISTRICT: &str = "huyen-mau-cu";
const SUCCESSOR: &str = "phuong-mau-an";
pub(super) const REORGANISATION: (i16, i8) = (2025, 7);
/// When the units began that are older than the data.
pub(super) const FOUNDED: (i16, i8) = (2004, 1);
/// The commune that set itself a stricter goal than the province.
pub(super) const STRICT: &str = "xa-mau-phu";

use UnitKind::{Commune, Department, District, Province};

/// Every unit, each after its parent and its successor. No real unit bears any of these names.
#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    place(PROVINCE, ("Tỉnh Mẫu", "Mẫu Province (demo)"), Province, 1.0, TOWN),
    place("so-nong-nghiep-moi-truong", ("Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment"), Department, 1.0, TOWN),
    place("so-xay-dung", ("Sở Xây dựng", "Department of Construction"), Department, 1.0, TOWN),
    place("so-tai-chinh", ("Sở Tài chính", "Department of Finance"), Department, 0.95, TOWN),
    place("so-y-te", ("Sở Y tế", "Department of Health"), Department, 1.0, TOWN),
    place(SUCCESSOR, ("Phường Mẫu An", "Mẫu An ward"), Commune, 0.95, TOWN),
    place("phuong-mau-binh", ("Phường Mẫu Bình", "Mẫu Bình ward"), Commune, 0.85, TOWN),
    place("phuong-mau-thanh", ("Phường Mẫu Thành", "Mẫu Thành ward"), Commune, 1.1, TOWN),
    place(STRICT, ("Xã Mẫu Phú", "Mẫu Phú commune"), Commune, 0.7, PLAIN),
    place("xa-mau-loc", ("Xã Mẫu Lộc", "Mẫu Lộc commune"), Commune, 0.9, PLAIN),
    place("xa-mau-thinh", ("Xã Mẫu Thịnh", "Mẫu Thịnh commune"), Commune, 1.0, PLAIN),
    place("xa-mau-hoa", ("Xã Mẫu Hòa", "Mẫu Hòa commune"), Commune, 0.95, PLAIN),
    place("xa-mau-xuan", ("Xã Mẫu Xuân", "Mẫu Xuân commune"), Commune, 1.2, PLAIN),
    place("xa-mau-quang", ("Xã Mẫu Quang", "Mẫu Quang commune"), Commune, 1.05, MOUNTAIN),
    place("xa-mau-tan", ("Xã Mẫu Tân", "Mẫu Tân commune"), Commune, 1.0, PLAIN),
    place("xa-mau-giang", ("Xã Mẫu Giang", "Mẫu Giang commune"), Commune, 1.3, MOUNTAIN),
    place("xa-mau-yen", ("Xã Mẫu Yên", "Mẫu Yên commune"), Commune, 0.9, MOUNTAIN),
    place(DISTRICT, ("Huyện Mẫu Cũ", "Mẫu Cũ district (former)"), District, 1.15, PLAIN),
];

/// Rates as Decision 766 would give them: sector, dossiers in the last whole year, those with a complaint. The first is the sum of the others.
const RATES: &[(&str, i64, i64)] = &[
    ("administrative-procedures", 169_790, 580),
    ("land", 18_420, 275),
    ("construction", 3_150, 40),
    ("investment", 2_280, 20),
    ("civil-status", 41_700, 85),
    ("certification", 96_300, 95),
    ("social-protection", 7_940, 65),
];

/// The source of every invented rate, in words that nobody can take for a real one.
const RATE_SOURCE: &str = "Số liệu giả định để minh họa tỷ lệ theo Quyết định 766/QĐ-TTg; không phải số liệu thật";

pub(super) fn code(text: &str) -> Result<Code, DemoError> {
    text.parse().map_err(|_| DemoError::Table(text.to_owned()))
}

/// The first millisecond of a month.
pub(super) fn beginning((year, month): (i16, i8)) -> Result<i64, DemoError> {
    Month::new(year, month).map(Month::begins_at).ok_or_else(|| DemoError::Table(format!("{year}-{month}")))
}

/// The units with their dates of validity.
pub(super) fn units() -> Result<Vec<Unit>, DemoError> {
    let reorganisation = beginning(REORGANISATION)?;
    let founded = beginning(FOUNDED)?;
    let unit = |place: &Place| {
        let ended = place.code == DISTRICT;
        Ok(Unit {
            code: code(place.code)?,
            parent: if place.code == PROVINCE { None } else { Some(code(PROVINCE)?) },
            kind: place.kind,
            name: Texts::new([("vi", place.name.0), ("en", place.name.1)]),
            valid_from: if place.code == SUCCESSOR { reorganisation } else { founded },
            valid_to: ended.then_some(reorganisation),
            successor: if ended { Some(code(SUCCESSOR)?) } else { None },
        })
    };
    PLACES.iter().map(unit).collect()
}

/// The targets of the catalogue as the province and one commune take them over for these years.
pub(super) fn targets(years: (i16, i16)) -> Result<Vec<Target>, DemoError> {
    let mut targets = Vec::new();
    for target in catalogue::targets()? {
        let locality = target.locality.get(Language::Vi);
        let unit = match locality {
            "Bắc Kạn" => PROVINCE,
            "Huyện Tân Hồng (Đồng Tháp)" => STRICT,
            _ => continue,
        };
        let legal_basis = format!("Chỉ tiêu minh họa, mô phỏng theo {locality}: {}", target.legal_basis);
        targets.push(target.taken_over(code(unit)?, years, legal_basis));
    }
    Ok(targets)
}

/// The classifications of the catalogue as the province takes them over from a year on.
pub(super) fn classifications(from_year: i16) -> Result<Vec<Classification>, DemoError> {
    let taken = |published: catalogue::CatalogueClasses| {
        let legal_basis = format!("Cách xếp loại minh họa, mô phỏng theo {}", published.legal_basis);
        Ok(Classification { unit: code(PROVINCE)?, from_year, legal_basis, classes: published.classes })
    };
    catalogue::classes()?.into_iter().map(taken).collect()
}

/// The administrative rates of the province in the two whole years before the year of `now`.
pub(super) fn rates(this_year: i16) -> Result<Vec<AdministrativeRate>, DemoError> {
    let mut rates = Vec::new();
    for years_ago in [2, 1] {
        for &(sector, total, complaints) in RATES {
            rates.push(AdministrativeRate {
                unit: code(PROVINCE)?,
                sector: code(sector)?,
                year: this_year - years_ago,
                // The year before, a fifth more complained; all numbers are multiples of five, so the sum stays a sum.
                satisfied: total - complaints * i64::from(4 + years_ago) / 5,
                total,
                source: RATE_SOURCE.to_owned(),
            });
        }
    }
    Ok(rates)
}
