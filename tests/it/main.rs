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
mod architecture;
mod canary;
mod care;
mod check_ins;
mod consent;
mod contract;
mod grounding;
mod journal;
mod ledger;
mod limits;
mod preparation;
mod prompts;
mod readme;
mod schema;
mod sealed;
mod sessions;
mod start;
mod story;
mod support;
mod timeline;
