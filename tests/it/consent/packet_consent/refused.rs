//! What is no packet of hers, is not there any more, or is somebody else's opens nothing and is refused by name (AZ-4, N12).

use chrono::Duration;

use super::{NEVER, asked, entry_item, give, packet};
use crate::both;
use crate::harness::{Value, json, scenes};

both!(
    a_scope_that_is_no_packet_of_hers_is_refused_by_name,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let eva = world.patient("Eva");
        let her_link = scenes::link(&eva, &world.therapist("Cy"));
        let hers = packet(
            world,
            &eva,
            &her_link,
            &json!([{"type": "note", "text": "x"}]),
        );
        let other_link = scenes::link(&patient, &world.therapist("Di"));
        let note = json!([{"type": "note", "text": "x"}]);
        let (mine, deleted) = (
            packet(world, &patient, &link, &note),
            packet(world, &patient, &link, &note),
        );
        patient
            .delete(&format!("/v1/packets/{deleted}"))
            .expect(204);
        let empty = packet(world, &patient, &link, &json!([]));
        let gone = scenes::entry(&patient, "gone");
        let hollow = packet(world, &patient, &link, &json!([entry_item(&gone)]));
        patient.delete(&format!("/v1/entries/{gone}")).expect(204);
        let over = json!({"link_id": link, "until": world.clock.now(), "items": note});
        let over = patient.post("/v1/packets", &over).expect(201).id();
        let refused = |link: &str, scope: Value| {
            let body = json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(&patient)});
            let answer = patient.post("/v1/consents", &body).expect(422);
            let error = answer.body["errors"][0].clone();
            (
                error["pointer"].as_str().unwrap().to_owned(),
                error["code"].as_str().unwrap().to_owned(),
            )
        };
        let named = |id: &str| json!({"type": "packet", "packet_id": id});
        for (link, scope, pointer, code) in [
            (&link, named(NEVER), "/scope/packet_id", "unknown"),
            (&link, named(&hers), "/scope/packet_id", "unknown"),
            (&link, named(&deleted), "/scope/packet_id", "unknown"),
            (&link, named("no id"), "/scope/packet_id", "invalid"),
            (&other_link, named(&mine), "/scope/packet_id", "other_link"),
            (&link, named(&over), "/scope/packet_id", "past"),
            (&link, named(&empty), "/scope/packet_id", "empty"),
            (&link, named(&hollow), "/scope/packet_id", "empty"),
            (
                &link,
                json!({"type": "packet"}),
                "/scope/packet_id",
                "missing",
            ),
            (
                &link,
                json!({"type": "packet", "packet_id": mine, "entry_id": gone}),
                "/scope/entry_id",
                "unknown_field",
            ),
            (
                &link,
                json!({"type": "packet", "packet_id": mine, "revision": 1}),
                "/scope/revision",
                "unknown_field",
            ),
            (
                &link,
                json!({"type": "entry", "entry_id": gone, "packet_id": mine}),
                "/scope/packet_id",
                "unknown_field",
            ),
            (
                &link,
                json!({"type": "entry"}),
                "/scope/entry_id",
                "missing",
            ),
        ] {
            assert_eq!(
                refused(link, scope.clone()),
                (pointer.to_owned(), code.to_owned()),
                "{scope}"
            );
        }
        assert!(patient.get("/v1/consents").expect(200).items().is_empty());
        let body = asked(&patient, &link, &mine);
        let first = patient.post_once("/v1/consents", "k", &body).expect(201);
        assert_eq!(
            patient
                .post_once("/v1/consents", "k", &body)
                .expect(200)
                .bytes,
            first.bytes
        );
    }
);

both!(
    another_therapist_sees_no_packet_and_ids_tell_nothing,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let cy = world.therapist("Cy");
        let other = scenes::link(&patient, &cy);
        let entry = scenes::entry(&patient, "a word");
        // A packet under the id of an entry, and an entry under the id of a packet: each kind is looked up for itself.
        let new = json!({"id": entry, "link_id": link, "until": world.clock.at(Duration::days(7)), "items": [{"type": "note", "text": "x"}]});
        let id = patient.post("/v1/packets", &new).expect(201).id();
        give(&patient, &link, &id);
        therapist
            .get(&format!("/v1/therapist/patients/{link}/packets/{id}"))
            .expect(200);
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
        let private = json!({"id": "01900000-0000-7000-8000-00000000abcd", "text": "shared alone"});
        let alone = patient.post("/v1/entries", &private).expect(201).id();
        let unshared = json!({"id": alone, "link_id": link, "until": world.clock.at(Duration::days(7)), "items": [{"type": "note", "text": "mine"}]});
        patient.post("/v1/packets", &unshared).expect(201);
        scenes::share(&patient, &link, &alone);
        therapist
            .get(&format!("/v1/therapist/patients/{link}/packets/{alone}"))
            .expect(404);
        let never = cy
            .get(&format!("/v1/therapist/patients/{other}/packets/{NEVER}"))
            .expect(404)
            .without_instance();
        for path in [
            format!("/v1/therapist/patients/{other}/packets/{id}"),
            format!("/v1/therapist/patients/{link}/packets/{id}"),
            format!("/v1/therapist/patients/{link}/packets"),
            format!("/v1/therapist/patients/{other}/packets/nonsense"),
        ] {
            assert_eq!(cy.get(&path).expect(404).without_instance(), never);
        }
        let path = format!("/v1/therapist/patients/{link}/packets/{id}");
        patient.get(&path).expect(403);
        world.stranger().get(&path).expect(401);
    }
);

both!(a_deleted_entry_of_a_packet_does_not_open, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let (kept, gone) = (
        scenes::entry(&patient, "kept"),
        scenes::entry(&patient, "gone"),
    );
    let id = packet(
        world,
        &patient,
        &link,
        &json!([entry_item(&kept), entry_item(&gone)]),
    );
    give(&patient, &link, &id);
    patient.delete(&format!("/v1/entries/{gone}")).expect(204);
    let of = |path: String| therapist.get(&format!("/v1/therapist/patients/{link}/{path}"));
    of(format!("entries/{gone}")).expect(404);
    assert_eq!(of("entries".to_owned()).expect(200).items().len(), 1);
    let shown = of(format!("packets/{id}")).expect(200);
    let named = json!([{"type": "entry", "entry_id": kept, "revision": 1}]);
    assert_eq!(shown.body["items"], named, "what is gone is not named");
});
