//! A story, told step by step to the service and to the model, and where the two part.

use std::collections::BTreeMap;

use afterword::consent::model::{Facts, Move, State, state};
use afterword::time::At;

use super::{Given, Model, Read, Shape, Step, Written, minutes, wording};
use crate::harness::{Answer, Client, Engine, Value, World, json, scenes};

/// One story in the making.
pub(super) struct Telling<'a, 'w> {
    world: &'w World,
    patient: &'a Client<'w>,
    therapist: &'a Client<'w>,
    link: String,
    session: String,
    notice: i64,
    begun: At,
    doses: Vec<String>,
    model: Model,
}

impl<'a, 'w> Telling<'a, 'w> {
    pub(super) fn begin(
        world: &'w World,
        patient: &'a Client<'w>,
        therapist: &'a Client<'w>,
    ) -> Self {
        let link = scenes::link(patient, therapist);
        let planned = json!({"status": "planned", "time_zone": "UTC"});
        let session = patient
            .post("/v1/dosing-sessions", &planned)
            .expect(201)
            .id();
        let now = world.clock.0.now();
        let mut telling = Self {
            world,
            patient,
            therapist,
            link,
            session,
            notice: scenes::notice(patient),
            begun: now,
            doses: Vec::new(),
            model: Model {
                now,
                consents: Vec::new(),
                entries: Vec::new(),
                doses: Vec::new(),
                directive: 0,
                has_ended: false,
            },
        };
        telling.write(json!({"text": wording(0, 1)}), false);
        telling
    }

    fn write(&mut self, body: Value, is_protected: bool) {
        let id = self.patient.post("/v1/entries", &body).expect(201).id();
        self.model.entries.push(Written {
            id,
            wordings: 1,
            is_protected,
            is_sealed: false,
            taken: BTreeMap::new(),
        });
    }

