//! What the columns of the open data mean, in both languages, for people and for programs: metadata after the W3C's "CSV on the Web", and a
//! JSON Schema.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::guards::CROSS_ORIGIN_RESOURCE_POLICY;
use super::open_data::{Manifest, manifest};
use super::page;
use super::results::Asked;
use super::visit::Visit;
use crate::App;

/// The licence of the open data: anyone may use them who says where they are from.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// What a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One of these words, always.
    Word(&'static [&'static str]),
    /// A text, always.
    Text,
    /// A text, or nothing.
    SomeText,
    /// Yes or no, always.
    Flag,
    /// Yes or no, or nothing.
    SomeFlag,
    /// A whole number that is not negative, or nothing.
    Count,
    /// A number, or nothing.
    Number,
}

/// A column: its name, what it has, and what it means in Vietnamese and in English.
type Column = (&'static str, Kind, &'static str, &'static str);

/// The columns, in their order.
const COLUMNS: [Column; 32] = [
    (
        "measure",
        Kind::Word(&["survey", "feedback", "administrative"]),
        "Loại số liệu: khảo sát chọn mẫu, ý kiến tự chọn trả lời, hoặc tỷ lệ do hệ thống khác báo cáo; không so sánh giữa các loại",
        "Kind of figure: random-sample survey, self-selected feedback, or a rate reported by another system; never to be compared with one another",
    ),
    ("questionnaire", Kind::SomeText, "Mã bảng hỏi", "Code of the questionnaire"),
    ("version", Kind::Count, "Số phiên bản bảng hỏi", "Number of the questionnaire's version"),
    ("formula", Kind::Text, "Công thức của tỷ lệ", "Formula of the percentage"),
    (
        "weighted",
        Kind::Flag,
        "Tỷ lệ có quyền số theo thiết kế mẫu hay không",
        "Whether the percentage is weighted by a sampling design",
    ),
    ("unit", Kind::SomeText, "Mã đơn vị được lọc, hoặc đơn vị của tỷ lệ", "Code of the unit of the filter, or of the rate"),
    (
        "predecessors",
        Kind::Flag,
        "Có gộp các đơn vị cũ đã sáp nhập hay không",
        "Whether what was merged into the unit is counted with it",
    ),
    ("period", Kind::SomeText, "Kỳ được lọc, hoặc năm của tỷ lệ", "Period of the filter, or year of the rate"),
    ("campaign", Kind::SomeText, "Mã đợt khảo sát được lọc", "Identifier of the survey of the filter"),
    ("mode", Kind::SomeText, "Cách trả lời được lọc", "Way of answering of the filter"),
    ("factor", Kind::SomeText, "Mã yếu tố được lọc", "Code of the factor of the filter"),
    ("item", Kind::SomeText, "Mã tiêu chí được lọc", "Code of the item of the filter"),
    ("sector", Kind::Text, "Mã lĩnh vực", "Code of the sector"),
    ("sector_name_vi", Kind::Text, "Tên lĩnh vực bằng tiếng Việt", "Vietnamese name of the sector"),
    ("sector_name_en", Kind::Text, "Tên lĩnh vực bằng tiếng Anh", "English name of the sector"),
    (
        "status",
        Kind::Word(&["shown", "hidden", "no_answers"]),
        "Được công bố, bị ẩn, hay chưa có câu trả lời",
        "Shown, hidden, or without answers",
    ),
    ("reason", Kind::SomeText, "Vì sao bị ẩn, hoặc vì sao không có khoảng tin cậy", "Why it is hidden, or has no interval"),
    ("respondents", Kind::Count, "Số người có ít nhất một câu trả lời hợp lệ", "Persons with at least one valid answer"),
    (
        "valid_answers",
        Kind::Count,
        "Số câu trả lời hợp lệ (mức 1–5); với tỷ lệ báo cáo: tổng số hồ sơ",
        "Valid answers (points 1 to 5); for reported rates, all dossiers",
    ),
    (
        "satisfied_answers",
        Kind::Count,
        "Số câu trả lời mức 4 và 5; với tỷ lệ báo cáo: hồ sơ không có phản ánh",
        "Answers 4 and 5 among them; for reported rates, dossiers without complaint",
    ),
    ("percent", Kind::Number, "Tỷ lệ hài lòng, 0–100, chưa làm tròn", "Percentage, 0 to 100, unrounded"),
    ("target_operator", Kind::SomeText, "Dấu của mục tiêu: >= hoặc >", "Operator of the target: >= or >"),
    ("target_percent", Kind::Number, "Mục tiêu, phần trăm", "Target, in percent"),
    (
        "legal_basis",
        Kind::SomeText,
        "Văn bản đặt mục tiêu, hoặc nơi báo cáo tỷ lệ",
        "Decision that set the target, or who reported the rate",
    ),
    ("distance_points", Kind::Number, "Tỷ lệ trừ mục tiêu, điểm phần trăm", "Percentage less the target, in percentage points"),
    ("interval_lower", Kind::Number, "Cận dưới của khoảng tin cậy 95 %", "Lower end of the 95 % interval, in percent"),
    ("interval_upper", Kind::Number, "Cận trên của khoảng tin cậy 95 %", "Upper end of the 95 % interval, in percent"),
    (
        "verdict",
        Kind::SomeText,
        "Đạt (met), không đạt (missed), chưa đủ căn cứ (not_enough_evidence)",
        "met, missed or not_enough_evidence",
    ),
    ("class", Kind::SomeText, "Xếp loại, tên tiếng Việt", "Vietnamese name of the class"),
    ("class_en", Kind::SomeText, "Xếp loại, tên tiếng Anh", "English name of the class"),
    (
        "class_certain",
        Kind::SomeFlag,
        "Cả khoảng tin cậy nằm trong một loại hay không",
        "Whether the whole interval lies in the class",
    ),
    ("class_legal_basis", Kind::SomeText, "Văn bản quy định xếp loại", "Decision that set the classes"),
];

impl Kind {
    /// The datatype of a CSV column.
    const fn of_csv(self) -> &'static str {
        match self {
            Self::Word(_) | Self::Text | Self::SomeText => "string",
            Self::Flag | Self::SomeFlag => "boolean",
            Self::Count => "nonNegativeInteger",
            Self::Number => "double",
        }
    }

    /// Whether every row has it.
    const fn is_required(self) -> bool {
        matches!(self, Self::Word(_) | Self::Text | Self::Flag)
    }

    /// The schema of a JSON value.
    fn of_json(self) -> Value {
        match self {
            Self::Word(words) => json!({ "enum": words }),
            Self::Text => json!({ "type": "string" }),
            Self::SomeText => json!({ "type": ["string", "null"] }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::SomeFlag => json!({ "type": ["boolean", "null"] }),
            Self::Count => json!({ "type": ["integer", "null"], "minimum": 0 }),
            Self::Number => json!({ "type": ["number", "null"] }),
        }
    }
}

/// `/results.csv-metadata.json`: what the columns mean, and the manifest of the file of the same filter.
pub async fn csv_metadata(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    match manifest(&app, asked).await {
        Ok(manifest) => answer(&described(query.as_deref().unwrap_or_default(), &manifest)),
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// The columns of a file with its manifest.
fn described(query: &str, manifest: &Manifest) -> Value {
    let columns: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, kind, vi, en)| {
            json!({
                "name": name,
                "titles": name,
                "datatype": kind.of_csv(),
                "required": kind.is_required(),
                "dc:description": [{ "@value": vi, "@language": "vi" }, { "@value": en, "@language": "en" }],
            })
        })
        .collect();
    let address = if query.is_empty() { "results.csv".to_owned() } else { format!("results.csv?{query}") };
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": address,
        "notes": [manifest],
        "dc:title": [
            { "@value": "Mức độ hài lòng của người dân", "@language": "vi" },
            { "@value": "Satisfaction of citizens", "@language": "en" },
        ],
        "dc:license": { "@id": LICENCE },
        "dialect": { "encoding": "utf-8", "header": true, "delimiter": "," },
        "tableSchema": { "columns": columns },
    })
}

