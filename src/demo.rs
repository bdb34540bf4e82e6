//! A small example world, built through the API by the people in it, in a folder that is thrown away.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Days;
use reqwest::Method;
use serde_json::{Value, json};

use crate::account::authenticator_code;
use crate::app::Service;
use crate::clock::Clock;
use crate::commands::{Failed, say, serve, start_logging};
use crate::config::{MailRoute, Settings};
use crate::db::DatabaseUrl;

/// The password of everybody in the example; it protects nothing.
const PASSWORD: &str = "an example for the afternoon";

/// Serves the example until it is stopped.
pub(crate) fn run() -> Result<(), Failed> {
    let folder = std::env::temp_dir().join(format!("afterword-demo-{}", std::process::id()));
    let settings = Settings::load()?;
    start_logging(
        if settings.log == "info" {
            "error"
        } else {
            &settings.log
        },
        None,
    )?;
    let settings = Settings {
        database: DatabaseUrl::Sqlite(folder.join("afterword.db")),
        master_key_file: folder.join("master.key"),
        endings_file: folder.join("endings"),
        mail: MailRoute::Folder(folder.join("mail")),
        data_dir: folder.clone(),
        rate_limits: false,
        cors_origins: Vec::new(),
        patience: crate::config::Patience::default(),
        ..settings
    };
    let base = format!("http://{}", settings.listen);
    let mail = folder.join("mail");
    let outcome = serve(&settings, |service| async move {
        World::new(base, mail, service)?.build().await
    });
    drop(std::fs::remove_dir_all(&folder));
    outcome
}

struct World {
    http: reqwest::Client,
    base: String,
    mail: PathBuf,
    service: Service,
}

/// Somebody who has signed in.
struct Person {
    email: &'static str,
    token: String,
    /// Stand in for the authenticator app that a therapist has.
    codes: Vec<String>,
}

fn fault(reason: impl std::fmt::Display) -> Failed {
    Failed::Demo(reason.to_string())
}

