//! The binary: `afterword keys rotate`, and that a process which dies leaves nothing of its memory (EN-8).

use std::fs;
use std::process::{Command, Output};

use super::{lines, under};
use crate::both;
use crate::harness::world::command;
use crate::harness::{Engine, World, raw, scenes};

fn afterword(world: &World, arguments: &[&str]) -> Output {
    command(world).args(arguments).output().expect("the binary")
}

both!(the_command_rotates_beside_a_service_that_serves, |world| {
    let ana = world.patient("Ana");
    let entry = scenes::entry(&ana, "a word");
    for (arguments, keys) in [
        (&["keys", "rotate", "--make-only"][..], 2),
        (&["keys", "rotate"][..], 2),
        (&["keys", "rotate", "--data"][..], 3),
    ] {
        let output = afterword(world, arguments);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(lines(world).len(), keys, "{arguments:?}");
        ana.get(&format!("/v1/entries/{entry}")).expect(200);
        scenes::entry(&ana, "another");
    }
    assert_eq!(under(world, "entries", "words", 1), 0);
    let noted = "SELECT count(*) AS n FROM access_log WHERE action = 'keys.rotated'";
    assert_eq!(raw::count(world, noted), 3);
    let output = afterword(world, &["keys", "rotate", "--data", "--make-only"]);
    assert_eq!(output.status.code(), Some(2));
});

/// A process that may leave as large a core file as the test itself may.
fn limits_of_the_binary(world: &World) -> String {
    let binary = command(world);
    let mut shell = Command::new("/bin/sh");
    shell.env_clear();
    for (name, value) in binary.get_envs() {
        shell.env(name, value.unwrap());
    }
    let mut child = shell
        .args(["-c", "ulimit -c unlimited 2>/dev/null; exec \"$0\" serve"])
        .arg(binary.get_program())
        .stderr(fs::File::create(world.folder().join("log")).unwrap())
        .spawn()
        .unwrap();
    let log = world.folder().join("log");
    while !fs::read_to_string(&log).unwrap().contains("\"serving\"") {
        assert!(child.try_wait().unwrap().is_none(), "the server ended");
        std::thread::yield_now();
    }
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    limits
}

/// The lines of `/proc/<pid>/limits` about core files: soft and hard.
fn core_limits(limits: &str) -> Vec<&str> {
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    line.unwrap().split_whitespace().skip(4).take(2).collect()
}

#[test]
fn the_service_leaves_no_core_file() {
    let world = World::start(Engine::Sqlite);
    assert_eq!(core_limits(&limits_of_the_binary(&world)), ["0", "0"]);
}

#[test]
fn the_look_at_limits_sees_a_process_that_would_leave_one() {
    let mut sleeping = Command::new("/bin/sh")
        .args(["-c", "ulimit -S -c $(ulimit -H -c); exec sleep 60"])
        .spawn()
        .unwrap();
    let of = |what| fs::read_to_string(format!("/proc/{}/{what}", sleeping.id())).unwrap();
    while !of("cmdline").starts_with("sleep") {
        std::thread::yield_now();
    }
    let limits = of("limits");
    sleeping.kill().unwrap();
    sleeping.wait().unwrap();
    // Where the machine itself forbids core files there is nothing to see.
    if core_limits(&limits)[1] != "0" {
        assert_ne!(core_limits(&limits), ["0", "0"]);
    }
}
