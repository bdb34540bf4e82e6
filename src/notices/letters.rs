//! The mails themselves. Subjects and texts name no clinic, no therapy, no diary: a mailbox is read by others (ID-16, N16).

use serde::{Deserialize, Serialize};

/// A mail to one address.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The plain-text body; a code stands alone on a line.
    pub body: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter(…)")
    }
}

impl Letter {
    /// Brings the code that confirms an address.
    pub fn confirm_address(to: &str, code: &str) -> Self {
        Self::new(
            to,
            "Your code",
            &format!(
                "Here is the code you asked for. It is good for ten minutes.\n\n{code}\n\nIf you did not ask for it, you can leave this mail as it is.\n"
            ),
        )
    }

    /// Tells an owner that somebody asked for an account with their address.
    pub fn already_known(to: &str) -> Self {
        Self::new(
            to,
            "About your account",
            "Somebody asked for a new account with this address. There is one already, and nothing was changed.\n\nIf it was you, you can sign in, or ask for a new password.\n",
        )
    }

    /// Brings the code that lets a new password be set.
    pub fn reset_password(to: &str, code: &str) -> Self {
        Self::new(
            to,
            "Your code",
            &format!(
                "Here is the code for setting a new password. It is good for ten minutes.\n\n{code}\n\nIf you did not ask for it, you can leave this mail as it is.\n"
            ),
        )
    }

    /// Tells an owner that the password is another one now.
    pub fn password_changed(to: &str) -> Self {
        Self::new(
            to,
            "About your account",
            "The password of your account was changed, and other devices were signed out.\n\nIf it was not you, ask for a new password now.\n",
        )
    }

    /// Tells an owner that a device was signed out because its token was used twice.
    pub fn device_ended(to: &str) -> Self {
        Self::new(
            to,
            "About your account",
            "A device was signed out because its sign-in was used in two places.\n\nIf that surprises you, change your password.\n",
        )
    }

    fn new(to: &str, subject: &str, body: &str) -> Self {
        Self {
            to: to.to_owned(),
            subject: subject.to_owned(),
            body: body.to_owned(),
        }
    }
}
