//! What leaves the process when it dies: nothing (EN-8).
//!
//! Keys, passwords and opened words are wiped when they go ([`zeroize`]); what a library or a parser copied in between is not ours to
//! wipe, so the memory itself is kept out of core files and away from debuggers of the same user.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Keeps this process out of core files, for good: its limit is set to nothing, and the kernel is told not to dump it.
pub fn keep_out_of_core_files() -> std::io::Result<()> {
    let nothing = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, nothing)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(())
}
