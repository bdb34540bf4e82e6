//! What others on the machine get to see of the process: nothing, neither its memory when it dies (EN-8) nor the files that it makes.
//!
//! Keys, passwords and opened words are wiped when they go ([`zeroize`]); what a library or a parser copied in between is not ours to
//! wipe, so the memory itself is kept out of core files and away from debuggers of the same user.

use rustix::fs::Mode;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask,
};

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

/// Makes every file of this process its owner's alone from here on, also those that a library makes, such as a database's log.
pub fn keep_files_private() {
    umask(Mode::RWXG | Mode::RWXO);
}
