//! Support outside the app: the notice that nobody watches, lines by region, and whom and what the patient named herself (N4, N15, R34, R38).
//!
//! The notice and the lines are public and say what they do not know: a region without lines here is answered as unknown, never as
//! an error, and a line says in which text its number was found, or that it was written from memory. A patient's own support people
//! and soothing list are hers alone: sealed, never shared, and nothing is sent to anybody named there.

mod model;
pub mod routes;
mod store;

pub(crate) use model::{PersonWords, SoothingWords};
pub use routes::beside::BesideSupport;
pub use routes::lines::{LineView, NoticeView};
pub(crate) use store::check;

use crate::access::proof::Records;
use crate::content::{self, Language};

/// The marker of the people whom a patient named as support.
#[derive(Debug)]
pub struct SupportPeople;

impl Records for SupportPeople {
    const NAME: &'static str = "support_people";
}

/// The marker of a patient's soothing list.
#[derive(Debug)]
pub struct Soothing;

impl Records for Soothing {
    const NAME: &'static str = "soothing";
}

/// The version of the notice that is shown now; a consent keeps the one it was given under (N4).
pub(crate) fn notice_version() -> i64 {
    content::notice(Language::default()).map_or(0, |notice| notice.version)
}
