//! Preparation over HTTP, and the intention helper against labelled intentions.

mod reflect;
mod reflect_measured;
