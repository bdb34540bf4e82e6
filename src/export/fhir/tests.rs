//! What single resources say, where a world would take long to build.

use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::access::trail;
use crate::consent::State;
use crate::export::sharing::{ConsentTold, LinkTold, LogRow, Pinned};
use crate::ids::{ConsentId, DosingSessionId, EntryId, LinkId, RequestId};

const OWNER: AccountId = AccountId::from_uuid(Uuid::from_u128(1));
const THERAPIST: AccountId = AccountId::from_uuid(Uuid::from_u128(2));
const LINK: LinkId = LinkId::from_uuid(Uuid::from_u128(3));
const ENTRY: EntryId = EntryId::from_uuid(Uuid::from_u128(4));
const SESSION: DosingSessionId = DosingSessionId::from_uuid(Uuid::from_u128(5));

fn at(minutes: i64) -> At {
    At::from_micros(1_800_000_000_000_000).plus(chrono::Duration::minutes(minutes))
}

/// One entry with two wordings, and a session.
fn archive() -> Archive {
    let wording = |revision: i64, text: &str| {
        json!({"revision": revision, "authored_at": at(revision), "received_at": at(revision), "conflict": false,
            "words": {"text": text, "prompt": null, "topics": ["image"], "feelings": [], "sensations": [{"place": "hands"}]}})
    };
    serde_json::from_value(json!({
        "format": "afterword", "version": 1, "exported_at": at(60),
        "sealed": false,
        "account": {"display_name": "Ana", "time_zone": "Europe/Lisbon", "locale": "es"},
        "records": {
            "dosing_sessions": [{"id": SESSION, "status": "cancelled", "planned_at": at(0), "started_at": null, "ended_at": null,
                "approximate": true, "time_zone": "UTC", "words": {"place": null, "note": null}, "revision": 1, "created_at": at(0), "updated_at": at(0)}],
            "entries": [{"id": ENTRY, "kind": "free", "authored_at": at(0), "authored_time_zone": "UTC", "received_at": at(1),
                "dosing_session_id": SESSION, "addends": null, "sealed": null, "wordings": [wording(1, "a river"), wording(2, "a lake")]}]
        }
    }))
    .expect("an archive")
}

fn linked() -> LinkTold {
    LinkTold {
        id: LINK,
        therapist_id: THERAPIST,
        name: None,
        since: at(0),
        ended_at: None,
    }
}

fn given(state: State, entries: Vec<(EntryId, i64)>) -> ConsentTold {
    ConsentTold {
        id: ConsentId::from_uuid(Uuid::from_u128(6)),
        link_id: LINK,
        entries: entries
            .into_iter()
            .map(|(entry_id, revision)| Pinned { entry_id, revision })
            .collect(),
        excerpt: None,
        standing: None,
        state,
        notice_version: 1,
        granted_at: at(10),
        effective_at: at(40),
        until: None,
    }
}

fn told(sharing: &Sharing) -> Value {
    let archive = Archive {
        sharing: sharing.clone(),
        ..archive()
    };
    serde_json::to_value(bundle(OWNER, &archive)).expect("JSON")
}

fn only<'a>(bundle: &'a Value, kind: &str) -> &'a Value {
    let mut found = bundle["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .filter(|entry| entry["resource"]["resourceType"] == kind);
    let one = found.next().expect("one of them");
    assert!(found.next().is_none(), "more than one {kind}");
    &one["resource"]
}

fn consent(told_of: ConsentTold) -> Value {
    let sharing = Sharing {
        links: vec![linked()],
        consents: vec![told_of],
        ..Sharing::default()
    };
    only(&told(&sharing), "Consent").clone()
}

