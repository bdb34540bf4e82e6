//! What HTTP asks of every route: bodies, pages, conditions, the edge and the document.

pub mod document;
pub mod edge;
pub mod etag;
pub mod idempotency;
pub mod json;
pub mod language;
pub mod page;
pub mod reference;
