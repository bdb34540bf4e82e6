//! What everybody is shown of a table, and what does not open where something waits for its code or its answer.

use reqwest::Method;

use super::people::{Challenge, People, Waiting};
use crate::harness::{Client, Value, json};
use crate::proofs::Raw;

/// An answer, without what differs from one reading to the next.
pub(super) type Told = (u16, Value);

pub(super) fn plain(mut body: Value) -> Value {
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
        body.remove("exported_at");
        if let Some(sharing) = body.get_mut("sharing").and_then(Value::as_object_mut) {
            sharing.remove("log");
            sharing.remove("checkpoint");
        }
    }
    body
}

impl People<'_> {
    /// Everybody who can be shown what is in a table, each with what they ask.
    fn readings(&self, table: &str) -> Vec<(&Client<'_>, Method, String, Value)> {
        let mut asked = Vec::new();
        let mut ask =
            |who, path: &str| asked.push((who, Method::GET, path.to_owned(), Value::Null));
        let own = match table {
            "dosing_sessions" => "/v1/dosing-sessions",
            "practices" => "/v1/practices",
            "check_ins" => "/v1/check-ins",
            "steps" => "/v1/steps",
            "own_prompts" => "/v1/prompts/own",
            "intentions" => "/v1/intentions",
            "goals" => "/v1/goals",
            "fears" => "/v1/fears",
            "agreements" => "/v1/agreements",
            "appointments" => "/v1/appointments",
            "evaluations" => "/v1/evaluations",
            "support_people" => "/v1/support/people",
            "soothing" => "/v1/support/soothing",
            "checklist_items" => "/v1/checklists/session",
            "packets" => "/v1/packets",
            "offers" | "kept_quiet" => "/v1/offers",
            "accounts" | "data_keys" => "/v1/me",
            "devices" => "/v1/auth/devices",
            "passkeys" => "/v1/auth/passkeys",
            "entries" | "entry_revisions" => "/v1/me/export?sealed=true",
            "reading_habits" => "/v1/care/links",
            "therapist_notes" | "care_invitations" | "mails" | "registrations"
            | "authenticators" | "ceremonies" => "",
            other => panic!("{other} holds something sealed: say here who reads it"),
        };
        if !own.is_empty() {
            self.patients.iter().for_each(|patient| ask(patient, own));
        }
        let theirs = match table {
            "therapist_notes" => "/v1/therapist/notes",
            "reading_habits" => "/v1/therapist/reading-habit",
            "accounts" | "data_keys" => "/v1/me",
            "devices" => "/v1/auth/devices",
            "passkeys" => "/v1/auth/passkeys",
            _ => "",
        };
        if !theirs.is_empty() {
            self.therapists
                .iter()
                .for_each(|therapist| ask(therapist, theirs));
        }
        if matches!(table, "entries" | "entry_revisions") {
            self.patients
                .iter()
                .for_each(|patient| ask(patient, "/v1/entries?sealed=true&limit=100"));
            for (number, entry) in self.entries.iter().enumerate() {
                ask(
                    &self.patients[number / 2],
                    &format!("/v1/entries/{entry}/revisions"),
                );
                let shared = format!(
                    "/v1/therapist/patients/{}/entries/{entry}",
                    self.links[number / 2]
                );
                ask(&self.therapists[number / 2], &shared);
            }
        }
        if table == "care_invitations" {
            for therapist in &self.therapists {
                for round in ["a", "b"] {
                    asked.push((
                        therapist,
                        Method::POST,
                        "/v1/care/invitations".to_owned(),
                        json!(format!("invitation {round}")),
                    ));
                }
            }
        }
        asked
    }

    /// What everybody is shown of a table now.
    pub(super) fn shown(&self, table: &str) -> Vec<Told> {
        self.readings(table)
            .into_iter()
            .map(|(who, method, path, key)| {
                let mut request = who.request(method, &path);
                if let Some(key) = key.as_str() {
                    request = request.header("idempotency-key", key).json(&json!({}));
                }
                let answer = request.send().expect("an answer");
                let status = answer.status().as_u16();
                (status, plain(answer.json().unwrap_or_default()))
            })
            .collect()
    }

    /// Whether the mails that were tampered with, and they alone, do not go; all of them wait again then, as they were kept aside.
    pub(super) fn no_mail_goes_but_the_others(&self, raw: &mut Raw, both: bool) -> bool {
        drop(self.world.run(self.world.service.deliver_mail()));
        let left = raw.lines("SELECT 'a mail' AS line FROM mails").len();
        for again in [
            "DELETE FROM mails",
            "INSERT INTO mails SELECT * FROM kept_aside",
        ] {
            raw.run(again).expect("the mails wait again");
        }
        left == if both { 2 } else { 1 }
    }

    /// Whether somebody's authenticator app meets a fault; a code that was used before is no fault.
    pub(super) fn a_factor_does_not_open(&self) -> bool {
        let shows = |therapist: &Client<'_>| {
            let factor = therapist.session().factor.expect("an app");
            let body = json!({"totp": factor.shown(self.world.clock_of_the_server())});
            let request = therapist.request(Method::POST, "/v1/auth/step-up");
            let answer = request.json(&body).send().expect("an answer");
            answer.status().as_u16() == 500
        };
        self.therapists.iter().filter(|one| shows(one)).count() > 0
    }

    /// Whether nobody is let in whose application was tampered with: that of this cell, or both.
    pub(super) fn nobody_is_confirmed(&self, hex: &str, both: bool) -> bool {
        let touched = self.waiting.iter().filter(|one| both || one.hex == hex);
        let mut bodies = touched.map(|one| json!({"email": one.email, "code": one.code}));
        bodies.all(|body| self.status_of("/v1/auth/register/confirm", &body) == 500)
    }

    /// Whether nobody signs in whose challenge was tampered with: that of this cell, or both.
    pub(super) fn nobody_signs_in(&self, hex: &str, both: bool) -> bool {
        let mut touched = self.challenges.iter().filter(|one| both || one.hex == hex);
        touched.all(|one| self.status_of("/v1/auth/passkeys/login/finish", &one.answer) == 500)
    }

    /// Whether everything that waited is still taken once nothing is tampered with any more.
    pub(super) fn what_waited_is_taken(&self) -> bool {
        let confirmed = |one: &Waiting| {
            let body = json!({"email": one.email, "code": one.code});
            self.status_of("/v1/auth/register/confirm", &body) == 201
        };
        let signed_in =
            |one: &Challenge| self.status_of("/v1/auth/passkeys/login/finish", &one.answer) == 200;
        self.waiting.iter().all(confirmed) && self.challenges.iter().all(signed_in)
    }

    /// How the service answers, also where that is a fault.
    fn status_of(&self, path: &str, body: &Value) -> u16 {
        let anyone = self.world.stranger();
        let request = anyone.request(Method::POST, path).json(body);
        request.send().expect("an answer").status().as_u16()
    }
}
