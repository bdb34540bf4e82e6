//! Instants, civil dates and time zones: what both databases return unchanged.

use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, Duration, LocalResult, NaiveDate, NaiveTime, SecondsFormat, TimeZone,
    Utc,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant in UTC, to the microsecond: RFC 3339 on the wire, `timestamptz` or microseconds in the database.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = crate::db::sql::Instant)]
pub struct At(i64);

/// The years a client may name: beyond them a date is a slip of the keyboard, and engines disagree about it.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl At {
    /// This instant, cut to the microsecond.
    pub fn new(instant: DateTime<Utc>) -> Self {
        Self(instant.timestamp_micros())
    }

    /// The instant so many microseconds after 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds and the rest in nanoseconds since 1970, never negative.
    pub fn unix(self) -> (u64, u32) {
        let micros = u64::try_from(self.0).unwrap_or(0);
        (
            micros / 1_000_000,
            u32::try_from(micros % 1_000_000).unwrap_or(0) * 1_000,
        )
    }

    /// Whole seconds since 1970, as JSON Web Tokens count (RFC 7519 §2).
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The same instant for calendar arithmetic.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// So much later; stays where it is rather than wrap around.
    pub fn plus(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(span.num_microseconds().unwrap_or(i64::MAX)),
        )
    }

    /// So much earlier; stays where it is rather than wrap around.
    pub fn minus(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(span.num_microseconds().unwrap_or(i64::MAX)),
        )
    }

    /// The time from `earlier` until this instant.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::microseconds(self.0.saturating_sub(earlier.0))
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl FromStr for At {
    type Err = &'static str;

    /// Reads RFC 3339 with an offset, in the years 1900 to 2199, without leap seconds.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = DateTime::parse_from_rfc3339(text)
            .map_err(|_| "is not an RFC 3339 instant with an offset")?;
        let instant = parsed.with_timezone(&Utc);
        if parsed.timestamp_subsec_nanos() >= 1_000_000_000 {
            return Err("names a leap second, which no clock here has");
        }
        if !YEARS.contains(&instant.year()) {
            return Err("lies outside the years 1900 to 2199");
        }
        Ok(Self::new(instant))
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.utc().to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl utoipa::PartialSchema for At {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some(
                "RFC 3339 with an offset, years 1900 to 2199; answered in UTC with microseconds",
            ))
            .examples([serde_json::json!("2026-11-21T18:04:05.123456Z")])
            .into()
    }
}
impl utoipa::ToSchema for At {}

crate::stored!(At as crate::db::sql::Instant, i64, |at| at.0, At);

/// A civil date, `YYYY-MM-DD`.
pub type CivilDate = NaiveDate;

/// A time zone of the IANA database by its name.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(chrono_tz::UTC);

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The civil date that a calendar on the wall shows at `at`.
    pub fn date_of(self, at: At) -> CivilDate {
        at.utc().with_timezone(&self.0).date_naive()
    }

    /// The civil date and the time that calendar and clock on the wall show at `at`.
    pub fn civil_of(self, at: At) -> chrono::NaiveDateTime {
        at.utc().with_timezone(&self.0).naive_local()
    }

    /// The first instant of a civil date: midnight, or what follows where clocks skip it.
    ///
    /// Where clocks are set back across midnight the first of the two counts, so that days follow each other without a gap.
    pub fn start_of(self, date: CivilDate) -> At {
        match self.0.from_local_datetime(&date.and_time(NaiveTime::MIN)) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => {
                At::new(instant.with_timezone(&Utc))
            }
            LocalResult::None => self.first_showing(date),
        }
    }

    /// The earliest instant at which the calendar shows `date` or a later one, for dates whose midnight does not exist.
    fn first_showing(self, date: CivilDate) -> At {
        let noon = At::new(date.and_time(NaiveTime::MIN).and_utc());
        let (mut before, mut after) = (
            noon.minus(Duration::hours(36)).micros(),
            noon.plus(Duration::hours(36)).micros(),
        );
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.date_of(At(middle)) >= date {
                after = middle
            } else {
                before = middle
            }
        }
        At(after)
    }

    /// The date of the day that holds `at`: one day follows the other, also where the calendar on the wall goes back.
    ///
    /// Where clocks go back across midnight, what is shown for the second time belongs to the day that has begun.
    pub fn day_of(self, at: At) -> CivilDate {
        let shown = self.date_of(at);
        let next = self.day_after(shown);
        if self.start_of(next) <= at {
            next
        } else {
            shown
        }
    }

    /// The date of the next day; a date that the zone left out is passed over.
    pub fn day_after(self, date: CivilDate) -> CivilDate {
        let begins = self.start_of(date);
        let next = date
            .iter_days()
            .skip(1)
            .take(3)
            .map(|next| self.start_of(next))
            .find(|next| *next > begins);
        next.map_or(date, |next| self.date_of(next))
    }

    /// The first instant of the date `days` after `date`.
    pub fn start_after(self, date: CivilDate, days: u64) -> At {
        self.start_of(date.checked_add_days(Days::new(days)).unwrap_or(date))
    }
}

impl FromStr for Zone {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse()
            .map(Self)
            .map_err(|_| "is not a time zone of the IANA database")
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl utoipa::PartialSchema for Zone {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("a time zone of the IANA database"))
            .enum_values(Some(chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())))
            .examples([serde_json::json!("Europe/Lisbon")])
            .into()
    }
}
impl utoipa::ToSchema for Zone {}

crate::stored_text!(Zone, |zone| zone.name(), |text: &str| text
    .parse::<Zone>()
    .map_err(Into::into));

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().expect("a zone")
    }

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_day_begins_at_local_midnight() {
        assert_eq!(
            zone("Europe/Berlin")
                .start_of(date("2026-07-01"))
                .to_string(),
            "2026-06-30T22:00:00.000000Z"
        );
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_begins_when_the_clocks_go_on() {
        assert_eq!(
            zone("America/Sao_Paulo")
                .start_of(date("2018-11-04"))
                .to_string(),
            "2018-11-04T03:00:00.000000Z"
        );
    }

    #[test]
    fn a_date_that_never_was_begins_with_the_one_after_it() {
        assert_eq!(
            zone("Pacific/Apia").start_of(date("2011-12-30")),
            zone("Pacific/Apia").start_of(date("2011-12-31"))
        );
    }

    #[test]
    fn instants_without_offset_or_out_of_range_or_in_a_leap_second_are_refused() {
        for text in [
            "2026-11-21T18:04:05",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "2016-12-31T23:59:60Z",
            "now",
        ] {
            assert!(text.parse::<At>().is_err(), "{text}");
        }
        assert!("2026-11-21T18:04:05+14:00".parse::<At>().is_ok());
    }
}
