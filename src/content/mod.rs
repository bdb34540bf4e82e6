//! The texts.

pub mod lint;
