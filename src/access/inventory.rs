//! The inventory: every table in which somebody's rows lie, and every column in it that is sealed.
//!
//! Two things go through all that one person has: sealing it anew under another key (EN-4), and erasing it (N19). Both go through this
//! list, so that a table stands here once; `tests/it/schema.rs` finds one that does not.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary};

use super::proof::{Access, Records, Write};
use crate::crypt::key_set::KeySet;
use crate::crypt::sealed::{Field, reseal};
use crate::db::Conn;
use crate::db::sql::Id;
use crate::each;
use crate::error::Result;
use crate::ids::{AccountId, RecordId};

/// A table in which rows belong to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The column that says whose a row is.
    pub owner: &'static str,
    /// Its columns that are sealed.
    pub sealed: &'static [Column],
}

/// A column whose values are sealed, and what names the place of each.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    field: Field,
    record: &'static str,
    revision: &'static str,
}

/// The revision of what is never revised, as the place of it has it.
const UNREVISED: &str = "CAST(0 AS BIGINT)";

macro_rules! tables {
    ($($table:ident by $owner:ident $([$($column:ident as $field:literal of $record:ident $(at $revision:ident)?),+])?;)+) => {
        &[$(Table {
            name: stringify!($table),
            owner: stringify!($owner),
            sealed: &[$($(Column {
                name: stringify!($column),
                field: Field($field),
                record: stringify!($record),
                revision: tables!(@revision $($revision)?),
            }),+)?],
        }),+]
    };
    (@revision $revision:ident) => { stringify!($revision) };
    (@revision) => { UNREVISED };
}

/// Everything of one person's, in an order in which it can go: what refers to something stands before it.
///
/// Not here is what outlasts an account: the access log, its heads and what waits for it, in which people are ids (AU-7).
pub const TABLES: &[Table] = tables! {
    data_keys by account_id;
    erasure_requests by account_id;
    password_resets by account_id;
    address_changes by account_id;
    ceremonies by account_id;
    recovery_codes by account_id;
    authenticators by account_id [seed as "authenticators/seed" of account_id];
    passkeys by account_id [credential as "passkeys/credential" of id, name as "passkeys/name" of id];
    devices by account_id [name as "devices/name" of id];
    addresses by account_id;
    timeline_calendars by patient_id;
    acknowledgements by patient_id;
    offers by patient_id [words as "offers/words" of id];
    consent_items by patient_id;
    consent_taken_in by patient_id;
    quiet_directives by patient_id;
    kept_quiet by patient_id [stretch as "kept_quiet/stretch" of patient_id];
    consents by patient_id;
    packets by patient_id [words as "packets/words" of id at revision];
    care_links by patient_id;
    caseload by therapist_id;
    care_invitations by therapist_id [code as "care_invitations/code" of id];
    reading_habits by therapist_id [words as "reading_habits/words" of therapist_id];
    therapist_notes by patient_id [words as "therapist_notes/words" of id at revision];
    entry_revisions by patient_id [words as "entries/words" of entry_id at revision];
    entries by patient_id [words as "entries/words" of id at revision, put_away as "entries/put_away" of id];
    hidden_prompts by patient_id;
    own_prompts by patient_id [words as "own_prompts/words" of id at revision];
    practices by patient_id [words as "practices/words" of id];
    check_ins by patient_id [words as "check_ins/words" of id at revision];
    intentions by patient_id [words as "intentions/words" of id at revision];
    goals by patient_id [words as "goals/words" of id at revision];
    fears by patient_id [words as "fears/words" of id at revision];
    agreements by patient_id [words as "agreements/words" of id at revision];
    steps by patient_id [words as "steps/words" of id at revision];
    appointments by patient_id [words as "appointments/words" of id at revision];
    evaluations by patient_id [words as "evaluations/words" of id at revision];
    support_people by patient_id [words as "support_people/words" of id at revision];
    soothing by patient_id [words as "soothing/words" of id at revision];
    checklist_items by patient_id [words as "checklist_items/words" of id at revision];
    dosing_sessions by patient_id [words as "dosing_sessions/words" of id];
    patient_changes by patient_id;
    accounts by id [address as "accounts/address" of id, display_name as "accounts/display_name" of id];
};

/// Keeps everybody else from beginning another row of the proof's owner, and waits for those who have: from here to the commit.
#[expect(
    clippy::disallowed_methods,
    reason = "diesel's lock is not to be had on both engines"
)]
pub(crate) fn claim<R: Records>(conn: &mut Conn, mine: &Access<R, Write>) -> Result<()> {
    // SQLite has one writer. On PostgreSQL whoever adds a row that refers to the account shares a lock on it.
    if let Conn::Postgres(conn) = conn {
        diesel::sql_query("SELECT id FROM accounts WHERE id = $1 FOR UPDATE")
            .bind::<Id, _>(mine.owner())
            .execute(conn)?;
    }
    Ok(())
}

