//! Every number of what the product must do: where it lives, and which test shows it.
//!
//! `tests/requirements.toml` says which tests show a number; where it lives is read from the sources that quote it. The page
//! `tests/REQUIREMENTS.md` is made from both. It is written anew with `UPDATE_PAGES=1 cargo test --test it requirements`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// R01 to R91, N1 to N20.
fn numbers() -> Vec<String> {
    let required = (1..=91).map(|number| format!("R{number:02}"));
    required
        .chain((1..=20).map(|number| format!("N{number}")))
        .collect()
}

/// What is said of one number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    /// What it asks for, in a few words.
    title: String,
    /// The tests that show it, by module and name.
    #[serde(default)]
    tests: Vec<String>,
    /// Why no test shows it, or not all of it: it is not ours to do, or it is still to come.
    without: Option<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn said() -> BTreeMap<String, Said> {
    let text = fs::read_to_string(root().join("tests/requirements.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// Every file under these folders with one of these endings, and its text.
pub(crate) fn files(folders: &[&str], endings: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let fits = |ending: &&str| path.extension().is_some_and(|one| one == *ending);
            if path.is_dir() {
                waiting.push(path);
            } else if endings.iter().any(fits) {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The numbers that a text quotes, with the ends and the middle of "R31 to R36" and "R51–R75".
fn quoted(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut last: Option<(char, u32, usize)> = None;
    for (at, letter) in text.char_indices().filter(|(_, c)| matches!(c, 'R' | 'N')) {
        let before = text[..at].chars().next_back();
        let digits: String = text[at + 1..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let end = at + 1 + digits.len();
        let after = text[end..].chars().next();
        let apart =
            |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        // "R4" is a release of FHIR: a number of ours has two digits.
        let is_ours = digits.len() == 2 || letter == 'N' && digits.len() == 1;
        let (Ok(number), true) = (
            digits.parse::<u32>(),
            is_ours && apart(before) && apart(after),
        ) else {
            continue;
        };
        let from = match last {
            Some((kind, first, until))
                if kind == letter && matches!(text[until..at].trim(), "to" | "–") =>
            {
                first
            }
            _ => number,
        };
        for number in from..=number {
            found.insert(match letter {
                'R' => format!("R{number:02}"),
                _ => format!("N{number}"),
            });
        }
        last = Some((letter, number, end));
    }
    found
}

/// What stands at the beginning of a text as a name.
fn name_at(text: &str) -> String {
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    text.trim_start().chars().take_while(is_name).collect()
}

/// The names of the tests in one text, with the modules they lie in: every line is where the formatter puts it.
fn tests_in(text: &str) -> Vec<String> {
    let mut inside: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in text
        .match_indices('\n')
        .map(|(at, _)| (at + 1, &text[at + 1..]))
    {
        let line = line.lines().next().unwrap_or_default();
        let depth = line.len() - line.trim_start().len();
        let (code, rest) = (line.trim(), &text[at..]);
        if !code.is_empty() {
            inside.retain(|(outer, _)| *outer < depth);
        }
        if let Some(opened) = code
            .strip_prefix("mod ")
            .and_then(|it| it.strip_suffix(" {"))
        {
            inside.push((depth, opened.to_owned()));
        }
        let named = match code {
            "#[test]" => rest.find("fn ").map(|at| name_at(&rest[at + 3..])),
            _ if code.starts_with("both!(") => Some(name_at(&rest[depth + 6..])),
            _ => None,
        };
        let around: String = inside
            .iter()
            .map(|(_, module)| format!("{module}::"))
            .collect();
        found.extend(named.map(|name| around + name.as_str()));
    }
    found
}

/// The names of all tests: `module::name` as the test program says them, without the engine.
pub(crate) fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, text) in files(&["tests/it", "src"], &["rs"]) {
        let module = Path::new(&name)
            .with_extension("")
            .display()
            .to_string()
            .trim_start_matches("tests/it/")
            .trim_start_matches("src/")
            .trim_end_matches("/mod")
            .replace('/', "::");
        for test in tests_in(&text) {
            let test = format!("{module}::{test}");
            let engines = ["::sqlite", "::postgres"];
            let plain = engines.iter().find_map(|engine| test.strip_suffix(engine));
            found.insert(plain.unwrap_or(&test).to_owned());
        }
    }
    found
}

/// The sources that quote a number say where it lives; a test that quotes one shows it and is no place of it.
fn places() -> Vec<(String, BTreeSet<String>)> {
    files(&["src", "migrations"], &["rs", "toml", "sql"])
        .into_iter()
        .filter(|(name, _)| !name.ends_with("/tests.rs"))
        .map(|(name, text)| (name, quoted(&text)))
        .collect()
}

/// The page as it has to be.
fn page(said: &BTreeMap<String, Said>) -> String {
    let sources = places();
    let mut page = "# Every number, where it lives, and the test that shows it\n\n\
        Made by `UPDATE_PAGES=1 cargo test --test it requirements` from the sources, which quote the numbers, and from\n\
        `tests/requirements.toml`; do not edit. Tests run on SQLite and on PostgreSQL.\n\n\
        | number | what | where | shown by |\n|---|---|---|---|\n"
        .to_owned();
    for number in numbers() {
        let one = &said[&number];
        let places: Vec<String> = sources
            .iter()
            .filter(|(_, quoted)| quoted.contains(&number))
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let shown: Vec<String> = one
            .tests
            .iter()
            .map(|test| format!("`{test}`"))
            .chain(one.without.clone())
            .collect();
        writeln!(
            page,
            "| {number} | {} | {} | {} |",
            one.title,
            places.join("<br>"),
            shown.join("<br>")
        )
        .unwrap();
    }
    page
}

#[test]
fn every_number_has_its_place_and_a_test_that_exists() {
    let (said, tests) = (said(), tests());
    assert!(tests.contains("requirements::every_number_has_its_place_and_a_test_that_exists"));
    let wanted: BTreeSet<String> = numbers().into_iter().collect();
    let there: BTreeSet<String> = said.keys().cloned().collect();
    assert_eq!(wanted, there, "each number once");
    let places: BTreeSet<String> = places()
        .into_iter()
        .flat_map(|(_, quoted)| quoted)
        .collect();
    let mut wrong = Vec::new();
    for (number, one) in &said {
        for test in &one.tests {
            if !tests.contains(test) {
                wrong.push(format!("{number}: there is no test {test}"));
            }
        }
        if one.without.is_none() && one.tests.is_empty() {
            wrong.push(format!("{number}: no test shows it"));
        }
        if one.without.is_none() && !places.contains(number) {
            wrong.push(format!("{number}: no source quotes it"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_page_is_as_the_sources_are() {
    let (file, page) = (root().join("tests/REQUIREMENTS.md"), page(&said()));
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        there == page,
        "tests/REQUIREMENTS.md is not as the sources are: UPDATE_PAGES=1 cargo test --test it requirements"
    );
}

#[test]
fn quoted_numbers_are_read_with_their_ranges() {
    let read = |text: &str| quoted(text).into_iter().collect::<Vec<_>>();
    assert_eq!(read("(R57 to R59, N5)"), ["N5", "R57", "R58", "R59"]);
    assert_eq!(read("R51–R53 and \"R05\""), ["R05", "R51", "R52", "R53"]);
    assert_eq!(
        read("RFC 9110, OR2, NR3, R2D2, HR-1, FHIR R4, N120"),
        Vec::<String>::new()
    );
}

#[test]
fn tests_are_found_in_the_modules_they_lie_in() {
    let text = "//! x\n\nboth!(one, |world| {\n});\n\nboth!(\n    two,\n    |world| {}\n);\n\nmod inner {\n    #[test]\n    fn three() {\n    }\n}\n\n#[test]\nfn four() {}\n";
    assert_eq!(tests_in(text), ["one", "two", "inner::three", "four"]);
    let all = tests();
    for known in [
        "words::tests::a_text_is_counted_in_scalars_and_kept_as_it_was",
        "timeline::days::a_deployment_settles_its_own_days",
        "content::tests::the_texts_can_be_read",
    ] {
        assert!(all.contains(known), "{known}");
    }
}
