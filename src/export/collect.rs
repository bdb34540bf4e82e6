//! Gathers an archive, domain by domain.

use super::Export;
use super::archive::{Archive, ArchiveFormat, ArchiveRecords, Holder, VERSION};
use crate::access::proof::{Access, Permission};
use crate::access::record;
use crate::account::{self, Profile};
use crate::appointments::Appointments;
use crate::check_ins::CheckIns;
use crate::db::Conn;
use crate::error::Result;
use crate::evaluations::Evaluations;
use crate::grounding::{self, Grounding};
use crate::journal::{self, Journal};
use crate::preparation::Fears;
use crate::preparation::Goals;
use crate::preparation::Intentions;
use crate::prompts::{self, OwnPrompts, Prompts};
use crate::sessions::{self, Sessions};
use crate::steps::Steps;

/// Everything of the proof's owner, as it stands at this instant.
pub(super) fn archive<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Export, A>,
    with_sealed: bool,
) -> Result<Archive> {
    let (display_name, time_zone, locale) = account::told(conn, &mine.also::<Profile>()?)?;
    Ok(Archive {
        format: ArchiveFormat::Afterword,
        version: VERSION,
        exported_at: mine.now(),
        account: Holder {
            display_name,
            time_zone,
            locale,
        },
        sealed: with_sealed,
        records: records(conn, mine, with_sealed)?,
    })
}

fn records<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Export, A>,
    with_sealed: bool,
) -> Result<ArchiveRecords> {
    let mut hidden_prompts = prompts::hidden(conn, &mine.also::<Prompts>()?)?;
    hidden_prompts.sort_unstable();
    Ok(ArchiveRecords {
        dosing_sessions: sessions::records(conn, &mine.also::<Sessions>()?)?,
        entries: journal::portable::all(conn, &mine.also::<Journal>()?, with_sealed)?,
        check_ins: record::all(conn, &mine.also::<CheckIns>()?)?,
        practices: grounding::records(conn, &mine.also::<Grounding>()?)?,
        steps: record::all(conn, &mine.also::<Steps>()?)?,
        own_prompts: record::all(conn, &mine.also::<OwnPrompts>()?)?,
        appointments: record::all(conn, &mine.also::<Appointments>()?)?,
        evaluations: record::all(conn, &mine.also::<Evaluations>()?)?,
        intentions: record::all(conn, &mine.also::<Intentions>()?)?,
        goals: record::all(conn, &mine.also::<Goals>()?)?,
        fears: record::all(conn, &mine.also::<Fears>()?)?,
        hidden_prompts,
    })
}
