//! What a campaign lacks before it can be opened, on its page.

use leptos::prelude::*;

use super::campaign::CHANGE;
use super::questionnaires::address;
use crate::domain::campaign::Campaign;
use crate::domain::language::Language;
use crate::domain::questionnaire::listed::Listed;
use crate::domain::readiness::{Finding, Place};
use crate::domain::sector::Sector;
use crate::parts::frame::use_words;
use crate::text::Words;

/// The address of a campaign's collection points.
#[must_use]
pub fn points_address(campaign: &Campaign) -> String {
    format!("/manage/points?campaign={}", campaign.id)
}

/// What is missing, each with the way to where it is mended, and the button that opens the campaign when nothing stands in the way.
#[component]
pub fn Checklist(
    at: String,
    campaign: Campaign,
    version: Listed,
    sectors: Vec<(usize, Sector)>,
    findings: Vec<Finding>,
) -> impl IntoView {
    let words = use_words();
    let blocked = findings.iter().any(Finding::blocks);
    let way = |place: Place| match place {
        Place::Form => format!("#{CHANGE}"),
        Place::Units => format!("{at}/units"),
        Place::Sectors => "#sectors".to_owned(),
        Place::Points => points_address(&campaign),
        Place::Questionnaire => address(&version),
        Place::Sample => format!("{at}/sample"),
    };
    let lines = findings
        .iter()
        .map(|finding| {
            let (class, kind) = if finding.blocks() { ("missing", "finding-missing") } else { ("doubtful", "finding-doubtful") };
            let (text, href) = (told(words, finding, &sectors), way(finding.place()));
            view! {
                <li class=class>
                    <strong>{words.t(kind)}</strong> " " {text.clone()} " "
                    <a href=href aria-label=format!("{}: {text}", words.t("finding-mend"))>{words.t("finding-mend")}</a>
                </li>
            }
        })
        .collect_view();
    let ready = (!blocked).then(|| {
        view! {
            <p>{words.t("campaign-ready")}</p>
            <form method="post" action=format!("{at}/opening")>
                <button class="primary" type="submit">{words.t("campaign-open-it")}</button>
            </form>
        }
    });
    let not_ready = blocked.then(|| view! { <p>{words.t("campaign-not-ready")}</p> });
    view! {
        <section class="card" id="checklist">
            <h2>{words.t("campaign-checklist")}</h2>
            {not_ready}
            <ul class="checklist">{lines}</ul>
            {ready}
        </section>
    }
}

/// A finding in words.
fn told(words: Words, finding: &Finding, sectors: &[(usize, Sector)]) -> String {
    let language = |language: &Language| language.own_name();
    match finding {
        Finding::VersionIsDraft => words.t("finding-version-draft"),
        Finding::VersionRetired => words.t("finding-version-retired"),
        Finding::PeriodOver => words.t("finding-period-over"),
        Finding::NoUnit => words.t("finding-no-unit"),
        Finding::NoSector => words.t("finding-no-sector"),
        Finding::NoPoint => words.t("finding-no-point"),
        Finding::NoPointMeasured => words.t("finding-no-point-measured"),
        Finding::PointsElsewhere(units) => words.count("finding-points-elsewhere", *units),
        Finding::UnitsWithoutPoint(units) => words.count("finding-units-without-point", *units),
        Finding::MinimumTooLow(least) => words.with("finding-minimum", &[("minimum", &words.number(*least))]),
        Finding::NoEnd => words.t("finding-no-end"),
        Finding::TitleLacks(lacking) => words.with("finding-title-lacks", &[("language", language(lacking))]),
        Finding::QuestionnaireLacks(lacking) => words.with("finding-questionnaire-lacks", &[("language", language(lacking))]),
        Finding::SectorWithoutPoint(code) => {
            let sector = sectors.iter().find(|(_, sector)| sector.code == *code);
            let name = sector.map_or_else(|| code.to_string(), |(_, sector)| sector.name.get(words.0).to_owned());
            words.with("finding-sector-without-point", &[("sector", &name)])
        }
        Finding::OwnerMeasured => words.t("finding-owner-measured"),
        Finding::SampleNeeded => words.t("finding-sample-needed"),
    }
}
