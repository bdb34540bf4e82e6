//! FHIR R4: one bundle that other systems can read, with everything in it once, and nothing made up.

use std::collections::BTreeSet;

use chrono::Duration;
use serde_json::Value;

use crate::both;
use crate::harness::{Client, json, scenes};

/// The value sets that R4 (4.0.1) requires, of what is told here.
const REQUIRED: &[(&str, &str, &[&str])] = &[
    (
        "Bundle",
        "/type",
        &[
            "document",
            "message",
            "transaction",
            "transaction-response",
            "batch",
            "batch-response",
            "history",
            "searchset",
            "collection",
        ],
    ),
    (
        "QuestionnaireResponse",
        "/status",
        &[
            "in-progress",
            "completed",
            "amended",
            "entered-in-error",
            "stopped",
        ],
    ),
    (
        "Observation",
        "/status",
        &[
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown",
        ],
    ),
    (
        "Consent",
        "/status",
        &[
            "draft",
            "proposed",
            "active",
            "rejected",
            "inactive",
            "entered-in-error",
        ],
    ),
    (
        "Consent",
        "/provision/provision/0/type",
        &["deny", "permit"],
    ),
    (
        "Consent",
        "/provision/provision/0/data/0/meaning",
        &["instance", "related", "dependents", "authoredby"],
    ),
    (
        "CarePlan",
        "/status",
        &[
            "draft",
            "active",
            "on-hold",
            "revoked",
            "completed",
            "entered-in-error",
            "unknown",
        ],
    ),
    (
        "CarePlan",
        "/intent",
        &["proposal", "plan", "order", "option"],
    ),
    (
        "CareTeam",
        "/status",
        &[
            "proposed",
            "active",
            "suspended",
            "inactive",
            "entered-in-error",
        ],
    ),
    ("AuditEvent", "/action", &["C", "R", "U", "D", "E"]),
    ("AuditEvent", "/outcome", &["0", "4", "8", "12"]),
];

/// What is exported, and the resources in it.
struct Told {
    bundle: Value,
}

impl Told {
    fn by(patient: &Client<'_>) -> Self {
        let answer = patient.get("/v1/me/export?format=fhir").expect(200);
        assert_eq!(answer.header("content-type"), "application/fhir+json");
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"records.fhir.json\""
        );
        Self {
            bundle: answer.body,
        }
    }

    fn entries(&self) -> &[Value] {
        self.bundle["entry"].as_array().unwrap()
    }

    fn all(&self, kind: &str) -> Vec<&Value> {
        self.entries()
            .iter()
            .map(|entry| &entry["resource"])
            .filter(|resource| resource["resourceType"] == kind)
            .collect()
    }

    /// The resource that carries this id of ours.
    fn of(&self, kind: &str, id: &str) -> Option<&Value> {
        let urn = format!("urn:uuid:{id}");
        self.all(kind).into_iter().find(|resource| {
            resource["identifier"]["value"] == urn.as_str()
                || resource["identifier"][0]["value"] == urn.as_str()
        })
    }

    fn times(&self, words: &str) -> usize {
        self.bundle.to_string().matches(words).count()
    }
}

/// Walks over every value with the name of its field.
fn walk<'a>(value: &'a Value, name: &'a str, see: &mut impl FnMut(&'a str, &'a Value)) {
    see(name, value);
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| walk(value, name, see)),
        Value::Array(items) => items.iter().for_each(|value| walk(value, name, see)),
        _ => {}
    }
}

