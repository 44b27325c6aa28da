//! `/results.csv` and `/results.json`: the figures of the page, for programs.

use app::domain::administrative_rate::AdministrativeRate;
use app::domain::figure::{Certainty, Estimate, Outcome, Panel, Results, Scope, SectorFigure, WhyHidden, WhyUncertain};
use app::domain::language::Language;
use app::domain::measure::Measure;
use app::domain::mode::Mode;
use app::report::manifest::METHOD;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawQuery, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::xxh3_128;

use super::error::PageError;
use super::guards::CROSS_ORIGIN_RESOURCE_POLICY;
use super::open_data_dictionary::LICENCE;
use super::page;
use super::results::{Asked, read};
use super::visit::Visit;
use crate::App;
use crate::spreadsheet::{self, safe};

/// One figure as open data say it. Undefined is empty in CSV and null in JSON, with the reason beside it. The order of the fields is the
/// order of the columns.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
#[schema(as = Figure)]
pub struct Line {
    /// `survey`, `feedback` or `administrative`: never to be compared with one another.
    measure: &'static str,
    /// The code of the questionnaire; empty for administrative rates.
    questionnaire: Option<String>,
    /// The number of its version.
    version: Option<u32>,
    /// The formula of the percentage.
    formula: &'static str,
    /// Whether the percentage is weighted by a sampling design; the numbers of persons and answers never are.
    weighted: bool,
    /// The unit of the filter, or of the rate; empty for all units.
    unit: Option<String>,
    /// Whether what was merged into the unit is counted with it.
    predecessors: bool,
    /// The period of the filter, or the year of the rate; empty for all time.
    period: Option<String>,
    /// The campaign of the filter; empty for all.
    campaign: Option<String>,
    /// The mode of the filter; empty for all.
    mode: Option<&'static str>,
    /// The factor of the filter; empty for the index as a whole.
    factor: Option<String>,
    /// The item of the filter; empty for the index as a whole.
    item: Option<String>,
    /// The code of the sector.
    sector: String,
    /// Its Vietnamese name.
    sector_name_vi: String,
    /// Its English name.
    sector_name_en: String,
    /// `shown`, `hidden` or `no_answers`.
    status: &'static str,
    /// Why it is hidden, or why it has no interval.
    reason: Option<&'static str>,
    /// Persons with at least one valid answer.
    respondents: Option<u64>,
    /// Valid answers (1 to 5); for administrative rates, all dossiers.
    valid_answers: Option<u64>,
    /// Answers 4 and 5 among them; for administrative rates, dossiers without complaint.
    satisfied_answers: Option<u64>,
    /// The percentage, 0 to 100, unrounded.
    percent: Option<f64>,
    /// The target's operator, `>=` or `>`.
    target_operator: Option<&'static str>,
    /// The target, in percent.
    target_percent: Option<f64>,
    /// The decision that set it, or who reported the rate.
    legal_basis: Option<String>,
    /// The percentage less the target, in percentage points.
    distance_points: Option<f64>,
    /// The lower end of the 95 % interval, in percent.
    interval_lower: Option<f64>,
    /// The upper end of the 95 % interval, in percent.
    interval_upper: Option<f64>,
    /// `met`, `missed` or `not_enough_evidence`; empty where none is allowed.
    verdict: Option<&'static str>,
    /// The Vietnamese name of the class of the percentage; empty where none is allowed or set.
    class: Option<String>,
    /// Its English name.
    class_en: Option<String>,
    /// Whether the whole interval lies in it.
    class_certain: Option<bool>,
    /// The decision that set the classes.
    class_legal_basis: Option<String>,
}

/// What figures were made from and how, so that anybody can see whether they have the same before them.
#[derive(Clone, Serialize)]
pub(super) struct Manifest {
    /// UTC milliseconds of the count.
    as_of: i64,
    demonstration: bool,
    privacy_minimum: u64,
    /// The terms of use.
    license: &'static str,
    /// The version of the methods.
    method: u32,
    /// The version of the program.
    program: &'static str,
    /// SHA-256 of the figures, as JSON. Not of the counts behind them: by that, guesses at what is hidden could be confirmed.
    data: String,
}

impl Manifest {
    /// The manifest of results, with their figures.
    fn of(results: &Results) -> Result<(Self, Vec<Line>), serde_json::Error> {
        let figures = lines(results);
        let manifest = Self {
            as_of: results.as_of,
            demonstration: results.demonstration,
            privacy_minimum: results.privacy_minimum,
            license: LICENCE,
            method: METHOD,
            program: env!("CARGO_PKG_VERSION"),
            data: HEXLOWER.encode(&Sha256::digest(serde_json::to_vec(&figures)?)),
        };
        Ok((manifest, figures))
    }
}

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    manifest: Manifest,
    figures: Vec<Line>,
}

