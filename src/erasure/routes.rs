//! `DELETE /v1/me`, and the request that it becomes in the quiet time.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder, delete, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Erasure, store};
use crate::access::gate::Gate;
use crate::access::principal::{Fresh, Member, Side, Therapist};
use crate::access::proof::{Access, Permission, Write};
use crate::care::{self, Care, EndedBy};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne};
use crate::http::json::{Json, NoContent};
use crate::http::routing::Routes;
use crate::ids::AccountId;
use crate::keys;
use crate::sessions::{self, Sessions};
use crate::time::At;

/// The `typ` of a receipt's signature, so that it passes for no other signed thing (RFC 8725 §3.11).
const KIND: &str = "afterword-erasure";

/// What a receipt says; the id is the one under which the access log stays, and names nobody.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ErasureReceipt {
    account_id: AccountId,
    /// When the account, its keys and its rows were destroyed.
    erased_at: At,
    /// From when on no word of it can be read in any backup, where keys are rotated and copies of their file replaced as this
    /// service asks of those who run it. What was never sealed stays in such a backup: ids, instants, time zones, password hashes; and
    /// whoever holds the keys of the service can test whether an address that they guess had an account in it.
    backup_horizon: At,
}

/// An account is erased; nothing of it is here any more but its log, in which people are ids.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasedView {
    #[serde(flatten)]
    says: ErasureReceipt,
    /// The same three fields as a compact JSON Web Signature (RFC 7515 §7.1), EdDSA over Ed25519; `/.well-known/jwks.json` has the key.
    receipt: String,
}

/// A request to be erased that was made in the quiet time; nothing is destroyed unless it is made again when that is over (AZ-10).
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureRequestView {
    asked_at: At,
    /// From when on the account can be erased; null where it can be now.
    #[schema(required)]
    confirm_from: Option<At>,
}

/// What came of asking to be erased.
#[derive(Debug)]
pub enum Asked {
    /// It is done.
    Erased(ErasedView),
    /// It waits.
    Waiting(ErasureRequestView),
}

impl Responder for Asked {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match self {
            Self::Erased(view) => HttpResponse::Ok().json(view),
            Self::Waiting(view) => HttpResponse::Accepted().json(view),
        }
    }
}

/// Erases the caller's account with everything in it, at once, on every instance; links end, and the address is free again. What is
/// asked for in the quiet time around a dose is kept as a request, and has to be asked for again after it.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 200, description = "The account is erased", body = ErasedView),
        (status = 202, description = "It is quiet time: the request is kept, and nothing is destroyed", body = ErasureRequestView), Guarded))]
#[delete("/v1/me")]
pub async fn erase_me(member: Fresh<Member>) -> Result<Asked> {
    let asked: &Member = &member;
    if let Side::Therapist(therapist) = asked.clone().side() {
        leave_all_links(&therapist).await?;
    }
    let gate = member.gate().clone();
    member
        .write(Erasure, move |conn, mine| {
            if let Some(end) = quiet_until(conn, mine, gate.policy())? {
                return Ok(Asked::Waiting(ErasureRequestView {
                    asked_at: store::ask(conn, mine)?,
                    confirm_from: Some(end),
                }));
            }
            let receipt = receipt(&gate, mine)?;
            store::erase(conn, mine, receipt.says.backup_horizon)?;
            Ok(Asked::Erased(receipt))
        })
        .await
}

/// Ends every link of a therapist's, each on its patient's own record.
async fn leave_all_links(therapist: &Therapist) -> Result<()> {
    let standing = therapist.desk(Care, care::standing_of_therapist).await?;
    for link in standing {
        let left = therapist.leave(Care, link, move |conn, theirs| {
            care::end(conn, theirs, link, EndedBy::Therapist).map(drop)
        });
        match left.await {
            // The patient was first.
            Ok(()) | Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Until when it is quiet for the proof's owner; for a therapist it never is (N1).
fn quiet_until<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Erasure, A>,
    policy: &Policy,
) -> Result<Option<At>> {
    sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), policy)
}

fn receipt(gate: &Gate, mine: &Access<Erasure, Write>) -> Result<ErasedView> {
    let says = ErasureReceipt {
        account_id: mine.owner(),
        erased_at: mine.now(),
        backup_horizon: keys::backup_horizon(mine.now(), gate.policy()),
    };
    let receipt = gate.tokens().sign(KIND, &says)?.compact();
    Ok(ErasedView { says, receipt })
}

/// Shows the caller's own request to be erased that waits to be made again.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 200, description = "The request", body = ErasureRequestView), OnOne, Guarded))]
#[get("/v1/me/erasure")]
pub async fn get_erasure(member: Member) -> Result<Json<ErasureRequestView>> {
    let gate = member.gate().clone();
    member
        .read(Erasure, move |conn, mine| {
            Ok(Json(ErasureRequestView {
                asked_at: store::asked_at(conn, mine)?.ok_or(Error::NotFound)?,
                confirm_from: quiet_until(conn, mine, gate.policy())?,
            }))
        })
        .await
}

/// Takes the caller's own request to be erased back, at any time.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 204, description = "There is no request any more"), OnOne, Guarded))]
#[delete("/v1/me/erasure")]
pub async fn withdraw_erasure(member: Member) -> Result<NoContent> {
    member.write(Erasure, store::withdraw).await?;
    Ok(NoContent)
}

/// The routes of erasure.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(erase_me)
        .service(get_erasure)
        .service(withdraw_erasure);
}
