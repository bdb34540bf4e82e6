//! The reference page at `/docs`, written from the document; it loads nothing from elsewhere.
