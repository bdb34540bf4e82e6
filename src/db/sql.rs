//! The SQL types of our own, each with one form in either engine, and the macros that store a Rust type in them.

use diesel::sql_types::SqlType;

/// A UUID: `uuid` in PostgreSQL, a 16-byte BLOB in SQLite; both sort alike.
#[derive(Debug, Clone, Copy, Default, diesel::query_builder::QueryId, SqlType)]
#[diesel(
    postgres_type(oid = 2950, array_oid = 2951),
    sqlite_type(name = "Binary")
)]
pub struct Id;

/// An instant: `timestamptz` in PostgreSQL, INTEGER microseconds since 1970 in SQLite.
#[derive(Debug, Clone, Copy, Default, diesel::query_builder::QueryId, SqlType)]
#[diesel(
    postgres_type(oid = 1184, array_oid = 1185),
    sqlite_type(name = "Long")
)]
pub struct Instant;

/// PostgreSQL counts microseconds from 2000-01-01, we count from 1970-01-01.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

/// How one plain value travels to and from either engine.
pub(crate) trait Plain: Sized {
    type Sqlite;
    fn to_postgres(&self) -> Vec<u8>;
    fn from_postgres(bytes: &[u8]) -> Option<Self>;
    fn to_sqlite(&self) -> Self::Sqlite;
    fn from_sqlite(value: Self::Sqlite) -> Option<Self>;
}

impl Plain for uuid::Uuid {
    type Sqlite = Vec<u8>;
    fn to_postgres(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
    fn from_postgres(bytes: &[u8]) -> Option<Self> {
        Self::from_slice(bytes).ok()
    }
    fn to_sqlite(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
    fn from_sqlite(value: Vec<u8>) -> Option<Self> {
        Self::from_slice(&value).ok()
    }
}

impl Plain for i64 {
    type Sqlite = i64;
    fn to_postgres(&self) -> Vec<u8> {
        self.saturating_sub(POSTGRES_EPOCH).to_be_bytes().to_vec()
    }
    fn from_postgres(bytes: &[u8]) -> Option<Self> {
        bytes
            .try_into()
            .ok()
            .map(|b| Self::from_be_bytes(b).saturating_add(POSTGRES_EPOCH))
    }
    fn to_sqlite(&self) -> i64 {
        *self
    }
    fn from_sqlite(value: i64) -> Option<Self> {
        Some(value)
    }
}

/// Stores a type as one of the SQL types above, in both engines and through [`super::Conn`].
#[macro_export]
macro_rules! stored {
    ($name:ident as $sql:ty, $plain:ty, |$this:ident| $inner:expr, $make:expr) => {
        const _: () = {
            use diesel::deserialize::{self, FromSql};
            use diesel::serialize::{self, IsNull, Output, ToSql};
            use $crate::db::sql::Plain;
            use $crate::db::{Backend, RawValue};

            impl ToSql<$sql, diesel::pg::Pg> for $name {
                fn to_sql<'b>(
                    &'b self,
                    out: &mut Output<'b, '_, diesel::pg::Pg>,
                ) -> serialize::Result {
                    let $this = self;
                    std::io::Write::write_all(out, &<$plain as Plain>::to_postgres(&$inner))?;
                    Ok(IsNull::No)
                }
            }
            impl ToSql<$sql, diesel::sqlite::Sqlite> for $name {
                fn to_sql<'b>(
                    &'b self,
                    out: &mut Output<'b, '_, diesel::sqlite::Sqlite>,
                ) -> serialize::Result {
                    let $this = self;
                    out.set_value(<$plain as Plain>::to_sqlite(&$inner));
                    Ok(IsNull::No)
                }
            }
            impl ToSql<$sql, Backend> for $name {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
                    out.set_value((<$sql>::default(), self));
                    Ok(IsNull::No)
                }
            }
            impl FromSql<$sql, diesel::pg::Pg> for $name {
                fn from_sql(value: diesel::pg::PgValue<'_>) -> deserialize::Result<Self> {
                    <$plain as Plain>::from_postgres(value.as_bytes())
                        .map($make)
                        .ok_or_else(|| "a value of another width".into())
                }
            }
            impl FromSql<$sql, diesel::sqlite::Sqlite> for $name {
                fn from_sql(
                    value: diesel::sqlite::SqliteValue<'_, '_, '_>,
                ) -> deserialize::Result<Self> {
                    let raw = $crate::db::sql::SqliteForm::read(value)?;
                    <$plain as Plain>::from_sqlite(raw)
                        .map($make)
                        .ok_or_else(|| "a value of another width".into())
                }
            }
            impl FromSql<$sql, Backend> for $name {
                fn from_sql(value: RawValue<'_>) -> deserialize::Result<Self> {
                    value.from_sql::<Self, $sql>()
                }
            }
        };
    };
}

