//! A log is narrowed by what, by whom, and when (AU-6).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, scenes};

fn actions(ana: &Client<'_>, query: &str) -> Vec<String> {
    let answer = ana.get(&format!("/v1/access-log?{query}")).expect(200);
    let rows = answer.items().iter().rev();
    rows.map(|row| row["action"].as_str().unwrap().to_owned())
        .collect()
}

both!(a_log_is_narrowed_by_what_by_whom_and_when, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let (one, two) = (
        scenes::entry(&patient, "one"),
        scenes::entry(&patient, "two"),
    );
    let consent = scenes::share(&patient, &link, &one);
    world.clock.advance(Duration::hours(1));
    let later = world.clock.now();
    let path = format!("/v1/therapist/patients/{link}/entries");
    therapist.get(&format!("{path}/{one}")).expect(200);
    therapist.get(&format!("{path}/{two}")).expect(404);
    assert_eq!(
        actions(&patient, "actor=therapist"),
        ["entry.read", "entry.read"]
    );
    assert_eq!(
        actions(&patient, "actor=therapist&outcome=done"),
        ["entry.read"]
    );
    assert_eq!(
        actions(&patient, "action=consent.granted"),
        ["consent.granted"]
    );
    assert_eq!(
        actions(&patient, &format!("link_id={link}")),
        ["link.made", "consent.granted", "entry.read", "entry.read"]
    );
    assert_eq!(
        actions(&patient, &format!("consent_id={consent}")),
        ["consent.granted", "entry.read"]
    );
    assert_eq!(
        actions(
            &patient,
            &format!("entry_id={one}&outcome=done&actor=therapist")
        ),
        ["entry.read"]
    );
    assert_eq!(
        actions(&patient, &format!("entry_id={two}")),
        Vec::<String>::new()
    );
    assert_eq!(
        actions(&patient, &format!("to={later}")),
        [
            "account.created",
            "session.started",
            "link.made",
            "consent.granted"
        ]
    );
    assert_eq!(
        actions(&patient, &format!("from={later}&actor=therapist")).len(),
        2
    );
    // Pages hold what was asked for, and go on from where they were.
    let first = patient
        .get(&format!("/v1/access-log?link_id={link}&limit=3"))
        .expect(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    assert_eq!(
        actions(&patient, &format!("link_id={link}&limit=3&cursor={cursor}")),
        ["link.made"]
    );
    for wrong in [
        "action=nothing",
        "actor=god",
        "outcome=maybe",
        "from=yesterday",
        "link_id=1",
        "who=me",
    ] {
        patient.get(&format!("/v1/access-log?{wrong}")).expect(422);
    }
});
