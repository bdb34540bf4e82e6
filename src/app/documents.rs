//! The OpenAPI document, from the registration of the routes, and where it is served.

use std::sync::Arc;

use actix_web::{App, HttpResponse, get, web};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use super::routes;
use crate::error::Result;
use crate::http::document::{Always, Head};
use crate::http::reference;
use crate::http::routing::Routes;

/// The document in both renderings.
#[derive(Debug)]
pub struct Documents {
    /// OpenAPI 3.1.
    pub newer: serde_json::Value,
    /// OpenAPI 3.0.3.
    pub older: serde_json::Value,
    /// The reference page.
    page: String,
}

impl Documents {
    /// Writes the document from the registration of the routes.
    pub fn new() -> Result<Self, serde_json::Error> {
        let (_, document) = App::new()
            .into_utoipa_app()
            .openapi(Head::openapi())
            .configure(|document| routes(&mut Routes::Document(document)))
            .split_for_parts();
        let newer = crate::http::document::render(&document)?;
        let older = crate::http::document::render_3_0(&newer);
        let page = reference::page(&newer);
        Ok(Self { newer, older, page })
    }
}

/// The document as a page to read.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "A page", body = String, content_type = "text/html"), Always))]
#[get("/docs")]
pub async fn docs(documents: web::Data<Arc<Documents>>) -> HttpResponse {
    let page = HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("content-security-policy", reference::POLICY))
        .body(documents.page.clone());
    crate::http::edge::public(page)
}

/// This document.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "OpenAPI 3.1", body = Object), Always))]
#[get("/openapi.json")]
pub async fn openapi_json(documents: web::Data<Arc<Documents>>) -> HttpResponse {
    crate::http::edge::public(HttpResponse::Ok().json(&documents.newer))
}
