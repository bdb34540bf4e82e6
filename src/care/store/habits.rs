//! What a therapist says of when they read: one line, under their own key (N4).

use diesel::prelude::*;

use super::grants::READING_HABIT;
use super::{links, reading_habits};
use crate::access::proof::{Access, Permission, Write};
use crate::care::model::ReadingHabit;
use crate::care::{Care, Habits};
use crate::crypt::sealed::Sealed;
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::http::etag::{IfMatch, check_what_is_there};
use crate::ids::LinkId;
use crate::time::At;

/// A reading habit, to the therapist whose it is; without words where nothing is said, or no longer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Habit {
    pub(crate) text: Option<ReadingHabit>,
    pub(crate) updated_at: Option<At>,
    pub(crate) version: i64,
}

/// Where a therapist's reads start: their own habit.
fn visible<'a, A: Permission>(mine: &Access<Habits, A>) -> reading_habits::BoxedQuery<'a, Backend> {
    reading_habits::table
        .filter(reading_habits::therapist_id.eq(mine.owner()))
        .into_boxed()
}

/// What the therapist says now.
pub(crate) fn find<A: Permission>(conn: &mut Conn, mine: &Access<Habits, A>) -> Result<Habit> {
    type Row = (Option<Sealed<ReadingHabit>>, At, i64);
    let found: Option<Row> = visible(mine)
        .select((
            reading_habits::words,
            reading_habits::updated_at,
            reading_habits::version,
        ))
        .first(conn)
        .optional()?;
    let Some((words, updated_at, version)) = found else {
        return Ok(Habit::default());
    };
    let place = READING_HABIT.of(mine.owner().uuid());
    Ok(Habit {
        text: words.map(|words| mine.open(&words, place)).transpose()?,
        updated_at: Some(updated_at),
        version,
    })
}

/// Says something else, or nothing any more, under `If-Match` where something is said; what changes nothing makes no version.
pub(crate) fn say(
    conn: &mut Conn,
    mine: &Access<Habits, Write>,
    condition: Option<&IfMatch>,
    text: Option<ReadingHabit>,
) -> Result<Habit> {
    use reading_habits as row;
    let change_no = mine.next_change(conn)?;
    let before = find(conn, mine)?;
    check_what_is_there(condition, before.text.is_some(), before.version)?;
    if before.text == text {
        return Ok(before);
    }
    let place = READING_HABIT.of(mine.owner().uuid());
    let words = text
        .as_ref()
        .map(|text| mine.seal(place, text))
        .transpose()?;
    let version = before.version.saturating_add(1);
    let values = (
        row::words.eq(words),
        row::version.eq(version),
        row::change_no.eq(change_no),
        row::updated_at.eq(mine.now()),
    );
    if before.version == 0 {
        diesel::insert_into(row::table)
            .values((row::therapist_id.eq(mine.owner()), values))
            .execute(conn)?;
    } else {
        diesel::update(row::table.find(mine.owner()))
            .set(values)
            .execute(conn)?;
    }
    Ok(Habit {
        text,
        updated_at: Some(mine.now()),
        version,
    })
}

/// What the therapist of a link of the patient's says of when they read; nothing where the link has ended, because nobody
/// reads through it any more (N4).
pub(crate) fn reading_habit<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    link: LinkId,
) -> Result<Option<ReadingHabit>> {
    let link = links::find(conn, mine, link)?;
    of_link(conn, mine, &link)
}

/// The same for a link that was looked up already.
pub(crate) fn of_link<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    link: &links::Link,
) -> Result<Option<ReadingHabit>> {
    if link.ended_at.is_some() || link.patient != mine.owner() {
        return Ok(None);
    }
    mine.reading_habit(conn, link)
}
