//! `Sealed<T>`: the only column type for a person's words, names and address (EN-1).

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Binary;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::key_set::KeySet;
use crate::error::{Error, Result};
use crate::ids::AccountId;

/// A value that only its owner's key opens, and only in the place it was sealed for.
#[derive(
    Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Binary)]
pub struct Sealed<T> {
    bytes: Vec<u8>,
    value: PhantomData<fn() -> T>,
}

/// What is sealed here does not open; the gate puts that on the log of its owner (EN-2).
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("sealed bytes do not open in this place")]
pub(crate) struct Unreadable {
    /// Whose it should be; nobody's for what was sealed before there was an account.
    pub(crate) owner: AccountId,
}

impl<T> std::fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed(…)")
    }
}

impl<T, DB: Backend> ToSql<Binary, DB> for Sealed<T>
where
    Vec<u8>: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <Vec<u8> as ToSql<Binary, DB>>::to_sql(&self.bytes, out)
    }
}

impl<T, DB: Backend> FromSql<Binary, DB> for Sealed<T>
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self {
            bytes: <Vec<u8> as FromSql<Binary, DB>>::from_sql(value)?,
            value: PhantomData,
        })
    }
}

/// A field of a table whose values are sealed: the first half of the place that the associated data names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field(pub(crate) &'static str);

/// One place: whose, which field, which record, which revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) field: Field,
    pub(crate) record: Uuid,
    pub(crate) revision: i64,
}

impl Field {
    /// The place of this field in a record that is never revised.
    pub(crate) const fn of(self, record: Uuid) -> Place {
        Place {
            field: self,
            record,
            revision: 0,
        }
    }

    /// The place of this field in one revision of a record.
    pub(crate) const fn at(self, record: Uuid, revision: i64) -> Place {
        Place {
            field: self,
            record,
            revision,
        }
    }
}

impl Place {
    /// The associated data: fixed widths first, then the name of the field, so that no two places read alike.
    fn context(&self, owner: AccountId) -> Vec<u8> {
        let mut context = Vec::with_capacity(48 + self.field.0.len());
        context.extend(b"aw1");
        context.extend(owner.uuid().as_bytes());
        context.extend(self.record.as_bytes());
        context.extend(self.revision.to_be_bytes());
        context.extend(self.field.0.as_bytes());
        context
    }
}

impl<T> Sealed<T> {
    /// What the database holds of it.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The same value for the same place under the newest key; none where it is under that already (EN-4).
pub(crate) fn reseal(
    keys: &KeySet,
    owner: AccountId,
    place: Place,
    sealed: &[u8],
) -> Result<Option<Vec<u8>>> {
    keys.reseal(&place.context(owner), sealed)
}

impl<T: Serialize + DeserializeOwned> Sealed<T> {
    /// Seals a value for one place of one owner.
    pub(crate) fn seal(keys: &KeySet, owner: AccountId, place: Place, value: &T) -> Result<Self> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(value).map_err(Error::internal)?);
        Ok(Self {
            bytes: keys.seal(&place.context(owner), &plain)?,
            value: PhantomData,
        })
    }

    /// Opens a value in the place it was sealed for.
    pub(crate) fn open(&self, keys: &KeySet, owner: AccountId, place: Place) -> Result<T> {
        let plain = keys
            .open(&place.context(owner), &self.bytes)
            .map_err(|_| Error::internal(Unreadable { owner }))?;
        // The parser's message could quote the words, so it is not kept.
        serde_json::from_slice(&plain).map_err(|_| Error::internal(Unreadable { owner }))
    }
}
