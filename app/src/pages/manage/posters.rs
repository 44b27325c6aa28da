//! `/manage/points/{code}/poster` and `/manage/points/posters`: posters of collection points, ready to be printed: A4, A5, or a tent that
//! stands on a table. Everything on them is text or lines, so they are sharp at any size.

use leptos::prelude::*;

use super::points::PATH;
use crate::domain::language::Language;
use crate::parts::desk::Desk;
use crate::parts::escaping::Picture;
use crate::parts::frame::{use_frame, use_words};
use crate::parts::listing::PAGE;

/// The field of the format.
pub const FORMAT: &str = "format";

/// What is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A poster on A4, upright.
    #[default]
    A4,
    /// A poster on A5, upright.
    A5,
    /// A sheet of A4 to be folded in the middle, with the same on both sides.
    Tent,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::A4, Self::A5, Self::Tent];

    /// The word in the address, and the class of its sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::Tent => "tent",
        }
    }

    /// So many come on one page, so that a phone can show it and a printer take it.
    #[must_use]
    pub const fn on_a_page(self) -> usize {
        match self {
            Self::A4 | Self::A5 => 30,
            // Each has everything twice.
            Self::Tent => 15,
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A4 => "poster-a4",
            Self::A5 => "poster-a5",
            Self::Tent => "poster-tent",
        }
    }
}

/// A poster.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The unit that asks.
    pub owner: String,
    /// The unit that is judged.
    pub unit: String,
    /// The sector, where the point has one.
    pub sector: Option<String>,
    /// What the place is called.
    pub place: String,
    /// The campaign.
    pub campaign: String,
    /// The last day on which answers are taken.
    pub last_day: Option<String>,
    /// About how many minutes it takes.
    pub minutes: u64,
    /// The address, without the part before its host, as people type it.
    pub address: String,
    /// The point's code.
    pub code: String,
    /// The QR code of the address.
    pub qr: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Posters {
    /// The posters.
    pub posters: Vec<Poster>,
    /// The format.
    pub format: Format,
    /// The page's own address without its query, and what of the query stays when format or language change.
    pub address: String,
    /// The way back.
    pub back: (String, String),
    /// How many points have no poster, because they are withdrawn or answered by invitation only.
    pub left_out: u64,
    /// Which page of how many it is: very many are printed part by part.
    pub page: (usize, usize),
}

/// The page: what it says on screen is not printed.
#[component]
pub fn PostersPage(shown: Posters) -> impl IntoView {
    let words = use_words();
    let Posters { posters, format, address, back, left_out, page: (page, last) } = shown;
    let formats = Format::ALL
        .map(|other| {
            let here = (other == format).then_some("true");
            let href = format!("{address}{FORMAT}={}&lang={}", other.word(), words.0.tag());
            view! { <a class="button" href=href aria-current=here>{words.t(other.key())}</a> }
        })
        .collect_view();
    let languages = Language::ALL
        .map(|other| {
            let here = (other == words.0).then_some("true");
            let href = format!("{address}{FORMAT}={}&lang={}", format.word(), other.tag());
            view! { <a class="button" href=href lang=other.tag() hreflang=other.tag() aria-current=here>{other.own_name()}</a> }
        })
        .collect_view();
    let count = posters.len() as u64;
    let parts = (last > 1).then(|| {
        let link = |page: usize, key: &str, relation: &'static str| {
            view! { <a class="button" rel=relation href=format!("{address}{FORMAT}={}&{PAGE}={page}", format.word())>{words.t(key)}</a> }
        };
        let before = (page > 1).then(|| link(page - 1, "page-before", "prev"));
        let after = (page < last).then(|| link(page + 1, "page-after", "next"));
        let place = words.with("page-of", &[("page", &page.to_string()), ("last", &last.to_string())]);
        view! {
            <nav class="pages" aria-label=words.t("pages-nav")>
                <p>{words.t("posters-parts")} " · " {place}</p>
                <div class="actions">{before}{after}</div>
            </nav>
        }
    });
    let none = posters.is_empty().then(|| view! { <p>{words.t("posters-none")}</p> });
    let title = words.t("posters-title");
    let sheets = posters.into_iter().map(|poster| view! { <Sheet poster format/> }).collect_view();
    view! {
        <Desk title=title.clone() here=PATH>
            <div class="printing">
                <p><a href=back.0>{back.1}</a></p>
                <h1>{title}</h1>
                <p>{words.count("posters-sheets", count)} " " {words.t("posters-print")}</p>
                {(left_out > 0).then(|| view! { <p class="hint">{words.count("posters-left-out", left_out)}</p> })}
                {parts}
                <div class="actions">{formats}</div>
                <div class="actions">{languages}</div>
                {none}
            </div>
            <div class="sheets">{sheets}</div>
        </Desk>
    }
}

/// A sheet of paper.
#[component]
fn Sheet(poster: Poster, format: Format) -> impl IntoView {
    let words = use_words();
    let label = format!("{} – {}", poster.place, poster.unit);
    let class = format!("sheet {}", format.word());
    if format == Format::Tent {
        let other = poster.clone();
        return view! {
            <article class=class aria-label=label>
                // Upside down, so that it stands upright behind the fold. Whoever listens to the page hears it once.
                <div class="half over" aria-hidden="true"><Face poster=other/></div>
                <p class="fold"><span>{words.t("poster-fold")}</span></p>
                <div class="half"><Face poster/></div>
            </article>
        }
        .into_any();
    }
    view! { <article class=class aria-label=label><Face poster/></article> }.into_any()
}

/// What stands on one side.
#[component]
fn Face(poster: Poster) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let Poster { owner, unit, sector, place, campaign, last_day, minutes, address, code, qr } = poster;
    let demo = frame.demonstration.then(|| view! { <p class="poster-demo">{words.t("poster-demo")}</p> });
    // Of a unit that asks about itself the name stands there once.
    let asks = (owner != unit).then(|| view! { <p class="poster-owner">{owner}</p> });
    let until = last_day.map(|day| view! { " · " {words.with("poster-until", &[("date", &day)])} });
    let (host, _) = address.rsplit_once(&code).unwrap_or((&address, ""));
    view! {
        <div class="poster">
            <div class="poster-head">
                {asks}
                <p class="poster-unit">{unit}</p>
                {sector.map(|sector| view! { <p class="poster-sector">{sector}</p> })}
            </div>
            <h2 class="poster-question">{words.t("poster-question")}</h2>
            <p class="poster-lead">{words.t("poster-lead")}</p>
            <Picture label=words.with("poster-picture", &[("address", &address)]) svg=qr/>
            <div class="poster-way">
                <p>{words.t("poster-scan")}</p>
                <p class="poster-address"><span>{host.to_owned()}</span><strong>{code}</strong></p>
            </div>
            <ul class="poster-facts">
                <li>{sentence(&words.count("minutes", minutes))}</li>
                <li>{words.t("poster-anonymous")}</li>
                <li>{words.t("poster-no-app")}</li>
            </ul>
            <p class="poster-foot">{campaign} {until} " · " {place} " · " {words.t("poster-other-language")}</p>
            {demo}
        </div>
    }
    .into_any()
}

/// A text that begins with a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
