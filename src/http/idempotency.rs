//! `Idempotency-Key`: where a client names no id, the key names it.
//!
//! A thing that is created under a key gets an id that follows from the account's own key and the header, so a repeat meets what
//! the first attempt made: no table, no expiry, and it survives restarts.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::error::{Error, Result};

/// How the header is documented.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the derive alone")]
pub struct IdempotencyHeader {
    /// Names the request where the body names no id: sent again, it makes nothing twice.
    #[param(
        rename = "Idempotency-Key",
        nullable = false,
        min_length = 1,
        max_length = 255,
        pattern = "^[ -~]+$"
    )]
    key: Option<String>,
}

/// The value of the header, where the client sent one: 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(Option<String>);

impl IdempotencyKey {
    /// The value.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = req.headers().get("idempotency-key") else {
            return std::future::ready(Ok(Self(None)));
        };
        let text = value.to_str().unwrap_or_default();
        let fits = (1..=255).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        std::future::ready(if fits {
            Ok(Self(Some(text.to_owned())))
        } else {
            Err(Error::field(
                "/Idempotency-Key",
                "invalid",
                "takes 1 to 255 visible ASCII characters",
            ))
        })
    }
}
