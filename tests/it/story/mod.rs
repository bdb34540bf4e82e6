//! Stories told through the API alone, from one end to the other.

mod agreeing;
mod answering;
mod beginning;
mod days;
mod dosing;
mod four_months;
mod leaving;
mod main_job;
mod meeting;
mod weeks;

use crate::harness::{Client, Value, World, json};

/// Ana and Bo, between whom everything happens.
struct Story<'w> {
    world: &'w World,
    ana: Client<'w>,
    bo: Client<'w>,
    link: String,
    agreement: String,
}

impl Story<'_> {
    /// What Bo sees of Ana.
    fn seen_by_bo(&self, path: &str) -> String {
        format!("/v1/therapist/patients/{}/{path}", self.link)
    }

    /// One session's part of the timeline.
    #[track_caller]
    fn timeline(&self, session: &str) -> Value {
        let path = format!("/v1/timeline?dosing_session_id={session}");
        self.ana.get(&path).expect(200).items()[0].clone()
    }

    /// Ana writes something; its id.
    #[track_caller]
    fn writes(&self, entry: &Value) -> String {
        self.ana.post("/v1/entries", entry).expect(201).id()
    }

    /// What Ana wrote, as it stands now.
    #[track_caller]
    fn entry(&self, id: &str) -> Value {
        self.ana.get(&format!("/v1/entries/{id}")).expect(200).body
    }

    /// Ana gives Bo this; the consent.
    #[track_caller]
    fn gives(&self, scope: &Value) -> Value {
        let notice = crate::harness::scenes::notice(&self.ana);
        let body = json!({"link_id": self.link, "scope": scope, "notice_version": notice});
        self.ana.post("/v1/consents", &body).expect(201).body
    }
}

/// The field of every thing on a list.
fn each(things: &Value, field: &str) -> Vec<Value> {
    let things = things.as_array().expect("a list").iter();
    things.map(|thing| thing[field].clone()).collect()
}

/// A text that is there.
#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
