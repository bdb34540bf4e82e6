//! `/v1/access-log`.

use std::collections::HashMap;

use actix_web::get;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::principal::Patient;
use crate::access::proof::{Access, Write};
use crate::access::trail::{self, Action, ActorKind, Event, Ledger, Outcome, Record, Verdict};
use crate::account::{self, DisplayName, Profile};
use crate::care::{self, Care};
use crate::db::Conn;
use crate::error::Result;
use crate::http::document::{Guarded, WithQuery};
use crate::http::json::{Json, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RequestId};
use crate::time::At;

/// Who acted.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorView {
    kind: ActorKind,
    /// The name as it is now; null where there is no account, or none any more.
    #[schema(required)]
    display_name: Option<DisplayName>,
}

/// One row of the log: who did what, when, under which consent; never content (AU-1).
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// Its place: 1, 2, 3 … without a gap.
    number: i64,
    at: At,
    actor: ActorView,
    action: Action,
    outcome: Outcome,
    #[schema(required)]
    link_id: Option<LinkId>,
    #[schema(required)]
    consent_id: Option<ConsentId>,
    #[schema(required)]
    entry_id: Option<EntryId>,
    #[schema(required)]
    revision: Option<i64>,
    request_id: RequestId,
    /// SHA-256 over the row before and this one, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

impl RecordView {
    fn new(record: Record, names: &HashMap<AccountId, DisplayName>) -> Self {
        let Record {
            account_id: _,
            number,
            at,
            actor_kind,
            actor_id,
            action,
            outcome,
            link_id,
            consent_id,
            entry_id,
            revision,
            request_id,
            hash,
        } = record;
        let display_name = actor_id.and_then(|id| names.get(&id).cloned());
        let actor = ActorView {
            kind: actor_kind,
            display_name,
        };
        Self {
            number,
            at,
            actor,
            action,
            outcome,
            link_id,
            consent_id,
            entry_id,
            revision,
            request_id,
            hash: HEXLOWER.encode(&hash),
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// The last row of a chain: keep it, and a chain that was cut or written anew shows (AU-4).
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadView {
    number: i64,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

/// What checking the chain found.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerdictView {
    intact: bool,
    /// How many rows are sound, from the first on.
    checked: i64,
    /// The last sound row.
    head: HeadView,
    /// The first row that does not fit, where there is one.
    #[schema(required)]
    broken_at: Option<i64>,
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        let Verdict {
            checked,
            head,
            broken_at,
        } = verdict;
        Self {
            intact: broken_at.is_none(),
            checked,
            head: HeadView {
                number: checked,
                hash: HEXLOWER.encode(&head),
            },
            broken_at,
        }
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
    let LogQuery { limit, cursor } = query;
    patient
        .write(Ledger, move |conn, mine| {
            let rows = trail::page(conn, mine, limit, cursor)?;
            let page = Page::cut(rows, limit, |row| Cursor {
                at: At::from_micros(row.number),
                id: row.request_id.uuid(),
            });
            let names = names(conn, mine, &page.items)?;
            mine.record(conn, Event::done(Action::LogRead))?;
            Ok(Json(page.map(|row| RecordView::new(row, &names))))
        })
        .await
}

/// The names of those who acted: the patient's own, and those of therapists that the patient is or was linked with.
fn names(
    conn: &mut Conn,
    mine: &Access<Ledger, Write>,
    rows: &[Record],
) -> Result<HashMap<AccountId, DisplayName>> {
    let mut actors: Vec<AccountId> = rows
        .iter()
        .filter(|row| row.actor_kind == ActorKind::Therapist)
        .filter_map(|row| row.actor_id)
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

/// Checks the chain of the patient's log from its first row to its head (AU-4).
#[utoipa::path(tag = "ledger", security(("bearer" = ["patient"])), responses((status = 200, description = "What was found", body = VerdictView), Guarded))]
#[get("/v1/access-log/verify")]
pub async fn verify_access_log(patient: Patient) -> Result<Json<VerdictView>> {
    let verdict = patient.read(Ledger, trail::verify).await?;
    Ok(Json(verdict.into()))
}

/// The routes of the access log.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes.service(list_access_log).service(verify_access_log);
}