/// What holds for every bundle: codes of the required sets, references that lead somewhere, nothing empty, nothing measured.
fn hold_together(told: &Told) {
    let bundle = &told.bundle;
    assert_eq!(bundle["resourceType"], "Bundle");
    assert_eq!(bundle["type"], "collection");
    let places: BTreeSet<&str> = told
        .entries()
        .iter()
        .map(|entry| entry["fullUrl"].as_str().unwrap())
        .collect();
    assert_eq!(places.len(), told.entries().len(), "each place once");
    for entry in told.entries() {
        let id = entry["resource"]["id"].as_str().unwrap();
        assert_eq!(entry["fullUrl"], format!("urn:uuid:{id}"));
    }
    walk(bundle, "", &mut |name, value| {
        let empty = value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(serde_json::Map::is_empty)
            || value.as_str().is_some_and(|text| text.trim().is_empty());
        assert!(!empty, "{name} is empty");
        assert!(!value.is_number(), "{name} is a number");
        if let (true, Some(place)) = (name == "reference", value.as_str()) {
            assert!(places.contains(place), "{place} leads nowhere");
        }
        if name.contains("Code") || name == "code" {
            assert!(value.as_str().is_none_or(|code| code == code.trim()));
        }
        assert!(
            !name.starts_with("valueQuantity") && !name.starts_with("valueInteger"),
            "{name}"
        );
    });
    let mut used = BTreeSet::new();
    for (kind, pointer, codes) in REQUIRED {
        for resource in told.all(kind).into_iter().chain([bundle]) {
            if resource["resourceType"] != *kind {
                continue;
            }
            let Some(code) = resource.pointer(pointer) else {
                assert!(pointer.starts_with("/provision"), "{kind}{pointer}");
                continue;
            };
            assert!(
                codes.contains(&code.as_str().unwrap()),
                "{kind}{pointer} {code}"
            );
            used.insert(format!("{kind}{pointer}"));
        }
    }
    assert!(used.len() >= 3, "{used:?}");
    let kinds: BTreeSet<&str> = told
        .entries()
        .iter()
        .map(|entry| entry["resource"]["resourceType"].as_str().unwrap())
        .collect();
    for made_up in [
        "MedicationStatement",
        "MedicationAdministration",
        "Condition",
        "Procedure",
        "Encounter",
    ] {
        assert!(!kinds.contains(made_up), "{made_up}");
    }
}

both!(every_word_that_was_written_is_in_the_bundle_once, |world| {
    let ana = world.patient("Ana");
    let session = ana
            .post("/v1/dosing-sessions", &json!({"status": "happened", "started_at": world.clock.at(Duration::hours(-5)),
                "ended_at": world.clock.at(Duration::hours(-2)), "time_zone": "Europe/Lisbon", "place": "WORDplace", "note": "WORDsession"}))
            .expect(201)
            .id();
    let prompt = ana.get("/v1/prompts?limit=1").items()[0].clone();
    let entry = ana
            .post("/v1/entries", &json!({"text": "WORDfirst", "dosing_session_id": session, "prompt_id": prompt["id"], "topics": ["image"],
                "feelings": ["WORDfeeling"], "sensations": [{"place": "WORDhands", "quality": "WORDwarm", "intensity": "WORDmild", "course": "WORDfades"}]}))
            .expect(201);
    world.clock.advance(Duration::minutes(3));
    let path = format!("/v1/entries/{}", entry.id());
    ana.patch(&path, &entry.etag(), &json!({"text": "WORDsecond"}))
        .expect(200);
    let added = ana
        .post(
            "/v1/entries",
            &json!({"text": "WORDadded", "addends": entry.id()}),
        )
        .expect(201)
        .id();
    let gone = scenes::entry(&ana, "WORDgone");
    ana.delete(&format!("/v1/entries/{gone}")).expect(204);
    let check_in = ana
            .post("/v1/check-ins", &json!({"energy": "WORDenergy", "rest": "WORDrest", "nourishment": "WORDfood", "movement": "WORDmove",
                "connection": "WORDnear", "fears": "WORDfear", "hesitations": "WORDpart", "feelings": ["WORDglad"],
                "dosing_session_id": session, "sensations": [{"place": "WORDneck", "course": "WORDgoes"}]}))
            .expect(201)
            .id();
    let removed = ana
        .post("/v1/check-ins", &json!({"rest": "WORDremoved"}))
        .expect(201)
        .id();
    ana.delete(&format!("/v1/check-ins/{removed}")).expect(204);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0].clone();
    let practice = ana
            .post("/v1/practices", &json!({"exercise_id": exercise["id"], "at": world.clock.now(), "before": "WORDbefore", "after": "WORDafter", "note": "WORDnote"}))
            .expect(201)
            .id();
    let told = Told::by(&ana);
    hold_together(&told);
    for once in [
        "place", "session", "feeling", "hands", "warm", "mild", "fades", "second", "added",
        "energy", "rest", "food", "move", "near", "fear", "part", "glad", "neck", "goes", "before",
        "after", "note",
    ] {
        assert_eq!(told.times(&format!("WORD{once}")), 1, "{once}");
    }
    for never in ["first", "gone", "removed"] {
        assert_eq!(told.times(&format!("WORD{never}")), 0, "{never}");
    }
    let response = told.of("QuestionnaireResponse", &entry.id()).unwrap();
    assert_eq!(response["status"], "amended");
    assert_eq!(response["item"][0]["text"], prompt["text"]);
    assert_eq!(
        response["item"][0]["answer"],
        json!([{"valueString": "WORDsecond"}])
    );
    let canonical = format!(
        "urn:afterword:questionnaire/prompt/{}|{}",
        prompt["id"].as_str().unwrap(),
        prompt["version"]
    );
    assert_eq!(response["questionnaire"], canonical.as_str());
    let addendum = told.of("QuestionnaireResponse", &added).unwrap();
    assert_eq!(addendum["status"], "completed");
    let target = format!("urn:uuid:{}", response["id"].as_str().unwrap());
    assert!(addendum["extension"].to_string().contains(&target));
    let check_in = told.of("Observation", &check_in).unwrap();
    assert_eq!(check_in["component"].as_array().unwrap().len(), 9);
    let practice = told.of("Observation", &practice).unwrap();
    assert_eq!(practice["valueString"], exercise["title"]);
    let basic = told.of("Basic", &session).unwrap();
    let target = format!("urn:uuid:{}", basic["id"].as_str().unwrap());
    for holder in [response, check_in] {
        assert!(holder["extension"].to_string().contains(&target));
    }
    assert_eq!(told.all("Patient").len(), 1);
    assert_eq!(told.all("Patient")[0]["name"], json!([{"text": "Ana"}]));
    assert!(!told.bundle.to_string().contains(&ana.session().email));
});

