//! The sources, and the paths that each names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the crate: its module path, and its code without comments and unit tests.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) module: Vec<String>,
    pub(super) code: String,
}

pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("tests.rs")
            {
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
    let tests = text
        .find("\n#[cfg(test)]\nmod tests {")
        .unwrap_or(text.len());
    text[..tests]
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The paths in our own crate that a file names, as `use` or in place, with `{…}` spread and `super` resolved.
pub(super) fn named(source: &Source) -> BTreeSet<Vec<String>> {
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
    // Where the unit tests have a file of their own, what follows is no test.
    assert_eq!(
        read("#[cfg(test)]\nmod tests;\n\nuse crate::app::x;"),
        ["app::x"]
    );
}
