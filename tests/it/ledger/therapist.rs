//! `GET /v1/therapist/access-log`: a therapist sees what they did, and nothing of what anybody else did (AU-6).

use crate::both;
use crate::harness::{Value, scenes};

both!(a_therapist_sees_their_own_actions_alone, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let cara = world.therapist("Cara");
    let other = scenes::link(&patient, &cara);
    let entry = scenes::entry(&patient, "a word");
    scenes::share(&patient, &link, &entry);
    scenes::share(&patient, &other, &entry);
    for (who, link) in [(&therapist, &link), (&cara, &other)] {
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        let read = who.get(&path).expect(200);
        let log = who.get("/v1/therapist/access-log").expect(200);
        let rows = log.items();
        let actions: Vec<&str> = rows
            .iter()
            .rev()
            .map(|row| row["action"].as_str().unwrap())
            .collect();
        assert_eq!(actions[..2], ["account.created", "session.started"]);
        assert_eq!(actions.last(), Some(&"entry.read"));
        assert!(!actions.iter().any(|action| action.starts_with("consent")));
        let opened = &rows[0];
        assert_eq!(opened["link_id"], link.as_str());
        assert_eq!(opened["entry_id"], entry.as_str());
        assert_eq!(opened["request_id"], read.header("x-request-id"));
        assert!(rows.iter().all(|row| row["actor"]["kind"] == "therapist"));
        assert!(
            rows.iter()
                .all(|row| row["actor"]["display_name"] != Value::Null)
        );
    }
    patient.get("/v1/therapist/access-log").expect(403);
    world.stranger().get("/v1/therapist/access-log").expect(401);
});
