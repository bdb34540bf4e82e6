//! What must hold in a database whatever happened to its server (RE-2): no half effects.
//!
//! Each is a query for what goes against it. `found` plants each of these faults and sees it named.

use std::collections::BTreeSet;

use afterword::db::endings::EndingsFile;

use crate::load::Book;
use crate::place::{Engine, Place};
use crate::raw::Raw;

/// A rule and the query whose lines break it.
pub struct Invariant {
    pub rule: &'static str,
    query: String,
}

/// The tables of what a patient changes, each with a place in her sequence.
const CHANGED: [&str; 5] = [
    "entries",
    "consents",
    "care_links",
    "check_ins",
    "practices",
];

/// All of them, in the spelling of an engine.
pub fn all(raw: &Raw) -> Vec<Invariant> {
    let mut all = Vec::new();
    let mut add = |rule, query: String| all.push(Invariant { rule, query });
    for table in CHANGED {
        add(
            "what a patient changed has its number in her sequence",
            format!(
                "SELECT {id} AS line FROM {table} x LEFT JOIN patient_changes c ON c.patient_id = x.patient_id \
                 WHERE c.last IS NULL OR x.change_no < 1 OR x.change_no > c.last",
                id = raw.hex("x.id")
            ),
        );
    }
    let entry = raw.hex("e.id");
    add(
        "no two entries share a number in the sequence",
        "SELECT CAST(change_no AS TEXT) AS line FROM entries GROUP BY patient_id, change_no HAVING count(*) > 1".into(),
    );
    add(
        "an entry has words until it is deleted, and none after",
        format!("SELECT {entry} AS line FROM entries e WHERE (words IS NULL) <> deleted"),
    );
    add(
        "every earlier wording of an entry is kept, and of a deleted one none",
        format!(
            "SELECT {entry} AS line FROM entries e WHERE (SELECT count(*) FROM entry_revisions r WHERE r.patient_id = e.patient_id \
             AND r.entry_id = e.id AND r.revision < e.revision) <> CASE WHEN deleted THEN 0 ELSE e.revision - 1 END"
        ),
    );
    consents(raw, &mut add);
    logs(raw, &mut add);
    people(raw, &mut add);
    all
}

