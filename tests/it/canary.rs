//! A word planted in every writable field is found nowhere in the database, its files, or the log at trace level (EN-1, OP-3).

use std::fs;
use std::path::Path;

use base64::Engine as _;
use reqwest::Method;

use crate::harness::{Client, Engine, World, json, scenes};

/// What is planted; each field gets one of its own, so that a hit says where it came from.
fn canary(field: &str) -> String {
    format!("KANARIE{field}VOGEL")
}

/// Writes a canary into every field that takes a person's words, refusals included, and returns whose they mostly are.
pub(crate) fn plant(world: &World) -> (Client<'_>, Vec<String>) {
    let fields = [
        "name",
        "device",
        "text",
        "feeling",
        "place",
        "quality",
        "intensity",
        "course",
        "revised",
        "search",
        "sessionplace",
        "sessionnote",
        "postponing",
        "appointmentplace",
        "appointmentnote",
        "evaluation",
        "calendarkey",
        "intention",
        "why",
        "reworded",
        "goal",
        "goalnote",
        "fear",
        "help",
        "item",
        "herpart",
        "theirpart",
        "practice",
        "before",
        "after",
        "energy",
        "fears",
        "step",
        "stepnote",
        "ownprompt",
        "ownhint",
        "sealed",
        "person",
        "contact",
        "personnote",
        "soothing",
        "tobring",
        "refused",
        "unknownfield",
        "path",
        "password",
        "address",
        "newaddress",
        "packettitle",
        "packetnote",
        "offertext",
        "offerhint",
        "offernote",
        "privatenote",
        "habit",
        "key",
    ];
    let c = canary;
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let me = ana.get("/v1/me").expect(200);
    ana.patch("/v1/me", &me.etag(), &json!({"display_name": c("name")}))
        .expect(200);
    let session = ana.session();
    let login = json!({"email": session.email, "password": crate::harness::world::PASSWORD, "device_name": c("device")});
    world.stranger().post("/v1/auth/login", &login).expect(200);
    world
        .stranger()
        .post(
            "/v1/auth/login",
            &json!({"email": format!("{}@example.org", c("address")), "password": c("password")}),
        )
        .expect(401);
    let elsewhere = format!("{}@example.org", c("newaddress"));
    ana.post("/v1/me/email", &json!({"email": elsewhere}))
        .expect(202);
    let sensation = json!({"place": c("place"), "quality": c("quality"), "intensity": c("intensity"), "course": c("course")});
    let entry = ana
        .post(
            "/v1/entries",
            &json!({"text": c("text"), "feelings": [c("feeling")], "sensations": [sensation]}),
        )
        .expect(201);
    let path = format!("/v1/entries/{}", entry.id());
    scenes::share(&ana, &link, &entry.id());
    ana.patch(&path, &entry.etag(), &json!({"text": c("revised")}))
        .expect(200);
    bo.get(&format!(
        "/v1/therapist/patients/{link}/entries/{}",
        entry.id()
    ))
    .expect(200);
    ana.get(&format!("/v1/entries?q={}", c("search")))
        .expect(200);
    ana.post("/v1/dosing-sessions", &json!({"status": "planned", "time_zone": "UTC", "place": c("sessionplace"), "note": c("sessionnote")})).expect(201);
    let planned = ana
        .post(
            "/v1/dosing-sessions",
            &json!({"status": "planned", "time_zone": "UTC"}),
        )
        .expect(201);
    let postponement = ana
        .request(
            Method::POST,
            &format!("/v1/dosing-sessions/{}/postponement", planned.id()),
        )
        .header("if-match", planned.etag())
        .json(&json!({"note": c("postponing")}));
    ana.send(postponement).expect(200);
    let appointment = json!({"kind": "preparation", "link_id": link, "place": c("appointmentplace"), "note": c("appointmentnote")});
    ana.post("/v1/appointments", &appointment).expect(201);
    ana.post(
        "/v1/evaluations",
        &json!({"on": "2026-03-01", "note": c("evaluation")}),
    )
    .expect(201);
    world
        .stranger()
        .get(&format!("/v1/timeline.ics?key={}", c("calendarkey")))
        .expect(404);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    let practice = json!({"exercise_id": exercise, "at": world.clock.now(), "note": c("practice"), "before": c("before"), "after": c("after")});
    ana.post("/v1/practices", &practice).expect(201);
    ana.post(
        "/v1/check-ins",
        &json!({"energy": c("energy"), "fears": c("fears")}),
    )
    .expect(201);
    ana.post(
        "/v1/steps",
        &json!({"text": c("step"), "note": c("stepnote")}),
    )
    .expect(201);
    let own = json!({"text": c("ownprompt"), "hint": c("ownhint")});
    let own = ana.post("/v1/prompts/own", &own).expect(201).id();
    let sealed = ana
        .post(
            "/v1/entries",
            &json!({"text": c("sealed"), "prompt_id": own}),
        )
        .expect(201)
        .id();
    ana.post(
        &format!("/v1/entries/{sealed}/seal"),
        &json!({"next_session": true}),
    )
    .expect(200);
    plant_in_preparation(&ana, &bo, &link);
    let person = json!({"name": c("person"), "contact": c("contact"), "note": c("personnote")});
    ana.post("/v1/support/people", &person).expect(201);
    ana.post("/v1/support/soothing", &json!({"text": c("soothing")}))
        .expect(201);
    ana.post("/v1/checklists/session", &json!({"text": c("tobring")}))
        .expect(201);
    ana.get("/v1/support").expect(200);
    ana.post("/v1/entries", &json!({"text": [c("refused")]}))
        .expect(422);
    ana.post("/v1/entries", &json!({"text": "x", c("unknownfield"): 1}))
        .expect(422);
    ana.get(&format!("/v1/{}", c("path"))).expect(404);
    ana.post_once("/v1/entries", &c("key"), &json!({"text": "x"}))
        .expect(201);
    plant_between(world, &ana, &bo, &link);
    odd_method(&ana);
    let mut planted: Vec<String> = fields.iter().map(|field| c(field)).collect();
    planted.extend(plant_factors(&ana));
    (ana, planted)
}

