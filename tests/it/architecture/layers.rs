//! Which layer a module lies in, and which arrows go against them.

use std::collections::BTreeSet;

use super::reading::sources;

const LAYERS: [&[&str]; 5] = [
    &["clock", "ids", "words", "time", "error", "config"],
    &["db", "crypt", "http"],
    &["access"],
    &[],
    &["app", "commands", "demo", "lib", "main"],
];
pub(super) const DOMAINS: usize = 3;

pub(super) fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or(DOMAINS)
}

/// Why a file may not name this path, where it may not.
pub(super) fn against(
    from: &[String],
    to: &[String],
    modules: &BTreeSet<Vec<String>>,
) -> Option<&'static str> {
    let (here, there) = (from.first()?, to.first()?);
    if !modules.contains(&to[..1]) {
        // A macro at the root belongs to no layer.
        return None;
    }
    let grants = |path: &[String]| path.len() >= 3 && path[1..3] == ["store", "grants"];
    let up = layer(there) > layer(here);
    if here == there {
        return inside(from, to);
    }
    match layer(here) {
        0 => up.then_some("values know nothing above them"),
        1 if layer(there) == 1 => Some("engines know values, not each other"),
        1 => up.then_some("engines know nothing above them"),
        2 if grants(to) => None,
        2 => up.then_some("access knows of domains only what */store/grants.rs answers"),
        DOMAINS if grants(from) => {
            (layer(there) > 1).then_some("what the gate asks must not ask the gate")
        }
        DOMAINS if is_file(from, "model") => {
            let record = to.len() == 3 && to[..2] == ["access", "record"];
            (layer(there) > 0 && !record).then_some("a model knows values alone")
        }
        DOMAINS if layer(there) == DOMAINS => {
            let deeper =
                to.len() > 2 && modules.contains(&to[..2]) || to.len() == 2 && modules.contains(to);
            deeper.then_some("another domain is reached only through its mod.rs")
        }
        DOMAINS => up.then_some("nothing imports what puts the whole together"),
        _ => None,
    }
}

/// Whether a path lies in this part of its domain.
pub(super) fn is_file(path: &[String], part: &str) -> bool {
    path.get(1).is_some_and(|second| second == part)
}

/// The arrows inside one domain.
fn inside(from: &[String], to: &[String]) -> Option<&'static str> {
    if layer(&from[0]) != DOMAINS {
        return None;
    }
    if is_file(from, "store") && (is_file(to, "routes") || is_file(to, "views")) {
        return Some("a store does not know the routes");
    }
    if is_file(from, "model")
        && ["store", "routes", "views"]
            .iter()
            .any(|part| is_file(to, part))
    {
        return Some("a model knows neither store nor routes");
    }
    None
}

#[test]
fn every_arrow_against_the_layers_is_found() {
    let modules: BTreeSet<Vec<String>> =
        sources().into_iter().map(|source| source.module).collect();
    let path = |text: &str| text.split("::").map(ToOwned::to_owned).collect::<Vec<_>>();
    for (from, to) in [
        ("clock", "access::gate::Gate"),
        ("words", "db::Conn"),
        ("crypt::sealed", "http::json::Json"),
        ("db::lanes", "account::Role"),
        ("access::gate", "journal::Journal"),
        ("access::gate", "account::store::devices"),
        ("journal::routes", "account::store"),
        ("journal::routes", "account::store::grants"),
        ("journal::routes", "account::model::Role"),
        ("journal::routes", "app::Service"),
        ("journal::store", "account::routes::register"),
        ("journal::store", "journal::routes::NewEntry"),
        ("journal::model", "journal::store::find"),
        ("journal::model", "http::json::Json"),
        ("care::store::grants", "access::gate::Gate"),
        ("care::store::grants", "account::Role"),
    ] {
        assert!(
            against(&path(from), &path(to), &modules).is_some(),
            "{from} -> {to}"
        );
    }
    for (from, to) in [
        ("journal::routes", "account::Profile"),
        ("journal::routes", "journal::store::find"),
        ("access::principal", "care::store::grants"),
        ("care::store::grants", "ids::LinkId"),
        ("app", "account::routes::configure"),
        ("crypt::sealed", "ids::AccountId"),
    ] {
        assert!(
            against(&path(from), &path(to), &modules).is_none(),
            "{from} -> {to}"
        );
    }
}
