//! OWASP ASVS 5.0.0, levels 1 and 2: every requirement is shown by a test, or says why it does not apply, or is counted as not yet met.
//!
//! `tests/asvs.toml` says which; the page `tests/ASVS.md` is made from it with `UPDATE_PAGES=1 cargo test --test it asvs`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde::Deserialize;

use crate::requirements::tests;

/// How many requirements of levels 1 and 2 each chapter has (OWASP ASVS 5.0.0, `5.0/docs_en`), by chapter from 1 to 17.
const CHAPTERS: [(&str, usize); 17] = [
    ("Encoding and sanitization", 27),
    ("Validation and business logic", 11),
    ("Web frontend security", 19),
    ("API and web service", 10),
    ("File handling", 9),
    ("Authentication", 35),
    ("Session management", 18),
    ("Authorization", 7),
    ("Self-contained tokens", 7),
    ("OAuth and OIDC", 29),
    ("Cryptography", 14),
    ("Secure communication", 9),
    ("Configuration", 13),
    ("Data protection", 9),
    ("Secure coding and architecture", 13),
    ("Security logging and error handling", 16),
    ("WebRTC", 7),
];

/// What is said of one requirement: one of the last five.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    level: u8,
    asks: String,
    #[serde(default)]
    tests: Vec<String>,
    written: Option<String>,
    not: Option<String>,
    later: Option<String>,
    not_yet: Option<String>,
}

impl Said {
    /// In which column it counts.
    fn state(&self) -> &'static str {
        match self {
            Self {
                not_yet: Some(_), ..
            } => "not yet",
            Self { later: Some(_), .. } => "later",
            Self { not: Some(_), .. } => "not applicable",
            Self {
                written: Some(_), ..
            } => "written",
            _ => "shown",
        }
    }

    /// What stands in the last column.
    fn shown(&self) -> String {
        let names = self
            .tests
            .iter()
            .map(|test| format!("`{test}`"))
            .collect::<Vec<_>>()
            .join("<br>");
        match self {
            Self {
                not_yet: Some(why), ..
            } if self.tests.is_empty() => format!("**not yet**: {why}"),
            Self {
                not_yet: Some(why), ..
            } => format!("**not yet**: {why}: {names}"),
            Self {
                later: Some(why), ..
            } => format!("later: {why}"),
            Self { not: Some(why), .. } => format!("not applicable, because {why}"),
            Self {
                written: Some(heading),
                ..
            } => format!("[SECURITY.md](../SECURITY.md), \u{201c}{heading}\u{201d}"),
            _ => names,
        }
    }
}

/// An id in the order of the standard.
type Number = [usize; 3];

fn number(id: &str) -> Number {
    let parts: Vec<usize> = id.split('.').map(|part| part.parse().unwrap()).collect();
    parts.try_into().expect("chapter, section, requirement")
}

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default()
}

fn said() -> BTreeMap<Number, Said> {
    let all: BTreeMap<String, Said> = toml::from_str(&read("tests/asvs.toml")).unwrap();
    all.into_iter()
        .map(|(id, one)| (number(&id), one))
        .collect()
}

const STATES: [&str; 5] = ["shown", "written", "not applicable", "later", "not yet"];

fn page(said: &BTreeMap<Number, Said>) -> String {
    let mut page = "# OWASP ASVS 5.0.0, levels 1 and 2, and what shows each requirement here\n\n\
        Made by `UPDATE_PAGES=1 cargo test --test it asvs` from `tests/asvs.toml`; do not edit. The numbers and levels are those of\n\
        the standard, the wording is ours and short. *Shown*: a test of this name passes, on SQLite and on PostgreSQL where a\n\
        database takes part. *Written*: what the standard wants decided and documented is in `SECURITY.md`. *Later*: it comes with the\n\
        part that it is about. *Not yet*: it is ours, and nothing shows it.\n\n| state | level 1 | level 2 |\n|---|---|---|\n"
        .to_owned();
    for state in STATES {
        let count = |level| {
            said.values()
                .filter(|one| one.level == level && one.state() == state)
                .count()
        };
        writeln!(page, "| {state} | {} | {} |", count(1), count(2)).unwrap();
    }
    for (chapter, (title, _)) in (1..).zip(CHAPTERS) {
        write!(page, "\n## V{chapter} {title}\n\n| | level | what it asks for | shown by |\n|---|---|---|---|\n").unwrap();
        for ([_, section, last], one) in said.iter().filter(|(id, _)| id[0] == chapter) {
            writeln!(
                page,
                "| {chapter}.{section}.{last} | {} | {} | {} |",
                one.level,
                one.asks,
                one.shown()
            )
            .unwrap();
        }
    }
    page
}

#[test]
fn every_requirement_is_there_once_and_what_shows_it_exists() {
    let (said, tests, security) = (said(), tests(), read("SECURITY.md"));
    for (chapter, (title, count)) in (1..).zip(CHAPTERS) {
        let there = said.keys().filter(|id| id[0] == chapter).count();
        assert_eq!(there, count, "V{chapter} {title}");
    }
    let mut wrong = Vec::new();
    for (id, one) in &said {
        let ways = [&one.written, &one.not, &one.later, &one.not_yet]
            .into_iter()
            .flatten()
            .count();
        let shown = one.tests.is_empty() != (ways == 0) || one.not_yet.is_some();
        if ways > 1 || !shown || !matches!(one.level, 1 | 2) {
            wrong.push(format!(
                "{id:?} says what shows it in several ways, or in none"
            ));
        }
        if let Some(heading) = &one.written
            && !security
                .lines()
                .any(|line| line.trim_start_matches('#') == format!(" {heading}"))
        {
            wrong.push(format!("{id:?}: SECURITY.md has no heading {heading:?}"));
        }
        let missing = one.tests.iter().filter(|test| !tests.contains(*test));
        if one.not_yet.is_none() {
            wrong.extend(missing.map(|test| format!("{id:?}: there is no test {test}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn what_was_not_yet_there_and_is_now_is_told_so() {
    let tests = tests();
    let there: Vec<Number> = said()
        .into_iter()
        .filter(|(_, one)| {
            one.not_yet.is_some()
                && !one.tests.is_empty()
                && one.tests.iter().all(|test| tests.contains(test))
        })
        .map(|(id, _)| id)
        .collect();
    assert!(
        there.is_empty(),
        "take `not_yet` away, its tests are there: {there:?}"
    );
}

#[test]
fn the_page_is_as_the_list_is() {
    let page = page(&said());
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ASVS.md"), &page).unwrap();
    }
    assert!(
        read("tests/ASVS.md") == page,
        "tests/ASVS.md is not as the list is: UPDATE_PAGES=1 cargo test --test it asvs"
    );
}
