//! The whole page on a device: nothing on it leads away.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::escaping::TitleText;
use super::frame::use_frame;
use super::module::{Module, ModuleStyle};

/// A page: head and content.
#[component]
pub fn KioskDocument(
    /// What the browser's tab says.
    title: String,
    /// The collection point, whose page can be installed as an app.
    code: String,
    /// Whether the page has islands, and the script that makes screens of it.
    #[prop(optional)]
    islands: bool,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let title = if frame.demonstration { format!("DEMO · {title} – Hài Lòng") } else { format!("{title} – Hài Lòng") };
    let scripts = frame.assets.browser.clone().filter(|_| islands).map(|browser| {
        let options = LeptosOptions::builder().output_name(browser).site_pkg_dir("pkg").build();
        view! { <HydrationScripts options islands=true/> }
    });
    view! {
        <!DOCTYPE html>
        <html class="kiosk" lang=frame.preferences.language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#0b5d4e"/>
                <TitleText text=title/>
                <link rel="stylesheet" href=format!("/pkg/{}", frame.assets.style)/>
                <ModuleStyle name="kiosk.css"/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="manifest" href=format!("/kiosk/{code}/app.webmanifest?lang={}", frame.preferences.language.tag())/>
                {scripts}
                {islands.then(|| view! { <Module name="kiosk.js"/> })}
            </head>
            <body>
                {frame
                    .demonstration
                    .then(|| view! { <header><p class="demo"><strong>"DEMO"</strong>" " {words.t("demo-banner")}</p></header> })}
                <main id="main">{children()}</main>
            </body>
        </html>
    }
}
