//! A world: one service over a database of its own, served on a loopback port, with a clock that stands until it is moved.

use std::cell::{Cell, RefCell};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{LazyLock, Mutex};
use std::thread;

use afterword::app::Service;
use afterword::clock::Clock;
use afterword::config::{MailRoute, Policy, Settings};
use afterword::crypt::key_file::KeyFile;
use afterword::db::{self, DatabaseUrl, Purpose};
use afterword::time::At;
use diesel::connection::SimpleConnection;
use tempfile::TempDir;

use super::client::{Client, Sent, Session};
use super::{cluster, json};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// The instant at which every world begins: a Tuesday.
pub(crate) const BEGINNING: &str = "2026-03-10T09:00:00Z";

/// The clock of a world.
#[derive(Debug, Clone)]
pub(crate) struct WorldClock(pub(crate) Clock);

impl WorldClock {
    /// Moves the clock to an instant, forward or back.
    pub(crate) fn set(&self, at: &str) {
        self.0.set(at.parse().expect("an instant"));
    }

    /// Moves the clock on; a negative span moves it back.
    pub(crate) fn advance(&self, span: chrono::Duration) {
        self.0.set(self.0.now().plus(span));
    }

    /// What the clock shows, as the API would write it.
    pub(crate) fn now(&self) -> String {
        self.0.now().to_string()
    }

    /// What the clock will show, or showed, so much later or earlier.
    pub(crate) fn at(&self, span: chrono::Duration) -> String {
        self.0.now().plus(span).to_string()
    }
}

/// A world; dropping it stops its server and removes its data.
pub(crate) struct World {
    pub(crate) clock: WorldClock,
    pub(crate) service: Service,
    pub(crate) engine: Engine,
    pub(crate) settings: Settings,
    base: String,
    runtime: tokio::runtime::Runtime,
    handle: actix_web::dev::ServerHandle,
    folder: TempDir,
    people: Cell<u32>,
    /// The files of the mails that were looked at, oldest first.
    mails: RefCell<Vec<PathBuf>>,
    binary: Option<Child>,
    /// What its clients sent, once somebody listens.
    heard: RefCell<Option<Vec<Sent>>>,
}

impl World {
    /// A world with default rules.
    pub(crate) fn start(engine: Engine) -> Self {
        Self::with(engine, |_| ())
    }

