//! What is in force: tightening at once, loosening by both and never in the quiet time (N1, R39, R41).

use chrono::Duration;

use super::{TOUCH, agreement, both_acknowledge, ended, say};
use crate::both;
use crate::harness::{Client, Value, json, scenes};

fn touch(answer: &str) -> Value {
    json!([{"id": TOUCH, "kind": "touch", "patient": {"answer": answer}}])
}

fn shown(patient: &Client<'_>, id: &str) -> Value {
    patient
        .get(&format!("/v1/agreements/{id}"))
        .expect(200)
        .body
}

/// Which version is in force, and what holds of the touch.
fn holds(patient: &Client<'_>, id: &str) -> (Value, Value) {
    let shown = shown(patient, id);
    (
        shown["in_force"].clone(),
        shown["in_force_items"][0]["patient"]["answer"].clone(),
    )
}

both!(
    a_version_is_in_force_when_both_have_acknowledged_it,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("ask_first"));
        let hers = format!("/v1/agreements/{id}/acknowledgement");
        let one = patient.post(&hers, &json!({"version": 1})).expect(200);
        assert_eq!(one.body["in_force"], json!(null), "one side is not both");
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        assert_eq!(holds(&patient, &id), (json!(1), json!("ask_first")));
        let changed = say(&patient, &id, &touch("yes"));
        assert_eq!(
            changed["acknowledged"],
            json!({"patient_at": null, "therapist_at": null}),
            "a new version is acknowledged anew"
        );
        assert_eq!(
            holds(&patient, &id),
            (json!(1), json!("ask_first")),
            "the one before stays in force"
        );
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        assert_eq!(holds(&patient, &id), (json!(2), json!("yes")));
    }
);

both!(
    what_the_patient_tightens_holds_at_once_also_in_the_quiet_time,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("yes"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 60);
        let tightened = say(&patient, &id, &touch("no"));
        assert_eq!(tightened["effective_at"], world.clock.now());
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        let theirs = therapist
            .get(&format!("/v1/therapist/patients/{link}/agreements/{id}"))
            .expect(200);
        assert_eq!(
            theirs.body["in_force_items"][0]["patient"]["answer"], "no",
            "and the therapist sees it"
        );
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        assert_eq!(holds(&patient, &id), (json!(2), json!("no")));
    }
);

both!(
    what_is_loosened_in_the_quiet_time_waits_until_its_end,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("no"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 60);
        let loosened = say(&patient, &id, &touch("ask_first"));
        assert_eq!(
            loosened["effective_at"],
            world.clock.at(Duration::hours(23))
        );
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        // A change beside it does not carry it past the quiet time.
        let mut beside = touch("ask_first");
        beside
            .as_array_mut()
            .unwrap()
            .push(json!({"kind": "role", "text": "to keep the time"}));
        let third = say(&patient, &id, &beside);
        assert_eq!(third["effective_at"], world.clock.at(Duration::hours(23)));
        both_acknowledge(&patient, &therapist, &link, &id, 3);
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        world.clock.advance(Duration::hours(23));
        assert_eq!(holds(&patient, &id), (json!(3), json!("ask_first")));
    }
);

both!(
    to_take_a_no_away_in_the_quiet_time_waits_and_to_take_a_yes_away_does_not,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("no"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 60);
        let without = say(&patient, &id, &json!([]));
        assert_eq!(without["effective_at"], world.clock.at(Duration::hours(23)));
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        world.clock.advance(Duration::hours(23));
        assert_eq!(shown(&patient, &id)["in_force_items"], json!([]));
        say(&patient, &id, &touch("yes"));
        both_acknowledge(&patient, &therapist, &link, &id, 3);
        ended(world, &patient, 0);
        let without = say(&patient, &id, &json!([]));
        assert_eq!(without["effective_at"], world.clock.now());
        assert_eq!(holds(&patient, &id), (json!(3), json!(null)));
    }
);

both!(
    a_no_that_was_said_and_taken_back_in_the_quiet_time_stays_a_no,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("yes"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 60);
        say(&patient, &id, &touch("no"));
        let back = say(&patient, &id, &touch("yes"));
        assert_eq!(back["effective_at"], world.clock.at(Duration::hours(23)));
        both_acknowledge(&patient, &therapist, &link, &id, 3);
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        world.clock.advance(Duration::hours(23));
        assert_eq!(holds(&patient, &id), (json!(3), json!("yes")));
    }
);

