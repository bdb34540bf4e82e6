//! `/v1/checklists`: R46, R47, R48, R82.

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::content::{get_in, whole};
use crate::harness::{Client, Value, json};

const ID: &str = "0198a7c2-6666-7000-8000-000000000001";
const LIST: &str = "/v1/checklists/session";

fn list(ana: &Client<'_>) -> Vec<Value> {
    let answer = ana.get(LIST).expect(200);
    assert!(
        answer.body.as_object().unwrap().len() == 1,
        "nothing is counted"
    );
    answer.items().to_vec()
}

fn texts(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item["text"].as_str().unwrap())
        .collect()
}

fn packed(items: &[Value]) -> Vec<&str> {
    let marked: Vec<&Value> = items.iter().filter(|item| item["packed"] == true).collect();
    marked
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect()
}

fn mark(ana: &Client<'_>, method: Method, id: &str) -> u16 {
    ana.send(ana.request(method, &format!("{LIST}/{id}/packed")))
        .status
}

both!(anybody_reads_the_checklists_of_the_catalogue, |world| {
    let anyone = world.stranger();
    let all = whole(&anyone, "/v1/checklists", "en");
    let kinds: Vec<&str> = all
        .iter()
        .map(|list| list["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["to_bring", "therapist_brings", "habits", "before_dose"]
    );
    for list in &all {
        assert!(!list["items"].as_array().unwrap().is_empty());
        let has_area = |item: &Value| item.get("area").is_some();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.iter().all(has_area), list["kind"] == "habits");
    }
    let habits = anyone.get("/v1/checklists?kind=habits").expect(200);
    assert_eq!(habits.items(), [all[2].clone()]);
    for (query, pointer) in [
        ("kind=targets", "/kind"),
        ("limit=0", "/limit"),
        ("q=x", "/q"),
    ] {
        let refused = anyone.get(&format!("/v1/checklists?{query}")).expect(422);
        assert_eq!(refused.pointers(), [pointer]);
    }
});

both!(
    the_usual_things_come_first_in_the_patients_language_then_her_own,
    |world| {
        let ana = world.patient("Ana");
        let usual = |language| {
            let lists = whole(&ana, "/v1/checklists?kind=to_bring", language);
            lists[0]["items"].as_array().unwrap().clone()
        };
        let (english, spanish) = (usual("en"), usual("es"));
        assert_eq!(texts(&list(&ana)), texts(&english));
        for text in ["the grey scarf", "earplugs"] {
            ana.post(LIST, &json!({"text": text})).expect(201);
            world.clock.advance(Duration::seconds(1));
        }
        let items = list(&ana);
        let (first, own) = items.split_at(english.len());
        assert!(
            first
                .iter()
                .all(|item| item["source"] == "usual" && item["packed"] == false)
        );
        assert!(
            own.iter()
                .all(|item| item["source"] == "own" && item["packed"] == false)
        );
        assert_eq!(texts(own), ["the grey scarf", "earplugs"]);
        let in_spanish = get_in(&ana, LIST, "es").expect(200);
        assert_eq!(texts(&in_spanish.items()[..spanish.len()]), texts(&spanish));
        assert_eq!(&in_spanish.items()[spanish.len()..], own);
        let me = ana.get("/v1/me").expect(200);
        ana.patch("/v1/me", &me.etag(), &json!({"locale": "es"}))
            .expect(200);
        assert_eq!(list(&ana), in_spanish.items());
        assert_eq!(
            texts(&get_in(&ana, LIST, "en").items()[..1]),
            texts(&english[..1])
        );
    }
);

both!(
    a_mark_is_set_and_taken_away_on_usual_and_own_items_alike,
    |world| {
        let ana = world.patient("Ana");
        let usual = list(&ana)[1]["id"].as_str().unwrap().to_owned();
        let own = ana
            .post(LIST, &json!({"text": "earplugs"}))
            .expect(201)
            .id();
        for id in [&usual, &own] {
            assert_eq!(mark(&ana, Method::DELETE, id), 204);
            assert!(packed(&list(&ana)).is_empty());
            assert_eq!(mark(&ana, Method::PUT, id), 204);
            assert_eq!(mark(&ana, Method::PUT, id), 204);
            assert_eq!(packed(&list(&ana)), [id]);
            assert_eq!(
                ana.get(&format!("{LIST}/{id}")).expect(200).body["packed"],
                true
            );
            assert_eq!(mark(&ana, Method::DELETE, id), 204);
            assert_eq!(mark(&ana, Method::DELETE, id), 204);
            assert_eq!(mark(&ana, Method::PUT, id), 204);
            assert_eq!(mark(&ana, Method::DELETE, id), 204);
        }
        for method in [Method::PUT, Method::DELETE] {
            assert_eq!(mark(&ana, method, ID), 404);
        }
        // What belongs to another list is not on this one.
        let cup =
            whole(&ana, "/v1/checklists?kind=therapist_brings", "en")[0]["items"][0]["id"].clone();
        assert_eq!(mark(&ana, Method::PUT, cup.as_str().unwrap()), 404);
    }
);