/// A passkey's name, the secret of an authenticator app, and a recovery code, used and unused.
fn plant_factors(ana: &Client<'_>) -> Vec<String> {
    ana.enrol();
    let factor = ana.session().factor.unwrap();
    let codes = [factor.recovery_code(), factor.recovery_code()];
    ana.post("/v1/auth/step-up", &json!({"totp": codes[0]}))
        .expect(204);
    let begun = ana
        .post_nothing("/v1/auth/passkeys/registration/begin")
        .expect(201);
    let (_, made) = crate::harness::passkey::Passkey::create(&begun.body, "http://afterword.test");
    let new = json!({"ceremony_id": begun.body["ceremony_id"], "credential": made, "name": canary("passkey")});
    ana.post("/v1/auth/passkeys/registration/finish", &new)
        .expect(201);
    let plain = codes.map(|code| code.replace('-', ""));
    [vec![canary("passkey"), factor.secret()], plain.to_vec()].concat()
}

/// The same in intentions, goals, fears and an agreement.
fn plant_in_preparation(ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    let c = canary;
    let intention = json!({"text": c("intention"), "why_it_matters": c("why")});
    let made = ana.post("/v1/intentions", &intention).expect(201);
    let path = format!("/v1/intentions/{}", made.id());
    ana.patch(&path, &made.etag(), &json!({"text": c("reworded")}))
        .expect(200);
    let goal = json!({"text": c("goal"), "note": c("goalnote")});
    ana.post("/v1/goals", &goal).expect(201);
    let fear = json!({"text": c("fear"), "what_could_help": c("help")});
    ana.post("/v1/fears", &fear).expect(201);
    let item = json!({"kind": "touch", "text": c("item"), "patient": {"words": c("herpart")}});
    let made = ana
        .post("/v1/agreements", &json!({"link_id": link, "items": [item]}))
        .expect(201);
    let theirs = json!({"items": [{"id": made.body["items"][0]["id"], "therapist": {"words": c("theirpart")}}]});
    let path = format!("/v1/therapist/patients/{link}/agreements/{}", made.id());
    bo.patch(&path, "*", &theirs).expect(200);
}

