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
    /// What a therapist says of when they read, in their own words: no promise, and no sign that somebody is reading (N4).
    ReadingHabit, 1..=300
);
text!(
    /// An invitation's code as it was told; case, spaces and hyphens do not matter.
    InvitationCode, 1..=40
);
