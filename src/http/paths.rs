//! What the document says of a path: its methods, and the media types that it can answer with.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use serde_json::Value;

use crate::error::Error;

/// Every path of the document with its methods.
#[derive(Debug)]
pub struct Paths(Vec<Known>);

#[derive(Debug)]
struct Known {
    parts: Vec<String>,
    methods: BTreeMap<String, Vec<String>>,
}

impl Known {
    fn is_literal(&self) -> bool {
        !self.parts.iter().any(|part| part.starts_with('{'))
    }

    fn fits(&self, parts: &[&str]) -> bool {
        self.parts.len() == parts.len()
            && self
                .parts
                .iter()
                .zip(parts)
                .all(|(want, got)| want == got || (want.starts_with('{') && !got.is_empty()))
    }
}

/// The media types of the good answers of an operation.
fn media_types(operation: &Value) -> Vec<String> {
    let answers = operation.get("responses").and_then(Value::as_object);
    let good = answers.into_iter().flatten();
    good.filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, answer)| answer.get("content")?.as_object())
        .flat_map(|content| content.keys().cloned())
        .collect()
}

impl Paths {
    /// Reads them from the document.
    pub fn of(document: &Value) -> Self {
        let paths = document.get("paths").and_then(Value::as_object);
        let known = paths.into_iter().flatten().map(|(path, operations)| Known {
            parts: path.split('/').map(ToOwned::to_owned).collect(),
            methods: operations
                .as_object()
                .into_iter()
                .flatten()
                .map(|(method, one)| (method.to_ascii_uppercase(), media_types(one)))
                .collect(),
        });
        Self(known.collect())
    }

    /// Why a path that stands in the document as it is does not take this method; a path with an id in it is left to its route,
    /// which would else take the name of the other for an id.
    pub(super) fn refuse(&self, path: &str, method: &Method) -> Option<Error> {
        let parts: Vec<&str> = path.split('/').collect();
        let known = self
            .0
            .iter()
            .find(|known| known.is_literal() && known.fits(&parts))?;
        if known.methods.contains_key(method.as_str()) {
            return None;
        }
        Some(Error::MethodNotAllowed(allow(known.methods.keys())))
    }

    /// The value of `Allow` for a path, or nothing where the path is not known at all.
    pub(super) fn allowed(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let methods: BTreeSet<&String> = self
            .0
            .iter()
            .filter(|known| known.fits(&parts))
            .flat_map(|known| known.methods.keys())
            .collect();
        (!methods.is_empty()).then(|| allow(methods.into_iter()))
    }

    /// Whether an operation can answer with anything that `Accept` takes (RFC 9110 §12.5.1); what is not known here can.
    pub(super) fn can_answer(&self, path: &str, method: &Method, accept: &str) -> bool {
        let ranges: Vec<&str> = accept.split(',').filter_map(range).collect();
        if ranges.contains(&"*/*") {
            return true;
        }
        let parts: Vec<&str> = path.split('/').collect();
        let fitting = || self.0.iter().filter(|known| known.fits(&parts));
        let known = fitting()
            .find(|known| known.is_literal())
            .or_else(|| fitting().next());
        let types = known.and_then(|known| known.methods.get(method.as_str()));
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
            "delete": {"responses": {"204": {}}}}}}),
        );
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
