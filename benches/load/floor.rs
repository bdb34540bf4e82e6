//! The floor: a bare actix handler that checks the same tokens, reads and writes the same JSON in raw SQLite, synced, in groups,
//! and does nothing else: no session, no consent, no sealing, no ledger, no headers. A token's signature is checked once and then kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread;

use actix_web::http::header::AUTHORIZATION;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, get, post, web};
use clap::Args;
use crossbeam_channel::{Receiver, Sender, unbounded};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::seeding;
use crate::world::{PASSWORD, World};

/// The most inserts that share one commit.
pub(crate) const GROUP: usize = 64;
/// What every connection is told, the same as the server's are.
const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA cache_size = -3000; PRAGMA mmap_size = 268435456;";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS entries (patient BLOB NOT NULL, id BLOB NOT NULL, \
    authored_at INTEGER NOT NULL, zone TEXT NOT NULL, text TEXT NOT NULL, feelings TEXT NOT NULL, \
    received_at INTEGER NOT NULL, PRIMARY KEY (patient, id)) STRICT; \
    CREATE INDEX IF NOT EXISTS entries_by_authored ON entries (patient, authored_at, id);";
const INSERT: &str = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)";
const COLUMNS: &str =
    "SELECT id, authored_at, zone, text, feelings, received_at FROM entries WHERE patient = ?";

/// Serves the bare handler.
#[derive(Debug, Clone, Args)]
pub(crate) struct Floor {
    /// The folder of its database.
    folder: PathBuf,
    /// Where it listens.
    address: SocketAddr,
    /// The public key of the tokens, in base64url.
    key: String,
}

/// An entry as a request brings it.
#[derive(Debug, Clone, Deserialize)]
struct NewEntry {
    text: String,
    feelings: Vec<String>,
    authored_at: chrono::DateTime<chrono::Utc>,
    authored_time_zone: String,
}

/// An entry as an answer shows it, field for field what the server shows.
#[derive(Debug, Serialize)]
struct Entry {
    id: Uuid,
    kind: &'static str,
    text: String,
    authored_at: chrono::DateTime<chrono::Utc>,
    authored_time_zone: String,
    received_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
    revision: i64,
    dosing_session_id: Option<Uuid>,
    prompt: Option<Uuid>,
    topics: [Uuid; 0],
    feelings: Vec<String>,
    sensations: [Uuid; 0],
    addends: Option<Uuid>,
    joined: [Uuid; 0],
    sealed: Option<Uuid>,
    shared_with: [Uuid; 0],
}

#[derive(Debug, Serialize)]
struct Page {
    items: Vec<Entry>,
    next_cursor: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Which {
    limit: Option<usize>,
    cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Claims {
    sub: Uuid,
    exp: i64,
}

struct Insert {
    patient: Uuid,
    entry: Entry,
    done: oneshot::Sender<Entry>,
}

struct State {
    database: PathBuf,
    key: DecodingKey,
    validation: Validation,
    writing: Sender<Insert>,
    hash: String,
}

thread_local! {
    static READER: RefCell<Option<Connection>> = const { RefCell::new(None) };
    static CHECKED: RefCell<HashMap<String, Claims>> = RefCell::default();
}

/// Opens a database as the server would.
pub(crate) fn open(database: &Path) -> Connection {
    let conn = Connection::open(database).expect("a database");
    conn.execute_batch(SETTINGS).expect("settings");
    conn
}

/// Fills a database with entries like those of a world, so many for each of its patients.
pub(crate) fn fill(folder: &Path, world: &World) {
    let mut conn = open(&folder.join("floor.db"));
    conn.execute_batch(TABLE).expect("a table");
    let all = conn.transaction().expect("a transaction");
    let mut insert = all.prepare(INSERT).expect("a statement");
    let apart = (world.entries / world.patients[0].entries.len().max(1)).max(1);
    for number in 0..world.entries {
        let body = seeding::body(number);
        let new: NewEntry = serde_json::from_str(&body).expect("an entry");
        for patient in &world.patients {
            let known = patient.entries.get(number / apart);
            let known = known.filter(|_| number % apart == 0);
            let id = known.map_or_else(Uuid::now_v7, |id| id.parse().expect("an id"));
            let entry = entry(id, new.clone());
            put(&mut insert, patient.id.parse().expect("an id"), &entry);
        }
    }
    drop(insert);
    all.commit().expect("a commit");
}

/// Serves until it is stopped.
pub(crate) fn serve(floor: &Floor) {
    let database = floor.folder.join("floor.db");
    let (writing, jobs) = unbounded();
    let writer = open(&database);
    thread::spawn(move || write_in_groups(writer, &jobs));
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&["http://afterword.test"]);
    validation.set_audience(&["http://afterword.test"]);
    let state = web::Data::new(State {
        database,
        key: DecodingKey::from_ed_components(&floor.key).expect("a key"),
        validation,
        writing,
        hash: hash(),
    });
    actix_web::rt::System::new().block_on(async {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(state.clone())
                .service(create)
                .service(list)
                .service(one)
                .service(login)
        });
        let workers = thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let server = server
            .workers(workers)
            .bind(floor.address)
            .expect("a port")
            .run();
        println!("listening");
        server.await.expect("a server");
    });
}

/// Whoever the token is for; the signature of one that was seen before is not checked again.
fn caller(state: &State, request: &HttpRequest) -> Uuid {
    let value = request.headers().get(AUTHORIZATION).expect("a token");
    let token = value
        .to_str()
        .expect("a text")
        .strip_prefix("Bearer ")
        .expect("a token");
    CHECKED.with_borrow_mut(|checked| {
        if let Some(claims) = checked.get(token) {
            assert!(
                chrono::Utc::now().timestamp() < claims.exp,
                "the token is over"
            );
            return claims.sub;
        }
        let claims = decode::<Claims>(token, &state.key, &state.validation)
            .expect("a good token")
            .claims;
        checked.insert(token.to_owned(), claims.clone());
        claims.sub
    })
}

