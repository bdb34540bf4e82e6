//! A disk that forgets what was not synced (RE-1, RE-4).
//!
//! `disk.c`, loaded into the server, records each change and each sync of files below one folder. [`Record::replay`] follows that record;
//! [`Image::after_a_power_cut`] then says what the folder may hold: whatever was synced stands; of what was written to a file since its
//! last sync, any part may stand, whole or in sectors of 512 bytes; names of a folder that was not synced since stand as far as any moment
//! since then. A file that was synced and whose name was not is not there. What a sync failed for counts for nothing, and later syncs do
//! not make up for it: that is what Linux does.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::Dice;

/// What is torn is torn between these.
const SECTOR: usize = 512;

/// The library, built once for all tests of this process.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    // Not removed at the end: servers that outlive the test have it open. It is one file of some kilobytes in the folder of the build.
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("afterword-disk.so");
    let draft = library.with_extension(std::process::id().to_string());
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/crash/disk.c");
    let built = Command::new("cc")
        .args([
            "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o",
        ])
        .arg(&draft)
        .args([source, "-ldl"])
        .status()
        .expect("a C compiler, as SQLite is built with one");
    assert!(built.success(), "disk.c is built");
    fs::rename(&draft, &library).unwrap();
    library
});

/// What is counted and ordered, in the places that disk.c gives it.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    /// How many syncs were asked for.
    Syncs,
    /// How many writes.
    Writes,
    /// At which sync the process is killed, before it counts.
    KillAt,
    /// Which sync fails with EIO.
    FailAt,
    /// Whether every later one fails too.
    FailOn,
    /// From which write on there is no room.
    FullFrom,
    /// Whether there is none for what overwrites either.
    FullFor,
    /// How many seconds the wall clock is ahead.
    Shift,
    /// How many syncs and writes failed by order.
    Refused,
    /// Whether the process is killed at the next sync of a file that is appended to.
    KillWhenAppended,
}

impl Order {
    fn place(self) -> u64 {
        8 * match self {
            Self::Syncs => 0,
            Self::Writes => 1,
            Self::KillAt => 2,
            Self::FailAt => 3,
            Self::FailOn => 4,
            Self::FullFrom => 5,
            Self::FullFor => 6,
            Self::Shift => 7,
            Self::Refused => 8,
            Self::KillWhenAppended => 9,
        }
    }
}

/// The orders, and where the record goes.
#[derive(Debug)]
pub struct Disk {
    root: Option<PathBuf>,
    beside: TempDir,
    orders: File,
}

impl Disk {
    /// A disk below this folder, which is synced as it is now; orders of before are void.
    pub fn under(root: &Path) -> Self {
        Self::new(Some(root.to_owned()))
    }

    /// Nothing but a clock.
    pub fn clock() -> Self {
        Self::new(None)
    }

    fn new(root: Option<PathBuf>) -> Self {
        let beside = tempfile::tempdir().unwrap();
        let orders = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(beside.path().join("orders"))
            .unwrap();
        orders.set_len(4096).unwrap();
        File::create(beside.path().join("record")).unwrap();
        Self {
            root,
            beside,
            orders,
        }
    }

    /// Lets a process run on this disk.
    pub fn load_into(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", &*LIBRARY)
            .env("AFTERWORD_DISK_ORDERS", self.beside.path().join("orders"));
        if let Some(root) = &self.root {
            command
                .env("AFTERWORD_DISK_ROOT", root)
                .env("AFTERWORD_DISK_RECORD", self.beside.path().join("record"));
        }
    }

    /// Gives an order, which holds at once.
    pub fn order(&self, what: Order, value: i64) {
        let bytes = value.to_ne_bytes();
        self.orders.write_all_at(&bytes, what.place()).unwrap();
    }

    /// What was counted.
    pub fn count(&self, what: Order) -> i64 {
        let mut bytes = [0; 8];
        self.orders.read_exact_at(&mut bytes, what.place()).unwrap();
        i64::from_ne_bytes(bytes)
    }

