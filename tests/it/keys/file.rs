//! The file of the master keys: who may read it, how it is changed, what it leaves behind.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{lines, opened, rotate, with_keys};
use crate::both;
use crate::harness::scenes;

both!(
    the_file_stays_its_owners_alone_and_no_draft_of_it_is_left,
    |world| {
        let file = &world.settings.master_key_file;
        // What a process left that was killed while it wrote.
        fs::write(file.with_extension("draft"), "half a file").unwrap();
        rotate(world);
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let left = fs::read_dir(file.parent().unwrap()).unwrap();
        let left: Vec<_> = left
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("master."))
            .collect();
        assert_eq!(left, ["master.key"]);
    }
);

both!(
    while_the_file_cannot_be_read_what_was_read_before_stays_good,
    |world| {
        let ana = world.patient("Ana");
        let file = &world.settings.master_key_file;
        let away = file.with_extension("away");
        fs::rename(file, &away).unwrap();
        scenes::entry(&ana, "a word");
        world.patient("Eva");
        fs::rename(&away, file).unwrap();
        rotate(world);
        scenes::entry(&ana, "another");
    }
);

both!(a_file_with_other_keys_opens_nothing, |world| {
    world.patient("Ana");
    rotate(world);
    let folder = tempfile::tempdir().unwrap();
    let mut swapped = lines(world);
    // The newest key under the number of the one before, and the other way round.
    for (line, number) in swapped.iter_mut().zip(["2", "1"]) {
        line.replace_range(..1, number);
    }
    let settings = with_keys(world, folder.path(), &swapped);
    let refused = opened(world, &settings).unwrap_err();
    assert!(refused.contains("nothing was changed"), "{refused}");
    let twice = [lines(world)[1].clone(), lines(world)[1].clone()];
    let settings = with_keys(world, folder.path(), &twice);
    let refused = opened(world, &settings).unwrap_err();
    assert!(
        refused.starts_with("AFTERWORD_MASTER_KEY_FILE"),
        "{refused}"
    );
});
