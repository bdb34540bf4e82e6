//! Pages by keyset: a cursor names the last thing seen; no offsets, no totals.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::time::At;

/// How many things a page holds: 1 to 100, 20 unless asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(i64);

impl Default for Limit {
    fn default() -> Self {
        Self(20)
    }
}

impl Limit {
    /// The largest page.
    pub const MOST: Self = Self(100);

    /// The number for a query: one more than the page holds, which tells whether there is a next page.
    pub const fn and_one(self) -> i64 {
        self.0 + 1
    }

    /// The number of things on the page.
    pub fn get(self) -> usize {
        usize::try_from(self.0).unwrap_or(20)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)
            .map_err(|_| de::Error::custom("out_of_range|takes 1 to 100"))?;
        if (1..=100).contains(&number) {
            Ok(Self(number))
        } else {
            Err(de::Error::custom("out_of_range|takes 1 to 100"))
        }
    }
}

impl utoipa::PartialSchema for Limit {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(100))
            .default(Some(serde_json::json!(20)))
            .into()
    }
}
impl ToSchema for Limit {}

/// Where a page begins: after the thing with this instant and id; opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The instant, or number, that orders the collection.
    pub at: At,
    /// What settles a tie.
    pub id: Uuid,
}

/// The instants that both engines can hold, in microseconds: the years 1 to 9999. A cursor that was made up may name any other.
const HOLDABLE: (i64, i64) = (-62_135_596_800_000_000, 253_402_300_799_999_999);

impl Cursor {
    fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (at, id) = bytes.split_at_checked(8)?;
        let micros = i64::from_be_bytes(at.try_into().ok()?);
        Some(Self {
            at: At::from_micros(micros.clamp(HOLDABLE.0, HOLDABLE.1)),
            id: Uuid::from_slice(id).ok()?,
        })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self
            .at
            .micros()
            .to_be_bytes()
            .into_iter()
            .chain(self.id.into_bytes())
            .collect();
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::decode(&text).ok_or_else(|| de::Error::custom("invalid|is not a cursor from here"))
    }
}

impl utoipa::PartialSchema for Cursor {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Za-z0-9_-]{32}$"))
            .description(Some("opaque; taken from next_cursor"))
            .into()
    }
}
impl ToSchema for Cursor {}

/// One page of a collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The things, in the collection's order.
    pub items: Vec<T>,
    /// Where the next page begins; null on the last one.
    #[schema(required)]
    pub next_cursor: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts `rows`, fetched with [`Limit::and_one`], to a page; `key` names a row's place.
    pub fn cut(mut rows: Vec<T>, limit: Limit, key: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.get();
        rows.truncate(limit.get());
        let next_cursor = if more { rows.last().map(key) } else { None };
        Self {
            items: rows,
            next_cursor,
        }
    }

    /// The same page with each thing turned into its view.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(view).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

impl<T: 'static> Page<&'static T> {
    /// A page of a catalogue that comes with the product; the cursor's number is the place in the whole of it.
    pub fn of_catalogue(
        all: &'static [T],
        wanted: impl Fn(&T) -> bool,
        limit: Limit,
        after: Option<Cursor>,
        id: impl Fn(&T) -> Uuid,
    ) -> Self {
        let rows = (0_i64..)
            .zip(all)
            .filter(|(place, thing)| {
                after.is_none_or(|cursor| *place > cursor.at.micros()) && wanted(thing)
            })
            .take(limit.get().saturating_add(1))
            .collect();
        Page::cut(rows, limit, |(place, thing)| Cursor {
            at: At::from_micros(*place),
            id: id(thing),
        })
        .map(|(_, thing)| thing)
    }
}