impl World {
    fn new(base: String, mail: PathBuf, service: Service) -> Result<Self, Failed> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(fault)?;
        Ok(Self {
            http,
            base,
            mail,
            service,
        })
    }

    async fn build(self) -> Result<(), Failed> {
        let invitation = crate::account::routes::invite_therapist(self.service.gate()).await?;
        let bo = self
            .register("Bo Lind", "bo@example.org", "therapist", Some(&invitation))
            .await?;
        let bo = self.enrol(bo).await?;
        let ana = self
            .register("Ana Silva", "ana@example.org", "patient", None)
            .await?;
        let eva = self
            .register("Eva Ros", "eva@example.org", "patient", None)
            .await?;
        let notice = self
            .call(&ana, Method::GET, "/v1/support?region=PT", None)
            .await?;
        let notice = notice
            .pointer("/notice/version")
            .cloned()
            .unwrap_or_default();
        let shared = self.fill_anas_journal(&ana).await?;
        self.fill_evas_journal(&eva).await?;
        for patient in [&ana, &eva] {
            let code = self
                .call(&bo, Method::POST, "/v1/care/invitations", Some(json!({})))
                .await?;
            let link = self
                .call(
                    patient,
                    Method::POST,
                    "/v1/care/links",
                    Some(json!({"invitation_code": field(&code, "/code")})),
                )
                .await?;
            if patient.email == ana.email {
                let scope = json!({"type": "entry", "entry_id": shared});
                let consent = json!({"link_id": field(&link, "/id"), "scope": scope, "notice_version": notice});
                self.call(patient, Method::POST, "/v1/consents", Some(consent))
                    .await?;
                self.meet(&ana, &bo, field(&link, "/id"), &shared).await?;
            }
        }
        self.introduce(&[&ana, &eva, &bo])
    }

    /// Ana: a session nine days ago, another one planned, entries on several days, one of them to be shared.
    async fn fill_anas_journal(&self, ana: &Person) -> Result<Value, Failed> {
        let session = json!({
            "status": "happened", "started_at": at(9, 14, 0), "ended_at": at(9, 16, 40), "time_zone": "Europe/Lisbon", "place": "the practice"
        });
        let past = self
            .call(ana, Method::POST, "/v1/dosing-sessions", Some(session))
            .await?;
        let planned =
            json!({"status": "planned", "planned_at": ahead(12, 14), "time_zone": "Europe/Lisbon"});
        self.call(ana, Method::POST, "/v1/dosing-sessions", Some(planned))
            .await?;
        self.prepare(ana).await?;
        let exercises = self
            .call(ana, Method::GET, "/v1/exercises?limit=1", None)
            .await?;
        let exercise = exercises
            .pointer("/items/0/id")
            .cloned()
            .unwrap_or_default();
        let practice = json!({"exercise_id": exercise, "at": at(10, 20, 0), "before": "jumpy", "after": "still here"});
        self.call(ana, Method::POST, "/v1/practices", Some(practice))
            .await?;
        self.write(ana, json!({"text": "blue", "kind": "fragment", "authored_at": at(9, 20, 5), "dosing_session_id": field(&past, "/id")})).await?;
        let prompt = self
            .call(ana, Method::GET, "/v1/prompts?phase=window&limit=1", None)
            .await?;
        let prompt = prompt.pointer("/items/0/id").cloned().unwrap_or_default();
        let shared = json!({
            "text": "There was a door, half open, and I stood in front of it for a long time. I do not know what is behind it.",
            "prompt_id": prompt, "feelings": ["curious", "a little afraid"], "sensations": [{"place": "chest", "quality": "warm", "course": "comes and goes"}],
            "topics": ["image"], "authored_at": at(7, 21, 10), "dosing_session_id": field(&past, "/id")
        });
        let shared = self.write(ana, shared).await?;
        self.write(ana, json!({"text": "The door again, on the bus. Only for a moment.", "authored_at": at(5, 8, 30), "addends": field(&shared, "/id")})).await?;
        let own = json!({"text": "I noticed that I wait for what he will say.", "topics": ["therapist"], "authored_at": at(2, 22, 0)});
        self.write(ana, own).await?;
        Ok(field(&shared, "/id").clone())
    }

    /// What Ana says before and after a session, in her own words.
    async fn prepare(&self, ana: &Person) -> Result<(), Failed> {
        let intention = json!({"text": "to be curious about what comes", "why_it_matters": "I hurry past things."});
        self.call(ana, Method::POST, "/v1/intentions", Some(intention))
            .await?;
        let check_in = json!({
            "at": at(8, 10, 15), "feelings": ["quiet"], "sensations": [{"place": "shoulders", "quality": "lighter"}],
            "rest": "woke early", "nourishment": "soup"
        });
        self.call(ana, Method::POST, "/v1/check-ins", Some(check_in))
            .await?;
        Ok(())
    }

    /// What Ana and Bo hold together: an appointment, an agreement that both acknowledged, an offer, and a packet that is not shared.
    async fn meet(
        &self,
        ana: &Person,
        bo: &Person,
        link: &Value,
        entry: &Value,
    ) -> Result<(), Failed> {
        let appointment = json!({"kind": "integration", "link_id": link, "starts_at": ahead(5, 10), "ends_at": ahead(5, 11)});
        self.call(ana, Method::POST, "/v1/appointments", Some(appointment))
            .await?;
        let items = json!([
            {"kind": "touch", "text": "a hand on the shoulder", "patient": {"answer": "ask_first"}},
            {"kind": "distress", "patient": {"words": "stay near and say little"}},
        ]);
        let agreement = json!({"link_id": link, "items": items});
        let agreement = self
            .call(ana, Method::POST, "/v1/agreements", Some(agreement))
            .await?;
        let id = text_of(field(&agreement, "/id"));
        let theirs = format!("/v1/therapist/patients/{}/agreements", text_of(link));
        for (person, all) in [(ana, "/v1/agreements"), (bo, theirs.as_str())] {
            let said = json!({"version": field(&agreement, "/version")});
            let path = format!("{all}/{id}/acknowledgement");
            self.call(person, Method::POST, &path, Some(said)).await?;
        }
        let offer =
            json!({"link_id": link, "prompt": {"text": "What was the weather like inside?"}});
        self.call(bo, Method::POST, "/v1/therapist/offers", Some(offer))
            .await?;
        let items = json!([{"type": "note", "text": "Where does the door lead?"}, {"type": "entry", "entry_id": entry}]);
        let packet = json!({"link_id": link, "title": "For our next hour", "until": ahead(5, 11), "items": items});
        self.call(ana, Method::POST, "/v1/packets", Some(packet))
            .await?;
        Ok(())
    }

    /// Eva: no session at all, and a journal all the same (R05).
    async fn fill_evas_journal(&self, eva: &Person) -> Result<(), Failed> {
        self.write(eva, json!({"text": "I am not sure yet whether I want this. Writing that down is enough for today.", "authored_at": at(3, 19, 0)})).await?;
        self.write(
            eva,
            json!({"text": "slow morning", "kind": "fragment", "authored_at": at(1, 9, 0)}),
        )
        .await?;
        Ok(())
    }

    async fn write(&self, person: &Person, entry: Value) -> Result<Value, Failed> {
        self.call(person, Method::POST, "/v1/entries", Some(entry))
            .await
    }

    async fn register(
        &self,
        name: &str,
        email: &'static str,
        role: &str,
        invitation: Option<&str>,
    ) -> Result<Person, Failed> {
        let nobody = Person {
            email,
            token: String::new(),
            codes: Vec::new(),
        };
        let mut account = json!({"role": role, "email": email, "password": PASSWORD, "display_name": name, "time_zone": "Europe/Lisbon"});
        if let (Some(code), Some(fields)) = (invitation, account.as_object_mut()) {
            fields.insert("invitation_code".to_owned(), json!(code));
        }
        self.call(&nobody, Method::POST, "/v1/auth/register", Some(account))
            .await?;
        self.service.deliver_mail().await?;
        let code = self.mailed_code(email).await?;
        let confirmed = self
            .call(
                &nobody,
                Method::POST,
                "/v1/auth/register/confirm",
                Some(json!({"email": email, "code": code})),
            )
            .await?;
        let token = field(&confirmed, "/access_token")
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(Person {
            email,
            token,
            codes: Vec::new(),
        })
    }

    /// A therapist sees no patient before a second factor is enrolled; the recovery codes go to a file, for the tour.
    async fn enrol(&self, person: Person) -> Result<Person, Failed> {
        let app = self
            .call(&person, Method::POST, "/v1/auth/totp", None)
            .await?;
        let secret = text_of(field(&app, "/secret"));
        let code = authenticator_code(secret, Clock::system().now())?;
        let given = self
            .call(
                &person,
                Method::POST,
                "/v1/auth/totp/confirm",
                Some(json!({"code": code})),
            )
            .await?;
        let codes: Vec<String> = field(&given, "/recovery_codes")
            .as_array()
            .into_iter()
            .flatten()
            .map(|code| text_of(code).to_owned())
            .collect();
        std::fs::write(self.codes_file(), codes.join("\n") + "\n")?;
        Ok(Person { codes, ..person })
    }

    /// Where the recovery codes of the therapist are, each good once.
    fn codes_file(&self) -> PathBuf {
        self.mail.with_file_name("codes-of-bo")
    }

    /// The code in the mail to this address; the server's own sender may have taken the mail and still be writing it.
    async fn mailed_code(&self, email: &str) -> Result<String, Failed> {
        for _ in 0..100 {
            if let Some(code) = code_to(&self.mail, email)? {
                return Ok(code);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(fault("a mail did not come"))
    }

    async fn call(
        &self,
        person: &Person,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, Failed> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if !person.token.is_empty() {
            request = request.bearer_auth(&person.token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.map_err(fault)?;
        let status = answer.status();
        let body: Value = answer.json().await.map_err(fault)?;
        if status.is_success() {
            Ok(body)
        } else {
            Err(fault(format!("{path}: {body}")))
        }
    }

    fn introduce(&self, people: &[&Person]) -> Result<(), Failed> {
        say(&format!(
            "An example world is served at {} (the document: /docs).",
            self.base
        ))?;
        say("It is thrown away when the server stops. Sign in with POST /v1/auth/login:")?;
        let codes = self.codes_file();
        say(&format!(
            "(Bo has a second factor. Ten codes that stand in for it, each good once: {})",
            codes.display()
        ))?;
        for person in people {
            let totp = person
                .codes
                .last()
                .map_or_else(String::new, |code| format!(", \"totp\": \"{code}\""));
            say(&format!(
                "  {{\"email\": \"{}\", \"password\": \"{PASSWORD}\"{totp}}}",
                person.email
            ))?;
        }
        Ok(())
    }
}

fn code_to(folder: &Path, email: &str) -> Result<Option<String>, Failed> {
    for file in std::fs::read_dir(folder)? {
        let mail = std::fs::read_to_string(file?.path())?;
        if mail.contains(&format!("To: {email}")) {
            let is_code = |line: &&str| {
                line.len() == 8
                    && line
                        .chars()
                        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            };
            return Ok(mail
                .lines()
                .map(str::trim)
                .find(is_code)
                .map(ToOwned::to_owned));
        }
    }
    Ok(None)
}

/// What stands at a JSON pointer, or null.
fn field<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// The text that a value is, or nothing.
fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// So many days ago, at this time of day in UTC.
fn at(days: u64, hour: u32, minute: u32) -> String {
    let day = Clock::system()
        .now()
        .utc()
        .date_naive()
        .checked_sub_days(Days::new(days))
        .unwrap_or_default();
    format!("{day}T{hour:02}:{minute:02}:00Z")
}

/// So many days ahead, at this hour in UTC.
fn ahead(days: u64, hour: u32) -> String {
    let day = Clock::system()
        .now()
        .utc()
        .date_naive()
        .checked_add_days(Days::new(days))
        .unwrap_or_default();
    format!("{day}T{hour:02}:00:00Z")
}
