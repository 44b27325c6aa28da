//! The whole page around its content.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::escaping::TitleText;
use super::frame::use_frame;
use super::looks::{Keeps, Looks};
use crate::domain::preferences::Theme;

/// A page: head, banner, header, content, footer.
#[component]
pub fn Document(
    /// What the browser's tab says; the name of the platform is added.
    title: String,
    /// The form on the page that carries what was typed; changing language or look then posts it, so that nothing is lost.
    #[prop(optional_no_strip)]
    keeps: Option<Keeps>,
    /// Whether the page has islands.
    #[prop(optional)]
    islands: bool,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let words = frame.words();
    let preferences = frame.preferences;
    let title = if frame.demonstration { format!("DEMO · {title} – Hài Lòng") } else { format!("{title} – Hài Lòng") };
    let scripts = frame.assets.browser.clone().filter(|_| islands).map(|browser| {
        let options = LeptosOptions::builder().output_name(browser).site_pkg_dir("pkg").build();
        view! { <HydrationScripts options islands=true/> }
    });
    let theme = (preferences.theme != Theme::Auto).then(|| preferences.theme.word());
    view! {
        <!DOCTYPE html>
        <html
            lang=preferences.language.tag()
            data-size=(preferences.size > 0).then(|| preferences.size.to_string())
            data-contrast=preferences.high_contrast.then_some("high")
            data-theme=theme
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <TitleText text=title/>
                <link rel="stylesheet" href=format!("/pkg/{}", frame.assets.style)/>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                {scripts}
            </head>
            <body>
                <a class="skip" href="#main">{words.t("skip-to-content")}</a>
                <header>
                    <div class="top">
                        <a class="brand" href="/">"Hài Lòng"</a>
                        <Looks keeps/>
                    </div>
                    {frame
                        .demonstration
                        .then(|| view! { <p class="demo"><strong>"DEMO"</strong>" " {words.t("demo-banner")}</p> })}
                </header>
                <main id="main">{children()}</main>
                <footer class="bottom">
                    <nav aria-label=words.t("footer-nav")>
                        <a href="/results">{words.t("results-title")}</a>
                        <a href="/methods">{words.t("methods-title")}</a>
                        <a href="/privacy">{words.t("privacy-title")}</a>
                        {frame.shows_sign_in.then(|| view! { <a href="/sign-in">{words.t("for-staff")}</a> })}
                    </nav>
                </footer>
            </body>
        </html>
    }
}
