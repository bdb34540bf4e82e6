//! Several instances over one database: what they take turns at, how a later version moves the schema on under those that serve, and what
//! becomes of requests for which there is no room (RE-8, RE-9, RE-11).

mod additive;
mod queue;
mod turns;
mod upgrade;