/// The manifest of the figures that an address asks for.
pub(super) async fn manifest(app: &App, asked: Result<Query<Asked>, QueryRejection>) -> Result<Manifest, PageError> {
    let results = read(app, asked).await?;
    let made = Manifest::of(&results).map_err(|error| PageError::Unavailable(error.into()))?;
    Ok(made.0)
}

pub async fn csv(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let written = match read(&app, asked).await {
        Ok(results) => write_csv(&lines(&results)).map_err(|error| PageError::Unavailable(error.into())),
        Err(error) => Err(error),
    };
    match written {
        Ok(body) => {
            let tag = tag(&body);
            let links = csv_links(query.as_deref().unwrap_or_default());
            let kind = ("text/csv; charset=utf-8", "attachment; filename=\"hai-long-results.csv\"", links);
            download(&headers, &tag, kind, body)
        }
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

pub async fn json(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let written = match read(&app, asked).await {
        Ok(results) => {
            let all = || {
                let (manifest, figures) = Manifest::of(&results)?;
                // Another moment of the same count is no other count.
                let alone = serde_json::to_vec(&Manifest { as_of: 0, ..manifest.clone() })?;
                Ok::<_, serde_json::Error>((tag(&alone), serde_json::to_vec(&Document { manifest, figures })?))
            };
            all().map_err(|error| PageError::Unavailable(error.into()))
        }
        Err(error) => Err(error),
    };
    match written {
        Ok((tag, body)) => download(&headers, &tag, ("application/json", "inline", HeaderValue::from_static(JSON_LINKS)), body),
        Err(error) => page::refuse(&app, &visit, error).await,
    }
}

/// Where the columns are explained and the manifest stands, and the terms of use. A query that cannot stand in a header is left out.
fn csv_links(query: &str) -> HeaderValue {
    let links = |query: &str| {
        let address = if query.is_empty() { String::new() } else { format!("?{query}") };
        format!(
            "</results.csv-metadata.json{address}>; rel=\"describedby\"; type=\"application/csvm+json\", <{LICENCE}>; rel=\"license\""
        )
    };
    let whole = HeaderValue::try_from(links(query)).ok().filter(|_| !query.contains(['<', '>', '"']));
    whole.or_else(|| HeaderValue::try_from(links("")).ok()).unwrap_or(HeaderValue::from_static(JSON_LINKS))
}

/// The same of the JSON.
const JSON_LINKS: &str = "</results.schema.json>; rel=\"describedby\"; type=\"application/schema+json\", \
    <https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"";

/// By what whoever asks again knows that the figures are the same. It is a weak one, for the answer may be compressed on its way.
fn tag(figures: &[u8]) -> String {
    format!("W/\"{:032x}\"", xxh3_128(figures))
}

/// An answer that pages of other sites may read too: it is the same for everybody, whatever cookies come with the request. It may be kept, but
/// must be asked for anew.
fn download(
    asked: &HeaderMap,
    tag: &str,
    (kind, disposition, links): (&'static str, &'static str, HeaderValue),
    body: Vec<u8>,
) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-cache"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    page::unless_known(asked, tag, (headers, [(LINK, links)], body).into_response())
}

/// CSV with the mark by which spreadsheets know UTF-8, and with no cell that they would run as a formula.
pub(super) fn write_csv(lines: &[Line]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = spreadsheet::writer(spreadsheet::MARK.as_bytes().to_vec());
    let none = [Line::default()];
    for line in if lines.is_empty() { &none } else { lines } {
        writer.serialize(line)?;
    }
    let mut file = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    if lines.is_empty() {
        // The columns stand there all the same: no name of one has a line end.
        let head = file.iter().position(|byte| *byte == b'\n').map_or(file.len(), |end| end + 1);
        file.truncate(head);
    }
    Ok(file)
}

/// Every figure of these results.
pub(crate) fn lines(results: &Results) -> Vec<Line> {
    let panels = results.panels.iter().flat_map(|panel| panel.sectors.iter().map(|figure| line(results, panel, figure)));
    let rates = results.administrative.iter().map(|figure| {
        let AdministrativeRate { unit, sector, year, satisfied, total, source } = &figure.rate;
        let (satisfied, total) = (satisfied.unsigned_abs(), total.unsigned_abs());
        Line {
            measure: Measure::Administrative.word(),
            formula: "dossiers-without-complaint",
            unit: Some(unit.to_string()),
            period: Some(year.to_string()),
            sector: sector.to_string(),
            sector_name_vi: safe(figure.sector.get(Language::Vi)).into(),
            sector_name_en: safe(figure.sector.get(Language::En)).into(),
            status: "shown",
            valid_answers: Some(total),
            satisfied_answers: Some(satisfied),
            percent: Some(percent(satisfied, total)),
            legal_basis: Some(safe(source).into()),
            ..Line::default()
        }
    });
    panels.chain(rates).collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of dossiers are far below 2^53")]
fn percent(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64 * 100.0
}

fn line(results: &Results, panel: &Panel, figure: &SectorFigure) -> Line {
    let filter = &results.filter;
    let scope = filter.part.as_ref().map(|part| &part.scope);
    let target = figure.target.as_ref();
    let line = Line {
        measure: panel.measure.word(),
        questionnaire: Some(panel.questionnaire.to_string()),
        version: Some(panel.version),
        formula: panel.formula.word(),
        weighted: panel.weighted,
        unit: filter.unit.as_ref().map(ToString::to_string),
        predecessors: filter.predecessors,
        period: filter.period.map(|period| period.to_string()),
        campaign: filter.campaign.map(|id| id.to_string()),
        mode: filter.mode.map(Mode::word),
        factor: match scope {
            Some(Scope::Factor(code)) => Some(code.to_string()),
            _ => None,
        },
        item: match scope {
            Some(Scope::Item(code)) => Some(code.to_string()),
            _ => None,
        },
        sector: figure.sector.to_string(),
        sector_name_vi: safe(figure.name.get(Language::Vi)).into(),
        sector_name_en: safe(figure.name.get(Language::En)).into(),
        target_operator: target.map(|target| target.operator.word()),
        target_percent: target.map(|target| target.percent),
        legal_basis: target.map(|target| safe(&target.legal_basis).into()),
        class: figure.class.as_ref().map(|class| safe(class.name.get(Language::Vi)).into()),
        class_en: figure.class.as_ref().map(|class| safe(class.name.get(Language::En)).into()),
        class_certain: figure.class.as_ref().map(|class| class.certain),
        class_legal_basis: figure.class.as_ref().and(panel.classification.as_ref()).map(|by| safe(&by.legal_basis).into()),
        ..Line::default()
    };
    match &figure.outcome {
        Outcome::NoAnswers => Line { status: "no_answers", ..line },
        Outcome::Hidden(WhyHidden::TooFew) => Line { status: "hidden", reason: Some("too_few_respondents"), ..line },
        Outcome::Hidden(WhyHidden::WouldRevealAnother) => Line { status: "hidden", reason: Some("would_reveal_another"), ..line },
        Outcome::Shown(estimate) => shown(line, estimate, target.map(|target| estimate.distance(target))),
    }
}

fn shown(line: Line, estimate: &Estimate, distance_points: Option<f64>) -> Line {
    let line = Line {
        status: "shown",
        respondents: Some(estimate.respondents),
        valid_answers: Some(estimate.valid),
        satisfied_answers: Some(estimate.satisfied),
        percent: Some(estimate.share * 100.0),
        distance_points,
        ..line
    };
    match &estimate.certainty {
        Certainty::Interval { lower, upper, verdict } => Line {
            interval_lower: Some(lower * 100.0),
            interval_upper: Some(upper * 100.0),
            verdict: verdict.map(app::domain::figure::Verdict::word),
            ..line
        },
        Certainty::None(why) => {
            let reason = match why {
                WhyUncertain::SelfSelected => "self_selected",
                WhyUncertain::TooFew => "too_few_for_interval",
                WhyUncertain::NotPublishable => "not_publishable",
                WhyUncertain::Formula => "formula_without_interval",
            };
            Line { reason: Some(reason), ..line }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, write_csv};

    #[test]
    fn the_file_begins_with_its_mark_and_its_columns() {
        let line = Line { sector_name_vi: "Đầu tư, \"kinh doanh\"".into(), percent: Some(82.5), ..Line::default() };
        let text = String::from_utf8(write_csv(&[line]).unwrap()).unwrap();
        assert!(text.starts_with(
            "\u{feff}measure,questionnaire,version,formula,weighted,unit,predecessors,period,campaign,mode,factor,item,sector,"
        ));
        assert!(text.contains("\"Đầu tư, \"\"kinh doanh\"\"\""));
        assert!(text.contains(",82.5,") && text.ends_with("\r\n"));
        let head = text.lines().next().unwrap();
        assert_eq!(String::from_utf8(write_csv(&[]).unwrap()).unwrap(), format!("{head}\r\n"), "without figures too");
    }
}
