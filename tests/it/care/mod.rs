//! Care over HTTP: invitations, links, and what a therapist sees.

mod acknowledge_entry;
mod end_link;
mod hand_over;
mod inbox;
mod invitations;
mod links;
mod read_shared_entries;
mod reading_habit;
