//! The states of a consent and the moves between them: pure, so that every move can be tried (AZ-5).
//!
//! A consent is a handful of instants that are only ever set, and its state follows from them and from now. Narrowing works at
//! once. Widening (granting, resuming) waits out the quiet time around a dose (N1). Revoked, expired and ended with the link are
//! final: what was given after that is another consent.

use crate::choice;
use crate::error::Error;
use crate::time::At;

choice! {
    /// Where a consent stands (AZ-5).
    State {
        /// Given in the quiet time of N1, and not in effect before its end.
        Waiting = "waiting",
        /// It opens what it names.
        InEffect = "in_effect",
        /// Put on hold by the patient.
        Paused = "paused",
        /// Its time is over; final.
        Expired = "expired",
        /// Taken back by the patient; final.
        Revoked = "revoked",
        /// Its link has ended; final.
        LinkEnded = "link_ended",
    }
}

choice! {
    /// What a standing consent takes in: what is written for its session from then on (N6).
    Included {
        /// Entries, but for those that touch the therapist or the medicine.
        Entries = "entries",
        /// Check-ins.
        CheckIns = "check_ins",
    }
}

choice! {
    /// What a patient settled beforehand about what is asked for in the quiet time (N1, AZ-10).
    AskedInQuiet {
        /// It takes effect at the end of the quiet time; what is written under a standing consent opens then too.
        Waits = "waits",
        /// It is kept on hold until the patient takes it up again afterwards; what is written then is not passed on.
        AsksAgain = "asks_again",
        /// It is refused; what is written then is not passed on.
        Nothing = "nothing",
    }
}

impl State {
    /// Whether nothing leads out of this state (AZ-5).
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Expired | Self::Revoked | Self::LinkEnded)
    }
}

/// The instants from which the state of a consent follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// When the patient gave it.
    pub granted_at: At,
    /// From when it opens anything: later than given where it was given in the quiet time (N1).
    pub effective_at: At,
    /// Until when, where the patient set an end.
    pub expires_at: Option<At>,
    /// Since when it is on hold.
    pub paused_at: Option<At>,
    /// When it was last taken up again.
    pub resumed_at: Option<At>,
    /// When it was first seen to be over, which no clock set back undoes (AZ-8).
    pub expired_at: Option<At>,
    /// When the patient took it back.
    pub revoked_at: Option<At>,
    /// When its link ended (N18).
    pub link_ended_at: Option<At>,
}

/// What can happen to a consent; that its time runs out is not among them, because it is seen and not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The patient takes it back.
    Revoke,
    /// The patient puts it on hold.
    Pause,
    /// The patient takes it up again; where that is asked for in the quiet time, it waits until this instant (N1).
    Resume {
        /// The end of the quiet time, while it is quiet.
        quiet_until: Option<At>,
    },
    /// The link ends (N18).
    EndLink,
}

/// The state does not allow the move; nothing has changed (AZ-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl From<Refused> for Error {
    fn from(_: Refused) -> Self {
        Self::Conflict("consent-state")
    }
}

impl Facts {
    /// A consent given now; in the quiet time it is not in effect before its end (N1).
    pub fn granted(now: At, quiet_until: Option<At>, expires_at: Option<At>) -> Self {
        Self {
            granted_at: now,
            effective_at: quiet_until.map_or(now, |end| end.max(now)),
            expires_at,
            paused_at: None,
            resumed_at: None,
            expired_at: None,
            revoked_at: None,
            link_ended_at: None,
        }
    }

    /// The same consent on hold from the beginning: it was asked for in a quiet time in which nothing was to take effect by itself.
    pub fn held(self) -> Self {
        Self {
            paused_at: Some(self.granted_at),
            ..self
        }
    }

    /// From when on a standing consent takes in what is written: what was written before it opened, or while it was on hold, stays out.
    pub fn takes_in_from(&self) -> At {
        self.resumed_at
            .map_or(self.effective_at, |resumed| resumed.max(self.effective_at))
    }

    /// Whether it opened something when its link ended: what its therapist may be told has stopped (N18, AZ-4).
    pub fn stopped_open(&self) -> bool {
        self.link_ended_at.is_some_and(|end| {
            let before = Self {
                link_ended_at: None,
                ..*self
            };
            state(&before, end) == State::InEffect
        })
    }

    /// The same facts after a look at the clock: an expiry that is seen stays seen (AZ-8).
    pub fn seen(self, now: At) -> Self {
        match state(&self, now) {
            State::Expired if self.expired_at.is_none() => Self {
                expired_at: Some(now),
                ..self
            },
            _ => self,
        }
    }

    /// The facts after a move, or a refusal that changes nothing (AZ-5).
    pub fn after(self, event: Move, now: At) -> Result<Self, Refused> {
        use State::{Expired, InEffect, LinkEnded, Paused, Revoked, Waiting};
        match (state(&self, now), event) {
            (Expired | Revoked | LinkEnded, _) => Err(Refused),
            (Waiting | InEffect | Paused, Move::Revoke) => Ok(Self {
                revoked_at: Some(now),
                ..self
            }),
            (Waiting | InEffect | Paused, Move::EndLink) => Ok(Self {
                link_ended_at: Some(now),
                ..self
            }),
            (InEffect, Move::Pause) => Ok(Self {
                paused_at: Some(now),
                ..self
            }),
            (Paused, Move::Resume { quiet_until }) => {
                let effective_at =
                    quiet_until.map_or(self.effective_at, |end| end.max(self.effective_at));
                Ok(Self {
                    paused_at: None,
                    resumed_at: Some(now),
                    effective_at,
                    ..self
                })
            }
            (Waiting | Paused, Move::Pause) | (Waiting | InEffect, Move::Resume { .. }) => {
                Err(Refused)
            }
        }
    }

    /// The facts when it has come to be quiet until `end` where this was to open: what still waits, also on hold, waits longer, and
    /// never shorter (N1).
    pub fn pushed_back(self, end: At, now: At) -> Self {
        if self.effective_at > now && !state(&self, now).is_final() {
            Self {
                effective_at: self.effective_at.max(end),
                ..self
            }
        } else {
            self
        }
    }
}

/// The state at this instant: the only definition of being in effect that there is (AZ-7).
pub fn state(facts: &Facts, now: At) -> State {
    let over = facts.expires_at.is_some_and(|end| end <= now);
    if facts.revoked_at.is_some() {
        State::Revoked
    } else if facts.link_ended_at.is_some() {
        State::LinkEnded
    } else if facts.expired_at.is_some() || over {
        State::Expired
    } else if facts.paused_at.is_some() {
        State::Paused
    } else if facts.effective_at > now {
        State::Waiting
    } else {
        State::InEffect
    }
}

#[cfg(test)]
mod tests;
