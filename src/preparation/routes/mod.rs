//! The routes of preparation, one file for each kind.

mod agreements;
mod fears;
mod goals;
mod intentions;
mod therapist;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::proof::{Access, Records, Write};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::DosingSessionId;
use crate::sessions::{self, Sessions};

/// Refuses a dosing session that is not the patient's; none at all is fine (R25).
fn require_session<R: Records>(
    conn: &mut Conn,
    mine: &Access<R, Write>,
    session: Option<DosingSessionId>,
) -> Result<()> {
    match session {
        Some(id) if !sessions::exists(conn, &mine.also::<Sessions>()?, id)? => {
            Err(Error::unknown_reference("/dosing_session_id"))
        }
        _ => Ok(()),
    }
}

/// The routes of preparation.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    intentions::configure(routes);
    goals::configure(routes);
    fears::configure(routes);
    agreements::configure(routes);
    therapist::configure(routes);
}
