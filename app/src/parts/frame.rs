//! What every page knows about the request and the installation.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::preferences::Preferences;
use crate::domain::role::Right;
use crate::text::Words;

/// The names of the built files, which carry a hash of their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet's file name in `/pkg`.
    pub style: String,
    /// The stem of the browser part's files in `/pkg`; `None` where the browser part is not built: pages work without it.
    pub browser: Option<String>,
    /// The folder of the modules in `/pkg`; `None` where they are not built: pages work without them.
    pub modules: Option<String>,
}

/// Who is signed in, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The name by which colleagues know them.
    pub name: String,
    /// What they may do somewhere.
    pub rights: Vec<Right>,
}

/// What frames a page. The server puts it into the context of every page it renders.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Language and look.
    pub preferences: Preferences,
    /// Whether the data are a demonstration, which every page says.
    pub demonstration: bool,
    /// The built files.
    pub assets: Arc<Assets>,
    /// The page's own address with its query, to come back to.
    pub path: String,
    /// Who is signed in, on pages of staff.
    pub staff: Option<Staff>,
    /// Whether the way to the sign-in is shown: not where staff come by another door.
    pub shows_sign_in: bool,
}

impl Frame {
    /// The words of the reader's language.
    #[must_use]
    pub const fn words(&self) -> Words {
        Words(self.preferences.language)
    }
}

/// The frame of the page being rendered.
#[must_use]
pub fn use_frame() -> Frame {
    expect_context()
}

/// The words of the page being rendered.
#[must_use]
pub fn use_words() -> Words {
    use_frame().words()
}
