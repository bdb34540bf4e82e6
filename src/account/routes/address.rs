//! `/v1/me/email`: having another address (ID-14, ID-15, ID-16).
//!
//! Whether the new address has an account of its own is told to nobody but its owner: the answer, the work and the mail to the old
//! address are the same, and the new address gets a code or, in its place, a line that somebody tried (ID-9).

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::passwords::slowly;
use super::{AccountView, CHECK_YOUR_MAIL, CheckYourMail, Code};
use crate::access::gate::Gate;
use crate::access::principal::{Fresh, Member};
use crate::access::proof::{Access, Write};
use crate::access::trail::{Action, Actor, ActorKind, Event};
use crate::account::Profile;
use crate::account::credentials::mailed_code;
use crate::account::model::EmailAddress;
use crate::account::store::{accounts, address_changes, resets};
use crate::error::{Error, Result};
use crate::http::document::{Guarded, WithBody};
use crate::http::json::{Accepted, Json, Tagged};
use crate::ids::AccountId;
use crate::notices::{self, Letter};

/// The address that the account is to have.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressChange {
    email: EmailAddress,
}

/// The address that was asked for, and the code that was mailed there.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressConfirmation {
    email: EmailAddress,
    code: Code,
}

/// Asks for another address: a code goes there, and a line to the address before. The same answer for every address; nothing changes
/// until the code comes back. Asks for a fresh sign-in.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 202, description = "Look into the mail", body = CheckYourMail), WithBody, Guarded))]
#[post("/v1/me/email")]
pub async fn ask_for_address(
    member: Fresh<Member>,
    Json(asked): Json<AddressChange>,
) -> Result<Accepted<CheckYourMail>> {
    let AddressChange { email } = asked;
    let asked = member.write(Profile, move |conn, mine| {
        let (code, door) = (mailed_code()?, mine.doorstep());
        let is_taken = accounts::is_taken(conn, &door, &email)?;
        // What is not kept is not mailed either, so that no address is flooded, known or not.
        if !address_changes::insert(conn, mine, &email, &code)? {
            return mine.refuse(conn, Action::AddressAsked);
        }
        let letter = if is_taken {
            Letter::address_taken(email.as_str())
        } else {
            Letter::confirm_address(email.as_str(), &code)
        };
        notices::post(conn, &door, &letter)?;
        accounts::tell(conn, mine, Letter::address_asked)?;
        mine.record(conn, Event::done(Action::AddressAsked))
    });
    slowly(asked).await?;
    member.gate().bell().ring();
    Ok(Accepted(CHECK_YOUR_MAIL))
}

/// Gives the account the address to which the code was mailed; codes for a new password that are on their way to the address before
/// end, and both addresses are told. A code is good once, for ten minutes, for the account that asked.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 200, description = "The account as it is now", body = AccountView), WithBody, Guarded))]
#[post("/v1/me/email/confirm")]
pub async fn confirm_address(
    member: Member,
    Json(confirmation): Json<AddressConfirmation>,
) -> Result<Tagged<AccountView>> {
    let AddressConfirmation { email, code } = confirmation;
    let moved = member
        .write(Profile, move |conn, mine| {
            let before = accounts::find(conn, mine)?.address;
            // A wrong code is counted, so the transaction is kept while the answer is a refusal.
            if !address_changes::take(conn, mine, &email, code.as_str())?
                || !accounts::move_to(conn, mine, &email)?
            {
                mine.refuse(conn, Action::AddressRefused)?;
                return Ok(None);
            }
            resets::end_all(conn, mine)?;
            for address in [&before, &email] {
                let letter = Letter::address_changed(address.as_str());
                notices::post(conn, &mine.doorstep(), &letter)?;
            }
            accounts::find(conn, mine).map(Some)
        })
        .await?;
    member.gate().bell().ring();
    let wrong = || Error::field("/code", "wrong", "does not match");
    moved
        .map(|account| Tagged(account.into()))
        .ok_or_else(wrong)
}

/// What became of giving somebody an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It is theirs.
    Theirs,
    /// Somebody has it already.
    Taken,
    /// There is no such account.
    NoAccount,
}

/// Gives an account an address, on an operator's word: for who has none since a backup was put back (RE-10). It is on the owner's log,
/// codes that are on their way end, and the new address is told.
pub async fn give_address(gate: &Gate, account: AccountId, address: EmailAddress) -> Result<Given> {
    let given = gate.system("give an account an address", move |conn, door| {
        let Some(known) = accounts::by_id(conn, account)? else {
            return Ok(Given::NoAccount);
        };
        accounts::hold(conn, account)?;
        let operator = Actor {
            kind: ActorKind::Operator,
            account: None,
        };
        let mine: Access<Profile, Write> = door.admit(account, &known.wrapped, operator)?;
        if !accounts::move_to(conn, &mine, &address)? {
            return Ok(Given::Taken);
        }
        resets::end_all(conn, &mine)?;
        accounts::tell(conn, &mine, Letter::address_changed)?;
        Ok(Given::Theirs)
    });
    given.await
}