    /// The record so far.
    pub fn record(&self) -> Vec<Step> {
        let bytes = fs::read(self.beside.path().join("record")).unwrap();
        let (mut steps, mut rest) = (Vec::new(), &bytes[..]);
        // What was being recorded when the process was killed was not done yet, or not told to anybody.
        while let Some((step, after)) = Step::read(rest) {
            steps.push(step);
            rest = after;
        }
        steps
    }
}

/// What a process did to its files.
#[derive(Debug, Clone)]
pub enum Step {
    Made(String, u64),
    Folder(String, u64),
    Written(u64, usize, Vec<u8>),
    Length(u64, usize),
    Synced(u64),
    SyncFailed(u64),
    Gone(String),
    Moved(String, String),
    Linked(String, String),
}

impl Step {
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (head, rest) = bytes.split_at_checked(32)?;
        let narrow = |at: usize| u32::from_ne_bytes(head[at..at + 4].try_into().unwrap());
        let wide = |at: usize| u64::from_ne_bytes(head[at..at + 8].try_into().unwrap());
        let length = |number: u64| usize::try_from(number).unwrap();
        let (names, rest) = rest.split_at_checked(length(narrow(4).into()))?;
        let (data, rest) = rest.split_at_checked(length(wide(24)))?;
        let names = String::from_utf8(names.to_vec()).unwrap();
        let mut names = names.split('\0').map(ToOwned::to_owned);
        let mut name = || names.next().unwrap();
        let file = wide(8);
        let step = match narrow(0) {
            1 => Self::Made(name(), file),
            2 => Self::Folder(name(), file),
            3 => Self::Written(file, length(wide(16)), data.to_vec()),
            4 => Self::Length(file, length(wide(16))),
            5 => Self::Synced(file),
            6 => Self::Gone(name()),
            7 => Self::Moved(name(), name()),
            8 => Self::Linked(name(), name()),
            9 => Self::SyncFailed(file),
            other => panic!("no step has the number {other}"),
        };
        Some((step, rest))
    }
}

/// What a disk does other than it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It says that SQLite's log is synced, and does nothing.
    LogIsNeverSynced,
    /// SQLite's log is synced only before it is copied into the database: what `synchronous = NORMAL` does.
    SynchronousNormal,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Write(at, bytes) => {
                let end = at + bytes.len();
                if to.len() < end {
                    to.resize(end, 0);
                }
                to[*at..end].copy_from_slice(bytes);
            }
            Self::Length(length) => to.resize(*length, 0),
        }
    }

    /// As far as it comes: some of its sectors.
    fn apply_torn(&self, to: &mut Vec<u8>, dice: &mut Dice) {
        let Self::Write(at, bytes) = self else {
            return self.apply(to);
        };
        let (mut from, end) = (*at, at + bytes.len());
        while from < end {
            let next = end.min((from / SECTOR + 1) * SECTOR);
            if dice.once_in(2) {
                Self::Write(from, bytes[from - at..next - at].to_vec()).apply(to);
            }
            from = next;
        }
    }
}

#[derive(Debug, Clone)]
enum Named {
    Put(String, usize),
    Gone(String),
    Moved(String, String),
}

