//! What the product is built of (OP-5; ASVS 15.1.2, 15.2.4): one registry, nothing from a repository, known licences, a checksum each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use crate::both;
use crate::harness::{Value, World};

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The licences that may be in the product, as `deny.toml` names them.
fn allowed() -> BTreeSet<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml")).unwrap();
    let deny: toml::Value = toml::from_str(&text).unwrap();
    let allow = deny["licenses"]["allow"].as_array().unwrap();
    allow
        .iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

/// Whether an SPDX expression can be met with what is allowed: one of what OR joins, all of what AND joins.
fn fits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    !expression.is_empty() && either(&mut words, allowed)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = either(words, allowed);
        return words.next_if_eq(&")").is_some() && met;
    }
    let mut name = words.next().unwrap_or_default().to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        name = format!("{name} WITH {}", words.next().unwrap_or_default());
    }
    allowed.contains(&name)
}

#[test]
fn every_part_comes_from_the_one_registry_with_its_checksum() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let lock: toml::Value = toml::from_str(&text).unwrap();
    assert!(lock["package"].as_array().unwrap().len() > 200);
    assert_eq!(strangers(&lock), Vec::<String>::new());
}

/// What a lock file names that is not from the one registry with a checksum, and not ours.
fn strangers(lock: &toml::Value) -> Vec<String> {
    let packages = lock["package"].as_array().unwrap();
    let is_known = |package: &&toml::Value| {
        let text = |field: &str| package.get(field).and_then(toml::Value::as_str);
        match text("source") {
            None => text("name") == Some("afterword"),
            Some(source) => source == REGISTRY && text("checksum").map(str::len) == Some(64),
        }
    };
    let unknown = packages.iter().filter(|package| !is_known(package));
    unknown.map(|package| package["name"].to_string()).collect()
}

#[test]
fn a_part_from_elsewhere_or_without_a_checksum_is_found() {
    let sum = "a".repeat(64);
    for (source, checksum) in [
        ("git+https://example.org/x?rev=1#1", sum.as_str()),
        ("registry+https://registry.example.org/index", sum.as_str()),
        (REGISTRY, "abc"),
        ("", ""),
    ] {
        // The planted fault: one part more.
        let mut text =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
        text.push_str("\n[[package]]\nname = \"planted\"\nversion = \"1.0.0\"\n");
        if !source.is_empty() {
            text.push_str(&format!(
                "source = \"{source}\"\nchecksum = \"{checksum}\"\n"
            ));
        }
        assert_eq!(strangers(&toml::from_str(&text).unwrap()), ["\"planted\""]);
    }
}

