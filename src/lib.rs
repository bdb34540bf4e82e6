//! Afterword: the server behind a patient's app for preparation and integration around ketamine-assisted psychotherapy.
//!
//! The map, from the ground up; each layer uses only those before it. Read [`access`] first.
//!
//! | layer | modules |
//! |---|---|
//! | values | [`clock`] [`ids`] [`words`] [`time`] [`error`] [`config`] |
//! | engines | [`db`] [`crypt`] [`http`] |
//! | who, whose, what | [`access`] |
//! | domains | [`account`] [`journal`] [`check_ins`] [`checklists`] [`preparation`] [`prompts`] [`grounding`] [`learn`] [`support`] [`pack`] [`sessions`] [`timeline`] [`care`] [`consent`] [`ledger`] [`notices`] |
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
pub mod care;
pub mod check_ins;
pub mod checklists;
pub mod consent;
pub mod content;
pub mod grounding;
pub mod journal;
pub mod learn;
pub mod ledger;
pub mod notices;
pub mod pack;
pub mod preparation;
pub mod prompts;
pub mod sessions;
pub mod support;
pub mod timeline;

pub mod app;
pub mod commands;
mod demo;
