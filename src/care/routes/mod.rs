//! `/v1/care` and `/v1/therapist`.

mod habits;
mod links;
mod therapist;

pub use habits::{forget_reading_habit, get_reading_habit, put_reading_habit};
pub use links::{
    create_invitation, create_link, end_link, get_invitation, hand_over_link, list_links,
};
pub use therapist::{
    acknowledge_entry, get_shared_entry, list_inbox, list_patients, list_shared_entries,
};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::account::DisplayName;
use crate::http::page::{Cursor, Limit};
use crate::http::routing::Routes;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CareQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// The other side of a link, by name alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    display_name: DisplayName,
}

/// The routes of care.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_invitation)
        .service(get_invitation)
        .service(create_link)
        .service(list_links)
        .service(end_link)
        .service(hand_over_link)
        .service(list_patients)
        .service(list_shared_entries)
        .service(get_shared_entry)
        .service(list_inbox)
        .service(acknowledge_entry)
        .service(get_reading_habit)
        .service(put_reading_habit)
        .service(forget_reading_habit);
}
