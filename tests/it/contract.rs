//! The committed documents are the served one, and the document keeps its own rules (IN-1).

use std::collections::BTreeSet;
use std::path::Path;

use afterword::app::Documents;
use serde_json::Value;

use crate::both;

fn committed(name: &str) -> Value {
    let path = format!("{}/openapi/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("{path} is missing: cargo run -- openapi"));
    serde_json::from_str(&text).expect("JSON")
}

fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        item.as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| {
                (format!("{} {path}", method.to_uppercase()), operation)
            })
    })
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(
                fields
                    .get("$ref")
                    .and_then(Value::as_str)
                    .map(ToOwned::to_owned),
            );
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_committed_documents_are_the_generated_ones() {
    let documents = Documents::written().expect("documents");
    if std::env::var_os("UPDATE_PAGES").is_some() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
        documents.write(&folder).expect("a folder");
    }
    let advice = "the API changed: run `UPDATE_PAGES=1 cargo test --test it -- contract`, then read the diff as a client would";
    assert!(committed("openapi.json") == documents.newer, "{advice}");
    assert!(committed("openapi-3.0.json") == documents.older, "{advice}");
}

both!(
    the_served_document_is_the_committed_one_and_the_page_loads_nothing,
    |world| {
        let served = world.stranger().get("/openapi.json").expect(200);
        assert!(served.body == committed("openapi.json"));
        let page = world.stranger().get("/docs").expect(200);
        let text = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(text.contains("create_entry") || text.contains("/v1/entries"));
        for loading in [
            "<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "http://", "https://",
        ] {
            assert!(!text.contains(loading), "the page holds {loading}");
        }
    }
);

#[test]
fn every_reference_resolves_and_every_answer_is_described() {
    for document in [committed("openapi.json"), committed("openapi-3.0.json")] {
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        for reference in found {
            assert!(
                document.pointer(&reference[1..]).is_some(),
                "{reference} leads nowhere"
            );
        }
        for (name, operation) in operations(&document) {
            assert!(
                operation["summary"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{name} has no summary"
            );
            assert!(
                operation["security"].is_array(),
                "{name} does not say who may call it"
            );
            for (status, answer) in operation["responses"].as_object().unwrap() {
                assert!(
                    answer["description"]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{name} {status} is not described"
                );
            }
        }
    }
}

#[test]
fn operation_ids_are_a_verb_and_a_noun_and_unlike() {
    let document = committed("openapi.json");
    let mut seen = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(seen.insert(id.to_owned()), "{id} twice, at {name}");
    }
}

#[test]
fn every_text_that_a_client_sends_has_a_bound() {
    let document = committed("openapi.json");
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if schema["additionalProperties"] != false {
            continue;
        }
        for (field, value) in schema["properties"].as_object().into_iter().flatten() {
            let target = [value, &value["oneOf"][0]]
                .into_iter()
                .find_map(|value| value["$ref"].as_str())
                .and_then(|path| document.pointer(&path[1..]));
            let value = target.unwrap_or(value);
            let is_text =
                value["type"] == "string" && value["format"].is_null() && value["enum"].is_null();
            assert!(
                !is_text || value["maxLength"].is_number(),
                "{name}.{field} has no bound"
            );
            assert!(
                value["type"] != "array" || value["maxItems"].is_number(),
                "{name}.{field} has no bound"
            );
        }
    }
}

#[test]
fn the_older_document_says_nothing_that_only_the_newer_can() {
    let text = committed("openapi-3.0.json").to_string();
    for newer in ["\"null\"", "\"const\"", "\"examples\"", "\"3.1"] {
        assert!(!text.contains(newer), "{newer}");
    }
}
