//! The journal over HTTP.

mod change_entry;
mod create_entry;
mod list_entries;
mod revisions;
