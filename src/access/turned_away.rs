//! Who was turned away before any door: a token that is good, for what the other kind of account may ask, or for more than an allowance
//! holds (AU-1).
//!
//! A principal is read without waiting, so it only notes here that it refused; the edge puts that on the caller's own log once the
//! answer is made. Where the session behind the token does not live, nobody known was turned away, and nothing is written.

use actix_web::{HttpMessage, HttpRequest};

use super::gate::Gate;
use super::proof::{Assured, By};
use super::refusals;
use super::token::Bearer;
use super::trail::{Action, Actor, ActorKind, Event};
use crate::account::Role;
use crate::account::store::grants as sessions;
use crate::ids::RequestId;

/// A refusal that is to be put on record.
#[derive(Debug, Clone, Copy)]
struct TurnedAway {
    bearer: Bearer,
    action: Action,
}

/// Who acts with this token.
pub(super) fn actor(bearer: &Bearer) -> Actor {
    let kind = match bearer.role {
        Role::Patient => ActorKind::Patient,
        Role::Therapist => ActorKind::Therapist,
    };
    Actor {
        kind,
        account: Some(bearer.account),
    }
}

/// Notes that this token was turned away.
pub(super) fn note(req: &HttpRequest, bearer: Bearer, action: Action) {
    req.extensions_mut().insert(TurnedAway { bearer, action });
}

impl Gate {
    /// Puts on the caller's own log that they were turned away, where they were; it never changes the answer.
    pub(crate) async fn put_on_record(&self, req: &HttpRequest) {
        let noted = req.extensions().get::<TurnedAway>().copied();
        let request = req.extensions().get::<RequestId>().copied();
        let Some((TurnedAway { bearer, action }, request)) = noted.zip(request) else {
            return;
        };
        let by = By {
            actor: actor(&bearer),
            now: self.clock().now(),
            request,
            assured: Assured::default(),
        };
        let written = self.db().write(move |conn| {
            if sessions::live(conn, &bearer, by.now)?.is_some() {
                refusals::refuse(conn, bearer.account, by, Event::refused(action))?;
            }
            Ok(())
        });
        if let Err(error) = written.await {
            tracing::error!(%error, "a refusal could not be put on its log");
        }
    }
}
