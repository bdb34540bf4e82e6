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

mod exceptions;
mod layers;
mod reading;

use std::collections::BTreeSet;

use self::exceptions::EXCEPTIONS;
use self::layers::{DOMAINS, against, is_file, layer};
use self::reading::{named, sources};

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
