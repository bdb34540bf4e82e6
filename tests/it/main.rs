//! The integration tests: one binary, HTTP to the real service, every test on SQLite and on PostgreSQL. See `tests/README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test that meets what it does not expect stops there"
)]

mod harness;

mod access_table;
mod account;
mod appointments;
mod architecture;
mod asvs;
mod backup;
mod canary;
mod care;
mod check_ins;
mod checklists;
mod consent;
mod content;
mod contract;
mod edges;
mod erasure;
mod evaluations;
mod export;
mod grounding;
mod instances;
mod journal;
mod keys;
mod learn;
mod ledger;
mod limits;
mod metrics;
mod notes;
mod nulls;
mod offers;
mod outbox;
mod packets;
mod preparation;
mod prompts;
mod proofs;
mod readme;
mod repeats;
mod requirements;
mod schema;
mod sealed;
mod sessions;
mod start;
mod statements;
mod steps;
mod story;
mod support;
mod timeline;
