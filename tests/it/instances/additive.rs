//! Migrations that the version before can go on with (RE-8): whoever adds one that takes something away, or that keeps others waiting while
//! it looks at every row, is told by a test, and says here why it may. The rules are those of a deployment one instance at a time: while
//! the first instance of a version moves the schema on, the others are of the version before, and read and write.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The migrations before the first release: no version before them serves anywhere, and no table had rows.
const BEFORE_RELEASE: &str = "no version was released before it";

/// What is not additive, and why it may be all the same: the migration, how the statement begins, the reason.
const LISTED: [(&str, &str, &str); 28] = [
    (
        "000009_journal_depth",
        "CREATE INDEX entries_by_addends",
        BEFORE_RELEASE,
    ),
    (
        "000010_between",
        "ALTER TABLE consents ALTER COLUMN entry_id DROP NOT NULL",
        BEFORE_RELEASE,
    ),
    (
        "000010_between",
        "ALTER TABLE consents ADD CONSTRAINT consents_scope",
        BEFORE_RELEASE,
    ),
    (
        "000010_between",
        "ALTER TABLE consents ADD FOREIGN KEY (patient_id, packet_id)",
        BEFORE_RELEASE,
    ),
    (
        "000010_between",
        "CREATE INDEX consents_by_packet",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE consents DROP CONSTRAINT consents_scope",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE consents ADD CONSTRAINT consents_scope",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE consents ADD CONSTRAINT consents_part",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE consents ADD CONSTRAINT consents_includes",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE consents ADD FOREIGN KEY (patient_id, dosing_session_id)",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "CREATE INDEX consents_by_session",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE care_links ADD COLUMN stopped",
        BEFORE_RELEASE,
    ),
    (
        "000014_consent_depth",
        "ALTER TABLE caseload ADD COLUMN stopped",
        BEFORE_RELEASE,
    ),
    (
        "000015_ledger",
        "CREATE TRIGGER ledger_heads_",
        BEFORE_RELEASE,
    ),
    ("000016_keys", "DELETE FROM registrations", BEFORE_RELEASE),
    ("000016_keys", "DELETE FROM mails", BEFORE_RELEASE),
    ("000016_keys", "DELETE FROM service_keys", BEFORE_RELEASE),
    (
        "000016_keys",
        "UPDATE caseload SET ended_by",
        BEFORE_RELEASE,
    ),
    (
        "000020_kept_offers",
        "ALTER TABLE offers DROP CONSTRAINT",
        BEFORE_RELEASE,
    ),
    (
        "000020_kept_offers",
        "ALTER TABLE offers ADD FOREIGN KEY (patient_id)",
        BEFORE_RELEASE,
    ),
    (
        "000022_refusals",
        "UPDATE ledger_refusals SET actor_id",
        BEFORE_RELEASE,
    ),
    (
        "000022_refusals",
        "ALTER TABLE ledger_refusals ALTER COLUMN actor_id SET NOT NULL",
        BEFORE_RELEASE,
    ),
    (
        "000022_refusals",
        "ALTER TABLE ledger_refusals DROP CONSTRAINT",
        BEFORE_RELEASE,
    ),
    (
        "000022_refusals",
        "ALTER TABLE ledger_refusals ADD PRIMARY KEY",
        BEFORE_RELEASE,
    ),
    (
        "000025_lean_indexes",
        "DROP INDEX entries_by_",
        BEFORE_RELEASE,
    ),
    (
        "000025_lean_indexes",
        "CREATE INDEX entries_by_",
        BEFORE_RELEASE,
    ),
    (
        "000025_lean_indexes",
        "CREATE INDEX consents_living",
        BEFORE_RELEASE,
    ),
    (
        "000031_entries_by_prompt",
        "CREATE INDEX entries_by_prompt",
        BEFORE_RELEASE,
    ),
];

