//! What a self-noted evaluation is made of.

use chrono::Datelike;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::EvaluationId;
use crate::text;
use crate::time::{At, CivilDate, Zone};

text!(
    /// What the patient likes to note about an evaluation.
    EvaluationNote, 1..=500
);

/// The date of an evaluation: `YYYY-MM-DD`, in the years that an instant may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct EvaluationDate(CivilDate);

impl EvaluationDate {
    /// The date, if it is spelled in full and lies in the years 1900 to 2199.
    fn parse(text: &str) -> Result<Self, &'static str> {
        let date: CivilDate = text.parse().map_err(|_| "is not a date, YYYY-MM-DD")?;
        if date.to_string() != text {
            return Err("is not a date, YYYY-MM-DD");
        }
        if !(1900..=2199).contains(&date.year()) {
            return Err("lies outside the years 1900 to 2199");
        }
        Ok(Self(date))
    }

    /// By which instant it is listed: a date has no zone, so all of them begin at midnight UTC.
    pub(super) fn place_in_time(self) -> At {
        Zone::UTC.start_of(self.0)
    }
}

impl<'de> Deserialize<'de> for EvaluationDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl utoipa::PartialSchema for EvaluationDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some("YYYY-MM-DD, years 1900 to 2199"))
            .examples([serde_json::json!("2026-11-21")])
            .into()
    }
}
impl ToSchema for EvaluationDate {}

/// The words of an evaluation; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvaluationWords)]
pub(crate) struct Words {
    pub(crate) on: EvaluationDate,
    pub(crate) note: Option<EvaluationNote>,
}

/// A self-noted evaluation, to the patient whose it is (R12).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvaluationView {
    pub(super) id: EvaluationId,
    on: EvaluationDate,
    #[schema(required)]
    note: Option<EvaluationNote>,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<Words>> for EvaluationView {
    fn from(record: Record<Words>) -> Self {
        let Words { on, note } = record.words;
        Self {
            id: EvaluationId::from_uuid(record.id),
            on,
            note,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_spelled_in_full_and_lies_in_the_years_of_an_instant() {
        for text in ["1900-01-01", "2024-02-29", "2199-12-31"] {
            let date = EvaluationDate::parse(text).expect("a date");
            assert_eq!(date.place_in_time().to_string().get(..10), Some(text));
        }
        for text in [
            "",
            "2026-3-1",
            " 2026-03-01",
            "2026-03-01T00:00:00Z",
            "2026-02-30",
            "1899-12-31",
            "2200-01-01",
            "+10000-01-01",
            "today",
        ] {
            assert!(EvaluationDate::parse(text).is_err(), "{text}");
        }
    }
}
