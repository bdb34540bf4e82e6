//! A word planted in every writable field is found nowhere in the database, its files, or the log at trace level (EN-1, OP-3).

mod fields;
mod plant;

pub(crate) use plant::plant;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use base64::Engine as _;

use crate::harness::client::Sent;
use crate::harness::{Engine, World};

/// What is planted; each field gets one of its own, so that a hit says where it came from.
fn canary(field: &str) -> String {
    format!("KANARIE{field}VOGEL")
}

/// The canaries in what was sent: paths, queries, headers and bodies.
fn canaries(sent: &[Sent]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for sent in sent {
        for text in [
            &sent.method,
            &sent.path,
            &sent.query,
            &sent.headers,
            &sent.body,
        ] {
            let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
            let planted = parts.filter(|part| part.to_lowercase().contains("kanarie"));
            found.extend(planted.map(ToOwned::to_owned));
        }
    }
    found.into_iter().collect()
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
    world.listens();
    let (_, secrets) = plant(&world);
    let planted = canaries(&world.heard());
    assert!(planted.len() > 100, "{planted:?}");
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
    let words: Vec<String> = planted.into_iter().chain(secrets).collect();
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
