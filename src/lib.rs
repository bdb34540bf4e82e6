//! Afterword: the server behind a patient's app for preparation and integration around ketamine-assisted psychotherapy.
//!
//! The map, from the ground up; each layer uses only those before it. Read [`access`] first.
//!
//! | layer | modules |
//! |---|---|
//! | values | [`clock`] [`ids`] [`words`] [`time`] [`error`] [`config`] |
//! | engines | [`db`] [`crypt`] [`http`] |
//! | who, whose, what | [`access`] |
//! | domains | [`account`] [`erasure`] [`keys`] [`journal`] [`check_ins`] [`steps`] [`prompts`] [`grounding`] [`support`] [`sessions`] [`timeline`] [`care`] [`consent`] [`ledger`] [`export`] [`notices`] [`appointments`] [`evaluations`] [`preparation`] [`packets`] [`offers`] [`notes`] [`checklists`] [`learn`] [`pack`] [`backup`] |
//! | the whole | [`app`], [`commands`] and the binary |

pub mod clock;
pub mod config;
pub mod error;
pub mod ids;
pub mod time;
pub mod words;

pub mod crypt;
pub mod db;
pub mod http;

pub mod access;

pub mod account;
pub mod appointments;
pub mod backup;
pub mod care;
pub mod check_ins;
pub mod checklists;
pub mod consent;
pub mod content;
pub mod erasure;
pub mod evaluations;
pub mod export;
pub mod grounding;
pub mod journal;
pub mod keys;
pub mod learn;
pub mod ledger;
pub mod notes;
pub mod notices;
pub mod offers;
pub mod pack;
pub mod packets;
pub mod preparation;
pub mod prompts;
pub mod sessions;
pub mod steps;
pub mod support;
pub mod timeline;

pub mod app;
pub mod commands;
mod demo;

/// Nothing is sealed, no consent is looked up for a list and no log is written: to measure what those cost, and for nothing else.
#[cfg(bench_plain)]
const _: () = assert!(
    option_env!("AFTERWORD_BENCH_PLAIN").is_some(),
    "bench_plain makes a server that keeps no secret; set AFTERWORD_BENCH_PLAIN to build it for a benchmark"
);
