//! A path for every address of the router, and who asks for it.

use app::domain::role::Right;
use app::pages::manage::questionnaire::EARLIER;
use clap::Parser;
use server::accounts::password::Cost;
use server::api::OPEN;
use server::config::{Cli, Command};
use server::http::signed::Admission;
use server::http::{PUBLIC, staff};
use server::sources::{Clock, Secrets, Sources};

use super::campaigns::{Handles, QUESTIONNAIRE, Surveys};
use super::people::{ADMINISTRATOR, ANALYST, AUDITOR, COLLECTOR, MANAGER, NATIONAL_ANALYST, PROVINCIAL, People};
use super::units::{NATION, Units};
use super::{Country, Outcome};

/// A question to the program.
pub struct Page {
    /// As the router has it.
    pub address: &'static str,
    /// Who asks; nobody for the public.
    pub by: &'static str,
    pub path: String,
}

/// Words that find some of everything.
const WORDS: &str = "find=an%20binh";

/// Lists that can be searched, sorted and turned over.
const LISTS: [&str; 18] = [
    "/analysis/units",
    "/analysis/actions",
    "/analysis/indices",
    "/analysis/exports",
    "/manage/users",
    "/manage/units",
    "/manage/targets",
    "/manage/sectors",
    "/manage/classifications",
    "/manage/campaigns",
    "/manage/campaigns/archive",
    "/manage/points",
    "/manage/devices",
    "/manage/tokens",
    "/manage/invitations",
    "/manage/entry",
    "/manage/questionnaires",
    "/manage/units/merging",
];

/// What a page is asked about.
struct Known<'a> {
    units: &'a Units,
    people: &'a People,
    surveys: &'a Surveys,
}

/// Every address with at least one path.
pub fn all(country: &Country, units: &Units, people: &People, surveys: &Surveys) -> Outcome<Vec<Page>> {
    let known = Known { units, people, surveys };
    let mut pages = Vec::new();
    for address in PUBLIC {
        let paths = public(address, &known).ok_or_else(|| format!("say in this program what to ask at {address}"))?;
        pages.extend(paths.into_iter().map(|path| Page { address, by: "", path }));
    }
    pages.extend(OPEN.map(|address| Page { address, by: "", path: address.to_owned() }));
    let commune = &known.units.communes[1];
    pages.push(Page { address: OPEN[0], by: "", path: format!("{}?unit={commune}", OPEN[0]) });
    for (address, admission) in addresses(country)? {
        for by in askers(admission, address) {
            let handles = if *by == PROVINCIAL { &surveys.provincial } else { &surveys.national };
            let path = known.path(address, handles).ok_or_else(|| format!("say in this program what to ask at {address}"))?;
            if LISTS.contains(&address) {
                pages.push(Page { address, by, path: format!("{path}?{WORDS}") });
                pages.push(Page { address, by, path: format!("{path}?sort=-name&page=2") });
            }
            pages.extend(narrowed(address, units, (by, handles)).into_iter().map(|path| Page { address, by, path }));
            pages.push(Page { address, by, path });
        }
    }
    Ok(pages)
}

/// The addresses of the staff's router, from the router itself.
fn addresses(country: &Country) -> Outcome<Vec<(&'static str, Admission)>> {
    let Command::Serve(config) = Cli::try_parse_from(["hailong", "serve"])?.command else { return Err("no settings".into()) };
    let sources = Sources {
        clock: Clock::fixed(country.now),
        ids: country.ids.clone(),
        secrets: Secrets::new(country.rng.clone()),
        password_cost: Cost::STANDARD,
    };
    let (app, _) = server::build(&config, None, country.store.clone(), sources);
    Ok(staff::routes(&app).addresses)
}

/// Who asks for an address.
fn askers(admission: Admission, address: &str) -> &'static [&'static str] {
    match admission {
        Admission::Anybody => &[""],
        Admission::SignedIn if address == "/account" => &[ADMINISTRATOR, ANALYST],
        Admission::SignedIn | Admission::With(Right::Accounts | Right::Catalogue | Right::Retention) => &[ADMINISTRATOR],
        // Who reaches some units only looks at questionnaires.
        Admission::With(Right::Surveys) if address.ends_with("/retirement") || address.ends_with("{number}/removal") => {
            &[MANAGER]
        }
        Admission::With(Right::Surveys) => &[MANAGER, PROVINCIAL],
        Admission::With(Right::Collection) => &[COLLECTOR],
        // An export belongs to whoever asked for it.
        Admission::With(Right::Analysis) if address.starts_with("/analysis/exports/") => &[ANALYST],
        Admission::With(Right::Analysis) => &[ANALYST, NATIONAL_ANALYST],
        Admission::With(Right::Audit) => &[ADMINISTRATOR, AUDITOR],
    }
}

