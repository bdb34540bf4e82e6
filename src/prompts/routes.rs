//! The routes.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this domain.
pub fn configure(_routes: &mut ServiceConfig<'_>) {}
