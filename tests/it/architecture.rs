//! Who may import whom, and the other rules of the house that a compiler cannot hold.
//!
//! ```text
//! L0  clock ids words time error config    nothing of ours above
//! L1  db crypt http                        L0
//! L2  access                               L0, L1, and */store/grants.rs
//! L3  domains                              L0-L2; another domain only through its mod.rs
//! L4  app commands demo lib main           everything, and nothing imports them
//! inside a domain: routes -> store, model; store -> model; model -> L0 and the values of access::record
//! ```

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What goes against the arrows for a reason: who, where to, why. One that nobody needs any longer fails the test.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "prompts::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "grounding::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "checklists::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "timeline::model",
        "sessions::Course",
        "days hang on the course of a session, a pure value",
    ),
    (
        "config",
        "db::DatabaseUrl",
        "a setting is read as what the database opens",
    ),
    (
        "ids",
        "db::sql",
        "how an id is stored is said where it is declared",
    ),
    (
        "time",
        "db::sql",
        "how an instant is stored is said where it is declared",
    ),
    (
        "crypt::keyring",
        "db",
        "wrapped keys live in a table of their own",
    ),
    (
        "crypt::signing",
        "db",
        "wrapped keys live in a table of their own",
    ),
    (
        "http::edge",
        "access::gate::Gate",
        "the edge tells the time of a request by the gate's clock",
    ),
    (
        "http::edge",
        "db::DatabaseUrl",
        "allowances are shared where there can be several instances",
    ),
    (
        "http::allowance",
        "access::gate::Gate",
        "an allowance is counted by the gate's clock, and shared through its database",
    ),
    (
        "http::allowance",
        "crypt::keyring::Lookup",
        "an address reaches the database as a keyed fingerprint only",
    ),
    (
        "http::allowance::store",
        "db::Conn",
        "shared allowances live in a table of their own",
    ),
    (
        "access::principal",
        "account::Role",
        "a token's role decides which principal it is",
    ),
    (
        "access::principal::caller",
        "account::Role",
        "a token's role decides which principal it is",
    ),
    ("access::token", "account::Role", "the role is a claim"),
    (
        "access::turned_away",
        "account::Role",
        "a token's role decides who acted",
    ),
    (
        "access::proof",
        "account::DisplayName",
        "the proof opens the name at the other end of a link",
    ),
    (
        "access::proof",
        "care::ReadingHabit",
        "the proof opens what a therapist says of when they read",
    ),
    (
        "consent::store::grants",
        "access::proof::SharedPacket",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "consent::store::grants",
        "access::proof::TakenIn",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "journal::store::grants",
        "access::proof",
        "whether an entry is put away is under its owner's key, so the door asks with a proof that it keeps to itself",
    ),
    (
        "journal::store::grants",
        "sessions",
        "what comes back by itself in the quiet time opens at its end",
    ),
    (
        "account::store::grants",
        "access::token::Bearer",
        "the session that is looked for is the one in the token",
    ),
    (
        "consent::store::grants",
        "access::proof::Shared",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "account::model",
        "crypt::password::Password",
        "a password is wiped by its own type from the first byte on",
    ),
    (
        "check_ins::model",
        "journal::Feelings",
        "feelings are the same words wherever they are named",
    ),
    (
        "check_ins::model",
        "journal::Sensations",
        "sensations are the same words wherever they are named",
    ),
    (
        "journal::model",
        "http::json::Object",
        "words inside an entry are read as strictly as the body around them",
    ),
    (
        "preparation::model::agreements",
        "http::json::Object",
        "what is said of an item is read as strictly as the body around it",
    ),
    (
        "journal::model",
        "prompts::PromptWords",
        "an answer keeps the wording of the question",
    ),
];

const LAYERS: [&[&str]; 5] = [
    &["clock", "ids", "words", "time", "error", "config"],
    &["db", "crypt", "http"],
    &["access"],
    &[],
    &["app", "commands", "demo", "lib", "main"],
];
const DOMAINS: usize = 3;

