//! `/v1/entries/{id}/seal`: put away, and opened again (N9).

use actix_web::web::Path;
use actix_web::{delete, post};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use validator::{Validate, ValidationError};

use crate::access::principal::Owner;
use crate::access::proof::Write;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne, WithBody};
use crate::http::json::{Json, NoContent, Tagged, broken};
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::journal::model::seal::Until;
use crate::journal::store::seals;
use crate::journal::views::{EntryView, view};
use crate::time::{At, CivilDate};

/// Until when: exactly one of the three.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = is_one))]
pub struct NewSeal {
    date: Option<CivilDate>,
    next_session: Option<bool>,
    when_i_choose: Option<bool>,
}

impl NewSeal {
    fn until(&self) -> Option<Until> {
        match (self.date, self.next_session, self.when_i_choose) {
            (Some(date), None, None) => Some(Until::Date(date)),
            (None, Some(true), None) => Some(Until::NextSession),
            (None, None, Some(true)) => Some(Until::WhenIChoose),
            _ => None,
        }
    }
}

/// Whether a date lies in the years of every instant here; beyond them it is a slip of the keyboard.
fn is_in_range(date: CivilDate) -> bool {
    format!("{date}T00:00:00Z").parse::<At>().is_ok()
}

fn is_one(new: &NewSeal) -> Result<(), ValidationError> {
    if new.next_session == Some(false) {
        return Err(broken("/next_session", "not_true", "takes true"));
    }
    if new.when_i_choose == Some(false) {
        return Err(broken("/when_i_choose", "not_true", "takes true"));
    }
    if new.until().is_none() {
        return Err(broken(
            "",
            "not_one",
            "holds exactly one of date, next_session, when_i_choose",
        ));
    }
    if new.date.is_some_and(|date| !is_in_range(date)) {
        return Err(broken(
            "/date",
            "out_of_range",
            "lies in the years 1900 to 2199",
        ));
    }
    Ok(())
}

// By hand, because no derive says "exactly one".
impl PartialSchema for NewSeal {
    fn schema() -> RefOr<Schema> {
        let only_true = |description: &str| {
            ObjectBuilder::new()
                .schema_type(Type::Boolean)
                .enum_values(Some([true]))
                .description(Some(description))
        };
        ObjectBuilder::new()
            .description(Some("Until when: exactly one of the three (N9)."))
            .property(
                "date",
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
                    .description(Some(
                        "Until this civil date, to come, begins where the entry was written.",
                    )),
            )
            .property(
                "next_session",
                only_true("Until the next dosing session or appointment begins."),
            )
            .property("when_i_choose", only_true("Until its writer opens it."))
            .min_properties(Some(1))
            .max_properties(Some(1))
            .additional_properties(Some(
                utoipa::openapi::schema::AdditionalProperties::<Schema>::FreeForm(false),
            ))
            .into()
    }
}
impl ToSchema for NewSeal {}

/// Puts an entry away: until then nothing shows its words. The same again changes nothing; consents that were given stay as they are.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path)),
    responses((status = 200, description = "The entry without its words", body = EntryView), WithBody, OnOne, Guarded))]
#[post("/v1/entries/{id}/seal")]
pub async fn seal_entry(
    owner: Owner<Journal, Write>,
    id: Path<EntryId>,
    Json(new): Json<NewSeal>,
) -> Result<Tagged<EntryView>> {
    let id = id.into_inner();
    let until = new
        .until()
        .ok_or_else(|| Error::field("", "not_one", "holds exactly one"))?;
    owner
        .write(move |conn, mine| {
            let entry = seals::put_away(conn, mine, id, until)?;
            view(conn, mine, entry).map(Tagged)
        })
        .await
}

/// Opens an entry again before its time; the same for one that is not put away.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path)),
    responses((status = 204, description = "It is open"), OnOne, Guarded))]
#[delete("/v1/entries/{id}/seal")]
pub async fn open_entry(owner: Owner<Journal, Write>, id: Path<EntryId>) -> Result<NoContent> {
    let (id, policy) = (id.into_inner(), owner.policy().clone());
    owner
        .write(move |conn, mine| seals::take_out(conn, mine, id, &policy))
        .await?;
    Ok(NoContent)
}
