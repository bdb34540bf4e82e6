//! The journal over HTTP.

mod change_entry;
mod create_entry;
mod join_entries;
mod list_entries;
mod revisions;
mod seal_entry;