/// A file of the crate: its module path, and its code without comments and unit tests.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Vec<String> = relative
                    .iter()
                    .map(|part| part.to_str().unwrap().to_owned())
                    .collect();
                if module.last().is_some_and(|last| last == "mod") {
                    module.pop();
                }
                let code = code_alone(&fs::read_to_string(&path).unwrap());
                found.push(Source {
                    path: path.strip_prefix(&root).unwrap().to_owned(),
                    module,
                    code,
                });
            }
        }
    }
    assert!(found.len() > 40, "the sources are where they were");
    found
}

/// The code before the unit tests, without comments.
fn code_alone(text: &str) -> String {
    let tests = text.find("\n#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..tests]
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The paths in our own crate that a file names, as `use` or in place, with `{…}` spread and `super` resolved.
fn named(source: &Source) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in source.code.match_indices(start) {
            let before = source.code[..at].chars().next_back();
            // `super::super::` is met at its first `super`, and `self::` here is never the middle of a path.
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            for tail in spread(&source.code[at..]) {
                found.extend(resolve(&source.module, &tail));
            }
        }
    }
    found
}

/// Reads one path or one tree of paths.
fn spread(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut all = Vec::new();
        let mut depth = 0;
        let mut from = 0;
        let whole = rest;
        loop {
            let Some(next) = rest.find(['{', '}', ',']) else {
                return all;
            };
            let at = whole.len() - rest.len() + next;
            let mark = rest.as_bytes()[next];
            rest = &rest[next + 1..];
            match mark {
                b'{' => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b',' if depth > 0 => {}
                _ => {
                    if !whole[from..at].trim().is_empty() {
                        all.extend(spread(&whole[from..at]));
                    }
                    from = at + 1;
                    if mark == b'}' {
                        return all;
                    }
                }
            }
        }
    }
    let name: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    match text[name.len()..].strip_prefix("::") {
        Some(rest)
            if rest
                .trim_start()
                .starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') =>
        {
            spread(rest)
                .into_iter()
                .map(|tail| [vec![name.clone()], tail].concat())
                .collect()
        }
        _ => vec![vec![name]],
    }
}

/// The path from the root of the crate, or nothing for one that leads nowhere.
fn resolve(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let mut at = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        _ => module.split_last()?.1.to_vec(),
    };
    for step in &path[1..] {
        match step.as_str() {
            "super" => drop(at.pop()?),
            "self" => {}
            step => at.push(step.to_owned()),
        }
    }
    Some(at)
}

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or(DOMAINS)
}

/// Why a file may not name this path, where it may not.
fn against(
    from: &[String],
    to: &[String],
    modules: &BTreeSet<Vec<String>>,
) -> Option<&'static str> {
    let (here, there) = (from.first()?, to.first()?);
    if !modules.contains(&to[..1]) {
        // A macro at the root belongs to no layer.
        return None;
    }
    let grants = |path: &[String]| path.len() >= 3 && path[1..3] == ["store", "grants"];
    let up = layer(there) > layer(here);
    if here == there {
        return inside(from, to);
    }
    match layer(here) {
        0 => up.then_some("values know nothing above them"),
        1 if layer(there) == 1 => Some("engines know values, not each other"),
        1 => up.then_some("engines know nothing above them"),
        2 if grants(to) => None,
        2 => up.then_some("access knows of domains only what */store/grants.rs answers"),
        DOMAINS if grants(from) => {
            (layer(there) > 1).then_some("what the gate asks must not ask the gate")
        }
        DOMAINS if is_file(from, "model") => {
            let record = to.len() == 3 && to[..2] == ["access", "record"];
            (layer(there) > 0 && !record).then_some("a model knows values alone")
        }
        DOMAINS if layer(there) == DOMAINS => {
            let deeper =
                to.len() > 2 && modules.contains(&to[..2]) || to.len() == 2 && modules.contains(to);
            deeper.then_some("another domain is reached only through its mod.rs")
        }
        DOMAINS => up.then_some("nothing imports what puts the whole together"),
        _ => None,
    }
}