/// What passes between the two: packets, offers, what a therapist notes and says.
fn plant_between(world: &World, ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    let c = canary;
    let packet = json!({"link_id": link, "title": c("packettitle"), "until": world.clock.at(chrono::Duration::days(7)),
        "items": [{"type": "note", "text": c("packetnote")}]});
    let packet = ana.post("/v1/packets", &packet).expect(201).id();
    let given = json!({"link_id": link, "scope": {"type": "packet", "packet_id": packet}, "notice_version": scenes::notice(ana)});
    ana.post("/v1/consents", &given).expect(201);
    bo.get(&format!("/v1/therapist/patients/{link}/packets"))
        .expect(200);
    let offer = json!({"link_id": link, "prompt": {"text": c("offertext"), "hint": c("offerhint")}, "note": c("offernote")});
    let offer = bo.post("/v1/therapist/offers", &offer).expect(201).id();
    ana.post_nothing(&format!("/v1/offers/{offer}/take"))
        .expect(200);
    bo.post("/v1/therapist/notes", &json!({"text": c("privatenote")}))
        .expect(201);
    let habit = bo.request(Method::PUT, "/v1/therapist/reading-habit");
    bo.send(habit.json(&json!({"text": c("habit")})))
        .expect(200);
    ana.get("/v1/care/links").expect(200);
}

fn odd_method(ana: &Client<'_>) {
    let method = Method::from_bytes(canary("method").as_bytes()).unwrap();
    let answer = ana.send(ana.request(method, "/v1/entries"));
    assert_eq!(answer.status, 405);
}

/// The ways in which a word can lie about in bytes.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let utf16 = |swap: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(swap).collect::<Vec<u8>>();
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    // Base64 spells a word in three ways, by where in a group of three bytes it begins; the ends depend on what stands beside it.
    let engines = [
        base64::engine::general_purpose::STANDARD_NO_PAD,
        base64::engine::general_purpose::URL_SAFE_NO_PAD,
    ];
    let shifted = engines.iter().flat_map(|base64| {
        (0..3).map(move |shift| {
            let text = base64.encode(format!("{}{word}", "\0".repeat(shift)));
            text.as_bytes()[4..text.len() - 4].to_vec()
        })
    });
    let plain = [
        word.as_bytes().to_vec(),
        word.to_lowercase().into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        hex.clone().into_bytes(),
        hex.to_uppercase().into_bytes(),
    ];
    plain.into_iter().chain(shifted).collect()
}

/// Looks for all words in all spellings at once.
struct Search {
    found: aho_corasick::AhoCorasick,
    words: Vec<String>,
}

impl Search {
    fn of(words: &[String]) -> Self {
        let each = words.iter().flat_map(|word| {
            let spellings = spellings(word).into_iter();
            spellings.map(move |spelling| (word.clone(), spelling))
        });
        let (words, patterns): (Vec<String>, Vec<Vec<u8>>) = each.unzip();
        let found = aho_corasick::AhoCorasick::new(patterns).expect("a search");
        Self { found, words }
    }

    #[track_caller]
    fn finds_nothing(&self, place: &str, bytes: &[u8]) {
        if let Some(hit) = self.found.find(bytes) {
            let word = &self.words[hit.pattern().as_usize()];
            let spelling = String::from_utf8_lossy(&bytes[hit.range()]);
            panic!("{word} stands in {place} as {spelling}");
        }
    }
}