/// The statements of a migration, without comments, each on one line.
fn statements(sql: &str) -> Vec<String> {
    let plain: Vec<&str> = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(""))
        .collect();
    let plain = plain.join(" ");
    let (mut all, mut now, mut quoted) = (Vec::new(), String::new(), false);
    // What stands between dollars is a body with semicolons of its own.
    for (number, part) in plain.split("$$").enumerate() {
        quoted = number % 2 == 1;
        if quoted {
            now.push_str("$$…$$");
            continue;
        }
        let mut pieces = part.split(';').peekable();
        while let Some(piece) = pieces.next() {
            now.push_str(piece);
            if pieces.peek().is_some() {
                all.push(std::mem::take(&mut now));
            }
        }
    }
    assert!(!quoted, "a body that does not end");
    all.push(now);
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    all.into_iter()
        .map(words)
        .filter(|text| !text.is_empty())
        .collect()
}

/// What a statement begins with, and what follows.
fn after<'a>(statement: &'a str, beginning: &str) -> Option<&'a str> {
    let head = statement.get(..beginning.len())?;
    head.eq_ignore_ascii_case(beginning)
        .then(|| statement[beginning.len()..].trim_start())
}

fn name(rest: &str) -> &str {
    let end = rest.find([' ', '(', ',']).unwrap_or(rest.len());
    rest[..end].trim_matches('"')
}

/// Why the version before could not go on with this statement, or would be kept waiting; none where it can.
fn objection(statement: &str, new: &BTreeSet<String>) -> Option<&'static str> {
    let is_new = |table: &str| new.contains(table);
    let upper = statement.to_ascii_uppercase();
    if after(statement, "CREATE TABLE").is_some() || after(statement, "CREATE FUNCTION").is_some() {
        return None;
    }
    for (beginning, unique) in [("CREATE INDEX", false), ("CREATE UNIQUE INDEX", true)] {
        if let Some(rest) = after(statement, beginning) {
            let table = rest.split(" ON ").nth(1).map_or("", name);
            return match (is_new(table), unique) {
                (true, _) => None,
                (false, true) => Some("refuses what the version before writes"),
                (false, false) if upper.contains("CONCURRENTLY") => None,
                (false, false) => Some("keeps writers waiting while it is made"),
            };
        }
    }
    if after(statement, "CREATE TRIGGER").is_some() {
        let table = statement.split(" ON ").nth(1).map_or("", name);
        return (!is_new(table)).then_some("refuses what the version before writes");
    }
    if let Some(rest) = after(statement, "ALTER TABLE") {
        let table = name(rest);
        if is_new(table) {
            return None;
        }
        let (_, change) = rest.split_once(' ').unwrap_or((rest, ""));
        if after(change, "ADD COLUMN").is_none() {
            return Some("takes something away, or refuses what the version before writes");
        }
        let upper = change.to_ascii_uppercase();
        return if upper.contains("REFERENCES")
            || upper.contains("CHECK")
            || upper.contains("UNIQUE")
        {
            Some("looks at every row while others wait")
        } else if upper.contains("NOT NULL") && !upper.contains("DEFAULT") {
            Some("refuses rows of the version before, which does not know the column")
        } else if upper.contains("DEFAULT") && upper.contains('(') {
            Some("writes every row anew where the value is not the same for all")
        } else {
            None
        };
    }
    if let Some(rest) = after(statement, "INSERT INTO") {
        return (rest.to_ascii_uppercase().contains("SELECT"))
            .then_some("copies rows while others write");
    }
    Some("takes away or changes what the version before uses")
}

/// The table that a statement changes, where it keeps others away from it until its transaction ends.
fn kept(statement: &str) -> Option<String> {
    let table = if let Some(rest) = after(statement, "ALTER TABLE") {
        rest
    } else if statement.contains("CONCURRENTLY") || after(statement, "CREATE TABLE").is_some() {
        return None;
    } else if after(statement, "CREATE").is_some() {
        statement.split(" ON ").nth(1)?
    } else {
        return None;
    };
    Some(name(table).to_owned())
}

