//! The routes of preparation, one file for each kind.

mod agreements;
mod fears;
mod goals;
mod intentions;
mod therapist;

use crate::http::routing::Routes;

/// The routes of preparation.
pub fn configure(routes: &mut impl Routes) {
    intentions::configure(routes);
    goals::configure(routes);
    fears::configure(routes);
    agreements::configure(routes);
    therapist::configure(routes);
}
