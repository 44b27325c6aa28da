//! `/kiosk/register/{token}`: the link by which a tablet becomes a device.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::device::Device;
use crate::parts::document::Document;
use crate::parts::frame::use_words;
use crate::store::Survey;

/// The page. Looking at it changes nothing, so that programs which look at links before people do not use this one up.
#[component]
pub fn KioskRegistrationPage(
    device: Device,
    survey: Arc<Survey>,
    /// Whether browsers keep pages and answers that come from here, which they do by HTTPS only.
    keeps: bool,
) -> impl IntoView {
    let words = use_words();
    let language = words.0;
    view! {
        <Document title=words.t("kiosk-register-title")>
            <h1>{words.t("kiosk-register-title")}</h1>
            <p class="lead">{words.t("kiosk-register-lead")}</p>
            <dl class="facts">
                <dt>{words.t("kiosk-device")}</dt>
                <dd>{device.name.clone()}</dd>
                <dt>{words.t("kiosk-register-point")}</dt>
                <dd>{survey.point.name.get(language).to_owned()} " · " {survey.unit.name.get(language).to_owned()}</dd>
                <dt>{words.t("kiosk-register-campaign")}</dt>
                <dd>{survey.campaign.title.get(language).to_owned()}</dd>
            </dl>
            {(!keeps).then(|| view! { <p class="errors" role="note">{words.t("kiosk-register-insecure")}</p> })}
            <form class="card narrow" method="post">
                <p>{words.t("kiosk-register-what")}</p>
                <button class="primary" type="submit">{words.t("kiosk-register")}</button>
            </form>
        </Document>
    }
}
