//! The exported log, checked without a server (AU-6): by the command line, and by the script that shares no code with it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::both;
use crate::harness::{Value, json, scenes};

/// What somebody does to a log.
type Change = fn(&mut Value);

/// What a check said, and whether it was content.
fn said(output: &Output) -> (bool, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// The checks of the files in a folder that can run here: the binary's, and the script's.
fn checked(folder: &Path, kept: bool) -> Vec<(bool, String)> {
    let mut binary = Command::new(env!("CARGO_BIN_EXE_afterword"));
    binary.env_clear().current_dir(folder).args([
        "ledger",
        "verify",
        "--file",
        "export.json",
        "--keys",
        "jwks.json",
    ]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger/verify.py");
    let mut python = Command::new("python3");
    python
        .arg("-B")
        .arg(script)
        .current_dir(folder)
        .args(["export.json", "jwks.json"]);
    if kept {
        binary.args(["--checkpoint", "kept.jws"]);
        python.arg("kept.jws");
    }
    let mut checks = vec![binary];
    if python_can() {
        checks.push(python);
    }
    let run = |mut check: Command| said(&check.output().expect("it runs"));
    checks.into_iter().map(run).collect()
}

/// Whether the script can run here: it needs Python and one library, and says so itself where it is run by hand.
fn python_can() -> bool {
    let probe = Command::new("python3")
        .args(["-c", "import cryptography"])
        .output();
    probe.is_ok_and(|output| output.status.success())
}

both!(an_exported_log_is_checked_without_a_server, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a secret word");
    scenes::share(&patient, &link, &entry);
    let path = format!("/v1/therapist/patients/{link}/entries");
    therapist.get(&format!("{path}/{entry}")).expect(200);
    therapist.get(&format!("{path}/{link}")).expect(404);
    let kept = patient.get("/v1/access-log/checkpoint").expect(200).body;
    patient.get("/v1/access-log").expect(200);
    let export = patient.get("/v1/me/export").expect(200).body;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let keys = world.stranger().get("/.well-known/jwks.json").expect(200);
    write("jwks.json", &keys.bytes);
    write("kept.jws", kept["jws"].as_str().unwrap().as_bytes());
    let try_with = |export: &Value, kept: bool| {
        write("export.json", export.to_string().as_bytes());
        checked(folder.path(), kept)
    };
    for kept in [false, true] {
        for (content, text) in try_with(&export, kept) {
            assert!(content, "{text}");
            assert!(text.starts_with("8 row"), "{text}");
        }
    }
    let wrong: [(&str, Change); 5] = [
        ("another word", |log| {
            log[4]["action"] = json!("packet.read")
        }),
        ("another entry", |log| {
            log[4]["entry_id"] = json!("0198a7c2-1111-4000-8000-000000000001")
        }),
        ("another instant", |log| {
            log[2]["at"] = json!("2026-03-10T09:00:00.000001Z")
        }),
        ("a row less", |log| {
            drop(log.as_array_mut().unwrap().remove(3))
        }),
        ("the last row less", |log| {
            drop(log.as_array_mut().unwrap().pop())
        }),
    ];
    for (what, change) in wrong {
        let mut changed = export.clone();
        change(&mut changed["sharing"]["log"]);
        for (content, text) in try_with(&changed, false) {
            assert!(!content, "{what}: {text}");
        }
    }
    // A log of another patient, whole and signed, is not the one whose checkpoint was kept.
    let eva = world.patient("Eva").get("/v1/me/export").expect(200).body;
    for (content, text) in try_with(&eva, true) {
        assert!(!content && text.contains("another account"), "{text}");
    }
    // Under other keys nothing is believed.
    write("jwks.json", br#"{"keys": []}"#);
    for (content, text) in try_with(&export, false) {
        assert!(!content && text.contains("not signed"), "{text}");
    }
});