#[post("/v1/entries")]
async fn create(state: web::Data<State>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let patient = caller(&state, &request);
    let new: NewEntry = serde_json::from_slice(&body).expect("an entry");
    let (done, waiting) = oneshot::channel();
    let insert = Insert {
        patient,
        entry: entry(Uuid::now_v7(), new),
        done,
    };
    drop(state.writing.send(insert));
    let entry = waiting.await.expect("a commit");
    HttpResponse::Created().json(entry)
}

#[get("/v1/entries")]
async fn list(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    let patient = caller(&state, &request);
    let which: Which = serde_urlencoded::from_str(request.query_string()).expect("a query");
    let limit = which.limit.unwrap_or(20);
    let mut items = reading(&state, |conn| {
        page(conn, patient, limit + 1, which.cursor.as_deref())
    });
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more);
    let next_cursor =
        next.map(|last| format!("{}_{}", last.authored_at.timestamp_micros(), last.id));
    HttpResponse::Ok().json(Page { items, next_cursor })
}

#[get("/v1/entries/{id}")]
async fn one(state: web::Data<State>, request: HttpRequest, id: web::Path<Uuid>) -> HttpResponse {
    let patient = caller(&state, &request);
    let entry = reading(&state, |conn| {
        let mut find = conn
            .prepare_cached(&format!("{COLUMNS} AND id = ?"))
            .expect("a statement");
        find.query_row(params![patient.as_bytes(), id.as_bytes()], read)
            .expect("an entry")
    });
    HttpResponse::Ok().json(entry)
}

#[post("/v1/auth/login")]
async fn login(state: web::Data<State>) -> HttpResponse {
    use argon2::PasswordVerifier;
    let verified = web::block(move || {
        let hash = argon2::PasswordHash::new(&state.hash).expect("a hash");
        argon2::Argon2::default().verify_password(PASSWORD.as_bytes(), &hash)
    });
    verified.await.expect("a thread").expect("the password");
    HttpResponse::Ok().json("ok")
}

fn hash() -> String {
    use argon2::PasswordHasher;
    let hash = argon2::Argon2::default().hash_password(PASSWORD.as_bytes());
    hash.expect("a hash").to_string()
}

fn entry(id: Uuid, new: NewEntry) -> Entry {
    let now = chrono::Utc::now();
    Entry {
        id,
        kind: "free",
        text: new.text,
        authored_at: new.authored_at,
        authored_time_zone: new.authored_time_zone,
        received_at: now,
        updated_at: now,
        revision: 1,
        dosing_session_id: None,
        prompt: None,
        topics: [],
        feelings: new.feelings,
        sensations: [],
        addends: None,
        joined: [],
        sealed: None,
        shared_with: [],
    }
}

fn put(insert: &mut rusqlite::Statement<'_>, patient: Uuid, entry: &Entry) {
    let feelings = serde_json::to_string(&entry.feelings).expect("a text");
    let done = insert.execute(params![
        patient.as_bytes(),
        entry.id.as_bytes(),
        entry.authored_at.timestamp_micros(),
        entry.authored_time_zone,
        entry.text,
        feelings,
        entry.received_at.timestamp_micros(),
    ]);
    done.expect("a row");
}

fn write_in_groups(mut conn: Connection, jobs: &Receiver<Insert>) {
    while let Ok(first) = jobs.recv() {
        let group = conn.transaction().expect("a transaction");
        let mut insert = group.prepare_cached(INSERT).expect("a statement");
        let jobs = std::iter::once(first).chain(jobs.try_iter()).take(GROUP);
        let written: Vec<Insert> = jobs
            .inspect(|job| put(&mut insert, job.patient, &job.entry))
            .collect();
        drop(insert);
        group.commit().expect("a commit");
        for Insert { entry, done, .. } in written {
            drop(done.send(entry));
        }
    }
}

/// Reads on the worker itself, whose connection is its own: the cheapest way there is.
fn reading<T>(state: &State, read: impl FnOnce(&Connection) -> T) -> T {
    READER.with_borrow_mut(|reader| read(reader.get_or_insert_with(|| open(&state.database))))
}

fn page(conn: &Connection, patient: Uuid, most: usize, cursor: Option<&str>) -> Vec<Entry> {
    let after = cursor.and_then(|cursor| cursor.split_once('_'));
    let (at, id) = after.map_or((i64::MAX, Uuid::max()), |(at, id)| {
        (at.parse().expect("an instant"), id.parse().expect("an id"))
    });
    let sql = format!(
        "{COLUMNS} AND authored_at <= ?2 AND (authored_at < ?2 OR id < ?3) ORDER BY authored_at DESC, id DESC LIMIT ?4"
    );
    let mut find = conn.prepare_cached(&sql).expect("a statement");
    let most = i64::try_from(most).expect("so many");
    let rows = find.query_map(params![patient.as_bytes(), at, id.as_bytes(), most], read);
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let instant = |micros| chrono::DateTime::from_timestamp_micros(micros).expect("an instant");
    let id: [u8; 16] = row.get(0)?;
    let feelings: String = row.get(4)?;
    let new = NewEntry {
        authored_at: instant(row.get(1)?),
        authored_time_zone: row.get(2)?,
        text: row.get(3)?,
        feelings: serde_json::from_str(&feelings).expect("feelings"),
    };
    let received_at = instant(row.get(5)?);
    Ok(Entry {
        received_at,
        updated_at: received_at,
        ..entry(Uuid::from_bytes(id), new)
    })
}
