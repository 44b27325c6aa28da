//! What serves the pages: storage, forms, figures.
