//! Grounding over HTTP.

mod create_practice;
mod exercises;
mod list_practices;

use crate::harness::{Client, Value, World, json};

/// The first exercise of a family.
fn exercise(world: &World, family: &str) -> String {
    let page = world
        .stranger()
        .get(&format!("/v1/exercises?family={family}&limit=1"))
        .expect(200);
    page.items()[0]["id"].as_str().unwrap().to_owned()
}

/// Notes a practice and returns its id.
fn practise(ana: &Client<'_>, exercise: &str, at: &str) -> String {
    ana.post("/v1/practices", &json!({"exercise_id": exercise, "at": at}))
        .expect(201)
        .id()
}

/// The ids of the practices on a page.
fn ids(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|practice| practice["id"].as_str().unwrap())
        .collect()
}