fn state_of(told: &Told, consent: &str) -> (String, String) {
    let consent = told.of("Consent", consent).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (
        text(&consent["status"]),
        text(&consent["extension"][0]["valueCode"]),
    )
}

both!(consents_links_and_the_log_are_told_as_they_stand, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let entries: Vec<String> = ["one", "two", "three", "four"]
        .iter()
        .map(|text| scenes::entry(&ana, text))
        .collect();
    let consents: Vec<String> = entries
        .iter()
        .map(|entry| scenes::share(&ana, &link, entry))
        .collect();
    bo.get(&format!(
        "/v1/therapist/patients/{link}/entries/{}",
        entries[0]
    ))
    .expect(200);
    ana.post_nothing(&format!("/v1/consents/{}/pause", consents[1]))
        .expect(200);
    ana.delete(&format!("/v1/consents/{}", consents[2]))
        .expect(200);
    ana.delete(&format!("/v1/entries/{}", entries[3]))
        .expect(204);
    let path = format!("/v1/entries/{}", entries[1]);
    let etag = ana.get(&path).etag();
    ana.patch(&path, &etag, &json!({"text": "two, later"}))
        .expect(200);
    let told = Told::by(&ana);
    hold_together(&told);
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(state_of(&told, &consents[0]), pair("active", "in_effect"));
    assert_eq!(state_of(&told, &consents[1]), pair("inactive", "paused"));
    assert_eq!(state_of(&told, &consents[2]), pair("inactive", "revoked"));
    let permit = |consent: &str| &told.of("Consent", consent).unwrap()["provision"]["provision"][0];
    let therapist = told.all("Practitioner");
    assert_eq!(therapist.len(), 1);
    assert_eq!(therapist[0]["name"], json!([{"text": "Bo"}]));
    let bo_is = format!("urn:uuid:{}", therapist[0]["id"].as_str().unwrap());
    assert_eq!(
        permit(&consents[0])["actor"][0]["reference"]["reference"],
        bo_is.as_str()
    );
    let shown = |consent: &str| &permit(consent)["data"][0]["reference"];
    let entry = told.of("QuestionnaireResponse", &entries[0]).unwrap();
    assert_eq!(
        shown(&consents[0])["reference"],
        format!("urn:uuid:{}", entry["id"].as_str().unwrap())
    );
    // A later wording, and an entry that is deleted, were never shared: they are named, and nothing points at them.
    for (consent, entry) in [(1, 1), (3, 3)] {
        let shown = shown(&consents[consent]);
        assert!(shown["reference"].is_null(), "{shown}");
        assert_eq!(
            shown["identifier"]["value"],
            format!("urn:uuid:{}", entries[entry])
        );
    }
    assert!(permit(&consents[2])["period"]["end"].is_string());
    assert_eq!(told.of("CareTeam", &link).unwrap()["status"], "active");
    let read: Vec<&Value> = told
        .all("AuditEvent")
        .into_iter()
        .filter(|event| event["subtype"][0]["code"] == "entry.read")
        .collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0]["action"], "R");
    assert_eq!(read[0]["agent"][0]["who"]["reference"], bo_is.as_str());
    let exported: Vec<&Value> = told
        .all("AuditEvent")
        .into_iter()
        .filter(|event| event["subtype"][0]["code"] == "records.exported")
        .collect();
    assert_eq!(exported.len(), 1, "this export is on the log it tells");
    ana.delete(&format!("/v1/care/links/{link}")).expect(200);
    let told = Told::by(&ana);
    hold_together(&told);
    assert_eq!(
        state_of(&told, &consents[0]),
        pair("inactive", "link_ended")
    );
    assert_eq!(told.of("CareTeam", &link).unwrap()["status"], "inactive");
});

