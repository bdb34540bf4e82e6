//! Allowances (RL-1, RL-2): how much one address, or one account, may ask for in a minute.
//!
//! Each allowance is one number: the instant until which it is spent. A request moves it on by its price, and is refused where that
//! would lie more than a minute ahead, so that an allowance refills steadily and a whole minute's worth may come at once.
//!
//! | name | whose | requests a minute | shared between instances |
//! |---|---|---|---|
//! | `guarded` | an address, where secrets can be guessed | 30 | through the database, one by one; survives a restart |
//! | `heavy` | an address: export, import, search | 60 | the same, three at a time |
//! | `general` | an address, everything else | 1,200 | on PostgreSQL, forty at a time: an instance takes a part and spends it by itself |
//! | `account` | an account, all of it | 900 | no: each instance counts for itself |
//!
//! What is taken in parts keeps the path of an ordinary request free of a write; what an instance took and did not spend is less
//! than a twentieth of the whole, so that two instances together allow at least nine tenths, and never more than the whole. An
//! address is one IPv4 address or one /64 of IPv6, and reaches the database as a keyed fingerprint only.

mod store;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::access::gate::Gate;
use crate::crypt::keyring::Lookup;
use crate::error::Result;
use crate::ids::AccountId;

/// The span that a quota is for, in microseconds.
const WINDOW: i64 = 60_000_000;

/// How long a request waits for a database that does not answer: an ordinary one is let through then, the others are not.
const fn patience(kind: Kind) -> Duration {
    match kind {
        Kind::General | Kind::Account => Duration::from_millis(500),
        Kind::Guarded | Kind::Heavy => Duration::from_secs(5),
    }
}

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Where secrets can be guessed: sign-in, codes, invitations.
    Guarded,
    /// What costs much: export, import, search.
    Heavy,
    /// Everything else, by address.
    General,
    /// Everything, by account.
    Account,
}

impl Kind {
    /// All of them, in the order of `RateLimit-Policy`.
    pub const ALL: [Self; 4] = [Self::Guarded, Self::Heavy, Self::General, Self::Account];

    /// Its name in `RateLimit` and `RateLimit-Policy`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guarded => "guarded",
            Self::Heavy => "heavy",
            Self::General => "general",
            Self::Account => "account",
        }
    }

    /// Requests a minute.
    pub const fn quota(self) -> i64 {
        match self {
            Self::Guarded => 30,
            Self::Heavy => 60,
            Self::General => 1_200,
            Self::Account => 900,
        }
    }

    /// How many an instance takes at a time.
    const fn part(self) -> i64 {
        match self {
            Self::Guarded => 1,
            Self::Heavy => 3,
            Self::General | Self::Account => 40,
        }
    }

    const fn price(self) -> i64 {
        WINDOW / self.quota()
    }

    /// Whether it is kept in the database.
    const fn is_shared(self, between_instances: bool) -> bool {
        match self {
            Self::Guarded | Self::Heavy => true,
            Self::General => between_instances,
            Self::Account => false,
        }
    }

    /// The allowance that a request draws on; the path is the one that routes are found by.
    pub fn of(method: &str, path: &str, query: &str) -> Self {
        let guessable = path.starts_with("/v1/auth/")
            || path == "/v1/me/email"
            || path.starts_with("/v1/me/email/")
            || path.starts_with("/v1/care/invitations/")
            || method == "POST" && path == "/v1/care/links";
        if guessable {
            Self::Guarded
        } else if is_leaving(path) || is_search(path, query) {
            Self::Heavy
        } else {
            Self::General
        }
    }
}

/// Export and import.
fn is_leaving(path: &str) -> bool {
    path == "/v1/me/export" || path == "/v1/me/import"
}

/// A search opens every entry; the query is read as its route reads it.
pub(super) fn is_search(path: &str, query: &str) -> bool {
    path == "/v1/entries" && form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "q")
}

/// Whose allowance it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// One household or one machine.
    Network(IpAddr),
    /// One account.
    Account(AccountId),
}

impl Who {
    /// An IPv4 address, or the /64 of an IPv6 address.
    pub fn at(address: IpAddr) -> Self {
        Self::Network(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
                || IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
                IpAddr::V4,
            ),
        })
    }
}