    /// A world whose settings differ from the defaults.
    pub(crate) fn with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("aw")
            .tempdir()
            .expect("a folder");
        let clock = Clock::standing_at(BEGINNING.parse().expect("an instant"));
        let mut settings = settings(engine, folder.path());
        change(&mut settings);
        let service = Service::open(&settings, clock.clone()).expect("the service opens");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, told) = std::sync::mpsc::channel();
        let serving = service.clone();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = serving.serve(listener, 1).expect("the server starts");
                tell.send(server.handle()).expect("somebody listens");
                server.await.expect("the server ends well");
            });
        });
        let handle = told.recv().expect("a server");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        Self {
            clock: WorldClock(clock),
            service,
            engine,
            settings,
            base,
            runtime,
            handle,
            folder,
            people: Cell::new(0),
            mails: RefCell::default(),
            binary: None,
            heard: RefCell::default(),
        }
    }

    /// From here on, what is sent is kept.
    pub(crate) fn listens(&self) {
        *self.heard.borrow_mut() = Some(Vec::new());
    }

    /// What was sent since somebody began to listen.
    pub(crate) fn heard(&self) -> Vec<Sent> {
        self.heard.take().unwrap_or_default()
    }

    pub(super) fn hears(&self, sent: Sent) {
        if let Some(heard) = self.heard.borrow_mut().as_mut() {
            heard.push(sent);
        }
    }

    /// A world whose clients talk to the real binary, which logs everything it can to `log`; its clock is the machine's.
    pub(crate) fn through_the_binary(engine: Engine, log: &Path) -> Self {
        let mail = log.with_extension("mail");
        let mut world = Self::with(engine, |settings| {
            settings.mail = MailRoute::Folder(mail.clone())
        });
        world.clock.0.set(Clock::system().now());
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|probe| probe.local_addr())
            .expect("a port")
            .port();
        let temporary = log.with_extension("tmp");
        fs::create_dir(&temporary).expect("a folder");
        let mut binary = command(&world);
        binary
            .env("TMPDIR", temporary)
            .env("AFTERWORD_LISTEN", format!("127.0.0.1:{port}"))
            .env("AFTERWORD_LOG", "trace")
            .stderr(fs::File::create(log).expect("a log"));
        world.binary = Some(binary.spawn().expect("the binary"));
        world.base = format!("http://127.0.0.1:{port}");
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = world
                .binary
                .as_mut()
                .and_then(|binary| binary.try_wait().ok());
            assert!(ended.flatten().is_none(), "{:?}", fs::read_to_string(log));
            thread::yield_now();
        }
        world
    }

    /// Another instance of the same service: the same database, keys and clock, on a port of its own.
    pub(crate) fn another_instance(&self) -> Instance {
        let service =
            Service::open(&self.settings, self.clock.0.clone()).expect("the service opens");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = service.serve(listener, 1).expect("the server starts");
                tell.send(server.handle()).expect("somebody listens");
                server.await.expect("the server ends well");
            });
        });
        Instance {
            base,
            handle: told.recv().expect("a server"),
        }
    }

    /// Where the server listens.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// From here on its clients come by this way: somebody stands there who hands on what they say.
    pub(crate) fn is_reached_by(&mut self, base: String) {
        self.base = base;
    }

    /// Where the data is.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A client without a token.
    pub(crate) fn stranger(&self) -> Client<'_> {
        Client::new(self, None)
    }

    /// A patient in Lisbon who has registered, confirmed and signed in.
    pub(crate) fn patient(&self, name: &str) -> Client<'_> {
        self.registered(name, "patient", "Europe/Lisbon", None)
    }

    /// A patient who lives in another time zone.
    pub(crate) fn patient_in(&self, name: &str, zone: &str) -> Client<'_> {
        self.registered(name, "patient", zone, None)
    }

    /// A therapist, by operator's invitation, who has registered, confirmed, signed in and enrolled a second factor.
    pub(crate) fn therapist(&self, name: &str) -> Client<'_> {
        let therapist = self.therapist_without_factor(name);
        therapist.enrol();
        therapist
    }

    /// A therapist who has no second factor yet, and so sees no patient's data.
    pub(crate) fn therapist_without_factor(&self, name: &str) -> Client<'_> {
        let code = self.therapist_invitation();
        self.registered(name, "therapist", "Europe/Lisbon", Some(&code))
    }

    /// What the server's clock shows: the world's, or the machine's where the binary serves.
    pub(crate) fn clock_of_the_server(&self) -> At {
        match self.binary {
            Some(_) => Clock::system().now(),
            None => self.clock.0.now(),
        }
    }

    /// An operator's invitation of a therapist.
    pub(crate) fn therapist_invitation(&self) -> String {
        self.run(afterword::account::routes::invite_therapist(
            self.service.gate(),
        ))
        .expect("a code")
    }

    /// An address that nobody has used in this world.
    pub(crate) fn address(&self, name: &str) -> String {
        self.people.set(self.people.get() + 1);
        format!("{}{}@example.org", name.to_lowercase(), self.people.get())
    }

    fn registered(
        &self,
        name: &str,
        role: &str,
        zone: &str,
        invitation: Option<&str>,
    ) -> Client<'_> {
        let email = self.address(name);
        let mut body = json!({"role": role, "email": email, "password": PASSWORD, "display_name": name, "time_zone": zone});
        if let Some(code) = invitation {
            body["invitation_code"] = json!(code);
        }
        let anyone = self.stranger();
        anyone.post("/v1/auth/register", &body).expect(202);
        let code = self.mailed_code(&email);
        let answer = anyone
            .post(
                "/v1/auth/register/confirm",
                &json!({"email": email, "code": code, "device_name": "test"}),
            )
            .expect(201);
        Client::new(
            self,
            Some(Session::of(&answer.body, &email, self.clock.0.now())),
        )
    }

    /// Runs something of the service's own to its end.
    pub(crate) fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Every mail so far, oldest first, headers and body.
    pub(crate) fn mails(&self) -> Vec<String> {
        self.run(self.service.deliver_mail()).expect("mail leaves");
        let MailRoute::Folder(folder) = &self.settings.mail else {
            return Vec::new();
        };
        let mut mails = self.mails.borrow_mut();
        let mut new: Vec<_> = fs::read_dir(folder)
            .expect("the mail folder")
            .map(|file| file.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .filter(|path| !mails.contains(path))
            .map(|path| {
                let meta = fs::metadata(&path);
                (meta.and_then(|meta| meta.modified()).expect("a date"), path)
            })
            .collect();
        // Those of one look may be of one instant of the file system; those of an earlier look were there before.
        new.sort();
        mails.extend(new.into_iter().map(|(_, path)| path));
        let read = |path| fs::read_to_string(path).expect("a mail");
        mails.iter().map(read).collect()
    }

    /// The mails to one address, oldest first.
    pub(crate) fn mails_to(&self, email: &str) -> Vec<String> {
        self.mails()
            .into_iter()
            .filter(|mail| mail.contains(&format!("To: {email}")))
            .collect()
    }

    /// The code in the newest mail to an address.
    pub(crate) fn mailed_code(&self, email: &str) -> String {
        loop {
            // A notice may have gone out together with the code.
            let mails = self.mails_to(email);
            if let Some(code) = mails.iter().rev().find_map(|mail| code_in(mail)) {
                return code;
            }
            assert!(self.binary.is_some(), "a code alone on a line");
            // The other process may have taken the mail and be writing it.
            thread::yield_now();
        }
    }

    /// Runs SQL behind the API's back.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub(crate) fn raw_sql(&self, sql: &str) -> diesel::QueryResult<()> {
        match db::open(&self.settings.database, Purpose::Writing).expect("a connection") {
            db::Conn::Sqlite(mut conn) => conn.batch_execute(sql),
            db::Conn::Postgres(mut conn) => conn.batch_execute(sql),
        }
    }

    /// A connection behind the API's back.
    pub(crate) fn raw_connection(&self) -> db::Conn {
        db::open(&self.settings.database, Purpose::Writing).expect("a connection")
    }
}

