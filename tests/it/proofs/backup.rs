//! No bit of a backup can be another, and no byte be missing, without a refusal: 40 places in the suite, 4,000 in a full run.
//!
//! That the check can fail: the untouched file passes it before every round.

use std::fs;

use super::{Dice, rounds, tell};
use crate::harness::{Engine, World, scenes};

#[test]
fn a_backup_with_one_bit_changed_or_its_end_cut_off_is_refused() {
    let world = World::start(Engine::Sqlite);
    let ana = world.patient("Ana");
    for number in 0..40 {
        scenes::entry(&ana, &format!("entry {number}"));
    }
    let path = crate::backup::backup(&world);
    let whole = fs::read(&path).unwrap();
    let changed = world.folder().join("changed.backup");
    let keys = afterword::crypt::key_file::KeyFile::at(&world.settings.master_key_file);
    let verify = |bytes: &[u8]| {
        fs::write(&changed, bytes).unwrap();
        afterword::backup::verify(&changed, &keys, &|_| ())
    };
    verify(&whole).expect("the untouched file is sound");
    let (mut dice, all) = (Dice::new(19), rounds(40, 4_000));
    for _ in 0..all {
        let mut other = whole.clone();
        let at = dice.below(other.len());
        other[at] ^= 1 << dice.below(8);
        let refused = verify(&other).expect_err("a changed bit").to_string();
        assert!(!refused.contains('\n'), "{refused}");
        let cut = dice.below(whole.len());
        verify(&whole[..cut]).expect_err("a cut end");
    }
    tell(&format!(
        "backup: {all} bits flipped and {all} ends cut in {} bytes, all refused",
        whole.len()
    ));
}
