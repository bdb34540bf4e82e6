//! Fragments joined to entries, at once or later (N8, R67, R62).

use crate::both;
use crate::harness::{Answer, Client, json, scenes};

const NOTHING: &str = "0198a7c2-1111-7000-8000-0000000000ff";

fn fragment(ana: &Client<'_>, text: &str) -> Answer {
    ana.post("/v1/entries", &json!({"kind": "fragment", "text": text}))
        .expect(201)
}

fn join(ana: &Client<'_>, entry: &str, to: &serde_json::Value) -> Answer {
    let path = format!("/v1/entries/{entry}");
    let tag = ana.get(&path).etag();
    ana.patch(&path, &tag, &json!({"addends": to}))
}

both!(a_fragment_is_joined_later_and_taken_off_again, |world| {
    let ana = world.patient("Ana");
    let whole = scenes::entry(&ana, "a whole page");
    let blue = fragment(&ana, "blue");
    let joined = join(&ana, &blue.id(), &json!(whole)).expect(200);
    assert_eq!(joined.body["addends"], whole);
    assert_eq!(joined.body["revision"], 2);
    assert_eq!(joined.body["text"], "blue");
    let path = format!("/v1/entries/{whole}");
    assert_eq!(ana.get(&path).body["joined"], json!([blue.id()]));
    let same = join(&ana, &blue.id(), &json!(whole)).expect(200);
    assert_eq!(same.body["revision"], 2);
    let apart = join(&ana, &blue.id(), &json!(null)).expect(200);
    assert_eq!(apart.body["addends"], json!(null));
    assert_eq!(ana.get(&path).body["joined"], json!([]));
});

both!(
    an_entry_tells_what_adds_to_it_oldest_first_without_what_is_put_away,
    |world| {
        let ana = world.patient("Ana");
        let whole = scenes::entry(&ana, "a whole page");
        let add = |kind: &str, at: &str| {
            let new = json!({"kind": kind, "text": at, "addends": whole, "authored_at": at});
            ana.post("/v1/entries", &new).expect(201).id()
        };
        let late = add("addendum", "2026-03-09T10:00:00Z");
        let early = add("fragment", "2026-03-08T10:00:00Z");
        let hidden = add("fragment", "2026-03-07T10:00:00Z");
        let gone = add("fragment", "2026-03-06T10:00:00Z");
        ana.post(
            &format!("/v1/entries/{hidden}/seal"),
            &json!({"when_i_choose": true}),
        )
        .expect(200);
        ana.delete(&format!("/v1/entries/{gone}")).expect(204);
        let listed = ana.get("/v1/entries").expect(200);
        let page = listed
            .items()
            .iter()
            .find(|entry| entry["id"] == whole.as_str())
            .unwrap();
        assert_eq!(page["joined"], json!([early, late]));
        let one = ana.get(&format!("/v1/entries/{whole}")).expect(200);
        assert_eq!(&one.body, page);
    }
);

both!(nothing_adds_to_itself_on_whatever_way_round, |world| {
    let ana = world.patient("Ana");
    let ids: Vec<String> = ["one", "two", "three"]
        .iter()
        .map(|text| fragment(&ana, text).id())
        .collect();
    for (entry, to) in [(0, 1), (1, 2)] {
        join(&ana, &ids[entry], &json!(ids[to])).expect(200);
    }
    for (entry, to) in [(2, 0), (2, 1), (1, 0), (0, 0)] {
        let refused = join(&ana, &ids[entry], &json!(ids[to])).expect(422);
        assert_eq!(refused.pointers(), ["/addends"], "{entry} to {to}");
    }
    assert_eq!(
        join(&ana, &ids[0], &json!(ids[2])).expect(200).body["revision"],
        3
    );
});

both!(only_fragments_and_addenda_are_joined, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let whole = scenes::entry(&ana, "a whole page");
    let free = scenes::entry(&ana, "another");
    let refused = join(&ana, &free, &json!(whole)).expect(422);
    assert_eq!(refused.pointers(), ["/addends"]);
    let addendum = ana
        .post("/v1/entries", &json!({"text": "later", "addends": whole}))
        .expect(201)
        .id();
    join(&ana, &addendum, &json!(free)).expect(200);
    let refused = join(&ana, &addendum, &json!(null)).expect(422);
    assert_eq!(
        refused.pointers(),
        ["/addends"],
        "an addendum adds to something"
    );
    let hers = fragment(&eve, "mine").id();
    for elsewhere in [&whole, NOTHING] {
        let refused = join(&eve, &hers, &json!(elsewhere)).expect(422);
        assert_eq!(refused.pointers(), ["/addends"]);
    }
    assert_eq!(
        ana.get(&format!("/v1/entries/{whole}")).body["joined"],
        json!([])
    );
});