/// Whether a path lies in this part of its domain.
fn is_file(path: &[String], part: &str) -> bool {
    path.get(1).is_some_and(|second| second == part)
}

/// The arrows inside one domain.
fn inside(from: &[String], to: &[String]) -> Option<&'static str> {
    if layer(&from[0]) != DOMAINS {
        return None;
    }
    if is_file(from, "store") && (is_file(to, "routes") || is_file(to, "views")) {
        return Some("a store does not know the routes");
    }
    if is_file(from, "model")
        && ["store", "routes", "views"]
            .iter()
            .any(|part| is_file(to, part))
    {
        return Some("a model knows neither store nor routes");
    }
    None
}

fn begins(path: &str, with: &str) -> bool {
    path.strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let sources = sources();
    let modules: BTreeSet<Vec<String>> =
        sources.iter().map(|source| source.module.clone()).collect();
    let mut needed = BTreeSet::new();
    let mut wrong = Vec::new();
    for source in &sources {
        let from = source.module.join("::");
        for path in named(source) {
            let Some(why) = against(&source.module, &path, &modules) else {
                continue;
            };
            let to = path.join("::");
            match EXCEPTIONS
                .iter()
                .find(|(who, what, _)| *who == from && begins(&to, what))
            {
                Some(exception) => drop(needed.insert(exception)),
                None => wrong.push(format!("src/{} names {to}: {why}", source.path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    let idle: Vec<_> = EXCEPTIONS
        .iter()
        .filter(|exception| !needed.contains(exception))
        .collect();
    assert!(
        idle.is_empty(),
        "nobody needs these exceptions any longer: {idle:?}"
    );
}

#[test]
fn models_are_pure() {
    for source in sources()
        .iter()
        .filter(|source| layer(&source.module[0]) == DOMAINS && is_file(&source.module, "model"))
    {
        for word in ["actix_web", "diesel::", "Conn", "Clock", "HttpRequest"] {
            assert!(
                !source.code.contains(word),
                "src/{} speaks of {word}",
                source.path.display()
            );
        }
    }
}

#[test]
fn sql_stays_in_stores_and_http_stays_out_of_them() {
    for source in &sources() {
        let (layer, file) = (layer(&source.module[0]), source.path.display());
        let in_store = is_file(&source.module, "store");
        if layer == DOMAINS && !in_store {
            for word in [
                "use diesel",
                "diesel::table!",
                "diesel::insert_into",
                "diesel::update",
                "diesel::delete",
            ] {
                assert!(
                    !source.code.contains(word),
                    "src/{file}: {word} belongs into the store"
                );
            }
        }
        if in_store || layer == 0 && source.module[0] != "error" {
            assert!(!source.code.contains("actix_web"), "src/{file} speaks HTTP");
        }
    }
}

/// A name stands once among the schemas of the API's document: of two with one name, one would be told with the other's bounds.
#[test]
fn every_text_and_every_choice_has_a_name_of_its_own() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut twice = Vec::new();
    for source in sources() {
        let mut lines = source.code.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if !(line.ends_with("text!(") || line.ends_with("choice! {")) {
                continue;
            }
            let declared = lines.find(|line| !line.is_empty());
            let name = declared.and_then(|line| line.split([',', ' ']).next());
            let name = name.expect("a name").to_owned();
            if !seen.insert(name.clone()) {
                twice.push(format!("{}: {name}", source.path.display()));
            }
        }
    }
    assert!(seen.len() > 50, "they are found: {}", seen.len());
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn nothing_is_left_half_done_and_no_file_is_a_drawer() {
    // Put together here, so that this file does not find itself.
    let unfinished = ["todo", "unimplemented", "dbg"].map(|name| format!("{name}!("));
    for source in &sources() {
        for mark in &unfinished {
            assert!(
                !source.code.contains(mark),
                "src/{}: {mark}…)",
                source.path.display()
            );
        }
        for part in &source.path {
            let name = part.to_str().unwrap().trim_end_matches(".rs");
            for drawer in [
                "util", "utils", "helper", "helpers", "manager", "service", "common", "misc",
                "data", "info",
            ] {
                assert!(
                    !name.split('_').any(|word| word == drawer),
                    "src/{} is named after nothing in the product",
                    source.path.display()
                );
            }
        }
    }
}

/// Doors need a living session; these make proofs without one, each for what nobody is there to ask for.
const WITHOUT_A_CALLER: &[(&str, &str, &[&str])] = &[
    ("of_restore", "what has ended is ended again", &["backup"]),
    ("replaying", "what has ended is ended again", &["backup"]),
];

#[test]
fn proofs_without_a_caller_are_made_only_where_the_list_says() {
    for source in sources() {
        if source.module[0] == "access" {
            continue;
        }
        for (name, why, domains) in WITHOUT_A_CALLER {
            let named = source
                .code
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == *name);
            assert!(
                !named || domains.contains(&source.module[0].as_str()),
                "{} makes a proof by {name}: {why}, and nothing else",
                source.path.display()
            );
        }
    }
}

#[test]
fn the_reading_of_paths_is_right() {
    let module = ["journal", "store", "change"]
        .map(ToOwned::to_owned)
        .to_vec();
    let source = |code: &str| Source {
        path: PathBuf::new(),
        module: module.clone(),
        code: code_alone(code),
    };
    let read = |code: &str| {
        named(&source(code))
            .into_iter()
            .map(|path| path.join("::"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        read("use crate::db::{self, Conn, sql::{Id, Instant}};"),
        ["db", "db::Conn", "db::sql::Id", "db::sql::Instant"]
    );
    assert_eq!(
        read("use crate::{\n    choice,\n    text,\n};"),
        ["choice", "text"]
    );
    assert_eq!(
        read("use super::super::routes;\nuse super::Row;"),
        ["journal::routes", "journal::store::Row"]
    );
    assert_eq!(
        read("let x = crate::ids::new_v7(now); // crate::app::routes"),
        ["ids::new_v7"]
    );
    assert_eq!(
        read("use crate::account::store::grants as sessions;"),
        ["account::store::grants"]
    );
    assert_eq!(read("$crate::db::sql::Id"), ["db::sql::Id"]);
    assert_eq!(
        read("use other_crate::x;\n#[cfg(test)]\nmod tests { use crate::app::x; }"),
        Vec::<String>::new()
    );
}

#[test]
fn every_arrow_against_the_layers_is_found() {
    let modules: BTreeSet<Vec<String>> =
        sources().into_iter().map(|source| source.module).collect();
    let path = |text: &str| text.split("::").map(ToOwned::to_owned).collect::<Vec<_>>();
    for (from, to) in [
        ("clock", "access::gate::Gate"),
        ("words", "db::Conn"),
        ("crypt::sealed", "http::json::Json"),
        ("db::lanes", "account::Role"),
        ("access::gate", "journal::Journal"),
        ("access::gate", "account::store::devices"),
        ("journal::routes", "account::store"),
        ("journal::routes", "account::store::grants"),
        ("journal::routes", "account::model::Role"),
        ("journal::routes", "app::Service"),
        ("journal::store", "account::routes::register"),
        ("journal::store", "journal::routes::NewEntry"),
        ("journal::model", "journal::store::find"),
        ("journal::model", "http::json::Json"),
        ("care::store::grants", "access::gate::Gate"),
        ("care::store::grants", "account::Role"),
    ] {
        assert!(
            against(&path(from), &path(to), &modules).is_some(),
            "{from} -> {to}"
        );
    }
    for (from, to) in [
        ("journal::routes", "account::Profile"),
        ("journal::routes", "journal::store::find"),
        ("access::principal", "care::store::grants"),
        ("care::store::grants", "ids::LinkId"),
        ("app", "account::routes::configure"),
        ("crypt::sealed", "ids::AccountId"),
    ] {
        assert!(
            against(&path(from), &path(to), &modules).is_none(),
            "{from} -> {to}"
        );
    }
}
