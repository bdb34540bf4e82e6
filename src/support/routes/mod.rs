//! `/v1/support`.

pub mod beside;
pub mod lines;
pub mod people;
pub mod soothing;

use crate::http::routing::Routes;

/// The routes of support.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(lines::get_support)
        .service(people::create_support_person)
        .service(people::list_support_people)
        .service(people::get_support_person)
        .service(people::change_support_person)
        .service(people::delete_support_person)
        .service(soothing::create_soothing)
        .service(soothing::list_soothing)
        .service(soothing::get_soothing)
        .service(soothing::change_soothing)
        .service(soothing::delete_soothing);
}