both!(
    a_consent_that_waits_is_active_from_a_later_instant_on,
    |world| {
        let scenes::Linked {
            patient: ana, link, ..
        } = scenes::linked(world);
        let entry = scenes::entry(&ana, "one");
        ana.post(
            "/v1/dosing-sessions",
            &json!({"status": "happened", "ended_at": world.clock.at(Duration::hours(-1)), "time_zone": "UTC"}),
        )
        .expect(201);
        let consent = scenes::share(&ana, &link, &entry);
        let told = Told::by(&ana);
        hold_together(&told);
        assert_eq!(
            state_of(&told, &consent),
            ("active".to_owned(), "waiting".to_owned())
        );
        let period = &told.of("Consent", &consent).unwrap()["provision"]["provision"][0]["period"];
        assert_eq!(
            period,
            &json!({"start": world.clock.at(Duration::hours(23))})
        );
    }
);

both!(a_log_of_many_pages_is_told_whole, |world| {
    let ana = world.patient("Ana");
    for _ in 0..230 {
        ana.get("/v1/access-log?limit=1").expect(200);
    }
    let told = Told::by(&ana);
    hold_together(&told);
    let events = told.all("AuditEvent");
    let of = |code: &str| {
        events
            .iter()
            .filter(|event| event["subtype"][0]["code"] == code)
            .count()
    };
    assert_eq!(of("access_log.read"), 230);
    let recorded: Vec<&str> = events
        .iter()
        .map(|event| event["recorded"].as_str().unwrap())
        .collect();
    assert!(recorded.is_sorted(), "oldest first");
});

both!(
    signs_that_fhir_cannot_hold_are_seen_and_the_json_archive_has_them,
    |world| {
        let ana = world.patient("Ana");
        scenes::entry(&ana, "a\u{1}b\u{b}c");
        scenes::entry(&ana, " ");
        let told = Told::by(&ana);
        hold_together(&told);
        assert_eq!(told.times("a␁b␋c"), 1);
        assert_eq!(told.times("␣"), 1);
        let archive = ana.get("/v1/me/export?format=json").expect(200).body;
        let texts: BTreeSet<&str> = archive["records"]["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["wordings"][0]["words"]["text"].as_str().unwrap())
            .collect();
        assert_eq!(texts, BTreeSet::from(["a\u{1}b\u{b}c", " "]));
    }
);

both!(
    a_patient_who_wrote_nothing_has_a_bundle_and_nobody_else_has_one,
    |world| {
        let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
        scenes::entry(&eve, "WORDeve");
        let told = Told::by(&ana);
        hold_together(&told);
        assert_eq!(told.times("WORDeve"), 0);
        assert!(told.all("QuestionnaireResponse").is_empty());
        world
            .therapist("Bo")
            .get("/v1/me/export?format=fhir")
            .expect(403);
        world
            .stranger()
            .get("/v1/me/export?format=fhir")
            .expect(401);
    }
);