/// `/results.schema.json`.
pub async fn json_schema() -> Response {
    let mut properties = Map::new();
    for (name, kind, _, en) in &COLUMNS {
        let mut schema = kind.of_json();
        schema["description"] = (*en).into();
        properties.insert((*name).to_owned(), schema);
    }
    let names: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).collect();
    answer(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Satisfaction of citizens",
        "type": "object",
        "required": ["as_of", "demonstration", "privacy_minimum", "license", "method", "program", "data", "figures"],
        "properties": {
            "as_of": { "type": "integer", "description": "Moment of the count: UTC milliseconds" },
            "demonstration": { "type": "boolean", "description": "Whether the data are invented" },
            "privacy_minimum": { "type": "integer", "description": "Figures of fewer respondents are hidden" },
            "license": { "type": "string", "format": "uri", "description": "Terms of use" },
            "method": { "type": "integer", "description": "Version of the methods: it rises when the same answers give other figures" },
            "program": { "type": "string", "description": "Version of the program" },
            "data": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the figures, as JSON" },
            "figures": {
                "type": "array",
                "items": { "type": "object", "required": names, "properties": properties, "additionalProperties": false },
            },
        },
        "additionalProperties": false,
    }))
}

/// The same for everybody, and for as long as this version of the program serves.
fn answer(document: &Value) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
    ];
    (headers, document.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::COLUMNS;
    use crate::http::open_data::{Line, write_csv};

    #[test]
    fn every_column_of_the_csv_is_explained_in_its_order() {
        let text = String::from_utf8(write_csv(&[Line::default()]).unwrap()).unwrap();
        let heads: Vec<&str> = text.trim_start_matches('\u{feff}').lines().next().unwrap().split(',').collect();
        assert_eq!(heads, COLUMNS.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
    }
}
