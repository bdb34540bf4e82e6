//! `/v1/packets`, and what a therapist sees of them.

mod patient;
mod therapist;

pub use patient::{change_packet, create_packet, delete_packet, get_packet, list_packets};
pub use therapist::{get_shared_packet, list_shared_packets};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::page::{Cursor, Limit};
use crate::http::routing::Routes;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PacketsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// The routes of packets.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_packet)
        .service(list_packets)
        .service(get_packet)
        .service(change_packet)
        .service(delete_packet)
        .service(list_shared_packets)
        .service(get_shared_packet);
}
