//! Conditions (RFC 9110 §13): strong tags, `If-Match` for changes, `If-None-Match` for reading.
//!
//! A tag is `"<version>-<digest>"`. The digest covers the bytes of the answer, so the tag is strong: it changes with anything
//! shown. A change is refused only when the *version* differs, so that sharing an entry does not get in the way of editing it.
//!
//! A refusal (412) names the version that is there as `"<version>-0"`. Whoever refuses has not made the answer that a GET would give, so
//! it does not know the digest, and `0` is none. For `If-Match` that is the current tag: a client that means to change the thing
//! whatever it says now can send it as it is. For `If-None-Match` it names nothing, and a GET answers in full: the client that was
//! refused has not seen what is there.

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderMap, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use aws_lc_rs::digest::{SHA256, digest};

use crate::error::{Error, Result};

/// A thing with a version that every change raises.
pub trait Versioned {
    /// The version that `If-Match` is held against.
    fn version(&self) -> i64;
}

/// The strong tag of these bytes at this version.
pub fn strong(version: i64, bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    let short = digest.as_ref().get(..9).unwrap_or_default();
    format!(
        "\"{version}-{}\"",
        data_encoding::BASE64URL_NOPAD.encode(short)
    )
}

/// How the header is documented.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the derive alone")]
pub struct IfMatchHeader {
    /// The `ETag` that was read, or `*`. Only the number before the hyphen is looked at; the `ETag` of a 412 has `0` after it, which
    /// goes here as any other and never answers an If-None-Match.
    #[param(rename = "If-Match", max_length = 200, example = "\"1-Zm9v\"")]
    tag: String,
}

/// How the header is documented where there may be nothing yet that it could name.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the derive alone")]
pub struct IfMatchThereHeader {
    /// The `ETag` that was read, or `*`; required where something is there.
    #[param(rename = "If-Match", max_length = 200, example = "\"1-Zm9v\"")]
    tag: Option<String>,
}

/// Passes where nothing is there yet and no condition is named, as [`IfMatch::check`] where one is, and asks for one otherwise.
pub(crate) fn check_what_is_there(
    condition: Option<&IfMatch>,
    is_there: bool,
    version: i64,
) -> Result<()> {
    match condition {
        Some(condition) => condition.check(version),
        None if is_there => Err(Error::NeedsPrecondition),
        None => Ok(()),
    }
}

/// What `If-Match` asks for; 428 where the header is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Vec<i64>, bool);

impl IfMatch {
    /// For a change that is the same whatever the version, or that names in its own body what it was made from.
    pub(crate) const fn any() -> Self {
        Self(Vec::new(), true)
    }

    /// Passes when the current version is among those named, or refuses with the current tag as far as `If-Match` looks at it.
    pub fn check(&self, version: i64) -> Result<()> {
        if self.1 || self.0.contains(&version) {
            Ok(())
        } else {
            Err(Error::Stale(format!("\"{version}-0\"")))
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = req.headers().get(IF_MATCH) else {
            return std::future::ready(Err(Error::NeedsPrecondition));
        };
        let text = value.to_str().unwrap_or_default().trim();
        // Weak tags never match strongly (RFC 9110 §13.1.1), and a tag that is not ours names no version.
        let versions = text.split(',').filter_map(|tag| {
            tag.trim()
                .strip_prefix('"')?
                .strip_suffix('"')?
                .split('-')
                .next()?
                .parse()
                .ok()
        });
        std::future::ready(Ok(Self(versions.collect(), text == "*")))
    }
}

/// Whether `If-None-Match` names this tag; weak comparison (RFC 9110 §13.1.2).
pub(crate) fn none_match_names(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    headers
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.trim() == "*"
                || value
                    .split(',')
                    .any(|one| one.trim().trim_start_matches("W/") == tag)
        })
}
