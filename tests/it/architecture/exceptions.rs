//! What goes against the arrows, each for a reason.

/// What goes against the arrows for a reason: who, where to, why. One that nobody needs any longer fails the test.
pub(super) const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "prompts::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "grounding::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "checklists::model",
        "content",
        "the catalogue is data, embedded and pure",
    ),
    (
        "timeline::model",
        "sessions::Course",
        "days hang on the course of a session, a pure value",
    ),
    (
        "config",
        "db::DatabaseUrl",
        "a setting is read as what the database opens",
    ),
    (
        "config::reading",
        "db::DatabaseUrl",
        "a setting is read as what the database opens",
    ),
    (
        "ids",
        "db::sql",
        "how an id is stored is said where it is declared",
    ),
    (
        "time",
        "db::sql",
        "how an instant is stored is said where it is declared",
    ),
    (
        "crypt::keyring",
        "db",
        "wrapped keys live in a table of their own",
    ),
    (
        "crypt::signing",
        "db",
        "wrapped keys live in a table of their own",
    ),
    (
        "http::edge",
        "access::gate::Gate",
        "the edge tells the time of a request by the gate's clock",
    ),
    (
        "http::edge",
        "db::DatabaseUrl",
        "allowances are shared where there can be several instances",
    ),
    (
        "http::allowance",
        "access::gate::Gate",
        "an allowance is counted by the gate's clock, and shared through its database",
    ),
    (
        "http::allowance",
        "crypt::keyring::Lookup",
        "an address reaches the database as a keyed fingerprint only",
    ),
    (
        "http::allowance::store",
        "db::Conn",
        "shared allowances live in a table of their own",
    ),
    (
        "access::principal",
        "account::Role",
        "a token's role decides which principal it is",
    ),
    (
        "access::principal::caller",
        "account::Role",
        "a token's role decides which principal it is",
    ),
    ("access::token", "account::Role", "the role is a claim"),
    (
        "access::turned_away",
        "account::Role",
        "a token's role decides who acted",
    ),
    (
        "access::proof",
        "account::DisplayName",
        "the proof opens the name at the other end of a link",
    ),
    (
        "access::proof",
        "care::ReadingHabit",
        "the proof opens what a therapist says of when they read",
    ),
    (
        "consent::store::grants",
        "access::proof::SharedPacket",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "consent::store::grants",
        "access::proof::TakenIn",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "journal::store::grants",
        "access::proof",
        "whether an entry is put away is under its owner's key, so the door asks with a proof that it keeps to itself",
    ),
    (
        "journal::store::grants",
        "sessions",
        "what comes back by itself in the quiet time opens at its end",
    ),
    (
        "account::store::grants",
        "access::token::Bearer",
        "the session that is looked for is the one in the token",
    ),
    (
        "consent::store::grants",
        "access::proof::Shared",
        "what the consents in effect open is what a lens holds",
    ),
    (
        "account::model",
        "crypt::password::Password",
        "a password is wiped by its own type from the first byte on",
    ),
    (
        "check_ins::model",
        "journal::Feelings",
        "feelings are the same words wherever they are named",
    ),
    (
        "check_ins::model",
        "journal::Sensations",
        "sensations are the same words wherever they are named",
    ),
    (
        "journal::model",
        "http::json::Object",
        "words inside an entry are read as strictly as the body around them",
    ),
    (
        "preparation::model::agreements",
        "http::json::Object",
        "what is said of an item is read as strictly as the body around it",
    ),
    (
        "journal::model",
        "prompts::PromptWords",
        "an answer keeps the wording of the question",
    ),
];