/// The statements of a migration to which there is an objection.
fn objections(sql: &str) -> Vec<(String, &'static str)> {
    let (mut new, mut found) = (BTreeSet::new(), Vec::new());
    let mut held: BTreeSet<String> = BTreeSet::new();
    for statement in statements(sql) {
        if let Some(rest) = after(&statement, "CREATE TABLE") {
            new.insert(name(rest).to_owned());
        }
        let table = kept(&statement).filter(|table| !new.contains(table));
        let second = table.is_some_and(|table| {
            held.insert(table);
            held.len() > 1
        });
        // Under load it would never come to both: requests look at the session first and at what they are about afterwards.
        let second =
            second.then_some("waits for a second table while it keeps the first from requests");
        if let Some(why) = objection(&statement, &new).or(second) {
            found.push((statement, why));
        }
    }
    found
}

#[test]
fn a_migration_leaves_the_version_before_at_work_or_says_why_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut folders: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    folders.sort();
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for folder in folders {
        let migration = folder.file_name().unwrap().to_string_lossy().into_owned();
        let sql = fs::read_to_string(folder.join("up.sql")).unwrap();
        for (statement, why) in objections(&sql) {
            let listed = LISTED.iter().position(|(name, beginning, _)| {
                migration.ends_with(name) && statement.starts_with(beginning)
            });
            match listed {
                Some(place) => drop(used.insert(place)),
                None => wrong.push(format!("{migration}: {why}: {statement}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let reasons = LISTED.iter().all(|(.., reason)| !reason.is_empty());
    assert!(
        reasons && used.len() == LISTED.len(),
        "something is listed that is not there: {used:?}"
    );
}

/// The planted faults: each kind of migration that is not additive.
#[test]
fn what_takes_away_or_keeps_others_waiting_is_found() {
    for fault in [
        "DROP TABLE goals;",
        "DROP INDEX goals_by_at;",
        "ALTER TABLE goals DROP COLUMN words;",
        "ALTER TABLE goals RENAME TO aims;",
        "ALTER TABLE goals RENAME COLUMN at TO since;",
        "ALTER TABLE goals ALTER COLUMN at TYPE text;",
        "ALTER TABLE goals ALTER COLUMN words SET NOT NULL;",
        "ALTER TABLE goals ALTER COLUMN revision DROP NOT NULL;",
        "ALTER TABLE goals ADD COLUMN more text NOT NULL;",
        "ALTER TABLE goals ADD COLUMN more uuid DEFAULT gen_random_uuid();",
        "ALTER TABLE goals ADD COLUMN more uuid REFERENCES accounts (id);",
        "ALTER TABLE goals ADD CONSTRAINT goals_at CHECK (at > '2020-01-01');",
        "ALTER TABLE goals ADD PRIMARY KEY (id);",
        "CREATE INDEX goals_by_words ON goals (patient_id, words);",
        "CREATE UNIQUE INDEX goals_by_id ON goals (id);",
        "CREATE TRIGGER no_goals BEFORE INSERT ON goals FOR EACH ROW EXECUTE FUNCTION refuse();",
        "UPDATE goals SET revision = 2;",
        "DELETE FROM goals;",
        "TRUNCATE goals;",
        "INSERT INTO aims SELECT * FROM goals;",
        "LOCK TABLE goals;",
        "ALTER TABLE goals ADD COLUMN more text; ALTER TABLE fears ADD COLUMN more text;",
    ] {
        assert_eq!(objections(fault).len(), 1, "{fault}");
    }
    let fine = "-- More; of it.
        CREATE TABLE aims (id uuid PRIMARY KEY, at timestamptz NOT NULL);
        CREATE UNIQUE INDEX aims_by_at ON aims (at);
        ALTER TABLE aims ADD CONSTRAINT aims_at CHECK (at > '2020-01-01');
        CREATE FUNCTION aims_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM goals; END $$;
        CREATE TRIGGER aims_stay BEFORE DELETE ON aims FOR EACH ROW EXECUTE FUNCTION aims_refuse();
        ALTER TABLE goals ADD COLUMN more text;
        ALTER TABLE goals ADD COLUMN times bigint NOT NULL DEFAULT 1;
        CREATE INDEX CONCURRENTLY goals_by_more ON goals (patient_id, more);
        INSERT INTO aims VALUES (gen_random_uuid(), now());";
    assert_eq!(objections(fine), []);
}
