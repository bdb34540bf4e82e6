//! The access log as its patient reads and checks it (N3, AU-4, AU-6); it is written by `access::trail`.

pub mod routes;
