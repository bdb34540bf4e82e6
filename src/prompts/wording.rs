//! Where the words of a prompt come from: the catalogue first, then the patient's own, then what a therapist offered and the patient took.

use super::model::{self, PromptWords};
use super::{OwnPrompts, Prompts};
use crate::access::proof::{Access, Permission};
use crate::access::record;
use crate::content::Language;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::PromptId;
use crate::offers;

/// The present wording of a prompt, to be kept with what answers it (N5, N13).
pub(crate) fn wording<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Prompts, A>,
    id: PromptId,
    language: Language,
) -> Result<Option<PromptWords>> {
    match model::wording(id, language)? {
        Some(of_catalogue) => Ok(Some(of_catalogue)),
        None => match own(conn, &mine.also()?, id)? {
            None => offers::wording(conn, &mine.also()?, id),
            own => Ok(own),
        },
    }
}

fn own<A: Permission>(
    conn: &mut Conn,
    mine: &Access<OwnPrompts, A>,
    id: PromptId,
) -> Result<Option<PromptWords>> {
    match record::find(conn, mine, id.uuid()) {
        Ok(prompt) => PromptWords::new(id, prompt.revision, prompt.words.text.as_str()).map(Some),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}
