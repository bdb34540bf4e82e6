//! Support outside the app: the notice that nobody watches, and lines that can be called, by region (N4, R38).
//!
//! It is public and says what it does not know: a region without lines here is answered as unknown, never as an error.

pub mod routes;

use crate::content;

/// The version of the notice that is shown now; a consent keeps the one it was given under (N4).
pub(crate) fn notice_version() -> i64 {
    content::notice().map_or(0, |notice| notice.version)
}
