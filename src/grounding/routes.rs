//! `/v1/exercises` and `/v1/practices`.

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Grounding;
use super::model::{self, PracticeNote, PracticeView, StateInWords, Words};
use super::store::{self, Draft, Filter};
use crate::access::principal::Owner;
use crate::access::proof::{Read, Write};
use crate::content::{self, Breath, Exercise, Family, Language, Step};
use crate::error::{Error, Result};
use crate::http::document::{Always, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::Versioned;
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Public, Query, Tagged};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{ExerciseId, PracticeId};
use crate::time::{At, CivilDate};

/// A grounding exercise: steps as data, so that a phone can pace them without a network (R31 to R36).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExerciseView {
    id: ExerciseId,
    /// Which wording this is.
    version: i64,
    title: &'static str,
    family: Family,
    steps: Vec<StepView>,
    /// About how long it takes.
    minutes: i64,
    /// The requirements it serves.
    serves: Vec<&'static str>,
    /// How easily it reads: Flesch in English, Fernández Huerta in Spanish. Higher is easier.
    reading_ease: i64,
    /// The day on which the project's authors last went through it; no clinician has.
    #[schema(value_type = Option<String>, format = Date, required)]
    reviewed: Option<CivilDate>,
}

/// One step of an exercise.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepView {
    text: &'static str,
    /// About how long; absent where it has no length of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    seconds: Option<i64>,
    /// Absent where breathing is not paced.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    breath: Option<BreathView>,
}

/// The phases of one breath in whole seconds (R31).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct BreathView {
    r#in: i64,
    hold: i64,
    out: i64,
    rest: i64,
}

impl From<&'static Exercise> for ExerciseView {
    fn from(exercise: &'static Exercise) -> Self {
        let Exercise {
            id,
            version,
            title,
            family,
            steps,
            minutes,
            serves,
            reading,
        } = exercise;
        Self {
            id: *id,
            version: *version,
            title,
            family: *family,
            steps: steps.iter().map(StepView::from).collect(),
            minutes: *minutes,
            serves: serves.iter().map(String::as_str).collect(),
            reading_ease: reading.points(),
            reviewed: reading.reviewed,
        }
    }
}

impl From<&'static Step> for StepView {
    fn from(step: &'static Step) -> Self {
        let Step {
            text,
            seconds,
            breath,
        } = step;
        Self {
            text,
            seconds: *seconds,
            breath: breath.map(BreathView::from),
        }
    }
}

impl From<Breath> for BreathView {
    fn from(breath: Breath) -> Self {
        let Breath {
            inward,
            hold,
            out,
            rest,
        } = breath;
        Self {
            r#in: inward,
            hold,
            out,
            rest,
        }
    }
}

/// Which exercises.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExercisesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    family: Option<Family>,
}

/// A practice as it is told: in words, not in scores (R36).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPractice {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<PracticeId>,
    exercise_id: ExerciseId,
    /// When it was practised, by the patient's clock.
    at: At,
    note: Option<PracticeNote>,
    /// How it was before, in words.
    before: Option<StateInWords>,
    /// How it was after, in words.
    after: Option<StateInWords>,
}

/// Which practices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PracticesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    exercise_id: Option<ExerciseId>,
    /// Practised at or after.
    #[param(inline)]
    from: Option<At>,
    /// Practised before.
    #[param(inline)]
    to: Option<At>,
}

/// Lists the exercises in the order of the catalogue (R31 to R36, N15).
#[utoipa::path(tag = "grounding", security(()), params(ExercisesQuery, AcceptLanguageHeader),
    responses((status = 200, description = "A page of exercises", body = Page<ExerciseView>), (status = 304, description = "As it was"), WithQuery, Always))]
#[get("/v1/exercises")]
pub async fn list_exercises(
    preferred: Preferred,
    Query(query): Query<ExercisesQuery>,
) -> Public<Page<ExerciseView>> {
    let language = preferred.or(Language::default());
    let ExercisesQuery {
        limit,
        cursor,
        family,
    } = query;
    let wanted = |exercise: &Exercise| family.is_none_or(|family| exercise.family == family);
    let page = Page::of_catalogue(
        content::exercises(language),
        wanted,
        limit,
        cursor,
        |exercise| exercise.id.uuid(),
    );
    Public(language, page.map(ExerciseView::from))
}

