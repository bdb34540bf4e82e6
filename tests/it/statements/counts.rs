//! How many statements a request sends, and how often it waits for the database: the figures are exact, so that a growth is seen in
//! review. `cargo test --test it -- statements::counts --nocapture` prints them with the text of every statement.
//!
//! *Statements* are those in its transactions, without what begins and ends these. *Waits* are all ways to the database and back:
//! statements, BEGIN, COMMIT, savepoints. *Planned* are those that PostgreSQL reads and plans anew each time, which costs no way of its
//! own. Every request is asked three times before it is counted, so that what is kept from the first time is there. On SQLite the same
//! calls run the same statements.

use super::wire::{self, Ear, Said};
use crate::harness::{Answer, Client, Value, World, json, scenes, world::PASSWORD};
use crate::proofs::tell;

/// What one request may take.
struct Row {
    of: &'static str,
    statements: usize,
    waits: usize,
    planned: usize,
    /// How many statements there are to be at the most, where that was asked for.
    goal: Option<usize>,
}

const fn row(
    of: &'static str,
    (statements, waits, planned): (usize, usize, usize),
    goal: Option<usize>,
) -> Row {
    Row {
        of,
        statements,
        waits,
        planned,
        goal,
    }
}

/// Whoever makes a request dearer says so here.
const ROWS: [Row; 22] = [
    row("a patient writes an entry", (4, 6, 0), Some(4)),
    row("and sends the same once more", (5, 7, 0), None),
    row("and changes it", (8, 10, 1), None),
    row("and deletes it", (4, 6, 1), None),
    row("and lists the newest 20", (3, 5, 0), Some(3)),
    row("and the 20 after them", (3, 5, 0), Some(3)),
    row("and reads one", (3, 5, 0), None),
    row(
        "and looks at the timeline of a session",
        (102, 104, 0),
        None,
    ),
    row("and checks in", (5, 7, 0), None),
    row("and shares an entry", (19, 21, 2), None),
    row("and takes it back", (15, 17, 3), None),
    row("and looks at the consents", (76, 78, 1), None),
    row("and at the access log", (8, 10, 1), None),
    row("a therapist reads an entry", (15, 17, 3), Some(5)),
    row("and lists the entries of a link", (33, 35, 3), None),
    row("and looks at the inbox", (10, 12, 1), None),
    row("and at the links", (4, 6, 0), None),
    row("somebody signs in", (14, 18, 3), None),
    row("and takes new tokens", (4, 6, 1), None),
    row("and asks who they are", (2, 4, 0), None),
    row(
        "a patient writes for a session that is shared",
        (15, 17, 0),
        None,
    ),
    row(
        "a therapist reads an entry of before beside it",
        (19, 21, 3),
        None,
    ),
];

/// Whom and what the requests are about.
struct Scene<'w> {
    ana: Client<'w>,
    bo: Client<'w>,
    anyone: Client<'w>,
    link: String,
    session: String,
    shared: String,
    notice: i64,
    cursor: String,
    stands: std::cell::Cell<bool>,
}

