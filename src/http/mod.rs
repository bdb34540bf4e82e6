//! What HTTP asks of every route: bodies, pages, conditions, the edge and the document.

pub mod allowance;
pub mod connections;
mod cors;
pub mod document;
pub mod edge;
pub mod etag;
pub mod events;
pub mod idempotency;
pub mod json;
pub mod language;
pub mod page;
mod paths;
mod queue;
pub mod reference;
pub mod routing;
pub mod traffic;
mod unread;
