//! `/v1/entries/{id}/revisions`: every wording is kept, and what differs is shown (R62).

use crate::both;
use crate::harness::{Client, Value, json};

fn written(ana: &Client<'_>, wordings: &[&str]) -> String {
    let mut answer = ana
        .post("/v1/entries", &json!({"text": wordings[0]}))
        .expect(201);
    let path = format!("/v1/entries/{}", answer.id());
    for wording in &wordings[1..] {
        answer = ana
            .patch(&path, &answer.etag(), &json!({"text": wording}))
            .expect(200);
    }
    path
}

both!(revisions_come_oldest_first_in_pages, |world| {
    let ana = world.patient("Ana");
    let path = written(&ana, &["one", "two", "three", "four", "five"]);
    let mut seen = Vec::new();
    let mut next = format!("{path}/revisions?limit=2");
    loop {
        let page = ana.get(&next).expect(200);
        seen.extend(page.items().iter().map(|item| {
            (
                item["revision"].as_i64().unwrap(),
                item["text"].as_str().unwrap().to_owned(),
            )
        }));
        match page.body["next_cursor"].as_str() {
            Some(cursor) => next = format!("{path}/revisions?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    let want = ["one", "two", "three", "four", "five"]
        .into_iter()
        .map(ToOwned::to_owned);
    assert_eq!(seen, (1..).zip(want).collect::<Vec<_>>());
});

both!(the_difference_puts_both_wordings_together_again, |world| {
    let ana = world.patient("Ana");
    let (old, new) = ("A blue door, half open.", "A green door, wide open. Wind.");
    let path = written(&ana, &[old, new]);
    let difference = ana.get(&format!("{path}/revisions/1/diff/2")).expect(200);
    let pieces = difference.body["pieces"].as_array().unwrap();
    let join = |other: &str| -> String {
        let kept = |piece: &&Value| piece["kind"] == "equal" || piece["kind"] == other;
        pieces
            .iter()
            .filter(kept)
            .map(|piece| piece["text"].as_str().unwrap())
            .collect()
    };
    assert_eq!(
        (join("removed").as_str(), join("added").as_str()),
        (old, new)
    );
    assert!(
        pieces
            .iter()
            .any(|piece| piece["kind"] == "equal"
                && piece["text"].as_str().unwrap().contains("door"))
    );
});

both!(a_revision_that_is_not_there_is_not_found, |world| {
    let ana = world.patient("Ana");
    let path = written(&ana, &["one", "two"]);
    for number in ["0", "3", "-1", "99999999999999999999", "x"] {
        ana.get(&format!("{path}/revisions/{number}")).expect(404);
    }
    ana.get(&format!("{path}/revisions/1/diff/3")).expect(404);
});
