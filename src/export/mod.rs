//! Leaving, and coming back: everything out by machine, a readable document for a session, and in again (section 6.9, AZ-13).
//!
//! An archive holds what the patient wrote, and took of what was offered to her (`records`), which can be imported anywhere
//! without a difference, and what happened between people here (`sharing`): links, agreements, consents, acknowledgements, the access
//! log. The latter is told and never imported, so that no file brings a consent back to life.

mod archive;
mod collect;
mod document;
mod fhir;
mod labels;
mod markdown;
mod pdf;
mod put_back;
pub mod routes;
mod sharing;

use crate::access::proof::Records;

/// The marker of exports.
#[derive(Debug)]
pub struct Export;

impl Records for Export {
    const NAME: &'static str = "export";
}