/// What can be asked at an address of the public.
fn public(address: &str, known: &Known<'_>) -> Option<Vec<String>> {
    let point = &known.surveys.national.point;
    let (commune, province) = (&known.units.communes[0], &known.units.provinces[0]);
    let paths: Vec<String> = match address {
        "/" => vec!["/".into(), format!("/?{WORDS}")],
        "/s" => vec![format!("/s?code={point}")],
        "/s/{code}" => vec![format!("/s/{point}")],
        "/s/{code}/done" => vec![format!("/s/{point}/done")],
        "/results" | "/results.csv" | "/results.json" => {
            let filters = [
                String::new(),
                format!("?unit={NATION}"),
                format!("?unit={province}"),
                format!("?unit={commune}&predecessors=1"),
                "?sector=land".to_owned(),
                "?mode=phone".to_owned(),
                "?period=2026".to_owned(),
                format!("?campaign={}", known.surveys.national.open),
                format!("?questionnaire={QUESTIONNAIRE}&factor=access"),
                format!("?unit={province}&sector=land&mode=phone"),
            ];
            filters.into_iter().map(|filter| format!("{address}{filter}")).collect()
        }
        // Nobody knows a link, so what is measured is that it opens nothing.
        "/i/{token}" => vec![format!("/i/{}", "x".repeat(43))],
        "/kiosk/register/{token}" => vec![format!("/kiosk/register/{}", "x".repeat(43))],
        // Whoever asks has no tablet.
        _ if address.starts_with("/kiosk/") => vec![address.replace("{code}", point.as_str())],
        "/results.csv-metadata.json"
        | "/results.schema.json"
        | "/withdraw"
        | "/methods"
        | "/privacy"
        | "/preferences"
        | "/healthz"
        | "/readyz" => vec![address.to_owned()],
        _ => return None,
    };
    Some(paths)
}

/// Lists that are narrowed by more than words.
fn narrowed(address: &str, units: &Units, (by, handles): (&str, &Handles)) -> Vec<String> {
    let province = units.provinces[0].as_str();
    let reach = if by == NATIONAL_ANALYST { NATION } else { province };
    match address {
        "/manage/points" => vec![
            format!("{address}?campaign={}", handles.open),
            format!("{address}?unit={province}"),
            format!("{address}?unit={province}&{WORDS}"),
        ],
        "/manage/points/posters" => vec![format!("{address}?campaign={}", handles.open)],
        "/manage/audit" => {
            vec![
                format!("{address}?actor={ADMINISTRATOR}"),
                format!("{address}?subject=unit%20{}", units.communes[1]),
                format!("{address}?{WORDS}"),
                // What no entry has is looked for to the end.
                format!("{address}?find=khong%20co&sort=at"),
                format!("{address}?from=2020-01-01&to=2020-01-02"),
            ]
        }
        "/analysis/comments" => vec![
            format!("{address}?unit={reach}&period=2026"),
            format!("{address}?unit={province}&sector=land"),
            format!("{address}?unit={}", units.communes[0]),
            format!("{address}?unit={reach}&theme=waiting&score=not-satisfied"),
            format!("{address}?unit={reach}&find=khong%20co"),
            format!("{address}?mode=phone&after=202601-1"),
        ],
        "/analysis/actions" => vec![format!("{address}?unit={reach}&sector=land&status=under_way")],
        "/analysis/units" => vec![
            format!("{address}?unit={reach}&measure=feedback"),
            format!("{address}?level=commune"),
            format!("{address}?level=commune&measure=survey&sort=-change"),
        ],
        "/analysis/items" => {
            let land = format!("{address}?unit={province}&sector=land");
            let item = "questionnaire=one-stop-service&item=a1";
            let feedback = format!("{land}&measure=feedback");
            // An item with everything by which it is told apart.
            vec![format!("{feedback}&{item}"), format!("{feedback}&{item}&by=visits"), feedback, format!("{land}&measure=survey")]
        }
        "/analysis/review" => vec![format!("{address}?unit={reach}")],
        "/manage/campaigns/{id}/units" => vec![format!("/manage/campaigns/{}/units?{WORDS}", handles.draft)],
        _ => Vec::new(),
    }
}