impl<'w> Scene<'w> {
    /// Thirty entries, six more that are shared, and a session.
    fn set(world: &'w World) -> Self {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        for number in 0..30 {
            let body = json!({"text": format!("A door, half open: {number}"), "authored_at": world.clock.at(chrono::Duration::minutes(number))});
            patient.post("/v1/entries", &body).expect(201);
        }
        let shared: Vec<String> = (0..6)
            .map(|_| scenes::entry(&patient, "shared"))
            .inspect(|entry| drop(scenes::share(&patient, &link, entry)))
            .collect();
        let session = scenes::ended(world, &patient, 3 * 24 * 60);
        let first = patient.get("/v1/entries").expect(200);
        Self {
            notice: scenes::notice(&patient),
            cursor: first.body["next_cursor"].as_str().unwrap().to_owned(),
            anyone: world.stranger(),
            ana: patient,
            bo: therapist,
            shared: shared[0].clone(),
            session,
            link,
            stands: std::cell::Cell::default(),
        }
    }

    fn refresh(&self, token: &str) -> Answer {
        let body = json!({"refresh_token": token});
        self.anyone.post("/v1/auth/refresh", &body)
    }

    fn sign_in(&self) -> Answer {
        let body = json!({"email": self.ana.session().email, "password": PASSWORD});
        self.anyone.post("/v1/auth/login", &body)
    }

    /// What a request needs to be there before it, which is not counted.
    fn before(&self, of: &str) -> String {
        match of {
            "and sends the same once more" => {
                let other: uuid::Uuid = scenes::entry(&self.ana, "other").parse().unwrap();
                let id = uuid::Uuid::from_u128(other.as_u128() ^ 0x5a5a).to_string();
                self.ana.post("/v1/entries", &again(&id)).expect(201);
                id
            }
            "and changes it" | "and deletes it" | "and shares an entry" => {
                scenes::entry(&self.ana, "one more")
            }
            "and takes it back" => {
                let entry = scenes::entry(&self.ana, "one more");
                scenes::share(&self.ana, &self.link, &entry)
            }
            "and takes new tokens" => {
                let session = self.sign_in().expect(200);
                session.body["refresh_token"].as_str().unwrap().to_owned()
            }
            "a patient writes for a session that is shared" => {
                // From here on the consent stands; the rows below know.
                if !self.stands.replace(true) {
                    self.ana.step_up();
                    let includes = json!(["entries"]);
                    scenes::give_session(&self.ana, &self.link, &self.session, &includes)
                        .expect(201);
                }
                String::new()
            }
            _ => String::new(),
        }
    }

    /// The request itself.
    fn ask(&self, of: &str, about: &str) -> Answer {
        let Self { ana, bo, link, .. } = self;
        let (entry, consent) = (
            format!("/v1/entries/{about}"),
            format!("/v1/consents/{about}"),
        );
        let theirs = format!("/v1/therapist/patients/{link}/entries");
        match of {
            "a patient writes an entry" => {
                let body = json!({"text": "A door.", "feelings": ["curious"]});
                ana.post("/v1/entries", &body).expect(201)
            }
            "and sends the same once more" => ana.post("/v1/entries", &again(about)).expect(200),
            "and changes it" => ana
                .patch(&entry, "*", &json!({"text": "Another."}))
                .expect(200),
            "and deletes it" => ana.delete(&entry).expect(204),
            "and lists the newest 20" => ana.get("/v1/entries").expect(200),
            "and the 20 after them" => ana
                .get(&format!("/v1/entries?cursor={}", self.cursor))
                .expect(200),
            "and reads one" => ana.get(&format!("/v1/entries/{}", self.shared)).expect(200),
            "and looks at the timeline of a session" => {
                let path = format!("/v1/timeline?dosing_session_id={}", self.session);
                ana.get(&path).expect(200)
            }
            "and checks in" => ana
                .post("/v1/check-ins", &json!({"rest": "a little"}))
                .expect(201),
            "and shares an entry" => {
                let scope = json!({"type": "entry", "entry_id": about});
                let body = json!({"link_id": link, "scope": scope, "notice_version": self.notice});
                ana.post("/v1/consents", &body).expect(201)
            }
            "and takes it back" => ana.delete(&consent).expect(200),
            "and looks at the consents" => ana.get("/v1/consents").expect(200),
            "and at the access log" => ana.get("/v1/access-log").expect(200),
            "a therapist reads an entry" | "a therapist reads an entry of before beside it" => {
                bo.get(&format!("{theirs}/{}", self.shared)).expect(200)
            }
            "and lists the entries of a link" => bo.get(&theirs).expect(200),
            "and looks at the inbox" => bo.get("/v1/therapist/inbox").expect(200),
            "and at the links" => bo.get("/v1/care/links").expect(200),
            "somebody signs in" => self.sign_in().expect(200),
            "and takes new tokens" => self.refresh(about).expect(200),
            "and asks who they are" => ana.get("/v1/me").expect(200),
            "a patient writes for a session that is shared" => {
                let body = json!({"text": "A door.", "dosing_session_id": self.session});
                ana.post("/v1/entries", &body).expect(201)
            }
            other => panic!("nobody asks that: {other}"),
        }
    }

    /// What the fourth of four such requests says to the database.
    fn heard(&self, ear: &Ear, of: &str) -> Vec<Said> {
        for _ in 0..3 {
            self.ask(of, &self.before(of));
        }
        let about = self.before(of);
        ear.told();
        self.ask(of, &about);
        ear.told()
    }
}

fn again(id: &str) -> Value {
    json!({"id": id, "text": "once"})
}

/// How many statements, ways there and back, and statements that are planned anew.
fn counted(said: &[Said]) -> (usize, usize, usize) {
    let of = |is: fn(&Said) -> bool| said.iter().filter(|one| is(one)).count();
    (
        of(|one| matches!(one, Said::Statement(statement) if !statement.is_control())),
        of(|one| matches!(one, Said::Waits)),
        of(|one| matches!(one, Said::Planned(_))),
    )
}

fn line(row: &Row, (statements, waits, planned): (usize, usize, usize)) -> String {
    let goal = row
        .goal
        .map_or_else(String::new, |goal| format!("goal {goal}"));
    let line = format!(
        "{:<48} {statements:>4} {waits:>4} {planned:>4}   {goal}",
        row.of
    );
    line.trim_end().to_owned()
}

#[test]
fn a_request_sends_so_many_statements_to_postgresql_and_no_more() {
    let Some((world, ear)) = wire::world(|_| ()) else {
        return;
    };
    let scene = Scene::set(&world);
    let (mut found, mut expected, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows = Vec::new();
    for row in &ROWS {
        let said = scene.heard(&ear, row.of);
        let Row { of, goal, .. } = row;
        rows.push(format!("    row({of:?}, {:?}, {goal:?}),", counted(&said)));
        found.push(line(row, counted(&said)));
        expected.push(line(row, (row.statements, row.waits, row.planned)));
        texts.push(format!("\n{}", row.of));
        texts.extend(said.into_iter().filter_map(|one| match one {
            Said::Statement(statement) => Some(format!("    {}", statement.sql)),
            Said::Planned(_) | Said::Waits => None,
        }));
    }
    let head = format!("{:<48} {:>4} {:>4} {:>4}", "", "st.", "waits", "pl.");
    tell(&format!(
        "{head}\n{}\n{}",
        found.join("\n"),
        texts.join("\n")
    ));
    assert!(
        found == expected,
        "what the rows of this test say:\n{}\nand what was heard, as the rows that say so:\n{}",
        expected.join("\n"),
        rows.join("\n")
    );
}

/// The planted fault: who asks for two pages where one was meant is heard to send twice as much.
#[test]
fn one_statement_more_is_heard() {
    let Some((world, ear)) = wire::world(|_| ()) else {
        return;
    };
    let scene = Scene::set(&world);
    let of = "and lists the newest 20";
    let (once, ..) = counted(&scene.heard(&ear, of));
    scene.ask(of, "");
    scene.ask(of, "");
    let (twice, ..) = counted(&ear.told());
    assert!(once > 0 && twice == 2 * once, "{once} {twice}");
}
