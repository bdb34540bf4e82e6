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
    /// Whether nobody can get it: no name under `invalid` stands for anything (RFC 2606 §2).
    pub(super) fn is_to_nobody(&self) -> bool {
        self.to.ends_with(".invalid")
    }

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

    /// Tells the owner of a new account that its password is to be chosen once more, because two people asked for one with this address.
    pub fn choose_a_password(to: &str) -> Self {
        Self::new(
            to,
            "About your account",
            "The account with this address is there. Somebody else asked for one with it too, so no password was kept. To choose yours, you can ask for a new password.\n",
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

    /// Tells an owner that a device signed in that had not been signed in before.
    pub fn new_device(to: &str) -> Self {
        Self::about(
            to,
            "A new device signed in to your account.\n\nIf it was not you, change your password and sign that device out.\n",
        )
    }

    /// Tells an owner that a second factor was added.
    pub fn factor_added(to: &str) -> Self {
        Self::about(
            to,
            "A second way of showing that it is you was added to your account, and other devices were signed out.\n\nIf it was not you, ask for a new password now.\n",
        )
    }

    /// Tells an owner that a second factor was removed.
    pub fn factor_removed(to: &str) -> Self {
        Self::about(
            to,
            "A second way of showing that it is you was removed from your account, and other devices were signed out.\n\nIf it was not you, ask for a new password now.\n",
        )
    }

    /// Tells an owner that a recovery code was used.
    pub fn recovery_code_used(to: &str) -> Self {
        Self::about(
            to,
            "A recovery code of your account was used; it works no more.\n\nIf it was not you, change your password and ask for new codes.\n",
        )
    }

    /// Tells an owner that a passkey was refused because its counter went back.
    pub fn passkey_refused(to: &str) -> Self {
        Self::about(
            to,
            "A passkey of your account was refused because it looks like a copy.\n\nIf that surprises you, remove it and add a new one.\n",
        )
    }

    /// Tells an owner that everything was taken out as a file.
    pub fn exported(to: &str) -> Self {
        Self::about(
            to,
            "A copy of what your account holds was taken out as a file.\n\nIf it was not you, change your password and sign other devices out.\n",
        )
    }

    /// Tells an owner that mail for the account is to go elsewhere from some moment on.
    pub fn address_asked(to: &str) -> Self {
        Self::about(
            to,
            "Somebody who is signed in to your account asked for another mail address. It changes once a code that was sent there is typed in.\n\nIf it was not you, change your password now.\n",
        )
    }

    /// Tells an owner that somebody wanted their address for another account.
    pub fn address_taken(to: &str) -> Self {
        Self::about(
            to,
            "Somebody asked for this address for another account. It belongs to yours, and nothing was changed.\n\nThere is nothing that you need to do.\n",
        )
    }

    /// Tells an owner, at the address before and at the new one, that the account has another address now.
    pub fn address_changed(to: &str) -> Self {
        Self::about(
            to,
            "The mail address of your account was changed.\n\nIf it was not you, tell whoever runs this service now.\n",
        )
    }

    fn about(to: &str, body: &str) -> Self {
        Self::new(to, "About your account", body)
    }

    fn new(to: &str, subject: &str, body: &str) -> Self {
        Self {
            to: to.to_owned(),
            subject: subject.to_owned(),
            body: body.to_owned(),
        }
    }
}
