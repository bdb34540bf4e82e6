//! `/v1/access-log` and `/v1/therapist/access-log`.

use std::collections::HashMap;

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{RecordView, SignedCheckpoint, VerdictView};
use crate::access::chain::{self, CHECKPOINT_TYPE, Checkpoint};
use crate::access::principal::{Patient, Therapist};
use crate::access::proof::{Access, Write};
use crate::access::refusals;
use crate::access::trail::{self, Action, ActorKind, Event, Filter, Ledger, Outcome, Record};
use crate::account::{self, DisplayName, Profile};
use crate::care::{self, Care};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, WithQuery};
use crate::http::json::{Json, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{AccountId, ConsentId, EntryId, LinkId};
use crate::text;
use crate::time::At;

text!(
    /// A signed checkpoint that was kept: the member `jws` of one.
    KeptCheckpoint, 1..=2000
);

/// Which rows, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    /// What was done.
    #[param(inline)]
    action: Option<Action>,
    /// Whether it was let through.
    #[param(inline)]
    outcome: Option<Outcome>,
    /// Who acted.
    #[param(inline)]
    actor: Option<ActorKind>,
    /// Through this link: with this therapist.
    #[param(inline)]
    link_id: Option<LinkId>,
    /// Under this consent.
    #[param(inline)]
    consent_id: Option<ConsentId>,
    /// To this entry.
    #[param(inline)]
    entry_id: Option<EntryId>,
    /// At this instant or after.
    #[param(inline)]
    from: Option<At>,
    /// Before this instant.
    #[param(inline)]
    to: Option<At>,
}

impl LogQuery {
    fn parts(self) -> (Filter, Limit, Option<Cursor>) {
        let Self {
            limit,
            cursor,
            action,
            outcome,
            actor,
            link_id,
            consent_id,
            entry_id,
            from,
            to,
        } = self;
        let filter = Filter {
            action,
            outcome,
            actor,
            link: link_id,
            consent: consent_id,
            entry: entry_id,
            from,
            to,
        };
        (filter, limit, cursor)
    }
}

/// Lists who did what with the patient's account and entries, newest first; reading it is on it, from the next page or reading on.
#[utoipa::path(tag = "ledger", security(("bearer" = ["patient"])), params(LogQuery),
    responses((status = 200, description = "The rows", body = Page<RecordView>), WithQuery, Guarded))]
#[get("/v1/access-log")]
pub async fn list_access_log(
    patient: Patient,
    Query(query): Query<LogQuery>,
) -> Result<Json<Page<RecordView>>> {
    patient
        .write(Ledger, move |conn, mine| read(conn, mine, query))
        .await
}

/// Lists what the therapist did, newest first: on their own account, and through links with patients (AU-6); reading it is on it.
#[utoipa::path(tag = "ledger", security(("bearer" = ["therapist"])), params(LogQuery),
    responses((status = 200, description = "The rows", body = Page<RecordView>), WithQuery, Guarded))]
#[get("/v1/therapist/access-log")]
pub async fn list_own_actions(
    therapist: Therapist,
    Query(query): Query<LogQuery>,
) -> Result<Json<Page<RecordView>>> {
    therapist
        .desk(Ledger, move |conn, mine| read(conn, mine, query))
        .await
}

fn read(
    conn: &mut Conn,
    mine: &Access<Ledger, Write>,
    query: LogQuery,
) -> Result<Json<Page<RecordView>>> {
    let (filter, limit, cursor) = query.parts();
    refusals::settle(conn, mine)?;
    let rows = trail::page(conn, mine, &filter, limit, cursor)?;
    let page = Page::cut(rows, limit, |row| Cursor {
        at: At::from_micros(row.number),
        id: row.request_id.uuid(),
    });
    let names = names(conn, mine, &page.items)?;
    mine.record(conn, Event::done(Action::LogRead))?;
    Ok(Json(page.map(|row| RecordView::new(row, &names))))
}

/// The names of those who acted: the reader's own, and those of therapists that the patient is or was linked with.
fn names(
    conn: &mut Conn,
    mine: &Access<Ledger, Write>,
    rows: &[Record],
) -> Result<HashMap<AccountId, DisplayName>> {
    let mut actors: Vec<AccountId> = rows
        .iter()
        .filter(|row| row.actor_kind == ActorKind::Therapist)
        .filter_map(|row| row.actor_id)
        .filter(|actor| *actor != mine.owner())
        .collect();
    actors.sort_unstable();
    actors.dedup();
    let mut names = care::therapist_names(conn, &mine.also::<Care>()?, &actors)?;
    names.insert(
        mine.owner(),
        account::display_name(conn, &mine.also::<Profile>()?)?,
    );
    Ok(names)
}

/// How far the patient's log has come, signed, for keeping: whoever keeps one sees a log that is cut or written anew (AU-4).
#[utoipa::path(tag = "ledger", security(("bearer" = ["patient"])),
    responses((status = 200, description = "The checkpoint", body = SignedCheckpoint), Guarded))]
#[get("/v1/access-log/checkpoint")]
pub async fn get_checkpoint(patient: Patient) -> Result<Json<SignedCheckpoint>> {
    let checkpoint = patient
        .write(Ledger, |conn, mine| {
            refusals::settle(conn, mine)?;
            chain::checkpoint(conn, mine)
        })
        .await?;
    SignedCheckpoint::new(patient.gate().tokens(), checkpoint).map(Json)
}

/// What to compare.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VerifyQuery {
    /// A checkpoint that was kept, as it was signed.
    #[param(inline)]
    checkpoint: Option<KeptCheckpoint>,
}

/// Checks the chain of the patient's log from its first row to its head, and against a checkpoint that was kept (AU-4).
#[utoipa::path(tag = "ledger", security(("bearer" = ["patient"])), params(VerifyQuery),
    responses((status = 200, description = "What was found", body = VerdictView), WithQuery, Guarded))]
#[get("/v1/access-log/verify")]
pub async fn verify_access_log(
    patient: Patient,
    Query(query): Query<VerifyQuery>,
) -> Result<Json<VerdictView>> {
    let kept = match query.checkpoint {
        Some(jws) => Some(kept(&patient, &jws)?),
        None => None,
    };
    let compared = kept.clone();
    let verdict = patient
        .read(Ledger, move |conn, mine| {
            chain::verify(conn, mine, compared.as_ref())
        })
        .await?;
    Ok(Json(VerdictView::new(verdict, kept.as_ref())))
}

fn kept(patient: &Patient, jws: &KeptCheckpoint) -> Result<Checkpoint> {
    patient
        .gate()
        .tokens()
        .read_signed::<Checkpoint>(CHECKPOINT_TYPE, jws.as_str())
        .filter(|kept| kept.account == patient.account())
        .ok_or_else(|| {
            Error::field(
                "/checkpoint",
                "unknown",
                "takes a checkpoint of this log, as it was signed here",
            )
        })
}

/// The routes of the access log.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(list_access_log)
        .service(get_checkpoint)
        .service(verify_access_log)
        .service(list_own_actions);
}