both!(
    what_was_loosened_before_and_is_agreed_to_in_the_quiet_time_waits_too,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("no"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        let loosened = say(&patient, &id, &touch("yes"));
        assert_eq!(loosened["effective_at"], world.clock.now());
        ended(world, &patient, 60);
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        let after = shown(&patient, &id);
        assert_eq!(
            (&after["in_force"], &after["effective_at"]),
            (&json!(1), &json!(world.clock.at(Duration::hours(23))))
        );
        world.clock.advance(Duration::hours(23));
        assert_eq!(holds(&patient, &id), (json!(2), json!("yes")));
    }
);

both!(
    a_therapist_does_not_loosen_in_the_quiet_time_either,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("yes"));
        let theirs = format!("/v1/therapist/patients/{link}/agreements/{id}");
        let answer = |answer: &str| {
            let items = json!({"items": [{"id": TOUCH, "therapist": {"answer": answer}}]});
            therapist.patch(&theirs, "*", &items).expect(200).body
        };
        answer("no");
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        ended(world, &patient, 60);
        assert_eq!(
            answer("ask_first")["effective_at"],
            world.clock.at(Duration::hours(23))
        );
        both_acknowledge(&patient, &therapist, &link, &id, 3);
        assert_eq!(shown(&patient, &id)["in_force"], 2);
        world.clock.advance(Duration::hours(23));
        assert_eq!(shown(&patient, &id)["in_force"], 3);
        ended(world, &patient, 0);
        assert_eq!(answer("no")["effective_at"], world.clock.now());
    }
);

both!(a_first_agreement_opens_nothing_in_the_quiet_time, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    ended(world, &patient, 60);
    let id = agreement(&patient, &link, &touch("ask_first"));
    both_acknowledge(&patient, &therapist, &link, &id, 1);
    assert_eq!(holds(&patient, &id), (json!(null), json!(null)));
    world.clock.advance(Duration::hours(23));
    assert_eq!(holds(&patient, &id), (json!(1), json!("ask_first")));
});

both!(a_no_holds_before_anything_is_agreed, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let id = agreement(&patient, &link, &touch("no"));
    assert_eq!(holds(&patient, &id), (json!(null), json!("no")));
});

both!(
    what_waits_waits_longer_when_the_quiet_time_gets_longer,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("no"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 120);
        say(&patient, &id, &touch("yes"));
        both_acknowledge(&patient, &therapist, &link, &id, 2);
        assert_eq!(
            shown(&patient, &id)["effective_at"],
            world.clock.at(Duration::hours(22))
        );
        ended(world, &patient, 0);
        assert_eq!(
            shown(&patient, &id)["effective_at"],
            world.clock.at(Duration::hours(24))
        );
        world.clock.advance(Duration::hours(23));
        assert_eq!(holds(&patient, &id), (json!(1), json!("no")));
        world.clock.advance(Duration::hours(1));
        assert_eq!(holds(&patient, &id), (json!(2), json!("yes")));
    }
);

both!(
    a_no_of_the_therapist_holds_at_once_and_is_taken_back_by_both_alone,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &touch("yes"));
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        ended(world, &patient, 60);
        let theirs = format!("/v1/therapist/patients/{link}/agreements/{id}");
        let says = |answer: &str| {
            let said = json!({"items": [{"id": TOUCH, "therapist": {"answer": answer}}]});
            therapist.patch(&theirs, "*", &said).expect(200).body
        };
        let holds = || {
            let item = shown(&patient, &id)["in_force_items"][0].clone();
            (
                item["patient"]["answer"].clone(),
                item["therapist"]["answer"].clone(),
            )
        };
        assert_eq!(says("no")["effective_at"], world.clock.now());
        assert_eq!(holds(), (json!("yes"), json!("no")));
        let loosened = says("yes");
        assert_eq!(holds(), (json!("yes"), json!("no")));
        assert_eq!(
            loosened["effective_at"],
            world.clock.at(Duration::hours(23)),
            "and in the quiet time nobody loosens anything"
        );
    }
);
