//! Accounts over HTTP.

mod register;
