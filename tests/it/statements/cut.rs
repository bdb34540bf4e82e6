//! A database that is cut by person, and somebody beside it who looks at what each transaction touched.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::wire::{self, Ear, Said};
use crate::harness::World;
use crate::proofs::rounds;

/// Cuts the tables by person. Foreign keys are left out: they name the person too, or are told in the README.
const CUT: &str = "
DO $$
DECLARE one record; shard int;
BEGIN
    FOR one IN SELECT conrelid::regclass AS name, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.name, one.conname);
    END LOOP;
    -- The one rule of uniqueness that does not name the person.
    DROP INDEX timeline_calendars_by_secret;
    FOR one IN SELECT c.relname AS name, a.attname AS key
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
            AND (a.attname IN ('patient_id', 'account_id', 'therapist_id') OR c.relname = 'accounts') LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', one.name, one.name || '_whole');
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY HASH (%I)', one.name, one.name || '_whole', one.key);
        FOR shard IN 0..$SHARDS - 1 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS $SHARDS, REMAINDER %s)',
                one.name || '_shard_' || shard, one.name, shard);
        END LOOP;
        EXECUTE format('INSERT INTO %I SELECT * FROM %I', one.name, one.name || '_whole');
        EXECUTE format('DROP TABLE %I', one.name || '_whole');
    END LOOP;
    -- A plan for all values would name every shard until it is run.
    EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_custom_plan', current_database());
END $$";

/// What others than the one who looks have locked: tables that are whole, and shards of those that are cut.
const HELD: &str = "
SELECT DISTINCT c.relname::text AS line FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace";

/// By what each table is cut.
const KEYS: &str = "
SELECT c.relname || '.' || a.attname AS line FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]";

/// What one transaction touched.
#[derive(Debug, Default, Clone)]
pub(super) struct Touched {
    pub(super) shards: BTreeSet<usize>,
    /// Tables that are not cut.
    pub(super) whole: BTreeSet<String>,
    /// Statements by which more than one shard came in at once.
    pub(super) wide: BTreeSet<String>,
}

/// Somebody beside the database who looks at it while it stands still.
struct Watch {
    conn: PgConnection,
    /// By what each table is cut, as statements name it.
    keys: Vec<String>,
    now: Option<Touched>,
    last: String,
    told: Arc<Mutex<Told>>,
}

#[derive(Debug, Default)]
pub(super) struct Told {
    /// Whether anybody wants to know.
    asked: bool,
    pub(super) transactions: Vec<Touched>,
    /// Statements that stand in no transaction, or go on their way together with its end: nothing of them is held when they are over.
    pub(super) alone: Vec<String>,
    /// Statements that name persons by a list.
    pub(super) lists: BTreeSet<String>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a catalogue is not a table of the domain"
)]
fn lines(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Line> = diesel::sql_query(sql).load(conn).expect("a catalogue");
    rows.into_iter().map(|row| row.line).collect()
}

impl Watch {
    fn look(&mut self, said: &[Said]) {
        if !self.told.lock().unwrap().asked {
            return;
        }
        if let Some(touched) = &mut self.now {
            let (mut shards, mut whole) = (BTreeSet::new(), BTreeSet::new());
            for name in lines(&mut self.conn, HELD) {
                match name.rsplit_once("_shard_") {
                    Some((_, shard)) => drop(shards.insert(shard.parse().expect("a number"))),
                    None => drop(whole.insert(name)),
                }
            }
            if shards.difference(&touched.shards).count() > 1 {
                touched.wide.insert(self.last.clone());
            }
            touched.shards.extend(shards);
            touched.whole.extend(whole);
        }
        let ends = said
            .iter()
            .any(|one| matches!(one, Said::Statement(statement) if statement.ends()));
        for one in said {
            let Said::Statement(statement) = one else {
                continue;
            };
            let sql = &statement.sql;
            let mut told = self.told.lock().unwrap();
            if sql.starts_with("BEGIN") {
                self.now = Some(Touched::default());
            } else if statement.ends() {
                told.transactions.extend(self.now.take());
            } else if !statement.is_control() {
                if self.now.is_none() || ends {
                    told.alone.push(sql.clone());
                }
                if names_persons_by_a_list(sql, &self.keys) {
                    told.lists.insert(sql.clone());
                }
                self.last = sql.clone();
            }
        }
    }
}

/// Whether a statement names persons by a list, where these are the columns by which tables are cut.
fn names_persons_by_a_list(sql: &str, keys: &[String]) -> bool {
    let plain = sql.replace('"', "");
    keys.iter().any(|key| {
        let lists = [" = ANY", " IN ("].map(|list| format!("{key}{list}"));
        lists.iter().any(|list| plain.contains(list.as_str()))
    })
}

/// A world whose database is cut.
pub(super) struct Cut {
    pub(super) world: World,
    url: String,
    keys: Vec<String>,
    told: Arc<Mutex<Told>>,
    _ear: Ear,
}

impl Cut {
    #[expect(
        clippy::disallowed_methods,
        reason = "cutting tables is not a query of the domain"
    )]
    pub(super) fn start() -> Option<Self> {
        let mut url = String::new();
        let (world, ear) = wire::world(|given| {
            given.clone_into(&mut url);
            let mut conn = PgConnection::establish(given).expect("a connection");
            let shards = rounds(4, 16).to_string();
            let cut = CUT.replace("$SHARDS", &shards);
            conn.batch_execute(&cut).expect("every table can be cut");
        })?;
        let told = Arc::<Mutex<Told>>::default();
        let mut conn = PgConnection::establish(&url).expect("a connection");
        let keys = lines(&mut conn, KEYS);
        assert!(keys.len() > 30, "{keys:?}");
        let mut watch = Watch {
            conn,
            keys: keys.clone(),
            now: None,
            last: String::new(),
            told: Arc::clone(&told),
        };
        ear.look(move |said| watch.look(said));
        Some(Self {
            world,
            url,
            keys,
            told,
            _ear: ear,
        })
    }

    /// The shards of whoever this query names.
    pub(super) fn shards(&self, persons: &str) -> BTreeSet<usize> {
        let sql = format!(
            "SELECT tableoid::regclass::text AS line FROM ledger_heads WHERE account_id IN ({persons})"
        );
        let mut conn = PgConnection::establish(&self.url).expect("a connection");
        let number = |name: String| {
            let shard = name.rsplit_once('_').expect("a shard").1;
            shard.parse().expect("a number")
        };
        lines(&mut conn, &sql).into_iter().map(number).collect()
    }

    /// Whether a statement names a table that is cut.
    pub(super) fn names_a_shard(&self, sql: &str) -> bool {
        let tables = self.keys.iter().filter_map(|key| key.split('.').next());
        let mut words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let tables: Vec<&str> = tables.collect();
        words.any(|word| tables.contains(&word))
    }

    /// What is touched meanwhile.
    pub(super) fn touched<T>(&self, meanwhile: impl FnOnce() -> T) -> (T, Told) {
        self.told.lock().unwrap().asked = true;
        let outcome = meanwhile();
        (outcome, std::mem::take(&mut self.told.lock().unwrap()))
    }
}
