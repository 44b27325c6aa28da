//! `/manage/devices`: the devices in reach, those that need attention first, and adding one.

use std::cmp::Reverse;

use leptos::prelude::*;

use super::points::Surroundings;
use crate::domain::collation::SortKey;
use crate::domain::collection_point::CollectionPoint;
use crate::domain::device::{Alarm, Device};
use crate::domain::device_form::{LONGEST_NAME, NAME, POINT};
use crate::domain::language::Language;
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{SelectField, TextField, Typed, TypedSummary};
use crate::parts::frame::use_words;
use crate::parts::listing::{Asked, Head, Listed, Pages, Search};
use crate::parts::module::ModuleStyle;
use crate::text::Words;

/// The address.
pub const PATH: &str = "/manage/devices";

/// Up to so many points a field offers as a list; of more, the code of one is typed.
const MOST_POINTS: usize = 150;

/// A device of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The device.
    pub device: Device,
    /// Where it stands.
    pub point: CollectionPoint,
    /// What is to be worried about, the worst first.
    pub alarms: Vec<Alarm>,
    /// How many answers it was given in the last 24 hours.
    pub lately: u64,
}

/// In which state a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A tablet is it.
    InUse,
    /// No tablet was it yet.
    Waits,
    /// The tablet that was it is it no longer.
    Revoked,
}

impl State {
    /// The state of a device.
    #[must_use]
    pub const fn of(device: &Device) -> Self {
        match (device.registered_at, device.revoked_at) {
            (None, _) => Self::Waits,
            (Some(_), None) => Self::InUse,
            (Some(_), Some(_)) => Self::Revoked,
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::InUse => "device-state-in-use",
            Self::Waits => "device-state-waits",
            Self::Revoked => "device-state-revoked",
        }
    }

    /// The class of its mark.
    const fn class(self) -> &'static str {
        match self {
            Self::InUse => "state state-open",
            Self::Waits => "state state-coming",
            Self::Revoked => "state state-retired",
        }
    }
}

/// The points at which a device may come to stand.
#[derive(Clone, Debug)]
pub enum Offered {
    /// So few that they are a list.
    These(Vec<CollectionPoint>),
    /// More; the code of one is typed.
    Many,
}

impl Offered {
    /// These points, each with the name of its unit, in the order in which a field lists them.
    #[must_use]
    pub fn of(mut points: Vec<CollectionPoint>, around: &Surroundings) -> Self {
        if points.len() > MOST_POINTS {
            return Self::Many;
        }
        points.sort_by_cached_key(|point| place_key(point, around));
        Self::These(points)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::These(points) if points.is_empty())
    }
}

/// By what points are sorted: unit, name, code.
fn place_key(point: &CollectionPoint, around: &Surroundings) -> (SortKey, SortKey, String) {
    let name = SortKey::of(point.name.get(Language::Vi));
    (SortKey::of(&around.unit(Language::Vi, point)), name, point.code.to_string())
}

/// The devices that are asked for, sorted and a page of them; in the list's own order those come first that need attention most.
#[must_use]
pub fn list(mut lines: Vec<Line>, asked: &Asked, around: &Surroundings) -> Listed<Line> {
    let finder = asked.finder();
    lines.retain(|line| {
        let units = [Language::Vi, Language::En].map(|language| around.unit(language, &line.point));
        let texts = line.point.name.all().chain([line.device.name.as_str(), line.point.code.as_str()]);
        finder.finds(texts.chain(units.iter().map(String::as_str)))
    });
    let name = |line: &Line| (SortKey::of(&line.device.name), line.device.id);
    match asked.sort.as_str() {
        "name" => lines.sort_by_cached_key(name),
        "point" => lines.sort_by_cached_key(|line| (place_key(&line.point, around), name(line))),
        "state" => lines.sort_by_cached_key(|line| (State::of(&line.device), name(line))),
        "seen" => lines.sort_by_cached_key(|line| (Reverse(line.device.seen.as_ref().map(|(at, _)| *at)), name(line))),
        "waiting" => lines.sort_by_cached_key(|line| (Reverse(waiting(&line.device)), name(line))),
        "lately" => lines.sort_by_cached_key(|line| (Reverse(line.lately), name(line))),
        _ => lines.sort_by_cached_key(|line| {
            let worst = line.alarms.first().and_then(|alarm| Alarm::ALL.iter().position(|known| known == alarm));
            (worst.unwrap_or(Alarm::ALL.len()), State::of(&line.device), name(line))
        }),
    }
    if asked.descending {
        lines.reverse();
    }
    asked.page(lines)
}

/// How many answers wait on a device, as far as it told.
fn waiting(device: &Device) -> i64 {
    device.seen.as_ref().map_or(0, |(_, report)| report.waiting_count())
}

/// When a device was last heard of, in words.
#[must_use]
pub fn seen(words: Words, device: &Device, now: i64) -> String {
    device.seen.as_ref().map_or_else(|| words.t("device-seen-never"), |(at, _)| words.ago(*at, now))
}