impl Named {
    fn apply(&self, to: &mut BTreeMap<String, usize>) {
        match self {
            Self::Put(name, node) => drop(to.insert(name.clone(), *node)),
            Self::Gone(name) => drop(to.remove(name)),
            Self::Moved(from, name) => {
                if let Some(node) = to.remove(from) {
                    to.insert(name.clone(), node);
                }
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Node {
    File {
        synced: Vec<u8>,
        since: Vec<Change>,
    },
    Folder {
        synced: BTreeMap<String, usize>,
        now: BTreeMap<String, usize>,
        since: Vec<Named>,
    },
}

impl Node {
    fn folder(names: BTreeMap<String, usize>) -> Self {
        Self::Folder {
            synced: names.clone(),
            now: names,
            since: Vec::new(),
        }
    }

    fn sync(&mut self) {
        match self {
            Self::File { synced, since } => {
                since.drain(..).for_each(|change| change.apply(synced));
            }
            Self::Folder { synced, now, since } => {
                since.clear();
                synced.clone_from(now);
            }
        }
    }
}

/// A folder as a disk holds it: what is synced, and what is not yet.
#[derive(Debug, Clone)]
pub struct Image {
    /// The first is the folder itself.
    nodes: Vec<Node>,
    by_number: HashMap<u64, usize>,
    /// Files whose syncs are told as done and count later, if ever.
    owed: Vec<usize>,
}

/// What stands in a folder: a path below it and the bytes of a file, or nothing for a folder.
pub type Files = BTreeMap<PathBuf, Option<Vec<u8>>>;

impl Image {
    /// A folder as it stands, all of it synced.
    pub fn of(root: &Path) -> Self {
        let mut image = Self {
            nodes: Vec::new(),
            by_number: HashMap::new(),
            owed: Vec::new(),
        };
        image.take_up(root);
        image
    }

    fn take_up(&mut self, path: &Path) -> usize {
        let (place, about) = (self.nodes.len(), fs::metadata(path).unwrap());
        self.by_number.insert(about.ino(), place);
        self.nodes.push(Node::folder(BTreeMap::new()));
        self.nodes[place] = if about.is_dir() {
            let mut names = BTreeMap::new();
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap();
                let node = self.take_up(&entry.path());
                names.insert(entry.file_name().into_string().unwrap(), node);
            }
            Node::folder(names)
        } else {
            Node::File {
                synced: fs::read(path).unwrap(),
                since: Vec::new(),
            }
        };
        place
    }

    /// The same after these steps, on a disk with this fault.
    pub fn replay(mut self, steps: &[Step], fault: Fault) -> Self {
        for step in steps {
            self.step(step, fault);
        }
        self
    }

    fn step(&mut self, step: &Step, fault: Fault) {
        match step {
            Step::Made(path, number) => {
                let node = Node::File {
                    synced: Vec::new(),
                    since: Vec::new(),
                };
                self.make(path, *number, node);
            }
            Step::Folder(path, number) => self.make(path, *number, Node::folder(BTreeMap::new())),
            Step::Written(number, at, bytes) => {
                self.before_a_change(*number, fault);
                self.change(*number, Change::Write(*at, bytes.clone()));
            }
            Step::Length(number, length) => self.change(*number, Change::Length(*length)),
            Step::Synced(number) => self.sync(*number, fault),
            Step::SyncFailed(number) => match &mut self.nodes[self.by_number[number]] {
                Node::File { since, .. } => since.clear(),
                Node::Folder { .. } => {}
            },
            Step::Gone(path) => {
                let (folder, name) = self.place(path);
                self.name(folder, Named::Gone(name));
            }
            Step::Moved(from, to) => {
                let ((folder, from), (same, to)) = (self.place(from), self.place(to));
                assert_eq!(folder, same, "nothing moves between folders");
                self.name(folder, Named::Moved(from, to));
            }
            Step::Linked(from, to) => {
                let ((folder, from), (same, to)) = (self.place(from), self.place(to));
                let node = self.names(folder)[&from];
                self.name(same, Named::Put(to, node));
            }
        }
    }

    fn make(&mut self, path: &str, number: u64, node: Node) {
        let place = self.nodes.len();
        self.nodes.push(node);
        // A number that was another file's before is this one's now.
        self.by_number.insert(number, place);
        let (folder, name) = self.place(path);
        self.name(folder, Named::Put(name, place));
    }

    fn names(&self, folder: usize) -> &BTreeMap<String, usize> {
        match &self.nodes[folder] {
            Node::Folder { now, .. } => now,
            Node::File { .. } => panic!("a file has no names in it"),
        }
    }

    /// The folder and the name that a path ends in.
    fn place(&self, path: &str) -> (usize, String) {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let parts = folders.split('/').filter(|part| !part.is_empty());
        let folder = parts.fold(0, |folder, part| self.names(folder)[part]);
        (folder, name.to_owned())
    }

    fn name(&mut self, folder: usize, named: Named) {
        if let Node::Folder { now, since, .. } = &mut self.nodes[folder] {
            named.apply(now);
            since.push(named);
        }
    }

    fn change(&mut self, number: u64, change: Change) {
        if let Node::File { since, .. } = &mut self.nodes[self.by_number[&number]] {
            since.push(change);
        }
    }

    fn name_of(&self, node: usize) -> &str {
        let all = self.nodes.iter().filter_map(|one| match one {
            Node::Folder { now, .. } => Some(now),
            Node::File { .. } => None,
        });
        all.flatten()
            .find(|(_, named)| **named == node)
            .map_or("", |(name, _)| name)
    }

    fn sync(&mut self, number: u64, fault: Fault) {
        let node = self.by_number[&number];
        if fault != Fault::None && self.name_of(node).ends_with("-wal") {
            self.owed.push(node);
        } else {
            self.nodes[node].sync();
        }
    }

    /// With `synchronous = NORMAL` the log is synced before anything is copied from it.
    fn before_a_change(&mut self, number: u64, fault: Fault) {
        if fault == Fault::SynchronousNormal
            && self.name_of(self.by_number[&number]).ends_with(".db")
        {
            for node in std::mem::take(&mut self.owed) {
                self.nodes[node].sync();
            }
        }
    }

    /// What the folder may hold when the power was cut after the last step.
    pub fn after_a_power_cut(&self, dice: &mut Dice) -> Files {
        let (mut files, style) = (Files::new(), dice.below(4));
        self.leave(0, Path::new(""), style, dice, &mut files);
        files
    }

    fn leave(&self, node: usize, path: &Path, style: usize, dice: &mut Dice, files: &mut Files) {
        match &self.nodes[node] {
            Node::File { synced, since } => {
                let name = path.to_string_lossy();
                let bytes = if name.ends_with("-shm") {
                    // Mapped into memory, and not recorded: nobody may count on a byte of it.
                    (0..4096 * dice.below(9))
                        .map(|_| dice.bits().to_ne_bytes()[0])
                        .collect()
                } else {
                    left(synced, since, style, dice)
                };
                files.insert(path.to_owned(), Some(bytes));
            }
            Node::Folder { synced, since, .. } => {
                files.insert(path.to_owned(), None);
                let mut names = synced.clone();
                let stand = match style {
                    0 => 0,
                    1 => since.len(),
                    _ => dice.below(since.len() + 1),
                };
                since[..stand]
                    .iter()
                    .for_each(|named| named.apply(&mut names));
                for (name, node) in names {
                    self.leave(node, &path.join(name), style, dice, files);
                }
            }
        }
    }
}

/// What is left of a file: in style 0 what was synced alone, in 1 everything, else any part of what was not.
fn left(synced: &[u8], since: &[Change], style: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = synced.to_vec();
    for change in since {
        match (style, dice.below(3)) {
            (0, _) => {}
            (1, _) | (_, 0) => change.apply(&mut bytes),
            (_, 1) => change.apply_torn(&mut bytes, dice),
            _ => {}
        }
    }
    bytes
}

/// Makes a folder hold this and nothing else.
pub fn put(files: &Files, root: &Path) {
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
    for (path, bytes) in files {
        let path = root.join(path);
        match bytes {
            None => fs::create_dir_all(path).unwrap(),
            Some(bytes) => {
                let mut file = fs::OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(path)
                    .unwrap();
                file.write_all(bytes).unwrap();
            }
        }
    }
}
