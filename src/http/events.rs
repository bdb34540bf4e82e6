//! Security events in the log (OP-4): who, what, when; one line of JSON each, in UTC, without a word that anybody wrote.
//!
//! Who: the account's id where a token proved it, and a mark of the address that means something within this process only, so
//! that lines of one attacker can be told to belong together while the log names nobody.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use super::allowance::Who;
use crate::ids::{AccountId, RequestId};

/// The account that a token proved, for the log.
#[derive(Debug, Clone, Copy)]
pub struct Proved(pub AccountId);

/// What a request came to, as far as the log tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Happened<'a> {
    pub(super) request: RequestId,
    pub(super) account: Option<AccountId>,
    pub(super) network: Who,
    pub(super) method: &'a str,
    pub(super) route: &'a str,
    pub(super) status: u16,
}

/// What was done well and is told, by method and route.
const DONE: &[(&str, &str, &str)] = &[
    ("POST", "/v1/auth/register", "registration-asked"),
    ("POST", "/v1/auth/register/confirm", "registered"),
    ("POST", "/v1/auth/login", "signed-in"),
    ("POST", "/v1/auth/refresh", "session-refreshed"),
    ("POST", "/v1/auth/logout", "signed-out"),
    ("POST", "/v1/auth/step-up", "stepped-up"),
    ("DELETE", "/v1/auth/devices/{id}", "device-ended"),
    ("DELETE", "/v1/auth/devices", "devices-ended"),
    ("POST", "/v1/me/email", "address-asked"),
    ("POST", "/v1/me/email/confirm", "address-changed"),
    ("POST", "/v1/auth/password", "password-changed"),
    ("POST", "/v1/auth/password/forgot", "reset-asked"),
    ("POST", "/v1/auth/password/reset", "password-reset"),
    ("POST", "/v1/auth/totp", "factor-begun"),
    ("POST", "/v1/auth/totp/confirm", "factor-enrolled"),
    ("DELETE", "/v1/auth/totp", "factor-removed"),
    ("POST", "/v1/auth/passkeys/login/begin", "sign-in-begun"),
    ("POST", "/v1/auth/passkeys/login/finish", "signed-in"),
    (
        "POST",
        "/v1/auth/passkeys/registration/begin",
        "factor-begun",
    ),
    (
        "POST",
        "/v1/auth/passkeys/registration/finish",
        "factor-enrolled",
    ),
    ("POST", "/v1/auth/passkeys/step-up/begin", "step-up-begun"),
    ("POST", "/v1/auth/passkeys/step-up/finish", "stepped-up"),
    ("PATCH", "/v1/auth/passkeys/{id}", "factor-renamed"),
    ("DELETE", "/v1/auth/passkeys/{id}", "factor-removed"),
    ("POST", "/v1/care/invitations", "invitation-made"),
    ("POST", "/v1/care/links", "link-made"),
    ("DELETE", "/v1/care/links/{id}", "link-ended"),
    ("POST", "/v1/consents", "consent-given"),
    ("DELETE", "/v1/consents/{id}", "consent-revoked"),
    ("POST", "/v1/consents/{id}/pause", "consent-paused"),
    ("POST", "/v1/consents/{id}/resume", "consent-resumed"),
    ("GET", "/v1/me/export", "records-exported"),
    ("POST", "/v1/me/import", "records-imported"),
    ("DELETE", "/v1/me", "account-erased"),
];

/// The name of a security event, where it is one.
pub(super) fn name(method: &str, route: &str, status: u16) -> Option<&'static str> {
    let about_credentials = route.starts_with("/v1/auth/");
    match status {
        401 if about_credentials => Some("credential-refused"),
        401 => Some("token-refused"),
        403 => Some("forbidden"),
        // Not there, or not theirs: the answer does not tell, and so the line does not either.
        404 if route != UNKNOWN => Some("nothing-there"),
        400 | 408 | 411 | 413..=415 | 431 => Some("request-refused"),
        429 => Some("allowance-spent"),
        500..=599 => Some("not-done"),
        200..=299 => DONE
            .iter()
            .find(|(one, path, _)| *one == method && *path == route)
            .map(|(_, _, name)| *name)
            .or((about_credentials && method != "GET").then_some("account-changed")),
        _ => None,
    }
}

/// The route of what no route takes.
pub(super) const UNKNOWN: &str = "unknown";

/// A mark of an address that means something within this process only.
fn mark(network: Who) -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    format!("{:016x}", KEY.hash_one(network))
}

/// Writes the line of a security event, where it is one.
pub(super) fn tell(happened: Happened<'_>) {
    let Some(event) = name(happened.method, happened.route, happened.status) else {
        return;
    };
    let account = happened
        .account
        .map_or_else(|| "nobody".to_owned(), |account| account.to_string());
    tracing::info!(
        target: "afterword::security", event, account, network = mark(happened.network), request = %happened.request,
        method = happened.method, route = happened.route, status = happened.status, "security"
    );
}

/// Tells where a thread panicked, in one line and without what it said: that may quote anything (OP-3).
pub fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let at = panic.location().map_or_else(String::new, |place| {
        format!("{}:{}", place.file(), place.line())
    });
    tracing::error!(target: "afterword::security", event = "panicked", at, "security");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a subscriber of a test writes to.
    #[derive(Clone, Default)]
    struct Kept(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_told_in_one_line_without_what_it_said() {
        let kept = Kept::default();
        let writer = kept.clone();
        let lines = tracing_subscriber::fmt()
            .json()
            .with_writer(move || writer.clone())
            .finish();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(panicked));
        tracing::subscriber::with_default(lines, || {
            drop(std::panic::catch_unwind(|| panic!("kanarie\nkanarie")));
        });
        std::panic::set_hook(before);
        let told = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        let ours = told.lines().filter(|line| line.contains("events.rs"));
        assert_eq!(ours.count(), 1, "{told}");
        assert!(!told.contains("kanarie"), "{told}");
    }

    #[test]
    fn whatever_changes_something_about_signing_in_has_a_name_and_every_name_a_route() {
        let document = crate::app::Documents::written().unwrap().newer;
        let mut there = Vec::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for method in operations.as_object().unwrap().keys() {
                there.push((method.to_uppercase(), path.clone()));
            }
        }
        let named = |method: &str, path: &str| {
            let mut known = DONE.iter();
            known.any(|(one, route, _)| *one == method && *route == path)
        };
        let unnamed: Vec<_> = there
            .iter()
            .filter(|(method, path)| path.starts_with("/v1/auth/") && method != "GET")
            .filter(|(method, path)| !named(method, path))
            .collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
        let gone: Vec<_> = DONE
            .iter()
            .filter(|(method, route, _)| {
                let mut all = there.iter();
                !all.any(|(one, path)| one == method && path == route)
            })
            .collect();
        assert!(gone.is_empty(), "{gone:?}");
    }

    #[test]
    fn what_is_refused_and_what_is_done_has_a_name_and_reading_has_none() {
        assert_eq!(name("POST", "/v1/auth/login", 200), Some("signed-in"));
        assert_eq!(
            name("POST", "/v1/auth/login", 401),
            Some("credential-refused")
        );
        assert_eq!(name("GET", "/v1/entries", 401), Some("token-refused"));
        assert_eq!(
            name("POST", "/v1/auth/passkeys/login/finish", 200),
            Some("signed-in")
        );
        assert_eq!(name("GET", UNKNOWN, 404), None);
        assert_eq!(name("GET", "/v1/entries", 200), None);
        assert_eq!(name("POST", "/v1/entries", 422), None);
    }
}
