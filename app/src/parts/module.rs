//! A module of `app/browser/` in a page: what is all interfaces of the browser is written in its own language.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use super::frame::use_frame;

/// Loads a module once the page has been read. What it imports comes from the same folder, and the page's nonce lets that in too.
#[component]
pub fn Module(
    /// Its path in the folder, such as `phone.js`.
    name: &'static str,
) -> impl IntoView {
    let modules = use_frame().assets.modules.clone();
    modules.map(|folder| view! { <script type="module" nonce=use_nonce() src=format!("/pkg/{folder}/{name}")></script> })
}

/// A stylesheet of the same folder, for pages whose looks nobody else's share: what everybody loads stays small.
#[component]
pub fn ModuleStyle(
    /// Its path in the folder, such as `kiosk.css`.
    name: &'static str,
) -> impl IntoView {
    let modules = use_frame().assets.modules.clone();
    modules.map(|folder| view! { <link rel="stylesheet" href=format!("/pkg/{folder}/{name}")/> })
}
