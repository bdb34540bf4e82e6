//! Which prompts a patient does not want to meet again.

use diesel::prelude::*;

use super::Prompts;
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::{PatientId, PromptId};
use crate::time::At;

diesel::table! {
    hidden_prompts (patient_id, prompt_id) {
        patient_id -> crate::db::sql::Id,
        prompt_id -> crate::db::sql::Id,
        hidden_at -> crate::db::sql::Instant,
        change_no -> BigInt,
    }
}

#[derive(Insertable)]
#[diesel(table_name = hidden_prompts)]
struct Row {
    patient_id: PatientId,
    prompt_id: PromptId,
    hidden_at: At,
    change_no: i64,
}

/// Where every read starts: the proof's owner, and nobody else's eyes.
fn visible<'a, A: Permission>(access: &Access<Prompts, A>) -> Result<hidden_prompts::BoxedQuery<'a, Backend>> {
    if access.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    Ok(hidden_prompts::table.filter(hidden_prompts::patient_id.eq(access.owner())).into_boxed())
}

/// The prompts that the patient has hidden.
pub(super) fn hidden<A: Permission>(conn: &mut Conn, mine: &Access<Prompts, A>) -> Result<Vec<PromptId>> {
    Ok(visible(mine)?.select(hidden_prompts::prompt_id).load(conn)?)
}

/// Hides a prompt; hiding it again changes nothing.
pub(super) fn hide(conn: &mut Conn, mine: &Access<Prompts, Write>, prompt_id: PromptId) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    if hidden(conn, mine)?.contains(&prompt_id) {
        return Ok(());
    }
    let row = Row { patient_id: mine.owner(), prompt_id, hidden_at: mine.now(), change_no };
    diesel::insert_into(hidden_prompts::table).values(&row).execute(conn)?;
    Ok(())
}

/// Takes the hiding back, if there was one.
pub(super) fn show(conn: &mut Conn, mine: &Access<Prompts, Write>, prompt_id: PromptId) -> Result<()> {
    mine.next_change(conn)?;
    diesel::delete(hidden_prompts::table.find((mine.owner(), prompt_id))).execute(conn)?;
    Ok(())
}