impl Known<'_> {
    /// The path of an address of the staff.
    fn path(&self, address: &'static str, handles: &Handles) -> Option<String> {
        let one = |id: String| Some(address.replace("{id}", &id));
        let code = |code: &str| Some(address.replace("{code}", code));
        match address {
            "/invitation/{token}" => Some(address.replace("{token}", &"x".repeat(43))),
            "/manage/imports/{what}" | "/manage/imports/{what}/template.csv" => Some(address.replace("{what}", "units")),
            "/manage/imports/{what}/{id}" => one(self.units.import.to_string()).map(|path| path.replace("{what}", "units")),
            "/manage/units/{code}/merging/removal" => code(self.units.ending.as_str()),
            _ if address.starts_with("/manage/users/") => one(self.people.other.to_string()),
            _ if address.starts_with("/manage/units/{code}") => code(self.units.communes[1].as_str()),
            _ if address.starts_with("/manage/sectors/{code}") => code("land"),
            _ if address.starts_with("/manage/themes/{code}") => code("waiting"),
            _ if address.starts_with("/manage/tokens/{id}") => one(self.units.token.to_string()),
            _ if address.starts_with("/analysis/indices/{id}") => one(self.units.index.to_string()),
            // The address of a file that there is not leads to the page of its export.
            _ if address.starts_with("/analysis/exports/{id}") => {
                one(self.people.export.to_string()).map(|path| path.replace("{token}", "x"))
            }
            _ if address.starts_with("/analysis/review/{id}") => one(self.units.review.to_string()),
            _ if address.starts_with("/analysis/actions/{id}") => one(self.units.improvement.to_string()),
            _ if address.starts_with("/manage/targets/{id}") => one(self.units.target.to_string()),
            _ if address.starts_with("/manage/classifications/{id}") => one(self.units.classification.to_string()),
            _ if address.starts_with("/manage/retention/{id}") => one(handles.closed.to_string()),
            "/manage/campaigns/{id}" | "/manage/campaigns/{id}/closing" => one(handles.open.to_string()),
            "/manage/campaigns/{id}/archiving" => one(handles.closed.to_string()),
            "/manage/campaigns/{id}/sample.csv"
            | "/manage/campaigns/{id}/sample/verification"
            | "/manage/campaigns/{id}/sample/removal"
                if handles.open == self.surveys.national.open =>
            {
                one(self.surveys.sampled.to_string())
            }
            "/manage/campaigns/{id}/entry" if handles.open == self.surveys.national.open => one(self.surveys.paper.0.to_string()),
            _ if address.starts_with("/manage/campaigns/{id}") => one(handles.draft.to_string()),
            _ if address.starts_with("/manage/entry/{code}") => code(self.surveys.paper.1.as_str()),
            _ if address.starts_with("/manage/paper-forms/{id}") => one(self.surveys.paper.2.to_string()),
            _ if address.starts_with("/manage/questionnaires/{code}/{number}") => {
                let number = if address.ends_with("/removal") || address.ends_with("/difference") { "draft" } else { "1" };
                let with = if address.ends_with("/difference") { format!("?{EARLIER}=1") } else { String::new() };
                code(QUESTIONNAIRE).map(|path| path.replace("{number}", number) + &with)
            }
            "/manage/points/{code}/invitations" => code(handles.invited.0.as_str()),
            _ if address.starts_with("/manage/points/{code}") => code(handles.point.as_str()),
            _ if address.starts_with("/manage/devices/{id}") => one(handles.device.to_string()),
            _ if address.starts_with("/manage/invitations/{id}") => one(handles.invited.1.to_string()),
            // Nobody here has a passkey: that there is none is an answer too.
            "/account/passkeys/{id}/removal" => one(self.people.other.to_string()),
            // What has no place for anything is asked as it is.
            _ if !address.contains('{') => Some(address.to_owned()),
            _ => None,
        }
    }
}
