//! What is asked, where, and by how many it is answered.

use app::domain::campaign::Sampling;
use app::domain::mode::Mode;

use super::province::{PROVINCE, REORGANISATION};
use super::size::{self, Ceiling};
use Mode::{Interviewer, Kiosk, Link, Phone};
use Sampling::{Probability, SelfSelected};

/// A campaign with its collection points.
pub(super) struct CampaignRow {
    pub questionnaire: &'static str,
    pub title: (&'static str, &'static str),
    pub sampling: Sampling,
    pub owner: &'static str,
    pub asks_sensitive: bool,
    /// The months of the year in which people are asked; none means all.
    pub season: &'static [i32],
    pub takes: Takes,
    /// The most who are asked, however large the demonstration: probability samples have such a bound.
    pub at_most: Option<Ceiling>,
    pub points: &'static [PointRow],
}

/// When a campaign takes answers.
pub(super) enum Takes {
    /// From the first month of the data, without an end.
    AllTheTime,
    /// Between these months, whatever the time of the demonstration: it is over.
    Once((i16, i8), (i16, i8)),
    /// Only from so many months after the demonstration is made.
    Later(i32),
    /// Not yet: it is being prepared, for the month after the demonstration is made, and much is missing.
    Prepared,
}

/// A collection point: its unit, its sector (`None` where the citizen says it first), its mode, and how many usually answer in 24 months.
pub(super) struct PointRow {
    pub unit: &'static str,
    pub sector: Option<&'static str>,
    pub mode: Mode,
    pub responses: u32,
    /// Whether they were invited, each by a link of their own.
    pub by_invitation: bool,
}

const fn at(unit: &'static str, sector: &'static str, mode: Mode, responses: u32) -> PointRow {
    PointRow { unit, sector: Some(sector), mode, responses, by_invitation: false }
}

/// A poster in the hall, where the citizen says first which procedure it was.
const fn poster(unit: &'static str, responses: u32) -> PointRow {
    PointRow { unit, sector: None, mode: Phone, responses, by_invitation: false }
}

