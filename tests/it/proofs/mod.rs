//! What is promised about confidentiality, tried many times over: each file is one claim of `tests/README.md`.
//!
//! A run of the suite tries a few rounds; `AFTERWORD_ROUNDS=full cargo test --test it -- proofs` tries as many as the claim names.

mod addresses;
mod backup;
mod ciphertext_tampering;
mod consent_model;
mod erasure;
mod existence;
mod factors;
mod guesses;
mod ledger_single_chain;
mod ledger_tampering;
mod link_races;
mod refresh;
mod revocation;
mod rotation;
mod scripted;
mod tokens;

/// How many rounds a claim is tried: `few` in the suite, `full` where `AFTERWORD_ROUNDS=full` asks for all of them.
pub fn rounds(few: usize, full: usize) -> usize {
    if std::env::var_os("AFTERWORD_ROUNDS").is_some_and(|asked| asked == "full") {
        full
    } else {
        few
    }
}

/// Numbers without a plan, the same in every run, so that what was found once is found again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    /// One of these.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A connection that stays open, for going round the API many times.
pub struct Raw(afterword::db::Conn);

impl Raw {
    pub fn of(world: &crate::harness::World) -> Self {
        Self(world.raw_connection())
    }

    /// Runs statements in one transaction.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub fn run(&mut self, sql: &str) -> diesel::QueryResult<()> {
        use diesel::connection::SimpleConnection;
        let sql = format!("BEGIN; {sql}; COMMIT;");
        let done = match &mut self.0 {
            afterword::db::Conn::Sqlite(conn) => conn.batch_execute(&sql),
            afterword::db::Conn::Postgres(conn) => conn.batch_execute(&sql),
        };
        if done.is_err() {
            let back = "ROLLBACK";
            drop(match &mut self.0 {
                afterword::db::Conn::Sqlite(conn) => conn.batch_execute(back),
                afterword::db::Conn::Postgres(conn) => conn.batch_execute(back),
            });
        }
        done
    }

    /// Runs statements as they are, so that a transaction can stay open.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub fn say(&mut self, sql: &str) {
        use diesel::connection::SimpleConnection;
        match &mut self.0 {
            afterword::db::Conn::Sqlite(conn) => conn.batch_execute(sql),
            afterword::db::Conn::Postgres(conn) => conn.batch_execute(sql),
        }
        .expect("statements that fit");
    }

    /// The texts that a query gives as `line`.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub fn lines(&mut self, sql: &str) -> Vec<String> {
        use diesel::RunQueryDsl;
        #[derive(diesel::QueryableByName)]
        struct Line {
            #[diesel(sql_type = diesel::sql_types::Text)]
            line: String,
        }
        let query = diesel::sql_query(sql);
        let rows: Vec<Line> = match &mut self.0 {
            afterword::db::Conn::Sqlite(conn) => query.load(conn),
            afterword::db::Conn::Postgres(conn) => query.load(conn),
        }
        .unwrap();
        rows.into_iter().map(|row| row.line).collect()
    }
}

/// Bytes, told in hexadecimal, as a literal of either engine.
pub fn bytes(engine: crate::harness::Engine, hex: &str) -> String {
    match engine {
        crate::harness::Engine::Sqlite => format!("X'{hex}'"),
        crate::harness::Engine::Postgres => format!("'\\x{hex}'::bytea"),
    }
}

/// An id as a literal of either engine.
pub fn id(engine: crate::harness::Engine, id: &str) -> String {
    match engine {
        crate::harness::Engine::Sqlite => format!("X'{}'", id.replace('-', "")),
        crate::harness::Engine::Postgres => format!("'{id}'::uuid"),
    }
}

/// Tells what a claim measured, where `--nocapture` asks for it.
#[expect(
    clippy::print_stdout,
    reason = "the figures of a full run are read by people"
)]
pub fn tell(line: &str) {
    println!("{line}");
}
