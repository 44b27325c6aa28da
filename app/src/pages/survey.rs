//! `/s/{code}`: the questionnaire of a collection point.

use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::language::Language;
use crate::domain::mode::Mode;
use crate::domain::preferences::Preferences;
use crate::domain::questionnaire::Section;
use crate::domain::submission::{FORM, Fields, Problem, ProblemKind, asked_sections, consent_field};
use crate::islands::conditions::Conditions;
use crate::islands::draft::Draft;
use crate::islands::form::draft_key;
use crate::islands::stepper::Stepper;
use crate::parts::choice::ChoiceLine;
use crate::parts::document::Document;
use crate::parts::errors::{ErrorSummary, message};
use crate::parts::frame::{use_frame, use_words};
use crate::parts::item::{ItemField, control_id};
use crate::parts::looks::Keeps;
use crate::parts::unsent::Unsent;
use crate::store::Survey;

/// The form fields that belong to the page and not to the questionnaire.
pub const ID: &str = "id";
/// The field of the sector, where the citizen chooses it.
pub const SECTOR: &str = "sector";
/// The field of the collection point, where the form was opened by an invitation: once that is answered, nothing else tells which form it was.
pub const POINT: &str = "point";
/// The field of the unit that is judged, on a device: what was answered before a merger belongs to the unit about which it was asked, whenever
/// it arrives.
pub const UNIT: &str = "unit";
/// The field by which someone says that they were helped.
pub const ASSISTED: &str = "assisted";

/// The form as it is shown: new, or again with what was typed.
#[derive(Clone, Debug)]
pub struct Form {
    /// The identifier that the response will have, however often it is sent.
    pub id: Uuid,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Whether what was typed comes from the server; a draft kept on the device then gives way to it.
    pub again: bool,
    /// The invitation by which it was opened, if it was.
    pub invited: Option<Invited>,
    /// Whether it is answered on a device that stands at the collection point.
    pub on_device: bool,
}

/// An invitation, as its form needs it.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The path of its link.
    pub path: String,
    /// What tells its draft apart from others of the same point on the same device.
    pub draft: String,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new(id: Uuid) -> Self {
        Self { id, fields: Fields::default(), problems: Vec::new(), again: false, invited: None, on_device: false }
    }

    /// To where it is sent.
    #[must_use]
    pub fn action(&self, code: &str) -> String {
        let open = || format!("/{}/{code}", self.folder());
        self.invited.as_ref().map_or_else(open, |invited| invited.path.clone())
    }

    /// The first part of its address, where it is not that of an invitation.
    const fn folder(&self) -> &'static str {
        if self.on_device { "kiosk" } else { "s" }
    }

    /// Where the thanks for it stand. What comes after the `#` says which draft is done with, and stays with the browser.
    #[must_use]
    pub fn done(&self, code: &str) -> String {
        let draft = self.invited.as_ref().map(|invited| format!("#{}", invited.draft)).unwrap_or_default();
        format!("/{}/{code}/done{draft}", self.folder())
    }

    /// The name of its draft on the device.
    #[must_use]
    pub fn draft(&self, code: &str) -> String {
        self.invited.as_ref().map_or_else(|| code.to_owned(), |invited| format!("{code}-{}", invited.draft))
    }

    fn problem(&self, item: &str) -> Option<ProblemKind> {
        self.problems.iter().find(|problem| problem.item.as_deref() == Some(item)).map(|problem| problem.kind)
    }
}

