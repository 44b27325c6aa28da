//! What a device told: how it is, which of its answers did not arrive, how many come in an hour, where visits are broken off, what happened.

use leptos::prelude::*;

use super::devices::{seen, waits, waits_since};
use super::points::Surroundings;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::device::Device;
use crate::domain::device::arrival::Span;
use crate::domain::device::contact::{FaultKind, Incident, IncidentKind, Report};
use crate::domain::device::settings::Settings;
use crate::domain::period::LocalTime;
use crate::domain::texts::Texts;
use crate::parts::frame::use_words;
use crate::parts::hours_chart::{Day, HoursChart, busy};
use crate::text::Words;

/// So many gaps are told one by one.
const TOLD_GAPS: usize = 20;
/// So many incidents are seen at once.
const SEEN_INCIDENTS: usize = 10;
/// A clock that is wrong by less than this, in milliseconds, is right: the way of a contact takes some seconds.
const RIGHT: u64 = 60_000;
/// The milliseconds of an hour.
const HOUR: i64 = 60 * 60 * 1000;

/// What a device told so far.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The numbers of answers that never arrived.
    pub gaps: Vec<Span>,
    /// Its last days, the earliest first.
    pub days: Vec<Day>,
    /// How many answers it was given in an opening hour of these days on average; `None` where it has no opening hours.
    pub mean: Option<f64>,
    /// Where visits were broken off: the question (or its code, where no version has it), how often in the last 30 days, how often at all.
    pub abandoned: Vec<(Texts, u64, u64)>,
    /// What happened, the newest first.
    pub incidents: Vec<Incident>,
}

/// How many answers came in an opening hour between two moments (UTC milliseconds) on average, of hours that began in between, each with when it
/// began and how many came; `None` where the device has no opening hours or none of them is among these.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a mean of some days is shown with one decimal")]
pub fn mean(settings: &Settings, (since, until): (i64, i64), answers: &[(i64, u64)]) -> Option<f64> {
    settings.hours?;
    let first = since.div_euclid(HOUR) * HOUR + HOUR;
    let hours = std::iter::successors(Some(first), |hour| Some(hour + HOUR)).take_while(|hour| hour + HOUR <= until);
    let awake: Vec<i64> = hours.filter(|hour| settings.is_awake(*hour)).collect();
    let sum: u64 = answers.iter().filter(|(hour, _)| awake.contains(hour)).map(|(_, answers)| answers).sum();
    (!awake.is_empty()).then(|| sum as f64 / awake.len() as f64)
}

/// The days from the one of `since` to the one of `until` (UTC milliseconds), with the answers of hours, each with when it began.
#[must_use]
pub fn days((since, until): (i64, i64), answers: &[(i64, u64)]) -> Vec<Day> {
    let beginnings = (0..).map(|later| LocalTime::of(since).days_later(later)).take_while(|midnight| *midnight <= until);
    let day = |midnight: i64| {
        let mut day = Day { name: short(midnight), answers: [0; 24] };
        for (hour, count) in (0..24).zip(&mut day.answers) {
            let of_hour = answers.iter().filter(|(at, _)| *at == midnight + hour * HOUR).map(|(_, answers)| answers);
            *count = of_hour.sum();
        }
        day
    };
    beginnings.map(day).collect()
}

/// A day without its year.
fn short(midnight: i64) -> String {
    let date = LocalTime::of(midnight).date();
    date.rsplit_once('/').map_or_else(|| date.clone(), |(day, _)| day.to_owned())
}

/// What a device told when it was last heard of.
#[must_use]
pub fn told(device: &Device) -> Option<&Report> {
    device.seen.as_ref().map(|(_, report)| report)
}

/// How wrong a clock is, in words.
fn clock(words: Words, skew: i64) -> String {
    let by = skew.unsigned_abs();
    if by < RIGHT {
        return words.t("device-clock-right");
    }
    words.with(if skew > 0 { "device-clock-ahead" } else { "device-clock-behind" }, &[("span", &words.span(by))])
}

fn battery(words: Words, report: &Report) -> String {
    let Some(percent) = report.battery else { return words.t("device-battery-unknown") };
    let key = if report.charging == Some(true) { "device-battery-charging" } else { "device-battery-level" };
    words.with(key, &[("percent", &percent.to_string())])
}

#[expect(clippy::cast_precision_loss, reason = "nobody needs to know free space to the byte")]
fn bytes(words: Words, bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 1000.0 {
        format!("{} MB", words.decimal(megabytes, 0))
    } else {
        format!("{} GB", words.decimal(megabytes / 1000.0, 1))
    }
}