/// How many answers wait on a device, in words.
#[must_use]
pub fn waits(words: Words, device: &Device) -> String {
    match waiting(device).unsigned_abs() {
        0 => words.t("device-waiting-none"),
        number => words.count("device-waiting-count", number),
    }
}

/// For how long the oldest of them has waited, in words.
#[must_use]
pub fn waits_since(words: Words, device: &Device, now: i64) -> Option<String> {
    let (_, report) = device.seen.as_ref()?;
    let span = words.span(now.saturating_sub(report.oldest_at?).max(0).unsigned_abs());
    Some(words.with("device-waiting-oldest", &[("span", &span)]))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Devices {
    /// The devices.
    pub listed: Listed<Line>,
    /// How many there are in reach, and how many of them need attention.
    pub counts: (u64, u64),
    /// Everything around their points.
    pub around: Surroundings,
    /// The points to which a device may be added; `None` for whoever runs no survey.
    pub offered: Option<Offered>,
    /// The form for a new one.
    pub typed: Typed,
    /// Whether the form is open.
    pub open: bool,
    /// The key of the words for what was just done.
    pub done: Option<&'static str>,
    /// UTC milliseconds.
    pub now: i64,
}

/// The page.
#[component]
pub fn DevicesPage(shown: Devices) -> impl IntoView {
    let words = use_words();
    let Devices { listed: Listed { asked, found, shown }, counts: (all, attention), around, offered, typed, open, done, now } =
        shown;
    let summary = (all > 0).then(|| {
        let text = if attention == 0 {
            words.count("devices-fine", all)
        } else {
            words.with("devices-attention", &[("n", &words.number(attention)), ("all", &words.number(all))])
        };
        view! { <p class="lead">{text}</p> }
    });
    let may_add = offered.as_ref().is_some_and(|offered| !offered.is_none());
    let add = offered.map(|offered| {
        if offered.is_none() {
            return view! { <p class="hint">{words.t("devices-no-point")} " " <a href="/manage/points">{words.t("points-title")}</a></p> }
                .into_any();
        }
        let around = around.clone();
        view! { <Add offered around typed open/> }.into_any()
    });
    let table = if all == 0 {
        view! { <What/> }.into_any()
    } else if found == 0 {
        view! { <p>{words.t("devices-none")}</p> }.into_any()
    } else {
        view! { <Table asked=asked.clone() shown around now/> }.into_any()
    };
    let search = (all > 0).then(|| {
        view! { <Search asked=asked.clone() path=PATH label=words.t("devices-find")/> }
    });
    view! {
        <Desk title=words.t("devices-title") here=PATH keeps=may_add>
            <ModuleStyle name="devices.css"/>
            <h1>{words.t("devices-title")}</h1>
            {done.map(|key| view! { <p class="done" role="status">{words.t(key)}</p> })}
            {summary}
            {search}
            {add}
            {table}
            {(all > 0).then(|| view! { <Pages asked path=PATH found/> })}
        </Desk>
    }
}

/// What a device is, for whoever has none yet.
#[component]
fn What() -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card">
            <h2>{words.t("devices-what-title")}</h2>
            <p>{words.t("devices-what")}</p>
            <ol>
                <li>{words.t("devices-step-add")}</li>
                <li>{words.t("devices-step-link")}</li>
                <li>{words.t("devices-step-watch")}</li>
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn Table(asked: Asked, shown: Vec<Line>, around: Surroundings, now: i64) -> impl IntoView {
    let words = use_words();
    let rows = shown.into_iter().map(|line| view! { <Row line around=around.clone() now/> }).collect_view();
    let head = |column, key| {
        view! { <Head asked=asked.clone() path=PATH column label=words.t(key)/> }
    };
    view! {
        <table class="stack devices">
            <thead>
                <tr>
                    {head("name", "device-name")}
                    {head("point", "device-point-unit")}
                    {head("state", "device-state")}
                    {head("seen", "device-seen")}
                    {head("waiting", "device-waiting")}
                    {head("lately", "device-lately")}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(line: Line, around: Surroundings, now: i64) -> impl IntoView {
    let words = use_words();
    let Line { device, point, alarms, lately } = line;
    let unit = around.unit(words.0, &point);
    let withdrawn = point.withdrawn_at.map(|_| view! { " " <span class="hint">{words.t("point-withdrawn-mark")}</span> });
    // On a phone, where the lines of the table stand one under the other, each says what it is.
    let cell = |key| view! { <span class="cell">{words.t(key)} ": "</span> };
    let oldest = waits_since(words, &device, now).map(|text| view! { <br/> <span class="hint">{text}</span> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", device.id)>{device.name.clone()}</a>
                <Alarms alarms/>
            </th>
            <td>{point.name.get(words.0).to_owned()} {withdrawn} <br/> <span class="hint">{unit}</span></td>
            <td><StateMark state=State::of(&device)/></td>
            <td>{cell("device-seen")} {seen(words, &device, now)}</td>
            <td>{cell("device-waiting")} {waits(words, &device)} {oldest}</td>
            <td class="number">{cell("device-lately")} {words.number(lately)}</td>
        </tr>
    }
    .into_any()
}

/// What is to be worried about, in a few words each.
#[component]
fn Alarms(alarms: Vec<Alarm>) -> impl IntoView {
    let words = use_words();
    (!alarms.is_empty()).then(|| {
        let lines = alarms.into_iter().map(|alarm| view! { <li><span class="state alarm">{words.t(alarm.key())}</span></li> });
        view! { <ul class="alarms">{lines.collect_view()}</ul> }
    })
}

/// The state of a device.
#[component]
pub fn StateMark(state: State) -> impl IntoView {
    let words = use_words();
    view! { <span class=state.class()>{words.t(state.key())}</span> }
}

/// The form for a new one.
#[component]
fn Add(offered: Offered, around: Surroundings, typed: Typed, open: bool) -> impl IntoView {
    let words = use_words();
    let open = open || typed.is_begun(&[NAME]);
    view! {
        <details class="card" id="add" open=open>
            <summary>{words.t("device-add")}</summary>
            <TypedSummary typed=typed.clone()/>
            <form id=FORM class="narrow" method="post" action=PATH>
                <NameField typed=typed.clone()/>
                <PointField typed offered around/>
                <button class="primary" type="submit">{words.t("device-add")}</button>
            </form>
        </details>
    }
    .into_any()
}

/// The field of the name.
#[component]
pub fn NameField(typed: Typed) -> impl IntoView {
    let words = use_words();
    view! {
        <TextField
            typed
            name=NAME
            label=words.t("device-name")
            hint=words.t("device-name-hint")
            longest=LONGEST_NAME
            required=true
        />
    }
}

/// The field of the point: a list of those that are offered, or the code of one.
#[component]
pub fn PointField(typed: Typed, offered: Offered, around: Surroundings) -> impl IntoView {
    let words = use_words();
    match offered {
        Offered::These(points) => {
            let label = |point: &CollectionPoint| {
                let (unit, name) = (around.unit(words.0, point), point.name.get(words.0));
                (point.code.to_string(), format!("{unit} – {name} ({})", around.campaign(words.0, point)))
            };
            let options = points.iter().map(label).collect();
            view! { <SelectField typed name=POINT label=words.t("device-point") options/> }.into_any()
        }
        Offered::Many => view! {
            <TextField
                typed
                name=POINT
                label=words.t("device-point-code")
                hint=words.t("device-point-code-hint")
                longest=20
                required=true
            />
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::domain::device::arrival::Span;
    use crate::domain::device::contact::Report;
    use crate::domain::device::settings::Settings;
    use crate::domain::mode::Mode;
    use crate::domain::texts::Texts;
    use crate::domain::tree::Tree;

    fn line(number: u128, name: &str, registered_at: Option<i64>, alarms: &[Alarm]) -> Line {
        let waiting = vec![Span { first: 1, last: i64::try_from(number).unwrap() }];
        Line {
            device: Device {
                id: Uuid::from_u128(number),
                point: "aaaaaa".parse().unwrap(),
                name: name.to_owned(),
                settings: Settings::default(),
                settings_number: 1,
                created_at: 0,
                link_expires_at: None,
                registered_at,
                revoked_at: None,
                seen: registered_at.map(|at| (at, Report { waiting, ..Report::default() })),
                given: 0,
            },
            point: CollectionPoint {
                code: "aaaaaa".parse().unwrap(),
                campaign_id: Uuid::nil(),
                unit: "xa".parse().unwrap(),
                sector: None,
                mode: Mode::Kiosk,
                name: Texts::new([("vi", "Quầy Đất đai")]),
                withdrawn_at: None,
                by_invitation: false,
            },
            alarms: alarms.to_vec(),
            lately: 0,
        }
    }

    #[test]
    fn what_needs_attention_most_comes_first() {
        let lines = vec![
            line(1, "Ân", None, &[]),
            line(2, "Đông", Some(9), &[]),
            line(3, "Dương", Some(5), &[Alarm::Silent]),
            line(4, "An", Some(7), &[Alarm::Stopped, Alarm::Gap]),
        ];
        let around = Surroundings { units: Tree::new(Vec::new()), sectors: Tree::new(Vec::new()), titles: Arc::default() };
        let order = |sort: &str, find: &str| {
            let asked = Asked { sort: sort.to_owned(), find: find.to_owned(), page: 1, ..Asked::default() };
            list(lines.clone(), &asked, &around).shown.iter().map(|line| line.device.id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(order("", ""), [4, 3, 2, 1]);
        assert_eq!(order("name", ""), [4, 1, 3, 2]);
        assert_eq!(order("seen", ""), [2, 4, 3, 1]);
        assert_eq!(order("waiting", ""), [4, 3, 2, 1]);
        assert_eq!(order("state", ""), [4, 3, 2, 1]);
        assert_eq!(order("name", "dong"), [2]);
        assert_eq!(order("name", "dat dai"), [4, 1, 3, 2]);
    }
}
