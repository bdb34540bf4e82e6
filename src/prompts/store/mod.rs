//! Which prompts a patient does not want to meet again, and which she wrote for herself.

mod own;

use diesel::prelude::*;

use super::Prompts;
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::PromptId;

diesel::table! {
    hidden_prompts (patient_id, prompt_id) {
        patient_id -> crate::db::sql::Id,
        prompt_id -> crate::db::sql::Id,
        hidden -> Bool,
        changed_at -> crate::db::sql::Instant,
        change_no -> BigInt,
    }
}

/// Where every read starts: the proof's owner, and nobody else's eyes.
fn visible<'a, A: Permission>(
    access: &Access<Prompts, A>,
) -> Result<hidden_prompts::BoxedQuery<'a, Backend>> {
    if access.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    Ok(hidden_prompts::table
        .filter(hidden_prompts::patient_id.eq(access.owner()))
        .into_boxed())
}

/// The prompts that the patient has hidden.
pub(crate) fn hidden<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Prompts, A>,
) -> Result<Vec<PromptId>> {
    Ok(visible(mine)?
        .filter(hidden_prompts::hidden.eq(true))
        .select(hidden_prompts::prompt_id)
        .load(conn)?)
}

/// Hides a prompt, or lets it be offered again; the row stays, so that other devices learn of either.
pub(crate) fn set_hidden(
    conn: &mut Conn,
    mine: &Access<Prompts, Write>,
    prompt_id: PromptId,
    hidden: bool,
) -> Result<()> {
    use hidden_prompts as row;
    let change_no = mine.next_change(conn)?;
    let known: Option<bool> = visible(mine)?
        .filter(row::prompt_id.eq(prompt_id))
        .select(row::hidden)
        .first(conn)
        .optional()?;
    let values = (
        row::hidden.eq(hidden),
        row::changed_at.eq(mine.now()),
        row::change_no.eq(change_no),
    );
    match known {
        Some(now) if now == hidden => {}
        None if !hidden => {}
        Some(_) => drop(
            diesel::update(row::table.find((mine.owner(), prompt_id)))
                .set(values)
                .execute(conn)?,
        ),
        None => {
            let key = (
                row::patient_id.eq(mine.owner()),
                row::prompt_id.eq(prompt_id),
            );
            diesel::insert_into(row::table)
                .values((key, values))
                .execute(conn)?;
        }
    }
    Ok(())
}
