//! `/v1/support`.

use actix_web::get;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::content::{self, Line, Notice};
use crate::error::{Error, Result};
use crate::http::document::{Always, WithQuery};
use crate::http::json::{Public, Query};

/// A region by its ISO 3166-1 code: two capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Region(String);

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Ok(Self(text));
        }
        Err(de::Error::custom(
            "invalid|takes two capital letters, as in ISO 3166-1",
        ))
    }
}

impl utoipa::PartialSchema for Region {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Z]{2}$"))
            .description(Some("a region by its ISO 3166-1 code"))
            .examples([serde_json::json!("PT")])
            .into()
    }
}
impl ToSchema for Region {}

/// Where help can be found outside the app.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportView {
    /// The region that was asked for.
    #[schema(required)]
    region: Option<Region>,
    /// Whether lines of that region are known here.
    known: bool,
    /// The day on which somebody last compared the lines with their sources; null while nobody has.
    #[schema(required, format = Date)]
    reviewed: Option<&'static str>,
    lines: Vec<LineView>,
    notice: NoticeView,
}

/// A line that can be called or written to.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineView {
    /// Who answers.
    name: &'static str,
    /// What is dialled from within the region.
    contact: &'static str,
    hours: &'static str,
    /// The site on which the organisation itself says so.
    source: &'static str,
}

impl From<&'static Line> for LineView {
    fn from(line: &'static Line) -> Self {
        let Line {
            name,
            contact,
            hours,
            source,
        } = line;
        Self {
            name,
            contact,
            hours,
            source,
        }
    }
}

/// The notice that nobody watches what is written here (N4).
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Which wording this is; a consent names the one that was shown.
    version: i64,
    text: &'static str,
}

impl From<&'static Notice> for NoticeView {
    fn from(notice: &'static Notice) -> Self {
        let Notice { version, text } = notice;
        Self {
            version: *version,
            text,
        }
    }
}

/// For which region.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SupportQuery {
    #[param(inline)]
    region: Option<Region>,
}

/// Shows the notice, and the lines of a region where they are known (N4, R38).
#[utoipa::path(tag = "support", security(()), params(SupportQuery),
    responses((status = 200, description = "The notice, and what is known", body = SupportView), (status = 304, description = "As it was"), WithQuery, Always))]
#[get("/v1/support")]
pub async fn get_support(Query(query): Query<SupportQuery>) -> Result<Public<SupportView>> {
    let SupportQuery { region } = query;
    let found = region.as_ref().and_then(|region| content::lines(&region.0));
    let notice = content::notice().ok_or_else(|| Error::internal("no notice"))?;
    Ok(Public(SupportView {
        region,
        known: found.is_some(),
        reviewed: content::lines_reviewed(),
        lines: found
            .unwrap_or_default()
            .iter()
            .map(LineView::from)
            .collect(),
        notice: notice.into(),
    }))
}

/// The routes of support.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes.service(get_support);
}
