//! The routes. TEMP
use crate::access::principal::Patient;
use crate::error::Result;
use crate::http::json::{Json, Made};
use crate::time::At;
use actix_web::post;
use diesel::prelude::*;
use utoipa_actix_web::service_config::ServiceConfig;

/// TEMP
#[derive(Debug, serde::Deserialize, validator::Validate, utoipa::ToSchema)]
pub struct NewSession {
    planned_at: Option<At>,
    started_at: Option<At>,
    ended_at: Option<At>,
}

/// TEMP
#[utoipa::path(security(("bearer" = ["patient"])), responses((status = 201)))]
#[post("/v1/dosing-sessions")]
pub async fn create_session(patient: Patient, Json(new): Json<NewSession>) -> Result<Made<String>> {
    use super::dosing_sessions as t;
    let policy = patient.policy().clone();
    patient
        .write(super::Sessions, move |conn, mine| {
            diesel::insert_into(t::table)
                .values((
                    t::patient_id.eq(mine.owner()),
                    t::id.eq(crate::ids::DosingSessionId::new(mine.now())),
                    t::status.eq("planned"),
                    t::planned_at.eq(new.planned_at),
                    t::started_at.eq(new.started_at),
                    t::ended_at.eq(new.ended_at),
                    t::approximate.eq(false),
                    t::time_zone.eq("UTC"),
                    t::words.eq(vec![0u8]),
                    t::created_mark.eq(vec![0u8]),
                    t::version.eq(1),
                    t::change_no.eq(1),
                    t::deleted.eq(false),
                    t::created_at.eq(mine.now()),
                    t::updated_at.eq(mine.now()),
                ))
                .execute(conn)?;
            if let Some(until) = super::quiet_until(conn, mine, mine.now(), &policy)? {
                crate::consent::push_back_waiting(conn, &mine.also()?, until)?;
            }
            Ok(Made("ok".to_owned()))
        })
        .await
}

/// The routes of this domain.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes.service(create_session);
}
