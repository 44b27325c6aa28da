//! A draft that was sent is erased from the device.

use leptos::prelude::*;

use super::form::{draft_key, storage};

/// Erases the draft of a collection point. It stands on the pages that only someone sees whose answer is stored or settled.
#[island]
pub fn ForgetDraft(code: String) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&draft_key(&code));
        }
    });
}
