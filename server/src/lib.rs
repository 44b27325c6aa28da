//! What serves the pages: storage, forms, figures.

pub mod catalogue;
pub mod instrument;
pub mod store;