/// How it is and where it stands.
#[component]
pub fn ReportCard(device: Device, point: CollectionPoint, around: Surroundings, now: i64) -> impl IntoView {
    let words = use_words();
    let moment = |at: i64| format!("{} {}", LocalTime::of(at).clock(), LocalTime::of(at).date());
    let report = told(&device).map(|report| {
        let yes = |is_so: bool| words.t(if is_so { "yes" } else { "no" });
        let version = if report.version.is_empty() { words.t("device-version-unknown") } else { report.version.clone() };
        let oldest = waits_since(words, &device, now).map(|text| format!(" ({text})"));
        let storage = if report.persistent { "device-storage-kept" } else { "device-storage-loose" };
        let at = device.seen.as_ref().map(|(at, _)| format!(" ({})", moment(*at)));
        view! {
            <dt>{words.t("device-seen")}</dt>
            <dd>{seen(words, &device, now)} {at}</dd>
            <dt>{words.t("device-waiting")}</dt>
            <dd>{waits(words, &device)} {oldest}</dd>
            {(report.stuck > 0).then(|| view! { <dt>{words.t("device-stuck")}</dt> <dd>{words.number(report.stuck.into())}</dd> })}
            <dt>{words.t("device-clock")}</dt>
            <dd>{clock(words, report.skew)}</dd>
            <dt>{words.t("device-battery")}</dt>
            <dd>{battery(words, report)}</dd>
            <dt>{words.t("device-storage")}</dt>
            <dd>{words.t(storage)}</dd>
            {report.free.map(|free| view! { <dt>{words.t("device-free")}</dt> <dd>{bytes(words, free)}</dd> })}
            <dt>{words.t("device-offline")}</dt>
            <dd>{yes(report.starts_offline)}</dd>
            <dt>{words.t("device-version")}</dt>
            <dd>{version}</dd>
        }
    });
    let none = report.is_none().then(|| view! { <p>{words.t("device-report-none")}</p> });
    view! {
        <section class="card">
            <h2>{words.t("device-report")}</h2>
            {none}
            <dl class="facts">
                {report}
                <dt>{words.t("device-point")}</dt>
                <dd><a href=format!("/manage/points/{}", point.code)>{point.name.get(words.0).to_owned()}</a></dd>
                <dt>{words.t("column-unit")}</dt>
                <dd>{around.unit(words.0, &point)}</dd>
                <dt>{words.t("filter-campaign")}</dt>
                <dd>{around.campaign(words.0, &point)}</dd>
                <dt>{words.t("device-created")}</dt>
                <dd>{moment(device.created_at)}</dd>
                {device.registered_at.map(|at| view! { <dt>{words.t("device-registered")}</dt> <dd>{moment(at)}</dd> })}
                {device.revoked_at.map(|at| view! { <dt>{words.t("device-state-revoked")}</dt> <dd>{moment(at)}</dd> })}
            </dl>
        </section>
    }
    .into_any()
}

/// What it told so far, each in a card of its own.
#[component]
pub fn HistoryCards(device: Device, history: History) -> impl IntoView {
    let History { gaps, days, mean, abandoned, incidents } = history;
    view! {
        <Gaps gaps given=device.given/>
        <Hours days mean norm=device.settings.norm/>
        <Abandoned abandoned/>
        <Incidents incidents/>
    }
    .into_any()
}

/// A gap in words.
fn gap(words: Words, span: Span) -> String {
    let first = words.number(span.first.unsigned_abs());
    if span.count() == 1 {
        return words.with("device-gap-one", &[("first", &first)]);
    }
    words.with("device-gap", &[("first", &first), ("last", &words.number(span.last.unsigned_abs()))])
}

#[component]
fn Gaps(gaps: Vec<Span>, given: i64) -> impl IntoView {
    let words = use_words();
    (!gaps.is_empty()).then(|| {
        let lost: u64 = gaps.iter().map(|span| span.count().unsigned_abs()).sum();
        let given = given.unsigned_abs();
        let sum = words.with("device-gaps-of", &[("lost", &words.number(lost)), ("given", &words.number(given))]);
        let more = (gaps.len() > TOLD_GAPS).then(|| {
            let more = words.count("device-gaps-more", (gaps.len() - TOLD_GAPS) as u64);
            view! { <li>{more}</li> }
        });
        let lines = gaps.iter().take(TOLD_GAPS).map(|span| view! { <li>{gap(words, *span)}</li> }).collect_view();
        view! {
            <section class="card">
                <h2>{words.t("device-gaps")}</h2>
                <ul class="plain">{lines}{more}</ul>
                <p class="hint">{sum}</p>
            </section>
        }
        .into_any()
    })
}