/// Deletes every row of the proof's owner, which [`claim`] has claimed.
#[expect(
    clippy::disallowed_methods,
    reason = "the names come from the list above, and the owner from the proof"
)]
pub(crate) fn erase<R: Records>(conn: &mut Conn, mine: &Access<R, Write>) -> Result<()> {
    for Table { name, owner, .. } in TABLES {
        let query = diesel::sql_query(format!("DELETE FROM {name} WHERE {owner} = $1"));
        let query = query.bind::<Id, _>(mine.owner());
        each!(conn, conn => query.execute(conn))?;
    }
    Ok(())
}

/// How many rows are looked at in one transaction: few, because others wait for it.
const STEP: usize = 50;

/// A row of a sealed column, as the database holds it.
#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = Id)]
    record: RecordId,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = Binary)]
    sealed: Vec<u8>,
}

/// How far a look through a sealed column has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked {
    /// The last row; rows are looked at in the order of their records and revisions.
    after: (RecordId, i64),
    /// How many values were sealed anew.
    pub(crate) changed: usize,
    /// Whether there is nothing behind it.
    pub(crate) to_the_end: bool,
}

impl Looked {
    /// Before the first row.
    pub(crate) const BEGIN: Self = Self {
        after: (RecordId::from_uuid(uuid::Uuid::nil()), -1),
        changed: 0,
        to_the_end: false,
    };
    /// Behind the last one.
    pub(crate) const END: Self = Self {
        to_the_end: true,
        ..Self::BEGIN
    };
}

/// Seals the next rows of a column anew under the newest key, where they are under another one; nothing else about them changes,
/// neither revision nor change number. What somebody changes meanwhile is under the newest key by that, and stays as it is.
pub(crate) fn reseal_next(
    conn: &mut Conn,
    keys: &KeySet,
    owner: AccountId,
    (table, column): (&Table, &Column),
    looked: Looked,
) -> Result<Looked> {
    let rows = rows_after(conn, owner, (table, column), looked.after)?;
    let mut next = Looked {
        to_the_end: rows.len() < STEP,
        ..looked
    };
    for row in rows {
        let place = column.field.at(row.record.uuid(), row.revision);
        if let Some(again) = reseal(keys, owner, place, &row.sealed)? {
            next.changed += replace(conn, owner, (table, column), &row, again)?;
        }
        next.after = (row.record, row.revision);
    }
    Ok(next)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the names come from the list above, and the caller holds the owner's keys"
)]
fn rows_after(
    conn: &mut Conn,
    owner: AccountId,
    (table, column): (&Table, &Column),
    (record, revision): (RecordId, i64),
) -> Result<Vec<Row>> {
    let Column {
        name,
        record: id,
        revision: number,
        ..
    } = column;
    let sql = format!(
        "SELECT {id} AS record, {number} AS revision, {name} AS sealed FROM {} WHERE {} = $1 AND ({id}, {number}) > ($2, $3) \
         AND {name} IS NOT NULL ORDER BY {id}, {number} LIMIT {STEP}",
        table.name, table.owner
    );
    let query = diesel::sql_query(sql)
        .bind::<Id, _>(owner)
        .bind::<Id, _>(record)
        .bind::<BigInt, _>(revision);
    Ok(each!(conn, conn => query.load(conn))?)
}

/// Puts other bytes in the place of those that were read, if they still stand there; how many rows that were.
#[expect(
    clippy::disallowed_methods,
    reason = "the names come from the list above, and the caller holds the owner's keys"
)]
fn replace(
    conn: &mut Conn,
    owner: AccountId,
    (table, column): (&Table, &Column),
    row: &Row,
    again: Vec<u8>,
) -> Result<usize> {
    let Column {
        name,
        record: id,
        revision: number,
        ..
    } = column;
    let sql = format!(
        "UPDATE {} SET {name} = $1 WHERE {} = $2 AND {id} = $3 AND {number} = $4 AND {name} = $5",
        table.name, table.owner
    );
    let query = diesel::sql_query(sql)
        .bind::<Binary, _>(again)
        .bind::<Id, _>(owner)
        .bind::<Id, _>(row.record)
        .bind::<BigInt, _>(row.revision)
        .bind::<Binary, _>(&row.sealed);
    Ok(each!(conn, conn => query.execute(conn))?)
}
