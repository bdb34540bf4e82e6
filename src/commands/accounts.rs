//! What an operator does for people: letting a therapist in, signing out, giving an address.

use actix_web::rt::System;

use super::{Failed, say};
use crate::account::EmailAddress;
use crate::account::routes::Given;
use crate::app::Service;
use crate::clock::Clock;
use crate::config::Settings;
use crate::ids::AccountId;

pub(super) fn invite(settings: &Settings) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let code = System::new().block_on(crate::account::routes::invite_therapist(service.gate()))?;
    say(&code)
}

/// Ends sessions, of one account or of everybody, each on record.
pub(super) fn end_sessions(settings: &Settings, account: Option<uuid::Uuid>) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let ended = System::new().block_on(crate::account::routes::end_sessions(
        service.gate(),
        account.map(AccountId::from_uuid),
    ))?;
    let ended = ended.ok_or(Failed::NoAccount(account.unwrap_or_default()))?;
    say(&format!("{ended} session(s) ended"))
}

/// Gives an account an address, once the operator has made sure whose it is.
pub(super) fn give_address(
    settings: &Settings,
    account: uuid::Uuid,
    address: EmailAddress,
) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let given = crate::account::routes::give_address(
        service.gate(),
        AccountId::from_uuid(account),
        address,
    );
    match System::new().block_on(given)? {
        Given::Theirs => say("the account has this address now"),
        Given::Taken => Err(Failed::AddressTaken),
        Given::NoAccount => Err(Failed::NoAccount(account)),
    }
}
