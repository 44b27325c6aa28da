//! A draft that was sent is erased from the device.

use leptos::prelude::*;

use super::form::{draft_key, storage};

/// Erases the draft of a collection point. It stands on the pages that only someone sees whose answer is stored or settled. Whoever came by
/// an invitation has a draft apart, which the part of the address says that no server is told.
#[island]
pub fn ForgetDraft(code: String) -> impl IntoView {
    Effect::new(move |_| {
        let invited = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        let key = match invited.strip_prefix('#') {
            Some(invited) if !invited.is_empty() => draft_key(&format!("{code}-{invited}")),
            _ => draft_key(&code),
        };
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&key);
        }
    });
}