#[test]
fn an_archive_alone_makes_a_bundle_and_the_same_one_again() {
    let bundle = told(&Sharing::default());
    assert_eq!(bundle, told(&Sharing::default()));
    let kinds: Vec<&Value> = bundle["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| &entry["resource"]["resourceType"])
        .collect();
    assert_eq!(kinds, ["Patient", "Basic", "QuestionnaireResponse"]);
    let patient = only(&bundle, "Patient");
    assert_eq!(patient["name"], json!([{"text": "Ana"}]));
    assert_eq!(
        patient["communication"][0]["language"]["coding"][0]["code"],
        "es"
    );
}

#[test]
fn an_entry_is_told_in_its_newest_wording_and_points_at_its_session() {
    let bundle = told(&Sharing::default());
    let entry = only(&bundle, "QuestionnaireResponse");
    assert_eq!(entry["status"], "amended");
    assert_eq!(entry["authored"], json!(at(2)));
    assert_eq!(
        entry["item"][0]["answer"],
        json!([{"valueString": "a lake"}])
    );
    assert!(!bundle.to_string().contains("a river"));
    let session = only(&bundle, "Basic");
    let pointer = entry["extension"]
        .as_array()
        .expect("extensions")
        .iter()
        .find(|extension| extension["url"] == "urn:afterword:extension/dosing-session")
        .expect("the session");
    assert_eq!(
        pointer["valueReference"]["reference"],
        format!("urn:uuid:{}", session["id"].as_str().expect("an id"))
    );
}

#[test]
fn ids_differ_between_patients_and_between_kinds() {
    let of = |owner: u128, kind| {
        Places::new(AccountId::from_uuid(Uuid::from_u128(owner)), []).of(kind, Uuid::from_u128(4))
    };
    assert_ne!(of(1, Kind::Entry), of(2, Kind::Entry));
    assert_ne!(of(1, Kind::Entry), of(1, Kind::CheckIn));
    assert_eq!(of(1, Kind::Entry), of(1, Kind::Entry));
}

#[test]
fn every_state_of_a_consent_has_a_status_and_only_two_of_them_are_active() {
    for state in State::ALL {
        let told = consent(given(*state, vec![(ENTRY, 2)]));
        let expected = match state {
            State::Waiting | State::InEffect => "active",
            _ => "inactive",
        };
        assert_eq!(told["status"], expected, "{state:?}");
        assert_eq!(told["extension"][0]["valueCode"], state.as_str());
    }
}

#[test]
fn a_consent_permits_what_it_names_from_when_it_is_in_effect() {
    let told = consent(given(State::Waiting, vec![(ENTRY, 2)]));
    assert!(told["provision"]["type"].is_null());
    let permit = &told["provision"]["provision"][0];
    assert_eq!(permit["type"], "permit");
    assert_eq!(permit["period"], json!({"start": at(40)}));
    assert!(permit["data"][0]["reference"]["reference"].is_string());
}

#[test]
fn a_consent_that_ended_while_it_waited_has_a_period_without_length() {
    let told = consent(ConsentTold {
        until: Some(at(20)),
        ..given(State::Revoked, vec![(ENTRY, 2)])
    });
    let period = &told["provision"]["provision"][0]["period"];
    assert_eq!(period, &json!({"start": at(20), "end": at(20)}));
}

#[test]
fn an_earlier_wording_or_a_deleted_entry_is_named_and_not_pointed_at() {
    let gone = EntryId::from_uuid(Uuid::from_u128(77));
    for (entry, revision) in [(ENTRY, 1), (gone, 1)] {
        let told = consent(given(State::InEffect, vec![(entry, revision)]));
        let reference = &told["provision"]["provision"][0]["data"][0]["reference"];
        assert!(reference["reference"].is_null());
        assert_eq!(
            reference["identifier"]["value"],
            format!("urn:uuid:{entry}")
        );
        assert_eq!(reference["display"], "revision 1");
    }
}

#[test]
fn a_consent_that_names_no_entry_permits_nothing() {
    let told = consent(given(State::InEffect, Vec::new()));
    assert!(told["provision"].is_null());
    assert_eq!(
        told["policyRule"]["coding"][0]["code"],
        "only-what-is-named"
    );
}

#[test]
fn the_log_names_who_it_can_and_points_only_at_what_is_there() {
    let row = trail::Record {
        account_id: OWNER,
        number: 1,
        at: at(1),
        actor_kind: trail::ActorKind::Therapist,
        actor_id: Some(THERAPIST),
        action: trail::Action::EntryRead,
        outcome: trail::Outcome::Refused,
        link_id: Some(LINK),
        consent_id: None,
        entry_id: Some(ENTRY),
        revision: Some(2),
        request_id: RequestId::from_uuid(Uuid::from_u128(8)),
        hash: Vec::new(),
        times: 1,
    };
    let sharing = |links| Sharing {
        links,
        log: vec![LogRow::from(row.clone())],
        ..Sharing::default()
    };
    let bundle = told(&sharing(vec![linked()]));
    let event = only(&bundle, "AuditEvent");
    assert_eq!(event["action"], "R");
    assert_eq!(event["outcome"], "4");
    assert!(event["agent"][0]["who"]["reference"].is_string());
    let pointers: Vec<bool> = event["entity"]
        .as_array()
        .expect("entities")
        .iter()
        .map(|entity| entity["what"]["reference"].is_string())
        .collect();
    assert_eq!(pointers, [true, true]);
    let bundle = told(&sharing(Vec::new()));
    let event = only(&bundle, "AuditEvent");
    assert_eq!(event["agent"][0]["who"], json!({"display": "therapist"}));
    assert!(event["entity"][1]["what"]["reference"].is_null());
}

#[test]
fn intentions_goals_and_steps_are_plans_that_stay_open() {
    let places = Places::new(OWNER, [(Kind::Session, SESSION.uuid())]);
    let kept = elements::Kept {
        id: Uuid::from_u128(9),
        at: at(0),
        revision: 3,
        updated_at: at(5),
    };
    let json = |resource: Resource| serde_json::to_value(resource).expect("JSON");
    let intention = json(plans::intention(
        &places,
        kept,
        "to be curious",
        Some("it has been a while"),
        Some(SESSION),
    ));
    assert_eq!(intention["resourceType"], "CarePlan");
    assert_eq!(intention["status"], "active");
    assert_eq!(intention["intent"], "proposal");
    assert_eq!(intention["description"], "to be curious");
    assert_eq!(intention["note"], json!([{"text": "it has been a while"}]));
    assert!(intention["extension"][0]["valueReference"]["reference"].is_string());
    let goal = json(plans::goal(&places, kept, "to sleep", None));
    assert!(goal["note"].is_null() && goal["extension"].is_null());
    let step = json(plans::step(&places, kept, "a walk", Some("rest"), None));
    assert_eq!(step["category"][1], json!({"text": "rest"}));
    let ids = [&intention["id"], &goal["id"], &step["id"]];
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}