both!(an_item_of_ones_own_is_added_changed_and_deleted, |world| {
    let ana = world.patient("Ana");
    let new = json!({"id": ID, "text": "earplugs"});
    let made = ana.post(LIST, &new).expect(201);
    let place = format!("{LIST}/{ID}");
    assert_eq!(made.header("location"), place);
    assert_eq!(
        made.body,
        json!({"id": ID, "text": "earplugs", "source": "own", "packed": false})
    );
    assert_eq!(ana.post(LIST, &new).expect(200).body, made.body);
    let other = ana
        .post(LIST, &json!({"id": ID, "text": "a hat"}))
        .expect(409);
    assert_eq!(other.code(), "id-in-use");
    let read = ana.get(&place).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    ana.get_if_none_match(&place, &read.etag()).expect(304);
    ana.patch_unconditionally(&place, &json!({"text": "x"}))
        .expect(428);
    mark(&ana, Method::PUT, ID);
    ana.patch(&place, &made.etag(), &json!({"text": "x"}))
        .expect(412);
    let tag = ana.get(&place).expect(200).etag();
    let changed = ana
        .patch(&place, &tag, &json!({"text": "soft earplugs"}))
        .expect(200);
    assert_eq!(changed.body["text"], "soft earplugs");
    assert_eq!(changed.body["packed"], true);
    ana.delete(&place).expect(204);
    ana.get(&place).expect(404);
    assert_eq!(mark(&ana, Method::PUT, ID), 404);
    assert_eq!(ana.post(LIST, &new).expect(409).code(), "deleted");
});

both!(a_usual_item_keeps_its_words_and_its_place, |world| {
    let ana = world.patient("Ana");
    let before = list(&ana);
    let id = before[0]["id"].as_str().unwrap();
    let place = format!("{LIST}/{id}");
    for round in 0..2 {
        let tag = ana.get(&place).expect(200).etag();
        ana.patch(&place, &tag, &json!({"text": "x"})).expect(404);
        ana.delete(&place).expect(404);
        let taken = ana.post(LIST, &json!({"id": id, "text": "x"})).expect(409);
        assert_eq!(taken.code(), "id-in-use");
        mark(
            &ana,
            if round == 0 {
                Method::PUT
            } else {
                Method::DELETE
            },
            id,
        );
    }
    assert_eq!(list(&ana), before);
});

both!(
    what_does_not_fit_is_refused_and_the_list_has_an_end,
    |world| {
        let ana = world.patient("Ana");
        for (body, pointer) in [
            (json!({}), "/text"),
            (json!({"text": ""}), "/text"),
            (json!({"text": "x".repeat(161)}), "/text"),
            (json!({"text": "x", "packed": true}), "/packed"),
        ] {
            assert_eq!(ana.post(LIST, &body).expect(422).pointers(), [pointer]);
        }
        for number in 0..100 {
            ana.post(LIST, &json!({"text": format!("{number}")}))
                .expect(201);
        }
        let refused = ana.post(LIST, &json!({"text": "one more"})).expect(409);
        assert_eq!(refused.code(), "list-full");
    }
);

both!(a_list_is_its_owners_alone, |world| {
    let (ana, eve, bo) = (
        world.patient("Ana"),
        world.patient("Eve"),
        world.therapist("Bo"),
    );
    let made = ana
        .post(LIST, &json!({"id": ID, "text": "earplugs"}))
        .expect(201);
    let usual = list(&ana)[0]["id"].as_str().unwrap().to_owned();
    mark(&ana, Method::PUT, &usual);
    let place = format!("{LIST}/{ID}");
    eve.get(&place).expect(404);
    eve.patch(&place, &made.etag(), &json!({"text": "x"}))
        .expect(404);
    eve.delete(&place).expect(404);
    assert_eq!(mark(&eve, Method::PUT, ID), 404);
    assert!(packed(&list(&eve)).is_empty());
    bo.get(LIST).expect(403);
    bo.post(LIST, &json!({"text": "x"})).expect(403);
    assert_eq!(mark(&bo, Method::PUT, &usual), 403);
    world.stranger().get(LIST).expect(401);
});
