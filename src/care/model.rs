//! The words of care.

use crate::{choice, text};

choice! {
    /// What a therapist can say of an entry: nothing else, and no comment (R-section 8).
    AcknowledgementKind {
        /// It was read.
        Read = "read",
        /// It is for the next session.
        BringToSession = "bring_to_session",
    }
}

choice! {
    /// Which side ended a link (N18).
    EndedBy {
        /// The patient.
        Patient = "patient",
        /// The therapist.
        Therapist = "therapist",
    }
}

text!(
    /// An invitation's code as it was told; case, spaces and hyphens do not matter.
    InvitationCode, 1..=40
);
