//! Rules of the product that a deployment may settle otherwise.

use chrono::Duration;

/// Rules of the product that a deployment may settle otherwise.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The fewest characters of a password (ID-7).
    pub password_min: usize,
    /// Whether guessing at passwords and codes is slowed (ID-10); off where allowances are.
    pub slow_guesses: bool,
    /// What hashing one password costs (ID-8).
    pub password_cost: PasswordCost,
    /// How many passwords are hashed at the same time (ID-8).
    pub password_hashes_at_once: usize,
    /// How long a patient's device stays signed in without being used, and at the most (ID-4, ID-6).
    pub patient_session: SessionLife,
    /// The same for a therapist's: shorter.
    pub therapist_session: SessionLife,
    /// Quiet time begins so long before a planned start (N1).
    pub quiet_before: Duration,
    /// Quiet time ends so long after the end.
    pub quiet_after: Duration,
    /// How long a session is taken to last while its end is not known (R24).
    pub usual_length: Duration,
    /// The last day of the days in which most settles, 1 to `closes_day` (R80).
    pub settles_day: u8,
    /// The last day of the window, at most 14.
    pub closes_day: u8,
    /// A master key wraps at most so long (EN-4).
    pub key_period: Duration,
    /// No backup is kept longer than this; so long a master key stays that nothing is wrapped under any more (EN-6).
    pub backup_horizon: Duration,
}

/// What hashing one password costs (RFC 9106, section 4): another cost counts for what is hashed from then on, and for each password
/// that is there when its owner signs in the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in kibibytes.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes in it.
    pub lanes: u32,
}

impl PasswordCost {
    /// The least memory, in kibibytes.
    pub(super) const LEAST_MEMORY: u32 = 7_168;
    /// The least memory times passes: the lowest of the equivalents that OWASP's Password Storage Cheat Sheet names (7 MiB, 5 passes).
    pub(super) const LEAST_WORK: u64 = 5 * 7_168;

    /// Memory times passes: what the time goes by.
    pub fn work(self) -> u64 {
        u64::from(self.memory_kib) * u64::from(self.passes)
    }
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// How long a device stays signed in.
#[derive(Debug, Clone, Copy)]
pub struct SessionLife {
    /// Without being used.
    pub idle: Duration,
    /// At the most.
    pub absolute: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            password_min: 12,
            slow_guesses: true,
            password_cost: PasswordCost::default(),
            password_hashes_at_once: 2,
            patient_session: SessionLife {
                idle: Duration::days(30),
                absolute: Duration::days(90),
            },
            therapist_session: SessionLife {
                idle: Duration::hours(12),
                absolute: Duration::days(14),
            },
            quiet_before: Duration::hours(2),
            quiet_after: Duration::hours(24),
            usual_length: Duration::hours(3),
            settles_day: 3,
            closes_day: 5,
            key_period: Duration::days(30),
            backup_horizon: Duration::days(35),
        }
    }
}