/// Shows one exercise.
#[utoipa::path(tag = "grounding", security(()), params(("id" = ExerciseId, Path), AcceptLanguageHeader),
    responses((status = 200, description = "The exercise", body = ExerciseView), (status = 304, description = "As it was"), OnOne, Always))]
#[get("/v1/exercises/{id}")]
pub async fn get_exercise(
    preferred: Preferred,
    id: Path<ExerciseId>,
) -> Result<Public<ExerciseView>> {
    let language = preferred.or(Language::default());
    model::find(id.into_inner(), language)
        .map(|exercise| Public(language, exercise.into()))
        .ok_or(Error::NotFound)
}

/// Notes a practice. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "grounding", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Noted", body = PracticeView), (status = 200, description = "It was noted before", body = PracticeView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/practices")]
pub async fn create_practice(
    owner: Owner<Grounding, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewPractice>,
) -> Result<Created<PracticeView>> {
    owner
        .write(move |conn, mine| {
            let id = PracticeId::from_uuid(mine.new_id(new.id.map(PracticeId::uuid), &key));
            let mark = mine.created_mark(&new)?;
            let (value, new) = match store::made_before(conn, mine, id, &mark)? {
                Some(before) => (before, false),
                None => store::insert(conn, mine, draft(id, mark, new)?)?,
            };
            Ok(Created { value, new })
        })
        .await
}

/// Settles what the client left open, and refuses what does not fit.
fn draft(id: PracticeId, created_mark: Vec<u8>, new: NewPractice) -> Result<Draft> {
    let NewPractice {
        id: _,
        exercise_id,
        at,
        note,
        before,
        after,
    } = new;
    model::find(exercise_id, Language::default())
        .ok_or_else(|| Error::unknown_reference("/exercise_id"))?;
    Ok(Draft {
        id,
        exercise_id,
        at,
        words: Words {
            note,
            before,
            after,
        },
        created_mark,
    })
}

/// Lists the patient's own practices, newest first.
#[utoipa::path(tag = "grounding", security(("bearer" = ["patient"])), params(PracticesQuery),
    responses((status = 200, description = "A page of practices", body = Page<PracticeView>), WithQuery, Guarded))]
#[get("/v1/practices")]
pub async fn list_practices(
    owner: Owner<Grounding, Read>,
    Query(query): Query<PracticesQuery>,
) -> Result<Json<Page<PracticeView>>> {
    let PracticesQuery {
        limit,
        cursor,
        exercise_id,
        from,
        to,
    } = query;
    let filter = Filter {
        exercise: exercise_id,
        from,
        to,
    };
    let found = owner
        .read(move |conn, mine| store::newest(conn, mine, filter, cursor, limit.and_one()))
        .await?;
    Ok(Json(Page::cut(found, limit, |practice| Cursor {
        at: practice.at,
        id: practice.id.uuid(),
    })))
}

/// Shows one practice.
#[utoipa::path(tag = "grounding", security(("bearer" = ["patient"])), params(("id" = PracticeId, Path)),
    responses((status = 200, description = "The practice", body = PracticeView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/practices/{id}")]
pub async fn get_practice(
    owner: Owner<Grounding, Read>,
    id: Path<PracticeId>,
) -> Result<Tagged<PracticeView>> {
    let id = id.into_inner();
    owner
        .read(move |conn, mine| store::find(conn, mine, id))
        .await
        .map(Tagged)
}

/// Deletes a practice: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "grounding", security(("bearer" = ["patient"])), params(("id" = PracticeId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/practices/{id}")]
pub async fn delete_practice(
    owner: Owner<Grounding, Write>,
    id: Path<PracticeId>,
) -> Result<NoContent> {
    let id = id.into_inner();
    owner
        .write(move |conn, mine| store::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for PracticeView {
    /// A practice is never changed.
    fn version(&self) -> i64 {
        1
    }
}

impl Located for PracticeView {
    fn location(&self) -> String {
        format!("/v1/practices/{}", self.id)
    }
}

/// The routes of grounding.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(list_exercises)
        .service(get_exercise)
        .service(create_practice)
        .service(list_practices)
        .service(get_practice)
        .service(delete_practice);
}
