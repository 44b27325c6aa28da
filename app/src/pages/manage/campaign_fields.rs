//! The fields of a campaign, in the form of a new one and of one that is being prepared.

use leptos::prelude::*;

use super::campaigns::{sampling_key, versioned};
use super::units::Names;
use crate::domain::campaign::Sampling;
use crate::domain::campaign_form::{FROM, MINIMUM, OWNER, SAMPLING, SENSITIVE, TO, VERSION};
use crate::domain::questionnaire::listed::Listed;
use crate::domain::texts::Texts;
use crate::domain::unit_choice::UnitChoice;
use crate::parts::fields::{SelectField, TextField, TickField, Typed};
use crate::parts::frame::use_words;
use crate::parts::unit_field::UnitField;

/// What a campaign may be made of.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The questionnaire versions, with their titles.
    pub versions: Vec<(Listed, Texts)>,
    /// The units that may own it.
    pub owners: UnitChoice,
    /// The installation's minimum for publication.
    pub privacy_minimum: u64,
}

/// The fields.
#[component]
pub fn CampaignFields(typed: Typed, offered: Offered) -> impl IntoView {
    let words = use_words();
    let none = (String::new(), words.t("choose"));
    let version = |(listed, title): &(Listed, Texts)| (listed.id.to_string(), versioned(words, title, listed.number));
    let versions = std::iter::once(none.clone()).chain(offered.versions.iter().map(version)).collect();
    let samplings = Sampling::ALL.map(|sampling| (sampling.word().to_owned(), words.t(sampling_key(sampling))));
    let samplings = std::iter::once(none).chain(samplings).collect();
    let minimum = words.number(offered.privacy_minimum);
    view! {
        <Names typed=typed.clone()/>
        <SelectField
            typed=typed.clone()
            name=VERSION
            label=words.t("questionnaire")
            hint=words.t("campaign-version-hint")
            options=versions
        />
        <SelectField
            typed=typed.clone()
            name=SAMPLING
            label=words.t("campaign-sampling")
            hint=words.t("campaign-sampling-hint")
            options=samplings
        />
        <UnitField
            typed=typed.clone()
            name=OWNER
            label=words.t("campaign-owner")
            hint=words.t("campaign-owner-hint")
            offered=offered.owners
        />
        <TextField typed=typed.clone() name=FROM label=words.t("campaign-first-day") kind="date" longest=10 required=true/>
        <TextField
            typed=typed.clone()
            name=TO
            label=words.t("campaign-last-day")
            hint=words.t("campaign-last-day-hint")
            kind="date"
            longest=10
        />
        <TextField
            typed=typed.clone()
            name=MINIMUM
            label=words.t("campaign-minimum")
            hint=words.with("campaign-minimum-hint", &[("minimum", &minimum)])
            longest=6
        />
        <TickField typed name=SENSITIVE label=words.t("campaign-sensitive") hint=words.t("campaign-sensitive-hint")/>
    }
}
