//! `/v1/support`.

pub mod beside;
pub mod lines;
pub mod people;
pub mod soothing;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of support.
pub fn configure(routes: &mut ServiceConfig<'_>) {
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
