//! The README's tour, pasted as it stands against `demo`, prints what the README says.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The first block of this kind after a heading.
fn block<'a>(text: &'a str, heading: &str, kind: &str) -> &'a str {
    let (_, section) = text.split_once(heading).expect("the heading");
    let (_, block) = section
        .split_once(&format!("```{kind}\n"))
        .expect("a block");
    block.split_once("```").expect("its end").0
}

#[test]
fn the_tour_gives_what_it_says() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))
        .expect("the README");
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|probe| probe.local_addr())
        .expect("a port")
        .port();
    let folder = tempfile::tempdir().expect("a folder");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_afterword"))
        .arg("demo")
        .current_dir(folder.path())
        .env("AFTERWORD_LISTEN", format!("127.0.0.1:{port}"))
        .env("TMPDIR", folder.path())
        .env_remove("DATABASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the demo");
    // The last of the people is introduced when everything is there.
    let mut lines = BufReader::new(demo.stdout.take().expect("its output")).lines();
    let ready = lines.any(|line| line.is_ok_and(|line| line.contains("bo@example.org")));
    let tour = Command::new("bash")
        .args(["-c", block(&readme, "## A tour", "sh")])
        .env("BASE", format!("http://127.0.0.1:{port}"))
        .env("LC_ALL", "C")
        .env("TMPDIR", folder.path())
        .output()
        .expect("bash");
    drop(demo.kill());
    drop(demo.wait());
    assert!(ready, "the demo did not come up");
    assert_eq!(
        String::from_utf8_lossy(&tour.stdout),
        block(&readme, "It prints:", "text")
    );
    assert!(
        tour.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&tour.stderr)
    );
}
