//! Who is in a seeded world, where it is kept, and copies of it that a run may use up.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cluster::Cluster;
use crate::drive::{self, Line, request};
use crate::seeding;
use crate::server::{How, Server};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "a small boat on a wide lake";
/// Raised when another seeding makes another world of the same size.
const EDITION: u32 = 1;

/// How large a world is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) patients: usize,
    pub(crate) entries: usize,
    pub(crate) therapists: usize,
    /// Of every so many patients one is remembered, to be asked for.
    pub(crate) every: usize,
}

/// What is known of a world from outside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) patients: Vec<Person>,
    pub(crate) therapists: Vec<Person>,
    pub(crate) shared: Vec<Shared>,
    /// How many entries every patient has.
    pub(crate) entries: usize,
}

/// Somebody with an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) refresh: String,
    /// The secret of the authenticator app, in base 32.
    pub(crate) factor: Option<String>,
    /// Some of the entries.
    pub(crate) entries: Vec<String>,
    #[serde(skip)]
    pub(crate) access: String,
}

/// An entry that is shared.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shared {
    pub(crate) therapist: usize,
    pub(crate) link: String,
    pub(crate) entry: String,
}

/// Where worlds are kept: folders under `target`, and databases of a PostgreSQL server.
#[derive(Debug)]
pub(crate) struct Shelf<'a> {
    pub(crate) folder: PathBuf,
    pub(crate) cluster: Option<&'a Cluster>,
    pub(crate) log: &'a str,
}

/// A copy of a world with a server over it.
#[derive(Debug)]
pub(crate) struct Copy {
    pub(crate) world: World,
    pub(crate) server: Server,
    pub(crate) folder: tempfile::TempDir,
}

impl Shelf<'_> {
    /// The name of a world: of its size, of the schema, and of what sealed it.
    fn name(&self, size: Size, kind: &str) -> String {
        let engine = if self.cluster.is_some() {
            "postgres"
        } else {
            "sqlite"
        };
        let schema = schema(engine);
        let Size {
            patients, entries, ..
        } = size;
        format!("{kind}_{engine}_{patients}x{entries}_{schema}")
    }

    /// Copies a world, seeding it first where it is not there, and starts a server over the copy.
    pub(crate) fn take(&self, size: Size, kind: &str, seeder: &Path, binary: &Path) -> Copy {
        let name = self.name(size, kind);
        let kept = self.folder.join(&name);
        let is_there = self.cluster.is_none_or(|cluster| cluster.has(&name));
        if !kept.join("world.json").exists() || !is_there {
            self.seed(size, &kept, &name, seeder);
        }
        let text = fs::read_to_string(kept.join("world.json")).expect("a world");
        let world = serde_json::from_str(&text).expect("a world");
        let folder = tempfile::Builder::new()
            .prefix("run")
            .tempdir_in(&self.folder)
            .expect("a folder");
        for file in ["afterword.db", "afterword.db-wal", "master.key"] {
            if kept.join(file).exists() {
                fs::copy(kept.join(file), folder.path().join(file)).expect("a copy");
            }
        }
        let database = self.cluster.map(|cluster| {
            let run = run_name(folder.path());
            cluster.make(&run, Some(&name));
            cluster.url_of(&run)
        });
        let how = How {
            binary,
            folder: folder.path(),
            database,
            log: self.log,
        };
        let server = Server::start(&how);
        Copy {
            world,
            server,
            folder,
        }
    }

    /// Removes what a copy took of the PostgreSQL server.
    pub(crate) fn put_away(&self, copy: Copy) {
        let run = run_name(copy.folder.path());
        drop(copy);
        if let Some(cluster) = self.cluster {
            cluster.remove(&run);
        }
    }

    fn seed(&self, size: Size, kept: &Path, name: &str, binary: &Path) {
        eprintln!("seeding {name} …");
        drop(fs::remove_dir_all(kept));
        fs::create_dir_all(kept).expect("a folder");
        let how = How {
            binary,
            folder: kept,
            database: self.cluster.map(|cluster| {
                cluster.make(name, None);
                cluster.url_of(name)
            }),
            log: "warn",
        };
        if self.cluster.is_some() {
            how.place_key();
        }
        let server = Server::start(&how);
        let world = drive::block_on(seeding::seed(size, how, server.address));
        // Stopped first, so that its last words are in the file.
        drop(server);
        let text = serde_json::to_string(&world).expect("a text");
        fs::write(kept.join("world.json"), text).expect("a file");
    }
}

fn run_name(folder: &Path) -> String {
    let name = folder.file_name().expect("a name").to_string_lossy();
    let plain = name.chars().filter(char::is_ascii_alphanumeric);
    format!("run_{}", plain.collect::<String>().to_lowercase())
}

/// A digest of the migrations of an engine.
fn schema(engine: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(engine);
    let folders = fs::read_dir(root).expect("migrations").flatten();
    let mut files: Vec<PathBuf> = folders.map(|entry| entry.path().join("up.sql")).collect();
    files.sort();
    let mut all = EDITION.to_be_bytes().to_vec();
    for file in files {
        all.extend(fs::read(file).expect("a migration"));
    }
    let digest = digest(&SHA256, &all);
    HEXLOWER.encode(&digest.as_ref()[..5])
}

/// Gives these people tokens that are good for the next ten minutes.
pub(crate) async fn renew(address: SocketAddr, people: &mut Vec<Person>) {
    let all = std::mem::take(people);
    *people = drive::each(address, 16, all, |mut line, mut person| async move {
        person.renew(&mut line).await;
        (line, person)
    })
    .await;
}

impl Copy {
    /// Gives everybody tokens that are good for the next ten minutes.
    pub(crate) fn renew(&mut self) {
        let address = self.server.address;
        drive::block_on(async {
            renew(address, &mut self.world.patients).await;
            renew(address, &mut self.world.therapists).await;
        });
    }
}

impl Person {
    async fn renew(&mut self, line: &mut Line) {
        let body = json!({"refresh_token": self.refresh}).to_string();
        let asked = request("POST", "/v1/auth/refresh", "", Some(&body));
        let (mut status, mut answer) = line.ask(&asked).await;
        while status != 200 {
            let login = self.login();
            let asked = request("POST", "/v1/auth/login", "", Some(&login));
            (status, answer) = line.ask(&asked).await;
            if status != 200 {
                assert!(self.factor.is_some(), "{answer}");
                // A code counts once; the next one is shown in half a minute at the latest.
                tokio::time::sleep(std::time::Duration::from_secs(10)).await;
            }
        }
        self.take(&answer);
    }

    /// Keeps the tokens of an answer.
    pub(crate) fn take(&mut self, signed_in: &serde_json::Value) {
        let text = |name: &str| signed_in[name].as_str().expect("a token").to_owned();
        (self.access, self.refresh) = (text("access_token"), text("refresh_token"));
    }

    /// What signing in sends.
    pub(crate) fn login(&self) -> String {
        let mut login = json!({"email": self.email, "password": PASSWORD});
        if let Some(secret) = &self.factor {
            login["totp"] = json!(shown(secret));
        }
        login.to_string()
    }
}

/// What an authenticator app with this secret shows now.
pub(crate) fn shown(secret: &str) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base 32");
    let secret: [u8; 20] = secret.try_into().expect("20 bytes");
    let app = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::new_stack(secret))
        .build_noncompliant();
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock");
    app.generate(now.as_secs()).to_string()
}
