//! Mail: written in the transaction of what it tells of, sent after the commit, with no word of content or of the clinic (R-section 8).

mod letters;
mod sender;
mod store;

pub use letters::Letter;
pub use sender::{Mailer, OpenError, deliver};
pub(crate) use store::post;
