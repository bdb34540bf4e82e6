//! What was moved, swapped, rolled back or changed in the database does not open (EN-2), and nothing of it is shown.

use crate::both;
use crate::harness::{Client, World, json, scenes};

use reqwest::Method;

/// Reads without the checks of the client: a fault of the data is a fault of the server, and answers 500.
fn read(ana: &Client<'_>, path: &str) -> (u16, String) {
    let answer = ana.request(Method::GET, path).send().expect("an answer");
    (answer.status().as_u16(), answer.text().expect("a body"))
}

/// The bytes of an id as a literal of either engine.
fn literal(world: &World, id: &str) -> String {
    match world.engine {
        crate::harness::Engine::Sqlite => format!("X'{}'", id.replace('-', "")),
        crate::harness::Engine::Postgres => format!("'{id}'"),
    }
}

fn refuses_to_show(ana: &Client<'_>, path: &str) {
    let (status, body) = read(ana, path);
    assert_eq!(status, 500, "{body}");
    assert!(body.contains("urn:afterword:problem/internal"), "{body}");
    for word in ["first", "second", "other", "hers"] {
        assert!(!body.contains(word), "{body}");
    }
}

both!(
    words_that_were_put_into_another_entry_do_not_open,
    |world| {
        let ana = world.patient("Ana");
        let (one, two) = (scenes::entry(&ana, "first"), scenes::entry(&ana, "second"));
        let (from, to) = (literal(world, &one), literal(world, &two));
        world.raw_sql(&format!("UPDATE entries SET words = (SELECT words FROM entries e WHERE e.id = {from}) WHERE id = {to}")).unwrap();
        refuses_to_show(&ana, &format!("/v1/entries/{two}"));
        ana.get(&format!("/v1/entries/{one}")).expect(200);
    }
);

both!(
    words_that_were_put_into_another_patients_entry_do_not_open,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let id = "0198a7c2-1111-7000-8000-000000000001";
        ana.post("/v1/entries", &json!({"id": id, "text": "first"}))
            .expect(201);
        eva.post("/v1/entries", &json!({"id": id, "text": "hers"}))
            .expect(201);
        let (from, to) = (
            literal(world, &ana.session().account),
            literal(world, &eva.session().account),
        );
        world.raw_sql(&format!("UPDATE entries SET words = (SELECT words FROM entries e WHERE e.patient_id = {from}) WHERE patient_id = {to}")).unwrap();
        refuses_to_show(&eva, &format!("/v1/entries/{id}"));
    }
);

both!(
    an_older_wording_put_in_the_place_of_the_newest_does_not_open,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post("/v1/entries", &json!({"text": "first"}))
            .expect(201);
        let path = format!("/v1/entries/{}", made.id());
        ana.patch(&path, &made.etag(), &json!({"text": "second"}))
            .expect(200);
        world
            .raw_sql("UPDATE entries SET words = (SELECT words FROM entry_revisions)")
            .unwrap();
        refuses_to_show(&ana, &path);
    }
);

both!(
    another_field_put_in_the_place_of_words_does_not_open,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "first");
        world
            .raw_sql("UPDATE entries SET words = (SELECT display_name FROM accounts)")
            .unwrap();
        refuses_to_show(&ana, &format!("/v1/entries/{entry}"));
    }
);
