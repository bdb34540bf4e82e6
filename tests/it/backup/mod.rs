//! `afterword backup` and `afterword restore`, through the binary: a restore undoes no ending (RE-10, G17).

mod ended;
mod own_tools;
mod record;
mod refused;
mod whole;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use afterword::db::{self, Conn, DatabaseUrl, Purpose};
use diesel::RunQueryDsl;
use serde_json::json;

use crate::both;
use crate::harness::world::{PASSWORD, command};
use crate::harness::{Engine, World, cluster, raw, scenes};

pub(crate) fn run(world: &World, arguments: &[&str]) -> Output {
    command(world).args(arguments).output().expect("the binary")
}

/// What a command said, which must have succeeded.
pub(crate) fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Why a command did not do what it was asked, in one line.
pub(crate) fn refusal(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// A backup of the world as it is.
pub(crate) fn backup(world: &World) -> PathBuf {
    let path = world.folder().join("one.backup");
    said(&run(world, &["backup", "--to", path.to_str().unwrap()]));
    path
}

/// As if the service had stopped before any record of these tests begins: whatever record there is counts as whole.
pub(crate) const LONG_AGO: [&str; 2] = ["--stopped-at", "2001-01-01T00:00:00Z"];

/// A place with nothing in it.
pub(crate) struct Place {
    pub(crate) database: DatabaseUrl,
    pub(crate) folder: PathBuf,
}

impl Place {
    pub(crate) fn beside(world: &World) -> Self {
        let folder = world.folder().join("place");
        fs::create_dir(&folder).unwrap();
        let database = match world.engine {
            Engine::Sqlite => DatabaseUrl::Sqlite(folder.join("restored.db")),
            Engine::Postgres => {
                let name = cluster::unique_name("restored");
                world.raw_sql(&format!("CREATE DATABASE {name}")).unwrap();
                DatabaseUrl::Postgres(cluster::url_for(&name))
            }
        };
        Self { database, folder }
    }

    /// Runs the binary over this place, with the keys of a world.
    pub(crate) fn run(&self, world: &World, endings: &Path, arguments: &[&str]) -> Output {
        let url = match &self.database {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        command(world)
            .env("DATABASE_URL", url)
            .env("AFTERWORD_DATA_DIR", &self.folder)
            .env("AFTERWORD_ENDINGS_FILE", endings)
            .args(arguments)
            .output()
            .expect("the binary")
    }

    pub(crate) fn restore(
        &self,
        world: &World,
        backup: &Path,
        endings: &Path,
        more: &[&str],
    ) -> Output {
        let arguments = ["restore", "--from", backup.to_str().unwrap()];
        self.run(world, endings, &[&arguments, more].concat())
    }

    fn connection(&self) -> Conn {
        db::open(&self.database, Purpose::Writing).unwrap()
    }

    /// The number that `SELECT … AS n` gives there.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub(crate) fn count(&self, sql: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Count {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let query = diesel::sql_query(sql);
        let count: Count = match self.connection() {
            Conn::Sqlite(mut conn) => query.get_result(&mut conn),
            Conn::Postgres(mut conn) => query.get_result(&mut conn),
        }
        .unwrap();
        count.n
    }

    /// What has ended in [`ended_since`] and stands here all the same, one line each.
    pub(crate) fn revived(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (what, sql, at_most) in [
            ("a consent that was taken back is open", OPEN, 1),
            ("a consent that was taken back is not", BACK, 1),
            ("a link that was ended stands", LINKS, 1),
            ("a person who was erased is there", PEOPLE, 3),
            ("the key of a person who was erased is there", KEYS, 3),
            ("a device is signed in", SIGNED_IN, 0),
        ] {
            if self.count(sql) > at_most {
                found.push(what);
            }
        }
        found
    }
}

pub(crate) const OPEN: &str = "SELECT count(*) AS n FROM consents WHERE revoked_at IS NULL AND link_ended_at IS NULL AND paused_at IS NULL";
pub(crate) const BACK: &str =
    "SELECT count(*) AS n FROM consents WHERE revoked_at IS NULL AND link_ended_at IS NULL";
const LINKS: &str = "SELECT count(*) AS n FROM care_links WHERE ended_at IS NULL";
pub(crate) const PEOPLE: &str = "SELECT count(*) AS n FROM accounts";
const KEYS: &str = "SELECT count(DISTINCT account_id) AS n FROM data_keys";
const SIGNED_IN: &str = "SELECT count(*) AS n FROM devices WHERE ended_at IS NULL";

/// Ana shares two entries with Bo and one with Dan, Cara has one; then `between`; then Ana takes one consent back and ends the link with
/// Dan, and Cara is erased. Three people are left, one link, one consent.
pub(crate) fn ended_since<T>(world: &World, between: impl FnOnce(&World) -> T) -> T {
    let linked = scenes::linked(world);
    let ana = &linked.patient;
    let dan = world.therapist("Dan");
    let with_dan = scenes::link(ana, &dan);
    let cara = world.patient("Cara");
    scenes::entry(&cara, "a word");
    let [first, second, third] = ["one", "two", "three"].map(|text| scenes::entry(ana, text));
    let first = scenes::share(ana, &linked.link, &first);
    scenes::share(ana, &linked.link, &second);
    scenes::share(ana, &with_dan, &third);
    let told = between(world);
    ana.delete(&format!("/v1/consents/{first}")).expect(200);
    ana.delete(&format!("/v1/care/links/{with_dan}"))
        .expect(200);
    cara.step_up();
    cara.delete("/v1/me").expect(200);
    told
}

both!(what_has_ended_since_a_backup_stays_ended, |world| {
    let backup = ended_since(world, backup);
    let place = Place::beside(world);
    let record = &world.settings.endings_file;
    let told = said(&place.restore(world, &backup, record, &LONG_AGO));
    assert!(told.contains("every table is equal"), "{told}");
    assert_eq!(place.revived(), [""; 0]);
    assert_eq!(place.count(OPEN), 1);
    let noted = "SELECT count(*) AS n FROM access_log WHERE action = 'backup.restored' AND actor_kind = 'operator'";
    assert!(place.count(noted) >= 2);
    // Nothing is told twice: who puts back what was put back finds the same lines.
    let lines = "SELECT count(*) AS n FROM endings";
    assert_eq!(place.count(lines), raw::count(world, lines));
});

both!(
    a_record_that_was_withheld_is_found_by_what_comes_back,
    |world| {
        let early = world.folder().join("early");
        let backup = ended_since(world, |world| {
            let path = backup(world);
            fs::copy(&world.settings.endings_file, &early).unwrap();
            path
        });
        let place = Place::beside(world);
        said(&place.restore(world, &backup, &early, &LONG_AGO));
        let revived = place.revived();
        assert!(revived.contains(&"a consent that was taken back is open"));
        assert!(revived.contains(&"a person who was erased is there"));
    }
);

both!(
    without_a_whole_record_every_consent_comes_back_on_hold,
    |world| {
        let backup = ended_since(world, backup);
        for why in ["is missing", "does not reach"] {
            let place = Place::beside(world);
            let later = ["--stopped-at", "2199-01-01T00:00:00Z"];
            let record = place.folder.join("endings");
            if why == "does not reach" {
                fs::copy(&world.settings.endings_file, &record).unwrap();
            }
            let told = said(&place.restore(world, &backup, &record, &later));
            assert!(told.contains(why), "{told}");
            assert_eq!(place.count(OPEN), 0);
            assert!(place.count(BACK) > 0);
            fs::remove_dir_all(&place.folder).unwrap();
        }
    }
);

both!(
    a_drill_proves_what_a_restore_would_do_and_leaves_nothing,
    |world| {
        let backup = ended_since(world, backup);
        let rows = "SELECT count(*) AS n FROM access_log";
        let before = raw::count(world, rows);
        let output = run(world, &["restore", "--drill", backup.to_str().unwrap()]);
        let told = said(&output);
        for step in [
            "every table is equal",
            "ms  checking the file",
            "ms  comparing every table",
            "ms  verifying the access logs",
            "ms  in all",
        ] {
            assert!(told.contains(step), "{told}");
        }
        assert_eq!(raw::count(world, rows), before);
        assert_eq!(raw::count(world, PEOPLE), 3);
        let left = fs::read_dir(world.folder()).unwrap();
        let mut names = left.map(|file| file.unwrap().file_name().into_string().unwrap());
        assert!(!names.any(|name| name.starts_with("drill")));
    }
);

both!(a_password_that_was_changed_since_opens_nothing, |world| {
    let ana = world.patient("Ana");
    let backup = backup(world);
    let change = json!({"current_password": PASSWORD, "new_password": "an even longer way home"});
    ana.post("/v1/auth/password", &change).expect(204);
    let place = Place::beside(world);
    let record = &world.settings.endings_file;
    said(&place.restore(world, &backup, record, &LONG_AGO));
    let nobody =
        "SELECT count(*) AS n FROM accounts WHERE password_hash LIKE '%$c29tZXNhbHRzb21lc2FsdA$%'";
    assert_eq!((place.count(PEOPLE), place.count(nobody)), (1, 1));
});
