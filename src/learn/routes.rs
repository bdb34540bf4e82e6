//! `/v1/learn`.

use actix_web::get;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::content::{self, Audience, Language, Unit, UnitTopic};
use crate::error::{Error, Result};
use crate::http::document::{Always, OnOne, WithQuery};
use crate::http::json::{Public, Query};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::UnitId;
use crate::time::CivilDate;

/// A short unit to read (R09, R23).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitView {
    id: UnitId,
    /// Which wording this is.
    version: i64,
    audience: Audience,
    topic: UnitTopic,
    title: &'static str,
    paragraphs: Vec<&'static str>,
    /// The requirements it serves.
    serves: Vec<&'static str>,
    /// How easily it reads: Flesch in English, Fernández Huerta in Spanish. Higher is easier; from about 60 on it is plain.
    reading_ease: i64,
    /// The day on which the project's authors last went through it; no clinician has.
    #[schema(value_type = Option<String>, format = Date, required)]
    reviewed: Option<CivilDate>,
}

impl From<&'static Unit> for UnitView {
    fn from(unit: &'static Unit) -> Self {
        let Unit {
            id,
            version,
            audience,
            topic,
            title,
            paragraphs,
            serves,
            reading,
        } = unit;
        Self {
            id: *id,
            version: *version,
            audience: *audience,
            topic: *topic,
            title,
            paragraphs: paragraphs.iter().map(String::as_str).collect(),
            serves: serves.iter().map(String::as_str).collect(),
            reading_ease: reading.points(),
            reviewed: reading.reviewed,
        }
    }
}

fn for_patients() -> Audience {
    Audience::Patient
}

/// Which units.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    topic: Option<UnitTopic>,
    /// Whom they speak to; patients, if absent.
    #[serde(default = "for_patients")]
    #[param(inline, required = false)]
    audience: Audience,
}

/// Lists the units in the order of the catalogue (R09).
#[utoipa::path(tag = "content", security(()), params(UnitsQuery, AcceptLanguageHeader),
    responses((status = 200, description = "A page of units", body = Page<UnitView>), (status = 304, description = "As it was"), WithQuery, Always))]
#[get("/v1/learn")]
pub async fn list_units(
    preferred: Preferred,
    Query(query): Query<UnitsQuery>,
) -> Public<Page<UnitView>> {
    let UnitsQuery {
        limit,
        cursor,
        topic,
        audience,
    } = query;
    let language = preferred.or(Language::default());
    let wanted =
        |unit: &Unit| unit.audience == audience && topic.is_none_or(|topic| unit.topic == topic);
    let page = Page::of_catalogue(content::units(language), wanted, limit, cursor, |unit| {
        unit.id.uuid()
    });
    Public(language, page.map(UnitView::from))
}

/// Shows one unit.
#[utoipa::path(tag = "content", security(()), params(("id" = UnitId, Path), AcceptLanguageHeader),
    responses((status = 200, description = "The unit", body = UnitView), (status = 304, description = "As it was"), OnOne, Always))]
#[get("/v1/learn/{id}")]
pub async fn get_unit(preferred: Preferred, id: Path<UnitId>) -> Result<Public<UnitView>> {
    let language = preferred.or(Language::default());
    let mut all = content::units(language).iter();
    all.find(|unit| unit.id == *id)
        .map(|unit| Public(language, unit.into()))
        .ok_or(Error::NotFound)
}

/// The routes of the units.
pub fn configure(routes: &mut impl Routes) {
    routes.service(list_units).service(get_unit);
}
