//! The OpenAPI document: how it is written from the registration of the routes, and where it is served.
//!
//! What is served is what is committed, which a test holds to be what the routes say. So the server starts without writing it, and holds
//! it once, where the binary holds it.

use std::sync::LazyLock;

use actix_web::{App, HttpResponse, get};
use serde_json::Value;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use super::routes;
use crate::http::document::{Always, Head};
use crate::http::reference;

/// OpenAPI 3.1, as it is committed.
pub const DOCUMENT: &str = include_str!("../../openapi/openapi.json");

/// The reference page, written when it is first asked for.
static PAGE: LazyLock<Result<String, serde_json::Error>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(DOCUMENT)?;
    Ok(reference::page(&document))
});

/// The document in both renderings.
#[derive(Debug)]
pub struct Documents {
    /// OpenAPI 3.1.
    pub newer: Value,
    /// OpenAPI 3.0.3.
    pub older: Value,
}

impl Documents {
    /// Writes the document from the registration of the routes: what is committed, after every change of the API.
    pub fn written() -> Result<Self, serde_json::Error> {
        let (_, document) = App::new()
            .into_utoipa_app()
            .openapi(Head::openapi())
            .configure(|document| routes(document))
            .split_for_parts();
        Ok(Self::of(crate::http::document::render(&document)?))
    }

    /// The document as it is committed.
    pub fn committed() -> Result<Self, serde_json::Error> {
        Ok(Self::of(serde_json::from_str(DOCUMENT)?))
    }

    fn of(newer: Value) -> Self {
        let older = crate::http::document::render_3_0(&newer);
        Self { newer, older }
    }

    /// Writes both renderings into a folder.
    pub fn write(&self, folder: &std::path::Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        for (name, document) in [
            ("openapi.json", &self.newer),
            ("openapi-3.0.json", &self.older),
        ] {
            let text = serde_json::to_string_pretty(document)? + "\n";
            std::fs::write(folder.join(name), text)?;
        }
        Ok(())
    }
}

/// The document as a page to read.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "A page", body = String, content_type = "text/html"), Always))]
#[get("/docs")]
pub async fn docs() -> HttpResponse {
    let Ok(page) = &*PAGE else {
        return HttpResponse::InternalServerError().finish();
    };
    let page = HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("content-security-policy", reference::POLICY))
        .body(page.as_str());
    crate::http::edge::public(page)
}

/// This document.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Object), Always))]
#[get("/openapi.json")]
pub async fn openapi_json() -> HttpResponse {
    let document = HttpResponse::Ok()
        .content_type("application/json")
        .body(DOCUMENT);
    crate::http::edge::public(document)
}