/// What taking came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Of which allowance.
    pub kind: Kind,
    /// How many requests are left.
    pub left: i64,
    /// Seconds until one more is there, where it was refused; else until all are there again.
    pub seconds: u64,
    /// Whether it was enough.
    pub allowed: bool,
}

impl Verdict {
    fn of(kind: Kind, now: i64, spent: i64, beside: i64, allowed: bool) -> Self {
        let ahead = (spent - now).clamp(0, 2 * WINDOW);
        let left = (WINDOW - ahead).max(0) / kind.price() + beside;
        let wait = if allowed {
            ahead
        } else {
            ahead + kind.price() - WINDOW
        };
        Self {
            kind,
            left: if allowed { left } else { 0 },
            seconds: u64::try_from(wait / 1_000_000).unwrap_or_default() + u64::from(!allowed),
            allowed,
        }
    }

    /// The value of `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
    pub fn field(&self) -> String {
        format!(
            "\"{}\";r={};t={}",
            self.kind.name(),
            self.left,
            self.seconds
        )
    }
}

/// The value of `RateLimit-Policy`.
pub fn policy() -> String {
    let each = Kind::ALL.map(|kind| format!("\"{}\";q={};w=60", kind.name(), kind.quota()));
    each.join(", ")
}

/// No clock that goes on could have written a later instant: the clock was put back, and the allowance is whole.
const fn is_of_another_time(now: i64) -> i64 {
    now + 2 * WINDOW
}

/// Moves an allowance on by a price: until when it is spent then, and whether it was enough.
fn spend(spent: i64, now: i64, price: i64) -> (i64, bool) {
    let from = if spent < now || spent > is_of_another_time(now) {
        now
    } else {
        spent
    };
    if from + price <= now + WINDOW {
        (from + price, true)
    } else {
        (from, false)
    }
}

/// What this instance knows of one allowance.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    /// Until when it is spent, as far as known here.
    spent: i64,
    /// What was taken from the database and not spent yet, and until when it may be.
    part: i64,
    part_until: i64,
    /// When a refusal was last told.
    told: i64,
}

/// All allowances, as one instance sees them.
#[derive(Debug)]
pub struct Allowances {
    kept: Mutex<HashMap<(Kind, Who), Kept>>,
    between_instances: bool,
}