#[test]
fn every_part_is_under_a_licence_that_is_allowed_and_every_allowed_one_is_needed() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            "--filter-platform=x86_64-unknown-linux-gnu",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let allowed = allowed();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200);
    let mut wrong = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        if !fits(licence, &allowed) {
            wrong.push(format!(
                "{} {}: {licence}",
                package["name"], package["version"]
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    for one in &allowed {
        let fewer: BTreeSet<String> = allowed
            .iter()
            .filter(|other| *other != one)
            .cloned()
            .collect();
        let needed = packages
            .iter()
            .any(|package| !fits(package["license"].as_str().unwrap_or_default(), &fewer));
        assert!(needed, "nothing needs {one}");
    }
}

#[test]
fn expressions_of_licences_are_read() {
    let allowed: BTreeSet<String> = [
        "MIT".to_owned(),
        "Zlib".to_owned(),
        "Apache-2.0 WITH LLVM-exception".to_owned(),
    ]
    .into();
    for good in [
        "MIT",
        "MIT OR GPL-3.0",
        "GPL-3.0/MIT",
        "MIT AND Zlib",
        "(MIT OR X) AND Zlib",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(fits(good, &allowed), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "(MIT OR X) AND Y",
        "(MIT",
        "MIT AND GPL-3.0",
        "Apache-2.0",
    ] {
        assert!(!fits(bad, &allowed), "{bad}");
    }
}

/// Files by name, with their text.
type Sources = BTreeMap<String, String>;

/// The code that is in the product.
fn product() -> Sources {
    crate::requirements::files(&["src"], &["rs"])
}

fn manifest() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap()
}

/// Which file says which of these words.
fn saying(sources: &Sources, words: &[&str]) -> Vec<String> {
    let pairs = sources.iter().flat_map(|(name, text)| {
        let said = words.iter().filter(|word| text.contains(**word));
        said.map(move |word| format!("{name} says {word}"))
    });
    pairs.collect()
}

fn unsafe_code(sources: &Sources) -> Vec<String> {
    let words = [
        "unsafe {",
        "unsafe fn",
        "unsafe impl",
        "transmute",
        "Box::leak",
    ];
    saying(sources, &words)
}

#[test]
fn our_own_code_is_without_unsafe() {
    let manifest: toml::Value = toml::from_str(&manifest()).unwrap();
    let lint = manifest["lints"]["rust"]["unsafe_code"].as_str();
    assert_eq!(lint, Some("forbid"));
    assert_eq!(unsafe_code(&product()), [""; 0]);
}

fn other_randomness(sources: &Sources) -> Vec<String> {
    let words = [
        "rand::",
        "getrandom",
        "RandomState",
        "thread_rng",
        "fastrand",
        "/dev/urandom",
    ];
    let mut found = saying(sources, &words);
    found.retain(|told| !told.starts_with("src/crypt/") && !told.starts_with("src/http/events.rs"));
    found
}

/// ASVS 11.5.1: one generator, of the library that also seals and signs; hashing's own salts come from the same system source.
#[test]
fn randomness_has_one_source() {
    assert_eq!(other_randomness(&product()), [""; 0]);
    let source =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/crypt/random.rs")).unwrap();
    assert!(source.contains("aws_lc_rs::rand"));
}

fn other_cryptography(sources: &Sources) -> Vec<String> {
    let broken = [
        "md5",
        "Md5",
        "MD5",
        "sha1",
        "Sha1",
        "SHA1",
        "Rc4",
        "TripleDes",
        "Ecb",
        "ecb",
        "PKCS1",
    ];
    let mut found = Vec::new();
    for (name, text) in sources {
        let code: String = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n");
        // The codes of authenticator apps are HMAC-SHA-1 by their standard (RFC 6238), where a collision is of no use.
        if name != "src/account/authenticator.rs" {
            let words = code.split(|c: char| !c.is_alphanumeric());
            let broken = words.filter(|word| broken.contains(word));
            found.extend(broken.map(|word| format!("{name} names {word}")));
        }
        if !name.starts_with("src/crypt/") && code.contains("aead::") {
            found.push(format!("{name} seals by itself"));
        }
    }
    found
}

fn other_libraries(manifest: &str) -> Vec<&str> {
    let lines = manifest.lines();
    let libraries = ["ring =", "openssl =", "sha2 =", "aes =", "rsa =", "rand ="];
    lines
        .filter(|line| libraries.iter().any(|library| line.starts_with(library)))
        .collect()
}

/// ASVS 11.2.1, 11.3.2, 11.4.1: no cipher and no digest of our own, none that is broken, all from the libraries that are named.
#[test]
fn cryptography_comes_from_one_library() {
    assert_eq!(other_cryptography(&product()), [""; 0]);
    assert_eq!(other_libraries(&manifest()), [""; 0]);
}

fn secrets(sources: &Sources) -> Vec<String> {
    let marks = [
        "-----BEGIN",
        "AKIA",
        "ghp_",
        "xoxb-",
        "password = \"",
        "secret = \"",
    ];
    saying(sources, &marks)
}

/// ASVS 13.3.1: nothing that looks like a key or a password of somebody's lies among the sources.
#[test]
fn no_secret_lies_among_the_sources() {
    let files = crate::requirements::files(
        &["src", "migrations", ".github", ".ci", "openapi"],
        &["rs", "toml", "sql", "yml", "yaml", "json", "md"],
    );
    assert!(files.len() > 100);
    assert_eq!(secrets(&files), [""; 0]);
}

fn switches(sources: &Sources) -> Vec<String> {
    saying(sources, &["cfg(debug_assertions)", "debug_assertions {"])
}

/// ASVS 15.2.3: what is for tests alone is no part of the product, and no feature of it switches anything on.
#[test]
fn nothing_of_the_tests_is_in_the_product() {
    let manifest: toml::Value = toml::from_str(&manifest()).unwrap();
    assert!(manifest.get("features").is_none());
    for tool in ["proptest", "tempfile", "insta", "pdf-extract"] {
        assert!(manifest["dependencies"].get(tool).is_none(), "{tool}");
    }
    assert_eq!(switches(&product()), [""; 0]);
    // What a benchmark leaves out stands in these places alone, and is built by nobody who does not say so twice (src/lib.rs).
    assert_eq!(
        saying(&product(), &["bench_plain"]).len(),
        4,
        "{:?}",
        saying(&product(), &["bench_plain"])
    );
}

/// The planted faults: a file of the product that does what none may, once for each look.
#[test]
fn a_source_that_does_what_none_may_is_found() {
    type Look = fn(&Sources) -> Vec<String>;
    let planted: [(Look, &str); 6] = [
        (unsafe_code, "let raw = unsafe { read(at) };"),
        (other_randomness, "let mut dice = rand::thread_rng();"),
        (other_cryptography, "let digest = Md5::new();"),
        (other_cryptography, "use aws_lc_rs::aead::LessSafeKey;"),
        (
            secrets,
            "const KEY: &str = \"-----BEGIN PRIVATE KEY-----\";",
        ),
        (
            switches,
            "if cfg!(any()) { } #[cfg(debug_assertions)] fn open() {}",
        ),
    ];
    let good = product();
    for (look, line) in planted {
        let mut sources = good.clone();
        let before = look(&sources).len();
        sources.insert("src/journal/planted.rs".to_owned(), line.to_owned());
        assert!(look(&sources).len() > before, "{line} went by");
    }
    let more = format!("{}\nopenssl = \"=0.10.0\"\n", manifest());
    assert_eq!(other_libraries(&more).len(), 1);
    let weak = "$argon2id$v=19$m=4096,t=1,p=1$c2FsdA$aGFzaA";
    assert!(!is_argon2id(weak) && !is_argon2id("$2b$12$saltsaltsalt"));
}

/// Whether this row keeps a password with at least OWASP's parameters: 19 MiB, two passes.
fn is_argon2id(row: &str) -> bool {
    row.contains("$argon2id$v=19$m=19456,t=2,p=1$")
}

/// ASVS 11.4.2 (OWASP's parameters: 19 MiB, two passes), whatever the database.
fn kept_as_argon2id(world: &World) {
    world.patient("Ana");
    let rows = &super::dump::rows(world)["accounts"];
    assert_eq!(rows.len(), 1);
    assert!(is_argon2id(&rows[0]), "{}", rows[0]);
}

both!(passwords_are_kept_as_argon2id, |world| {
    kept_as_argon2id(world);
});