/// The page.
#[component]
pub fn SurveyPage(survey: Arc<Survey>, form: Form) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let language = words.0;
    let title = survey.version.title().get(language).to_owned();
    let tab_title = if form.problems.is_empty() { title.clone() } else { words.with("problems-tab", &[("title", &title)]) };
    let code = survey.point.code.to_string();
    let sections: Vec<Section> = asked_sections(&survey.version, survey.campaign.asks_sensitive).cloned().collect();
    let sections = sections.into_iter().map(|section| view! { <SectionFields section form=form.clone()/> }).collect_view();
    let about = match &survey.sectors[..] {
        [only] => format!("{} · {}", survey.unit.name.get(language), only.name.get(language)),
        _ => survey.unit.name.get(language).to_owned(),
    };
    let sector = (survey.sectors.len() > 1).then(|| view! { <SectorChoice survey=survey.clone() form=form.clone()/> });
    let minutes = words.count("minutes", survey.version.minutes().into());
    let who = words.with("survey-who", &[("owner", survey.owner.name.get(language)), ("minutes", &minutes)]);
    view! {
        <Document title=tab_title keeps=Some(Keeps::Itself(FORM)) islands=true>
            <h1>{title}</h1>
            <p class="about">{about}</p>
            <p class="intro">
                {survey.version.purpose().get(language).to_owned()}" "{who}" "
                <a href="/privacy">{words.t("privacy-link")}</a>
            </p>
            <ErrorSummary problems=summary(&survey, &form, language)/>
            <Unsent/>
            <form
                id=FORM
                method="post"
                action=form.action(&code)
                novalidate=true
                data-again=form.again.then_some("yes")
                data-done=form.done(&code)
                data-draft=draft_key(&form.draft(&code))
                data-shared=(survey.point.mode == Mode::Kiosk).then_some("yes")
            >
                <Draft
                    code=form.draft(&code)
                    restored=words.t("draft-restored")
                    start_over=words.t("draft-start-over")
                />
                <Conditions/>
                // Browsers that put back what stood in a form would give the next answer the identifier of the last.
                <input type="hidden" name=ID value=form.id.to_string() autocomplete="off"/>
                {form.invited.is_some().then(|| view! { <input type="hidden" name=POINT value=code.clone()/> })}
                <input type="hidden" name=Preferences::FIELD value=frame.preferences.to_string()/>
                {sector}
                {sections}
                <div class="send">
                    <ChoiceLine
                        kind="checkbox"
                        name=ASSISTED.to_owned()
                        value="yes".to_owned()
                        checked=form.fields.has(ASSISTED, "yes")
                        text=words.t("assisted")
                    />
                    <button class="primary" type="submit">{words.t("send")}</button>
                </div>
                <Stepper next=words.t("next") back=words.t("back") progress=words.t("step-of") sending=words.t("sending")/>
            </form>
        </Document>
    }
}

/// The problems in the order of the page, each with its field and question.
pub fn summary(survey: &Survey, form: &Form, language: Language) -> Vec<(Option<(String, String)>, ProblemKind)> {
    let words = crate::text::Words(language);
    let field = |item: &str| {
        if item == SECTOR {
            return Some((control_id(SECTOR), words.t("sector-question")));
        }
        survey.version.item(item).map(|known| (control_id(item), known.text.get(language).to_owned()))
    };
    form.problems.iter().map(|problem| (problem.item.as_deref().and_then(field), problem.kind)).collect()
}

#[component]
pub fn SectionFields(section: Section, form: Form) -> impl IntoView {
    let words = use_words();
    let language = words.0;
    let intro = section.intro.as_ref().map(|intro| view! { <p>{intro.get(language).to_owned()}</p> });
    let consent = section.consent.as_ref().map(|consent| {
        let name = consent_field(section.code.as_str());
        let checked = form.fields.has(&name, "yes");
        view! {
            <div class="consent">
                <ChoiceLine kind="checkbox" name value="yes".to_owned() checked text=consent.get(language).to_owned()/>
                <p class="only-if">{words.t("consent-without")}</p>
            </div>
        }
    });
    let needs_consent = consent.is_some().then_some("yes");
    let items = section
        .items
        .iter()
        .map(|item| {
            let problem = form.problem(item.code.as_str());
            view! { <ItemField item=item.clone() fields=form.fields.clone() problem/> }
        })
        .collect_view();
    view! {
        <section data-step="yes" data-consent=needs_consent>
            <h2 tabindex="-1">{section.title.get(language).to_owned()}</h2>
            {intro}
            {consent}
            {items}
        </section>
    }
}

#[component]
pub fn SectorChoice(survey: Arc<Survey>, form: Form) -> impl IntoView {
    let words = use_words();
    let problem = form.problem(SECTOR);
    let lines = survey
        .sectors
        .iter()
        .enumerate()
        .map(|(place, sector)| {
            let value = sector.code.to_string();
            let checked = form.fields.has(SECTOR, &value);
            let id = (place == 0).then(|| control_id(SECTOR));
            view! { <ChoiceLine kind="radio" name=SECTOR.to_owned() value id checked text=sector.name.get(words.0).to_owned()/> }
        })
        .collect_view();
    let class = if problem.is_some() { "item wrong" } else { "item" };
    let problem_id = problem.map(|_| "p-sector");
    view! {
        <section data-step="yes">
            <h2 tabindex="-1">{words.t("sector-title")}</h2>
            <fieldset class=class aria-describedby=problem_id>
                <legend>{words.t("sector-question")} " " <span class="required">{words.t("required")}</span></legend>
                {problem.map(|kind| view! { <p class="problem" id="p-sector">{message(words, kind)}</p> })}
                <div class="lines">{lines}</div>
            </fieldset>
        </section>
    }
}