/// A campaign that runs all the time and asks nothing sensitive, as most do.
const fn running(
    questionnaire: &'static str,
    title: (&'static str, &'static str),
    (sampling, owner): (Sampling, &'static str),
    points: &'static [PointRow],
) -> CampaignRow {
    let (asks_sensitive, season, takes, at_most): (_, &[i32], _, _) = (false, &[], Takes::AllTheTime, None);
    CampaignRow { questionnaire, title, sampling, owner, asks_sensitive, season, takes, at_most, points }
}

/// The campaigns: those that can be answered today first, so that the first point of each kind is one that works.
pub(super) const CAMPAIGNS: &[CampaignRow] = &[
    running(
        "one-stop-service",
        ("Ý kiến sau khi làm thủ tục (thường xuyên)", "Views after a procedure (all the time)"),
        (SelfSelected, PROVINCE),
        ONE_STOP,
    ),
    running("quick-kiosk", ("Ý kiến nhanh tại quầy", "Quick feedback at the counter"), (SelfSelected, PROVINCE), KIOSKS),
    running("health-outpatient", ("Ý kiến người bệnh đến khám", "Outpatients' views"), (SelfSelected, "so-y-te"), HEALTH),
    running(
        "public-education",
        ("Ý kiến gia đình và học sinh", "Families' and pupils' views"),
        (SelfSelected, PROVINCE),
        SCHOOLS,
    ),
    CampaignRow {
        // Field work in September and October: every span of 24 whole months holds just two such waves.
        season: &[9, 10],
        asks_sensitive: true,
        at_most: Some(size::HOUSEHOLDS),
        ..running(
            "household-sipas",
            ("Khảo sát hộ gia đình hằng năm", "Yearly household survey"),
            (Probability, PROVINCE),
            HOUSEHOLDS,
        )
    },
    CampaignRow {
        at_most: Some(size::INTERVIEWS),
        ..running(
            "one-stop-service",
            ("Hỏi qua điện thoại mẫu hồ sơ đã giải quyết", "Telephone interviews on a sample of processed dossiers"),
            (Probability, PROVINCE),
            DOSSIERS,
        )
    },
    CampaignRow {
        takes: Takes::Once((2024, 1), REORGANISATION),
        ..running(
            "one-stop-service",
            ("Ý kiến tại bộ phận một cửa cấp huyện (đến 30/6/2025)", "Views at the district's one-stop desk (until 30/6/2025)"),
            (SelfSelected, PROVINCE),
            &[poster("huyen-mau-cu", 1_500)],
        )
    },
    CampaignRow {
        takes: Takes::Later(120),
        ..running(
            "public-education",
            ("Ý kiến về nhà trường, kỳ sau", "Views of the school, next round"),
            (SelfSelected, PROVINCE),
            &[at("xa-mau-loc", "education", Link, 200)],
        )
    },
    CampaignRow {
        takes: Takes::Prepared,
        ..running(
            "health-outpatient",
            ("Ý kiến người bệnh tại trạm y tế (đang chuẩn bị)", "Views at commune health stations (being prepared)"),
            (SelfSelected, PROVINCE),
            &[],
        )
    },
];

const ONE_STOP: &[PointRow] = &[
    at("so-nong-nghiep-moi-truong", "land", Phone, 1_300),
    at("so-nong-nghiep-moi-truong", "land", Link, 500),
    at("so-xay-dung", "construction", Phone, 900),
    at("so-xay-dung", "construction", Link, 300),
    at("so-tai-chinh", "investment", Phone, 600),
    at("so-tai-chinh", "investment", Link, 350),
    at("so-y-te", "social-protection", Phone, 500),
    poster("phuong-mau-an", 700),
    poster("phuong-mau-binh", 680),
    poster("phuong-mau-thanh", 620),
    poster("xa-mau-phu", 450),
    poster("xa-mau-loc", 420),
    poster("xa-mau-thinh", 400),
    poster("xa-mau-hoa", 380),
    poster("xa-mau-xuan", 350),
    poster("xa-mau-quang", 320),
    poster("xa-mau-tan", 300),
    // Two small communes: some of their sectors stay below the privacy minimum.
    poster("xa-mau-giang", 140),
    poster("xa-mau-yen", 80),
    at("phuong-mau-an", "certification", Kiosk, 500),
    PointRow { by_invitation: true, ..at("phuong-mau-an", "civil-status", Link, 200) },
    at("phuong-mau-binh", "certification", Kiosk, 700),
    at("phuong-mau-binh", "civil-status", Phone, 500),
    at("phuong-mau-thanh", "certification", Kiosk, 600),
    at("phuong-mau-thanh", "civil-status", Phone, 450),
    at("xa-mau-phu", "civil-status", Phone, 300),
    at("xa-mau-phu", "land", Phone, 350),
    at("xa-mau-loc", "civil-status", Phone, 260),
    at("xa-mau-thinh", "social-protection", Phone, 250),
    at("xa-mau-hoa", "certification", Kiosk, 350),
    at("xa-mau-xuan", "land", Phone, 300),
    at("xa-mau-quang", "social-protection", Phone, 150),
    at("xa-mau-giang", "land", Phone, 200),
];

const KIOSKS: &[PointRow] = &[
    at("phuong-mau-an", "certification", Kiosk, 1_000),
    at("phuong-mau-binh", "civil-status", Kiosk, 1_200),
    at("phuong-mau-thanh", "certification", Kiosk, 1_100),
    at("xa-mau-xuan", "land", Kiosk, 700),
    at("xa-mau-hoa", "civil-status", Kiosk, 800),
    at("xa-mau-tan", "social-protection", Kiosk, 500),
];

const HEALTH: &[PointRow] = &[
    at("so-y-te", "health", Phone, 500),
    at("phuong-mau-binh", "health", Phone, 350),
    at("xa-mau-hoa", "health", Phone, 300),
    at("xa-mau-giang", "health", Phone, 250),
];

const SCHOOLS: &[PointRow] = &[
    at("phuong-mau-thanh", "education", Link, 300),
    at("phuong-mau-binh", "education", Link, 280),
    at("xa-mau-phu", "education", Link, 260),
    at("xa-mau-xuan", "education", Link, 240),
    at("xa-mau-quang", "education", Link, 220),
];

/// One point for each commune.
const HOUSEHOLDS: &[PointRow] = &[
    at("phuong-mau-an", "state-agencies", Interviewer, 96),
    at("phuong-mau-binh", "state-agencies", Interviewer, 80),
    at("phuong-mau-thanh", "state-agencies", Interviewer, 80),
    at("xa-mau-phu", "state-agencies", Interviewer, 64),
    at("xa-mau-loc", "state-agencies", Interviewer, 64),
    at("xa-mau-thinh", "state-agencies", Interviewer, 64),
    at("xa-mau-hoa", "state-agencies", Interviewer, 64),
    at("xa-mau-xuan", "state-agencies", Interviewer, 64),
    at("xa-mau-quang", "state-agencies", Interviewer, 64),
    at("xa-mau-tan", "state-agencies", Interviewer, 64),
    at("xa-mau-giang", "state-agencies", Interviewer, 48),
    at("xa-mau-yen", "state-agencies", Interviewer, 40),
];

const DOSSIERS: &[PointRow] = &[
    at("so-nong-nghiep-moi-truong", "land", Interviewer, 260),
    at("xa-mau-phu", "land", Interviewer, 80),
    at("xa-mau-xuan", "land", Interviewer, 80),
    at("so-xay-dung", "construction", Interviewer, 240),
    at("so-tai-chinh", "investment", Interviewer, 160),
    at("phuong-mau-binh", "civil-status", Interviewer, 200),
    at("xa-mau-phu", "civil-status", Interviewer, 160),
    at("xa-mau-loc", "civil-status", Interviewer, 140),
    at("phuong-mau-thanh", "certification", Interviewer, 160),
    at("xa-mau-hoa", "certification", Interviewer, 140),
    at("so-y-te", "social-protection", Interviewer, 180),
];
