//! `GET /v1/support`: the notice and the lines of a region, and with a patient's token her own people and list.

use actix_web::http::header::{AUTHORIZATION, CONTENT_LANGUAGE, VARY};
use actix_web::{CustomizeResponder, Either, Responder, get};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{IntoParams, ToSchema};

use crate::access::principal::{Member, Perhaps, Side};
use crate::account::{self, Profile};
use crate::content::{self, Language, Line, Notice};
use crate::error::{Error, Result};
use crate::http::document::{Always, Unauthenticated, WithQuery};
use crate::http::json::{Json, Public, Query};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::support::model::{SoothingView, SupportPersonView};
use crate::support::{SupportPeople, store};
use crate::time::CivilDate;

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
    /// The day on which somebody last compared all lines with the organisations' own sites; null while nobody has.
    #[schema(value_type = Option<String>, format = Date, required)]
    reviewed: Option<CivilDate>,
    lines: Vec<LineView>,
    notice: NoticeView,
    /// Whom the patient named as support; only with a patient's token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    people: Option<Vec<SupportPersonView>>,
    /// The patient's soothing list; only with a patient's token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    soothing: Option<Vec<SoothingView>>,
}

/// A line that can be called or written to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineView {
    /// Who answers, as the organisation writes it.
    name: &'static str,
    /// What is dialled from within the region.
    contact: &'static str,
    hours: &'static str,
    /// The site on which the organisation itself says so.
    source: &'static str,
    /// The address of the stored text with which the number was compared; null: it was written from memory.
    #[schema(required)]
    checked_in: Option<&'static str>,
}

impl From<&'static Line> for LineView {
    fn from(line: &'static Line) -> Self {
        let Line {
            name,
            contact,
            hours,
            source,
            checked_in,
        } = line;
        Self {
            name,
            contact,
            hours,
            source,
            checked_in: checked_in.as_deref(),
        }
    }
}

/// The notice that nobody watches what is written here (N4).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeView {
    /// Which wording this is, in every language; a consent names the one that was shown.
    version: i64,
    text: &'static str,
}

impl From<&'static Notice> for NoticeView {
    fn from(notice: &'static Notice) -> Self {
        let Notice {
            version,
            text,
            reading: _,
        } = notice;
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

/// What everybody is told, in one language.
fn view(language: Language, region: Option<Region>) -> Result<SupportView> {
    let found = region
        .as_ref()
        .and_then(|region| content::lines(language, &region.0));
    let notice = content::notice(language).ok_or_else(|| Error::internal("no notice"))?;
    Ok(SupportView {
        region,
        known: found.is_some(),
        reviewed: content::lines_reviewed(),
        lines: found
            .unwrap_or_default()
            .iter()
            .map(LineView::from)
            .collect(),
        notice: notice.into(),
        people: None,
        soothing: None,
    })
}

/// Public for nobody in particular, and never kept by a cache for somebody.
type Answer =
    Either<CustomizeResponder<Public<SupportView>>, CustomizeResponder<Json<SupportView>>>;

/// Shows the notice, and the lines of a region where they are known; with a patient's token also her own support people and soothing list (N4, R34, R38).
#[utoipa::path(tag = "support", security((), ("bearer" = ["patient", "therapist"])), params(SupportQuery, AcceptLanguageHeader),
    responses((status = 200, description = "The notice, and what is known", body = SupportView), (status = 304, description = "As it was"),
        Unauthenticated, WithQuery, Always))]
#[get("/v1/support")]
pub async fn get_support(
    somebody: Perhaps<Member>,
    preferred: Preferred,
    Query(query): Query<SupportQuery>,
) -> Result<Answer> {
    let SupportQuery { region } = query;
    let Perhaps(Some(member)) = somebody else {
        let language = preferred.or(Language::default());
        let answer = Public(language, view(language, region)?);
        // What a cache keeps for nobody must not be given to somebody.
        return Ok(Either::Left(
            answer
                .customize()
                .append_header((VARY, AUTHORIZATION.as_str())),
        ));
    };
    let (language, shown) = match member.clone().side() {
        Side::Patient(patient) => {
            patient
                .read(SupportPeople, move |conn, mine| {
                    let own = account::language(conn, &mine.also::<Profile>()?)?;
                    let language = preferred.or(own);
                    let (people, soothing) = store::own(conn, mine)?;
                    let shown = SupportView {
                        people: Some(people),
                        soothing: Some(soothing),
                        ..view(language, region)?
                    };
                    Ok((language, shown))
                })
                .await?
        }
        Side::Therapist(_) => {
            let own = member.read(Profile, account::language).await?;
            let language = preferred.or(own);
            (language, view(language, region)?)
        }
    };
    let answer = Json(shown).customize();
    Ok(Either::Right(
        answer.insert_header((CONTENT_LANGUAGE, language.as_str())),
    ))
}