impl Allowances {
    /// `between_instances` says that there can be several instances, so that ordinary requests are counted together too.
    pub fn new(between_instances: bool) -> Self {
        Self {
            kept: Mutex::default(),
            between_instances,
        }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<(Kind, Who), Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one request from an allowance that this instance counts by itself.
    pub fn take_here(&self, kind: Kind, who: Who, now: i64) -> Verdict {
        let mut kept = self.kept();
        let kept = kept.entry((kind, who)).or_default();
        let (spent, allowed) = spend(kept.spent, now, kind.price());
        kept.spent = spent;
        Verdict::of(kind, now, spent, 0, allowed)
    }

    /// Whether this refusal is the first of somebody's in a minute, as this instance sees it: the one that is put on record.
    pub fn is_news(&self, kind: Kind, who: Who, now: i64) -> bool {
        let mut kept = self.kept();
        let kept = kept.entry((kind, who)).or_default();
        let news = now >= kept.told + WINDOW || now < kept.told;
        if news {
            kept.told = now;
        }
        news
    }

    /// Takes one request: from what this instance holds of the allowance, or else from the whole.
    pub async fn take(&self, gate: &Gate, kind: Kind, who: Who) -> Result<Verdict> {
        let now = gate.clock().now().micros();
        if !kind.is_shared(self.between_instances) {
            return Ok(self.take_here(kind, who, now));
        }
        if let Some(verdict) = self.take_of_part(kind, who, now) {
            return Ok(verdict);
        }
        let asked =
            tokio::time::timeout(patience(kind), Self::take_of_whole(gate, kind, who, now)).await;
        let (spent, taken) = match (asked, kind) {
            (Ok(Ok(answer)), _) => answer,
            // Without a database there is nothing to guess at, but a page of the catalogue can still be read.
            (_, Kind::General) => return Ok(self.take_here(kind, who, now)),
            (Ok(Err(error)), _) => return Err(error),
            (Err(_), _) => return Err(crate::error::Error::Busy),
        };
        let mut kept = self.kept();
        let kept = kept.entry((kind, who)).or_default();
        kept.spent = spent;
        if taken > 1 {
            kept.part += taken - 1;
            kept.part_until = now + WINDOW;
        }
        Ok(Verdict::of(kind, now, spent, kept.part, taken > 0))
    }

    fn take_of_part(&self, kind: Kind, who: Who, now: i64) -> Option<Verdict> {
        let mut all = self.kept();
        let kept = all.get_mut(&(kind, who))?;
        if kept.part == 0 || now >= kept.part_until || kept.part_until > now + WINDOW {
            kept.part = 0;
            return None;
        }
        kept.part -= 1;
        Some(Verdict::of(kind, now, kept.spent, kept.part, true))
    }

    /// Takes a part of what all instances share, or one where that is all there is; until when it is spent, and how many were taken.
    async fn take_of_whole(gate: &Gate, kind: Kind, who: Who, now: i64) -> Result<(i64, i64)> {
        gate.system("an allowance", move |conn, door| {
            let name = match who {
                Who::Network(address) => format!("{} {address}", kind.name()),
                Who::Account(account) => format!("{} {account}", kind.name()),
            };
            let who = door.index(Lookup::Allowance, &name).0;
            let (spent, enough) = store::take(conn, &who, now, kind.part() * kind.price())?;
            if enough {
                return Ok((spent, kind.part()));
            }
            let (spent, enough) = store::take(conn, &who, now, kind.price())?;
            Ok((spent, i64::from(enough)))
        })
        .await
    }

    /// Forgets the allowances that are whole again.
    pub async fn forget_idle(&self, gate: &Gate) -> Result<()> {
        let now = gate.clock().now().micros();
        self.kept()
            .retain(|_, kept| kept.spent >= now || kept.part > 0 && kept.part_until > now);
        gate.system("allowances that are whole", move |conn, _| {
            store::forget(conn, now)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOMEBODY: Who = Who::Network(IpAddr::V6(Ipv6Addr::LOCALHOST));

    fn take_all(all: &Allowances, kind: Kind, now: i64) -> i64 {
        let mut taken = 0;
        while all.take_here(kind, SOMEBODY, now).allowed {
            taken += 1;
        }
        taken
    }

    #[test]
    fn an_allowance_holds_its_quota_and_refills_steadily() {
        for kind in Kind::ALL {
            let all = Allowances::new(false);
            let now = 1_000_000_000;
            assert_eq!(take_all(&all, kind, now), kind.quota(), "{kind:?}");
            let refused = all.take_here(kind, SOMEBODY, now);
            assert_eq!((refused.left, refused.allowed), (0, false));
            let later = now + i64::try_from(refused.seconds).unwrap() * 1_000_000;
            assert!(all.take_here(kind, SOMEBODY, later).allowed, "{kind:?}");
            let half = take_all(&all, kind, later + WINDOW / 2);
            assert!((kind.quota() / 2..=kind.quota() / 2 + 30).contains(&half));
        }
    }

    #[test]
    fn a_clock_that_was_put_back_locks_nobody_out() {
        let all = Allowances::new(false);
        let now = 1_000_000_000_000;
        take_all(&all, Kind::Guarded, now);
        let day = 86_400_000_000;
        assert!(all.take_here(Kind::Guarded, SOMEBODY, now - day).allowed);
    }

    #[test]
    fn a_loop_of_refusals_is_told_once_a_minute() {
        let all = Allowances::new(false);
        let now = 1_000_000_000_000;
        let told = |at| all.is_news(Kind::Account, SOMEBODY, at);
        assert!(told(now) && !told(now) && !told(now + WINDOW - 1));
        assert!(told(now + WINDOW) && !told(now + WINDOW + 1));
        assert!(told(now - WINDOW), "also where the clock was put back");
    }

    #[test]
    fn parts_are_less_than_a_twentieth_of_the_whole() {
        for kind in Kind::ALL {
            assert!((kind.part() - 1) * 20 < kind.quota(), "{kind:?}");
        }
    }

    #[test]
    fn a_network_is_one_v4_address_or_one_64_of_v6() {
        let at = |text: &str| Who::at(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }
}
