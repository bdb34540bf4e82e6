//! What the document says of a path: its methods, and the media types that it can answer with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actix_web::http::Method;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::error::Error;

/// The methods of a path, and the media types that each answers with.
type Methods = BTreeMap<String, Vec<String>>;

/// Every path of the document with its methods.
#[derive(Debug)]
pub struct Paths {
    literal: HashMap<String, Methods>,
    with_ids: Vec<(Vec<String>, Methods)>,
}

fn fits(pattern: &[String], path: &str) -> bool {
    let mut parts = path.split('/');
    let each = pattern.iter().all(|want| {
        parts
            .next()
            .is_some_and(|got| want == got || (want.starts_with('{') && !got.is_empty()))
    });
    each && parts.next().is_none()
}

/// As much of the document as is looked at here.
#[derive(Deserialize)]
struct Document {
    paths: BTreeMap<String, BTreeMap<String, Operation>>,
}

#[derive(Deserialize)]
struct Operation {
    responses: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    content: BTreeMap<String, IgnoredAny>,
}

impl Operation {
    /// The media types of its good answers.
    fn media_types(self) -> Vec<String> {
        let good = (self.responses.into_iter()).filter(|(status, _)| status.starts_with('2'));
        good.flat_map(|(_, answer)| answer.content.into_keys())
            .collect()
    }
}

impl Paths {
    /// Reads them from the document.
    pub fn of(document: &str) -> Result<Self, serde_json::Error> {
        let Document { paths } = serde_json::from_str(document)?;
        let (mut literal, mut with_ids) = (HashMap::new(), Vec::new());
        for (path, operations) in paths {
            let operations = operations.into_iter();
            let methods: Methods = operations
                .map(|(method, one)| (method.to_ascii_uppercase(), one.media_types()))
                .collect();
            if path.contains('{') {
                let parts = path.split('/').map(ToOwned::to_owned).collect();
                with_ids.push((parts, methods));
            } else {
                literal.insert(path, methods);
            }
        }
        Ok(Self { literal, with_ids })
    }

    /// The paths with an id in them that fit.
    fn fitting<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Methods> {
        let fitting = self
            .with_ids
            .iter()
            .filter(move |(parts, _)| fits(parts, path));
        fitting.map(|(_, methods)| methods)
    }

    /// Why a path that stands in the document as it is does not take this method; a path with an id in it is left to its route,
    /// which would else take the name of the other for an id.
    pub(super) fn refuse(&self, path: &str, method: &Method) -> Option<Error> {
        let methods = self.literal.get(path)?;
        if methods.contains_key(method.as_str()) {
            return None;
        }
        Some(Error::MethodNotAllowed(allow(methods.keys())))
    }

    /// The value of `Allow` for a path, or nothing where the path is not known at all.
    pub(super) fn allowed(&self, path: &str) -> Option<String> {
        let known = self.literal.get(path).into_iter();
        let all = known.chain(self.fitting(path));
        let methods: BTreeSet<&String> = all.flat_map(Methods::keys).collect();
        (!methods.is_empty()).then(|| allow(methods.into_iter()))
    }

    /// Whether an operation can answer with anything that `Accept` takes (RFC 9110 §12.5.1); what is not known here can.
    pub(super) fn can_answer(&self, path: &str, method: &Method, accept: &str) -> bool {
        let ranges: Vec<&str> = accept.split(',').filter_map(range).collect();
        if ranges.contains(&"*/*") {
            return true;
        }
        let known = self.literal.get(path).or_else(|| self.fitting(path).next());
        let types = known.and_then(|methods| methods.get(method.as_str()));
        types.is_none_or(|types| {
            types.is_empty() || types.iter().any(|one| ranges.iter().any(|r| takes(r, one)))
        })
    }
}

/// A media range without its parameters, unless its weight is nothing.
fn range(text: &str) -> Option<&str> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| range.contains('/'))?;
    let refused = parts
        .filter_map(|part| part.strip_prefix("q="))
        .any(|weight| weight.trim_matches(['0', '.']).is_empty());
    (!refused).then_some(range)
}

fn takes(range: &str, media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    match range.strip_suffix("/*") {
        Some(family) => kind
            .split('/')
            .next()
            .is_some_and(|one| one.eq_ignore_ascii_case(family)),
        None => kind.eq_ignore_ascii_case(range),
    }
}

/// Whoever answers GET answers HEAD.
fn allow<'a>(methods: impl Iterator<Item = &'a String>) -> String {
    let mut all: BTreeSet<&str> = methods.map(String::as_str).collect();
    if all.contains("GET") {
        all.insert("HEAD");
    }
    all.into_iter().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_takes_what_it_names() {
        let known = Paths::of(
            &serde_json::json!({"paths": {"/a/{id}": {"get": {"responses": {
            "200": {"content": {"application/json": {}}}, "404": {"content": {"application/problem+json": {}}}}},
            "delete": {"responses": {"204": {}}}}}})
            .to_string(),
        )
        .unwrap();
        let can = |method: &Method, accept: &str| known.can_answer("/a/1", method, accept);
        for accept in [
            "*/*",
            "application/*",
            "application/json",
            "text/html, application/json;q=0.1",
            "APPLICATION/JSON",
            "application/json; charset=utf-8",
        ] {
            assert!(can(&Method::GET, accept), "{accept}");
        }
        for accept in [
            "text/html",
            "application/problem+json",
            "application/json;q=0",
            "application/json;q=0.000, text/*",
            "json",
            "",
        ] {
            assert!(!can(&Method::GET, accept), "{accept}");
        }
        assert!(can(&Method::DELETE, "text/html"), "nothing is answered");
        assert!(known.can_answer("/b", &Method::GET, "text/html"));
        assert_eq!(known.allowed("/a/2").as_deref(), Some("DELETE, GET, HEAD"));
    }
}
