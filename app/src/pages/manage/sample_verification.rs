//! `/manage/campaigns/{id}/sample/verification`: the same frame is uploaded again, and the sample drawn again, to see that it comes out the same.
//! Nothing of it is kept.

use leptos::prelude::*;

use super::campaign::address;
use super::campaigns::PATH;
use super::sample_drawing::{LONGEST_FRAME, Told};
use crate::domain::campaign::Campaign;
use crate::domain::sample::fault::Faults;
use crate::domain::sample::form::{ACT, FILE, TEXT};
use crate::parts::desk::{Desk, FORM};
use crate::parts::fields::{ACCEPTED, AreaField, Typed, TypedSummary};
use crate::parts::frame::use_words;

/// The value of [`ACT`] that asks for the list that was drawn again.
pub const LIST: &str = "list";

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The same.
    Same,
    /// The frame is another one, with this hash.
    OtherFrame(String),
    /// The frame is the same, and the draw is not: the sample was not drawn by these rules.
    OtherResult,
    /// The frame cannot be drawn from.
    Faulty(Faults),
    /// It was drawn by rules that this version of the program does not know.
    OtherAlgorithm(u32),
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The campaign.
    pub campaign: Campaign,
    /// The hash of the frame of which the sample was drawn.
    pub hash: String,
    /// The form.
    pub typed: Typed,
    /// What came out, once a frame was uploaded.
    pub outcome: Option<Outcome>,
}

/// The page.
#[component]
pub fn SampleVerificationPage(shown: Verification) -> impl IntoView {
    let words = use_words();
    let Verification { campaign, hash, typed, outcome } = shown;
    let back = format!("{}/sample", address(&campaign));
    let is_same = outcome == Some(Outcome::Same);
    let told = outcome.map(|outcome| match outcome {
        Outcome::Same => view! { <p class="done" role="status">{words.t("verified-same")}</p> }.into_any(),
        Outcome::OtherFrame(other) => view! {
            <div class="errors" role="alert">
                <h2>{words.t("verified-other-frame")}</h2>
                <p class="hash"><code>{other}</code></p>
            </div>
        }
        .into_any(),
        Outcome::OtherResult => {
            view! { <div class="errors" role="alert"><h2>{words.t("verified-other-result")}</h2></div> }.into_any()
        }
        Outcome::OtherAlgorithm(version) => {
            let what = words.with("verified-other-algorithm", &[("version", &version.to_string())]);
            view! { <div class="errors" role="alert"><h2>{what}</h2></div> }.into_any()
        }
        Outcome::Faulty(faults) => view! { <Told faults/> }.into_any(),
    });
    let list = is_same.then(|| {
        view! {
            <button type="submit" name=ACT value=LIST>{words.t("verified-list")}</button>
        }
    });
    view! {
        <Desk title=words.t("sample-verify") here=PATH keeps=true>
            <p><a href=back.clone()>{words.t("sample-title")} ": " {campaign.title.get(words.0).to_owned()}</a></p>
            <h1>{words.t("sample-verify")}</h1>
            <p class="lead">{words.t("sample-verify-lead")}</p>
            <p class="hash">{words.t("sample-frame-hash")} ": " <code>{hash}</code></p>
            <TypedSummary typed=typed.clone()/>
            {told}
            <form class="card" id=FORM method="post" action=format!("{back}/verification") enctype="multipart/form-data">
                <div class="field narrow">
                    <label for=FILE>{words.t("sample-frame-file")}</label>
                    <p class="hint" id="file-hint">{words.t("sample-frame-file-hint")}</p>
                    <input type="file" id=FILE name=FILE accept=ACCEPTED aria-describedby="file-hint"/>
                </div>
                <AreaField
                    typed
                    name=TEXT
                    label=words.t("sample-frame-text")
                    hint=words.t("sample-frame-text-hint")
                    longest=LONGEST_FRAME
                    rows=8
                />
                <div class="actions">
                    <button class="primary" type="submit" name=ACT value="verify">{words.t("sample-verify")}</button>
                    {list}
                </div>
            </form>
        </Desk>
    }
}
