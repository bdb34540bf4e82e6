//! Who, whose, what: the chapter to read first.
//!
//! Ana keeps a diary. Bo is her therapist. When Ana writes, her phone sends a token; the extractor [`principal::Owner`] reads it
//! and knows who she is, but it holds no row. She opens a *door*, `owner.write(..)`. The door begins a transaction, looks inside it
//! whether her session still lives, opens her key, and hands a *proof*, [`proof::Access`], to the store. The store writes with
//! it, and the door commits.
//!
//! When Bo reads, his token says only that he is a therapist. His door looks, in the same transaction, whether the link still
//! stands and which consents are in effect at this moment, and hands out a proof whose *lens* holds just those entries at just
//! those revisions. Opening one of them puts a row on Ana's access log in that transaction: under a consent there is no other way to
//! get from bytes to words. What the link alone shows, such as her name or an agreement that both hold, opens by the link, and a record
//! among it is on the log too. What the lens does not hold answers 404, like what never was, and that is on record as well.
//!
//! Some steps ask for more than a living session: an export wants a password or factor of the last five minutes, so its handler
//! takes a [`principal::Fresh`], whose doors look for it (ID-14). And Bo's doors to what is a patient's look whether he has a second
//! factor at all.
//!
//! So a handler cannot forget to ask. Without a principal it has no connection:
//! ```compile_fail
//! use afterword::access::gate::Gate;
//! async fn handler(gate: Gate) { gate.db().read(|_| Ok(())).await.ok(); }
//! ```
//! The owner of a journal, who may write, opens a door and is handed a proof:
//! ```
//! use afterword::{access::{principal::Owner, proof::Write}, journal::Journal};
//! async fn handler(owner: Owner<Journal, Write>) { owner.write(|_, _| Ok(())).await.ok(); }
//! ```
//! A principal that may only read has no such door:
//! ```compile_fail
//! use afterword::{access::{principal::Owner, proof::Read}, journal::Journal};
//! async fn handler(owner: Owner<Journal, Read>) { owner.write(|_, _| Ok(())).await.ok(); }
//! ```
//! A proof for one kind of record is not accepted for another:
//! ```compile_fail
//! use afterword::{access::proof::{Access, Read}, grounding::Grounding, journal::Journal};
//! fn wants_journal(_: &Access<Journal, Read>) {}
//! fn has_grounding(proof: &Access<Grounding, Read>) { wants_journal(proof) }
//! ```
//! And nobody makes a proof, or keeps one:
//! ```compile_fail
//! use afterword::{access::proof::{Access, Read}, journal::Journal};
//! fn keep(proof: &Access<Journal, Read>) -> Access<Journal, Read> { proof.clone() }
//! ```

pub mod bell;
pub mod chain;
pub mod changes;
pub mod gate;
pub mod inventory;
pub mod principal;
pub mod proof;
pub mod record;
pub mod refusals;
pub mod token;
pub mod trail;
mod turned_away;
