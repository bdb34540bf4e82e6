//! Checklists: what one may like to bring, and what is brought anyway (R46, R47, R48, R82).
//!
//! The catalogue is public text. A patient's own list for a session begins with the usual things in her language, then come the
//! ones she added. A mark says that something is packed and nothing else: it is never counted, and no list is complete.

mod model;
pub mod routes;
mod store;

pub use model::ChecklistView;
pub(crate) use model::Words;
pub(crate) use store::check;

use crate::access::proof::Records;

/// The marker of a patient's own items, and of the marks on usual ones.
#[derive(Debug)]
pub struct Checklists;

impl Records for Checklists {
    const NAME: &'static str = "checklist_items";
}
