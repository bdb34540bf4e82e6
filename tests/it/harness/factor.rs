//! An authenticator app in somebody's pocket.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use afterword::time::At;
use data_encoding::BASE32_NOPAD;
use serde_json::Value;
use totp_rs::{Builder, Secret};

/// The app, with the recovery codes on paper beside it; clones are the same app.
#[derive(Debug, Clone)]
pub(crate) struct Factor(Arc<Mutex<Kept>>);

#[derive(Debug)]
struct Kept {
    secret: [u8; 20],
    used: u64,
    recovery: Vec<String>,
}

impl Factor {
    /// The app that was given this secret.
    pub(crate) fn new(secret: &str) -> Self {
        let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base 32");
        Self(Arc::new(Mutex::new(Kept {
            secret: secret.try_into().expect("20 bytes"),
            used: 0,
            recovery: Vec::new(),
        })))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The paper with recovery codes.
    pub(crate) fn keep(&self, codes: &Value) {
        let codes = codes.as_array().expect("codes");
        self.kept().recovery = codes
            .iter()
            .map(|code| code.as_str().expect("a code").to_owned())
            .collect();
    }

    /// The secret, as it was given.
    pub(crate) fn secret(&self) -> String {
        BASE32_NOPAD.encode(&self.kept().secret)
    }

    /// What the app shows at this instant.
    pub(crate) fn shown(&self, at: At) -> String {
        self.at_step(step(at))
    }

    /// What the app shows in this step of thirty seconds.
    pub(crate) fn at_step(&self, step: u64) -> String {
        let totp = Builder::new()
            .with_secret(Secret::new_stack(self.kept().secret))
            .build_noncompliant();
        totp.generate(step * 30).to_string()
    }

    /// A code that is good now: the app's, the app's next where this one was used, or else a recovery code.
    pub(crate) fn code(&self, at: At) -> String {
        let present = step(at);
        let used = self.kept().used;
        let next = present.max(used + 1);
        if next > present + 1 {
            return self.recovery_code();
        }
        self.kept().used = next;
        self.at_step(next)
    }

    /// A recovery code that was not used yet.
    pub(crate) fn recovery_code(&self) -> String {
        self.kept().recovery.pop().expect("a recovery code")
    }
}

/// The step of thirty seconds in which an instant lies.
pub(crate) fn step(at: At) -> u64 {
    at.unix().0 / 30
}
