//! `/v1/therapist/reading-habit`: what a therapist says of when they read, shown to patients where they decide (N4).

use actix_web::{delete, get, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::access::principal::Therapist;
use crate::care::Habits;
use crate::care::model::ReadingHabit;
use crate::care::store::habits::{self, Habit};
use crate::error::Result;
use crate::http::document::{Conditional, Guarded, WithBody};
use crate::http::etag::{IfMatch, IfMatchThereHeader, Versioned};
use crate::http::json::{Json, NoContent, Tagged};
use crate::time::At;

/// What the therapist says of when they read, as patients see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingHabitView {
    /// Null where nothing is said.
    #[schema(required)]
    text: Option<ReadingHabit>,
    /// When that was last changed; null where nothing was ever said.
    #[schema(required)]
    updated_at: Option<At>,
    #[serde(skip)]
    version: i64,
}

impl Versioned for ReadingHabitView {
    fn version(&self) -> i64 {
        self.version
    }
}

impl From<Habit> for ReadingHabitView {
    fn from(habit: Habit) -> Self {
        let Habit {
            text,
            updated_at,
            version,
        } = habit;
        Self {
            text,
            updated_at,
            version,
        }
    }
}

/// What to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReadingHabit {
    text: ReadingHabit,
}

/// Shows what the therapist says of when they read.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])),
    responses((status = 200, description = "What is said now", body = ReadingHabitView), (status = 304, description = "As it was"), Guarded))]
#[get("/v1/therapist/reading-habit")]
pub async fn get_reading_habit(therapist: Therapist) -> Result<Tagged<ReadingHabitView>> {
    let habit = therapist.desk(Habits, habits::find).await?;
    Ok(Tagged(habit.into()))
}

/// Says when one reads: patients see it on the invitation, on the link, and where they share (N4).
/// What is said already is changed under `If-Match`.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(IfMatchThereHeader),
    responses((status = 200, description = "What is said now", body = ReadingHabitView), WithBody, Conditional, Guarded))]
#[put("/v1/therapist/reading-habit")]
pub async fn put_reading_habit(
    therapist: Therapist,
    condition: Option<IfMatch>,
    Json(new): Json<NewReadingHabit>,
) -> Result<Tagged<ReadingHabitView>> {
    let NewReadingHabit { text } = new;
    let habit = therapist
        .desk(Habits, move |conn, mine| {
            habits::say(conn, mine, condition.as_ref(), Some(text))
        })
        .await?;
    Ok(Tagged(habit.into()))
}

/// Takes it back: patients see nothing any more, so that nothing looks as if somebody were reading (N4).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(IfMatchThereHeader),
    responses((status = 204, description = "Nothing is said"), Conditional, Guarded))]
#[delete("/v1/therapist/reading-habit")]
pub async fn forget_reading_habit(
    therapist: Therapist,
    condition: Option<IfMatch>,
) -> Result<NoContent> {
    therapist
        .desk(Habits, move |conn, mine| {
            habits::say(conn, mine, condition.as_ref(), None)
        })
        .await?;
    Ok(NoContent)
}
