//! What is asked before a campaign is closed, put away or, while it is a draft, removed.

use leptos::prelude::*;

use super::campaign::address;
use super::campaigns::PATH;
use crate::domain::campaign::{Campaign, State};
use crate::domain::reference::Reference;
use crate::parts::ask::{Ask, Question};
use crate::parts::desk::Desk;
use crate::parts::frame::use_words;

/// A step that cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// From open to closed.
    Closing,
    /// From closed to archived.
    Archiving,
    /// Away with a draft.
    Removal,
}

impl Step {
    /// The state from which it leads on.
    #[must_use]
    pub const fn from(self) -> State {
        match self {
            Self::Closing => State::Open,
            Self::Archiving => State::Closed,
            Self::Removal => State::Draft,
        }
    }

    const fn noun(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::Archiving => "archiving",
            Self::Removal => "removal",
        }
    }

    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Closing => ("campaign-close", "campaign-close-lead"),
            Self::Archiving => ("campaign-archive", "campaign-archive-lead"),
            Self::Removal => ("campaign-remove", "campaign-remove-lead"),
        }
    }
}

/// The page.
#[component]
pub fn CampaignQuestionPage(campaign: Campaign, step: Step, references: Vec<Reference>) -> impl IntoView {
    let words = use_words();
    let (title, lead) = step.keys();
    let back = address(&campaign);
    let ask = Ask {
        title: words.t(title),
        name: campaign.title.get(words.0).to_owned(),
        lead: words.t(lead),
        action: format!("{back}/{}", step.noun()),
        back,
        references,
    };
    view! {
        <Desk title=words.t(title) here=PATH>
            <Question ask/>
        </Desk>
    }
}