/// One more server over the database of a world; dropping it stops it.
pub(crate) struct Instance {
    pub(crate) base: String,
    handle: actix_web::dev::ServerHandle,
}

impl Drop for Instance {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(binary) = &mut self.binary {
            drop(binary.kill());
            drop(binary.wait());
        }
        let stopping = self.handle.stop(false);
        self.runtime.block_on(stopping);
        // Hundreds of worlds in one run would fill the disk of a small machine.
        if let DatabaseUrl::Postgres(url) = &self.settings.database
            && let Some(name) = cluster::database_of(url)
            // A second panic would end the run.
            && !thread::panicking()
        {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The real binary over the database, the keys and the mail of a world, on a port of its own.
pub(crate) fn command(world: &World) -> Command {
    let mut binary = Command::new(env!("CARGO_BIN_EXE_afterword"));
    let database = match &world.settings.database {
        DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    let MailRoute::Folder(mail) = &world.settings.mail else {
        panic!("worlds mail to folders")
    };
    binary
        .env("DATABASE_URL", database)
        .env("AFTERWORD_DATA_DIR", world.folder())
        .env("AFTERWORD_MASTER_KEY_FILE", &world.settings.master_key_file)
        .env("AFTERWORD_LISTEN", "127.0.0.1:0")
        .env("AFTERWORD_PUBLIC_URL", &world.settings.public_url)
        .env("AFTERWORD_MAIL", format!("file:{}", mail.display()))
        .env("AFTERWORD_RATE_LIMITS", "off")
        .env("AFTERWORD_LOG", "info");
    binary
}

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "a small boat on a wide lake";

/// The code that stands alone on a line of a mail.
pub(crate) fn code_in(mail: &str) -> Option<String> {
    mail.lines()
        .map(str::trim)
        .find(|line| {
            line.len() == 8
                && line
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
        .map(ToOwned::to_owned)
}

fn settings(engine: Engine, folder: &Path) -> Settings {
    let (database, master_key_file) = match engine {
        Engine::Sqlite => (
            DatabaseUrl::Sqlite(folder.join("afterword.db")),
            folder.join("master.key"),
        ),
        Engine::Postgres => (postgres_database(), own_copy(&TEMPLATE.key, folder)),
    };
    Settings {
        metrics: afterword::config::MetricsListen::Off,
        traces: None,
        slow_request: std::time::Duration::from_secs(1),
        database,
        lanes: 2,
        listen: ([127, 0, 0, 1], 0).into(),
        data_dir: folder.to_path_buf(),
        master_key_file,
        endings_file: folder.join("endings"),
        mail: MailRoute::Folder(folder.join("mail")),
        mail_from: "Afterword <no-reply@example.org>".to_owned(),
        public_url: "http://afterword.test".to_owned(),
        trusted_proxies: Vec::new(),
        rate_limits: false,
        cors_origins: Vec::new(),
        patience: afterword::config::Patience::default(),
        log: "off".to_owned(),
        policy: Policy::default(),
    }
}

/// Each world has a file of its own, because keys are rotated in it.
fn own_copy(key: &Path, folder: &Path) -> PathBuf {
    let copy = folder.join("master.key");
    fs::copy(key, &copy).expect("a copy of the key");
    copy
}

/// A PostgreSQL database that is migrated and has its keys, to be copied for each test.
struct Template {
    name: String,
    key: PathBuf,
    _folder: TempDir,
}

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("master.key");
    KeyFile::at(&key).make().expect("a key");
    let name = cluster::unique_name("template");
    admin(&format!("CREATE DATABASE {name}"));
    let mut settings = settings_for_template(folder.path(), &key);
    settings.database = DatabaseUrl::Postgres(cluster::url_for(&name));
    drop(
        Service::open(&settings, Clock::standing_at(At::from_micros(0)))
            .expect("the template opens"),
    );
    Template {
        name,
        key,
        _folder: folder,
    }
});

fn settings_for_template(folder: &Path, key: &Path) -> Settings {
    Settings {
        metrics: afterword::config::MetricsListen::Off,
        slow_request: std::time::Duration::from_secs(1),
        master_key_file: key.to_path_buf(),
        ..settings(Engine::Sqlite, folder)
    }
}

fn postgres_database() -> DatabaseUrl {
    // The template must not be in use while it is copied.
    static COPYING: Mutex<()> = Mutex::new(());
    let template = &TEMPLATE.name;
    let name = cluster::unique_name("world");
    let turn = COPYING
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    admin(&format!(
        "CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
    ));
    drop(turn);
    DatabaseUrl::Postgres(cluster::url_for(&name))
}

#[expect(
    clippy::disallowed_methods,
    reason = "making databases is not a query of the domain"
)]
fn admin(sql: &str) {
    use diesel::Connection;
    let url = cluster::admin_url().unwrap_or_else(|why| panic!("{why}"));
    let mut conn = diesel::PgConnection::establish(url).expect("the cluster answers");
    // The connections of the template's own start may still be closing.
    for _ in 0..200 {
        match conn.batch_execute(sql) {
            Ok(()) => return,
            Err(error) if error.to_string().contains("being accessed") => thread::yield_now(),
            Err(error) => panic!("{sql}: {error}"),
        }
    }
    panic!("{sql}: the template stays in use");
}