/// Reads what SQLite holds for a [`Plain`] value.
pub(crate) trait SqliteForm: Sized {
    fn read(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self>;
}

impl SqliteForm for i64 {
    fn read(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
        diesel::deserialize::FromSql::<diesel::sql_types::BigInt, diesel::sqlite::Sqlite>::from_sql(
            value,
        )
    }
}

impl SqliteForm for Vec<u8> {
    fn read(value: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
        diesel::deserialize::FromSql::<diesel::sql_types::Binary, diesel::sqlite::Sqlite>::from_sql(
            value,
        )
    }
}

/// Stores a type as TEXT through its `&'static str` spelling.
#[macro_export]
macro_rules! stored_text {
    ($name:ty, |$this:ident| $text:expr, $read:expr) => {
        const _: () = {
            use diesel::deserialize::{self, FromSql};
            use diesel::serialize::{self, Output, ToSql};
            use diesel::sql_types::Text;

            impl<DB> ToSql<Text, DB> for $name
            where
                DB: diesel::backend::Backend,
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    let $this = self;
                    let text: &'static str = $text;
                    <str as ToSql<Text, DB>>::to_sql(text, out)
                }
            }
            impl<DB> FromSql<Text, DB> for $name
            where
                DB: diesel::backend::Backend,
                String: FromSql<Text, DB>,
            {
                fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let text = <String as FromSql<Text, DB>>::from_sql(value)?;
                    ($read)(text.as_str())
                }
            }
        };
    };
}

/// How many values [`one_of!`](crate::one_of) spells out at the most.
pub(crate) const SPELLED: usize = 128;

/// Whether a column is one of these values: on SQLite a chain of comparisons, which it looks up as it does `IN`.
///
/// A list of any length makes another statement of each length, so diesel has every `IN` prepared anew, which takes longer than looking
/// up a page of rows. A chain is as long as the next power of two, so that few statements are kept. PostgreSQL is given an array.
#[macro_export]
macro_rules! one_of {
    ($conn:expr, $table:ident, $column:expr, $values:expr) => {
        $crate::one_of!($conn, $table, $column, $values, diesel::sql_types::Bool)
    };
    ($conn:expr, $table:ident, $column:expr, $values:expr, $truth:ty) => {{
        type Any = Box<
            dyn diesel::BoxableExpression<$table::table, $crate::db::Backend, SqlType = $truth>,
        >;
        let values = $values;
        let is_spelled = matches!($conn, $crate::db::Conn::Sqlite(_))
            && values.len() <= $crate::db::sql::SPELLED;
        let length = values.len().next_power_of_two();
        let mut chain = values.iter().copied().cycle().take(length);
        let any: Any = match chain.next().filter(|_| is_spelled) {
            Some(first) => {
                let first: Any = Box::new($column.eq(first));
                chain.fold(first, |any, value| Box::new(any.or($column.eq(value))))
            }
            None => Box::new($column.eq_any(values.to_vec())),
        };
        any
    }};
}