/// A consent is nowhere without its row on the log, nor a revocation without its row and its ending.
fn consents(raw: &Raw, add: &mut impl FnMut(&'static str, String)) {
    let id = raw.hex("c.id");
    let told = |action: &str| {
        format!(
            "(SELECT count(*) FROM access_log l WHERE l.account_id = c.patient_id AND l.consent_id = c.id \
             AND l.action = '{action}' AND l.outcome = 'done')"
        )
    };
    let given = told("consent.granted");
    add(
        "a consent is on the log once, as given",
        format!("SELECT {id} AS line FROM consents c WHERE {given} <> 1"),
    );
    let revoked = told("consent.revoked");
    add(
        "a consent that was taken back is on the log once, as taken back, and no other is",
        format!(
            "SELECT {id} AS line FROM consents c WHERE {revoked} <> CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END"
        ),
    );
    add(
        "a consent that was taken back is among the endings once, and no other is",
        format!(
            "SELECT {id} AS line FROM consents c WHERE (SELECT count(*) FROM endings n WHERE n.account_id = c.patient_id \
             AND n.object_id = c.id AND n.what = 'consent.revoked') <> CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END"
        ),
    );
    add(
        "what the log says of a consent is of one that is there",
        format!(
            "SELECT {} AS line FROM access_log l WHERE l.consent_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.id = l.consent_id)",
            raw.hex("l.consent_id")
        ),
    );
    add(
        "a consent is for an entry and a revision that are there",
        format!(
            "SELECT {id} AS line FROM consents c WHERE c.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entries e \
             WHERE e.patient_id = c.patient_id AND e.id = c.entry_id AND e.revision >= c.revision)"
        ),
    );
}

/// Logs and endings are whole, and what a therapist did is on both logs.
fn logs(raw: &Raw, add: &mut impl FnMut(&'static str, String)) {
    let account = raw.hex("h.account_id");
    add(
        "a log ends where its head says",
        format!(
            "SELECT {account} AS line FROM ledger_heads h WHERE h.number <> (SELECT count(*) FROM access_log l WHERE l.account_id = h.account_id) \
             OR h.number <> (SELECT coalesce(max(number), 0) FROM access_log l WHERE l.account_id = h.account_id) \
             OR (h.number > 0 AND NOT EXISTS (SELECT 1 FROM access_log l WHERE l.account_id = h.account_id AND l.number = h.number AND l.hash = h.hash))"
        ),
    );
    add(
        "no log is without a head",
        format!(
            "SELECT DISTINCT {} AS line FROM access_log l WHERE NOT EXISTS (SELECT 1 FROM ledger_heads h WHERE h.account_id = l.account_id)",
            raw.hex("l.account_id")
        ),
    );
    for (one, other) in [("l", "actor_id"), ("m", "account_id")] {
        // From the patient's log to the therapist's, and back.
        let (here, there) = match one {
            "l" => (
                "l.account_id <> l.actor_id",
                format!("m.account_id = l.{other}"),
            ),
            _ => (
                "l.account_id = l.actor_id",
                format!("m.{other} <> l.actor_id"),
            ),
        };
        add(
            "what a therapist opened is on the patient's log and on the therapist's",
            format!(
                "SELECT {} AS line FROM access_log l WHERE l.action = 'entry.read' AND l.outcome = 'done' AND {here} \
                 AND NOT EXISTS (SELECT 1 FROM access_log m WHERE {there} AND m.actor_id = l.actor_id AND m.action = l.action \
                 AND m.outcome = l.outcome AND m.request_id = l.request_id)",
                raw.hex("l.request_id")
            ),
        );
    }
    add(
        "endings are numbered without a gap, from 1",
        "SELECT CAST(count(*) AS TEXT) AS line FROM endings HAVING count(*) <> max(number) OR min(number) <> 1".into(),
    );
    add(
        "an ending of a consent is of one that was taken back",
        format!(
            "SELECT {} AS line FROM endings n WHERE n.what = 'consent.revoked' AND NOT EXISTS \
             (SELECT 1 FROM consents c WHERE c.patient_id = n.account_id AND c.id = n.object_id AND c.revoked_at IS NOT NULL)",
            raw.hex("n.object_id")
        ),
    );
}

/// An account has everything that makes it one.
fn people(raw: &Raw, add: &mut impl FnMut(&'static str, String)) {
    let account = raw.hex("a.id");
    for (rule, table) in [
        ("an account has its key", "data_keys"),
        ("an account has its log", "ledger_heads"),
        ("an account has its address", "addresses"),
    ] {
        add(
            rule,
            format!(
                "SELECT {account} AS line FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM {table} x WHERE x.account_id = a.id)"
            ),
        );
    }
    add(
        "a patient has a sequence",
        format!(
            "SELECT {account} AS line FROM accounts a WHERE a.role = 'patient' \
             AND NOT EXISTS (SELECT 1 FROM patient_changes x WHERE x.patient_id = a.id)"
        ),
    );
    let times = |action: &str| {
        format!(
            "(SELECT count(*) FROM access_log l WHERE l.account_id = a.id AND l.action = '{action}' AND l.outcome = 'done')"
        )
    };
    add(
        "an account is on its log once, as made",
        format!(
            "SELECT {account} AS line FROM accounts a WHERE {} <> 1",
            times("account.created")
        ),
    );
    add(
        "every device that was signed in is on the log",
        format!(
            "SELECT {account} AS line FROM accounts a WHERE {} <> (SELECT count(*) FROM devices d WHERE d.account_id = a.id)",
            times("session.started")
        ),
    );
    links(raw, add);
}

/// A link has both its ends, and the invitation it came from.
fn links(raw: &Raw, add: &mut impl FnMut(&'static str, String)) {
    let link = raw.hex("k.id");
    add(
        "a link has both its ends, and its row on the log",
        format!(
            "SELECT {link} AS line FROM care_links k WHERE NOT EXISTS (SELECT 1 FROM caseload w WHERE w.link_id = k.id AND w.patient_id = k.patient_id \
             AND w.therapist_id = k.therapist_id AND (w.ended_at IS NULL) = (k.ended_at IS NULL)) \
             OR (SELECT count(*) FROM access_log l WHERE l.account_id = k.patient_id AND l.link_id = k.id AND l.action = 'link.made') <> 1"
        ),
    );
    add(
        "the other end of a link is there",
        format!(
            "SELECT {} AS line FROM caseload w WHERE NOT EXISTS (SELECT 1 FROM care_links k WHERE k.patient_id = w.patient_id AND k.id = w.link_id)",
            raw.hex("w.link_id")
        ),
    );
    add(
        "a link has used its invitation, and one that was used has its link",
        format!(
            "SELECT {link} AS line FROM care_links k WHERE (SELECT count(*) FROM care_invitations i WHERE i.link_id = k.id AND i.used_at IS NOT NULL) <> 1 \
             UNION ALL SELECT {} AS line FROM care_invitations i WHERE i.used_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_links k WHERE k.id = i.link_id)",
            raw.hex("i.id")
        ),
    );
}

/// Which rules do not hold, and where.
pub fn broken(raw: &mut Raw) -> Vec<String> {
    let mut broken = Vec::new();
    for Invariant { rule, query } in all(raw) {
        let lines = raw.lines(&query);
        if let Some(first) = lines.first() {
            broken.push(format!("{rule}: {} not, such as {first}", lines.len()));
        }
    }
    if raw.engine == Engine::Sqlite {
        let said = raw.lines("SELECT integrity_check AS line FROM pragma_integrity_check");
        if said != ["ok"] {
            broken.push(format!("integrity_check: {said:?}"));
        }
        let orphans = raw.lines("SELECT \"table\" AS line FROM pragma_foreign_key_check");
        if !orphans.is_empty() {
            broken.push(format!("foreign_key_check: {orphans:?}"));
        }
    }
    broken
}

/// Which rules about the record of endings do not hold: it tells each ending that the database has (RE-10).
pub fn broken_endings(place: &Place, instance: usize, raw: &mut Raw) -> Vec<String> {
    let told = match EndingsFile::at(&place.endings(instance)).read() {
        Ok(kept) => kept.endings,
        Err(why) => return vec![why.to_string()],
    };
    let told: Vec<String> = told
        .iter()
        .map(|ending| format!("{} {}", ending.number, ending.object.uuid().simple()))
        .collect();
    let object = raw.hex("object_id");
    let query = format!("SELECT number || ' ' || {object} AS line FROM endings ORDER BY number");
    let there = raw.lines(&query);
    if told == there {
        return Vec::new();
    }
    let missing = there.iter().find(|line| !told.contains(line));
    vec![format!(
        "the record tells {} endings of {}, and not {missing:?}",
        told.len(),
        there.len()
    )]
}

/// Which revocations that were answered the record of endings does not tell, as it stands before a start.
pub fn untold_revocations(place: &Place, book: &Book) -> Vec<String> {
    let told: BTreeSet<String> = match EndingsFile::at(&place.endings(0)).read() {
        Ok(kept) => {
            let objects = kept.endings.iter().map(|one| one.object.uuid().to_string());
            objects.collect()
        }
        Err(why) => return vec![why.to_string()],
    };
    book.revoked()
        .filter(|consent| !told.contains(&consent.id))
        .map(|consent| format!("the record of endings does not tell of {}", consent.id))
        .collect()
}

/// Everything that is looked at after a start: the book, the rules, the record of endings, the chain.
pub fn after_a_start(place: &Place, book: &mut Book, base: &str) -> Vec<String> {
    let mut faults = book.check(base);
    faults.extend(at_rest(place));
    faults
}

/// What is looked at where nobody knows what was acknowledged.
pub fn at_rest(place: &Place) -> Vec<String> {
    let mut raw = Raw::of(place);
    let mut faults = broken(&mut raw);
    faults.extend(broken_endings(place, 0, &mut raw));
    let (verified, said) = place.said(&["ledger", "verify"], None);
    if !verified || !said.contains(" 0 broken") {
        faults.push(format!("ledger verify: {said}"));
    }
    faults
}