#[component]
fn Hours(days: Vec<Day>, mean: Option<f64>, norm: Option<u32>) -> impl IntoView {
    let words = use_words();
    let hours = busy(&days);
    let expected = norm.map(|norm| words.number(norm.into()));
    let mean = mean.map(|mean| {
        let mean = words.decimal(mean, 1);
        let text = match &expected {
            Some(norm) => words.with("device-hours-mean-norm", &[("mean", &mean), ("norm", norm)]),
            None => words.with("device-hours-mean", &[("mean", &mean)]),
        };
        view! { <p>{text}</p> }
    });
    if hours.is_empty() {
        return view! {
            <section class="card">
                <h2>{words.t("device-hours")}</h2>
                <p>{words.t("device-hours-none")}</p>
            </section>
        }
        .into_any();
    }
    let most = days.iter().flat_map(|day| day.answers).max().unwrap_or_default();
    let mut description = words.with("device-hours-about", &[("most", &words.number(most))]);
    if let Some(norm) = &expected {
        description = format!("{description} {}", words.with("device-hours-norm", &[("norm", norm)]));
    }
    let heads = hours
        .clone()
        .map(|hour| view! { <th scope="col" class="number">{words.with("device-hour", &[("hour", &hour.to_string())])}</th> })
        .collect_view();
    let rows = days
        .iter()
        .map(|day| {
            let cells = hours.clone().map(|hour| view! { <td class="number">{words.number(day.answers[hour])}</td> });
            view! {
                <tr>
                    <th scope="row">{day.name.clone()}</th>
                    {cells.collect_view()}
                    <td class="number">{words.number(day.answers.iter().sum())}</td>
                </tr>
            }
        })
        .collect_view();
    let title = words.t("device-hours");
    view! {
        <section class="card">
            <h2>{title.clone()}</h2>
            {mean}
            <HoursChart id="hours".to_owned() title=title.clone() description=description.clone() days=days hours=hours norm=norm/>
            <p class="hint" aria-hidden="true">{description}</p>
            <details>
                <summary>{words.t("device-hours-table")}</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=title>
                    <table class="hours">
                        <thead>
                            <tr>
                                <th scope="col">{words.t("device-day")}</th>
                                {heads}
                                <th scope="col" class="number">{words.t("device-sum")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Abandoned(abandoned: Vec<(Texts, u64, u64)>) -> impl IntoView {
    let words = use_words();
    let none = abandoned.is_empty().then(|| view! { <p>{words.t("device-abandoned-none")}</p> });
    let table = (!abandoned.is_empty()).then(|| {
        // On a phone, where the lines of the table stand one under the other, each says what it is.
        let cell = |key| view! { <span class="cell">{words.t(key)} ": "</span> };
        let row = |(question, lately, ever): (Texts, u64, u64)| {
            view! {
                <tr>
                    <th scope="row">{question.get(words.0).to_owned()}</th>
                    <td class="number">{cell("device-abandoned-lately")} {words.number(lately)}</td>
                    <td class="number">{cell("device-abandoned-ever")} {words.number(ever)}</td>
                </tr>
            }
        };
        view! {
            <p class="hint">{words.t("device-abandoned-lead")}</p>
            <table class="stack devices">
                <thead>
                    <tr>
                        <th scope="col">{words.t("device-question")}</th>
                        <th scope="col" class="number">{words.t("device-abandoned-lately")}</th>
                        <th scope="col" class="number">{words.t("device-abandoned-ever")}</th>
                    </tr>
                </thead>
                <tbody>{abandoned.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <section class="card">
            <h2>{words.t("device-abandoned")}</h2>
            {none}
            {table}
        </section>
    }
    .into_any()
}

/// What is told of an incident besides its kind.
fn detail(words: Words, incident: &Incident) -> Option<String> {
    let number = incident.detail.parse::<i64>().ok();
    match (incident.kind, number) {
        (IncidentKind::ClockWrong, Some(skew)) => Some(clock(words, skew)),
        (IncidentKind::Fault, _) => {
            let kind = FaultKind::ALL.into_iter().find(|kind| kind.word() == incident.detail);
            kind.map(|kind| words.t(kind.key()))
        }
        (_, Some(number)) => Some(words.with("device-incident-number", &[("number", &words.number(number.unsigned_abs()))])),
        (_, None) => Some(incident.detail.clone()).filter(|detail| !detail.is_empty()),
    }
}

#[component]
fn Incidents(incidents: Vec<Incident>) -> impl IntoView {
    let words = use_words();
    let mut incidents = incidents;
    let none = incidents.is_empty().then(|| view! { <p>{words.t("device-incidents-none")}</p> });
    let earlier = incidents.split_off(incidents.len().min(SEEN_INCIDENTS));
    let list = |incidents: Vec<Incident>| {
        let line = |incident: Incident| {
            let time = LocalTime::of(incident.at);
            let detail = detail(words, &incident).map(|detail| format!(": {detail}"));
            view! {
                <li>
                    <span class="hint">{time.clock()} " " {time.date()}</span>
                    " – "
                    {words.t(incident.kind.key())}
                    {detail}
                </li>
            }
        };
        view! { <ul class="plain">{incidents.into_iter().map(line).collect_view()}</ul> }
    };
    let earlier = (!earlier.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.t("device-incidents-more")}</summary>
                {list(earlier)}
            </details>
        }
    });
    let listed = (!incidents.is_empty()).then(|| list(incidents));
    view! {
        <section class="card">
            <h2>{words.t("device-incidents")}</h2>
            {none}
            {listed}
            {earlier}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::device::settings::Hours;
    use crate::domain::language::Language;

    /// A Monday, 10 o'clock in Viet Nam.
    const NOW: i64 = 1_773_630_000_000;

    #[test]
    fn gaps_and_clocks_are_told_in_words() {
        let (vi, en) = (Words(Language::Vi), Words(Language::En));
        assert_eq!(gap(en, Span { first: 412, last: 415 }), "Answers 412–415 of this tablet never arrived.");
        assert_eq!(gap(vi, Span { first: 412, last: 415 }), "Phiếu 412–415 của máy này chưa bao giờ đến.");
        assert_eq!(gap(en, Span { first: 7, last: 7 }), "Answer 7 of this tablet never arrived.");
        assert_eq!(clock(en, 3 * HOUR + 12 * 60_000), "ahead by 3 h 12 min");
        assert_eq!(clock(vi, -26 * HOUR), "chậm 1 ngày 2 giờ");
        assert_eq!((clock(en, 59_999), clock(en, i64::MIN).is_empty()), ("right".to_owned(), false));
        assert_eq!((bytes(vi, 250_400_000), bytes(vi, 12_340_000_000)), ("250 MB".to_owned(), "12,3 GB".to_owned()));
    }

    #[test]
    fn incidents_say_what_they_are_about() {
        let told = |kind, detail: &str| detail_of(kind, detail);
        assert_eq!(told(IncidentKind::Refused, "1412").as_deref(), Some("answer 1,412"));
        assert_eq!(told(IncidentKind::ClockWrong, "-7200000").as_deref(), Some("behind by 2 h"));
        assert_eq!(told(IncidentKind::Fault, "touch").as_deref(), Some("the screen does not take touches well"));
        assert_eq!((told(IncidentKind::Fault, "?"), told(IncidentKind::Registered, "")), (None, None));
    }

    fn detail_of(kind: IncidentKind, text: &str) -> Option<String> {
        detail(Words(Language::En), &Incident { at: 0, kind, detail: text.to_owned() })
    }

    #[test]
    fn answers_stand_in_their_day_and_hour() {
        let days = days((NOW - 24 * HOUR, NOW), &[(NOW - 24 * HOUR, 3), (NOW - 11 * HOUR, 1), (NOW, 5)]);
        let names: Vec<&str> = days.iter().map(|day| day.name.as_str()).collect();
        assert_eq!(names, ["15/3", "16/3"]);
        assert_eq!((days[0].answers[10], days[0].answers[23], days[1].answers[10]), (3, 1, 5));
        assert_eq!(days.iter().flat_map(|day| day.answers).sum::<u64>(), 9);
    }

    #[test]
    fn a_mean_is_of_opening_hours_that_are_over() {
        let hours = Some(Hours { opens: 7 * 60, closes: 17 * 60, days: [true; 7] });
        let settings = Settings { hours, ..Settings::default() };
        let answers = [(NOW - 2 * HOUR, 4), (NOW - 12 * HOUR, 100), (NOW, 50)];
        // Since midnight: 7, 8 and 9 o'clock.
        assert_eq!(mean(&settings, (NOW - 10 * HOUR, NOW), &answers), Some(4.0 / 3.0));
        assert_eq!(mean(&Settings::default(), (NOW - 10 * HOUR, NOW), &answers), None);
        assert_eq!(mean(&settings, (NOW - 10 * HOUR, NOW - 5 * HOUR), &answers), None);
    }
}
