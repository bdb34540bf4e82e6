//! `/v1/me/export` and `/v1/me/import`.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::archive::{Archive, Returned, VERSION};
use super::document::{Document, Extract};
use super::{Export, collect, fhir, markdown, pdf, put_back};
use crate::access::principal::{Fresh, Patient};
use crate::access::trail::{Action, Event};
use crate::account::{self, Profile};
use crate::choice;
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, WithBody, WithQuery};
use crate::http::json::{Json, Large, Query};
use crate::http::routing::Routes;
use crate::ids::{AccountId, DosingSessionId};
use crate::notices::Letter;
use crate::time::At;

choice! {
    /// The form of an export.
    ExportFormat {
        /// Everything, for machines; it can be imported.
        Json = "json",
        /// A document to read, as CommonMark.
        Markdown = "markdown",
        /// A document to print.
        Pdf = "pdf",
        /// A FHIR R4 bundle, for systems that speak it.
        Fhir = "fhir",
    }
}

/// In which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// JSON, if absent.
    #[param(inline)]
    format: Option<ExportFormat>,
    /// Whether entries that are put away are among them (N9); not, if absent.
    #[param(inline)]
    sealed: Option<bool>,
    /// For a document: written at or after.
    #[param(inline)]
    from: Option<At>,
    /// For a document: written before.
    #[param(inline)]
    to: Option<At>,
    /// For a document: only what is tied to this session.
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
    /// For a document: whether earlier wordings are told too (R62); not, if absent.
    #[param(inline)]
    earlier: Option<bool>,
}

/// An export as it is sent: its media type, its file's name, its bytes.
type File = (&'static str, &'static str, Vec<u8>);

impl ExportQuery {
    /// Writes the archive in the form that is asked for.
    fn written(&self, owner: AccountId, archive: &Archive) -> Result<File> {
        let extract = Extract {
            from: self.from,
            to: self.to,
            dosing_session: self.dosing_session_id,
            earlier: self.earlier.unwrap_or(false),
        };
        let document = || Document::of(archive, extract);
        Ok(match self.format.unwrap_or(ExportFormat::Json) {
            ExportFormat::Json => (
                "application/json",
                "records.json",
                serde_json::to_vec(archive).map_err(Error::internal)?,
            ),
            ExportFormat::Fhir => (
                fhir::MEDIA_TYPE,
                "records.fhir.json",
                serde_json::to_vec(&fhir::bundle(owner, archive)).map_err(Error::internal)?,
            ),
            ExportFormat::Markdown => (
                "text/markdown; charset=utf-8; variant=CommonMark",
                "notes.md",
                markdown::write(&document())?.into_bytes(),
            ),
            ExportFormat::Pdf => ("application/pdf", "notes.pdf", pdf::write(&document())?),
        })
    }

    /// An archive is always whole: only a document can be an extract.
    fn fits(&self) -> Result<()> {
        let whole = matches!(
            self.format,
            None | Some(ExportFormat::Json | ExportFormat::Fhir)
        );
        let named = [
            ("/from", self.from.is_some()),
            ("/to", self.to.is_some()),
            ("/dosing_session_id", self.dosing_session_id.is_some()),
            ("/earlier", self.earlier.is_some()),
        ];
        match named.iter().find(|(_, given)| whole && *given) {
            Some((pointer, _)) => {
                let message = "goes with format=markdown and format=pdf";
                Err(Error::field(*pointer, "unexpected", message))
            }
            None => Ok(()),
        }
    }
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportView {
    /// Records that are here now and were not before.
    #[schema(minimum = 0)]
    restored: i64,
    /// Records that were here already, word for word.
    #[schema(minimum = 0)]
    already_there: i64,
}

/// Takes everything out (AZ-13); asks for a fresh sign-in (ID-14); that it was done is on the access log.
#[utoipa::path(tag = "leaving", security(("bearer" = ["patient"])), params(ExportQuery),
    responses((status = 200, description = "Everything", content(
            (Archive = "application/json"), (serde_json::Value = "application/fhir+json"), (String = "text/markdown"),
            (Vec<u8> = "application/pdf"))), WithQuery, Guarded))]
#[get("/v1/me/export")]
pub async fn export_records(
    patient: Fresh<Patient>,
    Query(query): Query<ExportQuery>,
) -> Result<HttpResponse> {
    query.fits()?;
    let with_sealed = query.sealed.unwrap_or(false);
    let gate = patient.gate().clone();
    let archive = patient
        .write(Export, move |conn, mine| {
            // First of all, as everywhere: the log is held after it, or two requests could wait for each other.
            mine.hold_changes(conn)?;
            mine.record(conn, Event::done(Action::RecordsExported))?;
            account::tell(conn, &mine.also::<Profile>()?, Letter::exported)?;
            collect::archive(conn, mine, gate.tokens(), with_sealed)
        })
        .await?;
    patient.ring();
    let owner = patient.account();
    let (media_type, name, bytes) = web::block(move || query.written(owner, &archive))
        .await
        .map_err(Error::internal)??;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes))
}

/// Puts the records of an archive back, all of them or none; what is here already, word for word, stays as it is.
#[utoipa::path(tag = "leaving", security(("bearer" = ["patient"])), request_body = Returned,
    responses((status = 200, description = "They are here", body = ImportView), WithBody, Conflicting, Guarded))]
#[post("/v1/me/import")]
pub async fn import_records(
    patient: Patient,
    Large(archive): Large<Returned>,
) -> Result<Json<ImportView>> {
    if archive.version != VERSION {
        return Err(Error::field("/version", "unknown_version", "takes 1"));
    }
    let policy = patient.policy().clone();
    let tally = patient
        .write(Export, move |conn, mine| {
            let tally = put_back::records(conn, mine, &policy, archive.records)?;
            mine.record(conn, Event::done(Action::RecordsImported))?;
            Ok(tally)
        })
        .await?;
    let put_back::Tally {
        restored,
        already_there,
    } = tally;
    Ok(Json(ImportView {
        restored,
        already_there,
    }))
}

/// The routes of leaving and coming back.
pub fn configure(routes: &mut impl Routes) {
    routes.service(export_records).service(import_records);
}
