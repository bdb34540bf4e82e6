//! Accounts: registration, sign-in, second factors, devices, the profile (ID-1 to ID-17).
//!
//! Whether an address has an account here is itself private, so registration, recovery and sign-in answer alike for known and
//! unknown addresses, and what differs goes by mail.

pub(crate) mod authenticator;
pub(crate) mod ceremony;
pub mod credentials;
pub mod model;
pub mod routes;
pub(crate) mod store;

pub use model::{DeviceName, DisplayName, EmailAddress, Role};

use crate::access::proof::{OpenedBy, Records, Shareable};
use crate::access::trail::Action;

/// The marker of profiles and devices.
#[derive(Debug)]
pub struct Profile;

impl Records for Profile {
    const NAME: &'static str = "profile";
}

impl Shareable for Profile {
    const BY: OpenedBy = OpenedBy::Link;
    // A name is shown on the list of links alone, which refuses nobody's.
    const READ: Action = Action::LinkMade;
}

pub(crate) use authenticator::code_now as authenticator_code;
pub use model::NewPassword;
pub(crate) use store::accounts::{
    admit_patient, close_address, close_password, close_unless_guarded, display_name, language,
    tell, time_zone, told,
};
pub(crate) use store::factors::{ended_with, remove_again, use_again};
pub(crate) use store::keys::{StoredKeys, count_keys, keys_after, keys_of, replace_keys};
pub(crate) use store::registrations::forget_applications;