/// What the server of PostgreSQL itself keeps on disk of this world: tables, write-ahead log and temporary files; how many bytes.
fn nothing_leaks_into_the_server(world: &World, search: &Search) -> usize {
    let mut raw = crate::proofs::Raw::of(world);
    raw.run("CHECKPOINT")
        .expect("what is in memory goes to disk");
    raw.lines("SELECT pg_switch_wal()::text AS line");
    let folder = raw
        .lines("SELECT current_setting('data_directory') AS line")
        .remove(0);
    let oid = raw
        .lines("SELECT oid::text AS line FROM pg_database WHERE datname = current_database()")
        .remove(0);
    let mut seen = 0;
    for part in [
        format!("base/{oid}"),
        "base/pgsql_tmp".to_owned(),
        "pg_wal".to_owned(),
    ] {
        // A server elsewhere keeps its files to itself.
        let Ok(files) = fs::read_dir(Path::new(&folder).join(part)) else {
            continue;
        };
        for file in files.flatten() {
            // One that goes away meanwhile held nothing that another does not.
            if let Ok(bytes) = fs::read(file.path()) {
                search.finds_nothing(&file.path().display().to_string(), &bytes);
                seen += bytes.len();
            }
        }
    }
    seen
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for file in fs::read_dir(folder).expect("a folder").flatten() {
        if file.path().is_dir() {
            files(&file.path(), found);
        } else {
            found.push((
                file.path().display().to_string(),
                fs::read(file.path()).expect("a file"),
            ));
        }
    }
}

/// Every row of every table, as text, with bytes in hexadecimal.
fn dump(world: &World) -> Vec<(String, Vec<u8>)> {
    use diesel::RunQueryDsl;
    use diesel::sql_types::Text;
    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let afterword::db::Conn::Postgres(mut conn) = world.raw_connection() else {
        return Vec::new();
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    let mut ask =
        |sql: String| -> Vec<Line> { diesel::sql_query(sql).load(&mut conn).expect("rows") };
    let tables = ask("SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = 'public'".to_owned());
    tables
        .into_iter()
        .map(|table| {
            let rows = ask(format!("SELECT t::text AS line FROM {} t", table.line));
            (
                table.line,
                rows.into_iter()
                    .flat_map(|row| row.line.into_bytes())
                    .collect(),
            )
        })
        .collect()
}

fn nothing_leaks(engine: Engine) {
    let outside = tempfile::tempdir().expect("a folder");
    let log = outside.path().join("log");
    let world = World::through_the_binary(engine, &log);
    let (_, planted) = plant(&world);
    let mut places = dump(&world);
    // A backup, which lies beside the data from here on.
    crate::backup::backup(&world);
    files(world.folder(), &mut places);
    let logged = fs::read(&log).expect("the log");
    // A check that cannot fail is a defect: the log is there at trace level, and the rows are there in both engines.
    assert!(
        holds(&logged, b"\"TRACE\"") && holds(&logged, b"\"answered\""),
        "the log is not what it should be"
    );
    assert!(places.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > 5_000);
    places.push(("log".to_owned(), logged));
    let words: Vec<String> = planted.into_iter().chain([canary("method")]).collect();
    let search = Search::of(&words);
    for (place, bytes) in &places {
        search.finds_nothing(place, bytes);
    }
    if engine == Engine::Postgres {
        let seen = nothing_leaks_into_the_server(&world, &search);
        assert!(seen > 100_000 || std::env::var_os("AFTERWORD_TEST_POSTGRES_URL").is_some());
    }
    // What the process left where temporary files go: the binary is told to put them there.
    let mut temporary = Vec::new();
    files(&log.with_extension("tmp"), &mut temporary);
    for (place, bytes) in &temporary {
        search.finds_nothing(place, bytes);
    }
}

#[test]
fn no_word_is_found_in_the_embedded_database_or_the_log() {
    nothing_leaks(Engine::Sqlite);
}

#[test]
fn no_word_is_found_in_postgresql_or_the_log() {
    nothing_leaks(Engine::Postgres);
}

#[test]
fn the_search_itself_finds_a_word_in_every_spelling() {
    let word = canary("x");
    let hay: Vec<Vec<u8>> = vec![
        format!("..{word}..").into_bytes(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        base64::engine::general_purpose::STANDARD
            .encode(format!("ab{word}cdef"))
            .into_bytes(),
        base64::engine::general_purpose::STANDARD
            .encode(format!("{word}cdef"))
            .into_bytes(),
        word.bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into_bytes(),
    ];
    let search = Search::of(&[word]);
    for bytes in hay {
        assert!(
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(
                || search.finds_nothing("hay", &bytes)
            ))
            .is_err()
        );
    }
}