    /// Tells one step to both, and says where they part.
    pub(super) fn tell(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::Give(shape, entry, end) => self.give(shape, entry, end)?,
            Step::Pause(consent) => self.make(consent, "pause", Move::Pause)?,
            Step::Resume(consent) => {
                let quiet_until = self.model.quiet(self.model.now);
                self.make(consent, "resume", Move::Resume { quiet_until })?;
            }
            Step::Revoke(consent) => self.make(consent, "", Move::Revoke)?,
            Step::Write {
                is_protected,
                minutes_ago,
            } => {
                let place = self.model.entries.len();
                let authored = self.model.now.minus(minutes(minutes_ago.into()));
                let topics = if is_protected {
                    json!(["therapist"])
                } else {
                    json!([])
                };
                let body = json!({"text": wording(place, 1), "dosing_session_id": self.session, "topics": topics, "authored_at": authored.to_string()});
                self.write(body, is_protected);
                self.model.take_in(place, authored);
            }
            Step::Rewrite(entry) => {
                self.rewrite(entry, |place, next| json!({"text": wording(place, next)}))?
            }
            Step::Touch(entry) => {
                let place = entry % self.model.entries.len();
                if !self.model.entries[place].is_protected {
                    self.rewrite(
                        place,
                        |place, next| json!({"text": wording(place, next), "topics": ["medicine"]}),
                    )?;
                }
            }
            Step::Seal(entry) => self.seal(entry, true),
            Step::Unseal(entry) => self.seal(entry, false),
            Step::Settle(directive) => self.settle(directive)?,
            Step::Dose => self.dose(),
            Step::EndLink => self.end_link(),
            Step::Clock(by) => {
                let now = self.model.now.plus(minutes(by.into())).max(self.begun);
                self.model.now = now;
                self.world.clock.0.set(now);
                // Where the clock has passed nobody has looked; the next step does.
                return Ok(());
            }
        }
        self.model.looked_at();
        self.compare()
    }

    /// Asks, and again where it wants a fresh sign-in: made fresh behind the API's back, because a step-up hashes a password each time.
    fn freshly(&self, ask: impl Fn() -> Answer) -> Answer {
        let answer = ask();
        if answer.code() != "fresh-authentication-required" {
            return answer;
        }
        let now = self.world.clock.0.now();
        let at = match self.world.engine {
            Engine::Sqlite => now.micros().to_string(),
            Engine::Postgres => format!("TIMESTAMPTZ '{now}'"),
        };
        let fresh = format!("UPDATE devices SET fresh_at = {at}");
        self.world.raw_sql(&fresh).expect("a fresh sign-in");
        ask()
    }

    fn give(&mut self, shape: Shape, entry: usize, end: Option<u8>) -> Result<(), String> {
        let place = entry % self.model.entries.len();
        let written = &self.model.entries[place];
        let (revision, now) = (written.wordings, self.model.now);
        let scope = match shape {
            Shape::Whole => json!({"type": "entry", "entry_id": written.id}),
            Shape::Part => {
                json!({"type": "excerpt", "entry_id": written.id, "revision": revision, "start": 0, "end": 3})
            }
            Shape::Standing => {
                json!({"type": "session", "dosing_session_id": self.session, "includes": ["entries"]})
            }
        };
        let expires_at = end.map(|minutes_on| now.plus(minutes(minutes_on.into())));
        let body = json!({"link_id": self.link, "scope": scope, "notice_version": self.notice, "expires_at": expires_at.map(|at| at.to_string())});
        let quiet = self.model.quiet(now);
        let is_put_away = shape != Shape::Standing && written.is_sealed;
        let expected = if self.model.has_ended {
            422
        } else if is_put_away || (quiet.is_some() && self.model.directive == 2) {
            409
        } else {
            201
        };
        let answer = self.freshly(|| self.patient.post("/v1/consents", &body));
        same("giving", answer.status, expected)?;
        if expected == 201 {
            let facts = Facts::granted(now, quiet, expires_at);
            let is_held = quiet.is_some() && self.model.directive == 1;
            self.model.consents.push(Given {
                id: answer.id(),
                shape,
                entry: place,
                revision,
                facts: if is_held { facts.held() } else { facts },
            });
        }
        Ok(())
    }

    fn make(&mut self, consent: usize, path: &str, step: Move) -> Result<(), String> {
        if self.model.consents.is_empty() {
            return Ok(());
        }
        let place = consent % self.model.consents.len();
        let (now, is_quiet) = (self.model.now, self.model.quiet(self.model.now).is_some());
        let given = &mut self.model.consents[place];
        given.facts = given.facts.seen(now);
        let is_put_away = given.shape != Shape::Standing
            && self.model.entries[given.entry].is_sealed
            && state(&given.facts, now) == State::Paused;
        let is_resuming = matches!(step, Move::Resume { .. });
        let after = if is_resuming && (is_put_away || is_quiet && self.model.directive > 0) {
            None
        } else if step == Move::Revoke && state(&given.facts, now) == State::Revoked {
            Some(given.facts)
        } else {
            given.facts.after(step, now).ok()
        };
        let kept = after.unwrap_or(given.facts);
        let own = format!("/v1/consents/{}", given.id);
        let answer = self.freshly(|| match step {
            Move::Revoke => self.patient.delete(&own),
            _ => self.patient.post_nothing(&format!("{own}/{path}")),
        });
        same(
            "a move",
            answer.status,
            if after.is_some() { 200 } else { 409 },
        )?;
        self.model.consents[place].facts = kept;
        Ok(())
    }

    fn rewrite(
        &mut self,
        entry: usize,
        body: impl Fn(usize, usize) -> Value,
    ) -> Result<(), String> {
        let place = entry % self.model.entries.len();
        let (id, next) = (
            self.model.entries[place].id.clone(),
            self.model.entries[place].wordings + 1,
        );
        let body = body(place, next);
        let answer = self.patient.patch(&format!("/v1/entries/{id}"), "*", &body);
        let is_sealed = self.model.entries[place].is_sealed;
        same(
            "rewriting",
            answer.status,
            if is_sealed { 409 } else { 200 },
        )?;
        if !is_sealed {
            self.model.entries[place].wordings = next;
            self.model.entries[place].is_protected |= !body["topics"].is_null();
            self.model.follow(place);
        }
        Ok(())
    }

    fn seal(&mut self, entry: usize, away: bool) {
        let place = entry % self.model.entries.len();
        let path = format!("/v1/entries/{}/seal", self.model.entries[place].id);
        if away {
            self.patient
                .post(&path, &json!({"when_i_choose": true}))
                .expect(200);
        } else {
            self.patient.delete(&path).expect(204);
        }
        let quiet = self.model.quiet(self.model.now);
        let entry = &mut self.model.entries[place];
        if let Some(until) = quiet.filter(|_| entry.is_sealed && !away) {
            // To bring something back in the quiet time is to widen what is open.
            for (_, opens) in entry.taken.values_mut() {
                *opens = until.max(*opens);
            }
        }
        entry.is_sealed = away;
    }

    fn settle(&mut self, directive: usize) -> Result<(), String> {
        let is_looser = directive < self.model.directive;
        let expected = if is_looser && self.model.quiet(self.model.now).is_some() {
            409
        } else {
            200
        };
        let answer = settle(self.patient, directive);
        same("settling", answer.status, expected)?;
        if expected == 200 {
            self.model.directive = directive;
        }
        Ok(())
    }

    fn dose(&mut self) {
        let now = self.model.now;
        let body = json!({"status": "happened", "time_zone": "UTC", "started_at": now.minus(minutes(1)).to_string(), "ended_at": now.to_string()});
        let id = self
            .patient
            .post("/v1/dosing-sessions", &body)
            .expect(201)
            .id();
        self.doses.push(id);
        self.model.dosed();
    }

    fn end_link(&mut self) {
        self.patient
            .delete(&format!("/v1/care/links/{}", self.link))
            .expect(200);
        let now = self.model.now;
        self.model.has_ended = true;
        for given in &mut self.model.consents {
            let seen = given.facts.seen(now);
            given.facts = seen.after(Move::EndLink, now).unwrap_or(seen);
        }
    }

    fn compare(&self) -> Result<(), String> {
        let answer = self.therapist.get(&format!(
            "/v1/therapist/patients/{}/entries?limit=100",
            self.link
        ));
        if self.model.has_ended {
            same("reading", answer.status, 404)?;
        } else {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let read: Read = answer
                .items()
                .iter()
                .map(|item| {
                    let parts = item["excerpts"].as_array().into_iter().flatten();
                    (
                        text(&item["id"]),
                        (
                            text(&item["text"]),
                            parts.map(|one| text(&one["text"])).collect(),
                        ),
                    )
                })
                .collect();
            same("what is read", read, self.model.read())?;
        }
        let told = self.patient.get("/v1/consents?limit=100").expect(200);
        for (place, given) in self.model.consents.iter().enumerate() {
            let shown = told
                .items()
                .iter()
                .find(|one| one["id"] == given.id.as_str());
            let shown = shown.map(|one| one["state"].clone());
            same(
                "a state",
                shown,
                Some(json!(self.model.state(place).as_str())),
            )?;
        }
        Ok(())
    }

    /// Puts away what the next story must not meet.
    pub(super) fn end(mut self) {
        if !self.model.has_ended {
            self.end_link();
        }
        for dose in &self.doses {
            self.patient
                .delete(&format!("/v1/dosing-sessions/{dose}"))
                .expect(204);
        }
        // No client ends a quiet time by deleting its dose (N1): what is kept of it would reach into the next story.
        self.world
            .raw_sql("DELETE FROM kept_quiet")
            .expect("a world that is quiet no longer");
        if self.model.directive > 0 {
            settle(self.patient, 0).expect(200);
        }
        let latest = self.world.clock.0.now().max(self.begun);
        self.world.clock.0.set(latest.plus(minutes(10)));
    }
}

fn settle(patient: &Client<'_>, directive: usize) -> Answer {
    let asked_for = ["waits", "asks_again", "nothing"][directive];
    let request = patient
        .request(reqwest::Method::PUT, "/v1/care/quiet-time")
        .header("if-match", "*");
    patient.send(request.json(&json!({"asked_for": asked_for})))
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, shown: T, expected: T) -> Result<(), String> {
    if shown == expected {
        Ok(())
    } else {
        Err(format!(
            "{what}: the service says {shown:?}, the model {expected:?}"
        ))
    }
}
